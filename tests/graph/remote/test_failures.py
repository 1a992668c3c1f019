"""A server that is away, busy, closed, or no SPARQL server: a clear error in bounded time, nothing lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.errors import QueryError, QueryTimeout, ServerError
from kg.graph import Store
from kg.graph.remote import RemoteStore
from tests.graph.remote.servers import PASSWORD, TOKEN, USER, Gate, free_port, gate
from tests.graph.sample import sample_store

RESULTS = "application/sparql-results+json"
ROW = '{"s":{"type":"uri","value":"a:a"}}'
ROWS = f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{ROW},{ROW}]}}}}'.encode()


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start without any name or password, also of the person who runs the tests."""
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@contextmanager
def saying(status: int, kind: str, content: bytes, *, wait_s: float = 0, **headers: str) -> Iterator[str]:
    """Run a server that says the same to everybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            time.sleep(wait_s)
            self.send_response(status)
            for name, value in {"Content-Type": kind, **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_HEAD = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def opened(address: str) -> RemoteStore:
    """Open a server that is asked at one address."""
    return RemoteStore(f"query={address},update={address}", patience_s=0.5)


def test_nobody_is_there() -> None:
    """Asked a few times, and not for long."""
    begin = time.monotonic()

    with pytest.raises(ServerError, match=r"127\.0\.0\.1.*refused \(tried \d times in .*is the server running"):
        RemoteStore(f"http://127.0.0.1:{free_port()}")
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://", "no address of a server"),
        ("ftp://example.org/sparql", "no address of a server"),
        ("http://127.0.0.1:99999", "no address of a server"),
        ("http://a b/", "no address of a server"),
        ("http://anna:secret@127.0.0.1/", "KG_STORE_PASSWORD"),
        ("http://127.0.0.1/sparql?x=1", "give that of the endpoint alone"),
        ("query=http://127.0.0.1:1,writes=http://127.0.0.1:1", "expected query=URL,update=URL,graphs=URL"),
        ("http://nowhere.invalid/", "no server of this name"),
    ],
)
def test_no_address(address: str, message: str) -> None:
    with pytest.raises(ServerError, match=message) as raised:
        RemoteStore(address, patience_s=0.1)
    assert "secret" not in str(raised.value)


def test_something_else_is_there() -> None:
    """A web site answers everything with a page."""
    with saying(200, "text/html", b"<html>hello</html>") as address:
        with pytest.raises(ServerError, match="nothing there answers SPARQL"):
            RemoteStore(address)
        with pytest.raises(ServerError, match="answers with text/html, expected SPARQL results"):
            opened(address)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","va', "no SPARQL result"),
        (b"\x00\xff\xfe", "no SPARQL result"),
        (b"", "no SPARQL result"),
    ],
)
def test_an_answer_that_is_none(content: bytes, message: str) -> None:
    with saying(200, RESULTS, content) as address, pytest.raises(ServerError, match=message):
        opened(address)


def test_an_answer_that_is_cut() -> None:
    """Virtuoso gives so many rows and says so in a header alone; a part must not pass for the whole."""
    is_told = pytest.raises(ServerError, match=r"no more than 2 rows.*ResultSetMaxRows")
    with saying(200, RESULTS, ROWS, X_SPARQL_MaxRows="2") as address, is_told:
        opened(address)
    with saying(200, RESULTS, ROWS, X_SPARQL_MaxRows="3") as address, opened(address) as store:
        assert len(store.query("SELECT ?s { ?s ?p ?o }")) == 2


def test_an_answer_that_breaks_off() -> None:
    with (
        saying(200, RESULTS, ROWS[:50], Content_Length="500") as address,
        pytest.raises(ServerError, match="broke off"),
    ):
        opened(address)


def test_it_points_elsewhere() -> None:
    """A name and a password must not follow to another server by themselves."""
    is_told = pytest.raises(ServerError, match=r"points to http://elsewhere\.example/sparql; give that")
    with saying(302, "text/plain", b"", Location="http://elsewhere.example/sparql") as address, is_told:
        opened(address)


def test_it_takes_too_long() -> None:
    with saying(200, RESULTS, ROWS, wait_s=1.0) as address, opened(address) as store:
        begin = time.monotonic()
        with pytest.raises(QueryTimeout, match="did not answer in time"):
            store.query("SELECT ?s { ?s ?p ?o }", timeout_s=0.3)
        assert time.monotonic() - begin < 0.9


def test_what_is_wrong_with_a_query_is_said_as_always(oxigraph_server: str) -> None:
    """With line, column and a hint; the server is not even asked."""
    with RemoteStore(oxigraph_server) as store:
        with pytest.raises(QueryError, match=r"line 1, column 1: SELEKT opens no query; did you mean SELECT"):
            store.query("SELEKT ?s { ?s ?p ?o }")
        with pytest.raises(QueryError, match="SERVICE asks another server"):
            store.query("SELECT ?s { SERVICE <http://a.example/> { ?s ?p ?o } }")


def test_a_limit_reads_no_further(oxigraph_server: str) -> None:
    with RemoteStore(oxigraph_server) as store:
        store.publish(sample_store())
        result = store.query("SELECT ?s { ?s ?p ?o }", limit=3)
        assert (len(result), result.is_cut) == (3, True)
        store.publish(Store())


# Who may


def test_a_closed_server_says_what_it_wants(guarded: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ServerError, match=r"asks who you are; set KG_STORE_USER and KG_STORE_PASSWORD.*netrc"):
        RemoteStore(guarded.address)
    monkeypatch.setenv("KG_STORE_USER", USER)
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    with pytest.raises(ServerError, match="does not accept the name and password"):
        RemoteStore(guarded.address)


def test_a_wrong_password_for_virtuoso(virtuoso_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", USER)
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    with pytest.raises(ServerError, match="does not accept the name and password"):
        RemoteStore(virtuoso_server)


def test_virtuoso_without_a_password_can_be_asked_and_not_written(virtuoso_server: str) -> None:
    """It lets anybody read, and says no by itself to who writes."""
    with RemoteStore(virtuoso_server) as store:
        assert store.query("ASK {}")
        with pytest.raises(ServerError, match="the server"):
            store.publish(sample_store())


def test_a_token(oxigraph_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    with gate(oxigraph_server, "Bearer") as made, RemoteStore(made.address) as store:
        assert store.query("ASK {}")


def test_a_line_in_netrc(guarded: Gate, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text(f'machine 127.0.0.1 login {USER} password "{PASSWORD}"\n')
    with RemoteStore(guarded.address) as store:
        assert store.query("ASK {}")


def test_the_password_is_said_once_and_kept(guarded: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Being asked every time would double the number of requests."""
    monkeypatch.setenv("KG_STORE_USER", USER)
    monkeypatch.setenv("KG_STORE_PASSWORD", PASSWORD)
    with RemoteStore(guarded.address) as store:
        store.query("ASK {}")
        before = len(guarded.seen)
        store.query("ASK {}")
        assert len(guarded.seen) == before + 1


# Once more


def test_a_busy_server_is_asked_again(oxigraph_server: str) -> None:
    """Nothing is lost and nothing is there twice when requests fail half way through."""
    with gate(oxigraph_server, "") as made, RemoteStore(made.address) as store:
        store.publish(Store())
        for failure in (503, 429, "drop"):
            made.failures = [failure, failure]
            store.publish(sample_store())
            there, here = store.query("SELECT * { ?s ?p ?o }"), sample_store().query("SELECT * { ?s ?p ?o }")
            assert sorted(map(str, there)) == sorted(map(str, here))
            store.publish(Store())


def test_a_server_that_stays_busy_is_left_alone(oxigraph_server: str) -> None:
    with gate(oxigraph_server, "") as made:
        store = RemoteStore(made.address, patience_s=0.5)
        made.failures = [503] * 100
        begin = time.monotonic()
        with pytest.raises(ServerError, match=r"busy \(503\) \(tried \d times"):
            store.query("ASK {}")
        assert time.monotonic() - begin < 2
        made.failures = []
        store.close()


def test_a_writer_cut_off_leaves_whole_documents(oxigraph_server: str) -> None:
    """What was on its way is not there, and the next writer brings all of it."""
    with RemoteStore(oxigraph_server) as before, gate(oxigraph_server, "") as made:
        before.publish(Store())
        cut_off = RemoteStore(made.address, patience_s=0.1)
        puts = iter([0, 0, 500])

        def fail_after_third_document(_: str) -> bool:
            if made.seen[-1][0] == "PUT":
                made.failures = [status for status in [next(puts)] if status]
            return True

        made.is_welcome = fail_after_third_document  # type: ignore[method-assign]
        with pytest.raises(ServerError, match="answers with 500: not now"):
            cut_off.publish(sample_store())
        cut_off._connection.close()
        assert not before.query("ASK { ?s a rdf:Statement }")
    with RemoteStore(oxigraph_server) as later:
        later.publish(sample_store())
        assert len(list(later.documents())) == 2
        later.publish(Store())
