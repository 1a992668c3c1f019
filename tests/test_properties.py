"""What holds for any text and any name, not only for those that somebody thought of."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.documents import read_text
from kg.errors import KgError
from kg.graph import Store
from kg.graph.terms import UNION
from kg.ontology import load
from kg.types import Document, Entity, Mention, Passage
from kg.vocabulary import BASE, KG
from tests.conftest import read
from tests.graph.test_round_trip import ONE_GRAPH, OXIGRAPH, fingerprint

ANY = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200)
# A text that says something, with anything at all in between: in both, the offsets must hold.
SENTENCES = (
    "Marlow Energy has bought the brewery Solvia. ",
    "“We leave,” said Anna Weber, chief executive of Marlow Energy. ",
    "The company of Anna Weber will close the plant in Kiel in May 2019.\n\n",
    "\U0001f680 Solvia\u00a0has 250 employees\u200b and e\u0301lan.\r\n",
)
NEWS = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.text(st.characters(exclude_categories=("Cs",)), max_size=12)),
    min_size=1,
    max_size=5,
).map("".join)
# What XML has no way to write is the matter of tests/graph/test_round_trip.py.
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60)


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_any_text_is_kept_as_it_is_or_refused(text: str) -> None:
    """Line ends become one, and nothing else changes; title and names fit on a line."""
    try:
        document = read_text(text, language="en")
    except KgError:
        return

    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert "\n" not in document.title
    assert document == read_text(document.text, language="en")


@pytest.mark.model
@given(NEWS)
@settings(max_examples=25, deadline=None)
def test_every_offset_is_in_its_text(text: str) -> None:
    """Mentions, sentences, cues and hedges are exactly the words at their place."""
    try:
        result = read(text, "en", load())
    except KgError:
        return

    document = result.annotation.document
    for mention in result.mentions:
        _check(mention, document)
    for fact in result.facts:
        ends = [end for end in (fact.subject, fact.object, *fact.attribution) if isinstance(end, Mention)]
        for passage in (fact.evidence, *ends):
            _check(passage, document)


def _check(passage: Passage, document: Document) -> None:
    assert passage.document == document
    assert 0 <= passage.start < passage.end <= len(document.text)
    assert passage.text == document.text[passage.start : passage.end]
    assert passage.text.strip()


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True))
@settings(max_examples=40, deadline=None)
def test_any_name_comes_back_from_every_format(names: list[str]) -> None:
    """Whatever a text calls something: the graph that is read is the graph that was written."""
    store = Store()
    text = Document(id="0" * 16, text="x", language="en", title=names[0], source=f"{names[-1]}.txt")
    things = [
        Entity(
            iri=URIRef(f"{BASE}thing/{number}"),
            type=KG.Concept,
            label=Literal(name, lang="en"),
            aliases=frozenset({Literal(name)}),
        )
        for number, name in enumerate(names)
    ]
    store.add(text, things, ())
    store.derive()
    found = {str(row[0]) for row in store.query("SELECT ?name { ?thing a kg:Concept ; rdfs:label ?name }").rows}

    assert found == set(names)
    for name, form in OXIGRAPH.items():
        stream = io.BytesIO()
        store.export(stream, name)
        kept = [quad for quad in store._store if (quad.graph_name == UNION) == (name in ONE_GRAPH)]
        assert fingerprint(ox.parse(stream.getvalue(), format=form)) == fingerprint(kept), name
