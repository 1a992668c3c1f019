"""kg remove: texts taken out of a graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import load_ontology, ontology_option, out_option, publish_option, publishing
from kg.cli.summary import summary

__all__ = ["remove"]


@click.command()
@click.argument("documents", metavar="TEXT...", nargs=-1, required=True)
@out_option
@publish_option
@ontology_option
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def remove(documents: tuple[str, ...], out: Path, store: str | None, ontology: Path | None, quiet: bool) -> None:
    """Take texts out of a graph, with everything that only they say.

    TEXT is a title, the name of a file without its folder, or an IRI.

    \b
    Example:
      kg remove old-news.txt --out output
    """
    from kg.build import remove as remove_from_graph

    with publishing(store) as publish:
        report = remove_from_graph(documents, out=out, ontology=ontology)
        publish(report.store)
    if not quiet:
        click.echo(summary(report, load_ontology(ontology), has_page=(out / "graph.html").exists()))
