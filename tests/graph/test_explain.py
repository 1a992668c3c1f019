from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph import Store, saved_queries


def test_plan_names_steps_and_counts_triples(store: Store) -> None:
    """What there is to join is seen before it is joined."""
    plan = store.explain(
        "SELECT ?who (COUNT(DISTINCT ?org) AS ?n) { ?who kg:ceoOf|kg:headOf ?org ; a kg:Person "
        "FILTER (?who != <person/x> && !BOUND(?y)) OPTIONAL { ?org kg:closes ?yard } } GROUP BY ?who LIMIT 5"
    )

    assert plan.split("\n") == [
        "Select",
        "  Slice 5 from 0",
        "    Project ?who ?n",
        "      Aggregate Count(?org) as ?1",
        "        Group ?who",
        "          Filter ?who != <person/x> && !BOUND(?y)",
        "            Optional",
        "              Triples",
        "                ?who rdf:type kg:Person       2 triples",
        "                ?who kg:ceoOf|kg:headOf ?org  a path",
        "              Triples",
        "                ?org kg:closes ?yard  1 triple",
    ]


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_every_saved_query_is_explained(store: Store, name: str) -> None:
    """In SPARQL's words and kg's, with nothing of the parser's insides."""
    saved = saved_queries()[name]
    plan = store.explain(store.bind(saved, {p.name: "Nordwind" for p in saved.parameters if p.is_required}))

    assert "triples" in plan
    assert not any(word in plan for word in ("rdflib", "_vars", "__agg", "CompValue", "http://"))


def test_malformed_query_is_not_explained(store: Store) -> None:
    """It is pointed at as when it is asked."""
    with pytest.raises(QueryError, match="line 1, column 17"):
        store.explain("SELECT * { ?s a foo:Bar }")
