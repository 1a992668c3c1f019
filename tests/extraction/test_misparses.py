"""Readings that hold where the parser took a word for something else: what it often gets wrong must cost no truth."""

from __future__ import annotations

import pytest

from kg.extraction import clauses
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from kg.types import Modality
from tests.conftest import understand
from tests.extraction.conftest import Annotated, facts_with


def test_hedge_that_opens_a_clause_counts_wherever_it_hangs(annotated: Annotated, ontology: Ontology) -> None:
    """The word before the finite verb speaks of the whole clause."""
    table = """
        Kein       kein       DET    2  det        -
        Wunder     Wunder     NOUN   5  dep        -
        :          :          PUNCT  2  punct      -
        Angeblich  angeblich  ADJ    2  parataxis  -
        kauft      kaufen     VERB   0  root       -    VerbForm=Fin|Tense=Pres
        Corvatec   Corvatec   PROPN  5  nsubj      ORG
        nun        nun        ADV    5  advmod     -
        Lumenia    Lumenia    PROPN  5  obj        ORG
        .          .          PUNCT  2  punct      -
    """
    (fact,) = facts_with(understand(annotated("de", table), ontology), "acquires")
    assert fact.modality == Modality.REPORTED


def test_adverb_with_a_wrong_relation_still_hedges(annotated: Annotated, ontology: Ontology) -> None:
    """A hedge that is overlooked asserts a rumour."""
    table = """
        Corvatec   Corvatec   PROPN  2  nsubj  ORG
        kauft      kaufen     VERB   0  root   -    VerbForm=Fin|Tense=Pres
        Lumenia    Lumenia    PROPN  2  obj    ORG
        angeblich  angeblich  ADJ    2  iobj   -
        .          .          PUNCT  2  punct  -
    """
    (fact,) = facts_with(understand(annotated("de", table), ontology), "acquires")
    assert fact.modality == Modality.REPORTED


def test_gerund_right_behind_its_verb_is_its_complement(annotated: Annotated, ontology: Ontology) -> None:
    """Who stopped selling sells no more, also where the parser makes an adverbial clause of it."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        stopped   stop      VERB   0  root   -    VerbForm=Fin|Tense=Past
        offering  offer     VERB   2  advcl  -    VerbForm=Ger
        loans     loan      NOUN   3  obj    -    Number=Plur
        .         .         PUNCT  2  punct  -
    """
    (fact,) = facts_with(understand(annotated("en", table), ontology), "offers")
    assert fact.modality == Modality.DENIED


def test_former_in_front_of_the_employer_is_said_of_the_post(annotated: Annotated, ontology: Ontology) -> None:
    """A chief executive of yesterday must not be one of today."""
    table = """
        Former     former     ADJ    2  amod      -
        Corvatec   Corvatec   PROPN  4  compound  ORG
        chief      chief      ADJ    4  amod      -
        executive  executive  NOUN   5  compound  -    Number=Sing
        Anna       Anna       PROPN  7  nsubj     PER
        Weber      Weber      PROPN  5  flat      PER
        left       leave      VERB   0  root      -    VerbForm=Fin|Tense=Past
        .          .          PUNCT  7  punct     -
    """
    result = understand(annotated("en", table), ontology)
    assert not facts_with(result, "ceoOf")
    assert facts_with(result, "formerCeoOf")


def test_object_in_the_dative_beside_a_reflexive(annotated: Annotated, ontology: Ontology) -> None:
    """ "Sich" is no object to speak of; what is joined stands in the dative."""
    table = """
        Corvatec  Corvatec     PROPN  2  nsubj         ORG
        schließt  schließen    VERB   0  root          -    VerbForm=Fin|Tense=Pres
        sich      sich         PRON   2  obj           -    Reflex=Yes|PronType=Prs
        dem       der          DET    5  det           -    Definite=Def|Case=Dat
        Verband   Verband      NOUN   2  obl:arg       -    Case=Dat|Number=Sing
        an        an           ADP    2  compound:prt  -
        .         .            PUNCT  2  punct         -
    """
    assert facts_with(understand(annotated("de", table), ontology), "joins")


def test_name_behind_by_is_a_phrase_whatever_its_relation(annotated: Annotated, ontology: Ontology) -> None:
    """An adposition makes a phrase, not the parser's word for it."""
    table = """
        The       the       DET    2  det       -
        takeover  takeover  NOUN   7  nsubj     -    Number=Sing
        of        of        ADP    4  case      -
        Lumenia   Lumenia   PROPN  2  nmod      ORG
        by        by        ADP    6  case      -
        Corvatec  Corvatec  PROPN  4  flat      ORG
        worked    work      VERB   0  root      -    VerbForm=Fin|Tense=Past
        .         .         PUNCT  7  punct     -
    """
    (fact,) = facts_with(understand(annotated("en", table), ontology), "acquires")
    assert getattr(fact.subject, "text", "") == "Corvatec"


def test_figure_without_an_adposition(annotated: Annotated, ontology: Ontology) -> None:
    """ "Rose 4 percent": neither an object nor a phrase to the parser."""
    table = """
        Emissions  emission  NOUN   2  nsubj   -    Number=Plur
        rose       rise      VERB   0  root    -    VerbForm=Fin|Tense=Past
        4          4         NUM    4  nummod  -
        percent    percent   NOUN   2  obl     -    Number=Sing
        .          .         PUNCT  2  punct   -
    """
    assert facts_with(understand(annotated("en", table), ontology), "growth")


def test_name_behind_firm_is_no_place(annotated: Annotated, ontology: Ontology) -> None:
    """The recogniser may take a new name for a place; the word in front knows better."""
    table = """
        Die      der      DET    2  det    -
        Firma    Firma    NOUN   4  nsubj  -    Number=Sing
        Brenko   Brenko   PROPN  2  appos  LOC
        kauft    kaufen   VERB   0  root   -    VerbForm=Fin|Tense=Pres
        Lumenia  Lumenia  PROPN  4  obj    ORG
        .        .        PUNCT  4  punct  -
    """
    (fact,) = facts_with(understand(annotated("de", table), ontology), "acquires")
    assert getattr(fact.subject, "text", "") == "Brenko"


@pytest.mark.parametrize(
    ("rows", "is_participle"),
    [
        ("Mitarbeiter Mitarbeiter NOUN 2 nsubj -\nentlassen entlassen VERB 0 root - VerbForm=Fin", True),
        ("Firma Firma NOUN 2 nsubj -\nkauft kaufen VERB 0 root - VerbForm=Fin|Tense=Pres|Number=Sing", False),
        ("Firmen Firma NOUN 2 nsubj -\nentlassen entlassen VERB 0 root -\nPersonal Personal NOUN 2 obj -", False),
    ],
)
def test_last_word_of_a_headline_may_be_a_participle(annotated: Annotated, rows: str, is_participle: bool) -> None:
    """Who is dismissed in a headline dismisses nobody, though the form of the verb could be both."""
    verb = next(token for token in annotated("de", rows).doc if token.pos_ == "VERB")
    assert clauses.is_bare_participle(verb) == is_participle


def test_sentences_side_by_side_are_no_complement(annotated: Annotated, ontology: Ontology) -> None:
    """In a language that says "che" whatever follows a comma without it stands for itself."""
    table = """
        Il        il         DET    2  det    -
        settore   settore    NOUN   3  nsubj  -    Number=Sing
        brilla    brillare   VERB   0  root   -    VerbForm=Fin|Mood=Ind
        ,         ,          PUNCT  6  punct  -
        Corvatec  Corvatec   PROPN  6  nsubj  ORG
        acquista  acquistare VERB   3  ccomp  -    VerbForm=Fin|Mood=Ind
        Lumenia   Lumenia    PROPN  6  obj    ORG
        .         .          PUNCT  3  punct  -
    """
    (fact,) = facts_with(understand(annotated("it", table), ontology), "acquires")
    assert fact.modality == Modality.ASSERTED


def test_complement_of_an_unknown_verb_is_not_plain_truth(annotated: Annotated, ontology: Ontology) -> None:
    """With the conjunction the same sentence hangs on a verb kg does not know."""
    table = """
        Anna      Anna       PROPN  2  nsubj  PER
        brilla    brillare   VERB   0  root   -    VerbForm=Fin|Mood=Ind
        che       che        SCONJ  5  mark   -
        Corvatec  Corvatec   PROPN  5  nsubj  ORG
        acquista  acquistare VERB   2  ccomp  -    VerbForm=Fin|Mood=Ind
        Lumenia   Lumenia    PROPN  5  obj    ORG
        .         .          PUNCT  2  punct  -
    """
    (fact,) = facts_with(understand(annotated("it", table), ontology), "acquires")
    assert fact.modality == Modality.POSSIBLE


def test_phrase_one_step_down_counts_where_the_nearer_one_cannot(annotated: Annotated, ontology: Ontology) -> None:
    """ "Buys services from the web, mostly by phone": the nearer phrase is of the wrong kind."""
    table = """
        Utenti     utente      NOUN  2  nsubj  -    Number=Plur
        comprano   comprare    VERB  0  root   -    VerbForm=Fin|Mood=Ind
        servizi    servizio    NOUN  2  obj    -    Number=Plur
        dal        da          ADP   5  case   -
        web        web         NOUN  3  nmod   -
        da         da          ADP   7  case   -
        tempo      tempo       NOUN  2  obl    -
        .          .           PUNCT 2  punct  -
    """
    facts = facts_with(understand(annotated("it", table), ontology), "buysOn")
    assert [f.object.text for f in facts] == ["web"]


def test_source_clause_counts_though_it_is_called_a_complement(annotated: Annotated, ontology: Ontology) -> None:
    """ "Wie Kritiker sagen, kauft X Y": an overlooked source asserts a rumour."""
    table = """
        Wie       wie       SCONJ  3  mark   -
        Kritiker  Kritiker  NOUN   3  nsubj  -    Number=Plur
        sagen     sagen     VERB   5  ccomp  -    VerbForm=Fin|Tense=Pres
        ,         ,         PUNCT  3  punct  -
        kauft     kaufen    VERB   0  root   -    VerbForm=Fin|Tense=Pres
        Corvatec  Corvatec  PROPN  5  nsubj  ORG
        nun       nun       ADV    5  advmod -
        Lumenia   Lumenia   PROPN  5  obj    ORG
        .         .         PUNCT  5  punct  -
    """
    (fact,) = facts_with(understand(annotated("de", table), ontology), "acquires")
    assert (fact.modality, [m.text for m in fact.attribution]) == (Modality.REPORTED, ["Kritiker"])


def test_adposition_hung_on_the_adjective_marks_the_noun(annotated: Annotated, ontology: Ontology) -> None:
    """ "Acquistano dai nuovi servizi": the phrase is behind "da", whatever word that hangs on."""
    table = """
        Clienti     cliente     NOUN  2  nsubj  -    Number=Plur
        acquistano  acquistare  VERB  0  root   -    VerbForm=Fin|Mood=Ind
        dai         da          ADP   4  case   -
        nuovi       nuovo       ADJ   5  amod   -
        servizi     servizio    NOUN  2  obl    -    Number=Plur
    """
    reading = Reading(annotated("it", table), ontology)
    assert "da" in reading.markers(reading.doc[4])
    assert not facts_with(understand(annotated("it", table), ontology), "acquires")


def test_genitive_right_behind_a_noun_belongs_to_it(annotated: Annotated, ontology: Ontology) -> None:
    """ "Das Aus des Umbaus": hung on the verb, it is still whose end it is."""
    table = """
        Corvatec    Corvatec     PROPN  7  nsubj  ORG
        hat         haben        AUX    7  aux    -    VerbForm=Fin
        das         der          DET    4  det    -    Definite=Def
        Aus         Aus          NOUN   7  obj    -    Number=Sing
        des         der          DET    6  det    -    Case=Gen
        Umbaus      Umbau        NOUN   7  obl    -    Case=Gen
        kritisiert  kritisieren  VERB   0  root   -    VerbForm=Part
    """
    found = facts_with(understand(annotated("de", table), ontology), "criticizes")
    assert [f.object.text for f in found] == ["Aus des Umbaus"]
