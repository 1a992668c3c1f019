"""What a build says when it is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import many, printable

if TYPE_CHECKING:
    from kg.build import BuildReport
    from kg.ontology import Ontology
    from kg.types import Modality

__all__ = ["summary"]

_RELATIONS = 12  # shown
_SKIPPED = 20


def summary(report: BuildReport, ontology: Ontology, *, has_page: bool) -> str:
    parts = [_counts(report), _relations(report, ontology), _modalities(report)]
    if report.skipped:
        parts.append(_skipped(report))
    parts.append(_next_steps(report, has_page=has_page))
    return "\n\n".join(parts)


def _counts(report: BuildReport) -> str:
    documents = sum(report.documents.values())
    languages = ", ".join(f"{count} {language}" for language, count in report.documents.items())
    return (
        f"{many(documents, 'text')} ({languages}) say {many(report.statements, 'thing')} "
        f"about {many(report.entities, 'entity', 'entities')}:"
    )


def _relations(report: BuildReport, ontology: Ontology) -> str:
    found = list(report.statements_by_property.items())
    shown = [(ontology.schema.label(iri, "en"), count) for iri, count in found[:_RELATIONS]]
    rest = found[_RELATIONS:]
    if rest:
        shown.append((f"in {many(len(rest), 'more way')}", sum(count for _, count in rest)))
    return "\n".join(f"  {count:>6,}  {name}" for name, count in shown)


def _modalities(report: BuildReport) -> str:
    found = report.statements_by_modality
    hedged = [f"{count:,} {kind}" for kind, count in found.items() if kind != "asserted"]
    asserted = f"{found.get(_asserted(), 0):,} plainly asserted"
    if not hedged:
        return f"All of it is {asserted}." if report.statements else "Nothing that kg can read."
    return f"{asserted}; hedged and never passed off as plain: {', '.join(hedged)}."


def _asserted() -> Modality:
    from kg.types import Modality

    return Modality.ASSERTED


def _skipped(report: BuildReport) -> str:
    lines = [f"  {printable(reason)}" for reason in report.skipped[:_SKIPPED]]
    rest = report.skipped_count - len(lines)
    if rest:
        lines.append(f"  and {rest:,} more, all listed in {(report.out or Path()) / 'skipped.jsonl'}")
    return "\n".join([f"{many(report.skipped_count, 'text')} skipped:", *lines])


def _next_steps(report: BuildReport, *, has_page: bool) -> str:
    out = report.out or Path()
    option = "" if out == Path("output") else f" --out {out}"
    steps = [
        (f"kg view{option}", "see it, in a browser"),
        (f"kg query hedged{option}", "ask it; kg query --list shows more questions"),
        (str(out / "graph.ttl"), "take it along"),
    ]
    shown = steps if has_page else steps[1:]
    width = max(len(step) for step, _ in shown)
    return "\n".join(["Next:", *(f"  {step:<{width}}  {what}" for step, what in shown)])
