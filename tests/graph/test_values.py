from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from kg.graph.terms import from_oxigraph, to_oxigraph, to_quad
from kg.graph.values import (
    comparison_iri,
    comparison_triples,
    date_literal,
    decimal_literal,
    integer_literal,
    quantity_iri,
    quantity_label,
)
from kg.types import Quantity, ResolvedComparison
from kg.vocabulary import BASE, KG, RDFS, XSD

RATE, LUME = URIRef(BASE + "metric/rate"), URIRef(BASE + "product/lume")


def comparison(**changes: object) -> ResolvedComparison:
    given = {"metric": RATE, "baseline": None, "factor": Decimal(2), "difference": None, "higher": True}
    return ResolvedComparison(**{**given, **changes})  # type: ignore[arg-type]


def comparison_label(compared: ResolvedComparison) -> Literal:
    iri = comparison_iri(LUME, compared)
    triples = comparison_triples(iri, compared, {RATE: Literal("Klickrate", lang="de")})
    return next(o for s, p, o in triples if s == iri and p == RDFS.label)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("value", "unit", "label"),
    [
        ("3720000000", "EUR", "3.72 billion EUR"),
        ("1000000", "", "1 million"),
        ("1234567", "", "1,234,567"),
        ("9000", "", "9,000"),
        ("-2500.50", "USD", "-2,500.5 USD"),
        ("-0.5", "%", "-0.5 %"),
        ("1E+3", "", "1,000"),
        ("10.0", "%", "10 %"),
    ],
)
def test_quantity_is_readable(value: str, unit: str, label: str) -> None:
    """A reader sees billions, not ten digits, and nothing is rounded away."""
    assert quantity_label(Quantity(value=Decimal(value), unit=unit)) == label


def test_quantity_has_one_iri_however_it_is_written() -> None:
    """10, 10.0 and 1E+1 are one number."""
    iris = {quantity_iri(Quantity(value=Decimal(text), unit="%")) for text in ("10", "10.0", "1E+1")}

    assert iris == {URIRef(BASE + "quantity/%25/10")}


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2016", XSD.gYear), ("2016-07", XSD.gYearMonth), ("2016-07-01", XSD.date), ("soon", None)],
)
def test_date_keeps_its_precision(text: str, datatype: URIRef | None) -> None:
    """ "In 2016" is a year, not the first of January."""
    literal = date_literal(text)

    assert (str(literal), literal.datatype) == (text, datatype)


@pytest.mark.parametrize(
    "literal",
    [
        decimal_literal(Decimal("3.0")),
        decimal_literal(Decimal("0.850")),
        decimal_literal(Decimal("-0")),
        decimal_literal(Decimal("12345678901234.5")),
        integer_literal(9000),
        date_literal("2016-07"),
        Literal("true", datatype=XSD.boolean),
        Literal("Süßstoff", lang="de"),
        Literal('quoted "words"\nand lines'),
    ],
)
def test_literal_comes_back_as_it_went_in(literal: Literal) -> None:
    """Oxigraph rewrites literals that are not canonical; then hashes and exports would not agree."""
    store = ox.Store()
    store.add(to_quad((LUME, KG.value, literal), LUME))

    (quad,) = store

    assert quad.object == to_oxigraph(literal)
    assert from_oxigraph(quad.object) == literal


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, "2 × Klickrate"),
        ({"factor": Decimal("0.5"), "higher": False}, "0.5 × Klickrate"),
        ({"factor": Decimal(3), "higher": False}, "↓ 3 × Klickrate"),
        ({"factor": None, "difference": Quantity(value=Decimal(10), unit="%")}, "+10 % Klickrate"),
        (
            {"factor": None, "difference": Quantity(value=Decimal(10), unit="%"), "higher": False},
            "−10 % Klickrate",
        ),
        ({"factor": None}, "↑ Klickrate"),
    ],
)
def test_comparison_is_written_in_signs(changes: dict[str, object], label: str) -> None:
    """Signs are the same in every language; only the metric is a word, with its language."""
    assert comparison_label(comparison(**changes)) == Literal(label, lang="de")


def test_comparison_without_a_metric_has_no_language() -> None:
    """ "2 ×" is no German."""
    assert comparison_label(comparison(metric=None)) == Literal("2 ×")


def test_comparisons_differ_by_what_they_say() -> None:
    """Twice as high and half as high must not meet in one node; 2 and 2.0 must."""
    iris = {
        comparison_iri(LUME, comparison(factor=Decimal(factor), higher=higher))
        for factor, higher in (("2", True), ("2.0", True), ("2", False), ("3", True))
    }

    assert len(iris) == 3
