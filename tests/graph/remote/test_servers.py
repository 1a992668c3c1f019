"""The same graph and the same answers from a server as from the embedded store; on real servers, with passwords."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
import requests
from rdflib import URIRef
from rdflib.compare import isomorphic, to_canonical_graph

from kg.graph import Store, document_iri, saved_queries
from kg.graph.remote import RemoteStore
from kg.graph.remote.rewriting import SERVER
from kg.graph.terms import named
from kg.vocabulary import BASE
from tests.graph.newsroom import newsroom_store
from tests.graph.sample import agency_samples, fill, harbour, sample_store, succession

VALUES = {"what": "Nordwind", "org": "Nordwind", "from": "Anna Berg", "to": "Arvo", "who": "Anna Berg"}
QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?g ?s { ?s kg:modality kg:denied OPTIONAL { GRAPH ?g { ?s a rdf:Statement } } }",
    "SELECT ?s { GRAPH <document/0000000000000001> { ?s kg:modality kg:planned } }",
    "SELECT ?a (COUNT(?s) AS ?n) { ?s rdf:subject ?a { SELECT ?s { ?s kg:confidence ?c FILTER (?c > 0.7) } } } "
    "GROUP BY ?a HAVING (COUNT(?s) > 1) ORDER BY ?a",
    "ASK { ?who kg:ceoOf <organization/nordwind> }",
    "ASK { ?who kg:ceoOf <organization/bell> }",
    "CONSTRUCT WHERE { ?who kg:ceoOf ?of }",
    "CONSTRUCT { ?of <led-by> ?who } WHERE { ?who kg:ceoOf ?of }",
    'SELECT ?s ?q { ?s oa:exact ?q FILTER (!CONTAINS(?q, "}")) } ORDER BY ?s ?q',
    "SELECT ?who { ?who kg:ceoOf ?of VALUES ?of { <organization/nordwind> } } ORDER BY ?who",
)


@pytest.fixture
def server(address: str) -> Iterator[RemoteStore]:
    """Give each of the servers, empty of what is kg's."""
    with RemoteStore(address) as store:
        store.publish(Store())
        yield store


@pytest.fixture(scope="module")
def local() -> Store:
    return newsroom_store()


def written(store: Store, format_: str = "trig") -> bytes:
    stream = io.BytesIO()
    store.export(stream, format_)
    return stream.getvalue()


def test_the_same_graph_comes_out(server: RemoteStore, local: Store) -> None:
    """Documents, union and what is derived from all of them, as a canonical comparison of the RDF and byte for byte."""
    newsroom_store(server)

    assert isomorphic(
        to_canonical_graph(server.to_rdflib().default_graph), to_canonical_graph(local.to_rdflib().default_graph)
    )
    assert written(server) == written(local)
    assert written(server, "turtle") == written(local, "turtle")


def test_the_same_answers(server: RemoteStore, local: Store) -> None:
    """Whatever the server takes for its default graph, the union of kg's graphs is asked, every triple once."""
    server.publish(local)

    for query in QUERIES:
        assert server.query(query) == local.query(query), query
    for name, saved in saved_queries().items():
        values = {p.name: VALUES[p.name] for p in saved.parameters if p.is_required}
        there, here = server.ask(name, values), local.ask(name, values)
        assert sorted(map(str, there.rows)) == sorted(map(str, here.rows)), name
    assert server.statistics() == local.statistics()


def test_a_query_may_say_what_it_is_asked_of(oxigraph_server: str, local: Store) -> None:
    query = "SELECT ?s FROM <document/0000000000000001> { ?s kg:modality kg:planned }"
    with RemoteStore(oxigraph_server) as server:
        server.publish(local)
        assert server.query(query) == local.query(query)


def test_names_and_things_are_found_there(server: RemoteStore, local: Store) -> None:
    server.publish(local)
    things = [entity.iri for entity in local.entities()] + [URIRef(BASE + "nobody")]

    assert server.names(things, language="de") == local.names(things, language="de")
    assert server.describe(things[0]) == local.describe(things[0])
    assert "Triples" in server.explain("SELECT ?who { ?who kg:ceoOf ?of }")
    assert written(server.select(entity=things[0]), "turtle") == written(local.select(entity=things[0]), "turtle")


def test_a_document_is_replaced_and_taken_out(server: RemoteStore) -> None:
    """What only it said goes with it, what another one says as well stays."""
    local = sample_store()
    for store in (local, server):
        fill(store, harbour())
        fill(store, succession())
        text, mentions, facts = harbour()
        fill(store, (text, mentions, facts[:3]))
        store.remove(document_iri(succession()[0]))
        store.derive()

    assert written(server) == written(local)
    assert server.query(QUERIES[0]) == local.query(QUERIES[0])


def test_only_what_changed_is_sent(server: RemoteStore, address: str) -> None:
    """Also by another process than the one that wrote before."""
    store = sample_store()
    assert server.publish(store) == 3

    with RemoteStore(address) as later:
        assert later.publish(store) == 0
        fill(store, agency_samples()[0])
        store.derive()
        assert later.publish(store) == 2  # the new document, and what is derived from all
        store.remove(document_iri(harbour()[0]))
        store.derive()
        assert later.publish(store) == 2
        assert written(later) == written(store)


def test_what_others_have_there_is_let_be(server: RemoteStore, address: str, local: Store) -> None:
    """A server may hold more than kg's graphs."""
    graph, addresses = "http://elsewhere.example/g", server._engine.addresses
    body = b"<http://elsewhere.example/a> <http://elsewhere.example/b> <http://elsewhere.example/c> .\n"
    send = server._connection.send
    send("PUT", addresses.graphs, params={"graph": graph}, kind="application/n-triples", data=body).close()
    server.publish(local)
    server.publish(sample_store())

    query = f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    assert server.query(query)
    assert server.query(QUERIES[0]) == sample_store().query(QUERIES[0])
    assert all(name.startswith(BASE) for name in (graph.iri for graph in server.documents()))
    send("DELETE", addresses.graphs, params={"graph": graph}).close()


def test_what_a_killed_writer_left_is_taken_away(server: RemoteStore, address: str) -> None:
    """It stays out of sight until then: a document counts once it is in its place."""
    staged = SERVER + "incoming/0123456789abcdef"
    server.publish(sample_store())
    server._engine.write_graph(named(staged), b"<a:a> <a:b> <a:c> .\n")
    assert written(server) == written(sample_store())

    with RemoteStore(address) as later:
        later.publish(newsroom_store())
        assert not later.query(f"ASK {{ GRAPH <{staged}> {{ ?s ?p ?o }} }}")
        assert written(later) == written(newsroom_store())


def test_difficult_words_come_back_as_they_are(server: RemoteStore) -> None:
    """Quotes, ends of lines, right-to-left marks, signs beyond the first plane, numbers, days, languages."""
    store = Store()
    store.write_graph(
        BASE + "document/0000000000000009",
        r"""<https://kg.example/a> <https://kg.example/p> "quote \" backslash \\ \n\t \u200F \U0001D11E {} <b>",
            "ß"@de-AT, 1.5, 0.95, 250, 3720000000.5, "2016-07-12"^^<http://www.w3.org/2001/XMLSchema#date>, true,
            "2016"^^<http://www.w3.org/2001/XMLSchema#gYear>, <https://kg.example/a%20b/%C3%BC'()> .""".encode(),
        "turtle",
        replace=True,
    )
    server.publish(store)

    assert written(server) == written(store)


def test_a_server_is_not_changed_by_halves(server: RemoteStore, address: str) -> None:
    """Updates and whole graphs are the server's own business: kg would not know what belongs to the union."""
    from kg.errors import OutputError

    with pytest.raises(OutputError, match="ask the server itself"):
        server.update("INSERT DATA { <a:a> <a:b> <a:c> }")


def test_without_graph_store_protocol(oxigraph_server: str, local: Store) -> None:
    """Three addresses tell kg of a server that it does not know; graphs may be missing."""
    with RemoteStore(f"query={oxigraph_server}/query,update={oxigraph_server}/update") as server:
        server.publish(Store())
        server.publish(local)
        assert written(server) == written(local)
        server.publish(Store())


def test_others_see_the_union_too(oxigraph_server: str, local: Store) -> None:
    """Where a server has a default graph of its own, the union is in it, for any client."""
    with RemoteStore(oxigraph_server) as server:
        server.publish(local)
    response = requests.post(
        f"{oxigraph_server}/query", data={"query": QUERIES[0]}, headers={"Accept": "text/csv"}, timeout=10
    )
    (row,) = local.query(QUERIES[0]).rows

    assert response.text.split() == ["n", str(row[0])]
