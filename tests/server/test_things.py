"""Every IRI of the graph leads to a page and to triples; what a text says reaches the page as text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import Graph, Literal, URIRef

from kg.graph import Store, state
from kg.graph.folder import new_output
from kg.ontology import load_schema
from kg.server.pages import render
from kg.vocabulary import BASE, KG
from tests.graph.sample import document, entity, fill, harbour, mention, sample_store, sentence
from tests.server.conftest import Server, serving

NORDWIND = URIRef(BASE + "organization/nordwind")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (BROWSER, "text/html; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/ld+json;q=0.5, text/html;q=0.6", "text/html; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
    ],
)
def test_reader_gets_what_it_asks_for(server: Server, accept: str, media: str) -> None:
    """People a page, programs triples."""
    reply = server.send("GET", "/organization/nordwind", {"Accept": accept} if accept else {})

    assert (reply.status, reply.headers["content-type"]) == (200, media)
    assert reply.headers["vary"] == "Accept, Accept-Language"


def test_406_for_a_picture(server: Server) -> None:
    """With what there is."""
    reply = server.send("GET", "/organization/nordwind", {"Accept": "image/png"})

    assert (reply.status, "text/html" in reply.body) == (406, True)


def test_page_says_who_says_what_and_where(server: Server) -> None:
    """Names, facts, the sentence with its word marked, the source, the modality, and links."""
    page = server.send("GET", "/organization/nordwind", {"Accept": BROWSER}).body

    assert "<title>Nordwind</title>" in page
    assert '<a href="/person/anna-berg">Anna Berg</a> <em>chief executive of</em> <strong>Nordwind</strong>' in page
    assert "<blockquote>According to Bold News, Nordwind might buy Lume.</blockquote>" not in page
    assert "<mark>Acc</mark>ording to Bold News, Nordwind might buy Lume." in page
    assert re.search(r'<span class="tag">possible</span>Who says so: <a href="/medium/bold-news">Bold News</a>', page)
    assert '<a href="/document/00000000000000aa">Nordwind closes Kiel yard</a>, 2026-05-26' in page
    assert "≈ " in page


def test_page_speaks_the_reader_s_language(server: Server) -> None:
    """As far as kg does."""
    page = server.send("GET", "/organization/nordwind", {"Accept": BROWSER, "Accept-Language": "fr, de;q=0.8"}).body

    assert '<html lang="de">' in page
    assert "Organisation" in page


def test_triples_hold_the_statements_and_their_evidence(server: Server) -> None:
    """What the page shows can be taken along."""
    graph = Graph().parse(data=server.send("GET", "/organization/nordwind").body, format="turtle")

    assert (URIRef(BASE + "person/anna-berg"), KG.ceoOf, NORDWIND) in graph
    quotes = {str(quote) for quote in graph.objects(None, URIRef("http://www.w3.org/ns/oa#exact"))}
    assert "According to Bold News, Nordwind might buy Lume." in quotes


@pytest.mark.parametrize("path", ["/document/00000000000000aa", "/document/00000000000000bb", "/medium/bold-news"])
def test_texts_and_speakers_have_pages_too(server: Server, path: str) -> None:
    """Whatever the graph speaks of."""
    reply = server.send("GET", path, {"Accept": BROWSER})

    assert (reply.status, "<blockquote>" in reply.body) == (200, True)


def test_every_link_of_a_page_leads_somewhere(server: Server) -> None:
    """Two steps from one thing, all of them."""
    seen: set[str] = set()
    todo = {"/organization/nordwind"}
    while todo:
        path = todo.pop()
        seen.add(path)
        reply = server.send("GET", path, {"Accept": BROWSER})
        assert reply.status == 200, path
        todo |= {link for link in re.findall(r'href="(/[^"?]*)"', reply.body) if link not in seen}

    assert len(seen) >= 10


@pytest.mark.parametrize("accept", ["", "text/turtle", BROWSER])
def test_classes_and_properties_are_described(server: Server, accept: str) -> None:
    """Their IRIs are parts of the ontology's."""
    reply = server.send("GET", "/ontology", {"Accept": accept} if accept else {})

    assert reply.status == 200
    assert (KG.ceoOf, None, None) in Graph().parse(data=reply.body, format="turtle")


def test_letters_beyond_ascii_lead_to_their_thing(server: Server) -> None:
    """A browser sends them as percent signs."""
    assert server.send("GET", "/organization/" + quote("süßstoff")).status == 200


@pytest.mark.parametrize(("wanted", "status"), [("turtle", 200), ("jsonld", 200), ("html", 200), ("pdf", 400)])
def test_format_may_stand_in_the_address(server: Server, wanted: str, status: int) -> None:
    """For links, which cannot say what they accept."""
    assert server.send("GET", f"/organization/nordwind?format={wanted}").status == status


def test_head_tells_without_a_body(server: Server) -> None:
    """For those who check links."""
    reply = server.send("HEAD", "/organization/nordwind", {"Accept": BROWSER})

    assert (reply.status, reply.body) == (200, "")


def test_404_for_what_nobody_speaks_of(server: Server) -> None:
    """With the IRI that was looked for."""
    reply = server.send("GET", "/organization/nobody")

    assert (reply.status, reply.body) == (404, f"<{BASE}organization/nobody>: the graph says nothing of it.\n")


def test_pages_may_load_nothing_and_run_nothing(server: Server) -> None:
    """The browser is held to it."""
    policy = server.send("GET", "/organization/nordwind", {"Accept": BROWSER}).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a'b\"c&amp;<b>d</b>",
    "line\nbreak\ttab",
    "\u202eright to left\u202c",
    "\x00\x1b[31mcontrol",
    "javascript:alert(1)",
)


def hostile_output(folder: Path) -> Path:
    """Write a graph in which every name, title and sentence is hostile."""
    text = document(
        " ".join(f"{name} runs X{number}." for number, name in enumerate(HOSTILE)), "f" * 16, title=HOSTILE[0]
    )
    mentions = [mention(text, name, KG.Organization) for name in HOSTILE]
    facts = [fact for fact in harbour()[2] if fact.property == KG.closes][:1]
    iris = {found: entity(found) for found in mentions}

    named = {
        found: replace(made, iri=URIRef(f"{BASE}organization/h{number}"), label=Literal(found.label, lang="en"))
        for number, (found, made) in enumerate(iris.items())
    }
    said = [
        replace(facts[0], subject=first, object=second, evidence=sentence(text, first.text), attribution=(second,))
        for first, second in pairwise(mentions)
    ]
    with new_output(folder) as partial, Store(partial / "store") as store:
        store.add(text, named.values(), state(said, named, schema=load_schema().schema))
        fill(store, harbour())
        store.derive()
    return folder


def test_hostile_names_are_text(tmp_path: Path) -> None:
    """On the page, in every format and in every answer."""
    with serving(hostile_output(tmp_path / "out"), workers=1) as server:
        pages = [server.send("GET", f"/organization/h{n}", {"Accept": BROWSER}) for n in range(len(HOSTILE))]
        pages.append(server.send("GET", "/document/" + "f" * 16, {"Accept": BROWSER}))
        formats = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]
        names = [server.ask("SELECT ?name { ?x rdfs:label ?name }", form) for form in formats]
        turtle = server.send("GET", "/organization/h3", {"Accept": "text/turtle"}).body

    assert {reply.status for reply in (*pages, *names)} == {200}
    for page in pages:
        tags = set(re.findall(r"<([a-z0-9]+)", page.body))
        assert not tags & {"script", "img", "b", "iframe", "svg"}
        assert not re.search(r'href="(?!/|data:,")', page.body)
        assert not re.search(r"<[^>]*\son\w+=", page.body)
    assert Literal(HOSTILE[3], lang="en") in set(Graph().parse(data=turtle, format="turtle").objects())


def test_page_is_a_function_of_the_description() -> None:
    """The same thing gives the same bytes."""
    schema = load_schema().schema
    pages = []
    for _ in range(2):
        description = sample_store().describe(str(NORDWIND))
        assert description
        pages.append(render(description, schema, "it"))

    assert pages[0] == pages[1]
    assert "organizzazione" in pages[0]
