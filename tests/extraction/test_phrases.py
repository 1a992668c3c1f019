"""How far a noun phrase goes."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions
from kg.ontology import Ontology
from kg.vocabulary import KG
from tests.extraction.conftest import Annotated, mention


def test_phrase_has_its_adjectives_but_no_article(annotated: Annotated, ontology: Ontology) -> None:
    """ "Das mobile Angebot" is a thing, "das" is not part of it; the key has the basic forms."""
    annotation = annotated(
        "de",
        """
        Corvatec   Corvatec  PROPN  2  nsubj  ORG
        stoppt     stoppen   VERB   0  root   -    VerbForm=Fin
        die        der       DET    5  det    -    Definite=Def
        mobilen    mobil     ADJ    5  amod   -    Case=Acc
        Dienste    Dienst    NOUN   2  obj    -    Number=Plur
    """,
    )
    found = mention(find_mentions(annotation, ontology), "mobilen Dienste")

    assert (found.type, found.key, found.is_name, found.is_reference) == (KG.Service, "mobil dienst", False, False)


@pytest.mark.parametrize(
    ("language", "adjective", "lemma", "noun"),
    [
        ("de", "ehemalige", "ehemalig", "Firma"),
        ("en", "alleged", "alleged", "company"),
        ("de", "geplante", "geplant", "Firma"),
    ],
)
def test_adjective_that_says_when_or_how_surely_is_no_part_of_the_thing(
    language: str, adjective: str, lemma: str, noun: str, annotated: Annotated, ontology: Ontology
) -> None:
    """ "Die geplante Firma" and "die Firma" are one firm."""
    annotation = annotated(
        language,
        f"""
        {adjective}  {lemma}  ADJ   2  amod   -
        {noun}       {noun}   NOUN  3  nsubj  -
        x            x        VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert [m.text for m in find_mentions(annotation, ontology)] == [noun]


def test_italian_phrase_goes_on_behind_its_noun(annotated: Annotated, ontology: Ontology) -> None:
    """ "Il servizio mobile": the adjective follows."""
    annotation = annotated(
        "it",
        """
        il        il        DET   2  det    -  Definite=Def
        servizio  servizio  NOUN  4  nsubj  -
        mobile    mobile    ADJ   2  amod   -
        cresce    crescere  VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert [(m.text, m.type) for m in find_mentions(annotation, ontology)] == [("servizio mobile", KG.Service)]


def test_term_of_several_words_is_one_mention(annotated: Annotated, ontology: Ontology) -> None:
    """A concept is found however the parser cut it, in every language by one name."""
    english = annotated(
        "en",
        """
        They          they          PRON  2  nsubj  -  Person=3|PronType=Prs
        use           use           VERB  0  root   -  VerbForm=Fin
        artificial    artificial    ADJ   4  amod   -
        intelligence  intelligence  NOUN  2  obj    -
    """,
    )
    italian = annotated(
        "it",
        """
        usa           usare         VERB  0  root   -  VerbForm=Fin
        intelligenza  intelligenza  NOUN  1  obj    -
        artificiale   artificiale   ADJ   2  amod   -
    """,
    )
    one = mention(find_mentions(english, ontology), "artificial intelligence")
    other = mention(find_mentions(italian, ontology), "intelligenza artificiale")

    assert one.concept is not None
    assert one.concept == other.concept
    assert one.is_name
