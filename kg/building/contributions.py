"""Contribution: what reading one document gave, before anything that depends on other documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.building.codec import pack, unpack
from kg.graph import Activity
from kg.resolution import Appearance
from kg.types import Document, Entity, Statement

__all__ = [
    "Contribution",
    "Packed",
    "pack_contribution",
    "unpack_appearances",
    "unpack_contribution",
    "unpack_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A document with what it says; its things have the IRIs by which this document alone knows them."""

    document: Document
    activity: Activity  # what read it
    entities: tuple[Entity, ...]  # of which some statement speaks
    statements: tuple[Statement, ...]
    appearances: tuple[Appearance, ...]  # of all things in it, for who is who among documents


class Packed(NamedTuple):
    """A contribution as it is kept and sent: compressed JSON."""

    document: bytes
    said: bytes  # activity, entities, statements
    appearances: bytes  # by itself: for who is who nothing else has to be read


def pack_contribution(found: Contribution) -> Packed:
    document = found.document
    nameless = replace(document, source="")
    return Packed(
        document=pack(nameless, nameless),
        said=pack((found.activity, found.entities, found.statements), document),
        appearances=pack(found.appearances, document),
    )


def unpack_document(packed: Packed, *, source: str) -> Document:
    """Read the document of a contribution; its name is none of its content: a text may lie in several files."""
    document: Document = unpack(packed.document)
    return replace(document, source=source)


def unpack_contribution(packed: Packed, *, source: str) -> Contribution:
    """Read a contribution without its appearances; `source` is the name of its document."""
    document = unpack_document(packed, source=source)
    activity, entities, statements = unpack(packed.said, document)
    return Contribution(document=document, activity=activity, entities=entities, statements=statements, appearances=())


def unpack_appearances(data: bytes) -> tuple[Appearance, ...]:
    found: tuple[Appearance, ...] = unpack(data)
    return found
