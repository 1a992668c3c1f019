"""Names of two languages, measured; the figures of docs/who-is-who.md."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.ontology import Ontology
from tests.translations import PARTS, measure, read_pairs

DOC = Path(__file__).parent.parent / "docs" / "who-is-who.md"


def test_there_are_enough_pairs_of_every_kind() -> None:
    for part, least in {"development": 150, "held back": 100}.items():
        pairs = read_pairs(PARTS[part])
        languages = Counter(language for pair in pairs for language in (pair.language, pair.other_language))

        assert len(set(pairs)) == len(pairs) >= least
        assert min(languages[language] for language in ("de", "it", "en")) >= least / 4
        assert least / 3 <= sum(pair.same for pair in pairs) <= 2 * len(pairs) / 3


def test_no_pair_held_back_was_worked_on() -> None:
    """What thresholds were chosen on cannot tell how well they do."""
    names = [{frozenset((pair.name, pair.other_name)) for pair in read_pairs(PARTS[part])} for part in PARTS]

    assert not names[0] & names[1]


@pytest.mark.model
@pytest.mark.parametrize("part", PARTS)
def test_names_that_say_the_same_meet_and_no_others(part: str, ontology: Ontology) -> None:
    """As the page says; of what is nearly the same, nothing is taken for one."""
    pairs = read_pairs(PARTS[part])
    told = re.search(
        rf"\| {part} \| (\d+) of (\d+) \| (\d+) \| (\d+) of (\d+) \| (\d+) \|", DOC.read_text(encoding="utf-8")
    )
    assert told
    same, two = ([pair for pair in pairs if pair.same is is_same] for is_same in (True, False))

    found, wrong = measure(same, ontology), measure(two, ontology)

    counts = [len(found.merged), len(same), len(found.asked), len(wrong.merged), len(two), len(wrong.asked)]
    assert counts == [int(count) for count in told.groups()]
    assert not wrong.merged
