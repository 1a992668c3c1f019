"""Numbers, dates, quantities and comparisons as RDF.

Literals are minted in the canonical form of XML Schema, because Oxigraph brings them to it anyway:
what goes in is what comes out. The head of a value's description is the schema's and kg's own
vocabulary of values, which every ontology shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from rdflib import Literal, URIRef

from kg.types import Quantity, ResolvedComparison
from kg.vocabulary import BASE, KG, RDF, RDFS, SCHEMA, XSD

__all__ = [
    "Triple",
    "comparison_iri",
    "comparison_triples",
    "date_literal",
    "decimal_literal",
    "digest",
    "integer_literal",
    "quantity_iri",
    "quantity_label",
    "quantity_triples",
    "spelling",
]

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_DATES = (
    (re.compile(r"-?\d{4,}-\d\d-\d\d"), XSD.date),
    (re.compile(r"-?\d{4,}-\d\d"), XSD.gYearMonth),
    (re.compile(r"-?\d{4,}"), XSD.gYear),
)
_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)


def digest(*parts: object) -> str:
    """Compute 16 hex digits from content: the same on every machine."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def spelling(term: URIRef | Literal) -> str:
    """Write a term out in full, for hashing and sorting."""
    if isinstance(term, URIRef):
        return f"<{term}>"
    return f'"{term}"@{term.language or ""}^^{term.datatype or ""}'


def plain(value: Decimal) -> str:
    """Write a number in the canonical form of xsd:decimal as Oxigraph has it: "3", "0.85"."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=4096)  # places in texts and confidences are the same again and again
def decimal_literal(value: Decimal) -> Literal:
    return Literal(plain(value), datatype=XSD.decimal)


@lru_cache(maxsize=4096)
def integer_literal(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def date_literal(iso: str) -> Literal:
    """Type a date by its precision: "2016" is a year, "2016-07" a month."""
    for pattern, datatype in _DATES:
        if pattern.fullmatch(iso):
            return Literal(iso, datatype=datatype, normalize=False)
    return Literal(iso)


def quantity_iri(quantity: Quantity) -> URIRef:
    unit = quote(quantity.unit, safe="") or "1"
    of = f"/{digest(quantity.metric)}" if quantity.metric else ""
    return URIRef(f"{BASE}quantity/{unit}/{plain(quantity.value)}{of}")


def quantity_label(quantity: Quantity) -> str:
    """Write a quantity for a reader.

    >>> quantity_label(Quantity(value=Decimal("3720000000"), unit="EUR"))
    '3.72 billion EUR'
    >>> quantity_label(Quantity(value=Decimal("9000")))
    '9,000'
    """
    number = _readable(quantity.value)
    return f"{number} {quantity.unit}" if quantity.unit else number


def _readable(value: Decimal) -> str:
    for scale, name in _SCALES:
        scaled = value / scale
        if abs(scaled) >= 1 and scaled == round(scaled, 2):
            return f"{_grouped(scaled)} {name}"
    return _grouped(value)


def _grouped(value: Decimal) -> str:
    whole, _, fraction = plain(value).partition(".")
    digits = f"{int(whole):,}" if abs(int(whole)) >= 1000 else whole
    return f"{digits}.{fraction}" if fraction else digits


def quantity_triples(quantity: Quantity, labels: Mapping[URIRef, Literal] | None = None) -> Iterator[Triple]:
    """Describe a quantity; `labels` names its metric."""
    iri = quantity_iri(quantity)
    yield iri, RDF.type, KG.Quantity
    if isinstance(quantity.metric, URIRef):
        metric = (labels or {}).get(quantity.metric)
        text = " ".join(filter(None, (quantity_label(quantity), str(metric or ""))))
        yield iri, RDFS.label, Literal(text, lang=metric.language if metric is not None else None)
        yield iri, KG.metric, quantity.metric
    else:
        yield iri, RDFS.label, Literal(quantity_label(quantity))
    yield iri, SCHEMA.value, decimal_literal(quantity.value)
    if quantity.unit:
        yield iri, SCHEMA.unitCode, Literal(quantity.unit)


def comparison_iri(subject: URIRef, comparison: ResolvedComparison) -> URIRef:
    parts = (
        subject,
        comparison.metric or "",
        comparison.baseline or "",
        "" if comparison.factor is None else plain(comparison.factor),
        "" if comparison.difference is None else quantity_iri(comparison.difference),
        comparison.higher,
    )
    return URIRef(f"{BASE}comparison/{digest(*parts)}")


def comparison_triples(
    iri: URIRef, comparison: ResolvedComparison, labels: Mapping[URIRef, Literal]
) -> Iterator[Triple]:
    """Describe a comparison; `labels` names its metric."""
    yield iri, RDF.type, KG.Comparison
    metric = labels.get(comparison.metric) if comparison.metric else None
    text = " ".join(filter(None, (_amount(comparison), str(metric or ""))))
    yield iri, RDFS.label, Literal(text, lang=metric.language if metric is not None else None)
    if comparison.metric:
        yield iri, KG.metric, comparison.metric
    if comparison.baseline:
        yield iri, KG.baseline, comparison.baseline
    if comparison.factor is not None:
        yield iri, KG.factor, decimal_literal(comparison.factor)
    if comparison.difference is not None:
        yield iri, KG.difference, quantity_iri(comparison.difference)
        yield from quantity_triples(comparison.difference)
    yield iri, KG.higher, Literal(str(comparison.higher).lower(), datatype=XSD.boolean)


def _amount(comparison: ResolvedComparison) -> str:
    """Write the size of a comparison in signs, which every language shares."""
    if comparison.factor is not None:
        # "Half as high" is a factor of 0.5; "three times lower" needs the arrow to be told apart.
        arrow = "" if comparison.higher or comparison.factor < 1 else "↓ "
        return f"{arrow}{_grouped(comparison.factor)} ×"
    if comparison.difference is not None:
        sign = "+" if comparison.higher else "−"
        return f"{sign}{quantity_label(comparison.difference)}"
    return "↑" if comparison.higher else "↓"
