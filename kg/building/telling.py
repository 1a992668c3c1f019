"""Finding facts and telling what became none, a file a document; put together in the order of the texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.annotation import Annotation
from kg.errors import OutputError
from kg.extraction import find_facts
from kg.extraction.rejects import Rejects
from kg.ontology import Ontology
from kg.resolution import between_two, resolve
from kg.types import Document, Entity, Fact, Mention, Reject

__all__ = ["Telling", "telling"]


@dataclass(frozen=True)
class Telling:
    """Finds facts as `find_facts` does, and writes every candidate that becomes none to a folder.

    An object that other processes can have: each document has a file of its own.
    """

    folder: str

    def __call__(self, annotation: Annotation, mentions: list[Mention], ontology: Ontology) -> list[Fact]:
        rejects: list[Reject] = []
        facts = find_facts(annotation, mentions, ontology, rejects=Rejects(rejects))
        entities = resolve(mentions, facts, ontology)
        _unresolved(facts, entities, Rejects(rejects))
        lines = sorted(json.dumps(_plain(reject), ensure_ascii=False) for reject in rejects)
        path = Path(self.folder) / f"{annotation.document.id}.jsonl"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="replace")
        return facts


@contextmanager
def telling(target: Path) -> Iterator[Telling]:
    """Give an extractor, and write what it told into a file, a JSON object a line, by text and place in it.

    Raises OutputError before anything is read if the file cannot be written.
    """
    try:
        target.touch()
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from error
    with TemporaryDirectory() as folder:
        yield Telling(folder)
        lines = [line for path in Path(folder).iterdir() for line in path.read_text(encoding="utf-8").splitlines()]
        lines.sort(key=_order)
        target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _unresolved(facts: list[Fact], entities: Mapping[Mention, Entity], rejects: Rejects) -> None:
    """Note the facts with an end that stands for nothing clear, and those of a thing with itself."""
    for fact in facts:
        ends = [end for end in (fact.subject, fact.object) if isinstance(end, Mention)]
        unclear = next((end for end in ends if end not in entities), None)
        if unclear is not None:
            left_out = not unclear.label
            words = "who is left out" if left_out else f"what “{unclear.text}” stands for"
            rejects.note(fact, "unresolved", f"the text does not make clear {words}")
        elif not between_two([fact], entities):
            rejects.note(fact, "same thing", "both ends are one thing")


def _plain(reject: Reject) -> dict[str, object]:
    evidence = reject.evidence
    cue = evidence.document.text[slice(*evidence.cue)] if evidence.cue else ""
    return {
        "source": _source(evidence.document),
        "start": evidence.start,
        "end": evidence.end,
        "kind": reject.kind,
        "reason": reject.reason,
        "subject": reject.subject,
        "property": str(reject.property),
        "object": reject.object,
        "cue": cue,
        "entry": str(evidence.entry),
        "sentence": evidence.text,
    }


def _source(document: Document) -> str:
    return document.source or document.title or document.id


def _order(line: str) -> tuple[object, ...]:
    told = json.loads(line)
    return told["source"], told["start"], line
