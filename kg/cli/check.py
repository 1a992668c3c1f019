"""kg check: is the graph, or the ontology, as it should be?"""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from kg.cli.options import many, ontology_option, open_store, out_option, store_option

__all__ = ["check"]


@click.command()
@click.argument("what", type=click.Choice(["graph", "ontology"]), default="graph")
@out_option
@store_option
@ontology_option
def check(what: str, out: Path, store: str | None, ontology: Path | None) -> None:
    """Check the graph against ontology/shapes.ttl, or the ontology and its lexicons.

    Ends with 1 if there is anything to mend.

    \b
    Examples:
      kg check
      kg check ontology --ontology my-ontology
    """
    from kg import paths

    directory = ontology or paths.ONTOLOGY
    problems = _check_graph(out, store, directory) if what == "graph" else _check_ontology(directory)
    for problem in problems:
        click.echo(problem)
    if problems:
        raise _Failed(f"{many(len(problems), 'problem')} found.")
    click.echo(f"The {what} is as it should be.")


class _Failed(click.ClickException):
    """What ends a check that found something."""

    def show(self, file: IO[str] | None = None) -> None:
        click.echo(self.message, err=True)


def _check_graph(out: Path, store: str | None, directory: Path) -> list[str]:
    from kg.graph.shapes import check as check_shapes
    from kg.ontology import shape_files

    return [str(problem) for problem in check_shapes(open_store(out, store), *shape_files(directory))]


def _check_ontology(directory: Path) -> list[str]:
    from kg.ontology import check as check_ontology

    return check_ontology(directory)
