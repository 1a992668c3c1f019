"""The answer to a query as a table that fits the terminal."""

from __future__ import annotations

import io
import shutil
from typing import Literal as OneOf

from rdflib import Literal, URIRef
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.graph.results import Result
from kg.graph.terms import Term
from kg.ontology import Ontology
from kg.vocabulary import BASE, KG, PREFIXES, XSD

__all__ = ["format_table"]

_LONGEST = 240  # characters of a cell before it is cut
_WIDEST = 80  # characters of a column
_LONGEST_WORD, _SHORTEST_WORD = 20, 5  # a longer one may be broken for want of room, a shorter one may not
_GAP = 2
_NUMBERS = {XSD.integer, XSD.decimal, XSD.double, XSD.float}


def format_table(result: Result, *, ontology: Ontology, width: int | None = None) -> str:
    """Set the answer to a query as a table; "yes" or "no" for a question that asks for that.

    Properties and classes stand as they are typed in a query (kg:ceoOf), things without the front
    of their IRI (organization/nordwind), values of the ontology by their label (reported).
    width: in characters; that of the terminal if not given.
    """
    if result.answer is not None:
        return "yes" if result.answer else "no"
    width = width or shutil.get_terminal_size((100, 24)).columns
    rows = [[_format_term(term, ontology) for term in row] for row in result.rows]
    widths = _widths([*rows, list(result.columns)], width)
    table = Table(box=None, header_style="", padding=(0, _GAP, 0, 0), pad_edge=False)
    for position, name in enumerate(result.columns):
        values = [row[position] for row in result.rows]
        are_numbers = any(values) and all(value is None or _is_number(value) for value in values)
        side: OneOf["left", "right"] = "right" if are_numbers else "left"
        table.add_column(Text(name), justify=side, overflow="fold", max_width=_WIDEST, width=widths[position])
    table.add_row(*(Text("─" * len(name)) for name in result.columns))
    for row in rows:
        table.add_row(*map(Text, row))
    count = len(result.rows)
    return f"{_render(table, width)}\n\n{count} {'row' if count == 1 else 'rows'}"


def _widths(rows: list[list[str]], width: int) -> list[int | None]:
    """Choose how wide each column is to be, so that words stay whole where there is room; None: as it comes."""
    columns = list(zip(*rows, strict=True))
    room = width - _GAP * (len(columns) - 1)
    natural = [min(_WIDEST, max(map(len, column))) for column in columns]
    words = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    if sum(natural) <= room:
        return [None] * len(columns)
    # The longest words are broken first, and only as short as they must be.
    for longest in range(_LONGEST_WORD, _SHORTEST_WORD, -1):
        least = [min(longest, word) for word in words]
        spare, wanted = room - sum(least), [most - few for most, few in zip(natural, least, strict=True)]
        if spare >= 0:
            widths = [few + spare * more // sum(wanted) for few, more in zip(least, wanted, strict=True)]
            widths[wanted.index(max(wanted))] += room - sum(widths)
            return list(widths)
    return [None] * len(columns)


def _render(table: Table, width: int) -> str:
    # Plain text: no colours or links that a file or a pipe would have to carry.
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system=None,
        force_terminal=False,
        force_jupyter=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _is_number(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype in _NUMBERS


def _format_term(term: Term | None, ontology: Ontology) -> str:
    if term is None:
        return ""
    text = _shorten(term, ontology) if isinstance(term, URIRef) else str(term)
    # Texts come from anywhere: a control character among them could command the terminal.
    text = "".join(c if c.isprintable() else " " for c in text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _shorten(iri: URIRef, ontology: Ontology) -> str:
    if iri in KG and iri in ontology.schema.others:
        return ontology.schema.label(iri, "en")
    if not iri.startswith(BASE) and (iri in ontology.schema.properties or iri in ontology.schema.classes):
        return ontology.schema.label(iri, "en")  # of an ontology of somebody's own: its IRI may be long
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != URIRef(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)
