"""A store written as Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML: same store, same bytes.

Everything is written as a stream, in the order of `ordering.py`; turtle.py and rdfxml.py write what is their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO

import pyoxigraph as ox

from kg.errors import OutputError, QueryError
from kg.graph import rdfxml, turtle
from kg.graph.ordering import Graph, Group, named_graphs, walk
from kg.graph.reifying import reify
from kg.graph.terms import UNION, OxTerm
from kg.vocabulary import BASE, PREFIXES, RDF, XSD

__all__ = ["FORMATS", "GRAPH_FORMATS", "RDF12_FORMATS", "serialize", "serialize_triples"]

Walk = Callable[[Graph], Iterator[Group]]


def serialize(store: ox.Store, stream: IO[bytes], format: str, *, rdf12: bool = False) -> None:  # noqa: A002
    """Write a store to a binary stream in one of FORMATS.

    rdf12: statements as the triple terms and reifiers of RDF 1.2, in one of RDF12_FORMATS.
    """
    if format not in FORMATS:
        raise OutputError(f"{format}: unknown format; expected one of {', '.join(sorted(FORMATS))}")
    if rdf12 and format not in RDF12_FORMATS:
        raise OutputError(f"{format}: not for RDF 1.2; expected one of {', '.join(RDF12_FORMATS)}")

    def groups(graph: Graph) -> Iterator[Group]:
        return map(reify, walk(store, graph)) if rdf12 else walk(store, graph)

    for piece in FORMATS[format](store, groups):
        stream.write(piece.encode())


def serialize_triples(triples: Iterable[ox.Triple], format: str) -> bytes:  # noqa: A002
    """Write the answer to a CONSTRUCT or DESCRIBE query in one of GRAPH_FORMATS."""
    if format not in GRAPH_FORMATS:
        raise QueryError(f"{format}: not for a graph; expected one of {', '.join(GRAPH_FORMATS)}")
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    if format == "jsonld":
        return "".join(_json_document(map(_json_node, walk(store, UNION)))).encode()
    if format != "turtle":
        return "".join(FORMATS[format](store, lambda graph: walk(store, graph))).encode()
    body = "\n".join(turtle.block(group) for group in walk(store, UNION))
    used = [name for name in PREFIXES if re.search(rf"(?<![\w/#]){name}:\w", body)]
    return f"{turtle.head(used)}\n{body}".encode()


def _write_turtle(store: ox.Store, groups: Walk) -> Iterator[str]:
    return turtle.write_union(store, groups(UNION))


def _write_trig(store: ox.Store, groups: Walk) -> Iterator[str]:
    yield turtle.head()
    for graph in named_graphs(store):
        yield from turtle.write_groups(groups(graph), graph)


def _write_rdfxml(_: ox.Store, groups: Walk) -> Iterator[str]:
    return rdfxml.write(groups(UNION))


# N-Quads and N-Triples


def _write_nquads(store: ox.Store, groups: Walk) -> Iterator[str]:
    for graph in named_graphs(store):
        yield from _lines(groups(graph), f" {graph} .\n")


def _write_ntriples(_: ox.Store, groups: Walk) -> Iterator[str]:
    return _lines(groups(UNION), " .\n")


def _lines(groups: Iterable[Group], end: str) -> Iterator[str]:
    for group in groups:
        for predicate, objects in group.triples.items():
            start = f"{group.subject} <{predicate}> "
            yield "".join(f"{start}{_object(term)}{end}" for term in objects)


def _object(term: OxTerm) -> str:
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


# JSON-LD


def _write_jsonld(store: ox.Store, groups: Walk) -> Iterator[str]:
    return _json_document(part for graph in named_graphs(store) for part in _json_graph(graph, groups(graph)))


def _json_graph(graph: Graph, groups: Iterable[Group]) -> Iterator[str]:
    """Give the nodes of a graph; the first opens the graph, and the last closes it."""
    if isinstance(graph, ox.DefaultGraph):
        return
    start, last = f'{{"@id": {json.dumps(_json_id(graph), ensure_ascii=False)}, "@graph": [\n', ""
    for group in groups:
        if last:
            yield last
        last, start = start + _json_node(group), ""
    yield f"{last or start}\n]}}"


def _json_document(parts: Iterable[str]) -> Iterator[str]:
    context = {"@base": BASE, **PREFIXES}
    yield '{\n"@context": ' + json.dumps(context, sort_keys=True, indent=1) + ',\n"@graph": ['
    for number, part in enumerate(parts):
        yield f",\n{part}" if number else f"\n{part}"
    yield "\n]}\n"


def _json_node(group: Group) -> str:
    node: dict[str, object] = {"@id": _json_id(group.subject)}
    for predicate, objects in group.triples.items():
        if predicate == str(RDF.type):
            node["@type"] = [_json_id(term) for term in objects]
        else:
            values = [_json_value(term) for term in objects]
            node[_json_iri(predicate)] = values[0] if len(values) == 1 else values
    return json.dumps(node, ensure_ascii=False, indent=1)


def _json_id(node: OxTerm) -> str:
    """Write an IRI by prefix, relative to the base, or in full."""
    if isinstance(node, ox.Triple):
        raise OutputError(f"{node}: JSON-LD cannot say it; choose Turtle")
    return str(node) if isinstance(node, ox.BlankNode) else turtle.compact(node.value) or turtle.relative(node.value)


def _json_iri(iri: str) -> str:
    # What JSON-LD reads as a property is by prefix or in full.
    return turtle.compact(iri) or iri


def _json_value(term: OxTerm) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _json_id(term)}
    if term.language:
        direction = {"@direction": str(term.direction)} if term.direction else {}
        return {**direction, "@language": term.language, "@value": term.value}
    if term.datatype.value == str(XSD.string):
        return term.value
    return {"@type": _json_iri(term.datatype.value), "@value": term.value}


FORMATS: Mapping[str, Callable[[ox.Store, Walk], Iterator[str]]] = {
    "jsonld": _write_jsonld,
    "nquads": _write_nquads,
    "ntriples": _write_ntriples,
    "rdfxml": _write_rdfxml,
    "trig": _write_trig,
    "turtle": _write_turtle,
}
GRAPH_FORMATS = ("jsonld", "ntriples", "rdfxml", "turtle")  # those without names of graphs
RDF12_FORMATS = ("nquads", "ntriples", "trig", "turtle")  # those with a syntax for triple terms
