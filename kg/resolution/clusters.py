"""Things brought together by what speaks for it, the surest first, and never against a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rdflib import URIRef

from kg.resolution.things import Node, Thing, fold

__all__ = ["Clusters"]


class Clusters:
    """A partition of nodes that only grows coarser."""

    def __init__(self, things: Mapping[Node, Thing], different: Iterable[tuple[Node, Node]] = ()) -> None:
        self._parents: dict[Node, Node] = {node: node for node in things}
        self._members: dict[Node, list[Node]] = {node: [node] for node in things}
        self._known: dict[Node, URIRef] = {node: t.known.iri for node, t in things.items() if t.known}
        self._people: dict[Node, frozenset[str]] = {n: k for n, t in things.items() if (k := _full_names(t))}
        self._apart: dict[Node, set[Node]] = defaultdict(set)
        for one, other in different:
            if one in things and other in things:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def root(self, node: Node) -> Node:
        while (parent := self._parents.get(node, node)) != node:
            self._parents[node] = node = self._parents.get(parent, parent)
        return node

    def join(self, one: Node, other: Node, *, decided: bool = False) -> bool:
        """Make two nodes one; False where they must stay two."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        if not self._may_join(first, second, decided):
            return False
        self._parents[second] = first
        self._members[first] += self._members.pop(second)
        if second in self._known:
            self._known[first] = self._known[second]
        if second in self._people:
            self._people[first] = self._people[second] | self._people.get(first, frozenset())
        for node in self._apart.pop(second, set()):
            self._apart[node].discard(second)
            self._apart[node].add(first)
            self._apart[first].add(node)
        return True

    def same(self) -> dict[Node, Node]:
        """Give the root of every node that is not its own."""
        return {node: root for node in self._parents if (root := self.root(node)) != node}

    def members(self) -> dict[Node, list[Node]]:
        """Give the nodes of every cluster by its root, sorted."""
        return {root: sorted(self._members[root]) for root in sorted(self._members)}

    def _may_join(self, one: Node, other: Node, decided: bool) -> bool:
        if other in self._apart[one]:
            return False
        known = {self._known[node] for node in (one, other) if node in self._known}
        if len(known) > 1:
            return False
        people = self._people.get(one, frozenset()), self._people.get(other, frozenset())
        return decided or all(_may_be_one_person(name, name2) for name in people[0] for name2 in people[1])


def _full_names(thing: Thing) -> frozenset[str]:
    return frozenset({thing.key}) if thing.is_person and len(thing.words) > 1 else frozenset()


def _may_be_one_person(one: str, other: str) -> bool:
    """Tell whether two full names may be one person's: "A. Weber" and "Anna Weber", not "Anna" and "Paul Weber"."""
    (first, *_, last), (first2, *_, last2) = one.split(), other.split()
    if fold(last) != fold(last2):
        return False
    short, long = sorted((first.strip("."), first2.strip(".")), key=len)
    return fold(first) == fold(first2) or (len(short) == 1 and long.startswith(short))
