"""Where somebody is quoted word for word."""

from __future__ import annotations

import pytest

from kg.extraction.quotes import quote_at, quotes
from tests.extraction.conftest import Page

SAID = "Wir/PRON werden/AUX den/DET Dienst/NOUN schließen/VERB"


def quoted(page: Page, *rows: str) -> list[str]:
    doc = page("de", *rows).doc
    return [doc[q.start : q.end].text for q in quotes(doc)]


@pytest.mark.parametrize(
    ("opening", "closing"), [("„", "“"), ("„", "”"), ("“", "”"), ("«", "»"), ("»", "«"), ('"', '"'), ("‹", "›")]
)
def test_quotation_stands_between_its_marks(opening: str, closing: str, page: Page) -> None:
    """Every language and every editor has marks of its own; the marks are no part of what is said."""
    row = f"{opening}/PUNCT {SAID} {closing}/PUNCT sagt/VERB Weber/PROPN"

    assert quoted(page, row) == ["Wir werden den Dienst schließen"]


def test_name_in_quotation_marks_is_no_quotation(page: Page) -> None:
    """ "Plano für alle" is a title: a handful of words or no verb says nothing."""
    short = "Der/DET Dienst/NOUN „/PUNCT Plano/PROPN für/ADP alle/PRON “/PUNCT wächst/VERB"
    verbless = "Das/DET Buch/NOUN „/PUNCT Das/DET kurze/ADJ Leben/NOUN der/DET Fliegen/NOUN “/PUNCT liegt/VERB vor/ADP"

    assert quoted(page, short, verbless) == []


def test_five_words_with_a_verb_are_a_quotation(page: Page) -> None:
    """The limit lies between four words and five."""
    four = "„/PUNCT Wir/PRON schließen/VERB den/DET Dienst/NOUN “/PUNCT"
    five = "„/PUNCT Wir/PRON schließen/VERB nie/ADV den/DET Dienst/NOUN “/PUNCT"

    assert quoted(page, four, five) == ["Wir schließen nie den Dienst"]


def test_quotation_that_is_not_closed_ends_with_its_line(page: Page) -> None:
    """A forgotten mark must not swallow the rest of the text."""
    rows = (f"Weber/PROPN sagt/VERB :/PUNCT „/PUNCT {SAID}", "Der/DET Dienst/NOUN bleibt/VERB vorerst/ADV offen/ADJ")

    assert quoted(page, *rows) == ["Wir werden den Dienst schließen"]


def test_two_quotations_in_a_line_are_two(page: Page) -> None:
    """Straight marks open and close with one sign."""
    row = f'"/PUNCT {SAID} "/PUNCT sagt/VERB Weber/PROPN ,/PUNCT "/PUNCT {SAID} "/PUNCT'

    assert quoted(page, row) == ["Wir werden den Dienst schließen"] * 2


def test_quotation_within_a_quotation_belongs_to_it(page: Page) -> None:
    """The inner mark closes the inner quotation."""
    row = (
        "„/PUNCT Er/PRON nannte/VERB es/PRON „/PUNCT Murks/NOUN “/PUNCT und/CCONJ ging/VERB “/PUNCT sagt/VERB sie/PRON"
    )

    assert quoted(page, row) == ["Er nannte es „ Murks “ und ging"]


def test_token_knows_its_quotation(page: Page) -> None:
    """A fact is quoted when its word stands inside, not when it stands beside."""
    doc = page("de", f"„/PUNCT {SAID} “/PUNCT sagt/VERB Weber/PROPN").doc
    found = quotes(doc)
    inside = {token.text: quote_at(found, token.i) is not None for token in doc}

    assert inside == {
        "„": False, "Wir": True, "werden": True, "den": True, "Dienst": True, "schließen": True,
        "“": False, "sagt": False, "Weber": False,
    }  # fmt: skip


def test_quotation_knows_its_line(page: Page) -> None:
    """The speaker is looked for in the same paragraph only."""
    doc = page("de", "Weber/PROPN geht/VERB", f"„/PUNCT {SAID} “/PUNCT sagt/VERB Kern/PROPN", "Ende/NOUN").doc
    (quote,) = quotes(doc)

    assert doc[quote.line_start : quote.line_end].text == "„ Wir werden den Dienst schließen “ sagt Kern"
