"""All that kg promises of speed and memory, in one table: each figure against a named peer or a part of the same run.

python -m benchmarks --data data               a million triples, hundreds of texts: long, most of it rdflib's
python -m benchmarks --data data --quick       small: says whether all of them run, not how fast anything is
python -m benchmarks --only store matching     these alone
python -m benchmarks --json figures.json       the rows as JSON; two such files are compared by `benchmarks.compare`

Each measurement is a program of its own, `python -m benchmarks.NAME`, and runs by itself, one after the other. One that
cannot run, for want of a package, is told and stops none of the others; so is one that says itself that something is
wrong though its ratios are kept. Ends with 1 if something promised is missed, or not measured.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_LAST = 300  # characters of what a program says of its failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure, and what was promised of it."""

    what: str
    ratio: float
    promised: str  # "at most 1.3"; "" where nothing is

    @property
    def is_kept(self) -> bool:
        bound, _, figure = self.promised.rpartition(" ")
        return not bound or (self.ratio <= float(figure) if bound == "at most" else self.ratio >= float(figure))


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A benchmark: how it is called, in full and quickly, and how its rows are read from what it prints."""

    full: Sequence[str]
    quick: Sequence[str]
    rows: Callable[[str], Iterator[Row]]


def _of_store(output: str) -> Iterator[Row]:
    for what, ratio, goal in re.findall(r"^(\S.*?) +([\d.]+)  goal ([\d.]+)", output, re.MULTILINE):
        at_most = "Oxigraph" in what or "share" in what
        yield Row(what=what, ratio=float(ratio), promised=f"{'at most' if at_most else 'at least'} {goal}")


def _of_building(output: str) -> Iterator[Row]:
    found: dict[str, Any] = json.loads(output)
    whole = found["full build to annotating alone"]
    yield Row(what="full build to annotating alone", ratio=whole, promised="at most 1.35")
    parts = {name: seconds for name, seconds in found["seconds"].items() if name != "annotating alone"}
    for name, seconds in parts.items():
        share = seconds / sum(parts.values())
        yield Row(what=f"where the time goes: {name}", ratio=round(share, 3), promised="")


def _of_workers(output: str) -> Iterator[Row]:
    found: dict[str, Any] = json.loads(output)
    yield Row(what="one worker to two, whole build", ratio=found["one to two"], promised="at least 1.6")


def _of_matching(output: str) -> Iterator[Row]:
    shares = [float(share) / 100 for share in re.findall(r"([\d.]+)%$", output, re.MULTILINE)]
    yield Row(what="lexicon to language model, at most", ratio=max(shares), promised="at most 0.25")


def _of_linking(output: str) -> Iterator[Row]:
    times = [float(time) for time in re.findall(r"([\d.]+) µs", output)]
    yield Row(
        what="who is who: a name among most to one among fewer",
        ratio=round(times[-1] / times[-2], 2),
        promised="at most 1.5",
    )


def _of_exports(output: str) -> Iterator[Row]:
    for name, ratio in re.findall(r"^(\w+): ([\d.]+) of the memory of networkx", output, re.MULTILINE):
        yield Row(what=f"memory to write {name}, to networkx'", ratio=float(ratio), promised="at most 0.1")


def _of_endpoint(output: str) -> Iterator[Row]:
    for ratio, peer, least in re.findall(r"answers ([\d.]+) times as many as (\S+) \(at least ([\d.]+)", output):
        yield Row(what=f"queries answered to {peer}'s", ratio=float(ratio), promised=f"at least {least}")


def _of_page(output: str) -> Iterator[Row]:
    for ratio in re.findall(r"stock pyvis: .*, ([\d.]+) times as long", output):
        yield Row(what="page ready: pyvis' own to kg's", ratio=float(ratio), promised="at least 40")


PROGRAMS = {
    "store": Program(full=(), quick=("--texts", "20"), rows=_of_store),
    "building": Program(full=("--documents", "200"), quick=("--documents", "10"), rows=_of_building),
    "workers": Program(full=("--documents", "1000"), quick=("--documents", "10"), rows=_of_workers),
    "matching": Program(full=(), quick=(), rows=_of_matching),
    "linking": Program(full=(), quick=("500", "1000"), rows=_of_linking),
    "exports": Program(full=(), quick=("--texts", "20"), rows=_of_exports),
    "endpoint": Program(full=(), quick=("--seconds", "2", "--texts", "10"), rows=_of_endpoint),
    "page": Program(full=(), quick=(), rows=_of_page),
}
_OF_CORPORA = ("building", "workers")


def measure(name: str, arguments: Sequence[str]) -> list[Row] | str:
    """Run one benchmark; give its rows, or why there are none."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    print(done.stdout, file=sys.stderr)
    try:
        rows = list(PROGRAMS[name].rows(done.stdout))
    except (ValueError, KeyError, IndexError):
        rows = []
    said = " ".join((done.stderr or done.stdout).split())[-_LAST:]
    if done.returncode and all(row.is_kept for row in rows):
        return f"ended with {done.returncode}: {said}"
    return rows or said or "it printed no figure"


def table(rows: dict[str, list[Row] | str], *, judged: bool) -> Iterator[str]:
    """Write the rows for a reader; judged: whether promises are held against them."""
    yield f"{'':9} {'':72} {'ratio':>8}  promised"
    for name, found in rows.items():
        if isinstance(found, str):
            yield f"{name:9} not measured: {found}"
            continue
        for row in found:
            missed = "  MISSED" if judged and not row.is_kept else ""
            yield f"{name:9} {row.what:72} {row.ratio:8.2f}  {row.promised}{missed}".rstrip()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("data"), help="the corpora of training/datasets.toml")
    parser.add_argument("--only", nargs="+", choices=PROGRAMS, default=list(PROGRAMS), metavar="NAME")
    parser.add_argument("--quick", action="store_true", help="small: nothing is judged")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    rows: dict[str, list[Row] | str] = {}
    for name in given.only:
        program = PROGRAMS[name]
        corpora = ("--data", str(given.data.resolve())) if name in _OF_CORPORA else ()
        rows[name] = measure(name, (*(program.quick if given.quick else program.full), *corpora))
    print("\n".join(table(rows, judged=not given.quick)))
    if given.json:
        kept = {name: [asdict(row) for row in found] for name, found in rows.items() if not isinstance(found, str)}
        given.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    failed = [found for found in rows.values() if isinstance(found, str)]
    missed = [row for found in rows.values() if not isinstance(found, str) for row in found if not row.is_kept]
    return 1 if failed or (missed and not given.quick) else 0


if __name__ == "__main__":
    sys.exit(main())
