"""What a reading depends on beside its text: of anything else in here, another fingerprint and another reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any

from rdflib import URIRef

from kg import __version__, paths
from kg.annotation import model_fingerprint
from kg.graph.values import digest
from kg.ontology import Ontology
from kg.types import Document

__all__ = [
    "describe",
    "file_name",
    "graph_digest",
    "is_known",
    "key_of",
    "reading_fingerprint",
    "writing_fingerprint",
]

_READ_BY = (
    "annotation", "building", "documents", "extraction", "graph/shacl.py", "graph/shapes.py", "ontology", "resolution",
    "types.py", "vocabulary.py",
)  # fmt: skip
_WRITTEN_BY = ("graph",)
_LIBRARIES = ("numpy", "onnxruntime", "rdflib", "simplemma", "spacy", "tokenizers")


def reading_fingerprint(
    ontology: Ontology, *, pipeline: str | None = None, extractors: Sequence[Callable[..., Any]] = ()
) -> str:
    """Compute 16 hex digits from model, ontology, lexicons, shapes, the code that reads and the libraries it uses.

    extractors: functions of somebody else's; known by their names, and by their `fingerprint` if they have one.
    """
    libraries = [f"{name} {_version(name)}" for name in _LIBRARIES]
    return digest(
        __version__,
        model_fingerprint(pipeline),
        ontology.fingerprint,
        _code(_READ_BY),
        *(path.read_bytes().hex() for path in ontology.shapes),
        *libraries,
        *map(_function, extractors),
    )


def writing_fingerprint() -> str:
    """Compute 16 hex digits from the code that makes RDF of a reading."""
    return digest(_code(_READ_BY), _code(_WRITTEN_BY), _version("rdflib"), _version("pyoxigraph"))


def describe(document: Document) -> str:
    """Compute 16 hex digits from all of a document that may show in its reading: not from its file's name."""
    return digest(
        document.id,
        sha256(document.text.encode("utf-8", "replace")).hexdigest(),
        document.language,
        document.title,
        document.published or "",
        *document.authors,
        "",
        document.publisher,
        document.url,
    )


def key_of(description: str, fingerprint: str) -> str:
    """Name the reading of a document with a description by what has that fingerprint."""
    return digest(description, fingerprint)


def graph_digest(name: str, key: str, targets: Mapping[URIRef, tuple[URIRef, URIRef]], writing: str) -> str:
    """Compute 16 hex digits from all that a document's graph depends on."""
    return digest(name, key, writing, *(part for iri in sorted(targets) for part in (iri, *targets[iri])))


def file_name(document: Document) -> str:
    """Give the name of a document's file, without folders: those differ from machine to machine."""
    return PurePath(document.source.replace("\\", "/")).name


def is_known(function: Callable[..., Any]) -> str:
    """Give what tells one version of a function from the next; "" if nobody knows."""
    return str(getattr(function, "fingerprint", ""))


@cache
def _code(parts: tuple[str, ...]) -> str:
    found = sha256()
    for part in parts:
        root = paths.PACKAGE / part
        for path in [root] if root.is_file() else sorted(root.rglob("*.py")):
            found.update(path.relative_to(paths.PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _function(function: Callable[..., Any]) -> str:
    return f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')} {is_known(function)}"
