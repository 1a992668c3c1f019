"""kg serve: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import ontology_option, open_store, out_option, store_option
from kg.errors import KgError

__all__ = ["serve"]


@click.command()
@out_option
@store_option
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 for any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 for everybody who can reach you.")
@click.option("--read-write", is_flag=True, help="Take updates too, from anybody who can reach the server.")
@click.option("--cors", "origins", metavar="ORIGIN", multiple=True, help="Whose pages may ask: https://example.org")
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries at a time.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30, show_default=True, help="Seconds for a query.")
@click.option("--memory", type=click.IntRange(256), default=1024, show_default=True, help="MB for a query (Linux).")
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer.")
@ontology_option
@click.option(
    "--queries",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of your own with saved queries (*.rq), beside those in the folder queries beside the graph.",
)
def serve(
    out: Path,
    store: str | None,
    port: int,
    host: str,
    read_write: bool,
    origins: tuple[str, ...],
    workers: int,
    timeout: float,
    memory: int,
    max_rows: int,
    ontology: Path | None,
    queries: Path | None,
) -> None:
    """Answer SPARQL over HTTP, with a page to ask and a page for every entity.

    /sparql is an endpoint of the SPARQL 1.1 Protocol, /graphs one of the Graph Store Protocol. Only
    this machine can reach the server and it only reads, unless asked otherwise. Ctrl-C ends it.
    With --store, the graph stays on another SPARQL server, and each question is passed on to it.

    \b
    Examples:
      kg serve
      kg serve --port 8080 --timeout 5
      kg serve --store http://127.0.0.1:7879
    """
    if store and read_write:
        raise click.UsageError("--read-write is for a graph in a folder; the server at --store takes updates itself.")
    try:
        from kg.server.running import run
    except ModuleNotFoundError as error:
        raise KgError(f"kg serve needs {error.name}: pip install 'kg-news[serve]'") from error
    from kg.server import Settings

    open_store(out, store)  # says at once what is wrong with it
    settings = Settings(
        folder=out,
        store=store,
        queries=queries,
        ontology=ontology,
        host=host,
        port=port,
        is_writable=read_write,
        origins=origins,
        workers=workers,
        timeout_s=timeout,
        memory_mb=memory,
        max_rows=max_rows,
    )
    run(settings, lambda address: click.echo(f"The graph is at {address} Ctrl-C ends it."))
