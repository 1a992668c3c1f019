"""kg query: a question in, a table out."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from kg.cli.options import load_ontology, ontology_option, out_option
from kg.errors import InputError

__all__ = ["query"]

_ANSWERS = ("table", "csv", "tsv", "json", "xml", "ttl")
_GRAPH_ANSWERS = {"ttl": "turtle", "json": "jsonld", "xml": "rdfxml"}


@click.command()
@click.argument("question", metavar="QUERY|FILE.rq|NAME", required=False)
@out_option
@click.option("--format", "format_", type=click.Choice(_ANSWERS), default="table", show_default=True)
@ontology_option
@click.option("--iris", is_flag=True, help="Show IRIs in the table, not names.")
@click.option("--list", "is_list", is_flag=True, help="Show the saved queries.")
def query(question: str | None, out: Path, format_: str, ontology: Path | None, iris: bool, is_list: bool) -> None:
    """Ask the graph in SPARQL 1.1, or by the name of a saved query.

    kg's prefixes are declared (kg: rdf: rdfs: schema: skos: prov: oa: xsd: ...) and
    <organization/nordwind> is short for <https://kg.example/organization/nordwind>.
    "-" reads the query from standard input.

    \b
    Examples:
      kg query who-leads-whom
      kg query 'SELECT ?who ?what { ?who kg:discontinues ?what }' --format csv
    """
    from kg.graph import saved_queries
    from kg.graph.folder import open_store

    if is_list:
        queries = saved_queries().values()
        width = max(len(saved.name) for saved in queries)
        click.echo("\n".join(f"{saved.name:<{width}}  {saved.comment}" for saved in queries))
        return
    if not question:
        raise click.UsageError("Give a query, a file or a name; kg query --list shows the names.")
    store = open_store(out)
    result = store.query(_read_question(question))
    if format_ != "table":
        name = _GRAPH_ANSWERS.get(format_, format_) if result.is_graph else format_
        sys.stdout.buffer.write(result.serialize(name))
        return
    from kg.views.table import format_table

    shown = result if iris else store.with_names(result)
    click.echo(format_table(shown, ontology=load_ontology(ontology)))


def _read_question(question: str) -> str:
    from kg.graph import saved_query

    if question == "-":
        return sys.stdin.buffer.read().decode("utf-8")
    if question.endswith(".rq"):
        try:
            return Path(question).read_text(encoding="utf-8")
        except OSError as error:
            raise InputError(f"{question}: cannot be read: {error.strerror}") from error
    return saved_query(question).text if re.fullmatch(r"[\w-]+", question) else question
