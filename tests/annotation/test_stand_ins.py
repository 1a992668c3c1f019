from __future__ import annotations

import pytest

from kg.annotation import load_pipeline
from kg.annotation.stand_ins import stand_in


@pytest.mark.parametrize(
    ("language", "before", "word", "is_spaced", "shown"),
    [
        ("de", "das", "Aus", True, "Ende"),
        ("de", "Zum", "Aus", True, "Ende"),
        ("de", "", "Aus", True, None),
        ("de", ":", "Aus", True, None),
        ("de", "DAS", "Aus", True, None),
        ("de", "das", "aus", True, None),
        ("it", "l'", "ad", False, "amministratore"),
        ("it", "l’", "ad", False, "amministratore"),
        ("it", "fino", "ad", True, None),
        ("en", "the", "Aus", True, None),
    ],
)
def test_word_is_shown_as_another_only_where_it_can_be_no_preposition(
    language: str, before: str, word: str, is_spaced: bool, shown: str | None
) -> None:
    assert stand_in(language, before, word, is_spaced=is_spaced) == shown


@pytest.mark.model
def test_noun_that_looks_like_a_preposition_is_read_as_a_noun_and_keeps_its_lemma() -> None:
    doc = load_pipeline("de")("Die Gewerkschaft bedauert das Aus der Fabrik in Köln.")

    assert [(token.text, token.pos_, token.lemma_, token.head.text) for token in doc if token.text == "Aus"] == [
        ("Aus", "NOUN", "Aus", "bedauert")
    ]
