"""A contribution with the IRIs by which all documents know its things, in place of those it knows alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rdflib import URIRef

from kg.building.contributions import Contribution
from kg.graph.statements import join
from kg.graph.values import comparison_iri
from kg.resolution.linking import Target
from kg.types import Entity, ResolvedComparison, Statement, Testimony

__all__ = ["renamed"]


def renamed(contribution: Contribution, targets: Mapping[URIRef, Target]) -> Contribution:
    """Rename things; what is said twice then is said once, and what a thing is said to do to itself is not said."""
    if not targets:
        return contribution
    names = {iri: target.iri for iri, target in targets.items()}
    statements = [_statement(statement, names) for statement in contribution.statements]
    return replace(
        contribution,
        entities=tuple(sorted((_entity(entity, targets) for entity in contribution.entities), key=_order)),
        statements=tuple(join(contribution.document.id, filter(_is_between_two, statements))),
    )


def _order(entity: Entity) -> tuple[str, ...]:
    return entity.iri, str(entity.label), str(entity.type)


def _entity(entity: Entity, targets: Mapping[URIRef, Target]) -> Entity:
    target = targets.get(entity.iri)
    return replace(entity, iri=target.iri, type=target.type) if target else entity


def _statement(statement: Statement, names: Mapping[URIRef, URIRef]) -> Statement:
    subject = names.get(statement.subject, statement.subject)
    object_, value = statement.object, statement.value
    if isinstance(value, ResolvedComparison):
        value = replace(
            value,
            metric=names.get(value.metric, value.metric) if value.metric else None,
            baseline=names.get(value.baseline, value.baseline) if value.baseline else None,
        )
        object_ = comparison_iri(subject, value)
    elif isinstance(object_, URIRef):
        object_ = names.get(object_, object_)
    testimonies = tuple(_testimony(testimony, names) for testimony in statement.testimonies)
    return replace(statement, subject=subject, object=object_, value=value, testimonies=testimonies)


def _testimony(testimony: Testimony, names: Mapping[URIRef, URIRef]) -> Testimony:
    return replace(testimony, attribution=tuple(sorted({names.get(iri, iri) for iri in testimony.attribution})))


def _is_between_two(statement: Statement) -> bool:
    value = statement.value
    return statement.subject != (value.baseline if isinstance(value, ResolvedComparison) else statement.object)
