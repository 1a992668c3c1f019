"""kg add: more texts for a graph that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.options import load_ontology, out_option, publish_option, publishing, reading_options
from kg.cli.progress import show_progress
from kg.cli.summary import summary

__all__ = ["add"]


@click.command()
@click.argument("sources", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@out_option
@publish_option
@reading_options
def add(
    sources: tuple[Path, ...],
    out: Path,
    store: str | None,
    ontology: Path | None,
    max_characters: int,
    quiet: bool,
    progress: str,
    document_timeout: float,
    document_memory: int,
    **reading: Any,
) -> None:
    """Read more texts into a graph.

    The graph is then the same as if all texts had been read at once. A text that is there already is
    not read again. PATH and the options are those of kg build; with another ontology than before,
    the texts that are there are read again, too.

    \b
    Example:
      kg add more-news --out output
    """
    from kg.build import add as add_to_graph
    from kg.documents import Limits

    with publishing(store) as publish:
        with show_progress(progress, quiet=quiet) as on_progress:
            report = add_to_graph(
                sources,
                out=out,
                ontology=ontology,
                limits=Limits(characters=max_characters),
                document_timeout_s=document_timeout,
                document_memory_mb=document_memory,
                on_progress=on_progress,
                **reading,
            )
        publish(report.store)
    if not quiet:
        click.echo(summary(report, load_ontology(ontology), has_page=(out / "graph.html").exists()))
