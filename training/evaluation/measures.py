"""Gold and given annotation -> counts and the usual shares of them.

Everything that can be right or wrong is brought into a set of tuples, so that all measures are the
same comparison of two sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from training.corpora import Sentence, Tree, name_spans
from training.evaluation.reading import Reading
from training.harmony import is_unsure
from training.labels import FEATURES

__all__ = [
    "CORE",
    "Score",
    "Span",
    "TreeScore",
    "compare",
    "feature_score",
    "given_names",
    "gold_names",
    "is_loose",
    "is_same_relation",
    "kinds_given",
    "lemma_score",
    "tag_score",
    "touched",
    "tree_score",
]

# The relations that patterns over trees follow from a verb or a noun to what it speaks of.
CORE = frozenset(
    {
        "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:arg", "xcomp", "ccomp",
        "nmod", "appos", "conj", "root",
    }
)  # fmt: skip

# Whether "sich" is an object or belongs to the verb, each German treebank settles in its own way.
_OF_REFLEXIVES = frozenset({"obj", "obl:arg", "expl:pv"})

Span = tuple[int, int, int, str]  # sentence, first word, one past the last, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many were right, of how many given and how many in the gold."""

    right: int
    given: int
    gold: int

    @property
    def precision(self) -> float:
        return _share(self.right, self.given)

    @property
    def recall(self) -> float:
        return _share(self.right, self.gold)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, self.given + self.gold)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def compare(gold: Set[object], given: Set[object]) -> Score:
    """Count what two sets have in common."""
    return Score(right=len(gold & given), given=len(given), gold=len(gold))


# Trees and tags


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeScore:
    """Attachment over all words; of `heads`, `labelled` and `core` the recall is what counts."""

    heads: Score
    labelled: Score
    core: Score  # labelled, of the words with a core relation
    by_label: dict[str, Score]  # labelled; the commonest first


def tree_score(sentences: Sequence[Sentence], readings: Sequence[Reading], *, settled: bool) -> TreeScore:
    """Compare trees, word by word, punctuation counted.

    settled: leave out words whose relation says nothing, and let pass what treebanks do in several ways.
    """
    gold: set[tuple[int, int, int, str]] = set()
    given: set[tuple[int, int, int, str]] = set()
    for k, sentence, tree, reading in _trees(sentences, readings):
        found = zip(tree.heads, tree.rels, tree.feats, reading.heads, reading.rels, strict=True)
        for i, (head, rel, feats, given_head, given_rel) in enumerate(found):
            if settled and is_unsure(rel):
                continue
            is_same = settled and is_same_relation(rel, given_rel, loose=is_loose(sentence.language, feats))
            gold.add((k, i, head, rel))
            given.add((k, i, given_head, rel if is_same else given_rel))
    labels = Counter(rel for *_, rel in gold)
    return TreeScore(
        heads=compare({arc[:3] for arc in gold}, {arc[:3] for arc in given}),
        labelled=compare(gold, given),
        core=compare({arc for arc in gold if arc[3] in CORE}, given),
        by_label={
            label: compare({arc for arc in gold if arc[3] == label}, {arc for arc in given if arc[3] == label})
            for label in sorted(labels, key=lambda label: (-labels[label], label))
        },
    )


def _trees(sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Iterator[tuple[int, Sentence, Tree, Reading]]:
    for k, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        if sentence.tree:
            yield k, sentence, sentence.tree, reading


def is_loose(language: str, feats: dict[str, str]) -> bool:
    """Say whether treebanks of a language disagree on the relation of such a word."""
    return language == "de" and feats.get("Reflex") == "Yes"


def is_same_relation(gold: str, given: str, *, loose: bool) -> bool:
    """Say whether a relation is right; of a `loose` word any relation is that another treebank would give."""
    return gold == given or (loose and gold in _OF_REFLEXIVES and given in _OF_REFLEXIVES)


def tag_score(sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Score:
    """Compare the parts of speech."""
    gold, given = set(), set()
    for k, _, tree, reading in _trees(sentences, readings):
        gold |= {(k, i, tag) for i, tag in enumerate(tree.upos)}
        given |= {(k, i, tag) for i, tag in enumerate(reading.upos)}
    return compare(gold, given)


def feature_score(sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Score:
    """Compare the features that the set marks at all, value by value."""
    gold, given = set(), set()
    for k, _, tree, reading in _trees(sentences, readings):
        names = tree.marked.intersection(FEATURES)
        gold |= _values(k, tree.feats, names)
        given |= _values(k, reading.feats, names)
    return compare(gold, given)


def _values(k: int, words: Iterable[dict[str, str]], names: Collection[str]) -> set[tuple[int, int, str, str]]:
    return {(k, i, name, value) for i, feats in enumerate(words) for name, value in feats.items() if name in names}


def lemma_score(
    sentences: Sequence[Sentence], readings: Sequence[Reading], tags: Collection[str], *, edited: bool = False
) -> Score:
    """Compare lemmas, small and capital letters alike, of the words whose gold tag is one of `tags`.

    edited: take the lemmas of the edit rules alone.
    """
    gold, given = set(), set()
    for k, _, tree, reading in _trees(sentences, readings):
        lemmas = reading.edited if edited else reading.lemmas
        for i, (tag, lemma, found) in enumerate(zip(tree.upos, tree.lemmas, lemmas, strict=True)):
            if lemma is not None and tag in tags:
                gold.add((k, i, lemma.lower()))
                given.add((k, i, found.lower()))
    return compare(gold, given)


# Names


def gold_names(sentences: Iterable[Sentence], kinds: Collection[str]) -> set[Span]:
    """Collect the names of some kinds that the sentences mark."""
    return {
        (k, *name)
        for k, sentence in enumerate(sentences)
        for name in name_spans(sentence.names or ())
        if name[2] in kinds
    }


def given_names(readings: Iterable[Reading], kinds: Collection[str]) -> set[Span]:
    """Collect the names of some kinds that the model gives."""
    return {(k, *name) for k, reading in enumerate(readings) for name in reading.names if name[2] in kinds}


def touched(gold: Set[Span], given: Set[Span]) -> set[Span]:
    """Collect the gold names that share a word with a name given, of whatever kind."""
    given_words = {(k, i) for k, start, end, _ in given for i in range(start, end)}
    return {name for name in gold if any((name[0], i) in given_words for i in range(name[1], name[2]))}


def kinds_given(gold: Set[Span], given: Set[Span]) -> Counter[str]:
    """Count which kinds are given to the gold names: that of the span that shares most words, or "none"."""
    by_sentence: dict[int, list[Span]] = {}
    for name in sorted(given):
        by_sentence.setdefault(name[0], []).append(name)
    counted: Counter[str] = Counter()
    for k, start, end, _ in gold:
        shared = [(min(end, name[2]) - max(start, name[1]), name[3]) for name in by_sentence.get(k, ())]
        most, kind = max(shared, default=(0, ""))
        counted[kind if most > 0 else "none"] += 1
    return counted
