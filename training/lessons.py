"""What several trained networks together make of a sentence: more than its right answers, and known for any text.

A network that learns from the mean of others gets better than each of them (Hinton, Vinyals and Dean 2015,
"Distilling the knowledge in a neural network"), and sentences that nobody has annotated teach it as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Lesson"]

Shares = NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """How likely the teachers find each answer, for the n words of a sentence; one row a word."""

    heads: NDArray[np.int16]  # (n,): the heads that the relations are meant for
    arc: Shares  # (n, n + 1): column 0 is the root
    rel: Shares  # (n, relations)
    upos: Shares  # (n, tags)
    feats: Shares  # (n, values of all features side by side)
    ner: Shares  # (n, BIO tags)

    def without_last(self) -> Lesson:
        """Leave out the last word, on which nothing depends."""
        arc = self.arc[:-1, :-1].astype(np.float32)
        return Lesson(
            heads=self.heads[:-1],
            arc=(arc / arc.sum(1, keepdims=True)).astype(np.float16),
            rel=self.rel[:-1],
            upos=self.upos[:-1],
            feats=self.feats[:-1],
            ner=self.ner[:-1],
        )
