"""What reporters' English says in passing, by role nouns, participles and figures: each with what it must not say."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Modality
from tests.conftest import read, triples
from tests.extraction.conftest import facts_with

pytestmark = pytest.mark.model

_SAID = {
    "kind and name": (
        "The union sued ticket seller Lumetta Systems.",
        ("union", "sues", "Lumetta Systems"),
    ),
    "name behind a rival": (
        "Halden Foods grew. Rival Marlow Energy cut 300 jobs.",
        ("Marlow Energy", "layoffCount", "300 "),
    ),
    "called": (
        "Lumetta Systems showcased a robot called Kaiya.",
        ("Lumetta Systems", "announces", "Kaiya"),
    ),
    "apposition": (
        "The agency approved Zelavo, a slimming pill developed by Marlow Energy.",
        ("Marlow Energy", "develops", "Zelavo"),
    ),
    "post given": (
        "Halden Foods named Anna Keller as chief executive, replacing Laura Finch.",
        ("Anna Keller", "replaces", "Laura Finch"),
    ),
    "field of a post": (
        "Finance Minister Laura Finch opened the conference.",
        ("Laura Finch", "ministerOf", "finance"),
    ),
    "employer behind the name": (
        "Analyst Laura Finch at Brenwick Capital welcomed the merger.",
        ("Laura Finch", "worksFor", "Brenwick Capital"),
    ),
    "copula turned round": (
        "Halden Foods is growing. Its founder is Anna Keller.",
        ("Anna Keller", "founderOf", "Halden Foods"),
    ),
    "pronoun for both": (
        "Brenwick Capital and Melbrook Group said on Tuesday they would merge.",
        ("Brenwick Capital", "mergesWith", "Melbrook Group"),
    ),
    "honorific behind a title": (
        "Halden Foods is growing. Chairman Lord Penrose welcomed the merger.",
        ("Penrose", "chairOf", "Halden Foods"),
    ),
    "bare figure": (
        "Shares in Lumetta Systems plunged 28% on Monday.",
        ("Lumetta Systems", "decline", ""),
    ),
    "what a text is about": (
        "Halden Foods is growing. The retailer will close its plant in Leeds.",
        ("Halden Foods", "closes", "plant"),
    ),
    "stop making": (
        "Corvane Motors will stop making the Nova Fold.",
        ("Corvane Motors", "discontinues", "Nova Fold"),
    ),
    "part of a number": (
        "Halden Foods will close 43 of its 98 stores.",
        ("Halden Foods", "closes", "stores"),
    ),
}
_NOT_SAID = {
    "another lemma": ("Brenwick Capital said the case was lost.", "divests"),
    "no loss of money": ("Patients of Halden Foods lost 14 percent of their weight.", "loss"),
    "change of the object": ("The deal will raise the output of Marlow Energy by 3 percent.", "loss"),
    "post of a dismisser": ("The head of Halden Foods, Anna Keller, dismissed the criticism.", "formerHeadOf"),
    "habit": ("Halden Foods sells frozen vegetables.", "divests"),
    "price raised": ("Lumetta Systems raised the price of its plan from $9.99 to $11.99.", "fundingRaised"),
    "new ministers": ("President Laura Finch will meet the new ministers on Tuesday.", "ministerOf"),
    "users won": ("The app added 3 million users.", "userCount"),
    "other chief": ("Corvane Motors grew. Mobile chief Anna Keller welcomed it.", "ceoOf"),
}


@pytest.mark.parametrize(("text", "fact"), _SAID.values(), ids=_SAID)
def test_it_is_said(text: str, fact: tuple[str, str, str], ontology: Ontology) -> None:
    """Each once cost a fact that every reader takes."""
    found = [(s, p, getattr(o, "value", o)) for s, p, o in triples(read(text, "en", ontology))]
    said = [(s, p, str(o)) for s, p, o in found]
    assert any(s.lower() == fact[0].lower() and p == fact[1] and fact[2].strip() in o for s, p, o in said), said


@pytest.mark.parametrize(("text", "name"), _NOT_SAID.values(), ids=_NOT_SAID)
def test_it_is_not_said(text: str, name: str, ontology: Ontology) -> None:
    """Each once gave a fact that no reader takes."""
    assert name not in [p for _, p, _ in triples(read(text, "en", ontology))]


def test_figure_behind_the_object_is_the_fine(ontology: Ontology) -> None:
    """The parser hangs the figure on whatever stands before it."""
    said = triples(read("The court fined Brenwick Capital 3 million euros for fraud.", "en", ontology))
    assert ("Brenwick Capital", "fineAmount") in [(s, p) for s, p, _ in said]


def test_chief_who_stepped_down_is_no_chief(ontology: Ontology) -> None:
    """Whoever has left a post does not hold it, though the title stands there."""
    said = triples(read("Halden Foods chief executive Anna Keller has stepped down.", "en", ontology))
    assert [p for s, p, _ in said if s == "Anna Keller" and "eo" in p] == ["formerCeoOf"]


_HOW_SURELY = {
    "is to": ("Talbot's chairman Anna Keller is to leave Halden Foods.", "departsFrom", Modality.PLANNED),
    "are to": ("Halden Foods and Marlow Energy are to develop a sensor.", "develops", Modality.PLANNED),
    "is to be done": ("Halden Foods is to be acquired by Marlow Energy.", "acquires", Modality.PLANNED),
    "said it would": ("Halden Foods said it would buy Solvia.", "acquires", Modality.PLANNED),
    "would, they said": ("Halden Foods would buy Solvia, the broker said.", "acquires", Modality.PLANNED),
    "said it would have": ("Halden Foods said it would have bought Solvia.", "acquires", Modality.POSSIBLE),
    "said it would if": ("Halden Foods said it would buy Solvia if prices fell.", "acquires", Modality.POSSIBLE),
    "said it would not": ("Halden Foods said it would not buy Solvia.", "acquires", Modality.DENIED),
    "says it would": ("Halden Foods says it would buy Solvia.", "acquires", Modality.POSSIBLE),
    "yet to": ("Halden Foods has yet to close the plant.", "closes", Modality.DENIED),
    "almost": ("Halden Foods almost bought Solvia in 2022.", "acquires", Modality.DENIED),
    "almost all": ("Halden Foods closed almost all shops of the chain.", "closes", Modality.ASSERTED),
    "not ruled out": ("The minister did not rule out a ban on imports.", "prohibits", Modality.POSSIBLE),
    "ruled out": ("The minister ruled out a ban on imports.", "prohibits", Modality.DENIED),
    "not denied": ("Halden Foods did not deny that it had bought Solvia.", "acquires", Modality.POSSIBLE),
    "no plans": ("Halden Foods has no plans to close its factory.", "closes", Modality.DENIED),
    "plans": ("Halden Foods has plans to close its factory.", "closes", Modality.PLANNED),
    "scrapped plans": ("Halden Foods scrapped plans to close its factory.", "closes", Modality.DENIED),
}


@pytest.mark.parametrize(("text", "name", "modality"), _HOW_SURELY.values(), ids=_HOW_SURELY)
def test_it_is_said_as_surely_as_that(text: str, name: str, modality: Modality, ontology: Ontology) -> None:
    """What is to come, was avoided or is left open is not there."""
    assert {fact.modality for fact in facts_with(read(text, "en", ontology), name)} == {modality}


@pytest.mark.parametrize(
    "text",
    [
        "The firm Marlow Energy bought last year has 30 employees.",
        "The firm Marlow bought in May employs 30 people.",
        "The start-up Halden Foods acquired in 2019 will be sold to Corvane Motors.",
    ],
)
def test_name_behind_a_noun_may_be_the_subject_of_its_clause(text: str, ontology: Ontology) -> None:
    """Parsers join it to the noun, and then the buyer has the staff of what it bought."""
    said = [(s.strip("?"), p, o.strip("?")) for s, p, o in triples(read(text, "en", ontology))]
    assert [s for s, p, o in said if p == "acquires" and o in ("firm", "start-up")]
    assert not [s for s, p, _ in said if p != "acquires" and s != "firm"]


def test_name_behind_a_noun_that_acts_is_its_name(ontology: Ontology) -> None:
    """Without a second verb there is no clause in between."""
    said = triples(read("The firm Marlow Energy bought Solvia last year and has 30 employees.", "en", ontology))
    assert ("Marlow Energy", "acquires", "Solvia") in said
    assert "firm" not in [s.strip("?") for s, _, _ in said]


def test_clause_without_a_pronoun_says_what_was_done_to_its_noun(ontology: Ontology) -> None:
    """English may leave the pronoun out before any subject."""
    said = triples(read("Halden Foods visited Solvia, the company it bought in January.", "en", ontology))
    assert "Solvia" in [o for _, p, o in said if p == "acquires"]


def test_deed_called_off_is_not_ended_by_whom_it_was_to_befall(ontology: Ontology) -> None:
    """The takeover of Solvia is not Solvia's."""
    said = triples(read("A takeover of Solvia by Halden Foods was called off in March.", "en", ontology))
    assert "discontinues" not in [p for _, p, _ in said]


def test_name_beside_a_figure_is_no_second_figure(ontology: Ontology) -> None:
    """Lumetta Systems has not lost Marlow."""
    said = triples(read("Chip stocks fell, with Lumetta losing 9 per cent and Marlow 4 per cent.", "en", ontology))
    assert "loses" not in [p for _, p, _ in said]


_POSTS = {
    "will": ("Halden Foods will name Anna Keller as its chief executive.", Modality.PLANNED),
    "expected": ("Halden Foods is expected to appoint Anna Keller as chief executive.", Modality.PLANNED),
    "likely": ("Halden Foods is likely to appoint Anna Keller as chief executive.", Modality.POSSIBLE),
    "not": ("Halden Foods did not appoint Anna Keller as its chief executive.", Modality.DENIED),
    "has": ("Halden Foods has appointed Anna Keller as its chief executive.", Modality.ASSERTED),
}


@pytest.mark.parametrize(("text", "modality"), _POSTS.values(), ids=_POSTS)
def test_post_is_held_as_surely_as_it_is_given(text: str, modality: Modality, ontology: Ontology) -> None:
    """Whoever is to be appointed is no chief yet, also where the post stands in a phrase of its own."""
    assert {fact.modality for fact in facts_with(read(text, "en", ontology), "ceoOf")} == {modality}


def test_what_somebody_is_accused_of_is_no_condition(ontology: Ontology) -> None:
    """The charge is made, whether or not it is true."""
    facts = facts_with(read("Marlow accused Lumetta Systems of copying its design.", "en", ontology), "criticizes")
    assert [fact.modality for fact in facts] == [Modality.ASSERTED]


_NEAR = {
    "who blocks": (
        "Tesora's acquisition of Lumetta Systems was blocked by the competition authority.",
        ("competition authority", "acquires"),
    ),
    "what is lacking": (
        "Corvane Motors halted production on Monday because of a shortage of chips.",
        ("Corvane Motors", "discontinues"),
    ),
    "what it grew to": ("Sales of Halden Foods grew by a fifth to £22m.", ("sales of Halden Foods", "growth")),
    "number in a name": ("Brenwick Capital sold Channel Nine.", ("Brenwick Capital", "salesCount")),
}


@pytest.mark.parametrize(("text", "said"), _NEAR.values(), ids=_NEAR)
def test_phrase_fills_no_place_of_another_word(text: str, said: tuple[str, str], ontology: Ontology) -> None:
    """Each once was taken for what it only stands near."""
    found = [(s.lower(), p) for s, p, _ in triples(read(text, "en", ontology))]
    assert (said[0].lower(), said[1]) not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Solvia agreed to sell its Norvex unit to Kandor.", ("Solvia", "divests", "Norvex")),
        ("Solvia will close its Norvex subsidiary.", ("Norvex", "subsidiaryOf", "Solvia")),
    ],
)
def test_name_between_its_and_unit_is_the_units(text: str, expected: tuple[str, str, str], ontology: Ontology) -> None:
    """Not that of whoever owns it."""
    assert expected in triples(read(text, "en", ontology))


def test_countries_by_number_are_none(ontology: Ontology) -> None:
    """Twelve countries that nobody names are no place to enter."""
    result = read("Solvia launched a streaming service in 12 countries on Tuesday.", "en", ontology)
    assert [str(fact.property).split("#")[-1] for fact in result.facts] == ["launches"]
