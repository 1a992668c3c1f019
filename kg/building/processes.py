"""Processes of kg's own that can be ended when they take too long, and whose death costs only what they were at.

They speak pickles over pipes: nobody else can write there. `worker.py` is what runs in them.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from kg.building import worker

__all__ = ["MEMORY_MB", "TIMEOUT_S", "Allowance", "Lost", "Process", "Watch"]

# A text of a million characters, the most there is, takes about a tenth of either.
TIMEOUT_S = 600.0
MEMORY_MB = 4096

_LOOK_S = 0.1  # how often somebody looks after the processes


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What reading one document may take."""

    timeout_s: float = TIMEOUT_S
    memory_mb: int = MEMORY_MB


class Lost(Exception):  # noqa: N818
    """A process has ended, and what it was at is lost; the message says why."""


class Process:
    """A process that is told things and tells things, one after the other."""

    def __init__(self, watch: Watch, role: str, *task: Any) -> None:
        """Start a process in one of the roles of `worker.ROLES`, with what it needs for that."""
        self._watch = watch
        self._verdict = ""  # why it was ended
        self._since: float | None = None  # when somebody began to wait for it
        # -P: the folder of the script holds modules that are none of its business.
        self._process = subprocess.Popen(
            [sys.executable, "-P", worker.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        watch.add(self)
        try:
            self.tell((sys.path, watch.allowance.memory_mb, role))
            self.tell(task)
        except BaseException:
            self.end()
            raise

    def tell(self, message: Any) -> None:
        """Send something; raise Lost if nobody is there any more."""
        assert self._process.stdin
        try:
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except (BrokenPipeError, OSError) as error:
            raise self._lost() from error

    def hear(self, *, is_timed: bool = True) -> Any:
        """Wait for what the process says; raise Lost if it ends, or is ended, before."""
        assert self._process.stdout
        self._since = time.monotonic() if is_timed else None
        try:
            return pickle.load(self._process.stdout)
        except (EOFError, pickle.UnpicklingError, OSError) as error:
            raise self._lost() from error
        finally:
            self._since = None

    def _lost(self) -> Lost:
        self._process.kill()
        code = self._process.wait()
        self.end()
        if self._verdict:
            return Lost(self._verdict)
        if code < 0:
            hint = ", perhaps for want of memory" if code == -9 else ""
            return Lost(f"the process that read it was ended by signal {-code}{hint}")
        return Lost(f"the process that read it ended with {code}")

    def check(self, allowance: Allowance) -> None:
        """End the process if it takes too much."""
        since = self._since
        if since is not None and time.monotonic() - since > allowance.timeout_s:
            self._end_for(
                f"not read within {allowance.timeout_s:g} s; give it more with --document-timeout, or split it"
            )
        elif (used := _resident_mb(self._process.pid)) > allowance.memory_mb:
            self._end_for(
                f"took {used:,} MB of memory, more than the {allowance.memory_mb:,} of one document; "
                "give it more with --document-memory, or split it"
            )

    def _end_for(self, reason: str) -> None:
        self._verdict = self._verdict or reason
        self._process.kill()

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._watch.remove(self)
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                pass  # what was not sent is not needed any more


class Watch:
    """Looks after processes: a thread that ends those that take too much, and all when it is closed."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self._processes: set[Process] = set()
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def add(self, process: Process) -> None:
        with self._lock:
            self._processes.add(process)
        if self._is_over.is_set():
            process.end()
            raise Lost("nobody needs it any more")

    def remove(self, process: Process) -> None:
        with self._lock:
            self._processes.discard(process)

    def _look(self) -> None:
        while not self._is_over.wait(_LOOK_S):
            for process in self._all():
                process.check(self.allowance)

    def _all(self) -> list[Process]:
        with self._lock:
            return list(self._processes)

    def close(self) -> None:
        self._is_over.set()
        self._thread.join()
        for process in self._all():
            process.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _resident_mb(pid: int) -> int:
    """Tell how much memory a process takes; 0 where the system does not say."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    except (OSError, ValueError):
        pass
    return 0
