"""The word pieces that the model keeps: those that free texts and common words need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers
from wordfreq import top_n_list

from training.base import Base

__all__ = ["choose_pieces", "make_tokenizer", "write_tokenizer"]

SPACE = "\u2581"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_UNKNOWN = 3

# How many common words of a language must keep their pieces: more for the languages kg has words of.
_COMMON_WORDS = {"de": 110_000, "it": 90_000, "en": 80_000, "fr": 25_000, "es": 25_000, "pt": 25_000}
# Short Latin pieces are what every other word falls back to.
_SHORT = re.compile(rf"{SPACE}?[a-zA-ZäöüßÄÖÜàèéìíòóùúÀÈÉÌÒÙçñ0-9]{{1,2}}")


def choose_pieces(base: Base, words: Iterable[str]) -> list[int]:
    """Choose the pieces to keep, as ascending numbers in the base model.

    A word whose piece is dropped falls back to shorter pieces, never to "unknown".
    """
    tokenizer = make_tokenizer(base, range(len(base.pieces)))
    kept = set(range(len(SPECIAL)))
    kept |= {number for number, piece in enumerate(base.pieces) if _is_basic(piece)}
    wanted = set(words)
    for language, count in _COMMON_WORDS.items():
        common = top_n_list(language, count, wordlist="large")
        wanted.update(common)
        wanted.update(word.capitalize() for word in common)
    for word in sorted(wanted):
        kept.update(tokenizer.encode(SPACE + word, add_special_tokens=False).ids)
    return sorted(kept)


def _is_basic(piece: str) -> bool:
    """Say whether a piece is one character of a European script, or short and Latin."""
    letter = piece.removeprefix(SPACE) or piece
    if len(letter) == 1:
        return ord(letter) < 0x500 or 0x1E00 <= ord(letter) < 0x2600
    return _SHORT.fullmatch(piece) is not None


def make_tokenizer(base: Base, kept: Iterable[int]) -> Tokenizer:
    """Make a tokenizer over some of the pieces; their new numbers are their ranks."""
    vocabulary = [(base.pieces[number], float(base.scores[number])) for number in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, _UNKNOWN, False))
    tokenizer.normalizer = normalizers.NFKC()
    return tokenizer


def write_tokenizer(tokenizer: Tokenizer, path: Path) -> None:
    """Write the file that the `tokenizers` library loads, without white space."""
    form = json.loads(tokenizer.to_str())
    path.write_text(json.dumps(form, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
