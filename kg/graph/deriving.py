"""What depends on all documents together: copies, the preferred name of each entity, and counts.

`derived_triples` computes it from everything. `rederived` computes it after a change from what it was before and the
triples that were touched, in time that grows with those.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.graph import reading
from kg.graph.copies import find_copies
from kg.graph.provenance import DERIVED, KNOWN, STRUCTURE
from kg.graph.statistics import Described, dataset_subjects, dataset_triples, describe_dataset, read_described
from kg.graph.terms import UNION, OxTerm, named, text_of, to_quad
from kg.graph.values import Triple
from kg.vocabulary import KG, RDF, RDFS, SCHEMA, SKOS

__all__ = ["derived_triples", "rederived"]

_DERIVED = named(DERIVED)
_TYPE, _LABEL, _PREFERRED, _COPY = named(RDF.type), named(RDFS.label), named(SKOS.prefLabel), named(KG.copyOf)
_OF_COPIES = {named(KG.textSignature), named(SCHEMA.datePublished)}
_STRUCTURE = frozenset(named(iri) for iri in STRUCTURE)


def derived_triples(store: ox.Store) -> Iterator[Triple]:
    """Compute what is derived from all documents of a store that has no derived graph."""
    copies = dict(find_copies(reading.read_signatures(store)))
    # All of it read before the first triple is given, which may be written to the store at once.
    counts = list(dataset_triples(describe_dataset(store)))
    labels = store.quads_for_pattern(None, _LABEL, None, UNION)
    named_things = sorted({quad.subject.value for quad in labels if isinstance(quad.subject, ox.NamedNode)})
    known = _known_names(store)
    yield from _copies(copies)
    for iri in named_things:
        # One thing at a time: of all that is named only the IRIs are in memory.
        thing = ox.NamedNode(iri)
        if not _types(store, thing) & _STRUCTURE:
            yield from _preferred(store.quads_for_pattern(thing, _LABEL, None, None), set(), copies, known)
    yield from counts


def _copies(copies: Mapping[URIRef, URIRef]) -> Iterator[Triple]:
    yield from ((copy, KG.copyOf, first) for copy, first in sorted(copies.items()))


def _known_names(store: ox.Store) -> set[tuple[str, str]]:
    """Give the things, with the languages, whose names a person has chosen."""
    quads = store.quads_for_pattern(None, _PREFERRED, None, named(KNOWN))
    return {(text_of(q.subject), q.object.language or "") for q in quads if isinstance(q.object, ox.Literal)}


def _preferred(
    quads: Iterable[ox.Quad],
    described: set[OxTerm],
    copies: Mapping[URIRef, URIRef],
    known: set[tuple[str, str]],
) -> Iterator[Triple]:
    """Choose per entity and language the name that most documents use, copies of one as one; ties by alphabet.

    known: what has such a name already.
    """
    uses: dict[tuple[str, str], dict[str, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        if quad.graph_name == UNION or quad.subject in described or not isinstance(quad.subject, ox.NamedNode):
            continue
        if isinstance(quad.object, ox.Literal):
            key = (text_of(quad.subject), quad.object.language or "")
            document = URIRef(text_of(quad.graph_name))
            uses[key][quad.object.value].add(copies.get(document, document))
    for iri, language in sorted(uses.keys() - known):
        names = uses[iri, language]
        name = min(names, key=lambda name: (-len(names[name]), name))
        yield URIRef(iri), SKOS.prefLabel, Literal(name, lang=language or None)


# After a change


def rederived(
    store: ox.Store, before: ox.Store, touched: Iterable[ox.Triple]
) -> tuple[set[ox.Quad], set[ox.Quad]] | None:
    """Give what has to be taken out of the derived graph and what has to be put in, after triples were touched.

    before: the store before. None if everything has to be derived anew.
    """
    changes = [_Change(triple, before, store) for triple in touched]
    known = read_described(before)
    if known is None or any(change.is_of_derived for change in changes):
        return None
    old_copies = _read_copies(before)
    are_copies_touched = any(change.triple.predicate in _OF_COPIES for change in changes)
    copies = dict(find_copies(reading.read_signatures(store))) if are_copies_touched else old_copies
    subjects = {change.triple.subject for change in changes} | _labelled_in(store, _differing(old_copies, copies))
    new = {*_copies(copies), *dataset_triples(_recount(known, changes, before, store))}
    known_names = _known_names(store)
    for subject in subjects:
        described = {subject} if _types(store, subject) & _STRUCTURE else set()
        labels = store.quads_for_pattern(subject, _LABEL, None, None)  # type: ignore[arg-type]
        told = (label for label in labels if not _is_only_derived(label.triple, store))
        new |= set(_preferred(told, described, copies, known_names))
    put = {to_quad(triple, DERIVED) for triple in new}
    taken = _computed_again(before, subjects)
    return taken - put, put - taken


class _Change:
    """A triple that was touched: whether a document said it before, and says it now."""

    def __init__(self, triple: ox.Triple, before: ox.Store, after: ox.Store) -> None:
        graphs = [_graphs_with(triple, store) for store in (before, after)]
        self.triple = triple
        self.is_of_derived = (_DERIVED in graphs[0]) != (_DERIVED in graphs[1])
        told = [bool(found - {UNION, _DERIVED}) for found in graphs]
        self.step = told[1] - told[0]


def _graphs_with(triple: ox.Triple, store: ox.Store) -> set[object]:
    quads = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return {quad.graph_name for quad in quads}


def _is_only_derived(triple: ox.Triple, store: ox.Store) -> bool:
    """Tell whether nothing but what was derived says a triple: the name of the whole, say."""
    graphs = _graphs_with(triple, store)
    return _DERIVED in graphs and graphs <= {UNION, _DERIVED}


def _recount(known: Described, changes: list[_Change], before: ox.Store, after: ox.Store) -> Described:
    classes, properties = Counter(known.classes), Counter(known.properties)
    for change in changes:
        properties[change.triple.predicate.value] += change.step
        if change.triple.predicate == _TYPE:
            classes[text_of(change.triple.object)] += change.step
    typed = {change.triple.subject for change in changes if change.triple.predicate == _TYPE and change.step}
    entities = sum(_is_entity(after, subject) - _is_entity(before, subject) for subject in typed)
    return Described(classes=+classes, properties=+properties, entities=known.entities + entities)


def _is_entity(store: ox.Store, subject: OxTerm) -> bool:
    return bool(_types(store, subject) - _STRUCTURE)


def _types(store: ox.Store, subject: OxTerm) -> set[OxTerm]:
    """Give the classes of a thing, as documents have them."""
    quads = store.quads_for_pattern(subject, _TYPE, None, None)  # type: ignore[arg-type]
    return {quad.object for quad in quads if quad.graph_name not in (UNION, _DERIVED)}


def _read_copies(store: ox.Store) -> dict[URIRef, URIRef]:
    quads = store.quads_for_pattern(None, _COPY, None, _DERIVED)
    return {URIRef(text_of(quad.subject)): URIRef(text_of(quad.object)) for quad in quads}


def _differing(old: Mapping[URIRef, URIRef], new: Mapping[URIRef, URIRef]) -> set[URIRef]:
    return {document for document in {*old, *new} if old.get(document) != new.get(document)}


def _labelled_in(store: ox.Store, documents: Iterable[URIRef]) -> set[OxTerm]:
    return {
        quad.subject for document in documents for quad in store.quads_for_pattern(None, _LABEL, None, named(document))
    }


def _computed_again(store: ox.Store, subjects: Iterable[OxTerm]) -> set[ox.Quad]:
    """Give what of the derived graph is computed again: all but the preferred names of other things."""
    quads = set(store.quads_for_pattern(None, _COPY, None, _DERIVED))
    for subject, predicate in [*((s, None) for s in dataset_subjects(store)), *((s, _PREFERRED) for s in subjects)]:
        quads |= set(store.quads_for_pattern(subject, predicate, None, _DERIVED))  # type: ignore[arg-type]
    return quads
