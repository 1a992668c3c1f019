"""All that a store says of one thing: its names, and every statement it stands in with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.errors import InputError
from kg.graph.reading import read_name, read_statement, read_triples
from kg.graph.records import StatementRecord
from kg.graph.serialization import serialize_triples
from kg.graph.terms import UNION, named, text_of
from kg.vocabulary import KG, PROV, RDF, RDFS, SCHEMA, SKOS

__all__ = ["HOLDS", "Description", "describe", "write_description"]

_NAMES = (SKOS.prefLabel, RDFS.label, SKOS.altLabel)
# How a statement is linked with what it is about, where it stands and who makes it.
HOLDS = (RDF.subject, RDF.object, PROV.wasDerivedFrom, KG.attributedTo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that a store says of one thing."""

    iri: URIRef
    name: str
    types: tuple[URIRef, ...]
    other_names: tuple[Literal, ...]
    triples: tuple[tuple[URIRef, URIRef | Literal], ...]  # neither names, nor classes, nor what a statement says
    statements: tuple[StatementRecord, ...]  # it stands in, or it makes; by text and place in it
    names: Mapping[URIRef, str]  # of everything the statements speak of
    dates: Mapping[URIRef, str]  # of the texts, ISO 8601


def describe(store: ox.Store, iri: str, language: str = "en") -> Description | None:
    """Describe a thing to a reader of `language`; None if the store does not know it."""
    triples = read_triples(store, iri)
    found = [read_statement(store, statement) for statement in _statements(store, iri)]
    if not triples and not found:
        return None
    statements = sorted(found, key=lambda record: (record.document, record.start, record.end, record.iri))
    names = {term: _name(store, term, language) for term in sorted(_terms(statements, triples))}
    name = _name(store, URIRef(iri), language)
    said = {(record.property, record.object) for record in statements if record.subject == URIRef(iri)}
    others = {value for property_, value in triples if property_ in _NAMES and isinstance(value, Literal)}
    return Description(
        iri=URIRef(iri),
        name=name,
        types=tuple(v for p, v in triples if p == RDF.type and isinstance(v, URIRef)),
        other_names=tuple(sorted((o for o in others if str(o) != name), key=lambda o: (str(o), o.language or ""))),
        triples=tuple((p, v) for p, v in triples if p not in (*_NAMES, RDF.type) and (p, v) not in said),
        statements=tuple(statements),
        names=names,
        dates={text: _date(store, text) for text in sorted({record.document for record in statements})},
    )


def _statements(store: ox.Store, iri: str) -> list[str]:
    quads = (quad for role in HOLDS for quad in store.quads_for_pattern(None, named(role), named(iri), UNION))
    return sorted({text_of(quad.subject) for quad in quads if isinstance(quad.subject, ox.NamedNode)})


def _terms(statements: list[StatementRecord], triples: list[tuple[URIRef, URIRef | Literal]]) -> Iterator[URIRef]:
    found = {value for _, value in triples}
    for record in statements:
        found |= {record.subject, record.object, record.document, *record.attributed_to}
    yield from (term for term in found if isinstance(term, URIRef))


def _name(store: ox.Store, iri: URIRef, language: str) -> str:
    return str(read_name(store, iri, language) or "")


def _date(store: ox.Store, document: URIRef) -> str:
    return next(
        (str(value) for property_, value in read_triples(store, document) if property_ == SCHEMA.datePublished), ""
    )


def write_description(store: ox.Store, iri: str, stream: IO[bytes], format: str) -> None:  # noqa: A002
    """Write the triples of a thing, those that point to it, and its statements with their evidence.

    Raises InputError if the store does not know it.
    """
    triples = {quad.triple for quad in store.quads_for_pattern(None, None, named(iri), UNION)}
    for subject in (iri, *_statements(store, iri)):
        triples |= {quad.triple for quad in store.quads_for_pattern(named(subject), None, None, UNION)}
    for triple in list(triples):
        if triple.predicate.value == str(KG.evidence) and isinstance(triple.object, ox.NamedNode):
            triples |= {quad.triple for quad in store.quads_for_pattern(triple.object, None, None, UNION)}
    if not triples:
        raise InputError(f"<{iri}>: the graph says nothing of it")
    stream.write(serialize_triples(triples, format))
