"""An update made to write down what it touches, so that the union and what is derived need not be looked through whole.

Every operation also puts the triples it inserts or deletes, whatever their graph, into the graph TOUCHED. What it does
besides stays the same. Operations on everything there is (DROP ALL, CLEAR DEFAULT ...) are not made so, nor are the
few that could see TOUCHED while they run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.questions import mask, without_comments
from kg.vocabulary import BASE, PREFIXES

__all__ = ["TOUCHED", "watched"]

TOUCHED = BASE + "graph/touched"

_KEYWORD = re.compile(r"(?<![\w?$:.-])[A-Za-z]+(?![\w:-])")
_SIGN = re.compile(r"[{}()\[\];]")
_GRAPH = re.compile(r"(?<![\w?$:.-])GRAPH\b[^{}]*\{", re.IGNORECASE)
_GRAPH_VARIABLE = re.compile(r"(?<![\w?$:.-])GRAPH\s*[?$]", re.IGNORECASE)
# Nodes without a name, which would be others where they are noted, and what RDF 1.2 puts into braces.
_UNNAMED = re.compile(r"[\[(]|<<|\{\||~")
_NO_OPERATION = {"PREFIX", "BASE", "VERSION"}
_TRIPLE = "?kg_s ?kg_p ?kg_o"


@dataclass(frozen=True, slots=True)
class _Operation:
    """One operation of an update, with its prologue."""

    text: str
    masked: str
    words: tuple[tuple[str, int], ...]  # the keywords outside of all braces, in capitals, and where they end
    groups: tuple[tuple[int, int], ...]  # what stands in braces, without them

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(word for word, _ in self.words)

    @property
    def prologue(self) -> str:
        word, end = self.words[0]
        return self.text[: end - len(word)]

    @property
    def rest(self) -> str:
        return self.text.removeprefix(self.prologue)

    def inner(self, number: int) -> tuple[str, str]:
        start, end = self.groups[number]
        return self.text[start:end], self.masked[start:end]


def watched(update: str) -> str | None:
    """Give an update that does the same and fills TOUCHED; None if it cannot be made to."""
    operations = [operation for operation in _operations(without_comments(update)) if operation.words]
    several = len(operations) > 1
    if several and any(_GRAPH_VARIABLE.search(operation.masked) for operation in operations):
        return None
    made = [_watched(operation) for operation in operations]
    text = " ;\n".join(filter(None, made))
    if None in made or not text:
        return None
    try:
        ox.Store().update(text, base_iri=BASE, prefixes=PREFIXES)
    except (SyntaxError, OSError, RuntimeError):
        return None
    return text


def _operations(update: str) -> Iterator[_Operation]:
    masked = mask(update)
    start, depth, opened = 0, 0, 0
    groups: list[tuple[int, int]] = []
    for found in _SIGN.finditer(masked + ";"):
        sign, place = found.group(), found.start()
        if sign in "{([":
            opened = opened if depth else place + 1
            depth += 1
        elif sign in "})]":
            depth -= 1
            if depth == 0 and sign == "}":
                groups.append((opened - start, place - start))
        elif depth <= 0:
            yield _operation(update[start:place], masked[start:place], groups)
            start, groups = place + 1, []


def _operation(text: str, masked: str, groups: list[tuple[int, int]]) -> _Operation:
    words = [
        (found.group().upper(), found.end())
        for found in _KEYWORD.finditer(masked)
        if not any(start <= found.start() < end for start, end in groups)
    ]
    known = [(word, end) for word, end in words if word not in _NO_OPERATION]
    return _Operation(text, masked, tuple(known), tuple(groups))


def _watched(operation: _Operation) -> str | None:
    templates = operation.groups[: max(1, len(operation.groups) - 1)]
    if any(_UNNAMED.search(operation.masked[start:end]) for start, end in templates):
        return None
    match operation.names:
        case ("INSERT", "DATA"):
            return _with_group(operation, 0, f"GRAPH <{TOUCHED}> {{ {_triples(*operation.inner(0))} }}")
        case ("DELETE", "DATA"):
            noted = f"{operation.prologue} INSERT DATA {{ GRAPH <{TOUCHED}> {{ {_triples(*operation.inner(0))} }} }}"
            return f"{noted} ;\n{operation.rest}"
        case ("DELETE", "WHERE") if len(operation.groups) == 1:
            text, masked = operation.inner(0)
            end = operation.words[0][1]
            noted = f"INSERT {{ GRAPH <{TOUCHED}> {{ {_triples(text, masked)} }} }}"
            return f"{operation.text[:end]} {{ {text} }} {noted} {operation.text[end:]}"
        case ("DROP" | "CLEAR", *_, "GRAPH"):
            return _noting(operation, [operation.text[operation.words[-1][1] :]])
        case ("ADD" | "COPY" | "MOVE", *_) if "DEFAULT" not in operation.names:
            return _noting(operation, _source_and_target(operation))
        case ("CREATE", *_):
            return operation.text
        case names if "WHERE" in names and {"INSERT", "DELETE"} & set(names):
            return _watched_change(operation)
    return None


def _watched_change(operation: _Operation) -> str | None:
    """Note both templates of DELETE { } INSERT { } WHERE { } in the one that inserts."""
    templates = [name for name in operation.names if name in ("DELETE", "INSERT")]
    if len(operation.groups) != len(templates) + 1:
        return None
    said = " . ".join(filter(None, (_triples(*operation.inner(number)) for number in range(len(templates)))))
    noted = f"GRAPH <{TOUCHED}> {{ {said} }}"
    if templates[-1] == "INSERT":
        return _with_group(operation, len(templates) - 1, noted)
    end = operation.groups[0][1] + 1
    return f"{operation.text[:end]} INSERT {{ {noted} }} {operation.text[end:]}"


def _with_group(operation: _Operation, number: int, more: str) -> str:
    end = operation.groups[number][1]
    return f"{operation.text[:end]} {more} {operation.text[end:]}"


def _noting(operation: _Operation, graphs: list[str]) -> str:
    """Note all that some graphs hold before they are changed as a whole."""
    noted = [
        f"INSERT {{ GRAPH <{TOUCHED}> {{ {_TRIPLE} }} }} WHERE {{ GRAPH {graph} {{ {_TRIPLE} }} }}" for graph in graphs
    ]
    return operation.prologue + " ;\n".join([*noted, operation.rest])


def _source_and_target(operation: _Operation) -> list[str]:
    """Give the names in MOVE GRAPH <source> TO GRAPH <target>."""
    to = operation.names.index("TO")
    end = operation.words[to][1]
    return [
        operation.text[operation.words[to - 1][1] : end - len("TO")],
        operation.text[operation.words[-1][1] :],
    ]


def _triples(text: str, masked: str) -> str:
    """Give the triples of a template without the graphs they stand in."""
    parts: list[str] = []
    done = 0
    for found in _GRAPH.finditer(masked):
        end = masked.index("}", found.end())
        parts += [_statement(text[done : found.start()]), _statement(text[found.end() : end])]
        done = end + 1
    parts.append(_statement(text[done:]))
    return " . ".join(filter(None, parts))


def _statement(text: str) -> str:
    """Give triples without the dots around them."""
    return text.strip(" \t\r\n.")
