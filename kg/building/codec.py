"""Frozen values to JSON and back, whatever fields they have: what is added to a type comes along by itself.

Text, numbers, true, false and null are themselves; everything else is a list that begins with a mark of its kind.
The document that passages point into is left out, and put back when they are read.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from rdflib import Literal, URIRef

from kg.graph import Activity
from kg.resolution import Appearance, Tie
from kg.types import (
    Document,
    Entity,
    Evidence,
    Modality,
    Period,
    Quantity,
    ResolvedComparison,
    Statement,
    Testimony,
)
from kg.vocabulary import as_iri

__all__ = ["pack", "unpack"]

_TERMS = 65_536  # kept to be given again: texts speak of the same things, and rdflib takes long to make one
_DOCUMENT = "document"  # mark of the document itself, where a passage points to it
_RECORDS: tuple[type, ...] = (
    Activity, Appearance, Document, Entity, Evidence, Period, Quantity, ResolvedComparison, Statement, Testimony, Tie,
)  # fmt: skip
_BY_NAME = {record.__name__: record for record in _RECORDS}


def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record)) if is_dataclass(record) else record._fields  # type: ignore[attr-defined]


_FIELDS = {record: _names(record) for record in _RECORDS}


def pack(value: object, document: Document) -> bytes:
    """Write a value of `document` as compressed JSON; TypeError if there is something in it that has no form."""
    encoded = _record(document, document) if value is document else _encode(value, document)
    text = json.dumps(encoded, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 6)


def unpack(data: bytes, document: Document | None = None) -> Any:
    """Read what `pack` wrote; `document` takes the place of that it was written with."""
    return _decode(json.loads(zlib.decompress(data)), document)


def _encode(value: object, document: Document) -> object:
    kind = type(value)
    if kind in (str, int, float, bool) or value is None:
        return value
    if value is document:
        return [_DOCUMENT]
    if kind in _FIELDS:
        return _record(value, document)
    if kind not in _ENCODERS:
        raise TypeError(f"{kind.__name__}: no form in JSON")
    mark, encode = _ENCODERS[kind]
    return [mark, *encode(value, document)]


def _record(value: object, document: Document) -> list[object]:
    kind = type(value)
    return [kind.__name__, *(_encode(getattr(value, name), document) for name in _FIELDS[kind])]


def _several(values: Any, document: Document) -> list[object]:
    return [_encode(value, document) for value in values]


def _any_order(values: Any, document: Document) -> list[object]:
    return sorted(_several(values, document), key=lambda encoded: json.dumps(encoded, ensure_ascii=False))


_ENCODERS: dict[type, tuple[str, Callable[[Any, Document], list[object]]]] = {
    URIRef: ("<", lambda value, _: [str(value)]),
    Literal: ("'", lambda value, _: [str(value), value.language, value.datatype and str(value.datatype)]),
    tuple: ("(", _several),
    frozenset: ("{", _any_order),
    Decimal: ("#", lambda value, _: [str(value)]),
    date: ("@", lambda value, _: [value.isoformat()]),
    bytes: ("b", lambda value, _: [base64.b64encode(value).decode()]),
    Modality: ("Modality", lambda value, _: [value.value]),
}


def _decode(value: Any, document: Document | None) -> Any:
    if not isinstance(value, list):
        return value
    mark, *parts = value
    if mark in _MAKERS:
        return _MAKERS[mark](*parts)
    if mark == _DOCUMENT:
        return document
    decoded = [_decode(part, document) for part in parts]
    if mark == "(":
        return tuple(decoded)
    if mark == "{":
        return frozenset(decoded)
    record = _BY_NAME[mark]
    return record(**dict(zip(_FIELDS[record], decoded, strict=True)))


@lru_cache(maxsize=_TERMS)
def _literal(text: str, language: str | None, datatype: str | None) -> Literal:
    # Its form is the canonical one already, or the one of the text: rdflib's own would be another.
    return Literal(text, lang=language, datatype=as_iri(datatype) if datatype else None, normalize=False)


_MAKERS: dict[str, Callable[..., Any]] = {
    "<": as_iri,
    "'": _literal,
    "#": Decimal,
    "@": date.fromisoformat,
    "b": base64.b64decode,
    "Modality": Modality,
}
