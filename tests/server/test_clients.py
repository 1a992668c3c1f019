"""The clients people have: SPARQLWrapper, rdflib's SPARQLStore and curl."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from kg.vocabulary import BASE, KG
from tests.server.conftest import Server

SPARQLWrapper = pytest.importorskip("SPARQLWrapper", reason="a client of the extra kg-news[dev]")

ANNA, NORDWIND = URIRef(BASE + "person/anna-berg"), URIRef(BASE + "organization/nordwind")
LEADS = "SELECT ?who { ?who kg:ceoOf ?of }"

# rdflib warns of its own use of the names it gives up.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


def wrapper(server: Server, query: str, form: str, method: str = "GET") -> object:
    client = SPARQLWrapper.SPARQLWrapper(server.address + "sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    return client.query().convert()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_wrapper_reads_rows(server: Server, method: str) -> None:
    """The client most tutorials use."""
    found = wrapper(server, LEADS, "json", method)

    assert isinstance(found, dict)
    assert [row["who"]["value"] for row in found["results"]["bindings"]] == [str(ANNA)]


def test_wrapper_reads_every_kind_of_answer(server: Server) -> None:
    """Each format by its own reader."""
    assert "anna-berg" in wrapper(server, LEADS, "xml").toxml()  # type: ignore[attr-defined]
    assert wrapper(server, LEADS, "csv") == f"who\r\n{ANNA}\r\n".encode()
    graph = wrapper(server, "CONSTRUCT WHERE { ?who kg:ceoOf ?of }", SPARQLWrapper.RDFXML)
    assert isinstance(graph, Graph)
    assert list(graph) == [(ANNA, KG.ceoOf, NORDWIND)]
    asked = wrapper(server, "ASK { ?who kg:ceoOf ?of }", "json")
    assert isinstance(asked, dict)
    assert asked["boolean"] is True


def test_wrapper_hears_of_a_malformed_query(server: Server) -> None:
    """With the line and the column."""
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="line 1, column"):
        wrapper(server, "SELECT * {", "json")


def test_wrapper_updates(writer: Server) -> None:
    """A form, as it sends updates."""
    client = SPARQLWrapper.SPARQLWrapper(writer.address + "sparql")
    client.setQuery("INSERT DATA { GRAPH <g:wrapper> { <a:wrapper> <a:p> 1 } }")
    client.setMethod("POST")
    client.query()

    assert writer.is_true("ASK { GRAPH <g:wrapper> { <a:wrapper> <a:p> 1 } }")


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_graph(server: Server, method: str) -> None:
    """A graph far away is used like one at hand."""
    graph = Graph(SPARQLStore(server.address + "sparql", method=method))

    assert graph.value(ANNA, RDF.type) == KG.Person
    assert set(graph.objects(ANNA, KG.ceoOf)) == {NORDWIND}
    rows = graph.query("SELECT ?o WHERE { ?s ?p ?o }", initBindings={"s": ANNA, "p": KG.ceoOf})
    assert [tuple(row) for row in rows] == [(NORDWIND,)]  # type: ignore[arg-type]


def test_rdflib_reads_one_graph_of_many(server: Server) -> None:
    """By default-graph-uri, as rdflib asks for it."""
    first = Graph(SPARQLStore(server.address + "sparql"), identifier=URIRef(BASE + "document/00000000000000aa"))
    second = Graph(SPARQLStore(server.address + "sparql"), identifier=URIRef(BASE + "document/00000000000000bb"))

    assert (ANNA, KG.ceoOf, NORDWIND) in first
    assert (ANNA, KG.ceoOf, NORDWIND) not in second


def test_rdflib_writes_and_deletes(writer: Server) -> None:
    """The names of graphs are kept."""
    address = writer.address + "sparql"
    graph = Graph(SPARQLUpdateStore(address, address), identifier=URIRef("g:rdflib"))
    triple = (URIRef("a:rdflib"), RDF.value, Literal('a "quote"\n and ü'))
    graph.add(triple)

    assert writer.is_true("""ASK { GRAPH <g:rdflib> { <a:rdflib> rdf:value 'a "quote"\\n and ü' } }""")

    graph.remove(triple)
    assert not writer.is_true("ASK { <a:rdflib> ?p ?o }")


def test_rdflib_reads_all_graphs(server: Server) -> None:
    """The whole of it, taken along."""
    text = server.send("GET", "/graphs", {"Accept": "application/n-quads"}).body
    dataset = Dataset().parse(data=text, format="nquads")

    assert (ANNA, KG.ceoOf, NORDWIND) in dataset.graph(URIRef(BASE + "document/00000000000000aa"))


def curl(*arguments: str) -> str:
    return subprocess.run(
        ["curl", "--silent", "--show-error", "--fail-with-body", *arguments], capture_output=True, text=True, check=True
    ).stdout


needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")


@needs_curl
def test_curl_asks(server: Server) -> None:
    """The three ways to send a query, as they stand in any manual."""
    address = server.address + "sparql"
    by_get = curl("--get", address, "--data-urlencode", f"query={LEADS}")
    by_form = curl(address, "--data-urlencode", f"query={LEADS}")
    by_body = curl(address, "--header", "Content-Type: application/sparql-query", "--data-binary", LEADS)

    assert by_get == by_form == by_body
    assert json.loads(by_get)["results"]["bindings"][0]["who"]["value"] == str(ANNA)


@needs_curl
def test_curl_writes_a_graph(writer: Server) -> None:
    """PUT and GET of a graph; curl waits for a 100 Continue before it sends a large one."""
    address = writer.address + "graphs?graph=g:curl"
    turtle = "".join(f"<a:{number}> <a:curl> {number} .\n" for number in range(5000))
    subprocess.run(
        ["curl", "-sSf", "-X", "PUT", "-H", "Content-Type: text/turtle", "-H", "Expect: 100-continue", "--data-binary",
         "@-", address],
        input=turtle, text=True, check=True,
    )  # fmt: skip

    assert curl(address, "--header", "Accept: application/n-triples").count("\n") == 5000
