"""Which classes may be those of one thing."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.ontology import Ontology
from kg.resolution.kinds import heading, may_be_one
from kg.vocabulary import KG

PAIRS = {
    "a company and a ministry": (KG.Organization, KG.Government, True),
    "a company and a city": (KG.Organization, KG.Place, False),
    "a person and a company": (KG.Person, KG.Organization, False),
    "whoever acts and a person": (KG.Agent, KG.Person, True),
    "whoever acts and a company": (KG.Organization, KG.Agent, True),
    "whoever acts twice": (KG.Agent, KG.Agent, True),
    "whoever acts and a city": (KG.Agent, KG.Place, False),
    "whoever acts and the unknown": (KG.Agent, KG.Concept, True),
}


@pytest.mark.parametrize(("one", "other", "may"), PAIRS.values(), ids=PAIRS)
def test_which_kinds_may_be_of_one_thing(one: URIRef, other: URIRef, may: bool, ontology: Ontology) -> None:
    """Of an agent a text says no more than that it acts; it may be a person or a company, and no city."""
    assert may_be_one(one, other, ontology.schema) is may
    assert may_be_one(other, one, ontology.schema) is may


def test_every_class_has_a_heading(ontology: Ontology) -> None:
    """A class without one would stop a build of thousands of texts at its end."""
    for kind in ontology.schema.classes:
        assert heading(kind, ontology.schema) in ontology.schema.family(kind)
