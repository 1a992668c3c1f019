"""What fills the places of a frame: the words in the text, and what they name.

filler    what fills a place, and what that is worth
things    what a word names, and whether that may stand there
amounts   figures
wording   words as they stand
deeds     deeds named by nouns
places    where in the text a place is
left_out  what no word says
owners    whose a thing is, where nobody acts
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import clauses, patterns, trees
from kg.extraction.arguments.amounts import Amounts
from kg.extraction.arguments.deeds import Deeds
from kg.extraction.arguments.filler import COERCED, EARLIER, EMPLOYER, IMPLIED, SPEAKERS, Filler
from kg.extraction.arguments.left_out import LeftOut
from kg.extraction.arguments.owners import Owners
from kg.extraction.arguments.places import Places
from kg.extraction.arguments.things import Things
from kg.extraction.arguments.wording import Wording
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Argument, Frame, Property
from kg.types import Mention, Quantity
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["COERCED", "EARLIER", "EMPLOYER", "IMPLIED", "SPEAKERS", "Arguments", "Filler"]


class Arguments:
    """Finds what fills the places of frames in one document."""

    def __init__(self, reading: Reading, index: MentionIndex, qualifier: Qualifier, headings: frozenset[int]) -> None:
        self.reading, self.schema = reading, reading.schema
        self.things = Things(reading, index)
        self.amounts = Amounts(reading)
        self.wording = Wording(reading, index, self.amounts)
        self.deeds = Deeds(reading, qualifier, self.things, headings)
        self.places = Places(reading, index, qualifier, self.things, self.deeds)
        self.left_out = LeftOut(reading, index, qualifier, self.things)
        self.owners = Owners(
            reading,
            index,
            qualifier,
            headings,
            things=self.things,
            amounts=self.amounts,
            deeds=self.deeds,
            places=self.places,
            left_out=self.left_out,
        )

    def objects(self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]) -> Iterator[Filler]:
        """Give what fills the object's place: things, figures or words, as the property asks."""
        if frame.value is not None:
            yield Filler(anchor, frame.value)
        elif frame.object is not None and frame.object.function == "itself":
            yield from self.wording.itself(prop, anchor, words)
        elif frame.pos == "noun" and frame.object is not None and frame.object.function == "attributiveArg":
            yield from (
                self.wording.field_inside(frame, anchor)
                if self.reading.lexicon.compounds
                else self.wording.field(anchor, words)
            )
        elif frame.object is not None:
            if prop.takes_number or prop.takes_quantity:
                yield from self.figures(frame, frame.object, prop, anchor, words)
                return
            found = self._things(frame, frame.object, prop, anchor, words)
            found += self.places.named(frame, frame.object, prop.range, anchor, words)
            of_topic = prop.of_topic or frame.object_is_topic
            found = (
                found or self.left_out.opening(frame.object, prop.range, anchor) or self.left_out.of_post(prop, anchor)
            )
            found = found or (self.left_out.unnamed(frame.object, prop.range, anchor, words) if of_topic else [])
            yield from found or self.left_out.given(frame, prop, anchor)

    def _things(
        self, frame: Frame, argument: Argument, prop: Property, anchor: Token, words: tuple[Token, ...]
    ) -> list[Filler]:
        """Give what may fill the place; where nothing near may, what stands a step further down."""
        found = [f for t in self.places.tokens(frame, argument, anchor, words) for f in self._object(prop, t)]
        if not found and argument.function == "prepositionalAdjunct":
            levels = [
                self.places.own_phrases(frame, argument, level, anchor, words)
                for level in patterns.phrase_levels(self.reading, anchor, argument.markers)
            ]
            found = next(filter(None, ([f for t in level for f in self._object(prop, t)] for level in levels)), [])
        return found

    def figures(
        self, frame: Frame, argument: Argument, prop: Property, anchor: Token, words: tuple[Token, ...]
    ) -> Iterator[Filler]:
        """Give the figure that fills the place; of "from 900 to 1,800" the last."""
        levels: Iterable[list[Token]] = [self.places.tokens(frame, argument, anchor, words)]
        if argument.function == "prepositionalAdjunct":
            levels = [*patterns.phrase_levels(self.reading, anchor, argument.markers), *levels]
        elif argument.function == "directObject" and frame.subject and frame.subject.function == "directObject":
            levels = [*levels, clauses.second_objects(self.reading, anchor)]
        for tokens in levels:
            any_noun = prop.takes_number or frame.pos != "verb"
            own = [t for t in tokens if t != anchor and (any_noun or t in words or self.amounts.is_figure(t))]
            found = [f for t in own if not self._is_other_count(prop, t) for f in self._object(prop, t)]
            if found:
                yield max(found, key=lambda f: f.token.i)
                return
        if frame.pos == "noun":
            found = [f for t in patterns.amounts(self.reading, anchor) for f in self._object(prop, t)]
            yield from found[:1]

    def _is_other_count(self, prop: Property, noun: Token) -> bool:
        """Tell whether a property does not count what a noun names: "sells 114 shops" is no number of units."""
        kind = self.reading.class_of(self.reading.kind(noun)) if prop.counts_no else None
        return kind is not None and any(self.schema.is_a(kind, other) for other in prop.counts_no)

    def _object(self, prop: Property, token: Token) -> Iterator[Filler]:
        if prop.takes_number or prop.takes_quantity:
            quantity = self.amounts.quantity(prop, token)
            if quantity is not None:
                yield Filler(token, quantity)
        elif prop.takes_words:
            yield Filler(token, self.wording.words(list(token.subtree)))
        else:
            yield from self.things.mention(token, prop.range)

    def subjects(
        self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...], obj: Filler
    ) -> list[Filler]:
        """Give what fills the subject's place, found or, where the words leave it out, implied."""
        found = self._subjects(frame, prop, anchor, words, obj)
        return [self.deeds.for_employer(frame, prop, anchor, f) for f in found]

    def _subjects(
        self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...], obj: Filler
    ) -> list[Filler]:
        if frame.subject is None:
            left_out = [self.left_out.implied(anchor, prop.domain)] if frame.subject_is_topic else []
            return self.owners.of_object(frame, prop, anchor, obj) or left_out
        tokens = self.places.tokens(frame, frame.subject, anchor, words)
        # "lascia: al suo posto X": a word of the idiom is nobody who does it.
        outside = frame.subject.function in ("subject", "prepositionalAdjunct")
        own = [w for w in words if w != anchor] if outside else []
        tokens = [token for token in tokens if token != obj.token and token not in own]
        found = [f for token in tokens for f in self.things.mention(token, prop.domain)]
        found += self.places.named(frame, frame.subject, prop.domain, anchor, words)
        if frame.pos == "noun":
            # A country may act, but "the plant of Lyon" is nothing Lyon has.
            found = [f for f in found if not (isinstance(f.value, Mention) and f.value.type == KG.Place)]
        if not found and frame.subject_from is not None:
            earlier = self.left_out.subject(anchor, prop.domain, relation=f"{EARLIER}{frame.subject_from}")
            return [Filler(anchor, earlier, IMPLIED)]
        state = (
            frame.object is not None and frame.object.function == "itself" and not (prop.owner_acts or prop.topic_acts)
        )
        if not found and frame.pos == "noun" and self.deeds.is_deed(frame):
            found = [
                f
                for t in self.deeds.by_participle(anchor)
                if t != obj.token
                for f in self.things.mention(t, prop.domain)
            ]
        if not found and isinstance(obj.value, Quantity) and frame.subject.function == "possessiveAdjunct":
            # "its 3 million users" is how many it has, "won 3 million users" is not.
            if state:
                return []
            found = self.owners.through_verb(prop, anchor, obj)
        if not found and frame.subject.function == "subject" and patterns.drops_subject(self.reading, anchor):
            # "La squadra batte X e vola in finale": who is named and does not fit is not left out.
            return [] if tokens else [self.left_out.implied(anchor, prop.domain)]
        if not found and frame.subject.function == "subject" and patterns.is_ours(self.reading, anchor):
            return [Filler(anchor, self.left_out.subject(anchor, prop.domain, relation=SPEAKERS))]
        if not found and frame.subject_is_topic:
            found = self.left_out.unnamed(frame.subject, prop.domain, anchor, words)
        return found or self.deeds.doers(frame, prop, anchor, obj) or self.owners.of_object(frame, prop, anchor, obj)

    def swapped(
        self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]
    ) -> list[tuple[Filler, Filler]]:
        """Give subject and object where the parser took each for the other: "Ein Büro hat die Firma Brenko eröffnet".

        Only in a language that allows the order, and where each fits the other's place alone.
        """
        roles = tuple(place.function for place in (frame.subject, frame.object) if place is not None)
        if not self.reading.lexicon.free_order or frame.pos != "verb" or roles != ("subject", "directObject"):
            return []
        if trees.is_passive(anchor) or prop.takes_words or prop.takes_number or prop.takes_quantity:
            return []
        front = [t for t in clauses.surface_subjects(self.reading, anchor) if t.i < anchor.i]
        behind = [t for t in clauses.objects(self.reading, anchor) if front and t.i > front[0].i]
        if not behind and len(front) > 1 and front[0].dep_ == front[1].dep_ == "nsubj":
            # "Ein Büro hatte die Firma Brenko eröffnet": the parser took both for the subject.
            front, behind = front[:1], front[1:2]
        things = [f for t in front for f in self.things.mention(t, prop.range) if not self._is_surely(f, prop.domain)]
        actors = [f for t in behind for f in self.things.mention(t, prop.domain) if self._is_surely(f, prop.domain)]
        return [(actor, thing) for actor in actors for thing in things if self._is_surely(thing, prop.range)]

    def _is_surely(self, filler: Filler, expected: tuple[URIRef, ...]) -> bool:
        kind = filler.value.type if isinstance(filler.value, Mention) else KG.Concept
        return kind != KG.Concept and self.schema.fits(kind, expected)
