"""JSON and JSONL: a record for each text, one a line or all in a list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from kg.documents.dates import read_date
from kg.documents.encodings import read_lines
from kg.documents.fields import Record
from kg.documents.making import with_headline
from kg.documents.markup import strip_tags
from kg.documents.source import Draft, Found, Settings, Source
from kg.errors import InputError

__all__ = ["Records", "no_text", "read"]

_LISTS = ("items", "articles", "entries", "results", "data", "docs", "documents", "hits", "news", "records", "stories")


class Records:
    """Turns the records of one source into drafts, and tells what is missing in them."""

    def __init__(self, name: str, settings: Settings, *, unit: str) -> None:
        self.name = name
        self.settings = settings
        self.unit = unit  # "line", "row", "record"
        self.met: set[str] = set()  # the fields people named that some record has
        self.count = 0

    def read(self, number: int, values: Mapping[str, Any], known: Mapping[str, str]) -> Iterator[Found]:
        """Give the text of a record, or the error of one that has none; raised if it is the first."""
        record = Record(values, self.settings.fields)
        self.met.update(ours for ours in self.settings.fields if record.knows(ours))
        self.count += 1
        text = strip_tags(record.text("text"))
        where = f"{self.name}#{number}"
        if text.strip():
            yield self._draft(record, text, where, known)
            return
        if self.count == 1 and not record.knows("text"):
            raise InputError(no_text(record))
        yield InputError(f"this {self.unit} has no text; left out").at(where)

    def unmet(self) -> Iterator[Found]:
        """Tell, after the last record, of fields people named that no record has."""
        for ours, theirs in sorted(self.settings.fields.items()):
            if self.count and ours not in self.met:
                yield InputError(f"no {self.unit} has the field {theirs!r}, named as the {ours}").at(self.name)

    def _draft(self, record: Record, text: str, where: str, known: Mapping[str, str]) -> Draft:
        title = strip_tags(record.text("title"))
        return Draft(
            text=with_headline(title, text),
            name=where,
            title=title or None,
            authors=record.texts("author"),
            published=next(filter(None, map(read_date, record.texts("date"))), None),
            publisher=record.text("publisher") or known.get("publisher", ""),
            language=record.text("language") or known.get("language", ""),
            url=record.text("url"),
        )


def no_text(record: Record) -> str:
    """Say which fields there are, none of which is known to be the text."""
    names = ", ".join(sorted(map(str, record.values))[:20])
    return f"no field is known to hold the text; there are {names}; name it: --fields text=NAME,title=NAME,date=NAME"


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read a record a line; or all records of one JSON value, wherever in it they are listed."""
    lines = enumerate(read_lines(source), start=1)
    number, first = next(((number, line) for number, line in lines if line.strip()), (1, ""))
    try:
        value = json.loads(first)
    except ValueError:
        value = None  # a value over many lines
    if isinstance(value, dict) and _listed(value) is None:
        yield from _read_lines(Records(source.name, settings, unit="line"), chain([(number, first)], lines))
    else:
        rest = "" if value is not None else _rest((line for _, line in lines), settings.limits.document_bytes)
        yield from _read_value(Records(source.name, settings, unit="record"), _parse(first + rest))


def _read_lines(records: Records, lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    for number, line in lines:
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield InputError(f"this line is no JSON ({error}); left out").at(f"{records.name}#{number}")
            continue
        if isinstance(values, dict):
            yield from records.read(number, values, {})
        else:
            yield InputError("this line is no JSON object; left out").at(f"{records.name}#{number}")
    yield from records.unmet()


def _read_value(records: Records, value: Any) -> Iterator[Found]:
    known: dict[str, str] = {}
    found = value
    if isinstance(value, dict):
        found = _listed(value) or [value]
        if found != [value]:  # a feed: what it says of itself holds for its items
            feed = Record(value, {})
            known = {"publisher": feed.text("title"), "language": feed.text("language")}
    for number, values in enumerate(found, start=1):
        if isinstance(values, dict):
            yield from records.read(number, values, known)
    yield from records.unmet()
    if not records.count:
        raise InputError("is JSON without records; give a list of objects, or an object a line")


def _rest(lines: Iterable[str], limit: int) -> str:
    found: list[str] = []
    for line in lines:
        found.append(line)
        limit -= len(line)
        if limit < 0:
            raise InputError("is one JSON value too large to read at once; give a record a line (JSONL)")
    return "".join(found)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON ({error}); get it again") from error


def _listed(value: Mapping[str, Any]) -> list[Any] | None:
    """Find the list of records in a JSON Feed or the answer of a news service."""
    if Record(value, {}).text("text"):
        return None
    lists = [value[key] for key in _LISTS if isinstance(value.get(key), list)]
    return next((found for found in lists if found and isinstance(found[0], dict)), None)
