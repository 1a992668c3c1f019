"""Trained networks -> lessons: what all of them together make of every sentence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from training.batches import Batch, group
from training.corpora import Sentence
from training.lessons import Lesson
from training.losses import feature_sizes
from training.network import Network, Outputs
from training.train import Task

__all__ = ["with_lessons"]

_PIECES = 16_000  # in a batch


def with_lessons(task: Task, teachers: Sequence[Network]) -> list[Sentence]:
    """Give the sentences to learn from, the raw ones among them, each with the teachers' lesson."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    for teacher in teachers:
        teacher.to(device).eval()
    taught: list[Sentence] = []
    for sentences in group([*task.sentences, *task.raw], task.codec, _PIECES, random.Random(0)):
        batch = task.codec.stack(sentences).to(device)
        shares = {name: share.cpu().numpy() for name, share in _ask(teachers, batch, task).items()}
        taught.extend(
            replace(sentence, lesson=_cut(row, len(sentence.words), shares)) for row, sentence in enumerate(sentences)
        )
    return taught


def _ask(teachers: Sequence[Network], batch: Batch, task: Task) -> dict[str, Tensor]:
    """Find the mean of what the teachers find likely, and the heads that relations are then asked for."""
    with torch.no_grad():
        means = _mean(teachers, batch, None, task)
        known = batch.heads >= 0
        heads = torch.where(known, batch.heads, means["arc"].argmax(2))
        rel = _mean(teachers, batch, heads, task)["rel"]
    return {**means, "rel": rel, "heads": heads}


def _mean(teachers: Sequence[Network], batch: Batch, heads: Tensor | None, task: Task) -> dict[str, Tensor]:
    total: dict[str, Tensor] = {}
    for teacher in teachers:
        with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
            out = teacher(batch.ids, batch.mask, batch.first, batch.last, batch.wmask, heads)
        for name, share in _shares(out, task).items():
            total[name] = total[name] + share if name in total else share
    return {name: (share / len(teachers)).half() for name, share in total.items()}


def _shares(out: Outputs, task: Task) -> dict[str, Tensor]:
    """Turn scores into probabilities."""
    shares = {name: torch.softmax(getattr(out, name).float(), 2) for name in ("arc", "rel", "upos", "ner")}
    features = [torch.softmax(part, 2) for part in out.feats.float().split(feature_sizes(task.labels), 2)]
    return shares | {"feats": torch.cat(features, 2)}


def _cut(row: int, n: int, shares: dict[str, np.ndarray]) -> Lesson:
    """Cut the lesson of one sentence out of a padded batch; copied, for the batch is not kept."""
    return Lesson(
        heads=shares["heads"][row, :n].astype(np.int16),
        arc=shares["arc"][row, :n, : n + 1].copy(),
        **{name: shares[name][row, :n].copy() for name in ("rel", "upos", "feats", "ner")},
    )
