"""Libraries that only some inputs need, and that not everybody installs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import InputError

__all__ = ["needs"]


@contextmanager
def needs(extra: str, what: str) -> Iterator[None]:
    """Turn a missing library into a message with the command that installs it."""
    try:
        yield
    except ImportError as error:
        raise InputError(
            f"{what} need {error.name or 'a library'}; install it with: python3 -m pip install 'kg-news[{extra}]'"
        ) from error
