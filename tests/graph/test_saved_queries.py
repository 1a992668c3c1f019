"""Each saved query answers what its first line says, on texts that have an answer."""

from __future__ import annotations

import pytest

from kg.graph import Store, saved_queries
from kg.vocabulary import KG
from tests.graph.newsroom import newsroom_store
from tests.graph.sample import copied_store, fill, harbour, open_store, succession

ASSERTED, DENIED, PLANNED, POSSIBLE, REPORTED = (
    str(KG[name]) for name in ("asserted", "denied", "planned", "possible", "reported")
)
BELL, POST = "Bell: Nordwind cuts 300 jobs", "Post: Nordwind streicht 400 Stellen"
POSTA = "Post: Nordwind ha acquisito Arvo"


def kg(name: str) -> str:
    return str(KG[name])


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the newsroom with the two other samples: three languages, five texts."""
    filled = newsroom_store()
    fill(filled, harbour())
    fill(filled, succession())
    filled.derive()
    return filled


# A query, the values of its parameters, the first columns of all its rows.
ANSWERS = [
    ("about", {"what": "click rate"}, [["Lume", kg("hasComparison"), "2 × click rate", ASSERTED, None]]),
    ("about", {"what": "orion ag"}, [["Arvo", kg("sues"), "Orion AG", REPORTED, "Post"]]),
    (
        "ceo-of",
        {"org": "NORDWIND"},
        [
            ["Anna Berg", kg("ceoOf"), "Nordwind", ASSERTED, "2026-05-26"],
            ["Carl Thiel", kg("ceoOf"), "Nordwind", ASSERTED, "2026-02-11"],
            ["Anna Berg", kg("ceoOf"), "Nordwind", ASSERTED, "2026-01-10"],
            ["Carl Thiel", kg("formerCeoOf"), "Nordwind", ASSERTED, "2026-05-26"],
        ],
    ),
    ("changes", {"to": "2025"}, [["2025", "Nordwind", kg("acquires"), "Arvo", ASSERTED]]),
    (
        "changes",
        {"from": "2026-02-12", "to": "2026-02-28"},
        [
            ["2026-02-12", "Nordwind", kg("acquires"), "Arvo", ASSERTED],
            ["2026-02-12", "Nordwind", kg("opens"), "Kiel", ASSERTED],
        ],
    ),
    ("comparisons", {}, [["Lume", "click rate", "2", None, "Orion"]]),
    ("confirmed", {}, [["Nordwind", kg("acquires"), "Arvo", "3", "Nordwind bought Arvo in 2025."]]),
    ("confirmed", {"by": "4"}, []),
    (
        "contradictions",
        {},
        [
            ["Arvo", kg("discontinues"), "Orion", ASSERTED, "Orion", DENIED, BELL, POST],
            ["Nordwind", kg("layoffCount"), "300", ASSERTED, "400", ASSERTED, BELL, POST],
            ["Anna Berg", kg("ceoOf"), "Nordwind", ASSERTED, "Carl Thiel", ASSERTED, BELL, POST],
            ["Anna Berg", kg("ceoOf"), "Nordwind", ASSERTED, "Carl Thiel", ASSERTED, "Nordwind closes Kiel yard", POST],
        ],
    ),
    ("deals", {"who": "Lume"}, [["Nordwind", kg("acquires"), "Lume", POSSIBLE]]),
    ("deals", {"who": "Kiel"}, []),
    (
        "discontinued",
        {"by": "arvo"},
        [["Arvo", kg("discontinues"), "Orion", ASSERTED], ["Arvo", kg("discontinues"), "Orion", DENIED]],
    ),
    ("disputes", {"who": "Orion AG"}, [["Arvo", kg("sues"), "Orion AG", REPORTED, "2026-02-12"]]),
    ("disputes", {"who": "Nordwind"}, []),
    ("documents", {}, [[BELL], [POST], [POSTA], ["Nordwind closes Kiel yard"], ["Wechsel bei Nordwind"]]),
    ("facts", {"in": BELL, "property": "acquires"}, [["Nordwind", kg("acquires"), "Arvo", ASSERTED, "0.9", BELL]]),
    (
        "figures",
        {"of": "Nordwind"},
        [
            ["Nordwind", kg("employeeCount"), "250", "true"],
            ["Nordwind", kg("layoffCount"), "300", None],
            ["Nordwind", kg("layoffCount"), "400", None],
            ["Nordwind", kg("revenue"), "3.72 billion EUR", None],
        ],
    ),
    ("former-roles", {}, [["Carl Thiel", kg("formerCeoOf"), "Nordwind"]]),
    ("hedged", {"source": "bold news"}, [["Nordwind", kg("acquires"), "Lume", POSSIBLE, "Bold News"]]),
    ("hedged", {"of": "Arvo", "source": "Post"}, [["Arvo", kg("sues"), "Orion AG", REPORTED, "Post"]]),
    (
        "launched",
        {"by": "Nordwind"},
        [["Nordwind", kg("launches"), "Lume", PLANNED], ["Nordwind", kg("opens"), "Kiel"]],
    ),
    ("layoffs", {}, [["Nordwind", kg("layoffCount"), "300"], ["Nordwind", kg("layoffCount"), "400"]]),
    ("layoffs", {"org": "Arvo"}, []),
    ("most-connected", {"top": "1"}, [["Nordwind", str(KG.Organization), "6", "11"]]),
    ("moves", {"org": "Arvo"}, [["Carl Thiel", kg("joins"), "Arvo"]]),
    (
        "path",
        {"from": "nordwind", "to": "Orion AG", "top": "2"},
        [
            ["2", "Nordwind", kg("acquires"), "Arvo", kg("sues"), None, None, "Orion AG"],
            ["3", "Nordwind", kg("ceoOf"), "Carl Thiel", kg("joins"), "Arvo", kg("sues"), "Orion AG"],
        ],
    ),
    ("plans", {"by": "Nordwind"}, [["Nordwind", kg("launches"), "Lume", "2026-07", "2026-01-10"]]),
    ("plans", {"by": "Arvo"}, []),
    ("says", {"who": "Anna Berg"}, [["Anna Berg", "Nordwind", kg("launches"), "Lume", PLANNED]]),
    ("sources", {}, [["Bold News", "1", "1"], ["Post", "1", "1"], ["Anna Berg", "1", "1"]]),
    ("timeline", {"of": "Lume"}, [["2026-07", None, "Nordwind", kg("launches"), "Lume", PLANNED]]),
    ("timeline", {"from": "2024", "to": "2025-06"}, [["2024", None, "Carl Thiel"], ["2025", None, "Nordwind"]]),
    ("who-leads-whom", {"org": "Nordwind"}, [["Anna Berg", kg("ceoOf")], ["Carl Thiel", kg("ceoOf")]]),
]


@pytest.mark.parametrize(
    ("name", "values", "expected"), ANSWERS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_saved_query_answers_what_it_says(
    store: Store, name: str, values: dict[str, str], expected: list[list[str | None]]
) -> None:
    """All rows, in order, by their first columns."""
    result = store.with_names(store.ask(name, values))
    rows = [[None if term is None else str(term) for term in row] for row in result.rows]

    assert [row[: len(wanted)] for row, wanted in zip(rows, expected, strict=True)] == expected


def test_most_spoken_of_comes_first(store: Store) -> None:
    """The list of things begins with what the texts are about."""
    first = store.with_names(store.ask("entities")).rows[0]

    assert [str(term) for term in first] == ["Nordwind", str(KG.Organization), "15", "5"]


def test_every_saved_query_is_tried() -> None:
    """A new one needs its answer here."""
    elsewhere = {"copies", "entities", "open-facts"}  # in test_copies.py, above, and in test_store.py
    assert {name for name, _, _ in ANSWERS} | elsewhere == set(saved_queries())


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_saved_query_needs_no_optional_parameter(store: Store, name: str) -> None:
    """What may be left out is left out, and the answer is the same every time, row by row."""
    store = {"copies": copied_store, "open-facts": open_store}.get(name, lambda: store)()
    required = {p.name: "Nordwind" for p in saved_queries()[name].parameters if p.is_required}

    assert store.ask(name, required).rows == store.ask(name, required).rows
    assert store.ask(name, required)
