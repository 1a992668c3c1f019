"""The measure of who is who, on numbers worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ontology import Ontology
from tests.identity import CASES, Marked, Score, _b_cubed, measure, unmark


def test_marks_are_taken_out_and_offsets_fit_the_bare_text() -> None:
    """What is measured is the text a reader sees."""
    text, marked = unmark("[a Brenko] says [a* it] asked [-* the agency].")

    assert text == "Brenko says it asked the agency."
    assert [(text[m.start : m.end], m.thing, m.is_reference) for m in marked] == [
        ("Brenko", "a", False),
        ("it", "a", True),
        ("the agency", "-", True),
    ]


def test_b_cubed_is_that_of_bagga_and_baldwin() -> None:
    """Three mentions of a and one of b, of which kg joins two of a with b and leaves one of a alone."""
    marked = [Marked(i, i + 1, thing, False) for i, thing in enumerate("aaab")]
    score = Score()
    _b_cubed(marked, dict(zip(marked, ["x", "x", None, "x"], strict=True)), score)

    assert score.precision == pytest.approx(2 / 3 + 2 / 3 + 1 + 1 / 3)
    assert score.recall == pytest.approx(2 / 3 + 2 / 3 + 1 / 3 + 1)


@pytest.mark.model
def test_who_is_who_in_the_texts_for_development(ontology: Ontology) -> None:
    """What was right once stays right: merges above all, and of the references nine in ten."""
    score = measure(sorted(Path(CASES).glob("*.toml")), ontology)

    assert score.precision / score.mentions >= 0.96
    assert score.recall / score.mentions >= 0.80
    assert score.right >= 0.88 * score.resolved
    assert score.right >= 0.65 * score.references
