"""Whom a person belongs to, as a name in brackets says: "Anna Weber (SPD)", "Luca Neri (Pd)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Bracket", "brackets"]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A person with the organization in brackets behind the name."""

    person: Mention
    organization: Mention
    name: Token  # the words that name them
    inside: Token


def brackets(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Bracket]:
    """Give the people behind whose name an organization, and nothing else, stands in brackets."""
    people = {m.end: m for m in mentions if m.is_name and m.type == KG.Person}
    for organization in (m for m in mentions if m.is_name and m.type == KG.Organization):
        person = people.get(organization.start - len(" ("))
        if person is None or doc.text[person.end : organization.start] != " (":
            continue
        name, inside = (doc.char_span(m.start, m.end) for m in (person, organization))
        if name and inside and doc.text[organization.end : organization.end + 1] in (")", ","):
            yield Bracket(person, organization, name.root, inside.root)
