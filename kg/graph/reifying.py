"""Statements as RDF 1.2 has them: a triple term, and a reifier in place of rdf:Statement and its three properties."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.ordering import REIFIES, Group
from kg.graph.terms import OxTerm, named
from kg.vocabulary import RDF

__all__ = ["reify"]

_TYPE, _STATEMENT = str(RDF.type), named(RDF.Statement)
_ENDS = (str(RDF.subject), str(RDF.predicate), str(RDF.object))


def reify(group: Group) -> Group:
    """Give the same statement with rdf:reifies; what is no whole statement stays as it is."""
    triple = _triple(group)
    if triple is None:
        return group
    rest = {predicate: objects for predicate, objects in group.triples.items() if predicate not in (*_ENDS, _TYPE)}
    types = [kind for kind in group.triples[_TYPE] if kind != _STATEMENT]
    first: dict[str, list[OxTerm]] = {_TYPE: types} if types else {}
    return group._replace(triples={**first, REIFIES: [triple], **rest})


def _triple(group: Group) -> ox.Triple | None:
    if _STATEMENT not in group.triples.get(_TYPE, ()):
        return None
    ends = [group.triples.get(end, []) for end in _ENDS]
    if [len(objects) for objects in ends] != [1, 1, 1]:
        return None
    (subject,), (predicate,), (object_,) = ends
    is_triple = isinstance(subject, ox.NamedNode | ox.BlankNode) and isinstance(predicate, ox.NamedNode)
    return ox.Triple(subject, predicate, object_) if is_triple else None  # type: ignore[arg-type]
