"""The store as GraphML, GEXF and tables for Neo4j."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.errors import OutputError
from kg.graph.store import Store
from kg.ontology import Ontology
from kg.types import Document
from kg.views.exchange import write_gexf, write_graphml, write_neo4j
from kg.views.network import to_networkx
from kg.views.spilled import SpilledNetwork
from kg.vocabulary import BASE, KG
from tests.views.conftest import Writer
from tests.views.hostile import HOSTILE

NORDLICHT = BASE + "organization/nordlicht"


def test_graphml_can_be_read_back(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """Whatever stands in a text, Gephi and others must be able to open the file."""
    other = Writer(Document(id="f" * 16, text="A \x07 <b> & “c” \x0b.", language="en"))
    other.says(other.entity(KG.Team, "a", "\x07 <b> &"), KG.uses, other.entity(KG.Team, "b", "b"), "A \x07")
    other.add_to(store)

    write_graphml(store, tmp_path / "graph.graphml", ontology)

    graph = to_networkx(store, ontology)
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert set(read.nodes) == set(graph.nodes)
    assert set(read.edges) == set(graph.edges)
    assert read.nodes[BASE + "team/a"]["label"] == "\N{REPLACEMENT CHARACTER} <b> &"


def test_a_place_that_cannot_be_written_is_named(store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """The user needs the path, not a traceback."""
    with pytest.raises(OutputError, match="nowhere"):
        write_graphml(store, tmp_path / "nowhere" / "graph.graphml", ontology)


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    """A picture in version control must not change when nothing changed."""
    script = Path(__file__).parent / "write_views.py"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, str(script), str(tmp_path / seed)], env=environment, check=True)

    for name in ("graph.graphml", "graph.html"):
        first, second = ((tmp_path / seed / name).read_bytes() for seed in ("1", "2"))
        assert first == second


def test_gexf_is_read_again_and_knows_no_day(store: Store, tmp_path: Path, ontology: Ontology) -> None:
    """networkx writes the day into it; the same store is the same file on any day."""
    write_gexf(store, tmp_path / "graph.gexf", ontology)
    read = nx.read_gexf(tmp_path / "graph.gexf")
    whole = to_networkx(store, ontology)

    assert set(read.nodes) == set(whole.nodes)
    assert {data["id"] for _, _, data in read.edges(data=True)} == {key for _, _, key in whole.edges(keys=True)}
    assert "lastmodified" not in (tmp_path / "graph.gexf").read_text(encoding="utf-8")


def test_neo4j_has_every_node_and_edge(store: Store, tmp_path: Path, ontology: Ontology) -> None:
    """With the heads its import asks for, and no edge without its ends."""
    write_neo4j(store, tmp_path / "neo4j", ontology)
    with (tmp_path / "neo4j" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    with (tmp_path / "neo4j" / "relationships.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    whole = to_networkx(store, ontology)

    assert [node["iri:ID"] for node in nodes] == list(whole.nodes)
    assert {edge["iri"] for edge in edges} == {key for _, _, key in whole.edges(keys=True)}
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= {node["iri:ID"] for node in nodes}
    company = next(node for node in nodes if node["iri:ID"] == NORDLICHT)
    assert company[":LABEL"] == "entity;Organization"
    assert {edge[":TYPE"] for edge in edges if edge[":START_ID"] == NORDLICHT} == {
        edge["property"].rpartition("#")[2] for _, _, edge in whole.out_edges(NORDLICHT, data=True)
    }


TYPES = {
    "double": float,
    "float": float,
    "long": int,
    "integer": int,
    "string": str,
    "boolean": {"true": 1, "false": 0}.get,
}


def hostile_store(store: Store) -> Store:
    """Add a text about things with names that break out of quotes, cells and elements."""
    other = Writer(Document(id="f" * 16, text="They meet.", language="en"))
    names = (*HOSTILE, 'a "b"; c,d\r\n"e', "\x00\x07 end")
    things = [other.entity(KG.Team, f"h{number}", name) for number, name in enumerate(names)]
    for first, second in pairwise(things):
        other.says(first, KG.uses, second, "They meet.")
    other.add_to(store)
    return store


def test_gexf_keeps_to_its_schema(store: Store, tmp_path: Path, ontology: Ontology) -> None:
    """Every value is one of its declared type, every id is there once, and every edge has two ends."""
    write_gexf(hostile_store(store), tmp_path / "graph.gexf", ontology)
    space = "{http://www.gexf.net/1.2draft}"
    root = ElementTree.parse(tmp_path / "graph.gexf").getroot()
    assert (root.tag, root.get("version")) == (f"{space}gexf", "1.2")

    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    edges = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(edges) == len(set(edges)) > len(HOSTILE)
    assert len(nodes) == len(list(root.iter(f"{space}node")))
    assert {edge.get(end) for edge in root.iter(f"{space}edge") for end in ("source", "target")} <= nodes
    for kind in ("node", "edge"):
        (declared,) = (found for found in root.iter(f"{space}attributes") if found.get("class") == kind)
        types = {attribute.get("id"): attribute.get("type") for attribute in declared}
        for thing in root.iter(f"{space}{kind}"):
            for value in thing.iter(f"{space}attvalue"):
                assert TYPES[types[value.get("for")]](value.get("value")) is not None


def test_neo4j_gets_types_and_whole_cells(store: Store, tmp_path: Path, ontology: Ontology) -> None:
    """Whatever a name holds, it stays in its cell; a number is a number; and the way to import it lies beside."""
    write_neo4j(hostile_store(store), tmp_path, ontology)
    with (tmp_path / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {node["iri:ID"]: node for node in csv.DictReader(file, strict=True)}
    with (tmp_path / "relationships.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file, strict=True))
    labels = {node["label"] for node in nodes.values()}

    assert {*HOSTILE, 'a "b"; c,d\r\n"e'} <= labels
    assert all(None not in node and None not in node.values() for node in (*nodes.values(), *edges))
    for edge in edges:
        typed = {column: column.partition(":")[2] for column in edge if column.partition(":")[2] in TYPES}
        assert len(typed) == 4
        assert all(TYPES[kind](edge[column]) is not None for column, kind in typed.items())
    how = (tmp_path / "import.cypher").read_text(encoding="utf-8")
    assert "--multiline-fields=true" in how
    assert {label for node in nodes.values() for label in [node[":LABEL"].split(";")[0]]} == set(
        re.findall(r"n:(\w+)\) REQUIRE", how)
    )


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_file_stays_as_it_was_if_it_cannot_be_made(
    store: Store, tmp_path: Path, ontology: Ontology, write: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a graph looks like a whole one."""
    path = tmp_path / "graph"
    path.write_text("before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        write(store, path, ontology)

    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_graphml_is_what_networkx_would_write(store: Store, tmp_path: Path, ontology: Ontology) -> None:
    """It is written as a stream, and nobody who read it before should see that."""
    graph = to_networkx(hostile_store(store), ontology)
    write_graphml(store, tmp_path / "graph.graphml", ontology)

    written = (tmp_path / "graph.graphml").read_text(encoding="ascii")
    expected = "\n".join(nx.generate_graphml(without_controls(graph)))
    assert written == f'<?xml version="1.0" encoding="UTF-8"?>\n{expected}\n'


def test_gexf_is_what_networkx_would_write(store: Store, tmp_path: Path, ontology: Ontology) -> None:
    graph = without_controls(to_networkx(hostile_store(store), ontology))
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
        attributes["quote_start"], attributes["quote_end"] = attributes.pop("start"), attributes.pop("end")
    write_gexf(store, tmp_path / "graph.gexf", ontology)

    written = (tmp_path / "graph.gexf").read_text(encoding="ascii")
    expected = re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(nx.generate_gexf(graph)))
    assert written == f'<?xml version="1.0" encoding="UTF-8"?>\n{expected}\n'


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_empty_store_is_an_empty_network(
    tmp_path: Path, ontology: Ontology, write: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    write(Store(), tmp_path / "empty", ontology)
    read = nx.read_graphml if write is write_graphml else nx.read_gexf

    assert not read(tmp_path / "empty").nodes


def without_controls(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Put in place of what XML cannot hold what kg puts there."""
    things = [data for _, data in graph.nodes(data=True)] + [data for _, _, data in graph.edges(data=True)]
    for attributes in things:
        for name, value in attributes.items():
            if isinstance(value, str):
                attributes[name] = re.sub(
                    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", value
                )
    return graph


def test_network_on_disk_keeps_the_order_of_one_in_memory() -> None:
    """networkx groups the edges of a node by the node they lead to, in the order in which those came."""
    there, here = SpilledNetwork(), nx.MultiDiGraph()
    for network in (there, here):
        for name in "bac":
            network.add_node(name, label=name, n=1)
        network.add_node("a", n=2, extra="x")
        for source, target, key in ("ac2", "ba1", "ab4", "ac1", "bb9", "ac2", "ab0"):
            network.add_edge(source, target, key=key, sure=0.5, last=f"{source}{key}")
        network.add_edge("a", "c", key="2", sure=1.0)

    assert list(there.nodes()) == list(here.nodes(data=True))
    assert list(there.edges()) == list(here.edges(keys=True, data=True))
    assert "c" in there
    assert "d" not in there


def test_no_room_for_what_is_written_aside_is_told() -> None:
    """It is the folder of temporary files that is full, not the one of the file."""
    network = SpilledNetwork()
    network._database.execute("PRAGMA max_page_count = 10")

    def write() -> None:
        for number in range(10_000):
            network.add_node(str(number), label="x" * 100)

    with pytest.raises(OutputError, match="TMPDIR"):
        write()
