"""RDF terms of rdflib, which all floors share, to and from those of Oxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

__all__ = [
    "UNION",
    "OxTerm",
    "Term",
    "from_oxigraph",
    "in_union",
    "is_iri",
    "named",
    "text_of",
    "to_oxigraph",
    "to_quad",
    "to_quads",
]

Term = URIRef | Literal | BNode
OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


# Every triple stands in the graph of its document and in this one, once, however many say it:
# Oxigraph's own union of named graphs repeats a triple for each, and every join multiplies that.
UNION = ox.DefaultGraph()


@lru_cache(maxsize=16_384)
def named(iri: str) -> ox.NamedNode:
    """Give a node; the same one of few properties and datatypes, which stand in every second triple."""
    return ox.NamedNode(str(iri))


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def text_of(term: OxTerm | ox.DefaultGraph) -> str:
    """Give the IRI or the words of a term; all of it, if it is a triple of RDF 1.2."""
    return str(term) if isinstance(term, ox.Triple | ox.DefaultGraph) else term.value


def to_oxigraph(term: URIRef | Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(term, URIRef):
        return named(term)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    if term.datatype:
        return ox.Literal(str(term), datatype=named(term.datatype))
    return ox.Literal(str(term))


def to_quad(triple: tuple[URIRef, URIRef, URIRef | Literal], graph: URIRef) -> ox.Quad:
    subject, predicate, object_ = triple
    return ox.Quad(named(subject), named(predicate), to_oxigraph(object_), named(graph))


def to_quads(triples: Iterable[tuple[URIRef, URIRef, URIRef | Literal]], graph: URIRef) -> Iterator[ox.Quad]:
    """Give each triple in a graph, and in the union."""
    home = named(graph)
    for subject, predicate, object_ in triples:
        terms = named(subject), named(predicate), to_oxigraph(object_)
        yield ox.Quad(*terms, home)
        yield ox.Quad(*terms, UNION)


def in_union(quad: ox.Quad) -> ox.Quad:
    """Give the same triple in the union."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, UNION)


def from_oxigraph(term: OxTerm) -> Term:
    if isinstance(term, ox.NamedNode):
        return str.__new__(URIRef, term.value)  # rdflib would look again whether it is one
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        return Literal(str(term))  # RDF 1.2, which rdflib has no term for
    if term.language:
        return Literal(term.value, lang=term.language)
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return Literal(term.value)
    # Oxigraph has the canonical form already; rdflib's differs from it.
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
