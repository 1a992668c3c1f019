from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import OutputError
from kg.graph import Store
from kg.graph.serialization import FORMATS
from kg.graph.terms import UNION
from kg.vocabulary import BASE
from tests.graph.sample import fill, harbour, sample_store

# rdflib warns of its own use of the names it gives up.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

TRIPLES = {"ntriples": "nt", "rdfxml": "xml", "turtle": "turtle"}
QUADS = {"jsonld": "json-ld", "nquads": "nquads", "trig": "trig"}


def written(store: Store, name: str) -> str:
    stream = BytesIO()
    store.export(stream, name)
    return stream.getvalue().decode()


def union(store: Store) -> Graph:
    graph = Graph()
    for triple in store.to_rdflib().triples((None, None, None)):
        graph.add(triple)
    return graph


def quads(dataset: Dataset) -> set[tuple[str, ...]]:
    """Give what stands in the named graphs."""
    return {
        (s.n3(), p.n3(), o.n3(), str(graph.identifier))
        for graph in dataset.graphs()
        if graph.identifier != DATASET_DEFAULT_GRAPH_ID
        for s, p, o in graph
    }


@pytest.mark.parametrize("name", sorted(TRIPLES))
def test_triples_come_back_through_rdflib(store: Store, name: str) -> None:
    """Another parser reads the same graph out of the file."""
    assert isomorphic(Graph().parse(data=written(store, name), format=TRIPLES[name]), union(store))


@pytest.mark.parametrize("name", sorted(QUADS))
def test_graphs_come_back_through_rdflib(store: Store, name: str) -> None:
    """The same with the names of the graphs."""
    dataset = Dataset()
    dataset.parse(data=written(store, name), format=QUADS[name])

    assert quads(dataset) == quads(store.to_rdflib())
    assert len(dataset.default_graph) == 0


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_strange_text_survives(name: str) -> None:
    """News hold quotation marks, backslashes, emoji, angle brackets and line ends."""
    text, mentions, facts = harbour()
    title = 'The "odd" \\ title\t<b>&amp;</b>\nof two lines  \U0001f600 ©'
    store = Store()
    fill(store, (replace(text, title=title), mentions, facts))

    read = Dataset(default_union=True) if name in QUADS else Graph()
    read.parse(data=written(store, name), format={**TRIPLES, **QUADS}[name])

    assert title in {str(o) for o in read.objects()}


def test_xml_stays_readable_whatever_the_text_holds() -> None:
    """XML cannot write some control characters; a mark in their place is better than a broken file."""
    text, mentions, facts = harbour()
    store = Store()
    fill(store, (replace(text, title="page\x0cbreak"), mentions, facts))

    read = Graph().parse(data=written(store, "rdfxml"), format="xml")

    assert "page\ufffdbreak" in {str(o) for o in read.objects()}


def test_bytes_depend_on_nothing_but_the_graph() -> None:
    """Neither the hash seed nor the process shows: files are compared and kept in git."""
    script = (
        "import hashlib, io\n"
        "from kg.graph.serialization import FORMATS\n"
        "from tests.graph.sample import sample_store\n"
        "for name in sorted(FORMATS):\n"
        "    stream = io.BytesIO(); sample_store().export(stream, name)\n"
        "    print(name, hashlib.sha256(stream.getvalue()).hexdigest())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    here = {f"{name} {hashlib.sha256(written(sample_store(), name).encode()).hexdigest()}" for name in FORMATS}

    assert len(outputs) == 1
    assert set(outputs.pop().splitlines()) == here


def test_turtle_is_made_for_a_reader(store: Store) -> None:
    """Documents first, short IRIs, a sentence and then what it says."""
    turtle = written(store, "turtle")
    anna = (
        "<person/anna-berg> a kg:Person ;\n"
        '    rdfs:label "Anna Berg"@en ;\n'
        '    skos:prefLabel "Anna Berg"@en ;\n'
        "    kg:ceoOf <organization/nordwind> .\n"
    )

    assert turtle.startswith(f"@base <{BASE}> .\n@prefix dc:")
    assert anna in turtle
    assert turtle.index("# Documents") < turtle.index("# Entities") < turtle.index("# Values")
    assert turtle.index("oa:exact") < turtle.index("rdf:predicate")


def test_small_change_is_a_small_difference(store: Store) -> None:
    """One more text leaves the lines of the others as they were, but for the counts of all."""
    alone = Store()
    fill(alone, harbour())
    alone.derive()

    lost = set(written(alone, "ntriples").splitlines()) - set(written(store, "ntriples").splitlines())

    assert all(line.startswith(f"<{BASE}dataset") for line in lost)
    assert all(line.endswith('"^^<http://www.w3.org/2001/XMLSchema#integer> .') for line in lost)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_oxigraph_reads_the_same_graph(store: Store, name: str) -> None:
    """Brought to canonical form, what is read is what was written: the union, or every graph."""
    formats = {
        "jsonld": ox.RdfFormat.JSON_LD, "nquads": ox.RdfFormat.N_QUADS, "ntriples": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE,
    }  # fmt: skip
    read = ox.Dataset(ox.parse(written(store, name).encode(), format=formats[name]))
    kept = ox.Dataset(quad for quad in store._store if (quad.graph_name == UNION) == (name in TRIPLES))
    for dataset in (read, kept):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)

    assert read == kept


def test_unknown_format_names_the_known(store: Store) -> None:
    """The message is the help."""
    with pytest.raises(OutputError, match="turtle"):
        store.export(BytesIO(), "docx")


def test_file_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    """A folder that is not there is the user's to make."""
    with pytest.raises(OutputError, match="nowhere"):
        store.export(tmp_path / "nowhere" / "graph.ttl", "turtle")
