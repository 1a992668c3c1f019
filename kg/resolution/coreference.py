"""Within a text: what a pronoun, "das Unternehmen" or an unnamed owner stands for.

Precision first: a word is left alone unless one candidate clearly wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rdflib import URIRef

from kg.ontology import Schema
from kg.types import Fact, Mention
from kg.vocabulary import KG

_HALF = 250  # characters after which a mention counts half
_FAR = 1200  # characters; a pronoun does not reach further back
_WEIGHTS = {"nsubj": 2.0, "root": 1.5, "obj": 1.2, "nmod": 0.6, "obl": 0.7}  # subjects are what a text speaks about
_FIRST = 1.5  # as is what the headline or the first sentence names first
_TYPICAL = 1.5  # the class that a property asks for first
_CLEAR = 1.35  # how much better the best candidate must be than the second
_CLEAR_PERSON = 6  # between people kg does not know who is he and who is she


def resolve_references(
    groups: Mapping[str, Sequence[Mention]],
    types: Mapping[str, URIRef],
    references: Iterable[Mention],
    facts: Sequence[Fact],
    schema: Schema,
) -> dict[Mention, str]:
    """Give for every reference that can be resolved the key of the group it stands for.

    groups: the mentions of each thing, in the order of the text; types: the class of each.
    What is left out altogether stands only for what the text names first or more than once.
    """
    first = min((m for ms in groups.values() for m in ms if m.is_name), key=lambda m: m.start, default=None)
    partners = _partners(facts)
    found: dict[Mention, str] = {}
    for reference in references:
        expected = _expected(reference, facts, schema)
        scores = {
            key: _salience(mentions, reference)
            * (_FIRST if first in mentions else 1.0)
            * (_TYPICAL if _is_typical(types[key], expected, schema) else 1.0)
            for key, mentions in groups.items()
            if _agrees(mentions, types[key], reference, expected, schema)
            and not any(m in partners.get(reference, ()) for m in mentions)
        }
        if not reference.label:
            scores = _topic(scores, groups)
        best = _winner({key: score for key, score in scores.items() if score > 0}, types, schema)
        if best is not None:
            found[reference] = best
    return found


def _topic(scores: Mapping[str, float], groups: Mapping[str, Sequence[Mention]]) -> dict[str, float]:
    """Keep what the text names first, if it names nothing else more often: that is what it is about."""
    if not scores:
        return {}
    first = min(scores, key=lambda key: groups[key][0].start)
    most = max(len(groups[key]) for key in scores)
    return {first: scores[first]} if len(groups[first]) == most else {}


def _partners(facts: Sequence[Fact]) -> dict[Mention, set[Mention]]:
    """Give what a mention stands in a fact with: nobody buys himself."""
    found: dict[Mention, set[Mention]] = {}
    for fact in facts:
        if isinstance(fact.subject, Mention) and isinstance(fact.object, Mention):
            found.setdefault(fact.subject, set()).add(fact.object)
            found.setdefault(fact.object, set()).add(fact.subject)
    return found


def _expected(reference: Mention, facts: Sequence[Fact], schema: Schema) -> tuple[tuple[URIRef, ...], ...]:
    """Give the classes that the facts ask for where the reference stands."""
    asked: list[tuple[URIRef, ...]] = []
    for fact in facts:
        prop = schema.properties.get(fact.property)
        if prop is not None and fact.subject == reference:
            asked.append(prop.domain)
        if prop is not None and fact.object == reference:
            asked.append(prop.range)
    return tuple(asked)


def _agrees(
    mentions: Sequence[Mention],
    kind: URIRef,
    reference: Mention,
    expected: tuple[tuple[URIRef, ...], ...],
    schema: Schema,
) -> bool:
    if not any(m.is_name for m in mentions):
        return False
    if reference.type != KG.Concept:
        if not schema.is_a(kind, reference.type) and not schema.is_a(reference.type, kind):
            return False
    elif kind in (KG.Concept, KG.Place) or not _same_number(mentions, reference, kind, schema):
        return False
    return all(schema.fits(kind, classes) for classes in expected)


def _same_number(mentions: Sequence[Mention], reference: Mention, kind: URIRef, schema: Schema) -> bool:
    if schema.is_a(kind, KG.Person):
        return reference.number != "Plur" and reference.gender != "Neut"
    numbers = {m.number for m in mentions if m.number}
    return not reference.number or not numbers or reference.number in numbers or schema.is_a(kind, KG.Organization)


def _is_typical(kind: URIRef, expected: tuple[tuple[URIRef, ...], ...], schema: Schema) -> bool:
    return any(classes and schema.is_a(kind, classes[0]) for classes in expected)


def _salience(mentions: Sequence[Mention], reference: Mention) -> float:
    """Add up the earlier mentions, the nearest most."""
    total = 0.0
    for mention in mentions:
        distance = reference.start - mention.end
        if mention.start >= reference.start or (distance > _FAR and reference.type == KG.Concept):
            continue
        weight = _WEIGHTS.get(mention.relation, 1.0)
        total += weight * mention.score * 0.5 ** (max(distance, 0) / _HALF)
    return total


def _winner(scores: Mapping[str, float], types: Mapping[str, URIRef], schema: Schema) -> str | None:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    people = all(schema.is_a(types[key], KG.Person) for key, _ in ranked[:2])
    clear = _CLEAR_PERSON if people else _CLEAR
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= clear * ranked[1][1] else None
