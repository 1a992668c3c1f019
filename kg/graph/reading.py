"""RDF back to records: what a store holds, as plain values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.graph.copies import Signed
from kg.graph.provenance import STRUCTURE
from kg.graph.records import (
    ComparisonRecord,
    DocumentRecord,
    EntityRecord,
    QuantityRecord,
    StatementRecord,
)
from kg.graph.terms import UNION, OxTerm, from_oxigraph, named, text_of
from kg.graph.values import spelling
from kg.types import Modality
from kg.vocabulary import DC, DCTERMS, KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS

__all__ = [
    "choose_name",
    "is_used",
    "read_comparison",
    "read_comparisons",
    "read_document",
    "read_documents",
    "read_entities",
    "read_name",
    "read_quantities",
    "read_quantity",
    "read_signatures",
    "read_statements",
    "read_statements_by_iri",
    "subjects_of_types",
]


_PLACE = re.compile(r"#char=(\d+),(\d+)$")


def is_used(store: ox.Store, iri: URIRef) -> bool:
    """Tell whether a class, a property or a value stands anywhere in the graph."""
    node = named(iri)
    found = (
        store.quads_for_pattern(None, node, None, UNION),
        store.quads_for_pattern(None, None, node, UNION),
        store.quads_for_pattern(node, None, None, UNION),
    )
    return any(next(quads, None) for quads in found)


class _Node:
    """One subject's triples, by predicate; several objects are sorted.

    Terms of rdflib take their time to make, so they are made only of what is asked for.
    """

    def __init__(self, iri: str, quads: Iterable[ox.Quad]) -> None:
        self.iri = URIRef(iri)
        self._objects: dict[str, list[OxTerm]] = defaultdict(list)
        for quad in quads:
            self._objects[quad.predicate.value].append(quad.object)

    def all(self, predicate: URIRef) -> list[URIRef | Literal]:
        terms = map(from_oxigraph, self._objects.get(str(predicate), ()))
        return sorted((term for term in terms if isinstance(term, URIRef | Literal)), key=spelling)

    def has(self, predicate: URIRef, iri: URIRef) -> bool:
        return any(isinstance(t, ox.NamedNode) and t.value == str(iri) for t in self._objects.get(str(predicate), ()))

    def one(self, predicate: URIRef) -> URIRef | Literal | None:
        return next(iter(self.all(predicate)), None)

    def text(self, predicate: URIRef) -> str:
        terms = self._objects.get(str(predicate), ())
        if len(terms) == 1 and not isinstance(terms[0], ox.BlankNode):
            return text_of(terms[0])
        found = self.one(predicate)
        return "" if found is None else str(found)

    def iris(self, predicate: URIRef) -> tuple[URIRef, ...]:
        return tuple(term for term in self.all(predicate) if isinstance(term, URIRef))

    def iri_or_none(self, predicate: URIRef) -> URIRef | None:
        return next(iter(self.iris(predicate)), None)

    def number(self, predicate: URIRef) -> Decimal | None:
        text = self.text(predicate)
        return Decimal(text) if text else None

    def is_true(self, predicate: URIRef) -> bool:
        return self.text(predicate) == "true"


def _node(store: ox.Store, iri: str, graph: ox.NamedNode | ox.DefaultGraph = UNION) -> _Node:
    return _Node(iri, store.quads_for_pattern(named(iri), None, None, graph))


def _is_a(store: ox.Store, iri: URIRef, class_: URIRef) -> bool:
    return next(store.quads_for_pattern(named(iri), named(RDF.type), named(class_), UNION), None) is not None


def _of_type(store: ox.Store, class_: URIRef) -> list[str]:
    quads = store.quads_for_pattern(None, named(RDF.type), named(class_), UNION)
    return sorted({text_of(quad.subject) for quad in quads})


def subjects_of_types(store: ox.Store, classes: frozenset[URIRef]) -> set[OxTerm]:
    """Collect the subjects that have one of the classes."""
    return {
        quad.subject
        for class_ in sorted(classes)
        for quad in store.quads_for_pattern(None, named(RDF.type), named(class_), UNION)
    }


def read_name(store: ox.Store, iri: URIRef, language: str) -> Literal | None:
    """Find what to call a node to a reader of `language`: preferred names first, then any language."""
    # Of a thing that many texts speak of, its names are the least of what there is.
    names = (
        (kind, from_oxigraph(quad.object))
        for kind in (SKOS.prefLabel, RDFS.label)
        for quad in store.quads_for_pattern(named(iri), named(kind), None, UNION)
    )
    return choose_name(((kind, name) for kind, name in names if isinstance(name, Literal)), language)


def choose_name(names: Iterable[tuple[URIRef, Literal]], language: str) -> Literal | None:
    """Choose of names, each skos:prefLabel or rdfs:label, the one for a reader of `language`."""
    ordered = sorted(names, key=lambda pair: (pair[0] != SKOS.prefLabel, spelling(pair[1])))
    found = [name for _, name in ordered]
    return next((name for name in found if name.language == language), found[0] if found else None)


def read_documents(store: ox.Store) -> Iterator[DocumentRecord]:
    return (read_document(store, iri) for iri in _of_type(store, SCHEMA.NewsArticle))


def read_document(store: ox.Store, iri: str) -> DocumentRecord:
    node = _node(store, iri)
    return DocumentRecord(
        iri=node.iri,
        title=node.text(RDFS.label),
        language=node.text(SCHEMA.inLanguage),
        identifier=node.text(DCTERMS.identifier),
        date=node.text(SCHEMA.datePublished),
        authors=node.iris(SCHEMA.author),
        creators=tuple(map(str, node.all(DC.creator))),
        publisher=node.text(DC.publisher),
        url=node.text(SCHEMA.url),
        copy_of=node.iri_or_none(KG.copyOf),
    )


def read_signatures(store: ox.Store) -> Iterator[Signed]:
    """Give the signature of every document that has one, with the day it was published."""
    for quad in store.quads_for_pattern(None, named(KG.textSignature), None, UNION):
        days = store.quads_for_pattern(quad.subject, named(SCHEMA.datePublished), None, UNION)
        yield Signed(
            published=min((text_of(day.object) for day in days), default="9"),
            iri=URIRef(text_of(quad.subject)),
            signature=text_of(quad.object),
        )


def read_entities(store: ox.Store) -> Iterator[EntityRecord]:
    quads = store.quads_for_pattern(None, named(RDF.type), None, UNION)
    iris = {text_of(quad.subject) for quad in quads if not _is_structure(quad)}
    for iri in sorted(iris):
        types: Counter[str] = Counter()
        documents: set[str] = set()
        for quad in store.quads_for_pattern(named(iri), named(RDF.type), None, None):
            if quad.graph_name != UNION and not _is_structure(quad):
                types[text_of(quad.object)] += 1
                documents.add(text_of(quad.graph_name))
        yield _entity(_node(store, iri), types, documents)


def _is_structure(quad: ox.Quad) -> bool:
    return URIRef(text_of(quad.object)) in STRUCTURE


def _entity(node: _Node, types: Counter[str], documents: set[str]) -> EntityRecord:
    names = [name for name in node.all(RDFS.label) if isinstance(name, Literal)]
    preferred = [name for name in node.all(SKOS.prefLabel) if isinstance(name, Literal)]
    labels: dict[str, str] = {}
    for name in preferred or names:
        labels.setdefault(name.language or "", str(name))
    others = [
        name
        for name in sorted({*names, *node.all(SKOS.altLabel)}, key=spelling)
        if isinstance(name, Literal) and labels.get(name.language or "") != str(name)
    ]
    return EntityRecord(
        iri=node.iri,
        type=URIRef(min(types, key=lambda type_: (-types[type_], type_))),
        labels=dict(sorted(labels.items())),
        alt_labels=tuple(others),
        documents=tuple(map(URIRef, sorted(documents))),
    )


def read_statements(store: ox.Store) -> Iterator[StatementRecord]:
    for document in _of_type(store, SCHEMA.NewsArticle):
        nodes = _nodes_of_graph(store, document)
        statements = [_statement(node, nodes) for node in nodes.values() if node.has(RDF.type, RDF.Statement)]
        yield from sorted(statements, key=lambda found: (found.start, found.end, found.iri))


def read_statements_by_iri(store: ox.Store) -> Iterator[StatementRecord]:
    """Give the same in another order; in memory are only their names."""
    places = [
        (text_of(quad.subject), document)
        for document in _of_type(store, SCHEMA.NewsArticle)
        for quad in store.quads_for_pattern(None, named(RDF.type), named(RDF.Statement), named(document))
    ]
    places.sort()
    for iri, document in places:
        yield read_statement(store, iri, named(document))


def _nodes_of_graph(store: ox.Store, graph: str) -> dict[str, _Node]:
    quads: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, None, None, named(graph)):
        quads[text_of(quad.subject)].append(quad)
    return {iri: _Node(iri, quads[iri]) for iri in sorted(quads)}


def _statement(node: _Node, nodes: dict[str, _Node]) -> StatementRecord:
    evidence = nodes.get(node.text(KG.evidence)) or _Node("", [])
    cue = (node.number(KG.cueStart), node.number(KG.cueEnd))
    object_ = node.one(RDF.object)
    return StatementRecord(
        iri=node.iri,
        subject=URIRef(node.text(RDF.subject)),
        property=URIRef(node.text(RDF.predicate)),
        object=object_ if object_ is not None else Literal(""),
        document=URIRef(node.text(PROV.wasDerivedFrom)),
        modality=Modality(_name(node.text(KG.modality))),
        confidence=float(node.number(KG.confidence) or 0),
        quote=evidence.text(OA.exact),
        start=int(evidence.number(OA.start) or 0),
        end=int(evidence.number(OA.end) or 0),
        entry=URIRef(node.text(KG.entry)),
        cue=None if cue[0] is None or cue[1] is None else (int(cue[0]), int(cue[1])),
        subject_at=next(iter(_places(node, KG.subjectAt)), None),
        object_at=next(iter(_places(node, KG.objectAt)), None),
        modality_at=_places(node, KG.modalityAt),
        attributed_to=node.iris(KG.attributedTo),
        validity=_name(node.text(KG.validity)),
        start_date=node.text(SCHEMA.startDate),
        end_date=node.text(SCHEMA.endDate),
        approximate=node.is_true(KG.approximate),
    )


def _places(node: _Node, predicate: URIRef) -> tuple[tuple[int, int], ...]:
    """Read offsets out of IRIs that end with #char=12,19 (RFC 5147)."""
    found = (_PLACE.search(iri) for iri in node.iris(predicate))
    return tuple(sorted((int(place[1]), int(place[2])) for place in found if place))


def _name(iri: str) -> str:
    return iri.rpartition("#")[2]


def read_quantities(store: ox.Store) -> Iterator[QuantityRecord]:
    return (_quantity(_node(store, iri)) for iri in _of_type(store, KG.Quantity))


def read_quantity(store: ox.Store, iri: URIRef) -> QuantityRecord | None:
    """Read one quantity; None if it is none."""
    return _quantity(_node(store, iri)) if _is_a(store, iri, KG.Quantity) else None


def _quantity(node: _Node) -> QuantityRecord:
    return QuantityRecord(
        iri=node.iri,
        value=node.number(SCHEMA.value) or Decimal(0),
        unit=node.text(SCHEMA.unitCode),
        label=node.text(RDFS.label),
        metric=node.iri_or_none(KG.metric),
    )


def read_comparisons(store: ox.Store) -> Iterator[ComparisonRecord]:
    return (_comparison(_node(store, iri)) for iri in _of_type(store, KG.Comparison))


def read_comparison(store: ox.Store, iri: URIRef) -> ComparisonRecord | None:
    """Read one comparison; None if it is none."""
    return _comparison(_node(store, iri)) if _is_a(store, iri, KG.Comparison) else None


def _comparison(node: _Node) -> ComparisonRecord:
    return ComparisonRecord(
        iri=node.iri,
        label=node.text(RDFS.label),
        metric=node.iri_or_none(KG.metric),
        baseline=node.iri_or_none(KG.baseline),
        factor=node.number(KG.factor),
        difference=node.iri_or_none(KG.difference),
        higher=node.is_true(KG.higher),
    )


def read_statement(store: ox.Store, iri: str, graph: ox.NamedNode | ox.DefaultGraph = UNION) -> StatementRecord:
    """Read one statement with its evidence, of the union or of one graph."""
    node = _node(store, iri, graph)
    evidence = node.text(KG.evidence)
    return _statement(node, {evidence: _node(store, evidence, graph)} if evidence else {})


def read_triples(store: ox.Store, iri: str) -> list[tuple[URIRef, URIRef | Literal]]:
    """Read what is said of a thing directly: property and value, sorted."""
    quads = store.quads_for_pattern(named(iri), None, None, UNION)
    found = {(URIRef(quad.predicate.value), from_oxigraph(quad.object)) for quad in quads}
    known = [(property_, value) for property_, value in found if isinstance(value, URIRef | Literal)]
    return sorted(known, key=lambda pair: (pair[0], spelling(pair[1])))
