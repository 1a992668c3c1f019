"""kg build: texts in, a graph out, and a summary of what they say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg.cli.options import load_ontology, out_option, publish_option, publishing, reading_options
from kg.cli.progress import show_progress
from kg.cli.summary import summary

__all__ = ["build"]


@click.command()
@click.argument("sources", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@out_option
@publish_option
@reading_options
@click.option(
    "--entities",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Things you know: IRI, class, names and owl:sameAs, in Turtle or CSV. May be given several times.",
)
@click.option("--no-starter", is_flag=True, help="Know no countries, institutions and companies from the start.")
@click.option(
    "--decisions",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A table of kg review with your answers; the output keeps them until it is given others.",
)
@click.option("--title", metavar="TEXT", help="Of the page.")
@click.option(
    "--page-language",
    type=click.Choice(["de", "it", "en"]),
    default="en",
    show_default=True,
    help="What the page speaks at first; its reader can switch.",
)
@click.option(
    "--max-nodes",
    type=click.IntRange(min=1),
    help="Entities on the page, the most connected; all if not given, but no page of more than 200,000 statements.",
)
@click.option("--no-html", is_flag=True, help="Write no page.")
@click.option(
    "--rejects",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what became no fact, and why, to this file (JSON lines). All texts are read anew.",
)
def build(
    sources: tuple[Path, ...],
    out: Path,
    store: str | None,
    ontology: Path | None,
    entities: tuple[Path, ...],
    no_starter: bool,
    decisions: Path | None,
    title: str | None,
    page_language: str,
    max_nodes: int | None,
    no_html: bool,
    rejects: Path | None,
    max_characters: int,
    quiet: bool,
    progress: str,
    document_timeout: float,
    document_memory: int,
    **reading: Any,
) -> None:
    """Read texts and write graph.ttl, graph.trig, graph.html and a store.

    PATH is a file, a folder of files, or - for standard input. Files may be plain text, Markdown,
    HTML, feeds, JSON, JSONL, CSV, e-mail, Word, EPUB, PDF or WARC, and packed in any way. The graph
    will hold these texts and no others; what an earlier build has read is not read again. The output
    is replaced once all is written. Texts that cannot be read are skipped, named at the end and
    listed in skipped.jsonl.

    \b
    Example:
      kg build seeds/news --out output
    """
    from kg.build import build as build_graph
    from kg.documents import Limits

    with publishing(store) as publish:
        with _telling(rejects, reading), show_progress(progress, quiet=quiet) as on_progress:
            report = build_graph(
                sources,
                out=out,
                ontology=ontology,
                entities=entities,
                starter=not no_starter,
                decisions=decisions,
                html=not no_html,
                title=title,
                page_language=page_language,
                max_nodes=max_nodes,
                limits=Limits(characters=max_characters),
                document_timeout_s=document_timeout,
                document_memory_mb=document_memory,
                on_progress=on_progress,
                **reading,
            )
        publish(report.store)
    if not quiet:
        click.echo(summary(report, load_ontology(ontology), has_page=(out / "graph.html").exists()))


@contextmanager
def _telling(target: Path | None, reading: dict[str, Any]) -> Iterator[None]:
    """Have the extractor of facts tell what it rejects, if there is a file to write it to."""
    if target is None:
        yield
        return
    from kg.building.telling import telling

    with telling(target) as tell:
        _, *others = reading["extractors"]
        reading["extractors"] = (tell, *others)
        yield
