"""The page as a file: self-contained, inert, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rdflib import Literal

from kg.errors import InputError, OutputError
from kg.graph.store import Store
from kg.ontology import Ontology
from kg.types import Document, Modality
from kg.views.html import make_html, write_html
from kg.vocabulary import BASE, KG
from tests.views.conftest import Writer
from tests.views.hostile import HOSTILE


class Parts(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open = ""
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open == "script":
            self.scripts[-1] += data
        elif self.open == "style":
            self.styles.append(data)
        elif self.open == "title":
            self.title += data


def page_of(store: Store, ontology: Ontology, folder: Path, **options: str) -> tuple[Parts, Any]:
    write_html(store, folder / "graph.html", ontology, **options)
    parts = Parts((folder / "graph.html").read_text(encoding="utf-8"))
    return parts, json.loads(parts.scripts[0])


def label(data: Any, number: int, language: str = "de") -> str:
    labels = data["things"]["labels"][number]
    return str(labels if isinstance(labels, str) else labels[list(data["words"]).index(language)])


def lines_of(data: Any) -> list[dict[str, Any]]:
    """Read the lines out of their columns, each with its facts."""
    columns, facts, done = data["edges"], data["facts"], 0
    lines = []
    for source, target, style, count in zip(*(columns[n] for n in ("from", "to", "style", "count")), strict=True):
        own = [
            {name: facts[name][f] for name in ("quote", "marks", "document", "statement")}
            | facts["more"].get(str(f), {})
            for f in range(done, done + count)
        ]
        modality = list(data["modalities"])[style // 2]
        lines.append({"from": source, "to": target, "modality": modality, "former": bool(style % 2), "facts": own})
        done += count
    assert done == len(facts["quote"])
    return lines


def said(data: Any, subject: str, object_: str, modality: str = "asserted") -> list[dict[str, Any]]:
    return [
        fact
        for line in lines_of(data)
        if (label(data, line["from"]), label(data, line["to"]), line["modality"]) == (subject, object_, modality)
        for fact in line["facts"]
    ]


def test_page_needs_nothing_but_itself(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Opened from disk in a train, it must work; and nobody learns who reads what."""
    parts, _ = page_of(store, ontology, tmp_path)

    assert not [attrs for _, attrs in parts.tags if {"src", "href", "srcset", "data"} & set(attrs)]
    assert not [tag for tag, _ in parts.tags if tag in {"link", "iframe", "object", "base", "form"}]
    assert "url(" not in "".join(parts.styles)
    assert "@import" not in "".join(parts.styles)
    assert "sourceMappingURL" not in "".join(parts.scripts)


def test_policy_lets_only_the_own_scripts_run(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Should a text ever become markup, the browser itself refuses to run it."""
    parts, _ = page_of(store, ontology, tmp_path)
    policy = next(a["content"] for _, a in parts.tags if "http-equiv" in a)
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in (*parts.scripts[1:], *parts.styles)
    }

    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert set(re.findall(r"'sha256-[^']+'", policy)) == hashes


def test_hostile_text_stays_text(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Titles, names and sentences come from anywhere."""
    harmless, _ = page_of(store, ontology, tmp_path, title="Title")
    for number, text in enumerate(HOSTILE):
        document = Document(id=f"{number:016}", text=f"X: {text}", language="en", title=text, source=text)
        writer = Writer(document)
        one, two = writer.entity(KG.Team, f"one{number}", text, text + "!"), writer.entity(KG.Team, "two", "X")
        writer.says(one, KG.uses, two, f"X: {text}", text[:3])
        writer.says(one, KG.status, Literal(text), f"X: {text}")
        writer.add_to(store)
    store.derive()

    for title in HOSTILE:
        parts = Parts(make_html(store, ontology, title=title, max_nodes=2))
        assert [tag for tag, _ in parts.tags] == [tag for tag, _ in harmless.tags]
        assert parts.title == title
    data = page_of(store, ontology, tmp_path)[1]
    labels = {label(data, number, "en") for number in range(len(data["things"]["labels"]))}
    assert {f"X: {text}" for text in HOSTILE} <= set(data["quotes"])
    assert set(HOSTILE) <= labels


def test_every_line_between_two_things_is_kept(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """pyvis and others drop or stack parallel lines."""
    _, data = page_of(store, ontology, tmp_path)
    pair = [
        line
        for line in lines_of(data)
        if {label(data, line["from"]), label(data, line["to"])} == {"Nordlicht", "Handelsteam"}
    ]

    assert sorted(line["modality"] for line in pair) == ["asserted", "reported"]


def test_lines_show_how_it_is_said(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """What is denied, planned or over must never look like plain truth."""
    _, data = page_of(store, ontology, tmp_path)

    assert {line["modality"] for line in lines_of(data)} == {str(m) for m in Modality}
    [former] = [line for line in lines_of(data) if line["former"]]
    assert label(data, former["from"]) == "Ada Brandt"


def test_the_same_fact_of_two_texts_is_one_line(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Two sources strengthen a line and are both named behind it."""
    _, data = page_of(store, ontology, tmp_path)
    [line] = [line for line in lines_of(data) if label(data, line["from"]) == "Emil Voss"]

    assert len({fact["document"] for fact in line["facts"]}) == len(line["facts"]) == 2


def test_subject_cue_and_object_are_marked_in_code_points(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """The emoji before the cue is one character here and two in JavaScript."""
    _, data = page_of(store, ontology, tmp_path)

    [fact] = said(data, "Nordlicht", "Warenkorb")

    quote, marks = data["quotes"][fact["quote"]], fact["marks"]
    marked = [quote[start:end] for start, end in zip(marks[::2], marks[1::2], strict=True)]
    assert marked == ["Nordlicht", "ein.", "Warenkorb"]


def test_every_sentence_stands_once(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """A sentence that says five things is long; the page is read over slow lines, too."""
    _, data = page_of(store, ontology, tmp_path)

    assert len(set(data["quotes"])) == len(data["quotes"])
    assert len(data["facts"]["quote"]) > len(data["quotes"])


def test_no_symbol_or_label_of_a_thing_covers_another(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Labels that lie on each other cannot be read; the places are computed to avoid it."""
    _, data = page_of(store, ontology, tmp_path)
    nodes = data["nodes"]
    boxes = [
        (x, y, 6 * min(22, len(label(data, number, "en"))))
        for number, (x, y) in enumerate(zip(nodes["x"], nodes["y"], strict=True))
    ]

    for i, (x1, y1, width1) in enumerate(boxes):
        for x2, y2, width2 in boxes[i + 1 :]:
            assert abs(x1 - x2) >= (width1 + width2) / 2 or abs(y1 - y2) >= 24


def test_a_neighbourhood_is_a_page_of_its_own(store: Store, ontology: Ontology) -> None:
    """To send what is known of one thing, not everything."""
    text = make_html(store, ontology, around=[BASE + "person/ada-brandt"])
    data = json.loads(Parts(text).scripts[0])
    labels = {label(data, number) for number in range(data["things"]["entities"])}

    assert labels == {"Ada Brandt", "Nordlicht", "Handelsteam"}


def test_the_answer_to_a_query_is_a_page(store: Store, ontology: Ontology) -> None:
    """Ask first, then look at what was found."""
    answer = store.query("SELECT ?s { ?s rdf:predicate kg:ceoOf }")
    data = json.loads(Parts(make_html(store, ontology, around=answer, depth=0)).scripts[0])
    labels = {label(data, number) for number in range(data["things"]["entities"])}

    assert labels == {"Emil Voss", "Nordlicht"}


def test_what_is_not_in_the_graph_cannot_be_shown(store: Store, ontology: Ontology) -> None:
    """An empty page would hide a misspelt IRI."""
    with pytest.raises(InputError, match="nothing to show"):
        make_html(store, ontology, around=[BASE + "person/nobody"])


def test_only_the_most_connected_are_kept_on_request(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """And the page says what it leaves out."""
    write_html(store, tmp_path / "graph.html", ontology, max_nodes=3)
    data = json.loads(Parts((tmp_path / "graph.html").read_text(encoding="utf-8")).scripts[0])

    assert data["things"]["entities"] == 3
    assert data["omitted"] == 15
    assert label(data, 0) == "Nordlicht"


def test_page_is_small(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """It is sent by mail and opened on phones."""
    page_of(store, ontology, tmp_path)

    assert (tmp_path / "graph.html").stat().st_size < 120_000


def test_unknown_language_falls_back_to_english(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """A French reader gets a page, not an error."""
    parts, data = page_of(store, ontology, tmp_path, language="fr")

    assert data["language"] == "en"
    assert parts.title == "What the texts say"


def test_an_empty_store_gives_a_page(ontology: Ontology, tmp_path: Path) -> None:
    """No fact found is an answer, too."""
    _, data = page_of(Store(), ontology, tmp_path)

    assert data["quotes"] == data["nodes"]["x"] == data["edges"]["from"] == []


def test_a_place_that_cannot_be_written_is_named(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """The user needs the path, not a traceback."""
    with pytest.raises(OutputError, match="nowhere"):
        write_html(store, tmp_path / "nowhere" / "graph.html", ontology)
