"""What runs in the processes of `processes.py`; started as a script.

First come, on standard input, the folders to import from, the memory it may take, its role and what it needs for it.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

Hear = Callable[[], Any]


def main() -> None:
    """Do what the first message says until nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is told to whoever started this, who ends it
    heard, said = sys.stdin.buffer, _own_output()
    sys.path[:], memory_mb, role = pickle.load(heard)
    bound_memory(memory_mb)
    try:
        task = pickle.load(heard)
        for answer in ROLES[role](lambda: pickle.load(heard), *task):
            pickle.dump(answer, said, pickle.HIGHEST_PROTOCOL)
            said.flush()
    except (EOFError, BrokenPipeError):
        # Whoever started this has ended. Nothing here is worth a tidy end, which takes time.
        os._exit(0)


def _own_output() -> IO[bytes]:
    """Keep standard output for answers; what some library prints goes where errors go."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def bound_memory(memory_mb: int) -> None:
    """Take no more than allowed where the system can see to that, and be the first to go when there is no more."""
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("500")
    except OSError:
        pass  # not everywhere allowed


def _read_documents(hear: Hear, *reader: Any) -> Iterator[tuple[str, Any]]:
    """Answer each document with its contribution."""
    from kg.annotation import without_frameworks
    from kg.building.reader import Reader, Refused

    ontology, options = reader
    own = Reader(ontology, **options)
    if own.is_plain:
        without_frameworks()
    # What is here now stays: nobody needs to look through it for garbage again and again.
    gc.freeze()
    yield "ready", None
    while True:
        document = hear()
        try:
            yield "read", own.read(document)
        except MemoryError:
            # What a library was at when memory ended, nobody knows: this process ends.
            reason = "needs more memory than allowed; give it more with --document-memory, or split it"
            yield "full", Refused(reason)
            return
        except Exception as error:
            yield "error", error


def _read_files(hear: Hear, *task: Any) -> Iterator[tuple[str, Any]]:
    """Tell which file is read, the documents in it, and what has to be left out."""
    from kg.documents import read_found
    from kg.errors import KgError

    files, options = task
    left_out: list[KgError] = []
    yield "ready", None
    for number, file in enumerate(files):
        yield "file", number
        for document in read_found([file], on_skip=left_out.append, **options):
            yield from (("skip", (error.source, error.reason)) for error in left_out)
            left_out.clear()
            yield "document", document
        yield from (("skip", (error.source, error.reason)) for error in left_out)
        left_out.clear()
    yield "end", None


ROLES: dict[str, Callable[..., Iterator[tuple[str, Any]]]] = {"documents": _read_documents, "files": _read_files}

if __name__ == "__main__":
    main()
