"""What a pronoun or "das Unternehmen" stands for."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from rdflib import URIRef

from kg.ontology import Ontology
from kg.resolution import between_two, resolve
from kg.types import Fact, Mention
from kg.vocabulary import KG
from tests.resolution.conftest import fact, name, reference


def antecedent(
    ontology: Ontology, mentions: list[Mention], pronoun: Mention, facts: list[Fact] | None = None
) -> str | None:
    """Give the label of what the pronoun stands for."""
    entity = resolve([*mentions, pronoun], facts or [], ontology).get(pronoun)
    return str(entity.label) if entity else None


def test_only_candidate_is_what_a_pronoun_stands_for(ontology: Ontology) -> None:
    """One company, one pronoun."""
    assert antecedent(ontology, [name("Corvatec", 0)], reference("es", 50, gender="Neut")) == "Corvatec"


def test_clear_winner_is_what_a_pronoun_stands_for(ontology: Ontology) -> None:
    """The company that heads the text and comes back as subject outweighs one named once in passing."""
    mentions = [name("Corvatec", 0), name("Corvatec", 60), name("Lumenia", 30, relation="obl")]

    assert antecedent(ontology, mentions, reference("es", 100, gender="Neut")) == "Corvatec"


def test_tie_is_left_alone(ontology: Ontology) -> None:
    """Where two fit alike kg says nothing rather than something false."""
    mentions = [name("Halm", 0, KG.Place), name("Corvatec", 40, relation="obj"), name("Lumenia", 52, relation="obj")]

    assert antecedent(ontology, mentions, reference("es", 80, gender="Neut")) is None


def test_nothing_named_before_is_stood_for_by_nothing(ontology: Ontology) -> None:
    """What comes later is no antecedent."""
    assert antecedent(ontology, [name("Corvatec", 80)], reference("es", 10, gender="Neut")) is None


def test_pronoun_does_not_reach_far_back(ontology: Ontology) -> None:
    """A name pages ago is forgotten."""
    assert antecedent(ontology, [name("Corvatec", 0)], reference("es", 3000, gender="Neut")) is None


@pytest.mark.parametrize("noun", ["Unternehmen", "Konzern"])
def test_definite_noun_stands_for_one_of_its_class(noun: str, ontology: Ontology) -> None:
    """ "Das Unternehmen" is Corvatec and not the person named nearer."""
    mentions = [name("Corvatec", 0), name("Anna Weber", 30, KG.Person), name("Gent", 45, KG.Place)]

    assert antecedent(ontology, mentions, reference(noun, 60, KG.Organization)) == "Corvatec"


def test_neuter_is_no_person(ontology: Ontology) -> None:
    """ "Es" is not Anna Weber."""
    assert antecedent(ontology, [name("Anna Weber", 0, KG.Person)], reference("es", 40, gender="Neut")) is None


def test_plural_is_no_person(ontology: Ontology) -> None:
    """ "Sie wollen" is not one woman."""
    assert antecedent(ontology, [name("Anna Weber", 0, KG.Person)], reference("sie", 40, number="Plur")) is None


def test_plural_may_be_an_organization(ontology: Ontology) -> None:
    """English companies are "they" as often as "it"."""
    mentions = [name("Corvatec", 0, number="Sing")]

    assert antecedent(ontology, mentions, reference("they", 40, number="Plur")) == "Corvatec"


def test_plural_is_no_single_product(ontology: Ontology) -> None:
    """Things agree in number."""
    mentions = [name("Plano", 0, KG.Product, number="Sing")]

    assert antecedent(ontology, mentions, reference("sie", 40, number="Plur")) is None
    assert antecedent(ontology, mentions, reference("es", 40, number="Sing")) == "Plano"


def test_place_is_stood_for_by_no_pronoun(ontology: Ontology) -> None:
    """A town in passing is not what a text goes on speaking of."""
    assert antecedent(ontology, [name("Gent", 0, KG.Place)], reference("es", 40)) is None


@pytest.mark.parametrize(("prop", "expected"), [(KG.ceoOf, "Anna Weber"), (KG.mergesWith, "Corvatec")])
def test_property_tells_who_is_meant(prop: URIRef, expected: str, ontology: Ontology) -> None:
    """Only people lead and only organizations merge, whatever stands nearer."""
    mentions = [name("Corvatec", 0), name("Anna Weber", 20, KG.Person), name("Lumenia", 60, relation="obj")]
    pronoun = reference("sie", 50)

    assert antecedent(ontology, mentions, pronoun, [fact(pronoun, prop, mentions[2])]) == expected


def test_nobody_buys_himself(ontology: Ontology) -> None:
    """In "it bought Lumenia" the buyer is not Lumenia, however much the text speaks of it."""
    lumenia = [name("Lumenia", 0), name("Lumenia", 20), name("Lumenia", 70, relation="obj")]
    pronoun = reference("es", 60, gender="Neut")
    bought = fact(pronoun, KG.acquires, lumenia[2])

    assert antecedent(ontology, lumenia, pronoun, [bought]) is None
    assert antecedent(ontology, [*lumenia, name("Corvatec", 40)], pronoun, [bought]) == "Corvatec"


def test_order_does_not_matter(ontology: Ontology) -> None:
    """Mentions and facts come in any order; the text has but one."""
    mentions = [
        name("Corvatec", 0),
        name("Anna Weber", 20, KG.Person),
        name("Lumenia", 60, relation="obj"),
        name("Corvatec", 100),
        reference("Unternehmen", 130, KG.Organization),
        reference("sie", 160, gender="Fem"),
    ]
    facts = [fact(mentions[5], KG.ceoOf, mentions[4]), fact(mentions[0], KG.acquires, mentions[2])]
    expected = resolve(mentions, facts, ontology)
    for seed in range(10):
        shuffled = random.Random(seed).sample(mentions, len(mentions))
        assert resolve(shuffled, facts[:: -1 if seed % 2 else 1], ontology) == expected
    assert [str(expected[m].label) for m in mentions[4:]] == ["Corvatec", "Anna Weber"]


# What a noun with an article stands for


def test_noun_of_another_kind_stands_for_nobody(ontology: Ontology) -> None:
    """ "Die Bank" is not Corvatec, of which nobody said that it is one."""
    assert antecedent(ontology, [name("Corvatec", 0)], reference("Bank", 40, KG.Organization)) is None


def test_noun_stands_for_what_is_called_so(ontology: Ontology) -> None:
    """ "Die Bank" is the one that was introduced as a bank, however much the text speaks of another."""
    bank = replace(name("Halden", 20), nouns=("bank", "halden"))
    mentions = [name("Corvatec", 0), bank, name("Corvatec", 40), name("Corvatec", 60)]

    assert antecedent(ontology, mentions, reference("Bank", 90, KG.Organization)) == "Halden"


def test_party_is_no_company(ontology: Ontology) -> None:
    """ "Das Unternehmen" is not what the text calls a party or a ministry."""
    party = replace(name("Neue Mitte", 0), nouns=("partei",))
    ministry = replace(name("Finanzamt Halm", 20), nouns=("finanzamt",))

    assert antecedent(ontology, [party, ministry], reference("Unternehmen", 60, KG.Organization)) is None


def test_town_is_no_company(ontology: Ontology) -> None:
    """A town that acts may be an agent, but nobody calls it "das Unternehmen"."""
    gent, corvatec = name("Gent", 0, KG.Place), name("Corvatec", 30)
    noun = reference("Unternehmen", 60, KG.Organization)

    assert antecedent(ontology, [gent, corvatec], noun, [fact(gent, KG.acquires, noun)]) == "Corvatec"


def test_startup_is_what_the_text_is_about(ontology: Ontology) -> None:
    """Called so by nobody, "das Start-up" is what heads the text, if nothing is named more often."""
    startup = reference("Start-up", 120, KG.Organization)
    startup = replace(startup, nouns=("startup",))
    about = [name("Corvatec", 0), name("Corvatec", 30), name("Lumenia", 60)]

    assert antecedent(ontology, about, startup) == "Corvatec"
    assert antecedent(ontology, [*about, name("Lumenia", 80), name("Lumenia", 100)], startup) is None


# Grammar


def test_clause_keeps_a_pronoun_from_what_stands_in_it(ontology: Ontology) -> None:
    """In "Lumenia offered to buy it" it is the other one, though no fact says so."""
    mentions = [name("Corvatec", 0, relation="obl"), name("Lumenia", 30), name("Lumenia", 60)]
    pronoun = replace(reference("it", 90, gender="Neut"), apart=(66,))

    assert antecedent(ontology, mentions, pronoun) == "Corvatec"


def test_two_references_of_one_clause_are_two_things(ontology: Ontology) -> None:
    """ "Das Unternehmen verklagt es": both cannot be Corvatec."""
    company = reference("Unternehmen", 40, KG.Organization)
    pronoun = replace(reference("es", 60, gender="Neut"), apart=(50,))
    entities = resolve([name("Corvatec", 0), company, pronoun], [], ontology)

    assert company in entities
    assert pronoun not in entities


def test_subject_above_is_likelier_than_the_topic(ontology: Ontology) -> None:
    """ "Lumenia denied that it ...": the nearest subject, though the text is about Corvatec."""
    mentions = [name("Corvatec", 0), name("Lumenia", 60)]
    pronoun = reference("it", 80, gender="Neut")

    assert antecedent(ontology, mentions, pronoun) is None
    assert antecedent(ontology, mentions, replace(pronoun, likely=(66,))) == "Lumenia"


def test_pronoun_after_an_unnamed_subject_is_left_alone(ontology: Ontology) -> None:
    """ "The agency is looking into it, and it has asked ...": the agency has no name."""
    agency = replace(reference("Agentur", 40, KG.Organization), nouns=("agentur",))
    pronoun = replace(reference("it", 80, gender="Neut"), likely=(46,))

    assert pronoun not in resolve([name("Corvatec", 0), agency, pronoun], [], ontology)


def test_thing_that_agrees_in_gender_competes(ontology: Ontology) -> None:
    """ "Corvatec zeigt das Rad. Es kostet ...": the wheel is a neuter, and Corvatec only may be one."""
    wheel = replace(name("Rad", 40, KG.Concept, relation="obj", number="Sing"), is_name=False, gender="Neut")
    pronoun = reference("es", 50, gender="Neut")

    assert antecedent(ontology, [name("Corvatec", 0), wheel], pronoun) is None


def test_name_without_article_is_neither_he_nor_she(ontology: Ontology) -> None:
    """Where nouns have three genders a company is "er" only if an article or a noun says so."""
    noun = replace(name("Haus", 20, KG.Concept), is_name=False, gender="Neut")
    bare, masculine = name("Corvatec", 0), replace(name("Corvatec", 0), gender="Masc")
    he = reference("er", 40, gender="Masc")

    assert antecedent(ontology, [bare, noun], he) is None
    assert antecedent(ontology, [masculine, noun], he) == "Corvatec"


def test_facts_of_a_thing_with_itself_are_dropped(ontology: Ontology) -> None:
    """Two names of one company never stand in one fact."""
    one, same, other = name("Brenko", 0), name("Brenko AG", 20), name("Halm", 40)
    facts = [fact(one, KG.acquires, same), fact(one, KG.acquires, other)]

    assert between_two(facts, resolve([one, same, other], facts, ontology)) == facts[1:]
