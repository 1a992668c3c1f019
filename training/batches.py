"""Sentences -> batches of numbers: which ones an epoch sees, how they are varied, padded and stacked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.annotation.encoder import Labels
from training.corpora import Sentence, Tree
from training.labels import edit_rule
from training.lessons import Lesson

__all__ = ["IGNORED", "Batch", "Codec", "Vectors", "choose", "group"]

Vectors = dict[tuple[str, str], np.ndarray]  # by language and sentence id

IGNORED = -100  # the target of what is not trained on
_START, _PADDING, _END, _UNKNOWN = 0, 1, 2, 3
_PIECES_PER_WORD = 12
_LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch; b sentences, p pieces, w words, all padded."""

    ids: Tensor  # (b, p)
    mask: Tensor  # (b, p)
    first: Tensor  # (b, w + 1)
    last: Tensor  # (b, w + 1)
    wmask: Tensor  # (b, w + 1)
    asked: Tensor  # (b, w): the heads whose relations are learned
    heads: Tensor  # (b, w), and so on: IGNORED where there is nothing to learn
    rels: Tensor
    upos: Tensor
    feats: Tensor  # (b, w, features)
    lemmas: Tensor
    allowed: Tensor  # (b, w, tags): the tags that the set's marks do not exclude; all False: not trained on
    vectors: Tensor  # (b, 384): what the base model makes of the sentence; zeros: not known
    shares: dict[str, Tensor]  # what the teachers say, by output: (b, w, ...); zeros: nothing

    def to(self, device: torch.device) -> Batch:
        return self._each(lambda tensor: tensor.to(device, non_blocking=True))

    def pin_memory(self) -> Batch:
        """Put the tensors where a GPU fetches them by itself; PyTorch's DataLoader asks for it."""
        return self._each(Tensor.pin_memory)

    def _each(self, change: Callable[[Tensor], Tensor]) -> Batch:
        tensors = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "shares"}
        shares = {name: change(share) for name, share in self.shares.items()}
        return Batch(**{name: change(tensor) for name, tensor in tensors.items()}, shares=shares)


class Codec:
    """Turns sentences into numbers."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels) -> None:
        self.labels = labels
        self._tokenizer = tokenizer
        self._pieces = lru_cache(maxsize=500_000)(self._encode_word)
        self._rel = {name: i for i, name in enumerate(labels.rel)}
        self._upos = {name: i for i, name in enumerate(labels.upos)}
        self._lemma = {name: i for i, name in enumerate(labels.lemma)}
        self._values = [{name: i for i, name in enumerate(values)} for values in labels.feats.values()]
        self._ner = {name: i for i, name in enumerate(labels.ner)}

    def pieces(self, sentence: Sentence) -> tuple[list[int], list[int], list[int]]:
        """Give the pieces of a sentence, and where each word begins and ends, the root before them."""
        ids, first, last = [_START], [0], [0]
        for word, spaced in zip(sentence.words, (True, *sentence.spaces[:-1]), strict=True):
            pieces = self._pieces(word, spaced)
            first.append(len(ids))
            ids.extend(pieces)
            last.append(len(ids) - 1)
        return [*ids, _END], first, last

    def length(self, sentence: Sentence) -> int:
        return len(self.pieces(sentence)[0])

    def fits(self, sentence: Sentence) -> bool:
        return self.length(sentence) <= _LONGEST

    def stack(self, sentences: Sequence[Sentence], vectors: Vectors | None = None) -> Batch:
        encoded = [self.pieces(sentence) for sentence in sentences]
        b, p, w = len(sentences), max(len(ids) for ids, _, _ in encoded), max(len(s.words) for s in sentences)
        ids, mask = np.full((b, p), _PADDING), np.zeros((b, p), np.float32)
        first, last, wmask = np.zeros((b, w + 1), int), np.zeros((b, w + 1), int), np.zeros((b, w + 1), np.float32)
        plain = {name: np.full((b, w), IGNORED) for name in ("heads", "rels", "upos", "lemmas")}
        feats = np.full((b, w, len(self._values)), IGNORED)
        allowed = np.zeros((b, w, len(self._ner)), bool)
        known = np.zeros((b, 384), np.float32)
        asked = np.zeros((b, w), int)
        shares = self._room_for_lessons(b, w) if any(sentence.lesson for sentence in sentences) else {}
        for row, (sentence, (pieces, begin, end)) in enumerate(zip(sentences, encoded, strict=True)):
            n = len(sentence.words)
            ids[row, : len(pieces)], mask[row, : len(pieces)] = pieces, 1
            first[row, : n + 1], last[row, : n + 1], wmask[row, : n + 1] = begin, end, 1
            if sentence.tree:
                self._fill_tree(
                    sentence, sentence.tree, {name: array[row] for name, array in plain.items()}, feats[row]
                )
                asked[row, :n] = sentence.tree.heads
            if sentence.names:
                allowed[row, :n] = self._allowed(sentence)
            if sentence.lesson:
                _fill_lesson(sentence.lesson, {name: array[row] for name, array in shares.items()})
                if not sentence.tree:
                    asked[row, :n] = sentence.lesson.heads
            if vectors and (sentence.language, sentence.id) in vectors:
                known[row] = vectors[sentence.language, sentence.id]
        arrays = dict(plain, ids=ids, mask=mask, first=first, last=last, wmask=wmask, feats=feats)
        arrays |= {"allowed": allowed, "vectors": known, "asked": asked}
        return Batch(
            **{name: torch.from_numpy(array) for name, array in arrays.items()},
            shares={name: torch.from_numpy(array) for name, array in shares.items()},
        )

    def _room_for_lessons(self, b: int, w: int) -> dict[str, np.ndarray]:
        sizes = {"rel": len(self._rel), "upos": len(self._upos), "ner": len(self._ner)}
        sizes |= {"arc": w + 1, "feats": sum(map(len, self._values))}
        return {name: np.zeros((b, w, size), np.float16) for name, size in sizes.items()}

    def _fill_tree(self, sentence: Sentence, tree: Tree, rows: dict[str, np.ndarray], feats: np.ndarray) -> None:
        for i, rel in enumerate(tree.rels):
            rows["heads"][i] = tree.heads[i]
            rows["rels"][i] = self._rel.get(rel, IGNORED)
            rows["upos"][i] = self._upos.get(tree.upos[i], IGNORED)
            lemma = tree.lemmas[i]
            if lemma is not None:
                rows["lemmas"][i] = self._lemma.get(edit_rule(sentence.words[i], lemma) or "", IGNORED)
            for k, (name, values) in enumerate(zip(self.labels.feats, self._values, strict=True)):
                # Where a set never marks a feature, or not on such a word, its absence says nothing.
                if name in tree.marked and not (tree.unsure and name in tree.unsure[i]):
                    feats[i, k] = values.get(tree.feats[i].get(name, "_"), IGNORED)

    def _allowed(self, sentence: Sentence) -> np.ndarray:
        """Say which tags the marks allow: an unmarked word may have any tag of a kind the set never marks."""
        table = np.zeros((len(sentence.words), len(self._ner)), bool)
        unmarked = [i for tag, i in self._ner.items() if tag == "O" or tag[2:] not in sentence.annotates]
        for row, tag in zip(table, sentence.names or (), strict=True):
            if tag == "O":
                row[unmarked] = True
            elif tag in self._ner:
                row[self._ner[tag]] = True
        return table

    def _encode_word(self, word: str, spaced: bool) -> tuple[int, ...]:
        text = ("\u2581" if spaced else "") + word
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids[:_PIECES_PER_WORD]) or (_UNKNOWN,)


def _fill_lesson(lesson: Lesson, rows: dict[str, np.ndarray]) -> None:
    for name, row in rows.items():
        shares = getattr(lesson, name)
        row[: shares.shape[0], : shares.shape[1]] = shares


def choose(sentences: Iterable[Sentence], chance: random.Random) -> list[Sentence]:
    """Choose the sentences of one epoch: each so many times as its set says, on average."""
    chosen = []
    for sentence in sentences:
        whole = int(sentence.each)
        times = whole + (chance.random() < sentence.each - whole)
        chosen.extend([sentence] * times)
    return chosen


def group(sentences: Sequence[Sentence], codec: Codec, size: int, chance: random.Random) -> list[list[Sentence]]:
    """Group sentences of about the same length into batches of at most `size` pieces, in random order."""
    # A little noise, so that the same sentences do not always meet.
    order = sorted(sentences, key=lambda sentence: codec.length(sentence) * chance.uniform(0.9, 1.1))
    groups: list[list[Sentence]] = []
    current: list[Sentence] = []
    longest = 0
    for sentence in order:
        longest = max(longest, codec.length(sentence))
        if current and longest * (len(current) + 1) > size:
            groups.append(current)
            current, longest = [], codec.length(sentence)
        current.append(sentence)
    if current:
        groups.append(current)
    chance.shuffle(groups)
    return groups
