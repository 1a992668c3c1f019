"""Which things are worth comparing: those that share a word of their names and, where many do, the company they keep.

Of names whose words say what a thing is, also those that mean the same, and those of which one fact is told.

Nothing is compared with everything: the number of pairs grows with the number of things, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.resolution.things import Node, Thing, fold
from kg.resolution.wording import Readings

__all__ = ["pairs"]

_MOST = 30  # things in a block; more share a word by chance
_SHORTEST = 3  # letters of a word that is looked at, but for acronyms


def pairs(things: Sequence[Thing], readings: Readings) -> Iterator[tuple[Thing, Thing]]:
    """Give each pair worth comparing once, in the order of the things.

    readings: what the words of a name mean, of those that say what a thing is.
    """
    found: set[tuple[int, int]] = set()
    for block in _blocks(things, readings):
        found.update(combinations(block, 2))
    for one, other in sorted(found):
        yield things[one], things[other]


def _blocks(things: Sequence[Thing], readings: Readings) -> Iterator[list[int]]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for i, thing in enumerate(things):
        for word in sorted(_words(thing) | _said(thing, readings)):
            by_word[word].append(i)
    for word in sorted(by_word):
        block = by_word[word]
        yield from [block] if len(block) <= _MOST else _by_company(block, things)


def _words(thing: Thing) -> set[str]:
    """Give the words by which a thing may be found: those of its name, its whole name, and each further name."""
    words = {fold(word) for word in thing.words if len(word) >= _SHORTEST}
    return words | {fold(thing.key), *(f"={name}" for name in thing.names if len(name.split()) == 1)}


def _said(thing: Thing, readings: Readings) -> set[str]:
    """Give what a thing without a name of its own may share with others that are called by other words."""
    if thing.node not in readings:
        return set()
    facts = () if thing.is_name else thing.ties
    told = {f">{prop} {is_subject} {' '.join(other)}" for prop, is_subject, other in facts if isinstance(other, Node)}
    return told | {f"~{' '.join(reading)}" for reading in readings[thing.node]}


def _by_company(block: Sequence[int], things: Sequence[Thing]) -> Iterator[list[int]]:
    shared: dict[Node, list[int]] = defaultdict(list)
    for i in block:
        for companion in things[i].companions:
            shared[companion].append(i)
    for companion in sorted(shared):
        if 1 < len(shared[companion]) <= _MOST:
            yield shared[companion]
