"""Updates in memory and on disk: the default graph stays the union, whatever is done."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import ForbiddenError, InputError, QueryError
from kg.graph import Store, document_iri
from kg.graph.answering import Graphs
from kg.graph.watching import TOUCHED, watched
from kg.vocabulary import BASE
from tests.graph.sample import fill, harbour, sample_store

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


_SUBJECT = st.sampled_from(["<a:a>", "<a:b>", f"<{document_iri(harbour()[0])}>"])
_SAID = st.sampled_from([
    "a kg:Person", "a kg:Quantity", "a schema:NewsArticle", "rdfs:label 'Anna'@en", "rdfs:label 'Berta'@en",
    "rdfs:label 'Ännchen'@de", "kg:ceoOf <a:c>", f"kg:textSignature '{'0a' * 64}'", "schema:datePublished '2016'",
    "skos:prefLabel 'Anna'@en",
])  # fmt: skip
_TRIPLE = st.builds("{} {}".format, _SUBJECT, _SAID)
_GRAPH = st.sampled_from(["a:g", "a:h", f"{BASE}graph/derived", str(document_iri(harbour()[0]))])
_CHANGE = st.one_of(
    st.builds("INSERT DATA {{ GRAPH <{}> {{ {} }} }}".format, _GRAPH, _TRIPLE),
    st.builds("INSERT DATA {{ {} . GRAPH <{}> {{ {} }} {} }}".format, _TRIPLE, _GRAPH, _TRIPLE, _TRIPLE),
    st.builds("DELETE DATA {{ GRAPH <{}> {{ {} }} }}".format, _GRAPH, _TRIPLE),
    st.builds("DELETE DATA {{ {} }}".format, _TRIPLE),
    st.builds("DELETE WHERE {{ GRAPH ?g {{ {} ?p ?o }} }}".format, _SUBJECT),
    st.builds("WITH <{}> DELETE {{ ?s ?p ?o }} INSERT {{ ?o ?p ?s . GRAPH <a:h> {{ {} }} }} "
              "WHERE {{ ?s ?p ?o FILTER (isIRI(?o)) }}".format, _GRAPH, _TRIPLE),
    st.builds("DROP SILENT GRAPH <{}>".format, _GRAPH),
    st.builds("{} SILENT <{}> TO GRAPH <{}>".format, st.sampled_from(["ADD", "COPY", "MOVE"]), _GRAPH, _GRAPH),
    st.builds("CLEAR SILENT GRAPH <{}> ; INSERT DATA {{ {} }}".format, _GRAPH, _TRIPLE),
)  # fmt: skip


@cache
def _sample() -> tuple[ox.Quad, ...]:
    return tuple(sample_store()._store)


@settings(max_examples=25, deadline=None)
@example([f"ADD SILENT <a:g> TO GRAPH <{BASE}graph/derived>"])
@given(st.lists(_CHANGE, min_size=1, max_size=5))
def test_what_is_derived_after_a_change_is_what_is_derived_from_all(updates: list[str]) -> None:
    """Names, copies and counts are not computed from everything again, and are the same as if they were."""
    store, anew = Store(), Store()
    store._store.extend(_sample())
    for update in updates:
        store.update(update)
        anew._store = ox.Store()
        anew._store.extend(store._store)
        anew.derive()

        assert set(store._store) == set(anew._store)


@pytest.mark.parametrize(
    ("update", "is_watched"),
    [
        ("INSERT DATA { <a:a> <a:b> 1 . GRAPH <a:g> { <a:a> <a:b> 2. } . <a:c> a <a:d> . # }\n }", True),
        ("PREFIX x: <a:> DELETE DATA { GRAPH x:g { <a:a> <a:b> 'x}' } }", True),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
        ("INSERT { ?s ?p _:b } WHERE { ?s ?p ?o } ; DROP SILENT GRAPH <a:g> ; CREATE GRAPH <a:h>", True),
        ("INSERT { ?s ?p [] } WHERE { ?s ?p ?o }", False),
        ("INSERT DATA { <a:a> <a:b> (1 2) }", False),
        ("DELETE WHERE { ?s ?p ?o } ; DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", False),
        ("DROP ALL", False),
        ("PREFIX x: <a:> MOVE SILENT x:g TO GRAPH <a:h>", True),
        ("MOVE <a:g> TO DEFAULT", False),
        ("DELETE { ?s ?p", False),
    ],
)
def test_which_updates_write_down_what_they_touch(update: str, is_watched: bool) -> None:
    """The others are done all the same, and everything is looked through after them."""
    text = watched(update)

    assert (text is not None) == is_watched
    assert not text or "graph/touched" in text


def test_a_change_looks_at_nothing_but_what_it_touches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and counts follow without being computed from all documents."""
    monkeypatch.setattr(Store, "derive", lambda _: pytest.fail("everything was derived anew"))
    store.update("INSERT DATA { GRAPH <a:g> { <a:a> a kg:Person ; rdfs:label 'Ada'@en } }")
    store.write_graph("a:h", b"<a:b> a <a:C> .", "turtle", replace=True)

    assert store.query("ASK { <a:a> skos:prefLabel 'Ada'@en . ?part void:class <a:C> ; void:entities 1 }")
    store.drop_graph("a:g")
    store.drop_graph("a:h")
    assert not store.query("ASK { { <a:a> ?p ?o } UNION { ?part void:class <a:C> } }")


def test_nothing_is_left_of_the_notes(store: Store) -> None:
    store.update("INSERT DATA { <a:a> <a:p> 1 }")

    assert not store.has_graph(TOUCHED)


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
