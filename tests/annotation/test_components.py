"""Sentence boundaries, and what the model says, on a spaCy Doc."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.annotation import load_pipeline
from kg.annotation.components import Sentences


def sentences(language: str, text: str) -> list[str]:
    nlp = load_pipeline(language)
    doc = Sentences()(nlp.make_doc(text))
    return [sentence.text.strip() for sentence in doc.sents]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Twitter macht dicht. | Es geht weiter! | Ja? | „Nein.“ | 300 Leute gehen."),
        ("de", "„Die Menschen kaufen nicht. | Sie kaufen mobil“, erklärte ein Insider."),
        ("de", "„Geht das?“, fragte er. | (Ja.) | Gut."),
        ("de", "Am 1. Juli und am 26. Mai kam J. Dorsey von Foo Inc. Berlin, z.B. Mitte."),
        ("de", "Es war im Herbst 2015. | Dann kam der Winter."),
        ("de", "Kein Wunder: Angeblich stimmt es; Alle wissen es."),
        ("de", "Er kaufte Nr. 5 und sah weg … | Schluss."),
        ("de", "Sie kostet 3.000 Euro. | 12 Personen kamen zu buzzfeed.com nach Köln."),
        ("it", "Twitter guarda altrove… | Per tentare, però, serve tempo. | È vero."),
        ("it", "La S.p.A. ha detto: «Va bene.» | Poi ha chiuso l'art. 5."),
        ("en", 'Mr. Smith bought it for $5. | No. 5 came. | "Why?" he said. | "Go." | He went.'),
        ("en", "U.S. President Barack Obama spoke. | Apple's boss left."),
    ],
)
def test_sentences_end_where_they_end(language: str, text: str) -> None:
    """One sentence is one unit of evidence."""
    expected = text.split(" | ")
    assert sentences(language, " ".join(expected)) == expected


@pytest.mark.parametrize("line_break", ["\n", "\n\n", " \n ", "\x0b", "\u2028", "\xa0\n\xa0"])
def test_line_break_ends_a_sentence(line_break: str) -> None:
    """Headings and captions have no full stop."""
    assert sentences("de", f"der Anfang{line_break}das Ende") == ["der Anfang", "das Ende"]


def test_number_of_a_list_item_is_no_sentence() -> None:
    """ "1. The company" is one sentence."""
    assert sentences("en", "1. The company left. 2. It came back.")[0] == "1. The company left."


def annotated(text: str, language: str = "de") -> Doc:
    return load_pipeline(language)(text)


@pytest.mark.model
def test_doc_carries_tags_lemmas_tree_and_entities() -> None:
    """What every rule of the extraction reads."""
    doc = annotated("SAP kaufte im Mai die Firma Signavio aus Berlin.")

    assert [token.pos_ for token in doc[:4]] == ["PROPN", "VERB", "ADP", "PROPN"]
    assert [token.lemma_ for token in doc[1:4]] == ["kaufen", "in", "Mai"]
    assert (doc[0].dep_, doc[0].head.text) == ("nsubj", "kaufte")
    assert doc[1].dep_ == "root"
    assert doc[1].morph.get("Tense", []) == ["Past"]
    assert ("SAP", "ORG") in [(entity.text, entity.label_) for entity in doc.ents]


@pytest.mark.model
def test_probabilities_are_probabilities() -> None:
    """Confidence is computed from them."""
    doc = annotated("SAP kaufte im Mai die Firma Signavio aus Berlin.")

    for token in doc:
        for score in (token._.pos_score, token._.arc_score, token._.label_score):
            assert 0 < score <= 1
    assert doc.ents
    assert all(0 < entity._.score <= 1 for entity in doc.ents)


@pytest.mark.model
def test_white_space_is_no_part_of_a_phrase() -> None:
    """A mention must not end in a line break."""
    doc = annotated(" \n\nDie Firma  aus Köln\n\nschließt. ")

    assert {token.dep_ for token in doc if token.is_space} == {""}
    assert {token.pos_ for token in doc if token.is_space} == {"SPACE"}
    assert not any(token.is_space for token in doc[1].subtree)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\n\n \n",
        "😀 😀 👍🏽",
        "\x00\x01\x02 abc",
        "Das \u200bist.",
        "漢字 かな。",
        ". . . A",
        "-" * 2000,
        "x" * 100_000,
        "Wort " * 300,
    ],
)
def test_odd_text_gives_trees_all_the_same(text: str) -> None:
    """Scraped text holds everything."""
    doc = annotated(text)

    assert doc.text == text
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        assert [token.dep_ for token in words if token.head == token] == ["root"] * bool(words)
        assert all(token.head in sentence for token in words)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "TAIPEI — | Oru grows."),
        ("it", "ROMA, 14 NOV - | Sei milioni. | Basta."),
        ("it", "(ANSA) - | ROMA, 14 NOV - | Sei milioni."),
        ("de", "Berlin (dpa) – | Die Firma wächst."),
        ("de", "Frankfurt/Main (dpa/lhe) - | Die Firma wächst."),
        ("de", "Es wächst. | EU - das ist gut."),
        ("en", "Oru - a start-up - grows."),
        ("en", "COVID-19 grows."),
        ("de", "AG - das ist eine Rechtsform."),
    ],
)
def test_dateline_is_a_sentence_of_its_own(language: str, text: str) -> None:
    """A parser would make the town the root of the sentence behind it."""
    assert sentences(language, text.replace(" | ", " ")) == text.split(" | ")
