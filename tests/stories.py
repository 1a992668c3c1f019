"""Who is who among texts: B-cubed of names over short texts on the same stories, `python -m tests.stories`.

tests/cases/stories/*.toml are for development, a file a story, its texts in three languages; heldout/ is for measuring
alone. A text marks every name as [thing words]; a thing has the same letters in all texts and files.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from kg import paths
from kg.graph import state
from kg.ontology import KnownEntity, Ontology, load, read_known
from kg.resolution import Appearance, Links, appearances, link
from tests.conftest import Read, read
from tests.identity import Marked, found_entity, unmark

CASES = Path(__file__).parent / "cases" / "stories"


@dataclass(frozen=True)
class Story:
    """The texts of one file, read."""

    texts: tuple[tuple[str, list[Marked], Read, list[Appearance]], ...]  # id, what a reader sees, what kg sees


@dataclass(frozen=True)
class Name:
    """A name in a text: what it names, and what kg takes it for."""

    text: str
    words: str
    thing: str
    found: URIRef | None


@dataclass(frozen=True)
class Score:
    names: int
    precision: float
    recall: float
    wrong: tuple[str, ...]

    def line(self, name: str) -> str:
        return f"{name:<24} B-cubed precision {self.precision:.3f} recall {self.recall:.3f} of {self.names} names"


def read_stories(files: Iterable[Path], ontology: Ontology) -> list[Story]:
    return [Story(tuple(_texts(path, ontology))) for path in files]


def _texts(path: Path, ontology: Ontology) -> Iterator[tuple[str, list[Marked], Read, list[Appearance]]]:
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
        text, marked = unmark(case["text"].strip("\n"))
        result = read(text, case["language"], ontology)
        document = result.annotation.document
        assert document.text == text, f"{case['id']}: the text is read otherwise than written"
        statements = list(state(result.facts, result.entities, schema=ontology.schema))
        yield case["id"], marked, result, appearances(document, result.entities, statements)


def measure(stories: Sequence[Story], ontology: Ontology, known: Sequence[KnownEntity]) -> Score:
    """Link all texts of all stories, and compare with the marks."""
    seen = [appearance for story in stories for _, _, _, found in story.texts for appearance in found]
    links = link(seen, ontology, known=known)
    return score([name for story in stories for name in _names(story, links)])


def _names(story: Story, links: Links) -> Iterator[Name]:
    for case, marked, result, _ in story.texts:
        document = result.annotation.document
        for mark in marked:
            local = found_entity(mark, result)
            found = links.iri(document.id, URIRef(local)) if local else None
            yield Name(case, document.text[mark.start : mark.end], mark.thing, found)


def score(names: Sequence[Name]) -> Score:
    """Compute B-cubed (Bagga and Baldwin 1998) over all texts; what kg does not find stands alone."""
    gold, ours = defaultdict(list), defaultdict(list)
    for i, name in enumerate(names):
        gold[name.thing].append(i)
        ours[name.found or f"alone {i}"].append(i)
    precision = recall = 0.0
    for i, name in enumerate(names):
        same = ours[name.found or f"alone {i}"]
        shared = sum(names[j].thing == name.thing for j in same)
        precision += shared / len(same)
        recall += shared / len(gold[name.thing])
    return Score(len(names), precision / len(names), recall / len(names), tuple(_wrong(names)))


def _wrong(names: Sequence[Name]) -> Iterator[str]:
    for thing in sorted({name.thing for name in names}):
        found = Counter(name.found for name in names if name.thing == thing)
        if len(found) > 1:
            yield f"{thing} is {', '.join(f'{iri} ({n})' for iri, n in sorted(found.items(), key=str))}"
    for iri in sorted({name.found for name in names if name.found}):
        things = {name.thing for name in names if name.found == iri}
        if len(things) > 1:
            yield f"{iri} is {', '.join(sorted(things))}"


def report(ontology: Ontology, known: Sequence[KnownEntity], *, heldout: bool, verbose: bool) -> Iterator[str]:
    for part, folder in {"development": CASES, "held out": CASES / "heldout"}.items():
        if part == "held out" and not heldout:
            continue
        stories = read_stories(sorted(folder.glob("*.toml")), ontology)
        for means, things in {"texts alone": (), "with known entities": known}.items():
            result = measure(stories, ontology, things)
            yield result.line(f"{part[:8]}, {means}")
            if verbose and part == "development":
                yield from (f"  WRONG {line}" for line in result.wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heldout", action="store_true", help="measure the held-out part as well")
    parser.add_argument("--list", action="store_true", help="list what was wrong in the part for development")
    arguments = parser.parse_args()
    ontology = load()
    known = read_known([paths.ENTITIES], ontology.schema)
    for line in report(ontology, known, heldout=arguments.heldout, verbose=arguments.list):
        print(line)


if __name__ == "__main__":
    main()
