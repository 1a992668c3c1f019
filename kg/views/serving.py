"""The page over HTTP, for browsers that open no files: on this machine alone, and nothing but the page."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kg.errors import InputError

__all__ = ["PageServer", "page_server"]

_HERE = "127.0.0.1"


def page_server(page: Path, port: int = 0) -> PageServer:
    """Make a server that answers with a page; its address is `server.url`, a port of 0 takes a free one.

    Raises InputError if the port is taken.
    """
    try:
        return PageServer(page, port)
    except OSError as cause:
        raise InputError(f"port {port}: cannot be used ({cause.strerror}); choose another") from cause


class PageServer(ThreadingHTTPServer):
    """Answers with one page; `url` is where."""

    daemon_threads = True

    def __init__(self, page: Path, port: int) -> None:
        self.page = page
        super().__init__((_HERE, port), _Handler)
        self.url = f"http://{_HERE}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: PageServer

    def do_GET(self) -> None:
        # Another name for this machine is a page elsewhere that tries to read along.
        if self.headers.get("Host") not in {f"{name}:{self.server.server_port}" for name in (_HERE, "localhost")}:
            self.send_error(403)
        elif self.path != "/":
            self.send_error(404)
        else:
            self._send_page(self.server.page.read_bytes())

    def _send_page(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal belongs to the command."""
