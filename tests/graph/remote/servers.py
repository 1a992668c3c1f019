"""Two real SPARQL servers, each started on a port of its own, and what may stand between them and a client."""

from __future__ import annotations

import base64
import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

USER, PASSWORD, TOKEN = "kg", "pass word:1", "a-token"
_SLOWEST_S = 120  # for a server to start, on a machine that is busy


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def program(name: str, package: str) -> str:
    """Find a program, also one of the environment the tests run in."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed; it comes with {package}")
    return found


@contextmanager
def running(command: list[str], address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it answers, and end it afterwards."""
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        end = time.monotonic() + _SLOWEST_S
        while not _answers(address):
            assert process.poll() is None, (folder / "output.log").read_text()
            assert time.monotonic() < end, "the server takes too long to start"
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):
            return True
    except (URLError, OSError):
        return False


@contextmanager
def oxigraph(folder: Path, *options: str, port: int | None = None) -> Iterator[str]:
    """Run an Oxigraph server with its data in a folder; give its address."""
    address = f"127.0.0.1:{port or free_port()}"
    command = [program("oxigraph", "the PyPI package oxigraph"), "serve", "--location", str(folder / "data")]
    with running([*command, "--bind", address, *options], f"http://{address}/", folder):
        yield f"http://{address}"


_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 10
[SPARQL]
{sparql}
"""


@contextmanager
def virtuoso(folder: Path, *, user: str = USER, password: str = PASSWORD, sparql: str = "") -> Iterator[str]:
    """Run a Virtuoso server with its database in a folder, where one user may write; give its address."""
    binary, isql = (program(name, "the Debian package virtuoso-opensource") for name in ("virtuoso-t", "isql-vt"))
    ports = {"sql": free_port(), "http": free_port()}
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(folder=folder, sparql=sparql, **ports))
    address = f"http://127.0.0.1:{ports['http']}"
    with running([binary, "+foreground", "+configfile", "virtuoso.ini"], f"{address}/sparql?query=ASK%7B%7D", folder):
        make_user = f"DB.DBA.USER_CREATE('{user}', '{password}'); GRANT SPARQL_UPDATE TO \"{user}\";"
        subprocess.run(
            [isql, f"127.0.0.1:{ports['sql']}", "dba", "dba", f"exec={make_user}"],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        yield address


@dataclass
class Gate:
    """What stands in front of a server: asks for a name or a token, and fails when it is told to."""

    target: str
    kind: str = "Basic"  # what it asks for: Basic, Bearer, or nothing
    failures: list[int | str] = field(default_factory=list)  # statuses to answer next, or "drop"
    seen: list[tuple[str, str]] = field(default_factory=list)  # methods and paths
    address: str = ""

    def is_welcome(self, header: str) -> bool:
        named = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        return header == {"Basic": f"Basic {named}", "Bearer": f"Bearer {TOKEN}"}.get(self.kind, header)


@contextmanager
def gate(target: str, kind: str = "Basic") -> Iterator[Gate]:
    """Put a gate in front of a server."""
    made = Gate(target, kind)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            made.seen.append((self.command, self.path.partition("?")[0]))
            failure = made.failures.pop(0) if made.failures else None
            if failure == "drop":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            elif failure:
                self._answer(int(failure), {"Retry-After": "0"}, b"not now\n")
            elif not made.is_welcome(self.headers.get("Authorization", "")):
                self._answer(401, {"WWW-Authenticate": f'{made.kind} realm="test"'}, b"who are you?\n")
            else:
                self._pass_on(body)

        do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815

        def _pass_on(self, body: bytes) -> None:
            there = http.client.HTTPConnection(urlsplit(made.target).netloc, timeout=60)
            kept = {name: value for name, value in self.headers.items() if name in ("Accept", "Content-Type")}
            there.request(self.command, self.path, body, kept)
            response = there.getresponse()
            content = response.read()
            self._answer(response.status, {"Content-Type": response.headers.get("Content-Type", "")}, content)
            there.close()

        def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
