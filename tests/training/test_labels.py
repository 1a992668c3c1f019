"""What the model's outputs stand for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.annotation.decoding import apply_rule
from training.corpora import KINDS, Dataset, Sentence, Tree, read_dataset
from training.labels import FEATURES, collect_labels, edit_rule

# Much alike, so that they share stretches, and of all the cases.
WORDS = st.one_of(st.text("aAbBéİß!=1-", max_size=7), st.text(max_size=45)).filter(lambda text: "|" not in text)


@given(WORDS, WORDS)
@example("İST", "ist")
@example("a" * 40, "b" * 41)
@example("", "x")
@settings(max_examples=400, deadline=None)
def test_edit_rule_applied_gives_the_lemma(word: str, lemma: str) -> None:
    """The model is taught the rule, and kg applies it; only words as long as a page have none."""
    rule = edit_rule(word, lemma)
    if max(len(word), len(lemma)) > 40:
        assert rule is None
    else:
        assert rule is not None
        assert apply_rule(word, rule) == lemma


@given(WORDS)
def test_edit_rule_of_an_irregular_word_is_the_lemma(word: str) -> None:
    """It then holds for any word whatever, as "Die" and "der" need it."""
    rule = edit_rule("xyz", "der")
    assert rule == "=!der"
    assert apply_rule(word, rule) == "der"


@pytest.mark.parametrize(
    ("word", "lemma", "rule"),
    [
        ("Häuser", "Haus", "=2|Ha|2|"),
        ("gekauft", "kaufen", "=2||1|en"),
        ("aufgelöst", "auflösen", None),
        ("Geht", "gehen", "l0||1|en"),
        ("Das", "der", "l0||2|er"),
        ("ROM", "rom", "L0||0|"),
        ("ROM", "Rom", None),
        ("SAP", "SAP", "=0||0|"),
        ("ist", "sein", None),
        ("Straßen", "Straße", "=0||1|"),
        ("È", "essere", "l!essere"),
        ("è", "essere", "=!essere"),
        ("della", "di", None),
        ("acquistò", "acquistare", "=0||1|are"),
        ("aziende", "azienda", "=0||1|a"),
        ("dell’", "di", None),
        ("bought", "buy", None),
        ("Companies", "company", "l0||3|y"),
        ("n't", "not", None),
        ("U.S.", "U.S.", "=0||0|"),
    ],
)
def test_edit_rule_of_words_of_all_languages(word: str, lemma: str, rule: str | None) -> None:
    """Regular words share a rule; where the rule is a matter of taste, None, the lemma is not."""
    made = edit_rule(word, lemma)
    assert made is not None
    assert rule in {None, made}
    assert apply_rule(word, made) == lemma


def test_words_of_one_paradigm_share_a_rule() -> None:
    """That is what the model can learn; a rule for each word would be a dictionary."""
    assert edit_rule("gekauft", "kaufen") == edit_rule("gesagt", "sagen")
    assert edit_rule("aziende", "azienda") == edit_rule("case", "casa")
    assert edit_rule("Geht", "gehen") == edit_rule("Macht", "machen")


def sentence(*words: tuple[str, str | None, dict[str, str]], rel: str = "root") -> Sentence:
    size = len(words)
    return Sentence(
        id="s1",
        language="de",
        words=tuple(word for word, _, _ in words),
        spaces=(True,) * size,
        tree=Tree(
            heads=(0,) * size,
            rels=(rel,) * size,
            upos=("X",) * size,
            feats=tuple(feats for _, _, feats in words),
            lemmas=tuple(lemma for _, lemma, _ in words),
        ),
    )


def test_rare_rules_and_values_are_dropped() -> None:
    """An exception is better known to a dictionary, and a column seldom seen is noise."""
    often = sentence(("geht", "gehen", {"Case": "Nom"}), ("Rom", "Rom", {}))
    seldom = sentence(("ist", "sein", {"Case": "Voc"}), ("x", None, {}))

    labels = collect_labels([often] * 5 + [seldom] * 2)

    assert labels.lemma == ("=0||0|", "=0||1|en")
    assert labels.feats["Case"] == ("_", "Nom")


def test_no_value_comes_first_in_every_feature() -> None:
    """Decoding takes the first column for "the word has none", seen or not."""
    labels = collect_labels([sentence(("geht", None, {"Number": "Plur", "Person": "3", "Foreign": "Yes"}))] * 9)

    assert tuple(labels.feats) == FEATURES
    assert labels.feats["Number"] == ("_", "Plur")
    assert all(values[0] == "_" and values.count("_") == 1 for values in labels.feats.values())


def test_tags_of_names_are_all_there_in_the_order_of_kinds() -> None:
    """A kind that no sentence of a run has must not move the columns of the others."""
    labels = collect_labels([])

    assert labels.ner[:5] == ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")
    assert [tag[2:] for tag in labels.ner if tag.startswith("B-")] == list(KINDS)
    assert len(labels.ner) == 1 + 2 * len(KINDS)


def test_relations_are_sorted_and_unsure_ones_left_out() -> None:
    """ "dep" says that the annotators did not know."""
    sentences = [sentence(("x", None, {}), rel=rel) for rel in ("root", "dep", "acl:relcl", "obj", "root")]
    assert collect_labels(sentences).rel == ("acl:relcl", "obj", "root")


def test_labels_do_not_depend_on_the_order_of_sentences() -> None:
    """The same data must give the same columns in every run."""
    words = [("geht", "gehen", {"Case": "Nom"}), ("Rom", "Rom", {"Case": "Acc"}), ("Das", "das", {})]
    sentences = [sentence(word, rel=rel) for word in words for rel in ("obj", "root")] * 5
    assert collect_labels(sentences) == collect_labels(reversed(sentences))


def test_sentence_with_names_alone_teaches_no_label() -> None:
    assert collect_labels([replace(sentence(("x", "y", {})), tree=None)] * 9).lemma == ()


def test_every_rule_of_two_lemmas_in_one_can_be_applied(tmp_path: Path) -> None:
    """Where the Italian PUD is in doubt it writes both lemmas, with the sign that parts a rule."""
    line = "1\tnonno\tnonna|nonno\tNOUN\tS\t_\t0\troot\t_\t_\n\n"
    (tmp_path / "set.conllu").write_text(line * 5, encoding="utf-8")

    labels = collect_labels(read_dataset(Dataset(file="set.conllu", language="it"), tmp_path))

    assert all("|" not in apply_rule("conto", rule) for rule in labels.lemma)
