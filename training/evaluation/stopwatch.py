"""Texts in a file -> how long reading them takes and how much memory: python -m training.evaluation.stopwatch FILE.

A program of its own, that imports nothing before the clock runs: so it measures what a fresh process needs.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path

_STATUS = Path("/proc/self/status")


def main() -> None:
    parser = ArgumentParser(prog="python -m training.evaluation.stopwatch", description=__doc__)
    parser.add_argument("texts", type=Path, help="a JSON object: language -> list of texts")
    parser.add_argument("--model", type=Path, help="the folder of the model, if not the shipped one")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--spacy", metavar="PACKAGE", help="run this pipeline of spaCy instead")
    given = parser.parse_args()
    texts: dict[str, list[str]] = json.loads(given.texts.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    read = _load_spacy(given.spacy) if given.spacy else _load_kg(texts, given.model, given.threads)
    load_s, loaded_mb = time.perf_counter() - begun, _peak_mb()
    seconds = {}
    for language, written in texts.items():
        begun = time.perf_counter()
        for _ in read(language, written):
            pass
        seconds[language] = time.perf_counter() - begun
    print(json.dumps({"load_s": load_s, "loaded_mb": loaded_mb, "seconds": seconds, "peak_mb": _peak_mb()}))


def _load_kg(
    languages: Iterable[str], model: Path | None, threads: int
) -> Callable[[str, list[str]], Iterable[object]]:
    from kg import paths
    from kg.annotation import annotate, load_pipeline
    from kg.types import Document

    if model:
        paths.MODEL = model
    for language in languages:
        load_pipeline(language)

    def read(language: str, texts: list[str]) -> Iterable[object]:
        documents = (Document(id=str(i), text=text, language=language) for i, text in enumerate(texts))
        return annotate(documents, threads=threads)

    return read


def _load_spacy(package: str) -> Callable[[str, list[str]], Iterable[object]]:
    # spacy.load looks for a distribution of the same name, which may differ from that of the module.
    nlp = importlib.import_module(package).load()
    return lambda _, texts: nlp.pipe(texts)


def _peak_mb() -> float:
    """Say how much memory this process has had at most."""
    if _STATUS.is_file():
        # What the parent had when it started this one is not in here, but it is in getrusage.
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
