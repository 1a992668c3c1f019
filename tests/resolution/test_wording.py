"""Names without a word in common that say the same: what their words mean, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg.extraction.labels import normal_form
from kg.ontology import Ontology
from kg.resolution.appearances import Appearance, Tie
from kg.resolution.linking import Links, link
from kg.resolution.names import mint
from kg.resolution.things import Node, Spelling, Thing
from kg.resolution.wording import Wording
from kg.vocabulary import KG
from tests.resolution.newsroom import appearance

FIRM = "Plinq"
TIE = Tie(KG.focusesOn, False, mint(KG.Organization, FIRM.lower()))


def thing(document: str, name: str, kind: str = "Concept", *, key: str = "", told: bool = True) -> Appearance:
    """Make a thing without a name of its own, of which a text tells that the firm turns to it."""
    made = appearance(document, name, kind, ties=[TIE] if told else [])
    return replace(made, is_name=False, key=key or made.key)


def beside_firm(*things: Appearance) -> list[Appearance]:
    return [*things, *(appearance(a.document, *of) for a in things for of in ((FIRM,), ("Harlow", "Place")))]


def is_one(links: Links, *things: Appearance) -> bool:
    return len({links.iri(a.document, a.entity.iri) for a in things}) == 1


def readings(language: str, name: str, ontology: Ontology, kind: str = "Concept") -> set[tuple[str, ...]]:
    """Give what a name may mean by the ends of the IRIs."""
    one = Thing(
        node=Node(mint(KG[kind], "x")),
        known=None,
        label=name,
        labels=frozenset({name}),
        types=(KG[kind],),
        is_name=False,
        names=frozenset(),
        given=frozenset(),
        languages=frozenset({language}),
        documents=(),
        nouns=frozenset(),
        spellings=frozenset({Spelling(language, normal_form(name), normal_form(name))}),
        ties=frozenset(),
        companions=frozenset(),
        key=normal_form(name),
        words=(),
        is_person=False,
    )
    found = Wording(ontology).readings([one]).get(one.node, {})
    return {tuple(meaning.rpartition("/")[2] for meaning in reading) for reading in found}


# What words mean


@pytest.mark.parametrize(
    ("language", "name", "reading"),
    [
        ("en", "night train", ("train", "night")),
        ("de", "Nachtzüge", ("train", "night")),
        ("it", "treno di notte", ("train", "night")),
        ("de", "Zahlungsplattform", ("payment", "platform")),  # an s between
        ("de", "Schulbus", ("bus", "school")),  # Schule, less its last letter
        ("de", "Musikstreaming", ("streaming", "music")),  # a word that no list has
        ("it", "camion a guida autonoma", ("truck", "autonomous")),  # four words for one
    ],
)
def test_a_name_means_what_its_words_do(language: str, name: str, reading: tuple[str, ...], ontology: Ontology) -> None:
    assert sorted(reading) in [sorted(found) for found in readings(language, name, ontology)]


def test_nouns_are_joined_only_where_the_language_does(ontology: Ontology) -> None:
    """English "busman" is neither a bus nor a man."""
    assert not readings("en", "schoolbus", ontology)


def test_one_word_alone_tells_too_little(ontology: Ontology) -> None:
    """ "Bank" is one to sit on as well."""
    assert not readings("de", "Wärme", ontology)


@pytest.mark.parametrize("kind", ["Organization", "Person", "Group", "Place", "Event", "Role", "Project"])
def test_what_may_be_anybodys_own_does_not_go_by_its_words(kind: str, ontology: Ontology) -> None:
    """Each company has a sales team, and each town a central station."""
    assert not readings("en", "night train", ontology, kind)


# What comes of it


@pytest.mark.model
def test_word_for_word_the_same_is_one_with_what_both_texts_tell(ontology: Ontology) -> None:
    names = [
        thing("de-1", "dynamische Produktanzeigen", key="dynamisch produktanzeig"),
        thing("it-1", "annunci dinamici di prodotto", key="annuncio dinamico di prodotto"),
        thing("en-1", "dynamic product ads", "Product", key="dynamic product ad"),
    ]

    links = link(beside_firm(*names), ontology)

    assert is_one(links, *names)
    assert "word for word the same, and 0." in links.merges[0].reasons[0]


@pytest.mark.model
def test_word_for_word_the_same_alone_is_asked_about(ontology: Ontology) -> None:
    """Nothing else speaks for it: no fact, no company."""
    names = [thing("de-1", "Nachtzüge", told=False), thing("en-1", "night train", told=False)]

    links = link(names, ontology)

    assert not is_one(links, *names)
    assert [(proposal.state, proposal.score) for proposal in links.proposals] == [("proposed", 0.5)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("grüner Wasserstoff", "blue hydrogen"),
        ("Nachtzüge", "night bus"),
        ("vegane Wurst", "vegan cheese"),
        ("Wärmepumpe", "water pump"),
    ],
)
def test_one_other_word_is_another_thing(name: str, other: str, ontology: Ontology) -> None:
    """However alike the model finds them, and whatever is told of both."""
    things = [thing("de-1", name), thing("en-1", other)]

    assert not is_one(link(beside_firm(*things), ontology), *things)


def test_synonyms_of_one_language_are_left_alone(ontology: Ontology) -> None:
    """Whoever writes "Einwegflaschen" here and "Wegwerfflaschen" there may mean two things."""
    things = [thing("de-1", "Einwegflaschen"), thing("de-2", "Wegwerfflaschen")]

    links = link(beside_firm(*things), ontology)

    assert not is_one(links, *things)
    assert not links.proposals


@pytest.mark.model
def test_what_the_model_finds_alike_is_asked_about_where_a_fact_is_shared(ontology: Ontology) -> None:
    """Its vectors take painkillers and antidepressants for much the same: a person decides."""
    things = [thing("de-1", "Schmerzmittel"), thing("en-1", "painkillers")]

    links = link(beside_firm(*things), ontology)

    assert not is_one(links, *things)
    (proposal,) = links.proposals
    assert "alike in meaning" in proposal.reasons[0]
    assert proposal.doubts == ("not all of their words are known to mean the same",)
    assert not link(beside_firm(*(replace(a, ties=()) for a in things)), ontology).proposals


@pytest.mark.model
def test_order_does_not_matter_to_what_words_mean(ontology: Ontology) -> None:
    names = [
        thing("de-1", "Nachtzüge"),
        thing("it-1", "treni notturni", key="treno notturno"),
        thing("en-1", "night train"),
    ]
    company = [appearance(a.document, FIRM) for a in names]
    expected = link([*names, *company], ontology)

    assert is_one(expected, *names)
    assert all(link(order, ontology) == expected for order in permutations([*names, *company]))
