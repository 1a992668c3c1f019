"""Turtle made for people and for git."""

from __future__ import annotations

import difflib
import random
from io import BytesIO

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from kg.graph import Store
from kg.graph.serialization import serialize_triples
from kg.graph.terms import UNION, in_union, named, to_quad
from kg.vocabulary import BASE, KG, OA, RDF, RDFS, SKOS, XSD
from tests.graph.newsroom import newsroom_store
from tests.graph.sample import sample_store

CHANGES = {
    "another confidence": (KG.confidence, Literal("0.5", datatype=XSD.decimal)),
    "another modality": (KG.modality, KG.possible),
    "another object": (RDF.object, URIRef(BASE + "organization/other")),
    "another word": (OA.exact, Literal("Other words.", lang="en")),
    "another name": (RDFS.label, Literal("Other name", lang="en")),
    "another source": (KG.attributedTo, URIRef(BASE + "organization/other")),
}


def turtle(store: Store) -> list[str]:
    stream = BytesIO()
    store.export(stream, "turtle")
    return stream.getvalue().decode().splitlines()


def changed(before: list[str], after: list[str]) -> int:
    """Count the lines that git would show as added or taken away."""
    return sum(line[0] in "+-" for line in list(difflib.unified_diff(before, after, n=0))[2:])


@pytest.mark.parametrize("change", CHANGES)
def test_one_change_of_a_fact_is_two_lines(change: str) -> None:
    """The old one and the new one, whatever it is that changes and wherever; the name of a text is a headline, too."""
    property_, value = CHANGES[change]
    store = newsroom_store()
    before = turtle(store)
    quads = sorted(store.local().quads_for_pattern(None, named(property_), None, UNION), key=str)
    for old in random.Random(1).sample(quads, min(len(quads), 10)):
        new = to_quad((URIRef(old.subject.value), property_, value), URIRef(BASE)).triple  # type: ignore[union-attr]
        store.local().remove(old)
        store.local().add(ox.Quad(*new, UNION))
        assert 0 < changed(before, turtle(store)) <= (4 if property_ == RDFS.label else 2)
        store.local().remove(ox.Quad(*new, UNION))
        store.local().add(old)


def test_one_text_less_takes_away_its_lines_alone() -> None:
    """What the other texts say stays as it was, line by line; names and counts may be others."""
    store = newsroom_store()
    before = turtle(store)
    store.remove(max(record.iri for record in store.documents()))
    store.derive()
    after = turtle(store)
    said = after[after.index("# What the sentences say") : after.index("# How it was made, and how much there is")]

    assert len(said) > 60
    assert set(said) <= set(before)
    assert len(set(after) - set(before)) < 60


def test_statement_reads_as_a_sentence() -> None:
    """The triple on a line, how it is said on the next; alone what differs from processor to processor."""
    lines = turtle(sample_store())
    at = lines.index(
        "    rdf:subject <person/anna-berg> ; rdf:predicate kg:ceoOf ; rdf:object <organization/nordwind> ;"
    )

    assert lines[at - 1].startswith("<statement/")
    assert lines[at - 1].endswith(" a rdf:Statement ;")
    assert lines[at + 1] == (
        '    kg:modality kg:asserted ; kg:validity kg:current ; schema:startDate "2016-07"^^xsd:gYearMonth ;'
    )
    assert lines[at + 2] == "    kg:confidence 0.95 ;"


def test_sentences_stand_under_the_title_of_their_text() -> None:
    """Nobody knows a document by its number."""
    lines = turtle(sample_store())

    title = lines.index("# Wechsel bei Nordwind")
    assert lines[title + 2].startswith("<document/00000000000000bb#char=0,45> a oa:")


def test_title_stays_in_its_comment() -> None:
    """A line end in it would make triples of it."""
    store = sample_store()
    document = URIRef(BASE + "document/00000000000000bb")
    for quad in list(store.local().quads_for_pattern(named(document), named(RDFS.label), None, UNION)):
        store.local().remove(quad)
    title = Literal("odd\n<a> <b> <c> .\r\u2028\u202e end")
    store.local().add(in_union(to_quad((document, RDFS.label, title), document)))

    assert "# odd <a> <b> <c> . end" in [" ".join(line.split()) for line in turtle(store)]


def test_many_objects_have_a_line_each() -> None:
    """One name more is one line more."""
    thing = named(BASE + "a/b")
    names = [ox.Triple(thing, named(SKOS.altLabel), ox.Literal(name)) for name in ("a", "b", "c", "d")]
    few, many = (serialize_triples(triples, "turtle").decode() for triples in (names[:3], names))

    assert 'skos:altLabel "a" , "b" , "c" .' in few
    assert 'skos:altLabel\n        "a" ,\n        "b" ,\n        "c" ,\n        "d" .' in many
