"""Word files (.docx): the paragraphs as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents.markup import Element, local_name
from kg.documents.packages import open_package
from kg.documents.source import Draft, Found, Settings, Source

__all__ = ["read"]

_CORE = "docProps/core.xml"
# Another way to draw the same text, text that was deleted, and what is no part of the running text.
_UNSEEN = frozenset({"fallback", "del", "movefrom", "instrtext", "deltext", "footnotereference", "pict"})


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read the paragraphs of a file, those of its tables among them, with insertions and without deletions.

    When the file was made is not when its text was published, so it has no date.
    """
    with open_package(source) as package:
        body = package.xml("word/document.xml")
        core = package.xml(_CORE) if _CORE in package.names else None
    about = {local_name(child): (child.text or "").strip() for child in core} if core is not None else {}
    yield Draft(
        text="\n\n".join(filter(None, map(str.strip, _paragraphs(body)))),
        name=source.name,
        title=about.get("title") or None,
        authors=tuple(name.strip() for name in about.get("creator", "").split(";")),
        language=about.get("language", ""),
        url=source.url,
    )


def _paragraphs(body: Element) -> Iterator[str]:
    """Walk through the document once; a paragraph in a text box stands before the one it is anchored in."""
    from lxml import etree

    open_: list[list[str]] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if event == "start":
            if name in _UNSEEN:
                walk.skip_subtree()
            elif name == "p":
                open_.append([])
            elif open_:
                open_[-1].append(_seen(name, element))
        elif name == "p":
            yield "".join(open_.pop())


def _seen(name: str, element: Element) -> str:
    if name == "t":
        return element.text or ""
    return {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}.get(name, "")
