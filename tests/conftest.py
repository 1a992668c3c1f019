"""What the tests share: reading a text through the stages, and sentences annotated by hand."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
import spacy
from spacy.tokens import Doc

from kg.annotation import Annotation, annotate
from kg.documents import read_text
from kg.extraction import find_facts, find_mentions
from kg.ontology import Ontology, load
from kg.resolution import between_two, resolve
from kg.types import Document, Entity, Fact, Mention


def _stay_here(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse connections to other machines, in whatever test: kg works where there is no network."""
    if event != "socket.connect":
        return
    connection, address = arguments
    # Ray asks for its own address by a datagram that is never sent.
    is_stream = isinstance(address, tuple) and getattr(connection, "type", 0) == socket.SOCK_STREAM
    if is_stream and not _is_here(str(address[0]), connection.family):
        raise PermissionError(f"a test reaches only this machine, and not {address[0]}")


def _is_here(host: str, family: int) -> bool:
    try:
        with socket.socket(family) as own:
            own.bind((host, 0))  # which only an address of this machine lets itself be
    except OSError:
        return False
    return True


sys.addaudithook(_stay_here)

# GNU readline, which pytest imports, sets these behind Python's back: programs that tests start would cut their lines.
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)
    os.unsetenv(_name)

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _refuse_skip(report)


def _refuse_skip(report: _Report) -> _Report:
    """Fail what is skipped on a machine that must run every test: a browser that is missing there hides a fault."""
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and CI is set: {report.longrepr}"
    return report


@dataclass(frozen=True)
class Read:
    """A text, read through to its entities."""

    annotation: Annotation
    mentions: list[Mention]
    facts: list[Fact]
    entities: dict[Mention, Entity]


def read(text: str, language: str, ontology: Ontology) -> Read:
    annotation = next(iter(annotate([read_text(text, language=language)])))
    return understand(annotation, ontology)


def understand(annotation: Annotation, ontology: Ontology) -> Read:
    mentions = find_mentions(annotation, ontology)
    facts = find_facts(annotation, mentions, ontology)
    entities = resolve(mentions, facts, ontology)
    return Read(annotation, mentions, between_two(facts, entities), entities)


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="session")
def annotated() -> Callable[[str, str], Annotation]:
    """Give an annotation made by hand: a line a token, with lemma, tag, head, relation, entity and features."""
    return annotate_by_hand


def annotate_by_hand(language: str, table: str) -> Annotation:
    rows = [line.split() for line in table.strip().splitlines()]
    words = [row[0] for row in rows]
    # A blank in front of every word but punctuation.
    spaces = [i + 1 < len(words) and words[i + 1] not in {".", ",", "?", "!", "“", '"'} for i in range(len(words))]
    doc = Doc(
        spacy.blank(language).vocab,
        words=words,
        spaces=spaces,
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        heads=[int(row[3]) - 1 if int(row[3]) else i for i, row in enumerate(rows)],
        deps=[row[4] for row in rows],
        morphs=[row[6] if len(row) > 6 and row[6] != "-" else "" for row in rows],
    )
    _set_entities(doc, [row[5] if len(row) > 5 else "-" for row in rows])
    for token in doc:
        token._.arc_score = token._.label_score = token._.pos_score = 1.0
    document = Document(id="0" * 16, text=doc.text, language=language)
    return Annotation(document=document, doc=doc)


def _set_entities(doc: Doc, labels: list[str]) -> None:
    from spacy.tokens import Span

    spans, i = [], 0
    while i < len(labels):
        end = i + 1
        if labels[i] != "-":
            while end < len(labels) and labels[end] == labels[i]:
                end += 1
            spans.append(Span(doc, i, end, label=labels[i]))
        i = end
    doc.ents = spans
    for span in doc.ents:
        span._.score = 1.0


def triples(result: Read) -> list[tuple[str, str, str]]:
    """Give the facts as (subject, property, object) in words."""
    return [(_word(f.subject, result), str(f.property).split("#")[-1], _word(f.object, result)) for f in result.facts]


def _word(end: object, result: Read) -> str:
    if isinstance(end, Mention):
        entity = result.entities.get(end)
        return str(entity.label) if entity else f"?{end.text}"
    return "document" if isinstance(end, Document) else str(end)
