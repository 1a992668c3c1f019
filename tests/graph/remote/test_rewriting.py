"""A query is asked of a graph of its own without becoming another one."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.remote.rewriting import ALL, as_asked_there, with_prologue
from kg.vocabulary import BASE, PREFIXES


def apart(query: str) -> str:
    return as_asked_there(query, is_apart=True).replace(f"<{ALL}>", "<all>")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", "SELECT * { GRAPH <all> { ?s ?p ?o } } LIMIT 1"),
        ("SELECT * WHERE { ?s ?p ?o }", "SELECT * WHERE { GRAPH <all> { ?s ?p ?o } }"),
        ("SELECT (EXISTS { ?a ?b ?c } AS ?x) {}", "SELECT (EXISTS { ?a ?b ?c } AS ?x) { GRAPH <all> {} }"),
        ("CONSTRUCT { ?s a ?o } { ?s ?p ?o }", "CONSTRUCT { ?s a ?o } { GRAPH <all> { ?s ?p ?o } }"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT  { ?s ?p ?o } WHERE { GRAPH <all> { ?s ?p ?o } }"),
        ("CONSTRUCT WHERE { ?s ?p ?o } VALUES ?s { <a:a> }",
         "CONSTRUCT  { ?s ?p ?o } WHERE { GRAPH <all> { ?s ?p ?o } } VALUES ?s { <a:a> }"),
        ("DESCRIBE <a:a>", "DESCRIBE <a:a>"),
        ("DESCRIBE ?s { ?s ?p ?o }", "DESCRIBE ?s { GRAPH <all> { ?s ?p ?o } }"),
        ("SELECT * FROM <a:g> { ?s ?p ?o }", "SELECT * FROM <a:g> { ?s ?p ?o }"),
        ("SELECT ?from { ?from kg:where 1 }", "SELECT ?from { GRAPH <all> { ?from kg:where 1 } }"),
        ('SELECT * { ?s ?p "}" } # {', 'SELECT * { GRAPH <all> { ?s ?p "}" } } # {'),
    ],
)  # fmt: skip
def test_the_pattern_is_asked_of_the_union(query: str, expected: str) -> None:
    assert apart(query) == expected
    ox.Store().query(with_prologue(apart(query)))


def test_graph_with_a_variable_finds_only_what_is_kgs() -> None:
    """Also in an OPTIONAL, and in a GRAPH of another name."""
    query = "SELECT * { ?s ?p ?o OPTIONAL { GRAPH ?g { ?s ?q ?r { ?x ?y ?z } } } GRAPH <a:g> { ?s ?p ?o } }"
    asked = as_asked_there(query, is_apart=True)

    assert asked.count("FILTER") == 1
    assert '{ ?x ?y ?z } } FILTER (!STRSTARTS(STR(?g), "https://kg.example/graph/server/")' in asked
    assert "?g != <https://kg.example/graph/all>) } GRAPH <a:g>" in asked
    ox.Store().query(asked)


def test_where_the_union_is_the_default_graph_little_changes() -> None:
    query = "SELECT * { ?s ?p ?o }"

    assert as_asked_there(query, is_apart=False) == query
    assert "graph/server/" in as_asked_there("SELECT * { GRAPH ?g { ?s ?p ?o } }", is_apart=False)


def test_prefixes_that_are_used_are_declared() -> None:
    """And a query's own declaration of one counts."""
    text = with_prologue("PREFIX schema: <a:b#> SELECT * { ?s kg:ceoOf ?o ; schema:x 'skos:no' }")

    assert text.startswith(f"BASE <{BASE}>\nPREFIX kg: <{PREFIXES['kg']}>\nPREFIX schema: <")
    assert "PREFIX skos" not in text
    ox.Store().query(text)
