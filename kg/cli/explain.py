"""kg explain: why does kg believe it?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import ontology_option, out_option

if TYPE_CHECKING:
    from kg.explaining import Explanation

__all__ = ["explain"]

_COLOURS = {"subject": "cyan", "object": "green", "cue": "yellow", "hedge": "red"}
_SIGNS = {"subject": "S ", "object": "O ", "cue": "", "hedge": "? "}
_KEY = (
    ("subject", "subject"),
    ("object", "object"),
    ("the word that says it", "cue"),
    ("what makes it less than plain", "hedge"),
)


@click.command()
@click.argument("what", metavar="FACT|SUBJECT")
@out_option
@ontology_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Facts to explain at most.")
def explain(what: str, out: Path, ontology: Path | None, format_: str, limit: int) -> None:
    """Show why kg believes a fact, or all that it believes of a thing.

    FACT is the IRI of a statement or the end of it, SUBJECT the name or the IRI of a thing. For each fact: its
    sentence with subject, object and the word that says it; the lexicon entry that read it; the way through the
    tree; what a pronoun stands for; and for each qualifier what it was told by.

    \b
    Examples:
      kg explain Nordwind
      kg explain statement/0c52f0e1d4e3a9b7
    """
    from kg import paths
    from kg.explaining import explain as explain_facts
    from kg.graph.folder import open_store
    from kg.ontology import load

    directory = ontology or paths.ONTOLOGY
    facts = explain_facts(open_store(out), what, load(directory), directory=directory)
    found = list(islice(facts, limit))
    if format_ == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        click.echo(_text(found) if found else "The graph says nothing of it.")
    if next(facts, None):
        click.echo(f"There are more facts than these {limit}; --limit shows more.", err=True)


def _text(found: Iterable[Explanation]) -> str:
    facts = ["\n".join(_fact(explanation)) for explanation in found]
    marks = " ".join(_mark(word, role) for word, role in _KEY)
    return "\n\n".join([*facts, f"Marked: {marks}"])


def _fact(explanation: Explanation) -> Iterator[str]:
    from kg.vocabulary import BASE

    triple = (explanation.subject, explanation.relation, explanation.object)
    yield click.style("  ".join(map(_clean, triple)), bold=True)
    where = ", ".join(filter(None, (explanation.document, explanation.published)))
    yield f"  {_clean(where)}  <{explanation.statement.removeprefix(BASE)}>"
    yield f"  {_sentence(explanation)}"
    width = max(len(reason.name) for reason in explanation.reasons)
    for reason in explanation.reasons:
        because = f"  ← {_clean(reason.because)}" if reason.because else ""
        yield f"    {reason.name:<{width}}  {_clean(reason.value)}{because}"


def _sentence(explanation: Explanation) -> str:
    """Write the sentence with its marks: in colours, where standard output takes them, and in brackets."""
    text, end = "", 0
    for mark in explanation.marks:
        text += _clean(explanation.sentence[end : mark.start], strip=False)
        text += _mark(_clean(explanation.sentence[mark.start : mark.end]), mark.role)
        end = mark.end
    return text + _clean(explanation.sentence[end:], strip=False)


def _mark(words: str, role: str) -> str:
    if sys.stdout.isatty():
        return click.style(words, fg=_COLOURS[role], bold=True)
    return f"[{_SIGNS[role]}{words}]"


def _clean(text: str, *, strip: bool = True) -> str:
    # Names and sentences come from texts: a control character among them could command the terminal.
    shown = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(shown.split()) if strip else shown
