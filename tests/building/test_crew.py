from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kg import paths
from kg.build import build
from kg.building.crew import Crew
from kg.building.processes import Allowance
from kg.building.reader import Reader, Refused
from kg.errors import InputError, ModelError
from kg.extraction import find_facts
from kg.ontology import Ontology, load_schema
from tests.building.extractors import misbehave
from tests.building.newsroom import document

pytestmark = pytest.mark.model
ROOT = Path(__file__).parents[2]
LEADS = "Anna Berg is the CEO of Nordwind."


def test_bad_texts_cost_only_themselves(ontology: Ontology) -> None:
    """A text whose reading kills, hangs or bloats a process is named; all others are read."""
    bad = ["dies", "hangs", "eats", "bloats"]
    texts = [
        document(f"Nordwind {word}. {LEADS} Number {i}.", f"{i}.txt") for i, word in enumerate([*bad, "x", "y", "z"])
    ]
    crew = Crew(Reader(ontology, extractors=[find_facts, misbehave]), 2, Allowance(timeout_s=30, memory_mb=1500))

    found = {document.source: result for document, result in crew.read(texts)}

    assert sorted(found) == [f"{i}.txt" for i in range(7)]
    reasons = {name: result.reason for name, result in found.items() if isinstance(result, Refused)}
    assert sorted(reasons) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert "signal 9" in reasons["0.txt"]
    assert reasons["1.txt"].startswith("not read within 30 s")
    assert "memory" in reasons["2.txt"]
    assert "memory" in reasons["3.txt"]


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    """And none as well: the graph does not tell on how many cores it was made."""
    news = tmp_path / "news"
    news.mkdir()
    for i in range(12):
        (news / f"{i}.txt").write_text(f"{LEADS} Nordwind acquired Lume {i}. The company employs {i + 20} people.\n")
    for workers in (None, 2):
        build(news, out=tmp_path / f"out{workers}", workers=workers, language="en")

    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / f"out{workers}").glob("graph.*")} for workers in (None, 2)
    )
    assert len(one) == 3
    assert one == other


def test_extractor_that_other_processes_cannot_have_is_refused(ontology: Ontology) -> None:
    """Better at once than in every process."""
    with pytest.raises(InputError, match="put it into a module"):
        Crew(Reader(ontology, extractors=[lambda *_: []]), 2, Allowance())


def test_results_are_not_waited_for_in_order(ontology: Ontology) -> None:
    """Texts are taken a few ahead of the results, and no more: memory does not grow with the corpus."""
    taken = 0

    def texts() -> Iterator[object]:
        nonlocal taken
        for i in range(40):
            taken += 1
            yield document(f"{LEADS} Number {i}.", f"{i}.txt")

    results = Crew(Reader(ontology), 2, Allowance()).read(texts())  # type: ignore[arg-type]
    next(results)
    assert taken <= 8
    results.close()  # type: ignore[attr-defined]


INTERRUPTED = """
import sys
from kg.build import build

def tell(progress):
    print(progress.read, flush=True)

build(sys.argv[1], out=sys.argv[2], ontology=sys.argv[3], workers=2, language="en", on_progress=tell)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9 and ps")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_whoever_ends_a_build_ends_all_of_it(tmp_path: Path, end: signal.Signals) -> None:
    """Ctrl+C, and kill -9, which no process can answer: those that read for it must see by themselves."""
    news = tmp_path / "news"
    news.mkdir()
    for i in range(200):
        (news / f"{i}.txt").write_text(f"{LEADS} Nordwind acquired Lume {i}. " * 5)
    # One language loads in a fraction of the time of three.
    ontology = shutil.copytree(paths.ONTOLOGY, tmp_path / "ontology", ignore=shutil.ignore_patterns("de.ttl", "it.ttl"))
    with _alone([sys.executable, "-c", INTERRUPTED, news, tmp_path / "out", ontology]) as process:
        assert process.stdout
        assert process.stdout.readline() == b"1\n"
        assert _members(process.pid)
        process.send_signal(end)
        process.communicate(timeout=60)
        _wait_until_gone(process.pid)


@contextmanager
def _alone(command: list[object]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a process group of its own, of which nobody is left afterwards, whatever the test finds."""
    with subprocess.Popen(
        command,  # type: ignore[arg-type]
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _members(group: int) -> list[str]:
    """Tell who lives in a group beside its first process: by numbers, which no width of a terminal cuts."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,pid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [pid for pgid, pid, state in rows if pgid == str(group) != pid and not state.startswith("Z")]


def _wait_until_gone(group: int) -> None:
    end = time.monotonic() + 60
    while _members(group):
        assert time.monotonic() < end, _members(group)
        time.sleep(0.2)


def test_process_that_cannot_start_says_so() -> None:
    """Not every text has to be blamed for it."""
    crew = Crew(Reader(load_schema()), 1, Allowance(memory_mb=1))

    with pytest.raises(ModelError, match="can be started"):
        list(crew.read([document(LEADS, "a.txt")]))
