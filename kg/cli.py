"""The command line: arguments in, messages out. What is heavy is imported where it is used."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import click

from kg import __version__
from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from kg.build import BuildReport
    from kg.graph import Store
    from kg.ontology import Ontology
    from kg.types import Document, Modality

__all__ = ["main"]

Function = TypeVar("Function", bound=Callable[..., None])

_EXPORTS = {
    "graphml": "graphml",
    "jsonld": "jsonld",
    "nquads": "nq",
    "ntriples": "nt",
    "rdfxml": "rdf",
    "trig": "trig",
    "turtle": "ttl",
}
_ANSWERS = ("table", "csv", "tsv", "json", "xml", "ttl")
_GRAPH_ANSWERS = {"ttl": "turtle", "json": "jsonld", "xml": "rdfxml"}
_RELATIONS = 12  # shown in the summary of a build


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code.

    0 done, 1 a KgError or problems found, 2 wrong usage, 130 interrupted.
    """
    try:
        code = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KgError as error:
        click.echo(str(error), err=True)
        return 1
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted; the output is as it was.", err=True)
        return 130
    except BrokenPipeError:
        # Whoever reads our output has seen enough, as in `kg export | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _out_option(function: Function) -> Function:
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("output"),
        show_default=True,
        help="The folder with the graph.",
    )(function)


def _ontology_option(function: Function) -> Function:
    return click.option(
        "--ontology",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="A folder of your own with kg.ttl and lexicon/.",
    )(function)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: kg build PATH... and kg view",
)
@click.version_option(__version__, "-V", "--version", message="kg %(version)s")
def cli() -> None:
    """Read news and write a knowledge graph: who does what, in which words, and how surely."""


# build


@cli.command()
@click.argument("sources", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_out_option
@click.option(
    "--language",
    metavar="CODE",
    help="The language of all texts: de, it, en. Guessed if not given.",
)
@_ontology_option
@click.option("--add", is_flag=True, help="Keep the texts that are in the graph already.")
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True, help="For the model.")
@click.option("--pipeline", metavar="NAME", help="Another spaCy pipeline, with the labels of Universal Dependencies.")
@click.option("--no-html", is_flag=True, help="Write no page.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def build(
    sources: tuple[Path, ...],
    out: Path,
    language: str | None,
    ontology: Path | None,
    add: bool,
    threads: int,
    pipeline: str | None,
    no_html: bool,
    quiet: bool,
) -> None:
    """Read texts and write graph.ttl, graph.trig, graph.html and a store.

    PATH is a text file or a folder of them. What is in the output folder is replaced once all is
    written. Texts that cannot be read are skipped and named at the end.

    \b
    Example:
      kg build seeds/news --out output
    """
    from kg.build import build as build_graph

    progress = None if quiet or not sys.stderr.isatty() else _Progress(sys.stderr)
    report = build_graph(
        sources,
        out=out,
        language=language,
        ontology=ontology,
        add=add,
        html=not no_html,
        threads=threads,
        pipeline=pipeline,
        on_progress=progress,
    )
    if progress:
        progress.clear()
    if not quiet:
        click.echo(_summary(report, _load_ontology(ontology), has_page=not no_html))


class _Progress:
    """Shows on a terminal which text has been read."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.count = 0

    def __call__(self, document: Document) -> None:
        self.count += 1
        name = Path(document.source).name or document.id
        self.stream.write(f"\r\033[K{self.count} read: {name[:60]}")
        self.stream.flush()

    def clear(self) -> None:
        self.stream.write("\r\033[K")
        self.stream.flush()


def _summary(report: BuildReport, ontology: Ontology, *, has_page: bool) -> str:
    parts = [_counts(report), _relations(report, ontology), _modalities(report)]
    if report.skipped:
        parts.append(_skipped(report))
    parts.append(_next_steps(report, has_page=has_page))
    return "\n\n".join(parts)


def _counts(report: BuildReport) -> str:
    documents = sum(report.documents.values())
    languages = ", ".join(f"{count} {language}" for language, count in report.documents.items())
    return (
        f"{_many(documents, 'text')} ({languages}) say {_many(report.statements, 'thing')} "
        f"about {_many(report.entities, 'entity', 'entities')}:"
    )


def _relations(report: BuildReport, ontology: Ontology) -> str:
    found = list(report.statements_by_property.items())
    shown = [(ontology.schema.label(iri, "en"), count) for iri, count in found[:_RELATIONS]]
    rest = found[_RELATIONS:]
    if rest:
        shown.append((f"in {_many(len(rest), 'more way')}", sum(count for _, count in rest)))
    return "\n".join(f"  {count:>6,}  {name}" for name, count in shown)


def _modalities(report: BuildReport) -> str:
    found = report.statements_by_modality
    hedged = [f"{count:,} {kind}" for kind, count in found.items() if kind != "asserted"]
    asserted = f"{found.get(_asserted(), 0):,} plainly asserted"
    if not hedged:
        return f"All of it is {asserted}." if report.statements else "Nothing that kg can read."
    return f"{asserted}; hedged and never passed off as plain: {', '.join(hedged)}."


def _asserted() -> Modality:
    from kg.types import Modality

    return Modality.ASSERTED


def _skipped(report: BuildReport) -> str:
    lines = [f"  {reason}" for reason in report.skipped]
    return "\n".join([f"{_many(len(lines), 'text')} skipped:", *lines])


def _next_steps(report: BuildReport, *, has_page: bool) -> str:
    out = report.out or Path()
    option = "" if out == Path("output") else f" --out {out}"
    steps = [
        (f"kg view{option}", "see it, in a browser"),
        (f"kg query hedged{option}", "ask it; kg query --list shows more questions"),
        (str(out / "graph.ttl"), "take it along"),
    ]
    shown = steps if has_page else steps[1:]
    width = max(len(step) for step, _ in shown)
    return "\n".join(["Next:", *(f"  {step:<{width}}  {what}" for step, what in shown)])


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}"


# query


@cli.command()
@click.argument("question", metavar="QUERY|FILE.rq|NAME", required=False)
@_out_option
@click.option("--format", "format_", type=click.Choice(_ANSWERS), default="table", show_default=True)
@_ontology_option
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
    click.echo(format_table(shown, ontology=_load_ontology(ontology)))


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


def _load_ontology(directory: Path | None) -> Ontology:
    from kg import paths
    from kg.ontology import load_schema

    return load_schema(directory or paths.ONTOLOGY)


# export


@cli.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(_EXPORTS)),
    help="By the ending of the file if not given.",
)
@_out_option
@click.option(
    "--output",
    "-o",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file; standard output if not given.",
)
@_ontology_option
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
        _export_graphml(store, target, _load_ontology(ontology))
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


# check


@cli.command()
@click.argument("what", type=click.Choice(["graph", "ontology"]), default="graph")
@_out_option
@_ontology_option
def check(what: str, out: Path, ontology: Path | None) -> None:
    """Check the graph against ontology/shapes.ttl, or the ontology and its lexicons.

    Ends with 1 if there is anything to mend.

    \b
    Examples:
      kg check
      kg check ontology --ontology my-ontology
    """
    from kg import paths

    directory = ontology or paths.ONTOLOGY
    problems = _check_graph(out, directory) if what == "graph" else _check_ontology(directory)
    for problem in problems:
        click.echo(problem)
    if problems:
        raise _Failed(f"{_many(len(problems), 'problem')} found.")
    click.echo(f"The {what} is as it should be.")


class _Failed(click.ClickException):
    """What ends a check that found something."""

    def show(self, file: IO[str] | None = None) -> None:
        click.echo(self.message, err=True)


def _check_graph(out: Path, directory: Path) -> list[str]:
    from kg.graph.folder import open_store
    from kg.graph.shapes import check as check_shapes

    return [str(problem) for problem in check_shapes(open_store(out), directory / "shapes.ttl")]


def _check_ontology(directory: Path) -> list[str]:
    from kg.ontology import check as check_ontology

    return check_ontology(directory)


# view


@cli.command()
@_out_option
@click.option("--no-open", is_flag=True, help="Only say where the page is.")
def view(out: Path, no_open: bool) -> None:
    """Open the page with the graph in a browser.

    \b
    Example:
      kg view --out output
    """
    page = out / "graph.html"
    if not page.is_file():
        raise InputError(f"{page}: no page here; make one with: kg build PATH... --out {out}")
    click.echo(page)
    if not no_open and sys.stdout.isatty():
        click.launch(str(page.resolve()))
