"""What grammar says a pronoun does and does not stand for."""

from __future__ import annotations

from kg.extraction.binding import apart, likely
from kg.extraction.reading import Reading
from tests.extraction.conftest import ReadingOf


def words(reading: Reading, offsets: tuple[int, ...]) -> list[str]:
    """Give the words that end where the offsets point."""
    return [t.text for offset in offsets for t in reading.doc if t.idx <= offset < t.idx + len(t)]


def test_object_is_not_its_subject(reading_of: ReadingOf) -> None:
    """ "L'azienda lo accusa": whoever accuses is not accused."""
    reading = reading_of("it", """
        Azienda  azienda   NOUN  3  nsubj
        lo       lo        PRON  3  obj
        accusa   accusare  VERB  0  root
    """)  # fmt: skip

    assert words(reading, apart(reading, reading.doc[1])) == ["Azienda"]


def test_object_of_an_infinitive_is_not_who_controls_it(reading_of: ReadingOf) -> None:
    """ "Brenko offered to buy it": Brenko is the buyer, though it is the subject of another verb."""
    reading = reading_of("en", """
        Brenko   Brenko  PROPN  2  nsubj
        offered  offer   VERB   0  root
        to       to      PART   4  mark
        buy      buy     VERB   2  xcomp
        it       it      PRON   4  obj
    """)  # fmt: skip

    assert words(reading, apart(reading, reading.doc[4])) == ["Brenko"]


def test_subject_is_not_what_follows_in_its_clause(reading_of: ReadingOf) -> None:
    """In "it bought Halm from Brenko" it is neither; in "for Lumenia, it was good" it may be Lumenia."""
    bought = reading_of("en", """
        It      it       PRON   2  nsubj
        bought  buy      VERB   0  root
        Halm    Halm     PROPN  2  obj
        from    from     ADP    5  case
        Brenko  Brenko   PROPN  2  obl
    """)  # fmt: skip
    fronted = reading_of("en", """
        For      for      ADP    2  case
        Lumenia  Lumenia  PROPN  4  obl
        it       it       PRON   4  nsubj
        ended    end      VERB   0  root
    """)  # fmt: skip

    assert words(bought, apart(bought, bought.doc[0])) == ["Halm", "Brenko"]
    assert words(fronted, apart(fronted, fronted.doc[2])) == []


def test_nobody_is_his_own_founder(reading_of: ReadingOf) -> None:
    """ "Its founder Jan Kern": a possessive is neither the noun it stands with nor the name behind that."""
    reading = reading_of("en", """
        Its      its      PRON   2  nmod     -  Poss=Yes
        founder  founder  NOUN   5  nsubj
        Jan      Jan      PROPN  2  appos    PER
        Kern     Kern     PROPN  3  flat     PER
        left     leave    VERB   0  root
    """)  # fmt: skip

    assert words(reading, apart(reading, reading.doc[0])) == ["founder", "Jan", "Kern"]


def test_subject_of_what_is_said_is_most_likely_who_says_it(reading_of: ReadingOf) -> None:
    """ "Brenko denies that it ...": the subject takes up the subject above."""
    reading = reading_of("en", """
        Brenko  Brenko  PROPN  2  nsubj
        denies  deny    VERB   0  root
        that    that    SCONJ  5  mark
        it      it      PRON   5  nsubj
        paid    pay     VERB   2  ccomp
    """)  # fmt: skip

    assert words(reading, likely(reading, reading.doc[3])) == ["Brenko"]


def test_possessive_is_most_likely_the_subject(reading_of: ReadingOf) -> None:
    """ "Brenko verkauft sein Werk"; but within the subject, "sein Chef verkauft", it has no clause to look to."""
    reading = reading_of("de", """
        Brenko    Brenko     PROPN  2  nsubj
        verkauft  verkaufen  VERB   0  root
        sein      sein       DET    4  det    -  Poss=Yes
        Werk      Werk       NOUN   2  obj
    """)  # fmt: skip
    within = reading_of("de", """
        Sein      sein       DET    2  det    -  Poss=Yes
        Chef      Chef       NOUN   3  nsubj
        verkauft  verkaufen  VERB   0  root
    """)  # fmt: skip

    assert words(reading, likely(reading, reading.doc[2])) == ["Brenko"]
    assert words(within, likely(within, within.doc[0])) == []


def test_compound_that_begins_with_a_name_is_not_that_name(reading_of: ReadingOf) -> None:
    """ "Die Brenko-Chefin verkauft ihr Haus": she, and not Brenko, so the offset lies in the end of the word."""
    reading = reading_of("de", """
        Brenko-Chefin  Brenko-Chefin  NOUN  2  nsubj
        verkauft       verkaufen      VERB  0  root
        ihr            ihr            DET   4  det    -  Poss=Yes
        Haus           Haus           NOUN  2  obj
    """)  # fmt: skip

    (offset,) = likely(reading, reading.doc[2])
    assert offset > len("Brenko")
