"""The whole path: texts are read, annotated, understood and kept; linked, stated, stored and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from rdflib import URIRef

from kg import paths
from kg.building.changing import Change, Files, Sources, standing_of
from kg.building.reader import Extractor, Reader
from kg.building.readings import READINGS, Readings
from kg.documents import Limits
from kg.extraction import find_facts
from kg.graph import Store
from kg.graph.folder import STORE, Page, Standing, locked, open_store, read_standing, seal
from kg.ontology import Ontology, load
from kg.types import Document, Modality

__all__ = ["BuildReport", "Extractor", "add", "build", "remove"]

_MOST_SKIPPED = 1000  # in a report; skipped.jsonl has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made; the counts are of the whole store."""

    documents: Mapping[str, int]  # by language
    entities: int
    statements: int
    statements_by_property: Mapping[URIRef, int]  # most first
    statements_by_modality: Mapping[Modality, int]  # in the order of Modality
    skipped: tuple[str, ...]  # where, what, and what to do; sorted, of very many the first
    skipped_count: int
    store: Store  # to ask: in memory, or the one in `out`
    out: Path | None


def build(
    sources: Sources,
    *,
    out: str | Path | None = None,
    language: str | None = None,
    ontology: str | Path | None = None,
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

    sources: files of any kind kg reads, folders, "-" for standard input, or Documents. The graph will hold these and
    no others; those that an earlier build into `out` has read are not read again, also if it was cut off.
    fields: which field of a record or column of a table is what: {"text": "body", "title": "headline"}.
    limits: how large texts and packed files may be.
    pipeline: the name or folder of another spaCy pipeline, with UD labels, to read the texts with.
    title, page_language, max_nodes: of the page; see `kg.make_html`.
    A text that cannot be read is skipped, reported and listed in `out`/skipped.jsonl; InputError if that leaves none.
    What is in `out` is replaced only once everything is written.
    """
    page = Page(html=html, title=title, language=page_language, max_nodes=max_nodes)
    loaded = _load(ontology)
    reader = Reader(loaded, extractors=extractors, threads=threads, pipeline=pipeline)
    change = Change(loaded, reader, Files(language, frozenset(loaded.lexicons), fields, limits), on_progress)
    if out is None:
        with Readings() as readings:
            change.gather(readings, Standing(), sources)
            return _report(change.make_store(readings), readings, None)
    with locked(out) as folder, Readings(folder / READINGS) as readings:
        standing = read_standing(folder) or Standing()
        change.gather(readings, standing, sources)
        # A store that somebody else has written to is no place to go on from.
        is_exact = not standing.is_changed and seal(folder / STORE) == standing.seal
        change.write(folder, readings, replace(standing, page=page, is_changed=False), is_base=is_exact)
        return _report(open_store(folder), readings, folder)


def add(
    sources: Sources,
    *,
    out: str | Path,
    language: str | None = None,
    ontology: str | Path | None = None,
    threads: int = 1,
    pipeline: str | None = None,
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    extractors: Sequence[Extractor] = (find_facts,),
    on_progress: Callable[[Document], None] | None = None,
) -> BuildReport:
    """Read more texts into the graph in `out`: the same graph as if all had been read at once.

    The arguments are those of `build`; the page stays as that was asked for. If the ontology is another one than
    before, the texts that are there are read again, too.
    """
    loaded = _load(ontology)
    reader = Reader(loaded, extractors=extractors, threads=threads, pipeline=pipeline)
    change = Change(loaded, reader, Files(language, frozenset(loaded.lexicons), fields, limits), on_progress)
    with locked(out) as folder, Readings(folder / READINGS) as readings:
        standing = standing_of(folder, readings)
        change.gather(readings, standing, sources, keep=True)
        change.write(folder, readings, standing, is_base=True)
        return _report(open_store(folder), readings, folder)


def remove(
    documents: str | Iterable[str],
    *,
    out: str | Path,
    ontology: str | Path | None = None,
) -> BuildReport:
    """Take documents out of the graph in `out`, by title, file name or IRI: the same graph as if never read.

    Raises QueryError if a name is that of none, or of several.
    """
    loaded = _load(ontology)
    change = Change(loaded, Reader(loaded), Files(None, frozenset(), None, None), None)
    with locked(out) as folder, Readings(folder / READINGS) as readings:
        standing = standing_of(folder, readings)
        store = open_store(folder)
        names = [documents] if isinstance(documents, str) else documents
        change.drop(readings, standing, [store.find_document(name, loaded.schema) for name in names])
        change.write(folder, readings, standing, is_base=True)
        return _report(open_store(folder), readings, folder)


def _load(ontology: str | Path | None) -> Ontology:
    return load(Path(ontology) if ontology else paths.ONTOLOGY)


def _report(store: Store, readings: Readings, out: Path | None) -> BuildReport:
    counts = store.counts()
    return BuildReport(
        documents=counts.documents,
        entities=counts.entities,
        statements=sum(counts.statements_by_modality.values()),
        statements_by_property=counts.statements_by_property,
        statements_by_modality=counts.statements_by_modality,
        skipped=tuple(f"{source}: {reason}" for source, reason in islice(readings.skipped(), _MOST_SKIPPED)),
        skipped_count=readings.count_skipped(),
        store=store,
        out=out,
    )
