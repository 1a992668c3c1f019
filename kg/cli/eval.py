"""kg eval: how much of what the texts say does kg read, and how much of it wrongly?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import many, ontology_option

if TYPE_CHECKING:
    from kg.evaluation import Scores
    from kg.evaluation.scoring import Confidence, Counts, Finding

__all__ = ["evaluate"]

_KINDS = {
    "never": "Asserted, and must never be",
    "wrong": "Given, and not in the gold",
    "modality": "Found, but not as surely or more surely than the text says",
    "said by": "Found, but said by others",
    "evidence": "Evidence that does not stand in the text",
    "missed": "Missed",
}
_SHARES = {
    "precision": "precision",
    "recall": "recall",
    "F1": "f1",
    "asserted": "asserted_precision",
    "modality": "modality_accuracy",
    "said by": "said_by_accuracy",
    "evidence": "evidence_validity",
}


@click.command(name="eval")
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Score the graph in this folder; else a new one."
)
@ontology_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="Only the scores, without what was missed and what is wrong.")
def evaluate(gold: Path, out: Path | None, ontology: Path | None, format_: str, quiet: bool) -> None:
    """Score kg on texts whose facts you have written down.

    GOLD is a YAML file with texts, or the names of their files, and the facts that a careful reader takes from them;
    docs/eval.md describes it. Without --out its texts are read now. Given are precision, recall and F1, how often
    modality, source and evidence are right, by language and by relation, and how many of the facts are right that
    kg is so and so sure of.

    \b
    Examples:
      kg eval gold.yaml
      kg eval gold.yaml --out output --format json
    """
    from kg import paths
    from kg.build import build
    from kg.evaluation import evaluate as score
    from kg.evaluation import read_gold
    from kg.graph.folder import open_store
    from kg.ontology import load

    loaded = load(ontology or paths.ONTOLOGY)
    wanted = read_gold(gold, languages=frozenset(loaded.lexicons))
    store = open_store(out) if out else build([t.document for t in wanted.texts], ontology=ontology).store
    scores = score(store, wanted, loaded.schema)
    if format_ == "json":
        click.echo(json.dumps(scores.as_dict(), ensure_ascii=False, indent=1))
        return
    click.echo("\n\n".join(filter(None, _text(scores, quiet))))


def _text(scores: Scores, quiet: bool) -> Iterable[str]:
    yield _table("language", {**scores.by_language, "all": scores.all})
    yield _table("relation", scores.by_property)
    yield _confidences(scores.confidences)
    if scores.all.never:
        yield f"{many(scores.all.never, 'fact')} that must never be asserted: {scores.all.broken} asserted."
    for kind, title in _KINDS.items() if not quiet else ():
        found = [finding for finding in scores.findings if finding.kind == kind]
        if found:
            yield "\n".join([f"{title}:", *map(_finding, found)])


def _table(head: str, parts: Mapping[str, Counts]) -> str:
    columns = (
        head,
        "gold",
        "found",
        "given",
        "right",
        "precision",
        "recall",
        "F1",
        "asserted",
        "modality",
        "said by",
        "evidence",
    )
    rows = [columns, *(_row(name, counts) for name, counts in parts.items())]
    widths = [max(len(row[i]) for row in rows) for i in range(len(columns))]
    return "\n".join(
        "  ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    )


def _row(name: str, counts: Counts) -> tuple[str, ...]:
    shares = counts.as_dict()
    numbers = (counts.gold, counts.found, counts.given, counts.right)
    return (name, *map(str, numbers), *(_percent(shares[share]) for share in _SHARES.values()))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _confidences(steps: Iterable[Confidence]) -> str:
    rows = [
        f"{_range(step):<11}  {step.given:>5}  {step.right:>5}  {_percent(step.right / step.given):>5}"
        for step in steps
        if step.given
    ]
    return "\n".join(["confidence   given  right  share", *rows]) if rows else ""


def _range(step: Confidence) -> str:
    return f"{step.low:.1f} to {min(step.high, 1.0):.1f}" if step.low else f"below {step.high:.1f}"


def _finding(finding: Finding) -> str:
    expected = f"expected: {finding.expected}" if finding.expected else ""
    got = f"got: {finding.got}" if finding.got else ""
    said = f"| {finding.sentence}" if finding.sentence else ""
    line = "  ".join(filter(None, (f"  {finding.text}:", finding.fact, expected, got, said)))
    # Names and sentences come from texts: a control character among them could command the terminal.
    return "".join(c if c.isprintable() else " " for c in line)
