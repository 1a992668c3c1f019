"""What a client may take its time for: a connection is not held for one that never says what it wants."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["protocol_with_deadline"]


def protocol_with_deadline(seconds: float) -> type[H11Protocol]:
    """Give uvicorn's HTTP protocol, but close what has not sent the first lines of a request after `seconds`."""

    class Protocol(H11Protocol):
        deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            self._forget()

        def _watch(self) -> None:
            """Set the clock while a request has begun and is not there, and only then."""
            is_busy = self.cycle is not None and not self.cycle.response_complete
            if is_busy or self.transport.is_closing():
                self._forget()
            elif self.deadline is None:
                self.deadline = self.loop.call_later(seconds, self.transport.close)

        def _forget(self) -> None:
            if self.deadline:
                self.deadline.cancel()
                self.deadline = None

    return Protocol
