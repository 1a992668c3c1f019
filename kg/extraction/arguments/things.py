"""What a word names, and whether that may stand in a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import belonging, trees
from kg.extraction.arguments.filler import COERCED, Filler
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_GUESS = 0.7  # below this one it guesses
_DATE = "DATE"  # the recogniser's label of a date
_DOUBT = 0.9  # below this score the recogniser is not sure of the kind of a name
# Said without a name or a modifier, a thing of these classes could be any: "works on two projects".
_VAGUE = (KG.Project, KG.Offering, KG.Role, KG.Metric)


class Things:
    """Gives what words name."""

    def __init__(self, reading: Reading, index: MentionIndex) -> None:
        self.reading, self.index, self.schema = reading, index, reading.schema
        self.last_names = index.last_names()

    def mention(self, token: Token, expected: tuple[URIRef, ...]) -> Iterator[Filler]:
        """Give what a word names, if it is of a kind that may stand there."""
        mention = self._compatriots(token) or self.index.referent(token)
        if mention is None or self._is_vague(token, mention) or token.ent_type_ == _DATE:
            return
        if self.reading.denotes(token, KG.unit) and not mention.is_name:
            return  # "sales of $3 million": an amount is no thing
        if self.fits(mention, expected):
            yield Filler(token, mention)
        elif self._may_be(mention, self.schema.guess(expected)):
            yield Filler(token, mention, COERCED)

    def _compatriots(self, token: Token) -> Mention | None:
        """Read "comprata dai francesi di Varenne": those of a country stand for the organization they are of."""
        if "Plur" not in values(token, "Number") or token.lemma_ not in self.reading.gazetteer.demonyms:
            return None
        named = [self.index.at(owner) for owner in belonging.owners(self.reading, token)]
        return next((m for m in named if m is not None and m.is_name and m.type == KG.Organization), None)

    def _may_be(self, mention: Mention, kind: URIRef) -> bool:
        """Tell whether a name may be an organization or product though the recogniser says something else."""
        likely = mention.type != KG.Person or mention.score < _DOUBT or self.schema.fits(kind, (KG.Organization,))
        return likely and self._is_doubtful(mention) and self.schema.fits(kind, (KG.Organization, KG.Offering))

    def _is_doubtful(self, mention: Mention) -> bool:
        """Tell whether a name may be of another kind than the recogniser says: one unknown word, no one's last name."""
        if not mention.is_name or mention.key in self.last_names or mention.concept is not None:
            return False
        if " " in mention.label:
            return mention.type == KG.Place and mention.score < _GUESS  # "Casa Bellandi"
        return mention.score < _DOUBT or mention.type == KG.Person

    def _is_vague(self, token: Token, mention: Mention) -> bool:
        """Tell whether a phrase names no more than a class: "projects", "two other products"."""
        maker = mention.is_name and mention.concept is None and self.schema.is_a(mention.type, KG.Organization)
        if maker and trees.children(token, "nummod"):
            return True  # "six Airbus": what the company makes, not the company
        if mention.is_name or mention.is_reference:
            return False
        site = self.schema.is_a(mention.type, KG.Facility)
        if self.schema.is_a(mention.type, KG.Place) and not site and trees.children(token, "nummod"):
            return True  # "twelve countries"
        if self.schema.is_a(mention.type, KG.Person):
            return True  # "the founder": somebody the text leaves without a name
        if mention.type == KG.Organization:
            known = self.reading.is_definite(token) or any("Yes" in values(c, "Poss") for c in token.children)
            return not (known and " " in mention.text)  # "a company", not "the steel union", "its steel business"
        if not self.schema.fits(mention.type, _VAGUE):
            return False
        if belonging.owners(self.reading, token) or self.reading.is_definite(token):
            return False
        kind = self.reading.kind(token)
        return (
            kind is not None
            and kind in self.schema.classes
            and len(mention.text.split()) == 1
            and mention.text == token.text
            and (self.reading.word_of(token, kind) is not None)
        )

    def fits(self, mention: Mention, expected: tuple[URIRef, ...]) -> bool:
        """Tell whether a thing may stand where one of some classes is expected."""
        schema = self.schema
        if mention.type == KG.Concept:
            # Nothing is known of it: a name or a word that stands for one may be anything.
            return mention.is_name or mention.is_reference or KG.Concept in expected
        if mention.type == KG.Place and mention.is_name and KG.Agent in expected:
            return True  # "Sweden sues": a country or city acts
        return schema.fits(mention.type, expected) or any(schema.is_a(e, mention.type) for e in expected)
