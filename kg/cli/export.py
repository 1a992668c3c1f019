"""kg export: the graph, or a part of it, in another format."""

from __future__ import annotations

import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import load_ontology, ontology_option, open_store, out_option, store_option

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.ontology import Ontology

__all__ = ["export"]

_EXPORTS = {
    "csv": "csv",
    "gexf": "gexf",
    "graphml": "graphml",
    "html": "html",
    "jsonld": "jsonld",
    "neo4j": "neo4j",
    "nquads": "nq",
    "ntriples": "nt",
    "parquet": "parquet",
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
@store_option
@click.option(
    "--output",
    "-o",
    "target",
    type=click.Path(path_type=Path),
    help="A file, for neo4j a folder; standard output if not given.",
)
@ontology_option
@click.option("--document", metavar="TITLE|FILE|IRI", help="Only this text.")
@click.option("--entity", metavar="NAME|IRI", help="Only what is said of this thing and what is linked with it.")
@click.option("--hops", type=click.IntRange(min=1), help="How many statements far from --entity.  [default: 1]")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only what was read so surely.")
@click.option("--rdf12", is_flag=True, help="Statements as RDF 1.2 has them: triple terms and reifiers.")
@click.option("--plain", is_flag=True, help="Only what is plainly asserted, without statements and sentences.")
def export(
    format_: str | None,
    out: Path,
    store: str | None,
    target: Path | None,
    ontology: Path | None,
    document: str | None,
    entity: str | None,
    hops: int | None,
    min_confidence: float | None,
    rdf12: bool,
    plain: bool,
) -> None:
    """Write the graph, or a part of it, in another format; the same graph gives the same bytes.

    turtle, ntriples, rdfxml, graphml and gexf hold everything in one graph; trig, nquads and jsonld keep
    one graph per text. --rdf12 is for turtle, ntriples, trig and nquads. csv and parquet have a row for every
    fact with its sentence; neo4j is a folder with nodes.csv and relationships.csv for neo4j-admin database import,
    and with import.cypher, which says how. A file is written whole or not at all.

    \b
    Examples:
      kg export --format jsonld -o graph.jsonld
      kg export -o graph.graphml
      kg export --entity Nordwind --hops 2 --min-confidence 0.8 -o nordwind.ttl
    """
    from kg.graph.serialization import FORMATS, RDF12_FORMATS

    if hops and not entity:
        raise click.UsageError("--hops needs --entity: how far from what?")
    name = format_ or _guess_format(target)
    if rdf12 and name not in RDF12_FORMATS:
        raise click.UsageError(f"--rdf12 is for {', '.join(RDF12_FORMATS)}, not for {name}.")
    loaded = load_ontology(ontology)
    graph = open_store(out, store)
    if document or entity or plain or min_confidence is not None:
        graph = graph.select(
            document=graph.find_document(document, loaded.schema) if document else None,
            entity=graph.find_entity(entity, loaded.schema) if entity else None,
            hops=hops or 1,
            min_confidence=None if min_confidence is None else Decimal(str(min_confidence)),
            plain=plain,
        )
    if name in FORMATS:
        graph.export(target or sys.stdout.buffer, name, rdf12=rdf12)
    else:
        _export_view(graph, name, target, loaded)


def _guess_format(target: Path | None) -> str:
    ending = target.suffix.lstrip(".") if target else "ttl"
    for name, known in _EXPORTS.items():
        if ending in (known, name):
            return name
    endings = ", ".join(sorted(_EXPORTS.values()))
    raise click.UsageError(f"No format ends in .{ending}; expected one of {endings}, or --format.")


def _export_view(store: Store, name: str, target: Path | None, ontology: Ontology) -> None:
    from kg.views import VIEWS

    if target:
        VIEWS[name](store, target, ontology)
        return
    if name == "neo4j":
        raise click.UsageError("neo4j is two files; give a folder: -o FOLDER.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"graph.{_EXPORTS[name]}"
        VIEWS[name](store, path, ontology)
        sys.stdout.buffer.write(path.read_bytes())
