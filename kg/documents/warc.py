"""WARC, the archives of web crawlers: each page that was fetched is read as a page of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

from kg.documents.extras import needs
from kg.documents.source import Found, Settings, Source
from kg.errors import InputError

__all__ = ["read"]

_KINDS = frozenset({"conversion", "resource", "response"})
_TYPES = frozenset({"application/pdf", "application/xhtml+xml", "text/html", "text/plain"})


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read the pages an archive holds; the day of the crawl is not the day of publication."""
    with needs("warc", "WARC files"):
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    try:
        for number, record in enumerate(ArchiveIterator(source.stream), start=1):
            source.budget.count_member()
            if record.rec_type in _KINDS and _is_read(record):
                yield from _page(source, number, record)
    except ArchiveLoadFailed as error:
        raise InputError(f"is a damaged WARC file ({error}); what stands before the damage was read") from error


def _is_read(record: Any) -> bool:
    kind = _content_type(record)[0]
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return status == "200" and kind in _TYPES


def _content_type(record: Any) -> tuple[str, str]:
    """Give the type of what was fetched, and its encoding."""
    headers = record.http_headers or record.rec_headers
    # The parser of mail headers is that of web headers.
    message = EmailMessage()
    value = headers.get_header("Content-Type") or "text/html"
    try:
        message["Content-Type"] = re.sub(r"[\x00-\x1f]", "", value)
        return message.get_content_type(), message.get_content_charset("")
    except Exception:
        return "", ""


def _page(source: Source, number: int, record: Any) -> Iterator[Found]:
    name = f"{source.name}#{number}"
    limit = source.budget.limits.document_bytes
    data = record.content_stream().read(limit + 1)
    source.budget.expand(len(data))
    if len(data) > limit:
        yield InputError(f"is larger than {limit / 2**20:,.3g} MB, too much for one document; left out").at(name)
        return
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    page = source.inside(str(number), io.BytesIO(data), charset=_content_type(record)[1], url=url.strip("<>"))
    yield replace(page, name=name)
