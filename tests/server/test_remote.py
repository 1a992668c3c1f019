"""`kg serve --store`: everything of a server over a folder, over the graph that another SPARQL server has."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.folder import open_store
from kg.graph.remote import RemoteStore
from kg.vocabulary import BASE
from tests.graph.remote.servers import PASSWORD, USER, free_port, oxigraph, virtuoso
from tests.server.conftest import ROOT, Server, serving

ORDERED = "SELECT ?s ?p ?o { ?s kg:modality ?p ; rdf:object ?o } ORDER BY ?s ?p ?o"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


@pytest.fixture(scope="module", params=["oxigraph", "union", "virtuoso"])
def remote(
    server: Server, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    """Give a server over another one that has the same graph as `server`."""
    folder = tmp_path_factory.mktemp("elsewhere")
    options = ("--union-default-graph",) if request.param == "union" else ()
    started = virtuoso(folder) if request.param == "virtuoso" else oxigraph(folder, *options)
    with started as address, pytest.MonkeyPatch.context() as environment:
        environment.setenv("KG_STORE_USER", USER)
        environment.setenv("KG_STORE_PASSWORD", PASSWORD)
        with RemoteStore(address) as store:
            store.publish(open_store(server.folder))
        with serving(folder / "no-output", "--store", address) as running:
            yield running


@pytest.mark.parametrize(
    ("target", "accept"),
    [
        (f"/sparql?query={ORDERED}", "text/csv"),
        (f"/sparql?query={ORDERED}", "application/sparql-results+json"),
        (f"/sparql?query={ORDERED}", "application/sparql-results+xml"),
        (f"/sparql?query={ORDERED}", "text/tab-separated-values"),
        (f"/sparql?query={GRAPHS}", "text/csv"),
        ("/sparql?query=ASK { ?s kg:ceoOf ?o }", "application/sparql-results+json"),
        ("/sparql?query=CONSTRUCT { ?s kg:ceoOf ?o } WHERE { ?s kg:ceoOf ?o }", "text/turtle"),
        ("/sparql?query=ASK { ?s kg:ceoof }", "*/*"),
        ("/sparql?query=SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", "*/*"),
        ("/", "text/html"),
        ("/static/known.json", "*/*"),
        ("/saved/ceo-of?org=nordwind", "*/*"),
        ("/saved/ceo-of?org=nobody-at-all", "*/*"),
        ("/person/anna-berg", "text/html"),
        ("/person/anna-berg", "text/turtle"),
        ("/organization/nordwind", "text/html"),
        ("/organization/nordwind", "application/ld+json"),
        ("/organization/nobody", "text/html"),
        ("/graphs?default", "text/turtle"),
        ("/graphs?default", "application/ld+json"),
        (f"/graphs?graph={BASE}graph/derived", "text/turtle"),
        (f"/graphs?graph={BASE}graph/nothing", "text/turtle"),
        ("/graphs", "application/trig"),
    ],
)
def test_same_answer_as_from_a_folder(remote: Server, server: Server, target: str, accept: str) -> None:
    there, here = (asked.send("GET", target.replace(" ", "%20"), {"Accept": accept}) for asked in (remote, server))

    assert (there.status, there.headers["content-type"]) == (here.status, here.headers["content-type"])
    assert there.body == here.body


def test_texts_have_a_page_and_a_graph(remote: Server, server: Server) -> None:
    """Each with its statements, sentence by sentence."""
    found = server.ask("SELECT ?d { ?d a schema:NewsArticle } ORDER BY ?d", "text/csv").body.split()[1:]
    assert found
    for iri in found:
        for target in (f"/{iri.removeprefix(BASE)}", f"/graphs?graph={iri}"):
            assert remote.send("GET", target).body == server.send("GET", target).body


def test_graphs_of_the_protocol_are_put_together(remote: Server, server: Server) -> None:
    """Two default graphs are put together: a triple that both have counts once."""
    first, second = server.ask("SELECT ?d { ?d a schema:NewsArticle } ORDER BY ?d", "text/csv").body.split()[1:3]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }".replace(" ", "%20")
    for graphs in (f"default-graph-uri={first}", f"default-graph-uri={first}&default-graph-uri={second}"):
        there, here = (asked.send("GET", f"/sparql?query={count}&{graphs}") for asked in (remote, server))
        assert json.loads(there.body) == json.loads(here.body)


def test_it_only_reads(remote: Server) -> None:
    assert remote.update("INSERT DATA { kg:a kg:b kg:c }").status == 403
    assert remote.send("DELETE", f"/graphs?graph={BASE}graph/derived").status == 405


def test_saved_queries_of_ones_own(tmp_path: Path) -> None:
    """They lie here, wherever the graph lies; and what was written there meanwhile is seen."""
    queries = tmp_path / "mine"
    queries.mkdir()
    (queries / "all-of-it.rq").write_text("# Everything\nSELECT * { ?s ?p ?o }\n", encoding="utf-8")
    with oxigraph(tmp_path) as address, serving(tmp_path, "--store", address, "--queries", str(queries)) as running:
        assert running.send("GET", "/saved/all-of-it").body.endswith("SELECT * { ?s ?p ?o }\n")
        assert '"all-of-it"' in running.send("GET", "/static/known.json").body
        assert not running.is_true("ASK { ?s ?p ?o }")
        with RemoteStore(address) as store:
            store._engine.update("INSERT DATA { <a/b> <a/c> <a/d> }")
        assert running.is_true("ASK { <a/b> ?p ?o }")


def test_server_that_goes_away_is_told_and_comes_back(tmp_path: Path) -> None:
    """A gateway says 502; it neither hangs nor has to be started again."""
    port = free_port()
    with oxigraph(tmp_path, port=port) as address:
        process = serving(tmp_path, "--store", address, "--timeout", "10", workers=1)
        running = process.__enter__()
        assert running.ask("ASK { }").status == 200
    try:
        refused = running.ask("ASK { ?s ?p ?o }")
        assert refused.status == 502
        assert "is the server running there?" in refused.body
        with oxigraph(tmp_path, port=port):
            assert running.ask("ASK { }").status == 200
    finally:
        process.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--read-write"], "takes updates itself"),
        ([], "is the server running there?"),
    ],
)
def test_what_cannot_be_served_is_told_at_once(options: list[str], reason: str) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--store", f"http://127.0.0.1:{free_port()}", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)

    assert done.returncode in (1, 2)
    assert reason in done.stderr
