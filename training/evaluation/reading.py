"""What the shipped model makes of sentences whose words are given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.annotation.decoding import Parse, decode
from kg.annotation.encoder import Encoder, Scores, load_encoder
from kg.annotation.lemmas import Lemmatizer
from training.corpora import Sentence

__all__ = ["Reader", "Reading"]

_THREADS = os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the model says of a sentence, in the terms of `Tree`; every tuple has one item a word."""

    heads: tuple[int, ...]  # 0 for the root, else the number of the word, from 1
    rels: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[dict[str, str], ...]
    lemmas: tuple[str, ...]
    edited: tuple[str, ...]  # the lemmas that the edit rules give alone
    names: frozenset[tuple[int, int, str]]  # first word, one past the last, kind

    def first(self, count: int) -> Reading:
        """Keep only what is said of the first words."""
        return Reading(
            heads=self.heads[:count],
            rels=self.rels[:count],
            upos=self.upos[:count],
            feats=self.feats[:count],
            lemmas=self.lemmas[:count],
            edited=self.edited[:count],
            names=frozenset(name for name in self.names if name[1] <= count),
        )


class Reader:
    """Reads sentences with one model, each only once."""

    def __init__(self, model: Path) -> None:
        self.encoder: Encoder = load_encoder(model)
        self._lemmatizer = cache(Lemmatizer)
        self._known: dict[tuple[str, tuple[str, ...], tuple[bool, ...]], Reading] = {}

    def read(self, sentences: Sequence[Sentence]) -> list[Reading]:
        """Read sentences, in their order."""
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(self._read, sentences))

    def vectors(self, sentences: Sequence[Sentence]) -> NDArray[np.float32] | None:
        """Give the vector of each sentence, one row each; None where the model makes none."""
        # Of a sentence too long for the model the first stretch will do.
        found = [self._score(sentence)[0][1]._asdict().get("vector") for sentence in sentences]
        return None if any(vector is None for vector in found) else np.array(found)

    def parses(self, sentence: Sentence) -> list[tuple[slice, Parse]]:
        """Parse a sentence as kg does: in stretches that the model can hold."""
        labels = self.encoder.labels
        return [(part, decode(sentence.words[part], scores, labels)) for part, scores in self._score(sentence)]

    def _read(self, sentence: Sentence) -> Reading:
        key = sentence.language, sentence.words, sentence.spaces
        if key not in self._known:
            lemmatizer = self._lemmatizer(sentence.language)
            parts = self.parses(sentence)
            readings = [_reading(part, sentence.words[part], parse, lemmatizer) for part, parse in parts]
            self._known[key] = _joined(readings)
        return self._known[key]

    def _score(self, sentence: Sentence) -> list[tuple[slice, Scores]]:
        scored = []
        for part in self.encoder.split(sentence.words):
            words = sentence.words[part]
            spaced = (True, *sentence.spaces[part][:-1])
            scored.append((part, self.encoder.score(words, spaced)))
        return scored


def _reading(part: slice, words: Sequence[str], parse: Parse, lemmatizer: Lemmatizer) -> Reading:
    """Bring the parse of one stretch into the numbers of the whole sentence."""
    return Reading(
        heads=tuple(0 if head < 0 else part.start + head + 1 for head in parse.heads),
        rels=parse.deprels,
        upos=parse.upos,
        feats=tuple(_feats(feats) for feats in parse.feats),
        lemmas=tuple(lemmatizer.lemmas(words, parse)),
        edited=tuple(candidates[0][0] for candidates in parse.lemmas),
        names=frozenset((part.start + name.start, part.start + name.end, name.label) for name in parse.entities),
    )


def _feats(written: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in written.split("|")) if written else {}


def _joined(readings: Iterable[Reading]) -> Reading:
    parts = list(readings)
    if len(parts) == 1:
        return parts[0]
    return Reading(
        heads=tuple(head for part in parts for head in part.heads),
        rels=tuple(rel for part in parts for rel in part.rels),
        upos=tuple(tag for part in parts for tag in part.upos),
        feats=tuple(feats for part in parts for feats in part.feats),
        lemmas=tuple(lemma for part in parts for lemma in part.lemmas),
        edited=tuple(lemma for part in parts for lemma in part.edited),
        names=frozenset(name for part in parts for name in part.names),
    )
