"""What a person knows and decided of who is who; a folder keeps it for whatever is added later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import URIRef

from kg import paths
from kg.errors import InputError
from kg.ontology import KnownEntity, Schema, read_known
from kg.resolution import Decision, read_decisions
from kg.resolution.linking import Node

__all__ = ["Who", "decisions_of"]


@dataclass(frozen=True, slots=True)
class Who:
    """Known entities and decisions."""

    known: tuple[KnownEntity, ...] = ()
    decisions: tuple[Decision, ...] = ()
    is_plain: bool = False  # all that is known comes with kg

    @classmethod
    def read(
        cls, schema: Schema, entities: Iterable[str | Path], *, starter: bool, decisions: str | Path | None = None
    ) -> Who:
        """Read the files a person gives; the starter set comes after them.

        Raises InputError, with file and line, where they contradict themselves.
        """
        own = list(map(Path, entities))
        known = read_known([*own, *([paths.ENTITIES] if starter else [])], schema)
        return cls(known, read_decisions(Path(decisions)) if decisions else (), starter and not own)

    @classmethod
    def of(cls, kept: Mapping[str, Any], schema: Schema) -> Who:
        """Read what `kept` gave; nothing is what kg knows itself."""
        decisions = decisions_of(kept)
        if "known" not in kept:
            return cls(read_known([paths.ENTITIES], schema), decisions, True)
        with _as_written():
            return cls(tuple(map(_known, kept["known"])), decisions)

    def kept(self) -> dict[str, Any]:
        """Give all of it in plain values, for JSON."""
        known = [
            [e.iri, e.type, dict(e.labels), {key: list(names) for key, names in e.names.items()}, list(e.same_as)]
            for e in self.known
        ]
        decisions = [[*d.one, *d.other, d.is_same] for d in sorted(self.decisions)]
        return {"decisions": decisions} | ({} if self.is_plain else {"known": known})


def decisions_of(kept: Mapping[str, Any]) -> tuple[Decision, ...]:
    """Read the decisions that `kept` gave, and nothing else."""
    with _as_written():
        return tuple(map(_decision, kept.get("decisions", ())))


@contextmanager
def _as_written() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"build.json: not as kg writes it ({error}); build again") from error


def _known(values: Iterable[Any]) -> KnownEntity:
    iri, kind, labels, names, same_as = values
    return KnownEntity(
        iri=URIRef(iri),
        type=URIRef(kind),
        labels=labels,
        names={language: tuple(several) for language, several in names.items()},
        same_as=tuple(map(URIRef, same_as)),
    )


def _decision(values: Iterable[Any]) -> Decision:
    one, one_document, other, other_document, is_same = values
    return Decision(Node(URIRef(one), one_document), Node(URIRef(other), other_document), is_same)
