"""What can be said and how each language says it, read from a folder of Turtle.

    kg.ttl          classes and properties
    concepts.ttl    things that several languages have a common noun for
    lexicon/xx.ttl  the words of a language
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg import paths
from kg.errors import LexiconError, OntologyError
from kg.ontology.lexicon import Argument, Frame, Lexicon, Word, read_lexicon
from kg.ontology.schema import Class, Concept, Property, Schema, read_schema

__all__ = ["Argument", "Class", "Concept", "Frame", "Lexicon", "Ontology", "Property", "Schema", "Word", "load"]


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
    schema_files = [directory / "kg.ttl", *sorted(directory.glob("concepts*.ttl"))]
    lexicon_files = sorted((directory / "lexicon").glob("*.ttl"))
    if not lexicon_files:
        raise OntologyError(f"{directory / 'lexicon'}: no lexicon; expected files like en.ttl")
    graph = Graph()
    for path in schema_files:
        _parse_into(graph, path, OntologyError)
    schema = read_schema(graph)
    lexicons = [read_lexicon(_parse_into(Graph(), path, LexiconError), schema, path.name) for path in lexicon_files]
    return Ontology(
        schema=schema,
        lexicons={lexicon.language: lexicon for lexicon in lexicons},
        fingerprint=_fingerprint([*schema_files, *lexicon_files]),
    )


def _parse_into(graph: Graph, path: Path, error: type[OntologyError]) -> Graph:
    # Oxigraph reads Turtle some thirty times faster than rdflib and says line and column of a mistake.
    try:
        for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=f"file:{path.name}"):
            graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    except OSError as cause:
        raise error(f"{path}: cannot be read ({cause.strerror})") from cause
    except SyntaxError as cause:
        raise error(f"{path}, line {cause.lineno}, column {cause.offset}: {cause.msg}") from cause
    return graph


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
