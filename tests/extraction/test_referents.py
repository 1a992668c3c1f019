"""Which mention a word belongs to, and whom a title really names."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Ontology
from kg.types import Mention
from tests.conftest import triples, understand
from tests.extraction.conftest import Annotated, mention


def index_of(annotated: Annotated, ontology: Ontology, language: str, table: str) -> tuple[MentionIndex, list[Mention]]:
    annotation = annotated(language, table)
    found = find_mentions(annotation, ontology)
    return MentionIndex.of(Reading(annotation, ontology), found), found


TITLES = {
    "before": (
        "en",
        """
        CEO     CEO    NOUN   4  nsubj  -
        Ada     Ada    PROPN  1  appos  PER
        Finch   Finch  PROPN  2  flat   PER
        smiled  smile  VERB   0  root   -    VerbForm=Fin
    """,
        0,
        "Ada Finch",
    ),
    "compound": (
        "de",
        """
        Corvatec-Chefin  Corvatec-Chefin  NOUN   4  nsubj  -
        Anna             Anna             PROPN  1  appos  PER
        Weber            Weber            PROPN  2  flat   PER
        lacht            lachen           VERB   0  root   -    VerbForm=Fin
    """,
        0,
        "Anna Weber",
    ),
    "kind": (
        "it",
        """
        la        il         DET    2  det    -    Definite=Def
        società   società    NOUN   4  nsubj  -    Number=Sing
        Corvatec  Corvatec   PROPN  2  appos  ORG
        cresce    crescere   VERB   0  root   -    VerbForm=Fin
    """,
        1,
        "Corvatec",
    ),
    "honorific": (
        "de",
        """
        Chefin  Chefin  NOUN   4  nsubj  -
        Dr.     Dr.     NOUN   1  appos  -
        Weber   Weber   PROPN  2  flat   PER
        lacht   lachen  VERB   0  root   -    VerbForm=Fin
    """,
        0,
        "Weber",
    ),
    "after comma": (
        "en",
        """
        the       the       DET    2  det    -
        CEO       CEO       NOUN   9  nsubj  -
        of        of        ADP    4  case   -
        Corvatec  Corvatec  PROPN  2  nmod   ORG
        ,         ,         PUNCT  6  punct  -
        Ada       Ada       PROPN  2  appos  PER
        Finch     Finch     PROPN  6  flat   PER
        ,         ,         PUNCT  6  punct  -
        smiled    smile     VERB   0  root   -    VerbForm=Fin
    """,
        1,
        "Ada Finch",
    ),
}


@pytest.mark.parametrize(("language", "table", "title", "name"), TITLES.values(), ids=TITLES)
def test_title_refers_to_whom_it_names(
    language: str, table: str, title: int, name: str, annotated: Annotated, ontology: Ontology
) -> None:
    """What is said of "CEO Ada Finch" is said of her, not of a post."""
    index, found = index_of(annotated, ontology, language, table)
    referent = index.referent(index.reading.doc[title])

    assert referent is not None
    assert referent == mention(found, name)


def test_title_does_not_take_a_name_of_another_kind(annotated: Annotated, ontology: Ontology) -> None:
    """A place right behind "Chefin" is not the chief."""
    index, _ = index_of(
        annotated,
        ontology,
        "de",
        """
        Chefin  Chefin  NOUN   3  nsubj  -
        Gent    Gent    PROPN  1  flat   LOC
        lacht   lachen  VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert index.bearer(index.reading.doc[0]) is None


def test_name_inside_a_phrase_keeps_its_own_tokens(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec-Chefin Anna Weber": each word belongs to the shortest mention that has it whole."""
    index, _ = index_of(
        annotated,
        ontology,
        "en",
        """
        Corvatec  Corvatec  PROPN  2  compound  ORG
        factory   factory   NOUN   3  nsubj     -
        burned    burn      VERB   0  root      -    VerbForm=Fin
    """,
    )
    at = [index.at(token) for token in index.reading.doc]

    assert [m.text if m else None for m in at] == ["Corvatec", "factory", None]


def test_a_word_of_unknown_meaning_describes_the_name_joined_to_it(annotated: Annotated, ontology: Ontology) -> None:
    """The commonest way to introduce a company: "battery maker Solvia"; no lexicon has all such words."""
    result = understand(
        annotated(
            "en",
            """
        Battery   battery   NOUN   2  compound  -
        maker     maker     NOUN   4  nsubj     -
        Teravolt  Teravolt  PROPN  2  appos     ORG
        buys      buy       VERB   0  root      -    VerbForm=Fin
        the       the       DET    6  det       -
        doodad    doodad    NOUN   4  obj       -
        Brenko    Brenko    PROPN  4  obj       ORG
    """,
        ),
        ontology,
    )

    assert triples(result) == [("Teravolt", "acquires", "Brenko")]


def test_what_a_company_deals_in_stands_between_its_kind_and_its_name(annotated: Annotated, ontology: Ontology) -> None:
    """ "Il produttore di batterie Teravolt": a name is no kind of battery."""
    result = understand(
        annotated(
            "it",
            """
        Il           il           DET    2  det    -    Definite=Def|PronType=Art
        produttore   produttore   NOUN   7  nsubj  -
        tedesco      tedesco      ADJ    2  amod   -
        di           di           ADP    5  case   -
        batterie     batteria     NOUN   2  nmod   -
        Teravolt     Teravolt     PROPN  5  nmod   ORG
        compra       comprare     VERB   0  root   -    VerbForm=Fin
        Brenko       Brenko       PROPN  7  obj    ORG
    """,
        ),
        ontology,
    )

    assert ("Teravolt", "acquires", "Brenko") in triples(result)


def test_a_genitive_describes_nothing(annotated: Annotated, ontology: Ontology) -> None:
    """ "Der Rückzug Solvias" is not called Solvia."""
    result = understand(
        annotated(
            "de",
            """
        Brenko    Brenko    PROPN  2  nsubj  ORG
        kauft     kaufen    VERB   0  root   -    VerbForm=Fin
        die       der       DET    4  det    -
        Dingse    Dings     NOUN   2  obj    -
        Solvias   Solvia    PROPN  4  nmod   ORG  Case=Gen
    """,
        ),
        ontology,
    )

    assert ("Brenko", "acquires", "Solvia") not in triples(result)


def test_a_post_before_the_copula_is_the_one_behind_it(annotated: Annotated, ontology: Ontology) -> None:
    """ "Fondatore di Solvia è Paolo Serra": the parser makes the name the predicate."""
    result = understand(
        annotated(
            "it",
            """
        Fondatore  fondatore  NOUN   5  nsubj  -
        di         di         ADP    3  case   -
        Solvia     Solvia     PROPN  1  nmod   ORG
        è          essere     AUX    5  cop    -
        Paolo      Paolo      PROPN  0  root   PER
        Serra      Serra      PROPN  5  flat   PER
    """,
        ),
        ontology,
    )

    assert triples(result) == [("Paolo Serra", "founderOf", "Solvia")]
