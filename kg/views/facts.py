"""Every fact with its evidence as a row of a table: CSV for spreadsheets, Parquet for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import Literal, URIRef

from kg.cells import harmless
from kg.errors import KgError
from kg.graph.files import whole_file, whole_text
from kg.graph.records import StatementRecord
from kg.ontology import Ontology, Schema

if TYPE_CHECKING:
    from kg.graph import Store

__all__ = ["FactRow", "fact_rows", "write_csv", "write_parquet"]

_BATCH = 10_000  # rows of a Parquet row group
_REMEMBERED = 65_536  # names


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One statement with the words that say it, in plain values; what there is not is ""."""

    subject: str
    relation: str
    object: str
    modality: str
    attributed_to: str  # several names on lines of their own
    confidence: float
    value: str  # the number, for a figure
    unit: str
    approximate: bool
    validity: str
    start_date: str
    end_date: str
    quote: str
    document: str  # its title
    published: str
    language: str
    quote_start: int
    quote_end: int
    subject_iri: str
    relation_iri: str
    object_iri: str  # "" for words, numbers and dates
    document_iri: str
    statement_iri: str
    entry: str


def fact_rows(store: Store, schema: Schema) -> Iterator[FactRow]:
    """Give every statement, by document and place in its text."""
    store = store.whole()
    read_document = lru_cache(maxsize=1)(store.document)  # statements come text by text

    @lru_cache(maxsize=_REMEMBERED)
    def read_name(iri: URIRef) -> str:
        name = store.names([iri])[iri]
        return schema.label(iri, "en") if isinstance(name, URIRef) else str(name)

    for statement in store.statements():
        document = read_document(statement.document)
        value, unit = _figure(statement, store)
        object_ = statement.object
        yield FactRow(
            subject=read_name(statement.subject),
            relation=schema.label(statement.property, "en"),
            object=read_name(object_) if isinstance(object_, URIRef) else str(object_),
            modality=str(statement.modality),
            attributed_to="\n".join(read_name(source) for source in statement.attributed_to),
            confidence=round(statement.confidence, 2),
            value=value,
            unit=unit,
            approximate=statement.approximate,
            validity=statement.validity,
            start_date=statement.start_date,
            end_date=statement.end_date,
            quote=statement.quote,
            document=document.title,
            published=document.date,
            language=document.language,
            quote_start=statement.start,
            quote_end=statement.end,
            subject_iri=str(statement.subject),
            relation_iri=str(statement.property),
            object_iri=str(object_) if isinstance(object_, URIRef) else "",
            document_iri=str(statement.document),
            statement_iri=str(statement.iri),
            entry=str(statement.entry),
        )


def _figure(statement: StatementRecord, store: Store) -> tuple[str, str]:
    if isinstance(statement.object, Literal):
        return (str(statement.object), "") if isinstance(statement.object.value, int) else ("", "")
    quantity = store.quantity(statement.object)
    return (f"{quantity.value:f}", quantity.unit) if quantity else ("", "")


def write_csv(store: Store, path: Path, ontology: Ontology) -> None:
    """Write every fact as a row of CSV (RFC 4180, UTF-8); the same store gives the same bytes.

    A cell of words that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    with whole_text(path) as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(FactRow))
        writer.writerows(map(_cells, fact_rows(store, ontology.schema)))


def _cells(row: FactRow) -> list[object]:
    return [
        harmless(cell) if isinstance(cell, str) else str(cell).lower() if isinstance(cell, bool) else cell
        for cell in astuple(row)
    ]


def write_parquet(store: Store, path: Path, ontology: Ontology) -> None:
    """Write every fact as a row of Parquet, with the types of `FactRow`; needs the extra kg-news[tables]."""
    arrow, parquet = _pyarrow()
    kinds = {"str": arrow.string(), "float": arrow.float64(), "int": arrow.int64(), "bool": arrow.bool_()}
    schema = arrow.schema([(field.name, kinds[str(field.type)]) for field in fields(FactRow)])
    rows = fact_rows(store, ontology.schema)
    with whole_file(path) as stream, parquet.ParquetWriter(stream, schema) as writer:
        while batch := list(islice(rows, _BATCH)):
            columns = zip(*map(astuple, batch), strict=True)
            writer.write_table(arrow.table([list(column) for column in columns], schema=schema))


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise KgError("Parquet needs pyarrow; install it with: pip install 'kg-news[tables]'") from error
    return pyarrow, pyarrow.parquet
