"""What a file of known entities says, statement by statement, each with its line: from Turtle and other RDF, or CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.errors import InputError
from kg.vocabulary import BASE, OWL, PREFIXES, RDF, SKOS, WD

__all__ = ["Claim", "read_claims"]

_TABLES = {".csv": ",;", ".tsv": "\t"}
_SEVERAL = "|"  # between the names in one field
_PREFIXES = {**PREFIXES, "wd": WD}
_IRI, _TYPE, _SAME, _NAME = "iri", "type", "sameas", "name"

# Strings and comments are skipped, so that no IRI is found in them.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r"|(?P<iri><[^<>\"{}|^`\\\s]*>)|#[^\n]*|(?P<name>[\w.-]*:[^\s;,.\[\]()<>\"']*(?:\.[^\s;,.\[\]()<>\"']+)*)"
    r"|(?P<end>\.(?=\s|$))|\S",
    re.DOTALL,
)
_PREFIX = re.compile(r"@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_BASE = re.compile(r"@?base\s+<([^>]*)>", re.IGNORECASE)


class Claim(NamedTuple):
    """One statement of a file."""

    subject: URIRef
    predicate: URIRef
    object: URIRef | Literal
    where: str  # file and line


def read_claims(path: Path) -> list[Claim]:
    """Read a file; InputError with file and line where it is neither RDF nor a table of entities."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise InputError(f"{path}: known entities cannot be read: {reason}") from error
    separators = _TABLES.get(path.suffix.lower())
    return list(_from_table(text, path, separators) if separators else _from_rdf(text, path))


# RDF


def _from_rdf(text: str, path: Path) -> Iterator[Claim]:
    kind = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower()) or ox.RdfFormat.TURTLE
    try:
        triples = list(ox.parse(text, kind, base_iri=BASE))
    except (SyntaxError, ValueError) as error:
        at = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        reason = error.msg if isinstance(error, SyntaxError) else error
        raise InputError(f"{path}{at}: known entities cannot be read as {kind.name}: {reason}") from error
    lines = _lines(text) if kind in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES) else {}
    for triple in triples:
        if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode | ox.Literal):
            continue
        terms = (triple.subject.value, triple.predicate.value, triple.object.value)
        line = next((lines[terms[:n]] for n in (3, 2, 1) if terms[:n] in lines), None)
        where = f"{path}:{line}" if line else str(path)
        yield Claim(URIRef(terms[0]), URIRef(terms[1]), _term(triple.object), where)


def _term(term: ox.NamedNode | ox.Literal) -> URIRef | Literal:
    return URIRef(term.value) if isinstance(term, ox.NamedNode) else Literal(term.value, lang=term.language or None)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Find the line of every subject, and of each with predicate and object where these are IRIs.

    Parsers keep no lines, and a person who has to mend a file needs them.
    """
    prefixes = dict(_PREFIX.findall(text))
    base = next(iter(_BASE.findall(text)), BASE)
    found: dict[tuple[str, ...], int] = {}
    said: list[str] = []  # subject and predicate
    line, counted = 1, 0
    for token in _TOKEN.finditer(_without_directives(text)):
        line, counted = line + text.count("\n", counted, token.start()), token.start()
        iri = str(RDF.type) if token[0] == "a" else _expand(token, prefixes, base)
        if token["end"]:
            said = []
        elif token[0] == ";":
            said = said[:1]
        elif iri and len(said) < 2:
            said.append(iri)
            found.setdefault(tuple(said), line)
        elif iri:
            found.setdefault((*said, iri), line)
    return found


def _without_directives(text: str) -> str:
    """Blank out prefixes and bases, and keep every offset."""
    blank = re.compile(rf"(?:{_PREFIX.pattern}|{_BASE.pattern})\s*\.?", re.IGNORECASE)
    return blank.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _expand(token: re.Match[str], prefixes: Mapping[str, str], base: str) -> str:
    if token["iri"]:
        iri = token["iri"][1:-1]
        return iri if ":" in iri else base + iri
    if token["name"]:
        prefix, _, local = token["name"].partition(":")
        return prefixes[prefix] + local if prefix in prefixes else ""
    return ""


# Tables


def _from_table(text: str, path: Path, separators: str) -> Iterator[Claim]:
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(separators, key=head.count), strict=True)
    try:
        columns = [_column(name) for name in next(reader, [])]
        _check_columns(columns, path)
        for row in reader:
            if any(field.strip() for field in row):
                yield from _row(dict(zip(columns, row, strict=False)), f"{path}:{reader.line_num}")
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: no table that kg can read: {error}") from error


def _column(name: str) -> str:
    """Bring the name of a column to one form: "sameAs", "same_as", "owl:sameAs"; names keep their language."""
    plain = name.strip().lower().rpartition(":")[2]
    stem, _, language = re.sub("[- @]", "_", plain).partition("_")
    if stem in ("name", "names", "label", "labels"):
        return f"{_NAME}_{language}" if language else _NAME
    return plain.replace("_", "").replace(" ", "")


def _check_columns(columns: Iterable[str], path: Path) -> None:
    names = [column for column in columns if column.partition("_")[0] == _NAME]
    missing = [column for column in (_IRI, _TYPE) if column not in columns] + ([] if names else ["name_en"])
    if missing:
        raise InputError(
            f"{path}:1: no column {', '.join(missing)}; a table of entities has iri, type, "
            f'name_de, name_it, name_en ... and sameAs, with "{_SEVERAL}" between several names'
        )


def _row(fields: Mapping[str, str], where: str) -> Iterator[Claim]:
    subject = _iri(fields.get(_IRI, ""), where)
    for kind in _split(fields.get(_TYPE, "")):
        # A bare word is a class of the ontology's; only who reads it knows which.
        yield Claim(subject, RDF.type, Literal(kind) if ":" not in kind else _iri(kind, where), where)
    for other in _split(fields.get(_SAME, "")):
        yield Claim(subject, OWL.sameAs, _iri(other, where), where)
    for column, field in fields.items():
        stem, _, language = column.partition("_")
        if stem != _NAME:
            continue
        for i, name in enumerate(_split(field)):
            yield Claim(subject, SKOS.altLabel if i else SKOS.prefLabel, Literal(name, lang=language or None), where)


def _split(field: str) -> list[str]:
    return [part.strip() for part in field.split(_SEVERAL) if part.strip()]


def _iri(text: str, where: str) -> URIRef:
    prefix, _, local = text.strip().partition(":")
    full = _PREFIXES[prefix] + local if prefix in _PREFIXES else text.strip().removeprefix("<").removesuffix(">")
    try:
        return URIRef(ox.NamedNode(full).value)
    except ValueError as error:
        raise InputError(f"{where}: {text.strip()!r} is no IRI; give one like https://my.example/id/1") from error
