"""The measurements run: how fast anything is, a small graph does not tell."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks import exports, store
from benchmarks.__main__ import PROGRAMS, Row, main, measure, table
from benchmarks.compare import compare, compare_rows
from benchmarks.corpus import TRIPLES_PER_TEXT, fill, news
from benchmarks.store import EVERYDAY
from kg.graph import Store
from kg.graph.shapes import check

ROOT = Path(__file__).parents[1]


def run(*arguments: str) -> str:
    command: Sequence[str] = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT, encoding="utf-8")
    return done.stdout


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures") / "figures.json"
    assert "queries: times as fast as rdflib, median" in run("benchmarks.store", "--texts", "8", "--json", str(path))
    return path


def test_every_program_is_measured(figures: Path) -> None:
    """All of them asked the same ten questions, and each used some memory."""
    found = json.loads(figures.read_text(encoding="utf-8"))

    assert 8 * TRIPLES_PER_TEXT * 0.8 < found["triples"] < 8 * TRIPLES_PER_TEXT * 1.3
    assert len(found["ratios"]) == 6
    assert len(EVERYDAY) == 10
    for program in ("kg", "Oxigraph", "rdflib"):
        assert found["programs"][program]["queries"].keys() == EVERYDAY.keys()
        assert all(seconds > 0 for seconds in found["programs"][program]["queries"].values())
        assert found["programs"][program]["memory"] > 10


def test_what_takes_too_long_is_broken_off() -> None:
    """Also by a program that goes on after an error, or one would wait for rdflib for half an hour."""
    with store._alarm(1, of_processor=True):
        while True:
            with suppress(Exception):
                list(range(1000))

    assert time.process_time() > 1


def test_two_runs_are_compared(figures: Path) -> None:
    """With a mark where one is slower."""
    before = json.loads(figures.read_text(encoding="utf-8"))
    after = json.loads(figures.read_text(encoding="utf-8"))
    after["programs"]["kg"]["turtle"] *= 2

    (line,) = [line for line in compare(before, after).splitlines() if line.endswith("slower")]
    assert line.startswith("Turtle")
    assert " 1.00" in run("benchmarks.compare", str(figures), str(figures))


def test_exports_are_measured_beside_those_of_networkx(tmp_path: Path) -> None:
    """Each in a process of its own, or the memory of one would count for the next."""
    with Store(tmp_path / exports.STORE) as made:
        fill(8, made)
    figures = {name: exports.run(name, tmp_path) for name in ("opened", "graphml", "graphml by networkx")}

    assert figures["opened"]["size"] == 0
    assert figures["graphml"]["size"] == pytest.approx(figures["graphml by networkx"]["size"], rel=0.2)
    assert all(found["memory"] > 10 for found in figures.values())
    assert [line.split()[0] for line in exports.table(figures).splitlines()[1:]] == ["opened", "graphml", "graphml"]


def test_invented_news_have_the_shape_of_a_build() -> None:
    """The same every time, as the shapes ask for, with everything a text may say."""
    store, again = Store(), Store()
    fill(6, store)
    fill(6, again)

    assert set(store.local()) == set(again.local())
    assert check(store) == []
    assert len(list(news(6))) == len(store) == 6
    for pattern in ("a kg:Quantity", "a kg:Comparison", "kg:attributedTo []", "schema:startDate []", "kg:ceoOf []"):
        assert store.query(f"ASK {{ ?x {pattern} }}"), pattern


def test_starting_is_measured_beside_python(tmp_path: Path) -> None:
    """Nothing starts before Python does."""
    path = tmp_path / "figures.json"
    run("benchmarks.starting", "--runs", "1", "--json", str(path))
    found = json.loads(path.read_text(encoding="utf-8"))

    assert len(found) == 9
    assert all(seconds > python for [seconds] in list(found.values())[1:] for python in found["python -c pass"])


# All in one table


def test_one_table_says_what_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every benchmark is a program of its own; what it prints becomes rows, and JSON."""
    kept = tmp_path / "rows.json"
    assert main(["--quick", "--only", "linking", "--json", str(kept)]) == 0

    (row,) = json.loads(kept.read_text(encoding="utf-8"))["linking"]
    assert row["ratio"] > 0
    assert row["promised"] == "at most 1.5"
    assert row["what"] in capsys.readouterr().out


def test_a_benchmark_that_cannot_run_is_told() -> None:
    """Why it did not run stands where its figure would; the others have theirs."""
    why = measure("linking", ["no number"])
    assert isinstance(why, str)
    assert "invalid int value" in why

    lines = list(table({"building": why, "linking": [Row(what="a name", ratio=1.0, promised="")]}, judged=True))
    assert "not measured: " in lines[1]
    assert "a name" in lines[2]


def test_a_broken_promise_is_told() -> None:
    """At most and at least are held against the figure; what nobody promised is kept."""
    rows = [
        Row(what="slower", ratio=1.5, promised="at most 1.35"),
        Row(what="faster", ratio=12.0, promised="at least 10"),
        Row(what="where the time goes", ratio=0.5, promised=""),
    ]

    assert [row.is_kept for row in rows] == [False, True, True]
    told = list(table({"building": rows}, judged=True))
    assert [line.endswith("MISSED") for line in told] == [False, True, False, False]
    assert not any(line.endswith("MISSED") for line in table({"building": rows}, judged=False))


def test_what_each_benchmark_prints_is_read() -> None:
    """The words that the table is read from are those that the programs print."""
    printed = {
        "store": "queries: times as long as Oxigraph, median        1.21  goal 1.3\n",
        "matching": "de           1,572    0.28 s   0.015 s  5.3%\nen           2,191    0.41 s   0.012 s  3.0%\n",
        "exports": "gexf: 0.05 of the memory of networkx\n",
        "endpoint": "kg answers 0.61 times as many as oxigraph (at least 0.3 is wanted)\n",
        "page": "          stock pyvis: 45.0 s, 110 times as long\n",
    }

    found = {name: [(row.ratio, row.promised) for row in PROGRAMS[name].rows(text)] for name, text in printed.items()}

    assert found == {
        "store": [(1.21, "at most 1.3")],
        "matching": [(0.053, "at most 0.25")],
        "exports": [(0.05, "at most 0.1")],
        "endpoint": [(0.61, "at least 0.3")],
        "page": [(110.0, "at least 40")],
    }


def test_two_tables_are_compared() -> None:
    """Rows that one of them lacks are shown, too."""
    before = {"store": [{"what": "asking", "ratio": 1.2, "promised": "at most 1.3"}]}
    after = {"store": [{"what": "asking", "ratio": 1.1, "promised": "at most 1.3"}], "page": []}

    assert any("asking" in line and "1.20" in line and "1.10" in line for line in compare_rows(before, after))
