"""What is a name, where it ends, and of what it is one."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions
from kg.ontology import Ontology
from kg.vocabulary import KG
from tests.extraction.conftest import Annotated, mention


@pytest.mark.parametrize(("label", "kind"), [("ORG", KG.Organization), ("PER", KG.Person), ("LOC", KG.Place)])
def test_name_has_the_class_of_its_kind(label: str, kind: object, annotated: Annotated, ontology: Ontology) -> None:
    """What the recogniser calls it is a class of the ontology."""
    annotation = annotated(
        "en",
        f"""
        Brightoak  Brightoak  PROPN  2  nsubj  {label}  Number=Sing
        grows      grow       VERB   0  root   -        VerbForm=Fin
    """,
    )
    (found,) = find_mentions(annotation, ontology)

    assert (found.text, found.type, found.is_name, found.is_reference) == ("Brightoak", kind, True, False)
    assert (found.key, found.number, found.relation) == ("brightoak", "Sing", "nsubj")


@pytest.mark.parametrize("label", ["PRODUCT", "LOC", "PER"])
def test_noun_right_in_front_says_what_a_name_is(label: str, annotated: Annotated, ontology: Ontology) -> None:
    """A recogniser guesses what Brightoak is; "the brewery Brightoak" says it."""
    annotation = annotated(
        "en",
        f"""
        The        the        DET    2  det    -
        brewery    brewery    NOUN   4  nsubj  -        Number=Sing
        Brightoak  Brightoak  PROPN  2  appos  {label}  Number=Sing
        grows      grow       VERB   0  root   -        VerbForm=Fin
    """,
    )
    assert mention(find_mentions(annotation, ontology), "Brightoak").type == KG.Organization


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Frau"), ("de", "Dr."), ("en", "Mr"), ("it", "signora"), ("it", "dottor")]
)
def test_honorific_is_no_part_of_a_name(language: str, title: str, annotated: Annotated, ontology: Ontology) -> None:
    """ "Frau Weber" and "Anna Weber" are one person."""
    annotation = annotated(
        language,
        f"""
        {title}  {title}  NOUN   3  nsubj  PER
        Weber    Weber    PROPN  1  flat   PER
        lacht    lachen   VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert [(m.text, m.key) for m in find_mentions(annotation, ontology) if m.is_name] == [("Weber", "weber")]


def test_common_word_that_begins_a_compound_is_no_employer(annotated: Annotated, ontology: Ontology) -> None:
    """ "Konzern-Chefin" leads no company called Konzern."""
    annotation = annotated(
        "de",
        """
        Konzern-Chefin  Konzern-Chefin  NOUN  2  nsubj  -
        lacht           lachen          VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert all(not m.is_name or m.type == KG.Person for m in find_mentions(annotation, ontology))


def test_recogniser_does_not_turn_a_team_into_a_name(annotated: Annotated, ontology: Ontology) -> None:
    """A compound is a kind of its last noun, even where it was taken for an organization."""
    annotation = annotated(
        "de",
        """
        Das                der                DET   2  det    -    Definite=Def
        Marketing-Team     Marketing-Team     NOUN  3  nsubj  ORG
        wächst             wachsen            VERB  0  root   -    VerbForm=Fin
    """,
    )
    found = mention(find_mentions(annotation, ontology), "Marketing-Team")

    assert found.type == KG.Team


def test_maker_and_model_are_one_name(annotated: Annotated, ontology: Ontology) -> None:
    """Who orders six Brightoak X5 does not buy Brightoak."""
    table = """
        Corvatec   Corvatec   PROPN  2  nsubj   ORG
        orders     order      VERB   0  root    -        VerbForm=Fin
        six        six        NUM    4  nummod  -
        Brightoak  Brightoak  PROPN  2  obj     PRODUCT
        X5         X5         X      4  appos   EVENT
        now        now        ADV    2  advmod  -
    """
    parted = annotated("en", table.replace("EVENT", "PRODUCT"))
    # By hand two equal labels side by side are one name: the recogniser may part them.
    doc = parted.doc
    doc.ents = [*doc.ents[:1], doc.char_span(20, 29, label="PRODUCT"), doc.char_span(30, 32, label="PRODUCT")]
    assert [m.text for m in find_mentions(parted, ontology) if m.is_name] == ["Corvatec", "Brightoak X5"]
