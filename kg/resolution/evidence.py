"""What speaks for two things being one, and what against: names first, then facts and company they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.extraction.labels import normal_form
from kg.ontology import Ontology, Schema
from kg.resolution.kinds import UNKNOWN, heading, may_be_one
from kg.resolution.things import Node, Thing, companions_in_common, fold
from kg.resolution.wording import Readings
from kg.vocabulary import KG

__all__ = ["MERGE", "PROPOSE", "Evidence", "Judge", "term_classes"]

MERGE = 0.7  # what it takes to be one
PROPOSE = 0.5  # what a person is asked about

# How far names go by themselves.
_EQUAL = 0.75  # one name, and of one of the two no text tells the class
_STATED = 0.75  # a text itself gives the other name: "Europäische Zentralbank (EZB)"
_SPELLED = 0.65  # "Jörg Brandt", "Joerg Brandt"
_LAST = 0.35  # "Weber", "Anna Weber"
_NAMESAKES = 0.4  # "Weber" here and there
_INITIAL = 0.45  # "A. Weber"
_LONGER = 0.4  # "Nordwind", "Nordwind Bank"
_MADE_BY = 0.5  # "Falk 3", "Nordwind Falk 3"
_TRANSLATED = 0.3  # "Snap-Brille", "occhiali Snap"
_WORDED = 0.5  # "Lieferdrohnen", "delivery drones": word for word the same
_ALIKE = 0.2  # the language model finds two names alike that have a fact in common

_ONLY = 0.1  # nothing else of the corpus could be meant
_COMPANION = 0.2  # the first thing that both stand beside; of each further one half
_TIE = 0.35  # a fact that both have, with one other end
_DESPITE = 0.8  # what it takes to be asked about for all doubts
_DOUBTFUL = 0.65  # what comes of doubts at most: a person is asked
_LONGEST = 3  # words of a name that two languages share a part of
_SIMILAR = 0.7  # how alike in meaning are names that a person is asked about
_UNLIKE = 0.5  # and how little, that words alike do not do
_COMMON = 20  # documents; a companion of more says less


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for two things being one."""

    score: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Weighs pairs of things of one corpus."""

    ontology: Ontology
    things: Mapping[Node, Thing]
    last_names: Mapping[str, int]  # how many people of the corpus have each
    stated: Mapping[str, int] = field(default_factory=dict)  # how many things a text gives each further name
    terms: Mapping[str, Sequence[URIRef]] = field(default_factory=dict)  # the classes of common nouns of one word
    readings: Readings = field(default_factory=dict)  # of the things whose words say what they are

    def weigh(self, one: Thing, other: Thing) -> Evidence | None:
        """Weigh what speaks for and against; None where the names give no reason to ask."""
        if self._is_phrase(one) or self._is_phrase(other):
            return None
        named = [(worth, words, "") for worth, words in self._by_name(one, other)]
        named += self._by_meaning(one, other, is_named=bool(named))
        if not named:
            return None
        score, reason, doubt = max(named)
        reasons = [reason]
        for worth, words in (*self._by_facts(one, other), *self._by_company(one, other)):
            score += worth
            reasons.append(words)
        doubts = list(self._doubts(one, other))
        if doubts and score < _DESPITE:
            return None
        doubts += filter(None, [doubt])
        return Evidence(round(min(score, _DOUBTFUL if doubts else 1.0), 2), tuple(reasons), tuple(doubts))

    # Names

    def _by_name(self, one: Thing, other: Thing) -> Iterator[tuple[float, str]]:
        if not one.is_name and not other.is_name:
            return
        for short, long in ((one, other), (other, one)):
            yield from self._stated(short, long)
            yield from self._last_name(short, long)
            yield from self._longer(short, long)
        if one.key == other.key and UNKNOWN in (one.type, other.type):
            yield _EQUAL, f"both are called {one.label!r}"
        elif one.key != other.key and self._is_one_spelling(one, other):
            yield _SPELLED, f"{one.label!r} and {other.label!r} are two spellings of one name"

    def _stated(self, short: Thing, long: Thing) -> Iterator[tuple[float, str]]:
        own = short.names - short.given
        for name in sorted(own & long.given):
            if long.is_person and not short.is_person:
                continue
            only = self.stated.get(name, 0) == 1
            words = f"a text says {name!r} of {long.label!r}" + ("" if only else ", and of others")
            yield _STATED if only else PROPOSE, words

    def _last_name(self, short: Thing, long: Thing) -> Iterator[tuple[float, str]]:
        if not long.is_person or not short.is_person:
            return
        words, full = short.words, long.words
        if short.key == long.key and len(full) == 1 and short.node < long.node:
            yield _NAMESAKES, f"two texts speak of {short.label!r}"
        if len(full) < 2 or fold(words[-1]) != fold(full[-1]) or short.key == long.key:
            return
        only = self.last_names.get(full[-1], 0) == 1
        if len(words) == 1:
            of = "the only person" if only else "a person"
            yield _LAST + _ONLY * only, f"{short.label!r} is the last name of {of} called {long.label!r}"
        elif len(words[0].strip(".")) == 1 and full[0].startswith(words[0][0]):
            yield _INITIAL + _ONLY * only, f"{short.label!r} may be short for {long.label!r}"

    def _longer(self, short: Thing, long: Thing) -> Iterator[tuple[float, str]]:
        if short.is_person or long.is_person:
            return
        words, full = short.words, long.words
        if not 0 < len(words) < len(full):
            return
        front, back = full[: -len(words)], full[len(words) :]
        rest = back if full[: len(words)] == words else front if full[-len(words) :] == words else None
        if rest is None:
            return
        if all(self._says_kind(word, long) for word in rest):
            yield _LONGER + _ONLY, f"{long.label!r} adds to {short.label!r} only what it is"
        elif rest is front and self._is_beside(long, " ".join(rest)):
            yield _MADE_BY, f"{long.label!r} puts the maker in front of {short.label!r}"
        elif len(rest) == 1:
            yield _LONGER - _ONLY, f"{long.label!r} begins or ends with {short.label!r}"

    def _by_meaning(self, one: Thing, other: Thing, *, is_named: bool) -> Iterator[tuple[float, str, str]]:
        """Compare what the words of two languages mean, with a doubt where that is not enough to be one."""
        if one.node not in self.readings or other.node not in self.readings or one.key == other.key:
            return
        both = f"{one.label!r} and {other.label!r}"
        if self._is_word_for_word(one, other):
            alike = _likeness(one, other)
            doubt = "" if alike >= _UNLIKE else "to the language model they do not mean the same"
            yield _WORDED, f"{both} are word for word the same, and {alike:.2f} alike in meaning", doubt
        elif not is_named and not one.languages & other.languages:
            doubt = "not all of their words are known to mean the same"
            if common := self._words_in_common(one, other):
                yield _TRANSLATED, f"{both} have {', '.join(map(repr, common))} in common", doubt
            elif self._are_told_the_same(one, other) and (alike := _likeness(one, other)) >= _SIMILAR:
                yield _ALIKE, f"{both} are {alike:.2f} alike in meaning", doubt

    def _is_word_for_word(self, one: Thing, other: Thing) -> bool:
        """Tell whether names say the same in two languages: not in one, whose synonyms are often two things."""
        mine, others = self.readings[one.node], self.readings[other.node]
        return any(len(mine[reading] | others[reading]) > 1 for reading in mine.keys() & others.keys())

    def _words_in_common(self, one: Thing, other: Thing) -> list[str]:
        """Give what two languages say alike of what they say in words of their own: "Snap-Brille", "occhiali Snap"."""
        words, words2 = one.words, other.words
        offerings = all(heading(thing.type, self.ontology.schema) == KG.Offering for thing in (one, other))
        if not offerings or max(len(words), len(words2)) > _LONGEST:
            return []
        return sorted({fold(w) for w in words if len(w) > 3} & {fold(w) for w in words2})

    def _are_told_the_same(self, one: Thing, other: Thing) -> bool:
        described = not one.is_name and not other.is_name
        return described and bool(one.ties & other.ties) and may_be_one(one.type, other.type, self.ontology.schema)

    def _is_one_spelling(self, one: Thing, other: Thing) -> bool:
        long_enough = min(len(one.key), len(other.key)) > 5 or " " in one.key
        return long_enough and fold(one.key) == fold(other.key)

    def _is_beside(self, thing: Thing, key: str) -> bool:
        return any(node in self.things and self.things[node].key == key for node in thing.companions)

    def _says_kind(self, word: str, thing: Thing) -> bool:
        """Tell whether a word of a name only says what it is of: "Bank", "farmaco Nevaxil"."""
        if any(word in normal_form(w) and w.islower() for label in thing.labels for w in label.split()):
            return True
        schema = self.ontology.schema
        found = [w.denotes for lexicon in self.ontology.lexicons.values() for w in lexicon.words_with(word)]
        found += self.terms.get(word, ())
        return any(kind in schema.classes and may_be_one(kind, thing.type, schema) for kind in found if kind)

    def _is_phrase(self, thing: Thing) -> bool:
        """Tell whether a name is only one by the name in it, "the pilots of Nordwind", or a term of the ontology."""
        is_term = thing.known is None and thing.node.iri in self.ontology.schema.concepts
        return is_term or (thing.is_name and thing.type == UNKNOWN and len(thing.words) > 1)

    # What they share

    def _by_facts(self, one: Thing, other: Thing) -> Iterator[tuple[float, str]]:
        shared = sorted(one.ties & other.ties, key=str)
        if shared:
            labels = sorted({self.ontology.schema.label(property_, "en") for property_, _, _ in shared})
            yield _TIE, f"texts say the same of both: {', '.join(labels)}"

    def _by_company(self, one: Thing, other: Thing) -> Iterator[tuple[float, str]]:
        shared = sorted(companions_in_common(one, other), key=lambda node: (self._spread(node), node))
        if shared:
            worth = sum(_COMPANION / 2**i for i, node in enumerate(shared) if self._spread(node) <= _COMMON)
            names = [self.things[node].label for node in shared[:3] if node in self.things]
            yield worth, f"both stand beside {', '.join(names)}"

    def _spread(self, node: Node) -> int:
        return len(self.things[node].documents) if node in self.things else 0

    # Against

    def _doubts(self, one: Thing, other: Thing) -> Iterator[str]:
        if not may_be_one(one.type, other.type, self.ontology.schema):
            yield f"{one.label!r} is called a {self._class(one.type)}, {other.label!r} a {self._class(other.type)}"
        if both := sorted(set(one.documents) & set(other.documents)):
            yield f"document {both[0]} names both, and does not take them for one"

    def _class(self, kind: URIRef) -> str:
        return self.ontology.schema.label(kind, "en")


def _likeness(one: Thing, other: Thing) -> float:
    from kg.annotation.meaning import likeness  # most corpora have no two names to ask the model about

    return likeness(one.label, other.label)


def term_classes(schema: Schema) -> dict[str, tuple[URIRef, ...]]:
    """Give the classes of what the ontology has a common noun of one word for, by that noun in normal form."""
    found: dict[str, set[URIRef]] = defaultdict(set)
    for iri in schema.terms:
        for names in schema.concepts[iri].names.values():
            for word in map(normal_form, names):
                if word and " " not in word:
                    found[word].add(schema.concepts[iri].type)
    return {word: tuple(sorted(found[word])) for word in sorted(found)}
