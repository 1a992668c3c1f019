"""Places that kg knows by name, and the adjectives made of their names: "München", "Münchner".

Unlike other concepts a place is no common noun: its labels are names and count only as written, capitals and all.
The files are long lists of a few plain triples, so they are read without a graph, several times faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import OntologyError
from kg.ontology.schema import Place
from kg.vocabulary import KG, SCHEMA, SKOS, WDT, as_iri

__all__ = ["Atlas", "Gazetteer", "gazetteers", "read_places"]

_Forms = Mapping[str, tuple[str, ...]]  # by language


@dataclass(frozen=True, slots=True)
class Atlas:
    """One file of places."""

    source: str
    places: tuple[Place, ...]
    suffixes: _Forms  # what makes a demonym of any name: "Berlin" + "er"
    endings: _Forms  # how demonyms written small are inflected: "dänisch" + "e"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What one language calls the places; whatever two of them are called is left out."""

    names: Mapping[str, URIRef] = field(default_factory=dict)
    demonyms: Mapping[str, URIRef] = field(default_factory=dict)  # in every form, those made by rule too
    suffixes: tuple[str, ...] = ()
    openings: frozenset[str] = frozenset()  # the first words of demonyms of several: "New" of "New Yorker"

    def stems(self, word: str) -> tuple[str, ...]:
        """Give the names that a word may be made of by rule: "Lüneburger" of "Lüneburg"."""
        return tuple(word.removesuffix(end) for end in self.suffixes if word.endswith(end))


def read_places(triples: Iterable[ox.Quad], source: str) -> Atlas:
    """Read the places of one file.

    Raises OntologyError where one has no class.
    """
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            about.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    rules = about.pop(str(WDT.P1549), {})
    places = tuple(_place(iri, about[iri], source) for iri in sorted(about))
    return Atlas(source, places, _forms(rules, KG.demonymSuffix), _forms(rules, KG.demonymEnding))


def _place(iri: str, said: Mapping[str, list[ox.NamedNode | ox.Literal]], source: str) -> Place:
    kinds = said.get(str(KG.instanceOf), [])
    if not kinds:
        raise OntologyError(f"{source}: {iri}: a place needs a class: add kg:instanceOf, e.g. kg:Place")
    return Place(
        iri=as_iri(iri),
        type=as_iri(kinds[0].value),
        labels={language: label for language, (label, *_) in _forms(said, SKOS.prefLabel).items()},
        names=_forms(said, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel),
        demonyms=_forms(said, WDT.P1549),
        part_of=tuple(as_iri(whole.value) for whole in said.get(str(SCHEMA.containedInPlace), [])),
    )


def _forms(said: Mapping[str, list[ox.NamedNode | ox.Literal]], *predicates: URIRef) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for predicate in predicates:
        for value in said.get(str(predicate), []):
            language = (value.language if isinstance(value, ox.Literal) else None) or ""
            found[language] = (*found.get(language, ()), value.value)
    return found


def gazetteers(atlases: Iterable[Atlas]) -> dict[str, Gazetteer]:
    """Put the names and demonyms of every language into one table."""
    every = tuple(atlases)
    languages = sorted({language for atlas in every for place in atlas.places for language in place.names})
    return {language: _gazetteer(every, language) for language in languages}


def _gazetteer(atlases: tuple[Atlas, ...], language: str) -> Gazetteer:
    places = {place.iri: place for atlas in atlases for place in atlas.places}.values()
    suffixes = tuple(sorted({end for atlas in atlases for end in atlas.suffixes.get(language, ())}))
    endings = tuple(sorted({end for atlas in atlases for end in atlas.endings.get(language, ())}))
    names = [(name, place.iri) for place in places for name in place.names.get(language, ())]
    said = [(form, place.iri) for place in places for form in place.demonyms.get(language, ())]
    made = [(name + suffix, iri) for name, iri in names for suffix in suffixes]
    made += [(form, iri) for demonym, iri in said for form in _inflected(demonym, endings)]
    known = _unambiguous(names)
    # What is a name as well, "the US firm", is read as one.
    demonyms = {form: iri for form, iri in _unambiguous(made).items() if form not in known}
    openings = frozenset(form.split()[0] for form in demonyms if " " in form)
    return Gazetteer(known, demonyms, suffixes, openings)


def _inflected(demonym: str, endings: Iterable[str]) -> Iterator[str]:
    """Give the forms of a demonym: one written small is inflected like other adjectives, "Münchner" never is."""
    yield demonym
    if demonym.rpartition("-")[2][:1].islower():
        yield from (demonym + ending for ending in endings)


def _unambiguous(pairs: Iterable[tuple[str, URIRef]]) -> dict[str, URIRef]:
    found: dict[str, URIRef] = {}
    shared: set[str] = set()
    for name, iri in pairs:
        if found.setdefault(name, iri) != iri:
            shared.add(name)
    return {name: iri for name, iri in found.items() if name not in shared}
