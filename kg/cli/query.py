"""kg query: a question in, a table out."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    load_ontology,
    ontology_option,
    open_store,
    out_option,
    printable,
    printable_lines,
    store_option,
)
from kg.errors import InputError, ParameterError

if TYPE_CHECKING:
    from kg.graph import Result, SavedQuery, Store
    from kg.ontology import Schema

__all__ = ["query"]

_ANSWERS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdfxml")
_GRAPH_ANSWERS = {"ttl": "turtle", "nt": "ntriples", "json": "jsonld", "xml": "rdfxml"}
_FOLDER = "queries"  # of the user's own questions, beside the graph


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="QUERY|FILE.rq|NAME|- [--PARAMETER VALUE]...", nargs=-1, type=click.UNPROCESSED)
@out_option
@store_option
@click.option("--format", "format_", type=click.Choice(_ANSWERS), default="table", show_default=True)
@ontology_option
@click.option("--queries", type=click.Path(path_type=Path), help="A folder of your own with saved queries (*.rq).")
@click.option("--limit", type=click.IntRange(min=0), help="Give so many rows at most.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Stop after so many seconds.")
@click.option("--iris", is_flag=True, help="Show IRIs in the table, not names.")
@click.option("--explain", is_flag=True, help="Show how the query is understood and what each part matches.")
@click.option("--list", "is_list", is_flag=True, help="Show the saved queries and their parameters.")
def query(
    words: tuple[str, ...],
    out: Path,
    store: str | None,
    format_: str,
    ontology: Path | None,
    queries: Path | None,
    limit: int | None,
    timeout: float | None,
    iris: bool,
    explain: bool,
    is_list: bool,
) -> None:
    """Ask the graph in SPARQL 1.1, or by the name of a saved query.

    kg's prefixes are declared (kg: rdf: rdfs: schema: skos: prov: oa: xsd: ...) and
    <organization/nordwind> is short for <https://kg.example/organization/nordwind>.
    "-" reads the query from standard input.

    A saved query has parameters: names in any language and case, IRIs, dates. Your own queries lie in a
    folder named queries beside the graph, or in that of --queries.

    \b
    Examples:
      kg query who-leads-whom
      kg query ceo-of --org Nordwind
      kg query changes --from 2016 --to 2016-06
      kg query 'SELECT ?who ?what { ?who kg:discontinues ?what }' --format csv
    """
    from kg.graph import saved_queries

    folders = [folder for folder in (out / _FOLDER, queries) if folder and (folder.is_dir() or folder == queries)]
    if is_list:
        click.echo(_list(saved_queries(*folders).values()))
        return
    question, values = _split(words)
    graph = open_store(out, store)
    schema = load_ontology(ontology).schema
    sparql = _bind(_read_question(question, folders), values, graph, schema)
    if explain:
        click.echo(printable_lines(graph.explain(sparql)))
        return
    for warning in graph.warnings(sparql, schema):
        click.echo(f"Warning: {printable(warning)}", err=True)
    # In a process of its own also without a limit, so that Ctrl+C ends it.
    result = graph.query(sparql, timeout_s=timeout or math.inf, limit=limit)
    _write(result, graph, format_, ontology, iris)
    if result.is_cut:
        click.echo(f"There are more rows than these {limit}; --limit shows more.", err=True)


def _split(words: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """Tell the question from the parameters of a saved query, which click does not know."""
    questions, values, rest = [], {}, iter(words)
    for word in rest:
        name, equals, value = word[2:].partition("=")
        if not re.fullmatch(r"--[A-Za-z][\w-]*", word.partition("=")[0]):
            questions.append(word)
        elif equals or (value := next(rest, "")):
            values[name.replace("-", "_")] = value
        else:
            raise click.UsageError(f"Option '{word}' requires an argument.")
    if len(questions) != 1:
        raise click.UsageError("Give one query, a file or a name; kg query --list shows the names.")
    return questions[0], values


def _read_question(question: str, folders: list[Path]) -> SavedQuery:
    from kg.graph import SavedQuery, read_query, saved_query

    if question == "-":
        return SavedQuery(name="-", comment="", text=_standard_input())
    if question.endswith(".rq"):
        return read_query(Path(question))
    if re.fullmatch(r"[\w-]+", question):
        return saved_query(question, *folders)
    return SavedQuery(name="the query", comment="", text=question)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"standard input: not in UTF-8, from byte {error.start}") from error


def _bind(saved: SavedQuery, values: dict[str, str], store: Store, schema: Schema) -> str:
    try:
        return store.bind(saved, values, schema=schema)
    except ParameterError as error:
        raise click.UsageError(f"{error}\nTry: kg query {saved.usage}" if saved.parameters else str(error)) from error


def _write(result: Result, store: Store, format_: str, ontology: Path | None, iris: bool) -> None:
    if format_ != "table":
        name = _GRAPH_ANSWERS.get(format_, format_) if result.is_graph else format_
        sys.stdout.buffer.write(result.serialize(name))
        return
    from kg.views.table import format_table

    shown = result if iris else store.with_names(result)
    click.echo(format_table(shown, ontology=load_ontology(ontology)))


def _list(queries: Iterable[SavedQuery]) -> str:
    known = list(queries)
    width = max(len(saved.name) for saved in known)
    lines = []
    for saved in known:
        lines.append(f"{saved.name:<{width}}  {saved.comment}")
        for parameter in saved.parameters:
            default = f" ({parameter.default} if left out)" if parameter.default else ""
            lines.append(f"{'':<{width}}    --{parameter.name}: {parameter.comment}{default}")
    return "\n".join(lines)
