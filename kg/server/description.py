"""What the server can do, in RDF: the SPARQL 1.1 Service Description."""

from __future__ import annotations

from rdflib import Graph, Namespace, URIRef

from kg.vocabulary import RDF

__all__ = ["describe"]

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_RESULTS = (
    "JSON-LD", "N-Quads", "N-Triples", "RDF_XML", "SPARQL_Results_CSV", "SPARQL_Results_JSON", "SPARQL_Results_TSV",
    "SPARQL_Results_XML", "TriG", "Turtle",
)  # fmt: skip
_INPUTS = ("JSON-LD", "N-Triples", "RDF_XML", "Turtle")
_WRITTEN = {
    "jsonld": "json-ld",
    "nquads": "nt",
    "ntriples": "nt",
    "rdfxml": "xml",
    "trig": "turtle",
    "turtle": "turtle",
}


def describe(endpoint: str, format: str, *, is_writable: bool) -> bytes:  # noqa: A002
    """Describe the endpoint at an address, written in one of the formats of a graph.

    Everything has an IRI, so that the description is the same every time.
    """
    service = URIRef(endpoint)
    dataset, default = URIRef(f"{endpoint}#dataset"), URIRef(f"{endpoint}#default")
    graph = Graph()
    graph.bind("sd", _SD)
    graph.add((service, RDF.type, _SD.Service))
    graph.add((service, _SD.endpoint, service))
    graph.add((service, _SD.supportedLanguage, _SD.SPARQL11Query))
    graph.add((service, _SD.feature, _SD.UnionDefaultGraph))
    graph.add((service, _SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, _SD.Dataset))
    graph.add((dataset, _SD.defaultGraph, default))
    graph.add((default, RDF.type, _SD.Graph))
    for name in _RESULTS:
        graph.add((service, _SD.resultFormat, _FORMATS[name]))
    if is_writable:
        graph.add((service, _SD.supportedLanguage, _SD.SPARQL11Update))
        for name in _INPUTS:
            graph.add((service, _SD.inputFormat, _FORMATS[name]))
    written: str = graph.serialize(format=_WRITTEN[format])
    lines = written.splitlines(keepends=True)
    return "".join(sorted(lines) if _WRITTEN[format] == "nt" else lines).encode()
