"""Numbers with scale and unit, multiples, and dates, as a language writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extraction.reading import Reading
from kg.types import Quantity
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’\u00a0\u202f])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(\d+(?:[.'’,\u00a0\u202f]\d{3})*)[.,](\d+)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
PER_CENT = "%"  # the code of the unit
_NEAR = 3  # tokens between a figure and the word that makes it a rough one


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity and where it stands: doc[start:end], unit included."""

    quantity: Quantity
    start: int
    end: int


def parse_number(text: str, *, comma_is_decimal: bool) -> Decimal | None:
    """Read a number as written; None where it is no number.

    >>> parse_number("1.234,5", comma_is_decimal=True)
    Decimal('1234.5')
    >>> parse_number("9.000", comma_is_decimal=True), parse_number("9.000", comma_is_decimal=False)
    (Decimal('9000'), Decimal('9.000'))
    """
    if not _NUMBER.fullmatch(text):
        return None
    grouped = _GROUPED.fullmatch(text)
    group_mark = "," if not comma_is_decimal else "."
    if grouped and (grouped[1] == group_mark or grouped[1] not in ".,"):
        return Decimal(re.sub(r"\D", "", text))
    parts = _DECIMAL.fullmatch(text)
    if parts:
        return Decimal(re.sub(r"\D", "", parts[1]) + "." + parts[2])
    return Decimal(text) if text.isdigit() else None


def measures(reading: Reading, span: Span) -> list[Measure]:
    """Find the quantities in a stretch of text, in order."""
    found: list[Measure] = []
    i = span.start
    while i < span.end:
        measure = _measure_at(reading, i)
        if measure:
            found.append(measure)
            i = max(measure.end, i + 1)
        else:
            i += 1
    return found


def measure_of(reading: Reading, token: Token) -> Measure | None:
    """Give the quantity in the phrase of a token: "von 3 Milliarden Euro", "rund 9000 Stellen"."""
    found = next(iter(measures(reading, _phrase(reading, token))), None)
    if found is None and token.i > 0 and reading.denotes(token, KG.unit):
        found = _measure_at(reading, token.i - 1)  # "5 per cento": wherever the parser hung the number
    if found is None and token.dep_ == "nmod" and (token.head.pos_ == "NUM" or reading.denotes(token.head, KG.scale)):
        return measure_of(reading, token.head)  # "3 milioni di utenti": UD hangs the noun on the number
    return found


def reached(reading: Reading, measure: Measure) -> Measure | None:
    """Give where a change ends that begins with a figure: "from 85 to 160" -> 160."""
    doc = reading.doc
    if measure.start == 0 or not reading.denotes(doc[measure.start - 1], KG.startMarker) or measure.end + 1 >= len(doc):
        return None
    return _measure_at(reading, measure.end + 1) if doc[measure.end].pos_ == "ADP" else None


def currency_before(reading: Reading, measure: Measure) -> str:
    """Give the currency of the last amount in the sentence before a bare one: "410 million euros and 9 million"."""
    if not is_large(reading, measure):
        return ""
    sentence = reading.doc[measure.start].sent
    return next(reversed(_currencies(reading, reading.doc[sentence.start : measure.start])), "")


def only_currency(reading: Reading) -> str:
    """Give the currency of a text all whose amounts are in one: its bare "96 million" are in that, too."""
    found = set(_currencies(reading, reading.doc[:]))
    return found.pop() if len(found) == 1 else ""


def is_large(reading: Reading, measure: Measure) -> bool:
    """Tell whether a figure has a word of scale, as amounts of money do: "96 million"."""
    return any(_scale(reading, i) for i in range(measure.start, measure.end))


def is_money(quantity: Quantity) -> bool:
    """Tell whether the unit is a currency; those have codes of three capitals."""
    return re.fullmatch("[A-Z]{3}", quantity.unit) is not None


def _currencies(reading: Reading, span: Span) -> list[str]:
    return [m.quantity.unit for m in measures(reading, span) if is_money(m.quantity)]


def share_above(reading: Reading, token: Token, anchor: Token) -> Decimal | None:
    """Give the per cent of a thing that a word between the thing and `anchor` names: "acquista il 30% di X" -> 30."""
    above = token.head
    for _ in range(_NEAR):
        if above == anchor or above.head == above:
            return None
        measure = measure_of(reading, above) if reading.denotes(above, KG.unit) else None
        if measure is not None and measure.quantity.unit == PER_CENT:
            return measure.quantity.value
        above = above.head
    return None


def number_in_word(reading: Reading, token: Token) -> Quantity | None:
    """Give the number that a word begins with: "25-köpfig", "zehnköpfig"."""
    digits = re.match(r"(\d[\d.,]*)(?=\D)", token.text)
    value = parse_number(digits[1].rstrip(".,"), comma_is_decimal=_comma(reading)) if digits else None
    if value is None:
        value = next((w.value for w in reading.lexicon.words if _begins(w, token)), None)
    if value is None:
        return None
    return Quantity(value=value, approximate=_is_rough(reading, token.i))


def multiple_at(reading: Reading, token: Token) -> Decimal | None:
    """Give the factor a word or phrase stands for: "doppelt", "three times", "halb"."""
    found = reading.word_of(token, KG.multiplier)
    if found and found.word.value is not None:
        return found.word.value
    if reading.denotes(token, KG.times) and token.i > 0:
        return _value(reading, token.i - 1)
    if token.pos_ not in ("ADV", "NUM", "ADJ", "NOUN"):
        return None
    if any(token.lower_.endswith(form[0]) for word in reading.lexicon.denoting(KG.times) for form in word.forms):
        quantity = number_in_word(reading, token)
        return quantity.value if quantity else None
    return None


def parse_date(reading: Reading, text: str) -> str:
    """Read a date as ISO 8601 with the precision of the text: "2016-05-26", "2016-05", "2016"; else "".

    Day before month, as in German, Italian and British English, unless the first number can be no month's day.
    """
    if iso := _ISO.search(text):
        return iso[0]
    if numeric := _NUMERIC_DATE.search(text):
        day, month = int(numeric[1]), int(numeric[2])
        if month > 12:
            day, month = month, day
        return f"{numeric[3]}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    year = _YEAR.search(text)
    month = _month_in(reading, text)
    if not year:
        return ""
    if not month:
        return year[0]
    written = re.search(r"(?<!\d)([0-3]?\d)(?!\d)", text.replace(year[0], "", 1))
    day = int(written[1]) if written else 0
    return f"{year[0]}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year[0]}-{month:02}"


def _measure_at(reading: Reading, i: int) -> Measure | None:
    doc = reading.doc
    if _continues_number(doc, i):
        return None  # the "000" of "10 000" is no figure
    start, unit = i, _unit(reading, i)
    if unit and i + 1 < len(doc) and not doc[i].text.isalpha():
        i += 1  # the sign stands in front: "$ 3 bn"
    elif unit:
        return None
    value = _value(reading, i)
    if value is None or _is_date(doc[i]):
        return None
    end = i + 1
    while end < len(doc) and _continues_number(doc, end):
        value, end = value * 1000 + int(doc[end].text), end + 1
    while end < len(doc) and (scale := _scale(reading, end)):
        value, end = value * scale, end + 1
    if not unit and end < len(doc) and (unit := _unit(reading, end)):
        end += _unit_length(reading, end)
    if not unit and value == value.to_integral_value() and 1900 <= value <= 2100 and _looks_like_year(reading, i):
        return None
    value = value.quantize(1) if value == value.to_integral_value() else value.normalize()
    return Measure(Quantity(value=value, unit=unit, approximate=_is_rough(reading, start)), start, end)


def _continues_number(doc: Doc, i: int) -> bool:
    """Tell whether a token is a group of thousands behind the number in front, "10 000", "1 250 000"."""
    if i == 0 or not re.fullmatch(r"\d{3}", doc[i].text) or doc[i - 1].whitespace_ != " ":
        return False
    return bool(re.fullmatch(r"[1-9]\d{0,2}", doc[i - 1].text)) or _continues_number(doc, i - 1)


def _value(reading: Reading, i: int) -> Decimal | None:
    token = reading.doc[i]
    number = parse_number(token.text, comma_is_decimal=_comma(reading))
    if number is not None:
        return number
    glued = re.fullmatch(r"(\d[\d.,]*)([a-zA-Z]+)", token.text)
    if glued:
        # "3.5bn", "20m"
        scale = next((w.value for w in reading.lexicon.words_with(glued[2].lower()) if w.denotes == KG.scale), None)
        value = parse_number(glued[1], comma_is_decimal=_comma(reading))
        return value * scale if scale and value is not None else None
    numerals = [f.word for f in reading.words(token) if f.word.pos == "numeral" and f.word.value is not None]
    plain = [w for w in numerals if w.denotes is None]
    return plain[0].value if plain else None


def _scale(reading: Reading, i: int) -> Decimal | None:
    found = reading.word_of(reading.doc[i], KG.scale)
    return found.word.value if found else None


def _unit(reading: Reading, i: int) -> str:
    found = reading.word_of(reading.doc[i], KG.unit)
    if found and found.start <= i:
        return found.word.unit
    doc = reading.doc
    # Italian: "3 miliardi di euro"
    if i + 1 < len(doc) and reading.denotes(doc[i], KG.ownerMarker):
        after = reading.word_of(doc[i + 1], KG.unit)
        return after.word.unit if after else ""
    return ""


def _unit_length(reading: Reading, i: int) -> int:
    found = reading.word_of(reading.doc[i], KG.unit)
    return found.end - i if found else 2


def _is_rough(reading: Reading, i: int) -> bool:
    near = reading.doc[max(0, i - _NEAR) : i]
    return any(reading.denotes(token, KG.approximately, KG.atLeast) for token in near)


def _is_date(token: Token) -> bool:
    return token.ent_type_ == "DATE" and bool(_YEAR.fullmatch(token.text) or _NUMERIC_DATE.search(token.text))


def _looks_like_year(reading: Reading, i: int) -> bool:
    token = reading.doc[i]
    counted = i + 1 < len(reading.doc) and token.head.i > i and token.dep_ == "nummod"
    return bool(_YEAR.fullmatch(token.text)) and not counted


def _phrase(reading: Reading, token: Token) -> Span:
    """Give a noun with its number and unit, but not with the phrases that hang on it."""
    before = ("nummod", "amod", "det", "advmod", "compound", "nmod", "flat")
    left = [c.left_edge.i for c in token.children if c.dep_ in before and c.i < token.i]
    right = [c.right_edge.i for c in token.children if c.i > token.i and _counts(reading, c)]
    return token.doc[min([token.i, *left]) : max([token.i, *right]) + 1]


def _counts(reading: Reading, child: Token) -> bool:
    return child.dep_ in ("flat", "nummod", "compound") or reading.denotes(child, KG.unit, KG.scale)


def _comma(reading: Reading) -> bool:
    # Every language of the lexicons writes 1.234,5 unless its lexicon says otherwise.
    return reading.lexicon.comma_is_decimal


def _begins(word: object, token: Token) -> bool:
    forms, value, pos = getattr(word, "forms", ()), getattr(word, "value", None), getattr(word, "pos", "")
    return (
        value is not None
        and pos == "numeral"
        and any(
            len(f) == 1 and len(f[0]) > 2 and token.lower_.startswith(f[0]) and len(token.text) > len(f[0])
            for f in forms
        )
    )


def _month_in(reading: Reading, text: str) -> int:
    words = re.findall(r"[^\W\d_]+", text.lower())
    found = (w.value for word in words for w in reading.lexicon.words_with(word) if w.denotes == KG.month)
    return int(next((v for v in found if v is not None), 0))
