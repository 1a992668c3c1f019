"""Where a statement comes from: documents, evidence, testimonies and the run, as RDF.

The head of every description is in shared vocabularies: schema.org for documents, PROV-O for the
run, the W3C Web Annotation selectors for evidence, rdf:Statement and kg's qualifiers for testimonies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath

from rdflib import Literal, URIRef

from kg.graph.copies import sign
from kg.graph.values import (
    Triple,
    date_literal,
    decimal_literal,
    digest,
    integer_literal,
    spelling,
)
from kg.ontology import KnownEntity
from kg.types import Document, Entity, Evidence, Modality, Statement, Testimony
from kg.vocabulary import BASE, DC, DCTERMS, KG, OA, OPEN, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOID, XSD

__all__ = [
    "DATASET",
    "DERIVED",
    "KNOWN",
    "STRUCTURE",
    "Activity",
    "document_iri",
    "document_triples",
    "entity_triples",
    "known_triples",
    "statement_triples",
]

# The graph of what depends on all documents together.
DERIVED = URIRef(BASE + "graph/derived")

# The graph of what a person knew of the things the documents speak of.
KNOWN = URIRef(BASE + "graph/known")

# All documents' graphs together, as VoID describes them.
DATASET = URIRef(BASE + "dataset")

# The classes of the nodes that describe; whatever has another class is an entity.
STRUCTURE = frozenset(
    {
        KG.Comparison,
        KG.OpenFact,
        KG.OpenRelation,
        KG.Quantity,
        OA.TextPositionSelector,
        OA.TextQuoteSelector,
        PROV.Activity,
        PROV.Entity,
        PROV.SoftwareAgent,
        RDF.Statement,
        SCHEMA.NewsArticle,
        VOID.Dataset,
    }
)

_TRUE = Literal("true", datatype=XSD.boolean)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What read a document: not when, so that the same texts give the same graph."""

    version: str  # of kg
    model: str = ""  # fingerprint of the model, or "" if none was used
    ontology: str = ""  # fingerprint of the ontology and lexicons

    @property
    def iri(self) -> URIRef:
        return URIRef(f"{BASE}activity/{digest(self.version, self.model, self.ontology)}")

    def triples(self) -> tuple[Triple, ...]:
        """Describe the activity, the software and what it used."""
        return _describe(self)  # one for all texts of a build

    def _triples(self) -> Iterator[Triple]:
        software = URIRef(f"{BASE}software/kg-{self.version}")
        yield self.iri, RDF.type, PROV.Activity
        yield self.iri, RDFS.label, Literal(f"reading by kg {self.version}", lang="en")
        yield self.iri, PROV.wasAssociatedWith, software
        yield software, RDF.type, PROV.SoftwareAgent
        yield software, RDFS.label, Literal(f"kg {self.version}")
        for kind, fingerprint in (("model", self.model), ("ontology", self.ontology)):
            if fingerprint:
                used = URIRef(f"{BASE}{kind}/{fingerprint}")
                yield self.iri, PROV.used, used
                yield used, RDF.type, PROV.Entity
                yield used, RDFS.label, Literal(f"{kind} {fingerprint}", lang="en")


@lru_cache(maxsize=16)
def _describe(activity: Activity) -> tuple[Triple, ...]:
    return tuple(activity._triples())


def document_iri(document: Document) -> URIRef:
    """Give the IRI of a document, which is also the name of its graph."""
    return URIRef(f"{BASE}document/{document.id}")


def document_triples(document: Document, activity: Activity | None = None) -> Iterator[Triple]:
    """Describe a document, and the run that read it."""
    iri = document_iri(document)
    yield iri, RDF.type, SCHEMA.NewsArticle
    if document.title:
        title = Literal(document.title, lang=document.language)
        yield iri, RDFS.label, title
        yield iri, SCHEMA.headline, title
    else:
        yield iri, RDFS.label, Literal(_file_name(document) or document.id)
    yield iri, SCHEMA.inLanguage, Literal(document.language)
    if _file_name(document):
        yield iri, DCTERMS.identifier, Literal(_file_name(document))
    yield from _published(iri, document)
    if signature := sign(document.text):
        yield iri, KG.textSignature, Literal(signature)
    if activity:
        yield iri, PROV.wasGeneratedBy, activity.iri
        yield from activity.triples()


def _published(iri: URIRef, document: Document) -> Iterator[Triple]:
    """Say what the input says of who published it, where and when; names as they stand there, not as entities."""
    if document.published:
        yield iri, SCHEMA.datePublished, date_literal(document.published.isoformat())
    for author in document.authors:
        yield iri, DC.creator, Literal(author)
    if document.publisher:
        yield iri, DC.publisher, Literal(document.publisher)
    if document.url:
        # A literal: it is only shown, and a node of its own would have no name.
        yield iri, SCHEMA.url, Literal(document.url, datatype=XSD.anyURI, normalize=False)


def _file_name(document: Document) -> str:
    # Folders differ from machine to machine; the name does not.
    return PurePath(document.source.replace("\\", "/")).name


def entity_triples(entity: Entity) -> Iterator[Triple]:
    """Describe an entity with the names one document gives it."""
    yield entity.iri, RDF.type, entity.type
    yield entity.iri, RDFS.label, entity.label
    for alias in sorted(entity.aliases, key=spelling):
        if alias != entity.label:
            yield entity.iri, SKOS.altLabel, alias


def known_triples(entity: KnownEntity) -> Iterator[Triple]:
    """Describe a known entity with all its names, and by what others know it."""
    yield entity.iri, RDF.type, entity.type
    for language, name in entity.labels.items():
        yield entity.iri, SKOS.prefLabel, Literal(name, lang=language or None)
    for language, names in entity.names.items():
        for name in names:
            if name != entity.labels.get(language):
                yield entity.iri, SKOS.altLabel, Literal(name, lang=language or None)
    for other in entity.same_as:
        yield entity.iri, OWL.sameAs, other


def statement_triples(document: Document, statement: Statement) -> Iterator[Triple]:
    """Describe a statement's testimonies; the direct triple is given only for what is asserted to hold."""
    if statement.property in OPEN:
        yield from _relation_triples(statement.property)
    elif any(t.modality is Modality.ASSERTED and t.holds for t in statement.testimonies):
        yield statement.subject, statement.property, statement.object
    for testimony in statement.testimonies:
        yield from _testimony_triples(document, statement, testimony)
        yield from _evidence_triples(document, testimony.evidence)


def _relation_triples(iri: URIRef) -> Iterator[Triple]:
    """Describe a predicate in the words of a text: <open/de/sich-bewerben-um>."""
    language, _, words = iri.removeprefix(str(OPEN)).partition("/")
    yield iri, RDF.type, KG.OpenRelation
    yield iri, RDFS.label, Literal(words.replace("-", " "), lang=language)


def _statement_iri(document: Document, statement: Statement, testimony: Testimony) -> URIRef:
    parts = (
        document.id,
        statement.subject,
        statement.property,
        spelling(statement.object),
        testimony.evidence.start,
        testimony.evidence.end,
        testimony.modality.value,
        " ".join(sorted(testimony.attribution)),
        testimony.time.tense if testimony.time else "",
    )
    return URIRef(f"{BASE}statement/{digest(*parts)}")


def _testimony_triples(document: Document, statement: Statement, testimony: Testimony) -> Iterator[Triple]:
    iri = _statement_iri(document, statement, testimony)
    evidence = testimony.evidence
    # An open fact has places of its own: whoever asks for statements, or counts them, asks for what kg understands.
    is_open = statement.property in OPEN
    yield iri, RDF.type, KG.OpenFact if is_open else RDF.Statement
    yield iri, KG.openSubject if is_open else RDF.subject, statement.subject
    yield iri, KG.openRelation if is_open else RDF.predicate, statement.property
    yield iri, KG.openObject if is_open else RDF.object, statement.object
    yield iri, KG.modality, KG[testimony.modality.value]
    for source in testimony.attribution:
        yield iri, KG.attributedTo, source
    yield from _time_triples(iri, testimony)
    yield iri, KG.confidence, decimal_literal(round(Decimal(str(testimony.confidence)), 2))
    if testimony.approximate:
        yield iri, KG.approximate, _TRUE
    yield iri, KG.evidence, _evidence_iri(document, evidence)
    yield iri, KG.entry, evidence.entry
    if evidence.cue:
        yield iri, KG.cueStart, integer_literal(evidence.cue[0])
        yield iri, KG.cueEnd, integer_literal(evidence.cue[1])
    for predicate, places in _places(testimony):
        yield from ((iri, predicate, _passage_iri(document, *place)) for place in places)
    yield iri, PROV.wasDerivedFrom, document_iri(document)


def _places(testimony: Testimony) -> Iterator[tuple[URIRef, tuple[tuple[int, int], ...]]]:
    """Give where the words stand that fill the places of a statement, and those that say how surely."""
    yield KG.subjectAt, (testimony.subject_at,) if testimony.subject_at else ()
    yield KG.objectAt, (testimony.object_at,) if testimony.object_at else ()
    yield KG.modalityAt, testimony.evidence.hedges


def _time_triples(iri: URIRef, testimony: Testimony) -> Iterator[Triple]:
    time = testimony.time
    if time is None:
        return
    if time.tense:
        yield iri, KG.validity, KG[time.tense]
    if time.start:
        yield iri, SCHEMA.startDate, date_literal(time.start)
    if time.end:
        yield iri, SCHEMA.endDate, date_literal(time.end)


def _evidence_iri(document: Document, evidence: Evidence) -> URIRef:
    return _passage_iri(document, evidence.start, evidence.end)


def _passage_iri(document: Document, start: int, end: int) -> URIRef:
    # A fragment as in RFC 5147: counted in code points, half-open.
    return URIRef(f"{document_iri(document)}#char={start},{end}")


def _evidence_triples(document: Document, evidence: Evidence) -> Iterable[Triple]:
    iri = _evidence_iri(document, evidence)
    yield iri, RDF.type, OA.TextQuoteSelector
    yield iri, RDF.type, OA.TextPositionSelector
    yield iri, OA.exact, Literal(evidence.text, lang=document.language)
    yield iri, OA.start, integer_literal(evidence.start)
    yield iri, OA.end, integer_literal(evidence.end)
    yield iri, DCTERMS.isPartOf, document_iri(document)
