"""Documents read on the nodes of a Ray cluster, any of which may go without harm.

Documents go out in parts and come back as contributions, so that whatever comes after - who is who, the graphs, the
store - is what it is on one machine, byte for byte. kg must be installed alike on all nodes; that is looked at.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kg.building.contributions import Packed
from kg.building.processes import Allowance
from kg.building.reader import Reader, Refused
from kg.building.worker import bound_memory
from kg.documents.extras import needs
from kg.errors import InputError, ModelError
from kg.types import Document

__all__ = ["Cluster"]

_PART = 32  # documents that a node is given at a time
_TRIES = 3  # to read a document alone whose node is lost: it may not be its fault
_KNOCK_S = 10.0
_GRACE_S = 10.0  # in which whoever gave out a single document ends what takes too long
_LOOK_S = 1.0  # how often somebody looks after them

Result = tuple[Document, Packed | Refused]


class Cluster:
    """Actors that read documents as one reader would."""

    def __init__(self, reader: Reader, workers: int | None, allowance: Allowance, *, address: str | None) -> None:
        """Prepare the actors; they start when there is something to read.

        workers: how many; by default as many as the cluster has processors.
        address: of a running cluster, "auto" or "ray://head:10001"; None starts one on this machine.
        Raises InputError if Ray is not installed.
        """
        # Ray would tell its makers that it is used.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        with needs("ray", "clusters"):
            import ray
        self._ray: Any = ray
        self._options = {"extractors": reader.extractors, "threads": reader.threads, "pipeline": reader.pipeline}
        self._reader = reader
        self._workers = workers
        self._allowance = allowance
        self._address = address

    def read(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Read documents, some ahead of whoever takes the results; they come as they are done."""
        with self._joined():
            count = self._workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
            shift = _Shift(self._ray, self._task(), self._allowance, count)
            try:
                yield from shift.read(iter(documents))
            finally:
                shift.end()

    def _task(self) -> Any:
        return self._ray.put((self._reader.ontology, self._options, self._reader.fingerprint))

    @contextmanager
    def _joined(self) -> Iterator[None]:
        """Be part of a cluster: one that this process knows already, the one asked for, or one of its own."""
        if self._ray.is_initialized():
            yield
            return
        self._knock()
        try:
            own = {} if self._address else {"num_cpus": self._workers or os.cpu_count(), "include_dashboard": False}
            self._ray.init(address=self._address, log_to_driver=False, logging_level="ERROR", **own)
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            raise self._away(error) from error
        try:
            yield
        finally:
            self._ray.shutdown()

    def _knock(self) -> None:
        """See whether anybody is there: Ray itself would try for minutes."""
        host, colon, port = (self._address or "").rpartition("://")[2].rpartition(":")
        if not colon or not port.isdigit():
            return
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_S).close()
        except OSError as error:
            raise self._away(error) from error

    def _away(self, error: Exception) -> InputError:
        return InputError(f"{self._address or 'this machine'}: no Ray cluster to work with: {error}")


@dataclass(slots=True)
class _Hand:
    """An actor, and how to learn that it is ready."""

    actor: Any
    ready: Any


@dataclass(slots=True)
class _Work:
    """What an actor is at."""

    hand: _Hand
    part: list[Document]
    tries: int  # before this one
    until: float | None = None  # by the monotonic clock; None before the actor is ready

    @property
    def is_late(self) -> bool:
        return self.until is not None and time.monotonic() >= self.until


class _Shift:
    """The actors while there is something to read."""

    def __init__(self, ray: Any, task: Any, allowance: Allowance, count: int) -> None:
        self._ray, self._task, self._allowance, self._count = ray, task, allowance, count
        self._idle: list[_Hand] = []
        self._at_work: dict[Any, _Work] = {}
        self._again: deque[tuple[list[Document], int]] = deque()

    def read(self, documents: Iterator[Document]) -> Iterator[Result]:
        while True:
            while len(self._at_work) < self._count and (part := self._next(documents)):
                self._give(*part)
            if not self._at_work:
                return
            done, _ = self._ray.wait(list(self._at_work), num_returns=1, timeout=_LOOK_S)
            for reference in done:
                yield from self._take(reference, self._at_work.pop(reference))
            self._look()

    def _next(self, documents: Iterator[Document]) -> tuple[list[Document], int] | None:
        if self._again:
            return self._again.popleft()
        part = list(islice(documents, _PART))
        return (part, 0) if part else None

    def _give(self, part: list[Document], tries: int) -> None:
        hand = self._idle.pop() if self._idle else self._hire()
        self._at_work[hand.actor.read.remote(part)] = _Work(hand, part, tries)

    def _hire(self) -> _Hand:
        actor_class = self._ray.remote(num_cpus=1, max_restarts=0)(_Actor)
        actor = actor_class.remote(self._task, self._allowance)
        return _Hand(actor, actor.ready.remote())

    def _look(self) -> None:
        """Begin to count where an actor has got ready; end one that takes too long for a single document.

        With several an actor ends itself at the one that never ends, unless it cannot even do that.
        """
        for work in self._at_work.values():
            allowed = self._allowance.timeout_s
            if work.until is None and self._ray.wait([work.hand.ready], timeout=0)[0]:
                work.until = time.monotonic() + allowed * len(work.part)
            elif work.until is not None and time.monotonic() > work.until + (0 if len(work.part) == 1 else allowed):
                self._ray.kill(work.hand.actor)

    def _take(self, reference: Any, work: _Work) -> Iterator[Result]:
        """Give what an actor has read; of what a lost one was at each document is read again, alone."""
        errors = self._ray.exceptions
        try:
            found = self._ray.get(reference)
        except errors.RayTaskError as error:
            raise error.as_instanceof_cause() from None
        except errors.ActorUnschedulableError as error:
            raise ModelError(f"no node of the cluster can read texts: {error}") from error
        except (errors.RayActorError, errors.OutOfMemoryError, errors.ObjectLostError) as error:
            yield from self._lost(work, str(error).splitlines()[0])
        else:
            self._idle.append(work.hand)
            yield from zip(work.part, found, strict=True)

    def _lost(self, work: _Work, reason: str) -> Iterator[Result]:
        if len(work.part) > 1:
            self._again.extend(([document], 0) for document in work.part)
        elif work.is_late:
            allowed = f"{self._allowance.timeout_s:g} s"
            reason = f"not read within {allowed}; give it more with --document-timeout, or split it"
            yield work.part[0], Refused(reason)
        elif work.tries + 1 < _TRIES:
            self._again.append((work.part, work.tries + 1))
        else:
            yield work.part[0], Refused(f"the process that read it was lost {_TRIES} times: {reason}")

    def end(self) -> None:
        for hand in (*self._idle, *(work.hand for work in self._at_work.values())):
            self._ray.kill(hand.actor)


class _Actor:
    """Reads documents on a node."""

    def __init__(self, task: tuple[Any, dict[str, Any], str], allowance: Allowance) -> None:
        ontology, options, fingerprint = task
        self._reader = Reader(ontology, **options)
        self._timeout_s = allowance.timeout_s
        if self._reader.fingerprint != fingerprint:
            raise ModelError("a node of the cluster reads otherwise than this machine; install the same kg on both")
        bound_memory(allowance.memory_mb)

    def ready(self) -> None:
        """Answer once the actor is there."""

    def read(self, documents: list[Document]) -> list[Packed | Refused]:
        return [self._read(document) for document in documents]

    def _read(self, document: Document) -> Packed | Refused:
        # Nothing else ends what never comes back; then each document is read alone.
        alarm = threading.Timer(self._timeout_s + _GRACE_S, os._exit, args=(1,))
        alarm.start()
        try:
            return self._reader.read(document)
        except MemoryError:
            return Refused("needs more memory than allowed; give it more with --document-memory, or split it")
        finally:
            alarm.cancel()
