"""The output folder: written aside and swapped in whole, so that a build cut off changes nothing.

output/.partial    what a build is writing
output/.complete   what it has finished and is moving into place
output/store       the graph as a store; beside it the files in FILES; of these skipped.jsonl, which says what
                   was left out and why, only if anything was

Who writes holds a lock on the folder, which ends with its process, however that ends.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import InputError, OutputError
from kg.graph.locking import lock_folder
from kg.graph.store import Store

__all__ = [
    "FILES",
    "SKIPPED",
    "STORE",
    "Page",
    "Skipped",
    "Standing",
    "locked",
    "new_output",
    "open_store",
    "read_standing",
    "replacing",
    "seal",
    "write_skipped",
    "write_standing",
]

STORE = "store"
SKIPPED = "skipped.jsonl"
_STANDING = "build.json"
FILES = (_STANDING, "graph.html", "graph.trig", "graph.ttl", SKIPPED)
FORMAT = 1  # of the folder; a newer kg may write another
_PARTIAL, _COMPLETE, _OLD, _GONE = ".partial", ".complete", ".old", ".gone"
_PATIENCE_S = 5.0  # how long a reader waits for a build that is moving a store into place


class Skipped(NamedTuple):
    """A text that is not in the graph."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How the page of a build was asked for."""

    html: bool = True
    title: str | None = None
    language: str = "en"
    max_nodes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which build the output is, for the next one to go on from."""

    format: int = FORMAT
    generation: int = 0  # of the readings
    documents: int = 0
    seal: str = ""  # of the store as the build left it
    is_changed: bool = False  # somebody has written to the store since
    page: Page = Page()
    who: Mapping[str, Any] = field(default_factory=dict)  # what was known and decided of who is who


def read_standing(folder: Path) -> Standing | None:
    """Read which build the output is; None if it is of none.

    Raises InputError if a newer kg made it.
    """
    path = folder / _STANDING
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error}); remove it and build again") from error
    if not isinstance(found, dict) or found.get("format", 0) > FORMAT:
        raise InputError(f"{path}: made by a newer version of kg; install that version, or build into another folder")
    try:
        return Standing(**{**found, "page": Page(**found["page"])})
    except (KeyError, TypeError) as error:
        raise InputError(f"{path}: not as kg writes it ({error}); remove it and build again") from error


def write_standing(folder: Path, standing: Standing) -> None:
    with _named_errors(folder):
        (folder / _STANDING).write_text(json.dumps(asdict(standing), sort_keys=True) + "\n", encoding="utf-8")


def seal(store: Path) -> str:
    """Compute what tells a store from the same one after somebody has written to it; "" if there is none."""
    try:
        current = (store / "CURRENT").read_bytes()
        # Whoever opens a store to write begins a new manifest, the list of its tables.
        return sha256(current + (store / current.decode().strip()).read_bytes()).hexdigest()
    except (OSError, UnicodeDecodeError):
        return ""


def write_skipped(path: Path, skipped: Iterable[Skipped]) -> None:
    """List what was left out, a JSON object a line, in the order given."""
    try:
        with path.open("wb") as file:
            for text in skipped:
                file.write((json.dumps(text._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def open_store(out: str | Path = "output") -> Store:
    """Open the store a build wrote, to read.

    Raises InputError if there is none, or a newer kg made it.
    """
    folder = Path(out)
    end = time.monotonic() + _PATIENCE_S
    while not (folder / STORE).is_dir() and (folder / _COMPLETE).is_dir() and time.monotonic() < end:
        # Either a build is about to move its store here, or one was killed just then.
        try:
            with locked(folder):
                break
        except OutputError:
            time.sleep(0.01)
    read_standing(folder)
    if not (folder / STORE).is_dir():
        raise InputError(f"{folder}: no graph here; make one with: kg build PATH... --out {folder}")
    return Store(folder / STORE, read_only=True)


@contextmanager
def locked(out: str | Path) -> Iterator[Path]:
    """Keep everybody else from writing to the folder `out`, made if need be; finish what a killed build began.

    Raises OutputError if another build is at work there, or the folder cannot be written.
    """
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = lock_folder(folder)
    except BlockingIOError as error:
        raise OutputError(f"{folder}: another build is writing here; wait for it to end") from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        with _named_errors(folder):
            shutil.rmtree(folder / _PARTIAL, ignore_errors=True)
            _settle(folder)
        yield folder
    finally:
        lock.close()


@contextmanager
def new_output(out: str | Path, *, keep: bool = False) -> Iterator[Path]:
    """Give a folder to write in; once all is written, it takes the place of what is in `out`.

    keep: start from a copy of the store that is there.
    After an error, or if the process is killed, `out` is as it was.
    """
    with locked(out) as folder, replacing(folder, keep=keep) as partial:
        if keep and (standing := read_standing(folder)):
            write_standing(partial, replace(standing, is_changed=True))
        yield partial


@contextmanager
def replacing(folder: Path, *, keep: bool = False) -> Iterator[Path]:
    """Do what `new_output` does, for somebody who has locked the folder."""
    partial = folder / _PARTIAL
    with _named_errors(folder):
        partial.mkdir()
    try:
        if keep and (folder / STORE).is_dir():
            with _named_errors(folder):
                _copy_store(folder / STORE, partial / STORE)
        yield partial
        with _named_errors(folder):
            _complete(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    with _named_errors(folder):
        _settle(folder)


def _copy_store(store: Path, copy: Path) -> None:
    """Copy a store that nobody writes to; its tables, nearly all of it, never change and are shared."""
    copy.mkdir()
    for file in store.iterdir():
        if file.name.startswith("LOG"):
            continue  # what the engine tells of its work
        if file.suffix != ".sst" or not _link(file, copy / file.name):
            shutil.copyfile(file, copy / file.name)


def _link(file: Path, link: Path) -> bool:
    try:
        os.link(file, link)
    except OSError:
        return False  # a file system without links
    return True


def _complete(folder: Path) -> None:
    """Make what was written count: whatever comes next can be finished later."""
    partial = folder / _PARTIAL
    for name in FILES:
        if not (partial / name).exists():
            (partial / f"{name}{_GONE}").touch()
    for path in partial.rglob("*"):
        if path.is_file() and path.suffix != ".sst":
            # A machine may lose its power just after the files are moved.
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    partial.rename(folder / _COMPLETE)


def _settle(folder: Path) -> None:
    """Move finished output into place, also what an earlier build had no time to move."""
    complete, old = folder / _COMPLETE, folder / _OLD
    if not complete.is_dir():
        return
    for new in sorted(complete.iterdir()):
        place = folder / new.name
        if new.suffix == _GONE:
            place.with_suffix("").unlink(missing_ok=True)
            new.unlink()
            continue
        if place.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            place.rename(old)
        os.replace(new, place)
    complete.rmdir()
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _named_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder}: cannot be written: {error.strerror or error}")
