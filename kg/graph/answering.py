"""The answer to a query, written as a stream in the format that was asked for, and never more rows than allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import IO

import pyoxigraph as ox

from kg.errors import FormatError, LimitError, QueryError
from kg.graph.questions import explain_syntax, refuse_service
from kg.graph.results import TABLES
from kg.graph.serialization import serialize_triples
from kg.graph.terms import UNION, named
from kg.vocabulary import BASE, PREFIXES

__all__ = ["Graphs", "write_answer"]

# What triples are written as where names of graphs could stand too.
_PLAIN = {"nquads": "ntriples", "trig": "turtle"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphs:
    """The graphs a query is asked of, by IRI, instead of all of them."""

    default: tuple[str, ...] = ()  # their triples, put together, are the default graph
    named: tuple[str, ...] = ()  # what GRAPH sees


def write_answer(
    store: ox.Store,
    query: str,
    stream: IO[bytes],
    *,
    table: str = "json",
    graph: str = "turtle",
    graphs: Graphs | None = None,
    max_rows: int | None = None,
) -> str:
    """Answer a query; give the format that was written: `table` for rows, yes and no, `graph` for triples.

    table: "csv", "json", "tsv", "xml", or "" if rows are not wanted.
    graph: "jsonld", "nquads", "ntriples", "rdfxml", "trig", "turtle", or "" if triples are not wanted.
    Raises QueryError if the query is malformed, ForbiddenError if it would use the network, FormatError if the
    kind of answer is not wanted, LimitError after `max_rows` rows or triples.
    """
    refuse_service(query)
    try:
        found = _ask(store, query, graphs)
        if isinstance(found, ox.QueryTriples):
            return _write_triples(found, stream, graph, max_rows)
        return _write_table(found, stream, table, max_rows)
    except SyntaxError as error:
        raise explain_syntax(query, error) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"query: {error}") from error


def _ask(store: ox.Store, query: str, graphs: Graphs | None) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if graphs is None:
        return store.query(query, base_iri=BASE, prefixes=PREFIXES)
    if len(graphs.default) > 1:
        # Oxigraph would give a triple once for every graph that has it; the standard puts the graphs together.
        store = _merge(store, graphs)
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [UNION]
    else:
        default = [named(iri) for iri in graphs.default]
    return store.query(
        query,
        base_iri=BASE,
        prefixes=PREFIXES,
        default_graph=default,
        named_graphs=[named(iri) for iri in graphs.named],
    )


def _merge(store: ox.Store, graphs: Graphs) -> ox.Store:
    merged = ox.Store()
    for iri in graphs.default:
        quads = store.quads_for_pattern(None, None, None, named(iri))
        merged.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, UNION) for quad in quads)
    for iri in graphs.named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, named(iri)))
    return merged


def _write_triples(found: Iterable[ox.Triple], stream: IO[bytes], format: str, max_rows: int | None) -> str:  # noqa: A002
    if not format:
        raise FormatError("the answer is a graph, and none of the formats asked for is one of graphs")
    triples = list(islice(found, None if max_rows is None else max_rows + 1))
    if max_rows is not None and len(triples) > max_rows:
        raise _too_large(max_rows, "triples")
    stream.write(serialize_triples(triples, _PLAIN.get(format, format)))
    return format


def _write_table(
    found: ox.QuerySolutions | ox.QueryBoolean,
    stream: IO[bytes],
    format: str,  # noqa: A002
    max_rows: int | None,
) -> str:
    if not format:
        raise FormatError("the answer is a table, and none of the formats asked for is one of tables")
    if isinstance(found, ox.QueryBoolean) and format in ("csv", "tsv"):
        stream.write(f"{str(bool(found)).lower()}\n".encode())
    else:
        counted = stream if max_rows is None else _Counting(stream, format, max_rows)
        found.serialize(counted, format=TABLES[format])  # type: ignore[arg-type]  # only write and flush are used
    return format


def _too_large(max_rows: int, what: str) -> LimitError:
    return LimitError(f"the answer has more than {max_rows:,} {what}; ask for fewer, with LIMIT or a narrower pattern")


class _Counting:
    """A stream that counts the rows the engine writes into it, and stops at the one too many.

    The engine writes many times faster than Python could go through the rows; so they are counted in what it writes.
    """

    def __init__(self, stream: IO[bytes], format: str, max_rows: int) -> None:  # noqa: A002
        self.stream = stream
        self.max_rows = max_rows
        self.pattern, self.length, self.rows = _ROWS[format]
        self.is_csv = format == "csv"
        self.is_quoted = False  # whether the last piece ended within quotes
        self.tail = b""  # the end of the last piece, where a pattern may have begun

    def write(self, data: bytes) -> int:
        self.rows += self._count_lines(data) if self.is_csv else self._count_patterns(data)
        if self.rows > self.max_rows:
            raise _too_large(self.max_rows, "rows")
        self.stream.write(data)
        return len(data)

    def flush(self) -> None:
        self.stream.flush()

    def _count_lines(self, data: bytes) -> int:
        """Count the ends of lines outside of quotes."""
        parts = data.split(b'"')
        count = sum(part.count(b"\n") for part in parts[self.is_quoted :: 2])
        self.is_quoted = (self.is_quoted + len(parts) - 1) % 2 == 1
        return count

    def _count_patterns(self, data: bytes) -> int:
        both = self.tail + data
        # One byte less than a pattern has: none is missed and none counted twice.
        self.tail = both[len(both) - self.length + 1 :]
        return len(self.pattern.findall(both))


# What stands at every row and nowhere else, its length, and the number of rows before the first.
# A line of TSV has no other end of line, an XML text no "<", a JSON text no bare quote and a letter behind it.
_ROWS = {
    "csv": (re.compile(rb"\n"), 1, -1),
    "json": (re.compile(rb'\},\{"[^"\\,:}\]]'), 5, 1),
    "tsv": (re.compile(rb"\n"), 1, -1),
    "xml": (re.compile(rb"<result>"), 8, 0),
}
