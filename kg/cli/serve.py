"""kg serve: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import ontology_option, out_option
from kg.errors import KgError

__all__ = ["serve"]


@click.command()
@out_option
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 for any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 for everybody who can reach you.")
@click.option("--read-write", is_flag=True, help="Take updates too, from anybody who can reach the server.")
@click.option("--cors", "origins", metavar="ORIGIN", multiple=True, help="Whose pages may ask: https://example.org")
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries at a time.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30, show_default=True, help="Seconds for a query.")
@click.option("--memory", type=click.IntRange(256), default=1024, show_default=True, help="MB for a query (Linux).")
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer.")
@ontology_option
def serve(
    out: Path,
    port: int,
    host: str,
    read_write: bool,
    origins: tuple[str, ...],
    workers: int,
    timeout: float,
    memory: int,
    max_rows: int,
    ontology: Path | None,
) -> None:
    """Answer SPARQL over HTTP, with a page to ask and a page for every entity.

    /sparql is an endpoint of the SPARQL 1.1 Protocol, /graphs one of the Graph Store Protocol. Only
    this machine can reach the server and it only reads, unless asked otherwise. Ctrl-C ends it.

    \b
    Examples:
      kg serve
      kg serve --port 8080 --timeout 5
    """
    from kg.graph.folder import open_store

    try:
        from kg.server.running import run
    except ModuleNotFoundError as error:
        raise KgError(f"kg serve needs {error.name}: pip install 'kg-news[serve]'") from error
    from kg.server import Settings

    open_store(out)
    settings = Settings(
        folder=out,
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
