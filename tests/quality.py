"""How much of the texts in tests/cases kg reads, and what it reads wrongly: `make quality`.

Each case is a short news text with the facts a careful reader takes from it and facts that must not come out.
tests/cases/{de,it,en}*.toml are for development; tests/cases/heldout/ nobody looked at while building, nor, until
the end of that work, at tests/cases/kept/.
Then who is who, by tests/identity.py.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rdflib import Literal

from kg.extraction.labels import normal_form
from kg.ontology import Ontology, load
from kg.types import Comparison, Document, Fact, Mention, Quantity
from tests import identity
from tests.conftest import Read, read

CASES = Path(__file__).parent / "cases"
ARTICLES = frozenset(
    "der die das den dem des ein eine einen il lo la i gli le l un una uno the a an its his her".split()  # noqa: SIM905
)
# Symmetric properties of the ontology.
_EITHER_WAY = ("agreesWith", "competesWith", "mergesWith", "partnersWith")


@dataclass
class Score:
    """Counts over the cases of one part."""

    facts: int = 0
    found: int = 0
    core: int = 0
    core_found: int = 0
    modality_right: int = 0
    must_not: int = 0
    violations: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    said: int = 0  # facts kg gives in all
    unlisted: list[str] = field(default_factory=list)  # facts that answer to no listed one: to be judged by a reader

    def line(self, name: str) -> str:
        return (
            f"{name:<12} facts {self.found:3}/{self.facts:<3} ({_percent(self.found, self.facts)})  "
            f"core {self.core_found:3}/{self.core:<3} ({_percent(self.core_found, self.core)})  "
            f"modality {self.modality_right:3}/{self.found:<3} ({_percent(self.modality_right, self.found)})  "
            f"must-not broken {len(self.violations):2}/{self.must_not:<3}  facts given {self.said}"
        )


def measure(paths: Iterable[Path], ontology: Ontology) -> Score:
    """Read every text of the files and compare."""
    score = Score()
    for path in paths:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            _measure_case(case, _language(path), ontology, score)
    return score


def _language(path: Path) -> str:
    """Give the language of a file of cases: "en" of en.toml and en-news.toml."""
    return path.stem.partition("-")[0]


def _measure_case(case: dict[str, Any], language: str, ontology: Ontology, score: Score) -> None:
    result = read(case["text"].strip("\n"), language, ontology)
    score.said += len(result.facts)
    used: set[int] = set()
    for wanted in case.get("facts", []):
        score.facts += 1
        core = wanted.get("importance") == "core"
        score.core += core
        hits = list(_hits(wanted, result))
        used |= {i for i, _ in hits}
        if not hits:
            score.missed.append(f"{case['id']} {wanted['s'][0]} {wanted['p'][0]} {wanted['o'][0]} | {wanted['quote']}")
            continue
        score.found += 1
        score.core_found += core
        score.modality_right += any(fact.modality in wanted["modality"] for _, fact in hits)
    for unwanted in case.get("must_not", []):
        score.must_not += 1
        for i, fact in _hits(unwanted, result):
            if unwanted["as"] == "any" or (fact.modality == "asserted" and not _is_former(fact)):
                used.add(i)
                score.violations.append(f"{case['id']} {_show(fact, result)} | {unwanted['reason']}")
                break
    score.unlisted += [f"{case['id']} {_show(f, result)}" for i, f in enumerate(result.facts) if i not in used]


def _hits(wanted: dict[str, Any], result: Read) -> Iterator[tuple[int, Fact]]:
    for i, fact in enumerate(result.facts):
        name = str(fact.property).split("#")[-1]
        ways = [(fact.subject, fact.object), (fact.object, fact.subject)][: 1 + (name in _EITHER_WAY)]
        said = any(_named(one, wanted["s"], result) and _named(other, wanted["o"], result) for one, other in ways)
        if name in wanted["p"] and said:
            yield i, fact


def _named(end: object, labels: list[str], result: Read) -> bool:
    return any(_bare(name) == _bare(label) for name in _names(end, result) for label in labels)


def _names(end: object, result: Read) -> list[str]:
    if isinstance(end, Mention):
        entity = result.entities.get(end)
        return [str(entity.label), *map(str, entity.aliases)] if entity else []
    if isinstance(end, Quantity):
        return [f"{end.value.normalize():f} {end.unit}".strip(), f"{end.value.normalize():f}"]
    if isinstance(end, Comparison):
        names = [f"factor {end.factor.normalize():f}"] if end.factor is not None else []
        return names + (
            [f"difference {end.difference.value.normalize():f} {end.difference.unit}"] if end.difference else []
        )
    if isinstance(end, Document):
        return ["document", "article", end.title]
    return [str(end)]


def _bare(name: str) -> str:
    words = normal_form(name).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words.pop(0)
    return " ".join(words)


def _is_former(fact: Fact) -> bool:
    return bool(fact.time and fact.time.tense == "former")


def _show(fact: Fact, result: Read) -> str:
    subject, obj = (next(iter(_names(end, result)), "?") for end in (fact.subject, fact.object))
    text = "" if isinstance(fact.object, Literal) else fact.evidence.text[:110].replace("\n", " ")
    return f"{subject} {str(fact.property).split('#')[-1]} {obj} ({fact.modality}, {fact.confidence}) | {text}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heldout", action="store_true", help="measure the held-out part as well")
    parser.add_argument("--list", action="store_true", help="list what was missed, wrong and not listed")
    parser.add_argument("--language", help="only this language")
    arguments = parser.parse_args()
    ontology = load()
    back = {"held out": CASES / "heldout", "kept back": CASES / "kept"}
    parts = {"development": CASES} | (back if arguments.heldout else {})
    for part, folder in parts.items():
        files = sorted(p for p in folder.glob("*.toml") if arguments.language in (None, _language(p)))
        for path in files:
            score = measure([path], ontology)
            print(score.line(f"{part[:8]} {path.stem}"))
            if arguments.list and part == "development":
                print(*(f"  missed   {m}" for m in score.missed), sep="\n")
                print(*(f"  WRONG    {m}" for m in score.violations), sep="\n")
                print(*(f"  unlisted {m}" for m in score.unlisted), sep="\n")
        print(measure(files, ontology).line(part))
    print(*identity.report(ontology, heldout=arguments.heldout, verbose=arguments.list), sep="\n")


if __name__ == "__main__":
    main()
