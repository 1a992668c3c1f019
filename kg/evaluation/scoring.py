"""Gold facts held against the statements of a store.

One triple of one text counts once, however many of its sentences say it. A statement answers to a gold fact if the
property is one of those listed and both ends go by one of the names listed, case, accents and hyphens aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rdflib import Literal, URIRef

from kg.evaluation.gold import Gold, GoldFact, GoldText
from kg.extraction.labels import normal_form
from kg.graph import Store
from kg.graph.records import ComparisonRecord, EntityRecord, QuantityRecord, StatementRecord
from kg.ontology import Schema
from kg.types import Modality
from kg.vocabulary import BASE

__all__ = ["Confidence", "Counts", "Finding", "Scores", "evaluate"]

_STEPS = ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
_DOCUMENT = ("document", "article", "text")


@dataclass(slots=True)
class Counts:
    """What was wanted, given and right, in one part of the texts."""

    gold: int = 0  # facts that must be found
    found: int = 0
    given: int = 0  # facts that kg gives in texts whose facts are all listed
    right: int = 0
    asserted: int = 0  # of these, as plain truth
    asserted_right: int = 0  # and so they are
    modality: int = 0  # found facts
    modality_right: int = 0
    said_by: int = 0  # found facts whose gold says by whom
    said_by_right: int = 0
    evidence: int = 0  # sentences that speak for a fact
    evidence_right: int = 0  # that stand where they are said to, and say it where the gold quotes
    never: int = 0  # facts that must not be asserted
    broken: int = 0

    def add(self, other: Counts) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self) -> float | None:
        return _share(self.right, self.given)

    @property
    def recall(self) -> float | None:
        return _share(self.found, self.gold)

    @property
    def f1(self) -> float | None:
        p, r = self.precision, self.recall
        return None if p is None or r is None else (round(2 * p * r / (p + r), 4) if p + r else 0.0)

    def as_dict(self) -> dict[str, int | float | None]:
        """Give counts and shares by name."""
        return asdict(self) | {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "asserted_precision": _share(self.asserted_right, self.asserted),
            "modality_accuracy": _share(self.modality_right, self.modality),
            "said_by_accuracy": _share(self.said_by_right, self.said_by),
            "evidence_validity": _share(self.evidence_right, self.evidence),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact that was missed, or given and wrong."""

    text: str  # the id of the text
    kind: str  # "missed", "wrong", "modality", "said by", "evidence" or "never"
    fact: str
    expected: str = ""
    got: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How many of the facts read with some confidence are right."""

    low: float
    high: float  # exclusive
    given: int
    right: int
    mean: float | None  # of their confidences


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How a build compares with the gold."""

    all: Counts
    by_language: Mapping[str, Counts]
    by_property: Mapping[str, Counts]
    confidences: tuple[Confidence, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give all of it in plain values, for JSON."""
        return {
            "all": self.all.as_dict(),
            "by_language": {name: counts.as_dict() for name, counts in self.by_language.items()},
            "by_property": {name: counts.as_dict() for name, counts in self.by_property.items()},
            "confidences": [asdict(step) for step in self.confidences],
            "findings": [asdict(finding) for finding in self.findings],
        }


def evaluate(store: Store, gold: Gold, schema: Schema) -> Scores:
    """Score the statements of a store; a text that is not in it has all its facts missed."""
    names = _Names(store, schema)
    statements: dict[URIRef, list[StatementRecord]] = defaultdict(list)
    wanted = {URIRef(f"{BASE}document/{text.document.id}") for text in gold.texts}
    for record in store.statements():
        if record.document in wanted:
            statements[record.document].append(record)
    tally = _Tally()
    for text in gold.texts:
        _Comparison(text, statements[URIRef(f"{BASE}document/{text.document.id}")], names, tally).compare()
    return tally.scores()


@dataclass(slots=True)
class _Tally:
    """Collects what the comparisons of all texts give."""

    parts: dict[tuple[str, str], Counts] = field(default_factory=lambda: defaultdict(Counts))  # language, property
    readings: list[tuple[float, bool]] = field(default_factory=list)  # confidence, and whether it is right
    findings: list[Finding] = field(default_factory=list)

    def scores(self) -> Scores:
        return Scores(
            all=self._sum(lambda language, prop: True),
            by_language={name: self._sum(lambda language, _, n=name: language == n) for name in self._names(0)},
            by_property={name: self._sum(lambda _, prop, n=name: prop == n) for name in self._names(1)},
            confidences=tuple(self._confidence(low, high) for low, high in _STEPS),
            findings=tuple(self.findings),
        )

    def _names(self, place: int) -> list[str]:
        return sorted({key[place] for key in self.parts})

    def _sum(self, belongs: Any) -> Counts:
        total = Counts()
        for (language, prop), counts in self.parts.items():
            if belongs(language, prop):
                total.add(counts)
        return total

    def _confidence(self, low: float, high: float) -> Confidence:
        here = [(value, right) for value, right in self.readings if low <= value < high]
        mean = round(sum(value for value, _ in here) / len(here), 3) if here else None
        return Confidence(low=low, high=high, given=len(here), right=sum(right for _, right in here), mean=mean)


class _Comparison:
    """Compares one text."""

    def __init__(self, text: GoldText, records: list[StatementRecord], names: _Names, tally: _Tally) -> None:
        self.text, self.names, self.tally = text, names, tally
        self.triples: dict[tuple[object, ...], list[StatementRecord]] = defaultdict(list)
        for record in records:
            self.triples[record.subject, record.property, record.object].append(record)

    def compare(self) -> None:
        answers: dict[tuple[object, ...], list[GoldFact]] = defaultdict(list)
        for fact in self.text.facts:
            found = [key for key, records in self.triples.items() if self.names.answers(records[0], fact)]
            for key in found:
                answers[key].append(fact)
            self._of_fact(fact, [record for key in found for record in self.triples[key]])
        for fact in self.text.never:
            self._of_never(fact)
        if self.text.is_complete:
            for key, records in self.triples.items():
                self._of_given(records, answers[key])
        for records in self.triples.values():
            self._of_evidence(records)

    def _counts(self, prop: str) -> Counts:
        return self.tally.parts[self.text.document.language, prop]

    def _of_fact(self, fact: GoldFact, records: list[StatementRecord]) -> None:
        counts = self._counts(self.names.local(records[0].property) if records else fact.property[0])
        if not fact.is_optional:
            counts.gold += 1
            counts.found += bool(records)
        if not records:
            if not fact.is_optional:
                self._find("missed", fact, expected=", ".join(fact.modality), sentence=fact.quote)
            return
        # Several sentences may say it, in several ways: the one that the gold quotes counts, if it is there.
        quoted = [record for record in records if _covers(record, fact)] or records
        counts.modality += 1
        if any(record.modality in fact.modality for record in quoted):
            counts.modality_right += 1
        else:
            got = ", ".join(sorted({record.modality for record in quoted}))
            self._find("modality", fact, expected=", ".join(fact.modality), got=got, sentence=quoted[0].quote)
        if fact.said_by is not None:
            self._of_source(fact, quoted, counts)

    def _of_source(self, fact: GoldFact, records: list[StatementRecord], counts: Counts) -> None:
        assert fact.said_by is not None
        counts.said_by += 1
        said = [[set(self.names.of(iri)) for iri in record.attributed_to] for record in records]
        wanted = {normal_form(name) for name in fact.said_by}
        if any(all(names & wanted for names in given) and bool(given) == bool(wanted) for given in said):
            counts.said_by_right += 1
            return
        got = ", ".join(sorted({self.names.show(iri) for record in records for iri in record.attributed_to}))
        expected = " or ".join(fact.said_by) or "nobody"
        self._find("said by", fact, expected=expected, got=got or "nobody", sentence=records[0].quote)

    def _of_given(self, records: list[StatementRecord], facts: list[GoldFact]) -> None:
        """Count what kg gives: right if the gold has it, and as plain truth only if the gold has it so."""
        first = records[0]
        if not facts and self.names.is_about_text(first):
            return  # who wrote it and when is not what it says
        if facts and all(fact.is_optional for fact in facts):
            return
        counts = self._counts(self.names.local(first.property))
        counts.given += 1
        counts.right += bool(facts)
        plain = [record for record in records if record.modality is Modality.ASSERTED]
        if plain:
            counts.asserted += 1
            counts.asserted_right += any(Modality.ASSERTED in fact.modality for fact in facts)
        self.tally.readings.append((max(record.confidence for record in records), bool(facts)))
        if not facts:
            self.tally.findings.append(
                Finding(
                    text=self.text.id,
                    kind="wrong",
                    fact=self.names.show_fact(first),
                    got=f"{first.modality}, {first.confidence:.2f}",
                    sentence=" ".join(first.quote.split()),
                )
            )

    def _of_never(self, fact: GoldFact) -> None:
        counts = self._counts(fact.property[0])
        counts.never += 1
        for records in self.triples.values():
            plain = [r for r in records if r.modality is Modality.ASSERTED and r.validity not in ("former", "future")]
            if plain and self.names.answers(plain[0], fact):
                counts.broken += 1
                self._find("never", fact, expected=fact.reason, got="asserted", sentence=plain[0].quote)
                return

    def _of_evidence(self, records: Iterable[StatementRecord]) -> None:
        """See whether the sentence stands where the statement says, letter by letter."""
        for record in records:
            counts = self._counts(self.names.local(record.property))
            counts.evidence += 1
            if self.text.document.text[record.start : record.end] == record.quote and record.quote.strip():
                counts.evidence_right += 1
            else:
                fact = self.names.show_fact(record)
                self.tally.findings.append(Finding(text=self.text.id, kind="evidence", fact=fact, got=record.quote))

    def _find(self, kind: str, fact: GoldFact, *, expected: str = "", got: str = "", sentence: str = "") -> None:
        said = " ".join(sentence.split())
        self.tally.findings.append(
            Finding(text=self.text.id, kind=kind, fact=str(fact), expected=expected, got=got, sentence=said)
        )


def _covers(record: StatementRecord, fact: GoldFact) -> bool:
    quote, sentence = normal_form(fact.quote), normal_form(record.quote)
    return bool(quote) and (quote in sentence or sentence in quote)


class _Names:
    """Knows by which names the terms of a store go."""

    def __init__(self, store: Store, schema: Schema) -> None:
        self.schema = schema
        self.entities: dict[URIRef, EntityRecord] = {entity.iri: entity for entity in store.entities()}
        self.quantities: dict[URIRef, QuantityRecord] = {one.iri: one for one in store.quantities()}
        self.comparisons: dict[URIRef, ComparisonRecord] = {one.iri: one for one in store.comparisons()}
        self.titles = {document.iri: document.title for document in store.documents()}

    def answers(self, record: StatementRecord, fact: GoldFact) -> bool:
        """Tell whether a statement says what a gold fact says, how surely aside."""
        if self.local(record.property) not in fact.property and str(record.property) not in fact.property:
            return False
        known = self.schema.properties.get(record.property)
        # Who competes with whom is said either way round.
        ways = [(record.subject, record.object), (record.object, record.subject)][: 1 + bool(known and known.symmetric)]
        return any(self._is_called(one, fact.subject) and self._is_called(other, fact.object) for one, other in ways)

    def _is_called(self, term: URIRef | Literal, names: Iterable[str]) -> bool:
        return not {normal_form(name) for name in names}.isdisjoint(self.of(term))

    def local(self, prop: URIRef) -> str:
        return str(prop).rstrip("/").rpartition("#")[2].rpartition("/")[2]

    def is_about_text(self, record: StatementRecord) -> bool:
        return record.subject in self.titles

    def of(self, term: URIRef | Literal) -> Iterator[str]:
        return map(normal_form, self._of(term))

    def _of(self, term: URIRef | Literal) -> Iterator[str]:
        if isinstance(term, Literal):
            yield str(term)
        elif entity := self.entities.get(term):
            yield from entity.labels.values()
            yield from map(str, entity.alt_labels)
        elif quantity := self.quantities.get(term):
            number = f"{quantity.value.normalize():f}"
            yield from (number, f"{number} {quantity.unit}".strip())
        elif comparison := self.comparisons.get(term):
            yield from self._of_comparison(comparison)
        elif term in self.titles:
            yield from (*_DOCUMENT, self.titles[term])
        else:
            yield from (self.schema.label(term, "en"), self.local(term), str(term))

    def _of_comparison(self, comparison: ComparisonRecord) -> Iterator[str]:
        yield comparison.label
        if comparison.factor is not None:
            yield f"factor {comparison.factor.normalize():f}"
        if comparison.difference and (difference := self.quantities.get(comparison.difference)):
            yield f"difference {difference.value.normalize():f} {difference.unit}".strip()
        if comparison.baseline:
            yield from self._of(comparison.baseline)

    def show(self, term: URIRef | Literal) -> str:
        return next(self._of(term), str(term))

    def show_fact(self, record: StatementRecord) -> str:
        return f"{self.show(record.subject)}  {self.local(record.property)}  {self.show(record.object)}"


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
