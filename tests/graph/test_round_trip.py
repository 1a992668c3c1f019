"""What kg writes is read back without loss by rdflib, Oxigraph and Apache Jena, whatever the texts hold.

Equal is what has the same hash in canonical form (RDFC-1.0).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import OutputError
from kg.graph import Store
from kg.graph.ordering import REIFIES
from kg.graph.serialization import FORMATS, RDF12_FORMATS, serialize_triples
from kg.graph.terms import UNION, named
from kg.types import Entity
from kg.vocabulary import BASE, KG, RDF
from tests import jena
from tests.graph.sample import fill, harbour, sample_store
from tests.views.hostile import HOSTILE

# rdflib warns of its own use of the names it gives up.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

OXIGRAPH = {
    "jsonld": ox.RdfFormat.JSON_LD, "nquads": ox.RdfFormat.N_QUADS, "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE,
}  # fmt: skip
RDFLIB = {"jsonld": "json-ld", "nquads": "nquads", "ntriples": "nt", "rdfxml": "xml", "trig": "trig",
          "turtle": "turtle"}  # fmt: skip
# Of JSON-LD 1.1 Debian's Jena has only half; what kg writes is the same in 1.0.
RIOT = {**{name: name for name in OXIGRAPH}, "jsonld": "jsonld10"}
ONE_GRAPH = ("ntriples", "rdfxml", "turtle")
CONTROLS = "".join(map(chr, (*range(1, 32), 127, 0x80, 0x9F)))  # of which only three can stand in XML
LABELS = (
    *(text for text in HOSTILE if not set(text) & set(CONTROLS)),
    'quotes: "one", \'two\', """three""", \\ and \\n',
    "line\nline\r\nline\rline\tend\\",
    " spaces  at both ends ",
    "right-to-left \u200f\u202bשלום مرحبا\u202c \u2067x\u2069",
    "emoji \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \u00a0 \ufeff",
    "\x85\u2028\u2029 next line",
    "very long " + "ä" * 100_000,
)
PLACES = ("a:b/c", "a//b", "%3Cb%3E", "a'b", "ü-\u202e-x", "x?y=1&z=2", "a/b#c/d", "ends/", "1")


def made_store(*labels: str) -> Store:
    """Give the two samples, and a text about things with these names and with strange IRIs."""
    text, mentions, facts = harbour()
    document = replace(text, id="00000000000000ff", title=labels[0], publisher=labels[-1])
    entities = [
        Entity(
            iri=URIRef(f"{BASE}{place}"),
            type=KG.Concept,
            label=Literal(label, lang="en"),
            aliases=frozenset({Literal(label)}),
        )
        for place, label in zip(
            (*PLACES, *(f"thing/{i}" for i in range(len(labels)))), (*labels, *labels), strict=False
        )
    ]
    store = Store()
    fill(store, (text, mentions, facts))
    store.add(document, entities, ())
    for sample in (sample_store(),):
        store._extend(quad for quad in sample._store if quad.graph_name != UNION)
    store.derive()
    return store


@pytest.fixture(scope="module")
def hostile() -> Store:
    return made_store(*LABELS)


def fingerprint(quads: Iterable[ox.Quad | ox.Triple]) -> str:
    dataset = ox.Dataset(quad if isinstance(quad, ox.Quad) else ox.Quad(*quad) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return hashlib.sha256("\n".join(sorted(map(str, dataset))).encode()).hexdigest()


def kept(store: Store, name: str) -> list[ox.Quad]:
    """Give what a format holds: the union, or every graph."""
    return [quad for quad in store._store if (quad.graph_name == UNION) == (name in ONE_GRAPH)]


def written(store: Store, name: str, folder: Path, *, rdf12: bool = False) -> Path:
    path = folder / f"graph.{name}"
    store.export(path, name, rdf12=rdf12)
    return path


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_oxigraph_reads_the_same(hostile: Store, name: str, tmp_path: Path) -> None:
    """The engine itself."""
    path = written(hostile, name, tmp_path)

    assert fingerprint(ox.parse(path=str(path), format=OXIGRAPH[name])) == fingerprint(kept(hostile, name))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_rdflib_reads_the_same(hostile: Store, name: str, tmp_path: Path) -> None:
    """Most of Python."""
    path = written(hostile, name, tmp_path)
    if name in ONE_GRAPH:
        data = Graph().parse(path, format=RDFLIB[name]).serialize(format="nt", encoding="utf-8")
        read = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
    else:
        dataset = Dataset()
        dataset.parse(path, format=RDFLIB[name])
        dataset.remove_graph(DATASET_DEFAULT_GRAPH_ID)
        read = ox.parse(dataset.serialize(format="nquads", encoding="utf-8"), format=ox.RdfFormat.N_QUADS)

    assert fingerprint(read) == fingerprint(kept(hostile, name))


@pytest.mark.skipif(not jena.is_installed(), reason="needs the Debian package libapache-jena-java and a Java")
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_jena_reads_the_same(hostile: Store, name: str, tmp_path: Path) -> None:
    """Most of the rest of the world."""
    path = written(hostile, name, tmp_path)
    read = jena.read(path, RIOT[name])

    assert fingerprint(ox.parse(read, format=ox.RdfFormat.N_QUADS)) == fingerprint(kept(hostile, name))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"rdfxml"}))
def test_control_characters_survive(name: str, tmp_path: Path) -> None:
    """Everywhere but in XML, which has no way to write most of them."""
    store = made_store(CONTROLS, "\x00\ufffe\uffff")
    path = written(store, name, tmp_path)

    assert fingerprint(ox.parse(path=str(path), format=OXIGRAPH[name])) == fingerprint(kept(store, name))


@pytest.mark.parametrize("name", RDF12_FORMATS)
def test_statements_of_rdf_12_are_those_of_rdf_11(hostile: Store, name: str, tmp_path: Path) -> None:
    """Every triple term, taken apart again, is the statement it was made of; nothing else changes."""
    path = written(hostile, name, tmp_path, rdf12=True)
    read = list(ox.parse(path=str(path), format=OXIGRAPH[name]))
    statements = sum(str(quad.triple).endswith(f"<{RDF.type}> <{RDF.Statement}>") for quad in kept(hostile, name))

    assert sum(quad.predicate.value == REIFIES for quad in read) == statements > 0
    assert not any(quad.predicate.value == str(RDF.subject) for quad in read)
    assert fingerprint(unreified(read)) == fingerprint(kept(hostile, name))


def unreified(quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    for quad in quads:
        if quad.predicate.value != REIFIES:
            yield quad
            continue
        assert isinstance(quad.object, ox.Triple)
        ends = {RDF.type: named(RDF.Statement), RDF.subject: quad.object.subject, RDF.predicate: quad.object.predicate,
                RDF.object: quad.object.object}  # fmt: skip
        yield from (ox.Quad(quad.subject, named(way), end, quad.graph_name) for way, end in ends.items())


def test_rdf_12_is_refused_where_it_has_no_syntax(hostile: Store, tmp_path: Path) -> None:
    """A file without the statements would be worse than none, and none is left behind."""
    with pytest.raises(OutputError, match=r"RDF 1\.2"):
        written(hostile, "rdfxml", tmp_path, rdf12=True)

    assert not list(tmp_path.iterdir())


def test_nothing_of_a_screen_is_turned_around(hostile: Store, tmp_path: Path) -> None:
    """In Turtle, what does not show is written out: whoever reviews a change sees what it says."""
    text = written(hostile, "turtle", tmp_path).read_text(encoding="utf-8")

    assert not set(text) & set("\u202e\u2067\u200f\u2028\x85\ufeff\r")
    assert "\\u202E" in text


def test_property_without_a_name_cannot_stand_in_xml() -> None:
    """Told, in place of a file that no program reads."""
    triple = ox.Triple(named(f"{BASE}a"), named("https://example.org/1"), ox.Literal("x"))

    assert b"example.org/1" in serialize_triples([triple], "turtle")
    with pytest.raises(OutputError, match="ends in no name"):
        serialize_triples([triple], "rdfxml")
