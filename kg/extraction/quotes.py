"""Where somebody is quoted word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_PAIRS = {"„": '“”"', "“": '”"', "«": "»", "»": "«", '"': '"“”', "‹": "›"}
_TITLE = 4  # words: a shorter quotation is a name or a title


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: the tokens doc[start:end] between the marks, and the line it stands in."""

    start: int
    end: int
    line_start: int
    line_end: int


def quotes(doc: Doc) -> tuple[Quote, ...]:
    """Find the quotations of a text; one that is not closed ends with its line."""
    return tuple(quote for start, end in _lines(doc) for quote in _in_line(doc, start, end))


def quote_at(found: tuple[Quote, ...], i: int) -> Quote | None:
    return next((quote for quote in found if quote.start <= i < quote.end), None)


def _lines(doc: Doc) -> Iterator[tuple[int, int]]:
    start = 0
    for token in doc:
        if "\n" in token.text:
            yield start, token.i
            start = token.i + 1
    yield start, len(doc)


def _in_line(doc: Doc, start: int, end: int) -> Iterator[Quote]:
    i = start
    while i < end:
        closers = _PAIRS.get(doc[i].text)
        if closers is None:
            i += 1
            continue
        depth, j = 1, i + 1
        while j < end and depth:
            if doc[j].text in closers:
                depth -= 1
            elif doc[j].text == doc[i].text:
                depth += 1
            j += 1
        inside = doc[i + 1 : j - 1 if not depth else j]
        if sum(t.is_alpha for t in inside) > _TITLE and any(_is_verbal(t) for t in inside):
            yield Quote(i + 1, inside.end, start, end)
        i = j


def _is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")
