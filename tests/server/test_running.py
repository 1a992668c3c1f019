"""A server that runs, from outside."""

from __future__ import annotations

import http.client
import os
import signal
import time
from pathlib import Path

import pytest

from kg.server import Settings
from tests.server.conftest import Server, serving, write_output
from tests.server.test_hostile import children, needs_proc


def test_answers_come_without_delay(server: Server) -> None:
    """Where the parts of an answer wait for each other, every answer takes 40 ms."""
    connection = http.client.HTTPConnection(*server.place, timeout=30)
    times = []
    for _ in range(30):
        start = time.perf_counter()
        connection.request("GET", "/sparql?query=ASK%7B%7D")
        assert connection.getresponse().read()
        times.append(time.perf_counter() - start)
    connection.close()

    assert min(times) < 0.03


def test_connection_is_kept(server: Server) -> None:
    """For the next question."""
    connection = http.client.HTTPConnection(*server.place, timeout=30)
    connection.request("GET", "/sparql?query=ASK%7B%7D")
    connection.getresponse().read()
    before = connection.sock
    connection.request("GET", "/sparql?query=nonsense")
    assert connection.getresponse().read()

    assert connection.sock is before
    connection.close()


@needs_proc
def test_worker_that_somebody_ends_is_replaced(tmp_path: Path) -> None:
    """At worst one answer is lost."""
    with serving(write_output(tmp_path / "out"), workers=1) as server:
        (worker,) = children(server.process.pid)
        os.kill(worker, signal.SIGKILL)
        statuses = [server.ask("ASK {}").status for _ in range(3)]

        assert statuses[0] in (200, 503)
        assert statuses[1:] == [200, 200]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("kg.example", False),
    ],
)
def test_loopback_is_known(host: str, expected: bool) -> None:
    """There, other names than its own are refused."""
    assert Settings(folder=Path(), host=host).is_loopback is expected
