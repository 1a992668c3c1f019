"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from kg.errors import OutputError

__all__ = ["whole_file", "whole_text"]


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream whose bytes become the file `path` once all are written; until then it stays as it was.

    What is no file, as a pipe, is written to as it is. Raises OutputError if it cannot be written.
    """
    is_file = path.is_file() or not path.exists()
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial") if is_file else path
    try:
        try:
            with beside.open("wb") as stream:
                yield stream
            if is_file:
                os.replace(beside, path)
        except BaseException:
            if is_file:
                with suppress(OSError):
                    beside.unlink()
            raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def whole_text(path: Path) -> Iterator[IO[str]]:
    """Give the same for text in UTF-8; line ends stay as they are written, and what is no text becomes "?"."""
    with whole_file(path) as stream:
        text = TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        yield text
        text.flush()
        text.detach()
