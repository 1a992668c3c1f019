"""Which documents a graph is to hold, and which of them have to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from kg.building.contributions import Packed, unpack_document
from kg.building.fingerprint import describe, file_name, key_of
from kg.building.reader import Refused
from kg.building.readings import Member, Readings
from kg.types import Document

__all__ = ["Gathering", "Read"]

# Reads documents, and gives each, in any order, with what came of it.
Read = Callable[[Iterable[Document]], Iterator[tuple[Document, Packed | Refused]]]


class Gathering:
    """The documents of a new generation."""

    def __init__(
        self,
        readings: Readings,
        generation: int,
        fingerprint: str,
        read: Read,
        tell: Callable[[Document, int, int], None],
    ) -> None:
        """Begin without documents; `tell` is told of each, and how many were read, and kept, so far."""
        self.readings = readings
        self.generation = generation
        self.fingerprint = fingerprint
        self.read = read
        self.tell = tell
        self.read_count = 0
        self.kept_count = 0  # read by an earlier build

    def take(self, documents: Iterable[Document]) -> None:
        """Add documents; those that were read before, by whatever build, are not read again."""
        self._read(filter(self._is_unread, map(self._noted, map(_writable, documents))))

    def renew(self, standing: int) -> None:
        """Read again what another generation has, if another model or other lexicons read it."""
        for member in self.readings.names(standing):
            key = key_of(member.description, self.fingerprint)
            if member.key != key:
                self.readings.rekey(self.generation, member, key)
        self._read(self._outdated(standing))

    def _outdated(self, standing: int) -> Iterator[Document]:
        for member in self.readings.members(standing):
            if not self.readings.has(key_of(member.description, self.fingerprint)):
                yield unpack_document(self.readings.get(member.key), source=member.name)

    def _read(self, documents: Iterable[Document]) -> None:
        for document, found in self.read(documents):
            if isinstance(found, Refused):
                self.readings.skip(document.source or document.id, found.reason)
            else:
                member = self._member(document)
                self.readings.put(member.key, self.fingerprint, found)
                self.readings.add(self.generation, member)
                self.read_count += 1
            self._tell(document)

    def _is_unread(self, document: Document) -> bool:
        member = self._member(document)
        if not self.readings.has(member.key):
            return True
        self.readings.add(self.generation, member)
        self.kept_count += 1
        self._tell(document)
        return False

    def _member(self, document: Document) -> Member:
        description = describe(document)
        return Member(document.id, file_name(document), description, key_of(description, self.fingerprint))

    def _noted(self, document: Document) -> Document:
        """Note where a text comes from; of several files with one text, the first by name counts."""
        known = self.readings.source(document.id)
        if known is None or _name(document.source) < _name(known):
            self.readings.set_source(document.id, document.source)
        if known is not None and known != document.source:
            first, second = sorted((known, document.source), key=_name)
            self.readings.skip(second, f"the same text as {first}; read once")
        return document

    def _tell(self, document: Document) -> None:
        self.tell(document, self.read_count, self.kept_count)


def _name(source: str) -> tuple[str, str]:
    return PurePath(source).name, source


def _writable(document: Document) -> Document:
    """Write the name of a file that is no text, which Unix allows, in a way that any file can hold."""
    source = document.source.encode("utf-8", "backslashreplace").decode()
    return document if source == document.source else replace(document, source=source)
