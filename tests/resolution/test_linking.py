"""Across texts, who is who follows from the set of what they name, whatever its order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from rdflib import URIRef

from kg.ontology import Ontology
from kg.ontology.known import KnownEntity
from kg.resolution.appearances import Appearance, Tie
from kg.resolution.decisions import Decision
from kg.resolution.linking import Links, Node, link
from kg.resolution.names import mint
from kg.vocabulary import KG
from tests.resolution.newsroom import appearance

MINE = "https://my.example/id/"


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


# Among texts


def story(document: str, *names: tuple[str, str] | Appearance) -> list[Appearance]:
    """Give a document with two things beside which the others stand."""
    given = [name if isinstance(name, Appearance) else appearance(document, *name) for name in names]
    return [*given, appearance(document, "Harlow", "Place"), appearance(document, "Quarry Works")]


def iris(links: Links, *things: Appearance) -> list[str]:
    return [str(links.iri(thing.document, thing.entity.iri)).removeprefix("https://kg.example/") for thing in things]


def test_last_name_is_the_person_both_texts_place_in_one_story(ontology: Ontology) -> None:
    full, short = appearance("en-1", "Ada Fenn", "Person"), appearance("de-1", "Fenn", "Person")

    links = link([*story("en-1", full), *story("de-1", short)], ontology)

    assert iris(links, short) == ["person/ada-fenn"]
    (merge,) = links.merges
    assert merge.reasons[0] == "'Fenn' is the last name of the only person called 'Ada Fenn'"
    assert "both stand beside" in merge.reasons[1]


def test_last_name_of_two_people_is_neither(ontology: Ontology) -> None:
    people = [appearance("en-1", "Ada Fenn", "Person"), appearance("en-2", "Otto Fenn", "Person")]
    short = appearance("de-1", "Fenn", "Person")

    links = link([*story("en-1", people[0]), *story("en-2", people[1]), *story("de-1", short)], ontology)

    assert iris(links, short) == ["person/fenn"]
    assert {match.state for match in links.proposals} == {"proposed"}


def test_last_name_without_anything_in_common_is_another(ontology: Ontology) -> None:
    full, short = appearance("en-1", "Ada Fenn", "Person"), appearance("de-1", "Fenn", "Person")

    links = link([full, appearance("en-1", "Harlow", "Place"), short, appearance("de-1", "Mersa", "Place")], ontology)

    assert iris(links, full, short) == ["person/ada-fenn", "person/fenn"]


def test_namesakes_of_two_texts_get_iris_of_their_own(ontology: Ontology) -> None:
    """Of one last name alone nobody can tell that it is the same in every text."""
    things = [appearance("en-1", "Fenn", "Person"), appearance("de-1", "Fenn", "Person")]

    links = link([*things, appearance("en-1", "Harlow", "Place"), appearance("de-1", "Mersa", "Place")], ontology)

    assert iris(links, *things) == ["person/fenn/en-1", "person/fenn/de-1"]


def test_initial_and_umlaut_do_not_make_two_people(ontology: Ontology) -> None:
    things = [appearance("de-1", "Jörg Kräm", "Person"), appearance("en-1", "Joerg Kraem", "Person")]
    things.append(appearance("it-1", "J. Kräm", "Person"))

    links = link([a for thing in things for a in story(thing.document, thing)], ontology)

    assert len(set(iris(links, *things))) == 1


def test_letters_that_one_text_explains_count_in_all(ontology: Ontology) -> None:
    full = appearance("de-1", "Verband der Holzwirte", aliases=["VDH"])
    short = appearance("de-2", "VDH")

    links = link([full, short], ontology)

    assert iris(links, short) == ["organization/verband-der-holzwirte"]


def test_letters_that_two_texts_explain_differently_are_left_alone(ontology: Ontology) -> None:
    things = [appearance("de-1", "Verband der Holzwirte", aliases=["VDH"])]
    things += [appearance("de-2", "Verein der Hausärzte", aliases=["VDH"]), appearance("de-3", "VDH")]

    links = link(things, ontology)

    assert len(set(iris(links, *things))) == 3


def test_product_with_its_maker_in_front(ontology: Ontology) -> None:
    things = [appearance("en-1", "Quarry Works Vela", "Product"), appearance("it-1", "Vela", "Product")]

    links = link([a for thing in things for a in story(thing.document, thing)], ontology)

    assert set(iris(links, *things)) == {"product/vela"}


def test_button_of_two_languages_by_what_is_said_of_it(ontology: Ontology) -> None:
    """Words of two languages, a name in common, and the same fact."""
    tie = Tie(KG.discontinues, False, mint(KG.Organization, "quarry works"))
    german = replace(appearance("de-1", "Wunsch-Knopf", "Product", ties=[tie]), is_name=False)
    english = replace(appearance("en-1", "Wunsch button", "Product", ties=[tie]), is_name=False)

    links = link([*story("de-1", german), *story("en-1", english)], ontology)

    assert len(set(iris(links, german, english))) == 1


def test_what_one_text_keeps_apart_is_not_merged_by_another(ontology: Ontology) -> None:
    things = [appearance("en-1", "Nordfell Bank"), appearance("en-1", "Nordfell"), appearance("en-2", "Nordfell")]

    links = link([*story("en-1", *things[:2]), *story("en-2", things[2])], ontology)

    assert iris(links, *things) == ["organization/nordfell-bank", "organization/nordfell", "organization/nordfell"]
    assert "names both" in links.proposals[0].doubts[0]


# Decisions


def test_decision_merges_what_nothing_else_would(ontology: Ontology) -> None:
    things = [appearance("en-1", "Nordfell"), appearance("de-1", "Blauwal")]
    decision = Decision(Node(things[1].entity.iri), Node(things[0].entity.iri), True)

    links = link(things, ontology, decisions=[decision])

    assert len(set(iris(links, *things))) == 1


def test_decision_undoes_a_merge(ontology: Ontology) -> None:
    full, short = appearance("en-1", "Ada Fenn", "Person"), appearance("de-1", "Fenn", "Person")
    texts = [*story("en-1", full), *story("de-1", short)]
    decision = Decision(Node(full.entity.iri), Node(short.entity.iri), False)

    assert iris(link(texts, ontology, decisions=[decision]), full, short) == ["person/ada-fenn", "person/fenn"]


def test_decision_parts_two_of_one_name_by_document(ontology: Ontology) -> None:
    things = [appearance(document, "Ada Fenn", "Person") for document in ("en-1", "en-2", "en-3")]
    decision = Decision(Node(things[0].entity.iri, "en-1"), Node(things[0].entity.iri, "en-2"), False)

    first, second, third = iris(link(things, ontology, decisions=[decision]), *things)

    assert first == third != second
    assert {first, second} == {"person/ada-fenn/en-1", "person/ada-fenn/en-2"}


def test_decision_takes_a_thing_from_what_is_known(ontology: Ontology) -> None:
    thing = appearance("de-1", "NZB")
    decision = Decision(Node(thing.entity.iri), Node(BANK.iri), False)

    links = link([thing], ontology, known=[BANK], decisions=[decision])

    assert iris(links, thing) == ["organization/nzb"]


def test_decision_makes_a_thing_what_is_known(ontology: Ontology) -> None:
    thing = appearance("de-1", "Die Notenbank")
    decision = Decision(Node(thing.entity.iri), Node(BANK.iri), True)

    links = link([thing], ontology, known=[BANK], decisions=[decision])

    assert links.iri("de-1", thing.entity.iri) == BANK.iri
