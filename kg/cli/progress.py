"""How far a build is: a line on a terminal, or lines of JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.cli.options import printable

if TYPE_CHECKING:
    from kg.building.progress import Progress

__all__ = ["show_progress"]

_OFTEN_S = 0.1  # a terminal is written to no more often, and a program no more often than each
_SELDOM_S = 1.0
_STAGES = {"linking": "finding out who is who", "writing": "writing the graph"}


@contextmanager
def show_progress(how: str, *, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give what shows progress on standard error.

    how: "bar", "json", "none", or "auto": a bar if standard error is a terminal.
    """
    if how == "json":
        yield _Lines(sys.stderr)
    elif how == "bar" or (how == "auto" and sys.stderr.isatty() and not quiet):
        bar = _Bar(sys.stderr)
        try:
            yield bar
        finally:
            bar.clear()
    else:
        yield None


class _Pace:
    """How fast reading goes, and how long it will take: by a clock that no one can set."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.shown = 0.0
        self.stage = ""

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.start

    def rate(self, progress: Progress) -> float:
        """Give documents a second."""
        return (progress.read + progress.kept) / max(self.elapsed_s, 1e-3)

    def remaining_s(self, progress: Progress) -> float | None:
        share = progress.share
        return self.elapsed_s * (1 - share) / share if share else None

    def is_due(self, progress: Progress, every_s: float) -> bool:
        """Tell whether it is time to show something again; what is new always is."""
        if progress.stage == self.stage and time.monotonic() < self.shown + every_s:
            return False
        self.stage, self.shown = progress.stage, time.monotonic()
        return True


class _Bar:
    """Shows one line that changes."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.pace = _Pace()

    def __call__(self, progress: Progress) -> None:
        if self.pace.is_due(progress, _OFTEN_S):
            self.stream.write(f"\r\033[K{self._line(progress)}")
            self.stream.flush()

    def _line(self, progress: Progress) -> str:
        if progress.stage != "reading":
            return _STAGES[progress.stage]
        parts = [f"{progress.read + progress.kept:,} read"]
        if progress.skipped:
            parts.append(f"{progress.skipped:,} skipped")
        parts.append(f"{self.pace.rate(progress):.1f}/s")
        remaining = self.pace.remaining_s(progress)
        if remaining is not None:
            parts.append(f"{_duration(remaining)} left")
        document = progress.document
        name = printable(Path(document.source).name or document.id) if document else ""
        return f"{', '.join(parts)}: {name[:40]}"

    def clear(self) -> None:
        self.stream.write("\r\033[K")
        self.stream.flush()


class _Lines:
    """Writes a JSON object a line: when a stage begins, and once a second."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.pace = _Pace()

    def __call__(self, progress: Progress) -> None:
        if not self.pace.is_due(progress, _SELDOM_S):
            return
        line: dict[str, object] = {"stage": progress.stage, "elapsed_s": round(self.pace.elapsed_s, 1)}
        if progress.stage == "reading":
            remaining = self.pace.remaining_s(progress)
            line |= {
                "read": progress.read,
                "kept": progress.kept,
                "skipped": progress.skipped,
                "documents_per_s": round(self.pace.rate(progress), 2),
                "remaining_s": None if remaining is None else round(remaining),
                "source": progress.document.source if progress.document else None,
            }
        self.stream.write(json.dumps(line) + "\n")
        self.stream.flush()


def _duration(seconds: float) -> str:
    """Write a time to wait for a reader.

    >>> _duration(59), _duration(3599), _duration(90000)
    ('59 s', '60 min', '25 h')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
