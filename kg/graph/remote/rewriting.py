"""A query as a server needs it: with kg's prefixes, and asked of the union of kg's graphs.

On a server whose default graph is a graph like any other, kg keeps the union there, and queries go as they are. Where
the default graph is everything the server has, also what is not kg's and each triple as often as it is told (Virtuoso),
kg keeps the union in a graph of its own, ALL. Then the pattern of a query is put into GRAPH <ALL> { }, which changes
nothing for a GRAPH within it, and a GRAPH ?g is kept to kg's own graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.graph.questions import mask
from kg.vocabulary import BASE, PREFIXES

__all__ = ["ALL", "SERVER", "as_asked_there", "with_prologue"]

ALL = BASE + "graph/all"
SERVER = BASE + "graph/server/"  # graphs that are of use to kg only: documents on their way, what was written

_WORD = r"(?<![\w?$:-])(?:{})(?![\w:-])"
_FORM = re.compile(_WORD.format("SELECT|ASK|CONSTRUCT|DESCRIBE"), re.IGNORECASE)
_FROM = re.compile(_WORD.format("FROM"), re.IGNORECASE)
_WHERE = re.compile(_WORD.format("WHERE"), re.IGNORECASE)
_VALUES = re.compile(_WORD.format("VALUES"), re.IGNORECASE)
_GRAPH_VARIABLE = re.compile(r"(?<![\w?$:-])GRAPH\s*([?$]\w+)\s*\{", re.IGNORECASE)


def with_prologue(text: str) -> str:
    """Declare kg's base and those of its prefixes that a query or an update uses."""
    masked = mask(text)
    used = [name for name in sorted(PREFIXES) if re.search(rf"(?<![\w?$:-]){name}:", masked)]
    return "".join([f"BASE <{BASE}>\n", *(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used), text])


def as_asked_there(query: str, *, is_apart: bool) -> str:
    """Give a well-formed query as the server needs it; one that says itself which graphs it is asked of stays as it is.

    is_apart: the union lies in ALL.

    >>> as_asked_there("ASK { ?s ?p ?o }", is_apart=True)
    'ASK { GRAPH <https://kg.example/graph/all> { ?s ?p ?o } }'
    """
    masked = mask(query)
    form = _FORM.search(masked)
    if form is None or _FROM.search(masked):
        return query
    start, end, is_template = _pattern(masked, form)
    if not end:
        return query  # DESCRIBE <...>: what the server says of it
    pattern = _without_others(query[start:end], masked[start:end], is_apart=is_apart)
    if not is_apart:
        return f"{query[:start]}{pattern}{query[end:]}"
    before = _WHERE.sub("", query[:start]) if is_template else query[:start]
    template = f"{query[start:end]} WHERE " if is_template else ""
    return f"{before}{template}{{ GRAPH <{ALL}> {pattern} }}{query[end:]}"


def _pattern(masked: str, form: re.Match[str]) -> tuple[int, int, bool]:
    """Find the pattern of a query, with its braces; and whether it is the template of a CONSTRUCT as well."""
    groups = list(_groups(masked, form.end()))
    kind = form.group().upper()
    if not groups or (kind == "DESCRIBE" and _VALUES.search(masked[form.end() : groups[0][0]])):
        return 0, 0, False
    if kind != "CONSTRUCT":
        return *groups[0], False
    is_template = _WHERE.search(masked[form.end() : groups[0][0]]) is not None
    return *groups[0 if is_template else 1], is_template


def _groups(masked: str, start: int) -> Iterator[tuple[int, int]]:
    """Give the places of the groups in braces that stand in no other group and in no parentheses."""
    opened: list[str] = []
    begin = 0
    for found in re.finditer(r"[{}()]", masked[start:]):
        sign, place = found.group(), start + found.start()
        if sign in "{(":
            begin = begin if opened else place
            opened.append(sign)
        elif opened:
            last = opened.pop()
            if not opened and last == "{":
                yield begin, place + 1


def _without_others(pattern: str, masked: str, *, is_apart: bool) -> str:
    """Let GRAPH ?g find no graph that is of use to kg only, and where others have theirs, only kg's."""
    pieces, done = [], 0
    for place, variable in sorted(_ends(masked)):
        conditions = [f'!STRSTARTS(STR({variable}), "{SERVER}")']
        if is_apart:
            conditions += [f'STRSTARTS(STR({variable}), "{BASE}")', f"{variable} != <{ALL}>"]
        pieces += [pattern[done:place], f" FILTER ({' && '.join(conditions)})"]
        done = place
    return "".join([*pieces, pattern[done:]])


def _ends(masked: str) -> Iterator[tuple[int, str]]:
    """Give where each GRAPH ?g { } ends, and its variable."""
    for found in _GRAPH_VARIABLE.finditer(masked):
        _, end = next(_groups(masked, found.end() - 1))
        yield end, found.group(1)
