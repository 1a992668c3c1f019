"""The examples of the lexicon, read: an entry whose own example does not give what it stands for helps nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from kg.annotation import annotate
from kg.documents import read_text
from kg.extraction import find_facts, find_mentions
from kg.ontology import Frame, Ontology, Word, entries_of, load
from kg.types import Comparison, Fact, Mention, Modality, Quantity
from kg.vocabulary import KG, SCHEMA

__all__ = ["Tried", "check_examples", "try_example", "works"]

_MODALITIES = {URIRef(KG[m.value]): m for m in Modality}
_TENSES = {KG.former: "former", KG.current: "current", KG.future: "future"}
_FIGURES = (KG.approximately, KG.atLeast, KG.multiplier, KG.scale, KG.times, KG.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What an example gave."""

    mentions: list[Mention]
    facts: list[Fact]

    def __str__(self) -> str:
        said = [f"{_local(f.property)} ({f.modality}, read by {_local(f.evidence.entry)})" for f in self.facts]
        return ", ".join(said) or "nothing"


def check_examples(directory: Path) -> list[str]:
    """Read every example of the lexicon files of a folder; give a line for each that its entry does not read."""
    ontology = load(directory)
    own = {entry: path for path, entries in entries_of(directory).items() for entry in entries}
    problems = []
    for language, lexicon in sorted(ontology.lexicons.items()):
        read: tuple[Frame | Word, ...] = (*lexicon.frames, *lexicon.words)
        for entry in read:
            for example in entry.examples if entry.entry in own else ():
                tried = try_example(example, language, ontology)
                if not works(entry, tried, ontology):
                    problems.append(f'{own[entry.entry]}: {entry.entry}: its example "{example}" gives {tried}')
    return sorted(set(problems))


def try_example(example: str, language: str, ontology: Ontology) -> Tried:
    """Read an example, with facts of a thing with itself: many examples know one name alone."""
    (annotation,) = annotate([read_text(example, language=language)])
    mentions = find_mentions(annotation, ontology)
    return Tried(mentions=mentions, facts=list(find_facts(annotation, mentions, ontology)))


def works(entry: Frame | Word, tried: Tried, ontology: Ontology) -> bool:
    """Tell whether an example gave what its entry stands for."""
    if isinstance(entry, Frame):
        return _frame_works(entry, tried.facts, ontology)
    return any(_word_works(entry, tried, ontology))


def _frame_works(frame: Frame, facts: list[Fact], ontology: Ontology) -> bool:
    if frame.reference in _MODALITIES:
        return any(fact.modality == _MODALITIES[frame.reference] for fact in facts)
    prop = ontology.schema.properties[frame.reference]
    return any(f.property in (prop.iri, prop.former) and f.evidence.entry == frame.entry for f in facts)


def _word_works(word: Word, tried: Tried, ontology: Ontology) -> Iterator[bool]:
    facts, denoted, schema = tried.facts, word.denotes, ontology.schema
    if denoted in _MODALITIES:
        yield any(fact.modality == _MODALITIES[denoted] for fact in facts)
    elif denoted in _TENSES:
        former = {p.former for p in schema.properties.values()}
        yield any((f.time and f.time.tense == _TENSES[denoted]) or f.property in former for f in facts)
    elif denoted == KG.boilerplate:
        yield not facts
    elif denoted == KG.deputy:
        yield not any(schema.properties[f.property].former for f in facts if f.property in schema.properties)
    elif denoted == KG.month or str(denoted).startswith(str(SCHEMA)):
        yield any(f.property == denoted or (f.time and f.time.start) or f.subject == f.evidence.document for f in facts)
    elif denoted in _FIGURES or (word.pos == "numeral" and word.value is not None):
        yield any(isinstance(f.object, Quantity | Comparison) for f in facts)
    elif denoted is not None and (denoted in schema.classes or denoted in schema.concepts):
        kind = schema.concepts[denoted].type if denoted in schema.concepts else denoted
        yield any(schema.is_a(m.type, kind) for m in tried.mentions)
    else:
        yield bool(facts or tried.mentions)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
