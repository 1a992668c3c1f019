"""A store as a networkx graph, for whoever wants to draw it or reckon with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import networkx as nx
from rdflib import Literal, URIRef

from kg.graph.records import (
    ComparisonRecord,
    DocumentRecord,
    EntityRecord,
    QuantityRecord,
    StatementRecord,
)
from kg.ontology import Ontology, Schema
from kg.views.words import LANGUAGES, format_number

if TYPE_CHECKING:
    from kg.graph import Store

__all__ = ["fill_network", "to_networkx"]

Labels: TypeAlias = Mapping[str, str]

_REMEMBERED = 4096  # numbers and comparisons


def to_networkx(store: Store, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Turn a store into a graph: things, texts and values are nodes, every testimony is an edge.

    Nodes are keyed by IRI, edges by the IRI of their statement; all attributes are plain scalars, so that every
    networkx exporter can write them. Where an attribute holds several values, they stand on lines of their own.
    `kind` of a node is "entity", "document" or "value"; `label` is English or the next best, `label_de` German ...

    A value is a node for each subject and property: two teams of 25 people do not meet in the number 25.
    A comparison is an edge from what is compared to what it is measured against.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    fill_network(graph, lambda iri: graph.nodes.get(iri, {}), store, ontology)
    return graph


class Network(Protocol):
    """What a store is turned into; networkx' own graphs are one."""

    def add_node(self, iri: str, /, **attributes: Any) -> None: ...

    def add_edge(self, source: str, target: str, /, *, key: str, **attributes: Any) -> object: ...

    def __contains__(self, iri: object, /) -> bool: ...


def fill_network(
    network: Network, read_node: Callable[[str], Mapping[str, Any]], store: Store, ontology: Ontology
) -> None:
    """Put all that `to_networkx` gives into an empty network, with the same order; `read_node` reads from it."""
    _Builder(network, read_node, store.whole(), ontology.schema).add_all()


class _Builder:
    """Adds the records of a store to a network, in sorted order."""

    def __init__(
        self, network: Network, read_node: Callable[[str], Mapping[str, Any]], store: Store, schema: Schema
    ) -> None:
        self.network = network
        self.read_node = read_node
        self.store = store
        self.schema = schema
        # Many statements have one number or one comparison, and are asked for it several times.
        self.quantity = lru_cache(maxsize=_REMEMBERED)(store.quantity)
        self.comparison = lru_cache(maxsize=_REMEMBERED)(store.comparison)

    def add_all(self) -> None:
        for document in self.store.documents():
            self._add_document(document)
        for entity in self.store.entities():
            self._add_entity(entity)
        for statement in self.store.statements_by_iri():
            self._add_statement(statement)

    def _add_document(self, document: DocumentRecord) -> None:
        self._add_node(
            document.iri,
            "document",
            dict.fromkeys(LANGUAGES, document.title or document.identifier or str(document.iri)),
            language=document.language,
            date=document.date,
            identifier=document.identifier,
            url=document.url,
            authors=_lines(document.authors),
        )

    def _add_entity(self, entity: EntityRecord) -> None:
        concept = self.schema.concepts.get(entity.iri)
        known = {**(concept.labels if concept else {}), **entity.labels}
        labels = {language: known.get(language) or entity.label(language) for language in LANGUAGES}
        names = {str(name) for name in (*entity.alt_labels, *entity.labels.values())}
        self._add_node(
            entity.iri,
            "entity",
            labels,
            type=str(entity.type),
            aliases=_lines(sorted(names - set(labels.values()))),
            documents=_lines(entity.documents),
        )

    def _add_node(self, iri: str, kind: str, labels: Labels, **attributes: str) -> None:
        self.network.add_node(str(iri), kind=kind, **_label_attributes(labels), **attributes)

    def _add_statement(self, statement: StatementRecord) -> None:
        subject, target = str(statement.subject), self._target(statement)
        for iri in (subject, target):
            if iri not in self.network:
                self._add_node(iri, "entity", self._schema_labels(URIRef(iri)), type="")
        comparison = self._comparison(statement)
        cue = {"cue_start": statement.cue[0], "cue_end": statement.cue[1]} if statement.cue else {}
        self.network.add_edge(
            subject,
            target,
            key=str(statement.iri),
            property=str(statement.property),
            **_label_attributes(self._edge_labels(statement)),
            modality=str(statement.modality),
            validity=statement.validity,
            confidence=round(statement.confidence, 2),
            attributed_to=_lines(statement.attributed_to),
            quote=statement.quote,
            document=str(statement.document),
            start=statement.start,
            end=statement.end,
            **cue,
            **({"comparison": statement.object.n3()} if comparison else {}),
            start_date=statement.start_date,
            end_date=statement.end_date,
            approximate=statement.approximate,
            entry=str(statement.entry),
        )

    def _target(self, statement: StatementRecord) -> str:
        """Give the node an edge points to, made first if it is a value."""
        comparison = self._comparison(statement)
        if comparison:
            return str(comparison.baseline)
        labels = self._value_labels(statement.object)
        if labels is None:
            return str(statement.object)
        node = f"{statement.subject} {statement.property} {statement.object}"
        self._add_node(node, "value", labels, term=statement.object.n3())
        return node

    def _value_labels(self, value: URIRef | Literal) -> Labels | None:
        """Give the labels of a number, a date, words or a value of the ontology; None for anything else."""
        if isinstance(value, Literal):
            return {language: _format_literal(value, language) for language in LANGUAGES}
        if quantity := self.quantity(value):
            return self._measured_labels(quantity)
        if comparison := self.comparison(value):
            return self._comparison_labels(comparison)
        return self._schema_labels(value) if value in self.schema.others else None

    def _measured_labels(self, quantity: QuantityRecord) -> Labels:
        """Say of what a quantity is, where it says so: "8 % revenue"."""
        labels = _quantity_labels(quantity)
        if quantity.metric is None:
            return labels
        metric = self.read_node(str(quantity.metric))
        return {
            language: f"{label} {metric.get(f'label_{language}', '')}".strip() for language, label in labels.items()
        }

    def _edge_labels(self, statement: StatementRecord) -> Labels:
        comparison = self._comparison(statement)
        if comparison:
            return self._comparison_labels(comparison)
        return self._schema_labels(statement.property)

    def _comparison(self, statement: StatementRecord) -> ComparisonRecord | None:
        """Give the comparison a statement makes, if it says with what."""
        if isinstance(statement.object, Literal):
            return None
        comparison = self.comparison(statement.object)
        return comparison if comparison and comparison.baseline else None

    def _comparison_labels(self, comparison: ComparisonRecord) -> Labels:
        return {language: self._comparison_label(comparison, language) for language in LANGUAGES}

    def _comparison_label(self, comparison: ComparisonRecord, language: str) -> str:
        """Say by how much in signs that need no translation: "2× click rate", "−10 % price", "↑ sales"."""
        metric = self.read_node(str(comparison.metric)).get(f"label_{language}", "")
        difference = self.quantity(comparison.difference) if comparison.difference else None
        if comparison.factor is not None:
            # "Half as high" is 0.5×; "three times lower" needs the arrow to be told apart.
            arrow = "" if comparison.higher or comparison.factor < 1 else "↓ "
            amount = f"{arrow}{format_number(comparison.factor, language)}×"
        elif difference:
            amount = f"{'+' if comparison.higher else '−'}{_quantity_labels(difference)[language]}"
        else:
            amount = "↑" if comparison.higher else "↓"
        return f"{amount} {metric}".strip()

    def _schema_labels(self, iri: URIRef) -> Labels:
        return {language: self.schema.label(iri, language) for language in LANGUAGES}


def _lines(values: Iterable[str]) -> str:
    return "\n".join(str(value).replace("\n", " ") for value in values)


def _label_attributes(labels: Labels) -> dict[str, str]:
    return {"label": labels["en"], **{f"label_{language}": label for language, label in labels.items()}}


def _quantity_labels(quantity: QuantityRecord) -> Labels:
    return {language: f"{format_number(quantity.value, language)} {quantity.unit}".strip() for language in LANGUAGES}


def _format_literal(value: Literal, language: str) -> str:
    number = value.toPython()
    if isinstance(number, int | Decimal) and not isinstance(number, bool):
        return format_number(Decimal(number), language)
    return str(value)
