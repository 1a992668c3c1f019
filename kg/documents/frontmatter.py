"""The description that stands over a text between two lines `---`, in YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kg.documents.dates import read_day
from kg.documents.fields import Record
from kg.documents.source import Draft

__all__ = ["describe"]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LONGEST = 20_000  # characters


def describe(draft: Draft) -> Draft:
    """Add to a draft what its front matter says; the front matter stays in the text, before the body."""
    match = _FRONT_MATTER.match(draft.text[:_LONGEST])
    if match is None:
        return draft
    record = Record(_read(match[1]), {})
    return replace(
        draft,
        title=draft.title if draft.title is not None else (record.text("title") or None),
        authors=record.texts("author"),
        published=read_day(record.text("date")),
        publisher=record.text("publisher"),
        language=record.text("language"),
        url=record.text("url"),
        is_sure=True,
        body=match.end(),
    )


def _read(front: str) -> Mapping[str, Any]:
    # Small and safe: no tags, no numbers, no dates; and an alias is no second copy, so nothing grows.
    import yaml

    try:
        values = yaml.load(front, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        values = None
    if isinstance(values, Mapping):
        return {str(key): value for key, value in values.items()}
    # People write `title: Nordwind: the end`, which YAML refuses.
    pairs = (line.partition(":") for line in front.splitlines())
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}
