"""What a query may cost: the time and the rows it gets, and a process that is ended when its time is up."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, QueryTimeout
from kg.graph import worker
from kg.vocabulary import BASE, PREFIXES

__all__ = ["Answer", "ask_apart", "check_limits"]

# What a query answers, as it comes: yes or no, or column names and then rows of Oxigraph's terms.
Answer = tuple[str, Any]


def check_limits(timeout_s: float | None, limit: int | None) -> None:
    """Raise QueryError for a time or a number of rows that is none."""
    if timeout_s is not None and not timeout_s > 0:
        raise QueryError(f"timeout of {timeout_s} s: expected more than 0")
    if limit is not None and limit < 0:
        raise QueryError(f"limit of {limit} rows: expected 0 or more")


def ask_apart(
    store: ox.Store, path: Path | None, query: str, *, timeout_s: float, rows: int | None
) -> Iterator[Answer]:
    """Answer a query in a process of its own, which is ended when the time is up or nobody reads on.

    path: the folder of a store on disk that nobody writes to, or None: then what is in memory is handed over.
    rows: how many to compute at most. timeout_s: math.inf for no limit.
    Gives ("boolean", bool), or ("solutions", names) or ("triples", None) and then ("rows", list) again and again.
    Raises QueryTimeout when the time is up; SyntaxError and RuntimeError are Oxigraph's own.
    """
    # -P: the folder of the script holds modules that are none of its business.
    command = [sys.executable, "-P", worker.__file__]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(timeout_s, stop) if math.isfinite(timeout_s) else None
    try:
        if clock:
            clock.daemon = True
            clock.start()
        _send(process, store, path, query, rows)
        yield from _read(process)
    except (EOFError, pickle.UnpicklingError, BrokenPipeError) as error:
        if late.is_set():
            raise QueryTimeout(
                f"query: stopped after {timeout_s:g} s; ask for less (kg query --explain shows what it costs), "
                "or give it more time"
            ) from None
        raise QueryError(f"query: the process that answers it ended early, with {process.wait()}") from error
    finally:
        if clock:
            clock.cancel()
        process.kill()
        process.communicate()


def _send(process: subprocess.Popen[bytes], store: ox.Store, path: Path | None, query: str, rows: int | None) -> None:
    assert process.stdin
    quads = None if path else store.dump(format=ox.RdfFormat.N_QUADS)
    request = {
        "path": str(path) if path else "",
        "quads": quads,
        "query": query,
        "rows": rows,
        "base": BASE,
        "prefixes": PREFIXES,
    }
    pickle.dump(request, process.stdin)
    process.stdin.flush()


def _read(process: subprocess.Popen[bytes]) -> Iterator[Answer]:
    assert process.stdout
    while True:
        # Our own process wrote it; nobody else can write there.
        kind, *values = pickle.load(process.stdout)
        if kind == "error":
            raise _error(*values)
        if kind == "end":
            return
        yield kind, values[0] if values else None
        if kind == "boolean":
            return


def _error(kind: str, text: str) -> Exception:
    return SyntaxError(text) if kind == "SyntaxError" else RuntimeError(text)
