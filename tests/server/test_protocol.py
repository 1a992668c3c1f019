"""The SPARQL 1.1 Protocol and the Graph Store Protocol, case by case, against a real server.

A case is a request and what comes back: a status, a media type, and what stands in the body.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from kg.vocabulary import BASE
from tests.server.conftest import Server

FIRST, SECOND = BASE + "document/00000000000000aa", BASE + "document/00000000000000bb"

LEADS = "SELECT ?who { ?who kg:ceoOf ?of }"
ASK = "ASK { ?who kg:ceoOf ?of }"
GRAPH = "CONSTRUCT WHERE { ?who kg:ceoOf ?of }"
DESCRIBE = "DESCRIBE <person/anna-berg>"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
UMLAUT = "ASK { ?s rdfs:label 'Süßstoff'@de }"
INSERT = "INSERT DATA { <a:a> <a:b> 1 }"

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NTRIPLES, RDFXML, JSONLD = "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"
TRIG, NQUADS, PLAIN = "application/trig", "application/n-quads", "text/plain"

ANNA = "https://kg.example/person/anna-berg"


DEFAULT_FIRST, DEFAULT_SECOND = {"default-graph-uri": FIRST}, {"default-graph-uri": SECOND}
NAMED_SECOND = {"named-graph-uri": SECOND}


class Case(NamedTuple):
    what: str
    method: str
    target: str
    headers: dict[str, str]
    body: str | bytes | None
    status: int
    media: str  # of the answer
    contains: str = ""


def to(path: str, *pairs: tuple[str, str], **parameters: str) -> str:
    return f"{path}?{urlencode([*pairs, *parameters.items()])}"


def get(what: str, accept: str, query: str, status: int, media: str, contains: str = "", **parameters: str) -> Case:
    headers = {"Accept": accept} if accept else {}
    return Case(what, "GET", to("/sparql", query=query, **parameters), headers, None, status, media, contains)


def post(what: str, kind: str, body: str | bytes, status: int, media: str, contains: str = "", query: str = "") -> Case:
    return Case(what, "POST", f"/sparql{query}", {"Content-Type": kind} if kind else {}, body, status, media, contains)


def form(what: str, status: int, media: str, contains: str = "", **parameters: str) -> Case:
    return post(what, FORM, urlencode(parameters), status, media, contains)


def other(what: str, method: str, target: str, status: int, media: str = PLAIN, contains: str = "", **h: str) -> Case:
    headers = {name.replace("_", "-"): value for name, value in h.items()}
    return Case(what, method, target, headers, None, status, media, contains)


READING = [
    # How a query is sent
    get("query by GET", "", LEADS, 200, JSON, ANNA),
    form("query in a form", 200, JSON, ANNA, query=LEADS),
    post("query as the body", QUERY, LEADS, 200, JSON, ANNA),
    post("query as the body, in UTF-8", QUERY + "; charset=UTF-8", UMLAUT, 200, JSON, "true"),
    post("form with a character set", FORM + "; charset=utf-8", urlencode({"query": ASK}), 200, JSON, "true"),
    other("query by HEAD", "HEAD", to("/sparql", query=LEADS), 200, JSON),
    get("words beyond ASCII", "", UMLAUT, 200, JSON, '"boolean":true'),
    get("parameters nobody knows are passed over", "", LEADS, 200, JSON, ANNA, format="html", timeout="9"),
    # What a query may be
    get("SELECT", JSON, LEADS, 200, JSON, '"vars":["who"]'),
    get("ASK", JSON, ASK, 200, JSON, '"boolean":true'),
    get("CONSTRUCT", TURTLE, GRAPH, 200, TURTLE, "kg:ceoOf <organization/nordwind>"),
    get("DESCRIBE", TURTLE, DESCRIBE, 200, TURTLE, '"Anna Berg"@en'),
    get("prefixes of its own", "", f"PREFIX x: <{BASE}ontology#> SELECT ?who {{ ?who x:ceoOf ?of }}", 200, JSON, ANNA),
    get("a base of its own", "", f"BASE <{BASE}person/> ASK {{ <anna-berg> ?p ?o }}", 200, JSON, '"boolean":true'),
    get("no rows", "", "SELECT ?x { ?x a kg:Nothing }", 200, JSON, '"bindings":[]'),
    # In which format a table comes
    get("table as JSON", JSON, LEADS, 200, JSON, '"type":"uri"'),
    get("table as XML", XML, LEADS, 200, XML, f"<uri>{ANNA}</uri>"),
    get("table as CSV", CSV, LEADS, 200, CSV, f"who\r\n{ANNA}\r\n"),
    get("table as TSV", TSV, LEADS, 200, TSV, f"?who\n<{ANNA}>\n"),
    get("yes or no as XML", XML, ASK, 200, XML, "<boolean>true</boolean>"),
    get("yes or no as CSV", CSV, ASK, 200, CSV, "true"),
    get("JSON by its plain name", "application/json", LEADS, 200, "application/json", ANNA),
    get("XML by its plain name", "application/xml", LEADS, 200, "application/xml", "<sparql"),
    # In which format a graph comes
    get("graph as Turtle", TURTLE, GRAPH, 200, TURTLE, "@prefix kg:"),
    get("graph as N-Triples", NTRIPLES, GRAPH, 200, NTRIPLES, f"<{ANNA}> <{BASE}ontology#ceoOf>"),
    get("graph as RDF/XML", RDFXML, GRAPH, 200, RDFXML, "<rdf:RDF"),
    get("graph as JSON-LD", JSONLD, GRAPH, 200, JSONLD, '"@id": "person/anna-berg"'),
    get("graph as TriG", TRIG, GRAPH, 200, TRIG, "kg:ceoOf"),
    get("graph as N-Quads", NQUADS, GRAPH, 200, NQUADS, f"<{ANNA}>"),
    # What the client likes best
    get("anything", "*/*", LEADS, 200, JSON),
    get("anything for a graph", "*/*", GRAPH, 200, TURTLE),
    get("the higher quality", f"{CSV};q=0.4, {XML};q=0.8", LEADS, 200, XML),
    get("the higher quality, named first", f"{TSV};q=0.9, {JSON};q=0.3", LEADS, 200, TSV),
    get("quality 1 if none is said", f"{JSON};q=0.9, {CSV}", LEADS, 200, CSV),
    get("a kind with all its subtypes", "text/*", LEADS, 200, CSV),
    get("the more precise range counts", f"*/*;q=0.9, {JSON};q=0.1", LEADS, 200, XML),
    get("quality 0 is a no", f"{JSON};q=0, */*;q=0.1", LEADS, 200, XML),
    get("small and capital letters", "TEXT/CSV", LEADS, 200, CSV),
    get("what a browser sends", "text/html,application/xhtml+xml,*/*;q=0.8", LEADS, 200, JSON),
    get("a range that is none is passed over", f"nonsense, {CSV}", LEADS, 200, CSV),
    get("formats of both kinds", f"{TURTLE}, {CSV}", LEADS, 200, CSV),
    get("formats of both kinds for a graph", f"{NTRIPLES}, {CSV}", GRAPH, 200, NTRIPLES),
    get("406 for a picture", "image/png", LEADS, 406, PLAIN, JSON),
    get("406 for a table as Turtle", TURTLE, LEADS, 406, PLAIN, "table"),
    get("406 for a graph as CSV", CSV, GRAPH, 406, PLAIN, "graph"),
    get("406 where all is refused", "*/*;q=0", LEADS, 406, PLAIN),
    # Of which graphs it is asked
    get("all graphs are the default graph", "", "ASK { ?a kg:ceoOf ?x . ?b kg:formerCeoOf ?x }", 200, JSON, "true"),
    get("one default graph", "", ASK, 200, JSON, "true", **DEFAULT_FIRST),
    get("another default graph", "", ASK, 200, JSON, "false", **DEFAULT_SECOND),
    other(
        "two default graphs are put together, and say a thing once", "GET",
        to("/sparql", ("default-graph-uri", FIRST), ("default-graph-uri", SECOND),
           query="SELECT (COUNT(*) AS ?n) { <organization/nordwind> a ?type }"),
        200, JSON, '"value":"1"',
    ),
    get("no GRAPH beside a default graph", "", NAMES, 200, JSON, '"bindings":[]', **DEFAULT_FIRST),
    get("one named graph", CSV, NAMES, 200, CSV, f"g\r\n{SECOND}\r\n", **NAMED_SECOND),
    get("no default graph beside a named one", "", "ASK { ?s ?p ?o }", 200, JSON, "false", **NAMED_SECOND),
    get("default and named graphs", "", "ASK { ?a kg:ceoOf ?x GRAPH ?g { ?b kg:formerCeoOf ?x } }", 200, JSON, "true",
        **DEFAULT_FIRST, **NAMED_SECOND),
    form("graphs in a form", 200, JSON, "false", query=ASK, **DEFAULT_SECOND),
    post("graphs in the address of a query as the body", QUERY, ASK, 200, JSON, "false", to("", **DEFAULT_SECOND)),
    get("graphs of the request come before those of the query", "", f"ASK FROM <{FIRST}> {{ ?who kg:ceoOf ?of }}",
        200, JSON, "false", **DEFAULT_SECOND),
    get("FROM", "", f"ASK FROM <{SECOND}> {{ ?who kg:ceoOf ?of }}", 200, JSON, "false"),
    get("a graph that is not there is empty", "", ASK, 200, JSON, "false", **{"default-graph-uri": BASE + "no"}),
    get("400 for a graph that is no IRI", "", ASK, 400, PLAIN, "no absolute IRI", **{"default-graph-uri": "a b"}),
    get("400 for a graph without a scheme", "", ASK, 400, PLAIN, "no absolute IRI", **{"named-graph-uri": "document"}),
    get("400 for a graph that would end its brackets", "", ASK, 400, PLAIN, "no absolute IRI",
        **{"default-graph-uri": "a:b> {} #"}),
    get("400 for a graph that is an IRI at first sight", "", ASK, 400, PLAIN, "no absolute IRI",
        **{"default-graph-uri": "http://["}),
    # What is no query
    get("400 says line and column", "", "SELECT * {\n  ?s ?p\n}", 400, PLAIN, "line 3, column"),
    get("400 for a prefix nobody knows", "", "SELECT * { ?s x:p ?o }", 400, PLAIN, "line 1, column"),
    get("400 for an empty query", "", "", 400, PLAIN, "empty"),
    get("400 for an update as a query", "", INSERT, 400, PLAIN, "INSERT changes the graph"),
    other("400 for two queries", "GET", to("/sparql", ("query", ASK), ("query", ASK)), 400, PLAIN, "given 2 times"),
    other("400 for parameters without a query", "GET", "/sparql?foo=bar", 400, PLAIN, "query is missing"),
    form("400 for a form with nothing", 400, PLAIN, "neither"),
    form("400 for a form with both", 400, PLAIN, "both", query=ASK, update=INSERT),
    form("400 for the graphs of an update with a query", 400, PLAIN, "for updates", query=ASK,
         **{"using-graph-uri": FIRST}),
    post("400 for a query twice, body and address", QUERY, ASK, 400, PLAIN, "in the body", to("", query=ASK)),
    post("400 for bytes that are not UTF-8", QUERY, b"ASK { ?s ?p '\xff' }", 400, PLAIN, "byte 14"),
    other("400 for a parameter that is not UTF-8", "GET", "/sparql?query=%FF", 400, PLAIN, "UTF-8"),
    other("400 for an update by GET", "GET", to("/sparql", update=INSERT), 400, PLAIN, "POST"),
    post("415 for another media type", "application/json", '{"query": ""}', 415, PLAIN, "application/json"),
    post("415 for none", "", ASK, 415, PLAIN, "no media type"),
    post("415 for another character set", QUERY + "; charset=utf-16", ASK.encode("utf-16"), 415, PLAIN, "utf-16"),
    # What is not done
    form("403 for an update in a form", 403, PLAIN, "only reads", update=INSERT),
    post("403 for an update as the body", UPDATE, INSERT, 403, PLAIN, "only reads"),
    get("403 for SERVICE", "", "ASK { SERVICE <http://localhost/> { ?s ?p ?o } }", 403, PLAIN, "line 1, column 7"),
    get("403 for SERVICE SILENT", "", "SELECT * { service silent ?where { ?s ?p ?o } }", 403, PLAIN, "no connection"),
    other("404 elsewhere", "GET", "/sparq", 404, PLAIN, "/sparq"),
    other("405 for PUT", "PUT", "/sparql", 405, PLAIN, "GET, HEAD, POST"),
    other("405 for DELETE", "DELETE", "/sparql", 405),
    other("405 for PATCH", "PATCH", "/sparql", 405),
    other("405 for OPTIONS, unless others may ask", "OPTIONS", "/sparql", 405),
    # What the endpoint can do
    other("service description", "GET", "/sparql", 200, TURTLE, "sd:SPARQL11Query"),
    other("service description as RDF/XML", "GET", "/sparql", 200, RDFXML, "#Service", Accept=RDFXML),
    other("service description as JSON-LD", "GET", "/sparql", 200, JSONLD, "@id", Accept=JSONLD),
    other("service description by HEAD", "HEAD", "/sparql", 200, TURTLE),
    other("406 for a service description as a picture", "GET", "/sparql", 406, Accept="image/png"),
    # Graph Store Protocol
    other("a graph", "GET", to("/graphs", graph=FIRST), 200, TURTLE, "kg:ceoOf <organization/nordwind>"),
    other("a graph as N-Triples", "GET", to("/graphs", graph=FIRST), 200, NTRIPLES, f"<{ANNA}>", Accept=NTRIPLES),
    other("a graph as RDF/XML", "GET", to("/graphs", graph=FIRST), 200, RDFXML, "<rdf:RDF", Accept=RDFXML),
    other("a graph as JSON-LD", "GET", to("/graphs", graph=FIRST), 200, JSONLD, "person/anna-berg", Accept=JSONLD),
    other("the default graph", "GET", "/graphs?default", 200, TURTLE, "kg:formerCeoOf"),
    other("the default graph as JSON-LD", "GET", "/graphs?default", 200, JSONLD, "person/anna-berg", Accept=JSONLD),
    other("all graphs as TriG", "GET", "/graphs", 200, TRIG, "<document/00000000000000aa> {"),
    other("all graphs as N-Quads", "GET", "/graphs", 200, NQUADS, f"<{FIRST}> .", Accept=NQUADS),
    other("406 for all graphs as Turtle", "GET", "/graphs", 406, PLAIN, TRIG, Accept=TURTLE),
    other("HEAD of a graph", "HEAD", to("/graphs", graph=FIRST), 200, TURTLE),
    other("404 for a graph that is not there", "GET", to("/graphs", graph=BASE + "no"), 404, PLAIN, "no graph"),
    other("404 for HEAD of one", "HEAD", to("/graphs", graph=BASE + "no"), 404),
    other("400 for both", "GET", to("/graphs", graph=FIRST, default=""), 400, PLAIN, "Say which graph"),
    other("400 for neither", "GET", "/graphs?x=y", 400, PLAIN, "Say which graph"),
    other("400 for a graph that is no IRI to the store", "GET", "/graphs?graph=x", 400, PLAIN, "no absolute IRI"),
    other("405 for PUT where it only reads", "PUT", to("/graphs", graph=FIRST), 405, PLAIN, "GET, HEAD"),
    other("405 for POST where it only reads", "POST", to("/graphs", graph=FIRST), 405),
    other("405 for DELETE where it only reads", "DELETE", to("/graphs", graph=FIRST), 405),
]  # fmt: skip


def check(server: Server, case: Case) -> None:
    reply = server.send(case.method, case.target, case.headers, case.body)

    assert (reply.status, reply.headers["content-type"].split(";")[0]) == (case.status, case.media), reply.body
    assert case.method == "HEAD" or case.contains in reply.body, reply.body
    assert case.method != "HEAD" or reply.body == ""


@pytest.mark.parametrize("case", READING, ids=lambda case: case.what)
def test_reading(server: Server, case: Case) -> None:
    """What any client of the standards relies on."""
    check(server, case)


def test_there_are_enough_cases() -> None:
    """The table is the specification; a case that is taken out is missed."""
    assert len(READING) >= 100
    assert len({case.what for case in READING}) == len(READING)


def test_saved_question_with_values(server: Server) -> None:
    """As SPARQL, to be asked by any client; names become what they name here."""
    reply = server.send("GET", "/saved/ceo-of?org=nordwind")

    assert reply.status == 200
    assert reply.headers["content-type"] == "application/sparql-query"
    assert "<https://kg.example/organization/nordwind>" in reply.body
    assert "Anna Berg" in server.ask(reply.body, "text/csv").body


@pytest.mark.parametrize(
    ("target", "status", "message"),
    [
        ("/saved/nope", 404, "no saved question"),
        ("/saved/ceo-of", 400, "needs --org"),
        ("/saved/ceo-of?org=Nordwnd", 400, "did you mean Nordwind?"),
        ("/saved/ceo-of?org=Nordwind&who=x", 400, "no parameter --who"),
        ("/saved/ceo-of?org=a&org=b", 400, "given 2 times"),
        ("/saved/about?what=%3Chttp://x%3E%20%7D%20DROP%20ALL", 400, "is no IRI"),
        ("/saved/..%2F..%2Fpyproject", 404, ""),
    ],
)
def test_saved_question_that_cannot_be_bound(server: Server, target: str, status: int, message: str) -> None:
    reply = server.send("GET", target)

    assert reply.status == status
    assert message in reply.body
