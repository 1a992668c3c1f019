"""Measurements -> tables to read, as plain text or as Markdown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Table", "percent"]

_NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Named columns of named cells; rows stand in the order in which the columns first name them.

    Without columns the note says why.
    """

    title: str
    columns: Mapping[str, Mapping[str, str]]
    note: str = ""  # what the numbers mean, where the names do not say it

    def text(self) -> str:
        """Lay the table out for a terminal."""
        rows = self._rows() if self.columns else []
        widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
        lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]
        note = [self.note, ""] if self.note else []
        return "\n".join([self.title, "-" * len(self.title), *note, *lines, ""])

    def markdown(self) -> str:
        """Lay the table out for the model card."""
        rows = self._rows() if self.columns else []
        lines = [f"| {' | '.join(row)} |" for row in (*rows[:1], *(["---"] * len(row) for row in rows[:1]), *rows[1:])]
        note = [self.note, ""] if self.note else []
        return "\n".join([f"### {self.title}", "", *note, *lines, ""])

    def _rows(self) -> list[list[str]]:
        names = dict.fromkeys(name for column in self.columns.values() for name in column)
        rows = [[name, *(column.get(name, _NOTHING) for column in self.columns.values())] for name in names]
        return [["", *self.columns], *rows]


def percent(share: float) -> str:
    """Write a share between 0 and 1 in percent.

    >>> percent(0.7934), percent(float("nan"))
    ('79.3', '–')
    """
    return _NOTHING if math.isnan(share) else f"{100 * share:.1f}"
