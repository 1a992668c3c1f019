"""Where things are from: "the Padua firm" is none of Madrid.

A text says so with an adjective, "la padovana Solvia", or with a fact, "Solvia, based in Padua".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.ontology import Place, Schema
from kg.types import Fact, Mention, Modality


@dataclass(frozen=True, slots=True)
class Origins:
    """The places that one text says its things are from."""

    schema: Schema
    _told: Mapping[Mention, frozenset[URIRef]]  # by the facts

    @classmethod
    def of(cls, facts: Iterable[Fact], schema: Schema) -> Origins:
        told: dict[Mention, frozenset[URIRef]] = {}
        for fact in facts:
            prop = schema.properties.get(fact.property)
            if prop is None or not prop.of_demonym or fact.modality != Modality.ASSERTED:
                continue
            place = fact.object.concept if isinstance(fact.object, Mention) else None
            if place is not None and isinstance(fact.subject, Mention):
                told[fact.subject] = told.get(fact.subject, frozenset()) | {place}
        return cls(schema, told)

    def same(self, reference: Mention, groups: Mapping[str, Sequence[Mention]]) -> frozenset[str]:
        """Give the groups that are from where a reference says: of "the Padua firm" those from Padua."""
        return frozenset(key for key, mentions in groups.items() if self.meet(reference, mentions))

    def meet(self, reference: Mention, mentions: Sequence[Mention]) -> bool:
        """Tell whether a reference and a thing are said to be from one place, or one place in the other."""
        own = self._places([reference])
        return bool(own) and self._meet(own, self._places(mentions))

    def differ(self, reference: Mention, mentions: Sequence[Mention]) -> bool:
        """Tell whether a reference and a thing are said to be from places of which none lies in another."""
        own, others = self._places([reference]), self._places(mentions)
        return bool(own and others) and not self._meet(own, others)

    def _places(self, mentions: Iterable[Mention]) -> set[URIRef]:
        return {place for m in mentions for place in (*m.origins, *self._told.get(m, ()))}

    def _meet(self, ones: set[URIRef], others: set[URIRef]) -> bool:
        return any(one in self._around(other) or other in self._around(one) for one in ones for other in others)

    def _around(self, place: URIRef) -> set[URIRef]:
        """Give a place with all that it lies in."""
        known = self.schema.concepts.get(place)
        wholes = known.part_of if isinstance(known, Place) else ()
        return {place, *(around for whole in wholes for around in self._around(whole))}
