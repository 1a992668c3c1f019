"""Which names of one text are names of one thing, and which only look so.

A shorter name is another's only where the text leaves no doubt: a company is not the person it is named after, a
city not the club, a subsidiary not its parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.extraction.labels import normal_form
from kg.ontology import Lexicon, Schema
from kg.resolution.names import fuller_names, is_acronym
from kg.types import Fact, Mention
from kg.vocabulary import KG

_DESCRIPTION = 2  # words in front of a name that they say something of: "neue App Mira"
_SENTENCE_END = re.compile(r"[.!?]\W*\s|\n")


def same_names(keys: Mapping[Mention, str], facts: Sequence[Fact], schema: Schema, lexicon: Lexicon) -> dict[str, str]:
    """Give for every key that is another's short, inflected or longer form that other key.

    keys: the named mentions of a text with their names in normal form, without legal forms.
    """
    names = _Names(keys, facts, schema, lexicon)
    full = names.people()
    same = fuller_names(
        names.by_key,
        full,
        [key for key in names.by_key if names.may_be_last_name(key, full)],
        [key for key in names.by_key if names.may_be_inflected(key)],
    )
    same |= {short: long for short, long in names.acronyms() if short not in same}
    same |= {long: short for long, short in (*names.described(), *names.introduced()) if long not in same}
    same |= {short: long for short, long in names.shortened() if short not in same}
    # What stands in one fact is two: "the bank Solvia works with the company Solvia".
    same = {key: other for key, other in same.items() if (key, other) not in names.partners}
    return {key: _end(key, same) for key in sorted(same)}


def nouns_for_people(keys: Mapping[Mention, str]) -> dict[Mention, str]:
    """Give the nouns without an article that are the last name of the one person who has it: "Haupt" of "Eva Haupt".

    Where nouns have capitals, a tagger cannot tell a name that is a noun as well.
    """
    full = {key for mention, key in keys.items() if mention.is_name and mention.type == KG.Person and " " in key}
    owners: dict[str, set[str]] = {}
    for key in full:
        owners.setdefault(key.split()[-1], set()).add(key)
    nouns = (m for m in keys if not m.is_name and m.concept is None and m.number != "Plur" and m.label[:1].isupper())
    return {m: next(iter(owners[keys[m]])) for m in nouns if len(owners.get(keys[m], ())) == 1}


def _end(key: str, same: Mapping[str, str]) -> str:
    seen = [key]
    while (following := same.get(seen[-1])) is not None and following not in seen:
        seen.append(following)
    return seen[-1]


@dataclass(frozen=True, slots=True, init=False)
class _Names:
    """The proper names of one text by their keys."""

    by_key: Mapping[str, list[Mention]]
    keys: Mapping[Mention, str]
    partners: frozenset[tuple[str, str]]  # what stands in one fact
    schema: Schema
    lexicon: Lexicon

    def __init__(self, keys: Mapping[Mention, str], facts: Sequence[Fact], schema: Schema, lexicon: Lexicon) -> None:
        by_key: dict[str, list[Mention]] = {}
        for mention in sorted((m for m in keys if m.is_name), key=lambda m: (m.start, m.end, str(m.type))):
            by_key.setdefault(keys[mention], []).append(mention)
        ends = ((keys.get(f.subject), keys.get(f.object)) for f in facts if _is_pair(f))  # type: ignore[arg-type]
        pairs = {(one, other) for one, other in ends if one and other}
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "keys", keys)
        object.__setattr__(self, "partners", frozenset(pairs | {(other, one) for one, other in pairs}))
        object.__setattr__(self, "schema", schema)
        object.__setattr__(self, "lexicon", lexicon)

    def people(self) -> list[str]:
        return [key for key, ms in self.by_key.items() if " " in key and any(m.type == KG.Person for m in ms)]

    def may_be_last_name(self, key: str, people: Iterable[str]) -> bool:
        """Tell whether a single word may be a person's last name: not in "Weber GmbH", "the city of Weber"."""
        mentions = self.by_key[key]
        if any(m.key != key for m in mentions):
            return False  # "Weber GmbH" is not Anna Weber
        if any(m.type == KG.Person for m in mentions):
            return True
        if any(self.schema.is_a(m.type, KG.Place) or self._is_called(m, KG.Organization) for m in mentions):
            return False
        full = [person for person in people if person.split()[-1] == key]
        near = ((m, other) for person in full for m in mentions for other in self.by_key[person])
        return not any((key, person) in self.partners for person in full) and not any(
            in_one_sentence(m, other) for m, other in near
        )

    def may_be_inflected(self, key: str) -> bool:
        """Tell whether an s at the end may be a genitive's: not in "Jan Peters" beside "Jan Peter"."""
        return not any(m.type == KG.Person for m in self.by_key[key])

    def acronyms(self) -> list[tuple[str, str]]:
        """Give the letters that the text itself puts in brackets behind a name, with the name."""
        found = [
            (normal_form(alias), key)
            for key, mentions in self.by_key.items()
            for m in mentions
            if m.type != KG.Person
            for alias in m.aliases
            if is_acronym(alias, m.label)
        ]
        names = {short: {long for one, long in found if one == short} for short, _ in found}
        return sorted((one, long) for one, long in set(found) if names[one] == {long} and one in self.by_key)

    def described(self) -> list[tuple[str, str]]:
        """Give the names with a noun in front, with the name alone: "torrefazione Solvia", "Solvia"."""
        found = []
        for key, mentions in self.by_key.items():
            (first, *others), (_, *rest) = mentions[0].label.split(), key.split()
            alone = " ".join(rest)
            if first[:1].islower() and others and others[0][:1].isupper() and alone in self.by_key:
                found.append((key, alone))
        return found

    def introduced(self) -> list[tuple[str, str]]:
        """Give the names that only put a noun in front of another, which stands in apposition to it: "die App Mira"."""
        found: dict[str, set[str]] = {}
        for key, mentions in self.by_key.items():
            inner = {self._in_apposition(mention) for mention in mentions}
            if len(inner) == 1:
                found[key] = {other for other in inner if other and key != other}
        return sorted((key, other) for key, others in found.items() for other in others)

    def _in_apposition(self, mention: Mention) -> str | None:
        """Give the key of the name in apposition at the end of a longer one."""
        ends = (m for m in self.keys if m.end == mention.end and m.start > mention.start and m.relation == "appos")
        inner = next((m for m in sorted(ends, key=lambda m: m.start) if m.is_name), None)
        if inner is None:
            return None
        # "Kauf der Firma Mira" is no name of hers: in apposition stands she to the firm alone.
        before = mention.document.text[mention.start : inner.start].split()
        return self.keys[inner] if len(before) <= _DESCRIPTION else None

    def shortened(self) -> list[tuple[str, str]]:
        """Give the short names of companies whose full name adds only what they are: "Northgate", "Northgate Bank".

        The full name comes first, the headline aside, and never stands in one sentence with the short one, as
        "Solvia" would with its subsidiary "Solvia Bank".
        """
        found = []
        for short, mentions in self.by_key.items():
            longer = [key for key in self.by_key if key != short and self._adds_kind(short, key)]
            if len(longer) == 1 and self._is_introduced(longer[0], mentions) and self._is_company(short):
                found.append((short, longer[0]))
        return found

    def _adds_kind(self, short: str, long: str) -> bool:
        words, own = long.split(), short.split()
        for rest in (
            words[len(own) :] if words[: len(own)] == own else [],
            words[: -len(own)] if words[-len(own) :] == own else [],
        ):
            if rest and all(self._denotes(word, KG.Organization) for word in rest):
                return True
        # "Quillon Robotics", but not a word of the language in front, as in "General Motors".
        ending = words[len(own) :] if words[: len(own)] == own else []
        is_word = len(own) == 1 and bool(self.lexicon.words_with(short) or self.lexicon.frames_with(short))
        return len(ending) == 1 and self._denotes(ending[0], KG.nameEnding) and not is_word

    def _is_introduced(self, long: str, mentions: Sequence[Mention]) -> bool:
        full = self.by_key[long]
        body = [m for m in mentions if m.start >= len(m.document.title)] or mentions
        apart = not any(in_one_sentence(m, other) for m in mentions for other in full)
        return apart and self._is_company(long) and min(m.start for m in full) < min(m.start for m in body)

    def _is_company(self, key: str) -> bool:
        return all(m.type in (KG.Organization, KG.Concept) for m in self.by_key[key])

    def _is_called(self, mention: Mention, kind: URIRef) -> bool:
        words = set(normal_form(mention.label).split())
        return any(self._denotes(noun, kind) for noun in mention.nouns if noun not in words)

    def _denotes(self, word: str, kind: URIRef) -> bool:
        return any(w.denotes == kind for w in self.lexicon.words_with(word))


def _is_pair(fact: Fact) -> bool:
    return isinstance(fact.subject, Mention) and isinstance(fact.object, Mention)


def in_one_sentence(one: Mention, other: Mention) -> bool:
    """Tell whether no sentence or line ends between two mentions."""
    first, second = sorted((one, other), key=lambda m: m.start)
    return _SENTENCE_END.search(first.document.text, first.end, max(second.start, first.end)) is None
