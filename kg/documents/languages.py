"""Text -> language: which one it is in, if it is one of ours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["LANGUAGES", "choose_language"]

LANGUAGES = frozenset({"de", "en", "it"})

# Single news sentences reach this nearly always, a few names or numbers never do.
_MIN_PROBABILITY = 0.5

# For messages; any other language is named by its code.
_LANGUAGE_NAMES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def choose_language(text: str, *, said: str, hint: str, languages: frozenset[str]) -> str:
    """Choose the language of a text: what its reader said, else what is detected, else the hint of its input.

    Templates say "en" over texts in any language: a hint counts only where the text is too short to tell.
    """
    allowed = ", ".join(sorted(languages))
    if said:
        if said not in languages:
            raise LanguageError(f"language {said!r}; kg reads {allowed}")
        return said
    detected, probability = _identifier().classify(text)
    if probability < _MIN_PROBABILITY:
        if hint in languages:
            return hint
        raise LanguageError(
            f"too short or too mixed to tell its language; name it with --language (kg reads {allowed})"
        )
    if detected not in languages:
        name = _LANGUAGE_NAMES.get(detected, "another language")
        raise LanguageError(
            f"the text is in {name} ({detected}); kg reads {allowed}; "
            "leave it out, or name its language with --language if this is wrong"
        )
    return str(detected)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # Over all languages it knows: a text in another one must not be taken for one of ours.
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
