"""What a page says of the article itself."""

from __future__ import annotations

import pytest
from rdflib import XSD, Literal

from kg.extraction.bylines import byline_facts
from kg.extraction.layout import lines
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from kg.types import Document, Fact, Mention
from kg.vocabulary import KG, SCHEMA
from tests.conftest import understand
from tests.extraction.conftest import Page

HEADLINE = "Corvatec/PROPN/ORG wächst/VERB"


def facts(page: Page, ontology: Ontology, language: str, row: str) -> list[Fact]:
    reading = Reading(page(language, HEADLINE, row), ontology)
    return list(byline_facts(reading, lines(reading)))


@pytest.mark.parametrize(
    ("language", "row", "date"),
    [
        ("de", "Veröffentlicht/VERB am/ADP 26.05.2021/NUM", "2021-05-26"),
        ("de", "Veröffentlicht/VERB :/PUNCT 3./ADJ März/NOUN 2021/NUM", "2021-03-03"),
        ("en", "Published/VERB :/PUNCT 26/NUM May/PROPN 2021/NUM", "2021-05-26"),
        ("it", "Pubblicato/VERB il/DET 26/NUM maggio/NOUN 2021/NUM", "2021-05-26"),
    ],
)
def test_date_of_publication(language: str, row: str, date: str, page: Page, ontology: Ontology) -> None:
    """The document was published on a day, however the language writes it."""
    (fact,) = facts(page, ontology, language, row)

    assert isinstance(fact.subject, Document)
    assert (fact.property, fact.object) == (SCHEMA.datePublished, Literal(date, datatype=XSD.date))


def test_date_without_a_day_is_left_out(page: Page, ontology: Ontology) -> None:
    """schema:datePublished is a day; "May 2021" would be made one by guessing."""
    assert facts(page, ontology, "en", "Published/VERB :/PUNCT May/PROPN 2021/NUM") == []


def test_day_that_no_calendar_has_is_left_out(page: Page, ontology: Ontology) -> None:
    """ "45.13.2021" is no date, so nothing is said."""
    assert facts(page, ontology, "de", "Veröffentlicht/VERB am/ADP 45.13.2021/NUM") == []


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("de", "Von/ADP Anna/PROPN/PER Weber/PROPN/PER"),
        ("de", "Autorin/NOUN :/PUNCT Anna/PROPN/PER Weber/PROPN/PER"),
        ("en", "Written/VERB by/ADP Anna/PROPN/PER Weber/PROPN/PER"),
        ("it", "A/ADP cura/NOUN di/ADP Anna/PROPN/PER Weber/PROPN/PER"),
    ],
)
def test_author(language: str, row: str, page: Page, ontology: Ontology) -> None:
    """The byline names who wrote the document, as a person with the name alone."""
    (fact,) = facts(page, ontology, language, row)

    assert isinstance(fact.object, Mention)
    assert (fact.property, fact.object.text, fact.object.type) == (SCHEMA.author, "Anna Weber", KG.Person)
    assert fact.object.key == "anna weber"


def test_fields_of_one_line_are_read_each(page: Page, ontology: Ontology) -> None:
    """ "Autor: X | Veröffentlicht: Y" is two fields."""
    row = "Autor/NOUN :/PUNCT Jan/PROPN/PER Kolb/PROPN/PER |/PUNCT Veröffentlicht/VERB :/PUNCT 02.03.2021/NUM"
    found = {str(f.property).split("/")[-1]: f.object for f in facts(page, ontology, "de", row)}

    assert sorted(found) == ["author", "datePublished"]
    author = found["author"]
    assert isinstance(author, Mention)
    assert author.text == "Jan Kolb"
    assert found["datePublished"] == Literal("2021-03-02", datatype=XSD.date)


def test_evidence_is_the_line(page: Page, ontology: Ontology) -> None:
    """Whoever asks sees the line, and which word of it says so."""
    (fact,) = facts(page, ontology, "de", "Von/ADP Anna/PROPN/PER Weber/PROPN/PER")

    assert fact.evidence.text == "Von Anna Weber"
    assert fact.evidence.cue is not None
    start, end = fact.evidence.cue
    assert fact.evidence.document.text[start:end] == "Von"


def test_updated_is_not_published(page: Page, ontology: Ontology) -> None:
    """The day of the last change is another day."""
    (fact,) = facts(page, ontology, "de", "Aktualisiert/VERB am/ADP 26.05.2021/NUM")

    assert fact.property == SCHEMA.dateModified


@pytest.mark.parametrize(
    "row",
    [
        "Von/ADP Corvatec/PROPN/ORG",
        "Von/ADP Anna/PROPN/PER Weber/PROPN/PER kommt/VERB Kritik/NOUN ./PUNCT",
        "Von/ADP Anfang/NOUN an/ADP",
        "Von/ADP",
        "Kritik/NOUN von/ADP Anna/PROPN/PER Weber/PROPN/PER",
    ],
)
def test_sentence_with_by_has_no_author(row: str, page: Page, ontology: Ontology) -> None:
    """The field is a person's name and nothing else."""
    assert facts(page, ontology, "de", row) == []


def test_author_becomes_an_entity_though_the_line_is_no_article(page: Page, ontology: Ontology) -> None:
    """The byline stands around the article, so only the fact itself brings the person along."""
    result = understand(page("en", HEADLINE, "Written/VERB by/ADP Anna/PROPN/PER Weber/PROPN/PER"), ontology)
    (fact,) = [f for f in result.facts if f.property == SCHEMA.author]

    assert isinstance(fact.object, Mention)
    assert str(result.entities[fact.object].iri) == "https://kg.example/person/anna-weber"
