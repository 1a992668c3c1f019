from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from kg.graph import Store
from kg.graph.provenance import DATASET, DERIVED
from kg.graph.shapes import check
from kg.types import Modality
from kg.vocabulary import BASE, KG, RDF, SCHEMA
from tests.graph.newsroom import STORIES, newsroom_store, sample
from tests.graph.sample import fill


@pytest.fixture(scope="module")
def newsroom() -> Store:
    return newsroom_store()


def test_store_is_counted(newsroom: Store) -> None:
    """Every number by hand."""
    found = newsroom.statistics()

    assert (found.documents, found.documents_by_language) == (3, {"de": 1, "en": 1, "it": 1})
    assert (found.first_date, found.last_date) == ("2026-01-10", "2026-02-12")
    assert found.entities == 10
    assert found.entities_by_class[KG.Organization] == 3
    assert found.statements == 13 + 2 * 3
    assert found.statements_by_modality == {
        Modality.ASSERTED: 16, Modality.REPORTED: 1, Modality.PLANNED: 1, Modality.DENIED: 1
    }  # fmt: skip
    assert found.statements_by_property[KG.discontinues] == {Modality.ASSERTED: 1, Modality.DENIED: 1}
    assert next(iter(found.statements_by_property)) in (KG.acquires, SCHEMA.datePublished, SCHEMA.publisher)
    assert found.statements_by_source == {
        URIRef(BASE + "medium/post"): 1,
        URIRef(BASE + "person/anna-berg"): 1,
    }
    assert found.sentences == 13
    assert found.size == 0


def test_empty_store_is_counted() -> None:
    """Nothing is a number, too."""
    found = Store().statistics()

    assert (found.documents, found.triples, found.statements, found.first_date) == (0, 0, 0, "")


def test_dataset_describes_itself(newsroom: Store) -> None:
    """Whoever finds the data finds in it, in VoID, what there is; the counts are those of the documents' graphs."""
    counted = newsroom.query(
        f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER NOT EXISTS {{ GRAPH <{DERIVED}> {{ ?s ?p ?o }} }} }}"
    ).rows[0][0]
    (said,) = newsroom.query("SELECT ?triples ?entities ?documents { <dataset> void:triples ?triples ; "
                             "void:entities ?entities ; void:documents ?documents }").rows  # fmt: skip
    parts = dict(
        newsroom.query("SELECT ?p ?n { <dataset> void:propertyPartition [ void:property ?p ; void:triples ?n ] }")
    )
    classes = dict(
        newsroom.query("SELECT ?c ?n { <dataset> void:classPartition [ void:class ?c ; void:entities ?n ] }")
    )

    assert [str(term) for term in said] == [str(counted), "10", "3"]
    assert sum(int(str(n)) for n in parts.values()) == newsroom.statistics().triples == int(str(counted))
    assert str(parts[KG.acquires]) == "1"
    assert str(classes[KG.Person]) == "2"
    assert str(classes[RDF.Statement]) == "19"


def test_description_does_not_count_itself_nor_the_order(tmp_path: Path) -> None:
    """Derived twice, or filled backwards: the same bytes."""
    backwards = Store()
    for story in reversed(STORIES):
        fill(backwards, sample(*story))
        backwards.derive()
    for name, store in (("one", newsroom_store()), ("two", backwards)):
        store.export(tmp_path / name, "nquads")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_described_graph_fits_its_shapes_and_is_no_entity(newsroom: Store) -> None:
    """The description is no thing that texts speak of."""
    assert check(newsroom) == []
    assert DATASET not in {entity.iri for entity in newsroom.entities()}
