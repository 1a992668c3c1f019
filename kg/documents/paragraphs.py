"""Lines that were cut to the width of a page or a window, put together to paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

__all__ = ["join_lines"]

# A line this long beside the longest was cut; a shorter one was ended.
_NEARLY_FULL = 0.75
_NARROWEST = 30  # characters: shorter lines are a list, a poem, a table
_ITEM = re.compile(r"\s*(?:[-*•–—]\s|\d{1,3}[.)]\s|>)")
_HYPHENS = ("-", "\u00ad", "\u2010")
_WORDS = re.compile(r"[^\W\d_]+")


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of each paragraph by spaces and undo hyphenation; paragraphs stand on lines of their own.

    A blank line ends a paragraph, and so does a line much shorter than the longest around it.
    """
    lines = [line.rstrip() for line in lines]
    words = _whole_words(lines)
    blocks = (list(block) for is_text, block in groupby(lines, key=bool) if is_text)
    return "\n\n".join(paragraph for block in blocks for paragraph in _paragraphs(block, words))


def _paragraphs(block: Sequence[str], words: Counter[str]) -> list[str]:
    full = max(_NARROWEST, _NEARLY_FULL * max(map(len, block)))
    found: list[str] = []
    is_open = False
    for line in block:
        if is_open and not _ITEM.match(line):
            found[-1] = _join(found[-1], line.strip(), words)
        else:
            found.append(line.strip())
        is_open = len(line) >= full
    return found


def _whole_words(lines: Iterable[str]) -> Counter[str]:
    """Count the words of a text without those that a hyphen at the end of a line may have cut."""
    words: Counter[str] = Counter()
    was_cut = False
    for line in lines:
        found = _WORDS.findall(line)
        is_cut = _is_hyphenated(line)
        words.update(found[was_cut : len(found) - is_cut])
        was_cut = is_cut
    return words


def _is_hyphenated(line: str) -> bool:
    return line.endswith(_HYPHENS) and len(line) > 2 and line[-3:-1].isalpha()


def _join(start: str, rest: str, words: Counter[str]) -> str:
    first = _WORDS.match(rest)
    if not first or not _is_hyphenated(start):
        return f"{start} {rest}"
    whole = _WORDS.findall(start)[-1] + first[0]
    if start.endswith("\u00ad") or whole in words:
        return start[:-1] + rest
    if not first[0][0].islower():
        return start + rest  # "E-Commerce-" and "Team"
    # "Haupt-" and "und": what follows is a word of its own, which the text has elsewhere too.
    return f"{start} {rest}" if first[0] in words else start[:-1] + rest
