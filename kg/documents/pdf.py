"""PDF: the text of its pages, without what stands at the head and foot of each, put together to paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.documents.extras import needs
from kg.documents.paragraphs import join_lines
from kg.documents.source import Draft, Found, Settings, Source
from kg.errors import InputError

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["read"]

_EDGE = 2  # lines at the top and at the bottom of a page that may be a header or a footer
_MOST_PAGES = 2000
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*(?:/\W*\d{1,4}\W*)?")


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read a PDF that has its text as characters.

    When the file was made is not when its text was published, so it has no date.
    """
    with needs("pdf", "PDF files"):
        import pypdf
    # What it finds wrong and can read all the same it tells to a log.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        file = pypdf.PdfReader(io.BytesIO(source.read()), strict=False)
        if file.is_encrypted and not file.decrypt(""):
            raise InputError("is a PDF with a password; save it without")
        pages = _pages(file, settings.limits.characters)
        about = dict(file.metadata or {})
    except pypdf.errors.PyPdfError as error:
        raise InputError(f"is a damaged PDF ({error}); get it again") from error
    text = join_lines(line for page in _without_edges(pages) for line in page)
    if not text:
        raise InputError("is a PDF without text, maybe a scan; run character recognition over it first")
    yield Draft(
        text=text,
        name=source.name,
        title=str(about.get("/Title") or "").strip() or None,
        authors=tuple(name.strip() for name in str(about.get("/Author") or "").split(";")),
        language=_language(file),
        url=source.url,
    )


def _pages(file: PdfReader, most: int) -> list[list[str]]:
    pages: list[list[str]] = []
    size = 0
    for page in file.pages:
        text = page.extract_text()
        size += len(text)
        if size > most or len(pages) == _MOST_PAGES:
            raise InputError(f"is longer than {most:,} characters or {_MOST_PAGES:,} pages; split it")
        pages.append(text.replace("\0", "").splitlines())
    return pages


def _without_edges(pages: list[list[str]]) -> Iterator[list[str]]:
    """Take from each page the lines at its edges that most other pages have there too, but for the numbers in them."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    often = max(2, len(pages) // 2)
    for page in pages:
        last = len(page) - _EDGE
        yield [
            line
            for i, line in enumerate(page)
            if _EDGE <= i < last or not (_PAGE_NUMBER.fullmatch(line.strip()) or edges[_shape(line)] > often)
        ]


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line.strip())


def _language(file: PdfReader) -> str:
    try:
        return str(file.root_object.get("/Lang", ""))
    except (KeyError, AttributeError, TypeError):
        return ""
