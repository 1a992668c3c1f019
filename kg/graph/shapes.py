"""A graph checked against `ontology/shapes.ttl`; needs the extra kg-news[check]."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import KgError, OntologyError
from kg.graph.store import Store
from kg.ontology import shape_files
from kg.vocabulary import BASE, PREFIXES, RDF, SH

__all__ = ["Problem", "check"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One place where a graph differs from its shapes."""

    node: str  # what it is about, an IRI
    message: str  # what should hold
    path: str = ""  # the property it is about, or ""
    value: str = ""  # what was found there, or ""

    def __str__(self) -> str:
        place = " ".join(filter(None, (_short(self.node), _short(self.path))))
        found = f" Found: {_short(self.value)}" if self.value else ""
        return f"{place}: {self.message}{found}"


def check(graph: Store | Graph, *shapes: Path) -> list[Problem]:
    """Compare a graph with the shapes in some files, or with those of kg; an empty list means that it fits.

    Raises KgError if pyshacl is not installed, OntologyError if the shapes cannot be read.
    """
    try:
        from pyshacl import validate
    except ImportError as error:
        raise KgError("checking a graph needs pyshacl; install it with: pip install 'kg-news[check]'") from error
    # In memory: pyshacl asks triple by triple, which a store on disk answers slowly.
    data = _union(graph) if isinstance(graph, Store) else graph
    _, report, _ = validate(data, shacl_graph=_read_shapes(shapes or shape_files()), inference="none")
    assert isinstance(report, Graph)
    return sorted(_problem(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))


def _union(store: Store) -> Graph:
    stream = BytesIO()
    store.export(stream, "ntriples")
    return Graph().parse(data=stream.getvalue(), format="nt")


def _read_shapes(files: Iterable[Path]) -> Graph:
    shapes = Graph()
    for path in files:
        try:
            shapes.parse(path, format="turtle")
        except (OSError, SyntaxError) as error:
            raise OntologyError(f"{path}: the shapes cannot be read: {error}") from error
    return shapes


def _problem(report: Graph, result: Node) -> Problem:
    message = report.value(result, SH.resultMessage)
    return Problem(
        node=str(report.value(result, SH.focusNode)),
        message=str(message or ""),
        path=_text(report.value(result, SH.resultPath)),
        value=_text(report.value(result, SH.value)),
    )


def _text(term: Node | None) -> str:
    return str(term) if isinstance(term, URIRef | Literal) else ""


def _short(iri: str) -> str:
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)
