"""kg review: who was taken for one, for a person to judge."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import many, ontology_option, out_option

__all__ = ["review"]


@click.command()
@out_option
@click.option(
    "-o",
    "table",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("who-is-who.csv"),
    show_default=True,
    help="The table to write. The answers in one that is there stay.",
)
@ontology_option
def review(out: Path, table: Path, ontology: Path | None) -> None:
    """Write a table of the things that were taken for one, and those that nearly were.

    A line has two things, what speaks for their being one, and what against. Write same or different
    into its first column, with any editor or spreadsheet, and give the table to kg build: from then on
    it is obeyed. Lines without an answer are left to kg.

    \b
    Example:
      kg review -o who-is-who.csv
      kg build seeds/news --decisions who-is-who.csv
    """
    from kg.build import review as write_table

    rows = write_table(table, out=out, ontology=ontology, decisions=table if table.exists() else None)
    merged = sum(row.state == "merged" for row in rows)
    proposed = many(len(rows) - merged, "pair")
    click.echo(f"{table}: {many(merged, 'pair')} taken for one, {proposed} left apart for want of evidence")
