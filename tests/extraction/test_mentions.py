"""The stretches of a text that name something."""

from __future__ import annotations

from kg.extraction import find_mentions
from kg.ontology import Ontology
from kg.vocabulary import KG
from tests.extraction.conftest import Annotated, mention


def test_name_that_begins_a_compound_is_a_mention_of_its_own(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec-Chefin" is somebody, and names Corvatec."""
    annotation = annotated(
        "de",
        """
        Die              der              DET   2  det    -
        Corvatec-Chefin  Corvatec-Chefin  NOUN  3  nsubj  -
        lacht            lachen           VERB  0  root   -  VerbForm=Fin
    """,
    )
    found = mention(find_mentions(annotation, ontology), "Corvatec")

    assert (found.type, found.is_name, found.start) == (KG.Organization, True, 4)


def test_mentions_come_in_the_order_of_the_text(annotated: Annotated, ontology: Ontology) -> None:
    """The result depends on the text alone."""
    annotation = annotated(
        "en",
        """
        They      they      PRON   2  nsubj  -    Person=3|PronType=Prs
        sold      sell      VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
        to        to        ADP    5  case   -
        Corvatec  Corvatec  PROPN  2  obl    ORG
    """,
    )

    assert [m.text for m in find_mentions(annotation, ontology)] == ["They", "Lumenia", "Corvatec"]
    assert find_mentions(annotation, ontology) == find_mentions(annotation, ontology)


def test_several_people_without_a_name_are_a_group(annotated: Annotated, ontology: Ontology) -> None:
    """Who "analysts" are nobody knows, but they may demand and criticise."""
    table = """
        Analysts   analyst    NOUN   2  nsubj  -    Number=Plur
        criticise  criticise  VERB   0  root   -    VerbForm=Fin
        Brightoak  Brightoak  PROPN  2  obj    ORG
    """
    assert mention(find_mentions(annotated("en", table), ontology), "Analysts").type == KG.Group


def test_auxiliary_taken_for_a_noun_is_no_thing(annotated: Annotated, ontology: Ontology) -> None:
    """ "Das neue könnte, so heißt es, ...": a parser without a verb at hand makes a noun of it."""
    table = """
        Das     der     DET   3  det   -
        neue    neu     ADJ   3  amod  -
        könnte  können  NOUN  4  nsubj -
        endet   enden   VERB  0  root  -
        .       .       PUNCT 4  punct -
    """
    assert [mention.text for mention in find_mentions(annotated("de", table), ontology)] == []
