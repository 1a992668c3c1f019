"""A network on disk: no larger in memory for a graph of a hundred million triples than for one of a thousand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Self

from kg.errors import OutputError

__all__ = ["SpilledNetwork"]

_TABLES = """
    PRAGMA journal_mode = OFF;
    CREATE TABLE node (place INTEGER PRIMARY KEY, iri TEXT UNIQUE NOT NULL, attributes TEXT NOT NULL);
    CREATE TABLE edge (
        place INTEGER PRIMARY KEY,
        source INTEGER NOT NULL,
        target INTEGER NOT NULL,
        key TEXT NOT NULL,
        first INTEGER NOT NULL,  -- the place of the first edge between the two
        attributes TEXT NOT NULL,
        UNIQUE (source, target, key)
    );
    BEGIN;
"""
_EDGES = """
    SELECT source.iri, target.iri, edge.key, edge.attributes
    FROM edge JOIN node AS source ON source.place = edge.source JOIN node AS target ON target.place = edge.target
    ORDER BY edge.source, edge.first, edge.place
"""


class SpilledNetwork:
    """What `networkx.MultiDiGraph` does with nodes and edges, in the same order, but in a file without a name.

    The file ends with it, however that ends. Raises OutputError if there is no room for it.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def __contains__(self, iri: object) -> bool:
        return self._place(str(iri)) is not None

    def add_node(self, iri: str, /, **attributes: Any) -> None:
        """Add a node; one that is there already gets the attributes, too, and keeps its place."""
        known = self.read_node(iri)
        if known:
            self._run("UPDATE node SET attributes = ? WHERE iri = ?", json.dumps({**known, **attributes}), iri)
        else:
            self._run("INSERT INTO node (iri, attributes) VALUES (?, ?)", iri, json.dumps(attributes))

    def add_edge(self, source: str, target: str, /, *, key: str, **attributes: Any) -> None:
        """Add an edge between two nodes that are there; an edge of the same key gets the attributes, too."""
        ends = self._place(source), self._place(target)
        known = self._one("SELECT attributes FROM edge WHERE source = ? AND target = ? AND key = ?", *ends, key)
        if known:
            self._run(
                "UPDATE edge SET attributes = ? WHERE source = ? AND target = ? AND key = ?",
                json.dumps({**json.loads(known), **attributes}), *ends, key,
            )  # fmt: skip
            return
        place = 1 + (self._one("SELECT MAX(place) FROM edge") or 0)
        first = self._one("SELECT first FROM edge WHERE source = ? AND target = ? LIMIT 1", *ends) or place
        self._run("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?)", place, *ends, key, first, json.dumps(attributes))

    def read_node(self, iri: str) -> Mapping[str, Any]:
        """Give the attributes of a node; none if there is no such node."""
        found = self._one("SELECT attributes FROM node WHERE iri = ?", iri)
        return json.loads(found) if found else {}

    def nodes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give each node with its attributes."""
        for iri, attributes in self._run("SELECT iri, attributes FROM node ORDER BY place"):
            yield iri, json.loads(attributes)

    def edges(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        """Give source, target, key and attributes of each edge."""
        for source, target, key, attributes in self._run(_EDGES):
            yield source, target, key, json.loads(attributes)

    def _place(self, iri: str) -> int | None:
        found: int | None = self._one("SELECT place FROM node WHERE iri = ?", iri)
        return found

    def _one(self, query: str, *values: object) -> Any:
        row = self._run(query, *values).fetchone()
        return row[0] if row else None

    def _run(self, query: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._database.execute(query, values)
        except sqlite3.OperationalError as error:
            raise OutputError(
                f"temporary files: cannot be written: {error}; set TMPDIR to a folder with room"
            ) from error
