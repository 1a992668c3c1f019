"""Answers as tables for a terminal."""

from __future__ import annotations

from rdflib import Literal

from kg.graph.results import Result
from kg.graph.store import Store
from kg.ontology import Ontology
from kg.types import Document
from kg.views.table import format_table
from kg.vocabulary import KG
from tests.views.conftest import Writer


def test_names_stand_as_they_are_typed(store: Store, ontology: Ontology) -> None:
    """A full IRI fills the line and says no more."""
    result = store.query("SELECT DISTINCT ?who ?what ?org { ?who ?what ?org FILTER (?what = kg:ceoOf) }")

    assert format_table(result, ontology=ontology, width=80) == (
        "who               what      org\n"
        "───               ────      ───\n"
        "person/emil-voss  kg:ceoOf  organization/nordlicht\n"
        "\n"
        "1 row"
    )


def test_long_quotes_are_wrapped_to_the_width(store: Store, ontology: Ontology) -> None:
    """A line longer than the terminal breaks the table."""
    result = store.query("SELECT ?e ?quote { ?e oa:exact ?quote }")

    lines = format_table(result, ontology=ontology, width=60).splitlines()

    assert max(map(len, lines)) <= 60


def test_modalities_are_named(store: Store, ontology: Ontology) -> None:
    """Values of the ontology are words to a reader."""
    result = store.query("SELECT DISTINCT ?m { ?s kg:modality ?m } ORDER BY ?m LIMIT 2")

    assert format_table(result, ontology=ontology, width=60).splitlines()[2:4] == ["asserted", "denied"]


def test_numbers_stand_to_the_right(store: Store, ontology: Ontology) -> None:
    """So that their digits can be compared."""
    result = store.query("SELECT ?n { VALUES ?n { 7 1200 } }")

    assert format_table(result, ontology=ontology, width=60).splitlines()[2:4] == ["   7", "1200"]


def test_a_very_long_text_is_cut(ontology: Ontology) -> None:
    """The table is for a glance; CSV and JSON give everything."""
    result = Store().query(f'SELECT ("{"word " * 200}" AS ?text) {{}}')

    text = format_table(result, ontology=ontology, width=80)

    assert "…" in text
    assert len(text) < 500


def test_control_characters_do_not_reach_the_terminal(ontology: Ontology) -> None:
    """A title may hold an escape sequence that would take over the screen."""
    store = Store()
    writer = Writer(Document(id="f" * 16, text="X says \x1b[2J so.", language="en"))
    x = writer.entity(KG.Team, "x", "X")
    writer.says(x, KG.status, Literal("\x1b[2J\x07"), "X says \x1b[2J so.")
    writer.add_to(store)

    text = format_table(store.query("SELECT * { ?s kg:status ?o }"), ontology=ontology, width=80)

    assert "\x1b" not in text
    assert "\x07" not in text


def test_yes_or_no_and_nothing(store: Store, ontology: Ontology) -> None:
    """An empty table still says what was asked for."""
    assert format_table(store.query("ASK { ?s kg:ceoOf ?o }"), ontology=ontology) == "yes"
    assert format_table(store.query("ASK { ?s kg:nothing ?o }"), ontology=ontology) == "no"
    nothing = store.query("SELECT ?s { ?s kg:nothing ?o }")
    assert format_table(nothing, ontology=ontology, width=80).endswith("0 rows")


def test_words_stay_whole_as_long_as_there_is_room(ontology: Ontology) -> None:
    """Of many columns the one with the long texts gives way, not the one whose only word would be broken."""
    rows = [
        [Literal("Nordwind"), KG.discontinues, Literal("Stromspeicher"), Literal("asserted"), Literal("wort " * 30)]
    ]
    result = Result(columns=("subject", "property", "object", "modality", "quote"), rows=tuple(map(tuple, rows)))

    table = format_table(result, ontology=ontology, width=80)

    for word in ("Nordwind", "kg:discontinues", "Stromspeicher", "asserted"):
        assert word in table
    assert max(map(len, table.splitlines())) <= 80
