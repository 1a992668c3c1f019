"""What a query answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.serialization import serialize_triples
from kg.graph.terms import Term, from_oxigraph

__all__ = ["TABLES", "Result"]

TABLES = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer to a query: rows for SELECT, yes or no for ASK, triples for CONSTRUCT and DESCRIBE.

    Iterating gives the rows, or the triples; its truth is the answer, or whether there is any row.
    """

    columns: tuple[str, ...] = ()  # names of the variables; "subject", ... for triples
    rows: tuple[tuple[Term | None, ...], ...] = ()  # None where a variable has no value
    answer: bool | None = None  # for ASK
    is_graph: bool = False  # for CONSTRUCT and DESCRIBE: every row is a triple
    raw: bytes = b""  # as the engine wrote it: SPARQL results JSON, or N-Triples

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows) if self.answer is None else self.answer

    def serialize(self, format: str) -> bytes:  # noqa: A002
        """Write the answer as "csv", "tsv", "json" or "xml"; a graph as "turtle", "ntriples", "jsonld" or "rdfxml"."""
        if self.is_graph:
            triples = ox.parse(self.raw, format=ox.RdfFormat.N_TRIPLES)
            return serialize_triples((quad.triple for quad in triples), format)
        if format not in TABLES:
            raise QueryError(f"{format}: not for a table; expected one of {', '.join(TABLES)}")
        if self.answer is not None and format in ("csv", "tsv"):
            return f"{str(self.answer).lower()}\n".encode()
        parsed = ox.parse_query_results(self.raw, format=ox.QueryResultsFormat.JSON)
        return parsed.serialize(format=TABLES[format]) or b""


def read_result(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """Read what the engine found into a Result."""
    if isinstance(found, ox.QueryBoolean):
        answer = bool(found)
        raw = b'{"head":{},"boolean":%s}' % str(answer).lower().encode()
        return Result(answer=answer, raw=raw)
    if isinstance(found, ox.QueryTriples):
        return _read_triples(found)
    # Written once by the engine and read again, so that an answer can be looked at and written.
    raw = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
    solutions = ox.parse_query_results(raw, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = tuple(variable.value for variable in solutions.variables)
    rows = tuple(tuple(None if term is None else from_oxigraph(term) for term in solution) for solution in solutions)
    return Result(columns=columns, rows=rows, raw=raw)


def _read_triples(found: ox.QueryTriples) -> Result:
    triples = sorted({str(triple): triple for triple in found}.items())
    rows = tuple(
        tuple(from_oxigraph(term) for term in (triple.subject, triple.predicate, triple.object))
        for _, triple in triples
    )
    raw = "".join(f"{text} .\n" for text, _ in triples).encode()
    columns = ("subject", "predicate", "object")
    return Result(columns=columns, rows=rows, is_graph=True, raw=raw)
