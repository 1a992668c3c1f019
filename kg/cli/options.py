"""What several commands share: options and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.building.reader import Extractor
    from kg.graph import Store
    from kg.ontology import Ontology

__all__ = [
    "load_ontology",
    "many",
    "ontology_option",
    "open_store",
    "out_option",
    "printable",
    "printable_lines",
    "publish_option",
    "publishing",
    "reading_options",
    "store_option",
]

# What a terminal would obey: names and messages come from other people's files.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

Function = TypeVar("Function", bound=Callable[..., None])


def out_option(function: Function) -> Function:
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("output"),
        show_default=True,
        help="The folder with the graph.",
    )(function)


def store_option(function: Function) -> Function:
    return click.option(
        "--store",
        metavar="URL",
        help="A SPARQL server that has the graph, in place of the folder: https://example.org:7878",
    )(function)


def publish_option(function: Function) -> Function:
    return click.option(
        "--store",
        metavar="URL",
        help="Bring the graph to this SPARQL server, too; only what changed is sent.",
    )(function)


def open_store(out: Path, store: str | None) -> Store:
    """Open the graph of a folder, or of a server, to read."""
    if store is None:
        from kg.graph.folder import open_store as open_folder

        return open_folder(out)
    from kg.graph.remote import RemoteStore

    return RemoteStore(store)


@contextmanager
def publishing(address: str | None) -> Iterator[Callable[[Store], object]]:
    """Give what brings a graph to a server, if there is one; it is asked at once, as it may be away."""
    if address is None:
        yield lambda _: None
        return
    from kg.graph.remote import RemoteStore

    with RemoteStore(address) as server:
        yield server.publish


def ontology_option(function: Function) -> Function:
    return click.option(
        "--ontology",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="A folder of your own: an ontology with kg.ttl and lexicon/, or without kg.ttl what is added to kg's.",
    )(function)


def reading_options(function: Function) -> Function:
    """Give a command the options of those that read texts."""
    for option in reversed(_READING):
        function = option(function)
    return function


def _parse_fields(context: click.Context, option: click.Parameter, text: str | None) -> dict[str, str] | None:
    from kg.documents import parse_fields

    try:
        return parse_fields(text) if text else None
    except KgError as error:
        raise click.BadParameter(str(error), param_hint="--fields") from error


def _extractors(context: click.Context, option: click.Parameter, is_open: bool) -> tuple[Extractor, ...]:
    from kg.extraction import find_facts, find_open_facts

    return (find_facts, find_open_facts) if is_open else (find_facts,)


def _workers(context: click.Context, option: click.Parameter, workers: int | None) -> int | None:
    return workers or (None if context.params["engine"] == "ray" else 1)


_READING = (
    click.option(
        "--language",
        metavar="CODE",
        help="The language of all texts: de, it, en. Guessed if not given.",
    ),
    ontology_option,
    click.option(
        "--fields",
        metavar="OURS=THEIRS,...",
        callback=_parse_fields,
        help="What the fields of JSON records and the columns of tables are: "
        "text=body,title=headline,date=published. Usual names are found without.",
    ),
    click.option(
        "--max-characters",
        type=click.IntRange(min=1, max=1_000_000),
        default=1_000_000,
        show_default=True,
        help="A longer text is left out.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        callback=_workers,
        help="Processes that read, each with the model in its memory (some 400 MB); 1 if not given, with Ray as many "
        "as it has processors.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["processes", "ray"]),
        is_eager=True,  # the number of workers depends on it
        default="processes",
        show_default=True,
        help="Where they run: on this machine, or on the nodes of a Ray cluster.",
    ),
    click.option(
        "--address",
        metavar="ADDRESS",
        help="Of the Ray cluster: auto, or ray://head:10001. One is started on this machine if not given.",
    ),
    click.option(
        "--document-timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=600,
        show_default=True,
        metavar="SECONDS",
        help="A text that takes longer is left out.",
    ),
    click.option(
        "--document-memory",
        type=click.IntRange(min=512),
        default=4096,
        show_default=True,
        metavar="MB",
        help="A text whose reading takes more is left out.",
    ),
    click.option(
        "--open-facts",
        "extractors",
        is_flag=True,
        callback=_extractors,
        help="Also what is said with verbs that the lexicon does not have: kg query open-facts shows it.",
    ),
    click.option(
        "--threads", type=click.IntRange(min=1), default=1, show_default=True, help="Of the model, in each process."
    ),
    click.option(
        "--pipeline", metavar="NAME", help="Another spaCy pipeline, with the labels of Universal Dependencies."
    ),
    click.option(
        "--progress",
        type=click.Choice(["auto", "bar", "json", "none"]),
        default="auto",
        show_default=True,
        help="On standard error: a line that changes, or a line of JSON a second.",
    ),
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
)


def printable(text: str) -> str:
    """Make a line of a text that no terminal obeys: no escape sequence, no end of line, no turning around."""
    return _CONTROLS.sub("?", text)


def printable_lines(text: str) -> str:
    """Do the same and keep the lines."""
    return "\n".join(printable(line.replace("\t", " ")) for line in text.split("\n"))


def load_ontology(directory: Path | None) -> Ontology:
    from kg import paths
    from kg.ontology import load_schema

    return load_schema(directory or paths.ONTOLOGY)


def many(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}"
