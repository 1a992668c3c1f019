"""Things that a person knows already: their IRIs, classes and names, as `--entities FILE` gives them.

Who says that two of them are the same says it of one to the other, `mine owl:sameAs theirs`: the first is what kg
calls it. What contradicts itself is refused, with the lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from rdflib import Literal, URIRef

from kg.errors import InputError
from kg.ontology.claims import Claim, read_claims
from kg.ontology.schema import Concept, Schema
from kg.vocabulary import FOAF, KG, OWL, RDF, RDFS, SCHEMA, SKOS, WD

__all__ = ["KnownEntity", "read_known"]

_SHOWN = (SKOS.prefLabel, RDFS.label, SCHEMA.name, FOAF.name)  # the first there is is shown
_NAMES = (*_SHOWN, SKOS.altLabel, SKOS.hiddenLabel, SCHEMA.alternateName)
_TYPES = (RDF.type, KG.instanceOf)
_SAME = (OWL.sameAs, SKOS.exactMatch)
# What has an identifier of one of these has only one.
_REGISTERS = (str(WD), "https://www.wikidata.org/wiki/", "http://dbpedia.org/resource/")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntity:
    """One thing of which nothing needs to be found out but where a text speaks of it."""

    iri: URIRef
    type: URIRef  # a class of the ontology
    labels: Mapping[str, str]  # by language, the name to show
    names: Mapping[str, tuple[str, ...]]  # by language, all names; "" for those that count in every language
    same_as: tuple[URIRef, ...] = ()  # what others call it by, e.g. Wikidata


class _Thing(NamedTuple):
    """What is said of one IRI."""

    iri: URIRef
    type: URIRef
    where: str
    names: tuple[tuple[URIRef, Literal], ...]
    rank: int  # of the file: the lower wins


def read_known(paths: Sequence[Path], schema: Schema) -> tuple[KnownEntity, ...]:
    """Read files of known entities, sorted by IRI; where two call one thing differently, the first file's IRI counts.

    Raises InputError, with file and line, for what cannot be read, has no class or name, or contradicts itself.
    """
    files = [read_claims(path) for path in paths]
    claims = [claim for file in files for claim in file]
    ranks = {claim.where: rank for rank, file in reversed(list(enumerate(files))) for claim in file}
    same = [claim for claim in claims if claim.predicate in _SAME and isinstance(claim.object, URIRef)]
    _refuse_cycles(same)
    described: dict[URIRef, list[Claim]] = defaultdict(list)
    for claim in claims:
        described[claim.subject].append(claim)
    things = {
        iri: _thing(iri, about, schema, ranks)
        for iri, about in described.items()
        if iri in schema.concepts or any(c.predicate in (*_NAMES, *_TYPES) for c in about)
    }
    groups = _groups(things, same)
    _refuse_different(groups, [c for c in claims if c.predicate == OWL.differentFrom], same)
    pointed_at = {URIRef(claim.object) for claim in same}
    found = [_entity(group, things, same, pointed_at, schema) for group in groups]
    return tuple(sorted(found, key=lambda entity: entity.iri))


def _thing(iri: URIRef, claims: Sequence[Claim], schema: Schema, ranks: Mapping[str, int]) -> _Thing:
    where = claims[0].where
    names = [(c.predicate, c.object) for c in claims if c.predicate in _NAMES and isinstance(c.object, Literal)]
    if iri in schema.concepts:
        names += _names_of_concept(schema.concepts[iri])
    if not names:
        raise InputError(f"{where}: {iri} has no name; give it a skos:prefLabel per language")
    return _Thing(iri, _type(iri, claims, schema), where, tuple(names), ranks[where])


def _names_of_concept(concept: Concept) -> list[tuple[URIRef, Literal]]:
    """Give the names the ontology has for what is one of its concepts: a place needs none here."""
    shown = [(SKOS.prefLabel, Literal(name, lang=language)) for language, name in concept.labels.items()]
    every = ((language, name) for language, names in concept.names.items() for name in names)
    return shown + [(SKOS.altLabel, Literal(name, lang=language)) for language, name in every]


def _type(iri: URIRef, claims: Sequence[Claim], schema: Schema) -> URIRef:
    given = {_class(c, schema): c.where for c in claims if c.predicate in _TYPES and c.object != SKOS.Concept}
    if not given and iri in schema.concepts:
        return schema.concepts[iri].type
    if not given:
        raise InputError(f"{claims[0].where}: {iri} has no class; say what it is, e.g. a kg:Organization")
    narrowest = max(given, key=lambda kind: (len(schema.family(kind)), str(kind)))
    for kind, where in given.items():
        if not schema.is_a(narrowest, kind):
            raise InputError(
                f"{where}: {iri} is a {_local(kind)} here and a {_local(narrowest)} in {given[narrowest]}; "
                "nothing is both: make two of them, or one class"
            )
    return narrowest


def _class(claim: Claim, schema: Schema) -> URIRef:
    """Find the class of the ontology that is meant: by its IRI, its name, or that of one close to it."""
    if claim.object in schema.classes:
        return URIRef(claim.object)
    given = str(claim.object)
    by_name = {_local(iri): iri for iri in schema.classes}
    # Two classes may be close to one: that of its name comes last, and counts.
    pairs = [(str(other), iri) for iri, known in schema.classes.items() for other in known.matches]
    close = dict(sorted(pairs, key=lambda pair: _local(URIRef(pair[0])) == _local(pair[1])))
    found = by_name.get(given) or close.get(given)
    if found is None:
        near = get_close_matches(_local(URIRef(given)), by_name, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(by_name))}"
        raise InputError(f"{claim.where}: {given} is no class of the ontology; {hint}")
    return found


def _refuse_cycles(same: Iterable[Claim]) -> None:
    """Refuse what is the same as itself, by however many steps: nothing tells then by which IRI to call it."""
    steps: dict[URIRef, list[Claim]] = defaultdict(list)
    for claim in sorted(same, key=lambda claim: (claim.subject, claim.object)):
        steps[claim.subject].append(claim)
    done: set[URIRef] = set()
    for start in sorted(steps):
        path: list[Claim] = []
        _walk(start, steps, path, done)


def _walk(start: URIRef, steps: Mapping[URIRef, Sequence[Claim]], path: list[Claim], done: set[URIRef]) -> None:
    """Follow owl:sameAs from one IRI to the ends, without recursion: chains may be long."""
    rest = [iter(steps.get(start, ()))]
    on_path = {start}
    while rest:
        step = next(rest[-1], None)
        if step is None:
            rest.pop()
            ended = path.pop().object if path else start
            on_path.discard(URIRef(ended))
            done.add(URIRef(ended))
            continue
        target = URIRef(step.object)
        if target in on_path:
            cycle = [*path, step]
            cycle = cycle[next(i for i, claim in enumerate(cycle) if claim.subject == target) :]
            lines = "; ".join(f"{claim.where}: {claim.subject} owl:sameAs {claim.object}" for claim in cycle)
            raise InputError(f"owl:sameAs goes round in a circle: {lines}; say only which of them is to be used")
        if target not in done:
            path.append(step)
            on_path.add(target)
            rest.append(iter(steps.get(target, ())))


def _groups(things: Mapping[URIRef, _Thing], same: Iterable[Claim]) -> list[list[URIRef]]:
    """Bring together the IRIs that are said to be the same; those that are only pointed at belong to them."""
    parents: dict[URIRef, URIRef] = {iri: iri for iri in things}

    def root(iri: URIRef) -> URIRef:
        while parents.setdefault(iri, iri) != iri:
            parents[iri] = iri = parents[parents[iri]]
        return iri

    for claim in same:
        one, other = sorted((root(claim.subject), root(URIRef(claim.object))))
        parents[other] = one
    groups: dict[URIRef, list[URIRef]] = defaultdict(list)
    for iri in sorted(parents):
        groups[root(iri)].append(iri)
    return list(groups.values())


def _refuse_different(groups: Sequence[Sequence[URIRef]], different: Iterable[Claim], same: Sequence[Claim]) -> None:
    group_of = {iri: i for i, group in enumerate(groups) for iri in group}
    for claim in different:
        if group_of.get(claim.subject, -1) == group_of.get(URIRef(claim.object), -2):
            raise InputError(
                f"{claim.where}: {claim.subject} is different from {claim.object}, and the same by "
                f"{_lines(groups[group_of[claim.subject]], same)}"
            )


def _entity(
    group: Sequence[URIRef],
    things: Mapping[URIRef, _Thing],
    same: Sequence[Claim],
    pointed_at: Set[URIRef],
    schema: Schema,
) -> KnownEntity:
    own = sorted((things[iri] for iri in group if iri in things), key=lambda t: (t.rank, t.iri in pointed_at, t.iri))
    kind = max((thing.type for thing in own), key=lambda kind: (len(schema.family(kind)), str(kind)))
    for thing in own:
        if not schema.is_a(kind, thing.type):
            other = next(t for t in own if t.type == kind)
            raise InputError(
                f"{thing.where}: {thing.iri} is a {_local(thing.type)}, and {other.iri}, the same by "
                f"{_lines(group, same)}, a {_local(kind)} ({other.where})"
            )
    _refuse_two_entries(group, same)
    labels, names = _names(own)
    others = tuple(iri for iri in group if iri != own[0].iri)
    return KnownEntity(iri=own[0].iri, type=kind, labels=labels, names=names, same_as=others)


def _refuse_two_entries(group: Sequence[URIRef], same: Sequence[Claim]) -> None:
    for register in _REGISTERS:
        entries = [iri for iri in group if iri.startswith(register)]
        if len(entries) > 1:
            raise InputError(
                f"{entries[0]} and {entries[1]} are two things for those who keep that register, and the same by "
                f"{_lines(group, same)}; take one out"
            )


def _lines(group: Sequence[URIRef], same: Iterable[Claim]) -> str:
    return ", ".join(sorted(claim.where for claim in same if claim.subject in group))


def _names(things: Iterable[_Thing]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    labels: dict[str, str] = {}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for thing in things:
        for predicate, name in sorted(thing.names, key=lambda pair: (_NAMES.index(pair[0]), str(pair[1]))):
            language = str(name.language or "")
            if predicate in _SHOWN:
                labels.setdefault(language, str(name))
            names[language].setdefault(str(name))
    return dict(sorted(labels.items())), {language: tuple(names[language]) for language in sorted(names)}


def _local(iri: URIRef) -> str:
    return str(iri).rpartition("#")[2].rpartition("/")[2]
