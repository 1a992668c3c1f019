"""What somebody wants to have read: files and folders, read in a process of their own if asked, and Documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.building.processes import Allowance, Lost, Process, Watch
from kg.documents import STDIN, File, Limits, find_files, read_found
from kg.errors import KgError
from kg.types import Document

__all__ = ["Files", "Sources"]

Sources = str | Path | Iterable[str | Path | Document]
Skip = Callable[[str, str], None]  # is told what is left out: where it lies, and why


@dataclass(slots=True, kw_only=True)
class Files:
    """How files are to be read."""

    language: str | None = None
    languages: frozenset[str] = frozenset()
    fields: Mapping[str, str] | None = None
    limits: Limits | None = None
    allowance: Allowance | None = None  # what a process of its own may take; None: they are read in this one
    share: float | None = None  # 0..1, of the files whose reading has begun; None where nobody knows how many come

    def read(self, sources: Sources, skip: Skip) -> Iterator[Document]:
        """Read files and folders, and pass on what is a Document already."""
        given = [sources] if isinstance(sources, str | Path) else sources
        for is_document, group in groupby(given, key=lambda source: isinstance(source, Document)):
            if is_document:
                self.share = None
                yield from (source for source in group if isinstance(source, Document))
            else:
                files = find_files(Path(source) for source in group if not isinstance(source, Document))
                yield from self._read(files, skip)

    def _read(self, files: list[File], skip: Skip) -> Iterator[Document]:
        if self.allowance is None:
            yield from self._read_here(files, skip)
            return
        # Standard input is that of this process.
        for is_stream, group in groupby(files, key=lambda file: file.path == STDIN):
            read = self._read_here if is_stream else self._read_apart
            yield from read(list(group), skip)

    def _read_here(self, files: list[File], skip: Skip) -> Iterator[Document]:
        def note(error: KgError) -> None:
            skip(error.source, error.reason)

        for number, file in enumerate(files):
            self.share = number / len(files)
            yield from read_found([file], on_skip=note, **self._options())

    def _read_apart(self, files: list[File], skip: Skip) -> Iterator[Document]:
        """Read files in another process; one that it cannot bear is left out from there on."""
        assert self.allowance
        total = len(files)
        with Watch(self.allowance) as watch:
            while files:
                number = -1
                process = Process(watch, "files", files, self._options())
                try:
                    process.hear(is_timed=False)
                    while (answer := process.hear())[0] != "end":
                        kind, found = answer
                        if kind == "file":
                            number = found
                            self.share = 1 - (len(files) - number) / total
                        elif kind == "skip":
                            skip(*found)
                        else:
                            yield found
                    return
                except Lost as loss:
                    if number < 0:
                        raise
                    skip(files[number].name, f"what is left of it cannot be read: {loss}")
                    files = files[number + 1 :]

    def _options(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "languages": self.languages,
            "fields": self.fields,
            "limits": self.limits,
        }
