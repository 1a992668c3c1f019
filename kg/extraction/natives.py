"""Whom a text names by where they are from: "die Münchner" are the organization that it says has its seat there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extraction.demonyms import Demonym, Demonyms
from kg.extraction.labels import normal_form
from kg.extraction.reading import Reading
from kg.types import Fact, Mention, Modality

__all__ = ["settled"]


def settled(reading: Reading, demonyms: Demonyms, facts: list[Fact]) -> list[Fact]:
    """Put the organization from there where a fact is about "die Münchner"; drop it if there is not just one."""
    natives = _Natives(reading, demonyms, tuple(_homes(reading, facts)))
    return [fact for fact in map(natives.settle, facts) if fact is not None]


def _homes(reading: Reading, facts: Iterable[Fact]) -> Iterable[tuple[Mention, Mention]]:
    """Give the organizations that the text names, with where it says that they have their seats."""
    for fact in facts:
        prop = reading.schema.properties.get(fact.property)
        if prop is None or not prop.of_demonym or fact.modality != Modality.ASSERTED:
            continue
        if isinstance(fact.subject, Mention) and isinstance(fact.object, Mention) and fact.subject.is_name:
            yield fact.subject, fact.object


@dataclass(frozen=True, slots=True)
class _Natives:
    """Knows who is from where in one text."""

    reading: Reading
    demonyms: Demonyms
    homes: tuple[tuple[Mention, Mention], ...]

    def settle(self, fact: Fact) -> Fact | None:
        """Give a fact with names for whoever is named by a place; None where that is not clear."""
        subject = self._named(fact.subject) if isinstance(fact.subject, Mention) else fact.subject
        object_ = self._named(fact.object) if isinstance(fact.object, Mention) else fact.object
        sources = tuple(self._named(source) for source in fact.attribution)
        known = tuple(source for source in sources if source is not None)
        if subject is None or object_ is None or subject == object_ or len(known) < len(sources):
            return None
        return replace(fact, subject=subject, object=object_, attribution=known)

    def _named(self, mention: Mention) -> Mention | None:
        """Give the one organization before it that is from where a mention says, or any other mention as it is."""
        demonym = self._demonym(mention)
        if demonym is None:
            return mention
        meant: dict[str, Mention] = {}
        for organization, place in self.homes:
            if organization.start < mention.start and _is(place, demonym):
                meant.setdefault(organization.key, organization)
        return next(iter(meant.values())) if len(meant) == 1 else None

    def _demonym(self, mention: Mention) -> Demonym | None:
        span = self.reading.doc.char_span(mention.start, mention.end) if mention.is_reference else None
        demonym = self.demonyms.at(span.start) if span is not None else None
        whole = span is not None and demonym is not None and (demonym.start, demonym.end) == (span.start, span.end)
        return demonym if whole else None


def _is(place: Mention, demonym: Demonym) -> bool:
    return place.concept == demonym.concept if demonym.concept else place.key == normal_form(demonym.place)
