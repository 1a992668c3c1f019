"""What a text calls a thing."""

from __future__ import annotations

from kg.extraction.descriptions import article_gender, called, person_gender
from tests.extraction.conftest import ReadingOf


def test_noun_in_front_is_what_it_is_called(reading_of: ReadingOf) -> None:
    """ "Energiekonzern Brenko": a concern, by the noun at the end too."""
    reading = reading_of("de", """
        Der             der             DET    2  det    -  Gender=Masc
        Energiekonzern  Energiekonzern  NOUN   4  nsubj  -  Gender=Masc
        Brenko          Brenko          PROPN  2  appos  ORG
        wächst          wachsen         VERB   0  root
    """)  # fmt: skip

    assert {"energiekonzern", "konzern", "brenko"} <= set(called(reading, reading.doc[2:3]))


def test_apposition_and_copula_say_what_it_is(reading_of: ReadingOf) -> None:
    """ "Brenko, a bank" and "Brenko is a bank"; a hyphen makes no other word."""
    apposed = reading_of("en", """
        Brenko    Brenko    PROPN  5  nsubj  ORG
        ,         ,         PUNCT  4  punct
        a         a         DET    4  det
        start-up  start-up  NOUN   1  appos
        grew      grow      VERB   0  root
    """)  # fmt: skip
    copula = reading_of("en", """
        Brenko  Brenko  PROPN  4  nsubj  ORG
        is      be      AUX    4  cop
        a       a       DET    4  det
        bank    bank    NOUN   0  root
    """)  # fmt: skip

    assert "startup" in called(apposed, apposed.doc[0:1])
    assert "bank" in called(copula, copula.doc[0:1])


def test_what_a_thing_has_is_not_what_it_is(reading_of: ReadingOf) -> None:
    """ "Brenko's bank grew" says nothing of Brenko."""
    reading = reading_of("en", """
        Brenko  Brenko  PROPN  3  nmod   ORG
        's      's      PART   1  case
        bank    bank    NOUN   4  nsubj
        grew    grow    VERB   0  root
    """)  # fmt: skip

    assert called(reading, reading.doc[0:1]) == ("brenko",)


def test_gender_is_what_the_words_beside_a_name_show(reading_of: ReadingOf) -> None:
    """ "Die Managerin Anna Weber" is a woman, "die Luna" a feminine; names alone tell nothing."""
    person = reading_of("de", """
        Die        der        DET    2  det    -    Gender=Fem
        Managerin  Managerin  NOUN   4  nsubj  -    Gender=Fem
        Weber      Weber      PROPN  2  appos  PER  Gender=Masc
        geht       gehen      VERB   0  root
    """)  # fmt: skip
    thing = reading_of("de", """
        Die    der     DET    2  det    -        Gender=Fem
        Luna   Luna    PROPN  3  nsubj  PRODUCT
        kommt  kommen  VERB   0  root
    """)  # fmt: skip

    assert person_gender(person, person.doc[2:3]) == "Fem"
    assert article_gender(thing.doc[1:2]) == "Fem"
    assert article_gender(person.doc[2:3]) == ""
