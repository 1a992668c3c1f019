"""Who is who within a text: B-cubed of the names and the share of right references, `python -m tests.identity`.

tests/cases/identity/{de,it,en}.toml are for development; tests/cases/identity/heldout/ is for measuring alone.
A text marks every name as [thing words] and every word that stands for one as [thing* words]; the thing "-" is
nothing that is named.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.ontology import Ontology, load
from kg.types import Mention
from tests.conftest import Read, read

CASES = Path(__file__).parent / "cases" / "identity"
_MARK = re.compile(r"\[(\S+?)(\*?) ([^\]]+)\]")


@dataclass(frozen=True)
class Marked:
    """A name, or a word that stands for one, as a reader understands it."""

    start: int
    end: int
    thing: str  # "-" for nothing named
    is_reference: bool


@dataclass
class Score:
    """Sums over texts."""

    precision: float = 0.0  # B-cubed, summed over the mentions
    recall: float = 0.0
    mentions: int = 0
    right: int = 0
    resolved: int = 0  # references that kg gives to a name
    references: int = 0  # that stand for a name
    wrong: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        precision, recall = (part / self.mentions if self.mentions else 1.0 for part in (self.precision, self.recall))
        return (
            f"{name:<12} B-cubed precision {precision:.3f} recall {recall:.3f} of {self.mentions:3} mentions  "
            f"references right {self.right:2}/{self.resolved:<2} of those resolved, "
            f"{self.right:2}/{self.references:<2} in all"
        )


def unmark(text: str) -> tuple[str, list[Marked]]:
    """Take the marks out of a text; give what they mark, with offsets into the bare text."""
    bare, marked, last = "", list[Marked](), 0
    for mark in _MARK.finditer(text):
        bare += text[last : mark.start()]
        marked.append(Marked(len(bare), len(bare) + len(mark[3]), mark[1], bool(mark[2])))
        bare, last = bare + mark[3], mark.end()
    return bare + text[last:], marked


def measure(paths: Iterable[Path], ontology: Ontology) -> Score:
    """Read every text of the files and compare."""
    score = Score()
    for path in paths:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
            text, marked = unmark(case["text"].strip("\n"))
            result = read(text, path.stem, ontology)
            assert result.annotation.document.text == text, f"{case['id']}: the text is read otherwise than written"
            _compare(case["id"], marked, result, score)
    return score


def _compare(case: str, marked: list[Marked], result: Read, score: Score) -> None:
    found = {mark: found_entity(mark, result) for mark in marked}
    _b_cubed([m for m in marked if m.thing != "-"], found, score)
    names = {thing: _main(thing, found) for thing in {m.thing for m in marked}}
    known = {iri for mark, iri in found.items() if iri and not mark.is_reference}
    for mark in marked:
        if not mark.is_reference:
            continue
        iri = found[mark]
        score.references += mark.thing != "-"
        if iri in known:
            score.resolved += 1
            score.right += iri == names[mark.thing]
            if iri != names[mark.thing]:
                score.wrong.append(f"{case} at {mark.start}: {mark.thing} is taken for {iri}")
    _unmarked(case, marked, result, known, score)


def _unmarked(case: str, marked: list[Marked], result: Read, known: set[str], score: Score) -> None:
    """Count what kg takes for a reference to a name and the reader does not."""
    for mention, entity in sorted(result.entities.items(), key=lambda pair: pair[0].start):
        outside = all(mention.end <= m.start or mention.start >= m.end for m in marked)
        if mention.is_reference and mention.label and outside and str(entity.iri) in known:
            score.resolved += 1
            score.wrong.append(f"{case} at {mention.start}: {mention.text!r} is taken for {entity.iri}")


def found_entity(mark: Marked, result: Read) -> str | None:
    """Give the entity of the mention that covers the marked words best."""
    near = [
        m for m in result.entities if m.start < mark.end and mark.start < m.end and m.is_reference <= mark.is_reference
    ]
    best = min(near, key=lambda m: _distance(m, mark), default=None)
    return str(result.entities[best].iri) if best is not None else None


def _distance(mention: Mention, mark: Marked) -> tuple[int, int]:
    return abs(mention.start - mark.start) + abs(mention.end - mark.end), mention.start


def _main(thing: str, found: dict[Marked, str | None]) -> str | None:
    """Give the entity that most names of a thing are resolved to."""
    named = Counter(iri for m, iri in found.items() if m.thing == thing and not m.is_reference and iri)
    return min(named, key=lambda iri: (-named[iri], iri), default=None) if thing != "-" else None


def _b_cubed(marked: list[Marked], found: dict[Marked, str | None], score: Score) -> None:
    """Add up B-cubed (Bagga and Baldwin 1998); what kg does not resolve stands alone."""
    for one in marked:
        same = [m for m in marked if m == one or (found[m] is not None and found[m] == found[one])]
        gold = [m for m in marked if m.thing == one.thing]
        shared = sum(m in gold for m in same)
        score.precision += shared / len(same)
        score.recall += shared / len(gold)
        score.mentions += 1


def report(ontology: Ontology, *, heldout: bool = True, verbose: bool = False) -> Iterable[str]:
    """Give a line per language and part."""
    for part, folder in {"development": CASES, "held out": CASES / "heldout"}.items():
        if part == "held out" and not heldout:
            continue
        files = sorted(folder.glob("*.toml"))
        for path in files:
            score = measure([path], ontology)
            yield score.line(f"{part[:8]} {path.stem}")
            if verbose and part == "development":
                yield from (f"  WRONG {line}" for line in score.wrong)
        yield measure(files, ontology).line(part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heldout", action="store_true", help="measure the held-out part as well")
    parser.add_argument("--list", action="store_true", help="list what was wrong in the part for development")
    arguments = parser.parse_args()
    for line in report(load(), heldout=arguments.heldout, verbose=arguments.list):
        print(line)


if __name__ == "__main__":
    main()
