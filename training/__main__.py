"""Public data -> the files of the shipped model: python -m training --data DIR --out DIR."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from training.export import export, write_examples
from training.teachers import with_lessons
from training.train import Recipe, prepare, train

# Each takes as long to train as the network that learns from them.
TEACHERS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the corpora of datasets.toml")
    parser.add_argument("--out", type=Path, required=True, help="where the model's files go")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where checkpoints go")
    parser.add_argument("--examples", type=Path, help="where to write what the model gives for a few sentences")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--teachers", type=int, default=TEACHERS, help="how many networks are trained to teach the one")
    parser.add_argument("--non-commercial", action="store_true", help="learn from sets with an NC licence too")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    task = prepare(given.data, non_commercial=given.non_commercial)
    print(
        f"{len(task.sentences)} sentences, {len(task.pieces)} word pieces, {len(task.labels.lemma)} lemma rules",
        flush=True,
    )
    kind = "non-commercial" if given.non_commercial else "free"
    recipe = replace(Recipe(), epochs=given.epochs)
    teachers = [
        train(task, given.work / f"{kind}-teacher-{number}.pt", replace(recipe, seed=recipe.seed + number))
        for number in range(1, given.teachers + 1)
    ]
    if teachers:
        task = replace(task, sentences=with_lessons(task, teachers))
    network = train(task, given.work / f"{kind}.pt", recipe)
    export(network, task, given.out)
    if given.examples:
        write_examples(task, given.out, given.examples)


if __name__ == "__main__":
    main()
