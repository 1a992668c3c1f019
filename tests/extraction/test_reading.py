"""What the tokens of a document mean."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from kg.extraction.reading import Reading
from kg.vocabulary import KG
from tests.extraction.conftest import ReadingOf


def properties(reading: Reading, token: Token) -> set[str]:
    return {str(frame.reference).split("#")[-1] for frame, _ in reading.frames(token)}


def words(reading: Reading, token: Token) -> set[str]:
    return {" ".join(t.text for t in found) for _, found in reading.frames(token)}


def test_inflected_verb_is_found_by_its_lemma(reading_of: ReadingOf) -> None:
    """The lexicon has the basic form."""
    reading = reading_of(
        "it",
        """
        Corvatec    Corvatec    PROPN  3  nsubj  ORG
        ha          avere       AUX    3  aux    -    VerbForm=Fin
        acquistato  acquistare  VERB   0  root   -    VerbForm=Part
    """,
    )

    assert "acquires" in properties(reading, reading.doc[2])


def test_noun_is_not_read_as_a_verb_of_the_same_form(reading_of: ReadingOf) -> None:
    """ "The buy" is no buying somebody does."""
    reading = reading_of(
        "en",
        """
        the  the  DET   2  det   -
        buy  buy  NOUN  0  root  -
    """,
    )

    assert all(frame.pos != "verb" for frame, _ in reading.frames(reading.doc[1]))


def test_separable_particle_belongs_to_its_verb(reading_of: ReadingOf) -> None:
    """ "Stellt ... ein" is "einstellen", and both words say it."""
    reading = reading_of(
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj         ORG
        stellt    stellen   VERB   0  root          -    VerbForm=Fin
        Plano     Plano     PROPN  2  obj           -
        ein       ein       ADP    2  compound:prt  -
    """,
    )

    assert "discontinues" in properties(reading, reading.doc[1])
    assert words(reading, reading.doc[1]) == {"stellt ein"}


def test_particle_hides_the_verb_alone(reading_of: ReadingOf) -> None:
    """ "Kauft ... auf" is buying up; the entry "kaufen" must not read it a second time."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj         ORG
        kauft     kaufen    VERB   0  root          -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj           ORG
    """
    whole = reading_of("de", table + "        auf  auf  ADP  2  compound:prt  -")
    alone = reading_of("de", table)

    assert {str(f.entry).split("#")[-1] for f, _ in whole.frames(whole.doc[1])} == {"aufkaufen"}
    assert "aufkaufen" not in {str(f.entry).split("#")[-1] for f, _ in alone.frames(alone.doc[1])}


IDIOMS = {
    "de": (
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        legt      legen     VERB   0  root   -    VerbForm=Fin
        Plano     Plano     PROPN  2  obj    -
        auf       auf       ADP    5  case   -
        Eis       Eis       NOUN   2  obl    -
    """,
        "legt auf Eis",
    ),
    "it": (
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        mette     mettere   VERB   0  root   -    VerbForm=Fin
        Plano     Plano     PROPN  2  obj    -
        in        in        ADP    5  case   -
        pausa     pausa     NOUN   2  obl    -
    """,
        "mette in pausa",
    ),
}


@pytest.mark.parametrize(("language", "table", "phrase"), [(k, *v) for k, v in IDIOMS.items()], ids=IDIOMS)
def test_idiom_hides_its_verb(language: str, table: str, phrase: str, reading_of: ReadingOf) -> None:
    """ "Auf Eis legen" is stopping; nobody lays anything."""
    reading = reading_of(language, table)

    assert properties(reading, reading.doc[1]) == {"suspends"}
    assert words(reading, reading.doc[1]) == {phrase}


def test_idiom_needs_all_its_words(reading_of: ReadingOf) -> None:
    """ "Legt ... auf den Tisch" lays it on the table, not on ice."""
    reading = reading_of(
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        legt      legen     VERB   0  root   -    VerbForm=Fin
        Plano     Plano     PROPN  2  obj    -
        auf       auf       ADP    5  case   -
        Papier    Papier    NOUN   2  obl    -
    """,
    )

    assert "suspends" not in properties(reading, reading.doc[1])


def test_words_of_an_idiom_must_hang_on_its_verb(reading_of: ReadingOf) -> None:
    """The ice of another clause does not freeze a project."""
    reading = reading_of(
        "de",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        legt      legen     VERB   0  root   -    VerbForm=Fin
        Plano     Plano     PROPN  2  obj    -
        und       und       CCONJ  5  cc     -
        läuft     laufen    VERB   2  conj   -    VerbForm=Fin
        auf       auf       ADP    7  case   -
        Eis       Eis       NOUN   5  obl    -
    """,
    )

    assert "suspends" not in properties(reading, reading.doc[1])


@pytest.mark.parametrize(
    ("language", "form", "lemma", "basic"),
    [("de", "am", "an", "an"), ("de", "zum", "zu", "zu"), ("it", "dell’", "di", "di"), ("it", "nella", "in", "in")],
)
def test_contracted_adposition_has_a_basic_form(
    language: str, form: str, lemma: str, basic: str, reading_of: ReadingOf
) -> None:
    """Frames name the basic form, texts the contraction."""
    reading = reading_of(
        language,
        f"""
        {form}   {lemma}  ADP   2  case  -
        Wort     Wort     NOUN  0  root  -
    """,
    )

    assert reading.marker(reading.doc[0]) == basic
    assert basic in reading.markers(reading.doc[1])


def test_longest_word_comes_first(reading_of: ReadingOf) -> None:
    """ "Amministratore delegato" is the chief executive; "amministratore" alone is less."""
    reading = reading_of(
        "it",
        """
        amministratore  amministratore  NOUN  0  root  -
        delegato        delegato        ADJ   1  amod  -
    """,
    )
    found = reading.words(reading.doc[0])

    assert (found[0].start, found[0].end) == (0, 2)
    assert found[0].word.denotes == KG.Person


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("Unternehmen", KG.Organization),
        ("Chefin", KG.Person),
        ("Solvia-Chefin", KG.Person),
        ("Hafenbehörde", KG.Government),
        ("Backwarenkonzern", KG.Organization),
        ("Quatsch", None),
    ],
)
def test_kind_of_a_noun_is_that_of_its_last_part(noun: str, kind: object, reading_of: ReadingOf) -> None:
    """A compound is a kind of what it ends with."""
    reading = reading_of("de", f"{noun}  {noun}  NOUN  0  root  -")

    assert reading.class_of(reading.kind(reading.doc[0])) == kind


def test_only_languages_that_join_nouns_have_compounds(reading_of: ReadingOf) -> None:
    """Italian "superazienda" is one word kg does not know; with a hyphen every language joins."""
    joined = reading_of("it", "superazienda  superazienda  NOUN  0  root  -")
    hyphen = reading_of("it", "Corvatec-azienda  Corvatec-azienda  NOUN  0  root  -")

    assert joined.kind(joined.doc[0]) is None
    assert hyphen.kind(hyphen.doc[0]) == KG.Organization


@pytest.mark.parametrize(
    ("noun", "first"),
    [("Molkereichef", "molkerei"), ("Werbemittelchef", "werbemittel"), ("Chef", ""), ("Solvia-Chef", "")],
)
def test_first_part_of_a_joined_title(noun: str, first: str, reading_of: ReadingOf) -> None:
    """What is joined without a hyphen says which chief; a name in front of a hyphen is a mention of its own."""
    reading = reading_of("de", f"{noun}  {noun}  NOUN  0  root  -")
    titles = [f for f, _ in reading.frames(reading.doc[0]) if "chef" in {form[0] for form in f.forms}]

    assert {reading.first_part(reading.doc[0], frame) for frame in titles} == {first}


def test_form_in_the_lexicon_hides_its_lemma(reading_of: ReadingOf) -> None:
    """ "Sollte" is no "soll": rumour says "soll", the conditional advises."""
    table = """
        {form}   sollen     AUX   2  aux   -  VerbForm=Fin
        kaufen   kaufen     VERB  0  root  -  VerbForm=Inf
    """
    should, shall = (reading_of("de", table.format(form=form)) for form in ("sollte", "soll"))

    assert should.denoted_by_form(should.doc[0]) == (KG.planned,)
    assert shall.denoted_by_form(shall.doc[0]) == (KG.reported,)


@pytest.mark.parametrize(
    ("language", "features", "denoted"),
    [
        ("de", "Mood=Sub|Tense=Pres|VerbForm=Fin", {KG.reported}),
        ("de", "Mood=Sub|Tense=Past|VerbForm=Fin", {KG.possible}),
        ("de", "Mood=Ind|Tense=Past|VerbForm=Fin", set()),
        ("it", "Mood=Cnd|Tense=Pres|VerbForm=Fin", {KG.reported}),
        ("it", "Mood=Ind|Tense=Fut|VerbForm=Fin", {KG.planned}),
    ],
)
def test_inflection_denotes_a_modality(
    language: str, features: str, denoted: set[object], reading_of: ReadingOf
) -> None:
    """Konjunktiv I and the Italian conditional are the moods of hearsay."""
    reading = reading_of(language, f"wort  wort  VERB  0  root  -  {features}")

    assert set(reading.denoted_by_morphology(reading.doc[0])) == denoted
