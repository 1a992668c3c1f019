"""A process that answers one job after the other, and that can be stopped at any moment without harm.

The engine cannot be told to stop a query, but a process can be ended: what it holds open it only reads, and
what it writes takes its place at the very end, by a rename.
"""

from __future__ import annotations

import io
import json
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg import paths
from kg.errors import (
    ForbiddenError,
    FormatError,
    InputError,
    KgError,
    LimitError,
    OutputError,
    QueryError,
    ServerError,
)
from kg.graph.answering import Graphs
from kg.graph.folder import STORE, new_output, open_store
from kg.graph.questions import saved_queries
from kg.graph.store import Store
from kg.graph.terms import is_iri
from kg.ontology import Schema, load_schema
from kg.server.jobs import DATA, END, HEAD, pack, pack_json
from kg.server.negotiation import choose_language
from kg.server.refusal import Refusal

if TYPE_CHECKING:
    from kg.graph.remote import RemoteStore

__all__ = ["main"]

Job = Mapping[str, Any]
_PIECE = 1 << 16  # bytes
_OUT_OF_MEMORY = 3  # the exit code
_PATIENCE_S = 2.0  # with a SPARQL server that does not answer: somebody waits
QUERIES = "queries"  # the folder with saved questions of one's own, beside the graph


def main() -> None:
    """Answer the jobs that come on standard input, until it ends.

    python -m kg.server.worker FOLDER MEGABYTES [ADDRESS]
    """
    folder, memory_mb, address = Path(sys.argv[1]), int(sys.argv[2]), next(iter(sys.argv[3:]), None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers itself
    limit_memory(memory_mb)
    answers = os.fdopen(os.dup(1), "wb", buffering=_PIECE)
    os.dup2(2, 1)  # whatever else is printed must not be taken for an answer
    jobs: queue.Queue[tuple[Job, bytes]] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    worker = Worker(folder, address)
    while True:
        job, body = jobs.get()
        # A short answer and its end are written at once, so that the server wakes up once.
        answers.write(pack_json(END, _run(worker, job, body, answers)))
        answers.flush()


def limit_memory(megabytes: int) -> None:
    """End this process rather than let it take more memory than that, where the system can."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20,) * 2)


def _listen(stream: IO[bytes], jobs: queue.Queue[tuple[Job, bytes]]) -> None:
    """Take jobs in; once the server is gone, end at once, in the middle of a query too."""
    while True:
        frames = []
        for _ in range(2):
            head = stream.read(HEAD.size)
            if len(head) < HEAD.size:
                os._exit(0)
            frames.append(stream.read(HEAD.unpack(head)[1]))
        jobs.put((json.loads(frames[0]), frames[1]))


def _run(worker: Worker, job: Job, body: bytes, answers: IO[bytes]) -> dict[str, Any]:
    """Do a job; give what is to be said at its end."""
    try:
        with io.BufferedWriter(_Pieces(answers), _PIECE) as stream:
            return {"status": 200, **worker.run(job, body, stream)}
    except Refusal as refusal:
        return {"status": refusal.status, "message": refusal.message}
    except KgError as error:
        return {"status": _status(error), "message": str(error)}
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception:  # a fault of ours, which must not end the worker
        traceback.print_exc()
        return {"status": 500, "message": "A fault of the server; what it is stands in its own output."}


_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (ForbiddenError, 403),
    (FormatError, 406),
    (LimitError, 403),
    (QueryError, 400),
    (InputError, 400),
    (OutputError, 503),
    (ServerError, 502),
)


def _status(error: KgError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


class _Pieces(io.RawIOBase):
    """Frames what is written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = bytes(data)
        self.stream.write(pack(DATA, content))
        return len(content)


class Worker:
    """Does jobs on the store of a folder, or on the one that a SPARQL server has."""

    def __init__(self, folder: Path, address: str | None = None) -> None:
        self.folder = folder
        self.address = address
        self.version: object = None  # of the store that is open
        self.opened: Store | None = None
        self.remote: RemoteStore | None = None

    def run(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        """Do a job; the answer goes to the stream, what is to be said about it is given back."""
        for iri in (*job.get("default_graphs", ()), *job.get("named_graphs", ()), *filter(None, [job.get("name")])):
            if not is_iri(iri):
                raise Refusal(400, f"{iri[:200]!r} is no absolute IRI.")
        return _JOBS[job["kind"]](self, job, body, stream)

    def store(self, job: Job) -> Store:
        """Give the store as it is now: another build may have taken its place."""
        if self.address:
            return self._server(self.address)
        if self.opened is None or self.version != job["version"]:
            self.opened = open_store(self.folder)
            self.version = job["version"]
        return self.opened

    def _server(self, address: str) -> Store:
        """Give what is on a server; one that is away is asked for again with the next job."""
        if self.remote is None:
            from kg.graph.remote import RemoteStore  # and with it what speaks HTTP, which takes its time to import

            self.remote = RemoteStore(address, patience_s=_PATIENCE_S)
        self.remote.forget()
        return self.remote

    def be_ready(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        self.store(job)
        return {}

    def ask(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        format_ = self.store(job).write_answer(
            body.decode(),
            stream,
            table=job["table"],
            graph=job["graph"],
            graphs=_graphs(job),
            max_rows=job["max_rows"],
        )
        return {"format": format_}

    def read_graph(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        store = self.store(job)
        if job["name"] is not None and not store.has_graph(job["name"]):
            raise Refusal(404, f"<{job['name']}>: there is no graph of this name.")
        if not job["is_head"]:
            store.export_graph(job["name"], stream, job["format"])
        return {}

    def read_dataset(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        self.store(job).export(stream, job["format"])
        return {}

    def show(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        """Write the page of a thing, or its triples; of the IRIs it may have, the first that is known."""
        # What the views need takes its time to import, and most workers never show anything.
        from kg.server.pages import render
        from kg.views.words import LANGUAGES

        store, language = self.store(job), choose_language(job["languages"], LANGUAGES, "en")
        known = (store.describe(iri, language) for iri in job["iris"] if is_iri(iri))
        description = next(filter(None, known), None)
        if description is None:
            raise Refusal(404, f"<{job['iris'][0]}>: the graph says nothing of it.")
        if job["format"] == "html":
            schema = _schema(job["ontology"])
            stream.write(render(description, schema, language).encode("utf-8", "replace"))
        else:
            store.write_description(description.iri, stream, job["format"])
        return {}

    def tell_page(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        """Write what the page to ask knows beforehand: words to complete, saved questions, looks."""
        from kg.server.knowledge import knowledge

        schema = _schema(job["ontology"])
        stream.write(json.dumps(knowledge(self.store(job), schema, self._queries(job)), sort_keys=True).encode())
        return {}

    def bind(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        """Write a saved question with values for its parameters."""
        schema = _schema(job["ontology"])
        known = saved_queries(*self._queries(job))
        if job["question"] not in known:
            raise Refusal(404, f"{job['question']}: there is no saved question of this name.")
        stream.write(self.store(job).bind(known[job["question"]], job["values"], schema=schema).encode())
        return {}

    def _queries(self, job: Job) -> list[Path]:
        """Give the folders of saved questions; a later one's take the place of those of the same name."""
        beside = self.folder / QUERIES
        return [*([beside] if beside.is_dir() else []), *map(Path, filter(None, [job["queries"]]))]

    def update(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        self._change(lambda store: store.update(body.decode(), using=_graphs(job)))
        return {}

    def write_graph(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        name, replace = job["name"], job["replace"]
        is_new = name is not None and not self.store(job).has_graph(name)
        self._change(lambda store: store.write_graph(name, body, job["format"], replace=replace))
        return {"is_new": is_new}

    def drop_graph(self, job: Job, body: bytes, stream: IO[bytes]) -> dict[str, Any]:
        if job["name"] is not None and not self.store(job).has_graph(job["name"]):
            raise Refusal(404, f"<{job['name']}>: there is no graph of this name.")
        self._change(lambda store: store.drop_graph(job["name"]))
        return {}

    def _change(self, change: Callable[[Store], None]) -> None:
        """Change a copy of the store and put it in its place: whoever reads sees the old one or the new one."""
        with new_output(self.folder, keep=True) as partial:
            store = Store(partial / STORE)
            try:
                change(store)
            except BaseException as error:
                # The frames of an error hold the store open, and while it is open it writes to what is taken away.
                traceback.clear_frames(error.__traceback__)
                raise
            finally:
                store.close(compact=False)


@lru_cache(maxsize=1)
def _schema(ontology: str) -> Schema:
    return load_schema(Path(ontology) if ontology else paths.ONTOLOGY).schema


def _graphs(job: Job) -> Graphs | None:
    """Give the graphs a job names; None if it names none."""
    graphs = Graphs(default=tuple(job["default_graphs"]), named=tuple(job["named_graphs"]))
    return graphs if graphs.default or graphs.named else None


_JOBS = {
    "ask": Worker.ask,
    "bind": Worker.bind,
    "drop_graph": Worker.drop_graph,
    "open": Worker.be_ready,
    "read_dataset": Worker.read_dataset,
    "read_graph": Worker.read_graph,
    "show": Worker.show,
    "tell_page": Worker.tell_page,
    "update": Worker.update,
    "write_graph": Worker.write_graph,
}

if __name__ == "__main__":
    main()
