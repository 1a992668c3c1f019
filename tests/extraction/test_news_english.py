"""What reporters' English says in passing, by role nouns, participles and figures: each with what it must not say."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from tests.conftest import read, triples

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
        ("shares in Lumetta Systems", "decline", ""),
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
