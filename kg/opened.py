"""A graph opened to be asked from Python: rows of plain Python values, tables, networks.

In short:

    graph = kg.open("output")
    for row in graph.query("ceo-of", org="Nordwind"):
        print(row.person.label, row.published)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from rdflib import BNode, Literal, URIRef

from kg.errors import KgError
from kg.graph.folder import open_store
from kg.graph.questions import saved_queries
from kg.graph.remote import RemoteStore, is_address
from kg.graph.results import Result
from kg.graph.statistics import Statistics
from kg.graph.store import Store
from kg.graph.terms import Term
from kg.ontology import Ontology, load_schema
from kg.paths import ONTOLOGY
from kg.vocabulary import XSD

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from rdflib import Dataset

__all__ = ["Answer", "Graph", "Iri", "Row", "Text", "open_graph"]

_QUERIES = "queries"  # the folder of saved queries beside the graph


class Iri(str):
    """An IRI; `label` is what to call the thing, in the language that was asked for where it has a name in it."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, iri: str, label: str = "") -> Self:
        made = super().__new__(cls, iri)
        made.label = label or iri
        return made


class Text(str):
    """Words with their language, as "en"; "" if they have none."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, words: str, language: str = "") -> Self:
        made = super().__new__(cls, words)
        made.language = language
        return made


Value = Iri | Text | int | float | Decimal | bool | date | datetime | str | None


class Row(tuple[Value, ...]):
    """One row of an answer: row[0], row["person"] or row.person."""

    columns: tuple[str, ...]

    def __new__(cls, columns: tuple[str, ...], values: Sequence[Value]) -> Self:
        made = super().__new__(cls, values)
        made.columns = columns
        return made

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self._place(key) if isinstance(key, str) else key)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self.columns:
            raise AttributeError(f"no column {name}; the row has {', '.join(self.columns)}")
        return self[name]

    def __reduce__(self) -> tuple[Any, ...]:
        return Row, (self.columns, tuple(self))

    def _place(self, name: str) -> int:
        if name not in self.columns:
            raise KeyError(f"{name}; the row has {', '.join(self.columns)}")
        return self.columns.index(name)

    def as_dict(self) -> dict[str, Value]:
        """Give the values by column."""
        return dict(zip(self.columns, self, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a query: rows of Python values; its truth is that of an ASK, or whether there is any row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    result: Result  # the same as RDF terms, and its formats

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> Row:
        return self.rows[place]

    def __bool__(self) -> bool:
        return bool(self.result)

    def to_dataframe(self, *, labels: bool = True) -> pd.DataFrame:
        """Give the answer as a pandas table, with names in place of IRIs unless `labels` is false.

        Raises KgError if pandas is not installed.
        """
        pandas = _pandas()
        show: Callable[[Value], Value] = _label if labels else _plain
        return pandas.DataFrame([[show(value) for value in row] for row in self.rows], columns=list(self.columns))


class Graph:
    """A graph to ask and to take along, wherever it lies; `store` and `ontology` are what it is made of."""

    def __init__(self, store: Store, ontology: Ontology, *, queries: Sequence[Path] = ()) -> None:
        self.store = store
        self.ontology = ontology
        self.queries = tuple(queries)  # folders with saved queries of one's own

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files, or of the server."""
        if isinstance(self.store, RemoteStore):
            self.store.close()
        self.store = Store()

    def query(
        self,
        question: str,
        /,
        *,
        language: str = "en",
        timeout_s: float | None = None,
        limit: int | None = None,
        **values: str,
    ) -> Answer:
        """Answer a SPARQL query, or a saved one by its name with values for its parameters.

        language: of the labels. timeout_s, limit: as in `Store.query`.
        A parameter whose name is a word of Python is given with an underscore: from_="2016".
        Raises QueryError if the query is malformed, a name is unknown, or it takes too long.
        """
        given = {name.removesuffix("_"): value for name, value in values.items()}
        if given or question in saved_queries(*self.queries):
            result = self.store.ask(
                question, given, queries=self.queries, schema=self.ontology.schema, timeout_s=timeout_s, limit=limit
            )
        else:
            result = self.store.query(question, timeout_s=timeout_s, limit=limit)
        return self._answer(result, language)

    def _answer(self, result: Result, language: str) -> Answer:
        iris = {term for row in result.rows for term in row if isinstance(term, URIRef)}
        labels = {
            iri: self._label(iri, name, language) for iri, name in self.store.names(iris, language=language).items()
        }
        rows = (Row(result.columns, [_value(term, labels) for term in row]) for row in result.rows)
        return Answer(columns=result.columns, rows=tuple(rows), result=result)

    def _label(self, iri: URIRef, name: Literal | URIRef, language: str) -> str:
        """Choose the name a text gives, or else that of the ontology."""
        return self.ontology.schema.label(iri, language) if isinstance(name, URIRef) else str(name)

    def statistics(self) -> Statistics:
        """Count what is here."""
        return self.store.statistics()

    def to_dataframe(self, *, labels: bool = True) -> pd.DataFrame:
        """Give every statement with its sentence as a row of a pandas table."""
        return self.query("facts").to_dataframe(labels=labels)

    def to_rdflib(self) -> Dataset:
        """Copy the graphs into an rdflib Dataset in memory; its default graph is their union."""
        return self.store.to_rdflib()

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Give things and texts as nodes, and every statement as an edge; see `kg.to_networkx`."""
        from kg.views import to_networkx

        return to_networkx(self.store, self.ontology)


def open_graph(path: str | Path = "output", *, ontology: str | Path | None = None) -> Graph:
    """Open the graph that `kg build` wrote into a folder, or that is on a SPARQL server, to read.

    path: the folder, or the address of a server: "http://127.0.0.1:7878". Any SPARQL 1.1 server answers queries;
    tables, networks and rdflib are made of the graphs that kg wrote there.
    ontology: the folder of the one it was built with, if that is not kg's.
    Raises InputError if there is no graph, ServerError if nothing answers there.
    """
    schema = load_schema(Path(ontology) if ontology else ONTOLOGY)
    if isinstance(path, str) and is_address(path):
        return Graph(RemoteStore(path), schema)
    beside = Path(path) / _QUERIES
    return Graph(open_store(path), schema, queries=[beside] if beside.is_dir() else [])


def _value(term: Term | None, labels: Mapping[URIRef, str]) -> Value:
    """Give a term as what it is in Python; what Python has no type for stays the string it is written as."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        return Iri(term, labels.get(term, ""))
    if isinstance(term, BNode) or term.datatype in (None, XSD.string):
        return Text(str(term), getattr(term, "language", None) or "")
    value = term.value
    known = isinstance(value, bool | int | float | Decimal | datetime) or type(value) is date
    # 2016 and 2016-07 are no days: rdflib would make them one.
    return value if known and term.datatype not in (XSD.gYear, XSD.gYearMonth) else str(term)


def _label(value: Value) -> Value:
    return value.label if isinstance(value, Iri) else _plain(value)


def _plain(value: Value) -> Value:
    return str(value) if isinstance(value, str) else value


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise KgError("a table of pandas needs pandas; install it with: pip install 'kg-news[tables]'") from error
    return pandas
