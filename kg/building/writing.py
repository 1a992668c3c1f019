"""Contributions -> the graphs of a store: all of them, or only those that are not there as they should be."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef

from kg.building.contributions import Contribution, unpack_contribution
from kg.building.fingerprint import graph_digest, writing_fingerprint
from kg.building.readings import Member, Readings
from kg.building.renaming import renamed
from kg.graph import Store
from kg.resolution import Links
from kg.vocabulary import BASE

__all__ = ["plan", "rewrite", "write_all"]


def plan(readings: Readings, generation: int, links: Links) -> None:
    """Note what the graph of each document is to be made of."""
    writing = writing_fingerprint()
    for member in readings.members(generation):
        digest = graph_digest(member.name, member.key, links.of(member.id), writing)
        readings.set_graph(generation, member.id, digest)


def write_all(store: Store, readings: Readings, generation: int, links: Links) -> None:
    """Write the graphs of all documents into an empty store."""
    found = (_contribution(readings, member, links) for member in readings.members(generation))
    store.fill((one.document, one.entities, one.statements, one.activity) for one in found)


def rewrite(store: Store, readings: Readings, generation: int, links: Links, changed: Iterable[str]) -> None:
    """Write the graphs of some documents anew, and take out those of documents that are gone."""
    for identifier in changed:
        member = readings.member(generation, identifier)
        if member is None:
            store.remove(URIRef(f"{BASE}document/{identifier}"))
            continue
        found = _contribution(readings, member, links)
        store.add(found.document, found.entities, found.statements, activity=found.activity)


def _contribution(readings: Readings, member: Member, links: Links) -> Contribution:
    return renamed(unpack_contribution(readings.get(member.key), source=member.name), links.of(member.id))
