"""What a page says of the article itself: who wrote it, when it was published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import XSD, Literal, URIRef

from kg.extraction import quantities
from kg.extraction.labels import normal_form
from kg.extraction.layout import Line
from kg.extraction.reading import Found, Reading
from kg.types import Evidence, Fact, Mention
from kg.vocabulary import KG, SCHEMA

if TYPE_CHECKING:
    from spacy.tokens import Span

_SEPARATORS = frozenset("|·•\t–—")
_LONGEST_FIELD = 12  # tokens
_DATES = (SCHEMA.datePublished, SCHEMA.dateModified)
_AGENTS = {SCHEMA.author: "PER", SCHEMA.publisher: "ORG"}


def byline_facts(reading: Reading, lines: tuple[Line, ...]) -> Iterator[Fact]:
    """Read fields like "Written by: Anna Weber | Published: 26.05.2016"; the document is their subject."""
    for line in lines:
        for field in _fields(line.span):
            fact = _read(reading, line, field)
            if fact:
                yield fact


def _fields(line: Span) -> Iterator[Span]:
    start = line.start
    for token in line:
        if token.text in _SEPARATORS:
            yield line.doc[start : token.i]
            start = token.i + 1
    yield line.doc[start : line.end]


def _read(reading: Reading, line: Line, field: Span) -> Fact | None:
    if not 1 < len(field) <= _LONGEST_FIELD:
        return None
    name = next((f for f in reading.words(field[0]) if f.start == field.start and _is_field(f)), None)
    if name is None or name.word.denotes is None:
        return None
    rest = reading.doc[name.end : field.end]
    while len(rest) and rest[0].is_punct:
        rest = rest[1:]
    value = _value(reading, name.word.denotes, rest)
    if value is None or _is_contradicted(reading, name.word.denotes, value):
        return None
    evidence = Evidence(
        document=reading.document,
        start=line.span.start_char,
        end=line.span.end_char,
        entry=name.word.entry,
        cue=(field.start_char, reading.doc[name.end - 1].idx + len(reading.doc[name.end - 1])),
    )
    return Fact(subject=reading.document, property=name.word.denotes, object=value, evidence=evidence, confidence=0.95)


def _is_contradicted(reading: Reading, field: URIRef, value: Literal | Mention) -> bool:
    """Say whether the file itself gives another day of publication; a document has one, and the file knows."""
    published = reading.document.published
    return field == SCHEMA.datePublished and published is not None and str(value) != published.isoformat()


def _is_field(found: Found) -> bool:
    return found.word.denotes in (*_DATES, *_AGENTS)


def _value(reading: Reading, field: URIRef, rest: Span) -> Literal | Mention | None:
    if field in _DATES:
        date = quantities.parse_date(reading, rest.text)
        return Literal(date, datatype=XSD.date) if len(date) == len("2016-05-26") else None
    # The field must be a name and nothing else, or any sentence with "by" would have an author.
    names = [e for e in rest.ents if e.label_ == _AGENTS[field]]
    if not names or names[0].start != rest.start or any(t.pos_ in ("VERB", "AUX", "ADP") for t in rest):
        return None
    kind = reading.schema.class_of_entity_label(_AGENTS[field]) or KG.Agent
    return Mention(
        document=reading.document,
        start=names[0].start_char,
        end=names[0].end_char,
        type=kind,
        label=names[0].text,
        key=normal_form(names[0].text),
        is_name=True,
        score=float(names[0]._.score),
    )
