"""Deeds named by nouns: who does them by the verb above, and whom they are done to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction import clauses, patterns, trees
from kg.extraction.arguments.filler import EMPLOYER, Filler
from kg.extraction.arguments.things import Things
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.ontology import Frame, Property
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


class Deeds:
    """Finds who does what a noun names."""

    def __init__(self, reading: Reading, qualifier: Qualifier, things: Things, headings: frozenset[int]) -> None:
        self.reading, self.qualifier, self.things, self.headings = reading, qualifier, things, headings
        self.schema = reading.schema

    def doers(self, frame: Frame, prop: Property, anchor: Token, obj: Filler | None = None) -> list[Filler]:
        """Read "plans the takeover of X", "strebt nach der Übernahme von X": who plans or begins it does it."""
        noun = trees.first_conjunct(anchor)
        verb = noun.head
        means = trees.base(noun.dep_) == "obl" and self.qualifier.attitudes.means_to(verb, noun)
        makes = self.reading.denotes(verb, KG.lightVerb) and self.reading.denotes(anchor, KG.possible, KG.Event)
        own = makes or self.qualifier.attitudes.is_about_own_deed(verb)
        gives_up = not own and self.qualifier.attitudes.gives_up(verb)
        begins = trees.base(noun.dep_) == "obj" and (own or gives_up)
        if frame.pos != "noun" or not (means or begins) or not self.is_deed(frame):
            return []
        tokens = [t for t in clauses.subjects(self.reading, verb) if t not in (anchor, obj.token if obj else None)]
        found = [f for t in tokens for f in self.things.mention(t, prop.domain)]
        # A minister who rejects a closure rejects that of others.
        return [f for f in found if not gives_up or self._is_firm(f)]

    def _is_firm(self, doer: Filler) -> bool:
        return isinstance(doer.value, Mention) and doer.value.type == KG.Organization

    def for_employer(self, frame: Frame, prop: Property, anchor: Token, doer: Filler) -> Filler:
        """Read "il presidente Bruno Neri annuncia 150 assunzioni": who has a post tells of what the firm does.

        Firms a person may buy as well, and "by" names who does it.
        """
        person = doer.value if isinstance(doer.value, Mention) and doer.value.type == KG.Person else None
        bought = bool(prop.range) and self.schema.is_a(prop.range[0], KG.Organization)
        if person is None or bought or frame.pos != "noun" or not self.is_deed(frame) or anchor.is_ancestor(doer.token):
            return doer
        return replace(doer, value=replace(person, relation=f"{EMPLOYER}{person.relation}"))

    def by_participle(self, noun: Token) -> list[Token]:
        """Give who announced or planned a deed, "gli esuberi annunciati da X": it is X's own."""
        noun = trees.first_conjunct(noun)
        said = [c for c in trees.children(noun, "acl", "amod") if trees.is_participle(c)]
        own = [c for c in said if self.qualifier.attitudes.is_about_own_deed(c)]
        return [agent for participle in own for agent in clauses.agents(self.reading, participle)]

    def is_deed(self, frame: Frame) -> bool:
        """Tell whether the subject of a noun is who does it ("by"), not whom it goes to: "the sale of X to Y"."""
        place = frame.subject
        if place is None or place.function == "possessiveAdjunct":
            return True
        words = (word for marker in place.markers for word in self.reading.lexicon.words_with(marker))
        return any(word.denotes == KG.agentMarker for word in words)

    def is_headline_participle(self, anchor: Token) -> bool:
        return anchor.i in self.headings and anchor.pos_ == "VERB" and clauses.is_bare_participle(anchor)

    def undergoes(self, token: Token, deed: Token) -> bool:
        """Tell whether a deed named by a noun is done to what hangs on it: "the takeover of X" is not X's own."""
        happens = self.reading.class_of(self.reading.kind(deed)) == KG.Event
        for frame, _ in self.reading.frames(deed):
            prop = self.schema.properties.get(frame.reference)
            if frame.pos != "noun" or prop is None or prop.takes_quantity or frame.object is None:
                continue
            if (happens or self.is_deed(frame)) and token in patterns.fillers(self.reading, deed, frame.object):
                return True
        return False
