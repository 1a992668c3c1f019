"""What the model makes of names alone."""

from __future__ import annotations

import pytest

from kg.annotation.meaning import _vector, likeness

pytestmark = pytest.mark.model


def test_likeness_hangs_on_the_two_names_alone() -> None:
    """Whatever was asked before, and in which order: who is who must not change with the company."""
    alone = likeness("Lieferdrohnen", "delivery drones")
    _vector.cache_clear()
    for name in ("Nachtzüge", "treni notturni"):
        likeness(name, "night trains")

    assert likeness("delivery drones", "Lieferdrohnen") == alone
    assert round(alone, 2) == alone


@pytest.mark.parametrize(
    ("name", "same", "other"),
    [
        ("Lieferdrohnen", "delivery drones", "minimum wage"),
        ("treni notturni", "Nachtzüge", "Impfstoffe"),
        ("data protection", "protezione dei dati", "scarpe da corsa"),
    ],
)
def test_a_translation_is_more_alike_than_something_else(name: str, same: str, other: str) -> None:
    assert likeness(name, same) >= 0.65 > likeness(name, other)


def test_a_name_of_any_length_has_a_meaning() -> None:
    assert likeness("", "") == 1.0
    assert likeness("lang " * 900, "lang " * 900) == 1.0
