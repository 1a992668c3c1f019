"""What the model makes of words and sentences that are given: trees, lemmas, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from training.corpora import KINDS, Sentence, read_marked
from training.evaluation.measures import (
    Score,
    Span,
    TreeScore,
    compare,
    feature_score,
    given_names,
    gold_names,
    kinds_given,
    lemma_score,
    tag_score,
    touched,
    tree_score,
)
from training.evaluation.tables import Table, percent
from training.evaluation.trial import LANGUAGES, Cells, Trial
from training.guises import in_capitals, without_stop
from training.harmony import harmonize
from training.labels import UPOS

__all__ = ["headlines", "lemmas", "names", "trees"]

_MARKED_NAMES = Path(__file__).resolve().parents[2] / "tests" / "annotation" / "names"
_COMMONEST = 10
_BASIC_KINDS = ("PER", "ORG", "LOC")
_THINGS = ("PRODUCT", "EVENT")
# What a model may call products and events that knows no finer kinds.
_LIKE_THINGS = (*_THINGS, "MISC")
_LEMMA_ROWS = {"VERB, AUX": ("VERB", "AUX"), "NOUN": ("NOUN",), "ADJ": ("ADJ",), "all": UPOS}


def trees(trial: Trial) -> Iterator[Table]:
    """Measure trees, tags and features on gold words."""
    columns: dict[str, Cells] = {}
    scores: dict[str, TreeScore] = {}
    for language, sentences in trial.tree_tests():
        readings = trial.reader.read(sentences)
        raw = [_with_known_relations(sentence, trial.reader.encoder.labels.rel) for sentence in sentences]
        as_is = tree_score(raw, readings, settled=False)
        scores[language] = tree_score(list(map(harmonize, sentences)), readings, settled=True)
        features = feature_score(sentences, readings)
        columns[language] = {
            "sentences": str(len(sentences)),
            "words": str(as_is.heads.gold),
            **_attachment(as_is, "as the file has it"),
            **_attachment(scores[language], "harmonised"),
            "UPOS": percent(tag_score(sentences, readings).recall),
            "features, of those marked": percent(features.recall),
            "features, F1": percent(features.f1),
        }
    yield Table(
        title="Trees",
        columns=columns,
        note="Gold words and sentences, punctuation counted. Harmonised: labels as in training, words with `dep` "
        "left out, German reflexives right as obj, obl:arg and expl:pv alike. Features: how many of the values that "
        "the gold has; F1 counts those given too much as well.",
    )
    yield _label_table(scores)


def _attachment(score: TreeScore, what: str) -> Cells:
    return {
        f"UAS, {what}": percent(score.heads.recall),
        f"LAS, {what}": percent(score.labelled.recall),
        f"core-argument LAS, {what}": percent(score.core.recall),
    }


def _label_table(scores: Mapping[str, TreeScore]) -> Table:
    seen: Counter[str] = Counter()
    for score in scores.values():
        seen.update({label: each.gold for label, each in score.by_label.items()})
    labels = [label for label, _ in seen.most_common(_COMMONEST)]
    columns = {
        language: {label: percent(score.by_label[label].f1) for label in labels if label in score.by_label}
        for language, score in scores.items()
    }
    return Table(title="The commonest relations", columns=columns, note="F1 of relation and head together, harmonised.")


def _with_known_relations(sentence: Sentence, known: Sequence[str]) -> Sentence:
    """Cut the relations of a sentence to those of the model, and do no more to them."""
    if sentence.tree is None:
        return sentence
    alike = {"expl:pass": "expl:pv", "expl:impers": "expl:pv"}
    rels = (alike.get(rel, rel) for rel in sentence.tree.rels)
    cut = tuple(rel if rel in known else rel.split(":")[0] for rel in rels)
    return replace(sentence, tree=replace(sentence.tree, rels=cut))


def lemmas(trial: Trial) -> Iterator[Table]:
    """Measure lemmas on gold words."""
    columns: dict[str, Cells] = {}
    for language, sentences in trial.tree_tests():
        readings = trial.reader.read(sentences)
        columns[language] = {}
        for row, tags in _LEMMA_ROWS.items():
            chosen = lemma_score(sentences, readings, tags)
            edited = lemma_score(sentences, readings, tags, edited=True)
            columns[language][row] = f"{percent(chosen.recall)} ({percent(edited.recall)})"
    yield Table(
        title="Lemmas",
        columns=columns,
        note="Accuracy by gold part of speech, small and capital letters alike; in brackets the edit rules alone.",
    )


def names(trial: Trial) -> Iterator[Table]:
    """Measure names on gold words."""
    columns: dict[str, Cells] = {}
    for test in trial.name_tests():
        gold, given = gold_names(test.sentences, KINDS), given_names(trial.reader.read(test.sentences), KINDS)
        columns[test.file] = _cells_by_kind(gold, given, test.annotates)
    yield Table(title="Names", columns=columns, note="Exact spans on gold words: F1 (precision/recall).")
    yield Table(
        title="Products and events",
        columns={language: _marked_cells(trial, language) for language in LANGUAGES},
        note="Marked lines of tests/annotation/names. Exact spans: F1 (precision/recall). In the row of either kind "
        "products and events are one kind, and MISC is the same. Touched: gold products and events that share a word "
        "with any name; below, what kind that name has.",
    )


def _cells_by_kind(gold: set[Span], given: set[Span], annotated: Iterable[str]) -> Cells:
    others = [kind for kind in KINDS if kind in annotated and kind not in _BASIC_KINDS]
    rows = {**{kind: (kind,) for kind in _BASIC_KINDS}, "PER, ORG, LOC": _BASIC_KINDS}
    rows |= {kind: (kind,) for kind in others}
    return {row: _spans(compare(_of(gold, kinds), _of(given, kinds))) for row, kinds in rows.items()}


def _marked_cells(trial: Trial, language: str) -> Cells:
    sentences = trial.some(read_marked(_MARKED_NAMES / f"{language}.txt", language))
    every = (*KINDS, "MISC")
    gold, given = gold_names(sentences, every), given_names(trial.reader.read(sentences), every)
    things = _of(gold, _THINGS)
    kinds = kinds_given(things, given)
    return {
        **_cells_by_kind(gold, given, KINDS),
        "PRODUCT, EVENT": _spans(compare(things, _of(given, _THINGS))),
        "either kind": _spans(compare(_unlabelled(things), _unlabelled(_of(given, _LIKE_THINGS)))),
        "touched": percent(compare(things, touched(things, given)).recall),
        **{f"  as {kind}": str(kinds[kind]) for kind in (*every, "none") if kinds[kind]},
    }


def _of(spans: set[Span], kinds: Collection[str]) -> set[Span]:
    return {span for span in spans if span[3] in kinds}


def _unlabelled(spans: set[Span]) -> set[tuple[int, int, int]]:
    return {span[:3] for span in spans}


def _spans(score: Score) -> str:
    return f"{percent(score.f1)} ({percent(score.precision)}/{percent(score.recall)})"


def headlines(trial: Trial) -> Iterator[Table]:
    """Measure trees and names in capitals, and trees without the full stop."""
    columns = {language: _headline_cells(trial, tests) for language, tests in trial.tree_tests()}
    yield Table(title="Headlines: trees", columns=columns, note="LAS on gold words, harmonised.")
    named: dict[str, Cells] = {}
    for test in trial.name_tests():
        gold = gold_names(test.sentences, _BASIC_KINDS)
        shouted = list(map(in_capitals, test.sentences))
        named[test.file] = {
            "as written": percent(compare(gold, given_names(trial.reader.read(test.sentences), _BASIC_KINDS)).f1),
            "in capitals": percent(compare(gold, given_names(trial.reader.read(shouted), _BASIC_KINDS)).f1),
        }
    yield Table(title="Headlines: names", columns=named, note="F1 of PER, ORG and LOC, exact spans.")


def _headline_cells(trial: Trial, tests: Sequence[Sentence]) -> Cells:
    sentences = list(map(harmonize, tests))
    shouted = list(map(in_capitals, sentences))
    pairs = [(sentence, short) for sentence in sentences if (short := without_stop(sentence))]
    stopped, open_ = [sentence for sentence, _ in pairs], [short for _, short in pairs]
    # The same words are counted with and without the stop.
    of_stopped = [
        reading.first(len(short.words)) for short, reading in zip(open_, trial.reader.read(stopped), strict=True)
    ]
    return {
        "as written": _las(tree_score(sentences, trial.reader.read(sentences), settled=True)),
        "in capitals": _las(tree_score(shouted, trial.reader.read(shouted), settled=True)),
        "sentences with a stop": str(len(pairs)),
        "these as written, all but the stop": _las(tree_score(open_, of_stopped, settled=True)),
        "these without the stop": _las(tree_score(open_, trial.reader.read(open_), settled=True)),
    }


def _las(score: TreeScore) -> str:
    return percent(score.labelled.recall)
