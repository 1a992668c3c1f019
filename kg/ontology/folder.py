"""A folder of Turtle -> Ontology.

A folder with a kg.ttl is an ontology. Any other folder is laid over the one that kg ships: its classes, properties,
concepts, places, entries and shapes are added to those there.
"""

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
from kg.ontology.lexicon import Lexicon, lexicon_language, read_lexicon
from kg.ontology.places import Atlas, Gazetteer, gazetteers, read_places
from kg.ontology.schema import Schema, read_schema
from kg.vocabulary import KG, ONTOLEX, RDF

__all__ = [
    "Files",
    "Ontology",
    "by_language",
    "entries_of",
    "files_of",
    "load",
    "load_schema",
    "merged",
    "parse",
    "parse_schema",
    "read_atlas",
    "schema_source",
    "shape_files",
    "stands_alone",
]

_WHOLE = "kg.ttl"
_SHAPES = "shapes*.ttl"
_PLACES = "places*.ttl"
_LEXICONS = "lexicon/*.ttl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """A folder of Turtle, read."""

    schema: Schema
    lexicons: Mapping[str, Lexicon]
    gazetteers: Mapping[str, Gazetteer]  # the names of places and what is made of them, by language
    fingerprint: str  # hash of the files: another fingerprint, another reading
    shapes: tuple[Path, ...] = ()  # the files that say what a finished graph looks like


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of an ontology; those of a folder that is laid over another stand behind its."""

    described: tuple[Path, ...]  # classes, properties, concepts
    places: tuple[Path, ...]
    words: tuple[Path, ...]
    shapes: tuple[Path, ...]

    def __add__(self, other: Files) -> Files:
        return Files(
            described=self.described + other.described,
            places=self.places + other.places,
            words=self.words + other.words,
            shapes=self.shapes + other.shapes,
        )


@cache
def load(directory: Path = paths.ONTOLOGY) -> Ontology:
    """Read an ontology folder.

    Raises OntologyError or LexiconError, naming the file and the place, for whatever is wrong in it.
    """
    files = files_of(directory)
    atlases = [read_atlas(path) for path in files.places]
    schema = parse_schema(files.described, atlases)
    parsed = {path: parse(path, LexiconError) for path in files.words}
    lexicons: dict[str, Lexicon] = {}
    for language, graphs in by_language(parsed).items():
        graph, homes = merged(graphs)
        lexicons[language] = read_lexicon(graph, schema, str(next(iter(graphs))), homes)
    return Ontology(
        schema=schema,
        lexicons=lexicons,
        gazetteers=gazetteers(atlases),
        fingerprint=_fingerprint(files.described + files.places + files.words),
        shapes=files.shapes,
    )


@cache
def load_schema(directory: Path = paths.ONTOLOGY) -> Ontology:
    """Read classes, properties and concepts alone, without the words: all that it takes to show a graph, and quick."""
    files = files_of(directory)
    schema = parse_schema(files.described, map(read_atlas, files.places))
    return Ontology(
        schema=schema,
        lexicons={},
        gazetteers={},
        fingerprint=_fingerprint(files.described + files.places),
        shapes=files.shapes,
    )


def files_of(directory: Path) -> Files:
    """Find the files of an ontology folder, and of the one it is laid over; OntologyError if there are none."""
    own = _own_files(directory)
    if stands_alone(directory):
        if not own.words:
            raise OntologyError(f"{directory / 'lexicon'}: no lexicon; expected files like en.ttl")
        return own
    if not (own.described or own.places or own.words):
        raise OntologyError(f"{directory}: no ontology; expected files like kg.ttl, mine.ttl or lexicon/en.ttl")
    return _own_files(paths.ONTOLOGY) + own


def stands_alone(directory: Path) -> bool:
    """Tell whether a folder is an ontology of its own, laid over no other."""
    return (directory / _WHOLE).is_file()


def _own_files(directory: Path) -> Files:
    places, shapes = sorted(directory.glob(_PLACES)), sorted(directory.glob(_SHAPES))
    described = [path for path in sorted(directory.glob("*.ttl")) if path not in (*places, *shapes)]
    # The classes come first, whatever the other files are called.
    described.sort(key=lambda path: path.name != _WHOLE)
    words = sorted(directory.glob(_LEXICONS))
    return Files(described=tuple(described), places=tuple(places), words=tuple(words), shapes=tuple(shapes))


def entries_of(directory: Path) -> dict[Path, list[URIRef]]:
    """Give the entries of the lexicon files of a folder itself, not of what it is laid over."""
    graphs = {path: parse(path, LexiconError) for path in _own_files(directory).words}
    return {
        path: sorted(entry for entry in graph.subjects(RDF.type, ONTOLEX.LexicalEntry) if isinstance(entry, URIRef))
        for path, graph in graphs.items()
    }


def shape_files(directory: Path = paths.ONTOLOGY) -> tuple[Path, ...]:
    """Give the files that say what a finished graph looks like."""
    return files_of(directory).shapes


def schema_source(directory: Path = paths.ONTOLOGY) -> bytes:
    """Give the Turtle of classes and properties, all files as one."""
    return b"\n".join(path.read_bytes() for path in files_of(directory).described if not _is_concepts(path))


def _is_concepts(path: Path) -> bool:
    return path.name.startswith("concepts")


def by_language(parsed: Mapping[Path, Graph]) -> dict[str, dict[Path, Graph]]:
    """Sort lexicon files by the language they are of: as their heads say, or as their names do where there is none.

    Raises LexiconError where two files of one folder are of one language.
    """
    found: dict[str, dict[Path, Graph]] = {}
    for path, graph in parsed.items():
        language = lexicon_language(graph) or path.stem
        same = found.setdefault(language, {})
        twin = next((other for other in same if other.parent == path.parent), None)
        if twin is not None:
            raise LexiconError(f"{path}: {twin.name} is the lexicon of {language!r} already; make them one")
        same[path] = graph
    return found


def merged(graphs: Mapping[Path, Graph]) -> tuple[Graph, dict[Node, str]]:
    """Put the files of one language together; give with them the file that describes each thing.

    Raises LexiconError where two describe one entry.
    """
    whole, homes = Graph(), dict[Node, str]()
    for path, graph in graphs.items():
        for node in sorted(set(graph.subjects()), key=str):
            if homes.setdefault(node, str(path)) != str(path) and (node, RDF.type, KG.Lexicon) not in graph:
                raise LexiconError(f"{path}: {node}: {homes[node]} has one of this name; give it another")
        for triple in graph:
            whole.add(triple)
    return whole, homes


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
        if isinstance(triple.object, ox.Triple):
            raise error(f"{path}: has a triple within a triple (RDF 1.2), which says nothing here; take it out")
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


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
