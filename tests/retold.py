"""Whether a story told in three languages gives the same facts: `python -m tests.retold`.

tests/cases/retold/stories.toml has the stories. A case is a fact that all texts of a story say, or that kg takes from
any of them of things the story names; it is the same where every language gives it.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.ontology import Ontology, load
from kg.types import Fact
from tests.conftest import Read, read
from tests.quality import _bare, _names

STORIES = Path(__file__).parent / "cases" / "retold" / "stories.toml"
LANGUAGES = ("de", "it", "en")


@dataclass
class Score:
    """Counts over the stories."""

    same: int = 0
    cases: int = 0
    told: int = 0  # facts that the texts say, once for each text
    found: int = 0
    apart: list[str] = field(default_factory=list)  # cases that not every language gives


def measure(ontology: Ontology) -> Score:
    """Read every story in every language and compare."""
    score = Score()
    for story in tomllib.loads(STORIES.read_text(encoding="utf-8"))["story"]:
        given = {language: _facts(story, language, ontology) for language in LANGUAGES}
        told = {" ".join(fact) for fact in story["facts"]}
        for case in sorted(told.union(*given.values())):
            gives = [language for language in LANGUAGES if case in given[language]]
            score.cases += 1
            score.same += len(gives) == len(LANGUAGES)
            if case in told:
                score.told += len(LANGUAGES)
                score.found += len(gives)
            if len(gives) < len(LANGUAGES):
                score.apart.append(f"{story['id']:<10} {case:<60} only {', '.join(gives) or 'none'}")
    return score


def _facts(story: dict[str, Any], language: str, ontology: Ontology) -> set[str]:
    result = read(story[language].strip("\n"), language, ontology)
    found = set()
    for fact in result.facts:
        listed = next((f for f in story["facts"] if _is(fact, f, story["names"], result)), None)
        ends = [_key(end, story["names"], result) for end in (fact.subject, fact.object)]
        if listed is not None:
            found.add(" ".join(listed))
        elif all(ends):
            found.add(f"{ends[0]} {str(fact.property).split('#')[-1]} {ends[1]} {fact.modality}")
    return found


def _is(fact: Fact, listed: list[str], names: Mapping[str, list[str]], result: Read) -> bool:
    subject, properties, obj, modalities = (choice.split("|") for choice in listed)
    return (
        str(fact.property).split("#")[-1] in properties
        and fact.modality in modalities
        and _called(fact.subject, subject, names, result)
        and _called(fact.object, obj, names, result)
    )


def _called(end: object, keys: list[str], names: Mapping[str, list[str]], result: Read) -> bool:
    wanted = {_bare(name) for key in keys for name in names.get(key, [key])}
    return any(_bare(name) in wanted for name in _names(end, result))


def _key(end: object, names: Mapping[str, list[str]], result: Read) -> str | None:
    return next((key for key in names if _called(end, [key], names, result)), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="list the facts that not every language gives")
    arguments = parser.parse_args()
    score = measure(load())
    if arguments.list:
        print(*score.apart, sep="\n")
    print(f"the same in all three languages: {score.same} of {score.cases} cases")
    print(f"of what the texts say: {score.found} of {score.told} facts found")


if __name__ == "__main__":
    main()
