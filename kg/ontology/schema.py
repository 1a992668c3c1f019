"""What can be said: the classes and properties of `ontology/kg.ttl` and the concepts beside them.

This module names the annotation properties that describe a class or property, and no class or property itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import OntologyError
from kg.ontology.triples import Said, Term, Triples, first, flag
from kg.vocabulary import KG, ONTOLEX, OWL, RDF, RDFS, SCHEMA, SKOS, WDT, XSD, as_iri

_ANY = KG.Concept  # the class of a thing of which nothing more is known
_LANGUAGES = 2  # in so many at least a word must be known that is to tell what another language means


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A kind of thing."""

    iri: URIRef
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    parents: tuple[URIRef, ...]
    typical: URIRef | None = None  # the class most of its instances have, where it is only a heading over others
    entity_label: str = ""  # what the entity recogniser calls it: "PER"
    matches: tuple[URIRef, ...] = ()  # classes of other vocabularies that mean nearly the same
    # By language, nouns that stand with "the" for an instance named before; see kg.ttl.
    general_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topical_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclusive_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """Something that can be said of things of its domain."""

    iri: URIRef
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    domain: tuple[URIRef, ...]
    range: tuple[URIRef, ...]
    former: URIRef | None  # the property that holds when it is over: ceoOf -> formerCeoOf
    partial: URIRef | None  # the property that holds of a thing if it holds of a part: acquires -> hasStakeIn
    owner_acts: bool  # "X's team was dissolved": X dissolved it
    topic_acts: bool  # "200 jobs will be cut": by the organization the text is about
    of_others: bool  # what is approved or prohibited is a deed of somebody else
    ends: tuple[URIRef, ...]  # what holds no more of who did it: who sold "its stake in X" has none
    of_topic: bool  # "CEO X": of the organization the text is about
    counts_no: tuple[URIRef, ...]  # what its figures do not count: "sells 114 shops" is no number of units sold
    counts: bool  # takes counted things as well as units: 140 characters
    measured_in: str  # the unit it takes and no other: "%", or "currency" for any
    symmetric: bool
    cites: bool  # holds between a document and whoever its facts are attributed to
    of_demonym: bool  # "the Danish firm X" says it of X
    in_brackets: bool  # "Anna Weber (SPD)" says it of her

    @property
    def owners(self) -> tuple[URIRef, ...]:
        """Whose a metric may be that it is said of."""
        return tuple(kind for kind in self.domain if kind not in (KG.Metric, KG.Concept))

    @property
    def takes_number(self) -> bool:
        return XSD.integer in self.range

    @property
    def takes_quantity(self) -> bool:
        return KG.Quantity in self.range

    @property
    def takes_words(self) -> bool:
        return XSD.string in self.range

    @property
    def takes_comparison(self) -> bool:
        return KG.Comparison in self.range


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A thing that several languages have a common noun for, e.g. the click rate."""

    iri: URIRef
    type: URIRef
    labels: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]  # by language: every label, hidden ones too


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a word is in several languages that is no thing by itself, but makes up names; see `words.ttl`."""

    iri: URIRef
    names: Mapping[str, tuple[str, ...]]  # by language
    says_nothing: bool  # "of", "di": a name means the same without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Concept):
    """A concept that is no common noun but a place, known by its name; see `places.ttl`."""

    demonyms: Mapping[str, tuple[str, ...]]  # by language: "Münchner", "dänisch"
    part_of: tuple[URIRef, ...]  # its country


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The classes, properties and concepts of one ontology folder."""

    classes: Mapping[URIRef, Class]
    properties: Mapping[URIRef, Property]
    concepts: Mapping[URIRef, Concept]
    others: Mapping[URIRef, Mapping[str, str]]  # labels of everything else: kg:reported, kg:former
    terms: frozenset[URIRef] = field(repr=False)  # the concepts that are common nouns, not places
    meanings: tuple[Meaning, ...] = field(default=(), repr=False)  # of the words of names
    _families: dict[URIRef, tuple[URIRef, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def family(self, iri: URIRef) -> tuple[URIRef, ...]:
        """Give a class and all its superclasses, nearest first."""
        known = self._families.get(iri)
        if known is None:
            known = self._find_family(iri)
            if iri in self.classes:
                self._families[iri] = known
        return known

    def _find_family(self, iri: URIRef) -> tuple[URIRef, ...]:
        line: list[URIRef] = [iri]
        for seen in line:
            known = self.classes.get(seen)
            line += [parent for parent in (known.parents if known else ()) if parent not in line]
        return tuple(line)

    def is_a(self, iri: URIRef, ancestor: URIRef) -> bool:
        return ancestor in self.family(iri)

    def fits(self, iri: URIRef, expected: Iterable[URIRef]) -> bool:
        """Tell whether a thing of class `iri` may stand where one of `expected` is asked for."""
        family = self.family(iri)
        return any(ancestor in family for ancestor in expected)

    def guess(self, expected: Iterable[URIRef]) -> URIRef:
        """Give the class of a thing known only from the place where it stands: the first one that is expected."""
        first = next((iri for iri in expected if iri in self.classes), _ANY)
        return self.classes[first].typical or first if first in self.classes else _ANY

    def class_of_entity_label(self, label: str) -> URIRef | None:
        return next((c.iri for c in self.classes.values() if c.entity_label == label), None)

    def label(self, iri: URIRef, language: str) -> str:
        """Give the name of a class, property, concept or value; English, then the IRI's end, if it has none."""
        known = self.classes.get(iri) or self.properties.get(iri) or self.concepts.get(iri)
        labels = known.labels if known else self.others.get(iri, {})
        return labels.get(language) or labels.get("en") or str(iri).rstrip("/#").split("/")[-1].split("#")[-1]


def read_schema(triples: Triples, sources: Mapping[str, str] | None = None, places: Iterable[Place] = ()) -> Schema:
    """Read classes, properties and concepts out of what the ontology says.

    sources: the file that describes each of them, for messages; places: concepts too, read already.
    Raises OntologyError where one has no label or points to a class or property that does not exist.
    """
    where = sources or {}
    classes = {as_iri(of.value): _read_class(triples.about(of), as_iri(of.value)) for of in triples.of_type(OWL.Class)}
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    kept = sorted({of for kind in kinds for of in triples.of_type(kind)}, key=lambda of: of.value)
    properties = {as_iri(of.value): _read_property(triples.about(of), as_iri(of.value)) for of in kept}
    concepts = {
        as_iri(of.value): _read_concept(triples.about(of), as_iri(of.value), where)
        for of in triples.of_type(SKOS.Concept)
        if as_iri(of.value) not in classes
    }
    meanings = tuple(_read_meaning(triples.about(of), of.value) for of in triples.of_type(ONTOLEX.LexicalConcept))
    terms = frozenset(concepts)
    concepts |= {place.iri: place for place in places}
    known = {*classes, *properties, *concepts}
    labelled = {as_iri(of.value): triples.about(of) for of in triples.things() if isinstance(of, ox.NamedNode)}
    others = {
        of: _labels(labelled[of]) for of in sorted(labelled) if of not in known and str(RDFS.label) in labelled[of]
    }
    schema = Schema(
        classes=classes, properties=properties, concepts=concepts, others=others, terms=terms, meanings=meanings
    )
    for of, problem in _dangling(schema):
        raise _error(where, of, problem)
    return schema


def _iris(said: Said, predicate: URIRef) -> tuple[URIRef, ...]:
    return tuple(as_iri(o.value) for o in said.get(str(predicate), ()) if isinstance(o, ox.NamedNode))


def _iri(said: Said, predicate: URIRef) -> URIRef | None:
    found = first(said, str(predicate))
    return as_iri(found.value) if isinstance(found, ox.NamedNode) else None


def _text(said: Said, predicate: URIRef) -> str:
    found = first(said, str(predicate))
    return found.value if found else ""


def _says(said: Said, predicate: URIRef, value: URIRef) -> bool:
    return ox.NamedNode(str(value)) in said.get(str(predicate), ())


def _labels(said: Said) -> dict[str, str]:
    return _one_per_language([*said.get(str(SKOS.prefLabel), ()), *said.get(str(RDFS.label), ())])


def _definitions(said: Said) -> dict[str, str]:
    return _one_per_language(said.get(str(RDFS.comment), ()))


def _one_per_language(found: Iterable[Term]) -> dict[str, str]:
    return {_language(term): term.value for term in sorted(found, key=lambda term: term.value, reverse=True)}


def _language(term: Term) -> str:
    return (term.language if isinstance(term, ox.Literal) else None) or ""


def _read_class(said: Said, of: URIRef) -> Class:
    return Class(
        iri=of,
        labels=_labels(said),
        definitions=_definitions(said),
        parents=tuple(sorted(_iris(said, RDFS.subClassOf))),
        typical=_iri(said, KG.typical),
        entity_label=_text(said, KG.entityLabel),
        matches=tuple(sorted(_iris(said, SKOS.closeMatch))),
        general_nouns=_by_language(said, KG.generalNoun),
        topical_nouns=_by_language(said, KG.topicalNoun),
        exclusive_nouns=_by_language(said, KG.exclusiveNoun),
    )


def _read_property(said: Said, of: URIRef) -> Property:
    return Property(
        iri=of,
        labels=_labels(said),
        definitions=_definitions(said),
        domain=_iris(said, SCHEMA.domainIncludes),
        range=_iris(said, SCHEMA.rangeIncludes),
        former=_iri(said, KG.formerProperty),
        partial=_iri(said, KG.partialProperty),
        owner_acts=_says(said, KG.impliedSubject, KG.owner),
        topic_acts=_says(said, KG.impliedSubject, KG.topic),
        cites=_iri(said, KG.impliedBy) == KG.attributedTo,
        of_demonym=_iri(said, KG.impliedBy) == WDT.P1549,
        in_brackets=_iri(said, KG.impliedBy) == KG.brackets,
        of_others=flag(first(said, str(KG.ofOthers)), default=False),
        ends=_iris(said, KG.ends),
        of_topic=_iri(said, KG.impliedObject) == KG.topic,
        counts_no=_iris(said, KG.countsNo),
        counts=flag(first(said, str(KG.counts)), default=False),
        measured_in=_text(said, KG.measuredIn),
        symmetric=_says(said, RDF.type, OWL.SymmetricProperty),
    )


def _read_concept(said: Said, of: URIRef, sources: Mapping[str, str]) -> Concept:
    kind = _iri(said, KG.instanceOf)
    if kind is None:
        raise _error(sources, of, "a concept needs a class: add kg:instanceOf, e.g. kg:Product")
    return Concept(iri=of, type=kind, labels=_labels(said), names=_names(said))


def _read_meaning(said: Said, of: str) -> Meaning:
    says_nothing = flag(first(said, str(KG.saysNothing)), default=False)
    return Meaning(iri=as_iri(of), names=_names(said), says_nothing=says_nothing)


def _names(said: Said) -> dict[str, tuple[str, ...]]:
    return _by_language(said, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


def _by_language(said: Said, *predicates: URIRef) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for predicate in predicates:
        for name in sorted(said.get(str(predicate), ()), key=lambda term: term.value):
            language = _language(name)
            names[language] = (*names.get(language, ()), name.value)
    return names


def _dangling(schema: Schema) -> Iterator[tuple[URIRef, str]]:
    """Find what has no label, or points to a class or property that does not exist."""
    known = {*schema.classes, SCHEMA.NewsArticle, RDF.Statement}
    for kind in schema.classes.values():
        for iri in kind.parents:
            if iri not in known and str(iri).startswith(str(KG)):
                yield kind.iri, f"rdfs:subClassOf {iri} is no class of the ontology"
    for prop in schema.properties.values():
        if not prop.labels:
            yield prop.iri, "has no rdfs:label; give it one per language"
        for end, name in ((prop.domain, "schema:domainIncludes"), (prop.range, "schema:rangeIncludes")):
            for iri in end:
                if iri not in known and not str(iri).startswith(str(XSD)):
                    yield prop.iri, f"{name} {iri} is no class of the ontology"
        for other, name in ((prop.former, "kg:formerProperty"), (prop.partial, "kg:partialProperty")):
            if other and other not in schema.properties:
                yield prop.iri, f"{name} {other} is no property"
    yield from _dangling_concepts(schema)
    yield from _lonely_words(schema)


def _lonely_words(schema: Schema) -> Iterator[tuple[URIRef, str]]:
    for meaning in schema.meanings:
        if len(meaning.names) < _LANGUAGES:
            yield meaning.iri, "is a word of one language; add a skos:prefLabel in each of the others"


def _dangling_concepts(schema: Schema) -> Iterator[tuple[URIRef, str]]:
    for concept in schema.concepts.values():
        if concept.type not in schema.classes:
            yield concept.iri, f"kg:instanceOf {concept.type} is no class"
        for whole in concept.part_of if isinstance(concept, Place) else ():
            if whole not in schema.concepts:
                yield concept.iri, f"schema:containedInPlace {whole} is no place"


def _error(sources: Mapping[str, str], iri: URIRef, problem: str) -> OntologyError:
    where = f"{sources[str(iri)]}: " if str(iri) in sources else ""
    return OntologyError(f"{where}{iri}: {problem}")
