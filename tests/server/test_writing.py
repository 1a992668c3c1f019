"""Updates and whole graphs written: only with --read-write, all or nothing, and the default graph stays the union."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from kg.vocabulary import BASE
from tests.server.conftest import Reply, Server

FIRST, SECOND, ADDED = BASE + "document/00000000000000aa", BASE + "document/00000000000000bb", BASE + "graph/added"
TURTLE = {"Content-Type": "text/turtle"}


def in_graph(name: str) -> str:
    return f"/graphs?graph={quote(name, safe='')}"


def put(server: Server, name: str, turtle: str) -> Reply:
    return server.send("PUT", in_graph(name), TURTLE, turtle)


def count(server: Server, pattern: str) -> int:
    return int(server.ask(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "text/csv").body.split()[1])


# SPARQL Update


def test_update_as_the_body(writer: Server) -> None:
    """The graph is changed once the answer has come."""
    reply = writer.update("INSERT DATA { GRAPH <g:body> { <a:body> <a:p> 1 } }")

    assert (reply.status, reply.body) == (204, "")
    assert writer.is_true("ASK { GRAPH <g:body> { <a:body> <a:p> 1 } }")


def test_update_in_a_form(writer: Server) -> None:
    """As the oldest clients send it."""
    body = urlencode({"update": "INSERT DATA { GRAPH <g:form> { <a:form> <a:p> 1 } }"})
    reply = writer.send("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, body)

    assert reply.status == 204
    assert writer.is_true("ASK { GRAPH <g:form> { <a:form> <a:p> 1 } }")


def test_what_is_written_into_a_graph_is_in_the_union_once(writer: Server) -> None:
    """However many graphs say it."""
    writer.update("INSERT DATA { GRAPH <g:u1> { <a:union> <a:p> 1 } GRAPH <g:u2> { <a:union> <a:p> 1 } }")

    assert count(writer, "<a:union> ?p ?o") == 1

    writer.update("DELETE DATA { GRAPH <g:u1> { <a:union> <a:p> 1 } }")
    assert count(writer, "<a:union> ?p ?o") == 1

    writer.update("DROP GRAPH <g:u2>")
    assert count(writer, "<a:union> ?p ?o") == 0


def test_what_is_written_without_a_graph_has_one_of_its_own(writer: Server) -> None:
    """So that it can be taken out again like everything else."""
    writer.update("INSERT DATA { <a:bare> <a:p> 1 }")

    assert count(writer, "<a:bare> ?p ?o") == 1
    assert writer.is_true(f"ASK {{ GRAPH <{ADDED}> {{ <a:bare> <a:p> 1 }} }}")


def test_what_is_deleted_without_a_graph_is_deleted_everywhere(writer: Server) -> None:
    """A triple that stayed in a graph would be in the default graph still."""
    writer.update("INSERT DATA { GRAPH <g:d1> { <a:gone> <a:p> 1 , 2 } GRAPH <g:d2> { <a:gone> <a:p> 1 } }")
    writer.update("DELETE DATA { <a:gone> <a:p> 1 }")

    assert not writer.is_true("ASK { GRAPH ?g { <a:gone> <a:p> 1 } }")
    assert writer.is_true("ASK { GRAPH <g:d1> { <a:gone> <a:p> 2 } }")


def test_using_graph_uri_says_where_the_pattern_is_matched(writer: Server) -> None:
    """Updates have these parameters in place of default-graph-uri."""
    writer.update("INSERT DATA { GRAPH <g:x> { <a:x> <a:using> 1 } GRAPH <g:y> { <a:y> <a:using> 1 } }")
    target = "/sparql?" + urlencode({"using-graph-uri": "g:x"})
    update = "INSERT { GRAPH <g:z> { ?s <a:used> 'where {' } } WHERE { ?s <a:using> 1 }"
    reply = writer.send("POST", target, {"Content-Type": "application/sparql-update"}, update)

    assert reply.status == 204
    assert writer.ask("SELECT ?s { ?s <a:used> ?o }", "text/csv").body == "s\r\na:x\r\n"


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("WITH <g:x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "exclude each other"),
        ("DELETE { ?s ?p ?o } USING <g:x> WHERE { ?s ?p ?o }", "exclude each other"),
        ("DELETE WHERE { ?s <a:never> ?o }", "in place of DELETE WHERE"),
    ],
)
def test_using_graph_uri_stands_alone(writer: Server, update: str, message: str) -> None:
    """The standard forbids both; the short form has no place for it."""
    target = "/sparql?" + urlencode({"using-graph-uri": "g:x"})
    reply = writer.send("POST", target, {"Content-Type": "application/sparql-update"}, update)

    assert reply.status == 400
    assert message in reply.body


@pytest.mark.parametrize(
    ("update", "status", "message"),
    [
        ("INSERT DATA { <a:a> <a:b> }", 400, "update, line 1, column"),
        ("INSERT DATA { x:a <a:b> 1 }", 400, "update, line 1, column"),
        ("LOAD <http://localhost:1/>", 403, "LOAD fetches a file"),
        ("LOAD<file:///etc/passwd>", 403, "LOAD"),
        (
            "INSERT { ?s ?p ?o } WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
            403,
            "SERVICE asks another server",
        ),
        ("INSERT DATA { <a:half> <a:p> 1 } ; DROP GRAPH <g:nothing-here>", 400, "update:"),
        ("INSERT DATA { <a:half> <a:p> 1 } ; nonsense", 400, "line 1"),
    ],
)
def test_update_that_fails_changes_nothing(writer: Server, update: str, status: int, message: str) -> None:
    """All of it or nothing."""
    reply = writer.update(update)

    assert (reply.status, message in reply.body) == (status, True), reply.body
    assert not writer.is_true("ASK { <a:half> ?p ?o }")
    assert writer.is_true("ASK { ?who kg:ceoOf ?of }")


def test_query_parameters_have_no_place_in_an_update(writer: Server) -> None:
    """default-graph-uri would seem to hold, and would not."""
    target = "/sparql?" + urlencode({"default-graph-uri": "g:x"})
    reply = writer.send("POST", target, {"Content-Type": "application/sparql-update"}, "DROP ALL")

    assert reply.status == 400
    assert "using-graph-uri" in reply.body


def test_blank_nodes_with_names_do_no_harm(writer: Server) -> None:
    """kg writes none; others do."""
    assert writer.update("INSERT DATA { GRAPH <g:blank> { [] rdfs:label 'nobody' } }").status == 204
    assert writer.is_true("ASK { GRAPH <g:blank> { ?s rdfs:label 'nobody' } }")


# Graph Store Protocol


def test_put_makes_a_graph_and_then_replaces_it(writer: Server) -> None:
    """201 for the first time, 204 afterwards."""
    assert put(writer, "g:put", "<a:put> <a:p> 1 .").status == 201
    assert put(writer, "g:put", "<a:put> <a:p> 2 .").status == 204

    assert writer.ask("SELECT ?o { <a:put> <a:p> ?o }", "text/csv").body == "o\r\n2\r\n"


def test_post_adds_to_a_graph(writer: Server) -> None:
    """What was there stays."""
    put(writer, "g:post", "<a:post> <a:p> 1 .")
    reply = writer.send("POST", in_graph("g:post"), TURTLE, "<a:post> <a:p> 2 .")

    assert reply.status == 204
    assert count(writer, "<a:post> <a:p> ?o") == 2


def test_delete_takes_a_graph_out(writer: Server) -> None:
    """And only what it alone said."""
    put(writer, "g:out", "<a:out> <a:p> 1 , 2 .")
    put(writer, "g:stays", "<a:out> <a:p> 2 .")

    assert writer.send("DELETE", in_graph("g:out")).status == 204
    assert writer.send("GET", in_graph("g:out")).status == 404
    assert writer.send("DELETE", in_graph("g:out")).status == 404
    assert writer.ask("SELECT ?o { <a:out> <a:p> ?o }", "text/csv").body == "o\r\n2\r\n"


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/turtle", "<a:fmt> <a:p> 'ü' ."),
        ("application/n-triples", '<a:fmt> <a:p> "ü" .'),
        ("application/ld+json", '{"@id": "a:fmt", "a:p": "ü"}'),
        (
            "application/rdf+xml",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">'
            '<r:Description r:about="a:fmt"><a:p>ü</a:p></r:Description></r:RDF>',
        ),
    ],
)
def test_graphs_come_in_every_format(writer: Server, media: str, body: str) -> None:
    """Whatever the client has at hand."""
    name = "g:" + media.replace("/", "-")
    assert writer.send("PUT", in_graph(name), {"Content-Type": media}, body.encode()).status == 201
    assert writer.is_true(f"ASK {{ GRAPH <{name}> {{ <a:fmt> <a:p> 'ü' }} }}")


def test_relative_iris_are_those_of_the_graph(writer: Server) -> None:
    """As the standard has it."""
    put(writer, "http://example.com/graphs/one", "<#it> <a:p> <two> .")

    assert writer.is_true("ASK { <http://example.com/graphs/one#it> <a:p> <http://example.com/graphs/two> }")


def test_graph_may_be_empty(writer: Server) -> None:
    """An empty graph is one that is there."""
    assert put(writer, "g:empty", "").status == 201
    assert writer.send("GET", in_graph("g:empty")).status == 200


@pytest.mark.parametrize(
    ("media", "body", "status", "message"),
    [
        ("text/turtle", "<a:a> <a:b>", 400, "turtle, line 1"),
        ("application/n-triples", "<a:a> <a:b> c .", 400, "ntriples, line 1"),
        ("application/ld+json", '{"@context": "http://localhost:1/", "a": 1}', 400, "jsonld"),
        ("application/ld+json", '{"@id": "g:other", "@graph": [{"@id": "a:a", "a:p": 1}]}', 400, "within the graph"),
        ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', 400, "rdfxml"),
        ("text/html", "<p>", 415, "text/turtle"),
        ("", "<a:a> <a:b> 1 .", 415, "no media type"),
        ("text/turtle; charset=latin-1", "<a:a> <a:b> 1 .", 415, "latin-1"),
    ],
)
def test_graph_that_cannot_be_read_changes_nothing(
    writer: Server, media: str, body: str, status: int, message: str
) -> None:
    """The message says where it is wrong; nothing is fetched to read it."""
    reply = writer.send("PUT", in_graph("g:bad"), {"Content-Type": media} if media else {}, body)

    assert (reply.status, message in reply.body) == (status, True), reply.body
    assert writer.send("GET", in_graph("g:bad")).status == 404


def test_default_graph_is_all_of_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    """To add to it is to add a graph, to replace or to delete it is to replace or to delete everything."""
    from tests.server.conftest import serving, write_output

    folder = write_output(tmp_path_factory.mktemp("default") / "out")
    with serving(folder, "--read-write", workers=1) as server:
        assert server.send("POST", "/graphs?default", TURTLE, "<a:new> <a:p> 1 .").status == 204
        assert server.is_true(f"ASK {{ GRAPH <{ADDED}> {{ <a:new> <a:p> 1 }} <person/anna-berg> a ?type }}")

        assert server.send("PUT", "/graphs?default", TURTLE, "<a:only> <a:p> 1 .").status == 204
        # What kg counts of itself it writes anew.
        own = "FILTER (!STRSTARTS(STR(?s), 'https://kg.example/dataset'))"
        rows = server.ask(f"SELECT ?s ?p ?o {{ ?s ?p ?o {own} }}", "text/csv").body
        assert rows == "s,p,o\r\na:only,a:p,1\r\n"
        assert count(server, f"GRAPH ?g {{ ?s ?p ?o {own} }}") == 1

        assert server.send("DELETE", "/graphs?default").status == 204
        assert count(server, "?s ?p ?o") == 0


def test_service_description_names_updates(writer: Server) -> None:
    """A client can find out whether it may write."""
    assert "sd:SPARQL11Update" in writer.send("GET", "/sparql").body


def test_page_of_another_site_may_not_write(writer: Server) -> None:
    """A form on any page of the web could reach a server on this machine."""
    body = urlencode({"update": "DROP ALL"})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"}

    assert writer.send("POST", "/sparql", headers, body).status == 403
    assert writer.is_true("ASK { ?who kg:ceoOf ?of }")
