"""Which lines of a page are the article, and which only stand around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ENDS = (".", "!", "?", "…", ":", ";")
_CLOSERS = "\"'“”’»«)]› "
_SEPARATORS = frozenset("|·•/")
_DASHES = frozenset("-–—")
_LONGEST_DATELINE = 9  # tokens
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


@lru_cache(maxsize=1)  # mentions and facts ask for those of one text
def lines(reading: Reading) -> tuple[Line, ...]:
    """Cut a text into its lines and tell prose and headings from what the page puts around them."""
    return tuple(Line(span, _kind(reading, span, first=i == 0)) for i, span in enumerate(_spans(reading)))


def article_tokens(reading: Reading) -> frozenset[int]:
    """Give the positions of the tokens that belong to the article."""
    article = (line.span for line in lines(reading) if line.is_article)
    return frozenset(token.i for span in article for token in _without_credits(reading, _behind_dateline(span)))


def _behind_dateline(line: Span) -> Span:
    """Leave out where and by which agency a text was written: "Berlin (dpa) – ", a sentence of its own."""
    end = line[0].sent.end
    words = [token for token in line.doc[line.start : end] if not token.is_space]
    is_dateline = end < line.end and words[-1].text in _DASHES and len(words) <= _LONGEST_DATELINE
    return line.doc[end : line.end] if is_dateline and not any(map(_is_verbal, words)) else line


def _without_credits(reading: Reading, line: Span) -> Iterator[Token]:
    """Leave out who took the picture: "... Foto: Anna Weber", "(© Solvia AG)", up to the end of the line or bracket."""
    in_credit = False
    for token in line:
        if token.text == "©" or _opens_rest(reading, token):
            in_credit = True
        elif token.text == ")":
            in_credit = False
        if not in_credit:
            yield token


def _opens_rest(reading: Reading, token: Token) -> bool:
    """Tell whether words of the page begin here that what follows belongs to: "Foto: ...", "Read also: ..."."""
    hit = reading.word_of(token, KG.boilerplate)
    return hit is not None and hit.start == token.i and token.doc[hit.end - 1].text == ":"


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
    if not words or any(reading.denotes(t, KG.boilerplate) and not _is_below(reading, span, t) for t in words):
        return "page"
    if _is_prose(span, words):
        return "prose"
    if not first and (_lists_names(span) or not any(_is_verbal(token) for token in words)):
        # A caption, a credit, a menu: names without anything said of them.
        return "page"
    return "heading"


def _is_below(reading: Reading, line: Span, token: Token) -> bool:
    """Tell whether words of the page take only the end of a line: "X buys Y. Photo: Z"."""
    hit = reading.word_of(token, KG.boilerplate)
    return hit is not None and hit.start > line.start and line.doc[hit.end - 1].text == ":"


def _is_prose(span: Span, words: list[Token]) -> bool:
    ended = span.text.rstrip(_CLOSERS).endswith(_ENDS)
    return len(words) > _SHORT or (ended and len(words) > 2 and any(_is_verbal(t) for t in words))


def _lists_names(span: Span) -> bool:
    return any(token.text in _SEPARATORS for token in span)


def _is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or _FINITE in values(token, "VerbForm")
