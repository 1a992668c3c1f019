"""Tokens: what stays together and what does not."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotation.tokenizer import KgTokenizer, create_tokenizer

LANGUAGES = ["de", "it", "en"]


@cache
def tokenizer(language: str) -> KgTokenizer:
    return create_tokenizer()(spacy.blank(language))


def tokens(language: str, text: str) -> list[str]:
    return [token.text for token in tokenizer(language)(text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "word",
    [
        "E-Commerce-Team",
        "e-commerce",
        "Buy-Button",
        "25-köpfigen",
        "buzzfeed.com",
        "3,72",
        "1.234,5",
        "10:30",
        "AT&T",
        "S.p.A.",
        "U.S.",
        "J.",
        "Dr.",
        "Inc.",
        "5G",
        "Nutzer:innen",
        "a.b@example.org",
    ],
)
def test_word_stays_whole_in_every_language(language: str, word: str) -> None:
    """Names of one language occur in the texts of the others."""
    assert tokens(language, word) == [word]
    assert tokens(language, f"({word}, x") == ["(", word, ",", "x"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10%", "10 %"),
        ("5€", "5 €"),
        ("$3.5bn", "$ 3.5bn"),
        ("Apple's", "Apple 's"),
        ("Apple’s", "Apple ’s"),
        ("‚Buy Now‘-Card", "‚ Buy Now ‘ - Card"),
        ("„Ja“,", "„ Ja “ ,"),
        ("»Ja« ‹Ja›", "» Ja « ‹ Ja ›"),
        ("'Ja' “Ja”.", "' Ja ' “ Ja ” ."),
        ("Ja–Nein—Ja", "Ja – Nein — Ja"),
        ("Tasto(Compra)", "Tasto ( Compra )"),
        ("(Seite 8)", "( Seite 8 )"),
        ("altrove…", "altrove …"),
        ("Was?!", "Was ?!"),
        ("2015.", "2015 ."),
        ("3:2.", "3:2 ."),
        ("Ende.Das", "Ende . Das"),
    ],
)
def test_punctuation_is_split_off(language: str, text: str, expected: str) -> None:
    """A quotation mark glued to a name makes another name of it."""
    assert tokens(language, text) == expected.split(" ")


def test_elision_makes_two_words_in_italian_alone() -> None:
    """The article is a word of its own; "O'Brien" is one name elsewhere."""
    assert tokens("it", "dell’azienda l'azienda un’altra") == [
        *("dell’", "azienda"),
        *("l'", "azienda"),
        *("un’", "altra"),
    ]
    assert tokens("it", 'un po’ c’è all\'"ora"')[1] == "po’"
    assert tokens("en", "O'Brien don't") == ["O'Brien", "do", "n't"]


def test_number_with_a_dot_is_one_word_in_german_alone() -> None:
    """German writes ordinals so; elsewhere the dot ends the sentence."""
    assert tokens("de", "am 26. Mai, am 26.05. abends") == [
        *("am", "26.", "Mai", ","),
        *("am", "26.05.", "abends"),
    ]
    assert tokens("en", "in room 26.") == ["in", "room", "26", "."]


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_text_comes_back(text: str) -> None:
    """Offsets of tokens are offsets of the text."""
    assert tokenizer("it")(text).text == text


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000, "!" * 50_000, "a!" * 25_000, "a.b/" * 12_500, "'" * 50_000, "\n" * 50_000],
)
def test_monstrous_word_is_cut_in_linear_time(text: str) -> None:
    """Scraped pages hold data and rulers; spaCy alone takes minutes for these."""
    doc = tokenizer("de")(text)
    assert doc.text == text
    assert all(len(token) <= 400 or token.is_space for token in doc)


def test_quotation_marks_of_two_characters_are_one_token() -> None:
    """Agencies still write them so, and a sentence may begin or end with them."""
    assert tokens("de", "``Das geht'', sagt sie.") == ["``", "Das", "geht", "''", ",", "sagt", "sie", "."]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "L'usine d'Anne n'ouvre pas aujourd'hui.", "L' usine d' Anne n' ouvre pas aujourd'hui ."),
        ("es", "El Sr. Ríos ganó un 3,5% más.", "El Sr. Ríos ganó un 3,5 % más ."),
        ("pt", "O Sr. Silva falou em São Paulo.", "O Sr. Silva falou em São Paulo ."),
    ],
)
def test_other_languages_have_the_rules_of_their_own(language: str, text: str, expected: str) -> None:
    """The model reads them too."""
    assert tokens(language, text) == expected.split()
