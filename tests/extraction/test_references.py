"""What a pronoun, a possessive or "the company" points to."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions
from kg.ontology import Ontology
from kg.vocabulary import KG
from tests.conftest import read
from tests.extraction.conftest import Annotated, mention

PRONOUNS = {
    "he": ("en", "he     he     PRON  2  nsubj  -  Person=3|PronType=Prs", True),
    "i": ("en", "I      I      PRON  2  nsubj  -  Person=1|PronType=Prs", False),
    "you": ("en", "you    you    PRON  2  nsubj  -  Person=2|PronType=Prs", False),
    "expletive": ("en", "it     it     PRON  2  expl   -  Person=3|PronType=Prs", False),
    "reflexive": ("de", "sich   sich   PRON  2  obj    -  Person=3|PronType=Prs|Reflex=Yes", False),
    "possessive": ("de", "ihr    ihr    DET   2  det    -  Person=3|Poss=Yes|PronType=Prs", True),
    "demonstrative": ("de", "dieser dieser PRON  2  nsubj  -  PronType=Dem", True),
    "demonstrative object": ("de", "das    der    PRON  2  obj    -  PronType=Dem", False),
    "relative": ("it", "che    che    PRON  2  nsubj  -  PronType=Rel", False),
}


@pytest.mark.parametrize(("language", "row", "refers"), PRONOUNS.values(), ids=PRONOUNS)
def test_pronoun_of_the_third_person_refers(
    language: str, row: str, refers: bool, annotated: Annotated, ontology: Ontology
) -> None:
    """ "I" is whoever is quoted and "it rains" is nobody; only the third person stands for something named."""
    annotation = annotated(
        language,
        f"""
        {row}
        x   x   VERB  0  root  -  VerbForm=Fin
    """,
    )

    assert [m.is_reference for m in find_mentions(annotation, ontology)] == [True] * refers


def test_the_one_that_its_clause_describes_stands_for_nothing(annotated: Annotated, ontology: Ontology) -> None:
    """ "Quello che vende libri cresce" says of nothing named before that it grows."""
    annotation = annotated(
        "it",
        """
        Quello  quello  PRON  4  nsubj      -  PronType=Dem
        che     che     PRON  3  nsubj      -  PronType=Rel
        vende   vendere VERB  1  acl:relcl  -  VerbForm=Fin
        cresce  crescere VERB 0  root       -  VerbForm=Fin
    """,
    )

    assert not [m for m in find_mentions(annotation, ontology) if m.is_reference]


REFERENCES = {
    "definite": ("de", "das", "Definite=Def|PronType=Art|Gender=Neut", "Unternehmen", "Number=Sing", True),
    "demonstrative": ("de", "dieses", "PronType=Dem", "Unternehmen", "Number=Sing", True),
    "indefinite": ("de", "ein", "Definite=Ind|PronType=Art", "Unternehmen", "Number=Sing", False),
    "plural": ("en", "the", "Definite=Def|PronType=Art", "companies", "Number=Plur", False),
    "italian": ("it", "la", "Definite=Def|PronType=Art", "società", "Number=Sing", True),
    "english": ("en", "the", "Definite=Def|PronType=Art", "company", "Number=Sing", True),
    "unknown kind": ("en", "the", "Definite=Def|PronType=Art", "weather", "Number=Sing", False),
}


@pytest.mark.parametrize(
    ("language", "article", "definite", "noun", "number", "refers"), REFERENCES.values(), ids=REFERENCES
)
def test_definite_noun_of_a_known_class_refers(
    language: str,
    article: str,
    definite: str,
    noun: str,
    number: str,
    refers: bool,
    annotated: Annotated,
    ontology: Ontology,
) -> None:
    """ "Das Unternehmen" stands for one named before, "ein Unternehmen" for a new one."""
    annotation = annotated(
        language,
        f"""
        {article}  {article}  DET   2  det    -  {definite}
        {noun}     {noun}     NOUN  3  nsubj  -  {number}
        x          x          VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert mention(find_mentions(annotation, ontology), noun).is_reference is refers


def test_pronoun_has_the_number_of_its_verb(annotated: Annotated, ontology: Ontology) -> None:
    """ "Sie" is she or they; "gründete" says which. "Es" is one, whatever stands beside it: "es waren viele"."""
    she = annotated("de", """
        Sie       sie      PRON  2  nsubj  -  Gender=Fem|Number=Plur|Person=3|PronType=Prs
        gründete  gründen  VERB  0  root   -  Number=Sing|VerbForm=Fin
    """)  # fmt: skip
    it = annotated("de", """
        Es     es    PRON  2  nsubj  -  Gender=Neut|Number=Sing|Person=3|PronType=Prs
        kamen  kommen  VERB  0  root  -  Number=Plur|VerbForm=Fin
    """)  # fmt: skip

    assert [m.number for m in find_mentions(she, ontology)] == ["Sing"]
    assert [m.number for m in find_mentions(it, ontology)] == ["Sing"]


def test_possessive_that_agrees_with_what_is_owned_tells_nothing_of_the_owner(
    annotated: Annotated, ontology: Ontology
) -> None:
    """ "Seine Firmen": many firms of one owner, and no woman."""
    annotation = annotated("de", """
        Seine   sein    DET   2  det    -  Gender=Fem|Number=Plur|Person=3|Poss=Yes|PronType=Prs
        Firmen  Firma   NOUN  3  nsubj  -  Gender=Fem|Number=Plur
        kamen   kommen  VERB  0  root   -  VerbForm=Fin
    """)  # fmt: skip
    owner = mention(find_mentions(annotation, ontology), "Seine")

    assert (owner.number, owner.gender, owner.is_reference) == ("", "", True)


def test_she_is_a_person_where_nouns_have_no_gender(annotated: Annotated, ontology: Ontology) -> None:
    """English "she" is a woman; German "sie" may be a firm."""
    english = annotated("en", """
        She     she   PRON  2  nsubj  -  Gender=Fem|Number=Sing|Person=3|PronType=Prs
        bought  buy   VERB  0  root   -  VerbForm=Fin
        bikes   bike  NOUN  2  obj    -  Number=Plur
    """)  # fmt: skip
    german = annotated("de", """
        Sie    sie     PRON  2  nsubj  -  Gender=Fem|Number=Sing|Person=3|PronType=Prs
        baute  bauen   VERB  0  root   -  VerbForm=Fin
        Räder  Rad     NOUN  2  obj    -  Gender=Neut|Number=Plur
    """)  # fmt: skip

    assert mention(find_mentions(english, ontology), "She").type == KG.Person
    assert mention(find_mentions(german, ontology), "Sie").type == KG.Concept


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "pronoun"),
    [
        ("it", "Adriatel compra la Norvela. Lo ha annunciato la presidente Marta Neri.", "Lo"),
        ("en", "Solvia buys Brenko. Anna Keller announced it on Monday.", "it"),
    ],
)
def test_pronoun_for_what_was_said_is_no_thing(language: str, text: str, pronoun: str, ontology: Ontology) -> None:
    """Who announces the purchase announces neither company."""
    assert pronoun not in [m.text for m in read(text, language, ontology).mentions]
