"""Words that the model reads as others wherever they stand, and the plain word that it is shown in their place.

What is written about the word afterwards, its lemma too, is about the word in the text.
"""

from __future__ import annotations

__all__ = ["stand_in"]

_APOSTROPHES = ("'", "’", "‘", "‛")
# Behind an elided article, "l'ad" (amministratore delegato), no preposition can stand.
_AFTER_ELISION = {"it": {"ad": "amministratore"}}
# A capital inside a sentence makes a noun of what would be a preposition: "das Aus der Marke".
_CAPITALISED = {"de": {"Aus": "Ende"}}


def stand_in(language: str, before: str, word: str, *, is_spaced: bool) -> str | None:
    """Give the word to show the model; None where it may read the word itself.

    before: the word in front, "" at the beginning of a sentence; is_spaced: whether a space stands between them.
    """
    if not is_spaced and before.endswith(_APOSTROPHES):
        return _AFTER_ELISION.get(language, {}).get(word.lower())
    inside = before.isalpha() and not before.isupper()
    return _CAPITALISED.get(language, {}).get(word) if inside else None
