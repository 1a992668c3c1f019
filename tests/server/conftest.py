"""A real server on a port of its own, in front of the two sample texts."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kg.graph import Store
from kg.graph.folder import new_output
from tests.graph.sample import fill, harbour, succession

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Server:
    """A server that runs, and where."""

    process: subprocess.Popen[str]
    address: str
    folder: Path

    @property
    def place(self) -> tuple[str, int]:
        found = urlsplit(self.address)
        return str(found.hostname), int(found.port or 0)

    def send(
        self, method: str, target: str, headers: dict[str, str] | None = None, body: bytes | str | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection(*self.place, timeout=30)
        data = body.encode() if isinstance(body, str) else body
        connection.request(method, target, data, headers or {})
        response = connection.getresponse()
        content = response.read().decode("utf-8", "replace")
        connection.close()
        return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, content)

    def ask(self, query: str, accept: str = "application/sparql-results+json") -> Reply:
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.send("POST", "/sparql", headers, query)

    def update(self, update: str) -> Reply:
        return self.send("POST", "/sparql", {"Content-Type": "application/sparql-update"}, update)

    def is_true(self, query: str) -> bool:
        return '"boolean":true' in self.ask(query).body


def write_output(folder: Path) -> Path:
    """Write an output folder with the sample texts, as kg build does."""
    with new_output(folder) as partial, Store(partial / "store") as store:
        fill(store, harbour())
        fill(store, succession())
        store.derive()
    return folder


@contextmanager
def serving(folder: Path, *options: str, workers: int = 2) -> Iterator[Server]:
    """Start `kg serve` on a free port, and end it as a terminal does."""
    arguments = ["serve", "--out", str(folder), "--port", "0", "--workers", str(workers), *options]
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8"
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert "http://" in line, line
        yield Server(process, line.split()[4], folder)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server as it is unless asked otherwise: it only reads."""
    with serving(write_output(tmp_path_factory.mktemp("read") / "out")) as running:
        yield running


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server that writes too."""
    with serving(write_output(tmp_path_factory.mktemp("write") / "out"), "--read-write") as running:
        yield running
