"""Adjectives made of the names of places: "Münchner", "dänisch", "triestina", "Austin-based".

Most are in the ontology; a language may also make them of any name by rule, so of every place that the text names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import trees
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["Demonym", "Demonyms"]

_LONGEST = 3  # tokens


@dataclass(frozen=True, slots=True)
class Demonym:
    """An adjective of a place in the text; its tokens are doc[start:end]."""

    start: int
    end: int
    place: str  # its name
    concept: URIRef | None  # the place, if the ontology has it
    says_seat: bool  # "Austin-based" says by itself what "Danish" only implies

    def span(self, doc: Doc) -> Span:
        return doc[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Demonyms:
    """The adjectives of places in one text."""

    reading: Reading
    _by_token: Mapping[int, Demonym] = field(repr=False)

    @classmethod
    @lru_cache(maxsize=1)  # mentions and facts ask for those of one text
    def of(cls, reading: Reading) -> Demonyms:
        finder = _Finder(reading)
        found: dict[int, Demonym] = {}
        for token in reading.doc:
            if token.i not in found and (demonym := finder.at(token)):
                found |= dict.fromkeys(range(demonym.start, demonym.end), demonym)
        return cls(reading, found)

    def __iter__(self) -> Iterator[Demonym]:
        return iter(dict.fromkeys(self._by_token.values()))

    def at(self, i: int) -> Demonym | None:
        return self._by_token.get(i)

    def in_compound(self, noun: Token) -> Demonym | None:
        """Give the demonym that a noun joined with a hyphen begins with: "US-Konzern"."""
        first, hyphen, _ = noun.text.partition("-")
        concept = self.reading.gazetteer.demonyms.get(first) if hyphen else None
        return _demonym(self.reading, noun.doc[noun.i : noun.i + 1], concept) if concept else None

    def in_name(self, first: Token) -> Demonym | None:
        """Give the demonym that is the first word of a name, "Lüneburger Heidebank", where others say nothing."""
        concept = self.reading.gazetteer.demonyms.get(first.text)
        made = any(first.text.endswith(end) for end in self.reading.gazetteer.suffixes)
        return _demonym(self.reading, first.doc[first.i : first.i + 1], concept) if concept and made else None

    def is_bare(self, demonym: Demonym) -> bool:
        """Tell whether a demonym stands for whoever is from there: "die Münchner", "l'olandese"."""
        doc, last = self.reading.doc, self.reading.doc[demonym.end - 1]
        if demonym.says_seat or last.dep_ in ("flat", "compound") or self._belongs_to_noun(last):
            return False
        after = doc[demonym.end] if demonym.end < len(doc) else None
        named = after is not None and last.whitespace_ and after.pos_ in ("NOUN", "PROPN", "X", "ADJ", "NUM")
        before = doc[demonym.start - 1] if demonym.start else None
        return not named and before is not None and (before.pos_ == "DET" or before.dep_ in ("det", "case"))

    def _belongs_to_noun(self, token: Token) -> bool:
        return token.dep_ == "amod" and token.head.pos_ in ("NOUN", "PROPN", "X") and token.head.i != token.i

    def is_plural(self, demonym: Demonym) -> bool:
        last = self.reading.doc[demonym.end - 1]
        return any("Plur" in values(t, "Number") for t in (last, *trees.children(last, "det")))


class _Finder:
    """Recognises the demonyms of one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.gazetteer = reading, reading.gazetteer
        self.entities = {token.i: entity for entity in reading.doc.ents for token in entity}
        places = (e for e in reading.doc.ents if reading.schema.class_of_entity_label(e.label_) == KG.Place)
        self.named = frozenset(e.text for e in places)

    def at(self, token: Token) -> Demonym | None:
        doc, text = self.reading.doc, token.text
        if text in self.gazetteer.openings:
            for end in range(min(token.i + _LONGEST, len(doc)), token.i + 1, -1):
                if found := self._read(token, end, doc[token.i : end].text):
                    return found
        return self._read(token, token.i + 1, text)

    def _is_inside_name(self, start: int, end: int) -> bool:
        """Tell whether the words are part of a longer name, "Berliner Kurier": there they say nothing."""
        near = (self.entities[i] for i in range(start, end) if i in self.entities)
        return any(e.start < start or e.end > end for e in near)

    def _read(self, first: Token, end: int, text: str) -> Demonym | None:
        """Read the words doc[first.i:end] as a demonym."""
        for spelling in self._spellings(first, text):
            if found := self._known(first, end, spelling) or self._made(first, end, spelling):
                return None if self._is_inside_name(first.i, end) else found
        return None

    def _known(self, first: Token, end: int, text: str) -> Demonym | None:
        concept = self.gazetteer.demonyms.get(text)
        return _demonym(self.reading, first.doc[first.i : end], concept) if concept else None

    def _made(self, first: Token, end: int, text: str) -> Demonym | None:
        """Read a word made by rule of the name of a place in the text."""
        for stem in self.gazetteer.stems(text) if self.named else ():
            if stem in self.named and stem not in self.gazetteer.names:
                return Demonym(first.i, end, stem, None, _says_seat(text, stem))
        return None

    def _spellings(self, first: Token, text: str) -> tuple[str, ...]:
        """Give the words as they stand and, where a sentence begins, as they would stand inside it."""
        opens = text[:1].isupper() and first.is_sent_start
        return (text, text[:1].lower() + text[1:]) if opens else (text,)


def _demonym(reading: Reading, span: Span, concept: URIRef) -> Demonym:
    names = reading.schema.concepts[concept].names.get(reading.lexicon.language, ())
    seat = any(_says_seat(span.text, name) for name in names)
    return Demonym(span.start, span.end, reading.schema.label(concept, reading.lexicon.language), concept, seat)


def _says_seat(word: str, name: str) -> bool:
    return word.startswith(f"{name}-")
