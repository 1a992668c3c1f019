"""What the tests of extraction share: a sentence as the rules see it, and pages of several lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.annotation import Annotation
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from kg.types import Document, Fact, Mention
from tests.conftest import Read

Annotated = Callable[[str, str], Annotation]
ReadingOf = Callable[[str, str], Reading]
Page = Callable[..., Annotation]

_GLUED = frozenset(".,?!:")


@pytest.fixture(scope="session")
def annotated(annotated: Annotated) -> Annotated:
    """Give an annotation made by hand whose words know what a letter is: a bare Vocab has no lower case."""

    def annotate(language: str, table: str) -> Annotation:
        bare = annotated(language, table)
        doc = Doc(_vocab(language)).from_bytes(bare.doc.to_bytes())
        return Annotation(document=bare.document, doc=doc)

    return annotate


@pytest.fixture(scope="session")
def reading_of(annotated: Annotated, ontology: Ontology) -> ReadingOf:
    """Give a sentence annotated by hand with the lexicon of its language beside it."""
    return lambda language, table: Reading(annotated(language, table), ontology)


@pytest.fixture(scope="session")
def page() -> Page:
    """Give a text of several lines, each word as word/TAG or word/TAG/ENTITY.

    A line is one sentence: everything hangs on its first verb, or else on its first word.
    """
    return _page


def facts_with(result: Read, name: str) -> list[Fact]:
    """Give the facts of one property, by the end of its name."""
    return [fact for fact in result.facts if str(fact.property).split("#")[-1].split("/")[-1] == name]


def mention(found: list[Mention], text: str) -> Mention:
    """Give the mention with these words."""
    return next(m for m in found if m.text == text)


@cache
def _vocab(language: str) -> Vocab:
    return spacy.blank(language).vocab


def _page(language: str, *lines: str) -> Annotation:
    rows = [[word.split("/") for word in line.split()] for line in lines]
    cells: list[list[str]] = []
    heads: list[int] = []
    for i, row in enumerate(rows):
        start = len(cells)
        root = start + next((j for j, cell in enumerate(row) if cell[1] == "VERB"), 0)
        cells += row + ([["\n", "SPACE"]] if i + 1 < len(rows) else [])
        heads += [root] * (len(cells) - start)
    words = [cell[0] for cell in cells]
    doc = Doc(
        _vocab(language),
        words=words,
        spaces=[
            word != "\n" and i + 1 < len(words) and words[i + 1] not in _GLUED and words[i + 1] != "\n"
            for i, word in enumerate(words)
        ],
        lemmas=words,
        pos=[cell[1] for cell in cells],
        heads=heads,
        deps=["root" if head == i else "dep" for i, head in enumerate(heads)],
    )
    doc.ents = _entities(doc, cells)
    return Annotation(document=Document(id="0" * 16, text=doc.text, language=language), doc=doc)


def _entities(doc: Doc, cells: list[list[str]]) -> list[Span]:
    labels = [cell[2] if len(cell) > 2 else "" for cell in cells]
    spans: list[Span] = []
    for i, label in enumerate(labels):
        if label and i and labels[i - 1] == label:
            spans[-1] = Span(doc, spans[-1].start, i + 1, label=label)
        elif label:
            spans.append(Span(doc, i, i + 1, label=label))
    return spans
