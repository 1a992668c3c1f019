from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import QueryError
from kg.graph import Store, saved_queries, saved_query
from kg.graph.terms import in_union, to_quad
from kg.ontology import Ontology
from kg.vocabulary import BASE, KG

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
        ('SELECT * { ?s ?p "\\"" .\n  SERVICE <http://example.com/> { ?s ?p ?o "" } }', 2, 3, "no connection"),
        ("SELECT * { ?s kg:a\\#b ?o . SERVICE <http://example.com/> {} }", 1, 28, "no connection"),
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


def test_half_a_character_is_refused(store: Store) -> None:
    """As comes of bytes on the command line that are not in UTF-8."""
    with pytest.raises(QueryError, match="query, line 1, column 19: half a character"):
        store.query("SELECT * { ?s ?p '\ud800' }")


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


def test_rows_may_be_limited(store: Store) -> None:
    """And the answer tells that there are more."""
    query = "SELECT ?s { ?s ?p ?o } ORDER BY ?s ?p ?o"
    whole = store.query(query)

    for timeout_s in (None, 60):
        few = store.query(query, limit=2, timeout_s=timeout_s)
        assert few.rows == whole.rows[:2]
        assert few.is_cut
        assert not store.query(query, limit=len(whole), timeout_s=timeout_s).is_cut
        assert store.query("CONSTRUCT WHERE { ?s ?p ?o }", limit=3, timeout_s=timeout_s).is_cut
        assert store.query("ASK {}", limit=0, timeout_s=timeout_s)
        assert len(store.query(query, limit=0, timeout_s=timeout_s)) == 0


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


def test_saved_queries_say_what_they_answer() -> None:
    """The command line lists them by this line."""
    assert len(saved_queries()) >= 15
    for saved in saved_queries().values():
        assert saved.text.startswith("# ")
        assert 20 < len(saved.comment) < 90


def test_misspelt_name_finds_its_neighbour() -> None:
    """Names are long."""
    with pytest.raises(QueryError, match="did you mean hedged"):
        saved_query("heged")


def test_own_queries_stand_beside_those_of_kg(tmp_path: Path, store: Store) -> None:
    """A folder of one's own adds questions, and its own of a name count."""
    (tmp_path / "mine.rq").write_text("# Mine\r\n# @param who entity: anybody\r\nASK { $who a ?class }\r\n", newline="")
    (tmp_path / "deals.rq").write_text("ASK {}")
    queries = saved_queries(tmp_path)

    assert queries["mine"].comment == "Mine"
    assert queries["deals"].comment == ""
    assert "hedged" in queries
    assert store.ask("mine", {"who": "Anna Berg"}, queries=[tmp_path])


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """As is a file in another encoding."""
    with pytest.raises(QueryError, match="no folder with saved queries"):
        saved_queries(tmp_path / "none")
    (tmp_path / "old.rq").write_bytes("# Größe".encode("latin-1"))
    with pytest.raises(QueryError, match=r"old\.rq: cannot be read: it is not in UTF-8"):
        saved_queries(tmp_path)


def test_unknown_term_has_a_neighbour(store: Store, ontology: Ontology) -> None:
    """kg:ceoof is no mistake of SPARQL, and finds nothing."""
    query = (
        "SELECT * {\n  ?a kg:ceoof ?b ; a <https://kg.example/ontology#Persn> ; rdfs:label 'kg:nothing' # kg:none\n}"
    )

    assert store.warnings(query, ontology.schema) == [
        "query, line 2, column 6: the ontology has no kg:ceoof; did you mean kg:ceoOf or kg:copyOf or kg:formerCeoOf?",
        "query, line 2, column 22: the ontology has no kg:Persn; did you mean kg:Person or kg:opens?",
    ]
    assert store.warnings("SELECT * { ?a kg:zzz ?b }", ontology.schema) == [
        "query, line 1, column 15: the ontology has no kg:zzz; ontology/kg.ttl has them all"
    ]


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_saved_queries_use_terms_that_are_there(store: Store, ontology: Ontology, name: str) -> None:
    """Also those that no text of the tests speaks of."""
    values = {p.name: "Nordwind" for p in saved_queries()[name].parameters if p.is_required}

    assert store.warnings(store.bind(saved_queries()[name], values), ontology.schema) == []


def test_terms_of_the_graph_or_of_another_prefix_are_no_mistake(store: Store, ontology: Ontology) -> None:
    """A graph read with another ontology has more terms, and a query may use the prefix for its own."""
    store._store.add(to_quad((ANNA, KG.likes, NORDWIND), NORDWIND))
    store._store.add(in_union(to_quad((ANNA, KG.likes, NORDWIND), NORDWIND)))

    assert store.warnings("ASK { ?a kg:likes ?b }", ontology.schema) == []
    assert store.warnings("PREFIX kg: <http://example.com/> ASK { ?a kg:ceoof ?b }", ontology.schema) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?x kg:ceoOf Twitter }", "column 25: Twitter is no word of SPARQL"),
        ("SELECT ?x {\n  ?x ceoOf ?y }", "line 2, column 6: ceoOf is no word of SPARQL"),
        ("SELECT ?x WHER { ?x a ?y }", "column 11: WHER is no word of SPARQL"),
        ("SELECT ?x { ?x rdfs:label 'Twitter }", "column 27: this quotation mark is not closed"),
        ("SELECT ?x { ?x a }", "column 19: something is missing here"),
        ("SELECT ?x { ?x a ?y ", "1 closing } is missing"),
    ],
)
def test_usual_mistakes_are_named(store: Store, query: str, expected: str) -> None:
    """A name without a prefix, a word of no language, a quotation mark left open."""
    with pytest.raises(QueryError) as raised:
        store.query(query)

    assert expected in str(raised.value)
