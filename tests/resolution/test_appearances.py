"""What is kept of a thing is what tells later who it is."""

from __future__ import annotations

from rdflib import URIRef

from kg.graph import state
from kg.ontology import Ontology
from kg.resolution import Tie, appearances
from kg.vocabulary import KG
from tests.conftest import read


def test_appearance_has_name_nouns_and_facts(ontology: Ontology) -> None:
    text = "Der Konzern Marlow Energy hat die Brauerei Solvia gekauft. Der Konzern hat seinen Sitz in Kiel."
    result = read(text, "de", ontology)
    statements = state(result.facts, result.entities, schema=ontology.schema)

    found = appearances(result.annotation.document, result.entities, statements)

    marlow = next(a for a in found if a.key == "marlow energy")
    assert marlow.is_name
    assert marlow.mentions == 3  # and "seinen"
    assert "konzern" in marlow.nouns
    assert Tie(KG.acquires, True, URIRef("https://kg.example/organization/solvia")) in marlow.ties
    solvia = next(a for a in found if a.key == "solvia")
    assert Tie(KG.acquires, False, marlow.entity.iri) in solvia.ties
