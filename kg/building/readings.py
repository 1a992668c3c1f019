"""The readings of all documents, in one SQLite file of the output folder.

contributions  what reading a document gave, by a key of its content and of what read it. Written as documents
               finish, so that a build that is cut off goes on where it stopped; kept until no graph needs them.
members        which documents a graph holds, under which names of files, by generation: that of the output that
               stands, and that which a build is making. What a killed build leaves, the next one clears.
graphs         what was written for each document, by generation: who finds the same there writes nothing.
sources        where the texts of the build at work come from.
skipped        what it leaves out, and why.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, Self

from kg.building.contributions import Packed
from kg.errors import InputError, OutputError

__all__ = ["FORMAT", "READINGS", "Member", "Readings"]

READINGS = "readings.sqlite"
FORMAT = 1
_PENDING = 64  # changes that are brought to disk together ...
_PENDING_S = 1.0  # ... but not later than this
_TABLES = """
CREATE TABLE contributions (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL,
    document BLOB NOT NULL, said BLOB NOT NULL, appearances BLOB NOT NULL
);
CREATE TABLE members (
    generation INTEGER, id TEXT, name TEXT, description TEXT, key TEXT NOT NULL,
    PRIMARY KEY (generation, id, name, description)
) WITHOUT ROWID;
CREATE INDEX members_by_key ON members (generation, key);
CREATE TABLE graphs (generation INTEGER, id TEXT, digest TEXT NOT NULL, PRIMARY KEY (generation, id)) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, source TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE skipped (source TEXT, reason TEXT, PRIMARY KEY (source, reason)) WITHOUT ROWID;
"""


class Member(NamedTuple):
    """A document of a graph, under one of the names of files that its text has."""

    id: str
    name: str
    description: str  # digest of what its input says of it; see `fingerprint.describe`
    key: str  # of its contribution


class Readings:
    """An SQLite file of contributions, or one in memory."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, made if need be.

        Raises InputError if a newer kg wrote it or it is damaged, OutputError if it cannot be written.
        """
        self.path = path
        self._skipped_count = 0
        with self._named_errors():
            # Changes are brought to disk by `flush`; nobody else writes, the folder being locked.
            self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise
        self._pending, self._flushed = 0, time.monotonic()

    def _prepare(self) -> None:
        (format_,) = self._db.execute("PRAGMA user_version").fetchone()
        if format_ > FORMAT:
            raise InputError(
                f"{self.path}: written by a newer version of kg (format {format_}, this one knows {FORMAT}); "
                "install that version, or build into another folder"
            )
        self._db.execute("PRAGMA secure_delete = ON")  # what is removed is gone
        if not format_:
            self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("BEGIN IMMEDIATE")
        if not format_:
            for statement in _TABLES.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {FORMAT}")

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            if type(error) is sqlite3.DatabaseError:
                raise InputError(
                    f"{self.path}: damaged ({error}); the graph beside it can still be asked. "
                    "Remove the file and build again"
                ) from error
            raise OutputError(f"{self.path}: cannot be written: {error}; the output is as it was") from error

    # Contributions

    def has(self, key: str) -> bool:
        """Tell whether a document was read already."""
        return self._one("SELECT 1 FROM contributions WHERE key = ?", key) is not None

    def get(self, key: str) -> Packed:
        row = self._one("SELECT document, said, appearances FROM contributions WHERE key = ?", key)
        assert row is not None
        return Packed(*row)

    def put(self, key: str, fingerprint: str, packed: Packed) -> None:
        """Keep what reading a document gave."""
        self._change("INSERT OR REPLACE INTO contributions VALUES (?, ?, ?, ?, ?)", key, fingerprint, *packed)

    def count_contributions(self) -> int:
        row = self._one("SELECT count(*) FROM contributions")
        assert row is not None
        return int(row[0])

    def forget(self, fingerprint: str) -> None:
        """Drop what was read by something that may read otherwise now."""
        self._change("DELETE FROM contributions WHERE fingerprint = ?", fingerprint)

    # Generations

    def begin(self, standing: int, *, keep: bool) -> int:
        """Begin the generation after the one that stands, with its members or empty; what killed builds left goes."""
        new = standing + 1
        self._change("DELETE FROM members WHERE generation <> ?", standing)
        self._change("DELETE FROM graphs WHERE generation <> ?", standing)
        self._change("DELETE FROM sources")
        self._change("DELETE FROM skipped")
        self._skipped_count = 0
        if keep:
            self._change(
                "INSERT INTO members SELECT ?, id, name, description, key FROM members WHERE generation = ?",
                new,
                standing,
            )
        self.flush()
        return new

    def add(self, generation: int, member: Member) -> None:
        """Note that a document belongs to a generation."""
        self._change("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?)", generation, *member)

    def remove(self, generation: int, identifier: str) -> None:
        """Take a document out of a generation, under all its names."""
        self._change("DELETE FROM members WHERE generation = ? AND id = ?", generation, identifier)

    def rekey(self, generation: int, member: Member, key: str) -> None:
        self._change(
            "UPDATE members SET key = ? WHERE generation = ? AND id = ? AND name = ? AND description = ?",
            key,
            generation,
            *member[:3],
        )

    def members(self, generation: int) -> Iterator[Member]:
        """Give the documents that were read, by id; of the names and descriptions of one text the first by name."""
        rows = self._rows(
            "SELECT id, name, description, key FROM members NATURAL JOIN (SELECT key FROM contributions) "
            "WHERE generation = ? ORDER BY id, name, description",
            generation,
        )
        for _, members in groupby(map(Member._make, rows), key=lambda member: member.id):
            yield next(members)

    def names(self, generation: int) -> Iterator[Member]:
        """Give the documents of a generation under all names that their texts have."""
        rows = self._rows(
            "SELECT id, name, description, key FROM members WHERE generation = ? ORDER BY id, name, description",
            generation,
        )
        yield from map(Member._make, rows)

    def count(self, generation: int) -> int:
        """Count the documents of a generation."""
        row = self._one(
            "SELECT count(DISTINCT id) FROM members WHERE generation = ? AND key IN (SELECT key FROM contributions)",
            generation,
        )
        assert row is not None
        return int(row[0])

    def appearances(self, generation: int) -> Iterator[bytes]:
        """Give what the documents of a generation know of their things, by document."""
        for member in self.members(generation):
            row = self._one("SELECT appearances FROM contributions WHERE key = ?", member.key)
            assert row is not None
            yield row[0]

    # Graphs

    def set_graph(self, generation: int, identifier: str, digest: str) -> None:
        """Note what is to be written for a document."""
        self._change("INSERT OR REPLACE INTO graphs VALUES (?, ?, ?)", generation, identifier, digest)

    def changed(self, generation: int, before: int) -> list[str]:
        """Give the documents that are another or none in one of two generations, by id."""
        rows = self._rows(
            "SELECT DISTINCT id FROM (SELECT id, digest FROM graphs WHERE generation IN (?, ?) "
            "GROUP BY id, digest HAVING count(*) = 1) ORDER BY id",
            generation,
            before,
        )
        return [row[0] for row in rows]

    def member(self, generation: int, identifier: str) -> Member | None:
        """Give a document that was read."""
        row = self._one(
            "SELECT id, name, description, key FROM members WHERE generation = ? AND id = ? "
            "AND key IN (SELECT key FROM contributions) ORDER BY name, description LIMIT 1",
            generation,
            identifier,
        )
        return Member(*row) if row else None

    def finish(self, generation: int) -> None:
        """Drop what only other generations need, now that this one stands."""
        self._change("DELETE FROM members WHERE generation <> ?", generation)
        self._change("DELETE FROM graphs WHERE generation <> ?", generation)
        self._change("DELETE FROM contributions WHERE key NOT IN (SELECT key FROM members)")
        self.flush()
        with self._named_errors():
            self._db.execute("COMMIT")
            self._db.execute("PRAGMA incremental_vacuum").fetchall()
            self._db.execute("BEGIN IMMEDIATE")

    # The build at work

    def source(self, identifier: str) -> str | None:
        """Give where a document comes from, if it was met in this build."""
        row = self._one("SELECT source FROM sources WHERE id = ?", identifier)
        return row[0] if row else None

    def set_source(self, identifier: str, source: str) -> None:
        self._change("INSERT OR REPLACE INTO sources VALUES (?, ?)", identifier, source)

    def skip(self, source: str, reason: str) -> None:
        """Note what is left out; what is noted already is noted once."""
        before = self._db.total_changes
        self._change("INSERT OR IGNORE INTO skipped VALUES (?, ?)", source, reason)
        self._skipped_count += self._db.total_changes - before

    def skipped(self) -> Iterator[tuple[str, str]]:
        """Give what is left out, sorted: source and reason."""
        rows = self._rows("SELECT source, reason FROM skipped ORDER BY source, reason")
        yield from ((source, reason) for source, reason in rows)

    def count_skipped(self) -> int:
        return self._skipped_count

    # SQLite

    def flush(self) -> None:
        """Bring to disk what was changed."""
        with self._named_errors():
            self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")
        self._pending, self._flushed = 0, time.monotonic()

    def _change(self, statement: str, *values: object) -> None:
        with self._named_errors():
            self._db.execute(statement, values)
        self._pending += 1
        if self._pending >= _PENDING or time.monotonic() > self._flushed + _PENDING_S:
            self.flush()

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._named_errors():
            row: tuple[Any, ...] | None = self._db.execute(query, values).fetchone()
            return row

    def _rows(self, query: str, *values: object) -> Iterable[tuple[Any, ...]]:
        with self._named_errors():
            yield from self._db.execute(query, values)

    def close(self) -> None:
        with self._named_errors():
            self._db.execute("COMMIT")
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is None:
            self.close()
        else:
            self._give_up()

    def _give_up(self) -> None:
        """Keep what was read until something went wrong, if that is still possible."""
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error:
            pass
        finally:
            self._db.close()
