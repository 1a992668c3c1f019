"""The parallel treebanks, the same thousand sentences in every language, under the same ids."""

from __future__ import annotations

from training.corpora import Dataset, Sentence

__all__ = ["is_kept_apart", "is_parallel"]


def is_parallel(dataset: Dataset) -> bool:
    """Say whether a file is one of the parallel treebanks."""
    return dataset.file.endswith("_pud.conllu.gz")


def is_kept_apart(sentence: Sentence) -> bool:
    """Say whether a sentence of the parallel treebanks serves for measuring translation only."""
    return sentence.id.startswith(("n", "w")) and sentence.id[1:6].isdigit() and int(sentence.id[1:6]) % 5 == 0
