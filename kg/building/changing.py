"""From one generation of an output to the next: gather, link, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from rdflib import URIRef

from kg.building.cluster import Cluster
from kg.building.contributions import Packed, unpack_appearances
from kg.building.crew import Crew
from kg.building.gathering import Gathering
from kg.building.progress import OnProgress, Progress, Stage
from kg.building.reader import Reader, Refused
from kg.building.readings import Readings
from kg.building.sources import Files, Sources
from kg.building.who import Who
from kg.building.writing import plan, rewrite, write_all
from kg.errors import InputError
from kg.graph import Store
from kg.graph.folder import (
    SKIPPED,
    STORE,
    Skipped,
    Standing,
    read_standing,
    replacing,
    seal,
    write_skipped,
    write_standing,
)
from kg.ontology import Ontology
from kg.resolution import Links, link
from kg.types import Document
from kg.vocabulary import BASE

__all__ = ["MOST_ON_PAGE", "Change", "is_changed", "standing_of"]

MOST_ON_PAGE = 200_000  # statements: the page of more would take gigabytes to make, and minutes to open
_MOST_REASONS = 20  # told where no text could be read


def standing_of(folder: Path, readings: Readings) -> Standing:
    """Give the build to go on from; of a folder without one, the one before the first.

    Raises InputError if what was read for it is not here.
    """
    standing = read_standing(folder)
    if standing is None and not (folder / STORE).is_dir():
        return Standing()
    if standing is None or readings.count(standing.generation) != standing.documents:
        raise InputError(f"{folder}: what its texts say is not kept here; make the graph anew with kg build")
    return standing


def is_changed(folder: Path, standing: Standing) -> bool:
    """Tell whether somebody has written to the store since the build that made it."""
    return standing.is_changed or ((folder / STORE).is_dir() and seal(folder / STORE) != standing.seal)


@contextmanager
def _opened(path: Path, is_part: bool) -> Iterator[Store]:
    """Open a store to write; put its files in order if all of it is written."""
    with Store(path) as store:
        yield store
        if is_part:
            store.close(compact=False)


class Change:
    """Takes an output from one generation to the next."""

    def __init__(
        self,
        ontology: Ontology,
        reader: Reader,
        files: Files,
        on_progress: OnProgress | None = None,
        crew: Crew | Cluster | None = None,
    ) -> None:
        """Prepare a change; without a `crew` the reader reads in this process."""
        self.ontology = ontology
        self.reader = reader
        self.files = files
        self.on_progress = on_progress
        self.crew = crew
        self.who = Who()
        self.generation = 0

    def gather(self, readings: Readings, standing: Standing, sources: Sources, *, keep: bool = False) -> None:
        """Read the sources, as far as that was not done, beside what is there or in place of it.

        Raises InputError if no text of the sources can be read.
        """
        if not self.reader.is_known:
            readings.forget(self.reader.fingerprint)
        self.generation = readings.begin(standing.generation, keep=keep)
        gathering = Gathering(readings, self.generation, self.reader.fingerprint, self._read, self._teller(readings))
        gathering.take(self.files.read(sources, readings.skip))
        if not gathering.read_count + gathering.kept_count:
            reasons = "".join(f"\n    {Skipped(*text)}" for text in islice(readings.skipped(), _MOST_REASONS))
            raise InputError(f"no text could be read; give files or folders with news:{reasons}")
        if keep:
            gathering.renew(standing.generation)

    def drop(self, readings: Readings, standing: Standing, documents: Iterable[URIRef]) -> None:
        """Take documents out."""
        self.generation = readings.begin(standing.generation, keep=True)
        for document in documents:
            readings.remove(self.generation, document.removeprefix(f"{BASE}document/"))

    def make_store(self, readings: Readings) -> Store:
        """Give the graph in memory."""
        store = Store()
        links = self.link(readings, self.generation)
        self._tell("writing")
        write_all(store, readings, self.generation, links)
        store.note_known(links.known.values())
        store.derive()
        return store

    def write(self, folder: Path, readings: Readings, standing: Standing, *, is_base: bool) -> None:
        """Write the new generation and put it in the place of the one that stands.

        is_base: go on from the store that is there, if only a part of it changes.
        """
        links = self.link(readings, self.generation)
        plan(readings, self.generation, links)
        changed = readings.changed(self.generation, standing.generation)
        self._tell("writing")
        # A store that somebody has written to is kept, if it is to be gone on from at all.
        standing = replace(standing, is_changed=is_base and is_changed(folder, standing))
        is_part = is_base and (standing.is_changed or 2 * len(changed) < readings.count(self.generation))
        with replacing(folder, keep=is_part) as partial:
            with _opened(partial / STORE, is_part) as store:
                if is_part:
                    rewrite(store, readings, self.generation, links, changed)
                else:
                    write_all(store, readings, self.generation, links)
                store.note_known(links.known.values())
                store.derive()
                self._write_files(store, partial, standing)
            if readings.count_skipped():
                write_skipped(partial / SKIPPED, map(Skipped._make, readings.skipped()))
            write_standing(
                partial,
                replace(
                    standing,
                    generation=self.generation,
                    documents=readings.count(self.generation),
                    who=self.who.kept(),
                    seal="" if standing.is_changed else seal(partial / STORE),
                ),
            )
        readings.finish(self.generation)

    def _write_files(self, store: Store, folder: Path, standing: Standing) -> None:
        page = standing.page
        store.export(folder / "graph.ttl", "turtle")
        store.export(folder / "graph.trig", "trig")
        # Of a graph that is larger only a part is a page, and which one somebody has to say.
        if page.html and (page.max_nodes or store.counts().statements <= MOST_ON_PAGE):
            from kg.views import write_html  # meanwhile the texts are read: nobody waits for what draws

            write_html(
                store,
                folder / "graph.html",
                self.ontology,
                title=page.title,
                language=page.language,
                max_nodes=page.max_nodes,
            )

    def _teller(self, readings: Readings) -> Callable[[Document, int, int], None]:
        def tell(document: Document, read: int, kept: int) -> None:
            skipped = readings.count_skipped() if self.on_progress else 0
            self._tell("reading", document=document, read=read, kept=kept, skipped=skipped, share=self.files.share)

        return tell

    def _tell(self, stage: Stage, **known: Any) -> None:
        if self.on_progress:
            self.on_progress(Progress(stage=stage, **known))

    def link(self, readings: Readings, generation: int) -> Links:
        """Find who is who in all documents of a generation."""
        self._tell("linking")
        found = chain.from_iterable(map(unpack_appearances, readings.appearances(generation)))
        return link(found, self.ontology, known=self.who.known, decisions=self.who.decisions)

    def _read(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Packed | Refused]]:
        if self.crew:
            return self.crew.read(documents)
        return ((document, self.reader.read(document)) for document in documents)
