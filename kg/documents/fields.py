"""Which field of a record is the text, which its title, its date: by what people told, else by name.

The names that stand here are those of formats and programs (JSON-LD, JSON Feed, NewsAPI, Dublin Core, front matter),
not words of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError

__all__ = ["FIELDS", "Record", "looks_like_table", "parse_fields"]

# Ours -> theirs, the surest first; compared in small letters without "_", "-", " ".
_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "articlebody", "articletext", "fulltext", "maintext", "contenttext", "contenthtml",
        "bodytext", "plaintext", "article",
    ),
    "title": ("title", "headline", "heading", "subject"),
    "date": (
        "date", "published", "publicationdate", "datepublished", "datepublish", "publishdate", "publishedat", "pubdate",
        "publishedon", "publisheddate", "created", "createdat",
    ),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "publisher": (
        "publisher", "source", "outlet", "sitename", "site", "newspaper", "publication", "sourcename", "sourcedomain",
        "hostname", "domain",
    ),
    "language": ("language", "lang", "locale", "inlanguage"),
    "url": ("url", "link", "uri", "sourceurl", "canonicalurl", "permalink", "href", "weburl"),
}  # fmt: skip
FIELDS = tuple(_NAMES)
_PLAIN = re.compile(r"[\W_]+")
_LONGEST_NAME = 40  # characters of a column's name
_DELIMITERS = ",;\t|"
# Keys of a value that is itself a record: {"name": "Anna Weber", "url": ...}.
_INNER = ("name", "title", "value", "#text", "@value", "@id")


def parse_fields(text: str) -> dict[str, str]:
    """Read "text=body,title=headline"; InputError with what is possible if it is not like that."""
    fields: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if ours not in FIELDS or not equals or not theirs:
            raise InputError(f"fields: {pair!r}; expected NAME=FIELD with NAME one of {', '.join(FIELDS)}")
        fields[ours] = theirs
    return fields


def looks_like_table(text: str, fields: Mapping[str, str]) -> bool:
    """Say whether a text begins with the names of columns, one of them that of texts, and a row goes on like that."""
    line, _, row = text.partition("\n")
    delimiter = max(_DELIMITERS, key=line.count)
    cells = [cell.removeprefix('"').removesuffix('"') for cell in line.rstrip("\r").split(delimiter)]
    if len(cells) < 2 or delimiter not in row:
        return False
    header = Record(dict.fromkeys(cells, ""), fields)
    if "text" in fields:
        return header.knows("text")
    # Without a word from anybody, only names that stand in no sentence, and two of them, make a table.
    are_names = all(cell and len(cell) <= _LONGEST_NAME and " " not in cell for cell in cells)
    return are_names and header.knows("text") and sum(map(header.knows, FIELDS)) > 1


@dataclass(frozen=True, slots=True)
class Record:
    """Named values, of which some are what we look for."""

    values: Mapping[str, Any]
    fields: Mapping[str, str]  # ours -> theirs, where a person said so

    def get(self, ours: str) -> Any:
        """Find the value of one of FIELDS; None if there is none."""
        if ours in self.fields:
            return self._at(self.fields[ours])
        plain = {_plain(key): key for key in reversed(list(self.values))}
        named = (self.values[plain[name]] for name in _NAMES[ours] if name in plain)
        return next((value for value in named if value), None)

    def text(self, ours: str) -> str:
        """Find a value as text; of several the first, of a record its name."""
        return next(iter(self.texts(ours)), "")

    def texts(self, ours: str) -> tuple[str, ...]:
        """Find all values as texts."""
        return tuple(text for text in _texts(self.get(ours)) if text.strip())

    def knows(self, ours: str) -> bool:
        """Say whether the record has a field for one of FIELDS, whatever is in it."""
        if ours in self.fields:
            return self.fields[ours] in self.values or self._at(self.fields[ours]) is not None
        return bool({_plain(key) for key in self.values} & set(_NAMES[ours]))

    def _at(self, path: str) -> Any:
        if path in self.values:
            return self.values[path]
        value: Any = self.values
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


def _plain(name: str) -> str:
    return _PLAIN.sub("", name).lower()


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from next((_texts(value[key]) for key in _INNER if isinstance(value.get(key), str)), ())
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str | Mapping):
                yield from _texts(item)
