"""What a query answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

import pyoxigraph as ox
from rdflib import BNode, URIRef

from kg.errors import QueryError
from kg.graph.limits import Answer
from kg.graph.serialization import serialize_triples
from kg.graph.terms import OxTerm, Term, from_oxigraph, to_oxigraph

__all__ = ["TABLES", "Result", "read_answer", "read_result"]

TABLES = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer to a query: rows for SELECT, yes or no for ASK, triples for CONSTRUCT and DESCRIBE.

    Iterating gives the rows, or the triples; its truth is the answer, or whether there is any row.
    """

    columns: tuple[str, ...] = ()  # names of the variables; "subject", ... for triples
    rows: tuple[tuple[Term | None, ...], ...] = ()  # None where a variable has no value
    answer: bool | None = None  # for ASK
    is_graph: bool = False  # for CONSTRUCT and DESCRIBE: every row is a triple
    is_cut: bool = False  # there are more rows than were asked for

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows) if self.answer is None else self.answer

    def serialize(self, format: str) -> bytes:  # noqa: A002
        """Write the answer as "csv", "tsv", "json" or "xml"; a graph as "turtle", "ntriples", "jsonld" or "rdfxml"."""
        if self.is_graph:
            return serialize_triples(map(_to_triple, self.rows), format)
        if format not in TABLES:
            raise QueryError(f"{format}: not for a table; expected one of {', '.join(TABLES)}")
        if self.answer is not None and format in ("csv", "tsv"):
            return f"{str(self.answer).lower()}\n".encode()
        # Oxigraph writes what it reads: rows go to it in the one format that is easily made.
        raw = json.dumps(self._as_json(), ensure_ascii=False).encode()
        parsed = ox.parse_query_results(raw, format=ox.QueryResultsFormat.JSON)
        return parsed.serialize(format=TABLES[format]) or b""

    def _as_json(self) -> dict[str, object]:
        if self.answer is not None:
            return {"head": {}, "boolean": self.answer}
        bindings = [
            {name: _json(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        ]
        return {"head": {"vars": self.columns}, "results": {"bindings": bindings}}


def read_result(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, limit: int | None = None) -> Result:
    """Read what the engine found, up to `limit` rows: what comes after is never computed."""
    if isinstance(found, ox.QueryBoolean):
        return Result(answer=bool(found))
    rows = islice(found, None if limit is None else limit + 1)
    if isinstance(found, ox.QueryTriples):
        return _cut(_result_of_triples(cast(Iterable[ox.Triple], rows)), limit)
    columns = tuple(variable.value for variable in found.variables)
    return _cut(Result(columns=columns, rows=_rows(rows)), limit)


def read_answer(pieces: Iterator[Answer], limit: int | None = None) -> Result:
    """Read what another process found; see `limits.ask_apart`."""
    kind, value = next(pieces)
    if kind == "boolean":
        return Result(answer=value)
    rows = (row for _, batch in pieces for row in batch)
    if kind == "triples":
        return _cut(_result_of_triples(ox.Triple(*row) for row in rows), limit)
    return _cut(Result(columns=tuple(value), rows=_rows(rows)), limit)


def _cut(result: Result, limit: int | None) -> Result:
    if limit is None or len(result.rows) <= limit:
        return result
    return replace(result, rows=result.rows[:limit], is_cut=True)


def _rows(rows: Iterable[Iterable[OxTerm | None]]) -> tuple[tuple[Term | None, ...], ...]:
    known = _Terms({None: None})
    return tuple(tuple([known[term] for term in row]) for row in rows)


class _Terms(dict[OxTerm | None, Term | None]):
    """The terms of an answer, each made once: columns say the same again and again, and literals take long."""

    def __missing__(self, term: OxTerm | None) -> Term | None:
        made = self[term] = None if term is None else from_oxigraph(term)
        return made


def _result_of_triples(found: Iterable[ox.Triple]) -> Result:
    triples = {str(triple): triple for triple in found}
    return Result(columns=_TRIPLE, rows=_rows(triple for _, triple in sorted(triples.items())), is_graph=True)


def _to_triple(row: tuple[Term | None, ...]) -> ox.Triple:
    subject, predicate, object_ = (
        ox.BlankNode(t) if isinstance(t, BNode) else to_oxigraph(t) for t in row if t is not None
    )
    return ox.Triple(subject, predicate, object_)  # type: ignore[arg-type]


def _json(term: Term) -> dict[str, str]:
    """Write a term as SPARQL 1.1 Query Results JSON has it."""
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    if term.language:
        return {"type": "literal", "value": str(term), "xml:lang": term.language}
    kind = {"datatype": str(term.datatype)} if term.datatype else {}
    return {"type": "literal", "value": str(term), **kind}
