"""A knowledge graph in memory or on disk: add documents, ask, write, look at it as records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Self

import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef

from kg.errors import InputError, QueryError
from kg.graph import reading
from kg.graph.answering import Graphs, write_answer
from kg.graph.deriving import derived_triples, rederived
from kg.graph.descriptions import Description, describe, write_description
from kg.graph.files import whole_file
from kg.graph.limits import ask_apart, check_limits
from kg.graph.naming import find_document, find_entity
from kg.graph.provenance import (
    DERIVED,
    KNOWN,
    Activity,
    document_iri,
    document_triples,
    entity_triples,
    known_triples,
    statement_triples,
)
from kg.graph.questions import SavedQuery, explain_syntax, refuse_service, saved_query, unknown_terms
from kg.graph.records import (
    ComparisonRecord,
    DocumentRecord,
    EntityRecord,
    QuantityRecord,
    StatementRecord,
)
from kg.graph.results import Result, read_answer, read_result
from kg.graph.selection import select
from kg.graph.serialization import serialize, serialize_triples
from kg.graph.statistics import Counts, Statistics, count, count_statements
from kg.graph.terms import UNION, from_oxigraph, in_union, named, text_of, to_quads
from kg.graph.updates import as_it_is, clear, parse_triples, restore_union, run_update, write
from kg.graph.values import Triple, comparison_triples, quantity_triples
from kg.ontology import KnownEntity, Schema, load_schema
from kg.paths import ONTOLOGY
from kg.types import Document, Entity, Quantity, Statement
from kg.vocabulary import BASE, PREFIXES, RDF

__all__ = ["Content", "Store", "describe_content"]

# A document with what there is to say of it, and what read it.
Content = tuple[Document, Iterable[Entity], Iterable[Statement], Activity | None]
_DERIVED = named(DERIVED)
_BATCH = 100_000  # quads that are sorted in memory before they become a file


class Store:
    """One graph per document, one for what is derived from all of them; their union is asked.

    >>> store = Store()
    >>> bool(store.query("ASK { ?document a schema:NewsArticle }"))
    False
    """

    def __init__(self, path: str | Path | None = None, *, read_only: bool = False) -> None:
        """Open the store in the folder `path`, made if need be; without one, a store in memory."""
        self.path = Path(path) if path is not None else None
        self._is_read_only = read_only and self.path is not None
        self._store = _open(self.path, read_only)

    def __len__(self) -> int:
        """Count the documents."""
        return sum(1 for _ in self.documents())

    # Write

    def add(
        self,
        document: Document,
        entities: Iterable[Entity],
        statements: Iterable[Statement],
        *,
        activity: Activity | None = None,
    ) -> None:
        """Write a document's graph; the same document read before is replaced."""
        triples = list(describe_content(document, entities, statements, activity))
        self._replace(document_iri(document), triples)

    def fill(self, documents: Iterable[Content]) -> None:
        """Write the graphs of many documents that are not here yet: faster than one by one, but not in one step."""
        self._extend_many(
            quad for content in documents for quad in to_quads(describe_content(*content), document_iri(content[0]))
        )

    def _extend_many(self, quads: Iterator[ox.Quad]) -> None:
        while batch := list(islice(quads, _BATCH)):
            self._store.bulk_extend(batch)

    def remove(self, document: URIRef) -> None:
        """Take a document out with everything that only it says."""
        self._replace(document, [])

    def note_known(self, entities: Iterable[KnownEntity]) -> None:
        """Write what is known of the things that documents speak of, in place of what was; the others are left out."""
        self._replace(KNOWN, [])
        spoken_of = (entity for entity in entities if self._is_described(entity.iri))
        self._replace(KNOWN, [triple for entity in spoken_of for triple in known_triples(entity)])

    def _is_described(self, iri: URIRef) -> bool:
        return next(self._store.quads_for_pattern(named(iri), named(RDF.type), None, UNION), None) is not None

    def derive(self) -> None:
        """Compute anew what depends on all documents: copies, the preferred name of each entity, and counts."""
        self._replace(DERIVED, [])
        self._put(DERIVED, derived_triples(self._store))

    def _derive_after(self, before: ox.Store, touched: list[ox.Triple] | None) -> None:
        """Do the same after a change of some triples, from what was derived before it."""
        changes = None if touched is None else rederived(self._store, before, touched)
        if changes is None:
            self.derive()
            return
        taken, put = changes
        for quad in taken:
            self._store.remove(quad)
        self._extend(put)
        restore_union(self._store, before, [quad.triple for quad in taken])

    def _replace(self, graph: URIRef, triples: list[Triple]) -> None:
        """Put triples in place of a graph's, there and in the union."""
        # Read from the store as it is now, whatever is removed meanwhile.
        old = self._store.quads_for_pattern(None, None, None, named(graph))
        self._store.remove_graph(named(graph))
        for quad in old:
            said = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(found.graph_name == UNION for found in said):
                self._store.remove(in_union(quad))
        self._put(graph, triples)

    def _put(self, graph: URIRef, triples: Iterable[Triple]) -> None:
        quads = to_quads(triples, graph)
        while batch := list(islice(quads, _BATCH)):
            self._store.extend(batch)

    def _extend(self, quads: Iterable[ox.Quad]) -> None:
        self._store.extend(both for quad in quads for both in (quad, in_union(quad)))

    def close(self, *, compact: bool = True) -> None:
        """Bring everything to disk and let go of the folder; the store is empty afterwards.

        compact: put the files in order for those who read, which takes the longer the more there is.
        """
        if self.path is not None and not compact:
            self._store.flush()
            self._store = ox.Store()
        elif self.path is not None:
            self._store.optimize()
            self._store.flush()
            # Oxigraph drops its log, most of the bytes on disk, when a store is opened again.
            self._store = ox.Store()
            ox.Store(str(self.path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """Close; after an error only let go of the folder, so that nothing writes there any more."""
        if error is None:
            self.close()
        else:
            self._store = ox.Store()

    # Ask

    def query(self, sparql: str, *, timeout_s: float | None = None, limit: int | None = None) -> Result:
        """Answer a SPARQL 1.1 query over the union of all graphs.

        kg's prefixes are declared, and relative IRIs are kg's: <organization/nordwind>.
        timeout_s: the query runs in a process of its own, which is ended when that time is up; math.inf lets it
        run as long as it takes, but makes it end with this process, by Ctrl+C as well.
        limit: rows to give at most; those after them are not computed, and `is_cut` tells that there are some.
        Raises QueryError with line, column and a hint if the query is malformed, QueryTimeout if it took too long.
        """
        check_limits(timeout_s, limit)
        refuse_service(sparql)
        try:
            if timeout_s is None:
                return read_result(self._store.query(sparql, base_iri=BASE, prefixes=PREFIXES), limit)
            # Nobody writes to a store that was opened to read: another process may open it as well.
            path = self.path if self._is_read_only else None
            rows = None if limit is None else limit + 1
            return read_answer(ask_apart(self._store, path, sparql, timeout_s=timeout_s, rows=rows), limit)
        except SyntaxError as error:
            raise explain_syntax(sparql, error) from error
        except RuntimeError as error:
            raise QueryError(f"query: {error}") from error

    def ask(
        self,
        name: str,
        values: Mapping[str, str] | None = None,
        *,
        queries: Sequence[str | Path] = (),
        schema: Schema | None = None,
        timeout_s: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Answer a saved query: store.ask("ceo-of", {"org": "Nordwind"}).

        queries: folders with more saved queries. schema: that of the ontology the store was built with.
        Raises ParameterError if a value is missing or unknown, QueryError if it means nothing in this graph.
        """
        saved = saved_query(name, *map(Path, queries))
        return self.query(self.bind(saved, values or {}, schema=schema), timeout_s=timeout_s, limit=limit)

    def bind(self, saved: SavedQuery, values: Mapping[str, str], *, schema: Schema | None = None) -> str:
        """Give the SPARQL of a saved query with values for its parameters; names become what they name here."""
        return saved.bind(values, store=self._store, schema=schema or load_schema(ONTOLOGY).schema)

    def explain(self, sparql: str) -> str:
        """Show how a query is understood, and how many triples each of its patterns matches; it is not run."""
        _parse(sparql)
        from kg.graph.explain import explain_plan  # brings rdflib's SPARQL along, which nothing else needs

        return explain_plan(self._store, sparql)

    def warnings(self, sparql: str, schema: Schema) -> list[str]:
        """Say which terms of kg's namespace neither the ontology nor this graph has: they match nothing."""
        _parse(sparql)
        described = {*schema.classes, *schema.properties, *schema.concepts, *schema.others}
        return unknown_terms(sparql, described, is_used=lambda iri: reading.is_used(self._store, iri))

    def write_answer(
        self,
        sparql: str,
        stream: IO[bytes],
        *,
        table: str = "json",
        graph: str = "turtle",
        graphs: Graphs | None = None,
        max_rows: int | None = None,
    ) -> str:
        """Write the answer to a query as it is found; see `kg.graph.answering.write_answer`."""
        return write_answer(self._store, sparql, stream, table=table, graph=graph, graphs=graphs, max_rows=max_rows)

    def with_names(self, result: Result, *, language: str = "en") -> Result:
        """Put the names of entities, documents and values in place of their IRIs, for a reader."""
        names = self.names((term for row in result.rows for term in row if isinstance(term, URIRef)), language=language)
        rows = tuple(tuple(names[term] if isinstance(term, URIRef) else term for term in row) for row in result.rows)
        return replace(result, rows=rows)

    def names(self, iris: Iterable[URIRef], *, language: str = "en") -> dict[URIRef, Literal | URIRef]:
        """Find what to call things to a reader of `language`; what has no name keeps its IRI."""
        return {iri: reading.read_name(self._store, iri, language) or iri for iri in sorted(set(iris))}

    def counts(self) -> Counts:
        """Count documents, entities and statements: faster than all `statistics`."""
        return count_statements(self._store)

    def statistics(self) -> Statistics:
        """Count what is here."""
        return count(self._store, self.path)

    # Look at it as records

    def documents(self) -> Iterator[DocumentRecord]:
        """Give every document, by IRI."""
        return reading.read_documents(self._store)

    def entities(self) -> Iterator[EntityRecord]:
        """Give every entity, by IRI."""
        return reading.read_entities(self._store)

    def statements(self) -> Iterator[StatementRecord]:
        """Give every statement, by document and place in its text."""
        return reading.read_statements(self._store)

    def statements_by_iri(self) -> Iterator[StatementRecord]:
        """Give every statement, by IRI and then document."""
        return reading.read_statements_by_iri(self._store)

    def document(self, iri: URIRef) -> DocumentRecord:
        """Give one document."""
        return reading.read_document(self._store, iri)

    def quantity(self, iri: URIRef) -> QuantityRecord | None:
        """Give one quantity; None if it is none."""
        return reading.read_quantity(self._store, iri)

    def comparison(self, iri: URIRef) -> ComparisonRecord | None:
        """Give one comparison; None if it is none."""
        return reading.read_comparison(self._store, iri)

    def quantities(self) -> Iterator[QuantityRecord]:
        """Give every quantity, by IRI."""
        return reading.read_quantities(self._store)

    def comparisons(self) -> Iterator[ComparisonRecord]:
        """Give every comparison, by IRI."""
        return reading.read_comparisons(self._store)

    # Take along

    def select(
        self,
        *,
        document: URIRef | None = None,
        entity: URIRef | None = None,
        hops: int = 1,
        min_confidence: Decimal | None = None,
        plain: bool = False,
    ) -> Store:
        """Give a part of the store as one in memory, with what it needs to be understood; see `selection.select`."""
        part = Store()
        part._extend(
            select(self._store, document=document, entity=entity, hops=hops, min_confidence=min_confidence, plain=plain)
        )
        part.derive()
        return part

    def find_entity(self, name: str, schema: Schema) -> URIRef:
        """Find the one entity of this name, in any language and case; QueryError if there is none or several."""
        return find_entity(self._store, name, schema)

    def find_document(self, name: str, schema: Schema) -> URIRef:
        """Find the one document of this title, file name or IRI; QueryError if there is none or several."""
        return find_document(self._store, name, schema)

    def export(self, target: str | Path | IO[bytes], format: str, *, rdf12: bool = False) -> None:  # noqa: A002
        """Write the graph as "turtle", "trig", "nquads", "ntriples", "jsonld" or "rdfxml".

        turtle, ntriples and rdfxml hold the union of all graphs; the others keep the graphs apart.
        rdf12: statements as triple terms and reifiers; for turtle, trig, nquads and ntriples.
        A file is written whole or not at all.
        """
        if not isinstance(target, str | Path):
            serialize(self._store, target, format, rdf12=rdf12)
            return
        with whole_file(Path(target)) as stream:
            serialize(self._store, stream, format, rdf12=rdf12)

    def graph_names(self) -> list[URIRef]:
        """List the graphs by IRI: those of the documents, and what is derived from them."""
        return sorted(URIRef(text_of(name)) for name in self._store.named_graphs())

    def graph_triples(self, graph: URIRef) -> Iterator[ox.Triple]:
        """Give the triples of one graph, in no order."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, named(graph)))

    def whole(self) -> Store:
        """Give the store to look up much in, one thing after the other: this one, or a copy if this one is far away."""
        return self

    def local(self) -> ox.Store:
        """Give the graphs to walk through."""
        return self._store

    def has_graph(self, graph: str) -> bool:
        """Tell whether there is a graph of this name."""
        return self._store.contains_named_graph(named(graph))

    def describe(self, iri: str, language: str = "en") -> Description | None:
        """Give all that is said of one thing; None if it is not known."""
        return describe(self._store, iri, language)

    def statement(self, iri: str) -> StatementRecord | None:
        """Give one statement; None if it is not known."""
        known = self._store.quads_for_pattern(named(iri), named(RDF.subject), None, UNION)
        return reading.read_statement(self._store, iri) if next(known, None) else None

    def write_description(self, iri: str, stream: IO[bytes], format: str) -> None:  # noqa: A002
        """Write all that is said of one thing as "turtle", "ntriples", "jsonld" or "rdfxml"."""
        write_description(self._store, iri, stream, format)

    def export_graph(self, graph: str | None, stream: IO[bytes], format: str) -> None:  # noqa: A002
        """Write one graph, or the union of all, as "turtle", "ntriples", "jsonld" or "rdfxml"."""
        if graph is None and format != "jsonld":
            serialize(self._store, stream, format)
            return
        name = UNION if graph is None else named(graph)
        triples = (quad.triple for quad in self._store.quads_for_pattern(None, None, None, name))
        stream.write(serialize_triples(triples, format))

    def update(self, sparql: str, *, using: Graphs | None = None) -> None:
        """Change the graphs by a SPARQL 1.1 update; see `kg.graph.updates`."""
        with self._changing() as change:
            change(run_update(self._store, sparql, using))

    def write_graph(self, graph: str | None, data: bytes, format: str, *, replace: bool) -> None:  # noqa: A002
        """Read triples into a graph, or into the default graph; `replace` what is there, or add to it."""
        triples = parse_triples(data, format, graph)
        with self._changing() as change:
            change(write(self._store, graph, triples, replace=replace))

    def drop_graph(self, graph: str | None) -> None:
        """Take a graph out; the default graph is the union of all, so that nothing is left without it."""
        with self._changing() as change:
            change(clear(self._store, graph))

    @contextmanager
    def _changing(self) -> Iterator[Callable[[list[ox.Triple] | None], None]]:
        """Give what makes the union and what is derived right again, once it is told which triples were touched."""
        with as_it_is(self._store, self.path) as before:

            def settle(touched: list[ox.Triple] | None) -> None:
                restore_union(self._store, before, touched)
                self._derive_after(before, touched)

            yield settle

    def load(self, path: str | Path) -> None:
        """Read graphs that `export` wrote as TriG or N-Quads, in addition to what is there."""
        try:
            if self.path is None and not len(self._store):
                self._store = _load(Path(path))
            else:
                quads = (quad for quad in ox.parse(path=str(path)) if quad.graph_name not in (_DERIVED, UNION))
                self._extend_many(both for quad in quads for both in (quad, in_union(quad)))
        except (OSError, SyntaxError, ValueError) as error:
            raise InputError(f"{path}: no TriG or N-Quads that kg can read: {error}") from error
        self.derive()

    def to_rdflib(self) -> Dataset:
        """Copy the graphs into an rdflib Dataset in memory; its default graph is their union."""
        dataset = Dataset(default_union=True)
        for name in self._store.named_graphs():
            graph = dataset.graph(URIRef(text_of(name)))
            for quad in self._store.quads_for_pattern(None, None, None, name):
                subject, predicate = from_oxigraph(quad.subject), from_oxigraph(quad.predicate)
                graph.add((subject, predicate, from_oxigraph(quad.object)))
        return dataset


def _parse(sparql: str) -> None:
    """Raise QueryError if a query is malformed: an empty store answers any other at once."""
    Store().query(sparql, limit=0)


def _open(path: Path | None, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    if read_only and not (path / "CURRENT").is_file():
        raise InputError(f"{path}: no store here; make one with: kg build PATH... --out {path.parent}")
    try:
        return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
    except OSError as error:
        raise InputError(f"{path}: the store cannot be opened: {error}") from error


def _load(path: Path) -> ox.Store:
    """Read graphs into memory without a term that becomes one of Python: three times as fast."""
    store = ox.Store()
    store.bulk_load(path=str(path))
    store.remove_graph(_DERIVED)
    store.clear_graph(UNION)
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return store


def describe_content(
    document: Document,
    entities: Iterable[Entity],
    statements: Iterable[Statement],
    activity: Activity | None,
) -> Iterator[Triple]:
    """Give the triples of a document's graph."""
    yield from document_triples(document, activity)
    labels: dict[URIRef, Literal] = {}
    for entity in entities:
        labels[entity.iri] = entity.label
        yield from entity_triples(entity)
    for statement in statements:
        yield from statement_triples(document, statement)
        if isinstance(statement.value, Quantity):
            yield from quantity_triples(statement.value, labels)
        elif statement.value is not None and isinstance(statement.object, URIRef):
            yield from comparison_triples(statement.object, statement.value, labels)
