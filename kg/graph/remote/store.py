"""A store on a SPARQL server, with what `Store` can do.

Questions go to the server. What needs the graphs whole (exports, records, rdflib, what is derived from all documents)
is done on a copy in memory, which is taken when it is first needed and again after this store has written.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef

from kg.errors import InputError, OutputError
from kg.graph.descriptions import Description, describe, write_description
from kg.graph.limits import check_limits
from kg.graph.provenance import DERIVED
from kg.graph.questions import explain_syntax, refuse_service
from kg.graph.reading import choose_name
from kg.graph.records import ComparisonRecord, DocumentRecord, EntityRecord, QuantityRecord, StatementRecord
from kg.graph.remote.addresses import find_addresses, is_address
from kg.graph.remote.connection import Connection
from kg.graph.remote.engine import Engine
from kg.graph.remote.fetching import fetch_description
from kg.graph.remote.writing import Writer
from kg.graph.results import Result, read_result
from kg.graph.serialization import serialize_triples
from kg.graph.store import Content, Store
from kg.graph.terms import from_oxigraph, named, text_of, to_quad
from kg.graph.values import Triple
from kg.vocabulary import RDFS, SKOS

__all__ = ["RemoteStore", "is_address"]

_OPENING_S, _PATIENCE_S = 1.0, 30.0  # that a server is asked again: at first, and once it has answered
_NAMES = 200  # things whose names are asked for together


class RemoteStore(Store):
    """A graph per document on a SPARQL 1.1 server, and their union as what is asked.

    Every document is written as a whole or not at all, as far as the server runs an update so; several are not. One
    store writes to a server at a time.
    """

    def __init__(self, address: str, *, patience_s: float = _PATIENCE_S) -> None:
        """Open a server by its address, or by those of its endpoints; see `addresses.py`.

        patience_s: how long a server is asked again that does not answer, or is busy.
        Raises ServerError if nothing there answers SPARQL.
        """
        self.address = address
        self.path = None
        self._connection = Connection(patience_s=min(_OPENING_S, patience_s))
        self._engine = Engine(self._connection, find_addresses(self._connection, address))
        self._connection.patience_s = patience_s
        self._writer = Writer(self._engine)
        self._store = cast(ox.Store, self._engine)  # it has the methods that are called
        self._copied: Store | None = None

    # Write

    def _replace(self, graph: URIRef, triples: list[Triple]) -> None:
        self._writer.replace(named(graph), (to_quad(triple, graph).triple for triple in triples))
        self._copied = None

    def fill(self, documents: Iterable[Content]) -> None:
        for document, entities, statements, activity in documents:
            self.add(document, entities, statements, activity=activity)

    def derive(self) -> None:
        """Compute anew what depends on all documents, from a copy of all of them."""
        self._writer.flush()
        self._copied = None
        copy = self.whole()
        copy.derive()
        self._writer.replace(named(DERIVED), copy.graph_triples(DERIVED))
        self._writer.flush()

    def publish(self, store: Store) -> int:
        """Bring the server to hold what another store holds, and give how many graphs that changed.

        Only what differs from what was last written there is sent; graphs of kg that the other store lacks are
        taken out.
        """
        self._copied = None
        graphs = store.graph_names()
        changed = [graph for graph in graphs if self._writer.replace(named(graph), store.graph_triples(graph))]
        gone = [graph for graph in self._engine.named_graphs() if URIRef(graph.value) not in set(graphs)]
        changed += [URIRef(graph.value) for graph in gone if self._writer.replace(graph, [])]
        self._writer.flush()
        return len(changed)

    def flush(self) -> None:
        """Send what waits to be sent with more."""
        self._writer.flush()

    def close(self, *, compact: bool = True) -> None:
        """Send what waits, and let go of the server."""
        self._writer.flush()
        self._connection.close()

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is None:
            self.close()
        else:
            self._connection.close()

    def update(self, sparql: str, *, using: object = None) -> None:
        raise self._no_updates()

    def write_graph(self, graph: str | None, data: bytes, format: str, *, replace: bool) -> None:  # noqa: A002
        raise self._no_updates()

    def drop_graph(self, graph: str | None) -> None:
        raise self._no_updates()

    def load(self, path: str | Path) -> None:
        raise self._no_updates()

    def _no_updates(self) -> OutputError:
        return OutputError(f"{self.address}: kg writes documents to a server; for anything else, ask the server itself")

    # Ask

    def query(self, sparql: str, *, timeout_s: float | None = None, limit: int | None = None) -> Result:
        """Answer a SPARQL 1.1 query over the union of all graphs; see `Store.query`."""
        check_limits(timeout_s, limit)
        refuse_service(sparql)
        self._writer.flush()
        has_end = timeout_s is not None and math.isfinite(timeout_s)
        until = time.monotonic() + timeout_s if has_end and timeout_s is not None else None
        try:
            return read_result(self._engine.query(sparql, until=until), limit)
        except SyntaxError as error:
            raise explain_syntax(sparql, error) from error

    def names(self, iris: Iterable[URIRef], *, language: str = "en") -> dict[URIRef, Literal | URIRef]:
        """Find what to call things to a reader of `language`, many at a time; what has no name keeps its IRI."""
        wanted = iter(sorted(set(iris)))
        names: dict[URIRef, Literal | URIRef] = {}
        while together := list(islice(wanted, _NAMES)):
            found = self._read_names(together)
            names |= {iri: choose_name(found[iri], language) or iri for iri in together}
        return names

    def _read_names(self, iris: list[URIRef]) -> dict[URIRef, list[tuple[URIRef, Literal]]]:
        among = " ".join(str(named(iri)) for iri in iris)
        kinds = f"<{SKOS.prefLabel}> <{RDFS.label}>"
        query = (
            f"SELECT ?thing ?kind ?name {{ VALUES ?thing {{ {among} }} VALUES ?kind {{ {kinds} }} ?thing ?kind ?name }}"
        )
        names: dict[URIRef, list[tuple[URIRef, Literal]]] = defaultdict(list)
        for row in cast(ox.QuerySolutions, self._engine.query(query)):
            name = from_oxigraph(cast(Any, row["name"]))
            if isinstance(name, Literal):
                names[URIRef(text_of(cast(Any, row["thing"])))].append((URIRef(text_of(cast(Any, row["kind"]))), name))
        return names

    def describe(self, iri: str, language: str = "en") -> Description | None:
        """Give all that is said of one thing; None if it is not known."""
        return describe(fetch_description(self._engine, iri), iri, language)

    def write_description(self, iri: str, stream: IO[bytes], format: str) -> None:  # noqa: A002
        """Write all that is said of one thing as "turtle", "ntriples", "jsonld" or "rdfxml"."""
        write_description(fetch_description(self._engine, iri), iri, stream, format)

    def export_graph(self, graph: str | None, stream: IO[bytes], format: str) -> None:  # noqa: A002
        """Write one graph, or the union of all, as "turtle", "ntriples", "jsonld" or "rdfxml"."""
        self._writer.flush()
        quads = self._engine.quads_for_pattern(None, None, None, None if graph is None else named(graph))
        if graph is not None:
            stream.write(serialize_triples((quad.triple for quad in quads), format))
            return
        union = Store()
        union._store.bulk_extend(quads)
        union.export_graph(None, stream, format)

    def forget(self) -> None:
        """Let go of the copy, so that what others have written meanwhile is in the next one."""
        self._copied = None

    # What needs the graphs whole

    def whole(self) -> Store:
        """Copy kg's graphs into memory, once.

        Raises InputError if the server has none.
        """
        if self._copied is None:
            self._writer.flush()
            copy = Store()
            copy._extend(self._engine.read_graphs())
            if not len(copy._store):
                raise InputError(
                    f"{self.address}: no graph of kg's there; write one with: kg build PATH... --store URL"
                )
            self._copied = copy
        return self._copied

    def documents(self) -> Iterator[DocumentRecord]:
        return self.whole().documents()

    def entities(self) -> Iterator[EntityRecord]:
        return self.whole().entities()

    def statements(self) -> Iterator[StatementRecord]:
        return self.whole().statements()

    def quantities(self) -> Iterator[QuantityRecord]:
        return self.whole().quantities()

    def comparisons(self) -> Iterator[ComparisonRecord]:
        return self.whole().comparisons()

    def local(self) -> ox.Store:
        return self.whole().local()

    def select(self, **choice: Any) -> Store:
        return self.whole().select(**choice)

    def export(self, target: str | Path | IO[bytes], format: str, *, rdf12: bool = False) -> None:  # noqa: A002
        self.whole().export(target, format, rdf12=rdf12)

    def to_rdflib(self) -> Dataset:
        return self.whole().to_rdflib()
