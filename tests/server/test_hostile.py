"""What would do harm is refused with the right status, the server lives on, and nothing is written."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.server.conftest import ROOT, Server, serving, write_output

FOR_HOURS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
EVERYTHING = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
MUCH_MEMORY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


LONG_REQUEST = (
    "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    f"Content-Length: {len(FOR_HOURS)}\r\n\r\n{FOR_HOURS}"
).encode()


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server with tight limits."""
    folder = write_output(tmp_path_factory.mktemp("strict") / "out")
    with serving(folder, "--timeout", "3", "--max-rows", "1000", "--memory", "256") as running:
        yield running


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server that waits for half a second only."""
    folder = write_output(tmp_path_factory.mktemp("impatient") / "out")
    code = (
        "from pathlib import Path; from kg.server import Settings; from kg.server.running import run;"
        f"run(Settings(folder=Path({str(folder)!r}), port=0, workers=1, head_timeout_s=0.5, body_timeout_s=0.5),"
        " lambda address: print('x x x x', address, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout
            yield Server(process, process.stdout.readline().split()[4], folder)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def is_alive(server: Server) -> bool:
    return server.process.poll() is None and server.is_true("ASK { ?who kg:ceoOf ?of }")


def children(process: int) -> list[int]:
    """Give the processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z" and int(fields[1]) == process:
            found.append(int(status.parent.name))
    return found


def are_gone(processes: list[int]) -> bool:
    """Wait until none of the processes is there any more."""
    for _ in range(200):
        left = [pid for pid in processes if Path(f"/proc/{pid}").exists() and "Z" not in _state(pid)]
        if not left:
            return True
        time.sleep(0.05)
    return False


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


# Queries


def test_query_for_hours_is_stopped(strict: Server) -> None:
    """Without an answer for this one, with one for the next."""
    reply = strict.ask(FOR_HOURS)

    assert (reply.status, reply.body) == (503, "It took longer than 3 seconds and was stopped.\n")
    assert is_alive(strict)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is the system's, and only Linux holds to it")
def test_query_for_all_memory_is_stopped(strict: Server) -> None:
    """Before it takes that of others."""
    reply = strict.ask(MUCH_MEMORY)

    assert (reply.status, "256 MB of memory" in reply.body) == (503, True), reply.body
    assert is_alive(strict)


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"])
def test_query_for_everything_is_refused(strict: Server, accept: str) -> None:
    """A part of the rows would pass for all of them."""
    reply = strict.ask(EVERYTHING, accept)

    assert (reply.status, "more than 1,000 rows" in reply.body) == (403, True)


def test_graph_of_everything_is_refused(strict: Server) -> None:
    """The same for triples."""
    reply = strict.ask("CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }", "text/turtle")

    assert (reply.status, "more than 1,000 triples" in reply.body) == (403, True)


def test_deep_query_is_refused(strict: Server) -> None:
    """The parser's stack is not without end."""
    reply = strict.ask("ASK " + "{" * 100_000 + "}" * 100_000)

    assert reply.status in (400, 503)
    assert is_alive(strict)


def test_others_are_answered_meanwhile(strict: Server) -> None:
    """One long query is one worker."""
    slow = threading.Thread(target=strict.ask, args=(FOR_HOURS,))
    slow.start()
    answers = [strict.is_true("ASK { ?who kg:ceoOf ?of }") for _ in range(20)]
    was_slow = slow.is_alive()
    slow.join()

    assert all(answers)
    assert was_slow


@needs_proc
def test_client_that_goes_away_stops_its_query(tmp_path: Path) -> None:
    """Its worker is free again long before the time is up."""
    with serving(write_output(tmp_path / "out"), "--timeout", "600", workers=1) as server:
        before = children(server.process.pid)
        with socket.create_connection(server.place) as connection:
            connection.sendall(LONG_REQUEST)
            time.sleep(0.3)

        assert are_gone(before)
        assert is_alive(server)


NETWORK = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICESILENT<{0}>{{}} }}",
    "PREFIX x: <{0}> SELECT * {{ SERVICEx:y {{}} }}",
    "SELECT * {{ ?s ?p 1SERVICE<{0}>{{}} }}",
    "SELECT * {{ ?s a []SERVICE<{0}>{{}} }}",
    'SELECT * {{ BIND("\\"" AS ?a) SERVICE <{0}> {{}} BIND("x" AS ?b) }}',
    'SELECT * {{ FILTER(1<#>"""\n2) SERVICE <{0}> {{}} #"""\n}}',
    "SELECT * {{ VALUES ?x {{ <{0}> }} FILTER(1<2)SERVICE?x{{?s?p?o}}FILTER(2>1) }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
]
UPDATES = [
    "LOAD <{0}>",
    "LOAD SILENT <{0}> INTO GRAPH <g:x>",
    "LOAD<{0}>",
    "PREFIX x: <{0}> LOADx:y",
    "INSERT DATA {{ <a:load> <a:p> 1 }} ; LOAD <{0}>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "INSERT DATA {{ <a:load> <a:p> 'LOAD' }} ; LOAD<{0}>",
    "INSERT {{ ?s ?p 'SERVICE' }} WHERE {{ SERVICE<{0}>{{ ?s ?p ?o }} }}",
]


@pytest.fixture
def bait() -> Iterator[tuple[str, list[object]]]:
    """Give the address of a server, and who has called there."""
    calls: list[object] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def wait() -> None:
        while True:
            try:
                connection, caller = listener.accept()
            except OSError:
                return
            calls.append(caller)
            connection.close()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/", calls
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_no_query_reaches_the_network(strict: Server, bait: tuple[str, list[object]]) -> None:
    """However it is written; the engine needs no space around its words."""
    address, calls = bait
    statuses = {strict.ask(query.format(address)).status for query in NETWORK}

    assert calls == []
    assert statuses <= {200, 400, 403}
    assert strict.ask("SELECT ?service { ?service a kg:Service FILTER(?service != 'SERVICE') }").status == 200


def test_no_update_reaches_the_network(writer: Server, bait: tuple[str, list[object]]) -> None:
    """LOAD as little as SERVICE."""
    address, calls = bait
    replies = [writer.update(update.format(address)) for update in UPDATES]

    assert calls == []
    assert {reply.status for reply in replies} <= {400, 403}
    assert not writer.is_true("ASK { <a:load> ?p ?o }")


# Writing where nothing is written


def test_nothing_writes_on_a_server_that_reads(strict: Server) -> None:
    """By whatever way."""
    before = strict.send("GET", "/graphs", {"Accept": "application/n-quads"}).body
    turtle = {"Content-Type": "text/turtle"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    statuses = [
        strict.update("DROP ALL").status,
        strict.update("/* */ DROP ALL").status,
        strict.send("POST", "/sparql", form, urlencode({"update": "DROP ALL"})).status,
        strict.send("POST", "/sparql?update=DROP+ALL", form, "").status,
        strict.send("GET", "/sparql?update=DROP+ALL").status,
        strict.ask("DROP ALL").status,
        strict.ask("ASK { ?s ?p ?o } ; DROP ALL").status,
        *(strict.send(method, "/graphs?default", turtle, "").status for method in ("PUT", "POST", "DELETE", "PATCH")),
        strict.send("DELETE", "/").status,
        strict.send("PUT", "/organization/nordwind", turtle, "").status,
    ]

    assert statuses == [403, 403, 403, 403, 400, 400, 400, 405, 405, 405, 405, 405, 405]
    assert strict.send("GET", "/graphs", {"Accept": "application/n-quads"}).body == before


# Bodies, heads, paths


def test_huge_body_is_not_taken_in(strict: Server) -> None:
    """By its length, before a byte of it is read; or, if it does not say, as soon as it is too long."""
    with socket.create_connection(strict.place) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 99999999999\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413")

    with socket.create_connection(strict.place) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        piece = b"10000\r\n" + b"#" * 65536 + b"\r\n"
        try:
            for _ in range(400):
                connection.sendall(piece)
        except OSError:
            pass  # the server has closed
        else:
            pytest.fail("took in 26 MB")
    assert is_alive(strict)


def test_compressed_body_is_not_taken_in(strict: Server) -> None:
    """A small one may be a huge one."""
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}

    assert strict.send("POST", "/sparql", headers, b"\x1f\x8b").status == 415


def test_slow_head_is_not_waited_for(impatient: Server) -> None:
    """Some hundred connections that never say what they want would be all there are."""
    with socket.create_connection(impatient.place) as connection:
        connection.settimeout(10)
        connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: loc")
        assert connection.recv(100) == b""
    assert is_alive(impatient)


def test_dripping_head_is_not_waited_for(impatient: Server) -> None:
    """A byte now and then makes no difference."""
    with socket.create_connection(impatient.place) as connection:
        connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: localhost\r\n")
        for number in range(200):
            try:
                connection.sendall(b"X-%d: y\r\n" % number)
            except OSError:
                break
            time.sleep(0.05)
        else:
            pytest.fail("waited for ten seconds")


def test_slow_body_is_not_waited_for(impatient: Server) -> None:
    """The client hears why."""
    with socket.create_connection(impatient.place) as connection:
        connection.settimeout(10)
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 100\r\n\r\nASK"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 408")
    assert is_alive(impatient)


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/static/../../../../../../etc/passwd",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/app.py",
        "//etc/passwd",
        "/etc/passwd%00.html",
        "/store/CURRENT",
        "/graph.ttl",
        "/sparql/../graphs/../../etc/passwd",
        "/..\\..\\etc\\passwd",
        "/[",
        "/%",
        "/%zz",
        "/%ff%fe",
        "/%ed%a0%80",
        "/organization/%3Cscript%3E",
    ],
)
def test_paths_lead_to_no_file(strict: Server, path: str) -> None:
    """Addresses are names of things, not of files."""
    reply = strict.send("GET", path)

    assert reply.status in (400, 404)
    assert "root:" not in reply.body
    assert "import" not in reply.body


def test_names_cannot_break_out_of_an_answer(strict: Server) -> None:
    """What was asked for is said again as plain text, never in a head and never as markup."""
    reply = strict.send("GET", "/graphs?graph=a:%0d%0aSet-Cookie:%20x%3cscript%3e")

    assert reply.status == 400
    assert "set-cookie" not in reply.headers
    assert reply.headers["content-type"].startswith("text/plain")
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=["many headers", "long address", "nonsense", "another version", "TLS", "negative length", "two lengths"],
)
def test_what_is_no_request_is_refused(strict: Server, request_: bytes) -> None:
    """And the connection is closed."""
    with socket.create_connection(strict.place) as connection:
        connection.settimeout(10)
        try:
            connection.sendall(request_)
            answer = connection.recv(100)
        except ConnectionError:
            answer = b""

    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert is_alive(strict)


# Who asks


def test_other_names_of_this_machine_are_refused(strict: Server) -> None:
    """Somebody's page whose name is pointed at this machine would be one of ours."""
    assert strict.send("GET", "/sparql", {"Host": "evil.example"}).status == 421
    assert strict.send("GET", "/sparql", {"Host": f"localhost:{strict.place[1]}"}).status == 200


@pytest.mark.parametrize(
    "host", ["[", "a b", "localhost:x", "localhost:123456789", "<script>", "localhost@evil.example"]
)
def test_what_is_no_name_is_refused(strict: Server, host: str) -> None:
    """Before it stands in any address."""
    assert strict.send("GET", "/sparql", {"Host": host}).status == 400


def test_pages_of_others_may_not_read(strict: Server) -> None:
    """A browser gives an answer to a page only where it says so."""
    reply = strict.send("GET", "/sparql", {"Origin": "https://evil.example"})

    assert "access-control-allow-origin" not in reply.headers


def test_pages_that_are_named_may_read(tmp_path: Path) -> None:
    """By --cors, and nobody else."""
    options = ("--cors", "https://good.example")
    with serving(write_output(tmp_path / "out"), *options, workers=1) as server:
        good = server.send("GET", "/sparql", {"Origin": "https://good.example"})
        evil = server.send("GET", "/sparql", {"Origin": "https://evil.example"})
        asked = {"Origin": "https://good.example", "Access-Control-Request-Method": "POST"}
        preflight = server.send("OPTIONS", "/sparql", asked)

    assert good.headers["access-control-allow-origin"] == "https://good.example"
    assert "access-control-allow-origin" not in evil.headers
    assert (preflight.status, "POST" in preflight.headers["access-control-allow-methods"]) == (200, True)


# The end


@needs_proc
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_server_ends_in_good_order(tmp_path: Path, way: signal.Signals) -> None:
    """What is being answered is answered, and no process stays behind."""
    with serving(write_output(tmp_path / "out"), "--timeout", "1.5", workers=2) as server:
        workers = children(server.process.pid)
        replies = []
        slow = threading.Thread(target=lambda: replies.append(server.ask(FOR_HOURS)))
        slow.start()
        time.sleep(0.4)
        server.process.send_signal(way)
        slow.join()
        server.process.wait(20)

        assert [reply.status for reply in replies] == [503]
        assert server.process.returncode in (0, -way)
        assert are_gone(workers)


@needs_proc
def test_workers_end_with_a_server_that_is_killed(tmp_path: Path) -> None:
    """In the middle of a query too, which would run on for hours."""
    with serving(write_output(tmp_path / "out"), "--timeout", "600", workers=1) as server:
        workers = children(server.process.pid)
        with socket.create_connection(server.place) as connection:
            connection.sendall(LONG_REQUEST)
            time.sleep(0.3)
            os.kill(server.process.pid, signal.SIGKILL)

            assert are_gone(workers)


def test_port_that_is_taken_is_said(strict: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to do about it."""
    from kg.cli import main

    assert main(["serve", "--out", str(strict.folder), "--port", str(strict.place[1])]) == 1
    assert "choose another place with --host and --port" in capsys.readouterr().err


def test_graph_that_is_built_anew_is_seen(tmp_path: Path) -> None:
    """The server need not be started again."""
    folder = write_output(tmp_path / "out")
    with serving(folder, workers=1) as server:
        assert server.is_true("ASK { ?who kg:ceoOf ?of }")

        from kg.graph import Store
        from kg.graph.folder import new_output

        with new_output(folder) as partial, Store(partial / "store"):
            pass

        assert not server.is_true("ASK { ?who kg:ceoOf ?of }")
