"""Names brought to one form, and the IRIs minted from it."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.resolution.names import fuller_names, legal_forms, mint, without_legal_form
from kg.vocabulary import KG


@pytest.mark.parametrize(
    ("language", "name", "bare"),
    [
        ("de", "brenko ag", "brenko"),
        ("de", "halm & sohne gmbh", "halm & sohne"),
        ("de", "corvatec se", "corvatec"),
        ("en", "lumetta inc", "lumetta"),
        ("en", "marlow ltd", "marlow"),
        ("en", "halden plc", "halden"),
        ("it", "ferrovia s.p.a", "ferrovia"),
        ("it", "vetreria srl", "vetreria"),
    ],
)
def test_legal_form_is_no_part_of_the_name(language: str, name: str, bare: str, ontology: Ontology) -> None:
    """ "Brenko AG" and "Brenko" are one company."""
    assert without_legal_form(name, legal_forms(ontology.lexicons[language])) == bare


@pytest.mark.parametrize(
    ("language", "name"), [("de", "ag"), ("de", "agora"), ("en", "inc magazine"), ("de", "se bank")]
)
def test_name_that_only_looks_like_a_legal_form_is_kept(language: str, name: str, ontology: Ontology) -> None:
    """A form is cut at the end only, as a word, and never the whole name."""
    assert without_legal_form(name, legal_forms(ontology.lexicons[language])) == name


def test_last_name_stands_for_the_one_person_who_has_it() -> None:
    """ "Weber" is "Anna Weber" where the text knows no other."""
    assert fuller_names(["anna weber", "weber", "corvatec"], ["anna weber"]) == {"weber": "anna weber"}


def test_last_name_of_two_people_is_left_alone() -> None:
    """Better nobody than the wrong Weber."""
    assert fuller_names(["anna weber", "jan weber", "weber"], ["anna weber", "jan weber"]) == {}


def test_first_name_stands_for_nobody() -> None:
    """ "Anna" alone may be anyone."""
    assert fuller_names(["anna weber", "anna"], ["anna weber"]) == {}


def test_last_word_of_a_company_stands_for_no_company() -> None:
    """ "Systems" is not "Lumetta Systems"; only people go by their last name."""
    assert fuller_names(["lumetta systems", "systems"], []) == {}


def test_genitive_s_is_no_other_name() -> None:
    """ "Brenkos Umsatz" is that of Brenko, where the text names Brenko."""
    assert fuller_names(["brenko", "brenkos"], []) == {"brenkos": "brenko"}


@pytest.mark.parametrize("keys", [["brenkos"], ["as", "a"], ["abs", "ab"]])
def test_s_may_belong_to_the_name(keys: list[str]) -> None:
    """A name that stands alone or is very short keeps its s."""
    assert fuller_names(keys, []) == {}


def test_order_of_names_does_not_matter() -> None:
    """The same names give the same answer."""
    keys, people = ["weber", "anna weber", "brenkos", "brenko", "kern", "jan kern"], ["anna weber", "jan kern"]
    expected = {"weber": "anna weber", "kern": "jan kern", "brenkos": "brenko"}

    assert fuller_names(keys, people) == fuller_names(reversed(keys), reversed(people)) == expected


@pytest.mark.parametrize(
    ("kind", "key", "scope", "iri"),
    [
        (KG.Organization, "deutsche kupfer", "", "https://kg.example/organization/deutsche-kupfer"),
        (KG.Person, "anna weber", "", "https://kg.example/person/anna-weber"),
        (KG.Team, "vertrieb", "0a1b2c3d", "https://kg.example/team/vertrieb/0a1b2c3d"),
        (KG.Organization, "at&t", "", "https://kg.example/organization/at-t"),
        (KG.Organization, "brenko.de", "", "https://kg.example/organization/brenko.de"),
        (KG.Organization, "c+a", "", "https://kg.example/organization/c-a"),
    ],
)
def test_iri_is_computed_from_class_and_name(kind: object, key: str, scope: str, iri: str) -> None:
    """Two machines that never met mint the same; a reader sees what it is."""
    assert str(mint(kind, key, scope=scope)) == iri  # type: ignore[arg-type]
