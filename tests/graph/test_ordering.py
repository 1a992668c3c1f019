from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.ordering import walk
from kg.graph.terms import UNION, named
from kg.vocabulary import BASE, DCTERMS, KG, OA, PROV, RDF, RDFS, SCHEMA, VOID

NODES = [named(f"{BASE}{name}") for name in ("a/1", "a/2", "d/1", "d/1#char=0,3", "d/1#char=3,99", "d/2#char=x")]
NODES += [ox.BlankNode("a"), ox.BlankNode("b:c")]
CLASSES = [named(kind) for kind in (KG.Person, KG.Quantity, OA.TextQuoteSelector, RDF.Statement, SCHEMA.NewsArticle,
                                    VOID.Dataset)]  # fmt: skip
WAYS = [named(way) for way in (DCTERMS.isPartOf, KG.evidence, PROV.wasDerivedFrom, RDFS.label)]
VALUES = [*NODES, ox.Literal("x"), ox.Literal("x", language="en"), ox.Triple(NODES[0], WAYS[0], NODES[1])]
TRIPLES = st.one_of(
    st.builds(ox.Triple, st.sampled_from(NODES), st.just(named(RDF.type)), st.sampled_from(CLASSES)),
    st.builds(ox.Triple, st.sampled_from(NODES), st.sampled_from(WAYS), st.sampled_from(VALUES)),
)


@given(st.lists(TRIPLES))
def test_a_large_graph_comes_in_the_order_of_a_small_one(triples: list[ox.Triple]) -> None:
    """A small graph is taken whole, a large one is asked for subject by subject: nobody sees which."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)

    assert list(walk(store, UNION, most_in_memory=-1)) == list(walk(store, UNION))


@given(st.lists(TRIPLES), st.booleans())
def test_every_triple_comes_once_in_whatever_graph(triples: list[ox.Triple], is_large: bool) -> None:
    """Users write what they like into a store: sentences without a text or of two, things of two kinds or none."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    groups = list(walk(store, UNION, most_in_memory=-1 if is_large else len(triples)))
    given = [
        ox.Triple(group.subject, named(predicate), object_)  # type: ignore[arg-type]
        for group in groups
        for predicate, objects in group.triples.items()
        for object_ in objects
    ]

    assert Counter(given) == Counter(set(triples))
    places = [group.section.place for group in groups]
    assert places == sorted(places)
