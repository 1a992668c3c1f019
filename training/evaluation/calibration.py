"""How often the model is right where it says how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from training.corpora import Sentence, name_spans
from training.evaluation.tables import Table, percent
from training.evaluation.trial import Cells, NameTest, Trial
from training.harmony import harmonize

__all__ = ["calibration", "expected_error"]

Decision = tuple[float, bool]  # how sure, and whether it was right

_BINS = 10


def calibration(trial: Trial) -> Iterator[Table]:
    """Compare what the model says of its own decisions with how they are."""
    columns = {language: _cells(_of_trees(trial, sentences)) for language, sentences in trial.tree_tests()}
    columns |= {test.file: _cells({"name": list(_of_names(trial, test))}) for test in trial.name_tests()}
    note = "Mean certainty / share that is right (mean distance of the two over ten steps of certainty)."
    yield Table(title="Certainty", columns=columns, note=note)


def _of_trees(trial: Trial, sentences: Sequence[Sentence]) -> dict[str, list[Decision]]:
    decided: dict[str, list[Decision]] = {"tag": [], "head": [], "relation": []}
    for sentence in map(harmonize, sentences):
        for part, parse in trial.reader.parses(sentence) if sentence.tree else ():
            gold = sentence.tree
            for i, tag in enumerate(parse.upos):
                at = part.start + i
                head = 0 if parse.heads[i] < 0 else part.start + parse.heads[i] + 1
                decided["tag"].append((parse.pos_scores[i], tag == gold.upos[at]))
                decided["head"].append((parse.arc_scores[i], head == gold.heads[at]))
                if head == gold.heads[at]:
                    decided["relation"].append((parse.label_scores[i], parse.deprels[i] == gold.rels[at]))
    return decided


def _of_names(trial: Trial, test: NameTest) -> Iterator[Decision]:
    for sentence in test.sentences:
        gold = set(name_spans(sentence.names or ()))
        for part, parse in trial.reader.parses(sentence):
            for name in parse.entities:
                if name.label in test.annotates:
                    yield name.score, (part.start + name.start, part.start + name.end, name.label) in gold


def _cells(decided: dict[str, list[Decision]]) -> Cells:
    cells = {}
    for what, decisions in decided.items():
        said = sum(sure for sure, _ in decisions) / max(1, len(decisions))
        right = sum(is_right for _, is_right in decisions) / max(1, len(decisions))
        cells[what] = f"{percent(said)} / {percent(right)} ({percent(expected_error(decisions))})"
    return cells


def expected_error(decisions: Sequence[Decision]) -> float:
    """Compute the expected calibration error (Guo et al. 2017, ICML), between 0 and 1.

    >>> expected_error([(0.95, True)] * 9 + [(0.95, False)])
    0.05
    """
    error = 0.0
    for step in range(_BINS):
        inside = [d for d in decisions if step == min(int(d[0] * _BINS), _BINS - 1)]
        if inside:
            error += abs(sum(sure for sure, _ in inside) - sum(is_right for _, is_right in inside))
    return round(error / max(1, len(decisions)), 6)
