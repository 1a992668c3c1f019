"""What a verb or noun says of the deed that its clause or object names: said, planned, given up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extraction import patterns, trees
from kg.extraction.qualifiers.found import MODALITIES, TENSES
from kg.extraction.reading import Reading
from kg.extraction.speakers import Speakers
from kg.ontology import Argument
from kg.types import Mention, Modality
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


class Attitudes:
    """Reads how whoever a clause is about stands to what it names."""

    def __init__(self, reading: Reading, speakers: Speakers) -> None:
        self.reading, self.speakers = reading, speakers

    def is_about_own_deed(self, verb: Token) -> bool:
        """Tell whether a verb says what its subject plans, announces, begins or goes on doing."""
        own = (Modality.PLANNED, Modality.ASSERTED)
        if self.is_about_others(verb):
            return False
        # Who fears a closure says so of others.
        found = ((modality, place) for modality, speakers, place in self.of(verb) if modality in own or not speakers)
        return any(modality in own or place.function == "directObject" for modality, place in found)

    def is_about_others(self, verb: Token) -> bool:
        """Tell whether a verb says what its subject makes of the deeds of others: "blocks", "approves"."""
        known = self.reading.schema.properties
        return any(known[f.reference].of_others for f, _ in self.reading.frames(verb) if f.reference in known)

    def is_plan(self, noun: Token) -> bool:
        """Tell whether a noun says that somebody means to do what its clause says: "plans to buy X"."""
        own = (Modality.PLANNED, Modality.POSSIBLE)
        return any(m in own and place.function == "sententialClause" for m, _, place in self.of(noun))

    def gives_up(self, verb: Token) -> bool:
        """Tell whether a verb says that what its object names will not be: "scraps", "denies", "rules out"."""
        found = [place.function for modality, _, place in self.of(verb) if modality == Modality.DENIED]
        return "directObject" in found

    def means_to(self, verb: Token, noun: Token) -> bool:
        """Tell whether a verb says that its subject plans, or gives up, what stands behind an adposition."""
        own = (Modality.PLANNED, Modality.DENIED)
        places = [place for modality, _, place in self.of(verb) if modality in own]
        return any(p.function == "prepositionalAdjunct" and p.markers & self.reading.markers(noun) for p in places)

    def post_tense(self, verb: Token) -> str:
        """Tell whether a verb means taking or leaving a post: "current", "former", "future" or ""."""
        found = [
            w.denotes
            for key in self.reading.keys(verb)
            for w in self.reading.lexicon.words_with(key)
            if w.pos == "verb"
        ]
        found += [f.word.denotes for f in self.reading.words(verb) if f.word.pos == "verb"]
        return next((TENSES[iri] for iri in found if iri in TENSES), "")

    def tells(self, noun: Token) -> bool:
        """Tell whether a noun has a clause for its content: in "Gerüchte, X kaufe Y" nobody buys for sure."""
        places = (place for modality, _, place in self.of(noun) if modality != Modality.ASSERTED)
        return any(place.function == "sententialClause" for place in places)

    def is_complement(self, verb: Token, governor: Token) -> bool:
        """Tell whether a form right behind a verb that takes clauses belongs to it: "stopped offering loans"."""
        adjacent = verb.i == governor.i + 1 and trees.is_nonfinite(verb)
        return adjacent and any(place.function == "sententialClause" for _, _, place in self.of(governor))

    def turned(self, modality: Modality, governor: Token) -> Modality:
        """Give what a modality comes to under a negation: who does not rule out X or deny X leaves X open."""
        hits = [self.reading.word_of(c, KG.denied) for c in trees.children(governor, "advmod", "aux", "det")]
        # The "poco" of "poco propenso" is the word itself.
        negated = any(hit is not None and not hit.start <= governor.i < hit.end for hit in hits)
        return Modality.POSSIBLE if negated and modality == Modality.DENIED else modality

    def says_that(self, verb: Token) -> bool:
        """Tell whether somebody says with a verb that something is so: "confirms that", unlike "manages to"."""
        said = (f for f, _ in self.reading.frames(verb) if f.reference in (KG.asserted, KG.reported))
        return any(f.object and f.subject and f.subject.function == "sententialClause" for f in said)

    def denotes_modality(self, governor: Token) -> bool:
        found = False
        for iri in self.reading.denoted_by_form(governor):
            found = found or iri in MODALITIES
        return found

    def of(self, verb: Token) -> Iterator[tuple[Modality, tuple[Mention, ...], Argument]]:
        """Give what a word makes of its clause, object or phrase, who says so, and in which place that stands."""
        # "ist vom Tisch": what the copula and the noun say together, the noun says.
        said_by = [verb, *trees.children(verb, "cop")]
        for frame, _ in (found for word in said_by for found in self.reading.frames(word)):
            modality = MODALITIES.get(frame.reference)
            if modality is None or frame.subject is None:
                continue
            speakers: tuple[Mention, ...] = ()
            if frame.object is not None:
                tokens = patterns.fillers(self.reading, verb, frame.object)
                speakers = tuple(m for t in tokens for m in self.speakers.named_by(t))
            yield modality, speakers, frame.subject
        for iri in self.reading.denoted_by_form(verb):
            if iri in MODALITIES and verb.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
                yield MODALITIES[iri], (), Argument(function="sententialClause")

    def is_told_in_work(self, verb: Token) -> bool:
        """Tell whether a book or a report says what a sentence holds: "Il romanzo racconta di X, che ..."."""
        works = [c for c in trees.children(verb, "nsubj") if self.reading.class_of(self.reading.kind(c)) == KG.Work]
        return bool(works) and any(modality == Modality.REPORTED for modality, _, _ in self.of(verb))
