"""Answers one query in a process of its own, so that it can be stopped; run by limits.py as a script.

Oxigraph has no way to end a query from Python once it runs. A process can always be ended. This one imports
nothing but Oxigraph, to start in a few hundredths of a second, and reads and writes pickles: a request on standard
input, on standard output a head, batches of rows and an end, or an error.
"""

from __future__ import annotations

import pickle
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

import pyoxigraph as ox

BATCH = 1000  # rows that travel together


def main(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer the request, piece by piece."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is told to whoever asked, who ends this process
    for piece in answer(pickle.load(requests)):
        pickle.dump(piece, answers)
        answers.flush()


def answer(request: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Give ("boolean", value), or a head, ("rows", ...) and ("end",); or ("error", kind, text)."""
    try:
        store = ox.Store.read_only(request["path"]) if request["path"] else _in_memory(request["quads"])
        found = store.query(request["query"], base_iri=request["base"], prefixes=request["prefixes"])
        if isinstance(found, ox.QueryBoolean):
            yield "boolean", bool(found)
            return
        if isinstance(found, ox.QueryTriples):
            yield ("triples",)
        else:
            yield "solutions", [variable.value for variable in found.variables]
        rows = islice(map(tuple, found), request["rows"])
        while batch := list(islice(rows, BATCH)):
            yield "rows", batch
        yield ("end",)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        yield "error", type(error).__name__, str(error)


def _in_memory(quads: bytes) -> ox.Store:
    store = ox.Store()
    store.bulk_load(quads, ox.RdfFormat.N_QUADS)
    return store


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
