"""What one document knows of one thing: all that is kept of it to tell later who is who among documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rdflib import Literal, URIRef

from kg.resolution.names import mint
from kg.types import Document, Entity, Mention, ResolvedComparison, Statement
from kg.vocabulary import KG

__all__ = ["Appearance", "Tie", "appearances"]


class Tie(NamedTuple):
    """One fact of a thing: the property, at which end the thing stands, and what stands at the other."""

    property: URIRef
    is_subject: bool
    other: URIRef | Literal  # an IRI as this document knows it, not as all do


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A thing in a document."""

    document: str  # its id
    entity: Entity  # as this document knows it; the language of the document is that of the label
    key: str = ""  # the name in normal form that the IRI was minted from
    is_name: bool = True  # a proper name; False for "dynamic product ads"
    mentions: int = 1
    nouns: tuple[str, ...] = ()  # what the text calls it: "company", "Chef"
    ties: tuple[Tie, ...] = ()


def appearances(
    document: Document, entities: Mapping[Mention, Entity], statements: Iterable[Statement]
) -> list[Appearance]:
    """Give the appearances of all things of one document, sorted by IRI."""
    ties: dict[URIRef, set[Tie]] = defaultdict(set)
    for end, tie in (pair for statement in statements for pair in _ties(statement)):
        ties[end].add(tie)
    members: dict[Entity, list[Mention]] = defaultdict(list)
    for mention, entity in entities.items():
        members[entity].append(mention)
    return [
        _appearance(document, entity, members[entity], ties[entity.iri])
        for entity in sorted(members, key=lambda entity: (entity.iri, str(entity.label), str(entity.type)))
    ]


def _appearance(document: Document, entity: Entity, mentions: list[Mention], ties: set[Tie]) -> Appearance:
    own = [m for m in mentions if not m.is_reference] or mentions
    return Appearance(
        document=document.id,
        entity=entity,
        key=_key(entity, own),
        is_name=any(m.is_name for m in own),
        mentions=len(mentions),
        nouns=tuple(sorted({noun for m in mentions for noun in m.nouns})),
        ties=tuple(sorted(ties, key=lambda tie: (tie.property, tie.is_subject, str(tie.other)))),
    )


def _key(entity: Entity, mentions: list[Mention]) -> str:
    """Give the name that the IRI was minted from; of a concept, and where a legal form was cut off, the likest."""
    keys = Counter(m.key for m in mentions)
    slug = entity.iri.removeprefix(mint(entity.type, "")).partition("/")[0]
    return min(keys, key=lambda key: (not _slug(key).startswith(slug), len(key), -keys[key], key))


def _slug(key: str) -> str:
    return mint(KG.Concept, key).rpartition("/")[2]


def _ties(statement: Statement) -> Iterator[tuple[URIRef, Tie]]:
    """Give what a statement says of each of its ends; of a comparison, what is compared with what."""
    if isinstance(statement.value, ResolvedComparison):
        others = [iri for iri in (statement.value.metric, statement.value.baseline) if iri is not None]
    elif statement.value is not None:
        return
    elif isinstance(statement.object, URIRef):
        others = [statement.object]
    else:
        yield statement.subject, Tie(statement.property, True, statement.object)
        return
    for other in others:
        yield statement.subject, Tie(statement.property, True, other)
        yield other, Tie(statement.property, False, statement.subject)
