"""kg view: the page, in a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import out_option
from kg.errors import InputError

__all__ = ["view"]


@click.command()
@out_option
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
