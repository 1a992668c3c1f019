"""Paths -> sources: which files there are to read, and no more than that."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.documents.source import Budget, Limits, Source, given, open_source, size_of
from kg.errors import InputError

__all__ = ["STDIN", "File", "find_files", "open_file"]

STDIN = Path("-")
_STDIN_NAME = "standard input"
# How Python holds a byte of a file's name that is no UTF-8.
_NO_LETTER = re.compile("[\udc80-\udcff]")
_PAGES = frozenset({".htm", ".html", ".xhtml"})


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to read."""

    name: str
    path: Path
    is_found: bool = False  # in a folder; else a person named it
    problem: str = ""  # why it is not to be read


def find_files(paths: Iterable[Path]) -> list[File]:
    """Find the files to read, sorted; InputError, before anything is read, if a path does not exist."""
    paths = [Path(path) for path in paths]
    for path in paths:
        if path != STDIN and not path.exists():
            raise InputError(f"{path}: no such file or folder; check the spelling")
    named = [File(_name(path), path) for path in paths if not path.is_dir()]
    found = [file for path in paths if path.is_dir() for file in _walk(path)]
    files = {file.name: file for file in [*found, *named]}
    if not files:
        names = ", ".join(str(path) for path in paths) or "no path given"
        raise InputError(f"{names}: no text found; give files, or folders with some in them")
    return sorted(files.values())


def _name(path: Path) -> str:
    return _STDIN_NAME if path == STDIN else _spelled(path)


def _spelled(path: Path) -> str:
    """Write a path as text; bytes of a name that are no UTF-8, which no graph can hold, as in addresses: %FF."""
    text = _NO_LETTER.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", path.as_posix())
    return text.encode("utf-8", "replace").decode()


def _walk(folder: Path) -> Iterator[File]:
    inside = folder.resolve()
    pages = {path.with_suffix("") for path in folder.rglob("*") if path.suffix.lower() in _PAGES}
    for path in folder.rglob("*"):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or _is_part_of_page(path, pages):
            continue
        if path.is_file():
            leads_out = not path.resolve().is_relative_to(inside)
            problem = "is a link that leads out of the folder; name it if you mean it" if leads_out else ""
            yield File(_spelled(path), path, is_found=True, problem=problem)


def _is_part_of_page(path: Path, pages: set[Path]) -> bool:
    """Say whether a file lies in the folder of pictures and scripts that a browser saved beside a page."""
    for folder in path.parents:
        stem = folder.name.rpartition("_")[0] or folder.name.rpartition("-")[0]
        if stem and folder.with_name(stem) in pages:
            return True
    return False


@contextmanager
def open_file(file: File, limits: Limits) -> Iterator[Source]:
    """Open a file, a pipe or standard input."""
    if file.problem:
        raise InputError(file.problem)
    try:
        stream: IO[bytes] = sys.stdin.buffer if file.path == STDIN else file.path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}); check its rights") from error
    try:
        size = size_of(stream)
        budget = Budget(limits, size or 0)
        yield open_source(file.name, given(stream, budget) if size is None else stream, budget)
    finally:
        if file.path != STDIN:
            stream.close()
