from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import Literal, URIRef

from kg.graph import document_iri, state
from kg.ontology import Ontology
from kg.types import Comparison, Fact, Modality, Quantity, ResolvedComparison, Statement
from kg.vocabulary import BASE, KG, XSD
from tests.graph.sample import document, entity, harbour, mention, sentence

TEXT, MENTIONS, FACTS = harbour()
ENTITIES = {found: entity(found) for found in MENTIONS}


def fact(property_: URIRef) -> Fact:
    return next(found for found in FACTS if found.property == property_)


def stated(*facts: Fact, **options: Ontology) -> list[Statement]:
    return list(state(facts, ENTITIES, schema=options["ontology"].schema if options else None))


def test_same_triple_is_one_statement_with_all_testimonies() -> None:
    """A text that says a thing twice says one thing, with two sentences for it."""
    once = fact(KG.closes)
    again = replace(once, evidence=sentence(TEXT, "Nordwind has"))

    (statement,) = stated(again, once)

    assert [testimony.evidence for testimony in statement.testimonies] == [once.evidence, again.evidence]


def test_surest_of_equal_testimonies_is_kept() -> None:
    """Two entries that read one sentence alike are one testimony: their statement node would be one."""
    sure, unsure = fact(KG.closes), replace(fact(KG.closes), confidence=0.1)

    (statement,) = stated(unsure, sure)

    assert [testimony.confidence for testimony in statement.testimonies] == [0.85]


def test_order_of_facts_does_not_matter() -> None:
    """Stages above may find facts in another order; the statements are the same."""
    shuffled = list(FACTS)
    random.Random(1).shuffle(shuffled)

    assert stated(*shuffled) == stated(*FACTS)


def test_facts_of_two_documents_stay_apart() -> None:
    """A statement lives in the graph of its document."""
    other = document(TEXT.text, "00000000000000cc")
    evidence = replace(fact(KG.closes).evidence, document=other)

    assert len(stated(fact(KG.closes), replace(fact(KG.closes), evidence=evidence))) == 2


@pytest.mark.parametrize("end", ["subject", "object"])
def test_fact_about_no_entity_is_dropped(end: str) -> None:
    """A mention nobody could resolve says nothing."""
    stranger = mention(TEXT, "yard", KG.Facility)

    assert stated(replace(fact(KG.closes), **{end: stranger})) == []


def test_comparison_that_lost_an_end_is_dropped() -> None:
    """ "Twice as high as X" without X would say "twice as high", of what nobody knows."""
    stranger = mention(TEXT, "yard", KG.Facility)
    compared = Comparison(metric=None, baseline=stranger, factor=Decimal(2))

    assert stated(replace(fact(KG.hasComparison), object=compared)) == []


def test_document_is_a_subject() -> None:
    """What is said of the text itself is said of its IRI."""
    (statement,) = stated(fact(KG.citesSource))

    assert statement.subject == document_iri(TEXT)
    assert statement.object == URIRef(BASE + "medium/bold-news")


def test_comparison_and_quantity_become_nodes() -> None:
    """They carry more than one value."""
    compared, earned = stated(fact(KG.hasComparison), fact(KG.revenue))[::-1]

    assert isinstance(compared.value, ResolvedComparison)
    assert compared.value.metric == URIRef(BASE + "metric/click-rate")
    assert earned.object == URIRef(BASE + "quantity/EUR/3720000000")
    assert earned.value == Quantity(value=Decimal("3720000000.00"), unit="EUR")


def test_count_is_an_integer_where_the_ontology_asks_for_one(ontology: Ontology) -> None:
    """A number of people is compared and summed in SPARQL; roughness is the testimony's."""
    (statement,) = stated(fact(KG.employeeCount), ontology=ontology)

    assert statement.object == Literal("250", datatype=XSD.integer)
    assert statement.value is None
    assert statement.testimonies[0].approximate


def test_unit_keeps_a_quantity_a_node(ontology: Ontology) -> None:
    """5 % of the staff are not 5 people."""
    share = replace(fact(KG.employeeCount), object=Quantity(value=Decimal(5), unit="%"))

    (statement,) = stated(share, ontology=ontology)

    assert statement.object == URIRef(BASE + "quantity/%25/5")


def test_attribution_without_an_entity_is_left_out() -> None:
    """The fact stays hedged, though nobody can be named."""
    hedged = replace(fact(KG.acquires), attribution=(mention(TEXT, "yard", KG.Facility),))

    (testimony,) = stated(hedged)[0].testimonies

    assert (testimony.modality, testimony.attribution) == (Modality.POSSIBLE, ())
