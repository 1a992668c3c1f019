"""All that a server says of one thing, fetched with few requests: a page looks up some hundred names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph.descriptions import HOLDS
from kg.graph.remote.engine import Engine
from kg.graph.terms import UNION, named
from kg.vocabulary import KG, RDF, RDFS, SCHEMA, SKOS

__all__ = ["fetch_description"]

_TOGETHER = 200  # things that one request asks for
_SHOWN = (RDF.type, SKOS.prefLabel, RDFS.label, SCHEMA.datePublished)  # of whatever a statement speaks of


def fetch_description(engine: Engine, iri: str) -> ox.Store:
    """Give what `describe` and `write_description` read, as a store in memory."""
    store = ox.Store()
    store.extend(engine.quads_for_pattern(named(iri), None, None))
    leading = list(engine.quads_for_pattern(None, None, named(iri)))
    store.extend(leading)
    roles = {named(role) for role in HOLDS}
    statements = _nodes(quad.subject for quad in leading if quad.predicate in roles)
    store.extend(_fetch(engine, statements))
    evidence = _nodes(quad.object for quad in store.quads_for_pattern(None, named(KG.evidence), None, UNION))
    store.extend(_fetch(engine, evidence))
    spoken_of = _nodes(quad.object for quad in store.quads_for_pattern(None, None, None, UNION))
    store.extend(_fetch(engine, {*spoken_of, named(iri)}, _SHOWN))
    return store


def _nodes(terms: Iterable[object]) -> set[ox.NamedNode]:
    # A server gives a blank node another name every time.
    return {term for term in terms if isinstance(term, ox.NamedNode)}


def _fetch(engine: Engine, nodes: set[ox.NamedNode], predicates: tuple[URIRef, ...] = ()) -> Iterator[ox.Quad]:
    """Give the triples of some nodes: all of them, or those with some predicates."""
    wanted = iter(sorted(nodes, key=str))
    only = f"VALUES ?p {{ {' '.join(str(named(iri)) for iri in predicates)} }} " if predicates else ""
    while together := list(islice(wanted, _TOGETHER)):
        query = f"SELECT ?s ?p ?o {{ VALUES ?s {{ {' '.join(map(str, together))} }} {only}?s ?p ?o }}"
        for row in cast(ox.QuerySolutions, engine.query(query)):
            subject, predicate, object_ = (cast(Any, row[name]) for name in "spo")
            yield ox.Quad(subject, predicate, object_, UNION)
