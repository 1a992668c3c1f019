from __future__ import annotations

import numpy as np
import pytest

from training.corpora import Sentence
from training.guises import without_stop
from training.lessons import Lesson

# "Nordwind wächst .", where the teachers are not sure of the subject's head.
_ARC = [[0.2, 0.0, 0.6, 0.2], [1.0, 0.0, 0.0, 0.0], [0.0, 0.1, 0.9, 0.0]]


def _lesson(heads: list[int]) -> Lesson:
    return Lesson(
        heads=np.array(heads, np.int16),
        arc=np.array(_ARC, np.float16),
        **{name: np.eye(3, 4, dtype=np.float16) for name in ("rel", "upos", "feats", "ner")},
    )


def _sentence(heads: list[int]) -> Sentence:
    return Sentence(
        id="1",
        language="de",
        words=("Nordwind", "wächst", "."),
        spaces=(True, False, False),
        lesson=_lesson(heads),
    )


def test_lesson_without_the_last_word_is_one_of_the_others() -> None:
    """What was said of the last word as a head goes to the other heads, in their shares."""
    shorter = _lesson([2, 0, 2]).without_last()

    assert shorter.arc.tolist() == pytest.approx(np.array([[0.25, 0, 0.75], [1, 0, 0]]), abs=1e-3)
    assert [len(part) for part in (shorter.heads, shorter.rel, shorter.upos, shorter.feats, shorter.ner)] == [2] * 5


def test_sentence_loses_its_stop_together_with_its_lesson() -> None:
    """Words and lesson must stay as long as each other."""
    shorter = without_stop(_sentence([2, 0, 2]))

    assert shorter
    assert shorter.words == ("Nordwind", "wächst")
    assert shorter.lesson
    assert len(shorter.lesson.heads) == 2


def test_stop_that_bears_something_stays() -> None:
    """Teachers may hang a word on a full stop; without it the word would hang nowhere."""
    assert without_stop(_sentence([3, 0, 2])) is None
