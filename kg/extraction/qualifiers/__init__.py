"""How surely a text says something, who says it, and when it holds.

found      what was found of one statement: its modality and its sources
attitudes  what a verb or noun says of the deed it names: said, planned, given up
sources    who says so
hedges     what stands on the predicate itself
governors  what stands above it, up to the root of its sentence
periods    when it holds
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction import patterns, trees
from kg.extraction.morphology import values
from kg.extraction.qualifiers.attitudes import Attitudes
from kg.extraction.qualifiers.found import Qualifiers
from kg.extraction.qualifiers.governors import Governors
from kg.extraction.qualifiers.hedges import Hedges
from kg.extraction.qualifiers.periods import Periods
from kg.extraction.qualifiers.sources import Sources
from kg.extraction.quotes import quote_at
from kg.extraction.reading import Reading
from kg.extraction.references import stands_for_clause
from kg.extraction.referents import MentionIndex
from kg.extraction.speakers import Speakers
from kg.types import Mention, Modality

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Qualifier", "Qualifiers"]

_BEHIND = frozenset("\"'“”’»)")  # may stand behind the mark that ends a sentence
_SENTENCES = 3  # how far back the source of a report is looked for


class Qualifier:
    """Finds the qualifiers of predicates in one document."""

    def __init__(self, reading: Reading, index: MentionIndex) -> None:
        speakers = Speakers(reading, index)
        self.reading = reading
        self.attitudes = Attitudes(reading, speakers)
        self.sources = Sources(reading, speakers, self.attitudes)
        self.hedges = Hedges(reading, self.attitudes, self.sources)
        self.governors = Governors(reading, self.attitudes, self.sources, self.hedges)
        self.periods = Periods(reading, self.attitudes, self.hedges)

    def qualify(
        self, anchor: Token, words: tuple[Token, ...], arguments: tuple[Token, ...], *, presupposed: bool = False
    ) -> Qualifiers:
        """Find how surely and by whom something is said.

        anchor: the word that says it; words: all words of its entry; arguments: what fills the places of the frame;
        presupposed: said in passing, by a title or an attribute, whatever the sentence makes of it.
        """
        if presupposed and self._is_given(anchor):
            return self.in_passing(anchor, words)
        anchor = trees.predicate(anchor)
        found = Qualifiers()
        words = (*words, *self.hedges.denials_of_others(anchor, arguments))
        self.hedges.own(found, anchor, words)
        copula = patterns.copula_beside(self.reading, anchor)
        if copula is not None:
            self.hedges.own(found, copula, words)
            self.governors.climb(found, copula, words)
        for token in (*arguments, *words):
            self.hedges.negated_phrase(found, token, words)
        self.governors.climb(found, anchor, words)
        self._sentence(found, anchor)
        self._quoted(found, anchor)
        self._said_next(found, anchor)
        if found.modality == Modality.REPORTED and not found.sources:
            found.sources |= dict.fromkeys(self._sources_before(anchor.sent))
        return found

    def in_passing(self, anchor: Token, words: tuple[Token, ...]) -> Qualifiers:
        """Find how surely something is said that the sentence takes for granted, whatever it makes of it."""
        found = Qualifiers()
        self.hedges.own(found, anchor, words)
        self._quoted(found, anchor)
        return found

    def _quoted(self, found: Qualifiers, anchor: Token) -> None:
        quote = quote_at(self.sources.quotes, anchor.i)
        if quote is not None:
            found.add(Modality.REPORTED, *self.sources.of_quote(quote), by=self.reading.doc[max(quote.start - 1, 0)])

    def _is_given(self, anchor: Token) -> bool:
        """Tell whether "the head of X" is taken for granted; "a head for X" and "is the head of X" are not."""
        if any(child.dep_ == "cop" for child in anchor.children) or patterns.copula_beside(self.reading, anchor):
            return False
        if anchor.pos_ in ("ADJ", "ADV", "VERB") and anchor.dep_ not in ("amod", "acl"):
            return False
        phrase = anchor.head if anchor.dep_ == "amod" else anchor
        return not any("Ind" in values(d, "Definite") for d in trees.children(phrase, "det"))

    def _sources_before(self, sentence: Span) -> tuple[Mention, ...]:
        """Give whose report goes on in a sentence that names nobody: "Insiders say X. Y is said to have left."

        It is that of the sentence before in the same paragraph, if that one is reported, too.
        """
        doc = self.reading.doc
        for _ in range(_SENTENCES):
            if sentence.start == 0 or "\n" in doc[sentence.start - 1].whitespace_ + doc[sentence.start - 1].text:
                return ()
            sentence = doc[sentence.start - 1].sent
            said = Qualifiers()
            self.hedges.own(said, sentence.root, ())
            self._quoted(said, sentence.root)
            for modality, speakers, place in self.attitudes.of(sentence.root):
                if place.function == "sententialClause" and trees.children(sentence.root, "ccomp"):
                    said.add(modality, *speakers)
            if said.sources or said.modality != Modality.REPORTED:
                return tuple(said.sources) if said.modality == Modality.REPORTED else ()
        return ()

    def _said_next(self, found: Qualifiers, anchor: Token) -> None:
        """Read who says so, or denies it, in a sentence of its own: "X kauft Y. Das teilte das Unternehmen mit."."""
        doc, end = self.reading.doc, anchor.sent.end
        if end >= len(doc) or "\n" in doc[end - 1].text + doc[end - 1].whitespace_:
            return
        verb = doc[end].sent.root
        takes_up = any(stands_for_clause(self.reading, child) for child in verb.children if child.i < verb.i)
        if not takes_up or trees.children(verb, "ccomp", "parataxis", "conj"):
            return
        for modality, speakers, place in self.attitudes.of(verb):
            if place.function != "sententialClause" or not speakers:
                continue
            if modality in (Modality.REPORTED, Modality.ASSERTED):
                # The text has said so plainly itself, and only adds whom it has it from.
                found.sources |= dict.fromkeys(speakers)
            else:
                found.add(self.attitudes.turned(modality, verb), *speakers, by=verb)

    def _sentence(self, found: Qualifiers, anchor: Token) -> None:
        """A question says nothing."""
        said = [t for t in anchor.sent if not (t.is_space or t.is_quote or t.text in _BEHIND or t.like_url)]
        if said and said[-1].text == "?":
            found.add(Modality.POSSIBLE, by=said[-1])
        root = anchor.sent.root
        if root != anchor and self.attitudes.is_told_in_work(root):
            found.add(Modality.REPORTED, by=root)
