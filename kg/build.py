"""The whole path: texts are read, annotated, understood, resolved, stated, stored and shown."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePath

from rdflib import Literal, URIRef

from kg import __version__, paths
from kg.annotation import Annotation, annotate, model_fingerprint
from kg.documents import Limits, read_documents
from kg.errors import InputError, KgError, LanguageError, ModelError, OntologyError
from kg.extraction import find_facts, find_mentions
from kg.graph import Activity, Store, state
from kg.graph.folder import SKIPPED, STORE, Skipped, new_output, open_store, write_skipped
from kg.ontology import Ontology, load
from kg.resolution import between_two, resolve
from kg.types import (
    Document,
    Entity,
    Fact,
    Mention,
    Modality,
    ResolvedComparison,
    Statement,
)
from kg.views import write_html

__all__ = ["BuildReport", "Extractor", "build"]

_MOST_REASONS = 20  # told where no text could be read

Extractor = Callable[[Annotation, list[Mention], Ontology], Iterable[Fact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made; the counts are of the whole store."""

    documents: Mapping[str, int]  # by language
    entities: int
    statements: int
    statements_by_property: Mapping[URIRef, int]  # most first
    statements_by_modality: Mapping[Modality, int]  # in the order of Modality
    skipped: tuple[str, ...]  # where, what, and what to do; sorted
    store: Store  # to ask: in memory, or the one in `out`
    out: Path | None


def build(
    sources: str | Path | Iterable[str | Path | Document],
    *,
    out: str | Path | None = None,
    language: str | None = None,
    ontology: str | Path | None = None,
    add: bool = False,
    html: bool = True,
    title: str | None = None,
    page_language: str = "en",
    max_nodes: int | None = None,
    threads: int = 1,
    pipeline: str | None = None,
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    extractors: Sequence[Extractor] = (find_facts,),
    on_progress: Callable[[Document], None] | None = None,
) -> BuildReport:
    """Read texts into a graph: in memory, or as store, Turtle, TriG and page in the folder `out`.

    sources: files of any kind kg reads, folders, "-" for standard input, or Documents.
    add: keep the documents that are in `out` already.
    fields: which field of a record or column of a table is what: {"text": "body", "title": "headline"}.
    limits: how large texts and packed files may be.
    pipeline: the name or folder of another spaCy pipeline, with UD labels, to read the texts with.
    title, page_language, max_nodes: of the page; see `kg.make_html`.
    A text that cannot be read is skipped, reported and listed in `out`/skipped.jsonl; InputError if that leaves none.
    What is in `out` is replaced only once everything is written.
    """
    loaded = load(Path(ontology)) if ontology else load(paths.ONTOLOGY)
    skipped: list[Skipped] = []
    files = _Files(language, frozenset(loaded.lexicons), fields, limits)
    documents = _distinct(_documents(sources, files, skipped), skipped)
    reader = _Reader(loaded, extractors, threads, pipeline, skipped, on_progress)
    if out is None:
        store = Store()
        reader.read(documents, store)
        return _report(store, skipped, None)
    with new_output(out, keep=add) as folder, Store(folder / STORE) as store:
        reader.read(documents, store)
        store.export(folder / "graph.ttl", "turtle")
        store.export(folder / "graph.trig", "trig")
        if html:
            write_html(store, folder / "graph.html", loaded, title=title, language=page_language, max_nodes=max_nodes)
        if skipped:
            write_skipped(folder / SKIPPED, skipped)
    return _report(open_store(out), skipped, Path(out))


@dataclass(frozen=True, slots=True)
class _Files:
    """How files are to be read."""

    language: str | None
    languages: frozenset[str]
    fields: Mapping[str, str] | None
    limits: Limits | None


class _Reader:
    """Takes documents through the stages, one after the other."""

    def __init__(
        self,
        ontology: Ontology,
        extractors: Sequence[Extractor],
        threads: int,
        pipeline: str | None,
        skipped: list[Skipped],
        on_progress: Callable[[Document], None] | None,
    ) -> None:
        self.ontology = ontology
        self.extractors = extractors
        self.threads = threads
        self.pipeline = pipeline
        self.skipped = skipped
        self.on_progress = on_progress
        self.activity = Activity(version=__version__, model=model_fingerprint(pipeline), ontology=ontology.fingerprint)

    def read(self, documents: Iterable[Document], store: Store) -> None:
        """Bring every document into the store; one that fails is noted and left out."""
        read = 0
        for document in documents:
            try:
                entities, statements = self.understand(document)
            except (ModelError, OntologyError):
                raise  # every other document would fail as well
            except KgError as error:
                self.skipped.append(Skipped(document.source or document.id, str(error)))
            except Exception as error:
                self.skipped.append(Skipped(document.source or document.id, _bug(error)))
            else:
                store.add(document, entities, statements, activity=self.activity)
                read += 1
            if self.on_progress:
                self.on_progress(document)
        if not read:
            reasons = "".join(f"\n    {reason}" for reason in sorted(self.skipped)[:_MOST_REASONS])
            raise InputError(f"no text could be read; give files or folders with news:{reasons}")
        store.derive()

    def understand(self, document: Document) -> tuple[list[Entity], list[Statement]]:
        """Find what a document says, and the entities it says it of."""
        if document.language not in self.ontology.lexicons:
            known = ", ".join(sorted(self.ontology.lexicons))
            raise LanguageError(f"no lexicon for {document.language!r}; kg has {known}")
        (annotation,) = annotate([document], threads=self.threads, pipeline=self.pipeline)
        mentions = find_mentions(annotation, self.ontology)
        facts = [fact for extract in self.extractors for fact in extract(annotation, mentions, self.ontology)]
        entities = resolve(mentions, facts, self.ontology)
        statements = list(state(between_two(facts, entities), entities, schema=self.ontology.schema))
        return _spoken_of(entities.values(), statements), statements


def _documents(
    sources: str | Path | Iterable[str | Path | Document],
    options: _Files,
    skipped: list[Skipped],
) -> Iterator[Document]:
    """Read files and folders, and pass on what is a Document already."""
    given = [sources] if isinstance(sources, str | Path) else sources
    for is_document, group in groupby(given, key=lambda source: isinstance(source, Document)):
        if is_document:
            yield from (source for source in group if isinstance(source, Document))
        else:
            files = [Path(source) for source in group if not isinstance(source, Document)]
            yield from read_documents(
                files,
                language=options.language,
                languages=options.languages,
                fields=options.fields,
                limits=options.limits,
                on_skip=lambda error: skipped.append(Skipped(error.source, error.reason)),
            )


def _distinct(documents: Iterable[Document], skipped: list[Skipped]) -> Iterator[Document]:
    """Pass on each text once; of several files with one text, the first by name counts."""
    sources: dict[str, str] = {}
    for document in documents:
        known = sources.get(document.id)
        if known is None or PurePath(document.source).name < PurePath(known).name:
            sources[document.id] = document.source
            yield document
        if known is not None and known != document.source:
            first, second = sorted((known, document.source), key=lambda path: PurePath(path).name)
            skipped.append(Skipped(second, f"the same text as {first}; read once"))


def _bug(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(frame.filename).name}, line {frame.lineno}"
    return f"a bug in kg, please report it: {type(error).__name__}: {error} ({where})"


def _spoken_of(entities: Iterable[Entity], statements: Iterable[Statement]) -> list[Entity]:
    """Keep the entities that some statement speaks of; the others are only named."""
    used: set[URIRef | Literal | None] = set()
    for statement in statements:
        used |= {statement.subject, statement.object}
        used |= {iri for testimony in statement.testimonies for iri in testimony.attribution}
        if isinstance(statement.value, ResolvedComparison):
            used |= {statement.value.metric, statement.value.baseline}
    kept = {entity for entity in entities if entity.iri in used}
    return sorted(kept, key=lambda entity: (entity.iri, str(entity.label), str(entity.type)))


def _report(store: Store, skipped: list[Skipped], out: Path | None) -> BuildReport:
    modalities: Counter[Modality] = Counter()
    properties: Counter[URIRef] = Counter()
    for statement in store.statements():
        modalities[statement.modality] += 1
        properties[statement.property] += 1
    languages = Counter(document.language for document in store.documents())
    return BuildReport(
        documents=dict(sorted(languages.items())),
        entities=sum(1 for _ in store.entities()),
        statements=properties.total(),
        statements_by_property=dict(sorted(properties.items(), key=lambda pair: (-pair[1], pair[0]))),
        statements_by_modality={kind: modalities[kind] for kind in Modality if modalities[kind]},
        skipped=tuple(map(str, sorted(skipped))),
        store=store,
        out=out,
    )
