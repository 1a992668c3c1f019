"""What a store holds, counted: for a reader (`Statistics`), and as VoID inside the data.

The description is part of the graph that is derived from all documents, counts what their graphs say without that
graph itself, and is the same whatever order they came in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.graph.provenance import DATASET, DERIVED, STRUCTURE
from kg.graph.terms import UNION, OxTerm, named, text_of
from kg.graph.values import Triple, digest, integer_literal
from kg.types import Modality
from kg.vocabulary import KG, OA, PREFIXES, RDF, RDFS, SCHEMA, VOID

__all__ = [
    "Counts",
    "Described",
    "Statistics",
    "count",
    "count_statements",
    "dataset_subjects",
    "dataset_triples",
    "describe_dataset",
    "read_described",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The counts of a store; mappings have the most first, and what is equal by IRI."""

    documents: int
    documents_by_language: Mapping[str, int]
    first_date: str  # of publication, ISO 8601, or ""
    last_date: str
    triples: int  # each once, however many texts say it
    entities: int
    entities_by_class: Mapping[URIRef, int]
    statements: int
    statements_by_property: Mapping[URIRef, Mapping[Modality, int]]
    statements_by_modality: Mapping[Modality, int]
    statements_by_source: Mapping[URIRef, int]  # to whom texts attribute them
    sentences: int
    size: int  # bytes on disk, 0 in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The first counts of a store."""

    documents: Mapping[str, int]  # by language
    entities: int
    statements_by_property: Mapping[URIRef, int]  # most first
    statements_by_modality: Mapping[Modality, int]  # in the order of Modality

    @property
    def statements(self) -> int:
        return sum(self.statements_by_modality.values())


def count_statements(store: ox.Store) -> Counts:
    """Count what a build tells of a store."""
    languages = _group(store, "?s a schema:NewsArticle ; schema:inLanguage ?a")
    modalities: Counter[Modality] = Counter()
    properties: Counter[str] = Counter()
    for (property_, modality), number in _group_by_two(store, "?s rdf:predicate ?a ; kg:modality ?b").items():
        modalities[Modality(modality.removeprefix(KG))] += number
        properties[property_] += number
    return Counts(
        documents=dict(sorted(languages.items())),
        entities=_entities(store),
        statements_by_property=_ordered(properties),
        statements_by_modality={kind: modalities[kind] for kind in Modality if modalities[kind]},
    )


def count(store: ox.Store, path: Path | None) -> Statistics:
    """Count what a store holds."""
    first, last = _dates(store)
    languages = _group(store, "?s a schema:NewsArticle ; schema:inLanguage ?a")
    modalities: Counter[Modality] = Counter()
    properties: dict[URIRef, dict[Modality, int]] = {}
    for (property_, modality), number in _group_by_two(store, "?s rdf:predicate ?a ; kg:modality ?b").items():
        kind = Modality(modality.removeprefix(KG))
        modalities[kind] += number
        properties.setdefault(URIRef(property_), {})[kind] = number
    classes = _group(store, "?s a ?a")
    return Statistics(
        documents=classes[str(SCHEMA.NewsArticle)],
        documents_by_language=dict(_most_first(languages)),
        first_date=first,
        last_date=last,
        triples=_triples(store),
        entities=_entities(store),
        entities_by_class=_ordered({iri: number for iri, number in classes.items() if URIRef(iri) not in STRUCTURE}),
        statements=modalities.total(),
        statements_by_property=dict(sorted(properties.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))),
        statements_by_modality={kind: modalities[kind] for kind in Modality if modalities[kind]},
        statements_by_source=_ordered(_group(store, "?s kg:attributedTo ?a")),
        sentences=classes[str(OA.TextQuoteSelector)],
        size=sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path else 0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What VoID says of the documents' graphs."""

    classes: Mapping[str, int]  # instances
    properties: Mapping[str, int]  # triples
    entities: int


def describe_dataset(store: ox.Store) -> Described:
    """Count what the documents' graphs say; to be called while there is no derived graph."""
    return Described(classes=_group(store, "?s a ?a"), properties=_group(store, "?s ?a ?o"), entities=_entities(store))


def dataset_triples(described: Described) -> Iterator[Triple]:
    """Write down in VoID what was counted."""
    classes, properties = described.classes, described.properties
    if not properties:
        return  # of nothing there is nothing to say
    yield DATASET, RDF.type, VOID.Dataset
    yield DATASET, RDFS.label, Literal("the graph of all documents", lang="en")
    yield DATASET, VOID.triples, integer_literal(sum(properties.values()))
    yield DATASET, VOID.entities, integer_literal(described.entities)
    yield DATASET, VOID.classes, integer_literal(len(classes))
    yield DATASET, VOID.properties, integer_literal(len(properties))
    yield DATASET, VOID.documents, integer_literal(classes.get(str(SCHEMA.NewsArticle), 0))
    for iri, number in sorted(classes.items()):
        part = _part("class", iri)
        yield DATASET, VOID.classPartition, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID["class"], URIRef(iri)
        yield part, VOID.entities, integer_literal(number)
    for iri, number in sorted(properties.items()):
        part = _part("property", iri)
        yield DATASET, VOID.propertyPartition, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID.property, URIRef(iri)
        yield part, VOID.triples, integer_literal(number)


def read_described(store: ox.Store) -> Described | None:
    """Read what `dataset_triples` wrote into the derived graph; None if it is not there."""
    total = _objects(store, named(DATASET), VOID.entities)
    if not total:
        return None

    def counts(partition: URIRef, key: URIRef, number: URIRef) -> dict[str, int]:
        parts = _objects(store, named(DATASET), partition)
        return {text_of(_objects(store, p, key)[0]): int(text_of(_objects(store, p, number)[0])) for p in parts}

    return Described(
        classes=counts(VOID.classPartition, VOID["class"], VOID.entities),
        properties=counts(VOID.propertyPartition, VOID.property, VOID.triples),
        entities=int(text_of(total[0])),
    )


def dataset_subjects(store: ox.Store) -> list[OxTerm]:
    """Give the nodes of the description: the dataset and its parts."""
    parts = [
        part for name in ("classPartition", "propertyPartition") for part in _objects(store, named(DATASET), VOID[name])
    ]
    return [named(DATASET), *parts]


def _objects(store: ox.Store, subject: OxTerm, predicate: URIRef) -> list[OxTerm]:
    quads = store.quads_for_pattern(subject, named(predicate), None, named(DERIVED))  # type: ignore[arg-type]
    return [quad.object for quad in quads]


def _part(kind: str, iri: str) -> URIRef:
    """Name a part of the dataset: dataset/class/kg-Person."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return URIRef(f"{DATASET}/{kind}/{prefix}-{iri.removeprefix(namespace)}")
    return URIRef(f"{DATASET}/{kind}/{digest(iri)}")


def _group(store: ox.Store, pattern: str) -> Counter[str]:
    """Count what fits a pattern, by ?a."""
    found = _rows(store, f"SELECT ?a (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?a")
    return Counter({text_of(row["a"]): int(text_of(row["n"])) for row in found if row["a"]})


def _group_by_two(store: ox.Store, pattern: str) -> Counter[tuple[str, str]]:
    """Count what fits a pattern, by ?a and ?b."""
    found = _rows(store, f"SELECT ?a ?b (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?a ?b")
    return Counter({(text_of(row["a"]), text_of(row["b"])): int(text_of(row["n"])) for row in found if row["a"]})


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _dates(store: ox.Store) -> tuple[str, str]:
    """Give the days on which the first text and the last were published; "" where nobody says."""
    days = "?s a schema:NewsArticle ; schema:datePublished ?day BIND (STR(?day) AS ?text)"
    (row,) = _rows(store, f"SELECT (MIN(?text) AS ?first) (MAX(?text) AS ?last) {{ {days} }}")
    return text_of(row["first"]) if row["first"] else "", text_of(row["last"]) if row["last"] else ""


def _ordered(counts: Mapping[str, int]) -> dict[URIRef, int]:
    return {URIRef(name): n for name, n in _most_first(counts)}


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _entities(store: ox.Store) -> int:
    among = ", ".join(f"<{iri}>" for iri in sorted(STRUCTURE))
    (row,) = _rows(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?c FILTER (?c NOT IN ({among})) }}")
    return int(text_of(row["n"]))


def _triples(store: ox.Store) -> int:
    """Count the triples of the documents: what is derived from them is left out, as in the description."""
    described = store.quads_for_pattern(named(DATASET), named(VOID.triples), None, UNION)
    known = next((quad.object for quad in described), None)
    if known is not None:
        return int(text_of(known))
    derived = sum(1 for _ in store.quads_for_pattern(None, None, None, named(DERIVED)))
    return sum(1 for _ in store.quads_for_pattern(None, None, None, UNION)) - derived
