"""Web pages: trafilatura finds the article among menus and advertisements; the page's metadata describe it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.documents.dates import read_date
from kg.documents.encodings import decode
from kg.documents.extras import needs
from kg.documents.fields import Record
from kg.documents.making import with_headline
from kg.documents.markup import Element, parse_html
from kg.documents.source import Draft, Found, Settings, Source
from kg.errors import InputError

__all__ = ["read"]

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# <meta property="og:title" content="...">, by what it says; the surest first.
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"),
    "date": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "date",
        "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "pubdate", "publishdate",
        "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    ),
    "author": ("author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "parsely-author",
               "sailthru.author"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    "language": ("og:locale", "dc.language", "dcterms.language", "content-language"),
    "url": ("og:url", "twitter:url"),
}  # fmt: skip
_ARTICLE_TYPES = ("article", "posting", "report", "review")
_DEEPEST = 6  # levels of JSON-LD looked into
# Browsers write the address into the page they save.
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s>]+)|SingleFile[^>]*?\surl:\s*(https?://\S+)")


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read the article of a page, with its headline over it."""
    data = source.read()
    said = _CHARSET.search(data[:4096])
    html = decode(data, charset=source.charset or (said[1].decode("ascii") if said else ""))
    root = parse_html(html)
    if root is None:
        raise InputError("is an empty web page; save it again, after it has loaded")
    page = _Page(root)
    saved = _SAVED_FROM.search(html[:4096])
    title = page.text("title") or page.own_title()
    yield Draft(
        text=with_headline(title, _article(root)),
        name=source.name,
        title=title or None,
        authors=tuple(name for name in page.texts("author") if not name.startswith("http")),
        published=page.date(),
        publisher=page.text("publisher"),
        language=root.get("lang", "") or page.text("language"),
        url=page.url() or source.url or next((url for url in (saved.groups() if saved else ()) if url), ""),
    )


def _article(root: Element) -> str:
    with needs("web", "web pages"):
        import trafilatura
    # What it does not like it tells to a log; what comes of it is told here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # Without metadata, since the search for dates depends on today's.
    text = trafilatura.extract(root, include_comments=False, include_tables=False, with_metadata=False)
    if not text:
        raise InputError("is a web page without an article that could be found; save its text")
    return str(text)


class _Page:
    """What a page says of itself: in JSON-LD, in meta tags, in its head."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.meta: dict[str, list[str]] = {}
        for tag in root.iter("meta"):
            name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
            content = (tag.get("content") or "").strip()
            if name and content:
                self.meta.setdefault(name.strip().lower(), []).append(content)
        self.record = Record(_json_ld(root), {})

    def texts(self, what: str) -> tuple[str, ...]:
        """Give what the page says under a name; what JSON-LD says goes before what meta tags say."""
        if found := self.record.texts(what):
            return found
        return next((tuple(self.meta[name]) for name in _META[what] if name in self.meta), ())

    def text(self, what: str) -> str:
        return next(iter(self.texts(what)), "")

    def own_title(self) -> str:
        for path in (".//h1", ".//title"):
            for element in self.root.iterfind(path):
                if text := " ".join("".join(element.itertext()).split()):
                    return text
        return ""

    def date(self) -> Any:
        """Find the day of publication; a date somewhere on the page is none."""
        marked = [tag.get("datetime") for tag in self.root.iterfind(".//time[@pubdate]")]
        marked += [tag.get("datetime") for tag in self.root.iterfind(".//time[@itemprop='datePublished']")]
        said = [self.record.text("date"), *(text for name in _META["date"] for text in self.meta.get(name, ()))]
        return next((day for text in [*said, *marked] if text and (day := read_date(text))), None)

    def url(self) -> str:
        links = (link.get("href", "") for link in self.root.iter("link") if link.get("rel", "").lower() == "canonical")
        return next((url for url in [*links, self.text("url")] if url.startswith("http")), "")


def _json_ld(root: Element) -> Mapping[str, Any]:
    """Find the first article that a page describes in JSON-LD."""
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads("".join(script.itertext()), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data, _DEEPEST):
            kinds = thing.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(str(name).lower().endswith(_ARTICLE_TYPES) for name in names):
                wanted = ("headline", "datePublished", "author", "publisher", "inLanguage", "url")
                return {key: thing[key] for key in wanted if key in thing}
    return {}


def _things(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, Mapping):
        yield data
    if depth:
        inner = data if isinstance(data, list) else data.values() if isinstance(data, Mapping) else ()
        for one in inner:
            yield from _things(one, depth - 1)
