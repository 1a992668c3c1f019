"""The order in which a graph is written, made for a reader and the same for the same graph.

First the documents, the entities and the values, by IRI; then text by text each sentence and what it says; then how
it was made. Where a thing stands follows from its own triples alone, so that the graph is walked as a stream: in memory
are the names of the documents and entities, and at a time what one text says. A small graph, as that of one text is,
is taken whole: that asks the store once, and not for every subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.provenance import DERIVED
from kg.graph.terms import OxTerm, named, text_of
from kg.vocabulary import DCTERMS, KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS, VOID

__all__ = ["REIFIES", "Graph", "Group", "Node", "Section", "named_graphs", "walk"]

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Node = ox.NamedNode | ox.BlankNode | ox.Triple
Home = ox.NamedNode | ox.BlankNode
Triples = dict[str, list[OxTerm]]


class Section(NamedTuple):
    """A part of a graph that is written together."""

    place: int
    title: str


DOCUMENTS, ENTITIES, VALUES, SENTENCES, MAKING = (
    Section(place, title)
    for place, title in enumerate(
        ("Documents", "Entities", "Values", "What the sentences say", "How it was made, and how much there is")
    )
)
_SECTIONS = {
    str(SCHEMA.NewsArticle): DOCUMENTS,
    str(KG.Quantity): VALUES,
    str(KG.Comparison): VALUES,
    str(RDF.Statement): SENTENCES,
    str(KG.OpenFact): SENTENCES,
    str(KG.OpenRelation): VALUES,
    str(OA.TextPositionSelector): SENTENCES,
    str(OA.TextQuoteSelector): SENTENCES,
    str(PROV.Activity): MAKING,
    str(PROV.Entity): MAKING,
    str(PROV.SoftwareAgent): MAKING,
    str(VOID.Dataset): MAKING,
}  # whatever has another class, or none, is an entity
_TYPE, _EVIDENCE = str(RDF.type), str(KG.evidence)
REIFIES = f"{RDF}reifies"  # of RDF 1.2, which rdflib does not know
_HOMES = (str(DCTERMS.isPartOf), str(PROV.wasDerivedFrom))  # lead from a sentence, and from what it says, to its text
_FIRST = tuple(
    map(
        str,
        (
            RDF.type, REIFIES, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SCHEMA.headline,
            OA.exact, OA.start, OA.end,
            RDF.subject, RDF.predicate, RDF.object, KG.openSubject, KG.openRelation, KG.openObject,
            KG.modality, KG.attributedTo, KG.validity, SCHEMA.startDate, SCHEMA.endDate, KG.approximate,
            KG.confidence, KG.evidence, KG.entry, KG.cueStart, KG.cueEnd,
        ),
    )
)  # fmt: skip
_RANKS = {**{iri: rank for rank, iri in enumerate(_FIRST)}, **dict.fromkeys(_HOMES, 99)}
_MIDDLE = 50
_SMALL = 20_000  # triples of a graph that is taken whole


class Group(NamedTuple):
    """The triples of one subject in one graph."""

    section: Section
    home: Home | None  # the text a sentence stands in; None outside of the sentences
    subject: Node
    triples: Triples  # predicate -> its objects, both in the order to write them


def walk(store: ox.Store, graph: Graph, *, most_in_memory: int = _SMALL) -> Iterator[Group]:
    """Give every subject of a graph once, in the order to write them.

    most_in_memory: triples of a graph that is taken whole.
    """
    quads = list(islice(store.quads_for_pattern(None, None, None, graph), most_in_memory + 1))
    return _stream(store, graph) if len(quads) > most_in_memory else iter(_in_memory(quads))


def _in_memory(quads: Iterable[ox.Quad]) -> list[Group]:
    said: dict[Node, Triples] = {}
    for quad in quads:
        said.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return sorted((_group(subject, _arranged(triples)) for subject, triples in said.items()), key=_position)


def _group(subject: Node, triples: Triples) -> Group:
    section = _section(triples)
    return Group(section, _home(triples) if section is SENTENCES else None, subject, triples)


def _position(group: Group) -> tuple[object, ...]:
    home = "" if group.home is None else str(group.home)
    within = _place(group) if group.section is SENTENCES else (text_of(group.subject),)
    return group.section.place, home, *within


def _stream(store: ox.Store, graph: Graph) -> Iterator[Group]:
    kinds = _kinds(store, graph)
    for section in (DOCUMENTS, ENTITIES, VALUES):
        yield from _by_name(store, graph, section, kinds[section])
    yield from _of_text(store, graph, None, _unusual(store, graph, _HOMELESS))
    for home in _homes(store, graph):
        leading = (store.quads_for_pattern(None, ox.NamedNode(way), home, graph) for way in _HOMES)
        yield from _of_text(store, graph, home, {quad.subject for quad in chain.from_iterable(leading)})
    yield from _by_name(store, graph, MAKING, kinds[MAKING])


def named_graphs(store: ox.Store) -> list[Graph]:
    """List the documents' graphs by IRI, and the derived one last."""
    return sorted(store.named_graphs(), key=lambda graph: (text_of(graph) == str(DERIVED), text_of(graph)))


# What there is


def _kinds(store: ox.Store, graph: Graph) -> dict[Section, set[Node]]:
    """Collect the subjects of each section but the sentences, which are many."""
    kinds: dict[Section, set[Node]] = {section: set() for section in (DOCUMENTS, ENTITIES, VALUES, MAKING)}
    for quad in store.quads_for_pattern(None, named(RDF.type), None, graph):
        section = _SECTIONS.get(text_of(quad.object), ENTITIES)
        if section is not SENTENCES:
            kinds[section].add(quad.subject)
    kinds[ENTITIES] |= _unusual(store, graph, _UNTYPED)
    return kinds


def _homes(store: ox.Store, graph: Graph) -> list[Home]:
    ways = (store.quads_for_pattern(None, ox.NamedNode(way), None, graph) for way in _HOMES)
    objects = {quad.object for quad in chain.from_iterable(ways)}
    return sorted((term for term in objects if isinstance(term, Home)), key=str)


# MINUS takes a fraction of the time of FILTER NOT EXISTS.
_UNTYPED = f"SELECT ?s {{ {{ SELECT DISTINCT ?s {{ ?s ?p ?o }} }} MINUS {{ ?s <{_TYPE}> ?c }} }}"
_HOMELESS = """SELECT DISTINCT ?s {{ VALUES ?c {{ {classes} }} ?s <{type}> ?c
    MINUS {{ ?s {homes} ?d FILTER (isIRI(?d) || isBlank(?d)) }} }}""".format(
    classes=" ".join(f"<{iri}>" for iri, section in _SECTIONS.items() if section is SENTENCES),
    type=_TYPE,
    homes="|".join(f"<{iri}>" for iri in _HOMES),
)


def _unusual(store: ox.Store, graph: Graph, query: str) -> set[Node]:
    found = store.query(query, default_graph=[graph])
    assert isinstance(found, ox.QuerySolutions)
    return {row["s"] for row in found}


# In their order


def _by_name(store: ox.Store, graph: Graph, section: Section, subjects: Iterable[Node]) -> Iterator[Group]:
    for subject in sorted(subjects, key=text_of):
        triples = _triples(store, graph, subject)
        if _section(triples) is section:
            yield Group(section, None, subject, triples)


def _of_text(store: ox.Store, graph: Graph, home: Home | None, subjects: Iterable[Node]) -> Iterator[Group]:
    groups = (Group(SENTENCES, home, subject, _triples(store, graph, subject)) for subject in subjects)
    yield from sorted((group for group in groups if _belongs(group)), key=_place)


def _belongs(group: Group) -> bool:
    """Tell whether a subject stands in this text, and in no text before it."""
    return _section(group.triples) is SENTENCES and _home(group.triples) == group.home


def _home(triples: Triples) -> Home | None:
    objects = (term for way in _HOMES for term in triples.get(way, ()))
    return min((term for term in objects if isinstance(term, Home)), key=str, default=None)


def _section(triples: Triples) -> Section:
    """Tell where a subject belongs; of several classes the last section counts."""
    return max((_SECTIONS.get(text_of(kind), ENTITIES) for kind in triples.get(_TYPE, ())), default=ENTITIES)


def _place(group: Group) -> tuple[int, int, bool, str]:
    """Order by sentence, as its IRI says where it stands, and behind it what it says."""
    evidence = group.triples.get(_EVIDENCE)
    iri = text_of(evidence[0] if evidence else group.subject)
    start, _, end = iri.partition("#char=")[2].partition(",")
    where = (int(start), int(end)) if start.isdecimal() and end.isdecimal() else (0, 0)
    return *where, evidence is not None, text_of(group.subject)


def _triples(store: ox.Store, graph: Graph, subject: Node) -> Triples:
    found: Triples = {}
    for quad in store.quads_for_pattern(subject, None, None, graph):
        found.setdefault(quad.predicate.value, []).append(quad.object)
    return _arranged(found)


def _arranged(found: Triples) -> Triples:
    """Put predicates and their objects in the order to write them."""
    return {predicate: _sorted(found[predicate]) for predicate in _in_order(tuple(found))}


@lru_cache(maxsize=4096)
def _in_order(predicates: tuple[str, ...]) -> tuple[str, ...]:
    """Order properties; of few combinations of them there are many subjects."""
    return tuple(sorted(predicates, key=lambda predicate: (_RANKS.get(predicate, _MIDDLE), predicate)))


def _sorted(objects: list[OxTerm]) -> list[OxTerm]:
    return objects if len(objects) == 1 else sorted(objects, key=_object_key)


def _object_key(term: OxTerm) -> tuple[str, str, str]:
    if isinstance(term, ox.Literal):
        return term.language or "", term.value, term.datatype.value
    return "", text_of(term), ""
