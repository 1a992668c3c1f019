"""The page to ask in a real browser: it colours, completes, asks, shows, proves, and asks nobody else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.server.conftest import Server, serving
from tests.server.test_things import HOSTILE, hostile_output

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Chromium and its driver"),
]

OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=en",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--disable-sync",
    "--window-size=1300,900",
)  # fmt: skip

LEADS = "SELECT ?who ?of { ?who kg:ceoOf ?of }"
FIGURES = "SELECT ?who (COUNT(?s) AS ?count) { ?s rdf:subject ?who } GROUP BY ?who ORDER BY DESC(?count) ?who"


class Browser:
    """A page opened, and what it does."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get("about:blank")
        self.messages(), self.requests()  # what belongs to the page before
        self.driver.get(address)

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def text(self, selector: str) -> str:
        return str(self.run(f"return document.querySelector({json.dumps(selector)}).textContent"))

    def texts(self, selector: str) -> list[str]:
        found = f"[...document.querySelectorAll({json.dumps(selector)})].map((node) => node.textContent)"
        return [str(text) for text in self.run(f"return {found}")]

    def press(self, key: str, code: int = 0, modifiers: int = 0) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            event = {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
            self.driver.execute_cdp_cmd("Input.dispatchKeyEvent", event)

    def type(self, text: str) -> None:
        """Type at the end of the question."""
        self.run("field.focus(); field.setSelectionRange(field.value.length, field.value.length)")
        self.driver.execute_cdp_cmd("Input.insertText", {"text": text})

    def write(self, text: str) -> None:
        """Put another question in place of the one that is there."""
        self.run("field.value = ''; paint()")
        self.type(text)

    def wait(self, script: str) -> None:
        from selenium.common.exceptions import JavascriptException
        from selenium.webdriver.support.ui import WebDriverWait

        # A busy machine may still be at the page before, which has none of the variables.
        waiting = WebDriverWait(self.driver, 20, poll_frequency=0.05, ignored_exceptions=(JavascriptException,))
        waiting.until(lambda _: self.run(script))

    def wait_for_answer(self) -> None:
        self.wait("return !asking && answer?.asked === field.value && !byId('answer').hidden")

    def messages(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        events = [json.loads(e["message"])["message"] for e in self.driver.get_log("performance")]
        sent = [e["params"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [params["request"]["url"] for params in sent]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for option in OPTIONS:
        options.add_argument(option)
    options.add_experimental_option("prefs", {"download.default_directory": str(tmp_path_factory.mktemp("downloads"))})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.chrome.service.Service(DRIVER)
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture
def browser(driver: Any, server: Server) -> Browser:
    browser = Browser(driver)
    browser.open(server.address + "#query=" + quote(LEADS))
    browser.wait_for_answer()
    return browser


def test_page_is_silent_and_asks_nobody_else(browser: Browser, server: Server) -> None:
    """No console message, no request but to its own server."""
    browser.run("document.querySelector('.proof').click()")
    browser.wait("return !byId('panel').hidden")

    assert browser.messages() == []
    sent = [url for url in browser.requests() if not url.startswith("data:")]
    assert sent
    assert [url for url in sent if not url.startswith(server.address)] == []


def test_first_question_is_answered_at_once(driver: Any, server: Server) -> None:
    """Nobody starts before an empty page."""
    browser = Browser(driver)
    browser.open(server.address)
    browser.wait_for_answer()

    assert browser.text("#counts") == "2 texts, 10 statements"
    assert browser.texts("tbody tr td:first-child") == ["Anna Berg", "Carl Thiel"]


def test_link_gives_the_question_again(browser: Browser) -> None:
    """The address holds it."""
    assert browser.run("return field.value") == LEADS
    assert browser.texts("#table th") == ["who", "of", ""]
    assert browser.texts("#table tbody td") == ["Anna Berg", "Nordwind", "sentence"]


def test_things_link_to_their_pages(browser: Browser, server: Server) -> None:
    """A row leads on."""
    links = browser.run("return [...document.querySelectorAll('#table td a')].map((a) => a.href)")

    assert links == [server.address + "person/anna-berg", server.address + "organization/nordwind"]


def test_sentence_behind_a_row_is_one_click_away(browser: Browser) -> None:
    """With the word that says it marked, and where it stands."""
    browser.run("document.querySelector('.proof').click()")
    browser.wait("return !byId('panel').hidden")

    assert browser.text("#panel blockquote") == "Anna Berg leads Nordwind."
    assert browser.text("#panel mark") == "Ann"
    assert "asserted" in browser.text("#panel")
    assert "confidence 95 %" in browser.text("#panel")
    assert "Nordwind closes Kiel yard, 2026-05-26" in browser.text("#panel")

    browser.press("Escape", 27)
    browser.wait("return byId('panel').hidden")


def test_names_may_be_switched_off(browser: Browser) -> None:
    """To see what to type."""
    browser.run("byId('names').click()")

    assert browser.texts("#table tbody td a") == ["person/anna-berg", "organization/nordwind"]


def test_question_is_coloured(browser: Browser) -> None:
    """What is a word of SPARQL, a variable, a name, a text."""
    browser.write('# note\nSELECT ?x { ?x rdfs:label "where" ; a <a:b> }')

    kinds = browser.run("return [...byId('painted').children].map((span) => [span.className, span.textContent])")
    assert kinds == [
        ["comment", "# note"], ["keyword", "SELECT"], ["variable", "?x"], ["variable", "?x"], ["name", "rdfs:label"],
        ["string", '"where"'], ["keyword", "a"], ["iri", "<a:b>"],
    ]  # fmt: skip
    assert browser.text("#painted") == browser.run("return field.value") + "\n"


@pytest.mark.parametrize(
    ("typed", "first", "result"),
    [
        ("SELECT * { ?x kg:ceo", "kg:ceoOf", "SELECT * { ?x kg:ceoOf"),
        ("SELECT * { ?x a kg:Organiz", "kg:Organization", "SELECT * { ?x a kg:Organization"),
        ("SELECT * { ?x chief", "kg:ceoOf", "SELECT * { ?x kg:ceoOf"),
        ("SELECT ?person { ?pe", "?person", "SELECT ?person { ?person"),
        ("sel", "SELECT", "SELECT"),
        ("ASK { ?s sko", "skos:", "ASK { ?s skos:"),
    ],
)
def test_words_are_completed(browser: Browser, typed: str, first: str, result: str) -> None:
    """Of the ontology by name or by label, variables, words of SPARQL, prefixes."""
    browser.write(typed)
    assert browser.texts("#offers li")[0].startswith(first)

    browser.press("Tab", 9)
    assert browser.run("return field.value") == result
    assert browser.run("return byId('offers').hidden")


def test_prefixes_are_spelt_out(browser: Browser) -> None:
    """So that the question can be asked elsewhere."""
    browser.write('SELECT * { ?x kg:ceoOf ?y ; rdfs:label "oa:exact" }')
    browser.run("byId('prefixes').click()")

    assert browser.run("return field.value").splitlines()[:-1] == [
        "PREFIX kg: <https://kg.example/ontology#>",
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
    ]


def test_control_enter_asks(browser: Browser) -> None:
    """Hands stay on the keyboard."""
    browser.write("ASK { ?who kg:ceoOf ?of }")
    browser.press("Enter", 13, modifiers=2)
    browser.wait_for_answer()

    assert browser.text("#table") == "Yes"


def test_mistake_is_shown_where_it_is(browser: Browser) -> None:
    """The message of the server, and the place marked."""
    browser.write("SELECT * {\n  ?s kg:ceoOf\n}")
    browser.run("ask()")
    browser.wait("return !byId('error').hidden")

    assert "line 3, column" in browser.text("#error")
    assert browser.run("return field.value.slice(0, field.selectionStart).split('\\n').length") == 3


def test_saved_question_is_asked(browser: Browser) -> None:
    """From a list, by what it answers."""
    browser.run("byId('saved').value = 'hedged'; byId('saved').dispatchEvent(new Event('change'))")
    browser.wait_for_answer()

    assert "According to Bold News, Nordwind might buy Lume." in browser.text("#table")


def choose(browser: Browser, name: str) -> None:
    browser.run(f"byId('saved').value = '{name}'; byId('saved').dispatchEvent(new Event('change'))")


def test_saved_question_asks_for_what_it_needs(browser: Browser) -> None:
    """In a form, with the words of its parameters; the answer is that of the question with the values in it."""
    choose(browser, "ceo-of")

    assert browser.text("#asks") == "Who is or was chief executive of an organization, how surely, in which words"
    assert browser.texts("#fields label span") == ["the organization"]
    assert browser.run("return document.activeElement.name") == "org"
    assert "@param" not in browser.run("return field.value")
    assert browser.run("return byId('answer').hidden")
    browser.driver.execute_cdp_cmd("Input.insertText", {"text": "nordwind"})
    browser.press("Enter", 13)
    browser.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "char", "text": "\r"})
    browser.wait_for_answer()

    assert browser.texts("tbody tr td:first-child") == ["Anna Berg", "Carl Thiel"]
    assert "<https://kg.example/organization/nordwind>" in browser.run("return field.value")
    assert browser.messages() == []


def test_names_are_offered_for_parameters(browser: Browser) -> None:
    """What the texts speak of, as it is typed."""
    choose(browser, "about")
    browser.driver.execute_cdp_cmd("Input.insertText", {"text": "nor"})
    browser.wait("return document.querySelector('#known-what option')")

    assert browser.run("return document.querySelector('#known-what option').value") == "Nordwind"


def test_an_unknown_name_is_told_with_the_nearest(browser: Browser) -> None:
    """Also when the other button to ask is pressed."""
    choose(browser, "about")
    browser.driver.execute_cdp_cmd("Input.insertText", {"text": "Nordwnd"})
    browser.run("byId('run').click()")
    browser.wait("return !byId('error').hidden")

    assert browser.text("#error") == "what Nordwnd: no thing of this name in the graph; did you mean Nordwind?"


def test_parameters_that_may_be_left_out_are_asked_for_too(browser: Browser) -> None:
    """The question is asked at once, and can be narrowed down."""
    choose(browser, "changes")
    browser.wait_for_answer()

    assert browser.run("return byId('form').hidden") is False
    assert browser.texts("#fields label span") == [
        "the first day, month or year",
        "the last day, month or year, all of it",
    ]
    choose(browser, "contradictions")
    browser.wait_for_answer()
    assert browser.run("return byId('form').hidden") is True


def test_answer_is_drawn(browser: Browser) -> None:
    """Things with the look of their class, lines with the name of what links them, and the sentence behind a line."""
    browser.write("SELECT ?s ?p ?o { ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }")
    browser.run("ask()")
    browser.wait_for_answer()
    browser.run("[...document.querySelectorAll('#views button')].find((b) => b.textContent === 'Graph').click()")

    assert {"Anna Berg", "Nordwind", "Lume", "chief executive of"} <= set(browser.texts("#graph text"))
    squares = browser.run(
        "return [...document.querySelectorAll('#graph polygon')].map((shape) => shape.getAttribute('fill'))"
    )
    assert "#0072b2" in squares

    browser.run("[...document.querySelectorAll('.edge')].find((e) => /acquires/.test(e.textContent))"
                ".dispatchEvent(new MouseEvent('click'))")  # fmt: skip
    browser.wait("return !byId('panel').hidden")
    assert "possible" in browser.text("#panel")


def test_graph_is_drawn_from_triples_too(browser: Browser) -> None:
    """CONSTRUCT gives a picture as well as a table."""
    browser.write("CONSTRUCT WHERE { ?who kg:ceoOf ?of }")
    browser.run("ask()")
    browser.wait_for_answer()
    assert browser.texts("#table tbody td")[:3] == ["Anna Berg", "chief executive of", "Nordwind"]

    browser.run("state.view = 'graph'; showAnswer()")
    assert browser.texts("#graph .edge text") == ["chief executive of"]


def test_numbers_are_bars(browser: Browser) -> None:
    """As long as they are large."""
    browser.write(FIGURES)
    browser.run("ask()")
    browser.wait_for_answer()
    browser.run("state.view = 'chart'; showAnswer()")

    widths = [
        float(w)
        for w in browser.run("return [...document.querySelectorAll('#chart rect')].map((r) => r.getAttribute('width'))")
    ]
    assert browser.texts("#chart text")[0] == "Nordwind"
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == 500


@pytest.mark.parametrize(
    ("query", "form", "start"),
    [(LEADS, "CSV", "who,of\r\n"), (LEADS, "XML", "<?xml"), ("CONSTRUCT WHERE { ?a kg:ceoOf ?b }", "Turtle", "@base")],
)
def test_answer_is_downloaded(browser: Browser, query: str, form: str, start: str) -> None:
    """In every format of the endpoint, without asking by hand."""
    browser.write(query)
    browser.run("ask()")
    browser.wait_for_answer()
    browser.run(
        "window.saved = null; const make = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); };"
        f"byId('download').value = {form!r}; byId('download').dispatchEvent(new Event('change'))"
    )
    browser.wait("return window.saved !== null")

    assert browser.run("return window.saved").startswith(start)


def test_question_that_takes_long_is_stopped(browser: Browser) -> None:
    """And the next one is answered."""
    browser.write("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    browser.run("ask()")
    browser.wait("return !byId('stop').hidden")
    browser.run("byId('stop').click()")
    browser.wait("return byId('stop').hidden && byId('error').hidden")

    browser.write("ASK { ?who kg:ceoOf ?of }")
    browser.run("ask()")
    browser.wait_for_answer()
    assert browser.text("#table") == "Yes"


def test_hostile_text_does_nothing(driver: Any, tmp_path: Path) -> None:
    """In the table, in the picture, in the panel, on the pages of things."""
    with serving(hostile_output(tmp_path / "out"), workers=1) as server:
        browser = Browser(driver)
        query = "SELECT ?s ?name ?o { ?s kg:closes ?o ; rdfs:label ?name }"
        browser.open(server.address + "#query=" + quote(query))
        browser.wait_for_answer()
        shown = browser.texts("#table tbody td")
        browser.run("document.querySelector('.proof').click()")
        browser.wait("return !byId('panel').hidden")
        browser.run("state.view = 'graph'; showAnswer()")

        assert HOSTILE[0] in shown
        assert browser.run("return document.querySelectorAll('img, main script, iframe, b').length") == 0
        assert browser.messages() == []

        browser.open(server.address + "organization/h0")
        assert browser.text("h1") == HOSTILE[0]
        assert browser.messages() == []
