"""What is linked: a thing as all the documents know it that call it alike, with what tells it from others."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from rdflib import Literal, URIRef

from kg.extraction.labels import normal_form
from kg.ontology.known import KnownEntity
from kg.resolution.appearances import Appearance, Tie
from kg.resolution.kinds import PERSON, UNKNOWN
from kg.resolution.names import bare, mint, without_legal_form

__all__ = ["Named", "Node", "Spelling", "Thing", "fold", "gather"]

_TERMS = mint(UNKNOWN, "")  # where the common nouns of the ontology lie, whatever their class
_MOST_COMPANIONS = 100  # a thing is compared by those it has in common with others; the rarest tell most


class Node(NamedTuple):
    """A thing of this IRI in every document, or only in one; or a known entity."""

    iri: URIRef
    document: str = ""  # "" for all


class Named(NamedTuple):
    """An appearance, the node it belongs to, and what is known of it."""

    appearance: Appearance
    node: Node
    known: KnownEntity | None


class Spelling(NamedTuple):
    """A name in one language, in normal form."""

    language: str
    basic: str  # with the lemmas of its words
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Everything the documents say of one node."""

    node: Node
    known: KnownEntity | None
    label: str  # one of the names, to show
    labels: frozenset[str]  # the names as written
    types: tuple[URIRef, ...]  # most frequent first
    is_name: bool
    names: frozenset[str]  # in normal form, without legal forms
    given: frozenset[str]  # of these, what only an alias says: "EZB" in "Europäische Zentralbank (EZB)"
    languages: frozenset[str]
    documents: tuple[str, ...]
    nouns: frozenset[str]
    spellings: frozenset[Spelling]  # of what is no person
    ties: frozenset[tuple[URIRef, bool, Node | Literal]] = frozenset()
    companions: frozenset[Node] = frozenset()  # named things that stand in the same documents, the rarest

    key: str  # the fullest of the names that documents use for it
    words: tuple[str, ...]  # of the key
    is_person: bool

    @property
    def type(self) -> URIRef:
        return self.types[0]


def gather(named: Sequence[Named], forms: frozenset[str]) -> list[Thing]:
    """Bring the appearances of each node together, sorted by node; what has to do with others is left out."""
    members = _members(named)
    return [_thing(node, members[node], forms) for node in sorted(members, key=_order)]


def beside_others(things: Iterable[Thing], named: Sequence[Named], same: Mapping[Node, Node]) -> list[Thing]:
    """Give the same things with their companions and ties.

    same: the nodes that are found to be others already; companions and partners count as those.
    """
    members = _members(named)
    local: dict[tuple[str, URIRef], Node] = {}
    beside: dict[str, set[Node]] = defaultdict(set)
    for one in named:
        node = same.get(one.node, one.node)
        local[one.appearance.document, one.appearance.entity.iri] = node
        if _is_company(one):
            beside[one.appearance.document].add(node)
    spread = Counter(node for nodes in beside.values() for node in nodes)
    return [
        replace(
            thing,
            ties=frozenset(_tie(a.document, tie, local) for a, *_ in members[thing.node] for tie in a.ties),
            companions=_companions(thing, beside, spread, same),
        )
        for thing in things
    ]


def _members(named: Iterable[Named]) -> dict[Node, list[Named]]:
    members: dict[Node, list[Named]] = defaultdict(list)
    for one in named:
        members[one.node].append(one)
    return members


def _order(node: Node) -> tuple[str, str]:
    return str(node.iri), node.document  # as plain text: IRIs of rdflib are compared in Python


def _companions(
    thing: Thing, beside: Mapping[str, set[Node]], spread: Mapping[Node, int], same: Mapping[Node, Node]
) -> frozenset[Node]:
    """Give the named things that stand in the same documents, the rarest."""
    around = {other for document in thing.documents for other in beside.get(document, ())}
    around -= {thing.node, same.get(thing.node, thing.node)}
    if len(around) > _MOST_COMPANIONS:
        return frozenset(sorted(around, key=lambda other: (spread[other], *_order(other)))[:_MOST_COMPANIONS])
    return frozenset(around)


def _is_company(one: Named) -> bool:
    """Tell whether a thing says something of what stands beside it: "Trieste" does, "the price" does not."""
    is_term = one.known is None and one.appearance.entity.type == UNKNOWN
    return one.appearance.is_name and not is_term and not str(one.appearance.entity.iri).startswith(_TERMS)


def _thing(node: Node, members: Sequence[Named], forms: frozenset[str]) -> Thing:
    seen = [one.appearance for one in members]
    documents = tuple(sorted({a.document for a in seen}))
    types = Counter(a.entity.type for a in seen)
    own = {without_legal_form(a.key, forms) for a in seen}
    given = {bare(str(name), forms) for a in seen for name in (a.entity.label, *a.entity.aliases)} - own
    labels = Counter(str(a.entity.label) for a in seen)
    key = min(own, key=lambda name: (-len(name.split()), len(name), name))
    kinds = tuple(sorted(types, key=lambda kind: (-types[kind], str(kind))))
    return Thing(
        node=node,
        known=members[0].known,
        label=min(labels, key=lambda label: (-labels[label], label)),
        labels=frozenset(labels),
        types=kinds,
        key=key,
        words=tuple(key.split()),
        is_person=kinds[0] == PERSON,
        is_name=any(a.is_name for a in seen),
        names=frozenset(own | given),
        given=frozenset(given),
        languages=frozenset(str(a.entity.label.language) for a in seen),
        documents=documents,
        nouns=frozenset(noun for a in seen for noun in a.nouns),
        spellings=frozenset() if kinds[0] == PERSON else frozenset(_spellings(seen)),
    )


def _spellings(seen: Iterable[Appearance]) -> Iterator[Spelling]:
    for entity, key in {(a.entity, a.key) for a in seen}:
        yield Spelling(str(entity.label.language), key, normal_form(entity.label))


def _tie(document: str, tie: Tie, local: Mapping[tuple[str, URIRef], Node]) -> tuple[URIRef, bool, Node | Literal]:
    other = tie.other
    if isinstance(other, Literal):
        return tie.property, tie.is_subject, other
    return tie.property, tie.is_subject, local.get((document, other), Node(other))


# What is written in two ways by those who have no umlauts, or who transliterate.
_FOLDED = {
    "ae": "a",
    "oe": "o",
    "ue": "u",
    "ph": "f",
    "w": "v",
    "y": "i",
    "j": "i",
    "ts": "z",
    "tz": "z",
    "ck": "k",
}


_SHORT = 3  # letters of a word that is taken as it is


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """Bring spellings of one name together: umlauts, transliterations, hyphens and doubled letters.

    >>> fold("joerg kraemer") == fold("jorg kramer"), fold("georgiewa") == fold("georgieva")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", name)
    for long, short in _FOLDED.items():
        plain = plain.replace(long, short)
    return "".join(map(_without_doubles, plain.split()))


def _without_doubles(word: str) -> str:
    if len(word) <= _SHORT:
        return word  # "II" is not "III"
    return "".join(c for i, c in enumerate(word) if c.isalnum() and word[i - 1 : i] != c)


def companions_in_common(one: Thing, other: Thing) -> Iterable[Node]:
    """Give what both stand beside, neither of the two themselves."""
    return (one.companions & other.companions) - {one.node, other.node}
