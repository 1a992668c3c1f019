"""Documents read by several processes at a time, each of which may die without harm."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress

from kg.building.contributions import Packed
from kg.building.processes import Allowance, Lost, Process, Watch
from kg.building.reader import Reader, Refused
from kg.errors import InputError, ModelError
from kg.types import Document

__all__ = ["Crew"]

_TRIES = 3  # to start a process: one may be killed for want of memory before it has read anything
_WAIT_S = 0.2

Result = tuple[Document, Packed | Refused]


class Crew:
    """Processes that read documents as one reader would."""

    def __init__(self, reader: Reader, workers: int, allowance: Allowance) -> None:
        """Prepare the processes; they start when there is something to read.

        Raises InputError if the reader has functions that no other process can import.
        """
        for extract in reader.extractors:
            name = f"{extract.__module__}.{getattr(extract, '__qualname__', extract)}"
            if extract.__module__ == "__main__" or "<" in name:
                raise InputError(f"{name}: other processes cannot import this extractor; put it into a module")
        options = {"extractors": reader.extractors, "threads": reader.threads, "pipeline": reader.pipeline}
        self._task = (reader.ontology, options)
        self._workers = workers
        self._allowance = allowance

    def read(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Read documents, a few ahead of whoever takes the results; they come as they are done."""
        with Watch(self._allowance) as watch:
            helpers = _Helpers(watch, self._task, self._workers)
            try:
                for document in documents:
                    if len(helpers) < self._workers:
                        helpers.hire()
                    yield from helpers.give(document)
                yield from helpers.finish()
            finally:
                helpers.dismiss()


class _Helpers:
    """Threads that pass documents to a process each, and to another one when that dies."""

    def __init__(self, watch: Watch, task: tuple[object, ...], ahead: int) -> None:
        self._watch = watch
        self._task = task
        self._todo: queue.Queue[Document | None] = queue.Queue(ahead)
        self._done: queue.SimpleQueue[Result | BaseException | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def __len__(self) -> int:
        return len(self._threads)

    def hire(self) -> None:
        self._threads.append(threading.Thread(target=self._help, daemon=True))
        self._threads[-1].start()

    def give(self, document: Document | None) -> Iterator[Result]:
        """Have a document read as soon as somebody is free, and give what is done until then."""
        while True:
            yield from self._results()
            with suppress(queue.Full):
                self._todo.put(document, timeout=_WAIT_S)
                return

    def finish(self) -> Iterator[Result]:
        """Give the rest."""
        for _ in self._threads:
            yield from self.give(None)
        for thread in self._threads:
            while thread.is_alive():
                thread.join(_WAIT_S)
                yield from self._results()
        yield from self._results()

    def _results(self) -> Iterator[Result]:
        while not self._done.empty():
            found = self._done.get()
            if isinstance(found, BaseException):
                raise found
            if found is not None:
                yield found

    def dismiss(self) -> None:
        """Let everybody end, whatever is left to do; those who wait for a process end with it."""
        self._watch.close()
        for thread in self._threads:
            while thread.is_alive():
                with suppress(queue.Empty):
                    self._todo.get_nowait()
                with suppress(queue.Full):
                    self._todo.put_nowait(None)
                thread.join(_WAIT_S)

    def _help(self) -> None:
        process: Process | None = None
        try:
            while (document := self._todo.get()) is not None:
                process = process or self._start()
                try:
                    process.tell(document)
                    kind, answer = process.hear()
                except Lost as loss:
                    process, kind, answer = None, "read", Refused(str(loss))
                if kind == "error":
                    raise answer
                if kind == "full":
                    process = None
                self._done.put((document, answer))
        except BaseException as error:
            self._done.put(error)
        finally:
            if process:
                process.end()

    def _start(self) -> Process:
        for attempt in range(_TRIES):
            try:
                process = Process(self._watch, "documents", *self._task)
                process.hear(is_timed=False)
                return process
            except Lost as loss:
                if attempt == _TRIES - 1:
                    raise ModelError(f"no process that reads texts can be started: {loss}") from loss
        raise AssertionError
