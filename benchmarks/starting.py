"""What starting costs each command, beside Python's own start: `python -m benchmarks.starting`.

    python -m benchmarks.starting                    ten runs of each command on one short text; a minute or two
    python -m benchmarks.starting --against FOLDER   and of another checkout of kg, in turns

Counted is the processor time of a command and all processes it starts, the median of the runs. In a table of two, the
second is the other checkout. What the libraries beside kg cost depends on which are installed: spaCy loads PyTorch.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parents[1]
TEXT = "Nordwind acquires Signavio. Jan Meier is the new CEO of Nordwind."
COMMANDS: dict[str, tuple[str, ...]] = {
    "python -c pass": ("-c", "pass"),
    "import spacy, onnxruntime": ("-c", "import spacy, onnxruntime"),
    "kg --help": ("-m", "kg", "--help"),
    "kg stats": ("-m", "kg", "stats", "--out", "out"),
    "kg query facts": ("-m", "kg", "query", "facts", "--out", "out"),
    "kg export": ("-m", "kg", "export", "--out", "out", "-o", "graph.ttl"),
    "kg.load_ontology()": ("-c", "import kg; kg.load_ontology()"),
    "kg explain": ("-m", "kg", "explain", "Nordwind", "--out", "out"),
    "kg build": ("-m", "kg", "build", "text.txt", "--out", "new", "--quiet"),
}


def processor_time(command: Sequence[str], checkout: Path, folder: Path) -> float:
    """Run a command of a checkout to its end; give what it took, with all that it started and waited for."""
    shutil.rmtree(folder / "new", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(checkout), os.environ.get("PYTHONPATH", "")])}
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(checkouts: Sequence[Path], runs: int) -> dict[str, list[float]]:
    """Give for each command the median of each checkout."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "text.txt").write_text(TEXT, encoding="utf-8")
        processor_time(("-m", "kg", "build", "text.txt", "--out", "out", "--quiet"), checkouts[0], folder)
        figures: dict[str, list[float]] = {}
        for name, command in COMMANDS.items():
            # In turns, so that whatever else the machine does falls on all alike; the first run fills the caches.
            rounds = [[processor_time(command, checkout, folder) for checkout in checkouts] for _ in range(runs + 1)]
            figures[name] = [statistics.median(taken) for taken in zip(*rounds[1:], strict=True)]
        return figures


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starting")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout of kg")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    checkouts = [HERE, *([options.against.resolve()] if options.against else [])]
    figures = measure(checkouts, options.runs)
    for name, medians in figures.items():
        print(f"{name:26}" + "".join(f" {median:7.2f} s" for median in medians))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
