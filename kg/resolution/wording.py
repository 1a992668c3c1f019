"""What the words of a name mean: "dynamische Produktanzeigen" and "annunci dinamici di prodotto" say the same.

The words are those of the ontology, labels of concepts and `words.ttl`; a word that is in neither means itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from kg.extraction.labels import normal_form
from kg.ontology import Concept, Meaning, Ontology
from kg.resolution.things import Node, Spelling, Thing
from kg.vocabulary import KG

__all__ = ["Reading", "Readings", "Wording"]

Reading = tuple[str, ...]  # the meanings of all words of a name, sorted
Readings = Mapping[Node, Mapping[Reading, frozenset[str]]]  # of things, with the languages in which each is one

# Of these every text may have its own, whatever it is called: "the sales team".
_PARTICULAR = (KG.Agent, KG.Event, KG.Place, KG.Project, KG.Role)
_FEWEST = 2  # meanings of a reading: one word alone may mean too much
_LONGEST = 6  # words of a name; more are a description
_PHRASE = 4  # words of what means one thing: "a guida autonoma"
_MOST = 24  # readings of a name
_PART = 2  # letters that a part of a compound has at least
_UNLISTED = 4  # and one that no list has
_LINK = 2  # letters that may stand between two: "Zahlung-s-dienst"


class Wording:
    """The words of an ontology by what they mean."""

    def __init__(self, ontology: Ontology) -> None:
        self._schema = ontology.schema
        self._lexicons = ontology.lexicons
        self._meanings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._silent: dict[str, set[str]] = defaultdict(set)
        for meaning in ontology.schema.meanings:
            for language, form in _forms(meaning):
                if meaning.says_nothing:
                    self._silent[language].add(form)
                else:
                    self._meanings[language][form].append(str(meaning.iri))
        for iri in sorted(ontology.schema.terms):
            for language, form in _forms(ontology.schema.concepts[iri]):
                self._meanings[language][form].append(str(iri))
        self._read = lru_cache(maxsize=None)(self._find)

    def readings(self, things: Iterable[Thing]) -> Readings:
        """Give what their names may mean of the things whose words say what they are, if nothing else."""
        return {thing.node: self._of(thing) for thing in things if self._says_what_it_is(thing)}

    def _says_what_it_is(self, thing: Thing) -> bool:
        """Tell whether a thing goes by what its words mean: products and ideas do, not whoever acts."""
        return thing.known is None and not self._schema.fits(thing.type, _PARTICULAR)

    def _of(self, thing: Thing) -> dict[Reading, frozenset[str]]:
        found: dict[Reading, set[str]] = defaultdict(set)
        for spelling in thing.spellings:
            for reading in self._read(spelling):
                found[reading].add(spelling.language)
        return {reading: frozenset(languages) for reading, languages in found.items()}

    def _find(self, spelling: Spelling) -> tuple[Reading, ...]:
        language, basic, written = spelling.language, spelling.basic.split(), spelling.written.split()
        if language not in self._lexicons or not 0 < len(basic) <= _LONGEST:
            return ()
        # Where a word was cut off in a lemma, "Produktanzeig", it is known as it is written.
        both = [basic, written] if len(basic) == len(written) else [basic]
        found = {tuple(sorted(parts)) for parts in islice(self._cover(both, language), _MOST)}
        return tuple(sorted(reading for reading in found if len(reading) >= _FEWEST))

    def _cover(self, spelled: Sequence[Sequence[str]], language: str) -> Iterator[Reading]:
        """Give the ways to read words one behind the other, each of them in one or two forms."""
        if not spelled[0]:
            yield ()
            return
        for size in range(min(_PHRASE, len(spelled[0])), 0, -1):
            for first in self._meaning([" ".join(words[:size]) for words in spelled], language):
                for rest in self._cover([words[size:] for words in spelled], language):
                    yield (*first, *rest)

    def _meaning(self, forms: Sequence[str], language: str) -> list[Reading]:
        known = sorted({meaning for form in forms for meaning in self._meanings[language].get(form, ())})
        if known or " " in forms[0]:
            return [(meaning,) for meaning in known]
        if not self._silent[language].isdisjoint(forms):
            return [()]
        own: Reading = (forms[0],)
        if not self._lexicons[language].compounds:
            return [own]
        joined = [parts for form in forms for parts in islice(self._parts(form, language), _MOST)]
        return joined or [own, *(parts for form in forms for parts in self._half_known(form, language))]

    def _parts(self, word: str, language: str) -> Iterator[Reading]:
        """Give the ways to read a word that is made of several, the last of which stands as it is."""
        known = self._meanings[language]
        for end in range(_PART, len(word) - _PART + 1):
            first = self._first(word[:end], known)
            rest: list[Reading] = [(meaning,) for meaning in known.get(word[end:], ())] if first else []
            if first and not rest:
                rest = list(self._parts(word[end:], language))
            yield from ((meaning, *following) for meaning in first for following in rest)

    def _half_known(self, word: str, language: str) -> Iterator[Reading]:
        """Give the ways to read a word of two, one of which no list has: "Musik-streaming"."""
        known = self._meanings[language]
        for end in range(_UNLISTED, len(word) - _UNLISTED + 1):
            yield from ((meaning, word[end:]) for meaning in self._first(word[:end], known))
            yield from ((word[:end], meaning) for meaning in known.get(word[end:], ()))

    def _first(self, part: str, known: Mapping[str, Sequence[str]]) -> list[str]:
        """Give the meanings of a word that another is joined to: with letters between them, or less its last."""
        forms = [part, *(part[:-n] for n in range(1, _LINK + 1) if len(part) - n > _LINK), f"{part}e"]
        return next((list(known[form]) for form in forms if form in known), [])


def _forms(named: Concept | Meaning) -> Iterator[tuple[str, str]]:
    """Give the words for it, in normal form, each with its language."""
    for language, names in named.names.items():
        for form in sorted({normal_form(name) for name in names} - {""}):
            yield language, form
