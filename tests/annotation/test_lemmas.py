"""The dictionary form of a word, from the model and the dictionary together."""

from __future__ import annotations

import math

import pytest

from kg.annotation.lemmas import Lemmatizer


def lemma(language: str, word: str, pos: str, *candidates: str) -> str:
    """Weigh candidates of the model, each half as likely as the one before."""
    weighed = tuple((text, math.log(0.5 ** (i + 1))) for i, text in enumerate(candidates))
    return Lemmatizer(language).choose(word, pos, weighed)


@pytest.mark.parametrize(
    ("language", "word", "pos", "candidates", "expected"),
    [
        ("de", "aufgelöst", "VERB", ["aufgelösen", "auflösen"], "auflösen"),
        ("de", "Legt", "VERB", ["Legen", "legen"], "legen"),
        ("de", "soll", "AUX", ["solln", "sollen"], "sollen"),
        ("de", "Themen", "NOUN", ["Theme", "Themen"], "Thema"),
        ("it", "decolla", "VERB", ["decollare", "decolla"], "decollare"),
        ("it", "certezze", "NOUN", ["certezze", "certezza"], "certezza"),
        ("en", "told", "VERB", ["toy", "told"], "tell"),
    ],
)
def test_dictionary_corrects_the_model(
    language: str, word: str, pos: str, candidates: list[str], expected: str
) -> None:
    """The edit rules alone make up words; the lexicon is looked up by lemma."""
    assert lemma(language, word, pos, *candidates) == expected


@pytest.mark.parametrize(
    ("language", "word", "candidates", "expected"),
    [
        ("de", "am", ["an", "am"], "an"),
        ("de", "zum", ["zu", "zum"], "zu"),
        ("it", "della", ["di", "della"], "di"),
        ("it", "dell’", ["di", "dell"], "di"),
        ("it", "dal", ["da", "dal"], "da"),
        ("it", "sull’", ["su", "sul"], "su"),
    ],
)
def test_contracted_adposition_gets_the_adposition(
    language: str, word: str, candidates: list[str], expected: str
) -> None:
    """The dictionary knows the contraction only as a word of its own; the model knows better."""
    assert lemma(language, word, "ADP", *candidates) == expected


def test_german_noun_keeps_its_capital() -> None:
    """ "Teil" and "teil" must be one lemma."""
    assert lemma("de", "Teile", "NOUN", "teil", "Teile") == "Teil"


def test_noun_has_not_the_lemma_of_a_verb() -> None:
    """simplemma has "sorpasso" as a form of "sorpassare"; a plural is still no longer than its lemma."""
    assert lemma("it", "sorpasso", "NOUN", "sorpassare", "sorpasso") == "sorpasso"
    assert lemma("it", "attori", "NOUN", "attore", "attoro") == "attore"
    assert lemma("it", "sorpasso", "VERB", "sorpassare", "sorpasso") == "sorpassare"


@pytest.mark.parametrize(
    ("pos", "candidates", "expected"), [("X", ["", "alla"], "alla"), ("ADP", [""], "all"), ("X", [""], "all")]
)
def test_word_of_which_a_rule_leaves_nothing_has_a_lemma(pos: str, candidates: list[str], expected: str) -> None:
    """ "All' età", written with a blank: one such word must not cost the document."""
    assert lemma("it", "all", pos, *candidates) == expected


def test_names_are_left_to_the_model() -> None:
    """The dictionary would make a common noun of every second name."""
    assert lemma("en", "Apple", "PROPN", "Apple", "apple") == "Apple"
    assert lemma("de", "Twitters", "PROPN", "Twitter", "Twitters") == "Twitter"


def test_language_without_dictionary_is_left_to_the_model() -> None:
    """A new language needs no dictionary to begin with."""
    assert lemma("xx", "geht", "VERB", "gehen", "geht") == "gehen"


def test_monstrous_word_is_not_looked_up() -> None:
    """Taking such a word apart in search of a known one would take for ever."""
    assert lemma("de", "x" * 1000, "NOUN", "y", "x") == "y"


@pytest.mark.parametrize(
    ("word", "lemma", "features"),
    [
        ("gegründete", "gegründet", "Degree=Pos|Tense=Past|VerbForm=Part"),
        ("wachsende", "wachsend", "Degree=Pos|Tense=Pres|VerbForm=Part"),
        ("große", "groß", "Degree=Pos"),
    ],
)
def test_german_participle_in_front_of_a_noun_is_one(word: str, lemma: str, features: str) -> None:
    """The treebanks call it an adjective; whoever asks who founded the firm must know the verb."""
    assert Lemmatizer("de").features("ADJ", lemma, "Degree=Pos") == features


def test_noun_of_the_dictionary_is_no_adjective() -> None:
    """simplemma knows "Gegründete" alone."""
    assert lemma("de", "gegründete", "ADJ", "gegründet", "gegründete") == "gegründet"
    assert "gründen" in Lemmatizer("de").alternatives("gegründete", "gegründet", ())
