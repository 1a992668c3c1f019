"""Zips whose files make up one document, as Word files and e-books do."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from kg.documents.markup import Element, parse_xml
from kg.documents.source import Budget, Source
from kg.errors import InputError

__all__ = ["Package", "open_package"]

_BLOCK = 2**16


@contextmanager
def open_package(source: Source) -> Iterator[Package]:
    """Open a source that is such a zip."""
    with source.seekable() as stream, zipfile.ZipFile(stream) as file:
        yield Package(file, source.budget)


class Package:
    """The files of one document by their names, no more of them than a document may have."""

    def __init__(self, file: zipfile.ZipFile, budget: Budget) -> None:
        self.file = file
        self.names = frozenset(file.namelist())
        self.budget = budget
        self.left = budget.limits.document_bytes

    def read(self, name: str) -> bytes:
        """Unpack a file."""
        if name not in self.names:
            raise InputError(f"lacks its part {name}; it is damaged, get it again")
        blocks: list[bytes] = []
        with self.file.open(name) as stream:
            while block := stream.read(_BLOCK):
                self.budget.expand(len(block))
                self.left -= len(block)
                if self.left < 0:
                    raise InputError("unpacks to more than one document may have; split it")
                blocks.append(block)
        return b"".join(blocks)

    def xml(self, name: str) -> Element:
        """Unpack a file and parse it as XML."""
        return parse_xml(self.read(name))
