"""Where an organization has its seat, said in passing: "the Danish firm Nordvand", "la modenese Fulmina".

A demonym says so only of an organization that it stands with and that the text names: not of a person or a thing,
not inside a name, not of several. Which property it says, the ontology tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction import patterns, trees
from kg.extraction.demonyms import Demonym, Demonyms
from kg.extraction.labels import normal_form
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.types import Fact, Mention, Modality
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Seat", "Seats"]

# What a noun may call an organization: itself, one of many, what it offers ("il marketplace olandese"), or, where its
# name can be no person's, whoever does something ("Wagniskapitalgeber").
_KINDS = (KG.Organization, KG.Group, KG.Service, KG.Person)
_SURE = 0.9  # above this score the recogniser is sure of the kind of a name
_OTHER = (KG.Government, KG.Team)  # of a country or a firm, which has no seat there
_SHORT_NAME = 4  # letters of "SPD", "CDU": parties have branches, and these are no firms of the city
_NOUNS = ("NOUN", "PROPN", "X")
_MODIFIERS = ("amod", "compound", "flat", "nmod", "appos")


@dataclass(frozen=True, slots=True)
class Seat:
    """An organization with the adjective or the name in front that says where it is from."""

    organization: Mention
    place: Mention
    anchor: Token  # the noun that the adjective stands with, else the adjective
    adjective: Token
    named: Token  # the word that names the organization
    is_predicate: bool = False  # "X is a Danish firm" is no passing remark


class Seats:
    """Finds the seats that a text names in passing."""

    def __init__(self, reading: Reading, index: MentionIndex, mentions: list[Mention], demonyms: Demonyms) -> None:
        self.reading, self.index, self.schema = reading, index, reading.schema
        self.demonyms = demonyms
        self.names = [m for m in mentions if m.is_name and not m.is_reference]

    def find(self, token: Token) -> Iterator[Seat]:
        """Give the seats that are said at a token: at a noun, or at an adjective that has none."""
        origin = self._origin(token) if token.pos_ in _NOUNS else None
        if origin is not None and self._is_organization(token):
            yield from self._of_noun(token, origin)
        demonym = self.demonyms.at(token.i)
        if demonym is not None and demonym.end - 1 == token.i:
            yield from self._of_name_behind(demonym, token)
        yield from self._inside_name(token)

    # "the Danish firm Nordvand", "Nordvand, a Danish firm", "the Danish firm"

    def _of_noun(self, noun: Token, origin: tuple[Token, Mention]) -> Iterator[Seat]:
        adjective, place = origin
        named = self._named_behind(noun, adjective) or self._named_in_front(noun)
        if named is not None:
            token, mention = named
            yield Seat(mention, place, noun, adjective, token)
        elif any(child.dep_ == "cop" for child in noun.children):
            for token in patterns.bearers(self.reading, noun):
                bearer = self.index.referent(token)
                if bearer is not None and self._is_named_organization(bearer):
                    yield Seat(bearer, place, noun, adjective, token, is_predicate=True)
        else:
            reference = self._reference(noun, adjective)
            if reference is not None and self._is_clear(reference):
                yield Seat(reference, place, noun, adjective, noun)

    def _is_organization(self, noun: Token) -> bool:
        # The article tells where the noun looks the same: "die Münchner Unternehmen A und B".
        plural = any("Plur" in values(t, "Number") for t in (noun, *trees.children(noun, "det")))
        if plural:
            return False
        own = self.index.at(noun)
        if own is not None and own.is_name and own.type != KG.Organization:
            return False
        kind = self.reading.class_of(self.reading.kind(noun))
        if kind is None:
            return self._is_role_of_organizations(noun)
        return self.schema.fits(kind, _KINDS) and not self.schema.fits(kind, _OTHER)

    def _is_role_of_organizations(self, noun: Token) -> bool:
        """Tell whether a noun says what organizations are to each other: "rival", "supplier"."""
        frames = [frame for frame, _ in self.reading.frames(noun) if frame.pos == "noun"]
        own = [f for f in frames if f.subject is not None and f.subject.function == "copulativeArg"]
        properties = [self.schema.properties[f.reference] for f in own if f.reference in self.schema.properties]
        return any(self.schema.fits(KG.Organization, prop.domain) for prop in properties)

    def _origin(self, noun: Token) -> tuple[Token, Mention] | None:
        """Give the word that says where a noun is from, with the place: an adjective, or a name right in front."""
        if found := self.demonyms.in_compound(noun):
            return noun, self._place(found)
        for token in (*reversed(list(noun.lefts)), *noun.rights, *noun.doc[noun.i + 1 : noun.i + 2]):
            demonym = self.demonyms.at(token.i)
            beside = token.head == noun and token.dep_ in _MODIFIERS
            behind = token.i == noun.i + 1 and token.pos_ == "ADJ" and noun.whitespace_
            if demonym is not None and (beside or behind):
                return token, self._place(demonym)
        return self._named_place(noun)

    def _named_place(self, noun: Token) -> tuple[Token, Mention] | None:
        """Read "the Toronto startup": the name of a place as the first part of a compound."""
        first = next((c for c in noun.lefts if c.dep_ == "compound"), None)
        mention = self.index.at(first) if first is not None else None
        if first is None or mention is None or mention.type != KG.Place or not mention.is_name:
            return None
        return None if trees.children(first, "case") else (first, mention)

    def _place(self, demonym: Demonym) -> Mention:
        span = demonym.span(self.reading.doc)
        return Mention(
            document=self.reading.document,
            start=span.start_char,
            end=span.end_char,
            type=KG.Place,
            label=demonym.place,
            key=normal_form(demonym.place),
            is_name=True,
            concept=demonym.concept,
        )

    def _named_behind(self, noun: Token, adjective: Token) -> tuple[Token, Mention] | None:
        """Give the name that follows the noun and its adjective at once, and hangs on it."""
        last = max(noun, adjective, key=lambda token: token.i)
        mention = self._name_after(last)
        if mention is None or not self._is_named_organization(mention):
            return None
        if self.reading.class_of(self.reading.kind(noun)) == KG.Person and not self._is_no_person(mention):
            return None
        root = self._root(mention)
        # Parsers that do not see the apposition give both one place under one word.
        alike = root.head == noun.head and root.dep_ in (noun.dep_, *_MODIFIERS)
        joined = alike or root.head == noun or noun.head == root
        return (root, mention) if joined and not _acts_alone(noun, root, self._tokens(mention)[-1]) else None

    def _named_in_front(self, noun: Token) -> tuple[Token, Mention] | None:
        """Read "Lumen Dental, the Denver chain it tried to buy": the name in front of the comma."""
        doc, first = self.reading.doc, _first_of_phrase(noun)
        if first.i < 2 or doc[first.i - 1].text != "," or trees.children(noun, "conj", "cc", "cop"):
            return None
        mention = self.index.at(doc[first.i - 2])
        if mention is None or not self._is_named_organization(mention) or mention.end != _end(doc[first.i - 2]):
            return None
        root = self._root(mention)
        apposed = noun.dep_ == "appos" and noun.head in (root, *self._tokens(mention))
        # Or the parser gave both one place under one verb.
        alike = noun.head == root.head and noun.dep_ == root.dep_ and root.head.i < root.i
        return (root, mention) if apposed or alike else None

    # "la modenese Fulmina", "Austin-based Grit Labs"

    def _of_name_behind(self, demonym: Demonym, adjective: Token) -> Iterator[Seat]:
        mention = self._name_after(adjective)
        if mention is None or not self._is_named_organization(mention):
            return
        if demonym.says_seat or self._introduces(demonym, mention):
            yield Seat(mention, self._place(demonym), adjective, adjective, self._root(mention))

    def _introduces(self, demonym: Demonym, mention: Mention) -> bool:
        """Tell whether article, demonym and name stand for a firm, not for the branch of a party or a court."""
        doc = self.reading.doc
        before = doc[demonym.start - 1] if demonym.start else None
        if before is None or not (before.pos_ == "DET" or self._is_contracted(before)):
            return False
        tokens = self._tokens(mention)
        if any("Plur" in values(t, "Number") for t in (before, *tokens)):
            return False
        if any(self.reading.words(t) and not self.reading.denotes(t, KG.legalForm, KG.nameEnding) for t in tokens):
            return False  # "the Berlin Senate": a common noun, though a name here
        country = self.schema.concepts.get(demonym.concept) if demonym.concept else None
        whole = country is not None and self.schema.is_a(country.type, KG.Country)
        return whole or len(mention.label) > _SHORT_NAME or sum(map(str.isupper, mention.label)) < 2

    def _is_contracted(self, token: Token) -> bool:
        return token.pos_ == "ADP" and self.reading.marker(token) not in (token.lower_, "")

    # "Die Lüneburger Heidebank", which the text calls "die Heidebank" as well

    def _inside_name(self, token: Token) -> Iterator[Seat]:
        mention = self.index.at(token)
        if mention is None or not self._is_named_organization(mention) or mention.start != token.idx:
            return
        demonym = self.demonyms.in_name(token)
        rest = normal_form(mention.label.removeprefix(token.text))
        if demonym is None or not any(m.key == rest and m.type == mention.type for m in self.names):
            return
        yield Seat(mention, self._place(demonym), token, token, self._root(mention))

    # Who is meant

    def _reference(self, noun: Token, adjective: Token) -> Mention | None:
        """Give the phrase if it stands for something named before: neither a name nor a clause says whom it means."""
        last = max(noun, adjective, key=lambda token: token.i)
        mention = self.index.at(noun)
        if mention is None or not mention.is_reference or not self.schema.is_a(mention.type, KG.Organization):
            return None
        clauses = (c for c in noun.rights if trees.base(c.dep_) == "acl")
        told = self._name_after(last) is not None or any(c.left_edge.i == last.i + 1 for c in clauses)
        return None if told else mention

    def _is_clear(self, reference: Mention) -> bool:
        """Tell whether a phrase like "the Toronto startup" can mean only one thing that the text has named."""
        named = {m.key for m in self.names if m.start < reference.start and self._may_be_organization(m)}
        return len(named) == 1

    def _may_be_organization(self, mention: Mention) -> bool:
        """Tell whether a name may be an organization's, whatever the recogniser takes it for."""
        if mention.concept is not None or self.schema.is_a(mention.type, KG.Event):
            return False
        return mention.type != KG.Person or " " not in mention.label

    def contradicts(self, fact: Fact) -> bool:
        """Tell whether an entry of the lexicon read "the Toronto startup" where more care does not find it said."""
        place, cue = fact.object, fact.evidence.cue
        span = self.reading.doc.char_span(*cue, alignment_mode="expand") if cue else None
        if span is None or not isinstance(place, Mention) or not self._is_seat(fact) or span.start == 0:
            return False
        right_behind = span.root.pos_ == "NOUN" and place.end == _end(span.doc[span.start - 1])
        return right_behind and all(seat.organization != fact.subject for seat in self.find(span.root))

    def _is_seat(self, fact: Fact) -> bool:
        prop = self.schema.properties.get(fact.property)
        plain = fact.modality == Modality.ASSERTED and isinstance(fact.object, Mention)
        return prop is not None and prop.of_demonym and plain

    # Names

    def _is_named_organization(self, mention: Mention) -> bool:
        own = self.schema.is_a(mention.type, KG.Organization) and not self.schema.fits(mention.type, _OTHER)
        return mention.is_name and own

    def _is_no_person(self, mention: Mention) -> bool:
        return " " in mention.label and mention.score >= _SURE

    def _name_after(self, token: Token) -> Mention | None:
        if token.i + 1 >= token.sent.end or not token.whitespace_:
            return None
        following = token.nbor()
        mention = self.index.at(following)
        return mention if mention is not None and mention.is_name and mention.start == following.idx else None

    def _tokens(self, mention: Mention) -> list[Token]:
        return list(self.reading.doc.char_span(mention.start, mention.end, alignment_mode="contract") or ())

    def _root(self, mention: Mention) -> Token:
        span = self.reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        assert span is not None
        return span.root


def _acts_alone(noun: Token, name: Token, last: Token) -> bool:
    """Tell whether a name behind a noun is who acts in a clause about it: "the company Google bought is small".

    Parsers rarely see it, so that a verb right behind the name must be the verb of the noun, and the only one.
    """
    if trees.base(name.dep_) == "nsubj" and name.head.dep_ in ("acl:relcl", "acl", "ccomp"):
        return True
    verb = _verb_behind(last)
    if verb is None:
        return False
    if verb.head == noun and trees.base(verb.dep_) == "acl":
        return True
    if trees.base(noun.dep_) != "nsubj":
        return False
    return verb != noun.head or any(_lacks_subject(other, verb) for other in verb.doc[last.i + 1 : verb.sent.end])


def _verb_behind(token: Token) -> Token | None:
    """Give the verb that follows a word at once, or with an adverb between; of an auxiliary the verb it goes with."""
    for following in token.doc[token.i + 1 : token.sent.end]:
        if following.pos_ == "VERB" or following.dep_ == "cop":
            return following if following.pos_ == "VERB" else following.head
        if following.pos_ == "AUX":
            return following.head if following.dep_ in ("aux", "aux:pass") else following
        if following.pos_ not in ("ADV", "PART"):
            return None
    return None


def _lacks_subject(other: Token, verb: Token) -> bool:
    """Tell whether a further finite verb has no subject of its own and shares none."""
    whole = other.head if other.dep_ in ("aux", "aux:pass", "cop") else other
    if other.pos_ not in ("VERB", "AUX") or "Fin" not in values(other, "VerbForm") or whole == verb:
        return False
    return whole.dep_ != "conj" and not trees.children(whole, "nsubj", "nsubj:pass", "csubj", "expl", "mark", "cc")


def _first_of_phrase(noun: Token) -> Token:
    """Give the first word of a noun's phrase: its article or adjective."""
    near = [c for c in noun.lefts if c.dep_ in ("det", *_MODIFIERS) and c.pos_ != "PUNCT"]
    return min([noun, *near], key=lambda token: token.i)


def _end(token: Token) -> int:
    return token.idx + len(token)
