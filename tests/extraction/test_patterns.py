"""How Universal Dependencies realise a grammatical function."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from spacy.tokens import Token

from kg.extraction import belonging, clauses, patterns, trees
from kg.ontology import Argument
from tests.extraction.conftest import ReadingOf


def texts(tokens: Iterable[Token]) -> list[str]:
    return [token.text for token in tokens]


def test_subtype_of_a_relation_is_cut_off() -> None:
    """Most rules hold for a relation whatever its subtype."""
    assert [trees.base(dep) for dep in ("nsubj:pass", "obl", "acl:relcl")] == ["nsubj", "obl", "acl"]


def test_active_verb_has_subject_and_object(reading_of: ReadingOf) -> None:
    """The plainest sentence: who does it, to what it is done."""
    reading = reading_of(
        "en",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        bought    buy       VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
    """,
    )
    bought = reading.doc[1]

    assert not trees.is_passive(bought)
    assert texts(clauses.subjects(reading, bought)) == ["Corvatec"]
    assert texts(clauses.objects(reading, bought)) == ["Lumenia"]


PASSIVES = {
    "en": """
        Lumenia   Lumenia   PROPN  3  nsubj:pass  ORG
        was       be        AUX    3  aux:pass    -    VerbForm=Fin
        bought    buy       VERB   0  root        -    VerbForm=Part
        by        by        ADP    5  case        -
        Corvatec  Corvatec  PROPN  3  {agent}     ORG
    """,
    "de": """
        Lumenia   Lumenia   PROPN  5  nsubj:pass  ORG
        wurde     werden    AUX    5  aux:pass    -    VerbForm=Fin
        von       von       ADP    4  case        -
        Corvatec  Corvatec  PROPN  5  {agent}     ORG
        gekauft   kaufen    VERB   0  root        -    VerbForm=Part
    """,
    "it": """
        Lumenia     Lumenia     PROPN  4  nsubj:pass  ORG
        è           essere      AUX    4  aux         -    VerbForm=Fin
        stata       essere      AUX    4  aux:pass    -    VerbForm=Part
        acquistata  acquistare  VERB   0  root        -    VerbForm=Part
        dalla       da          ADP    6  case        -
        Corvatec    Corvatec    PROPN  4  {agent}     ORG
    """,
}


@pytest.mark.parametrize("agent", ["obl:agent", "obl"])
@pytest.mark.parametrize("language", ["de", "en", "it"])
def test_agent_of_a_passive_does_it(language: str, agent: str, reading_of: ReadingOf) -> None:
    """Treebanks differ in whether they mark the agent; the adposition tells it in every language."""
    reading = reading_of(language, PASSIVES[language].format(agent=agent))
    verb = next(token for token in reading.doc if token.dep_ == "root")

    assert trees.is_passive(verb)
    assert texts(clauses.subjects(reading, verb)) == ["Corvatec"]
    assert texts(clauses.objects(reading, verb)) == ["Lumenia"]


def test_passive_without_agent_names_nobody_who_acts(reading_of: ReadingOf) -> None:
    """A place or a time beside a passive is not who did it."""
    reading = reading_of(
        "en",
        """
        Lumenia  Lumenia  PROPN  3  nsubj:pass  ORG
        was      be       AUX    3  aux:pass    -    VerbForm=Fin
        sold     sell     VERB   0  root        -    VerbForm=Part
        in       in       ADP    5  case        -
        Ghent    Ghent    PROPN  3  obl         LOC
    """,
    )
    sold = reading.doc[2]

    assert texts(clauses.subjects(reading, sold)) == []
    assert texts(clauses.objects(reading, sold)) == ["Lumenia"]


@pytest.mark.parametrize(
    ("features", "expected"), [("VerbForm=Part|Tense=Past", ["Dienst"]), ("VerbForm=Part|Tense=Pres", [])]
)
def test_past_participle_is_a_passive_of_its_noun(features: str, expected: list[str], reading_of: ReadingOf) -> None:
    """ "Der eingestellte Dienst" was stopped; "der wachsende Dienst" does something itself."""
    reading = reading_of(
        "de",
        f"""
        der           der         DET   3  det   -  Definite=Def
        eingestellte  einstellen  VERB  3  amod  -  {features}
        Dienst        Dienst      NOUN  0  root  -
    """,
    )

    assert texts(clauses.objects(reading, reading.doc[1])) == expected


def test_relative_pronoun_as_subject_stands_for_its_noun(reading_of: ReadingOf) -> None:
    """ "Corvatec, which bought Lumenia": Corvatec bought it."""
    reading = reading_of(
        "en",
        """
        Corvatec  Corvatec  PROPN  6  nsubj      ORG
        ,         ,         PUNCT  1  punct      -
        which     which     PRON   4  nsubj      -    PronType=Rel
        bought    buy       VERB   1  acl:relcl  -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  4  obj        ORG
        grows     grow      VERB   0  root       -    VerbForm=Fin
    """,
    )
    bought = reading.doc[3]

    assert texts(clauses.subjects(reading, bought)) == ["Corvatec"]
    assert texts(clauses.objects(reading, bought)) == ["Lumenia"]


def test_relative_pronoun_as_object_stands_for_its_noun(reading_of: ReadingOf) -> None:
    """ "Lumenia, che Corvatec ha acquistato": Lumenia was bought."""
    reading = reading_of(
        "it",
        """
        Lumenia     Lumenia     PROPN  7  nsubj      ORG
        ,           ,           PUNCT  1  punct      -
        che         che         PRON   6  obj        -    PronType=Rel
        Corvatec    Corvatec    PROPN  6  nsubj      ORG
        ha          avere       AUX    6  aux        -    VerbForm=Fin
        acquistato  acquistare  VERB   1  acl:relcl  -    VerbForm=Part
        cresce      crescere    VERB   0  root       -    VerbForm=Fin
    """,
    )
    bought = reading.doc[5]

    assert texts(clauses.subjects(reading, bought)) == ["Corvatec"]
    assert texts(clauses.objects(reading, bought)) == ["Lumenia"]


def test_relative_object_leaves_no_subject_to_the_noun(reading_of: ReadingOf) -> None:
    """Where the subject was not found, the noun that is the object must not take its place."""
    reading = reading_of(
        "en",
        """
        Lumenia  Lumenia  PROPN  5  nsubj      ORG
        ,        ,        PUNCT  1  punct      -
        which    which    PRON   4  obj        -    PronType=Rel
        bought   buy      VERB   1  acl:relcl  -    VerbForm=Fin
        grows    grow     VERB   0  root       -    VerbForm=Fin
    """,
    )

    assert texts(clauses.subjects(reading, reading.doc[3])) == []


def test_relative_pronoun_behind_an_adposition_stands_for_its_noun(reading_of: ReadingOf) -> None:
    """ "Das Projekt, an dem Corvatec arbeitet": it works on the project. German "dem" looks like an article."""
    reading = reading_of(
        "de",
        """
        Das       der       DET    2  det        -    Definite=Def
        Projekt   Projekt   NOUN   8  nsubj      -
        ,         ,         PUNCT  7  punct      -
        am        an        ADP    5  case       -
        dem       der       PRON   7  obl        -
        Corvatec  Corvatec  PROPN  7  nsubj      ORG
        arbeitet  arbeiten  VERB   2  acl:relcl  -    VerbForm=Fin
        wächst    wachsen   VERB   0  root       -    VerbForm=Fin
    """,
    )
    works = reading.doc[6]

    assert texts(patterns.phrases(reading, works, frozenset({"an"}))) == ["Projekt"]
    assert texts(patterns.phrases(reading, works, frozenset({"auf"}))) == []


def test_article_in_a_relative_clause_is_no_relative_pronoun(reading_of: ReadingOf) -> None:
    """Only what opens the clause is relative: "der" before a noun further in is an article."""
    reading = reading_of(
        "de",
        """
        Corvatec  Corvatec  PROPN  7  nsubj      ORG
        ,         ,         PUNCT  6  punct      -
        die       der       PRON   6  nsubj      -
        den       der       DET    5  det        -
        Dienst    Dienst    NOUN   6  obj        -
        stoppt    stoppen   VERB   1  acl:relcl  -    VerbForm=Fin
        wächst    wachsen   VERB   0  root       -    VerbForm=Fin
    """,
    )

    assert [trees.is_relative(token) for token in reading.doc] == [False, False, True, False, False, False, False]
    noun = trees.antecedent(reading.doc[2])
    assert noun is not None
    assert noun.text == "Corvatec"


def test_infinitive_has_the_subject_of_the_upper_verb(reading_of: ReadingOf) -> None:
    """ "Corvatec wants to buy": the one who wants is the one who buys."""
    reading = reading_of(
        "en",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        wants     want      VERB   0  root   -    VerbForm=Fin
        to        to        PART   4  mark   -
        buy       buy       VERB   2  xcomp  -    VerbForm=Inf
        Lumenia   Lumenia   PROPN  4  obj    ORG
    """,
    )

    assert texts(clauses.subjects(reading, reading.doc[3])) == ["Corvatec"]


def test_infinitive_has_the_object_of_the_upper_verb(reading_of: ReadingOf) -> None:
    """ "The crisis forced Corvatec to close": not the crisis closes."""
    reading = reading_of(
        "en",
        """
        The       the       DET    2  det    -
        crisis    crisis    NOUN   3  nsubj  -
        forced    force     VERB   0  root   -    VerbForm=Fin
        Corvatec  Corvatec  PROPN  3  obj    ORG
        to        to        PART   6  mark   -
        close     close     VERB   3  xcomp  -    VerbForm=Inf
    """,
    )

    assert texts(clauses.subjects(reading, reading.doc[5])) == ["Corvatec"]


def test_reflexive_pronoun_controls_nothing(reading_of: ReadingOf) -> None:
    """ "Corvatec entschließt sich zu schließen": "sich" is Corvatec."""
    reading = reading_of(
        "de",
        """
        Corvatec    Corvatec      PROPN  2  nsubj  ORG
        entschließt entschließen  VERB   0  root   -    VerbForm=Fin
        sich        sich          PRON   2  obj    -    PronType=Prs|Reflex=Yes
        zu          zu            PART   5  mark   -
        schließen   schließen     VERB   2  xcomp  -    VerbForm=Inf
    """,
    )

    assert texts(clauses.subjects(reading, reading.doc[4])) == ["Corvatec"]


def test_gerund_shares_the_subject_and_a_finite_clause_does_not(reading_of: ReadingOf) -> None:
    """ "Corvatec cresce acquistando Lumenia" against "Corvatec cresce mentre acquista"."""
    table = """
        Corvatec     Corvatec    PROPN  2  nsubj  ORG
        cresce       crescere    VERB   0  root   -    VerbForm=Fin
        acquistando  acquistare  VERB   2  advcl  -    VerbForm={form}
        Lumenia      Lumenia     PROPN  3  obj    ORG
    """
    gerund, finite = (reading_of("it", table.format(form=form)) for form in ("Ger", "Fin"))

    assert texts(clauses.subjects(gerund, gerund.doc[2])) == ["Corvatec"]
    assert texts(clauses.subjects(finite, finite.doc[2])) == []


def test_coordinated_subjects_and_objects_all_count(reading_of: ReadingOf) -> None:
    """Who stands behind "and" does it too."""
    reading = reading_of(
        "en",
        """
        Corvatec   Corvatec   PROPN  4  nsubj  ORG
        and        and        CCONJ  3  cc     -
        Brightoak  Brightoak  PROPN  1  conj   LOC
        bought     buy        VERB   0  root   -    VerbForm=Fin
        Lumenia    Lumenia    PROPN  4  obj    ORG
        and        and        CCONJ  7  cc     -
        Fernhill   Fernhill   PROPN  5  conj   LOC
    """,
    )
    bought = reading.doc[3]

    assert texts(clauses.subjects(reading, bought)) == ["Corvatec", "Brightoak"]
    assert texts(clauses.objects(reading, bought)) == ["Lumenia", "Fernhill"]


def test_clause_hung_on_a_noun_is_no_second_noun(reading_of: ReadingOf) -> None:
    """A parser's slip must not make a verb a buyer."""
    reading = reading_of(
        "en",
        """
        Corvatec  Corvatec  PROPN  4  nsubj  ORG
        and       and       CCONJ  3  cc     -
        grow      grow      VERB   1  conj   -    VerbForm=Fin
        bought    buy       VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert texts(clauses.subjects(reading, reading.doc[3])) == ["Corvatec"]


def test_coordinated_verbs_share_subject_and_object(reading_of: ReadingOf) -> None:
    """ "Corvatec entwickelt und verkauft Plano" says two things of both."""
    reading = reading_of(
        "de",
        """
        Corvatec    Corvatec    PROPN  2  nsubj  ORG
        entwickelt  entwickeln  VERB   0  root   -    VerbForm=Fin
        und         und         CCONJ  4  cc     -
        verkauft    verkaufen   VERB   2  conj   -    VerbForm=Fin
        Plano       Plano       PROPN  4  obj    -
    """,
    )
    develops, sells = reading.doc[1], reading.doc[3]

    assert texts(clauses.objects(reading, develops)) == ["Plano"]
    assert texts(clauses.subjects(reading, sells)) == ["Corvatec"]


def test_object_of_a_later_clause_is_not_shared(reading_of: ReadingOf) -> None:
    """ "Corvatec grows and will soon buy Lumenia": nothing is grown."""
    reading = reading_of(
        "en",
        """
        Corvatec  Corvatec  PROPN  2  nsubj   ORG
        closes    close     VERB   0  root    -    VerbForm=Fin
        and       and       CCONJ  6  cc      -
        will      will      AUX    6  aux     -    VerbForm=Fin
        soon      soon      ADV    6  advmod  -
        buy       buy       VERB   2  conj    -    VerbForm=Inf
        Lumenia   Lumenia   PROPN  6  obj     ORG
    """,
    )

    assert texts(clauses.objects(reading, reading.doc[1])) == []


def test_coordinated_passive_shares_its_subject(reading_of: ReadingOf) -> None:
    """ "Lumenia was founded and sold": Lumenia was sold."""
    reading = reading_of(
        "en",
        """
        Lumenia  Lumenia  PROPN  3  nsubj:pass  ORG
        was      be       AUX    3  aux:pass    -    VerbForm=Fin
        founded  found    VERB   0  root        -    VerbForm=Part
        and      and      CCONJ  6  cc          -
        later    later    ADV    6  advmod      -
        sold     sell     VERB   3  conj        -    VerbForm=Part
        by       by       ADP    8  case        -
        Corvatec Corvatec PROPN  6  obl:agent   ORG
    """,
    )

    assert texts(clauses.objects(reading, reading.doc[5])) == ["Lumenia"]
    assert texts(clauses.subjects(reading, reading.doc[5])) == ["Corvatec"]


OWNERS = {
    "genitive": (
        "de",
        """
        Umsatz     Umsatz    NOUN   0  root  -
        des        der       DET    3  det   -    Case=Gen|Definite=Def
        Konzerns   Konzern   NOUN   1  nmod  -    Case=Gen
    """,
        ["Konzerns"],
    ),
    "german von": (
        "de",
        """
        Umsatz     Umsatz    NOUN   0  root  -
        von        von       ADP    3  case  -
        Corvatec   Corvatec  PROPN  1  nmod  ORG
    """,
        ["Corvatec"],
    ),
    "contracted di": (
        "it",
        """
        fatturato  fatturato  NOUN   0  root  -
        della      di         ADP    3  case  -
        Corvatec   Corvatec   PROPN  1  nmod  ORG
    """,
        ["Corvatec"],
    ),
    "english of": (
        "en",
        """
        revenue    revenue   NOUN   0  root  -
        of         of        ADP    3  case  -
        Corvatec   Corvatec  PROPN  1  nmod  ORG
    """,
        ["Corvatec"],
    ),
    "clitic s": (
        "en",
        """
        Corvatec   Corvatec  PROPN  3  nmod  ORG
        's         's        PART   1  case  -
        revenue    revenue   NOUN   0  root  -
    """,
        ["Corvatec"],
    ),
    "name in front": (
        "en",
        """
        Corvatec   Corvatec  PROPN  2  compound  ORG
        revenue    revenue   NOUN   0  root      -
    """,
        ["Corvatec"],
    ),
    "possessive": (
        "de",
        """
        ihr        ihr       DET    2  det   -    Poss=Yes|PronType=Prs
        Umsatz     Umsatz    NOUN   0  root  -
    """,
        ["ihr"],
    ),
    "article": (
        "de",
        """
        der        der       DET    2  det   -    Definite=Def|PronType=Art
        Umsatz     Umsatz    NOUN   0  root  -
    """,
        [],
    ),
    "figure": (
        "it",
        """
        ricavi     ricavo    NOUN   0  root    -
        di         di        ADP    4  case    -
        410        410       NUM    4  nummod  -
        milioni    milione   NOUN   1  nmod    -
    """,
        [],
    ),
}


@pytest.mark.parametrize(("language", "table", "expected"), OWNERS.values(), ids=OWNERS)
def test_owner_of_a_noun(language: str, table: str, expected: list[str], reading_of: ReadingOf) -> None:
    """Whose it is shows in genitive, adposition, possessive or place; a figure owns nothing."""
    reading = reading_of(language, table)
    noun = next(token for token in reading.doc if token.dep_ == "root")

    assert texts(belonging.owners(reading, noun)) == expected


def test_topic_is_the_owner_only_where_there_is_no_other(reading_of: ReadingOf) -> None:
    """ "Das Aus des Dienstes bei Corvatec": it is the service's end, and the place is Corvatec."""
    reading = reading_of(
        "de",
        """
        Aus       Aus       NOUN   0  root  -
        des       der       DET    3  det   -    Case=Gen
        Dienstes  Dienst    NOUN   1  nmod  -    Case=Gen
        bei       bei       ADP    5  case  -
        Corvatec  Corvatec  PROPN  1  nmod  ORG
    """,
    )

    assert texts(belonging.owners(reading, reading.doc[0])) == ["Dienstes"]
    assert texts(belonging.topics(reading, reading.doc[0])) == ["Corvatec"]


def test_part_of_a_thing_stands_for_the_thing(reading_of: ReadingOf) -> None:
    """ "Corvatec kauft Teile von Lumenia" is about Lumenia; "Teile" alone stays what it is."""
    reading = reading_of(
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        kauft     kaufen    VERB   0  root   -    VerbForm=Fin
        Teile     Teil      NOUN   2  obj    -
        von       von       ADP    5  case   -
        Lumenia   Lumenia   PROPN  3  nmod   ORG
    """,
    )
    bare = reading_of(
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        kauft     kaufen    VERB   0  root   -    VerbForm=Fin
        Teile     Teil      NOUN   2  obj    -
    """,
    )

    assert texts(clauses.objects(reading, reading.doc[1])) == ["Lumenia"]
    assert texts(clauses.objects(bare, bare.doc[1])) == ["Teile"]


def test_bearer_of_a_title_by_copula_and_apposition(reading_of: ReadingOf) -> None:
    """ "Anna Weber ist Chefin" and "Anna Weber, Chefin von ..." name her alike."""
    copula = reading_of(
        "de",
        """
        Anna    Anna    PROPN  4  nsubj  PER
        Weber   Weber   PROPN  1  flat   PER
        ist     sein    AUX    4  cop    -    VerbForm=Fin
        Chefin  Chefin  NOUN   0  root   -
    """,
    )
    apposition = reading_of(
        "de",
        """
        Anna    Anna    PROPN  5  nsubj  PER
        Weber   Weber   PROPN  1  flat   PER
        ,       ,       PUNCT  4  punct  -
        Chefin  Chefin  NOUN   1  appos  -
        lacht   lachen  VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert texts(patterns.bearers(copula, copula.doc[3])) == ["Anna"]
    assert texts(patterns.bearers(apposition, apposition.doc[3])) == ["Anna"]


def test_holder_of_a_post_is_the_object_of_an_appointment_and_else_the_subject(reading_of: ReadingOf) -> None:
    """ "Corvatec names Ada Finch CEO": she is CEO, not Corvatec."""
    appointed = reading_of(
        "en",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        names     name      VERB   0  root   -    VerbForm=Fin
        Ada       Ada       PROPN  2  obj    PER
        Finch     Finch     PROPN  3  flat   PER
        CEO       CEO       NOUN   2  xcomp  -
    """,
    )
    becomes = reading_of(
        "en",
        """
        Ada       Ada       PROPN  3  nsubj  PER
        Finch     Finch     PROPN  1  flat   PER
        becomes   become    VERB   0  root   -    VerbForm=Fin
        CEO       CEO       NOUN   3  xcomp  -
    """,
    )
    named = reading_of(
        "en",
        """
        Ada       Ada       PROPN  4  nsubj:pass  PER
        Finch     Finch     PROPN  1  flat        PER
        was       be        AUX    4  aux:pass    -    VerbForm=Fin
        named     name      VERB   0  root        -    VerbForm=Part
        CEO       CEO       NOUN   4  xcomp       -
    """,
    )

    for reading, post, verb in ((appointed, 4, 1), (becomes, 3, 2), (named, 4, 3)):
        assert patterns.post_verb(reading, reading.doc[post]) == reading.doc[verb]
        assert texts(patterns.post_holders(reading, reading.doc[post], reading.doc[verb])) == ["Ada"]


def test_noun_under_no_verb_is_no_post_taken(reading_of: ReadingOf) -> None:
    """A title in apposition is neither taken nor left."""
    reading = reading_of(
        "en",
        """
        Ada     Ada    PROPN  4  nsubj  PER
        ,       ,      PUNCT  3  punct  -
        CEO     CEO    NOUN   1  appos  -
        smiled  smile  VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert patterns.post_verb(reading, reading.doc[2]) is None


def test_adjective_is_said_of_its_noun_or_of_the_subject(reading_of: ReadingOf) -> None:
    """ "La rete lenta", "la rete è lenta" and "la rete sembra lenta" are all about the network."""
    attribute = reading_of(
        "it",
        """
        rete   rete   NOUN  0  root  -
        lenta  lento  ADJ   1  amod  -
    """,
    )
    predicate = reading_of(
        "it",
        """
        rete   rete    NOUN  3  nsubj  -
        è      essere  AUX   3  cop    -    VerbForm=Fin
        lenta  lento   ADJ   0  root   -
    """,
    )
    seems = reading_of(
        "it",
        """
        rete    rete      NOUN  2  nsubj  -
        sembra  sembrare  VERB  0  root   -    VerbForm=Fin
        lenta   lento     ADJ   2  xcomp  -
    """,
    )

    for reading, adjective in ((attribute, 1), (predicate, 2), (seems, 2)):
        assert texts(patterns.modified(reading, reading.doc[adjective])) == ["rete"]


def test_phrase_is_found_one_step_below(reading_of: ReadingOf) -> None:
    """Parsers hang "auf Plano" on the object as often as on the verb; what hangs on the verb is surer."""
    reading = reading_of(
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        setzt     setzen    VERB   0  root   -    VerbForm=Fin
        Hoffnung  Hoffnung  NOUN   2  obj    -
        auf       auf       ADP    5  case   -
        Plano     Plano     PROPN  3  nmod   -
        auf       auf       ADP    7  case   -
        Dauer     Dauer     NOUN   2  obl    -
    """,
    )
    levels = patterns.phrase_levels(reading, reading.doc[1], frozenset({"auf"}))

    assert [texts(level) for level in levels] == [["Dauer"], ["Plano"]]


def test_contracted_adposition_counts_as_its_basic_form(reading_of: ReadingOf) -> None:
    """The lexicon says "a"; the text says "all’" or "alla"."""
    reading = reading_of(
        "it",
        """
        Corvatec    Corvatec     PROPN  3  nsubj  ORG
        si          si           PRON   3  expl   -
        rivolge     rivolgersi   VERB   0  root   -    VerbForm=Fin
        alla        a            ADP    5  case   -
        Lumenia     Lumenia      PROPN  3  obl    ORG
    """,
    )

    assert texts(patterns.phrases(reading, reading.doc[2], frozenset({"a"}))) == ["Lumenia"]
    assert texts(patterns.phrases(reading, reading.doc[2], frozenset({"su"}))) == []


def test_colon_parts_a_phrase_from_the_verb_behind_it(reading_of: ReadingOf) -> None:
    """ "Der Fall Lumenia: Corvatec schließt ..." announces Lumenia and says nothing of it yet."""
    reading = reading_of(
        "de",
        """
        Lumenia   Lumenia    PROPN  4  obj    ORG
        :         :          PUNCT  4  punct  -
        Corvatec  Corvatec   PROPN  4  nsubj  ORG
        schließt  schließen  VERB   0  root   -    VerbForm=Fin
    """,
    )
    place = Argument(function="directObject")

    assert texts(patterns.fillers(reading, reading.doc[3], place)) == []
    assert texts(patterns.fillers(reading, reading.doc[3], Argument(function="subject"))) == ["Corvatec"]


def test_unknown_function_is_filled_by_nothing(reading_of: ReadingOf) -> None:
    """A clause is no thing; what it says is read on its own."""
    reading = reading_of(
        "en",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        grows     grow      VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert patterns.fillers(reading, reading.doc[1], Argument(function="sententialClause")) == []
