"""The ONNX model: the words of one sentence in, score arrays out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import ModelError

__all__ = ["Encoder", "Labels", "Scores", "load_encoder"]

# What the model was trained with; the same numbers stand in the model card.
_MAX_POSITIONS = 512
_MAX_PIECES_PER_WORD = 12
_START, _END, _UNKNOWN = 0, 2, 3

# Trees over more words than this get slow and bad; no written sentence is that long.
_MAX_WORDS = 200
# More characters than this never matter: twelve pieces are shorter.
_MAX_CHARACTERS = 200

_OUTPUTS = ["arc", "rel", "upos", "feats", "lemma", "ner"]
_VECTOR = "vector"  # not every model has it


class Scores(NamedTuple):
    """Log-odds for the n words of one sentence, one row a word, and the vector of the sentence."""

    arc: NDArray[np.float32]  # (n, n + 1): the head; column 0 is the root, column i word i - 1
    rel: NDArray[np.float32]  # (n, labels): the relation to the best-scoring head
    upos: NDArray[np.float32]  # (n, tags)
    feats: NDArray[np.float32]  # (n, values of all features laid side by side)
    lemma: NDArray[np.float32]  # (n, edit rules)
    ner: NDArray[np.float32]  # (n, BIO tags)
    vector: NDArray[np.float32] | None  # (384,): what it means; None where the model does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the columns of the scores stand for."""

    rel: tuple[str, ...]
    upos: tuple[str, ...]
    feats: dict[str, tuple[str, ...]]  # feature -> values; "_" means that the word has none
    lemma: tuple[str, ...]
    ner: tuple[str, ...]
    # By what to divide the scores of an output, so that a probability is how often it is right.
    temperatures: dict[str, float] = field(default_factory=dict)


class Encoder:
    """Runs the model on single sentences; safe to use from several threads.

    One sentence is one batch, on one thread: a model may take the scale of its quantisation from the
    whole batch, so this alone makes a sentence score the same in any company.
    """

    def __init__(self, directory: Path) -> None:
        """Load the model files of a folder; ModelError where one is missing or damaged."""
        self.labels = _read_labels(directory / "labels.json")
        self._tokenizer = _read_tokenizer(directory / "tokenizer.json")
        self._session = _read_session(directory / "model.onnx")
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._outputs = [output.name for output in self._session.get_outputs() if output.name in (*_OUTPUTS, _VECTOR)]
        self._pieces = lru_cache(maxsize=50_000)(self._encode_word)

    def split(self, words: Sequence[str]) -> list[slice]:
        """Cut a sentence into stretches that the model can hold: nearly always just one.

        Nothing is lost; a cut falls behind the last punctuation mark where there is one.
        """
        stretches = []
        start = 0
        while start < len(words):
            end = self._longest_end(words, start)
            if end < len(words):
                end = _after_punctuation(words, start, end)
            stretches.append(slice(start, end))
            start = end
        return stretches

    def score(self, words: Sequence[str], spaced: Sequence[bool]) -> Scores:
        """Score the words of one sentence.

        words: at least one, and no more than `split` allows.
        spaced: whether white space, or nothing at all, stands before each word.
        """
        ids, first, last = [_START], [0], [0]
        for word, is_spaced in zip(words, spaced, strict=True):
            pieces = self._pieces(word, is_spaced)
            first.append(len(ids))
            ids.extend(pieces)
            last.append(len(ids) - 1)
        ids.append(_END)
        known = {
            "ids": np.array([ids], np.int64),
            "mask": np.ones((1, len(ids)), np.float32),
            "first": np.array([first], np.int64),
            "last": np.array([last], np.int64),
            "wmask": np.ones((1, len(first)), np.float32),
        }
        # A model made for single sentences needs no masks.
        inputs = {name: array for name, array in known.items() if name in self._inputs}
        outputs = dict(zip(self._outputs, self._session.run(self._outputs, inputs), strict=True))
        # Some outputs carry the root as a further row; the words come first.
        of_words = {name: outputs[name][0, : len(words)] for name in _OUTPUTS}
        return Scores(**of_words, vector=outputs[_VECTOR][0] if _VECTOR in outputs else None)

    def _longest_end(self, words: Sequence[str], start: int) -> int:
        """Find how far a stretch that begins at `start` can reach."""
        room = _MAX_POSITIONS - 2
        end = start
        while end < min(len(words), start + _MAX_WORDS):
            room -= len(self._pieces(words[end], True))
            if room < 0:
                break
            end += 1
        return end

    def _encode_word(self, word: str, is_spaced: bool) -> tuple[int, ...]:
        text = ("\u2581" if is_spaced else "") + word[:_MAX_CHARACTERS]
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return tuple(ids[:_MAX_PIECES_PER_WORD]) or (_UNKNOWN,)


@cache
def load_encoder(directory: Path) -> Encoder:
    """Load the model of a folder, once: all languages share it."""
    return Encoder(directory)


def _after_punctuation(words: Sequence[str], start: int, end: int) -> int:
    """Move `end` back behind a punctuation mark, but not into the first half of the stretch."""
    for position in range(end - 1, (start + end) // 2, -1):
        if not any(character.isalnum() for character in words[position]):
            return position + 1
    return end


def _read_labels(path: Path) -> Labels:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Labels(
            rel=tuple(values["rel"]),
            upos=tuple(values["upos"]),
            feats={feature: tuple(names) for feature, names in values["feats"].items()},
            lemma=tuple(values["lemma"]),
            ner=tuple(values["ner"]),
            temperatures={output: float(value) for output, value in values.get("temperatures", {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _model_error(path, error) from error


def _read_tokenizer(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise _model_error(path, error) from error


def _read_session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's errors share no class
        raise _model_error(path, error) from error


def _model_error(path: Path, error: Exception) -> ModelError:
    what = "is damaged" if path.is_file() else "is missing"
    detail = str(error).splitlines()[0] if str(error) else type(error).__name__
    return ModelError(f"{path}: the model file {what}; install kg again ({detail})")
