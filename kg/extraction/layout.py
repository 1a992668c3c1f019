"""Which lines of a page are the article, and which only stand around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ENDS = (".", "!", "?", "…", ":", ";")
_CLOSERS = "\"'“”’»«)]› "
_SEPARATORS = frozenset("|·•/")
_FINITE = "Fin"
_SHORT = 12  # words: a longer line is prose even where its last sentence has no full stop


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not blank; news pages keep a paragraph or a heading in each."""

    span: Span
    kind: str  # "prose", "heading" or "page"

    @property
    def is_article(self) -> bool:
        return self.kind != "page"


def lines(reading: Reading) -> list[Line]:
    """Cut a text into its lines and tell prose and headings from what the page puts around them."""
    spans = list(_spans(reading))
    return [Line(span, _kind(reading, span, first=i == 0)) for i, span in enumerate(spans)]


def article_tokens(reading: Reading) -> frozenset[int]:
    """Give the positions of the tokens that belong to the article."""
    return frozenset(token.i for line in lines(reading) if line.is_article for token in line.span)


def _spans(reading: Reading) -> Iterator[Span]:
    doc, start = reading.doc, 0
    for token in doc:
        if "\n" in token.text or "\n" in token.whitespace_:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start : len(doc)]


def _kind(reading: Reading, span: Span, *, first: bool) -> str:
    words = [token for token in span if not token.is_space and not token.is_punct]
    if not words or any(reading.denotes(token, KG.boilerplate) for token in words):
        return "page"
    if _is_prose(span, words):
        return "prose"
    if not first and (_lists_names(span) or not any(_is_verbal(token) for token in words)):
        # A caption, a credit, a menu: names without anything said of them.
        return "page"
    return "heading"


def _is_prose(span: Span, words: list[Token]) -> bool:
    ended = span.text.rstrip(_CLOSERS).endswith(_ENDS)
    return len(words) > _SHORT or (ended and len(words) > 2 and any(_is_verbal(t) for t in words))


def _lists_names(span: Span) -> bool:
    return any(token.text in _SEPARATORS for token in span)


def _is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or _FINITE in values(token, "VerbForm")
