"""How far a build is, for whoever waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kg.types import Document

__all__ = ["OnProgress", "Progress", "Stage"]

Stage = Literal["reading", "linking", "writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is done so far."""

    stage: Stage
    document: Document | None = None  # the one that has just been done
    read: int = 0  # documents
    kept: int = 0  # that an earlier build has read
    skipped: int = 0  # left out, whole files included
    share: float | None = None  # 0..1, of the files whose reading has begun; None where nobody knows how many come


OnProgress = Callable[[Progress], None]
