from __future__ import annotations

import json

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import QueryError
from kg.graph import Store, saved_queries, saved_query
from kg.vocabulary import BASE, KG
from tests.graph.sample import copied_store

# rdflib warns of its own use of the names it gives up.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ANNA, NORDWIND = URIRef(BASE + "person/anna-berg"), URIRef(BASE + "organization/nordwind")


@pytest.mark.parametrize(
    ("query", "line", "column", "hint"),
    [
        ("SELECT ?s WHERE {\n  ?s a foo:Bar\n}", 2, 8, "the prefix foo: is not declared"),
        ("SELECT ?s WHERE {\n  ?s kg:ceoOf }", 2, 15, "} is not expected here"),
        ("SELECT ?größe WHERE {\n\t?größe a ö }", 2, 12, "here"),
        ("SELECT ?s {\n  ?s a kg:Person\n\n", 2, 17, "1 closing } is missing"),
        ("SELEC ?s { ?s ?p ?o }", 1, 1, "did you mean SELECT?"),
        ("# all of it\nDELETE WHERE { ?s ?p ?o }", 2, 1, "queries only read"),
        ("", 1, 1, "the query is empty"),
        ("SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }", 1, 41, "neither grouped by nor counted"),
        ("SELECT * {\n  SERVICE <http://example.com/> { ?s ?p ?o } }", 2, 3, "no connection"),
    ],
)
def test_malformed_query_is_pointed_at(store: Store, query: str, line: int, column: int, hint: str) -> None:
    """Line, column, the line itself with a caret, and what to do."""
    with pytest.raises(QueryError) as caught:
        store.query(query)
    message, shown, caret = str(caught.value).split("\n")

    assert message.startswith(f"query, line {line}, column {column}: ")
    assert hint in message
    assert shown == "    " + query.split("\n")[line - 1].replace("\t", " ")
    assert caret.index("^") == 3 + column


def test_word_service_is_no_crime(store: Store) -> None:
    """Only the keyword asks another server; the class kg:Service does not."""
    query = '# SERVICE\nSELECT ?service { ?service a kg:Service ; rdfs:label \'SERVICE\' , """SERVICE""" }'

    assert len(store.query(query)) == 0


def test_unknown_function_is_a_query_error(store: Store) -> None:
    """What fails while it is answered is no traceback either."""
    with pytest.raises(QueryError, match="custom function"):
        store.query("SELECT (<http://example.com/f>(?s) AS ?x) { ?s a kg:Person }")


def test_prefixes_and_base_are_known(store: Store) -> None:
    """Nobody types what every query would repeat."""
    assert store.query("SELECT ?of { <person/anna-berg> kg:ceoOf ?of }").rows == ((NORDWIND,),)


def test_query_may_declare_its_own_prefix(store: Store) -> None:
    """Queries from elsewhere run as they are."""
    assert store.query(f"PREFIX my: <{KG}>\nASK {{ ?s a my:Person }}")


def test_select_gives_rdflib_terms(store: Store) -> None:
    """A value that is not there is None."""
    result = store.query("SELECT ?name ?age { <person/anna-berg> rdfs:label ?name OPTIONAL { ?name kg:age ?age } }")

    assert result.columns == ("name", "age")
    assert list(result) == [(Literal("Anna Berg", lang="en"), None)]


def test_ask_is_true_or_false(store: Store) -> None:
    """The answer is a truth value, not a number of rows."""
    assert store.query("ASK { ?s a kg:Person }")
    assert not store.query("ASK { ?s a kg:Regulation }")
    assert store.query("ASK { ?s a kg:Person }").serialize("csv") == b"true\n"


def test_construct_gives_a_graph(store: Store) -> None:
    """Part of the graph is taken along as Turtle, with the prefixes it needs."""
    result = store.query("CONSTRUCT { ?s kg:ceoOf ?o } WHERE { ?s kg:ceoOf ?o }")
    turtle = result.serialize("turtle").decode()

    assert result.rows == ((ANNA, KG.ceoOf, NORDWIND),)
    assert "@prefix kg:" in turtle
    assert "@prefix skos:" not in turtle
    for name, syntax in (("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")):
        read = Graph().parse(data=result.serialize(name), format=syntax)
        assert list(read) == [(ANNA, KG.ceoOf, NORDWIND)]


def test_rows_are_written_in_the_formats_of_sparql(store: Store) -> None:
    """Other programs read the answers."""
    result = store.query("SELECT ?who { ?who kg:ceoOf ?of }")

    assert result.serialize("csv") == f"who\r\n{ANNA}\r\n".encode()
    assert result.serialize("tsv") == f"?who\n<{ANNA}>\n".encode()
    assert json.loads(result.serialize("json"))["results"]["bindings"][0]["who"]["value"] == str(ANNA)
    assert b"<uri>" in result.serialize("xml")


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "DESCRIBE <person/anna-berg>"])
def test_unfit_format_is_refused(store: Store, query: str) -> None:
    """Rows are no graph, a graph is no rows."""
    with pytest.raises(QueryError, match="expected one of"):
        store.query(query).serialize("nonsense")


FIRST_ROWS = {
    "comparisons": ["Lume", "click rate", "2", None, "Orion"],
    "confirmed": ["Anna Berg", str(KG.ceoOf), "Nordwind", "2"],
    "copies": ["Nordwind", "Hafenblatt", "2021-03-03", "Nordwind", "Seedienst", "2021-03-02"],
    "deals": ["Nordwind", str(KG.acquires), "Lume", str(KG.possible)],
    "discontinued": ["Nordwind", str(KG.closes), "Kiel yard", str(KG.asserted)],
    "documents": ["Nordwind closes Kiel yard", "Nordwind closes Kiel yard", "en", "2026-05-26", "8"],
    "entities": ["Nordwind", str(KG.Organization), "6", "2"],
    "facts": ["Nordwind closes Kiel yard", "https://schema.org/datePublished", "2026-05-26"],
    "figures": ["Nordwind", str(KG.employeeCount), "250", "true", str(KG.asserted)],
    "former-roles": ["Carl Thiel", str(KG.formerCeoOf), "Nordwind"],
    "hedged": ["Nordwind", str(KG.acquires), "Lume", str(KG.possible), "Bold News"],
    "sources": ["Bold News", "1", "1"],
    "timeline": ["2016-07", None, "Anna Berg", str(KG.ceoOf), "Nordwind"],
    "who-leads-whom": ["Anna Berg", str(KG.ceoOf), "Nordwind"],
}


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_saved_query_answers_what_it_says(store: Store, name: str) -> None:
    """Each is tried on a graph that has an answer for it."""
    store = copied_store() if name in ("confirmed", "copies") else store
    result = store.with_names(store.query(saved_query(name).text))
    row = [None if term is None else str(term) for term in result.rows[0]]

    assert row[: len(FIRST_ROWS[name])] == FIRST_ROWS[name]


def test_saved_queries_say_what_they_answer() -> None:
    """The command line lists them by this line."""
    for saved in saved_queries().values():
        assert saved.text.startswith("# ")
        assert 20 < len(saved.comment) < 90


def test_misspelt_name_finds_its_neighbour() -> None:
    """Names are long."""
    with pytest.raises(QueryError, match="did you mean hedged"):
        saved_query("heged")
