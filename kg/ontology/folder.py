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
from kg.ontology.places import Atlas, Gazetteer, gazetteers, read_places
from kg.ontology.schema import Schema, read_schema

__all__ = [
    "Ontology",
    "lexicon_files",
    "load",
    "load_schema",
    "parse",
    "parse_schema",
    "place_files",
    "read_atlas",
    "schema_files",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """A folder of Turtle, read."""

    schema: Schema
    lexicons: Mapping[str, Lexicon]
    gazetteers: Mapping[str, Gazetteer]  # the names of places and what is made of them, by language
    fingerprint: str  # hash of the files: another fingerprint, another reading


@cache
def load(directory: Path = paths.ONTOLOGY) -> Ontology:
    """Read an ontology folder.

    Raises OntologyError or LexiconError, naming the file and the place, for whatever is wrong in it.
    """
    described, words = schema_files(directory), lexicon_files(directory)
    atlases = [read_atlas(path) for path in place_files(directory)]
    schema = parse_schema(described, atlases)
    lexicons: dict[str, Lexicon] = {}
    for path in words:
        lexicon = read_lexicon(parse(path, LexiconError), schema, str(path))
        if lexicon.language in lexicons:
            raise LexiconError(f"{path}: another file is the lexicon of {lexicon.language!r} already; make them one")
        lexicons[lexicon.language] = lexicon
    return Ontology(
        schema=schema,
        lexicons=lexicons,
        gazetteers=gazetteers(atlases),
        fingerprint=_fingerprint([*described, *place_files(directory), *words]),
    )


@cache
def load_schema(directory: Path = paths.ONTOLOGY) -> Ontology:
    """Read classes, properties and concepts alone, without the words: all that it takes to show a graph, and quick."""
    described, places = schema_files(directory), place_files(directory)
    schema = parse_schema(described, map(read_atlas, places))
    return Ontology(schema=schema, lexicons={}, gazetteers={}, fingerprint=_fingerprint([*described, *places]))


def schema_files(directory: Path) -> list[Path]:
    """Give the files with classes, properties and concepts."""
    return [directory / "kg.ttl", *sorted(directory.glob("concepts*.ttl"))]


def place_files(directory: Path) -> list[Path]:
    """Give the files with places."""
    return sorted(directory.glob("places*.ttl"))


def lexicon_files(directory: Path) -> list[Path]:
    """Give the files with words, one per language; OntologyError if there is none."""
    files = sorted((directory / "lexicon").glob("*.ttl"))
    if not files:
        raise OntologyError(f"{directory / 'lexicon'}: no lexicon; expected files like en.ttl")
    return files


def parse_schema(files: Iterable[Path], atlases: Iterable[Atlas] = ()) -> Schema:
    """Read classes, properties and concepts; what is wrong with one of them names its file."""
    whole, homes = Graph(), dict[Node, str]()
    for path in files:
        # In the order of the file, which a graph does not keep: the first class of a domain is the typical one.
        for subject, predicate, object_ in _triples(path, OntologyError):
            whole.add((subject, predicate, object_))
            homes.setdefault(subject, str(path))
    places = {place.iri: (place, atlas.source) for atlas in atlases for place in atlas.places}
    homes |= {iri: source for iri, (_, source) in places.items()}
    return read_schema(whole, homes, [place for place, _ in places.values()])


def read_atlas(path: Path) -> Atlas:
    """Read a file with places."""
    return read_places(_parsed(path, OntologyError), str(path))


def parse(path: Path, error: type[OntologyError]) -> Graph:
    """Read a Turtle file; whatever is wrong with it becomes an `error` with line and column."""
    graph = Graph()
    for triple in _triples(path, error):
        graph.add(triple)
    return graph


def _triples(path: Path, error: type[OntologyError]) -> Iterator[tuple[Node, Node, Node]]:
    for triple in _parsed(path, error):
        yield _term(triple.subject), _term(triple.predicate), _term(triple.object)


def _parsed(path: Path, error: type[OntologyError]) -> Iterator[ox.Quad]:
    # Oxigraph reads Turtle some thirty times faster than rdflib and says line and column of a mistake.
    try:
        yield from ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=f"file:{path.name}")
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
