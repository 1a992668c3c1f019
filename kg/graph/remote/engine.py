"""Questions to a server, with the methods of Oxigraph's store that the rest of kg calls, and with its types."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox
import requests

from kg.errors import ServerError
from kg.graph.naming import visible
from kg.graph.remote.addresses import TABLES, Addresses
from kg.graph.remote.connection import Connection, content, media_type
from kg.graph.remote.rewriting import ALL, SERVER, as_asked_there, with_prologue
from kg.graph.terms import UNION, OxTerm, named, text_of
from kg.vocabulary import BASE, PREFIXES

__all__ = ["Engine"]

_GRAPHS = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.6"
_TOGETHER = 50  # graphs read by one request
_FORM = "application/x-www-form-urlencoded"
_WHOLE = 2**22  # bytes; a shorter answer is looked through before it counts
_MOST_ROWS = "X-SPARQL-MaxRows"  # how Virtuoso says that there may be more
_TRUE, _FALSE = b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}'
_YES = ("true", "1")

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class Engine:
    """Asks a server; the default graph of every question is the union of kg's graphs, as in the embedded store."""

    def __init__(self, connection: Connection, addresses: Addresses) -> None:
        self.connection = connection
        self.addresses = addresses
        self.is_apart = False  # the union lies in a graph of its own
        self.is_apart = self.contains_named_graph(named(ALL))

    # As pyoxigraph.Store has them

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Sequence[Graph] = (),
        named_graphs: Sequence[ox.NamedNode] = (),
        until: float | None = None,
        is_plain: bool = False,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a query; it is read here first, so that what is wrong with it is said in the same words.

        default_graph, named_graphs: of these, as the protocol has it. is_plain: of all that the server has.
        until: when, on the monotonic clock, the answer must be there.
        Raises SyntaxError as Oxigraph does, ServerError, QueryTimeout.
        """
        understood = ox.Store().query(query, base_iri=base_iri or BASE, prefixes=dict(prefixes or PREFIXES))
        graphs = [("default-graph-uri", text_of(graph)) for graph in default_graph]
        graphs += [("named-graph-uri", graph.value) for graph in named_graphs]
        text = with_prologue(query if is_plain or graphs else as_asked_there(query, is_apart=self.is_apart))
        accept = _GRAPHS if isinstance(understood, ox.QueryTriples) else TABLES
        response = self.connection.send(
            "POST", self.addresses.query, accept=accept, kind=_FORM, data=[("query", text.encode()), *graphs],
            until=until,
        )  # fmt: skip
        if isinstance(understood, ox.QueryTriples):
            return _read_triples(response, until)
        if isinstance(understood, ox.QueryBoolean):
            return ox.parse_query_results(
                _TRUE if _read_boolean(response, until) else _FALSE, format=ox.QueryResultsFormat.JSON
            )
        return _read_table(response, until)

    def quads_for_pattern(
        self,
        subject: OxTerm | None,
        predicate: ox.NamedNode | None,
        object_: OxTerm | None,
        graph: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """Give the quads that fit, of the union or of one graph."""
        terms = (subject, predicate, object_)
        if any(isinstance(term, ox.BlankNode) for term in terms):
            return  # a server gives it another name every time
        names = [name for name, term in zip("spo", terms, strict=True) if term is None]
        places = " ".join(f"?{name}" if term is None else str(term) for name, term in zip("spo", terms, strict=True))
        pattern = places if graph in (None, UNION) else f"GRAPH {graph} {{ {places} }}"
        found = self.query(f"SELECT {' '.join(f'?{name}' for name in names) or '*'} {{ {pattern} }}")
        assert isinstance(found, ox.QuerySolutions)
        for row in found:
            s, p, o = (cast(Any, row[name] if term is None else term) for name, term in zip("spo", terms, strict=True))
            yield ox.Quad(s, p, o, graph or UNION)

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Give the graphs that are kg's, by IRI."""
        found = self.query(
            f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{BASE}") && ?g != <{ALL}>) }}'
        )
        assert isinstance(found, ox.QuerySolutions)
        yield from (named(iri) for iri in sorted(text_of(row["g"]) for row in found) if not iri.startswith(SERVER))

    def contains_named_graph(self, graph: ox.NamedNode) -> bool:
        return bool(self.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))

    # What a server has besides

    def read_graphs(self) -> Iterator[ox.Quad]:
        """Read all of kg's graphs, whole, some at a time."""
        # Not by the Graph Store Protocol: there Virtuoso does not say when it leaves something out.
        names = self.named_graphs()
        while graphs := list(islice(names, _TOGETHER)):
            among = " ".join(map(str, graphs))
            found = self.query(f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {among} }} GRAPH ?g {{ ?s ?p ?o }} }}")
            assert isinstance(found, ox.QuerySolutions)
            for row in found:
                yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    def update(self, update: str) -> None:
        """Change the graphs, by what can be done twice without harm."""
        self._refuse_unknown(self.addresses.update, "updates")
        response = self.connection.send(
            "POST", self.addresses.update, kind="application/sparql-update", data=with_prologue(update).encode()
        )
        response.close()

    def write_graph(self, graph: ox.NamedNode, content_: bytes) -> None:
        """Put N-Triples in place of what a graph has."""
        self._refuse_unknown(self.addresses.graphs, "graphs")
        response = self.connection.send(
            "PUT", self.addresses.graphs, kind="application/n-triples", data=content_, params={"graph": graph.value}
        )
        response.close()

    def _refuse_unknown(self, address: str, what: str) -> None:
        if not address:
            raise ServerError(
                f"{self.addresses.query}: kg does not know where this server takes {what}; "
                "say so: --store query=URL,update=URL,graphs=URL"
            )


def _read_table(response: requests.Response, until: float | None) -> ox.QuerySolutions:
    found = _parse_table(response, until)
    if not isinstance(found, ox.QuerySolutions):
        raise ServerError(f"{_place(response)}: answers yes or no where rows are expected")
    return found


def _read_boolean(response: requests.Response, until: float | None) -> bool:
    """Read yes or no; Virtuoso writes it as a table of one row."""
    found = _parse_table(response, until)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    value = next((row[0] for row in found), None)
    return value is not None and text_of(value) in _YES


def _parse_table(response: requests.Response, until: float | None) -> ox.QuerySolutions | ox.QueryBoolean:
    format_ = ox.QueryResultsFormat.from_media_type(media_type(response))
    if format_ is None:
        raise _nonsense(response, "SPARQL results")
    stream = content(response, until)
    try:
        text = stream.read(_WHOLE if _MOST_ROWS not in response.headers else -1)
        if len(text) == _WHOLE:
            # Row by row, so that who needs ten of a million reads little more than ten.
            return ox.parse_query_results(cast(IO[bytes], _Both(text, stream)), format=format_)
        _refuse_cut(response, _count(text, format_))
        return ox.parse_query_results(text, format=format_)
    except (SyntaxError, ValueError) as error:
        raise ServerError(f"{_place(response)}: the answer is no SPARQL result: {error}") from error


def _count(text: bytes, format: ox.QueryResultsFormat) -> int:  # noqa: A002
    """Count the rows of a table, to its very end; raises SyntaxError if it is none."""
    found = ox.parse_query_results(text, format=format)
    return 0 if isinstance(found, ox.QueryBoolean) else sum(1 for _ in found)


class _Both(io.RawIOBase):
    """What has been read of a stream, and the rest of it."""

    def __init__(self, begin: bytes, rest: IO[bytes]) -> None:
        self.begin = io.BytesIO(begin)
        self.rest = rest

    def read(self, size: int = -1) -> bytes:
        return self.begin.read(size) or self.rest.read(size)


def _parse_triples(response: requests.Response, until: float | None) -> Iterator[ox.Triple]:
    format_ = ox.RdfFormat.from_media_type(media_type(response))
    if format_ is None:
        raise _nonsense(response, "triples")
    count = 0
    try:
        for quad in ox.parse(content(response, until), format=format_):
            yield quad.triple
            count += 1
    except (SyntaxError, ValueError) as error:
        raise ServerError(f"{_place(response)}: the answer is no RDF: {error}") from error
    _refuse_cut(response, count)


def _read_triples(response: requests.Response, until: float | None) -> ox.QueryTriples:
    """Read a graph; each of its triples once, whatever the server writes."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in _parse_triples(response, until))
    found = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found


def _refuse_cut(response: requests.Response, count: int) -> None:
    """Raise ServerError if the server gave less than there is: kg would take it for all."""
    most = str(response.headers.get(_MOST_ROWS, ""))
    if most.isdigit() and count >= int(most):
        raise ServerError(
            f"{_place(response)}: the server gives no more than {int(most):,} rows; "
            "raise ResultSetMaxRows in its virtuoso.ini"
        )


def _nonsense(response: requests.Response, expected: str) -> ServerError:
    response.close()
    kind = visible(media_type(response)) or "nothing it has a name for"
    return ServerError(f"{_place(response)}: answers with {kind}, expected {expected}; is it a SPARQL endpoint?")


def _place(response: requests.Response) -> str:
    return str(response.url).partition("?")[0]
