"""kg check: is the graph, a file of triples, or the ontology, as it should be?"""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from kg.cli.options import many, ontology_option, open_store, out_option, printable_lines, store_option

__all__ = ["check"]


@click.command()
@click.argument("what", metavar="[graph|ontology|FILE]", default="graph")
@out_option
@store_option
@ontology_option
@click.option(
    "--examples", is_flag=True, help="With ontology: also read every example, and say whose entry does not read it."
)
def check(what: str, out: Path, store: str | None, ontology: Path | None, examples: bool) -> None:
    """Check the graph, or a file of triples, against the shapes of the ontology; or the ontology and its lexicons.

    FILE is of any RDF format that kg export writes. Of what differs from its shape, kg says which fact of which
    sentence it is. Ends with 1 if there is anything to mend.

    \b
    Examples:
      kg check
      kg check graph.trig
      kg check ontology --ontology my-ontology --examples
    """
    from kg import paths

    directory = ontology or paths.ONTOLOGY
    problems = _check_ontology(directory) if what == "ontology" else _check_graph(what, out, store, directory)
    if examples and what == "ontology" and not problems:  # what cannot be read as a whole cannot be tried
        problems = _check_examples(directory)
    for problem in problems:
        click.echo(printable_lines(problem))
    if problems:
        raise _Failed(f"{many(len(problems), 'problem')} found.")
    click.echo(f"The {what} is as it should be." if what in ("graph", "ontology") else f"{what} is as it should be.")


class _Failed(click.ClickException):
    """What ends a check that found something."""

    def show(self, file: IO[str] | None = None) -> None:
        click.echo(self.message, file=file, err=True)


def _check_graph(what: str, out: Path, store: str | None, directory: Path) -> list[str]:
    from kg.graph.shapes import check as check_shapes
    from kg.graph.shapes import read_rdf
    from kg.ontology import shape_files

    if what != "graph" and not Path(what).exists():
        raise click.UsageError(f"{what}: no such file; expected graph, ontology or a file of triples.")
    graph = open_store(out, store) if what == "graph" else read_rdf(Path(what))
    return [str(problem) for problem in check_shapes(graph, *shape_files(directory))]


def _check_examples(directory: Path) -> list[str]:
    from kg.examples import check_examples

    return check_examples(directory)


def _check_ontology(directory: Path) -> list[str]:
    from kg.ontology import check as check_ontology

    return check_ontology(directory)
