"""Document -> Contribution: through all stages that know one document alone."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from rdflib import Literal, URIRef

from kg import __version__
from kg.annotation import Annotation, annotate, model_fingerprint
from kg.building.contributions import Contribution, Packed, pack_contribution
from kg.building.fingerprint import is_known, reading_fingerprint
from kg.errors import KgError, LanguageError, ModelError, OntologyError
from kg.extraction import find_facts, find_mentions, find_open_facts
from kg.graph import Activity, state
from kg.graph.shapes import check_content
from kg.ontology import Ontology
from kg.resolution import appearances, between_two, resolve
from kg.types import Document, Entity, Fact, Mention, ResolvedComparison, Statement

__all__ = ["Extractor", "Reader", "Refused"]

_OWN = (find_facts, find_open_facts)  # their code is in the fingerprint

Extractor = Callable[[Annotation, list[Mention], Ontology], Iterable[Fact]]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a document could not be read."""

    reason: str


class Reader:
    """Reads documents with one ontology, one model and some extractors."""

    def __init__(
        self,
        ontology: Ontology,
        *,
        extractors: Sequence[Extractor] = (find_facts,),
        threads: int = 1,
        pipeline: str | None = None,
    ) -> None:
        self.ontology = ontology
        self.extractors = tuple(extractors)
        self.threads = threads
        self.pipeline = pipeline

    @cached_property
    def fingerprint(self) -> str:
        """What a reading depends on beside its text."""
        others = [extract for extract in self.extractors if extract is not find_facts]
        return reading_fingerprint(self.ontology, pipeline=self.pipeline, extractors=others)

    @property
    def is_known(self) -> bool:
        """Tell whether two readings with one fingerprint are the same: not by functions that may have changed."""
        return all(extract in _OWN or is_known(extract) for extract in self.extractors)

    @property
    def is_plain(self) -> bool:
        """Tell whether nobody's code reads but kg's own."""
        return self.pipeline is None and all(extract in _OWN for extract in self.extractors)

    @cached_property
    def activity(self) -> Activity:
        return Activity(version=__version__, model=model_fingerprint(self.pipeline), ontology=self.ontology.fingerprint)

    def read(self, document: Document) -> Packed | Refused:
        """Read a document, or say why that is not possible.

        What would stop every other document as well is raised, and MemoryError.
        """
        try:
            return pack_contribution(self.understand(document))
        except (ModelError, OntologyError, MemoryError):
            raise
        except KgError as error:
            return Refused(str(error))
        except Exception as error:
            return Refused(_bug(error))

    def understand(self, document: Document) -> Contribution:
        """Find what a document says, and the things it says it of."""
        if document.language not in self.ontology.lexicons:
            known = ", ".join(sorted(self.ontology.lexicons))
            raise LanguageError(f"no lexicon for {document.language!r}; kg has {known}")
        (annotation,) = annotate([document], threads=self.threads, pipeline=self.pipeline)
        mentions = find_mentions(annotation, self.ontology)
        facts = [fact for extract in self.extractors for fact in extract(annotation, mentions, self.ontology)]
        entities = resolve(mentions, facts, self.ontology)
        statements = tuple(state(between_two(facts, entities), entities, schema=self.ontology.schema))
        spoken_of = _spoken_of(entities.values(), statements)
        check_content((document, spoken_of, statements, self.activity), *self.ontology.shapes)
        return Contribution(
            document=document,
            activity=self.activity,
            entities=spoken_of,
            statements=statements,
            appearances=tuple(appearances(document, entities, statements)),
        )


def _spoken_of(entities: Iterable[Entity], statements: Iterable[Statement]) -> tuple[Entity, ...]:
    """Keep the entities that some statement speaks of; the others are only named."""
    used: set[URIRef | Literal | None] = set()
    for statement in statements:
        used |= {statement.subject, statement.object}
        used |= {iri for testimony in statement.testimonies for iri in testimony.attribution}
        if isinstance(statement.value, ResolvedComparison):
            used |= {statement.value.metric, statement.value.baseline}
    kept = {entity for entity in entities if entity.iri in used}
    return tuple(sorted(kept, key=lambda entity: (entity.iri, str(entity.label), str(entity.type))))


def _bug(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(frame.filename).name}, line {frame.lineno}"
    return f"a bug in kg, please report it: {type(error).__name__}: {error} ({where})"
