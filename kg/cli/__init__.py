"""The command line: arguments in, messages out; one module a command. What is heavy is imported where it is used."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from kg import __version__
from kg.cli.add import add
from kg.cli.build import build
from kg.cli.check import check
from kg.cli.eval import evaluate
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.options import printable_lines
from kg.cli.query import query
from kg.cli.remove import remove
from kg.cli.review import review
from kg.cli.serve import serve
from kg.cli.stats import stats
from kg.cli.view import view
from kg.errors import KgError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code.

    0 done, 1 a KgError or problems found, 2 wrong usage, 130 interrupted.
    """
    try:
        code = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        click.echo(printable_lines(shown.getvalue()), err=True, nl=False)
        return error.exit_code
    except KgError as error:
        click.echo(printable_lines(str(error)), err=True)
        return 1
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted; the output is as it was.", err=True)
        return 130
    except BrokenPipeError:
        # Whoever reads our output has seen enough, as in `kg export | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: kg build PATH... and kg view",
)
@click.version_option(__version__, "-V", "--version", message="kg %(version)s")
def cli() -> None:
    """Read news and write a knowledge graph: who does what, in which words, and how surely."""


for _command in (build, add, remove, review, query, explain, evaluate, stats, view, serve, export, check):
    cli.add_command(_command)
