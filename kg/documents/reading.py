"""The floor's stage: files and folders -> Document, whatever kind each file is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from kg.documents.files import File, find_files, open_file
from kg.documents.kinds import Kind, find_kind, is_wanted
from kg.documents.languages import LANGUAGES
from kg.documents.making import make_document
from kg.documents.source import Draft, Limits, Reader, Settings, Source
from kg.errors import InputError, KgError
from kg.types import Document

__all__ = ["READERS", "read_documents", "read_found"]

# Module and function; imported, with the libraries they need, when the first source of their kind is met.
READERS: dict[Kind, tuple[str, str]] = {
    Kind.BZIP2: ("compressed", "read_bzip2"),
    Kind.DOCX: ("word", "read"),
    Kind.EPUB: ("books", "read"),
    Kind.FEED: ("feeds", "read"),
    Kind.GZIP: ("compressed", "read_gzip"),
    Kind.HTML: ("web", "read"),
    Kind.JSON: ("records", "read"),
    Kind.MAIL: ("mail", "read"),
    Kind.MARKDOWN: ("markdown", "read"),
    Kind.MBOX: ("mail", "read_mailbox"),
    Kind.PDF: ("pdf", "read"),
    Kind.TABLE: ("tables", "read"),
    Kind.TAR: ("archives", "read_tar"),
    Kind.TEXT: ("plain", "read"),
    Kind.WARC: ("warc", "read"),
    Kind.XZ: ("compressed", "read_xz"),
    Kind.ZIP: ("archives", "read_zip"),
    Kind.ZSTD: ("compressed", "read_zstd"),
}


def read_documents(
    paths: Iterable[Path],
    *,
    language: str | None = None,
    languages: frozenset[str] = LANGUAGES,
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    repeats: bool = False,
    on_skip: Callable[[KgError], None] | None = None,
) -> Iterator[Document]:
    """Read texts from files and from folders with all that is in them, one at a time.

    paths: a file is read whatever its name, "-" is standard input; of a folder, files that are not hidden and have
    the name or surely the content of a kind kg reads.
    language: what all texts are in; by default each one's language is detected.
    languages: what a text may be in, else it is a LanguageError.
    fields: which field of a record or column of a table is what: {"text": "body", "title": "headline"}.
    repeats: give a text again for each further place it stands in.
    on_skip: is given the error of a text that cannot be read, and reading goes on; by default the
    error is raised. Its `source` says where the text is, its message that and why.
    A path that does not exist is an InputError at once, before anything is read.

    Files come sorted by path, what is in a file in its order; a text that occurs twice is given once, but
    for `repeats`.
    """
    found = read_found(
        find_files(paths), language=language, languages=languages, fields=fields, limits=limits, on_skip=on_skip
    )
    return found if repeats else _distinct(found)


def read_found(
    files: Iterable[File],
    *,
    language: str | None = None,
    languages: frozenset[str] = LANGUAGES,
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    on_skip: Callable[[KgError], None] | None = None,
) -> Iterator[Document]:
    """Do what `read_documents` does with `repeats`, for files that were found already."""
    settings = Settings(fields=dict(fields or {}), limits=limits or Limits())
    for file in files:
        for found in _read_file(file, settings):
            document = _settle(found, language, languages, settings.limits)
            if isinstance(document, KgError):
                if on_skip is None:
                    raise document
                on_skip(document)
            else:
                yield document


def _distinct(documents: Iterable[Document]) -> Iterator[Document]:
    seen = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document


def _read_file(file: File, settings: Settings) -> Iterator[Draft | KgError]:
    try:
        with open_file(file, settings.limits) as source:
            if not file.is_found or is_wanted(source):
                yield from _read(source, settings)
    except KgError as error:
        yield error.at(file.name)
    except OSError as error:
        yield InputError(f"cannot be read ({error.strerror}); check its rights").at(file.name)


def _read(source: Source, settings: Settings) -> Iterator[Draft | KgError]:
    """Read a source and all that lies in it; what goes wrong is part of what is found."""
    kind = ""
    try:
        if source.depth > settings.limits.depth:
            raise InputError(f"lies in more than {settings.limits.depth} archives; unpack it first")
        kind = source.kind or find_kind(source, settings.fields)
        for found in _reader(Kind(kind))(source, settings):
            if isinstance(found, Source):
                yield from _read(found, settings)
            else:
                yield found
    except KgError as error:
        yield error.at(source.name)
    except Exception as error:
        # Parsers of other people's formats raise whatever they stumble over, and one file must not end a run.
        reason = f"cannot be read as {kind or 'a file of any kind'}; it may be damaged or cut off"
        damage = InputError(f"{reason} ({type(error).__name__}: {error})").at(source.name)
        damage.__cause__ = error
        yield damage


def _reader(kind: Kind) -> Reader:
    module, name = READERS[kind]
    return cast("Reader", getattr(import_module(f"kg.documents.{module}"), name))


def _settle(
    found: Draft | KgError, language: str | None, languages: frozenset[str], limits: Limits
) -> Document | KgError:
    if isinstance(found, KgError):
        return found
    try:
        return make_document(found, language=language, languages=languages, limit=limits.characters)
    except KgError as error:
        return error.at(found.name)
