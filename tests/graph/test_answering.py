"""Answers as a stream, and the rows counted in it."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest

from kg.errors import ForbiddenError, FormatError, LimitError, QueryError
from kg.graph import Store
from kg.graph.answering import Graphs, write_answer
from kg.vocabulary import BASE

# What could be taken for the end of a row, in one format or another.
TEXTS = [
    '},{"x":',
    '"},{"',
    "}},{{",
    "a\nb",
    'c"\n"d',
    "\r\n",
    "<result>",
    "</result><result>",
    ",",
    "\t\\n",
    '\\"},{"a',
    "",
]


def rows_of(*texts: str, columns: int = 2) -> ox.Store:
    store = ox.Store()
    for number, text in enumerate(texts):
        for column in range(columns):
            thing, property_ = ox.NamedNode(f"a:{number}"), ox.NamedNode(f"a:p{column}")
            store.add(ox.Quad(thing, property_, ox.Literal(text)))
    return store


def answer(store: ox.Store, query: str, **options: object) -> str:
    stream = io.BytesIO()
    write_answer(store, query, stream, **options)  # type: ignore[arg-type]
    return stream.getvalue().decode()


@pytest.mark.parametrize("form", ["csv", "json", "tsv", "xml"])
@pytest.mark.parametrize("copies", [1, 700])
def test_rows_are_counted_whatever_stands_in_them(form: str, copies: int) -> None:
    """As many as allowed are answered, one more is refused; also where the engine writes in several pieces."""
    store = rows_of(*TEXTS * copies)
    count = len(TEXTS) * copies
    query = "SELECT ?a ?b { ?s <a:p0> ?a ; <a:p1> ?b }"

    assert answer(store, query, table=form, max_rows=count)
    with pytest.raises(LimitError, match="rows"):
        answer(store, query, table=form, max_rows=count - 1)


def test_counted_answer_is_the_whole_answer() -> None:
    """Counting changes no byte."""
    store = rows_of(*TEXTS)
    query = "SELECT ?a { ?s <a:p0> ?a } ORDER BY ?a"

    for form in ("csv", "json", "tsv", "xml"):
        assert answer(store, query, table=form, max_rows=100) == answer(store, query, table=form)
    rows = list(csv.reader(io.StringIO(answer(store, query, table="csv", max_rows=100), newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == sorted(TEXTS)


def test_triples_are_counted() -> None:
    """The same for graphs."""
    store = rows_of("x", "y", columns=1)

    assert answer(store, "CONSTRUCT WHERE { ?s ?p ?o }", graph="ntriples", max_rows=2).count("\n") == 2
    with pytest.raises(LimitError, match="more than 1 triples"):
        answer(store, "CONSTRUCT WHERE { ?s ?p ?o }", max_rows=1)


def test_format_that_was_written_is_told(store: Store) -> None:
    """Which of the two is known once the query is read."""
    stream = io.BytesIO()

    assert store.write_answer("ASK {}", stream, table="xml", graph="trig") == "xml"
    assert store.write_answer("CONSTRUCT WHERE { ?s kg:ceoOf ?o }", stream, table="xml", graph="trig") == "trig"


def test_kind_that_is_not_wanted_is_refused(store: Store) -> None:
    """A table is no graph."""
    with pytest.raises(FormatError, match="table"):
        store.write_answer("SELECT * { ?s ?p ?o }", io.BytesIO(), table="")
    with pytest.raises(FormatError, match="graph"):
        store.write_answer("DESCRIBE <person/anna-berg>", io.BytesIO(), graph="")


def test_graphs_put_together_say_a_thing_once(store: Store) -> None:
    """Oxigraph would say it once for each graph."""
    both = tuple(f"{BASE}document/{name * 2:0>16}" for name in "ab")
    stream = io.BytesIO()
    store.write_answer("SELECT ?t { <organization/nordwind> a ?t }", stream, graphs=Graphs(default=both))

    assert len(json.loads(stream.getvalue())["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:1/>{} }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:1/>{} }",
        'SELECT * { BIND("\\"" AS ?a) SERVICE <http://127.0.0.1:1/> {} BIND("x" AS ?b) }',
        'SELECT * { FILTER(1<#>"""\n2) SERVICE <http://127.0.0.1:1/> {} #"""\n}',
    ],
)
def test_service_is_refused_however_it_is_written(store: Store, query: str) -> None:
    """The engine needs no space around its words, and reads < in two ways."""
    with pytest.raises(QueryError):
        store.query(query)


def test_word_service_is_harmless_elsewhere(store: Store) -> None:
    """As a variable, a class, a text, a comment, a part of an IRI."""
    query = """SELECT ?service {
      ?service a kg:Service ; rdfs:label ?l FILTER(?l != 'SERVICE' && ?l != '''\\'SERVICE''')
    } # SERVICE"""

    assert len(store.query(query)) == 0
    assert len(store.query("SELECT * { ?s <http://service.example/load#SERVICE> ?o }")) == 0
    with pytest.raises(ForbiddenError, match="line 1, column 34"):
        store.query("SELECT ('SERVICE' AS ?service) { SERVICE <http://127.0.0.1:1/> {} }")
