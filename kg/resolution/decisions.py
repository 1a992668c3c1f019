"""What a person decided about who is who, in a table that `kg review` writes and a person edits.

decision,one,one_document,other,other_document,...: "same" or "different" in the first column decides, nothing leaves
it to kg. A document in the second or fourth says that only the thing of that text is meant.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rdflib import URIRef

from kg.cells import harmless
from kg.errors import InputError, OutputError
from kg.resolution.things import Node
from kg.vocabulary import BASE

__all__ = ["Decision", "Reviewed", "read_decisions", "write_review"]

_SAME, _DIFFERENT = "same", "different"
_KEYS = ("one", "one_document", "other", "other_document")
_TOLD = ("state", "score", "one_name", "other_name", "for", "against", "one_texts", "other_texts")
_BETWEEN = " | "


class Decision(NamedTuple):
    """Two things are the same, or are not."""

    one: Node
    other: Node
    is_same: bool
    where: str = ""  # file and line


class Reviewed(NamedTuple):
    """A row of the table: what a person is asked, and what was answered."""

    one: Node
    other: Node
    state: str  # "merged", "proposed" or "decided"
    score: float
    names: tuple[str, str]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    documents: tuple[tuple[str, ...], tuple[str, ...]]


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read what was decided; InputError, with lines, where the table is none or contradicts itself."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise InputError(f"{path}: decisions cannot be read: {reason}") from error
    head = text.partition("\n")[0]
    # Spreadsheets of some countries write semicolons.
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        missing = [name for name in ("decision", "one", "other") if name not in (reader.fieldnames or ())]
        if missing:
            raise InputError(f"{path}:1: no column {', '.join(missing)}; kg review writes a table that has them all")
        decisions = [d for row in reader if (d := _decision(row, f"{path}:{reader.line_num}"))]
    except csv.Error as error:
        raise InputError(f"{path}:{reader.reader.line_num}: no table that kg can read: {error}") from error
    _refuse_contradictions(decisions)
    return tuple(decisions)


def _decision(row: Mapping[str, str | None], where: str) -> Decision | None:
    answer = (row.get("decision") or "").strip().casefold()
    if answer in ("", "?"):
        return None
    if answer not in (_SAME, _DIFFERENT):
        raise InputError(f"{where}: decision {answer!r} is none; write {_SAME}, {_DIFFERENT} or nothing")
    one, one_document, other, other_document = ((row.get(key) or "").strip() for key in _KEYS)
    if not one or not other:
        raise InputError(f"{where}: {'one' if not one else 'other'} is empty; give the IRI of a thing")
    first, second = sorted((Node(_iri(one), one_document), Node(_iri(other), other_document)))
    if first == second:
        raise InputError(f"{where}: {one} is only itself; to tell two of this name apart, give a document to each")
    return Decision(first, second, answer == _SAME, where)


def _iri(text: str) -> URIRef:
    return URIRef(text if ":" in text else BASE + text)


def _refuse_contradictions(decisions: Sequence[Decision]) -> None:
    """Refuse two things that are different, and the same by one or several other lines."""
    steps: dict[Node, list[tuple[Node, str]]] = {}
    for one, other, is_same, where in decisions:
        if is_same:
            steps.setdefault(one, []).append((other, where))
            steps.setdefault(other, []).append((one, where))
    for one, other, is_same, where in decisions:
        if not is_same and (lines := _path(one, other, steps)) is not None:
            raise InputError(
                f"{where}: {name(one)} and {name(other)} are different here, and the same by {', '.join(lines)}; "
                "take one of these lines out"
            )


def _path(one: Node, other: Node, steps: Mapping[Node, Iterable[tuple[Node, str]]]) -> list[str] | None:
    """Give the lines that lead from one thing to another, the fewest."""
    lines: dict[Node, list[str]] = {one: []}
    todo = [one]
    for node in todo:
        for following, where in steps.get(node, ()):
            if following not in lines:
                lines[following] = [*lines[node], where]
                todo.append(following)
    return lines.get(other)


def name(node: Node) -> str:
    """Write a node as a person reads it."""
    short = node.iri.removeprefix(BASE)
    return f"{short} in {node.document}" if node.document else short


def write_review(rows: Iterable[Reviewed], path: Path, decided: Iterable[Decision] = ()) -> None:
    """Write the table, with what was decided already; what no row asks about any more is kept."""
    answers = {(d.one, d.other): _SAME if d.is_same else _DIFFERENT for d in decided}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["decision", *_KEYS, *_TOLD])
    for row in rows:
        writer.writerow([answers.pop((row.one, row.other), ""), *_fields(row)])
    for (one, other), answer in sorted(answers.items()):
        writer.writerow([answer, *_fields(Reviewed(one, other, "decided", 1.0, ("", ""), (), (), ((), ())))])
    try:
        path.write_text(stream.getvalue(), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def _fields(row: Reviewed) -> list[str]:
    ends = [field for node in (row.one, row.other) for field in (node.iri.removeprefix(BASE), node.document)]
    told = [_BETWEEN.join(row.reasons), _BETWEEN.join(row.doubts), *(" ".join(texts) for texts in row.documents)]
    return [*ends, row.state, f"{row.score:.2f}", *map(harmless, (*row.names, *told))]
