"""The workers: hired, asked, stopped and replaced."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from kg.graph.folder import STORE
from kg.server.jobs import DATA, HEAD, JOB, pack, pack_json
from kg.server.refusal import Refusal
from kg.server.settings import Settings

__all__ = ["Answer", "Pool"]

# How a worker ends that is out of memory: by itself, by the engine, by the system, on its stack.
_OUT_OF_MEMORY = (3, -6, -9, -11)
_IN_MEMORY = 2**20  # bytes of an answer before it goes to a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that a worker wrote, and what it said at the end."""

    end: Mapping[str, Any]
    content: IO[bytes]
    length: int


class Pool:
    """Some workers, each with one job at a time; who comes while all are busy waits, and not without end."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self.workers: set[_Worker] = set()
        self.hiring: set[asyncio.Task[None]] = set()
        self.waiting = 0
        self.writing = asyncio.Lock()

    async def start(self) -> None:
        await asyncio.gather(*(self._hire() for _ in range(self.settings.workers)))

    async def stop(self) -> None:
        for task in self.hiring:
            task.cancel()
        await asyncio.gather(*self.hiring, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self.workers))

    async def ask(self, job: Mapping[str, Any], body: bytes = b"") -> Answer:
        """Have a job done.

        Raises Refusal with what the worker said, or 503 if there was too much to do, if it took too long, or too
        much memory. If the caller is cancelled, the worker is stopped.
        """
        worker = await self._take()
        try:
            async with asyncio.timeout(self.settings.timeout_s):
                answer = await worker.ask({**job, "version": _version(self.settings)}, body)
        except BaseException as error:
            reason = await self._explain(error, worker)
            self._replace(worker)
            if reason is None:
                raise
            raise reason from error
        self.idle.put_nowait(worker)
        if answer.end["status"] >= 400:
            answer.content.close()
            raise Refusal(answer.end["status"], answer.end["message"])
        return answer

    async def change(self, job: Mapping[str, Any], body: bytes = b"") -> Answer:
        """Have a job done that changes the store: one at a time."""
        try:
            async with asyncio.timeout(self.settings.timeout_s):
                await self.writing.acquire()
        except TimeoutError as error:
            raise Refusal(503, "Others are writing; try again.", {"Retry-After": "1"}) from error
        try:
            return await self.ask(job, body)
        finally:
            self.writing.release()

    async def _take(self) -> _Worker:
        if self.waiting >= self.settings.max_waiting:
            raise Refusal(503, "Too many are waiting; try again.", {"Retry-After": "1"})
        self.waiting += 1
        try:
            async with asyncio.timeout(self.settings.timeout_s):
                worker = await self.idle.get()
                while worker.process.returncode is not None:  # somebody else has ended it
                    self._replace(worker)
                    worker = await self.idle.get()
                return worker
        except TimeoutError as error:
            raise Refusal(503, "All workers are busy; try again.", {"Retry-After": "1"}) from error
        finally:
            self.waiting -= 1

    async def _explain(self, error: BaseException, worker: _Worker) -> Refusal | None:
        """Give the answer to a job that did not end; None if it is for nobody."""
        is_gone = isinstance(error, asyncio.IncompleteReadError | ConnectionError)
        if not is_gone:
            worker.kill()
        elif await worker.process.wait() in _OUT_OF_MEMORY:
            reason = f"It needed more than {self.settings.memory_mb:,} MB of memory, or nests too deeply"
            return Refusal(503, f"{reason}, and was stopped.")
        if isinstance(error, TimeoutError):
            return Refusal(503, f"It took longer than {self.settings.timeout_s:g} seconds and was stopped.")
        if isinstance(error, _TooLongError):
            return Refusal(403, f"The answer has more than {self.settings.max_answer:,} bytes; ask for less.")
        return Refusal(500, "A fault of the server; what it is stands in its own output.") if is_gone else None

    def _replace(self, worker: _Worker) -> None:
        async def replace() -> None:
            await worker.end()
            self.workers.discard(worker)
            await self._hire()

        task = asyncio.create_task(replace())
        self.hiring.add(task)
        task.add_done_callback(self.hiring.discard)

    async def _hire(self) -> None:
        settings = self.settings
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kg.server.worker",
            str(settings.folder),
            str(settings.memory_mb),
            *filter(None, [settings.store]),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "RUST_BACKTRACE": "0"},
        )
        worker = _Worker(process, settings.max_answer)
        self.workers.add(worker)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await worker.ask({"kind": "open", "version": _version(settings)}, b"")
        self.idle.put_nowait(worker)


class _TooLongError(Exception):
    """A worker wrote more than is kept."""


class _Worker:
    """A process with a job or without."""

    def __init__(self, process: asyncio.subprocess.Process, max_answer: int) -> None:
        self.process = process
        self.max_answer = max_answer

    async def ask(self, job: Mapping[str, Any], body: bytes) -> Answer:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(pack_json(JOB, job) + pack(DATA, body))
        await self.process.stdin.drain()
        content: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed by who reads it
        length = 0
        while True:
            kind, size = HEAD.unpack(await self.process.stdout.readexactly(HEAD.size))
            piece = await self.process.stdout.readexactly(size)
            if kind != DATA:
                content.seek(0)
                return Answer(end=json.loads(piece), content=content, length=length)
            length += size
            if length > self.max_answer:
                raise _TooLongError
            content.write(piece)

    def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()

    async def end(self) -> None:
        self.kill()
        await self.process.wait()


def _version(settings: Settings) -> list[int]:
    """Tell one store from the one that takes its place; what is on another server has no versions."""
    if settings.store:
        return []
    try:
        found = (settings.folder / STORE / "CURRENT").stat()
    except OSError:
        return []
    return [found.st_dev, found.st_ino, found.st_mtime_ns]
