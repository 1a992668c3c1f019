"""The morphological features of a token, by their Universal Dependencies names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def values(token: Token, feature: str) -> list[str]:
    """Give the values of a feature, none where the token does not have it: values(token, "Case") -> ["Gen"]."""
    return token.morph.get(feature, [])
