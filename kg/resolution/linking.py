"""Across texts: which things of several documents are one, and what all call it from then on.

A document is read alone; what it names keeps the IRI minted from its name. From the appearances of all things in all
documents, from what a person knows already and from what a person decided, follows which of them are one: a function
of the set of appearances, whatever their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rdflib import URIRef

from kg.ontology import KnownEntity, Ontology
from kg.resolution.anchoring import Anchors
from kg.resolution.appearances import Appearance
from kg.resolution.blocking import pairs
from kg.resolution.clusters import Clusters
from kg.resolution.decisions import Decision, Reviewed
from kg.resolution.evidence import MERGE, PROPOSE, Judge, term_classes
from kg.resolution.kinds import PERSON, UNKNOWN
from kg.resolution.names import legal_forms
from kg.resolution.things import Named, Node, Thing, beside_others, gather
from kg.resolution.wording import Readings, Wording

__all__ = ["Appearance", "Links", "Node", "Target", "link"]

_ROUNDS = 2  # what is found to be one in the first is company that two others share in the second
_CLEAR = 0.1  # by how much the best of several full names must be better than the next
_SHOWN = 3  # documents of each end of a match
_SCOPE = 8  # characters of a document's id that tell namesakes apart


class Target(NamedTuple):
    """What a thing of one document is for all of them."""

    iri: URIRef
    type: URIRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Who is who. What is not in here stays what its document knows it as."""

    targets: Mapping[str, Mapping[URIRef, Target]] = field(default_factory=dict)  # by document and local IRI
    known: Mapping[URIRef, KnownEntity] = field(default_factory=dict)  # by their IRI, those that appear
    merges: tuple[Reviewed, ...] = ()
    proposals: tuple[Reviewed, ...] = ()  # just below what it takes to merge

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
    decisions: Sequence[Decision] = (),
) -> Links:
    """Find who is who in all documents, the same in whatever order the appearances come.

    known: what a person knows already; wins over any IRI that kg mints.
    decisions: what a person decided of matches; obeyed whatever else speaks for or against.
    """
    named = _name(appearances, Anchors(known, ontology), _Decided(decisions))
    forms = frozenset(form for lexicon in ontology.lexicons.values() for form in legal_forms(lexicon))
    alone = gather(named, forms)
    readings = Wording(ontology).readings(alone)
    same: dict[Node, Node] = {}
    for _ in range(_ROUNDS):
        things = beside_others(alone, named, same)
        by_node = {thing.node: thing for thing in things}
        clusters = Clusters(by_node, _nodes(decisions, named, by_node, is_same=False))
        for one, other in _nodes(decisions, named, by_node, is_same=True):
            clusters.join(one, other, decided=True)
        _keep_together(by_node, clusters)
        matches = _matches(things, by_node, ontology, readings)
        merges, proposals = _merge(matches, clusters, by_node)
        same = clusters.same()
    targets = _targets(named, by_node, clusters, ontology)
    met = {one.known.iri: one.known for one in named if one.known}
    return Links(
        targets=targets,
        known={iri: met[iri] for iri in sorted(met)},
        merges=tuple(merges),
        proposals=tuple(proposals),
    )


class _Decided:
    """What a person decided of single things."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.alone = {node for d in decisions for node in (d.one, d.other) if node.document}
        self._others: dict[Node, dict[URIRef, bool]] = defaultdict(dict)
        for decision in decisions:
            self._others[decision.one][decision.other.iri] = decision.is_same
            self._others[decision.other][decision.one.iri] = decision.is_same

    def anchor(self, appearance: Appearance, anchors: Anchors) -> KnownEntity | None:
        """Give the known thing that a thing of a document is: as decided, else by its names."""
        if not self._others:
            return anchors.find(appearance)
        others = self._others.get(Node(appearance.entity.iri), {})
        others = others | self._others.get(Node(appearance.entity.iri, appearance.document), {})
        for iri in sorted(iri for iri, is_same in others.items() if is_same):
            if (known := anchors.get(iri)) is not None:
                return known
        found = anchors.find(appearance)
        return None if found is None or others.get(found.iri) is False else found


def _name(appearances: Iterable[Appearance], anchors: Anchors, decided: _Decided) -> list[Named]:
    """Give every appearance its node; only people known by one name are looked at document by document."""
    found = []
    for appearance in sorted(appearances, key=_order):
        own = Node(appearance.entity.iri, appearance.document)
        thing = decided.anchor(appearance, anchors)
        if thing is not None:
            node = Node(thing.iri)
        elif own in decided.alone or _is_loose(appearance):
            node = own
        else:
            node = Node(appearance.entity.iri)
        found.append(Named(appearance, node, thing))
    return found


def _order(appearance: Appearance) -> tuple[object, ...]:
    entity = appearance.entity
    # As plain text: IRIs of rdflib are compared in Python.
    iri, kind = str(entity.iri), str(entity.type)
    return appearance.document, iri, str(entity.label), kind, appearance.key, appearance.ties


def _is_loose(appearance: Appearance) -> bool:
    """Tell whether a name may be that of many: "Weber" is somebody else in every other text."""
    return appearance.is_name and appearance.entity.type == PERSON and " " not in appearance.key


def _nodes(
    decisions: Sequence[Decision], named: Sequence[Named], things: Mapping[Node, Thing], *, is_same: bool
) -> list[tuple[Node, Node]]:
    """Give the pairs of nodes that decisions are about: one for all documents is about each of them.

    A person knows things by the IRIs that their documents have for them, also those that are known already.
    """
    if not decisions:
        return []
    by_end: dict[Node, set[Node]] = defaultdict(set)
    for node in things:
        by_end[Node(node.iri)].add(node)
    for one in named:
        iri = one.appearance.entity.iri
        by_end[Node(iri)].add(one.node)
        by_end[Node(iri, one.appearance.document)].add(one.node)
    found = []
    for decision in decisions:
        if decision.is_same is is_same:
            ends = [sorted(by_end.get(end, ())) for end in (decision.one, decision.other)]
            found += [(one, other) for one in ends[0] for other in ends[1] if one in things and other in things]
    return found


def _keep_together(things: Mapping[Node, Thing], clusters: Clusters) -> None:
    """Join what only a decision has set apart with the rest of its name, unless it is decided otherwise."""
    for node in sorted(things):
        if node.document and Node(node.iri) in things:
            clusters.join(Node(node.iri), node)


def _matches(
    things: Sequence[Thing], by_node: Mapping[Node, Thing], ontology: Ontology, readings: Readings
) -> list[Reviewed]:
    """Weigh all pairs worth comparing; the surest first."""
    stated = Counter(name for thing in things for name in thing.given)
    people = {thing.key for thing in things if thing.is_person and len(thing.words) > 1}
    last_names = Counter(key.split()[-1] for key in people)
    judge = Judge(ontology, by_node, last_names, stated, term_classes(ontology.schema), readings)
    found = []
    for one, other in pairs(things, readings):
        evidence = judge.weigh(one, other)
        if evidence is not None and evidence.score >= PROPOSE:
            found.append(
                Reviewed(
                    one.node,
                    other.node,
                    "proposed",
                    evidence.score,
                    (one.label, other.label),
                    evidence.reasons,
                    evidence.doubts,
                    (one.documents[:_SHOWN], other.documents[:_SHOWN]),
                )
            )
    return sorted(found, key=lambda match: (-match.score, match.one, match.other))


def _merge(
    matches: Sequence[Reviewed], clusters: Clusters, things: Mapping[Node, Thing]
) -> tuple[list[Reviewed], list[Reviewed]]:
    merges, proposals = [], []
    torn = _torn(matches, things)
    for match in matches:
        sure = match.score >= MERGE and not ({match.one, match.other} & torn and _is_full(match, things))
        if sure and clusters.join(match.one, match.other):
            merges.append(match._replace(state="merged"))
        else:
            proposals.append(match)
    left = [match for match in proposals if clusters.root(match.one) != clusters.root(match.other)]
    return merges, left


def _is_full(match: Reviewed, things: Mapping[Node, Thing]) -> bool:
    return any(" " in things[node].key for node in (match.one, match.other))


def _torn(matches: Sequence[Reviewed], things: Mapping[Node, Thing]) -> set[Node]:
    """Give the people of one name whom two full names fit nearly as well."""
    scores: dict[Node, dict[str, float]] = defaultdict(dict)
    for match in matches:
        for short, long in ((match.one, match.other), (match.other, match.one)):
            if short.document and " " not in things[short].key and " " in things[long].key:
                key = things[long].key
                scores[short][key] = max(match.score, scores[short].get(key, 0.0))
    found = set()
    for node, by_name in scores.items():
        best, *others = sorted(by_name.values(), reverse=True)
        if others and best - others[0] < _CLEAR:
            found.add(node)
    return found


# What all call it


def _targets(
    named: Sequence[Named], things: Mapping[Node, Thing], clusters: Clusters, ontology: Ontology
) -> dict[str, dict[URIRef, Target]]:
    chosen = _choose(things, clusters, ontology)
    targets: dict[str, dict[URIRef, Target]] = {}
    for appearance, node, _ in named:
        target = chosen[clusters.root(node)]
        if target != (appearance.entity.iri, appearance.entity.type):
            targets.setdefault(appearance.document, {})[appearance.entity.iri] = target
    return {document: dict(sorted(targets[document].items())) for document in sorted(targets)}


def _choose(things: Mapping[Node, Thing], clusters: Clusters, ontology: Ontology) -> dict[Node, Target]:
    """Give every cluster its IRI and class: those that are known, else those of its fullest name."""
    chosen: dict[Node, Target] = {}
    bare: dict[URIRef, list[Node]] = defaultdict(list)
    every = clusters.members()
    for root, members in every.items():
        known = next((things[node].known for node in members if things[node].known), None)
        if known is not None:
            chosen[root] = Target(known.iri, known.type)
            continue
        given = {name for node in members for name in things[node].given}
        best = min(members, key=lambda node: _rank(things[node], given, ontology))
        chosen[root] = Target(best.iri, things[best].type)
        bare[best.iri].append(root)
    for iri, roots in bare.items():
        if len(roots) > 1:
            # Namesakes: the first document that speaks of each tells them apart.
            for root in roots:
                first = min(d for node in every[root] for d in things[node].documents)
                chosen[root] = chosen[root]._replace(iri=URIRef(f"{iri}/{first[:_SCOPE]}"))
    return chosen


def _rank(thing: Thing, given: Collection[str], ontology: Ontology) -> tuple[object, ...]:
    """Order the members of a cluster by how well they name it: by names alone, so that counts change nothing.

    given: what only stands for another name, "EZB"; a person has the fullest name, all else the plainest.
    """
    unknown = thing.type == UNKNOWN and thing.node.iri not in ontology.schema.concepts
    words = len(thing.words) * (-1 if thing.is_person else 1)
    return unknown, not thing.is_name, thing.key in given, words, len(thing.key), thing.node
