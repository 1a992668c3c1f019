"""Names of two languages for one thing, and for two that are nearly one: `python -m tests.translations`.

tests/cases/translations/development.csv is what thresholds were chosen on; heldout.csv is for measuring alone. The
names of a pair are read in sentences, and two texts then tell the same of each, in the same company: what keeps two
things apart is what their names mean, and nothing else.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rdflib import Literal

from kg.extraction.labels import normal_form
from kg.ontology import Ontology, load
from kg.resolution import Appearance, Tie, appearances, link
from kg.resolution.names import mint
from kg.types import Document, Entity
from kg.vocabulary import KG
from tests.conftest import Read, read
from tests.resolution.newsroom import appearance

CASES = Path(__file__).parent / "cases" / "translations"
PARTS = {"development": CASES / "development.csv", "held back": CASES / "heldout.csv"}
# So that the name is the one of the subject, in the form that stands in a list.
_SENTENCES = {"de": "Neu ist {}.", "it": "La novità è {}.", "en": "What is new is {}."}
_FIRM = "Plinq"


class Pair(NamedTuple):
    """Two names, and whether they are of one thing."""

    same: bool
    language: str
    name: str
    other_language: str
    other_name: str


class Score(NamedTuple):
    """What became of pairs: taken for one, asked about, or told apart."""

    merged: tuple[Pair, ...]
    asked: tuple[Pair, ...]
    apart: tuple[Pair, ...]

    def line(self, name: str) -> str:
        counts = [f"{len(part):3} {what}" for what, part in zip(("one", "asked", "two"), self, strict=True)]
        return f"{name:<34} {' '.join(counts)}"


def read_pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [Pair(r["same"] == "yes", r["language"], r["name"], r["other_language"], r["other_name"]) for r in rows]


def measure(pairs: Sequence[Pair], ontology: Ontology) -> Score:
    found: dict[str, list[Pair]] = {"merged": [], "asked": [], "apart": []}
    for pair in pairs:
        found[_outcome(pair, ontology)].append(pair)
    return Score(*(tuple(part) for part in found.values()))


def _outcome(pair: Pair, ontology: Ontology) -> str:
    """Give what kg takes two names for of which two texts tell the same."""
    one, other = _in_text("one", pair.language, pair.name), _in_text("other", pair.other_language, pair.other_name)
    company = [appearance(text, *thing) for text in ("one", "other") for thing in ((_FIRM,), ("Harlow", "Place"))]
    links = link([one, other, *company], ontology)
    if links.iri("one", one.entity.iri) == links.iri("other", other.entity.iri):
        return "merged"
    ends = {one.entity.iri, other.entity.iri}
    return "asked" if any({p.one.iri, p.other.iri} == ends for p in links.proposals) else "apart"


@cache
def _in_text(text: str, language: str, name: str) -> Appearance:
    """Give what a text knows of a thing that it calls by a name."""
    result = read(_SENTENCES[language].format(name), language, load())
    entities = {mention: entity for mention, entity in result.entities.items() if mention.text == name}
    document = Document(id=text, text="", language=language)
    found = appearances(document, entities, ()) or [_described(text, language, name, result)]
    return replace(found[0], ties=(Tie(KG.focusesOn, False, mint(KG.Organization, _FIRM.lower())),))


def _described(text: str, language: str, name: str, result: Read) -> Appearance:
    """Make the thing of a name that its sentence is not read to have: reading has tests of its own."""
    start = result.annotation.document.text.index(name)
    span = result.annotation.doc.char_span(start, start + len(name))
    assert span is not None
    key = normal_form(" ".join(token.lemma_ for token in span if not token.is_punct))
    entity = Entity(iri=mint(KG.Concept, key), type=KG.Concept, label=Literal(name, lang=language))
    return Appearance(document=text, entity=entity, key=key, is_name=False)


def report(ontology: Ontology, *, heldout: bool, verbose: bool) -> Iterator[str]:
    for part, path in PARTS.items():
        if part == "held back" and not heldout:
            continue
        pairs = read_pairs(path)
        for what, is_same in {"one thing": True, "two things": False}.items():
            score = measure([pair for pair in pairs if pair.same is is_same], ontology)
            yield score.line(f"{part}, names of {what}")
            if verbose and part == "development":
                wrong = score.apart + score.asked if is_same else score.merged
                yield from (f"  WRONG {pair.name} ({pair.language}), {pair.other_name}" for pair in wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heldout", action="store_true", help="measure the part that is held back as well")
    parser.add_argument("--list", action="store_true", help="list what was wrong in the part for development")
    arguments = parser.parse_args()
    for line in report(load(), heldout=arguments.heldout, verbose=arguments.list):
        print(line)


if __name__ == "__main__":
    main()
