"""A folder of Turtle -> Ontology."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg import paths
from kg.errors import LexiconError, OntologyError
from kg.ontology.lexicon import Lexicon, read_lexicon
from kg.ontology.schema import Schema, read_schema

__all__ = ["Ontology", "lexicon_files", "load", "load_schema", "parse", "parse_schema", "schema_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """A folder of Turtle, read."""

    schema: Schema
    lexicons: Mapping[str, Lexicon]
    fingerprint: str  # hash of the files: another fingerprint, another reading


@cache
def load(directory: Path = paths.ONTOLOGY) -> Ontology:
    """Read an ontology folder.

    Raises OntologyError or LexiconError, naming the file and the place, for whatever is wrong in it.
    """
    described, words = schema_files(directory), lexicon_files(directory)
    schema = parse_schema(described)
    lexicons: dict[str, Lexicon] = {}
    for path in words:
        lexicon = read_lexicon(parse(path, LexiconError), schema, str(path))
        if lexicon.language in lexicons:
            raise LexiconError(f"{path}: another file is the lexicon of {lexicon.language!r} already; make them one")
        lexicons[lexicon.language] = lexicon
    return Ontology(schema=schema, lexicons=lexicons, fingerprint=_fingerprint([*described, *words]))


@cache
def load_schema(directory: Path = paths.ONTOLOGY) -> Ontology:
    """Read classes, properties and concepts alone, without the words: all that it takes to show a graph, and quick."""
    described = schema_files(directory)
    return Ontology(schema=parse_schema(described), lexicons={}, fingerprint=_fingerprint(described))


def schema_files(directory: Path) -> list[Path]:
    """Give the files with classes, properties and concepts."""
    return [directory / "kg.ttl", *sorted(directory.glob("concepts*.ttl"))]


def lexicon_files(directory: Path) -> list[Path]:
    """Give the files with words, one per language; OntologyError if there is none."""
    files = sorted((directory / "lexicon").glob("*.ttl"))
    if not files:
        raise OntologyError(f"{directory / 'lexicon'}: no lexicon; expected files like en.ttl")
    return files


def parse_schema(files: Iterable[Path]) -> Schema:
    """Read classes, properties and concepts; what is wrong with one of them names its file."""
    whole, homes = Graph(), dict[Node, str]()
    for path in files:
        # In the order of the file, which a graph does not keep: the first class of a domain is the typical one.
        for subject, predicate, object_ in _triples(path, OntologyError):
            whole.add((subject, predicate, object_))
            homes.setdefault(subject, str(path))
    return read_schema(whole, homes)


def parse(path: Path, error: type[OntologyError]) -> Graph:
    """Read a Turtle file; whatever is wrong with it becomes an `error` with line and column."""
    graph = Graph()
    for triple in _triples(path, error):
        graph.add(triple)
    return graph


def _triples(path: Path, error: type[OntologyError]) -> Iterator[tuple[Node, Node, Node]]:
    # Oxigraph reads Turtle some thirty times faster than rdflib and says line and column of a mistake.
    try:
        for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=f"file:{path.name}"):
            yield _term(triple.subject), _term(triple.predicate), _term(triple.object)
    except OSError as cause:
        raise error(f"{path}: cannot be read ({cause.strerror})") from cause
    except SyntaxError as cause:
        raise error(f"{path}, line {cause.lineno}, column {cause.offset}: {cause.msg}") from cause


def _term(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype)
    assert isinstance(term, ox.BlankNode)
    return BNode(term.value)


def _fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
