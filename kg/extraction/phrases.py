"""How far a noun phrase goes: its noun, the modifiers in front, what belongs to it behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import clauses, trees
from kg.extraction.morphology import values
from kg.extraction.names import Names
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOUNS = ("NOUN", "PROPN", "X")
_BEFORE = ("amod", "compound", "flat", "nmod", "advmod")
_AFTER = ("flat", "compound", "nmod", "appos", "amod")
_LONGEST_COMPLEMENT = 5  # tokens of the phrase that belongs to a noun


class Phrases:
    """The noun phrases of one document, around its names; built once, changed by nobody."""

    def __init__(self, names: Names) -> None:
        self.names, self.reading, self.schema = names, names.reading, names.schema
        self._extents: dict[int, range] = {}
        self.terms = self._terms()
        self.term_tokens = frozenset(i for start, end in self.terms for i in range(start, end))

    def _terms(self) -> dict[tuple[int, int], URIRef]:
        found: dict[tuple[int, int], URIRef] = {}
        taken: set[int] = set()
        for token in self.reading.doc:
            hit = self.reading.term_of(token)
            if hit is None or hit.word.denotes is None or hit.end - hit.start < 2 or hit.start != token.i:
                continue
            inside = set(range(hit.start, hit.end))
            nominal = any(self.reading.doc[i].pos_ in _NOUNS for i in inside)
            if nominal and inside <= self.names.article and not inside & (self.names.tokens | taken):
                found[hit.start, hit.end] = hit.word.denotes
                taken |= inside
        return found

    def is_head(self, token: Token) -> bool:
        """Tell whether a phrase of its own stands around a noun, which is neither in a name nor part of another."""
        if token.pos_ not in _NOUNS or token.i not in self.names.article:
            return False
        if token.i in self.names.tokens or token.i in self.term_tokens:
            return False
        if not any(c.isalpha() for c in token.text) or _is_dated(token):
            return False
        if self.names.demonyms.at(token.i):
            return False  # where somebody is from is no name and no thing
        if self.reading.denotes(token, KG.honorific) and token.i + 1 in self.names.tokens:
            return False  # "Lord Penrose": part of how a name is said
        if self.reading.denotes(token, KG.unit, KG.scale, KG.month):
            return False  # part of a figure or a date
        known = self.reading.words(token)
        if known and all(found.word.pos == "modal" and found.end - found.start == 1 for found in known):
            return False  # "könnte": an auxiliary, whatever the parser takes it for
        head = token.head
        joined = token.dep_ in ("flat", "compound") or (token.dep_ in _AFTER and not trees.children(token, "case"))
        return not (joined and head.i not in self.names.tokens and token.i in self.extent(head))

    def extent(self, head: Token) -> range:
        """Give the positions of a phrase: modifiers in front, names and foreign words behind."""
        if head.i not in self._extents:
            self._extents[head.i] = self._find_extent(head)
        return self._extents[head.i]

    def _find_extent(self, head: Token) -> range:
        start = end = head.i
        # Of the words that hang on it only those count that stand together: the first that does not fit ends them.
        below = {c.i: c for c in head.subtree}
        while (before := below.get(start - 1)) is not None and self._modifies(before, head):
            start -= 1
        while (behind := below.get(end + 1)) is not None and self._continues(behind, head):
            end += 1
        return range(start, end + 1)

    def _modifies(self, token: Token, head: Token) -> bool:
        if token.i in self.names.tokens:
            # "Google Maps" is a name of its own, "Apple CEO" is not.
            return head.pos_ == "PROPN" and token.dep_ in ("compound", "flat") and self.reading.kind(head) is None
        if token.i in self.term_tokens:
            return False
        if token.dep_ == "advmod":
            return token.head.dep_ == "amod" and token.pos_ == "ADJ"
        if token.dep_ == "amod":
            # "ein mit der Sache vertrauter Insider": what needs a complement does not name.
            return token.head == head and not self._qualifies(token) and not trees.children(token, "obl", "obj", "nmod")
        noun = token.pos_ in _NOUNS or (token.dep_ == "compound" and token.pos_ == "ADJ")
        return token.dep_ in _BEFORE and noun and not trees.children(token, "case")

    def _continues(self, token: Token, head: Token) -> bool:
        if token.i in self.term_tokens or token.dep_ not in _AFTER or trees.children(token, "case", "det"):
            return False
        if token.i in self.names.tokens:
            # "tasto Snap": behind a kind of product stands its name, whatever the recogniser takes it for.
            own = self.reading.class_of(self.reading.kind(head))
            is_kind = own is not None and self.schema.is_a(own, KG.Offering)
            # "der Lieferdienst Foodpanda": who offers a service is often called like it.
            is_firm = token.ent_type_ == "ORG" and own == KG.Service
            return is_kind and token.i == head.i + 1 and not is_firm and not self._is_dealt_in(head)
        if token.dep_ == "amod":
            return token.head == head and not self._qualifies(token) and not trees.is_participle(token)
        if token.pos_ == "PROPN" and self._is_dealt_in(head):
            return False
        if token.dep_ == "appos" and token.head.i + 1 != token.i:
            return False
        return token.pos_ in ("PROPN", "X") or (token.pos_ == "NOUN" and token.dep_ in ("flat", "compound"))

    def _is_dealt_in(self, noun: Token) -> bool:
        """Tell whether a noun says what another deals in: behind "produttore di batterie" stands no battery's name."""
        of = any(self.reading.denotes(c, KG.ownerMarker) for c in trees.children(noun, "case"))
        return of and noun.dep_ == "nmod" and noun.head.pos_ == "NOUN" and not self.reading.is_definite(noun)

    def complement_end(self, head: Token, end: int) -> int:
        """Give the end of the prepositional phrase or genitive that follows a noun at once, without its clauses."""
        for child in (*head.rights, *self._genitive_behind(end)):
            if trees.base(child.dep_) not in ("nmod", "obl") or child.left_edge.i != end:
                continue
            if self._is_no_complement(child, head):
                return end
            entity = next((e for e in self.names.entities if e.start <= child.i < e.end), None)
            if entity is not None and not (trees.children(child, "case") or "Gen" in values(child, "Case")):
                continue  # "produttore di cemento Solvia": a name beside it, not what belongs to it
            edge = entity.end if entity else max(self.extent(child).stop, child.i + 1)
            named = next((e for e in self.names.entities if e.start == edge and e.root.head == child), None)
            edge = named.end if named else edge  # "die Übernahme des Herstellers Solvia"
            # "the cut of 150 jobs": a figure is no part of what a thing is called.
            counted = any(t.pos_ == "NUM" or t.like_num for t in child.doc[end:edge])
            return edge if edge - end <= _LONGEST_COMPLEMENT and not counted else end
        return end

    def _is_no_complement(self, phrase: Token, head: Token) -> bool:
        """Tell whether a phrase behind a noun is who acts or who somebody is: "wird die Schau von X veranstaltet"."""
        acts = clauses.has_agent_marker(self.reading, phrase) and trees.is_passive(head.head)
        # "die Arbeiten an seinem Werk": whose it is, only the text says.
        owned = any("Yes" in values(c, "Poss") for c in trees.children(phrase, "det"))
        return acts or owned or self.reading.class_of(self.reading.kind(phrase)) == KG.Person

    def _genitive_behind(self, start: int) -> list[Token]:
        """Give a genitive right behind a noun, wherever the parser hung it: "zu dem Aus des Buttons"."""
        first = self.reading.doc[start] if start < len(self.reading.doc) else None
        genitive = first is not None and first.dep_ == "det" and "Gen" in values(first, "Case")
        return [first.head] if first is not None and genitive and first.head.i > start else []

    def _qualifies(self, token: Token) -> bool:
        """Tell whether an adjective says when or how surely, not what: "ehemalig", "aktuell", "angeblich"."""
        return any(f.word.denotes and f.word.pos != "noun" for f in self.reading.words(token)) or any(
            c.isdigit() for c in token.text
        )

    def concept(self, span: Span) -> URIRef | None:
        """Give the term of the ontology that a phrase is as a whole."""
        if len(span) == 1:
            kind = self.reading.term_of(span[0])
            return kind.word.denotes if kind and (kind.start, kind.end) == (span.start, span.end) else None
        found = [f for f in self.reading.words(span[0]) if (f.start, f.end) == (span.start, span.end)]
        return next((f.word.denotes for f in found if f.word.denotes in self.schema.terms), None)

    def _explains(self, noun: Token) -> bool:
        """Tell whether the name of what a noun is stands right behind it."""
        named = (e for e in self.names.entities if e.start == noun.i + 1)
        return any(e.root.head == noun and e.root.dep_ in ("appos", "flat") for e in named)

    def is_coined(self, head: Token) -> bool:
        """Tell whether a compound begins with no word of the language: "Snap-Button", not "Marketing-Team"."""
        first, hyphen, _ = head.lower_.rpartition("-")
        if not hyphen or self.reading.word_of(head) or not self.reading.lexicon.noun_at_end(head.lemma_.lower()):
            return False
        if self.reading.is_relational(head) or self._explains(head):
            return False  # "Snap-Rivale" is no rival's name, and "KI-Start-up Solvia" is one start-up
        return not self.reading.lexicon.words_with(first) and not self.reading.lexicon.frames_with(first)


def _is_dated(token: Token) -> bool:
    """Tell whether a noun is part of a date: "26 May 2016", "Herbst 2015"."""
    if token.ent_type_ != "DATE":
        return False
    near = (e for e in token.doc.ents if e.label_ == "DATE" and e.start <= token.i < e.end)
    return any(c.isdigit() for entity in near for c in entity.text)
