from __future__ import annotations

from decimal import Decimal

import pytest
from rdflib import URIRef

from kg.graph import Store
from kg.graph.shapes import check
from kg.types import Modality
from kg.vocabulary import BASE, KG
from tests.graph.newsroom import STORIES, newsroom_store, sample
from tests.graph.sample import fill, sample_store

LUME, ORION, KIEL = (URIRef(BASE + path) for path in ("product/lume", "organization/orion-ag", "place/kiel"))
SECOND = URIRef(BASE + "document/" + "02".rjust(16, "0"))


@pytest.fixture(scope="module")
def newsroom() -> Store:
    return newsroom_store()


def said(store: Store) -> list[str]:
    """Give the sentences in the order of the texts."""
    return [statement.quote for statement in store.statements()]


def triples(store: Store) -> set[tuple[object, ...]]:
    return set(store.query("SELECT ?s ?p ?o { ?s ?p ?o }"))


def test_everything_is_everything(newsroom: Store) -> None:
    """A selection that leaves out nothing loses nothing, and describes itself alike."""
    for store in (newsroom, sample_store()):
        assert triples(store.select()) == triples(store)


def test_document_is_as_if_it_had_been_read_alone(newsroom: Store) -> None:
    """With names and counts of its own."""
    alone = Store()
    fill(alone, sample(*STORIES[1]))
    alone.derive()

    assert triples(newsroom.select(document=SECOND)) == triples(alone)


def test_neighbourhood_grows_by_hops(newsroom: Store) -> None:
    """Statement by statement, through things, and not through texts or numbers."""
    assert said(newsroom.select(entity=ORION)) == ["Secondo Post, Arvo fa causa a Orion AG."]
    two = said(newsroom.select(entity=ORION, hops=2))
    assert "Arvo stops Orion." in two
    assert "Carl Thiel kommt zu Arvo." in two
    assert "Anna Berg leads Nordwind." not in two
    assert "Anna Berg leads Nordwind." in said(newsroom.select(entity=ORION, hops=3))
    assert {str(e.iri) for e in newsroom.select(entity=ORION).entities()} >= {str(ORION), BASE + "organization/arvo"}
    assert KIEL not in {e.iri for e in newsroom.select(entity=ORION).entities()}


def test_document_keeps_its_description(newsroom: Store) -> None:
    """When it came out and where is worth knowing of any sentence."""
    (document,) = newsroom.select(entity=ORION).documents()

    assert document.date == "2026-02-12"
    assert newsroom.select(entity=ORION).query("ASK { ?text schema:publisher/rdfs:label ?name }")


def test_what_is_less_sure_is_left_out(newsroom: Store) -> None:
    """With the plain triple, if nobody else says it."""
    sure = newsroom.select(min_confidence=Decimal("0.7"))

    assert "Nordwind will launch Lume, says Anna Berg." in said(newsroom)
    assert "Nordwind will launch Lume, says Anna Berg." not in said(sure)
    assert LUME not in {entity.iri for entity in sure.entities()}
    few = sample_store().select(min_confidence=Decimal("0.9"))
    assert not few.query("ASK { ?a kg:closes ?b }")
    assert few.query("ASK { ?a kg:ceoOf ?b }")


def test_plain_triples_have_no_provenance(newsroom: Store) -> None:
    """Facts and names, and nothing that is only reported or planned."""
    plain = newsroom.select(plain=True)

    assert not list(plain.statements())
    assert not plain.query("ASK { { ?s a rdf:Statement } UNION { ?s oa:exact ?q } UNION { ?s a prov:Activity } }")
    assert set(
        plain.query("SELECT ?a ?p ?b { ?a ?p ?b FILTER (?p IN (kg:ceoOf, kg:acquires, kg:sues, kg:launches)) }")
    ) == set(newsroom.query("SELECT ?a ?p ?b { ?a ?p ?b FILTER (?p IN (kg:ceoOf, kg:acquires)) }"))
    assert plain.query("ASK { <organization/nordwind> a kg:Organization ; rdfs:label ?name }")
    assert not plain.query("ASK { <product/lume> ?p ?o }")


@pytest.mark.parametrize(
    "options",
    [{"document": SECOND}, {"entity": ORION, "hops": 2}, {"min_confidence": Decimal("0.7")}, {"plain": True}],
    ids=lambda options: next(iter(options)),
)
def test_part_is_a_finished_graph(newsroom: Store, options: dict[str, object]) -> None:
    """It fits the shapes, whatever is left out; so does that of the text with values and comparisons."""
    assert check(newsroom.select(**options)) == []  # type: ignore[arg-type]
    if "document" not in options and "entity" not in options:
        assert check(sample_store().select(**options)) == []  # type: ignore[arg-type]


def test_part_of_a_part_is_smaller(newsroom: Store) -> None:
    """Selections go together."""
    part = newsroom.select(
        document=SECOND, entity=URIRef(BASE + "organization/nordwind"), min_confidence=Decimal("0.5")
    )

    assert {s.modality for s in part.statements()} == {Modality.ASSERTED}
    assert {s.property for s in part.statements()} == {KG.layoffCount, KG.acquires, KG.ceoOf}
