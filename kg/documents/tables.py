"""CSV and TSV: a table with a text in each row, and the names of its columns in the first."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from kg.documents.encodings import read_lines
from kg.documents.fields import Record
from kg.documents.records import Records, no_text
from kg.documents.source import Found, Settings, Source
from kg.errors import InputError

__all__ = ["read"]

_DELIMITERS = ",;\t|"


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read a text from each row; the first row names the columns."""
    # The csv module has one limit for the whole process, and its own is too small for an article.
    csv.field_size_limit(max(csv.field_size_limit(), settings.limits.document_bytes))
    lines = read_lines(source)
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    records = Records(source.name, settings, unit="row")
    empty = dict.fromkeys(header, "")
    _check(Record(empty, settings.fields))
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                yield from records.read(number, {**empty, **dict(zip(header, row, strict=False))}, {})
    except csv.Error as error:
        raise InputError(f"is no table from line {rows.line_num + 1} on ({error})") from error


def _check(header: Record) -> None:
    if not header.knows("text"):
        raise InputError(no_text(header))
    for ours, theirs in sorted(header.fields.items()):
        if not header.knows(ours):
            raise InputError(f"has no column {theirs!r}, named as the {ours}; there are {', '.join(header.values)}")
