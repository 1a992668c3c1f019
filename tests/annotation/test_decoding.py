"""Score arrays -> labels, trees and entities."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotation.decoding import Floats, apply_rule, decode, decode_heads, decode_tags
from kg.annotation.encoder import Labels, Scores

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-MISC", "I-MISC")


def reaches_root(heads: tuple[int, ...]) -> bool:
    for word in range(1, len(heads) + 1):
        for _ in heads:
            word = heads[word - 1] if word else 0
        if word:
            return False
    return True


def best_by_trying_all(arc: Floats, root: int) -> float:
    """Score the best of all trees that have the given word as their only root."""
    size = len(arc)
    trees = (
        heads
        for heads in product(range(size + 1), repeat=size)
        if [word for word in range(size) if heads[word] == 0] == [root] and reaches_root(heads)
    )
    return max(sum(arc[word, head] for word, head in enumerate(heads)) for heads in trees)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_tree_is_the_best_one(size: int, seed: int) -> None:
    """Checked against trying all trees, with the root that scores best as the root."""
    arc = np.random.default_rng(seed).normal(size=(size, size + 1))
    arc[:, 1:][np.diag_indices(size)] = -100

    heads = tuple(decode_heads(arc).tolist())

    assert reaches_root(heads)
    assert heads.count(0) == 1
    expected = best_by_trying_all(arc, heads.index(0))
    assert sum(arc[word, head] for word, head in enumerate(heads)) == pytest.approx(expected)


@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_tree_has_one_root_and_no_cycle(size: int, seed: int) -> None:
    """spaCy's sentences, and every rule on them, rely on it."""
    heads = decode_heads(np.random.default_rng(seed).normal(size=(size, size + 1)))
    assert reaches_root(tuple(heads.tolist()))
    assert np.count_nonzero(heads == 0) == 1


def test_cycle_is_broken_where_it_costs_least() -> None:
    """Words 1 and 2 want each other as heads; word 2 minds the root less."""
    arc = np.array([[1.0, -9.0, 8.0], [5.0, 8.0, -9.0]])
    assert decode_heads(arc).tolist() == [2, 0]


def scores_of(arc: list[list[float]], rel: list[list[float]], ner: list[list[float]]) -> Scores:
    size = len(arc)
    return Scores(
        arc=np.array(arc, np.float32),
        rel=np.array(rel, np.float32),
        upos=np.array([[0.0, 3.0]] * size, np.float32),
        feats=np.array([[0.0, 2.0, 1.0, 0.0]] * size, np.float32),
        lemma=np.array([[0.0, 4.0]] * size, np.float32),
        ner=np.array(ner, np.float32),
        vector=np.zeros(384, np.float32),
    )


def replace_lemma(scores: Scores, lemma: list[float]) -> Scores:
    return scores._replace(lemma=np.array([lemma], np.float32))


LABELS = Labels(
    rel=("nsubj", "obj", "root"),
    upos=("NOUN", "VERB"),
    feats={"Number": ("_", "Plur"), "Case": ("_", "Nom")},
    lemma=("=0||0|", "=0||1|en"),
    ner=TAGS,
    temperatures={},
)
OUTSIDE = [9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def test_root_is_labelled_root_and_no_other_word_is() -> None:
    """The relation scores are of the likeliest head, which the tree may not have kept."""
    scores = scores_of([[0, -9, 9], [9, 0, -9]], [[1, 0, 5], [3, 0, 1]], [OUTSIDE] * 2)
    assert decode(["Ute", "geht"], scores, LABELS).deprels == ("nsubj", "root")


def test_labels_come_with_their_probabilities() -> None:
    """Confidence of a fact is made of them."""
    parse = decode(["geht"], scores_of([[0, -9]], [[0, 0, 0]], [OUTSIDE]), LABELS)

    assert parse.upos == ("VERB",)
    assert parse.feats == ("Number=Plur",)
    assert [lemma for lemma, _ in parse.lemmas[0]] == ["gehen", "geht"]
    assert parse.pos_scores[0] == pytest.approx(np.exp(3) / (np.exp(3) + 1))
    assert parse.arc_scores[0] == pytest.approx(1, abs=1e-3)
    assert parse.label_scores[0] == pytest.approx(1 / 3)


def test_word_with_a_determiner_is_used_as_a_noun() -> None:
    """ "Das Aus": whatever else the word may be, no adposition has an article."""
    labels = replace(LABELS, rel=("root", "nsubj", "det"), upos=("ADP", "DET", "NOUN"))
    scores = scores_of([[-9, -9, 5], [5, -9, -9]], [[0, 0, 9], [9, 0, 0]], [[0] * len(TAGS)] * 2)
    scores = scores._replace(upos=np.array([[0, 5, 0], [5, 3, 4]], np.float32))
    assert decode(("das", "Aus"), scores, labels).upos == ("DET", "NOUN")


@pytest.mark.parametrize(("relation", "kept"), [("acl", "advcl"), ("advcl", "advcl"), ("ccomp", "ccomp")])
def test_clause_that_hangs_on_a_verb_is_none_of_a_noun(relation: str, kept: str) -> None:
    """ "Wie X berichtet, kauft Y": one treebank says `acl`, and whoever looks for who says so would miss it."""
    labels = replace(LABELS, rel=("root", relation), upos=("NOUN", "VERB"))
    scores = scores_of([[-9, -9, 5], [5, -9, -9]], [[0, 9], [9, 0]], [[0] * len(TAGS)] * 2)
    scores = scores._replace(upos=np.array([[0, 5], [0, 5]], np.float32))
    assert decode(("berichtet", "kauft"), scores, labels).deprels == (kept, "root")

    of_noun = scores._replace(upos=np.array([[0, 5], [5, 0]], np.float32))
    assert decode(("berichtet", "Bericht"), of_noun, labels).deprels == (relation, "root")


def test_verb_with_a_subject_introduces_no_clause() -> None:
    """ "X bought Y, Z reports": what was taken for a conjunction is a clause beside the other."""
    labels = replace(LABELS, rel=("root", "nsubj", "mark"), upos=("NOUN", "VERB"))
    arc = [[5, -9, -9, -9], [-9, -9, -9, 5], [-9, 5, -9, -9]]
    scores = scores_of(arc, [[9, 0, 0], [0, 9, 0], [0, 0, 9]], [[0] * len(TAGS)] * 3)
    scores = scores._replace(upos=np.array([[0, 5], [5, 0], [0, 5]], np.float32))
    assert decode(("bought", "Z", "reports"), scores, labels).deprels == ("root", "nsubj", "parataxis")


def test_entity_continues_only_its_own_kind() -> None:
    """An I-ORG right after O is what the model may say, but no entity."""
    ner = np.array([[5, 0, 0, 4, 9, 0, 0], [0, 0, 4, 0, 5, 0, 0], [5, 0, 0, 0, 0, 0, 0.0]])
    assert [TAGS[tag] for tag in decode_tags(ner, TAGS)] == ["B-ORG", "I-ORG", "O"]


def allowed(tags: tuple[int, ...]) -> bool:
    names = [TAGS[tag] for tag in tags]
    return all(
        not name.startswith("I-") or old[1:] == name[1:] for old, name in zip(["O", *names], names, strict=False)
    )


@given(st.integers(1, 4), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=40, deadline=None)
def test_tags_are_the_best_sequence(size: int, seed: int, plain: bool) -> None:
    """Checked against trying all sequences, also where the likeliest tags are already one."""
    ner = np.random.default_rng(seed).normal(size=(size, len(TAGS)))
    if plain:
        ner[:, [2, 4, 6]] -= 9

    tags = decode_tags(ner, TAGS)

    every = (tags for tags in product(range(len(TAGS)), repeat=size) if allowed(tags))
    assert tuple(tags) == max(every, key=lambda tags: sum(ner[word, tag] for word, tag in enumerate(tags)))


def test_lemmas_come_best_first() -> None:
    """Whoever takes only the first few must not miss a likelier one."""
    rules = tuple(f"=0||0|{letter}" for letter in "abcdefgh")
    scores = replace_lemma(scores_of([[0, -9]], [[0, 0, 0]], [OUTSIDE]), [3, 1, 7, 7, 0, 6, 2, 5])

    (lemmas,) = decode(["x"], scores, replace(LABELS, lemma=rules)).lemmas

    assert [lemma for lemma, _ in lemmas] == ["xc", "xd", "xf", "xh", "xa"]
    assert sum(np.exp(log) for _, log in lemmas) == pytest.approx(1, abs=0.01)


def test_temperature_tempers_a_probability_and_no_decision() -> None:
    """A model is surer of itself than it should be: the temperature, measured, takes that back."""
    scores = scores_of([[0, -9]], [[0, 0, 0]], [OUTSIDE])
    cool, warm = LABELS, replace(LABELS, temperatures={"upos": 3.0})

    assert decode(["geht"], scores, warm).upos == decode(["geht"], scores, cool).upos
    assert decode(["geht"], scores, warm).pos_scores[0] == pytest.approx(np.e / (np.e + 1))


def test_misc_is_folded_into_outside() -> None:
    """The model was taught MISC by too few texts to know where it ends."""
    ner = [[1, 0, 0, 0, 0, 3, 0], [0, 9, 0, 0, 0, 0, 0]]
    scores = scores_of([[9, 0, 0], [0, 9, 0]], [[0, 0, 0]] * 2, ner)

    (entity,) = decode(["Buy", "Ute"], scores, LABELS).entities

    assert (entity.start, entity.end, entity.label) == (1, 2, "PER")
    assert 0.99 < entity.score < 1


@pytest.mark.parametrize(
    ("word", "rule", "lemma"),
    [
        ("Die", "l!der", "der"),
        ("gekauft", "=2||1|en", "kaufen"),
        ("HAUS", "L0||0|", "haus"),
        ("Das", "l0||0|", "das"),
        ("am", "=0||1|n", "an"),
        ("a", "=2||1|en", "a"),
    ],
)
def test_edit_rule_gives_the_lemma(word: str, rule: str, lemma: str) -> None:
    """A rule too long for its word leaves it alone."""
    assert apply_rule(word, rule) == lemma
