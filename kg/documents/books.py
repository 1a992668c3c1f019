"""E-books (.epub): the chapters in their order, as one document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from kg.documents.dates import read_date
from kg.documents.encodings import decode
from kg.documents.markup import Element, local_name, parse_html, parse_xml, text_lines
from kg.documents.packages import Package, open_package
from kg.documents.source import Draft, Found, Settings, Source
from kg.errors import InputError

__all__ = ["read"]

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def read(source: Source, settings: Settings) -> Iterator[Found]:
    with open_package(source) as package:
        place = next((_get(e, "full-path") for e in package.xml(_CONTAINER).iter() if local_name(e) == "rootfile"), "")
        book = package.xml(place)
        chapters = [_chapter(package, path) for path in _spine(book, posixpath.dirname(place)) if path in package.names]
    text = "\n\n".join(filter(None, chapters))
    if not text:
        raise InputError("is an e-book without readable chapters; it may be encrypted")
    about = _about(book)
    yield Draft(
        text=text,
        name=source.name,
        title=next(iter(about.get("title", [])), None),
        authors=tuple(about.get("creator", ())),
        published=next(filter(None, map(read_date, about.get("date", []))), None),
        publisher=next(iter(about.get("publisher", [])), ""),
        language=next(iter(about.get("language", [])), ""),
        url=next((found for found in about.get("source", []) if found.startswith("http")), source.url),
    )


def _about(book: Element) -> dict[str, list[str]]:
    """Collect what the book says of itself, by the names of Dublin Core."""
    about: dict[str, list[str]] = {}
    metadata = next((child for child in book if local_name(child) == "metadata"), ())
    for element in metadata:
        text = "".join(element.itertext()).strip()
        # A book has dates of its making too.
        if text and _get(element, "event") in ("", "publication"):
            about.setdefault(local_name(element), []).append(text)
    return about


def _spine(book: Element, folder: str) -> Iterator[str]:
    """Give the chapters' files in the order of reading, without the table of contents."""
    items = {_get(e, "id"): e for e in book.iter() if local_name(e) == "item"}
    for reference in book.iter():
        item = items.get(_get(reference, "idref")) if local_name(reference) == "itemref" else None
        if item is None or _get(reference, "linear") == "no" or "nav" in _get(item, "properties").split():
            continue
        if _get(item, "media-type") in _PAGES:
            yield posixpath.normpath(posixpath.join(folder, unquote(_get(item, "href"))))


def _chapter(package: Package, path: str) -> str:
    data = package.read(path)
    try:
        root: Element | None = parse_xml(data)
    except InputError:
        root = parse_html(decode(data))  # many books have names of HTML characters in them
    return "" if root is None else text_lines(root)


def _get(element: Element, name: str) -> str:
    """Give an attribute, whatever namespace it stands in."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
