"""How alike two names are in meaning, whatever their languages: by the vectors that the model gives of them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg import paths
from kg.annotation.encoder import load_encoder

__all__ = ["likeness"]

_REMEMBERED = 20_000  # names, of 1.5 kB each
_DIGITS = 2  # nothing may hang on how a processor rounds


def likeness(one: str, other: str) -> float:
    """Give the cosine of what two names mean, by the names alone: 0.5 of any two, 0.7 of two translations."""
    return round(float(_vector(one) @ _vector(other)), _DIGITS)


@lru_cache(maxsize=_REMEMBERED)
def _vector(name: str) -> NDArray[np.float32]:
    encoder = load_encoder(paths.MODEL)
    words = name.split() or [name]
    (first, *_) = encoder.split(words)
    words = words[first]
    vector = encoder.score(words, [True] * len(words)).vector
    if vector is None:
        return np.zeros(1, np.float32)  # a model that does not say what names mean finds none alike
    found: NDArray[np.float32] = vector / np.linalg.norm(vector)
    return found
