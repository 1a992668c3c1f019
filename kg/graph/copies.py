"""Which texts are copies of one another, as when five papers print what one agency wrote.

Each document keeps a signature of its words in its graph. From all signatures, and from nothing else, follows which
document is a copy of which, in whatever order they came: so evidence can be counted by texts that are independent.

MinHash as in Broder (1997), "On the resemblance and containment of documents", with the candidates found by bands
as in Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3: linear in the number of documents.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rdflib import URIRef

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Signed", "find_copies", "sign"]

_SHINGLE = 3  # words; two texts on one thing share many words but few runs of three
_FEWEST = 20  # shingles: of a shorter text it cannot be said whose words they are
_HASHES = 64  # one byte of each is kept
_TOGETHER = 1024  # shingles: so that a book takes no more memory than its words
_BAND = 3  # bytes that must agree for two texts to be compared: nearly all that share half of their shingles do
_SIMILAR = 0.5  # the share of common shingles that makes a copy: a paper cuts the end, changes the head
_CHANCE = 1 / 256  # that two bytes agree though the hashes do not
_WORD = re.compile(r"\w+")


class Signed(NamedTuple):
    """A document and what tells whether it is a copy; in the order of publication, undated ones last."""

    published: str  # ISO 8601, or "9" where nobody knows
    iri: URIRef
    signature: str


def sign(text: str) -> str:
    """Compute the signature of a text, 128 hex digits; "" if it is too short to have one."""
    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
    if len(shingles) < _FEWEST:
        return ""
    import numpy as np

    factors, summands = _hashes()
    hashes = np.array(sorted({zlib.crc32(shingle.encode("utf-8", "replace")) for shingle in shingles}), dtype=np.uint64)
    least = np.full(_HASHES, np.iinfo(np.uint64).max)
    for start in range(0, len(hashes), _TOGETHER):
        # Multiply-shift, modulo 2**64.
        hashed = (hashes[start : start + _TOGETHER, None] * factors + summands) >> np.uint64(32)
        least = np.minimum(least, hashed.min(axis=0))
    return (least & 0xFF).astype(np.uint8).tobytes().hex()


@cache
def _hashes() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Choose the hash functions: any would do, but the same everywhere."""
    import numpy as np

    drawn = [sha256(f"kg {i}".encode()).digest() for i in range(_HASHES)]
    factors = np.array([int.from_bytes(d[:8], "big") | 1 for d in drawn], dtype=np.uint64)
    return factors, np.array([int.from_bytes(d[8:16], "big") for d in drawn], dtype=np.uint64)


def find_copies(documents: Iterable[Signed]) -> Iterator[tuple[URIRef, URIRef]]:
    """Give each copy with the first text it is a copy of: the first published, then the first by IRI.

    What a copy points to is itself no copy, so a step leads from every copy to the text to count.
    """
    ordered = sorted(document for document in documents if document.signature)
    if len(ordered) < 2:
        return
    import numpy as np

    table = np.array([list(bytes.fromhex(document.signature)) for document in ordered], dtype=np.uint8)
    for group in _groups(table):
        first_texts: list[int] = []
        for i in group:
            first = next(iter(np.flatnonzero(_similar(table, first_texts, i))), None) if first_texts else None
            if first is None:
                first_texts.append(i)
            else:
                yield ordered[i].iri, ordered[first_texts[int(first)]].iri


def _groups(table: NDArray[np.uint8]) -> Iterator[list[int]]:
    """Put together what is similar step by step; each group sorted, groups of one left out."""
    leaders = list(range(len(table)))
    for start in range(0, _HASHES - _BAND + 1, _BAND):
        keys = [row.tobytes() for row in table[:, start : start + _BAND]]
        same = sorted(range(len(table)), key=lambda i: (keys[i], i))
        for _, members in groupby(same, key=lambda i: keys[i]):
            first, *others = members
            before = first
            for i in others:
                # Not with all others of the bucket, which would be quadratic in a text printed a thousand times.
                near = next((j for j in (first, before) if _similar(table, [j], i)[0]), None)
                if near is not None:
                    _join(leaders, near, i)
                before = i
    grouped = sorted(range(len(table)), key=lambda i: (_leader(leaders, i), i))
    for _, joined in groupby(grouped, key=lambda i: _leader(leaders, i)):
        group = list(joined)
        if len(group) > 1:
            yield group


def _similar(table: NDArray[np.uint8], others: Sequence[int], one: int) -> NDArray[np.bool_]:
    agreeing = (table[others] == table[one]).mean(axis=1)
    similar: NDArray[np.bool_] = (agreeing - _CHANCE) / (1 - _CHANCE) >= _SIMILAR
    return similar


def _leader(leaders: list[int], i: int) -> int:
    while leaders[i] != i:
        leaders[i] = leaders[leaders[i]]
        i = leaders[i]
    return i


def _join(leaders: list[int], one: int, other: int) -> None:
    low, high = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[high] = low
