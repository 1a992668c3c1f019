"""How long a build takes beside the language model alone: python -m benchmarks.building --data data --documents 200.

Annotates short texts, and builds the same ones into a folder, in one process and in the same run, by turns, so that
what else the machine does weighs on both alike. Times are processor time. Prints JSON: the seconds of each part, and
the ratio of the full build to annotation alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.recombined import texts
from kg.annotation import annotate
from kg.building.changing import Change
from kg.building.contributions import Packed
from kg.building.reader import Reader, Refused
from kg.building.readings import READINGS, Readings
from kg.building.sources import Files
from kg.documents import read_text
from kg.graph.folder import Standing, locked
from kg.ontology import load
from kg.types import Document

_WARM = 9  # texts before anything is measured
_T = TypeVar("_T")


class _Clock:
    """Adds up processor time by what it was spent on."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, what: str, do: Callable[[], _T]) -> _T:
        start = time.process_time()
        try:
            return do()
        finally:
            self.seconds[what] = self.seconds.get(what, 0.0) + time.process_time() - start


class _Measured(Reader):
    """Reads a document, after annotating it alone."""

    def __init__(self, clock: _Clock) -> None:
        super().__init__(load())
        self.clock = clock

    def read(self, document: Document) -> Packed | Refused:
        self.clock.time("annotating alone", lambda: list(annotate([document])))
        return self.clock.time("reading", lambda: super(_Measured, self).read(document))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("data"), help="the corpora of training/datasets.toml")
    parser.add_argument("--documents", type=int, default=200)
    given = parser.parse_args()
    documents = [
        read_text(text["text"], language=text["language"], title=text["title"], source=f"{number}.txt")
        for number, text in enumerate(texts(given.data, given.documents + _WARM))
    ]
    print(json.dumps(measure(documents[:_WARM], documents[_WARM:]), indent=1))
    return 0


def measure(warm: list[Document], documents: list[Document]) -> dict[str, object]:
    clock = _Clock()
    reader = _Measured(clock)
    for document in warm:
        reader.read(document)
    clock.seconds.clear()
    with tempfile.TemporaryDirectory() as folder, locked(folder) as out, Readings(out / READINGS) as readings:
        change = Change(reader.ontology, reader, Files())
        start = time.process_time()
        change.gather(readings, Standing(), documents)
        gathered = time.process_time()
        change.write(out, readings, Standing(), is_base=False)
        written = time.process_time()
    alone, reading = clock.seconds["annotating alone"], clock.seconds["reading"]
    keeping, writing = gathered - start - alone - reading, written - gathered
    return {
        "documents": len(documents),
        "words": sum(len(document.text.split()) for document in documents),
        "seconds": {
            "annotating alone": round(alone, 2),
            "reading: annotating, finding, resolving, stating": round(reading, 2),
            "keeping what was read": round(keeping, 2),
            "who is who, store, Turtle, TriG and page": round(writing, 2),
        },
        "reading to annotating alone": round(reading / alone, 3),
        "full build to annotating alone": round((reading + keeping + writing) / alone, 3),
    }


if __name__ == "__main__":
    sys.exit(main())
