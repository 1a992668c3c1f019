"""The morphological features of a token, by their Universal Dependencies names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def values(token: Token, feature: str) -> list[str]:
    """Give the values of a feature, none where the token does not have it: values(token, "Case") -> ["Gen"]."""
    return [*_features(str(token.morph)).get(feature, ())]


@lru_cache(maxsize=4096)
def _features(morph: str) -> Mapping[str, tuple[str, ...]]:
    """Read all features of a word at once: of few combinations there are many words, and spaCy takes long for one."""
    named = (feature.partition("=") for feature in morph.split("|"))
    return {name: tuple(found.split(",")) for name, _, found in named if found}
