"""A store as a networkx graph, for whoever wants to draw it or reckon with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx
from rdflib import Literal, URIRef

from kg.errors import OutputError
from kg.graph.files import whole_file, whole_text
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

__all__ = ["to_networkx", "write_gexf", "write_graphml", "write_neo4j"]

Labels: TypeAlias = Mapping[str, str]

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_networkx(store: Store, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Turn a store into a graph: things, texts and values are nodes, every testimony is an edge.

    Nodes are keyed by IRI, edges by the IRI of their statement; all attributes are plain scalars, so that every
    networkx exporter can write them. Where an attribute holds several values, they stand on lines of their own.
    `kind` of a node is "entity", "document" or "value"; `label` is English or the next best, `label_de` German ...

    A value is a node for each subject and property: two teams of 25 people do not meet in the number 25.
    A comparison is an edge from what is compared to what it is measured against.
    """
    return _Builder(store, ontology.schema).graph


def write_graphml(store: Store, path: Path, ontology: Ontology) -> None:
    """Write a store as GraphML, for Gephi, yEd, Cytoscape and R; the same store gives the same bytes."""
    text = "\n".join(nx.generate_graphml(_xml_graph(store, ontology))) + "\n"
    _write(path, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')


def write_gexf(store: Store, path: Path, ontology: Ontology) -> None:
    """Write a store as GEXF, for Gephi and sigma.js; the same store gives the same bytes."""
    graph = _xml_graph(store, ontology)
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
        # GEXF would read them as the time in which an edge exists.
        attributes["quote_start"], attributes["quote_end"] = attributes.pop("start"), attributes.pop("end")
    text = "\n".join(nx.generate_gexf(graph)) + "\n"
    _write(path, '<?xml version="1.0" encoding="UTF-8"?>\n' + _TODAY.sub("", text))


def write_neo4j(store: Store, path: Path, ontology: Ontology) -> None:
    """Write a store as nodes.csv and relationships.csv in the folder `path`, for neo4j-admin database import.

    A node has its kind and class as labels, a relationship the name of its property as type; the same bytes every time.
    A sentence, or a list of names, may have several lines. import.cypher tells how to import them.
    """
    graph = to_networkx(store, ontology)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise OutputError(f"{path}: cannot be made ({cause.strerror}); choose another place") from cause
    nodes = (
        [iri, ";".join(filter(None, (data["kind"], _end_of(data.get("type", ""))))), *_cells(data, _NODE_COLUMNS)]
        for iri, data in graph.nodes(data=True)
    )
    edges = (
        [source, target, _end_of(data["property"]), key, *_cells(data, _EDGE_COLUMNS)]
        for source, target, key, data in graph.edges(keys=True, data=True)
    )
    _write_table(path / "nodes.csv", ["iri:ID", ":LABEL", *_NODE_COLUMNS], nodes)
    _write_table(
        path / "relationships.csv", [":START_ID", ":END_ID", ":TYPE", "iri", *map(_typed, _EDGE_COLUMNS)], edges
    )
    _write(path / "import.cypher", _CYPHER)


# What Neo4j's own import cannot do: one node for an IRI, and things found by name.
_CYPHER = """\
// neo4j-admin database import full --multiline-fields=true --nodes=nodes.csv --relationships=relationships.csv neo4j
// and then, so that there is one node for an IRI and what has a name is found by it:
CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:entity) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT document_iri IF NOT EXISTS FOR (n:document) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT value_iri IF NOT EXISTS FOR (n:value) REQUIRE n.iri IS UNIQUE;
CREATE INDEX entity_label IF NOT EXISTS FOR (n:entity) ON (n.label);
"""
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')  # networkx writes the day, and the same graph is the same file
_NODE_COLUMNS = ("label", "label_de", "label_en", "label_it", "aliases", "date", "language", "identifier")
_EDGE_COLUMNS = (
    "label", "modality", "validity", "confidence", "attributed_to", "quote", "document", "start", "end", "start_date",
    "end_date", "approximate", "entry",
)  # fmt: skip
_TYPES = {"approximate": "boolean", "confidence": "double", "end": "long", "start": "long"}


def _typed(column: str) -> str:
    return f"{column}:{_TYPES[column]}" if column in _TYPES else column


def _cells(data: Mapping[str, Any], columns: Iterable[str]) -> list[object]:
    values = (data.get(column, "") for column in columns)
    return [str(value).lower() if isinstance(value, bool) else value for value in values]


def _end_of(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _write_table(path: Path, head: list[str], rows: Iterable[list[object]]) -> None:
    with whole_text(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _xml_graph(store: Store, ontology: Ontology) -> nx.MultiDiGraph[str]:
    graph = to_networkx(store, ontology)
    for _, attributes in graph.nodes(data=True):
        attributes.update(_for_xml(attributes))
    for _, _, attributes in graph.edges(data=True):
        attributes.update(_for_xml(attributes))
    return graph


def _write(path: Path, text: str) -> None:
    with whole_file(path) as stream:
        stream.write(text.encode())


def _for_xml(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }


class _Builder:
    """Adds the records of a store to a graph, in sorted order."""

    def __init__(self, store: Store, schema: Schema) -> None:
        self.schema = schema
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.quantities = {record.iri: record for record in store.quantities()}
        self.comparisons = {record.iri: record for record in store.comparisons()}
        for document in sorted(store.documents(), key=_iri):
            self._add_document(document)
        for entity in sorted(store.entities(), key=_iri):
            self._add_entity(entity)
        for statement in sorted(store.statements(), key=_iri):
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
        self.graph.add_node(str(iri), kind=kind, **_label_attributes(labels), **attributes)

    def _add_statement(self, statement: StatementRecord) -> None:
        subject, target = str(statement.subject), self._target(statement)
        for iri in (subject, target):
            if iri not in self.graph:
                self._add_node(iri, "entity", self._schema_labels(URIRef(iri)), type="")
        comparison = self._comparison(statement)
        cue = {"cue_start": statement.cue[0], "cue_end": statement.cue[1]} if statement.cue else {}
        self.graph.add_edge(
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
        if value in self.quantities:
            return _quantity_labels(self.quantities[value])
        if value in self.comparisons:
            return self._comparison_labels(self.comparisons[value])
        return self._schema_labels(value) if value in self.schema.others else None

    def _edge_labels(self, statement: StatementRecord) -> Labels:
        comparison = self._comparison(statement)
        if comparison:
            return self._comparison_labels(comparison)
        return self._schema_labels(statement.property)

    def _comparison(self, statement: StatementRecord) -> ComparisonRecord | None:
        """Give the comparison a statement makes, if it says with what."""
        if isinstance(statement.object, Literal):
            return None
        comparison = self.comparisons.get(statement.object)
        return comparison if comparison and comparison.baseline else None

    def _comparison_labels(self, comparison: ComparisonRecord) -> Labels:
        return {language: self._comparison_label(comparison, language) for language in LANGUAGES}

    def _comparison_label(self, comparison: ComparisonRecord, language: str) -> str:
        """Say by how much in signs that need no translation: "2× click rate", "−10 % price", "↑ sales"."""
        metric = self.graph.nodes.get(str(comparison.metric), {}).get(f"label_{language}", "")
        difference = self.quantities.get(comparison.difference) if comparison.difference else None
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


def _iri(record: DocumentRecord | EntityRecord | StatementRecord) -> str:
    return str(record.iri)


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
