"""spaCy's tokenizers, mended where they hurt: one set of rules for all languages.

spaCy's own lists know the abbreviations and contractions of a language; they stay. What separates
words is punctuation, the same everywhere but for two habits of writing, named below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CURRENCY,
    LIST_CURRENCY,
    LIST_ELLIPSES,
    LIST_ICONS,
    LIST_PUNCT,
)
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    get_lang_class,
    registry,
)

__all__ = ["TOKENIZER", "KgTokenizer", "create_tokenizer"]

TOKENIZER = "kg.Tokenizer.v1"  # its name in a spaCy config

# Languages that write an ordinal as a number with a dot: "am 1. Juli".
_DOTTED_ORDINALS = {"de"}
# Languages that write a short word and the next one together with an apostrophe: "dell'azienda".
_ELISION = {"ca", "fr", "it"}
# Titles and company forms travel: an Italian text may well say "Dr. Smith of Apple Inc.".
_ABBREVIATIONS_FROM = ("de", "en", "it")

_QUOTES = '"„“”‟«»‹›‚`´'
_APOSTROPHES = "'’‘‛"
_DASHES = "–—―"
_BRACKETS = r"()\[\]{}"

# "!!!" is one token.
_RUNS = ["``+", "''+", "[!?]+", r"\*+", "_+", "=+", "#+", "~+", "--+"]

_PREFIXES = [
    *_RUNS,
    *LIST_PUNCT,
    *LIST_ELLIPSES,
    *LIST_CURRENCY,
    *LIST_ICONS,
    rf"[{_QUOTES}{_APOSTROPHES}{_DASHES}§%|/]",
    r"\+(?![0-9])",
]
_SUFFIXES = [
    *_RUNS,
    *LIST_PUNCT,
    *LIST_ELLIPSES,
    *LIST_ICONS,
    rf"[{_APOSTROPHES}][sS]",
    rf"[{_QUOTES}{_APOSTROPHES}{_DASHES}|/]",
    rf"(?<=[0-9])(?:{CURRENCY}|[%‰+])",
    r"\.",
]
_INFIXES = [
    "``+",
    "''+",
    *LIST_ELLIPSES,
    *LIST_ICONS,
    rf"[{_QUOTES}{_BRACKETS}{_DASHES}|]",
    "--+",
    # An apostrophe inside a word belongs to it; one that ends or begins a word is a quotation mark.
    rf"(?<![\w.])[{_APOSTROPHES}]",
    rf"[{_APOSTROPHES}](?![\w{_QUOTES}])",
    rf"(?<=[{_QUOTES}{_APOSTROPHES}])-(?=\w)",
    rf"(?<=[{ALPHA}])[,;!?/<>=](?=[{ALPHA}])",
    # A colon before a small letter is inside a word: "Nutzer:innen".
    rf"(?<=[{ALPHA}]):(?=[{ALPHA_UPPER}])",
    # A full stop without its space.
    rf"(?<=[{ALPHA_LOWER}][{ALPHA_LOWER}])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}])",
]
# Words that keep their full stop: "J.", "S.p.A.", "z.B.", "Ph.D."; "1.", "26.05.".
_ABBREVIATION = rf"[{ALPHA_UPPER}]\.|(?:[{ALPHA}]{{1,2}}\.)+[{ALPHA}]\."
_ORDINAL = r"\d{1,2}\.(?:\d{1,2}\.)?"

# Cutting affixes takes time quadratic in the length of a word; nothing this long is a word.
_LONG_RUN = re.compile(r"\S{400,}")
_LONGEST_RUN = 400


class KgTokenizer:
    """Cuts a text into the tokens of a spaCy Doc; white space is kept, as always in spaCy."""

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        cuts = [cut for run in _LONG_RUN.finditer(text) for cut in range(run.start(), run.end(), _LONGEST_RUN)]
        if not cuts:
            return self._tokenizer(text)
        bounds = sorted({0, *cuts, len(text)})
        parts = [self._tokenizer(text[start:end]) for start, end in pairwise(bounds)]
        doc = Doc.from_docs(parts, ensure_whitespace=False)
        assert doc is not None  # for mypy: None only comes from an empty list
        return doc

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Write nothing: the rules are code, made again from the language."""

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> KgTokenizer:
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        return b""

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> KgTokenizer:
        return self


def create_tokenizer() -> Callable[[Language], KgTokenizer]:
    """Give what makes the tokenizer of a spaCy pipeline, for `[nlp.tokenizer]` in a config."""
    return _make_tokenizer


registry.tokenizers.register(TOKENIZER, func=create_tokenizer)


def _make_tokenizer(nlp: Language) -> KgTokenizer:
    language = str(nlp.lang)
    infixes = list(_INFIXES)
    dotted = [_ABBREVIATION]
    if language in _ELISION:
        infixes.append(rf"(?<=[{ALPHA}]['’])(?=[{ALPHA}0-9])")
    if language in _DOTTED_ORDINALS:
        dotted.append(_ORDINAL)
    return KgTokenizer(
        Tokenizer(
            nlp.vocab,
            rules=_exceptions(language),
            prefix_search=compile_prefix_regex(_PREFIXES).search,
            suffix_search=_suffix_search("|".join(dotted)),
            infix_finditer=compile_infix_regex(infixes).finditer,
            url_match=nlp.Defaults.url_match,
        )
    )


def _suffix_search(dotted: str) -> Callable[[str], re.Match[str] | None]:
    """Make the search for what to cut off the end of a word: nothing where `dotted` fits."""
    ends_dotted = re.compile(rf"(?<![^\W_])(?<![.,:])(?:{dotted})$").search
    suffix = compile_suffix_regex(_SUFFIXES).search
    return lambda text: None if ends_dotted(text) else suffix(text)


def _exceptions(language: str) -> dict[str, list[dict[int, str]]]:
    """Collect spaCy's exceptions for a language, without emoticons: "(Seite 8)" ends in none."""
    exceptions = {
        text: tokens
        for code in _ABBREVIATIONS_FROM
        for text, tokens in get_lang_class(code).Defaults.tokenizer_exceptions.items()
        if len(tokens) == 1 and text.endswith(".") and text[:1].isupper()
    }
    own = get_lang_class(language).Defaults.tokenizer_exceptions
    exceptions.update(own)
    return {
        text: tokens
        for text, tokens in exceptions.items()
        if text.isspace() or any(character.isalpha() for character in text)
    }
