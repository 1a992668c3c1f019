"""A lock on a folder that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Protocol

__all__ = ["Lock", "lock_folder"]


class Lock(Protocol):
    """A lock that is held until it is closed."""

    def close(self) -> None: ...


class _Descriptor:
    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def close(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


if sys.platform == "win32":
    import msvcrt

    def lock_folder(folder: Path) -> Lock:
        """Lock a folder; BlockingIOError if somebody has."""
        lock = _Descriptor(os.open(folder / ".lock", os.O_RDWR | os.O_CREAT))
        try:
            msvcrt.locking(lock.descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            lock.close()
            raise BlockingIOError(str(error)) from error
        return lock

else:
    import fcntl

    def lock_folder(folder: Path) -> Lock:
        """Lock a folder; BlockingIOError if somebody has."""
        # The folder itself can be locked, so that no file has to lie there for it.
        lock = _Descriptor(os.open(folder, os.O_RDONLY | os.O_CLOEXEC))
        try:
            fcntl.flock(lock.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise
        return lock
