"""What a store holds, as plain values: nobody above this floor parses RDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Literal, URIRef

from kg.types import Modality

__all__ = [
    "ComparisonRecord",
    "DocumentRecord",
    "EntityRecord",
    "QuantityRecord",
    "StatementRecord",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """One text that was read; its IRI is also the name of its graph."""

    iri: URIRef
    title: str
    language: str
    identifier: str = ""  # the file's name, without folders
    date: str = ""  # ISO 8601, when it was published, or ""
    authors: tuple[URIRef, ...] = ()  # entities, sorted
    creators: tuple[str, ...] = ()  # the authors as its input names them, sorted
    publisher: str = ""
    url: str = ""
    copy_of: URIRef | None = None  # the document whose text it repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRecord:
    """One thing that texts name."""

    iri: URIRef
    type: URIRef
    labels: Mapping[str, str]  # language -> preferred label, by language
    alt_labels: tuple[Literal, ...] = ()  # every other name, sorted
    documents: tuple[URIRef, ...] = ()  # the texts that name it, sorted

    def label(self, language: str = "en") -> str:
        """Choose the label to show to a reader of `language`."""
        return self.labels.get(language) or next(iter(self.labels.values()), str(self.iri))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """One place of one text that says one triple; a triple may have several."""

    iri: URIRef
    subject: URIRef
    property: URIRef
    object: URIRef | Literal  # an entity, a document, a value node, a value of the ontology
    document: URIRef
    modality: Modality
    confidence: float
    quote: str  # the sentence
    start: int  # where it stands in the document, half-open, in Unicode code points
    end: int
    entry: URIRef  # the lexicon entry that read it
    cue: tuple[int, int] | None = None  # where the word stands that triggered the entry
    subject_at: tuple[int, int] | None = None  # where the text names the subject, or what stands for it
    object_at: tuple[int, int] | None = None
    modality_at: tuple[tuple[int, int], ...] = ()  # where the words stand that say how surely, sorted
    attributed_to: tuple[URIRef, ...] = ()  # entities, sorted
    validity: str = ""  # "former", "current", "future" or ""
    start_date: str = ""  # ISO 8601 with the precision of the text: "2016", "2016-07"
    end_date: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityRecord:
    """A number with its unit; the object of statements, or the difference of a comparison."""

    iri: URIRef
    value: Decimal
    unit: str  # ISO 4217 code, "%", UCUM code, or "" for a plain count
    label: str  # for a reader: "3.72 billion EUR"
    metric: URIRef | None = None  # an entity: what grows by so much


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRecord:
    """One thing measured against another; the object of statements."""

    iri: URIRef
    label: str  # for a reader: "2 × Klickrate"
    metric: URIRef | None = None  # an entity
    baseline: URIRef | None = None  # an entity
    factor: Decimal | None = None
    difference: URIRef | None = None  # a quantity
    higher: bool = True
