"""Which nouns a thing goes by: "the company" for many, "the bank" only for what the text calls one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rdflib import URIRef

from kg.extraction.descriptions import plain_words
from kg.ontology import Lexicon, Ontology, Schema
from kg.types import Mention
from kg.vocabulary import KG


class Call(Enum):
    """How far a noun with a definite article reaches."""

    ANY = "any"  # "the company": any instance of its class named before
    TOPIC = "topic"  # "the startup": what is called so, else what the text is about
    OWN = "own"  # "the bank": only what is called so
    NONE = "none"  # no noun: a pronoun, or what the words leave out


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns of one language that stand for things named before; the ontology lists them by class."""

    schema: Schema
    lexicon: Lexicon
    general: Mapping[URIRef, frozenset[str]]
    topical: Mapping[URIRef, frozenset[str]]
    exclusive: Mapping[URIRef, frozenset[str]]

    @classmethod
    def of(cls, ontology: Ontology, language: str) -> Nouns:
        classes = ontology.schema.classes.values()
        return cls(
            ontology.schema,
            ontology.lexicons[language],
            {c.iri: plain_words(c.general_nouns.get(language, ())) for c in classes},
            {c.iri: plain_words(c.topical_nouns.get(language, ())) for c in classes},
            {c.iri: plain_words(c.exclusive_nouns.get(language, ())) for c in classes},
        )

    def call(self, reference: Mention) -> Call:
        """Tell how far the noun of a reference reaches."""
        if not reference.nouns or not reference.label:
            return Call.NONE
        if self._among(reference, self.general):
            return Call.ANY
        return Call.TOPIC if self._among(reference, self.topical) else Call.OWN

    def same(self, reference: Mention, groups: Mapping[str, Sequence[Mention]]) -> frozenset[str]:
        """Give the groups that the text calls by the noun of the reference before it."""
        return frozenset(key for key, mentions in groups.items() if self.is_called_so(reference, mentions))

    def is_called_so(self, reference: Mention, mentions: Sequence[Mention]) -> bool:
        own = reference.nouns[0] if reference.nouns else ""
        return bool(own) and any(own in m.nouns for m in mentions if m.is_name or m.is_reference)

    def may_call(self, reference: Mention, mentions: Sequence[Mention]) -> bool:
        """Tell whether a thing may go by a noun: a party or an authority is no "company", unless it is called one."""
        if self.is_called_so(reference, mentions) or self.call(reference) == Call.OWN:
            return True
        called = {noun for m in mentions for noun in m.nouns}
        exclusive = self.exclusive.get(reference.type, frozenset())
        return not called & exclusive and not any(self._is_narrower(noun, reference.type) for noun in called)

    def _is_narrower(self, noun: str, kind: URIRef) -> bool:
        """Tell whether a noun names a class of its own below another: a ministry is no mere organization."""
        classes = [w.denotes for w in self.lexicon.words_with(noun) if w.denotes in self.schema.classes]
        # "Solvia Labs" and "Team Solvia" are companies and clubs: units give their nouns away.
        narrower = [c for c in classes if c not in (None, kind, KG.Team)]
        return any(self.schema.is_a(c, kind) for c in narrower if c)

    def _among(self, reference: Mention, nouns: Mapping[URIRef, frozenset[str]]) -> bool:
        return bool(nouns.get(reference.type, frozenset()) & set(reference.nouns))
