"""A server runs until it is told to end."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress

import uvicorn

from kg.errors import InputError
from kg.server.app import make_app
from kg.server.connections import protocol_with_deadline
from kg.server.settings import Settings

__all__ = ["run"]

_MAX_CONNECTIONS = 512
_MAX_HEAD = 1 << 16  # bytes of the first lines of a request; a query may stand in the first one
_BACKLOG = 1024
_GRACE_S = 5  # for what is being answered, once the server is told to end


def run(settings: Settings, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is being answered; `on_ready` is told the address.

    Raises InputError if nothing can be served at that address.
    """
    listener = _listen(settings)
    port = listener.getsockname()[1]
    config = uvicorn.Config(
        make_app(settings),
        http=protocol_with_deadline(settings.head_timeout_s),
        h11_max_incomplete_event_size=_MAX_HEAD,
        limit_concurrency=_MAX_CONNECTIONS,
        lifespan="on",
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
        ws="none",
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    with suppress(KeyboardInterrupt):  # it is the way to end it
        _Server(config, lambda: on_ready(f"http://{host}:{port}/")).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it is ready to answer."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.on_ready()


def _listen(settings: Settings) -> socket.socket:
    try:
        # With the protocol, TCP, by name: only then asyncio sends the parts of an answer without delay.
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
        )[0]
        with ExitStack() as unless_bound:
            listener = unless_bound.enter_context(socket.socket(family, kind, protocol))
            if os.name == "posix":  # elsewhere it would let two servers have one port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
            unless_bound.pop_all()
            return listener
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        hint = "choose another place with --host and --port"
        raise InputError(f"{place}: cannot be listened at ({error.strerror}); {hint}") from error
