"""Across texts, who is who follows from the set of what they name, whatever its order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

from rdflib import Literal, URIRef

from kg.extraction.labels import normal_form
from kg.ontology import Ontology
from kg.ontology.known import KnownEntity
from kg.resolution.appearances import Appearance, Tie
from kg.resolution.linking import link
from kg.resolution.names import mint
from kg.types import Entity
from kg.vocabulary import KG

MINE = "https://my.example/id/"


def appearance(
    document: str, name: str, kind: str = "Organization", *, aliases: Iterable[str] = (), ties: Iterable[Tie] = ()
) -> Appearance:
    """Make the appearance of a thing in a document whose language is the first two letters of its id."""
    language, key = document[:2], normal_form(name)
    entity = Entity(
        iri=mint(KG[kind], key),
        type=KG[kind],
        label=Literal(name, lang=language),
        aliases=frozenset(Literal(alias, lang=language) for alias in aliases),
    )
    return Appearance(document=document, entity=entity, key=key, ties=tuple(ties))


def known(name: str, kind: str, **names: tuple[str, ...]) -> KnownEntity:
    labels = {language: first for language, (first, *_) in names.items()}
    return KnownEntity(iri=URIRef(MINE + name), type=KG[kind], labels=labels, names=names)


BANK = known("1", "Organization", de=("Nordische Zentralbank", "NZB"), en=("Nordic Central Bank", "NCB"))


def test_known_names_of_two_languages_are_one_thing(ontology: Ontology) -> None:
    """Letters alone say nothing of each other; whoever knows the bank does."""
    german, english = appearance("de-1", "NZB"), appearance("en-1", "Nordic Central Bank")

    links = link([german, english], ontology, known=[BANK])

    assert links.iri("de-1", german.entity.iri) == links.iri("en-1", english.entity.iri) == BANK.iri
    assert list(links.known) == [BANK.iri]


def test_legal_form_does_not_hide_a_known_name(ontology: Ontology) -> None:
    thing = appearance("de-1", "Nordische Zentralbank")

    links = link([thing], ontology, known=[known("1", "Organization", de=("Nordische Zentralbank AG",))])

    assert links.iri("de-1", thing.entity.iri) == URIRef(MINE + "1")


def test_known_name_of_another_kind_is_another_thing(ontology: Ontology) -> None:
    """The city, the person and the paper have one name."""
    city, person = known("city", "Place", en=("Harlow",)), known("person", "Person", en=("Harlow",))
    things = [appearance("en-1", "Harlow", kind) for kind in ("Place", "Person", "Medium")]

    links = link(things, ontology, known=[city, person])

    found = [links.iri("en-1", thing.entity.iri) for thing in things]
    assert found == [city.iri, person.iri, things[2].entity.iri]


def test_name_of_two_known_things_is_neither(ontology: Ontology) -> None:
    thing = appearance("en-1", "Harlow", "Place")
    towns = [known("a", "Place", en=("Harlow",)), known("b", "Place", en=("Harlow",))]

    assert link([thing], ontology, known=towns).iri("en-1", thing.entity.iri) == thing.entity.iri


def test_order_of_appearances_does_not_matter(ontology: Ontology) -> None:
    things = [appearance("de-1", "NZB"), appearance("en-1", "NCB"), appearance("en-2", "Harlow", "Place")]

    found = [link(order, ontology, known=[BANK]) for order in permutations(things)]

    assert all(links == found[0] for links in found)
    assert list(found[0].targets) == ["de-1", "en-1"]
