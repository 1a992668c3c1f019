"""The list of data files, and the sentences with marked names that lie in this repository."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from training.corpora import HERE, KINDS, Dataset, Sentence, name_spans, read_dataset, read_datasets, read_marked

LANGUAGES = {"de", "it", "en", "pt", "es", "fr"}
HELD_OUT = Path(__file__).parents[1] / "annotation" / "names"

TRAIN, DEV, TEST = (read_datasets(use) for use in ("train", "dev", "test"))
OWN = sorted((HERE / "names").glob("*.txt"))


def name(dataset: Dataset) -> str:
    return dataset.file


@pytest.mark.parametrize("dataset", [*TRAIN, *DEV, *TEST], ids=name)
def test_entry_is_well_formed(dataset: Dataset) -> None:
    """The language chooses how labels are settled, `annotates` what an unmarked word says."""
    assert dataset.language in LANGUAGES
    assert Path(dataset.file).name.startswith(f"{dataset.language}_")
    assert dataset.annotates <= set(KINDS)
    assert bool(dataset.annotates) == (".conllu" not in dataset.file)
    assert dataset.each > 0


@pytest.mark.parametrize("dataset", TRAIN, ids=name)
def test_what_is_learned_from_has_an_origin_and_a_licence(dataset: Dataset) -> None:
    """The shipped model may be used in business; a licence left out would pass for a free one."""
    assert dataset.repository
    assert dataset.licence.startswith(("CC BY", "MIT"))
    assert dataset.is_free != (dataset.file.startswith("nc/") and not dataset.names)


def test_no_file_is_listed_twice() -> None:
    """What is measured was never learned."""
    counted = Counter((dataset.file, dataset.names) for dataset in [*TRAIN, *DEV, *TEST])
    assert [file for file, times in counted.items() if times > 1] == []


def test_files_are_used_for_what_they_are() -> None:
    """Their place and name say it, whichever table of the list they were copied to."""
    assert [d.file for d in TRAIN if d.file.startswith("test/") or ".dev." in d.file] == []
    assert [d.file for d in DEV if ".dev." not in d.file] == []
    assert [d.file for d in TEST if not d.file.startswith("test/")] == []


def test_marked_sentences_are_listed_all(tmp_path: Path) -> None:
    """A file that is not listed is not learned from; one that is missing stops a run after hours of others."""
    listed = [dataset for dataset in TRAIN if dataset.file.startswith("names/")]

    assert sorted(dataset.file for dataset in listed) == [f"names/{path.name}" for path in OWN]
    assert all(read_dataset(dataset, tmp_path) for dataset in listed)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


@cache
def sentences(path: Path) -> list[Sentence]:
    return read_marked(path, path.name[:2])


def texts(path: Path) -> list[str]:
    """Give the sentences of a file as words alone: marks or none, it is the same sentence."""
    return [" ".join(sentence.words) for sentence in sentences(path)]


@pytest.mark.parametrize("path", [*OWN, *sorted(HELD_OUT.glob("*.txt"))], ids=lambda path: path.name)
def test_marked_sentences_have_known_kinds_and_plain_spaces(path: Path) -> None:
    """A kind misspelt is no name at all to the model, and says so nowhere."""
    assert {kind for s in sentences(path) for _, _, kind in name_spans(s.names or ())} <= set(KINDS)
    assert [line for line in lines(path) if line and line != " ".join(line.split())] == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_marked_sentence_comes_twice(path: Path) -> None:
    """Marked twice, it counts twice; marked differently, it teaches both."""
    assert [text for text, times in Counter(texts(path)).items() if times > 1] == []


def test_no_marked_sentence_is_one_that_is_measured() -> None:
    """The sentences in tests/annotation/names show what the model makes of names it never saw."""
    learned = {text for path in OWN for text in texts(path)}
    measured = {text for path in HELD_OUT.glob("*.txt") for text in texts(path)}
    assert measured
    assert not learned & measured
