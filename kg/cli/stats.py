"""kg stats: what is in the graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import load_ontology, many, ontology_option, open_store, out_option, store_option

if TYPE_CHECKING:
    from kg.graph import Statistics, Store
    from kg.ontology import Schema

__all__ = ["stats"]


@click.command()
@out_option
@store_option
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="Lines of each table.")
@ontology_option
def stats(out: Path, store: str | None, format_: str, top: int, ontology: Path | None) -> None:
    """Count what is in the graph: texts, entities, statements by relation and modality, sources.

    The same stands in the graph itself, as the void:Dataset <dataset>.

    \b
    Examples:
      kg stats
      kg stats --format json
    """

    graph = open_store(out, store)
    found = graph.statistics()
    schema = load_ontology(ontology).schema
    click.echo(_json(found) if format_ == "json" else _text(found, graph, schema, top))


def _text(found: Statistics, store: Store, schema: Schema, top: int) -> str:
    sources = store.names(found.statements_by_source)
    modalities = list(found.statements_by_modality)
    relations = [
        (schema.label(iri, "en"), sum(counts.values()), *(counts.get(kind, 0) for kind in modalities))
        for iri, counts in found.statements_by_property.items()
    ]
    classes = [(schema.label(iri, "en"), number) for iri, number in found.entities_by_class.items()]
    tables = (
        _table(("class", "entities"), classes, top),
        _table(("relation", "statements", *modalities), relations, top),
        _table(("source", "statements"), [(sources[iri], n) for iri, n in found.statements_by_source.items()], top),
    )
    return "\n\n".join([_summary(found), *filter(None, tables)])


def _summary(found: Statistics) -> str:
    languages = ", ".join(f"{number} {language}" for language, number in found.documents_by_language.items())
    dates = " to ".join(dict.fromkeys(filter(None, (found.first_date, found.last_date))))
    texts = f"{many(found.documents, 'text')} ({languages})" if languages else many(found.documents, "text")
    size = f"; {found.size / 1_000_000:.1f} MB on disk" if found.size else ""
    return (
        f"{texts}{f', published {dates}' if dates else ''}\n"
        f"{many(found.statements, 'statement')} in {many(found.sentences, 'sentence')}, "
        f"about {many(found.entities, 'entity', 'entities')}\n"
        f"{many(found.triples, 'triple')}{size}"
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]], top: int) -> str:
    """Set rows in columns: words to the left, numbers to the right, nothing for none."""
    cells = [[_clean(cell) for cell in row] for row in rows]
    shown = [list(head), *cells[:top]]
    widths = [max(len(row[column]) for row in shown) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    ]
    if len(cells) > top:
        lines.append(f"and {len(cells) - top:,} more; --top shows more")
    return "\n".join(lines) if cells else ""


def _clean(cell: object) -> str:
    if isinstance(cell, int):
        return f"{cell:,}" if cell else ""
    # Names come from texts: a control character among them could command the terminal.
    return " ".join("".join(c if c.isprintable() else " " for c in str(cell)).split())[:60]


def _json(found: Statistics) -> str:
    return json.dumps({name: _plain(getattr(found, name)) for name in found.__slots__}, ensure_ascii=False, indent=1)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return value
