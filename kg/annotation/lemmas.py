"""The dictionary form of a word, weighed from the model's edit rules and simplemma's dictionaries.

The model knows the word in its sentence but makes up forms ("aufgelösen"); a dictionary makes up
nothing but does not know which of its readings is meant ("richiesta": the noun or the participle).
A contracted adposition gets the lemma of the adposition: "zum" zu, "della" di, "sull’" su.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import simplemma
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES, CachingDictionaryFactory

from kg.annotation.decoding import Parse

__all__ = ["Lemmatizer"]


class _Weights(NamedTuple):
    """What is added to the log-probability of the model."""

    entry: float  # for a lemma that the dictionary has as one
    changed: float  # for the lemma that the dictionary gives, where it differs from the word
    same: float  # likewise where it is the word itself, which may only mean that it is unknown


# Chosen on the development sets of all three languages; the scores stand in the model card.
_WEIGHTS = {
    "ADJ": _Weights(2, 4, 0),
    "ADP": _Weights(8, 8, 0),
    "ADV": _Weights(4, 8, 2),
    "AUX": _Weights(6, 12, 4),
    "DET": _Weights(4, 8, 2),
    "NOUN": _Weights(0, 8, 4),
    "PRON": _Weights(4, 8, 2),
    "VERB": _Weights(6, 12, 4),
}

# Languages that write every noun with a capital.
_NOUN_CAPITALS = {"de"}
# Languages whose treebanks call a participle in front of a noun an adjective and mark no verb form.
_HIDDEN_PARTICIPLES = {"de"}
_ACTIVE_PARTICIPLE = "nd"
# How the lemma of a verb ends; a dictionary that says "passo" for "passa" has the noun in mind.
_INFINITIVES = {"de": ("n",), "es": ("r", "rse"), "fr": ("r", "re"), "it": ("re", "rsi"), "pt": ("r",)}
# By what a participle shows gender and number: one of its forms may lead to the verb where another does not.
_GENDERS = {"es": "oa", "it": "oaie", "pt": "oa"}
# Nothing this long stands in a dictionary.
_MAX_CHARACTERS = 50
# How many lemmas of the model are offered as alternatives.
_OFFERED = 3
# How many words are remembered: finding one means decoding a block of the dictionary.
_REMEMBERED = 50_000
# Log-probability below which a lemma is not worth a look.
_UNLIKELY = -3.5


class Lemmatizer:
    """Chooses the lemmas of a sentence in one language."""

    def __init__(self, language: str) -> None:
        """Prepare for a language: its dictionary is read with the first word; without one the model alone decides."""
        self._language = language
        self._has_dictionary = language in SUPPORTED_LANGUAGES
        self._look_up = lru_cache(maxsize=_REMEMBERED)(self._find_in_dictionary)

    def lemmas(self, words: Sequence[str], parse: Parse) -> list[str]:
        """Choose a lemma for every word of a parsed sentence."""
        return [
            self.choose(word, pos, candidates)
            for word, pos, candidates in zip(words, parse.upos, parse.lemmas, strict=True)
        ]

    def alternatives(self, word: str, chosen: str, candidates: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
        """Give every lemma a word may have, in lower case, the chosen one first.

        The likeliest of the model, that of the dictionary and, for a participle read as an adjective, its verb:
        "gegründetes" is "gegründet" and "gründen". For whoever looks a word up and must not miss it.
        """
        found = [chosen, *(lemma for lemma, weight in candidates[:_OFFERED] if weight > _UNLIKELY)]
        if self._has_dictionary and len(word) <= _MAX_CHARACTERS:
            found += [self._look_up(word.lower())[0], self._look_up(chosen.lower())[0]]
        return tuple(dict.fromkeys(lemma.lower() for lemma in found if lemma))

    def features(self, pos: str, lemma: str, marked: str) -> str:
        """Give the features of a word, with what the model was never taught: that an adjective is a participle."""
        if pos != "ADJ" or "VerbForm" in marked or self._language not in _HIDDEN_PARTICIPLES:
            return marked
        verb = self._look_up(lemma.lower())[0] if len(lemma) <= _MAX_CHARACTERS else lemma
        if verb == lemma.lower() or not verb.islower() or not verb.endswith("n"):
            return marked
        tense = "Pres" if lemma.endswith(_ACTIVE_PARTICIPLE) else "Past"
        return "|".join(sorted([*filter(None, marked.split("|")), f"Tense={tense}", "VerbForm=Part"]))

    def choose(self, word: str, pos: str, candidates: tuple[tuple[str, float], ...]) -> str:
        """Choose the lemma of the greatest weight.

        candidates: what the model offers, with log-probabilities, best first.
        """
        # An edit rule may leave nothing of a word it was not made for.
        candidates = tuple(c for c in candidates if c[0]) or ((word, 0.0),)
        weights = _WEIGHTS.get(pos)
        if weights is None or not self._has_dictionary or len(word) > _MAX_CHARACTERS:
            return candidates[0][0]
        keeps_case = pos == "NOUN" and self._language in _NOUN_CAPITALS
        entry = word if keeps_case else word.lower()
        found, _ = self._look_up(entry)
        if found[:1].isupper() and entry[:1].islower():
            found = entry  # the dictionary knows the noun alone: "Gegründete"
        of_found = weights.same if found == entry else weights.changed
        if pos in ("VERB", "AUX") and not self._is_infinitive(found):
            found, of_found = self._verb_of(found), weights.same
        if pos == "NOUN":
            nouns = tuple(c for c in candidates if not self._is_verb_of(entry, c[0]))
            candidates = nouns or ((entry, 0.0),)
            if self._is_verb_of(entry, found):
                found, of_found = candidates[0][0], weights.same
        best, most = found, candidates[-1][1] + of_found
        for lemma, log_probability in candidates:
            weighed = log_probability + (of_found if lemma == found else 0)
            # Looking up is slow: only what could still win is worth it.
            if weighed + weights.entry <= most:
                continue
            is_entry = bool(lemma) and self._look_up(lemma) == (lemma, True)
            weighed += weights.entry if is_entry else 0
            if weighed > most:
                best, most = lemma, weighed
        return best[:1].upper() + best[1:] if keeps_case and word[0].isupper() else best

    def _is_infinitive(self, lemma: str) -> bool:
        return lemma.endswith(_INFINITIVES.get(self._language, ""))

    def _is_verb_of(self, noun: str, lemma: str) -> bool:
        """Tell whether a noun's lemma is that of a verb: "sorpassare" for "sorpasso", not "attore" for "attori"."""
        if self._language in _NOUN_CAPITALS or self._language not in _INFINITIVES:
            return False
        return len(lemma) > len(noun) and self._is_infinitive(lemma)

    def _verb_of(self, form: str) -> str:
        """Look further for the verb where a dictionary gives another word: "chiusa" is "chiuso", that "chiudere"."""
        others = (form[:-1] + vowel for vowel in _GENDERS.get(self._language, ""))
        found = (self._look_up(other)[0] for other in (form, *others))
        return next(filter(self._is_infinitive, found), form)

    @cached_property
    def _rules(self) -> simplemma.Lemmatizer:
        strategy = DefaultStrategy(dictionary_factory=_DICTIONARIES)
        return simplemma.Lemmatizer(cache_max_size=0, lemmatization_strategy=strategy)

    @cached_property
    def _entries(self) -> DictionaryLookupStrategy:
        return DictionaryLookupStrategy(_DICTIONARIES)

    def _find_in_dictionary(self, word: str) -> tuple[str, bool]:
        """Look up the lemma of a word, and whether the dictionary has the word itself."""
        known = self._entries.get_lemma(unicodedata.normalize("NFC", word), self._language)
        return self._rules.lemmatize(word, self._language), known is not None


class _Dictionary(Mapping[str, str]):
    """A dictionary that remembers what it was asked: the rules ask for the same form several times."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._find = lru_cache(maxsize=_REMEMBERED)(words.get)

    def get(self, key: str, default: Any = None) -> Any:
        found = self._find(key)
        return default if found is None else found

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class _Dictionaries(CachingDictionaryFactory):
    """Gives simplemma its dictionaries; the memory they take stays small."""

    def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
        return _Dictionary(LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(lang))


_DICTIONARIES = _Dictionaries()
