"""The commands, and kg.open, with a server in place of the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.graph import Store
from kg.graph.remote import RemoteStore
from tests.graph.newsroom import newsroom_store
from tests.graph.remote.servers import free_port


@pytest.fixture
def address(oxigraph_server: str) -> Iterator[str]:
    """Give a server with the newsroom's stories."""
    with RemoteStore(oxigraph_server) as server:
        server.publish(newsroom_store())
        yield oxigraph_server
        server.publish(Store())


def test_ask_count_check_and_take_along(address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "ceo-of", "--org", "nordwind", "--store", address]) == 0
    assert "Anna Berg" in capfd.readouterr().out
    assert main(["query", "SELECT ?x { ?x kg:ceoof ?y }", "--store", address]) == 0
    assert "did you mean kg:ceoOf" in capfd.readouterr().err
    assert main(["query", "--explain", "ASK { ?x kg:ceoOf ?y }", "--store", address]) == 0
    assert "2 triples" in capfd.readouterr().out
    assert main(["stats", "--format", "json", "--store", address]) == 0
    assert json.loads(capfd.readouterr().out)["documents"] == 3
    assert main(["check", "--store", address]) in (0, 1)
    capfd.readouterr()
    expected = tmp_path / "expected.trig"
    newsroom_store().export(expected, "trig")
    assert main(["export", "--store", address, "-o", str(tmp_path / "there.trig")]) == 0
    assert (tmp_path / "there.trig").read_bytes() == expected.read_bytes()


@pytest.mark.model
def test_build_brings_the_graph_to_a_server(oxigraph_server: str, tmp_path: Path) -> None:
    """The same graph is there and in the folder, whatever was there before."""
    text = tmp_path / "news.txt"
    text.write_text("Marlow Energy has acquired the brewery Solvia.", encoding="utf-8")
    out = tmp_path / "out"

    assert main(["build", str(text), "--out", str(out), "--no-html", "--quiet", "--store", oxigraph_server]) == 0
    assert main(["export", "--store", oxigraph_server, "-o", str(tmp_path / "there.trig")]) == 0
    assert (tmp_path / "there.trig").read_bytes() == (out / "graph.trig").read_bytes()
    with RemoteStore(oxigraph_server) as server:
        server.publish(Store())


def test_a_server_that_is_away_is_told_before_anything_is_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "news.txt"
    text.write_text("Marlow Energy has acquired the brewery Solvia.", encoding="utf-8")
    address = f"http://127.0.0.1:{free_port()}"

    assert main(["build", str(text), "--out", str(tmp_path / "out"), "--store", address]) == 1
    assert "is the server running there?" in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


def test_open_by_address(address: str) -> None:
    """Rows with labels, tables, networks and rdflib, as of a folder."""
    here = kg.Graph(newsroom_store(), kg.load_ontology())
    with kg.open(address) as there:
        rows = there.query("ceo-of", org="Nordwind")
        assert sorted(row.person.label for row in rows) == ["Anna Berg", "Carl Thiel"]
        assert there.query("figures")[0] == here.query("figures")[0]
        assert there.to_dataframe().equals(here.to_dataframe())
        assert set(there.to_networkx().edges) == set(here.to_networkx().edges)
        assert len(there.to_rdflib()) == len(here.to_rdflib())


def test_open_a_server_of_somebody_else(oxigraph_server: str) -> None:
    """Any server can be asked; there is nothing of kg's to make a network of."""
    with RemoteStore(oxigraph_server) as server:
        server.publish(Store())
        send, addresses = server._connection.send, server._engine.addresses
        graph = {"graph": "http://elsewhere.example/g"}
        body = b'<http://a.example/a> <http://www.w3.org/2000/01/rdf-schema#label> "A thing"@en .\n'
        send("PUT", addresses.graphs, params=graph, kind="application/n-triples", data=body).close()
        with kg.open(f"{oxigraph_server}/query") as there:
            (row,) = there.query("SELECT ?g ?s { GRAPH ?g { ?s rdfs:label ?name } }")
            assert (row.g, row.s) == ("http://elsewhere.example/g", "http://a.example/a")
            with pytest.raises(kg.KgError, match="no graph of kg's there"):
                there.to_networkx()
        send("DELETE", addresses.graphs, params=graph).close()
