"""What is measured, and on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from training.corpora import Sentence, read_dataset, read_datasets
from training.evaluation.reading import Reader

__all__ = ["LANGUAGES", "Cells", "NameTest", "Trial"]

LANGUAGES = ("de", "it", "en")

Cells = dict[str, str]  # one column of a table

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTest:
    """The sentences of one file with names."""

    file: str
    annotates: frozenset[str]
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One model and the corpora to try it on."""

    data: Path
    model: Path
    reader: Reader
    most: int | None = None  # sentences of each file, evenly spread; None for all
    words: int = 150_000  # for the speed

    def tree_tests(self) -> Iterator[tuple[str, list[Sentence]]]:
        """Read the test sets with trees, one a language."""
        for dataset in read_datasets("test"):
            if not dataset.annotates:
                yield dataset.language, self.some(read_dataset(dataset, self.data))

    def name_tests(self) -> Iterator[NameTest]:
        """Read the test sets with names."""
        for dataset in read_datasets("test"):
            if dataset.annotates:
                yield NameTest(
                    file=Path(dataset.file).name.split(".")[0],
                    annotates=dataset.annotates,
                    sentences=self.some(read_dataset(dataset, self.data)),
                )

    def some(self, items: Sequence[_Item]) -> list[_Item]:
        """Take only as many items as wanted, evenly spread."""
        count = min(len(items), self.most or len(items))
        return [items[i * len(items) // count] for i in range(count)]
