"""The media type to answer in, without a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.negotiation import GRAPHS, TABLES, THINGS, choose, choose_language, media_type


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("  ", "json"),
        ("text/csv", "csv"),
        ("text/csv; header=present", "csv"),
        ("text/csv;q=0.5, */*;q=0.1", "csv"),
        ("text/csv ; Q=0.2 , text/tab-separated-values ; q = 0.3", "tsv"),
        ("text/csv;q=0.001", "csv"),
        ("application/*", "json"),
        ("application/*;q=0.1, application/sparql-results+xml", "xml"),
        ("text/csv;q=0, text/*", "tsv"),
        ("text/csv;q=0", None),
        ("image/*", None),
        ("text/csv;q=2", "csv"),  # no quality, so none is said
        ("*", None),
        ("text/csv/extra", None),
        (",,text/csv,,", "csv"),
    ],
)
def test_table_is_chosen(accept: str | None, expected: str | None) -> None:
    """RFC 9110 in examples."""
    offer = choose(accept, TABLES)

    assert (offer.format if offer else None) == expected


def test_order_of_offers_decides_between_equals() -> None:
    """What is best for most comes first."""
    assert choose("text/csv, application/sparql-results+json", TABLES) == TABLES[0]
    assert choose("*/*", GRAPHS) == GRAPHS[0]
    assert choose("*/*", THINGS) == GRAPHS[0]


@given(st.text(max_size=60))
def test_any_header_is_read(accept: str) -> None:
    """Whatever a client sends, it gets an offer or a 406."""
    assert choose(accept, TABLES) in (*TABLES, None)
    assert choose_language(accept, ["de", "en"], "en") in ("de", "en")
    assert len(media_type(accept)) == 2


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, ("", "utf-8")),
        ("text/turtle", ("text/turtle", "utf-8")),
        ("TEXT/Turtle;charset=ISO-8859-1", ("text/turtle", "iso-8859-1")),
        ('text/turtle; x=y; charset="utf-8"', ("text/turtle", "utf-8")),
    ],
)
def test_media_type_is_read(header: str | None, expected: tuple[str, str]) -> None:
    """Small letters, and UTF-8 unless said otherwise."""
    assert media_type(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, "en"), ("it", "it"), ("de-AT, en;q=0.9", "de"), ("fr, it;q=0.1", "it"), ("fr", "en"), ("de;q=0, it", "it")],
)
def test_language_is_chosen(header: str | None, expected: str) -> None:
    """English for whoever speaks none of ours."""
    assert choose_language(header, ["de", "en", "it"], "en") == expected
