"""The page in a real browser: it draws, answers, stays silent and asks nobody."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph.store import Store
from kg.ontology import Ontology
from kg.types import Document
from kg.views.html import write_html
from kg.vocabulary import KG
from tests.views.conftest import Writer, load_schema_only, sample_store
from tests.views.test_html import HOSTILE

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
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
        for kind in ("keyDown", "keyUp"):
            event = {"type": kind, "key": key, "code": key}
            self.driver.execute_cdp_cmd("Input.dispatchKeyEvent", event)

    def wait(self, script: str) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

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


def place_of(script: str, browser: Browser) -> tuple[float, float]:
    """Give where a point of the picture lies in the window."""
    point = browser.run(
        f"const point = network.canvasToDOM({script});"
        "const frame = byId('canvas').getBoundingClientRect();"
        "return [point.x + frame.left, point.y + frame.top]"
    )
    return point[0], point[1]


def middle_of_edge(property_label: str, browser: Browser) -> tuple[float, float]:
    find = f"page.edges.find((e) => relations[e.relation].en === {json.dumps(property_label)})"
    inner = f"network.body.edges[{find}.id].edgeType.getPoint(0.5)"
    return place_of(inner, browser)


def node(name: str) -> str:
    return f"things.findIndex((thing) => thing.labels.en === {json.dumps(name)})"


def test_page_is_silent_and_asks_nobody(browser: Browser, sample: Path) -> None:
    """No console message, no request but for the file itself."""
    browser.run("state.view = 'table'; showAll(); state.view = 'graph'; showAll()")

    assert browser.messages() == []
    assert [url for url in browser.requests() if not url.startswith("data:")] == [sample.as_uri()]


def test_header_counts(browser: Browser) -> None:
    """The first glance says how much there is."""
    assert browser.text("h1") == "What the texts say"
    assert browser.text("#counts") == "3 documents · 18 entities · 24 facts"


def test_clicking_an_edge_shows_its_sentence(browser: Browser) -> None:
    """Who says so is one click away, with the word that says it marked."""
    browser.click(*middle_of_edge("dissolves", browser))

    assert "Insidern zufolge soll das rund 25-köpfige" in browser.text("#panel blockquote")
    assert browser.text("#panel mark") == "aufgelöst"
    panel = browser.text("#panel")
    assert "reported" in panel
    assert "Who says so: Insider" in panel
    assert "80 %" in panel
    assert "Nordlicht stoppt den Warenkorb" in panel
    assert "May 26, 2016" in panel


def test_mark_is_right_behind_an_emoji(browser: Browser) -> None:
    """JavaScript counts the basket as two characters, kg as one."""
    browser.click(*middle_of_edge("suspends", browser))

    assert browser.text("#panel mark") == "ein."


def test_clicking_a_thing_shows_what_is_said_of_it(browser: Browser) -> None:
    """Names, values and every sentence of a thing stand together."""
    browser.click(*place_of(f"network.getPosition({node('Handelsteam')})", browser))

    assert browser.text("#panel h2") == "Handelsteam"
    assert "≈ 25" in browser.text("#panel")


def test_escape_closes_the_panel(browser: Browser) -> None:
    """The keyboard gets out of everything."""
    browser.run(f"select({{ thing: {node('Nordlicht')} }})")

    browser.press("Escape")

    browser.wait("return document.getElementById('panel').hidden")


def test_search_finds_a_name_in_any_language(browser: Browser) -> None:
    """The reader knows the Italian name, the page speaks English."""
    browser.run("byId('search').value = 'carrel'; search()")

    assert browser.text("#matches button") == "Warenkorb"


def test_switching_language_changes_lines_and_legend(browser: Browser) -> None:
    """One page for readers of three languages."""
    browser.run("[...document.querySelectorAll('#languages button')][0].click()")

    shown = browser.run("return edges.get({ filter: (e) => !e.hidden }).map((e) => e.label)")
    assert "✗ verkauft (Sparte)" in shown
    assert "2× Klickrate" in shown
    assert "verneint" in browser.text("#filters")


def test_unticking_a_class_hides_it(browser: Browser) -> None:
    """The legend is the filter."""
    person = "[...document.querySelectorAll('#filters label')].find((l) => /person/.test(l.textContent))"
    browser.run(f"{person}.querySelector('input').click()")

    hidden = browser.run(f"return nodes.get({node('Emil Voss')}).hidden")
    assert hidden is True


def test_confidence_filter_hides_the_doubtful(browser: Browser) -> None:
    """A slider away from only what is sure."""
    browser.run(
        "const slider = document.querySelector('input[type=range]');"
        "slider.value = 0.85; slider.dispatchEvent(new Event('input'))"
    )

    assert browser.run("return edges.get({ filter: (e) => !e.hidden }).length") == 15


def test_table_says_the_same_and_can_be_searched(browser: Browser) -> None:
    """Who cannot see the picture reads the table."""
    browser.run("state.view = 'table'; showAll()")
    assert browser.run("return document.querySelectorAll('tbody tr').length") == 24

    browser.run("byId('search').value = 'carrello'; search()")

    assert browser.run("return document.querySelectorAll('tbody tr').length") == 1


def test_picture_stands_still(browser: Browser) -> None:
    """Other pages jitter for minutes."""
    before = browser.run("return JSON.stringify(network.getPositions())")
    browser.driver.execute_async_script("setTimeout(arguments[0], 300)")

    assert browser.run("return JSON.stringify(network.getPositions())") == before


def test_hostile_text_does_nothing(driver: Any, store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """In every field a text can reach, in every view."""
    text = "\n".join(f"X: {hostile}" for hostile in HOSTILE)
    writer = Writer(Document(id="f" * 16, text=text, language="en", title=HOSTILE[0], source=HOSTILE[1]))
    names = [writer.entity(KG.Team, f"t{i}", hostile) for i, hostile in enumerate(HOSTILE)]
    for name, hostile in zip(names, HOSTILE, strict=True):
        writer.says(name, KG.uses, names[0], f"X: {hostile}", hostile[:2], by=names)
    writer.add_to(store)
    write_html(store, tmp_path / "graph.html", ontology, title=HOSTILE[0])
    browser = Browser(driver)
    browser.open(tmp_path / "graph.html")

    browser.run(f"select({{ thing: {node(HOSTILE[0])} }}, true)")
    browser.run("byId('search').value = '<'; search()")
    browser.run("state.documents = true; state.view = 'table'; showAll()")

    assert browser.run("return document.querySelectorAll('img, main script').length") == 0
    assert browser.messages() == []
    assert HOSTILE[0] in browser.text("#panel")
