"""Facts that say the same become one Statement with all its testimonies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from rdflib import Literal, URIRef

from kg.graph.provenance import document_iri
from kg.graph.values import (
    comparison_iri,
    decimal_literal,
    integer_literal,
    quantity_iri,
    spelling,
)
from kg.ontology.schema import Schema
from kg.types import (
    Comparison,
    Document,
    Entity,
    Fact,
    Mention,
    Quantity,
    ResolvedComparison,
    Statement,
    Testimony,
)

__all__ = ["join", "state"]

Value = Quantity | ResolvedComparison | None
Key = tuple[str, URIRef, URIRef, URIRef | Literal]


def state(
    facts: Iterable[Fact], entities: Mapping[Mention, Entity], *, schema: Schema | None = None
) -> Iterator[Statement]:
    """Bring facts together by document, subject, property and object, sorted by these.

    A fact about a mention that is no entity is left out. With a `schema`, a bare number is a
    literal where the property asks for an integer; everywhere else a quantity is a node.
    """
    testimonies: dict[Key, list[Testimony]] = defaultdict(list)
    values: dict[Key, Value] = {}
    for fact in facts:
        subject = _subject(fact.subject, entities)
        resolved = subject and _object(fact, subject, entities, schema)
        if not subject or not resolved:
            continue
        object_, value = resolved
        if object_ == subject:
            continue  # two names of one thing: nothing is said
        key = (fact.evidence.document.id, subject, fact.property, object_)
        testimonies[key].append(_testify(fact, entities, schema))
        values[key] = value
    yield from _statements(testimonies, values)


def join(document: str, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Bring the statements of one document together that say the same by now, sorted as by `state`."""
    testimonies: dict[Key, list[Testimony]] = defaultdict(list)
    values: dict[Key, Value] = {}
    for statement in statements:
        key = (document, statement.subject, statement.property, statement.object)
        testimonies[key] += statement.testimonies
        values[key] = statement.value
    yield from _statements(testimonies, values)


def _statements(testimonies: Mapping[Key, list[Testimony]], values: Mapping[Key, Value]) -> Iterator[Statement]:
    for key in sorted(testimonies, key=_sort_key):
        _, subject, property_, object_ = key
        yield Statement(
            subject=subject,
            property=property_,
            object=object_,
            testimonies=_distinct(testimonies[key]),
            value=values[key],
        )


def _subject(subject: Mention | Document, entities: Mapping[Mention, Entity]) -> URIRef | None:
    if isinstance(subject, Document):
        return document_iri(subject)
    return _iri(subject, entities)


def _iri(mention: Mention | None, entities: Mapping[Mention, Entity]) -> URIRef | None:
    entity = entities.get(mention) if mention else None
    return entity.iri if entity else None


def _object(
    fact: Fact, subject: URIRef, entities: Mapping[Mention, Entity], schema: Schema | None
) -> tuple[URIRef | Literal, Value] | None:
    """Find the term for a fact's object, and what describes it if it is a value node."""
    object_ = fact.object
    if isinstance(object_, Mention):
        iri = _iri(object_, entities)
        return (iri, None) if iri else None
    if isinstance(object_, Quantity):
        if not object_.unit and schema and _takes_number(schema, fact.property):
            return _number(object_.value), None
        quantity = _measured(object_, entities)
        return (quantity_iri(quantity), quantity) if quantity else None
    if isinstance(object_, Comparison):
        comparison = _resolve(object_, entities)
        return (comparison_iri(subject, comparison), comparison) if comparison else None
    return object_, None


def _takes_number(schema: Schema, property_: URIRef) -> bool:
    known = schema.properties.get(property_)
    return known is not None and known.takes_number


def _number(value: Decimal) -> Literal:
    return integer_literal(int(value)) if value == int(value) else decimal_literal(value)


def _measured(quantity: Quantity, entities: Mapping[Mention, Entity]) -> Quantity | None:
    """Put the entity of its metric into a quantity; one that lost it would be of everything."""
    if not isinstance(quantity.metric, Mention):
        return quantity
    metric = _iri(quantity.metric, entities)
    return replace(quantity, metric=metric) if metric else None


def _resolve(comparison: Comparison, entities: Mapping[Mention, Entity]) -> ResolvedComparison | None:
    metric = _iri(comparison.metric, entities)
    baseline = _iri(comparison.baseline, entities)
    # A comparison that lost one of its ends would say something else.
    if (comparison.metric and not metric) or (comparison.baseline and not baseline):
        return None
    return ResolvedComparison(
        metric=metric,
        baseline=baseline,
        factor=comparison.factor,
        difference=comparison.difference,
        higher=comparison.higher,
    )


def _testify(fact: Fact, entities: Mapping[Mention, Entity], schema: Schema | None) -> Testimony:
    sources = {entities[mention].iri for mention in fact.attribution if mention in entities}
    return Testimony(
        evidence=fact.evidence,
        modality=fact.modality,
        attribution=tuple(sorted(sources)),
        time=fact.time,
        confidence=fact.confidence,
        approximate=_is_approximate(fact.object),
        subject_at=_place(fact.subject),
        object_at=_place(fact.object) or fact.evidence.figure,
        holds=_holds(fact, schema),
    )


def _place(end: object) -> tuple[int, int] | None:
    return (end.start, end.end) if isinstance(end, Mention) else None


def _holds(fact: Fact, schema: Schema | None) -> bool:
    """Tell whether a text says that it is so now; a property for what is over holds when it is over."""
    tense = fact.time.tense if fact.time else ""
    if tense == "former" and schema is not None:
        return any(prop.former == fact.property for prop in schema.properties.values())
    return tense not in ("former", "future")


def _is_approximate(value: object) -> bool:
    if isinstance(value, Comparison):
        return value.difference is not None and value.difference.approximate
    return isinstance(value, Quantity) and value.approximate


def _distinct(testimonies: list[Testimony]) -> tuple[Testimony, ...]:
    """Keep one testimony, the surest, of those that say the same in the same sentence."""
    kept: dict[tuple[object, ...], Testimony] = {}
    for testimony in sorted(testimonies, key=_rank):
        kept.setdefault(_rank(testimony)[:5], testimony)
    return tuple(kept.values())


def _rank(testimony: Testimony) -> tuple[object, ...]:
    """Order testimonies by place and what tells them apart, then the surest first.

    The first five are what a statement node's IRI is computed from.
    """
    evidence, time = testimony.evidence, testimony.time
    return (
        evidence.start,
        evidence.end,
        testimony.modality.value,
        testimony.attribution,
        time.tense if time else "",
        -testimony.confidence,
        str(evidence.entry),
        evidence.cue or (-1, -1),
        (time.start, time.end) if time else ("", ""),
        testimony.approximate,
        testimony.subject_at or (-1, -1),
        testimony.object_at or (-1, -1),
        evidence.hedges,
    )


def _sort_key(key: Key) -> tuple[str, ...]:
    document_id, subject, property_, object_ = key
    return document_id, str(subject), str(property_), spelling(object_)
