"""How surely a text says something, who says it, and when it holds."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Fact, Modality
from tests.conftest import read, understand
from tests.extraction.conftest import Annotated, facts_with


def fact_of(annotated: Annotated, ontology: Ontology, language: str, table: str, name: str = "acquires") -> Fact:
    """Give the one fact of a property."""
    (fact,) = facts_with(understand(annotated(language, table), ontology), name)
    return fact


def sources(fact: Fact) -> list[str]:
    return [mention.text for mention in fact.attribution]


PLAIN = """
    Corvatec  Corvatec  PROPN  2  nsubj  ORG
    bought    buy       VERB   0  root   -    VerbForm=Fin|Tense=Past
    Lumenia   Lumenia   PROPN  2  obj    ORG
    .         .         PUNCT  2  punct  -
"""


def test_plain_sentence_is_asserted(annotated: Annotated, ontology: Ontology) -> None:
    """Nothing hedges it, nobody else says it, no time is given."""
    fact = fact_of(annotated, ontology, "en", PLAIN)

    assert (fact.modality, fact.attribution, fact.time) == (Modality.ASSERTED, (), None)


# Auxiliaries, adverbs, moods


def auxiliary(language: str, form: str, lemma: str, buy: str, features: str) -> tuple[str, str]:
    return (
        language,
        f"""
        Corvatec  Corvatec  PROPN  3  nsubj  ORG
        {form}    {lemma}   AUX    3  aux    -    {features}
        {buy}     {buy}     VERB   0  root   -    VerbForm=Inf
        Lumenia   Lumenia   PROPN  3  obj    ORG
    """,
    )


AUXILIARIES = {
    "soll": (*auxiliary("de", "soll", "sollen", "kaufen", "VerbForm=Fin"), Modality.REPORTED),
    "will": (*auxiliary("de", "will", "wollen", "kaufen", "VerbForm=Fin"), Modality.PLANNED),
    "könnte": (*auxiliary("de", "könnte", "können", "kaufen", "VerbForm=Fin|Mood=Sub|Tense=Past"), Modality.POSSIBLE),
    "dürfte": (*auxiliary("de", "dürfte", "dürfen", "kaufen", "VerbForm=Fin|Mood=Sub|Tense=Past"), Modality.POSSIBLE),
    "habe": (*auxiliary("de", "habe", "haben", "kaufen", "VerbForm=Fin|Mood=Sub|Tense=Pres"), Modality.REPORTED),
    "hat": (*auxiliary("de", "hat", "haben", "kaufen", "VerbForm=Fin|Mood=Ind|Tense=Pres"), Modality.ASSERTED),
    "may": (*auxiliary("en", "may", "may", "buy", "VerbForm=Fin"), Modality.POSSIBLE),
    "could": (*auxiliary("en", "could", "could", "buy", "VerbForm=Fin"), Modality.POSSIBLE),
    "will (en)": (*auxiliary("en", "will", "will", "buy", "VerbForm=Fin"), Modality.PLANNED),
    "has": (*auxiliary("en", "has", "have", "buy", "VerbForm=Fin"), Modality.ASSERTED),
    "potrebbe": (*auxiliary("it", "potrebbe", "potere", "comprare", "VerbForm=Fin|Mood=Cnd"), Modality.POSSIBLE),
    "vuole": (*auxiliary("it", "vuole", "volere", "comprare", "VerbForm=Fin|Mood=Ind"), Modality.PLANNED),
    "avrebbe": (*auxiliary("it", "avrebbe", "avere", "comprare", "VerbForm=Fin|Mood=Cnd"), Modality.REPORTED),
    "ha": (*auxiliary("it", "ha", "avere", "comprare", "VerbForm=Fin|Mood=Ind"), Modality.ASSERTED),
}


@pytest.mark.parametrize(("language", "table", "modality"), AUXILIARIES.values(), ids=AUXILIARIES)
def test_auxiliary_and_mood(
    language: str, table: str, modality: Modality, annotated: Annotated, ontology: Ontology
) -> None:
    """Rumour, plan and chance stand in modal verbs and moods; tense alone takes nothing back."""
    assert fact_of(annotated, ontology, language, table).modality == modality


ADVERBS = {
    "angeblich": ("de", Modality.REPORTED),
    "vielleicht": ("de", Modality.POSSIBLE),
    "wohl": ("de", Modality.POSSIBLE),
    "nicht": ("de", Modality.DENIED),
    "heute": ("de", Modality.ASSERTED),
    "reportedly": ("en", Modality.REPORTED),
    "perhaps": ("en", Modality.POSSIBLE),
    "never": ("en", Modality.DENIED),
    "forse": ("it", Modality.POSSIBLE),
    "non": ("it", Modality.DENIED),
}
BUY = {"de": ("kaufte", "kaufen"), "en": ("bought", "buy"), "it": ("comprò", "comprare")}


@pytest.mark.parametrize("adverb", ADVERBS)
def test_adverb(adverb: str, annotated: Annotated, ontology: Ontology) -> None:
    """One small word turns a fact into hearsay, a guess or its contrary."""
    language, modality = ADVERBS[adverb]
    verb, lemma = BUY[language]
    table = f"""
        Corvatec  Corvatec  PROPN  3  nsubj   ORG
        {adverb}  {adverb}  ADV    3  advmod  -
        {verb}    {lemma}   VERB   0  root    -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  3  obj     ORG
    """

    assert fact_of(annotated, ontology, language, table).modality == modality


def test_negation_outweighs_the_rest(annotated: Annotated, ontology: Ontology) -> None:
    """ "Will angeblich nicht kaufen" is denied, whoever says so."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        Corvatec   Corvatec   PROPN  5  nsubj   ORG
        will       wollen     AUX    5  aux     -    VerbForm=Fin
        angeblich  angeblich  ADV    5  advmod  -
        nicht      nicht      PART   5  advmod  -
        kaufen     kaufen     VERB   0  root    -    VerbForm=Inf
        Lumenia    Lumenia    PROPN  5  obj     ORG
    """,
    )

    assert fact.modality == Modality.DENIED


def test_negated_object_denies_the_fact(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec schließt kein Werk": none is closed."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        Corvatec  Corvatec   PROPN  2  nsubj  ORG
        schließt  schließen  VERB   0  root   -    VerbForm=Fin
        kein      kein       DET    5  det    -    PronType=Neg
        eigenes   eigen      ADJ    5  amod   -
        Werk      Werk       NOUN   2  obj    -    Number=Sing
    """,
        "closes",
    )

    assert fact.modality == Modality.DENIED


def test_auxiliary_holds_for_both_verbs(annotated: Annotated, ontology: Ontology) -> None:
    """ "Will Lumenia kaufen und Fernhill schließen": both are plans."""
    table = """
        Corvatec   Corvatec   PROPN  4  nsubj  ORG
        will       wollen     AUX    4  aux    -    VerbForm=Fin
        Lumenia    Lumenia    PROPN  4  obj    ORG
        kaufen     kaufen     VERB   0  root   -    VerbForm=Inf
        und        und        CCONJ  7  cc     -
        Fernhill   Fernhill   PROPN  7  obj    LOC
        schließen  schließen  VERB   4  conj   -    VerbForm=Inf
    """

    assert fact_of(annotated, ontology, "de", table).modality == Modality.PLANNED
    assert fact_of(annotated, ontology, "de", table, "closes").modality == Modality.PLANNED


def test_auxiliary_does_not_reach_a_finite_verb(annotated: Annotated, ontology: Ontology) -> None:
    """ "May buy Lumenia and closes Fernhill": the second is said plainly."""
    table = """
        Corvatec  Corvatec  PROPN  3  nsubj  ORG
        may       may       AUX    3  aux    -    VerbForm=Fin
        buy       buy       VERB   0  root   -    VerbForm=Inf
        Lumenia   Lumenia   PROPN  3  obj    ORG
        and       and       CCONJ  6  cc     -
        closes    close     VERB   3  conj   -    VerbForm=Fin
        Fernhill  Fernhill  PROPN  6  obj    LOC
    """

    assert fact_of(annotated, ontology, "en", table).modality == Modality.POSSIBLE
    assert fact_of(annotated, ontology, "en", table, "closes").modality == Modality.ASSERTED


# Who says so


SOURCES = {
    "de": """
        Laut       laut       ADP    2  case   -
        Brightoak  Brightoak  PROPN  3  obl    ORG
        kaufte     kaufen     VERB   0  root   -    VerbForm=Fin
        Corvatec   Corvatec   PROPN  3  nsubj  ORG
        Lumenia    Lumenia    PROPN  3  obj    LOC
    """,
    "en": """
        According  accord     VERB   3  case   -
        to         to         ADP    1  fixed  -
        Brightoak  Brightoak  PROPN  6  obl    ORG
        ,          ,          PUNCT  3  punct  -
        Corvatec   Corvatec   PROPN  6  nsubj  ORG
        bought     buy        VERB   0  root   -    VerbForm=Fin
        Lumenia    Lumenia    PROPN  6  obj    ORG
    """,
    "it": """
        Secondo    secondo    ADP    2  case   -
        Brightoak  Brightoak  PROPN  4  obl    ORG
        ,          ,          PUNCT  2  punct  -
        comprò     comprare   VERB   0  root   -    VerbForm=Fin
        Corvatec   Corvatec   PROPN  4  nsubj  ORG
        Lumenia    Lumenia    PROPN  4  obj    LOC
    """,
}


@pytest.mark.parametrize("language", ["de", "en", "it"])
def test_source_phrase(language: str, annotated: Annotated, ontology: Ontology) -> None:
    """ "Laut X": reported, and X says it."""
    (fact,) = [
        f
        for f in facts_with(understand(annotated(language, SOURCES[language]), ontology), "acquires")
        if getattr(f.object, "text", "").startswith("Lumenia")
    ]

    assert (fact.modality, sources(fact)) == (Modality.REPORTED, ["Brightoak"])


SPEECH = {
    "de": """
        Ada       Ada       PROPN  3  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        sagte     sagen     VERB   0  root   -    VerbForm=Fin
        ,         ,         PUNCT  8  punct  -
        dass      dass      SCONJ  8  mark   -
        Corvatec  Corvatec  PROPN  8  nsubj  ORG
        Lumenia   Lumenia   PROPN  8  obj    LOC
        kaufte    kaufen    VERB   3  ccomp  -    VerbForm=Fin
    """,
    "en": """
        Ada       Ada       PROPN  3  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        said      say       VERB   0  root   -    VerbForm=Fin
        Corvatec  Corvatec  PROPN  5  nsubj  ORG
        bought    buy       VERB   3  ccomp  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  5  obj    ORG
    """,
    "it": """
        Ada       Ada       PROPN  3  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        dice      dire      VERB   0  root   -    VerbForm=Fin
        che       che       SCONJ  6  mark   -
        Corvatec  Corvatec  PROPN  6  nsubj  ORG
        compra    comprare  VERB   3  ccomp  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  6  obj    ORG
    """,
    "beside": """
        Corvatec  Corvatec  PROPN  2  nsubj      ORG
        bought    buy       VERB   0  root       -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj        ORG
        ,         ,         PUNCT  5  punct      -
        said      say       VERB   2  parataxis  -    VerbForm=Fin
        Ada       Ada       PROPN  5  nsubj      PER
        Finch     Finch     PROPN  6  flat       PER
    """,
}


@pytest.mark.parametrize("kind", SPEECH)
def test_verb_of_saying(kind: str, annotated: Annotated, ontology: Ontology) -> None:
    """What somebody says is theirs, whether the verb stands in front or behind."""
    fact = fact_of(annotated, ontology, "en" if kind == "beside" else kind, SPEECH[kind])

    assert (fact.modality, sources(fact)) == (Modality.REPORTED, ["Ada Finch"])


ATTITUDES = {
    "denies": ("en", "denied", "deny", Modality.DENIED),
    "believes": ("de", "glaubt", "glauben", Modality.OPINION),
    "fears": ("de", "fürchtet", "fürchten", Modality.POSSIBLE),
    "thinks": ("it", "pensa", "pensare", Modality.OPINION),
    "confirms": ("de", "bestätigt", "bestätigen", Modality.ASSERTED),
}


@pytest.mark.parametrize(("language", "verb", "lemma", "modality"), ATTITUDES.values(), ids=ATTITUDES)
def test_verb_of_attitude(
    language: str, verb: str, lemma: str, modality: Modality, annotated: Annotated, ontology: Ontology
) -> None:
    """Denied, believed, feared or confirmed: the upper verb says what the clause is worth."""
    buy, basic = BUY[language]
    fact = fact_of(
        annotated,
        ontology,
        language,
        f"""
        Ada       Ada       PROPN  3  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        {verb}    {lemma}   VERB   0  root   -    VerbForm=Fin
        Corvatec  Corvatec  PROPN  5  nsubj  ORG
        {buy}     {basic}   VERB   3  ccomp  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  5  obj    ORG
    """,
    )

    assert fact.modality == modality


@pytest.mark.parametrize("dep", ["ccomp", "xcomp"])
def test_clause_under_an_unknown_verb_is_never_asserted(dep: str, annotated: Annotated, ontology: Ontology) -> None:
    """Whether the clause is true hangs on a word kg does not know."""
    fact = fact_of(
        annotated,
        ontology,
        "en",
        f"""
        Ada       Ada       PROPN  3  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        frobbed   frob      VERB   0  root   -    VerbForm=Fin
        Corvatec  Corvatec  PROPN  5  nsubj  ORG
        bought    buy       VERB   3  {dep}  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  5  obj    ORG
    """,
    )

    assert fact.modality == Modality.POSSIBLE


def test_planned_thing_is_planned(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec plant die Übernahme von Lumenia": the noun is as planned as a clause."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        Corvatec   Corvatec   PROPN  2  nsubj  ORG
        plant      planen     VERB   0  root   -    VerbForm=Fin
        die        der        DET    4  det    -    Definite=Def
        Übernahme  Übernahme  NOUN   2  obj    -    Number=Sing
        von        von        ADP    6  case   -
        Lumenia    Lumenia    PROPN  4  nmod   ORG
    """,
    )

    assert (getattr(fact.subject, "text", ""), fact.modality) == ("Corvatec", Modality.PLANNED)


# Clauses


@pytest.mark.parametrize(
    ("language", "marker"), [("de", "wenn"), ("de", "falls"), ("en", "if"), ("en", "whether"), ("it", "se")]
)
def test_conditional_clause_is_possible(language: str, marker: str, annotated: Annotated, ontology: Ontology) -> None:
    """ "If Corvatec bought Lumenia" does not say that it did."""
    verb, lemma = BUY[language]
    fact = fact_of(
        annotated,
        ontology,
        language,
        f"""
        {marker}  {marker}  SCONJ  3  mark   -
        Corvatec  Corvatec  PROPN  3  nsubj  ORG
        {verb}    {lemma}   VERB   5  advcl  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  3  obj    ORG
        frobs     frob      VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert fact.modality == Modality.POSSIBLE


def test_causal_clause_is_asserted(annotated: Annotated, ontology: Ontology) -> None:
    """ "Because Corvatec bought Lumenia" takes it for true, whatever the main clause hedges."""
    fact = fact_of(
        annotated,
        ontology,
        "en",
        """
        because    because    SCONJ  3  mark   -
        Corvatec   Corvatec   PROPN  3  nsubj  ORG
        bought     buy        VERB   7  advcl  -    VerbForm=Fin
        Lumenia    Lumenia    PROPN  3  obj    ORG
        Brightoak  Brightoak  PROPN  7  nsubj  ORG
        may        may        AUX    7  aux    -    VerbForm=Fin
        grow       grow       VERB   0  root   -    VerbForm=Inf
    """,
    )

    assert fact.modality == Modality.ASSERTED


def test_purpose_clause_is_planned(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec borrows money to buy Lumenia" says what for, not that it happened."""
    fact = fact_of(
        annotated,
        ontology,
        "en",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        borrows   borrow    VERB   0  root   -    VerbForm=Fin
        money     money     NOUN   2  obj    -
        to        to        PART   5  mark   -
        buy       buy       VERB   2  advcl  -    VerbForm=Inf
        Lumenia   Lumenia   PROPN  5  obj    ORG
    """,
    )

    assert fact.modality == Modality.PLANNED


def test_without_is_denied(annotated: Annotated, ontology: Ontology) -> None:
    """ "Ohne Lumenia zu kaufen": it was not bought, and not planned either."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        wächst    wachsen   VERB   0  root   -    VerbForm=Fin
        ,         ,         PUNCT  7  punct  -
        ohne      ohne      SCONJ  7  mark   -
        Lumenia   Lumenia   PROPN  7  obj    ORG
        zu        zu        PART   7  mark   -
        kaufen    kaufen    VERB   2  advcl  -    VerbForm=Inf
    """,
    )

    assert fact.modality == Modality.DENIED


@pytest.mark.parametrize("end", ["?", "? “"])
def test_question_says_nothing(end: str, annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec bought Lumenia?" asks."""
    marks = "\n".join(f"{mark}  {mark}  PUNCT  2  punct  -" for mark in end.split())
    table = "\n".join(PLAIN.strip().splitlines()[:3])

    assert fact_of(annotated, ontology, "en", f"{table}\n{marks}").modality == Modality.POSSIBLE


def test_relative_clause_stays_asserted_in_a_hedged_sentence(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec, which bought Lumenia, may grow": the purchase is told as done."""
    fact = fact_of(
        annotated,
        ontology,
        "en",
        """
        Corvatec  Corvatec  PROPN  8  nsubj      ORG
        ,         ,         PUNCT  4  punct      -
        which     which     PRON   4  nsubj      -    PronType=Rel
        bought    buy       VERB   1  acl:relcl  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  4  obj        ORG
        ,         ,         PUNCT  4  punct      -
        may       may       AUX    8  aux        -    VerbForm=Fin
        grow      grow      VERB   0  root       -    VerbForm=Inf
    """,
    )

    assert fact.modality == Modality.ASSERTED


def test_title_stays_asserted_in_a_hedged_sentence(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec-Chefin Ada Finch soll Lumenia kaufen": she leads Corvatec, rumour or not."""
    table = """
        Corvatec-Chefin  Corvatec-Chefin  NOUN   6  nsubj  -
        Ada              Ada              PROPN  1  appos  PER
        Finch            Finch            PROPN  2  flat   PER
        soll             sollen           AUX    6  aux    -    VerbForm=Fin
        Lumenia          Lumenia          PROPN  6  obj    ORG
        kaufen           kaufen           VERB   0  root   -    VerbForm=Inf
    """

    assert fact_of(annotated, ontology, "de", table, "ceoOf").modality == Modality.ASSERTED
    assert fact_of(annotated, ontology, "de", table).modality == Modality.REPORTED


@pytest.mark.parametrize(("adverb", "modality"), [("nicht", Modality.DENIED), ("heute", Modality.ASSERTED)])
def test_title_by_copula_is_said_like_any_predicate(
    adverb: str, modality: Modality, annotated: Annotated, ontology: Ontology
) -> None:
    """ "Ada Finch ist nicht Chefin von Corvatec" denies it: here the title is what the sentence says."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        f"""
        Ada       Ada       PROPN  5  nsubj   PER
        Finch     Finch     PROPN  1  flat    PER
        ist       sein      AUX    5  cop     -    VerbForm=Fin
        {adverb}  {adverb}  ADV    5  advmod  -
        Chefin    Chefin    NOUN   0  root    -
        von       von       ADP    7  case    -
        Corvatec  Corvatec  PROPN  5  nmod    ORG
    """,
        "ceoOf",
    )

    assert fact.modality == modality


# Quotations


QUOTED = """
    „         „         PUNCT  4  punct  -
    Wir       wir       PRON   4  nsubj  -    Person=1|PronType=Prs
    heute     heute     ADV    4  advmod -
    wachsen   wachsen   VERB   0  root   -    VerbForm=Fin
    ,         ,         PUNCT  7  punct  -
    Corvatec  Corvatec  PROPN  7  nsubj  ORG
    kauft     kaufen    VERB   4  conj   -    VerbForm=Fin
    Lumenia   Lumenia   PROPN  7  obj    LOC
    “         “         PUNCT  4  punct  -
"""


def test_speaker_behind_a_quotation(annotated: Annotated, ontology: Ontology) -> None:
    """ "„...“, sagt Ada Finch": what is quoted is hers."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        QUOTED.rstrip()
        + """
        ,      ,      PUNCT  11  punct      -
        sagt   sagen  VERB   4   parataxis  -    VerbForm=Fin
        Ada    Ada    PROPN  11  nsubj      PER
        Finch  Finch  PROPN  12  flat       PER
    """,
    )

    assert (fact.modality, sources(fact)) == (Modality.REPORTED, ["Ada Finch"])


def test_speaker_before_a_quotation(annotated: Annotated, ontology: Ontology) -> None:
    """ "Ada Finch sagt: „...“": the same."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        Ada       Ada       PROPN  3   nsubj      PER
        Finch     Finch     PROPN  1   flat       PER
        sagt      sagen     VERB   0   root       -    VerbForm=Fin
        :         :         PUNCT  3   punct      -
        „         „         PUNCT  8   punct      -
        Wir       wir       PRON   8   nsubj      -    Person=1|PronType=Prs
        heute     heute     ADV    8   advmod     -
        wachsen   wachsen   VERB   3   parataxis  -    VerbForm=Fin
        ,         ,         PUNCT  11  punct      -
        Corvatec  Corvatec  PROPN  11  nsubj      ORG
        kauft     kaufen    VERB   8   conj       -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  11  obj        LOC
        “         “         PUNCT  8   punct      -
    """,
    )

    assert (fact.modality, sources(fact)) == (Modality.REPORTED, ["Ada Finch"])


def test_quotation_of_nobody_is_reported_all_the_same(annotated: Annotated, ontology: Ontology) -> None:
    """kg does not vouch for words in quotation marks."""
    fact = fact_of(annotated, ontology, "de", QUOTED)

    assert (fact.modality, sources(fact)) == (Modality.REPORTED, [])


def test_title_in_a_quotation_is_reported(annotated: Annotated, ontology: Ontology) -> None:
    """Said in passing, but by somebody else."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        „                „                PUNCT  6  punct  -
        Heute            heute            ADV    6  advmod -
        nun              nun              ADV    6  advmod -
        wird             werden           AUX    6  aux    -    VerbForm=Fin
        uns              wir              PRON   6  obj    -    Person=1|PronType=Prs
        retten           retten           VERB   0  root   -    VerbForm=Inf
        Corvatec-Chefin  Corvatec-Chefin  NOUN   6  nsubj  -
        Ada              Ada              PROPN  7  appos  PER
        Finch            Finch            PROPN  8  flat   PER
        “                “                PUNCT  6  punct  -
    """,
        "ceoOf",
    )

    assert fact.modality == Modality.REPORTED


# Time


DATES = {
    "year": ("en", "in", "in", "2019", "2019"),
    "german year": ("de", "seit", "seit", "2019", "2019"),
    "italian year": ("it", "nel", "in", "2019", "2019"),
}


@pytest.mark.parametrize(("language", "adposition", "lemma", "date", "start"), DATES.values(), ids=DATES)
def test_date_on_the_predicate(
    language: str,
    adposition: str,
    lemma: str,
    date: str,
    start: str,
    annotated: Annotated,
    ontology: Ontology,
) -> None:
    """When it happened hangs on the verb."""
    verb, basic = BUY[language]
    fact = fact_of(
        annotated,
        ontology,
        language,
        f"""
        Corvatec      Corvatec  PROPN  2  nsubj  ORG
        {verb}        {basic}   VERB   0  root   -    VerbForm=Fin
        Lumenia       Lumenia   PROPN  2  obj    ORG
        {adposition}  {lemma}   ADP    5  case   -
        {date}        {date}    NUM    2  obl    DATE
    """,
    )

    assert fact.time is not None
    assert (fact.time.start, fact.time.tense) == (start, "")


def test_date_of_three_words_is_a_day(annotated: Annotated, ontology: Ontology) -> None:
    """ "Am 3. März 2019" keeps its day."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        kaufte    kaufen    VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
        am        an        ADP    6  case   -
        3.        3.        ADJ    6  amod   DATE
        März      März      NOUN   2  obl    DATE
        2019      2019      NUM    6  nummod DATE
    """,
    )

    assert fact.time is not None
    assert fact.time.start == "2019-03-03"


def test_number_is_no_date(annotated: Annotated, ontology: Ontology) -> None:
    """ "Für 700 Euro" tells a price and no time."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj   ORG
        kaufte    kaufen    VERB   0  root    -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj     ORG
        für       für       ADP    6  case    -
        700       700       NUM    6  nummod  -
        Euro      Euro      NOUN   2  obl     -
    """,
    )

    assert fact.time is None


@pytest.mark.parametrize(
    ("adjective", "lemma", "name", "tense"),
    [
        ("aktuelle", "aktuell", "ceoOf", "current"),
        ("künftige", "künftig", "ceoOf", "future"),
        ("einstige", "einstig", "formerCeoOf", "former"),
        ("nette", "nett", "ceoOf", ""),
    ],
)
def test_adjective_says_when_a_post_is_held(
    adjective: str, lemma: str, name: str, tense: str, annotated: Annotated, ontology: Ontology
) -> None:
    """ "Die künftige Chefin" is not chief yet; of "die nette Chefin" nothing is known."""
    fact = fact_of(
        annotated,
        ontology,
        "de",
        f"""
        Die              der              DET    3  det    -    Definite=Def
        {adjective}      {lemma}          ADJ    3  amod   -
        Corvatec-Chefin  Corvatec-Chefin  NOUN   6  nsubj  -
        Ada              Ada              PROPN  3  appos  PER
        Finch            Finch            PROPN  4  flat   PER
        lacht            lachen           VERB   0  root   -    VerbForm=Fin
    """,
        name,
    )

    assert (fact.time.tense if fact.time else "") == tense


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Melbrook Group to buy Brenwick Capital", "acquires"),
        ("Brenwick Capital to be bought by Melbrook Group", "acquires"),
        ("Anna Weber to become new CEO of Melbrook Group", "ceoOf"),
        ("Melbrook Group to close 14 shops", "closes"),
    ],
)
def test_infinitive_of_a_headline_is_to_come(text: str, name: str, ontology: Ontology) -> None:
    """Half of all English headlines tell of what has not happened yet."""
    result = read(f"{text}\n\nMelbrook Group is large. Brenwick Capital is small.", "en", ontology)
    assert {fact.modality for fact in facts_with(result, name)} == {Modality.PLANNED}


def test_what_fails_does_not_happen(annotated: Annotated, ontology: Ontology) -> None:
    """The noun says what, the verb that it came to nothing."""
    table = """
        Die        der        DET    2  det         -
        Übernahme  Übernahme  NOUN   7  nsubj:pass  -    Number=Sing
        Lumenias   Lumenia    PROPN  2  nmod        ORG  Case=Gen
        durch      durch      ADP    5  case        -
        Corvatec   Corvatec   PROPN  2  nmod        ORG
        ist        sein       AUX    7  aux:pass    -    VerbForm=Fin
        geplatzt   platzen    VERB   0  root        -    VerbForm=Part
    """
    facts = facts_with(understand(annotated("de", table), ontology), "acquires")
    assert [fact.modality for fact in facts] == [Modality.DENIED]


# What told it


@pytest.mark.parametrize(("language", "table", "modality"), AUXILIARIES.values(), ids=AUXILIARIES.keys())
def test_a_hedge_is_told_by_a_word_of_the_text(
    annotated: Annotated, ontology: Ontology, language: str, table: str, modality: Modality
) -> None:
    """Whoever asks why a fact is hedged is shown the auxiliary; what is plain was told by none."""
    fact = fact_of(annotated, ontology, language, table)
    auxiliary_word = table.split("\n")[2].split()[0]

    words = [fact.evidence.document.text[start:end] for start, end in fact.evidence.hedges]
    assert words == ([] if modality is Modality.ASSERTED else [auxiliary_word])


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "sources"),
    [
        (
            "de",
            "Der Vertrag sei gut, sagte der Händler Marlow. Der Konzern Solvia habe die Firma Brenko gekauft.",
            True,
        ),
        ("de", "Marlow lobte den Vertrag. Der Konzern Solvia soll die Firma Brenko gekauft haben.", False),
        (
            "de",
            "Der Vertrag sei gut, sagte der Händler Marlow.\n\nDer Konzern Solvia soll die Firma Brenko gekauft haben.",
            False,
        ),
        (
            "en",
            "Business is good, according to the broker Marlow. Solvia has reportedly bought its rival Brenko.",
            True,
        ),
    ],
)
def test_a_report_goes_on_in_the_next_sentence(language: str, text: str, sources: bool, ontology: Ontology) -> None:
    """Who is said to say so has said it in the sentence before, but not in another paragraph, nor of plain news."""
    fact = facts_with(read(text, language, ontology), "acquires")[0]

    assert fact.modality == Modality.REPORTED
    assert ["Marlow" in m.label for m in fact.attribution] == [True] * sources


@pytest.mark.parametrize(
    ("text", "name", "modality"),
    [
        ("Der Konzern Solvia muss das Werk in Kiel schließen.", "closes", Modality.PLANNED),
        ("Der Konzern Solvia musste das Werk in Kiel schließen.", "closes", Modality.ASSERTED),
        ("Der Konzern Solvia musste das Werk in Kiel nicht schließen.", "closes", Modality.DENIED),
        ("Der Konzern Solvia müsste das Werk in Kiel schließen.", "closes", Modality.POSSIBLE),
        ("Der Händler Solvia musste laut Insidern das Werk in Kiel schließen.", "closes", Modality.REPORTED),
        ("Der Konzern Solvia musste die Firma Telvario noch verkaufen.", "divests", Modality.PLANNED),
    ],
)
def test_what_had_to_be_done_was_done(text: str, name: str, modality: Modality, ontology: Ontology) -> None:
    """An obligation of the past was met, if nothing says that it was still to come."""
    fact = facts_with(read(text, "de", ontology), name)[0]

    assert fact.modality == modality
