"""What must hold for any bytes: an answer, or an error that kg raises on purpose and that says what is wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from kg.documents import Limits, read_documents
from kg.errors import KgError, LexiconError, QueryError
from kg.graph import Store
from kg.ontology import Ontology, load_schema
from kg.ontology.lexicon import read_lexicon
from kg.ontology.triples import parse
from tests.graph.sample import sample_store

__all__ = ["TARGETS", "lexicon", "query", "readers"]

# By the name, since text, Markdown and tables are told apart by it alone.
_NAMES = ("a", "a.md", "a.csv")
_LIMITS = Limits(characters=20_000, document_bytes=2**20, free_bytes=2**20, members=100)


def readers(data: bytes) -> None:
    """Read a file of any kind: what comes out is sound, what is left out has a reason."""
    errors: list[KgError] = []
    for name in _NAMES:
        path = _folder() / name
        path.write_bytes(data)
        for document in read_documents([path], limits=_LIMITS, on_skip=errors.append):
            assert document.text.strip()
            assert document.text.encode()
            assert "\r" not in document.text
            assert len(document.text) <= _LIMITS.characters
            assert all(line.isprintable() or "\n" not in line for line in (document.title, document.publisher))
            assert document.language in ("de", "en", "it")
    assert all(error.source and error.reason for error in errors)
    assert not list(_folder().glob("*/*"))


def lexicon(data: bytes) -> None:
    """Read Turtle as a lexicon: entries, or an error with the file."""
    path = _folder() / "en.ttl"
    path.write_bytes(data)
    try:
        read_lexicon(parse(path, LexiconError), _ontology().schema, str(path))
    except LexiconError as error:
        _check_message(error, str(path))


def query(data: bytes) -> None:
    """Ask a graph in SPARQL: rows or a QueryError, no connection, and the graph is as it was."""
    text = data.decode("utf-8", "surrogateescape")
    for ask in (_ask, _warn, _explain):
        try:
            ask(text)
        except QueryError as error:
            _check_message(error)
    assert len(_store()) == _size()


def _check_message(error: KgError, begin: str = "") -> None:
    assert str(error).startswith(begin)
    assert len(str(error)) > len(begin)


def _ask(text: str) -> None:
    # A product of all triples with all is long and no fault; `kg query --timeout` ends it.
    _store().query(text, limit=10)


def _warn(text: str) -> None:
    _store().warnings(text, _ontology().schema)


def _explain(text: str) -> None:
    _store().explain(text)


@cache
def _folder() -> Path:
    return Path(_made().name)


@cache
def _made() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="kg-fuzz-")


@cache
def _ontology() -> Ontology:
    return load_schema()


@cache
def _store() -> Store:
    return sample_store()


@cache
def _size() -> int:
    return len(_store())


TARGETS: dict[str, Callable[[bytes], None]] = {"lexicon": lexicon, "query": query, "readers": readers}
