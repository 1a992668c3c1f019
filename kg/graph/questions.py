"""Questions to a store: the saved ones, and what is said of a malformed one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import ForbiddenError, QueryError
from kg.graph.parameters import Parameter, bind, read_parameters
from kg.ontology import Schema
from kg.paths import QUERIES
from kg.vocabulary import BASE, KG, PREFIXES

__all__ = [
    "Parameter",
    "SavedQuery",
    "explain_syntax",
    "explain_update",
    "mask",
    "read_query",
    "refuse_network",
    "refuse_service",
    "saved_queries",
    "saved_query",
    "unknown_terms",
    "without_comments",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A query kept by name."""

    name: str
    comment: str  # its first line: what it answers
    text: str
    parameters: tuple[Parameter, ...] = ()

    @property
    def usage(self) -> str:
        """Show how it is called: "ceo-of --org ORG [--from DATE]"."""
        shown = (f"--{p.name} {p.name.upper()}" for p in self.parameters)
        options = (text if p.is_required else f"[{text}]" for p, text in zip(self.parameters, shown, strict=True))
        return " ".join([self.name, *options])

    def bind(self, values: Mapping[str, str], *, store: ox.Store, schema: Schema) -> str:
        """Give its text with values for its parameters, as RDF terms.

        Raises ParameterError if one is missing or unknown, QueryError if its value means nothing in this graph.
        """
        masked = mask(self.text)
        return bind(self.text, masked, self.parameters, values, store=store, schema=schema, where=self.name)


def saved_queries(*directories: Path) -> dict[str, SavedQuery]:
    """Read the saved queries, by name: kg's own and those of further folders, the last of a name counts.

    Raises QueryError if a folder or a file in it cannot be read, or declares its parameters wrongly.
    """
    queries: dict[str, SavedQuery] = {}
    for directory in (QUERIES, *directories):
        if not directory.is_dir():
            raise QueryError(f"{directory}: no folder with saved queries (*.rq)")
        queries |= {path.stem: read_query(path) for path in sorted(directory.glob("*.rq"))}
    return dict(sorted(queries.items()))


def saved_query(name: str, *directories: Path) -> SavedQuery:
    """Read one saved query; raises QueryError with the nearest name if there is none."""
    queries = saved_queries(*directories)
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, n=1)
    hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(queries)}"
    raise QueryError(f"{name}: no saved query of this name; {hint}")


def read_query(path: Path) -> SavedQuery:
    """Read a query from a file, with its description and parameters."""
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise QueryError(f"{path}: cannot be read: {reason}") from error
    first = text.partition("\n")[0].strip()
    comment = first.lstrip("# ") if first.startswith("#") and "@param" not in first else ""
    return SavedQuery(name=path.stem, comment=comment, text=text, parameters=read_parameters(text, str(path)))


_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
# Strings, IRIs and comments, as SPARQL's grammar has them; a backslash takes the next sign with it everywhere.
_IGNORED = re.compile(
    r"""'''(?:\\.|(?!''').)*'''|"{3}(?:\\.|(?!"{3}).)*"{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n]*|\\.""",
    re.DOTALL,
)
_NETWORK = {"SERVICE": "asks another server", "LOAD": "fetches a file"}


def refuse_service(query: str) -> None:
    """Raise ForbiddenError if a query would ask another server: kg opens none; QueryError if it is no Unicode."""
    try:
        query.encode()
    except UnicodeEncodeError as error:
        line, column = _position(query, error.start)
        raise QueryError(
            f"query, line {line}, column {column}: half a character, which is no Unicode; write UTF-8"
        ) from error
    _refuse_words(query, ["SERVICE"], lambda text: ox.Store().query(text, base_iri=BASE, prefixes=PREFIXES))


def refuse_network(update: str) -> None:
    """Raise ForbiddenError if an update would fetch a file or ask another server."""
    _refuse_words(update, ["LOAD", "SERVICE"], lambda text: ox.Store().update(text, base_iri=BASE, prefixes=PREFIXES))


def _refuse_words(text: str, words: list[str], parse: Callable[[str], object]) -> None:
    """Refuse a text in which one of the words is a keyword; in a string, a name or a comment it harms nobody.

    Where a word is a keyword cannot be told for sure without the engine's own grammar: to it, 1SERVICE<...> is one.
    So the words are spoilt wherever they stand: what is no longer SPARQL then had one as a keyword.
    """
    capitals = text.upper()
    if not any(word in capitals for word in words):
        return
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
    quote = re.search(r"[\"']", masked)
    if quote:
        return *_position(query, quote.start()), "this quotation mark is not closed"
    word = _bare_word(query, masked, line, column)
    if word:
        hint = f'kg:{word.group()}, <...> or "{word.group()}"'
        return *_position(query, word.start()), f"{word.group()} is no word of SPARQL; write a name or a text as {hint}"
    opened, closed = masked.count("{"), masked.count("}")
    if opened > closed:
        return *_position(query, len(query.rstrip())), f"{opened - closed} closing }} is missing"
    return line, column, _unexpected(query, line, column)


def _bare_word(query: str, masked: str, line: int, column: int) -> re.Match[str] | None:
    """Find a word at or just before a place that is neither a keyword nor part of a name."""
    place = sum(len(text) + 1 for text in query.split("\n")[: line - 1]) + column - 1
    words = [found for found in _WORD.finditer(masked) if found.start() <= place <= len(masked)]
    last = words[-1] if words else None
    if last is None or masked[last.end() : place].strip() or _SPARQL.fullmatch(last.group()):
        return None
    return last


_OPENINGS = "SELECT, ASK, CONSTRUCT or DESCRIBE"
_KEYWORDS = {"ASK", "BASE", "CONSTRUCT", "DESCRIBE", "PREFIX", "SELECT", "VERSION"}
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}
_WORD = re.compile(r"(?<![\w?$:@.-])[^\W\d_]\w+(?![\w:-])")
_SPARQL = re.compile(
    r"A|ABS|ADD|ALL|AS|ASC|ASK|AVG|BASE|BIND|BNODE|BOUND|BY|CEIL|CLEAR|COALESCE|CONCAT|CONSTRUCT|CONTAINS|COPY|"
    r"COUNT|CREATE|DATA|DATATYPE|DAY|DEFAULT|DELETE|DESC|DESCRIBE|DISTINCT|DROP|ENCODE_FOR_URI|EXISTS|FALSE|FILTER|"
    r"FLOOR|FROM|GRAPH|GROUP|GROUP_CONCAT|HAVING|HOURS|IF|IN|INSERT|IRI|ISBLANK|ISIRI|ISLITERAL|ISNUMERIC|ISURI|"
    r"LANG|LANGMATCHES|LCASE|LIMIT|LOAD|MAX|MD5|MIN|MINUS|MINUTES|MONTH|MOVE|NAMED|NOT|NOW|OFFSET|OPTIONAL|ORDER|"
    r"PREFIX|RAND|REDUCED|REGEX|REPLACE|ROUND|SAMETERM|SAMPLE|SECONDS|SELECT|SEPARATOR|SERVICE|SHA1|SHA256|SHA384|"
    r"SHA512|SILENT|STR|STRAFTER|STRBEFORE|STRDT|STRENDS|STRLANG|STRLEN|STRSTARTS|STRUUID|SUBSTR|SUM|TIMEZONE|TO|"
    r"TRUE|TZ|UCASE|UNDEF|UNION|URI|USING|UUID|VALUES|WHERE|WITH|YEAR",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[^\W\d_]+|\S")


def mask(query: str) -> str:
    """Blank out strings, IRIs and comments, so that only the query's own words are left in place."""
    return _IGNORED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), query)


def without_comments(query: str) -> str:
    """Blank out comments."""
    return _IGNORED.sub(lambda found: " " if found.group().startswith("#") else found.group(), query)


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


_TERM = re.compile(r"(?<![\w?$:-])kg:([\w-]+)")
_TERM_IRI = re.compile(rf"<{re.escape(KG)}([\w-]+)>")


def unknown_terms(query: str, known: Collection[URIRef], *, is_used: Callable[[URIRef], bool]) -> list[str]:
    """Find the terms of kg's namespace that nobody knows, with the place and the nearest that somebody does.

    Such a term is no error, but a query with it finds nothing: kg:ceoof for kg:ceoOf.
    """
    names = {str(iri).removeprefix(KG): iri for iri in known if iri in KG}
    redeclared = re.search(r"\bPREFIX\s+kg:", mask(query), re.IGNORECASE)
    found = [] if redeclared else list(_TERM.finditer(mask(query)))
    found += _TERM_IRI.finditer(query)
    return [
        _unknown_term(query, match.start(), match[1], names)
        for match in sorted(found, key=re.Match.start)
        if match[1] not in names and not is_used(KG[match[1]])
    ]


def _unknown_term(query: str, offset: int, name: str, names: Collection[str]) -> str:
    lower = {known.lower(): known for known in sorted(names)}
    near = [lower[match] for match in get_close_matches(name.lower(), lower, n=3)]
    hint = f"did you mean {' or '.join(f'kg:{one}' for one in near)}?" if near else "ontology/kg.ttl has them all"
    line, column = _position(query, offset)
    return f"query, line {line}, column {column}: the ontology has no kg:{name}; {hint}"
