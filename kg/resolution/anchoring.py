"""Which things of a text are known already, by their names and classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import URIRef

from kg.ontology import Ontology
from kg.ontology.known import KnownEntity
from kg.resolution.appearances import Appearance
from kg.resolution.kinds import may_be_one
from kg.resolution.names import bare, legal_forms

_ANY = ""  # the language of names that count in every one


class Anchors:
    """The names of all that is known."""

    def __init__(self, known: Iterable[KnownEntity], ontology: Ontology) -> None:
        self._schema = ontology.schema
        self._forms = frozenset(form for lexicon in ontology.lexicons.values() for form in legal_forms(lexicon))
        self._by_iri = {thing.iri: thing for thing in known}
        self._by_name: dict[tuple[str, str], set[URIRef]] = defaultdict(set)
        self._everywhere: dict[str, set[URIRef]] = defaultdict(set)
        for thing in self._by_iri.values():
            for language, names in thing.names.items():
                for name in names:
                    self._by_name[language, self._key(name)].add(thing.iri)
                    self._everywhere[self._key(name)].add(thing.iri)

    def get(self, iri: URIRef) -> KnownEntity | None:
        return self._by_iri.get(iri)

    def find(self, appearance: Appearance) -> KnownEntity | None:
        """Give what a thing of a text is known as; None if its names are those of nothing or of several."""
        if appearance.entity.iri in self._by_iri:
            return self._by_iri[appearance.entity.iri]
        if not appearance.is_name:
            return None
        language = str(appearance.entity.label.language or _ANY)
        for key in self._keys(appearance):
            # A name of the own language before one of another: "Gallia" is no Italian word of an English text.
            own = self._called(language, key) or self._everywhere.get(key, set())
            fitting = [iri for iri in sorted(own) if self._fits(appearance, iri)]
            if len(fitting) == 1:
                return self._by_iri[fitting[0]]
        return None

    def _called(self, language: str, key: str) -> set[URIRef]:
        return self._by_name.get((language, key), set()) | self._by_name.get((_ANY, key), set())

    def _keys(self, appearance: Appearance) -> Iterator[str]:
        yield appearance.key
        names = {str(appearance.entity.label), *map(str, appearance.entity.aliases)}
        yield from sorted({self._key(name) for name in names} - {appearance.key})

    def _fits(self, appearance: Appearance, iri: URIRef) -> bool:
        return may_be_one(appearance.entity.type, self._by_iri[iri].type, self._schema)

    def _key(self, name: str) -> str:
        return bare(name, self._forms)
