"""kg export: the graph in another format."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import load_ontology, ontology_option, out_option

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.ontology import Ontology

__all__ = ["export"]

_EXPORTS = {
    "graphml": "graphml",
    "jsonld": "jsonld",
    "nquads": "nq",
    "ntriples": "nt",
    "rdfxml": "rdf",
    "trig": "trig",
    "turtle": "ttl",
}


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(_EXPORTS)),
    help="By the ending of the file if not given.",
)
@out_option
@click.option(
    "--output",
    "-o",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file; standard output if not given.",
)
@ontology_option
def export(format_: str | None, out: Path, target: Path | None, ontology: Path | None) -> None:
    """Write the graph in another format; the same graph gives the same bytes.

    turtle, ntriples, rdfxml and graphml hold everything in one graph; trig, nquads and jsonld keep
    one graph per text.

    \b
    Examples:
      kg export --format jsonld -o graph.jsonld
      kg export -o graph.graphml
    """
    from kg.graph.folder import open_store

    name = format_ or _guess_format(target)
    store = open_store(out)
    if name == "graphml":
        _export_graphml(store, target, load_ontology(ontology))
    else:
        store.export(target or sys.stdout.buffer, name)


def _guess_format(target: Path | None) -> str:
    ending = target.suffix.lstrip(".") if target else "ttl"
    for name, known in _EXPORTS.items():
        if ending in (known, name):
            return name
    endings = ", ".join(sorted(_EXPORTS.values()))
    raise click.UsageError(f"No format ends in .{ending}; expected one of {endings}, or --format.")


def _export_graphml(store: Store, target: Path | None, ontology: Ontology) -> None:
    from kg.views import write_graphml

    if target:
        write_graphml(store, target, ontology)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.graphml"
        write_graphml(store, path, ontology)
        sys.stdout.buffer.write(path.read_bytes())
