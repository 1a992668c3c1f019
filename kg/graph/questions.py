"""Questions to a store: the saved ones, and what is said of a malformed one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ForbiddenError, QueryError
from kg.paths import QUERIES
from kg.vocabulary import BASE, PREFIXES

__all__ = [
    "SavedQuery",
    "explain_syntax",
    "explain_update",
    "mask",
    "refuse_network",
    "refuse_service",
    "saved_queries",
    "saved_query",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A query kept by name."""

    name: str
    comment: str  # its first line: what it answers
    text: str


def saved_queries(directory: Path = QUERIES) -> dict[str, SavedQuery]:
    """Read the saved queries, by name."""
    return {path.stem: _read(path) for path in sorted(directory.glob("*.rq"))}


def saved_query(name: str, directory: Path = QUERIES) -> SavedQuery:
    """Read one saved query; raises QueryError with the nearest name if there is none."""
    queries = saved_queries(directory)
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, n=1)
    hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(queries)}"
    raise QueryError(f"{name}: no saved query of this name; {hint}")


def _read(path: Path) -> SavedQuery:
    text = path.read_text(encoding="utf-8")
    comment = text.partition("\n")[0].lstrip("# ").strip()
    return SavedQuery(name=path.stem, comment=comment, text=text)


_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
# Strings, IRIs and comments as SPARQL 1.1 writes them, section 19.8.
_IGNORED = re.compile(
    r"""'''(?:[^'\\]|\\.|'(?!''))*'''|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\s]*>|\#[^\n]*""",
    re.DOTALL,
)
_NETWORK = {"SERVICE": "asks another server", "LOAD": "fetches a file"}


def refuse_service(query: str) -> None:
    """Raise ForbiddenError if a query would ask another server: kg opens no connection."""
    _refuse_words(query, ["SERVICE"], lambda text: ox.Store().query(text, base_iri=BASE, prefixes=PREFIXES))


def refuse_network(update: str) -> None:
    """Raise ForbiddenError if an update would fetch a file or ask another server."""
    _refuse_words(update, ["LOAD", "SERVICE"], lambda text: ox.Store().update(text, base_iri=BASE, prefixes=PREFIXES))


def _refuse_words(text: str, words: list[str], parse: Callable[[str], object]) -> None:
    """Refuse a text in which one of the words is a keyword; in a string, a name or a comment it harms nobody.

    Where a word is a keyword cannot be told for sure without the engine's own grammar: to it, 1SERVICE<...> is one.
    So the words are spoilt wherever they stand: what is no longer SPARQL then had one as a keyword.
    """
    spoilt = re.sub("|".join(words), lambda found: "Z" * len(found.group()), text, flags=re.IGNORECASE)
    if spoilt == text:
        return
    try:
        parse(spoilt)
    except SyntaxError as error:
        keyword = re.search(rf"(?<![A-Za-z_:?$-])({'|'.join(words)})(?![\w:-])", mask(text), re.IGNORECASE)
        if not keyword:
            raise explain_syntax(text, error) from error
        word = keyword.group().upper()
        hint = f"{word} {_NETWORK[word]}, and kg opens no connection; do that by itself"
        raise ForbiddenError(_point(text, *_position(text, keyword.start()), hint)) from error
    except (OSError, RuntimeError):
        return  # it is SPARQL, and fails for want of data


def explain_syntax(query: str, error: SyntaxError) -> QueryError:
    """Turn a parser's error into one with the line, a caret under the place, and a hint."""
    found = _POSITION.match(str(error))
    if not found:
        return QueryError(f"query: {error}")
    line, column, expected = int(found.group(1)), int(found.group(2)), found.group(3)
    return QueryError(_point(query, *_locate(query, line, column, expected)))


def explain_update(update: str, error: SyntaxError) -> QueryError:
    """Turn a parser's error in an update into one with the line and a caret under the place."""
    found = _POSITION.match(str(error))
    if not found:
        return QueryError(f"update: {error}")
    line, column = int(found.group(1)), int(found.group(2))
    if "Prefix not found" in found.group(3):
        line, column, hint = _unknown_prefix(update, mask(update), line, column)
    else:
        hint = _unexpected(update, line, column)
    return QueryError(_point(update, line, column, hint).replace("query,", "update,", 1))


def _point(query: str, line: int, column: int, hint: str) -> str:
    text = query.split("\n")[line - 1].replace("\t", " ")
    caret = " " * (column - 1) + "^"
    return f"query, line {line}, column {column}: {hint}\n    {text}\n    {caret}"


def _locate(query: str, line: int, column: int, expected: str) -> tuple[int, int, str]:
    """Find the place and the hint that help most; the parser names the last place it could read."""
    masked = mask(query)
    if not masked.strip():
        return 1, 1, f"the query is empty; start with {_OPENINGS}"
    opening = _FIRST_WORD.search(masked)
    if opening and opening.group().upper() not in _KEYWORDS:
        return *_position(query, opening.start()), _unknown_opening(opening.group())
    if "Prefix not found" in expected:
        return _unknown_prefix(query, masked, line, column)
    if "variable that is unbound" in expected:
        hint = "SELECT has a variable that is neither grouped by nor counted"
        return line, column, hint
    opened, closed = masked.count("{"), masked.count("}")
    if opened > closed:
        return *_position(query, len(query.rstrip())), f"{opened - closed} closing }} is missing"
    return line, column, _unexpected(query, line, column)


_OPENINGS = "SELECT, ASK, CONSTRUCT or DESCRIBE"
_KEYWORDS = {"ASK", "BASE", "CONSTRUCT", "DESCRIBE", "PREFIX", "SELECT", "VERSION"}
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}
_FIRST_WORD = re.compile(r"[^\W\d_]+|\S")


def mask(query: str) -> str:
    """Blank out strings, IRIs and comments, so that only the query's own words are left in place."""
    return _IGNORED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), query)


def _position(query: str, offset: int) -> tuple[int, int]:
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _unknown_opening(word: str) -> str:
    if word.upper() in _UPDATES:
        return f"{word.upper()} changes the graph, and queries only read; use {_OPENINGS}"
    near = get_close_matches(word.upper(), _KEYWORDS, n=1)
    return f"{word} opens no query; {f'did you mean {near[0]}?' if near else f'use {_OPENINGS}'}"


def _unknown_prefix(query: str, masked: str, line: int, column: int) -> tuple[int, int, str]:
    declared = set(PREFIXES) | set(re.findall(r"PREFIX\s+([\w-]*):", masked, re.IGNORECASE))
    for found in re.finditer(r"(?<![\w?$:-])([\w-]*):", masked):
        if found.group(1) not in declared:
            known = ", ".join(sorted(PREFIXES))
            hint = f"the prefix {found.group()} is not declared; kg knows {known}"
            return *_position(query, found.start()), hint
    return line, column, "a prefix is not declared"


def _unexpected(query: str, line: int, column: int) -> str:
    sign = query.split("\n")[line - 1][column - 1 : column].strip()
    return f"{sign} is not expected here" if sign else "something is missing here"
