"""The values that pass between the stages; all of them frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rdflib import Literal, URIRef

__all__ = [
    "Comparison",
    "Document",
    "Entity",
    "Evidence",
    "Fact",
    "Mention",
    "Modality",
    "Passage",
    "Period",
    "Quantity",
    "Reject",
    "Statement",
    "Testimony",
]


class Modality(StrEnum):
    """How a text stands to what it says; only ASSERTED becomes a direct triple."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One news text, exactly as read; every offset in kg points into `text`."""

    id: str  # the same in every run: from the file name and the content, not from the clock
    text: str
    language: str  # BCP 47, as in the lexicon: "de", "it", "en"
    title: str = ""
    published: date | None = None
    source: str = ""  # where it was read from, for messages and for the reader
    authors: tuple[str, ...] = ()  # as its input names them
    publisher: str = ""
    url: str = ""  # where it was published

    def __hash__(self) -> int:
        return hash(self.id)  # everything that is asked for by passage is asked for by document as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document; its `text` is document.text[start:end]."""

    document: Document
    start: int  # half-open, in Unicode code points
    end: int

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Passage):
    """A passage that names something, e.g. "SAP", "das Marketing-Team" or "der Konzern"."""

    type: URIRef  # a class of the ontology
    label: str  # the name without articles and quotation marks, as it would stand in an index
    key: str  # label brought to a normal form: equal keys of one type are one entity
    is_name: bool  # a proper name, or a term: means the same in every document
    is_reference: bool = False  # a pronoun or "das Unternehmen": stands for another mention
    number: str = ""  # "Sing", "Plur" or unknown
    gender: str = ""  # "Masc", "Fem", "Neut" or unknown
    relation: str = ""  # the UD relation of its head: "nsubj", "obj" ...
    concept: URIRef | None = None  # the concept of the ontology that the phrase is a name of
    aliases: tuple[str, ...] = ()  # further names given on the spot: "tasto Snap (Scatta)"
    score: float = 1.0  # 0..1, how sure the model is
    nouns: tuple[str, ...] = ()  # what the text calls it here; of "das Unternehmen" its noun, the whole first
    origins: tuple[URIRef, ...] = ()  # the places of the ontology that an adjective says it is from: "padovana"
    apart: tuple[int, ...] = ()  # offsets of the words that grammar says a reference does not stand for
    likely: tuple[int, ...] = ()  # and of those it prefers: the subject of the clause around it

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Passage):
    """The sentence that says it, and the lexicon entry that read it."""

    entry: URIRef
    cue: tuple[int, int] | None = None  # offsets of the word that triggered the entry
    figure: tuple[int, int] | None = None  # and of the object where it is a number or words, not a mention
    hedges: tuple[tuple[int, int], ...] = ()  # and of the words that say how surely


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit."""

    value: Decimal
    unit: str = ""  # ISO 4217 code, "%", UCUM code, or "" for a plain count
    approximate: bool = False
    metric: Mention | URIRef | None = None  # what grows by so much: "Umsatz"; an entity once that is resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One thing measured against another: "click rate twice that of Y"."""

    metric: Mention | None  # "Klickrate"; None where the text names none
    baseline: Mention | None  # what it is measured against
    factor: Decimal | None = None  # 2 for "twice"
    difference: Quantity | None = None  # 10 % for "10 percent higher"
    higher: bool = True  # False for "half as high", "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When a fact holds. Dates are ISO 8601 with the precision of the text: "2016", "2016-07"."""

    start: str = ""
    end: str = ""
    tense: str = ""  # "former", "current", "future" or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one sentence says of one mention, and how surely."""

    subject: Mention | Document
    property: URIRef
    object: Mention | Quantity | Comparison | Literal | URIRef  # a URIRef is a value of the ontology
    evidence: Evidence
    modality: Modality = Modality.ASSERTED
    attribution: tuple[Mention, ...] = ()  # who says so
    time: Period | None = None
    confidence: float = 1.0  # 0..1, see DESIGN in ontology/README.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A candidate that became no fact, and why."""

    evidence: Evidence
    property: URIRef
    subject: str  # in the words of the text; "" where nothing fills the place
    object: str
    kind: str  # a word or two that many have in common: "wrong kind", "missing argument"
    reason: str  # in plain words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The one thing that several mentions name."""

    iri: URIRef
    type: URIRef
    label: Literal
    aliases: frozenset[Literal] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One place of one document that speaks for a statement, and how it qualifies it."""

    evidence: Evidence
    modality: Modality
    attribution: tuple[URIRef, ...]  # entities
    time: Period | None
    confidence: float
    approximate: bool = False
    subject_at: tuple[int, int] | None = None  # where the text names the subject, or what stands for it
    object_at: tuple[int, int] | None = None
    holds: bool = True  # False where the text says that it was so once, or will be


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One triple of one document's graph, with everything that speaks for it."""

    subject: URIRef
    property: URIRef
    object: URIRef | Literal
    testimonies: tuple[Testimony, ...]
    # What describes the object where it is a value node: a quantity or a comparison.
    value: Quantity | ResolvedComparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedComparison:
    """A Comparison whose mentions are entities."""

    metric: URIRef | None
    baseline: URIRef | None
    factor: Decimal | None
    difference: Quantity | None
    higher: bool
