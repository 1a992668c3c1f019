"""How far a build is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.cli.options import printable

if TYPE_CHECKING:
    from kg.types import Document

__all__ = ["Progress", "progress_of"]


@contextmanager
def progress_of(quiet: bool) -> Iterator[Progress | None]:
    """Show progress on a terminal, unless asked to be quiet."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    progress = Progress(sys.stderr)
    try:
        yield progress
    finally:
        progress.clear()


class Progress:
    """Shows on a terminal which text has been read."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.count = 0

    def __call__(self, document: Document) -> None:
        self.count += 1
        name = printable(Path(document.source).name or document.id)
        self.stream.write(f"\r\033[K{self.count} read: {name[:60]}")
        self.stream.flush()

    def clear(self) -> None:
        self.stream.write("\r\033[K")
        self.stream.flush()
