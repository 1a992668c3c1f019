"""Every example in ontology/lexicon must be read by its entry."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from rdflib import URIRef

from kg.extraction import find_facts
from kg.ontology import Frame, Ontology, Word, load
from kg.types import Comparison, Fact, Modality, Quantity
from kg.vocabulary import KG, SCHEMA
from tests.conftest import Read, read

pytestmark = pytest.mark.model

ONTOLOGY = load()
MODALITIES = {URIRef(KG[m.value]): m for m in Modality}
TENSES = {KG.former: "former", KG.current: "current", KG.future: "future"}
FIGURES = (KG.approximately, KG.atLeast, KG.multiplier, KG.scale, KG.times, KG.unit)


def entries() -> list[object]:
    found: dict[str, object] = {}
    for language, lexicon in sorted(ONTOLOGY.lexicons.items()):
        for entry in (*lexicon.frames, *lexicon.words):
            said = getattr(entry, "reference", None) or getattr(entry, "denotes", None)
            for example in entry.examples:
                name = f"{language}:{str(entry.entry).split('#')[-1]}:{str(said).split('#')[-1]}:{example}"
                found[name] = pytest.param(language, entry, example, id=name)
    return list(found.values())


@cache
def reading(language: str, example: str) -> Read:
    """Read an example, with facts of a thing with itself: many examples know one name alone."""
    result = read(example, language, ONTOLOGY)
    return replace(result, facts=find_facts(result.annotation, result.mentions, ONTOLOGY))


@pytest.mark.parametrize(("language", "entry", "example"), entries())
def test_example_is_read_by_its_entry(language: str, entry: Frame | Word, example: str) -> None:
    """An entry whose own example does not work helps nobody."""
    result = reading(language, example)
    said = [f"{f.property.split('#')[-1]} ({f.modality}, {f.evidence.entry.split('#')[-1]})" for f in result.facts]
    assert works(entry, result, ONTOLOGY), f"{example!r} gives {said}"


def test_every_entry_has_an_example() -> None:
    """An entry without an example is one nobody has tried."""
    entries = [e for lexicon in ONTOLOGY.lexicons.values() for e in (*lexicon.frames, *lexicon.words)]
    tried = {entry.entry for entry in entries if entry.examples}
    assert not {str(e.entry) for e in entries} - {str(iri) for iri in (*tried, *ONTOLOGY.schema.concepts)}


def works(entry: Frame | Word, result: Read, ontology: Ontology) -> bool:
    if isinstance(entry, Frame):
        return frame_works(entry, result.facts, ontology)
    return word_works(entry, result, ontology)


def frame_works(frame: Frame, facts: list[Fact], ontology: Ontology) -> bool:
    if frame.reference in MODALITIES:
        return any(fact.modality == MODALITIES[frame.reference] for fact in facts)
    prop = ontology.schema.properties[frame.reference]
    return any(f.property in (prop.iri, prop.former) and f.evidence.entry == frame.entry for f in facts)


def word_works(word: Word, result: Read, ontology: Ontology) -> bool:
    facts, denoted, schema = result.facts, word.denotes, ontology.schema
    if denoted in MODALITIES:
        return any(fact.modality == MODALITIES[denoted] for fact in facts)
    if denoted in TENSES:
        former = {p.former for p in schema.properties.values()}
        return any((f.time and f.time.tense == TENSES[denoted]) or f.property in former for f in facts)
    if denoted == KG.boilerplate:
        return not facts
    if denoted == KG.deputy:
        return not any(schema.properties[f.property].former for f in facts if f.property in schema.properties)
    if denoted == KG.month or str(denoted).startswith(str(SCHEMA)):
        return any(
            f.property == denoted or (f.time and f.time.start) or f.subject == f.evidence.document for f in facts
        )
    if denoted in FIGURES or (word.pos == "numeral" and word.value is not None):
        return any(isinstance(f.object, Quantity | Comparison) for f in facts)
    if denoted in schema.classes or denoted in schema.concepts:
        kind = schema.concepts[denoted].type if denoted in schema.concepts else denoted
        return any(schema.is_a(m.type, kind) for m in result.mentions)
    return bool(facts or result.mentions)
