"""Numbers with scale and unit, multiples, and dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extraction import quantities
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from kg.types import Quantity
from tests.conftest import read
from tests.extraction.conftest import Page, ReadingOf, facts_with


def measured(page: Page, ontology: Ontology, language: str, text: str) -> list[Quantity]:
    """Measure a row of words; only digits are tagged as numbers."""
    row = " ".join(f"{word}/{'NUM' if word[0].isdigit() else 'NOUN'}" for word in text.split())
    reading = Reading(page(language, row), ontology)
    return [m.quantity for m in quantities.measures(reading, reading.doc[:])]


@pytest.mark.parametrize(
    ("text", "comma_is_decimal", "value"),
    [
        ("700", True, "700"),
        ("9.000", True, "9000"),
        ("9.000", False, "9.000"),
        ("9,000", False, "9000"),
        ("9,000", True, "9.000"),
        ("1.234.567", True, "1234567"),
        ("1,234,567.5", False, "1234567.5"),
        ("1.234,56", True, "1234.56"),
        ("3,5", True, "3.5"),
        ("3.5", False, "3.5"),
        ("3.5", True, "3.5"),
        ("0,75", True, "0.75"),
        ("1'500", True, "1500"),
        ("1’500", True, "1500"),
        ("12\u202f000", True, "12000"),
        ("12\u00a0000", False, "12000"),
    ],
)
def test_number_as_a_language_writes_it(text: str, comma_is_decimal: bool, value: str) -> None:
    """Point and comma change places between the languages; three digits behind the group mark are a group."""
    assert quantities.parse_number(text, comma_is_decimal=comma_is_decimal) == Decimal(value)


@pytest.mark.parametrize("text", ["", "zehn", "1.2.3", "-5", "3bn", "10:30", "1.00.000"])
def test_what_is_no_number(text: str) -> None:
    """A version, a time or a word is no figure."""
    assert quantities.parse_number(text, comma_is_decimal=True) is None


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("de", "3,72 Milliarden Euro", "3720000000", "EUR"),
        ("de", "410 Mio. Euro", "410000000", "EUR"),
        ("de", "9.000 Stellen", "9000", ""),
        ("de", "5 Prozent", "5", "%"),
        ("de", "1.234,5 Euro", "1234.5", "EUR"),
        ("it", "3 miliardi di euro", "3000000000", "EUR"),
        ("it", "2,5 milioni di dollari", "2500000", "USD"),
        ("it", "12,5 per cento", "12.5", "%"),
        ("it", "30 mila dipendenti", "30000", ""),
        ("en", "3.5 billion dollars", "3500000000", "USD"),
        ("en", "$ 3 bn", "3000000000", "USD"),
        ("en", "€ 20m", "20000000", "EUR"),
        ("en", "1,200 employees", "1200", ""),
        ("en", "three million users", "3000000", ""),
    ],
)
def test_scale_and_unit(language: str, text: str, value: str, unit: str, page: Page, ontology: Ontology) -> None:
    """The scale multiplies, the unit goes by its code, the currency stands before or behind."""
    assert measured(page, ontology, language, text) == [Quantity(value=Decimal(value), unit=unit)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "rund 700 Stellen"),
        ("de", "etwa 700 Stellen"),
        ("de", "mehr als 700 Stellen"),
        ("de", "mindestens 700 Stellen"),
        ("it", "circa 700 posti"),
        ("it", "oltre 700 posti"),
        ("en", "about 700 jobs"),
        ("en", "more than 700 jobs"),
    ],
)
def test_rough_figure_is_approximate(language: str, text: str, page: Page, ontology: Ontology) -> None:
    """ "Rund 700" must not be told as 700."""
    assert measured(page, ontology, language, text) == [Quantity(value=Decimal(700), approximate=True)]


def test_rough_word_does_not_reach_far(page: Page, ontology: Ontology) -> None:
    """ "Rund" belongs to the figure behind it."""
    assert measured(page, ontology, "de", "rund 700 Stellen in den Werken und 30 Filialen") == [
        Quantity(value=Decimal(700), approximate=True),
        Quantity(value=Decimal(30)),
    ]


@pytest.mark.parametrize("text", ["2021", "2021 in Gent"])
def test_year_is_no_quantity(text: str, page: Page, ontology: Ontology) -> None:
    """ "Revenue rose in 2021" measures nothing by 2021."""
    assert measured(page, ontology, "de", text) == []


def test_year_like_number_that_counts_is_a_quantity(reading_of: ReadingOf) -> None:
    """ "2000 Stellen" counts, "im Jahr 2000" does not."""
    reading = reading_of(
        "de",
        """
        streicht  streichen  VERB  0  root    -  VerbForm=Fin
        2000      2000       NUM   3  nummod  -
        Stellen   Stelle     NOUN  1  obj     -
    """,
    )
    measure = quantities.measure_of(reading, reading.doc[2])

    assert measure is not None
    assert measure.quantity == Quantity(value=Decimal(2000))


def test_measure_of_a_phrase_leaves_out_what_hangs_on_it(reading_of: ReadingOf) -> None:
    """ "Filialen mit 30 Mitarbeitern": thirty is not how many branches there are."""
    reading = reading_of(
        "de",
        """
        Filialen      Filiale      NOUN  0  root    -
        mit           mit          ADP   4  case    -
        30            30           NUM   4  nummod  -
        Mitarbeitern  Mitarbeiter  NOUN  1  nmod    -
    """,
    )

    assert quantities.measure_of(reading, reading.doc[0]) is None


@pytest.mark.parametrize(
    ("word", "value"), [("25-köpfig", 25), ("25-köpfiges", 25), ("zehnköpfige", 10), ("mehrköpfig", None)]
)
def test_number_that_a_word_begins_with(word: str, value: int | None, reading_of: ReadingOf) -> None:
    """ "Das 25-köpfige Team" has 25 members; "mehrköpfig" has no number in it."""
    reading = reading_of("de", f"{word}  {word}  ADJ  0  root  -")
    expected = None if value is None else Quantity(value=Decimal(value))

    assert quantities.number_in_word(reading, reading.doc[0]) == expected


def test_rough_number_in_a_word(reading_of: ReadingOf) -> None:
    """ "Das rund 25-köpfige Team" has about 25."""
    reading = reading_of(
        "de",
        """
        rund       rund      ADV  2  advmod  -
        25-köpfig  25-köpfig ADJ  0  root    -
    """,
    )

    assert quantities.number_in_word(reading, reading.doc[1]) == Quantity(value=Decimal(25), approximate=True)


@pytest.mark.parametrize(
    ("language", "table", "factor"),
    [
        ("de", "doppelt  doppelt  ADV  0  root  -", "2"),
        ("de", "dreimal  dreimal  ADV  0  root  -", "3"),
        ("de", "halb     halb     ADV  0  root  -", "0.5"),
        ("it", "doppio   doppio   ADJ  0  root  -", "2"),
        ("it", "triplo   triplo   ADJ  0  root  -", "3"),
    ],
)
def test_multiple_in_one_word(language: str, table: str, factor: str, reading_of: ReadingOf) -> None:
    """A word may be a factor by itself."""
    reading = reading_of(language, table)

    assert quantities.multiple_at(reading, reading.doc[0]) == Decimal(factor)


@pytest.mark.parametrize(
    ("language", "number", "times"), [("en", "three", "times"), ("en", "3", "times"), ("it", "3", "volte")]
)
def test_multiple_in_two_words(language: str, number: str, times: str, reading_of: ReadingOf) -> None:
    """ "Three times", "3 volte": the number in front counts."""
    reading = reading_of(
        language,
        f"""
        {number}  {number}  NUM   2  nummod  -
        {times}   {times}   NOUN  0  root    -
    """,
    )

    assert quantities.multiple_at(reading, reading.doc[1]) == Decimal(3)
    assert quantities.multiple_at(reading, reading.doc[0]) is None


def test_ordinary_word_is_no_multiple(reading_of: ReadingOf) -> None:
    """Nothing is multiplied where no word says so."""
    reading = reading_of("en", "high  high  ADJ  0  root  -")

    assert quantities.multiple_at(reading, reading.doc[0]) is None


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("de", "26. Mai 2021", "2021-05-26"),
        ("de", "am 3. März 2021", "2021-03-03"),
        ("de", "Mai 2021", "2021-05"),
        ("de", "seit 2021", "2021"),
        ("de", "26.05.2021", "2021-05-26"),
        ("de", "1. Jänner 2021", "2021-01-01"),
        ("it", "26 maggio 2021", "2021-05-26"),
        ("it", "nel maggio 2021", "2021-05"),
        ("it", "dal 2021", "2021"),
        ("it", "3/4/2021", "2021-04-03"),
        ("en", "26 May 2021", "2021-05-26"),
        ("en", "May 26, 2021", "2021-05-26"),
        ("en", "September 2021", "2021-09"),
        ("en", "in 2021", "2021"),
        ("en", "2021-05-26", "2021-05-26"),
        ("en", "05/26/2021", "2021-05-26"),
        ("en", "3/4/2021", "2021-04-03"),
    ],
)
def test_date_with_the_precision_of_the_text(language: str, text: str, date: str, reading_of: ReadingOf) -> None:
    """Day, month or year: what is not said is not made up. Day before month, unless that can be no month."""
    assert quantities.parse_date(reading_of(language, "x  x  X  0  root  -"), text) == date


@pytest.mark.parametrize("text", ["", "Mai", "im Frühjahr", "45.13.2021", "700 Stellen", "1234"])
def test_what_is_no_date(text: str, reading_of: ReadingOf) -> None:
    """A month without a year, a season, or a number is no day of the calendar."""
    assert quantities.parse_date(reading_of("de", "x  x  X  0  root  -"), text) == ""


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "name", "value"),
    [
        ("de", "Die Solvia AG entlässt 1 200 Mitarbeiter.", "layoffCount", 1200),
        ("en", "Solvia has 12 500 employees.", "employeeCount", 12500),
        ("de", "Die Solvia AG verkaufte 1 250 000 Tickets.", "salesCount", 1250000),
    ],
)
def test_blank_parts_thousands(language: str, text: str, name: str, value: int, ontology: Ontology) -> None:
    """ "10 000" are not ten; ISO 80000 writes numbers so."""
    (fact,) = facts_with(read(text, language, ontology), name)
    assert fact.object.value == value  # type: ignore[union-attr]
