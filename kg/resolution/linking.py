"""Across texts: which things of several documents are one, and what all call it from then on.

A document is read alone; what it names keeps the IRI minted from its name. From the appearances of all things in all
documents, from what a person knows already and from what a person decided, follows which of them are one: a function
of the set of appearances, whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rdflib import URIRef

from kg.ontology import Ontology
from kg.ontology.known import KnownEntity
from kg.resolution.anchoring import Anchors
from kg.resolution.appearances import Appearance

__all__ = ["Appearance", "Links", "Match", "Node", "link"]


class Node(NamedTuple):
    """What is linked: the thing of this IRI in every document, or only in one, or a known entity."""

    iri: URIRef
    document: str = ""  # "" for all


class Target(NamedTuple):
    """What a thing of one document is for all of them."""

    iri: URIRef
    type: URIRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two things that are one, or may be, and why."""

    one: Node
    other: Node
    names: tuple[str, str]  # what each is called
    documents: tuple[tuple[str, ...], tuple[str, ...]]  # where each appears; the first few
    score: float  # 0..1
    reasons: tuple[str, ...]  # what speaks for it
    doubts: tuple[str, ...]  # and against
    decided: bool = False  # by a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Who is who. What is not in here stays what its document knows it as."""

    targets: Mapping[str, Mapping[URIRef, Target]] = field(default_factory=dict)  # by document and local IRI
    known: Mapping[URIRef, KnownEntity] = field(default_factory=dict)  # by their IRI, those that appear
    merges: tuple[Match, ...] = ()
    proposals: tuple[Match, ...] = ()  # just below what it takes to merge

    def of(self, document: str) -> Mapping[URIRef, Target]:
        """Give what is called otherwise than in a document itself: whatever changes here changes its graph."""
        return self.targets.get(document, {})

    def iri(self, document: str, iri: URIRef) -> URIRef:
        """Give the IRI by which all documents know a thing of one."""
        target = self.of(document).get(iri)
        return target.iri if target else iri


def link(
    appearances: Iterable[Appearance],
    ontology: Ontology,
    *,
    known: Sequence[KnownEntity] = (),
    decisions: Sequence[object] = (),
) -> Links:
    """Find who is who in all documents, the same in whatever order the appearances come.

    known: what a person knows already; wins over any IRI that kg mints.
    decisions: what a person decided of matches; obeyed whatever else speaks for or against.
    """
    anchors = Anchors(known, ontology)
    targets: dict[str, dict[URIRef, Target]] = {}
    met: dict[URIRef, KnownEntity] = {}
    for appearance in appearances:
        thing = anchors.find(appearance)
        if thing is not None:
            met[thing.iri] = thing
            target = Target(thing.iri, thing.type)
            if target != (appearance.entity.iri, appearance.entity.type):
                targets.setdefault(appearance.document, {})[appearance.entity.iri] = target
    return Links(targets=_sorted(targets), known={iri: met[iri] for iri in sorted(met)})


def _sorted(targets: Mapping[str, Mapping[URIRef, Target]]) -> dict[str, dict[URIRef, Target]]:
    return {document: dict(sorted(targets[document].items())) for document in sorted(targets)}
