"""RSS, RDF and Atom files: each entry is a text, as much of it as the feed gives."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents.dates import read_date
from kg.documents.making import with_headline
from kg.documents.markup import Element, local_name, parse_xml, strip_tags
from kg.documents.source import Draft, Found, Settings, Source
from kg.errors import InputError

__all__ = ["read"]

_ENTRIES = frozenset({"entry", "item"})
# The fullest text first; namespaces do not matter: content:encoded, atom:content, description.
_TEXTS = ("encoded", "content", "fulltext", "description", "summary")
_DATES = ("published", "pubdate", "date", "issued", "created", "updated")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read the entries of a feed, each with its headline over it."""
    root = parse_xml(source.read())
    channel = next((child for child in root if local_name(child) == "channel"), root)
    publisher, language = _text(channel, "title"), _text(channel, "language") or root.get(_LANGUAGE, "")
    entries = [element for element in root.iter() if local_name(element) in _ENTRIES]
    if not entries:
        raise InputError("is a feed without entries; get it again")
    for number, entry in enumerate(entries, start=1):
        where = f"{source.name}#{number}"
        title, text = strip_tags(_text(entry, "title")), _longest(entry)
        if text:
            yield Draft(
                text=with_headline(title, text),
                name=where,
                title=title or None,
                authors=_authors(entry),
                published=next(filter(None, (read_date(_text(entry, name)) for name in _DATES)), None),
                publisher=_text(entry, "source") or publisher,
                language=_text(entry, "language") or entry.get(_LANGUAGE, "") or language,
                url=_address(entry),
            )
        else:
            yield InputError("this entry has no text; left out").at(where)


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) == name)


def _text(element: Element, name: str) -> str:
    """Give the text of the first child of that name; of one that has children, of its title or name."""
    for child in _children(element, name):
        inner = next((c for c in child if local_name(c) in ("title", "name")), child)
        if text := "".join(inner.itertext()).strip():
            return text
    return ""


def _longest(entry: Element) -> str:
    """Give the first of the fuller texts; feeds often have the beginning in one place and all in another."""
    for name in _TEXTS:
        for child in _children(entry, name):
            # HTML is escaped, or it is XHTML and stands there as elements.
            text = strip_tags("".join(child.itertext())) if len(child) == 0 else strip_tags(_inner(child))
            if text.strip():
                return text.strip()
    return ""


def _inner(element: Element) -> str:
    from lxml import etree

    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)


def _authors(entry: Element) -> tuple[str, ...]:
    found: list[str] = []
    for child in entry:
        if local_name(child) in ("author", "creator"):
            names = ["".join(c.itertext()) for c in child if local_name(c) == "name"]
            found += names or ["".join(child.itertext())]
    return tuple(_name(name) for name in found)


def _name(text: str) -> str:
    # RSS has "anna@example.org (Anna Weber)".
    address, bracket, name = text.strip().partition(" (")
    return name.rstrip(")") if bracket and "@" in address else text.strip()


def _address(entry: Element) -> str:
    links = list(_children(entry, "link"))
    hrefs = [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    texts = [(link.text or "").strip() for link in links]
    guids = [(guid.text or "").strip() for guid in _children(entry, "guid") if guid.get("isPermaLink") != "false"]
    return next((url for url in [*hrefs, *texts, *guids] if url.startswith("http")), "")
