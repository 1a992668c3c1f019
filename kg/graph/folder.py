"""The output folder: written aside and swapped in whole, so that a build cut off changes nothing.

output/.partial    what a build is writing
output/.complete   what it has finished and is moving into place
output/store       the graph as a store; beside it the files in FILES; of these skipped.jsonl, which says what
                   was left out and why, only if anything was
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import InputError, OutputError
from kg.graph.store import Store

__all__ = ["FILES", "SKIPPED", "STORE", "Skipped", "new_output", "open_store", "write_skipped"]

STORE = "store"
SKIPPED = "skipped.jsonl"
FILES = ("graph.html", "graph.trig", "graph.ttl", SKIPPED)
_PARTIAL, _COMPLETE, _OLD = ".partial", ".complete", ".old"


class Skipped(NamedTuple):
    """A text that is not in the graph."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def write_skipped(path: Path, skipped: Iterable[Skipped]) -> None:
    """List what was left out, a JSON object a line, sorted."""
    lines = (json.dumps(text._asdict(), ensure_ascii=False) for text in sorted(skipped))
    try:
        path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def open_store(out: str | Path = "output") -> Store:
    """Open the store a build wrote, to read.

    Raises InputError if there is none.
    """
    folder = Path(out)
    if not (folder / STORE).is_dir():
        _settle(folder)
    if not (folder / STORE).is_dir():
        raise InputError(f"{folder}: no graph here; make one with: kg build PATH... --out {folder}")
    return Store(folder / STORE, read_only=True)


@contextmanager
def new_output(out: str | Path, *, keep: bool = False) -> Iterator[Path]:
    """Give a folder to write in; once all is written, it takes the place of what is in `out`.

    keep: start from a copy of the store that is there.
    After an error, or if the process is killed, `out` is as it was.
    """
    folder = Path(out)
    partial = folder / _PARTIAL
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _settle(folder)
        _clear(partial)
        partial.mkdir()
        if keep and (folder / STORE).is_dir():
            shutil.copytree(folder / STORE, partial / STORE)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error
    try:
        yield partial
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    written = {path.name for path in partial.iterdir()}
    # From this rename on the new output counts: whatever comes next can be finished later.
    partial.rename(folder / _COMPLETE)
    _settle(folder)
    for name in FILES:
        if name not in written:
            (folder / name).unlink(missing_ok=True)


def _clear(partial: Path) -> None:
    """Remove what a killed build left; refuse if a build is at work there."""
    if (partial / STORE / "CURRENT").is_file():
        try:
            ox.Store(str(partial / STORE))
        except OSError as error:
            if "lock" in str(error).lower():
                raise OutputError(f"{partial.parent}: another build is writing here; wait for it to end") from error
        except RuntimeError:
            pass  # damaged, as a build leaves it that is killed while it copies
    shutil.rmtree(partial, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Move finished output into place, also what an earlier build had no time to move."""
    complete, old = folder / _COMPLETE, folder / _OLD
    if not complete.is_dir():
        return
    for new in sorted(complete.iterdir()):
        place = folder / new.name
        if place.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            place.rename(old)
        os.replace(new, place)
    complete.rmdir()
    shutil.rmtree(old, ignore_errors=True)
