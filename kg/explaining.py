"""Why kg believes a fact: the words that say it, the entry that read them, and what each qualifier was told by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Literal, URIRef

from kg.errors import QueryError
from kg.extraction.labels import normal_form
from kg.extraction.sentences import Sentence
from kg.graph import Store
from kg.graph.descriptions import Description
from kg.graph.records import DocumentRecord, StatementRecord
from kg.ontology import Argument, Frame, Ontology, Word, files_of
from kg.paths import ONTOLOGY
from kg.vocabulary import BASE

__all__ = ["Explanation", "Mark", "Reason", "explain"]

Place = tuple[int, int]

_STATEMENT = re.compile(r"<?(?:" + re.escape(BASE) + r")?(?:statement/)?([0-9a-f]{16,64})>?")
_FUNCTIONS = {
    "subject": "its subject",
    "directObject": "its object",
    "indirectObject": "its indirect object",
    "possessiveAdjunct": "whose it is",
    "copulativeArg": "who it is, or the noun itself",
    "attributiveArg": "what it is said of",
    "sententialClause": "the clause that depends on it",
    "itself": "the words themselves",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the sentence and its part in the fact: "subject", "object", "cue" or "hedge"."""

    start: int  # in the sentence, half-open
    end: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing about a fact, what it is, and what that was told by."""

    name: str  # "modality", "said by", "subject" ...
    value: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A fact with everything that speaks for it."""

    statement: URIRef
    subject: str
    relation: str
    object: str
    document: str  # title
    published: str
    sentence: str
    marks: tuple[Mark, ...]  # in the order of the sentence, none over another
    reasons: tuple[Reason, ...] = field(default=())


def explain(store: Store, what: str, ontology: Ontology, *, directory: Path = ONTOLOGY) -> Iterator[Explanation]:
    """Explain one statement, by its IRI or the end of it, or all that is said of a thing, by its name or IRI.

    ontology, directory: what the store was built with, and the folder it was read from.
    Raises QueryError if there is no such statement or thing.
    """
    found, records = _find(store, what, ontology)
    documents = {document.iri: document for document in store.documents()}
    explainer = _Explainer(store, ontology, directory, found, documents)
    yield from map(explainer.explain, records)


def _find(store: Store, what: str, ontology: Ontology) -> tuple[Description, list[StatementRecord]]:
    short = _STATEMENT.fullmatch(what.strip())
    if short:
        record = store.statement(f"{BASE}statement/{short[1]}")
        if record is None:
            raise QueryError(f"{what}: the graph has no statement of this name; kg explain NAME lists those of a thing")
        subject = store.describe(str(record.subject))
        assert subject is not None
        return subject, [record]
    iri = store.find_entity(what, ontology.schema)
    found = store.describe(str(iri))
    assert found is not None
    ends = [record for record in found.statements if iri in (record.subject, record.object)]
    return found, sorted(ends, key=lambda record: record.subject != iri)


class _Explainer:
    """Explains the statements of one store."""

    def __init__(
        self,
        store: Store,
        ontology: Ontology,
        directory: Path,
        found: Description,
        documents: Mapping[URIRef, DocumentRecord],
    ) -> None:
        self.store, self.ontology, self.schema = store, ontology, ontology.schema
        self.found, self.documents = found, documents
        self.lines = _Lines(files_of(directory).words)

    def explain(self, record: StatementRecord) -> Explanation:
        document = self.documents[record.document]
        # What is made by other extractors may have no lexicon.
        language = document.language if document.language in self.ontology.lexicons else "en"
        sentence = Sentence(record.quote, language, self.ontology)
        return Explanation(
            statement=record.iri,
            subject=self._name(record.subject),
            relation=self.schema.label(record.property, "en"),
            object=self._name(record.object),
            document=document.title,
            published=document.date,
            sentence=record.quote,
            marks=tuple(_marks(record)),
            reasons=tuple(self._reasons(record, sentence, language)),
        )

    def _reasons(self, record: StatementRecord, sentence: Sentence, language: str) -> Iterator[Reason]:
        yield self._entry(record, sentence, language)
        subject, cue, object_ = (_inside(record, p) for p in (record.subject_at, record.cue, record.object_at))
        if path := sentence.path(subject, cue, object_):
            yield Reason(name="tree", value=path)
        yield from self._end("subject", record, record.subject, record.subject_at)
        yield from self._end("object", record, record.object, record.object_at)
        yield self._modality(record, sentence)
        if record.attributed_to:
            yield Reason(name="said by", value=", ".join(map(self._name, record.attributed_to)))
        yield from self._time(record, sentence)
        if record.approximate:
            yield Reason(name="figure", value="a rough one")
        surety = sentence.surety(subject, cue, object_)
        because = f"the model gives the tree at these words {surety:.2f}" if surety is not None else ""
        yield Reason(name="confidence", value=f"{record.confidence:.2f}", because=because)

    # The entry

    def _entry(self, record: StatementRecord, sentence: Sentence, language: str) -> Reason:
        lexicon = self.ontology.lexicons[language]
        frames = [frame for frame in lexicon.frames if frame.entry == record.entry]
        made_for = [frame for frame in frames if self._says(frame, record.property)]
        words = [word for word in lexicon.words if word.entry == record.entry]
        known: list[Frame | Word] = [*made_for, *frames, *words]
        where = self.lines.where(record.entry)
        if not known or not known[0].forms:
            name = self.schema.label(record.entry, "en")
            return Reason(name="read by", value=name, because=where or "the adjective or the name of a place")
        keys = sentence.keys(_inside(record, record.cue))
        form = next((form for form in known[0].forms if set(keys) & set(form)), known[0].forms[0])
        places = self._places(made_for[0]) if made_for else ""
        return Reason(name="read by", value=f"{' '.join(form)} ({known[0].pos}){places}", because=where)

    def _says(self, frame: Frame, prop: URIRef) -> bool:
        known = self.schema.properties.get(frame.reference)
        return frame.reference == prop or (known is not None and known.former == prop)

    def _places(self, frame: Frame) -> str:
        ends = (("subject", frame.subject), ("object", frame.object))
        said = [f"{end}: {_describe(place)}" for end, place in ends if place is not None]
        return f"; {', '.join(said)}" if said else ""

    # The ends

    def _end(self, role: str, record: StatementRecord, end: URIRef | Literal, place: Place | None) -> Iterator[Reason]:
        """Say what the sentence calls an end where it does not call it by one of its names."""
        if isinstance(end, Literal) or place is None or end == record.document:
            return
        name = self._name(end)
        inside = _inside(record, place)
        if inside is None:
            yield Reason(name=role, value=name, because="not named in this sentence; told by the text around it")
            return
        words = record.quote[slice(*inside)]
        if self._is_called(end, words):
            return
        left_out = f"left out beside “{words}”; told by the text around it"
        yield Reason(name=role, value=name, because=left_out if place == record.cue else f"“{words}” stands for it")

    def _is_called(self, end: URIRef, words: str) -> bool:
        names = self.store.query(
            f"SELECT DISTINCT ?name {{ <{end}> rdfs:label|skos:prefLabel|skos:altLabel ?name }}"
        ).rows
        said = normal_form(words)
        return any(normal_form(str(row[0])) in said for row in names) or not names

    def _name(self, term: URIRef | Literal) -> str:
        if isinstance(term, Literal):
            return str(term)
        name = self.store.names([term])[term]
        return self.schema.label(term, "en") if isinstance(name, URIRef) else str(name)

    # Qualifiers

    def _modality(self, record: StatementRecord, sentence: Sentence) -> Reason:
        told: list[str] = []
        for place in record.modality_at:
            inside = _inside(record, place)
            if inside is None:
                told.append("words outside of this sentence: a quotation")
            elif meaning := sentence.meaning(inside):
                words = record.quote[slice(*inside)]
                told.append(f"“{words}” {meaning}" if words.isalnum() else meaning)
        plain = "nothing hedges it" if record.modality == "asserted" else ""
        return Reason(name="modality", value=str(record.modality), because="; ".join(dict.fromkeys(told)) or plain)

    def _time(self, record: StatementRecord, sentence: Sentence) -> Iterator[Reason]:
        said = [record.validity, f"from {record.start_date}" if record.start_date else ""]
        said.append(f"to {record.end_date}" if record.end_date else "")
        if any(said):
            words = sentence.time(record.validity, record.start_date)
            told = ", ".join(f"“{word}”" for word in dict.fromkeys(words))
            yield Reason(name="time", value=", ".join(filter(None, said)), because=told)


def _describe(place: Argument) -> str:
    if place.markers:
        return "behind " + " or ".join(f"“{marker}”" for marker in sorted(place.markers))
    return _FUNCTIONS.get(place.function, place.function)


def _inside(record: StatementRecord, place: Place | None) -> Place | None:
    """Give offsets in the sentence for offsets in the text; None where it is not in the sentence."""
    if place is None or not record.start <= place[0] < place[1] <= record.start + len(record.quote):
        return None
    return place[0] - record.start, place[1] - record.start


def _marks(record: StatementRecord) -> Iterator[Mark]:
    """Give the stretches to mark; where two meet, as a subject left out beside the cue, the first in this order."""
    wanted: list[tuple[str, Place | None]] = [("cue", record.cue)]
    wanted += [("subject", record.subject_at), ("object", record.object_at)]
    wanted += [("hedge", place) for place in record.modality_at]
    taken: list[Mark] = []
    for role, place in wanted:
        inside = _inside(record, place)
        if inside and all(mark.end <= inside[0] or inside[1] <= mark.start for mark in taken):
            taken.append(Mark(start=inside[0], end=inside[1], role=role))
    yield from sorted(taken, key=lambda mark: mark.start)


class _Lines:
    """Finds where the entries of the lexicons stand."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = tuple(files)

    def where(self, entry: URIRef) -> str:
        """Give file and line of an entry, "" where none has it."""
        local = re.split("[#/]", str(entry))[-1]
        head = re.compile(rf"^[\w-]*:{re.escape(local)}\s+a\s", re.MULTILINE)
        for path in self.files:
            text = path.read_text(encoding="utf-8")
            if (found := head.search(text)) and _declares(text, str(entry).removesuffix(local)):
                return f"{_near(path)}, line {text.count(chr(10), 0, found.start()) + 1}"
        return ""


def _near(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _declares(text: str, namespace: str) -> bool:
    return f"<{namespace}>" in text
