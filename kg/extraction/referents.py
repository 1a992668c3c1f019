"""Which mention a word belongs to, and whom a title, a post or an apposition really names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import trees
from kg.extraction.demonyms import Demonyms
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["MentionIndex"]

_NOUNS = ("NOUN", "PROPN", "X")
_UNKNOWN = KG.Concept
_JOINED = ("appos", "flat", "compound", "nmod")  # how a name hangs on the noun that describes it, or the noun on it
_GENITIVES = ("s", "'", "’")
_NEAR = 8  # tokens between a title and the name in apposition to it


@dataclass(frozen=True, slots=True)
class MentionIndex:
    """Finds the mention that a token belongs to, and what a title or apposition really names."""

    reading: Reading
    _by_token: Mapping[int, Mention] = field(repr=False)
    _by_start: Mapping[int, Mention] = field(repr=False)
    _demonyms: frozenset[int] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, reading: Reading, mentions: list[Mention], demonyms: Demonyms | None = None) -> MentionIndex:
        by_token: dict[int, Mention] = {}
        # Longer mentions first, so that a name inside a phrase keeps its own tokens.
        for mention in sorted(mentions, key=lambda m: m.start - m.end):
            for token in reading.doc.char_span(mention.start, mention.end, alignment_mode="expand") or ():
                if token.idx >= mention.start and token.idx + len(token) <= mention.end:
                    by_token[token.i] = mention
        for demonym in demonyms or ():
            # "la modenese Fulmina": the parser may take the adjective for the noun that the name explains.
            behind = by_token.get(demonym.end)
            if behind is not None and behind.is_name and behind.start == reading.doc[demonym.end].idx:
                by_token |= {i: behind for i in range(demonym.start, demonym.end) if i not in by_token}
        shortest = sorted(mentions, key=lambda m: m.start - m.end)
        adjectives = frozenset(i for demonym in demonyms or () for i in range(demonym.start, demonym.end))
        return cls(reading, by_token, {m.start: m for m in shortest}, adjectives)

    def at(self, token: Token) -> Mention | None:
        return self._by_token.get(token.i)

    def is_demonym(self, token: Token) -> bool:
        return token.i in self._demonyms

    def name_in(self, token: Token) -> Mention | None:
        """Give the name that a compound begins with: "Apple" in "Apple-Chef"."""
        first = self._by_start.get(token.idx)
        return first if first is not None and first.end < token.idx + len(token) else None

    def last_names(self) -> frozenset[str]:
        people = (m for m in self._by_token.values() if m.type == KG.Person and m.is_name)
        return frozenset(m.key.split()[-1] for m in people if " " in m.key)

    def referent(self, token: Token) -> Mention | None:
        """Give what the phrase of a token names: in "CEO Anna Weber" the person, not the post."""
        own = self.at(token)
        if called := self._called(token):
            return called
        if own is not None and own.is_name and own.type != KG.Concept:
            title = self.bearer(token) if own.type != KG.Person else None
            return title or own
        return self.bearer(token) or self._apposed(token, own) or self.named_in_front(token) or own

    def named_in_front(self, token: Token) -> Mention | None:
        """Read "its Norvex unit": between whose it is and what it is stands how it is called."""
        before = token.nbor(-1) if token.i > token.sent.start else None
        if before is None or before.head != token or before.dep_ != "compound" or before.pos_ != "PROPN":
            return None
        possessed = any("Yes" in values(c, "Poss") and c.i < before.i for c in token.children)
        kind = self.reading.class_of(self.reading.kind(token)) if possessed else None
        named = self._by_token.get(before.i)
        fits = kind is not None and self.reading.schema.fits(kind, (KG.Organization, KG.Offering))
        return named if fits and named is not None and named.is_name and named.type != KG.Person else None

    def _called(self, token: Token) -> Mention | None:
        """Read "a robot called Kaiya": the name that a word like "called" gives to a thing."""
        for clause in token.children:
            if clause.i > token.i and clause.i + 1 < len(clause.doc) and self.reading.denotes(clause, KG.nameMarker):
                named = self.at(clause.nbor())
                return named if named is not None and named.is_name and named.type != KG.Person else None
        return None

    def bearer(self, token: Token, last: Token | None = None) -> Mention | None:
        """Give the person or thing named behind a title, post or kind: "Chefin Anna Weber", "CEO of X, Anna Weber".

        last: the last word of the title where it has several.
        """
        term = self.at(token)
        known = term.type if term is not None and term.concept is not None else _UNKNOWN  # "social network"
        kind = self.reading.class_of(self.reading.kind(token)) or known
        near = self._named_behind(last or token, kind) or self._named_below(token, kind)
        if near is None and kind == KG.Person:
            near = self._named_after_comma(last or token)
        return near

    def _named_below(self, token: Token, kind: URIRef) -> Mention | None:
        """Read "il ministro dell'Economia Anna Neri": a phrase stands between the post and who holds it."""
        if kind == _UNKNOWN or token.pos_ != "NOUN":
            return None
        for child in token.rights:
            joined = child.dep_ in _JOINED and child.pos_ == "PROPN" and child.left_edge.i == child.i
            mention = self.at(child) if joined and child.nbor(-1).text != "," else None
            if mention is not None and mention.is_name and self._agrees(mention, kind):
                return mention
        return self._named_behind_owner(token) if kind == KG.Person else None

    def _named_behind_owner(self, post: Token) -> Mention | None:
        """Read "l'ad di Eni Anna Neri" where the name hangs on the firm; "la Fondazione Anna Neri" is one name."""
        for owner in (c for c in trees.children(post, "nmod") if c.i > post.i):
            firm = self.at(owner)
            named = firm is not None and firm.is_name and self.reading.schema.fits(firm.type, (KG.Organization,))
            end = self.reading.doc.char_span(firm.start, firm.end) if firm is not None and named else None
            if end is None or end.end >= post.sent.end or self.reading.denotes(end[0], KG.namesake):
                continue
            behind = self.reading.doc[end.end]
            mention = self._by_token.get(behind.i) if behind.head == owner and behind.dep_ in _JOINED else None
            if mention is not None and mention.type == KG.Person and mention.start == behind.idx:
                return mention
        return None

    def _named_behind(self, token: Token, kind: URIRef) -> Mention | None:
        doc, i = self.reading.doc, token.i
        if token.pos_ not in (*_NOUNS, "ADJ"):
            return None
        while (following := self._next_of_description(token, i)) is not None:
            # "batterie Solvia" is no name where "batterie" is what Solvia makes.
            is_goods = doc[following - 1].pos_ == "ADP"
            i = following
            mention = None if is_goods else self._by_token.get(i)
            if mention is not None and mention.is_name and mention.start >= token.idx + len(token):
                above = doc[i].head
                if kind == _UNKNOWN and token.head == above and self._is_post(above):
                    return None  # "il ministro dell'Economia Anna Neri": the name is the minister's
                if self._agrees(mention, kind) or (kind == _UNKNOWN and self._is_described(token, mention)):
                    return mention
                inner = self.reading.class_of(self.reading.kind(doc[i])) or _UNKNOWN
                return self._named_behind(doc[i], inner) if mention.type != KG.Concept or inner == KG.Person else None
        return None

    def _next_of_description(self, noun: Token, i: int) -> int | None:
        """Give where a description goes on behind its word `i`: "gruppo tessile Solvia", "rete di negozi Solvia"."""
        doc = self.reading.doc
        if i + 1 >= noun.sent.end or not doc[i].whitespace_:
            return None
        after = doc[i + 1]
        if _opens_clause(after, doc[i]):
            return None
        named = i + 1 + _opens_quote(after)
        if named < noun.sent.end and (doc[named].pos_ in _NOUNS or self._is_honorific(doc[named])):
            return named
        if after.pos_ == "ADJ" and after.dep_ == "amod" and noun.i <= after.head.i <= i:
            return after.i
        # What it deals in stands without an article; "il capo della banca Solvia" is not Solvia.
        if i + 2 < noun.sent.end and after.pos_ == "ADP" and self.reading.denotes(after, KG.ownerMarker):
            goods = doc[i + 2]
            bare = goods.pos_ == "NOUN" and after.head == goods and not self.reading.is_definite(goods)
            own = self._by_token.get(goods.i)
            if bare and after.whitespace_ and not (own is not None and own.is_name and own.concept is None):
                return goods.i
        return None

    def _is_described(self, noun: Token, mention: Mention) -> bool:
        """Tell whether a noun of any meaning describes the name behind it: "the battery maker Solvia"."""
        span = self.reading.doc.char_span(mention.start, mention.end)
        if span is None or noun.pos_ != "NOUN" or mention.concept is not None or mention.type == _UNKNOWN:
            return False
        name = span.root
        if name.head == noun and name.dep_ in ("appos", "flat"):
            return True
        if not self.reading.schema.fits(mention.type, (KG.Organization, KG.Offering)):
            return False
        if trees.children(name, "case", "det") or self._may_be_owner(name):
            return False
        below = trees.base(name.dep_) in _JOINED and noun.i <= name.head.i < span.start
        above = noun.head == name and trees.base(noun.dep_) in _JOINED
        # Some parsers give both one place under one verb.
        beside = name.head == noun.head and name.dep_ == noun.dep_
        return below or above or beside

    def _may_be_owner(self, name: Token) -> bool:
        """Tell whether a name may be a genitive: "die Pläne Solvias"."""
        return "Gen" in values(name, "Case") or (trees.base(name.dep_) == "nmod" and name.text.endswith(_GENITIVES))

    def _named_after_comma(self, token: Token) -> Mention | None:
        """Read "the chief executive of X, Anna Weber,": only the owner may stand between."""
        doc = self.reading.doc
        for i in range(token.i + 1, min(token.i + _NEAR, token.sent.end - 1)):
            if doc[i].text == ",":
                skip = 1 + self._is_honorific(doc[i + 1])
                mention = self._by_token.get(i + skip) if i + skip < token.sent.end else None
                apposed = mention is not None and mention.type == KG.Person and mention.is_name
                other = token.dep_ == "conj" and bool(trees.children(token, "det"))
                return mention if apposed and not other and self._closes(mention) else None
            between = ("DET", "ADJ", *_NOUNS)
            if doc[i].pos_ not in between and not self.reading.denotes(doc[i], KG.ownerMarker, KG.topicMarker):
                return None
        return None

    def _closes(self, mention: Mention | None) -> bool:
        """Tell whether a name in apposition ends there: with a comma, a full stop or the sentence."""
        if mention is None:
            return False
        rest = mention.document.text[mention.end : mention.end + 2].lstrip("\"'”“»’")
        return not rest.strip() or rest[0] in ",.;:)"

    def _is_post(self, noun: Token) -> bool:
        return noun.pos_ == "NOUN" and self.reading.class_of(self.reading.kind(noun)) == KG.Person

    def _is_honorific(self, token: Token) -> bool:
        return self.reading.denotes(token, KG.honorific)

    def _apposed(self, token: Token, own: Mention | None) -> Mention | None:
        """Read "Solvia, ein Start-up": what is in apposition to a name is what the name names."""
        if token.dep_ != "appos" or own is None:
            return None
        named = self.at(token.head)
        if named is None or not named.is_name:
            return None
        # "Solvia, la piattaforma di ...": who offers a thing is often called what it is.
        offers = named.type == KG.Organization and self.reading.schema.is_a(own.type, KG.Offering)
        said = (own.type == _UNKNOWN or offers) and not own.is_name and _says_what(token)
        return named if said or self._agrees(named, own.type) else None

    def _agrees(self, mention: Mention, kind: URIRef) -> bool:
        schema = self.reading.schema
        if kind == _UNKNOWN:
            return mention.type == KG.Person
        if schema.is_a(kind, KG.Organization) and mention.type in (KG.Person, KG.Place) and " " not in mention.label:
            return True  # "the firm Kranz": what one word names the recogniser may get wrong
        if mention.type == KG.Concept and kind != KG.Person:
            return True  # a name kg knows nothing of is what the word in front of it says
        if kind == KG.Group and schema.is_a(mention.type, KG.Agent):
            return True  # "the retailer Kranz": a word for one of many
        if kind in (KG.Service, KG.Industry) and mention.type == KG.Organization:
            return True  # "the streaming service Kranz", "il social network Kranz": who offers it is called like it
        return schema.is_a(mention.type, kind) or schema.is_a(kind, mention.type)


def _opens_clause(name: Token, noun: Token) -> bool:
    """Tell whether a name is the subject of a clause about the noun before it: "the firm Kranz bought"."""
    while name.head.pos_ == "PROPN" and name.head.i > name.i:
        name = name.head
    return name.dep_ == "nsubj" and name.head.dep_ == "acl:relcl" and name.head.head == noun


def _opens_quote(token: Token) -> bool:
    """Tell whether a quotation mark stands right in front of a word: "die Lösung „Orbit“"."""
    return token.is_quote and not token.whitespace_ and token.i + 1 < len(token.doc)


def _says_what(noun: Token) -> bool:
    """Tell whether an apposition says what a name names, "Kranz, a maker of locks", and is no item of a list."""
    determined = trees.children(noun, "det") or any("Yes" in values(c, "Poss") for c in noun.children)
    owned = any(trees.children(c, "case") for c in trees.children(noun, "nmod") if c.i < noun.i)
    return noun.i > noun.head.i and noun.pos_ == "NOUN" and bool(determined or owned)
