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

from kg.errors import OutputError
from kg.graph.store import Store
from kg.ontology import Ontology
from kg.types import Document, Modality
from kg.views.html import write_html
from kg.vocabulary import KG
from tests.views.conftest import Writer

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\"'`${alert(1)}",
    "\u2028\u2029alert(1)",
    "&lt;b&gt; &amp; $title $$ {{ title }}",
    "javascript:alert(1)",
)


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
    return str(data["things"][number]["labels"][language])


def said(data: Any, subject: str, object_: str) -> list[dict[str, Any]]:
    return [
        fact
        for fact in data["facts"]
        if label(data, fact["subject"]) == subject and label(data, fact["object"]) == object_
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


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Titles, names and sentences come from anywhere."""
    harmless, _ = page_of(store, ontology, tmp_path, title="Title")
    document = Document(id="f" * 16, text=f"X: {text}", language="en", title=text, source=text)
    writer = Writer(document)
    one, two = writer.entity(KG.Team, "one", text, text + "!"), writer.entity(KG.Team, "two", "X")
    writer.says(one, KG.uses, two, f"X: {text}", text[:3])
    writer.add_to(store)
    store.derive()

    parts, data = page_of(store, ontology, tmp_path, title=text)

    assert [tag for tag, _ in parts.tags] == [tag for tag, _ in harmless.tags]
    assert parts.title == text
    assert f"X: {text}" in data["quotes"]
    assert text in [thing["labels"]["en"] for thing in data["things"]]


def test_all_lines_between_two_things_are_drawn_apart(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """pyvis and others drop or stack parallel lines; here each has its own curve."""
    _, data = page_of(store, ontology, tmp_path)
    pair = [
        edge
        for edge in data["edges"]
        if {label(data, edge["from"]), label(data, edge["to"])} == {"Nordlicht", "Handelsteam"}
    ]

    assert len(pair) == 2
    curves = {(e["smooth"]["type"], e["smooth"]["roundness"]) for e in pair}
    assert len(curves) == 2


def test_lines_show_how_it_is_said(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """What is denied, planned or over must never look like plain truth."""
    _, data = page_of(store, ontology, tmp_path)

    assert {edge["modality"] for edge in data["edges"]} == {str(m) for m in Modality}
    [former] = [edge for edge in data["edges"] if edge["former"]]
    assert label(data, former["from"]) == "Ada Brandt"


def test_the_same_fact_of_two_texts_is_one_line(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Two sources strengthen a line and are both named behind it."""
    _, data = page_of(store, ontology, tmp_path)
    lines = [e for e in data["edges"] if label(data, e["from"]) == "Emil Voss"]

    assert [len(line["facts"]) for line in lines] == [2]
    documents = {data["facts"][fact]["document"] for fact in lines[0]["facts"]}
    assert len(documents) == 2


def test_cue_is_counted_in_code_points_of_the_quote(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """The emoji before the cue is one character here and two in JavaScript."""
    _, data = page_of(store, ontology, tmp_path)

    [fact] = [f for f in said(data, "Nordlicht", "Warenkorb") if f["modality"] == "asserted"]

    start, end = fact["cue"]
    assert data["quotes"][fact["quote"]][start:end] == "ein."


def test_nothing_covers_another(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Labels that lie on each other cannot be read; the places are computed to avoid it."""
    _, data = page_of(store, ontology, tmp_path)
    boxes = [
        (node["x"], node["y"], 7 * max(map(len, "\n".join(node["labels"].values()).split("\n"))))
        for node in data["nodes"]
    ]

    for i, (x1, y1, width1) in enumerate(boxes):
        for x2, y2, width2 in boxes[i + 1 :]:
            assert abs(x1 - x2) >= (width1 + width2) / 2 or abs(y1 - y2) >= 36


def test_page_is_small(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """The drawing code is the bulk; what is said adds little."""
    page_of(store, ontology, tmp_path)

    assert (tmp_path / "graph.html").stat().st_size < 600_000


def test_unknown_language_falls_back_to_english(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """A French reader gets a page, not an error."""
    parts, data = page_of(store, ontology, tmp_path, language="fr")

    assert data["language"] == "en"
    assert parts.title == "What the texts say"


def test_an_empty_store_gives_a_page(ontology: Ontology, tmp_path: Path) -> None:
    """No fact found is an answer, too."""
    _, data = page_of(Store(), ontology, tmp_path)

    assert data["facts"] == data["nodes"] == data["edges"] == []


def test_a_place_that_cannot_be_written_is_named(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """The user needs the path, not a traceback."""
    with pytest.raises(OutputError, match="nowhere"):
        write_html(store, tmp_path / "nowhere" / "graph.html", ontology)
