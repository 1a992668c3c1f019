"""What the lexicon costs beside the language model, with up to ten times its entries: `python -m benchmarks.matching`.

On the news texts of tests/cases, in one process: the model's time, and that of looking up every word and every frame.
The further entries are those of the lexicon with a syllable more: as many and as long, and never meant.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kg.annotation import Annotation, annotate
from kg.documents import read_text
from kg.extraction.reading import Reading
from kg.ontology import Frame, Lexicon, Ontology, Word, load

CASES = Path(__file__).parents[1] / "tests" / "cases"
TEXTS = 6  # of each language
TIMES = (1, 10)
MOST = 0.25  # of the model's time
RUNS = 3

_T = TypeVar("_T")
_Entry = TypeVar("_Entry", Frame, Word)


def texts(language: str) -> list[str]:
    cases = tomllib.loads((CASES / f"{language}.toml").read_text(encoding="utf-8"))["case"]
    return [str(case["text"]).strip("\n") for case in cases][:TEXTS]


def enlarged(ontology: Ontology, language: str, times: int) -> Ontology:
    """Give the ontology with so many times the entries in one lexicon."""
    lexicon = ontology.lexicons[language]
    frames = [_varied(frame, i) for i in range(times) for frame in lexicon.frames]
    words = [_varied(word, i) for i in range(times) for word in lexicon.words]
    nouns = (f[0] for entry in (*frames, *words) if entry.pos == "noun" for f in entry.forms if len(f) == 1)
    larger: Lexicon = replace(
        lexicon,
        frames=tuple(frames),
        words=tuple(words),
        _frames_by_word=_index((part, frame) for frame in frames for form in frame.forms for part in form),
        _words_by_form=_index((" ".join(form), word) for word in words for form in word.forms),
        _nouns=frozenset(nouns),
    )
    return replace(ontology, lexicons={**ontology.lexicons, language: larger})


def _varied(entry: _Entry, number: int) -> _Entry:
    if not number:
        return entry
    forms = tuple(tuple(f"{word}{'abcdefghij'[number]}u" for word in form) for form in entry.forms)
    return replace(entry, forms=forms)


def _index(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, dict[_T, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


def match(annotations: Iterable[Annotation], ontology: Ontology) -> int:
    """Look up every word and every frame; give how many frames were found."""
    return sum(1 for annotation in annotations for _ in _frames(Reading(annotation, ontology)))


def _frames(reading: Reading) -> Iterator[Frame]:
    for token in reading.doc:
        yield from (frame for frame, _ in reading.frames(token))


def main() -> int:
    ontology = load()
    slow = False
    print(f"{'':8}  {'entries':>8}  {'model':>8}  {'lexicon':>8}  share")
    for language in sorted(ontology.lexicons):
        documents = [read_text(text, language=language) for text in texts(language)]
        list(annotate(documents[:1]))  # the model and its dictionaries are loaded once
        start = time.process_time()
        annotations = list(annotate(documents))
        model = time.process_time() - start
        for times in TIMES:
            larger = enlarged(ontology, language, times)
            spent = min(_timed(annotations, larger) for _ in range(RUNS))
            entries = len({e.entry for e in (*ontology.lexicons[language].frames, *ontology.lexicons[language].words)})
            share = spent / model
            slow |= share > MOST
            print(f"{language:8}  {times * entries:>8,}  {model:>6.2f} s  {spent:>6.3f} s  {share:.1%}", flush=True)
    return 1 if slow else 0


def _timed(annotations: list[Annotation], ontology: Ontology) -> float:
    start = time.process_time()
    match(annotations, ontology)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
