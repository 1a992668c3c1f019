"""Frames of the lexicon matched in a sentence."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from rdflib import Literal

from kg.extraction import find_facts, find_mentions
from kg.ontology import Ontology
from kg.types import Fact, Mention, Modality, Quantity
from tests.conftest import Read, read, triples, understand
from tests.extraction.conftest import Annotated, facts_with


def said(result: Read, name: str) -> list[tuple[str, str]]:
    """Give subject and object of the facts of a property; of mentions the words of the text."""
    return [(words(f.subject), words(f.object)) for f in facts_with(result, name)]


def words(end: object) -> str:
    return end.text if isinstance(end, Mention) else str(end)


def tenses(facts: list[Fact]) -> list[str]:
    return [fact.time.tense if fact.time else "" for fact in facts]


# Verbs


@pytest.mark.parametrize(
    ("language", "verb", "lemma"), [("de", "kauft", "kaufen"), ("en", "buys", "buy"), ("it", "acquista", "acquistare")]
)
def test_subject_verb_object(language: str, verb: str, lemma: str, annotated: Annotated, ontology: Ontology) -> None:
    """One rule for every language; only the lexicon differs."""
    result = understand(
        annotated(
            language,
            f"""
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        {verb}    {lemma}   VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
    """,
        ),
        ontology,
    )

    assert ("Corvatec", "acquires", "Lumenia") in triples(result)


def test_passive_with_agent(annotated: Annotated, ontology: Ontology) -> None:
    """ "Lumenia was bought by Corvatec" is the same fact as the active."""
    result = understand(
        annotated(
            "en",
            """
        Lumenia   Lumenia   PROPN  3  nsubj:pass  ORG
        was       be        AUX    3  aux:pass    -    VerbForm=Fin
        bought    buy       VERB   0  root        -    VerbForm=Part
        by        by        ADP    5  case        -
        Corvatec  Corvatec  PROPN  3  obl         ORG
    """,
        ),
        ontology,
    )

    assert said(result, "acquires") == [("Corvatec", "Lumenia")]


def test_passive_without_agent_names_no_buyer(annotated: Annotated, ontology: Ontology) -> None:
    """Nobody is named, nobody owns it: nothing is said."""
    result = understand(
        annotated(
            "en",
            """
        Lumenia   Lumenia   PROPN  3  nsubj:pass  ORG
        was       be        AUX    3  aux:pass    -    VerbForm=Fin
        bought    buy       VERB   0  root        -    VerbForm=Part
    """,
        ),
        ontology,
    )

    assert said(result, "acquires") == []


def test_owner_acts_where_a_passive_names_nobody(annotated: Annotated, ontology: Ontology) -> None:
    """ "Das Werk von Corvatec wurde geschlossen": Corvatec did, less surely than if it were said."""
    result = understand(
        annotated(
            "de",
            """
        Das          der        DET    2  det         -    Definite=Def|Gender=Neut
        Werk         Werk       NOUN   6  nsubj:pass  -    Number=Sing
        von          von        ADP    4  case        -
        Corvatec     Corvatec   PROPN  2  nmod        ORG
        wurde        werden     AUX    6  aux:pass    -    VerbForm=Fin
        geschlossen  schließen  VERB   0  root        -    VerbForm=Part
        .            .          PUNCT  6  punct       -
    """,
        ),
        ontology,
    )
    (fact,) = facts_with(result, "closes")

    assert (words(fact.subject), words(fact.object)) == ("Corvatec", "Werk")
    assert fact.confidence == 0.75


def test_owner_does_not_act_where_the_agent_is_named(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec's plant was closed by Brightoak": Corvatec did not."""
    result = understand(
        annotated(
            "en",
            """
        Corvatec   Corvatec   PROPN  3  nmod:poss   ORG
        's         's         PART   1  case        -
        plant      plant      NOUN   5  nsubj:pass  -    Number=Sing
        was        be         AUX    5  aux:pass    -    VerbForm=Fin
        closed     close      VERB   0  root        -    VerbForm=Part
        by         by         ADP    7  case        -
        Brightoak  Brightoak  PROPN  5  obl:agent   ORG
    """,
        ),
        ontology,
    )

    assert said(result, "closes") == [("Brightoak", "plant")]


def test_separable_verb_is_one_word(annotated: Annotated, ontology: Ontology) -> None:
    """The particle at the end of a German sentence belongs to the verb."""
    result = understand(
        annotated(
            "de",
            """
        Corvatec  Corvatec  PROPN  2  nsubj         ORG
        stellt    stellen   VERB   0  root          -    VerbForm=Fin
        den       der       DET    5  det           -    Definite=Def
        mobilen   mobil     ADJ    5  amod          -
        Dienst    Dienst    NOUN   2  obj           -    Number=Sing
        ein       ein       ADP    2  compound:prt  -
    """,
        ),
        ontology,
    )

    assert said(result, "discontinues") == [("Corvatec", "mobilen Dienst")]


def test_idiom_is_one_word(annotated: Annotated, ontology: Ontology) -> None:
    """ "Auf Eis legen" stops a project; its ice is no object."""
    result = understand(
        annotated(
            "de",
            """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        legt      legen     VERB   0  root   -    VerbForm=Fin
        Plano     Plano     PROPN  2  obj    -
        auf       auf       ADP    5  case   -
        Eis       Eis       NOUN   2  obl    -
    """,
        ),
        ontology,
    )

    assert said(result, "suspends") == [("Corvatec", "Plano")]


def test_relative_clause_speaks_of_its_noun(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec, which bought Lumenia, ..." says who bought whom."""
    result = understand(
        annotated(
            "en",
            """
        Corvatec  Corvatec  PROPN  7  nsubj      ORG
        ,         ,         PUNCT  4  punct      -
        which     which     PRON   4  nsubj      -    PronType=Rel
        bought    buy       VERB   1  acl:relcl  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  4  obj        ORG
        ,         ,         PUNCT  4  punct      -
        closes    close     VERB   0  root       -    VerbForm=Fin
        Fernhill  Fernhill  PROPN  7  obj        LOC
    """,
        ),
        ontology,
    )

    assert said(result, "acquires") == [("Corvatec", "Lumenia")]
    assert said(result, "closes") == [("Corvatec", "Fernhill")]


def test_object_of_the_upper_verb_does_what_the_infinitive_says(annotated: Annotated, ontology: Ontology) -> None:
    """ "The bank forced Corvatec to close the plant": Corvatec closes it."""
    result = understand(
        annotated(
            "en",
            """
        The       the       DET    2  det    -    Definite=Def
        bank      bank      NOUN   3  nsubj  -    Number=Sing
        forced    force     VERB   0  root   -    VerbForm=Fin
        Corvatec  Corvatec  PROPN  3  obj    ORG
        to        to        PART   6  mark   -
        close     close     VERB   3  xcomp  -    VerbForm=Inf
        the       the       DET    8  det    -    Definite=Def
        plant     plant     NOUN   6  obj    -    Number=Sing
    """,
        ),
        ontology,
    )

    assert said(result, "closes") == [("Corvatec", "plant")]


def test_coordination_gives_a_fact_each(annotated: Annotated, ontology: Ontology) -> None:
    """Two buyers and two bought are four facts; the second verb has the first one's subjects."""
    result = understand(
        annotated(
            "it",
            """
        Corvatec   Corvatec    PROPN  4  nsubj  ORG
        e          e           CCONJ  3  cc     -
        Brightoak  Brightoak   PROPN  1  conj   LOC
        comprano   comprare    VERB   0  root   -    VerbForm=Fin
        Lumenia    Lumenia     PROPN  4  obj    ORG
        e          e           CCONJ  7  cc     -
        Fernhill   Fernhill    PROPN  5  conj   MISC
        e          e           CCONJ  9  cc     -
        chiudono   chiudere    VERB   4  conj   -    VerbForm=Fin
        Halmbach   Halmbach    PROPN  9  obj    LOC
    """,
        ),
        ontology,
    )

    assert set(said(result, "acquires")) >= {("Corvatec", "Lumenia"), ("Corvatec", "Fernhill")}
    assert ("Corvatec", "Halmbach") in said(result, "closes")
    assert ("Corvatec", "Corvatec") not in said(result, "acquires")


def test_nobody_buys_himself(annotated: Annotated, ontology: Ontology) -> None:
    """Subject and object must be two things."""
    result = understand(
        annotated(
            "en",
            """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        buys      buy       VERB   0  root   -    VerbForm=Fin
    """,
        ),
        ontology,
    )

    assert said(result, "acquires") == []


def test_person_is_not_bought(annotated: Annotated, ontology: Ontology) -> None:
    """The range keeps nonsense out: a person with first and last name is no company."""
    result = understand(
        annotated(
            "en",
            """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        bought    buy       VERB   0  root   -    VerbForm=Fin
        Ada       Ada       PROPN  2  obj    PER
        Finch     Finch     PROPN  3  flat   PER
    """,
        ),
        ontology,
    )

    assert said(result, "acquires") == []


def test_pronoun_is_the_subject_as_it_stands(annotated: Annotated, ontology: Ontology) -> None:
    """The fact keeps the pronoun; who it is, resolution says. It weighs less than a name."""
    result = understand(
        annotated(
            "en",
            """
        It       it       PRON   2  nsubj  -    Person=3|PronType=Prs|Number=Sing
        bought   buy      VERB   0  root   -    VerbForm=Fin
        Lumenia  Lumenia  PROPN  2  obj    ORG
        .        .        PUNCT  2  punct  -
    """,
        ),
        ontology,
    )
    (fact,) = facts_with(result, "acquires")

    assert (words(fact.subject), words(fact.object), fact.confidence) == ("It", "Lumenia", 0.85)


# Nouns


NOMINAL = {
    "de": """
        Die        der        DET    2  det    -    Definite=Def
        Übernahme  Übernahme  NOUN   7  nsubj  -    Number=Sing
        von        von        ADP    4  case   -
        Lumenia    Lumenia    PROPN  2  nmod   ORG
        durch      durch      ADP    6  case   -
        Corvatec   Corvatec   PROPN  2  nmod   ORG
        freut      freuen     VERB   0  root   -    VerbForm=Fin
    """,
    "en": """
        The        the        DET    2  det    -    Definite=Def
        takeover   takeover   NOUN   7  nsubj  -    Number=Sing
        of         of         ADP    4  case   -
        Lumenia    Lumenia    PROPN  2  nmod   ORG
        by         by         ADP    6  case   -
        Corvatec   Corvatec   PROPN  2  nmod   ORG
        ended      end        VERB   0  root   -    VerbForm=Fin
    """,
    "it": """
        L’             il             DET    2  det    -    Definite=Def
        acquisizione   acquisizione   NOUN   9  nsubj  -    Number=Sing
        di             di             ADP    4  case   -
        Lumenia        Lumenia        PROPN  2  nmod   ORG
        da             da             ADP    8  case   -
        parte          parte          NOUN   5  fixed  -
        di             di             ADP    5  fixed  -
        Corvatec       Corvatec       PROPN  2  nmod   ORG
        piace          piacere        VERB   0  root   -    VerbForm=Fin
    """,
}


@pytest.mark.parametrize("language", ["de", "en", "it"])
def test_noun_says_what_its_verb_would(language: str, annotated: Annotated, ontology: Ontology) -> None:
    """ "The takeover of Lumenia by Corvatec": genitive and agent fill the places of object and subject."""
    result = understand(annotated(language, NOMINAL[language]), ontology)

    assert said(result, "acquires") == [("Corvatec", "Lumenia")]


# Titles


TITLES = {
    "before the name": (
        "en",
        """
        Corvatec  Corvatec  PROPN  2  compound  ORG
        CEO       CEO       NOUN   3  compound  -
        Ada       Ada       PROPN  5  nsubj     PER
        Finch     Finch     PROPN  3  flat      PER
        smiled    smile     VERB   0  root      -    VerbForm=Fin
    """,
        "ceoOf",
    ),
    "compound": (
        "de",
        """
        Corvatec-Chefin  Corvatec-Chefin  NOUN   4  nsubj  -
        Ada              Ada              PROPN  1  appos  PER
        Finch            Finch            PROPN  2  flat   PER
        lacht            lachen           VERB   0  root   -    VerbForm=Fin
    """,
        "ceoOf",
    ),
    "after a comma": (
        "en",
        """
        Ada       Ada       PROPN  8  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        ,         ,         PUNCT  4  punct  -
        CEO       CEO       NOUN   1  appos  -
        of        of        ADP    6  case   -
        Corvatec  Corvatec  PROPN  4  nmod   ORG
        ,         ,         PUNCT  4  punct  -
        smiled    smile     VERB   0  root   -    VerbForm=Fin
    """,
        "ceoOf",
    ),
    "name after a comma": (
        "it",
        """
        L’              il              DET    2  det    -    Definite=Def
        amministratrice amministratrice NOUN   10 nsubj  -
        delegata        delegato        ADJ    2  amod   -
        di              di              ADP    5  case   -
        Corvatec        Corvatec        PROPN  2  nmod   ORG
        ,               ,               PUNCT  7  punct  -
        Ada             Ada             PROPN  2  appos  PER
        Finch           Finch           PROPN  7  flat   PER
        ,               ,               PUNCT  7  punct  -
        ride            ridere          VERB   0  root   -    VerbForm=Fin
    """,
        "ceoOf",
    ),
    "copula": (
        "de",
        """
        Ada       Ada       PROPN  4  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        ist       sein      AUX    4  cop    -    VerbForm=Fin
        Chefin    Chefin    NOUN   0  root   -
        von       von       ADP    6  case   -
        Corvatec  Corvatec  PROPN  4  nmod   ORG
    """,
        "ceoOf",
    ),
    "ex": (
        "de",
        """
        Ex-Chefin  Ex-Chefin  NOUN   6  nsubj  -
        Ada        Ada        PROPN  1  appos  PER
        Finch      Finch      PROPN  2  flat   PER
        von        von        ADP    5  case   -
        Corvatec   Corvatec   PROPN  1  nmod   ORG
        lacht      lachen     VERB   0  root   -    VerbForm=Fin
    """,
        "formerCeoOf",
    ),
    "ehemalig": (
        "de",
        """
        Die              der              DET    3  det    -    Definite=Def
        ehemalige        ehemalig         ADJ    3  amod   -
        Corvatec-Chefin  Corvatec-Chefin  NOUN   6  nsubj  -
        Ada              Ada              PROPN  3  appos  PER
        Finch            Finch            PROPN  4  flat   PER
        lacht            lachen           VERB   0  root   -    VerbForm=Fin
    """,
        "formerCeoOf",
    ),
    "italian ex": (
        "it",
        """
        Ada             Ada             PROPN  9  nsubj  PER
        Finch           Finch           PROPN  1  flat   PER
        ,               ,               PUNCT  5  punct  -
        ex              ex              ADJ    5  amod   -
        amministratrice amministratrice NOUN   1  appos  -
        delegata        delegato        ADJ    5  amod   -
        di              di              ADP    8  case   -
        Corvatec        Corvatec        PROPN  5  nmod   ORG
        ride            ridere          VERB   0  root   -    VerbForm=Fin
    """,
        "formerCeoOf",
    ),
}


@pytest.mark.parametrize(("language", "table", "name"), TITLES.values(), ids=TITLES)
def test_title(language: str, table: str, name: str, annotated: Annotated, ontology: Ontology) -> None:
    """Wherever the title stands, it says who leads whom; a former one has a property of its own."""
    result = understand(annotated(language, table), ontology)
    other = {"ceoOf": "formerCeoOf", "formerCeoOf": "ceoOf"}[name]

    assert said(result, name) == [("Ada Finch", "Corvatec")]
    assert said(result, other) == []
    assert tenses(facts_with(result, name)) == ["" if name == "ceoOf" else "former"]


NO_CHIEFS = {
    "product chief": (
        "en",
        """
        Corvatec  Corvatec  PROPN  3  compound  ORG
        product   product   NOUN   3  compound  -
        chief     chief     NOUN   4  compound  -
        Ada       Ada       PROPN  6  nsubj     PER
        Finch     Finch     PROPN  4  flat      PER
        smiled    smile     VERB   0  root      -    VerbForm=Fin
    """,
    ),
    "deputy": (
        "en",
        """
        Corvatec  Corvatec  PROPN  3  compound  ORG
        deputy    deputy    ADJ    3  amod      -
        CEO       CEO       NOUN   4  compound  -
        Ada       Ada       PROPN  6  nsubj     PER
        Finch     Finch     PROPN  4  flat      PER
        smiled    smile     VERB   0  root      -    VerbForm=Fin
    """,
    ),
    "vize": (
        "de",
        """
        Vize-Chefin  Vize-Chefin  NOUN   6  nsubj  -
        Ada          Ada          PROPN  1  appos  PER
        Finch        Finch        PROPN  2  flat   PER
        von          von          ADP    5  case   -
        Corvatec     Corvatec     PROPN  1  nmod   ORG
        lacht        lachen       VERB   0  root   -    VerbForm=Fin
    """,
    ),
    "stellvertretend": (
        "de",
        """
        Die               der               DET    3  det    -    Definite=Def
        stellvertretende  stellvertretend   ADJ    3  amod   -
        Corvatec-Chefin   Corvatec-Chefin   NOUN   6  nsubj  -
        Ada               Ada               PROPN  3  appos  PER
        Finch             Finch             PROPN  4  flat   PER
        lacht             lachen            VERB   0  root   -    VerbForm=Fin
    """,
    ),
    "joined": (
        "de",
        """
        Produktchefin  Produktchefin  NOUN   6  nsubj  -
        Ada            Ada            PROPN  1  appos  PER
        Finch          Finch          PROPN  2  flat   PER
        von            von            ADP    5  case   -
        Corvatec       Corvatec       PROPN  1  nmod   ORG
        lacht          lachen         VERB   0  root   -    VerbForm=Fin
    """,
    ),
}


@pytest.mark.parametrize(("language", "table"), NO_CHIEFS.values(), ids=NO_CHIEFS)
def test_other_post_is_no_chief(language: str, table: str, annotated: Annotated, ontology: Ontology) -> None:
    """Whoever heads the products or stands in for the head does not lead the company."""
    result = understand(annotated(language, table), ontology)

    assert said(result, "ceoOf") == []


def test_head_of_a_joined_group_is_a_chief(annotated: Annotated, ontology: Ontology) -> None:
    """ "Molkereichefin" leads the dairy: the first part is the organization itself."""
    result = understand(
        annotated(
            "de",
            """
        Molkereichefin  Verbandschefin  NOUN   6  nsubj  -
        Ada             Ada             PROPN  1  appos  PER
        Finch           Finch           PROPN  2  flat   PER
        von             von             ADP    5  case   -
        Corvatec        Corvatec        PROPN  1  nmod   ORG
        lacht           lachen          VERB   0  root   -    VerbForm=Fin
    """,
        ),
        ontology,
    )

    assert said(result, "ceoOf") == [("Ada Finch", "Corvatec")]


POSTS = {
    "left": (
        "it",
        """
        Ada             Ada             PROPN  3  nsubj  PER
        Finch           Finch           PROPN  1  flat   PER
        dimette         dimettersi      VERB   0  root   -    VerbForm=Fin
        da              da              ADP    5  case   -
        amministratrice amministratrice NOUN   3  obl    -
        delegata        delegato        ADJ    5  amod   -
        di              di              ADP    8  case   -
        Corvatec        Corvatec        PROPN  5  nmod   ORG
    """,
        "formerCeoOf",
        "former",
    ),
    "taken": (
        "it",
        """
        Ada             Ada             PROPN  3  nsubj  PER
        Finch           Finch           PROPN  1  flat   PER
        diventa         diventare       VERB   0  root   -    VerbForm=Fin
        amministratrice amministratrice NOUN   3  xcomp  -
        delegata        delegato        ADJ    4  amod   -
        di              di              ADP    7  case   -
        Corvatec        Corvatec        PROPN  4  nmod   ORG
    """,
        "ceoOf",
        "current",
    ),
    "given": (
        "it",
        """
        Lumenia         Lumenia         PROPN  2  nsubj  ORG
        nomina          nominare        VERB   0  root   -    VerbForm=Fin
        Ada             Ada             PROPN  2  obj    PER
        Finch           Finch           PROPN  3  flat   PER
        amministratrice amministratrice NOUN   2  xcomp  -
        delegata        delegato        ADJ    5  amod   -
        di              di              ADP    8  case   -
        Corvatec        Corvatec        PROPN  5  nmod   ORG
    """,
        "ceoOf",
        "current",
    ),
}


@pytest.mark.parametrize(("language", "table", "name", "tense"), POSTS.values(), ids=POSTS)
def test_post_taken_or_left(
    language: str, table: str, name: str, tense: str, annotated: Annotated, ontology: Ontology
) -> None:
    """The verb says whether a post is held from now on or no more."""
    result = understand(annotated(language, table), ontology)

    assert said(result, name) == [("Ada Finch", "Corvatec")]
    assert tenses(facts_with(result, name)) == [tense]


# Figures


FIGURES = {
    "de": """
        Corvatec     Corvatec     PROPN  2  nsubj   ORG
        entlässt     entlassen    VERB   0  root    -    VerbForm=Fin
        rund         rund         ADV    4  advmod  -
        700          700          NUM    5  nummod  -
        Mitarbeiter  Mitarbeiter  NOUN   2  obj     -    Number=Plur
    """,
    "en": """
        Corvatec     Corvatec     PROPN  2  nsubj   ORG
        fires        fire         VERB   0  root    -    VerbForm=Fin
        about        about        ADV    4  advmod  -
        700          700          NUM    5  nummod  -
        employees    employee     NOUN   2  obj     -    Number=Plur
    """,
    "it": """
        Corvatec     Corvatec     PROPN  2  nsubj   ORG
        licenzia     licenziare   VERB   0  root    -    VerbForm=Fin
        circa        circa        ADV    4  advmod  -
        700          700          NUM    5  nummod  -
        dipendenti   dipendente   NOUN   2  obj     -    Number=Plur
    """,
}


@pytest.mark.parametrize("language", ["de", "en", "it"])
def test_figure_is_the_object(language: str, annotated: Annotated, ontology: Ontology) -> None:
    """How many are laid off is a number, rough where the text says so."""
    result = understand(annotated(language, FIGURES[language]), ontology)

    assert [(words(f.subject), f.object) for f in facts_with(result, "layoffCount")] == [
        ("Corvatec", Quantity(value=Decimal(700), approximate=True))
    ]


def test_count_takes_no_amount_of_money(annotated: Annotated, ontology: Ontology) -> None:
    """ "Entlässt für 3 Euro" counts nobody."""
    table = FIGURES["de"].replace("Mitarbeiter", "Euro       ")
    result = understand(annotated("de", table), ontology)

    assert facts_with(result, "layoffCount") == []


def test_figure_goes_to_the_owner_of_the_noun(annotated: Annotated, ontology: Ontology) -> None:
    """ "Il fatturato di Corvatec di 410 milioni di euro": genitive twice, one the owner and one the figure."""
    result = understand(
        annotated(
            "it",
            """
        Il         il         DET    2  det     -    Definite=Def
        fatturato  fatturato  NOUN   10 nsubj   -    Number=Sing
        di         di         ADP    4  case    -
        Corvatec   Corvatec   PROPN  2  nmod    ORG
        di         di         ADP    7  case    -
        410        410        NUM    7  nummod  -
        milioni    milione    NOUN   2  nmod    -    Number=Plur
        di         di         ADP    9  case    -
        euro       euro       NOUN   7  nmod    -
        cresce     crescere   VERB   0  root    -    VerbForm=Fin
    """,
        ),
        ontology,
    )

    assert [(words(f.subject), f.object) for f in facts_with(result, "revenue")] == [
        ("Corvatec", Quantity(value=Decimal(410_000_000), unit="EUR"))
    ]


def test_figure_goes_to_the_subject_of_a_light_verb(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec erzielt einen Umsatz von 3 Milliarden Euro": whose it is says the verb."""
    result = understand(
        annotated(
            "de",
            """
        Corvatec    Corvatec   PROPN  2  nsubj   ORG
        erzielt     erzielen   VERB   0  root    -    VerbForm=Fin
        einen       ein        DET    4  det     -    Definite=Ind
        Umsatz      Umsatz     NOUN   2  obj     -    Number=Sing
        von         von        ADP    8  case    -
        3           3          NUM    7  nummod  -
        Milliarden  Milliarde  NOUN   8  nmod    -
        Euro        Euro       NOUN   4  nmod    -
    """,
        ),
        ontology,
    )

    assert [(words(f.subject), f.object) for f in facts_with(result, "revenue")] == [
        ("Corvatec", Quantity(value=Decimal(3_000_000_000), unit="EUR"))
    ]


def test_last_figure_of_a_rise_counts(annotated: Annotated, ontology: Ontology) -> None:
    """ "Von 900 auf 1800 Euro": what it is now stands last."""
    result = understand(
        annotated(
            "de",
            """
        Die       der       DET    2  det     -    Definite=Def
        Klickrate Klickrate NOUN   3  nsubj   -    Number=Sing
        steigt    steigen   VERB   0  root    -    VerbForm=Fin
        von       von       ADP    6  case    -
        9         9         NUM    6  nummod  -
        Prozent   Prozent   NOUN   3  obl     -
        auf       auf       ADP    9  case    -
        18        18        NUM    9  nummod  -
        Prozent   Prozent   NOUN   3  obl     -
    """,
        ),
        ontology,
    )

    assert [f.object for f in facts_with(result, "hasMetric")] == [Quantity(value=Decimal(18), unit="%")]


# What a fact carries


def test_evidence_is_the_exact_sentence(annotated: Annotated, ontology: Ontology) -> None:
    """The quote is the sentence that says it and no other; the cue is the word."""
    annotation = annotated(
        "en",
        """
        Lumenia   Lumenia   PROPN  2  nsubj  ORG
        grows     grow      VERB   0  root   -    VerbForm=Fin
        .         .         PUNCT  2  punct  -
        Corvatec  Corvatec  PROPN  5  nsubj  ORG
        bought    buy       VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  5  obj    ORG
        .         .         PUNCT  5  punct  -
    """,
    )
    (fact,) = facts_with(understand(annotation, ontology), "acquires")
    text = annotation.document.text

    assert fact.evidence.text == "Corvatec bought Lumenia."
    assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.text
    assert fact.evidence.cue is not None
    assert text[slice(*fact.evidence.cue)] == "bought"
    assert str(fact.evidence.entry) == "https://kg.example/lexicon/en#buy"


def test_fact_of_sure_words_is_sure(annotated: Annotated, ontology: Ontology) -> None:
    """Confidence is the model's, and nothing is taken off where names stand in a plain sentence."""
    result = understand(
        annotated(
            "en",
            """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        bought    buy       VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
        .         .         PUNCT  2  punct  -
    """,
        ),
        ontology,
    )

    assert [f.confidence for f in facts_with(result, "acquires")] == [1.0]


def test_unsure_tree_makes_an_unsure_fact(annotated: Annotated, ontology: Ontology) -> None:
    """What the parser doubts, kg doubts; below the least there is no fact."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        bought    buy       VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
        .         .         PUNCT  2  punct  -
    """
    found = []
    for score in (0.81, 0.01):
        annotation = annotated("en", table)
        for token in annotation.doc:
            token._.arc_score = score
        found.append([f.confidence for f in facts_with(understand(annotation, ontology), "acquires")])

    assert found == [[0.9], []]


def test_words_as_they_stand_are_a_literal_of_the_language(annotated: Annotated, ontology: Ontology) -> None:
    """A status is told in the text's own words."""
    result = understand(
        annotated(
            "it",
            """
        Il        il        DET   2  det    -  Definite=Def
        servizio  servizio  NOUN  4  nsubj  -  Number=Sing
        mobile    mobile    ADJ   2  amod   -
        decolla   decollare VERB  0  root   -  VerbForm=Fin
    """,
        ),
        ontology,
    )

    assert [f.object for f in facts_with(result, "status")] == [Literal("decolla", lang="it")]


def test_order_of_mentions_does_not_matter(annotated: Annotated, ontology: Ontology) -> None:
    """Whoever hands the mentions on in another order gets the same facts."""
    annotation = annotated("en", TITLES["after a comma"][1])
    mentions = find_mentions(annotation, ontology)
    expected = find_facts(annotation, mentions, ontology)
    shuffled = list(mentions)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert find_facts(annotation, shuffled, ontology) == expected
    assert expected


@pytest.mark.model
def test_caption_and_boilerplate_give_nothing(ontology: Ontology) -> None:
    """What stands around an article is not what it says."""
    text = (
        "Corvatec buys Lumenia\n\n"
        "Photo: Brightoak headquarters\n\n"
        "Corvatec has bought the software company Lumenia Systems.\n\n"
        "Read also: Brightoak closes the Fernhill plant\n"
    )
    result = read(text, "en", ontology)

    assert "acquires" in {str(f.property).split("#")[-1] for f in result.facts}
    assert not [m for m in result.mentions if m.text in ("Brightoak", "Fernhill")]
    assert {f.modality for f in result.facts} == {Modality.ASSERTED}


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            '"We have bought Brenwick Capital," said Melbrook Group chief executive Anna Weber.',
            ["Melbrook Group"],
        ),
        ("en", '"We have bought Brenwick Capital," Melbrook Group said.', ["Melbrook Group"]),
        ("de", "„Wir haben die Firma Brenko gekauft“, sagte Solvia-Chefin Anna Weber.", ["Solvia"]),
        ("en", '"We have bought Brenwick Capital," said Anna Weber. Melbrook Group grows.', []),
        ("en", "We have bought Brenwick Capital. Melbrook Group grows. Melbrook Group is large.", []),
    ],
)
def test_we_is_whom_the_speaker_speaks_for(language: str, text: str, expected: list[str], ontology: Ontology) -> None:
    """Who has no known post may speak for anybody, and a newspaper's "we" is nobody's."""
    found = [(s, p) for s, p, _ in triples(read(text, language, ontology))]
    assert [s for s, p in found if p == "acquires"] == expected
