"""One sentence looked at again: the way from word to word in its tree, and what a word of it means to kg.

The model reads every sentence by itself, so that the sentence of a fact alone gives the tree that the text gave.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.annotation import annotate
from kg.extraction import quantities
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from kg.types import Document
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Sentence"]

Place = tuple[int, int]  # offsets in the sentence, half-open

_TENSES = {"former": KG.former, "current": KG.current, "future": KG.future}
_LONGEST_DATE = 7  # words
_QUOTES = '"“”„‟«»‹›'


class Sentence:
    """A sentence, annotated, with the lexicon of its language beside it."""

    def __init__(self, text: str, language: str, ontology: Ontology) -> None:
        document = Document(id="0" * 16, text=text, language=language)
        (annotation,) = annotate([document])
        self.reading = Reading.of(annotation, ontology)
        self.schema = ontology.schema

    def path(self, *places: Place | None) -> str:
        """Draw the way from place to place: "Solvia ←nsubj– buys –obj→ Brenko"; "" where one is not in the tree."""
        heads = [span.root for place in places if place and (span := self._span(place)) is not None]
        steps = [_way(one, other) for one, other in pairwise(heads) if one != other]
        if not steps or not all(steps):
            return ""
        drawn = steps[0][0].text
        for step in steps:
            for one, other in pairwise(step):
                drawn += f" ←{one.dep_}– " if one.head == other else f" –{other.dep_}→ "
                drawn += other.text
        return drawn

    def surety(self, *places: Place | None) -> float | None:
        """Give how sure the model is of the heads and relations at some places, on average; None if none is there."""
        heads = {span.root for place in places if place and (span := self._span(place)) is not None}
        scores = sorted((t._.arc_score * t._.label_score) ** 0.5 for t in heads)
        return round(sum(scores) / len(scores), 2) if scores else None

    def meaning(self, place: Place) -> str:
        """Say what the word at a place does to a statement: "means: planned"."""
        span = self._span(place)
        if span is None:
            return ""
        token = span.root
        if token.text == "?":
            return "a question"
        if token.text in _QUOTES:
            return "somebody is quoted"
        said = [self.schema.label(iri, "en") for iri in dict.fromkeys(self._modalities(token))]
        if said:
            return f"means: {', '.join(said)}"
        shape = [self.schema.label(iri, "en") for iri in self.reading.denoted_by_morphology(token)]
        if shape:
            return f"by its form ({token.morph}): {', '.join(dict.fromkeys(shape))}"
        return "stands for what is to come" if "Inf" in values(token, "VerbForm") else "what depends on it is open"

    def keys(self, place: Place | None) -> tuple[str, ...]:
        """Give the lower-case forms under which the lexicon may know the word at a place."""
        span = self._span(place) if place else None
        return self.reading.keys(span.root) if span is not None else ()

    def time(self, tense: str, date: str) -> list[str]:
        """Give the words that say "former", "current" or "future", and the date."""
        words = [token.text for token in self.reading.doc if tense and self._denotes(token, tense)]
        return words + ([found.text] if (found := self._date(date)) is not None else [])

    def _modalities(self, token: Token) -> Iterator[URIRef]:
        modalities = {KG.reported, KG.planned, KG.possible, KG.denied, KG.opinion}
        yield from (iri for iri in self.reading.denoted_by_form(token) if iri in modalities)
        yield from (iri for f in self.reading.words(token) if (iri := f.word.denotes) in modalities and iri)
        yield from (frame.reference for frame, _ in self.reading.frames(token) if frame.reference in modalities)

    def _denotes(self, token: Token, tense: str) -> bool:
        first = token.lower_.partition("-")[0]
        words = [*(found.word for found in self.reading.words(token)), *self.reading.lexicon.words_with(first)]
        words += [word for key in self.reading.keys(token) for word in self.reading.lexicon.words_with(key)]
        return any(word.denotes == _TENSES.get(tense) for word in words)

    def _date(self, date: str) -> Span | None:
        doc = self.reading.doc
        spans = (doc[i:j] for i in range(len(doc)) for j in range(i + 1, min(i + _LONGEST_DATE, len(doc)) + 1))
        fitting = [span for span in spans if date and quantities.parse_date(self.reading, span.text) == date]
        return min(fitting, key=len, default=None)

    def _span(self, place: Place) -> Span | None:
        length = len(self.reading.doc.text)
        inside = 0 <= place[0] < place[1] <= length
        return self.reading.doc.char_span(*place, alignment_mode="expand") if inside else None


def _way(one: Token, other: Token) -> list[Token]:
    """Give the words from one to another: up to what both hang on, and down; none if they stand in two trees."""
    up = [one, *one.ancestors]
    down = [other, *other.ancestors]
    meeting = next((token for token in up if token in down), None)
    if meeting is None:
        return []
    return [*up[: up.index(meeting) + 1], *reversed(down[: down.index(meeting)])]
