"""Zip and tar archives: their files are read one after the other, and never written to disk under their names."""

from __future__ import annotations

import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, cast

from kg.documents.kinds import Kind, find_kind, is_wanted
from kg.documents.source import Found, Settings, Source
from kg.errors import InputError

__all__ = ["read_tar", "read_zip"]

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_TAR_BLOCK = 512
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError)


def read_zip(source: Source, settings: Settings) -> Iterator[Found]:
    with source.seekable() as stream:
        copy = replace(source, stream=stream)
        if copy != source and find_kind(copy) is not Kind.ZIP:
            yield copy  # a Word file or an e-book
        else:
            yield from _some(_members(copy))


def _some(found: Iterator[Found]) -> Iterator[Found]:
    """Pass on what is found; InputError if that is nothing, which would look like success."""
    first = next(found, None)
    if first is None:
        raise InputError("is an archive without any file that kg reads")
    yield first
    yield from found


def _members(source: Source) -> Iterator[Found]:
    with zipfile.ZipFile(source.stream) as archive:
        for info in archive.infolist():
            source.budget.count_member()
            name = _clean(info.filename)
            if info.is_dir() or _is_hidden(name):
                continue
            if problem := _problem(info.filename, is_link=stat.S_ISLNK(info.external_attr >> 16)):
                yield InputError(f"{problem}").at(f"{source.name}/{name}")
            elif info.flag_bits & _ENCRYPTED:
                yield InputError("is encrypted; unpack it first").at(f"{source.name}/{name}")
            else:
                yield from _member(source, archive, info, name)


def _member(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Iterator[Found]:
    # A file that is damaged must not end the reading of those behind it.
    try:
        with archive.open(info) as stream:
            found = source.inside(name, stream)
            if is_wanted(found):
                yield found
    except _DAMAGE as error:
        yield InputError(f"is damaged ({error}); get it again").at(f"{source.name}/{name}")


def read_tar(source: Source, settings: Settings) -> Iterator[Found]:
    yield from _some(_tar_members(source))


def _tar_members(source: Source) -> Iterator[Found]:
    watched = _Watched(source.stream)
    with tarfile.open(fileobj=cast("IO[bytes]", watched), mode="r|") as archive:
        for info in archive:
            source.budget.count_member()
            name = _clean(info.name)
            if info.isdir() or _is_hidden(name):
                continue
            if problem := _problem(info.name, is_link=not info.isfile()):
                yield InputError(f"{problem}").at(f"{source.name}/{name}")
            elif stream := archive.extractfile(info):
                found = source.inside(name, stream)
                if is_wanted(found):
                    yield found

    if watched.end.strip(b"\0"):
        raise InputError("lacks the mark at its end; it may be cut off, get it again")


class _Watched:
    """Remembers how a stream ended: tarfile takes a tar that is cut between two files for a whole one."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.end = b""

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.end = data[-_TAR_BLOCK:] or self.end
        return data


def _clean(name: str) -> str:
    """Leave in a name nothing that a terminal would obey."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", name.replace("\\", "/"))


def _is_hidden(name: str) -> bool:
    # macOS puts a twin of each file, without text, under the first name.
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in name.split("/"))


def _problem(name: str, *, is_link: bool) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name):
        return "has a name that leads out of its archive; left out"
    return "is a link or a device, no file; left out" if is_link else ""
