"""What a server is started with."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

__all__ = ["Settings"]

_MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a server is started with; the limits hold for each query by itself."""

    folder: Path  # with the graph, as kg build wrote it
    store: str | None = None  # the address of a SPARQL server that has the graph, in place of the folder
    queries: Path | None = None  # a folder with saved questions, beside those in the folder
    ontology: Path | None = None  # a folder of one's own
    host: str = "127.0.0.1"
    port: int = 7878
    is_writable: bool = False
    origins: tuple[str, ...] = ()  # whose pages may ask, beside the server's own
    workers: int = 4
    timeout_s: float = 30.0
    memory_mb: int = 1024
    max_rows: int = 100_000
    max_answer: int = 512 * _MEBIBYTE  # bytes
    max_query: int = _MEBIBYTE  # bytes of a request that asks
    max_body: int = 64 * _MEBIBYTE  # bytes of a request that writes
    max_waiting: int = 64  # requests in the queue before more are turned away
    body_timeout_s: float = 30.0  # for a request to arrive
    head_timeout_s: float = 10.0  # for its first lines

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this machine can reach the server."""
        try:
            return ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return self.host == "localhost"
