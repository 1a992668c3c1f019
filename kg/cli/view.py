"""kg view: the page, in a browser."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from kg.cli.options import out_option
from kg.errors import InputError

__all__ = ["view"]


@click.command()
@out_option
@click.option("--no-open", is_flag=True, help="Only say where the page is.")
@click.option("--serve", is_flag=True, help="Over HTTP, on this machine alone: for a browser that opens no files.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="To serve at; a free one if not given.")
def view(out: Path, no_open: bool, serve: bool, port: int) -> None:
    """Open the page with the graph in a browser.

    \b
    Example:
      kg view --out output
    """
    page = out / "graph.html"
    if not page.is_file():
        raise InputError(f"{page}: no page here; make one with: kg build PATH... --out {out}")
    is_seen = not no_open and sys.stdout.isatty()
    if serve or port:
        _serve(page, port, is_seen)
        return
    click.echo(page)
    if is_seen:
        click.launch(str(page.resolve()))


def _serve(page: Path, port: int, is_seen: bool) -> None:
    from kg.views.serving import page_server

    with page_server(page, port) as server:
        click.echo(f"{server.url}  (until Ctrl+C)")
        if is_seen:
            click.launch(server.url)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
