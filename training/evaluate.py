"""The shipped model -> tables of how good and how fast it is: python -m training.evaluate --data DIR."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from kg import paths
from training.evaluation.calibration import calibration
from training.evaluation.gold_words import headlines, lemmas, names, trees
from training.evaluation.meaning import meaning
from training.evaluation.raw_text import raw
from training.evaluation.reading import Reader
from training.evaluation.speed import speed
from training.evaluation.tables import Table
from training.evaluation.trial import Trial

GROUPS: dict[str, Callable[[Trial], Iterator[Table]]] = {
    "trees": trees,
    "lemmas": lemmas,
    "names": names,
    "headlines": headlines,
    "raw": raw,
    "speed": speed,
    "meaning": meaning,
    "calibration": calibration,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the corpora of datasets.toml")
    parser.add_argument(
        "--model", type=Path, default=paths.MODEL, help="the folder of the model, if not the shipped one"
    )
    parser.add_argument("--markdown", action="store_true", help="write the tables as the model card has them")
    parser.add_argument("--only", nargs="+", metavar="GROUP", choices=GROUPS, help=f"some of {', '.join(GROUPS)}")
    parser.add_argument("--sentences", type=int, metavar="N", help="at most so many of each file, evenly spread")
    parser.add_argument("--words", type=int, metavar="N", default=150_000, help="how much to read for the speed")
    given = parser.parse_args()
    # Whatever loads a pipeline from here on takes this model.
    paths.MODEL = given.model.resolve()
    trial = Trial(
        data=given.data, model=paths.MODEL, reader=Reader(paths.MODEL), most=given.sentences, words=given.words
    )
    for name in given.only or GROUPS:
        for table in GROUPS[name](trial):
            print(table.markdown() if given.markdown else table.text(), flush=True)


if __name__ == "__main__":
    main()
