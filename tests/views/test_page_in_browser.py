"""The page in a real browser: it draws, answers, stays silent and asks nobody."""

from __future__ import annotations

import csv
import html
import json
import shutil
from collections.abc import Iterator
from importlib import resources
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rdflib import RDF, Graph, Literal

from benchmarks.graphs import news_graph
from kg.graph.store import Store
from kg.ontology import Ontology
from kg.types import Document
from kg.views.html import render, write_html
from kg.vocabulary import KG
from tests.views.conftest import Writer, load_schema_only, sample_store
from tests.views.hostile import HOSTILE

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
WebDriverWait = pytest.importorskip("selenium.webdriver.support.ui").WebDriverWait
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Chromium and its driver"),
]

OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--disable-sync",
    "--window-size=1400,900",
)  # fmt: skip


AXE = """
const done = arguments[0], short = ({ id, impact, nodes }) => [id, impact, nodes[0].html];
axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => done(violations.map(short)), done);
"""


class Browser:
    """A page opened, and what it does."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path) -> None:
        self.driver.get("about:blank")
        self.messages(), self.requests()  # what belongs to the page before
        self.driver.get(path.as_uri())

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def text(self, selector: str) -> str:
        return str(self.run(f"return document.querySelector({json.dumps(selector)}).textContent"))

    def click(self, x: float, y: float) -> None:
        """Press the mouse at a point of the window."""
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
        self.wait("return !document.getElementById('panel').hidden")

    def press(self, key: str) -> None:
        codes = {"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
        for kind in ("keyDown", "keyUp"):
            event = {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": codes.get(key, 0)}
            self.driver.execute_cdp_cmd("Input.dispatchKeyEvent", event)

    def wait(self, script: str) -> None:
        WebDriverWait(self.driver, 5, poll_frequency=0.05).until(lambda _: self.run(script))

    def messages(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        events = [json.loads(e["message"])["message"] for e in self.driver.get_log("performance")]
        sent = [e["params"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [params["request"]["url"] for params in sent]


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for option in OPTIONS:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.chrome.service.Service(DRIVER)
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_html(sample_store(), path, load_schema_only(), language="en")
    return path


@pytest.fixture
def browser(driver: Any, sample: Path) -> Browser:
    browser = Browser(driver)
    browser.open(sample)
    return browser


def place_of(thing: str, browser: Browser) -> tuple[float, float]:
    """Give where a thing of the picture lies in the window."""
    point = browser.run(
        f"draw(); const {{ x, y }} = toScreen({thing});"
        "const frame = byId('canvas').getBoundingClientRect();"
        "return [x + frame.left, y + frame.top]"
    )
    return point[0], point[1]


def middle_of_edge(relation: str, browser: Browser) -> tuple[float, float]:
    point = browser.run(
        f"draw(); const name = {json.dumps(relation)};"
        "const drawn = scene.lines.find((d) => relations[d.line.relation].labels[2] === name);"
        "const { x, y } = along(drawn, 0.5), frame = byId('canvas').getBoundingClientRect();"
        "return [x + frame.left, y + frame.top]"
    )
    return point[0], point[1]


def node(name: str) -> str:
    return f"things.findIndex((thing) => thing.labels[2] === {json.dumps(name)})"


def shown_lines(browser: Browser) -> list[str]:
    return list(browser.run("return shown.lines.map((line) => denial(line) + relation(line))"))


def tick(label: str, browser: Browser) -> None:
    browser.run(
        "[...document.querySelectorAll('#filters label')].find((l) => l.textContent.includes("
        f"{json.dumps(label)})).querySelector('input').click()"
    )


def test_page_is_silent_and_asks_nobody(browser: Browser, sample: Path) -> None:
    """No console message, no request but for the file itself."""
    browser.run("step({ view: 'table' }); step({ view: 'graph' }); draw()")

    assert browser.messages() == []
    assert [url for url in browser.requests() if not url.startswith("data:")] == [sample.as_uri()]


def test_header_counts(browser: Browser) -> None:
    """The first glance says how much there is."""
    assert browser.text("h1") == "What the texts say"
    assert browser.text("#counts") == "3 documents · 18 entities · 25 facts"


def test_first_view_shows_every_name_and_hides_none_behind_another(browser: Browser) -> None:
    """The first glance decides whether anybody looks on."""
    browser.run("draw()")
    seen = browser.run("return scene.boxes.filter((b) => b.thing !== undefined).map((b) => b.thing)")
    boxes = browser.run("return scene.boxes.map(({ x, y, w, h }) => [x, y, x + w, y + h])")
    width, height = browser.run("return [scene.width, scene.height]")

    assert sorted(seen) == sorted(browser.run("return shown.things"))
    assert all(x1 >= 0 and y1 >= 0 and x2 <= width and y2 <= height for x1, y1, x2, y2 in boxes)
    for i, (ax1, ay1, ax2, ay2) in enumerate(boxes):
        for bx1, by1, bx2, by2 in boxes[i + 1 :]:
            assert ax2 <= bx1 or bx2 <= ax1 or ay2 <= by1 or by2 <= ay1


def test_the_story_in_brief_leads_to_its_evidence(browser: Browser) -> None:
    """Who has no question yet begins with what is told most."""
    assert browser.text(".brief li") == "Nordlicht12"

    browser.run("document.querySelectorAll('.brief')[1].querySelector('button').click()")

    assert "2 texts say so" in browser.text("#panel")


def test_clicking_an_edge_shows_its_sentence(browser: Browser) -> None:
    """Who says so is one click away, with the words that say it marked."""
    browser.click(*middle_of_edge("dissolves", browser))

    assert "Insidern zufolge soll das rund 25-köpfige" in browser.text("#panel blockquote")
    marks = browser.run("return [...document.querySelectorAll('#panel mark')].map((m) => [m.className, m.textContent])")
    assert marks == [["object", "Handelsteam"], ["cue", "aufgelöst"]]
    panel = browser.text("#panel")
    assert "reported" in panel
    assert "Who says so: Insider" in panel
    assert "80\u00a0%" in panel
    assert "Nordlicht stoppt den Warenkorb" in panel
    assert "May 26, 2016" in panel


def test_mark_is_right_behind_an_emoji(browser: Browser) -> None:
    """JavaScript counts the basket as two characters, kg as one."""
    browser.click(*middle_of_edge("suspends", browser))

    assert browser.text("#panel mark.cue") == "ein."


def test_every_parallel_line_can_be_clicked(browser: Browser) -> None:
    """Lines that lie on each other are one line to the eye."""
    browser.run("focusOn(" + node("Nordlicht") + "); draw()")
    found = browser.run(
        "return scene.lines.filter((d) => d.line.siblings.length > 1).every((d) => {"
        "  const { x, y } = along(d, 0.5);"
        "  return find({ ...scene, boxes: [] }, x, y)?.line === d.line; })"
    )
    assert found is True


@pytest.mark.parametrize("scale", [0.2, 0.5, 1.0])
def test_no_line_leads_to_a_value_that_is_not_shown(browser: Browser, scale: float) -> None:
    """A line that ends in the middle of nothing says nothing."""
    browser.run(f"camera.scale *= {scale}; draw()")
    lines, lost = browser.run(
        "const boxed = new Set(scene.boxes.map((box) => box.thing));"
        "const values = scene.lines.filter(({ line }) => things[line.to].kind === 'value');"
        "const seen = ({ b }) => b.x > 0 && b.y > 0 && b.x < scene.width && b.y < scene.height;"
        "return [scene.lines.length, values.filter((d) => seen(d) && !boxed.has(d.line.to)).length];"
    )

    assert lines
    assert lost == 0


def test_clicking_a_thing_shows_what_is_said_of_it(browser: Browser) -> None:
    """Names, values and every sentence of a thing stand together."""
    browser.click(*place_of(node("Handelsteam"), browser))

    assert browser.text("#panel h2") == "Handelsteam"
    assert "≈ 25" in browser.text("#panel")


def test_escape_closes_the_panel(browser: Browser) -> None:
    """The keyboard gets out of everything."""
    browser.run(f"select({{ thing: {node('Nordlicht')} }})")

    browser.press("Escape")

    browser.wait("return document.getElementById('panel').hidden")


def test_everything_can_be_reached_by_keys(browser: Browser) -> None:
    """Arrow keys go from thing to thing, Enter shows its sentences, and a screen reader hears where one is."""
    browser.run("byId('canvas').focus()")
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft"):
        browser.press(key)
    said = browser.text("#status")
    browser.press("Enter")

    assert said
    assert said.startswith(browser.text("#panel h2"))
    assert browser.run("return document.activeElement.textContent") == browser.text("#panel h2")


def test_search_finds_a_name_in_any_language(browser: Browser) -> None:
    """The reader knows the Italian name, without its accents, and the page speaks English."""
    browser.run("byId('search').value = 'CÀRREL'; search()")

    assert browser.text("#matches [role=option] span") == "Warenkorb"
    assert browser.text("#matches [role=option] small") == "carrello"


def test_suggestions_are_taken_by_keys(browser: Browser) -> None:
    """Nobody reaches for the mouse after typing."""
    browser.run("byId('search').focus(); byId('search').value = 'em'; search()")
    browser.press("ArrowDown")
    assert browser.run("return byId('search').getAttribute('aria-activedescendant')") == "match-0"
    browser.press("Enter")

    assert browser.text("#panel h2") == "Emil Voss"


def test_switching_language_changes_lines_and_legend(browser: Browser) -> None:
    """One page for readers of three languages."""
    browser.run("[...document.querySelectorAll('#languages button')][0].click()")

    assert {"✗ verkauft (Sparte)", "2× Klickrate"} <= set(shown_lines(browser))
    assert "verneint" in browser.text("#filters")


def test_unticking_hides(browser: Browser) -> None:
    """The legend is the filter: classes, modalities, relations, speakers and documents."""
    before = len(shown_lines(browser))
    for label in ("person", "planned", "suspends", "Insider", "Nordlicht rinuncia"):
        tick(label, browser)
        after = len(shown_lines(browser))
        assert after < before, label
        before = after


def test_confidence_filter_hides_the_doubtful(browser: Browser) -> None:
    """A slider away from only what is sure."""
    browser.run(
        "const slider = document.querySelector('input[type=range][aria-label=Confidence]');"
        "slider.value = 0.85; slider.dispatchEvent(new Event('input'))"
    )

    assert len(shown_lines(browser)) == 15


def test_timeline_keeps_what_its_dates_enclose(browser: Browser) -> None:
    """What was said last year; what has no date is left out then."""
    browser.run(
        "const slider = document.querySelectorAll('input[type=range]')[0];"
        "slider.value = 1; slider.dispatchEvent(new Event('input'))"
    )

    assert browser.run("return [...new Set(shownFacts().map(dateOf))]") == ["2017-02-01"]


def test_focus_shows_only_the_surroundings(browser: Browser) -> None:
    """One thing and what it has to do with, around it."""
    browser.run(f"focusOn({node('Ada Brandt')})")

    names = browser.run("return shown.things.map((t) => label(t))")
    assert sorted(names) == ["Ada Brandt", "Handelsteam", "Nordlicht"]


def test_a_path_connects_two_things(browser: Browser) -> None:
    """How do these two hang together?"""
    browser.run(f"startPath({node('Ada Brandt')}); select({{ thing: {node('Bergen')} }})")

    assert browser.run("return shown.things.map((t) => label(t)).sort()") == [
        "Ada Brandt",
        "Bergen",
        "Nordlicht",
        "Tidewater",
    ]
    assert "Ada Brandt → Nordlicht → Tidewater → Bergen" in browser.text("#panel")


def test_no_path_is_said(browser: Browser) -> None:
    """Nothing found is an answer, not a fault."""
    browser.run(f"startPath({node('Ada Brandt')}); select({{ thing: {node('utenti')} }})")

    assert "No path" in browser.text("#panel")


def test_a_link_opens_the_same_view(browser: Browser, sample: Path) -> None:
    """To show somebody what one has found."""
    browser.run(
        f"step({{ language: 'de' }}); focusOn({node('Nordlicht')});"
        "state.off.modalities.add('planned'); filtered(); zoom(1.5)"
    )
    browser.driver.execute_async_script("setTimeout(arguments[0], 500)")
    want = browser.run("return [shown.things, shown.lines.map((l) => l.number), camera.scale, label(0), location.hash]")

    browser.driver.get("about:blank")
    browser.driver.get(sample.as_uri() + want[4])

    got = browser.run("return [shown.things, shown.lines.map((l) => l.number), camera.scale, label(0), location.hash]")
    assert got[:2] == want[:2]
    assert got[2] == pytest.approx(want[2], rel=1e-3)
    assert got[3:] == want[3:]


def test_a_broken_link_still_opens(browser: Browser, sample: Path) -> None:
    """Links are cut by mail programs and outlive the graph they were made for."""
    for hash_ in (
        "#thing=no/such&at=x,y&focus=%&path=1&lang=xx&line=<script>&open=constructor",
        "#%E0%A4%A",
        "#__proto__=1",
    ):
        browser.driver.get("about:blank")
        browser.driver.get(sample.as_uri() + hash_)
        assert browser.text("#counts") == "3 documents · 18 entities · 25 facts"
    assert browser.messages() == []


def test_back_and_forward_go_through_what_was_looked_at(browser: Browser) -> None:
    """The browser's own buttons, and those on the page."""
    browser.run(f"select({{ thing: {node('Nordlicht')} }}); select({{ thing: {node('Lumen')} }})")
    browser.run("history.back()")
    browser.wait("return byId('panel').querySelector('h2')?.textContent === 'Nordlicht'")
    browser.run("document.querySelectorAll('#tools button')[1].click()")
    browser.wait("return byId('panel').querySelector('h2')?.textContent === 'Lumen'")


def test_turtle_is_part_of_the_graph(browser: Browser, ontology: Ontology) -> None:
    """What is taken along from the page says nothing that the graph does not say."""
    exported = Graph().parse(data=browser.run("return toTurtle(inView())"), format="turtle")
    stream = BytesIO()
    sample_store().export(stream, "turtle")
    whole = Graph().parse(data=stream.getvalue(), format="turtle")

    assert set(exported) <= set(whole)
    assert len(set(exported.subjects(RDF.type, RDF.Statement))) == browser.run("return inView().length") == 21


def test_csv_holds_the_facts_shown(browser: Browser) -> None:
    """For a spreadsheet; filters count."""
    tick("planned", browser)
    rows = list(csv.DictReader(StringIO(browser.run("return toCsv(inView())"), newline="")))

    assert len(rows) == browser.run("return inView().length")
    assert ("Ada Brandt", "Nordlicht") in {(row["Subject"], row["Object"]) for row in rows}
    assert not [row for row in rows if row["How said"] == "planned"]
    assert all(row["Sentence"] for row in rows)


def test_svg_is_well_formed_and_shows_the_names(browser: Browser) -> None:
    """For a report; text stays text."""
    svg = ElementTree.fromstring(browser.run("draw(); return toSvg(currentScene(), colors)"))

    texts = {element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Nordlicht", "Tidewater", "2× Klickrate"} <= texts


def test_exports_reach_the_disk(browser: Browser, tmp_path: Path) -> None:
    """A click, a file."""
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    for name in ("PNG", "SVG", "Turtle", "CSV"):
        browser.run(f"[...document.querySelectorAll('#export button')].find((b) => b.textContent === '{name}').click()")
    wanted = {"graph.png": b"\x89PNG", "graph.svg": b"<svg", "graph.ttl": b"@prefix", "graph.csv": b"\xef\xbb\xbf"}

    WebDriverWait(browser.driver, 10).until(lambda _: {p.name for p in tmp_path.iterdir()} == set(wanted))

    assert all((tmp_path / name).read_bytes().startswith(start) for name, start in wanted.items())
    assert browser.messages() == []


def test_table_says_the_same_and_can_be_searched(browser: Browser) -> None:
    """Who cannot see the picture reads the table."""
    browser.run("step({ view: 'table' })")
    assert browser.run("return document.querySelectorAll('tbody tr').length") == 25

    browser.run("byId('search').value = 'carrello'; search()")

    assert browser.run("return document.querySelectorAll('tbody tr').length") == 1


def test_picture_stands_still(browser: Browser) -> None:
    """Other pages jitter for minutes."""
    before = browser.run("draw(); return scene.boxes.map(({ x, y }) => [x, y])")
    browser.driver.execute_async_script("setTimeout(arguments[0], 300)")

    assert browser.run("draw(); return scene.boxes.map(({ x, y }) => [x, y])") == before


def test_it_works_in_a_frame_that_may_do_nothing_but_run_scripts(driver: Any, sample: Path, tmp_path: Path) -> None:
    """As notebooks and other pages show it."""
    page = html.escape(sample.read_text(encoding="utf-8"))
    frame = f'<iframe sandbox=allow-scripts width=900 height=600 srcdoc="{page}"></iframe>'
    (tmp_path / "frame.html").write_text(f"<!DOCTYPE html><meta charset=utf-8>{frame}", encoding="utf-8")
    browser = Browser(driver)
    browser.open(tmp_path / "frame.html")
    driver.switch_to.frame(0)

    browser.run(f"select({{ thing: {node('Nordlicht')} }})")

    assert browser.text("#panel h2") == "Nordlicht"
    driver.switch_to.default_content()
    assert browser.messages() == []


def test_a_source_on_the_web_is_a_link_and_nothing_else_is(browser: Browser) -> None:
    """A text may come with an address; javascript: is none."""
    link = "const link = sourceLink({{ url: {} }}); return link && [link.href, link.rel]"

    assert browser.run(link.format("'https://example.org/a'")) == ["https://example.org/a", "noopener noreferrer"]
    for url in ("javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""):
        assert not browser.run(link.format(json.dumps(url)))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), (390, 844)], ids=["desk", "phone"])
def test_the_accessibility_checker_finds_nothing(
    theme: str, size: tuple[int, int], browser: Browser, sample: Path
) -> None:
    """Names, roles, contrast and order, as axe-core judges them, in every view."""
    checker = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        browser.open(sample)
        browser.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": checker})
        for view in (
            "", "select({ thing: 0 })", "select({ line: lines[3] })", "focusOn(0)", "startPath(1)",
            "byId('search').focus(); byId('search').value = 'e'; search(); chosen = 1; search()",
            "document.querySelectorAll('details').forEach((part) => { part.open = true; })",
            "step({ view: 'table', language: 'it' })",
        ):  # fmt: skip
            browser.run(view)
            assert browser.driver.execute_async_script(AXE) == [], view
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "graph.html"
    graph = news_graph(1500, 3000)
    path.write_text(render(graph, load_schema_only(), title=None, language="en"), encoding="utf-8")
    return path


@pytest.fixture
def large(driver: Any, many: Path) -> Browser:
    browser = Browser(driver)
    browser.open(many)
    return browser


def test_a_large_graph_begins_with_the_most_connected(large: Browser) -> None:
    """Fifteen hundred names at once tell nobody anything."""
    large.run("draw()")
    names = large.run("return scene.texts.map((text) => text.rows.join(' '))")

    assert large.run("return shown.things.length") < 60
    assert sum(" +" in name for name in names) > 20
    assert "more entities" in large.text("#hint")
    hidden = large.run("return [...shown.hidden.values()].reduce((a, b) => a + b)")
    assert hidden + large.run("return shown.things.length") == 1500


def test_a_circle_unfolds_when_it_is_clicked(large: Browser) -> None:
    """What gathers around a hub comes into view, and the link remembers it."""
    before = large.run("return shown.things.length")
    x, y = large.run(
        "draw(); const disc = scene.discs.filter((d) => d.isFolded && d.x > 300 && d.x < 800 && d.y > 200 && d.y < 600)"
        ".find((d) => find(scene, d.x - d.r * 0.6, d.y - d.r * 0.6)?.hub !== undefined);"
        "const frame = canvas.getBoundingClientRect();"
        "return [disc.x - disc.r * 0.6 + frame.left, disc.y - disc.r * 0.6 + frame.top]"
    )
    for kind in ("mousePressed", "mouseReleased"):
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        large.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    large.wait(f"return shown.things.length > {before}")
    assert "open=" in large.run("return location.hash")


def test_search_reaches_what_is_not_in_view(large: Browser) -> None:
    """Nothing is lost for being small."""
    name = large.run("return label(1499)")
    assert large.run("return shown.set.has(1499)") is False

    large.run(f"byId('search').focus(); byId('search').value = {json.dumps(name)}; search()")
    large.press("Enter")

    assert large.text("#panel h2") == name
    assert large.run("return shown.set.has(1499)") is True
    assert large.messages() == []


def test_hostile_text_does_nothing(driver: Any, store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """In every field a text can reach, in every view."""
    text = "\n".join(f"X: {hostile}" for hostile in HOSTILE)
    writer = Writer(Document(id="f" * 16, text=text, language="en", title=HOSTILE[0], source=HOSTILE[1]))
    names = [writer.entity(KG.Team, f"t{i}", hostile, hostile + " alias") for i, hostile in enumerate(HOSTILE)]
    for name, hostile in zip(names, HOSTILE, strict=True):
        writer.says(name, KG.uses, names[0], f"X: {hostile}", hostile[:2], by=names)
        writer.says(name, KG.status, Literal(hostile), f"X: {hostile}")
    writer.add_to(store)
    store.derive()
    browser = Browser(driver)
    write_html(store, tmp_path / "graph.html", ontology, title=HOSTILE[1])
    browser.open(tmp_path / "graph.html")

    browser.run("window.alert = () => console.error('executed')")
    browser.run("state.documents = true; step({ view: 'table' }); step({ view: 'graph' }); draw()")
    browser.run(
        "for (const selected of [...things.keys()].map((thing) => ({ thing }))) { state.selected = selected; show(); }"
    )
    browser.run("for (const line of lines) { state.selected = { line }; show(); }")
    browser.run("for (const q of ['<', 'a', '=']) { byId('search').value = q; search(); }")
    svg = browser.run("draw(); return toSvg(currentScene(), colors)")
    Graph().parse(data=browser.run("return toTurtle(inView())"), format="turtle")
    cells = [cell for row in csv.reader(StringIO(browser.run("return toCsv(inView())"), newline="")) for cell in row]

    tags = {element.tag.split("}")[1] for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "rect", "circle", "path", "polygon", "text"}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
    assert browser.run("return document.querySelectorAll('img, iframe, object, main script, base, link').length") == 0
    assert browser.messages() == []
