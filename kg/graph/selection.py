"""A part of a store: one document, what is around one thing, what is sure enough, or facts without their provenance.

What is kept is whole: every statement with its sentence, its document and the names of all it speaks of. A plain triple
is kept if a kept statement asserts it, or if it describes a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph.provenance import STRUCTURE
from kg.graph.terms import UNION, OxTerm, named, text_of
from kg.vocabulary import KG, PROV, RDF, SCHEMA

__all__ = ["select"]

Node = ox.NamedNode | ox.BlankNode | ox.Triple
_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (named(RDF[name]) for name in ("type", "subject", "predicate", "object"))
_STATEMENT, _ASSERTED, _CONFIDENCE = named(RDF.Statement), named(KG.asserted), named(KG.confidence)
_MODALITY = named(KG.modality)
_SIDES = (named(KG.baseline), named(KG.metric))


def select(
    store: ox.Store,
    *,
    document: URIRef | None = None,
    entity: URIRef | None = None,
    hops: int = 1,
    min_confidence: Decimal | None = None,
    plain: bool = False,
) -> Iterator[ox.Quad]:
    """Give the quads of a part of a store, all but those of the derived graph.

    document: of this text alone. entity: what is said of it and of what is linked with it, `hops` statements far.
    min_confidence: only statements read so surely. plain: direct triples and names, without statements and sentences.
    """
    near = None if entity is None else _around(store, entity, hops)
    documents = [document] if document else _documents(store)
    for iri in documents:
        yield from _Part(store, iri, plain).select(near, min_confidence)


def _documents(store: ox.Store) -> list[URIRef]:
    quads = store.quads_for_pattern(None, _TYPE, named(SCHEMA.NewsArticle), UNION)
    return [URIRef(iri) for iri in sorted(text_of(quad.subject) for quad in quads)]


def _around(store: ox.Store, entity: URIRef, hops: int) -> set[Node]:
    """Find the statements on the way from a thing to its neighbours, and theirs."""
    near: set[Node] = set()
    seen: set[OxTerm] = set()
    border: set[OxTerm] = {named(entity)}
    for _ in range(hops):
        # What is measured against a thing is linked with it by the comparison.
        ends = border | {node for thing in border for side in _SIDES for node in _subjects(store, side, thing)}
        found = {node for end in ends for place in (_SUBJECT, _OBJECT) for node in _subjects(store, place, end)}
        near |= found
        seen |= border
        reached = {node for s in found for place in (_SUBJECT, _OBJECT) for node in _objects(store, s, place)}
        reached |= {node for value in reached for side in _SIDES for node in _objects(store, value, side)}
        # Texts and numbers link everything with everything.
        border = {end for end in reached - seen if isinstance(end, ox.NamedNode) and not _is_structure(store, end)}
    return near


def _subjects(store: ox.Store, predicate: ox.NamedNode, object_: OxTerm) -> set[Node]:
    return {quad.subject for quad in store.quads_for_pattern(None, predicate, object_, UNION)}


def _objects(store: ox.Store, subject: OxTerm, predicate: ox.NamedNode) -> set[OxTerm]:
    if isinstance(subject, ox.Literal):
        return set()
    return {quad.object for quad in store.quads_for_pattern(subject, predicate, None, UNION)}


def _is_structure(store: ox.Store, node: ox.NamedNode) -> bool:
    types = [quad.object for quad in store.quads_for_pattern(node, _TYPE, None, UNION)]
    return not types or any(URIRef(text_of(kind)) in STRUCTURE for kind in types)


class _Part:
    """What is kept of one document's graph."""

    def __init__(self, store: ox.Store, document: URIRef, plain: bool) -> None:
        self.document = named(document)
        self.plain = plain
        self.quads: dict[Node, list[ox.Quad]] = defaultdict(list)
        for quad in store.quads_for_pattern(None, None, None, self.document):
            self.quads[quad.subject].append(quad)

    def select(self, near: set[Node] | None, min_confidence: Decimal | None) -> Iterator[ox.Quad]:
        statements = [node for node in self.quads if _STATEMENT in self._all(node, _TYPE)]
        sure = [node for node in statements if min_confidence is None or self._confidence(node) >= min_confidence]
        kept = [node for node in sure if near is None or node in near]
        if near is not None and not kept:
            return
        said = self._asserted(kept)
        # Its date and its author describe a document, whatever else is left out.
        about = {triple for triple in self._asserted(sure) if triple[0] == self.document}
        dropped = {self._triple(node) for node in statements} - said - about
        ends: set[OxTerm] = {end for subject, _, object_ in said for end in (subject, object_)}
        for node in self._reached(ends if self.plain else kept):
            for quad in self.quads[node]:
                if (quad.subject, quad.predicate, quad.object) not in dropped and not self._is_provenance(quad):
                    yield quad

    def _confidence(self, statement: Node) -> Decimal:
        return Decimal(text_of(self._all(statement, _CONFIDENCE)[0]))

    def _asserted(self, statements: Iterable[Node]) -> set[tuple[OxTerm, OxTerm, OxTerm]]:
        return {self._triple(node) for node in statements if _ASSERTED in self._all(node, _MODALITY)}

    def _all(self, node: Node, predicate: ox.NamedNode) -> list[OxTerm]:
        return [quad.object for quad in self.quads[node] if quad.predicate == predicate]

    def _triple(self, statement: Node) -> tuple[OxTerm, OxTerm, OxTerm]:
        subject, predicate, object_ = (self._all(statement, end)[0] for end in (_SUBJECT, _PREDICATE, _OBJECT))
        return subject, predicate, object_

    def _reached(self, starts: Iterable[OxTerm]) -> list[Node]:
        """Give what the document and the starts speak of: from descriptions on, but not from thing to thing."""
        reached: set[Node] = set()
        todo: list[OxTerm] = [self.document, *starts]
        while todo:
            node = todo.pop()
            if isinstance(node, ox.Literal) or node in reached or node not in self.quads:
                continue
            reached.add(node)
            if any(URIRef(text_of(kind)) in STRUCTURE for kind in self._all(node, _TYPE)):
                todo += [quad.object for quad in self.quads[node] if not self._is_provenance(quad)]
        return sorted(reached, key=text_of)

    def _is_provenance(self, quad: ox.Quad) -> bool:
        return self.plain and quad.predicate.value.startswith(str(PROV))
