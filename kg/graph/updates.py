"""Changes that anyone may ask of a store: SPARQL 1.1 Update, and whole graphs written.

The default graph is the union of all graphs, also for whoever writes:
- what is written into a graph is in the default graph;
- what is written without a graph goes into a graph of its own, ADDED;
- what is deleted without a graph is deleted in every graph.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import InputError, QueryError
from kg.graph.answering import Graphs
from kg.graph.questions import explain_update, mask, refuse_network
from kg.graph.terms import UNION, named
from kg.graph.watching import TOUCHED, watched
from kg.vocabulary import BASE, PREFIXES

__all__ = ["ADDED", "as_it_is", "clear", "parse_triples", "restore_union", "run_update", "write"]

# The graph of what was written without naming one.
ADDED = URIRef(BASE + "graph/added")

_FORMATS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "turtle": ox.RdfFormat.TURTLE,
}


# Triples that are in the default graph and in no other, and the other way round.
# MINUS takes a fraction of the time of FILTER NOT EXISTS.
_NOT_TOLD = "SELECT ?s ?p ?o { ?s ?p ?o MINUS { GRAPH ?g { ?s ?p ?o } } }"
_NOT_SEEN = "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } MINUS { ?s ?p ?o } }"


@contextmanager
def as_it_is(store: ox.Store, path: Path | None) -> Iterator[ox.Store]:
    """Give a store that stays as this one is now; `path` is where it lies, if on disk."""
    if path is None:
        copy = ox.Store()
        copy.extend(store)
        yield copy
        return
    # On disk it costs some links to files that never change.
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".before") as folder:
        store.backup(f"{folder}/store")
        yield ox.Store.read_only(f"{folder}/store")


def restore_union(store: ox.Store, before: ox.Store, touched: Iterable[ox.Triple] | None) -> None:
    """Make the default graph the union of all others again.

    before: the store before it was changed. touched: all triples that may have been put into a graph or taken out of
    one; None if it may have been any.
    """
    not_told = (
        _find(store, _NOT_TOLD) if touched is None else [t for t in touched if _places(store, t) == (True, False)]
    )
    for triple in not_told:
        if _quad(triple, UNION) in before:  # gone from the last graph that had it
            store.remove(_quad(triple, UNION))
        else:  # written without a graph
            store.add(_quad(triple, named(ADDED)))
    not_seen = (
        _find(store, _NOT_SEEN) if touched is None else [t for t in touched if _places(store, t) == (False, True)]
    )
    for triple in not_seen:
        if _quad(triple, UNION) in before:  # deleted without a graph
            for quad in list(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)):
                store.remove(quad)
        else:  # written into a graph
            store.add(_quad(triple, UNION))


def _places(store: ox.Store, triple: ox.Triple) -> tuple[bool, bool]:
    """Tell whether a triple is in the default graph, and whether it is in another one."""
    graphs = {
        quad.graph_name for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    }
    return UNION in graphs, bool(graphs - {UNION})


def _find(store: ox.Store, query: str) -> list[ox.Triple]:
    found: Any = store.query(query)
    return [ox.Triple(row["s"], row["p"], row["o"]) for row in found]


def _quad(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def run_update(store: ox.Store, update: str, using: Graphs | None = None) -> list[ox.Triple] | None:
    """Run an update, all of it or nothing; give the triples it touched, or None if it may have been any.

    using: the graphs its patterns are matched against, as in USING and USING NAMED.
    Raises QueryError if it is malformed or fails, ForbiddenError if it would use the network.
    """
    refuse_network(update)
    text = _add_using(update, using) if using else update
    noting = watched(text)
    try:
        store.update(noting or text, base_iri=BASE, prefixes=PREFIXES)
    except SyntaxError as error:
        raise explain_update(text, error) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"update: {error}") from error
    if noting is None:
        return None
    touched = [quad.triple for quad in store.quads_for_pattern(None, None, None, named(TOUCHED))]
    store.remove_graph(named(TOUCHED))
    return touched


_WORDS = re.compile(r"\b(?:USING|WITH|WHERE)\b|[{}]", re.IGNORECASE)


def _add_using(update: str, using: Graphs) -> str:
    """Name the graphs in front of every WHERE that is outside of all braces."""
    clauses = [f"USING <{iri}>" for iri in using.default] + [f"USING NAMED <{iri}>" for iri in using.named]
    parts: list[str] = []
    end, depth, last = 0, 0, ""
    for found in _WORDS.finditer(mask(update)):
        word = found.group().upper()
        depth += {"{": 1, "}": -1}.get(word, 0)
        if word in ("USING", "WITH") and depth == 0:
            raise QueryError(f"update: {word} and the parameter using-graph-uri exclude each other; use one of them")
        if word == "WHERE" and depth == 0:
            if last != "}":
                raise QueryError("update: using-graph-uri needs DELETE { } WHERE { } in place of DELETE WHERE { }")
            parts += [update[end : found.start()], "\n".join(clauses), " "]
            end = found.start()
        last = word
    return "".join([*parts, update[end:]])


def parse_triples(data: bytes, format: str, graph: str | None) -> list[ox.Triple]:  # noqa: A002
    """Read triples; relative IRIs are those of the graph they are for.

    Raises InputError with line and column if they cannot be read.
    """
    try:
        quads = ox.parse(data, format=_FORMATS[format], base_iri=graph or BASE, rename_blank_nodes=True)
        return [_without_graph(quad) for quad in quads]
    except SyntaxError as error:
        where = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise InputError(f"{format}{where}: {error.msg}") from error
    except ValueError as error:
        raise InputError(f"{format}: {error}") from error


def _without_graph(quad: ox.Quad) -> ox.Triple:
    if quad.graph_name != UNION:
        raise InputError(f"{quad.graph_name}: a graph within the graph; write each by itself")
    return quad.triple


def write(store: ox.Store, graph: str | None, triples: list[ox.Triple], *, replace: bool) -> list[ox.Triple] | None:
    """Write triples into a graph, or into the default graph; `replace` what is there. Gives what that touched."""
    touched = clear(store, graph) if replace else []
    name = UNION if graph is None else named(graph)
    if graph is not None:
        store.add_graph(name)
    store.extend(_quad(triple, name) for triple in triples)
    return None if touched is None else list({*touched, *triples})


def clear(store: ox.Store, graph: str | None) -> list[ox.Triple] | None:
    """Take out a graph, or everything. Gives what that touched."""
    name = UNION if graph is None else named(graph)
    touched = None if graph is None else [quad.triple for quad in store.quads_for_pattern(None, None, None, name)]
    store.remove_graph(name)
    return touched
