"""Candidates that became no fact, and why: so that people can see why something is not in the graph.

Nothing here runs unless somebody asks for it. What a frame lacks is found out afterwards, by asking again for each
of its places; the search for facts itself knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction.arguments import Arguments
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Argument, Frame, Property, Schema
from kg.types import Evidence, Fact, Mention, Reject
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Rejects"]

_PLACES = {
    "subject": "nobody is named who does it",
    "directObject": "nothing is named that it is done to",
    "indirectObject": "nobody is named to whom or for whom",
    "possessiveAdjunct": "nothing is named whose it is",
    "copulativeArg": "nobody is named who it is",
    "attributiveArg": "nothing is named that it is said of",
    "sententialClause": "no clause depends on it",
}
_VALUES = (KG.Quantity, KG.Comparison)
_NO_PAIR = ("no pair", "its two ends do not go together")


class Rejects:
    """Collects the rejected candidates of one document."""

    def __init__(self, found: list[Reject]) -> None:
        self.found = found

    def lost(self, before: Iterable[Fact], after: Iterable[Fact], reason: Callable[[Fact], tuple[str, str]]) -> None:
        """Note the facts that a step of the search took out; what a step only names otherwise is still there.

        reason: gives the kind of the reason, and the reason in plain words.
        """
        kept = {_key(fact) for fact in after}
        for fact in before:
            if _key(fact) not in kept:
                self.note(fact, *reason(fact))

    def note(self, fact: Fact, kind: str, reason: str) -> None:
        """Note one fact that is not taken."""
        self.found.append(
            Reject(
                evidence=fact.evidence,
                property=fact.property,
                subject=_words(fact.subject),
                object=_words(fact.object),
                kind=kind,
                reason=reason,
            )
        )

    def frame(self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...], why: Diagnosis) -> None:
        """Note a frame whose word stands in the text, but that gave no fact, if anything fills one of its places."""
        kind, reason, ends = why.of(frame, prop, anchor, words)
        if ends:
            self.found.append(
                Reject(
                    evidence=why.evidence(anchor, frame.entry),
                    property=prop.iri,
                    subject=ends.get("subject", ""),
                    object=ends.get("object", ""),
                    kind=kind,
                    reason=reason,
                )
            )


class Diagnosis:
    """Finds out what a frame lacks that gave no fact."""

    def __init__(
        self,
        reading: Reading,
        index: MentionIndex,
        arguments: Arguments,
        evidence: Callable[[Token, URIRef], Evidence],
    ) -> None:
        self.reading, self.index, self.arguments, self.evidence = reading, index, arguments, evidence
        self.schema: Schema = reading.schema

    def of(
        self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]
    ) -> tuple[str, str, dict[str, str]]:
        """Give kind and reason of the first lack, and the words that do fill a place."""
        prop = replace(prop, domain=frame.domain or prop.domain, range=frame.range or prop.range)
        ends: dict[str, str] = {}
        lacks: list[tuple[str, str]] = []
        for end, place, expected in (("subject", frame.subject, prop.domain), ("object", frame.object, prop.range)):
            if place is None or place.function == "itself" or (end == "object" and frame.value is not None):
                continue
            tokens = self.arguments.places.tokens(frame, place, anchor, words)
            if tokens:
                ends[end] = " / ".join(dict.fromkeys(self._named(token) for token in tokens))
            lack = self._lack(place, tokens, expected)
            lacks += [lack] if lack else []
        kind, reason = lacks[0] if lacks else self._together(frame, prop, anchor, words)
        return kind, reason, ends

    def _lack(self, place: Argument, tokens: Sequence[Token], expected: tuple[URIRef, ...]) -> tuple[str, str] | None:
        if not tokens:
            marked = f"nothing stands behind {_either(sorted(place.markers))}" if place.markers else ""
            return "missing argument", marked or _PLACES.get(place.function, "a place of its frame is empty")
        if any(iri not in self.schema.classes or iri in _VALUES for iri in expected):
            return None  # a figure, words or a comparison
        reasons = [reason for token in tokens if (reason := self._unfit(token, expected))]
        return reasons[0] if len(reasons) == len(tokens) else None

    def _together(self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]) -> tuple[str, str]:
        """Say why words that fill each place alone give no pair."""
        objects = list(self.arguments.objects(frame, prop, anchor, words))
        if not objects:
            figure = prop.takes_number or prop.takes_quantity
            return ("no figure", "no figure of the right kind stands there") if figure else _NO_PAIR
        if any(self.arguments.subjects(frame, prop, anchor, words, obj) for obj in objects):
            return "same thing", "its two ends are one thing, or a noun beside it has the figure for its own"
        return "no subject", "nothing that may do so is named"

    def _unfit(self, token: Token, expected: tuple[URIRef, ...]) -> tuple[str, str] | None:
        """Say why what a word names may not stand there."""
        mention = self.index.referent(token)
        if mention is None:
            return "unnamed", f"“{token.text}” names nothing that kg takes for a thing"
        if not list(self.arguments.things.mention(token, (mention.type,))):
            return "vague", f"“{mention.text}” could be any of its kind"
        if list(self.arguments.things.mention(token, expected)):
            return None
        wanted = _either([self.schema.label(iri, "en") for iri in expected])
        return (
            "wrong kind",
            f"“{mention.text}” is taken for: {self.schema.label(mention.type, 'en')}; expected: {wanted}",
        )

    def _named(self, token: Token) -> str:
        mention = self.index.referent(token)
        return mention.text if mention is not None else token.text


def _key(fact: Fact) -> tuple[object, ...]:
    # Neither end: a step may put a name for "the company".
    return fact.property, fact.evidence.start, fact.evidence.cue, fact.confidence


def _words(end: object) -> str:
    return end.text if isinstance(end, Mention) else getattr(end, "id", "") or str(getattr(end, "value", end))


def _either(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
