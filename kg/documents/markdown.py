"""Markdown: what a reader sees of it, a paragraph a line, without the marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.documents import frontmatter
from kg.documents.encodings import decode
from kg.documents.source import Draft, Found, Settings, Source

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

# The time of a block of Markdown grows with its square; nobody writes one as long as this.
_LONGEST_BLOCK = 20_000


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read a text with marks; links lose their addresses, code and raw HTML are left out."""
    text = decode(source.read(), charset=source.charset).replace("\r\n", "\n")
    draft = frontmatter.describe(Draft(text=text, name=source.name, url=source.url))
    yield replace(draft, text=_plain(text[draft.body :]), body=0)


def _plain(text: str) -> str:
    if max(map(len, text.split("\n\n"))) > _LONGEST_BLOCK:
        return text
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = ("".join(_visible(token.children or [])).strip() for token in tokens if token.type == "inline")
    return "\n\n".join(block for block in blocks if block)


def _visible(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "\n"
