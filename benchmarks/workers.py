"""How much sooner two workers are done than one: `python -m benchmarks.workers --data data --documents 1000`.

Builds the same short texts with one process and with two, each in a folder of its own; counted are the seconds on the
clock of the whole command, so that starting, who is who and writing count as well. Prints JSON; ends with 1 if the two
graphs differ in a byte.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.recombined import write_corpus


def build(corpus: Path, out: Path, workers: int) -> float:
    """Build with some workers; give the seconds on the clock."""
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        str(corpus),
        "--out",
        str(out),
        "--workers",
        str(workers),
        "--quiet",
    ]
    start = time.monotonic()
    subprocess.run(command, check=True)
    return time.monotonic() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("data"), help="the corpora of training/datasets.toml")
    parser.add_argument("--documents", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder / "texts.jsonl", given.data, given.documents)
        seconds = {workers: build(folder / "texts.jsonl", folder / str(workers), workers) for workers in (1, 2)}
        same = (folder / "1" / "graph.ttl").read_bytes() == (folder / "2" / "graph.ttl").read_bytes()
    found = {
        "documents": given.documents,
        "seconds": {f"{workers} workers": round(took, 1) for workers, took in seconds.items()},
        "one to two": round(seconds[1] / seconds[2], 2),
        "the same bytes": same,
    }
    print(json.dumps(found, indent=1))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
