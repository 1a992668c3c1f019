"""Which classes may be those of one thing: recognisers waver between a company and an authority, not a city."""

from __future__ import annotations

from rdflib import URIRef

from kg.ontology import Schema
from kg.vocabulary import KG

UNKNOWN = KG.Concept
PERSON = KG.Person
# A heading over others only: a person and an organization have it in common, and nothing else.
_HEADING = KG.Agent


def heading(kind: URIRef, schema: Schema) -> URIRef:
    """Give the widest class that still says what a thing is: of a ministry, Organization."""
    return next((iri for iri in reversed(schema.family(kind)) if iri != _HEADING), kind)


def may_be_one(one: URIRef, other: URIRef, schema: Schema) -> bool:
    """Tell whether things of two classes may be one; of the unknown nothing is known, of an agent little."""
    if _HEADING in (one, other):
        return UNKNOWN in (one, other) or all(_HEADING in schema.family(kind) for kind in (one, other))
    return UNKNOWN in (one, other) or heading(one, schema) == heading(other, schema)
