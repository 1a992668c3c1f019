"""Each target over its corpus, and over its corpus damaged: without a fuzzer, and in seconds."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.__main__ import CORPUS
from tests.fuzz.targets import TARGETS

FILES = [(path.parent.name, path) for path in sorted(CORPUS.glob("*/*"))]


def test_every_target_has_a_corpus() -> None:
    """A fuzzer that starts from nothing takes days to find out what a zip file is."""
    assert {name for name, _ in FILES} == set(TARGETS)


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "name", value))
def test_corpus_passes(name: str, path: object) -> None:
    """Whole, cut off, and with some bytes changed."""
    data = getattr(path, "read_bytes")()  # noqa: B009
    draw = random.Random(data)
    TARGETS[name](data)
    for _ in range(5):
        TARGETS[name](data[: draw.randrange(len(data) + 1)])
        changed = bytearray(data)
        for _ in range(min(3, len(data))):
            changed[draw.randrange(len(data))] = draw.randrange(256)
        TARGETS[name](bytes(changed))
