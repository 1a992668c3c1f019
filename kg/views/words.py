"""The words of the views themselves, in each language they speak, and its way to write numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent / "template"
WORDS: Mapping[str, Mapping[str, str]] = json.loads((TEMPLATE / "words.json").read_bytes())
LANGUAGES = tuple(WORDS)

_LARGE = (("trillion", 12), ("billion", 9), ("million", 6))


def format_number(value: Decimal, language: str) -> str:
    """Write a number as readers of `language` do: 3720000000 is "3,72 Mrd." in German."""
    words = WORDS[language]
    for name, digits in _LARGE:
        if abs(value) >= 10**digits:
            return f"{_with_separators(value.scaleb(-digits), words)} {words[name]}"
    return _with_separators(value, words)


def _with_separators(value: Decimal, words: Mapping[str, str]) -> str:
    # Four digits stay together: 1500, but 15,000.
    text = f"{value:,f}" if abs(value) >= 10_000 else f"{value:f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", words["group"]) + (words["decimal"] + fraction if fraction else "")
