"""Plain text, as it is."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents import frontmatter
from kg.documents.encodings import decode
from kg.documents.source import Draft, Found, Settings, Source

__all__ = ["read"]


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read a text, with front matter if it has some; not a character of it is changed."""
    text = decode(source.read(), charset=source.charset)
    yield frontmatter.describe(Draft(text=text, name=source.name, url=source.url))
