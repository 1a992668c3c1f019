"""Many short texts to read: sentences of free corpora and of the lexicons' examples, put together anew by a seed."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

from kg import paths

LANGUAGES = ("de", "en", "it")
_SHORTEST, _LONGEST = 30, 300  # characters of a sentence


def sentences(data: Path, language: str) -> tuple[list[str], list[str]]:
    """Give sentences of the corpora in `data`/ud, and the lexicon's examples, which say something."""
    corpus: list[str] = []
    for path in sorted((data / "ud").glob(f"{language}_*.conllu.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            corpus += [line.removeprefix("# text = ").strip() for line in lines if line.startswith("# text = ")]
    return [text for text in corpus if _SHORTEST <= len(text) <= _LONGEST], _examples(language)


def _examples(language: str) -> list[str]:
    from rdflib import Graph

    from kg.vocabulary import SKOS

    graph = Graph().parse(paths.ONTOLOGY / "lexicon" / f"{language}.ttl")
    return sorted({str(example) for example in graph.objects(None, SKOS.example)})


def texts(data: Path, count: int, *, seed: int = 0) -> Iterator[dict[str, str]]:
    """Make texts of four to eight sentences, two of which say something: the same for the same seed."""
    chance = random.Random(seed)
    known = {language: sentences(data, language) for language in LANGUAGES}
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        corpus, examples = known[language]
        parts = [chance.choice(corpus or examples) for _ in range(chance.randint(2, 6))]
        for _ in range(2):
            parts.insert(chance.randint(0, len(parts)), chance.choice(examples))
        day = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield {"text": " ".join(parts), "language": language, "date": day, "title": f"Text {number}"}


def write_corpus(path: Path, data: Path, count: int, *, seed: int = 0) -> None:
    """Write texts as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for text in texts(data, count, seed=seed):
            file.write(json.dumps(text, ensure_ascii=False) + "\n")
