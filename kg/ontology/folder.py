"""A folder of Turtle -> Ontology.

A folder with a kg.ttl is an ontology. Any other folder is laid over the one that kg ships: its classes, properties,
concepts, places, entries and shapes are added to those there.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import URIRef

from kg import paths
from kg.errors import LexiconError, OntologyError
from kg.ontology.lexicon import Lexicon, lexicon_language, read_lexicon
from kg.ontology.places import Atlas, Gazetteer, gazetteers, read_places
from kg.ontology.schema import Schema, read_schema
from kg.ontology.triples import Triples, parse, parse_quads
from kg.vocabulary import KG, ONTOLEX

__all__ = [
    "Files",
    "Ontology",
    "by_language",
    "entries_of",
    "files_of",
    "load",
    "load_schema",
    "merged",
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
    with _without_collecting():
        ontology = _load(directory)
    gc.freeze()  # it stays as long as this process: nobody needs to look through it for garbage again and again
    return ontology


def _load(directory: Path) -> Ontology:
    files = files_of(directory)
    atlases = [read_atlas(path) for path in files.places]
    schema = parse_schema(files.described, atlases)
    parsed = {path: parse(path, LexiconError) for path in files.words}
    lexicons: dict[str, Lexicon] = {}
    for language, same in by_language(parsed).items():
        triples, homes = merged(same)
        lexicons[language] = read_lexicon(triples, schema, str(next(iter(same))), homes)
    return Ontology(
        schema=schema,
        lexicons=lexicons,
        gazetteers=gazetteers(atlases),
        fingerprint=_fingerprint(files.described + files.places + files.words),
        shapes=files.shapes,
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: nearly all that is made stays, and to go through it again and again takes time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


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
    parsed = {path: parse(path, LexiconError) for path in _own_files(directory).words}
    return {
        path: [URIRef(entry.value) for entry in triples.of_type(ONTOLEX.LexicalEntry)]
        for path, triples in parsed.items()
    }


def shape_files(directory: Path = paths.ONTOLOGY) -> tuple[Path, ...]:
    """Give the files that say what a finished graph looks like."""
    return files_of(directory).shapes


def schema_source(directory: Path = paths.ONTOLOGY) -> bytes:
    """Give the Turtle of classes and properties, all files as one."""
    return b"\n".join(path.read_bytes() for path in files_of(directory).described if not _is_concepts(path))


def _is_concepts(path: Path) -> bool:
    return path.name.startswith(("concepts", "words"))


def by_language(parsed: Mapping[Path, Triples]) -> dict[str, dict[Path, Triples]]:
    """Sort lexicon files by the language they are of: as their heads say, or as their names do where there is none.

    Raises LexiconError where two files of one folder are of one language.
    """
    found: dict[str, dict[Path, Triples]] = {}
    for path, triples in parsed.items():
        language = lexicon_language(triples) or path.stem
        same = found.setdefault(language, {})
        twin = next((other for other in same if other.parent == path.parent), None)
        if twin is not None:
            raise LexiconError(f"{path}: {twin.name} is the lexicon of {language!r} already; make them one")
        same[path] = triples
    return found


def merged(files: Mapping[Path, Triples]) -> tuple[Triples, dict[str, str]]:
    """Put the files of one language together; give with them the file that describes each thing.

    Raises LexiconError where two describe one entry.
    """
    if len(files) == 1:
        ((path, triples),) = files.items()
        return triples, dict.fromkeys((thing.value for thing in triples.things()), str(path))
    whole, homes = Triples(), dict[str, str]()
    for path, triples in files.items():
        heads = {head.value for head in triples.of_type(KG.Lexicon)}
        things = {thing.value for thing in triples.things()}
        for twin in sorted((things & homes.keys()) - heads):
            raise LexiconError(f"{path}: {twin}: {homes[twin]} has one of this name; give it another")
        homes = dict.fromkeys(things, str(path)) | homes
        whole.update(triples)
    return whole, homes


def parse_schema(files: Iterable[Path], atlases: Iterable[Atlas] = ()) -> Schema:
    """Read classes, properties and concepts; what is wrong with one of them names its file."""
    # In the order of the files: the first class of a domain is the typical one.
    whole, homes = Triples(), dict[str, str]()
    for path in files:
        triples = parse(path, OntologyError)
        whole.update(triples)
        homes = dict.fromkeys((thing.value for thing in triples.things()), str(path)) | homes
    places = {place.iri: (place, atlas.source) for atlas in atlases for place in atlas.places}
    homes |= {str(iri): source for iri, (_, source) in places.items()}
    return read_schema(whole, homes, [place for place, _ in places.values()])


def read_atlas(path: Path) -> Atlas:
    """Read a file with places."""
    return read_places(parse_quads(path, OntologyError), str(path))


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
