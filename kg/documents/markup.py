"""HTML and XML that anybody may have written: parsed without entities, DTDs and network, turned into lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

__all__ = ["Element", "local_name", "looks_like_html", "parse_html", "parse_xml", "strip_tags", "text_lines"]

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th",
        "title", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN = frozenset(
    {"audio", "canvas", "head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "video"}
)
_HTML = re.compile(r"<(?:/(?:p|div|a|b|i|em|strong|span|ul|li)|br\s*/?|p|div|img\s[^<>]*|a\s[^<>]*)>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\u200b]+")


def parse_xml(data: bytes) -> Element:
    """Parse XML; InputError for what is no XML or declares entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"is no well-formed XML ({error.msg}); get it again") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError("declares XML entities, which no article needs and attacks use; left out")
    return root


def parse_html(text: str) -> Element | None:
    """Parse HTML as browsers do, whatever is wrong with it; None if nothing is there."""
    from lxml import etree
    from lxml.html import HTMLParser

    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def local_name(element: Element) -> str:
    """Give the name of an element without its namespace, in small letters; "" for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def looks_like_html(text: str) -> bool:
    """Say whether a text that should be plain has tags in it."""
    return _HTML.search(text) is not None


def strip_tags(text: str) -> str:
    """Turn a piece of HTML into lines of plain text; what has no tags is left as it is."""
    if not looks_like_html(text):
        return text
    root = parse_html(text)
    return "" if root is None else text_lines(root)


def text_lines(root: Element) -> str:
    """Give the text of an element that a reader sees, each paragraph, heading and item on a line of its own."""
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(_pieces(root)).split("\v"))
    return "\n".join(line for line in lines if line)


def _pieces(root: Element) -> Iterator[str]:
    """Walk through an element without recursion, since nesting may be deep; blocks are set off by "\\v"."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        is_unseen = name in _UNSEEN or not name
        if event == "start":
            if name in _BLOCKS:
                yield "\v"
            if is_unseen:
                walk.skip_subtree()
            else:
                yield (element.text or "").replace("\v", " ")
        else:
            if name in _BLOCKS:
                yield "\v"
            if element is not root:
                yield (element.tail or "").replace("\v", " ")
