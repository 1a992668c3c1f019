"""The store as a networkx graph and as GraphML."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
from rdflib import Literal

from kg.graph.store import Store
from kg.ontology import Ontology
from kg.types import Document
from kg.views.network import to_networkx
from kg.vocabulary import BASE, KG
from tests.graph.sample import AGENCY, fill, told
from tests.views.conftest import Writer

NORDLICHT = BASE + "organization/nordlicht"
TEAM = BASE + "team/handelsteam"


def edges_of(graph: nx.MultiDiGraph[str], source: str, property_: object) -> list[tuple[str, dict]]:
    return [
        (target, edge) for _, target, edge in graph.out_edges(source, data=True) if edge["property"] == str(property_)
    ]


def test_every_testimony_is_an_edge(store: Store, ontology: Ontology) -> None:
    """Two texts that say the same are two pieces of evidence; none is lost between two nodes."""
    graph = to_networkx(store, ontology)

    assert {key for _, _, key in graph.edges(keys=True)} == {str(statement.iri) for statement in store.statements()}
    assert [target for target, _ in edges_of(graph, BASE + "person/emil-voss", KG.ceoOf)] == [
        NORDLICHT,
        NORDLICHT,
    ]


def test_an_edge_carries_its_evidence(store: Store, ontology: Ontology) -> None:
    """A graph without its sentences is what people complain about in other tools."""
    [(target, edge)] = edges_of(to_networkx(store, ontology), NORDLICHT, KG.dissolves)

    assert target == TEAM
    assert edge["modality"] == "reported"
    assert edge["attributed_to"] == BASE + "group/insider"
    assert edge["quote"].startswith("Insidern zufolge")
    assert edge["quote"][edge["cue_start"] - edge["start"] :].startswith("aufgelöst")
    assert edge["label_de"] == "löst auf"


def test_a_value_belongs_to_one_thing(store: Store, ontology: Ontology) -> None:
    """Two teams of 25 people have nothing in common."""
    other = Writer(Document(id="f" * 16, text="X has 25 people.", language="en"))
    x = other.entity(KG.Team, "x", "X")
    other.says(x, KG.employeeCount, Literal(25), "X has 25 people.")
    other.add_to(store)
    graph = to_networkx(store, ontology)

    [(first, _)] = edges_of(graph, TEAM, KG.employeeCount)
    [(second, _)] = edges_of(graph, str(x), KG.employeeCount)

    assert first != second
    assert graph.nodes[first]["label"] == graph.nodes[second]["label"] == "25"


def test_a_comparison_is_an_edge_to_what_it_is_measured_against(store: Store, ontology: Ontology) -> None:
    """Readers look for "2x click rate" between the two, not for a node called comparison."""
    graph = to_networkx(store, ontology)

    [(target, edge)] = edges_of(graph, BASE + "product/produktanzeigen", KG.hasComparison)

    assert target == BASE + "product/anzeigen"
    assert edge["label_de"] == "2× Klickrate"


def test_a_quantity_is_written_as_its_readers_write(store: Store, ontology: Ontology) -> None:
    """A decimal point in a German text is a mistake."""
    graph = to_networkx(store, ontology)

    [(value, _)] = edges_of(graph, NORDLICHT, KG.revenue)

    assert graph.nodes[value]["label_de"] == "3,72 Mrd. EUR"
    assert graph.nodes[value]["label_en"] == "3.72 billion EUR"


def test_document_knows_where_it_was_published(ontology: Ontology) -> None:
    """Whoever doubts a sentence wants to see the page it stood on."""
    text, mentions, facts = told(AGENCY, "00000000000000d1")
    known = replace(text, url="https://example.org/nordwind")
    store = Store()
    fill(store, (known, mentions, [replace(fact, evidence=replace(fact.evidence, document=known)) for fact in facts]))
    store.derive()

    graph = to_networkx(store, ontology)
    assert "https://example.org/nordwind" in {data.get("url") for _, data in graph.nodes(data=True)}
