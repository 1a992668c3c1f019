"""A graph asked from Python."""

from __future__ import annotations

import builtins
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import InputError, KgError, QueryError, QueryTimeout
from kg.graph.folder import new_output
from kg.graph.store import Store
from kg.opened import Iri, Text
from tests.graph.newsroom import newsroom_store


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an output folder with the newsroom and a saved query of one's own."""
    folder = tmp_path_factory.mktemp("opened") / "out"
    with new_output(folder) as partial, Store(partial / "store") as store:
        newsroom_store(store)
    (folder / "queries").mkdir()
    (folder / "queries" / "mine.rq").write_text("# Mine\nASK { ?who kg:joins ?whom }\n")
    return folder


@pytest.fixture(scope="module")
def graph(out: Path) -> kg.Graph:
    return kg.open(out)


def test_rows_have_python_values(graph: kg.Graph) -> None:
    """Nobody who asks from Python wants to convert RDF literals."""
    answer = graph.query("""
        SELECT ?who ?org ?confidence ?published ?quote ?start ?nothing ?start_at {
          ?s rdf:subject ?who ; rdf:predicate kg:ceoOf ; rdf:object ?org ; kg:confidence ?confidence ;
            prov:wasDerivedFrom/schema:datePublished ?published ; kg:evidence [ oa:exact ?quote ; oa:start ?start ]
          OPTIONAL { ?s kg:nothing ?nothing } OPTIONAL { ?s schema:startDate ?start_at }
        } ORDER BY ?who""")
    row = answer[0]

    assert len(answer) == 2
    assert (row.who, row.who.label) == ("https://kg.example/person/anna-berg", "Anna Berg")
    assert isinstance(row.who, Iri)
    assert row["confidence"] == Decimal("0.9")
    assert type(row.confidence) is Decimal
    assert row.published == date(2026, 1, 10)
    assert (row.quote, row.quote.language) == ("Anna Berg leads Nordwind.", "en")
    assert isinstance(row.quote, Text)
    assert type(row.start) is int
    assert row.nothing is None
    assert row.as_dict()["org"] == row[1] == "https://kg.example/organization/nordwind"


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("2.50", Decimal("2.5")), ("7", 7), ("1e3", 1000.0), ("true", True), ("'2016-07'^^xsd:gYearMonth", "2016-07"),
        ("'2016'^^xsd:gYear", "2016"), ("'x'^^<http://example.com/t>", "x"),
        ("'2016-07-01'^^xsd:date", date(2016, 7, 1)),
    ],
)  # fmt: skip
def test_literal_is_what_it_is_in_python(graph: kg.Graph, literal: str, value: object) -> None:
    """And what Python has no type for is the string it is written as."""
    (row,) = graph.query(f"SELECT ({literal} AS ?x) {{}}")

    assert row.x == value
    assert type(row.x) is type(value)


def test_saved_query_takes_its_parameters_as_arguments(graph: kg.Graph) -> None:
    """Words of Python with an underscore; its own from beside the graph."""
    assert [row.person.label for row in graph.query("ceo-of", org="nordwind")] == ["Carl Thiel", "Anna Berg"]
    assert [row.object.label for row in graph.query("changes", from_="2026-02-12", limit=1)] == ["Arvo"]
    assert graph.query("mine")
    with pytest.raises(QueryError, match="did you mean Nordwind"):
        graph.query("ceo-of", org="nordwnd")
    with pytest.raises(QueryError, match="no saved query"):
        graph.query("cheff-of", org="nordwind")


def test_labels_come_in_a_language(graph: kg.Graph) -> None:
    """Properties and values have those of the ontology."""
    (row,) = graph.query("SELECT ?p ?m { ?s rdf:predicate ?p ; kg:modality ?m FILTER (?p = kg:sues) }", language="de")

    assert (row.p.label, row.m.label) == ("verklagt", "berichtet")


def test_query_is_limited(graph: kg.Graph) -> None:
    """In time and rows."""
    with pytest.raises(QueryTimeout):
        graph.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }", timeout_s=0.2)
    assert graph.query("facts", limit=2).result.is_cut


def test_answer_is_a_table_of_pandas(graph: kg.Graph) -> None:
    """With names, or with IRIs."""
    answer = graph.query("deals")
    table = answer.to_dataframe()

    assert list(table.columns) == ["who", "relation", "whom", "modality", "quote"]
    assert list(table["who"]) == ["Nordwind"] * 3
    assert list(answer.to_dataframe(labels=False)["who"]) == ["https://kg.example/organization/nordwind"] * 3
    assert list(graph.query("layoffs", org="Arvo").to_dataframe().columns)[:2] == ["org", "relation"]
    assert len(graph.to_dataframe()) == 19


def test_missing_pandas_is_told(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the way to get it."""
    real = builtins.__import__

    def without_pandas(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_pandas)
    with pytest.raises(KgError, match=r"pip install 'kg-news\[tables\]'"):
        graph.query("deals").to_dataframe()


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_graph_goes_to_rdflib_and_networkx(graph: kg.Graph) -> None:
    """Both hold every statement."""
    network = graph.to_networkx()

    assert network.number_of_edges() == graph.statistics().statements == 19
    assert len(graph.to_rdflib()) == len(graph.query("SELECT * { ?s ?p ?o }"))


def test_row_is_a_tuple_that_travels(graph: kg.Graph) -> None:
    """Through a process pool, too; a column that is not there is named with those that are."""
    row = graph.query("who-leads-whom")[0]
    person, _, _ = row

    assert pickle.loads(pickle.dumps(row)) == row
    assert person == row.person
    with pytest.raises(AttributeError, match="no column persn; the row has person, role, organization"):
        _ = row.persn
    with pytest.raises(KeyError, match="persn; the row has"):
        _ = row["persn"]


def test_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    """As on the command line."""
    with pytest.raises(InputError, match="kg build PATH"):
        kg.open(tmp_path)


def test_graph_is_closed(out: Path) -> None:
    """What is closed answers nothing any more."""
    with kg.open(out) as graph:
        assert graph.query("mine")
    assert not graph.store.query("ASK { ?s ?p ?o }")
