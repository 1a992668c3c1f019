"""Compressed files: gzip, bzip2, xz and Zstandard; what is inside is read in its turn."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Iterator

from kg.documents.extras import needs
from kg.documents.source import Found, Settings, Source

__all__ = ["read_bzip2", "read_gzip", "read_xz", "read_zstd"]


def read_gzip(source: Source, settings: Settings) -> Iterator[Found]:
    with gzip.GzipFile(fileobj=source.stream) as stream:
        yield source.unpacked(stream)


def read_bzip2(source: Source, settings: Settings) -> Iterator[Found]:
    with bz2.BZ2File(source.stream) as stream:
        yield source.unpacked(stream)


def read_xz(source: Source, settings: Settings) -> Iterator[Found]:
    with lzma.LZMAFile(source.stream) as stream:
        yield source.unpacked(stream)


def read_zstd(source: Source, settings: Settings) -> Iterator[Found]:
    with needs("zstd", "Zstandard files"):
        from backports import zstd
    with zstd.ZstdFile(source.stream) as stream:
        yield source.unpacked(stream)
