"""Which lines of a page are the article."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions
from kg.extraction.layout import article_tokens, lines
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from tests.conftest import read, understand
from tests.extraction.conftest import Page

HEADLINE = "Corvatec/PROPN/ORG buys/VERB Lumenia/PROPN/ORG"
SENTENCE = "Corvatec/PROPN/ORG bought/VERB Lumenia/PROPN/ORG in/ADP May/PROPN ./PUNCT"


def kinds(page: Page, ontology: Ontology, language: str, *rows: str) -> list[str]:
    return [line.kind for line in lines(Reading(page(language, *rows), ontology))]


def test_headline_and_sentence_are_the_article(page: Page, ontology: Ontology) -> None:
    """A heading has no full stop, prose has one; both say something."""
    assert kinds(page, ontology, "en", HEADLINE, SENTENCE) == ["heading", "prose"]


def test_first_line_is_a_heading_even_without_a_verb(page: Page, ontology: Ontology) -> None:
    """ "Das Aus für Plano" is a headline; the same in the middle of a page is a caption."""
    caption = "Corvatec/PROPN/ORG headquarters/NOUN"

    assert kinds(page, ontology, "en", caption, SENTENCE, caption) == ["heading", "prose", "page"]


def test_heading_between_paragraphs_needs_a_verb(page: Page, ontology: Ontology) -> None:
    """A heading in the text says something of somebody."""
    assert kinds(page, ontology, "en", HEADLINE, SENTENCE, HEADLINE) == ["heading", "prose", "heading"]


def test_menu_is_no_article(page: Page, ontology: Ontology) -> None:
    """Names between bars are a menu or a credit, verb or not."""
    menu = "Home/NOUN |/PUNCT Shop/VERB |/PUNCT Corvatec/PROPN/ORG"

    assert kinds(page, ontology, "en", HEADLINE, menu) == ["heading", "page"]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("de", "Alle/DET Rechte/NOUN vorbehalten/VERB ,/PUNCT Corvatec/PROPN/ORG schließt/VERB nichts/PRON ./PUNCT"),
        ("de", "Foto/NOUN :/PUNCT Corvatec/PROPN/ORG"),
        ("en", "All/DET rights/NOUN reserved/VERB by/ADP Corvatec/PROPN/ORG ./PUNCT"),
        ("it", "Leggi/VERB anche/ADV :/PUNCT Corvatec/PROPN/ORG chiude/VERB la/DET fabbrica/NOUN ./PUNCT"),
    ],
)
def test_boilerplate_is_no_article_in_any_language(language: str, row: str, page: Page, ontology: Ontology) -> None:
    """What the lexicon knows as the page's own words gives neither names nor facts, sentence or not."""
    annotation = page(language, "Corvatec/PROPN/ORG wächst/VERB", row)
    result = understand(annotation, ontology)

    assert [line.kind for line in lines(Reading(annotation, ontology))] == ["heading", "page"]
    assert {m.start for m in result.mentions} == {0}
    assert result.facts == []


def test_long_line_is_prose_without_a_full_stop(page: Page, ontology: Ontology) -> None:
    """Editors forget full stops; twelve words are no caption."""
    long = " ".join(["word/NOUN"] * 13)

    assert kinds(page, ontology, "en", HEADLINE, long, " ".join(["word/NOUN"] * 12)) == ["heading", "prose", "page"]


@pytest.mark.parametrize("end", ["./PUNCT", "!/PUNCT", "?/PUNCT", "./PUNCT “/PUNCT", "./PUNCT »/PUNCT", ":/PUNCT"])
def test_sentence_ends_before_the_closing_quotation_mark(end: str, page: Page, ontology: Ontology) -> None:
    """A quoted sentence is a sentence."""
    row = f"Corvatec/PROPN/ORG buys/VERB Lumenia/PROPN/ORG {end}"

    assert kinds(page, ontology, "en", HEADLINE, row) == ["heading", "prose"]


def test_blank_lines_are_no_lines(page: Page, ontology: Ontology) -> None:
    """Paragraphs are parted by empty lines as often as not."""
    annotation = page("en", HEADLINE, "", SENTENCE)

    assert [line.span.text.split()[0] for line in lines(Reading(annotation, ontology))] == ["Corvatec", "Corvatec"]


def test_line_of_punctuation_is_no_article(page: Page, ontology: Ontology) -> None:
    """Asterisks between paragraphs say nothing."""
    assert kinds(page, ontology, "en", HEADLINE, "*/PUNCT */PUNCT", SENTENCE) == ["heading", "page", "prose"]


def test_tokens_of_the_article_leave_out_the_page(page: Page, ontology: Ontology) -> None:
    """What stands around the article names nothing."""
    caption = "Fernhill/PROPN/ORG headquarters/NOUN"
    annotation = page("en", HEADLINE, caption, SENTENCE)
    reading = Reading(annotation, ontology)

    assert [t.text for t in annotation.doc if t.i in article_tokens(reading)] == [
        "Corvatec", "buys", "Lumenia", "Corvatec", "bought", "Lumenia", "in", "May", ".",
    ]  # fmt: skip
    assert "Fernhill" not in {m.text for m in find_mentions(annotation, ontology)}


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "outside"),
    [
        (
            "de",
            "Düsseldorf (Reuters) - Solvia-Chef Karl Brandt treibt den Börsengang der Tochter Brenko voran.",
            "Reuters",
        ),
        ("de", "Die Solvia AG kauft die Firma Norvex. Foto: Karin Vogt / Brenko AG", "Brenko AG"),
        ("de", "Die Solvia AG (© Brenko AG) kauft die Firma Norvex.", "Brenko AG"),
        ("en", "Solvia bought Norvex. Photo: Kestrel Media", "Kestrel Media"),
    ],
)
def test_agency_and_photographer_are_no_part_of_the_story(
    language: str, text: str, outside: str, ontology: Ontology
) -> None:
    """ "(Reuters)" in front of a text is not whose subsidiary the firm in its first sentence is."""
    result = read(text, language, ontology)
    assert outside not in {mention.label for mention in result.mentions}
    assert result.facts
