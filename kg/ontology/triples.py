"""Turtle -> Triples: what files say of each thing, by predicate.

A lexicon is read whole by every process that reads texts. Oxigraph parses it in a tenth of a second; a graph of rdflib
would take many times as long to fill and to ask, for indices that nobody needs here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

from kg.errors import OntologyError
from kg.vocabulary import as_iri

__all__ = ["Said", "Term", "Triples", "first", "flag", "node", "parse", "parse_quads", "texts"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal
# By predicate, everything that stands in its place: each once, in the order of the file.
Said = Mapping[str, Mapping[Term, None]]

_NOTHING: Said = {}


class Triples:
    """What is said of each thing, in the order of the files."""

    def __init__(self) -> None:
        self._about: dict[Term, dict[str, dict[Term, None]]] = {}

    def add(self, subject: Term, predicate: str, object_: Term) -> None:
        self._about.setdefault(subject, {}).setdefault(predicate, {})[object_] = None

    def update(self, other: Triples) -> None:
        """Add what another says, behind what stands here."""
        for subject, said in other._about.items():
            known = self._about.setdefault(subject, {})
            for predicate, objects in said.items():
                known.setdefault(predicate, {}).update(objects)

    def about(self, thing: Term) -> Said:
        return self._about.get(thing, _NOTHING)

    def things(self) -> Iterable[Term]:
        """Give everything of which something is said."""
        return self._about.keys()

    def of_type(self, kind: URIRef) -> list[ox.NamedNode]:
        """Give what has a type and an IRI, sorted by that."""
        wanted = ox.NamedNode(str(kind))
        found = (thing for thing, said in self._about.items() if wanted in said.get(_TYPE, ()))
        return sorted((thing for thing in found if isinstance(thing, ox.NamedNode)), key=lambda thing: thing.value)


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def first(said: Said, predicate: str) -> Term | None:
    return next(iter(said.get(predicate, ())), None)


def texts(said: Said, predicate: str) -> list[str]:
    """Give IRIs and literals as text, sorted."""
    return sorted(term.value for term in said.get(predicate, ()))


def flag(term: Term | None, *, default: bool) -> bool:
    """Read a literal as yes or no."""
    known = None if term is None else node(term)
    return bool(known.value) if isinstance(known, Literal) else default


def node(term: Term) -> URIRef | Literal | BNode:
    """Give a term as one of rdflib, the language of all floors."""
    if isinstance(term, ox.NamedNode):
        return as_iri(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype)
    return BNode(term.value)


def parse(path: Path, error: type[OntologyError]) -> Triples:
    """Read a Turtle file; whatever is wrong with it becomes an `error` with line and column."""
    triples = Triples()
    for subject, predicate, object_, _ in parse_quads(path, error):
        if isinstance(object_, ox.Triple):
            raise error(f"{path}: has a triple within a triple (RDF 1.2), which says nothing here; take it out")
        triples.add(subject, predicate.value, object_)
    return triples


def parse_quads(path: Path, error: type[OntologyError]) -> Iterator[ox.Quad]:
    """Read a Turtle file as it stands."""
    try:
        yield from ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=f"file:{path.name}")
    except OSError as cause:
        raise error(f"{path}: cannot be read ({cause.strerror})") from cause
    except SyntaxError as cause:
        raise error(f"{path}, line {cause.lineno}, column {cause.offset}: {cause.msg}") from cause
