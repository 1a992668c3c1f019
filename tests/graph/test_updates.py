"""Updates in memory and on disk: the default graph stays the union, whatever is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ForbiddenError, InputError, QueryError
from kg.graph import Store
from kg.graph.answering import Graphs
from tests.graph.sample import fill, harbour

IS_BROKEN = """ASK {
  { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }
  UNION { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }
}"""

triple = st.builds("<a:{}> <a:p> {}".format, st.integers(0, 1), st.integers(0, 1))
graph = st.sampled_from(["a:g", "a:h"])
operation = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, triple),
    st.builds("DELETE DATA {{ {} }}".format, triple),
    st.builds("INSERT DATA {{ GRAPH <{}> {{ {} }} }}".format, graph, triple),
    st.builds("DELETE DATA {{ GRAPH <{}> {{ {} }} }}".format, graph, triple),
    st.builds("DROP SILENT GRAPH <{}>".format, graph),
    st.sampled_from(
        ["CLEAR DEFAULT", "DROP NAMED", "DROP ALL", "MOVE SILENT <a:g> TO <a:h>", "ADD SILENT <a:g> TO DEFAULT"]
    ),
    st.just("DELETE { ?s ?p ?o } INSERT { GRAPH <a:h> { ?o ?p ?s } } WHERE { ?s ?p ?o FILTER(isIRI(?o)) }"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(operation, min_size=1, max_size=3).map(" ;\n".join), max_size=6))
def test_default_graph_stays_the_union(updates: list[str]) -> None:
    """After any updates, in any order."""
    store = Store()
    for update in updates:
        store.update(update)

        assert not store.query(IS_BROKEN)


def test_store_on_disk_is_changed_the_same_way(tmp_path: Path) -> None:
    """There the state before is some links to files."""
    with Store(tmp_path / "store") as store:
        fill(store, harbour())
        store.update("INSERT DATA { GRAPH <a:g> { <a:a> <a:p> 1 , 2 } <a:b> <a:p> 1 }")
        store.update("DELETE DATA { <a:a> <a:p> 1 }")

        assert not store.query(IS_BROKEN)
        assert store.query("ASK { GRAPH <a:g> { <a:a> <a:p> 2 } FILTER NOT EXISTS { <a:a> <a:p> 1 } }")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_names_are_derived_again(store: Store) -> None:
    """A name that an update brings is one that is shown."""
    turtle = b"PREFIX r: <http://www.w3.org/2000/01/rdf-schema#> <a:a> a <a:Thing> ; r:label 'A thing'@en ."
    store.write_graph("a:g", turtle, "turtle", replace=True)

    assert store.query("ASK { <a:a> skos:prefLabel 'A thing'@en }")


def test_graphs_of_the_pattern_are_put_in_front_of_where() -> None:
    """Of every WHERE that is one: not in a text, not within braces, not in a comment."""
    store = Store()
    store.update("INSERT DATA { GRAPH <a:g> { <a:a> <a:p> 1 } GRAPH <a:h> { <a:a> <a:p> 2 } }")
    store.update(
        "INSERT { GRAPH <a:x> { ?s <a:q> 'where' } } # WHERE {\nWHERE { ?s <a:p> 1 FILTER NOT EXISTS { ?s <a:p> 2 } }",
        using=Graphs(default=("a:g",)),
    )

    assert store.query("ASK { GRAPH <a:x> { <a:a> <a:q> 'where' } }")


@pytest.mark.parametrize("update", ["LOAD <http://127.0.0.1:1/>", "LOADSILENT<http://127.0.0.1:1/>", "load <a:b>"])
def test_load_is_refused(store: Store, update: str) -> None:
    """Nothing is fetched."""
    with pytest.raises((ForbiddenError, QueryError)):
        store.update(update)


def test_mistake_is_said_with_its_place(store: Store) -> None:
    """The line, the column, and what stands there."""
    with pytest.raises(QueryError, match=r"update, line 2, column \d+"):
        store.update("INSERT DATA {\n <a:a> <a:b> }")
    with pytest.raises(InputError, match="turtle, line 2"):
        store.write_graph("a:g", b"<a:a> <a:b> 1 .\n<a:a>", "turtle", replace=True)
