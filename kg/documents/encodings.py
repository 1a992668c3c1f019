"""Bytes -> characters: in which encoding a text is, if that can be told for certain."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from kg.documents.source import Source
from kg.errors import InputError

__all__ = ["BYTE_ORDER_MARKS", "decode", "read_lines"]

# The longer mark first: UTF-32 begins like UTF-16.
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# The one old encoding that texts in our languages still come in (Latin-1 is part of it), and two
# that look like it until one reads the words.
_WESTERN = "cp1252"
_RIVALS = ["cp850", "mac_roman"]
# What a letter of a rival becomes in cp1252: a mark in or behind a word that never stands there.
_MISREAD = re.compile(rb"[A-Za-z](?:[\x80-\x84\x86-\x90\x95\x98\x9a-\x9f]|[\x85\x91\x93\x94\x96\x97][a-z])")


def decode(data: bytes, *, charset: str = "") -> str:
    """Decode a text: by its byte order mark, as UTF-8, as `charset` says, or as cp1252 if that is certain."""
    encoding = _marked(data) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (text := _decode_as_said(data, charset)) is not None:
            return text
        if encoding == "utf-8" and b"\0" not in data and _is_surely_western(data):
            return data.decode(_WESTERN)
        raise InputError("is no text in UTF-8 and its encoding is not certain; save it as UTF-8") from error


def read_lines(source: Source) -> Iterator[str]:
    """Give the lines of a source one at a time, with their ends; none may be longer than a document."""
    encoding = _marked(source.head) or ("utf-8" if _is_utf8(source.head) else _WESTERN)
    if encoding == _WESTERN and not _is_surely_western(source.head):
        raise InputError("is no text in UTF-8 and its encoding is not certain; save it as UTF-8")
    limit = source.budget.limits.document_bytes
    lines = io.TextIOWrapper(source.stream, encoding=encoding, newline="")
    try:
        while line := lines.readline(limit):
            if len(line) >= limit:
                raise InputError(f"has a line longer than {limit:,} characters; split it")
            yield line
    except UnicodeDecodeError as error:
        raise InputError(f"is no text in {encoding.upper()} from some line on; save it as UTF-8") from error
    finally:
        lines.detach()  # the stream belongs to whoever opened it


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)


def _is_utf8(head: bytes) -> bool:
    # The head may end within a character, which the incremental decoder forgives.
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _decode_as_said(data: bytes, charset: str) -> str | None:
    try:
        codec = codecs.lookup(charset) if charset else None
        # Browsers read Latin-1 as cp1252, which it is part of; so do we.
        name = _WESTERN if codec and codec.name == "iso8859-1" else charset
        return data.decode(name) if codec else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_surely_western(data: bytes) -> bool:
    """Say whether bytes that are not UTF-8 read best as cp1252."""
    import charset_normalizer

    matches = charset_normalizer.from_bytes(data, cp_isolation=[_WESTERN, *_RIVALS])
    chaos = {match.encoding: match.chaos for match in matches}
    best = min(chaos.values(), default=0)
    return chaos.get(_WESTERN) == best and not _MISREAD.search(data)
