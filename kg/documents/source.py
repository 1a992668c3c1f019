"""What goes through this floor: a Source of bytes becomes Drafts, and each Draft a Document."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, Any, Protocol, cast

from kg.errors import InputError, KgError

__all__ = [
    "HEAD",
    "Budget",
    "Draft",
    "Found",
    "Limits",
    "Reader",
    "Settings",
    "Source",
    "given",
    "open_source",
    "size_of",
]

# How many bytes of a source are looked at to tell its kind.
HEAD = 16_384


class Stream(Protocol):
    """What can be read onwards; the libraries that unpack give little more."""

    def read(self, size: int = ..., /) -> bytes: ...

    def close(self) -> None: ...


_BLOCK = 2**20
_SPOOL = 16 * 2**20  # a copy up to this size stays in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large things may be; what is larger is skipped and named."""

    characters: int = 1_000_000  # of one document's text; the model takes no more at once
    document_bytes: int = 64 * 2**20  # of the file, page or record one document is read from
    ratio: int = 200  # how many times its own size a file may expand to ...
    free_bytes: int = 64 * 2**20  # ... once it is past this
    members: int = 1_000_000  # files in one archive, with all archives in it
    depth: int = 5  # archives in archives; a .tar.gz is two


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person who reads asks for."""

    fields: Mapping[str, str] = field(default_factory=dict)  # ours -> theirs, for records and tables
    limits: Limits = Limits()


class Budget:
    """What one file that was given may still expand to; a decompression bomb runs out of it."""

    def __init__(self, limits: Limits, given: int = 0) -> None:
        self.limits = limits
        self.given = given  # bytes before anything was unpacked
        self.expanded = 0
        self.members = 0

    def take(self, size: int) -> None:
        """Count bytes of the file itself."""
        self.given += size

    def expand(self, size: int) -> None:
        """Count bytes that came out of a packed file."""
        self.expanded += size
        if self.expanded > max(self.limits.free_bytes, self.limits.ratio * self.given):
            raise InputError(
                f"expands to more than {self.limits.ratio} times its size, as decompression bombs do; unpack it first"
            )

    def count_member(self) -> None:
        """Count a file in an archive."""
        self.members += 1
        if self.members > self.limits.members:
            raise InputError(f"holds more than {self.limits.members:,} files; unpack it first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes to be read once, and what is known of them from where they lie."""

    name: str  # for messages and for the reader of the graph: "june.zip/news/a.txt"
    head: bytes  # the first HEAD bytes, to tell the kind by
    stream: IO[bytes]  # all bytes, from the first
    budget: Budget
    depth: int = 0  # how many archives it lies in
    charset: str = ""  # as its container says
    url: str = ""  # the address it had on the web
    kind: str = ""  # where its container knows it

    def read(self) -> bytes:
        """Read everything, if it is no more than one document may have."""
        limit = self.budget.limits.document_bytes
        blocks: list[bytes] = []
        size = 0
        while block := self.stream.read(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > limit:
                raise InputError(f"is larger than {limit / 2**20:,.3g} MB, too much for one document; split it")
        return b"".join(blocks)

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """Give the stream, or a copy of it on disk, so that it can be read from the end."""
        if self.stream.seekable():
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(_SPOOL) as copy:
            while block := self.stream.read(_BLOCK):
                copy.write(block)
            copy.seek(0)
            yield copy

    def inside(self, name: str, stream: Stream, **known: str) -> Source:
        """Make a source of something that lies in this one and is unpacked from it."""
        return open_source(f"{self.name}/{name}", counted(stream, self.budget), self.budget, self.depth + 1, **known)

    def unpacked(self, stream: Stream) -> Source:
        """Make a source of this one's content without its compression; it keeps its name."""
        source = open_source(self.name, counted(stream, self.budget), self.budget, self.depth + 1)
        return replace(source, charset=self.charset, url=self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with what its input says of it, before its language and identity are settled."""

    text: str
    name: str
    title: str | None = None  # None: the first line of the text, if it looks like one
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str = ""
    language: str = ""  # a hint, as the input gives it: "de", "de-AT", "de_DE"
    url: str = ""
    is_sure: bool = False  # the language is no hint: somebody wrote it over this text
    body: int = 0  # where the prose begins, behind what describes it


# What a reader gives: texts, packed things to be read in turn, and what it had to leave out.
Found = Draft | Source | KgError
Reader = Callable[[Source, Settings], Iterator[Found]]


def open_source(name: str, stream: IO[bytes], budget: Budget, depth: int = 0, **known: str) -> Source:
    """Make a source of a stream that stands at its beginning."""
    head = b""
    while len(head) < HEAD and (block := stream.read(HEAD - len(head))):
        head += block
    if stream.seekable():
        stream.seek(0)
    else:
        stream = io.BufferedReader(_Joined(head, stream))
    return Source(name=name, head=head, stream=stream, budget=budget, depth=depth, **known)


class _Raw(io.RawIOBase):
    """A stream that can only be read onwards, made of another one."""

    def __init__(self, stream: Stream) -> None:
        self.inner = stream

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        if not self.closed:
            self.inner.close()
        super().close()


class _Counted(_Raw):
    """Tells somebody how many bytes are read."""

    def __init__(self, stream: Stream, count: Callable[[int], None]) -> None:
        super().__init__(stream)
        self.count = count

    def readinto(self, buffer: Any) -> int:
        data = self.inner.read(len(buffer))
        self.count(len(data))
        buffer[: len(data)] = data
        return len(data)


def counted(stream: Stream, budget: Budget) -> IO[bytes]:
    """Count what is unpacked."""
    return cast("IO[bytes]", _Counted(stream, budget.expand))


def given(stream: Stream, budget: Budget) -> IO[bytes]:
    """Count what comes from a stream whose size nobody knows beforehand, as standard input."""
    return cast("IO[bytes]", _Counted(stream, budget.take))


class _Joined(_Raw):
    """A stream with its first bytes, which were read already, put back."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__(rest)
        self.head = head

    def readinto(self, buffer: Any) -> int:
        if self.head:
            data, self.head = self.head[: len(buffer)], self.head[len(buffer) :]
        else:
            data = self.inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def size_of(stream: IO[bytes]) -> int | None:
    """Tell how many bytes a regular file has; None of a pipe."""
    try:
        return os.fstat(stream.fileno()).st_size if stream.seekable() else None
    except (OSError, AttributeError):
        return None
