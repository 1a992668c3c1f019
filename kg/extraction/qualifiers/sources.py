"""Who says so: "according to X", "X zufolge", and whoever is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import trees
from kg.extraction.morphology import values
from kg.extraction.qualifiers.attitudes import Attitudes
from kg.extraction.qualifiers.found import MODALITIES, Qualifiers
from kg.extraction.quotes import Quote, quote_at, quotes
from kg.extraction.reading import Found, Reading
from kg.extraction.speakers import Speakers
from kg.types import Mention, Modality
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


class Sources:
    """Finds the sources of what a text says."""

    def __init__(self, reading: Reading, speakers: Speakers, attitudes: Attitudes) -> None:
        self.reading, self.speakers, self.attitudes = reading, speakers, attitudes
        self.quotes = quotes(reading.doc)

    def cited(self) -> Iterator[tuple[Mention, Token, URIRef]]:
        """Give whoever the text names as a source, "according to X", with the word that says so and its entry."""
        for mark in self.reading.doc:
            hit = self.reading.word_of(mark, KG.reported)
            if hit is None or hit.word.pos != "adposition" or hit.end - 1 != mark.i or mark.head == mark:
                continue
            # UD hangs the second word of "according to" on the first.
            source = mark.head.head if mark.dep_ == "fixed" else mark.head
            if mark.dep_ in ("case", "advmod", "mark", "fixed") and self._is_whole(hit, source):
                for mention in self.told_by(hit, source):
                    yield mention, mark, hit.word.entry

    def is_marker(self, token: Token) -> bool:
        hit = self.reading.word_of(token, KG.reported, KG.possible, KG.opinion)
        return hit is not None and hit.word.pos == "adposition"

    def phrase(self, found: Qualifiers, child: Token) -> None:
        """Read "laut X", "X zufolge", "according to X", ", so X,"."""
        for mark in child.children:
            hit = self.reading.word_of(mark, KG.reported, KG.possible, KG.opinion)
            if (
                hit is None
                or mark.dep_ not in ("case", "advmod", "mark", "fixed")
                or child.pos_ in ("VERB", "AUX", "ADJ")
            ):
                continue
            if hit.word.pos == "adposition" and hit.word.denotes and self._is_whole(hit, child):
                found.add(MODALITIES[hit.word.denotes], *self.told_by(hit, child), by=mark)

    def told_by(self, hit: Found, source: Token) -> tuple[Mention, ...]:
        """Give who says so in "laut X", and in "secondo quanto riferito da X"."""
        clauses_of = trees.children(source, *trees.RELATIVES) if source.pos_ == "PRON" else []
        told = [
            s for c in clauses_of for m, speakers, _ in self.attitudes.of(c) if m == Modality.REPORTED for s in speakers
        ]
        return tuple(dict.fromkeys(told)) or (() if clauses_of else self.speakers.behind(hit, source))

    def _is_whole(self, hit: Found, source: Token) -> bool:
        """Tell whether no other adposition stands in front: "secondo a X" is second to X, not according to X."""
        marks = [m for c in trees.children(source, "case") for m in (c, *trees.children(c, "fixed", "case"))]
        return all(hit.start <= mark.i < hit.end for mark in marks)

    def opening(self, clause: Token) -> Found | None:
        """Give what a clause begins with in "a quanto risulta", "stando a quanto scrive X"."""
        first = clause.doc[clause.left_edge.i]
        hit = self.reading.word_of(first, KG.reported)
        return hit if hit is not None and hit.word.pos == "adposition" and hit.end - hit.start > 1 else None

    def compares(self, mark: Token) -> bool:
        return any(f.word.pos == "adposition" for f in self.reading.words(mark))

    def future_in_past(self, found: Qualifiers, verb: Token, saying: Token) -> None:
        """Read "said it would close X": behind a past tense "would" only says what is to come, not what might."""
        auxiliaries = trees.children(verb, "aux")  # the "wird" of a passive is no future
        future = [aux for aux in auxiliaries if self.reading.denotes(aux, KG.future)]
        perfect = any(verb.i > aux.i and "Inf" in values(aux, "VerbForm") for aux in trees.children(verb, "aux"))
        if not future or perfect or verb.pos_ != "VERB" or "Past" not in values(saying, "Tense"):
            return
        for aux in future:
            found.signs.pop((Modality.POSSIBLE, aux), None)
            found.signs[Modality.PLANNED, aux] = None
        if not any(modality == Modality.POSSIBLE for modality, _ in found.signs):
            found.modalities.discard(Modality.POSSIBLE)
        found.modalities.add(Modality.PLANNED)

    def of_quote(self, quote: Quote) -> tuple[Mention, ...]:
        """Find who speaks: the subject of the verb of saying nearest to the quotation, in the same line."""
        doc = self.reading.doc
        around = [t for t in doc[quote.line_start : quote.line_end] if not quote.start <= t.i < quote.end]
        around.sort(key=lambda t: (min(abs(t.i - quote.end), abs(t.i - quote.start)), t.i))
        for token in around:
            if quote_at(self.quotes, token.i) is not None:
                continue
            if token.pos_ == "VERB":
                for modality, speakers, _ in self.attitudes.of(token):
                    if modality == Modality.REPORTED:
                        return speakers or self.speakers.first_behind(token)
            hit = self.reading.word_of(token, KG.reported)
            if hit and hit.word.pos == "adposition" and token.head != token:
                speakers = self.told_by(hit, token.head)
                if speakers:
                    return speakers
        return ()
