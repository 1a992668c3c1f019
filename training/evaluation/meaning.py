"""Whether sentences that say the same in two languages lie near each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.corpora import read_dataset, read_datasets
from training.evaluation.tables import Table, percent
from training.evaluation.trial import LANGUAGES, Cells, Trial
from training.parallel import is_kept_apart, is_parallel

__all__ = ["Retrieval", "meaning", "retrieval"]

_TITLE = "Meaning"
_TRANSLATIONS = (("de", "en"), ("it", "en"), ("de", "it"))


def meaning(trial: Trial) -> Iterator[Table]:
    """Measure whether a sentence is nearest to its own translation."""
    apart = {
        dataset.language: {s.id: s for s in read_dataset(dataset, trial.data) if is_kept_apart(s)}
        for dataset in read_datasets("train")
        if is_parallel(dataset) and dataset.language in LANGUAGES
    }
    ids = trial.some(sorted(set.intersection(*map(set, apart.values()))))
    columns: dict[str, Cells] = {}
    for query, answer in _TRANSLATIONS:
        queries, answers = (trial.reader.vectors([apart[language][key] for key in ids]) for language in (query, answer))
        if queries is None or answers is None:
            yield Table(title=_TITLE, columns={}, note="Left out: the model gives no vectors of sentences.")
            return
        columns[f"{query} to {answer}"] = _cells(retrieval(queries, answers), len(ids))
    yield Table(title=_TITLE, columns=columns, note="Parallel sentences whose vectors were never taught.")


def _cells(score: Retrieval, sentences: int) -> Cells:
    return {
        "sentences": str(sentences),
        "translation is the nearest": percent(score.accuracy),
        "mean cosine of translations": f"{score.pairs:.2f}",
        "mean cosine of others": f"{score.others:.2f}",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """How near translations are to each other; row i of both sides says the same."""

    accuracy: float  # share of the rows whose nearest row on the other side is their translation
    pairs: float  # mean cosine of translations
    others: float  # mean cosine of all else


def retrieval(queries: NDArray[np.float32], answers: NDArray[np.float32]) -> Retrieval:
    """Look up every query among the answers."""
    cosines = _unit(queries) @ _unit(answers).T
    is_pair = np.eye(len(cosines), dtype=bool)
    return Retrieval(
        accuracy=float((cosines.argmax(axis=1) == np.arange(len(cosines))).mean()),
        pairs=float(cosines[is_pair].mean()),
        others=float(cosines[~is_pair].mean()),
    )


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = rows.astype(np.float64)
    unit: NDArray[np.float64] = wide / np.linalg.norm(wide, axis=1, keepdims=True)
    return unit
