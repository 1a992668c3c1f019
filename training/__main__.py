"""Public data -> the files of the shipped model: python -m training --data DIR --out DIR."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from training.export import export, write_examples
from training.train import Recipe, prepare, train


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the corpora of datasets.toml")
    parser.add_argument("--out", type=Path, required=True, help="where the model's files go")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where checkpoints go")
    parser.add_argument("--examples", type=Path, help="where to write what the model gives for a few sentences")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--non-commercial", action="store_true", help="learn from sets with an NC licence too")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    task = prepare(given.data, non_commercial=given.non_commercial)
    print(
        f"{len(task.sentences)} sentences, {len(task.pieces)} word pieces, {len(task.labels.lemma)} lemma rules",
        flush=True,
    )
    checkpoint = given.work / ("non-commercial.pt" if given.non_commercial else "free.pt")
    network = train(task, checkpoint, replace(Recipe(), epochs=given.epochs))
    export(network, task, given.out)
    if given.examples:
        write_examples(task, given.out, given.examples)


if __name__ == "__main__":
    main()
