"""Public data -> the files of the shipped model: python -m training --data DIR --out DIR."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from training.export import export, write_examples
from training.network import Network
from training.teachers import with_lessons
from training.train import Recipe, prepare, train

# How the teachers of the shipped model are trained, and it itself. They differ, for what they agree on is surer then.
TEACHERS = (
    Recipe(seed=1, epochs=12, batch=4200),
    Recipe(seed=2, epochs=12, batch=4200, encoder_rate=3e-4),
    Recipe(seed=3, epochs=14, batch=5600, encoder_rate=3e-4),
    Recipe(seed=4, epochs=14, batch=5600, encoder_rate=4e-4, head_rate=2e-3),
    Recipe(seed=5, epochs=10, batch=2800),
)
STUDENT = Recipe(seed=13, epochs=14, batch=5600, encoder_rate=4.2e-4)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the corpora of datasets.toml")
    parser.add_argument("--out", type=Path, required=True, help="where the model's files go")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where checkpoints go")
    parser.add_argument("--examples", type=Path, help="where to write what the model gives for a few sentences")
    parser.add_argument("--epochs", type=int, help="go so often through the corpora, teachers too")
    parser.add_argument(
        "--teachers", type=int, default=len(TEACHERS), help="how many networks are trained to teach the one; 0 is quick"
    )
    parser.add_argument("--non-commercial", action="store_true", help="learn from sets with an NC licence too")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    task = prepare(given.data, non_commercial=given.non_commercial)
    print(
        f"{len(task.sentences)} sentences, {len(task.pieces)} word pieces, {len(task.labels.lemma)} lemma rules",
        flush=True,
    )
    kind = "non-commercial" if given.non_commercial else "free"

    def trained(recipe: Recipe, name: str) -> Network:
        return train(task, given.work / f"{name}.pt", replace(recipe, epochs=given.epochs or recipe.epochs))

    teachers = [trained(recipe, f"{kind}-teacher-{recipe.seed}") for recipe in TEACHERS[: given.teachers]]
    if teachers:
        task = replace(task, sentences=with_lessons(task, teachers))
    network = trained(STUDENT, kind)
    export(network, task, given.out)
    if given.examples:
        write_examples(task, given.out, given.examples)


if __name__ == "__main__":
    main()
