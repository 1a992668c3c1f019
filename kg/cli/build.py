"""kg build: texts in, a graph out, and a summary of what they say."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.cli.options import load_ontology, many, ontology_option, out_option
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.build import BuildReport
    from kg.ontology import Ontology
    from kg.types import Document, Modality

__all__ = ["build"]

_RELATIONS = 12  # shown in the summary of a build
_SKIPPED = 20
# What a terminal would obey: names and messages come from other people's files.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


@click.command()
@click.argument("sources", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@out_option
@click.option(
    "--language",
    metavar="CODE",
    help="The language of all texts: de, it, en. Guessed if not given.",
)
@ontology_option
@click.option("--add", is_flag=True, help="Keep the texts that are in the graph already.")
@click.option(
    "--fields",
    metavar="OURS=THEIRS,...",
    help="What the fields of JSON records and the columns of tables are: text=body,title=headline,date=published. "
    "Usual names are found without.",
)
@click.option(
    "--max-characters",
    type=click.IntRange(min=1, max=1_000_000),
    default=1_000_000,
    show_default=True,
    help="A longer text is left out.",
)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True, help="For the model.")
@click.option("--pipeline", metavar="NAME", help="Another spaCy pipeline, with the labels of Universal Dependencies.")
@click.option("--title", metavar="TEXT", help="Of the page.")
@click.option(
    "--page-language",
    type=click.Choice(["de", "it", "en"]),
    default="en",
    show_default=True,
    help="What the page speaks at first; its reader can switch.",
)
@click.option(
    "--max-nodes", type=click.IntRange(min=1), help="Entities on the page, the most connected; all if not given."
)
@click.option("--no-html", is_flag=True, help="Write no page.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def build(
    sources: tuple[Path, ...],
    out: Path,
    language: str | None,
    ontology: Path | None,
    add: bool,
    fields: str | None,
    max_characters: int,
    threads: int,
    pipeline: str | None,
    title: str | None,
    page_language: str,
    max_nodes: int | None,
    no_html: bool,
    quiet: bool,
) -> None:
    """Read texts and write graph.ttl, graph.trig, graph.html and a store.

    PATH is a file, a folder of files, or - for standard input. Files may be plain text, Markdown,
    HTML, feeds, JSON, JSONL, CSV, e-mail, Word, EPUB, PDF or WARC, and packed in any way. What is in
    the output folder is replaced once all is written. Texts that cannot be read are skipped, named
    at the end and listed in skipped.jsonl.

    \b
    Example:
      kg build seeds/news --out output
    """
    from kg.build import build as build_graph
    from kg.documents import Limits

    progress = None if quiet or not sys.stderr.isatty() else _Progress(sys.stderr)
    report = build_graph(
        sources,
        out=out,
        language=language,
        ontology=ontology,
        add=add,
        html=not no_html,
        title=title,
        page_language=page_language,
        max_nodes=max_nodes,
        threads=threads,
        pipeline=pipeline,
        fields=_fields(fields) if fields else None,
        limits=Limits(characters=max_characters),
        on_progress=progress,
    )
    if progress:
        progress.clear()
    if not quiet:
        click.echo(_summary(report, load_ontology(ontology), has_page=not no_html))


def _fields(text: str) -> dict[str, str]:
    from kg.documents import parse_fields

    try:
        return parse_fields(text)
    except KgError as error:
        raise click.BadParameter(str(error), param_hint="--fields") from error


class _Progress:
    """Shows on a terminal which text has been read."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.count = 0

    def __call__(self, document: Document) -> None:
        self.count += 1
        name = _CONTROLS.sub("?", Path(document.source).name or document.id)
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
        f"{many(documents, 'text')} ({languages}) say {many(report.statements, 'thing')} "
        f"about {many(report.entities, 'entity', 'entities')}:"
    )


def _relations(report: BuildReport, ontology: Ontology) -> str:
    found = list(report.statements_by_property.items())
    shown = [(ontology.schema.label(iri, "en"), count) for iri, count in found[:_RELATIONS]]
    rest = found[_RELATIONS:]
    if rest:
        shown.append((f"in {many(len(rest), 'more way')}", sum(count for _, count in rest)))
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
    lines = [f"  {_CONTROLS.sub('?', reason)}" for reason in report.skipped[:_SKIPPED]]
    rest = len(report.skipped) - len(lines)
    if rest:
        lines.append(f"  and {rest:,} more, all listed in {(report.out or Path()) / 'skipped.jsonl'}")
    return "\n".join([f"{many(len(report.skipped), 'text')} skipped:", *lines])


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
