"""What the server does not do, and the status that says so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["Refusal"]


class Refusal(Exception):  # noqa: N818  # an answer, not a fault
    """A request is answered with a status of 400 or more, and a sentence that says why."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers
