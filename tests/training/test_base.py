"""The file of the base model: bytes -> word pieces and weights."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from training.base import dequantize, read_base

PIECES = ("<s>", "▁Müller", "s", "—")


def block(scale: float, weights: list[int]) -> bytes:
    """Pack 32 weights of -8..7 as Q4_0: the low halves are the first sixteen."""
    low, high = weights[:16], weights[16:]
    return struct.pack("<e", scale) + bytes(a + 8 | (b + 8) << 4 for a, b in zip(low, high, strict=True))


def model_file(tensors: dict[str, tuple[int, int, bytes]], *, magic: bytes = b"E5S1") -> bytes:
    """Write a file with four pieces; tensors: name -> kind, number of weights, bytes."""
    written = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, written)]).astype("<u4")
    replacements = b"\x01\x02\x03"
    head = magic + struct.pack("<i7ifi", 1, 384, 12, 12, 1536, len(PIECES), 512, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 1, 2, 3, offsets[-1])
    head += offsets.tobytes() + np.array([0, -1.5, -2.25, -9], "<f4").tobytes() + b"".join(written)
    head += struct.pack("<iI", 1, len(replacements)) + replacements
    head += struct.pack("<i", len(tensors))
    place = len(head) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    body = b""
    for name, (kind, size, raw) in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", kind, size, place + len(body), len(raw))
        body += raw
    return head + body


def test_low_halves_come_before_high_ones() -> None:
    """Read pair by pair, the weights are all there, in an order that means nothing."""
    weights = [j - 8 for j in range(16)] + [7 - j for j in range(16)]
    assert dequantize(block(0.5, weights), 32).tolist() == [weight / 2 for weight in weights]


def test_byte_by_byte() -> None:
    """The same by hand: byte j holds weight j below and weight j + 16 above, each 8 too large."""
    raw = bytes([0x00, 0x3C, 0xF0, *[0x88] * 14, 0x19])  # the scale is 1

    weights = dequantize(raw, 32)

    assert weights.dtype == np.float32
    assert (weights[0], weights[16]) == (-8, 7)
    assert (weights[15], weights[31]) == (1, -7)
    assert not weights[1:15].any()
    assert not weights[17:31].any()


def test_every_block_has_its_own_scale() -> None:
    weights = dequantize(block(1, [1] * 32) + block(-0.25, [4] * 32), 64)
    assert weights.tolist() == [1] * 32 + [-1] * 32


def test_file_is_read_in_the_documented_form(tmp_path: Path) -> None:
    """One number too many in the head, and every weight is another."""
    path = tmp_path / "model.bin"
    plain = np.arange(6, dtype="<f4")
    path.write_bytes(
        model_file({"norm": (0, 6, plain.tobytes()), "word": (2, 64, block(1, [3] * 32) + block(2, [-1] * 32))})
    )

    base = read_base(path)

    assert base.pieces == PIECES
    assert base.scores.tolist() == [0, -1.5, -2.25, -9]
    assert list(base.tensors) == ["norm", "word"]
    assert base.matrix("norm", width=3).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert base.matrix("word", width=32).tolist() == [[3] * 32, [-2] * 32]


def test_other_file_is_refused(tmp_path: Path) -> None:
    """A newer package may bring another form; weights read from it would be noise."""
    path = tmp_path / "model.bin"
    path.write_bytes(model_file({}, magic=b"E5S2"))
    with pytest.raises(ValueError, match=r"model\.bin.*E5S2.*E5S1"):
        read_base(path)
