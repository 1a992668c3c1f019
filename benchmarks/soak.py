"""A build that is killed again and again ends with the bytes of one that was left alone.

Builds a corpus of short texts once undisturbed, watching memory and processor time; then once more, ended by kill -9
at random moments, most of them while it reads and some while it writes, and begun again. After every kill the graph
that stood before must be there, whole. Prints JSON; ends with 1 if anything is not as promised.

    python -m benchmarks.soak --data data --documents 20000 --workers 2 --kills 20
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

import kg
from benchmarks.recombined import write_corpus

_WRITING = 0.25  # the share of kills that wait for the graph to be written
_STANDING = 30  # texts of the graph that stands before


def main() -> int:
    """Run the soak test."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("data"), help="the corpora of training/datasets.toml")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where to work; by default a folder that is removed")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="kg-soak"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        result = soak(folder, given)
    finally:
        if not given.folder:
            shutil.rmtree(folder)
    print(json.dumps(result, indent=1))
    return 0 if result["is_same"] and result["is_always_readable"] else 1


def soak(folder: Path, given: argparse.Namespace) -> dict[str, object]:
    corpus, first = folder / "corpus.jsonl", folder / "first.jsonl"
    write_corpus(corpus, given.data, given.documents, seed=given.seed)
    write_corpus(first, given.data, _STANDING, seed=given.seed + 1)
    undisturbed = _run(corpus, folder / "undisturbed", given.workers)
    _run(first, folder / "killed", given.workers)
    chance = random.Random(given.seed)
    kills: list[str] = []
    readable = True
    while len(kills) < given.kills:
        killed = _kill(corpus, folder / "killed", given, chance, undisturbed["wall_s"])
        if not killed:
            break  # done before it could be killed
        kills.append(killed)
        readable = readable and _is_whole(folder / "killed", _STANDING)
    last = _run(corpus, folder / "killed", given.workers)
    return {
        "documents": given.documents,
        "workers": given.workers,
        "undisturbed": undisturbed,
        "kills": len(kills),
        "killed_while": {stage: kills.count(stage) for stage in sorted(set(kills))},
        "last_build": last,
        "is_always_readable": readable,
        "is_same": _digests(folder / "undisturbed") == _digests(folder / "killed"),
    }


def _command(corpus: Path, out: Path, workers: int) -> list[str]:
    options = ["--out", str(out), "--workers", str(workers), "--no-html", "--quiet", "--progress", "json"]
    return [sys.executable, "-m", "kg", "build", str(corpus), *options]


def _run(corpus: Path, out: Path, workers: int) -> dict[str, float]:
    """Build to the end; give what that took, with all processes together."""
    start, before = time.monotonic(), os.times()
    stages: dict[str, float] = {}
    most = 0
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115  # lives as long as the process
    process = subprocess.Popen(_command(corpus, out, workers), stderr=log, start_new_session=True)
    while process.poll() is None:
        most = max(most, _memory_mb(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"a build ended with {process.returncode}:\n{_text(log)}")
    lines = [json.loads(line) for line in _text(log).splitlines()]
    for line in lines:
        stages[line["stage"]] = line["elapsed_s"]
    after = os.times()
    processor_s = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return {
        "wall_s": round(time.monotonic() - start, 1),
        "processor_s": round(processor_s, 1),
        "linking_begins_s": stages.get("linking", 0.0),
        "writing_begins_s": stages.get("writing", 0.0),
        "read": max((line.get("read", 0) for line in lines), default=0),
        "kept": max((line.get("kept", 0) for line in lines), default=0),
        "memory_mb": most,
    }


def _kill(corpus: Path, out: Path, given: argparse.Namespace, chance: random.Random, wall_s: float) -> str:
    """Begin a build and kill it; give what it was at, or "" if it was done before."""
    wants_writing = chance.random() < _WRITING
    wait_s = chance.uniform(0.02, 2.0) * wall_s / given.kills
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115
    process = subprocess.Popen(_command(corpus, out, given.workers), stderr=log, start_new_session=True)
    begin: float | None = None
    while process.poll() is None:
        stage = _stage(log)
        if begin is None and stage and (stage == "writing" or not wants_writing):
            begin = time.monotonic()
            wait_s = min(wait_s, chance.uniform(0, 0.1) * wall_s) if stage == "writing" else wait_s
        if begin is not None and time.monotonic() >= begin + wait_s:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return stage
        time.sleep(0.02)
    return ""


def _stage(log: IO[str]) -> str:
    lines = [line for line in _text(log).splitlines() if line.endswith("}")]
    return str(json.loads(lines[-1])["stage"]) if lines else ""


def _text(log: IO[str]) -> str:
    log.seek(0)
    return log.read()


def _is_whole(out: Path, documents: int) -> bool:
    """Tell whether a graph can be asked and has all its texts: those from before, or already the new ones."""
    with kg.open(out) as graph:
        rows = list(graph.query("SELECT (COUNT(?text) AS ?n) { ?text a schema:NewsArticle }"))
    return int(rows[0].n) >= documents


def _digests(out: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.glob("graph.*"))}


def _memory_mb(group: int) -> int:
    """Add up the memory of a process and all it has started, as Linux tells it: shared pages by share."""
    found = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(path.name)) == group:
                rollup = (path / "smaps_rollup").read_text()
                found += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
        except (OSError, StopIteration, ValueError):
            continue
    return found // 1024


if __name__ == "__main__":
    sys.exit(main())
