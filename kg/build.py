"""The whole path: texts are read, annotated, understood and kept; linked, stated, stored and shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypedDict, Unpack

from rdflib import URIRef

from kg import paths
from kg.building.changing import Change, is_changed, standing_of
from kg.building.cluster import Cluster
from kg.building.crew import Crew
from kg.building.processes import MEMORY_MB, TIMEOUT_S, Allowance
from kg.building.progress import OnProgress, Progress
from kg.building.reader import Extractor, Reader
from kg.building.readings import READINGS, Readings
from kg.building.sources import Files, Sources
from kg.building.who import Who, decisions_of
from kg.documents import Limits
from kg.errors import InputError
from kg.extraction import find_facts
from kg.graph import Store
from kg.graph.folder import Page, Standing, locked, open_store, read_standing
from kg.ontology import load
from kg.resolution import Reviewed, read_decisions, write_review
from kg.types import Modality

__all__ = ["BuildReport", "Extractor", "HowToRead", "Progress", "add", "build", "remove", "review"]

ENGINES = ("processes", "ray")  # where documents are read
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


class HowToRead(TypedDict, total=False):
    """The arguments that `build` and `add` share."""

    language: str | None  # of all texts; by default each one's is detected
    ontology: str | Path | None  # a folder of one's own
    fields: Mapping[str, str] | None  # which field or column is what: {"text": "body", "title": "headline"}
    limits: Limits | None  # how large texts and packed files may be
    pipeline: str | None  # the name or folder of another spaCy pipeline, with UD labels
    extractors: Sequence[Extractor]  # what finds facts, by default `kg.find_facts` alone
    workers: int | None  # processes that read; by default this one does
    engine: str  # where they run: "processes" of this machine, or "ray"
    address: str | None  # of the Ray cluster; by default one is started on this machine
    document_timeout_s: float  # what reading one document may take, in a process of its own
    document_memory_mb: int
    threads: int  # of the model, in each process
    on_progress: OnProgress | None


def build(
    sources: Sources,
    *,
    out: str | Path | None = None,
    html: bool = True,
    title: str | None = None,
    page_language: str = "en",
    max_nodes: int | None = None,
    entities: Iterable[str | Path] = (),
    starter: bool = True,
    decisions: str | Path | None = None,
    **how: Unpack[HowToRead],
) -> BuildReport:
    """Read texts into a graph: in memory, or as store, Turtle, TriG and page in the folder `out`.

    sources: files of any kind kg reads, folders, "-" for standard input, or Documents. The graph will hold these and
    no others; those that an earlier build into `out` has read are not read again, also if it was cut off.
    title, page_language, max_nodes: of the page; see `kg.make_html`. Without max_nodes there is none of a huge graph.
    entities: files of things that are known; see `docs/who-is-who.md`. starter: whether kg's own such file counts, too.
    decisions: a table of `review` with a person's answers. An output keeps them until it is given others.
    how: see `HowToRead`.
    A text that cannot be read is skipped, reported and listed in `out`/skipped.jsonl; InputError if that leaves none.
    What is in `out` is replaced only once everything is written.
    """
    page = Page(html=html, title=title, language=page_language, max_nodes=max_nodes)
    change = _change(**how)
    change.who = Who.read(change.ontology.schema, entities, starter=starter, decisions=decisions)
    if out is None:
        with Readings() as readings:
            change.gather(readings, Standing(), sources)
            return _report(change.make_store(readings), readings, None)
    with locked(out) as folder, Readings(folder / READINGS) as readings:
        standing = read_standing(folder) or Standing()
        if decisions is None:
            change.who = replace(change.who, decisions=decisions_of(standing.who))
        change.gather(readings, standing, sources)
        # A store that somebody else has written to is no place to go on from.
        is_base = not is_changed(folder, standing)
        change.write(folder, readings, replace(standing, page=page), is_base=is_base)
        return _report(open_store(folder), readings, folder)


def add(sources: Sources, *, out: str | Path, **how: Unpack[HowToRead]) -> BuildReport:
    """Read more texts into the graph in `out`: the same graph as if all had been read at once.

    The arguments are those of `build`; the page stays as that was asked for. If the ontology is another one than
    before, the texts that are there are read again, too.
    """
    change = _change(**how)
    with locked(out) as folder, Readings(folder / READINGS) as readings:
        standing = standing_of(folder, readings)
        change.who = Who.of(standing.who, change.ontology.schema)
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
    change = _change(ontology=ontology)
    with locked(out) as folder, Readings(folder / READINGS) as readings:
        standing = standing_of(folder, readings)
        change.who = Who.of(standing.who, change.ontology.schema)
        store = open_store(folder)
        names = [documents] if isinstance(documents, str) else documents
        change.drop(readings, standing, [store.find_document(name, change.ontology.schema) for name in names])
        change.write(folder, readings, standing, is_base=True)
        return _report(open_store(folder), readings, folder)


def review(
    path: str | Path, *, out: str | Path, ontology: str | Path | None = None, decisions: str | Path | None = None
) -> tuple[Reviewed, ...]:
    """Write a table of who was taken for one, and who nearly was, with what speaks for it and against.

    A person answers "same" or "different" in its first column, and gives it to `build` as `decisions`. What was decided
    for the graph in `out`, and in the table `decisions`, stands in it already.
    """
    change = _change(ontology=ontology)
    with locked(out) as folder, Readings(folder / READINGS) as readings:
        standing = standing_of(folder, readings)
        if not standing.generation:
            raise InputError(f"{folder}: no graph here; make one with: kg build PATH... --out {folder}")
        change.who = Who.of(standing.who, change.ontology.schema)
        links = change.link(readings, standing.generation)
    rows = (*links.proposals, *links.merges)
    decided = read_decisions(Path(decisions)) if decisions else change.who.decisions
    write_review(rows, Path(path), decided)
    return rows


def _change(
    *,
    language: str | None = None,
    ontology: str | Path | None = None,
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    pipeline: str | None = None,
    extractors: Sequence[Extractor] = (find_facts,),
    workers: int | None = None,
    engine: str = "processes",
    address: str | None = None,
    document_timeout_s: float = TIMEOUT_S,
    document_memory_mb: int = MEMORY_MB,
    threads: int = 1,
    on_progress: OnProgress | None = None,
) -> Change:
    loaded = load(Path(ontology) if ontology else paths.ONTOLOGY)
    if engine not in ENGINES:
        raise InputError(f"engine {engine!r}: not known; expected one of {', '.join(ENGINES)}")
    is_apart = workers is not None or engine != "processes"
    allowance = Allowance(timeout_s=document_timeout_s, memory_mb=document_memory_mb) if is_apart else None
    files = Files(
        language=language, languages=frozenset(loaded.lexicons), fields=fields, limits=limits, allowance=allowance
    )
    reader = Reader(loaded, extractors=extractors, threads=threads, pipeline=pipeline)
    return Change(loaded, reader, files, on_progress, _crew(engine, reader, workers, allowance, address))


def _crew(
    engine: str, reader: Reader, workers: int | None, allowance: Allowance | None, address: str | None
) -> Crew | Cluster | None:
    if allowance is None:
        return None
    if engine == "ray":
        return Cluster(reader, workers, allowance, address=address)
    return Crew(reader, workers, allowance) if workers else None


def _report(store: Store, readings: Readings, out: Path | None) -> BuildReport:
    counts = store.counts()
    return BuildReport(
        documents=counts.documents,
        entities=counts.entities,
        statements=counts.statements,
        statements_by_property=counts.statements_by_property,
        statements_by_modality=counts.statements_by_modality,
        skipped=tuple(f"{source}: {reason}" for source, reason in islice(readings.skipped(), _MOST_SKIPPED)),
        skipped_count=readings.count_skipped(),
        store=store,
        out=out,
    )
