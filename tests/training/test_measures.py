"""What the evaluation counts: sets of spans and arcs, places in a text, nearest vectors."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.annotation import load_pipeline
from training.corpora import Sentence, Tree
from training.evaluation.meaning import retrieval
from training.evaluation.measures import (
    Score,
    compare,
    feature_score,
    given_names,
    gold_names,
    kinds_given,
    lemma_score,
    touched,
    tree_score,
)
from training.evaluation.raw_text import Word, join_sentences, raw_score, words_of
from training.evaluation.reading import Reading
from training.evaluation.tables import Table, percent
from training.guises import in_capitals, without_stop
from training.parallel import is_kept_apart

BASIC = ("PER", "ORG", "LOC")


def gold(table: str, language: str = "de", names: str = "", marked: str = "") -> Sentence:
    """Make a sentence by hand: a line a word, with lemma, tag, head, relation and features."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Sentence(
        id="s1",
        language=language,
        words=tuple(row[0] for row in rows),
        spaces=tuple(row[0] != "kommt" for row in rows),
        tree=Tree(
            heads=tuple(int(row[3]) for row in rows),
            rels=tuple(row[4] for row in rows),
            upos=tuple(row[2] for row in rows),
            feats=tuple(dict([row[5].split("=")]) if len(row) > 5 else {} for row in rows),
            lemmas=tuple(None if row[1] == "_" else row[1] for row in rows),
            marked=frozenset(marked.split()),
        ),
        names=tuple(names.split()) or None,
    )


def given(heads: str, rels: str, *, lemmas: str = "", edited: str = "", feats: str = "") -> Reading:
    """Make what a model might say, one item a word."""
    count = len(heads.split())
    return Reading(
        heads=tuple(map(int, heads.split())),
        rels=tuple(rels.split()),
        upos=("X",) * count,
        feats=tuple(dict([pair.split("=")]) if "=" in pair else {} for pair in (feats or "_ " * count).split()),
        lemmas=tuple((lemmas or "_ " * count).split()),
        edited=tuple((edited or "_ " * count).split()),
        names=frozenset(),
    )


def named(*names: tuple[int, int, str]) -> Reading:
    return Reading(heads=(), rels=(), upos=(), feats=(), lemmas=(), edited=(), names=frozenset(names))


def counts(score: Score) -> tuple[int, int, int]:
    return score.right, score.given, score.gold


SHE_MOVES = """
    Sie      sie      PRON   2  nsubj
    bewegt   bewegen  VERB   0  root
    sich     sich     PRON   2  expl:pv  Reflex=Yes
    .        .        PUNCT  2  punct
"""


def test_shares_of_nothing_are_no_number() -> None:
    """A kind that a set does not have must not look like one that was missed."""
    nothing = Score(right=0, given=0, gold=0)
    assert math.isnan(nothing.precision)
    assert math.isnan(nothing.recall)
    assert math.isnan(nothing.f1)
    assert percent(nothing.f1) == "–"


def test_f1_weighs_what_is_missed_and_what_is_too_much() -> None:
    score = compare({1, 2, 3, 4}, {3, 4, 5})
    assert counts(score) == (2, 3, 4)
    assert (score.precision, score.recall, score.f1) == pytest.approx((2 / 3, 1 / 2, 4 / 7))


def test_word_is_attached_right_only_with_head_and_relation() -> None:
    """UAS looks at the head alone; punctuation counts as any word."""
    score = tree_score([gold(SHE_MOVES)], [given("2 0 2 1", "obj root expl:pv punct")], settled=False)
    assert counts(score.heads) == (3, 4, 4)
    assert counts(score.labelled) == (2, 4, 4)


def test_core_arguments_are_those_of_the_gold() -> None:
    """Of this tree the subject and the root; what the model calls a core argument changes nothing."""
    score = tree_score([gold(SHE_MOVES)], [given("2 0 2 2", "nsubj root obj obj")], settled=False)
    assert score.core.right == 2
    assert score.core.gold == 2
    assert score.core.recall == 1


def test_label_score_counts_labels_given_too_often() -> None:
    score = tree_score([gold(SHE_MOVES)], [given("2 0 2 2", "nsubj root nsubj punct")], settled=False)
    assert counts(score.by_label["nsubj"]) == (1, 2, 1)
    assert list(score.by_label) == ["expl:pv", "nsubj", "punct", "root"]


def test_same_words_in_two_sentences_are_counted_twice() -> None:
    """Everything is a set: without the number of its sentence a word would hide another."""
    reading = given("2 0 2 2", "nsubj root expl:pv punct")
    assert counts(tree_score([gold(SHE_MOVES)] * 2, [reading] * 2, settled=False).labelled) == (8, 8, 8)


@pytest.mark.parametrize(
    ("language", "settled", "relation", "right"),
    [
        ("de", True, "obj", 4),
        ("de", True, "obl:arg", 4),
        ("de", True, "obl", 3),
        ("de", False, "obj", 3),
        ("it", True, "obj", 3),
    ],
)
def test_german_reflexive_may_have_any_of_its_relations(
    language: str, settled: bool, relation: str, right: int
) -> None:
    """German treebanks disagree on them, so a model taught by all of them cannot know."""
    reading = given("2 0 2 2", f"nsubj root {relation} punct")
    assert tree_score([gold(SHE_MOVES, language)], [reading], settled=settled).labelled.right == right


def test_relation_that_says_nothing_is_left_out() -> None:
    """Nobody can give `dep` right; in the plain comparison it stays."""
    sentence = gold(SHE_MOVES.replace("expl:pv", "dep"))
    reading = given("2 0 1 2", "nsubj root obj punct")
    assert counts(tree_score([sentence], [reading], settled=True).labelled) == (3, 3, 3)
    assert counts(tree_score([sentence], [reading], settled=False).labelled) == (3, 4, 4)


def test_features_that_a_set_does_not_mark_are_not_asked_for() -> None:
    """Their absence in the gold says nothing of the word."""
    sentence = gold(SHE_MOVES, marked="Reflex")
    reading = given("2 0 2 2", "nsubj root obj punct", feats="Case=Nom Reflex=Yes Reflex=Yes _")
    assert counts(feature_score([sentence], [reading])) == (1, 2, 1)


def test_lemmas_are_compared_by_gold_tag_and_without_case() -> None:
    """A word without a gold lemma is no question; the tag of the model has no part in it."""
    sentence = gold(SHE_MOVES.replace("sich     sich", "sich     _"))
    reading = given("2 0 2 2", "nsubj root obj punct", lemmas="SIE bewegen ich .", edited="sie bewegt sich .")
    assert counts(lemma_score([sentence], [reading], ("PRON", "VERB"))) == (2, 2, 2)
    assert counts(lemma_score([sentence], [reading], ("PRON", "VERB"), edited=True)) == (1, 2, 2)


def test_name_is_right_only_with_both_ends_and_its_kind() -> None:
    sentences = [gold(SHE_MOVES, names="B-PER I-PER O B-ORG"), gold(SHE_MOVES, names="B-LOC O O O")]
    readings = [named((0, 2, "PER"), (3, 4, "LOC")), named((0, 2, "LOC"))]
    score = compare(gold_names(sentences, BASIC), given_names(readings, BASIC))
    assert counts(score) == (1, 3, 3)


def test_names_of_kinds_not_marked_are_not_counted() -> None:
    """Where a set marks no dates, a date is no mistake."""
    sentences = [gold(SHE_MOVES, names="B-PER O O O")]
    readings = [named((0, 1, "PER"), (2, 3, "DATE"))]
    assert counts(compare(gold_names(sentences, BASIC), given_names(readings, BASIC))) == (1, 1, 1)


def test_names_touch_if_they_share_a_word() -> None:
    """Neighbours share none, and a name of another sentence is another name."""
    product = {(0, 2, 5, "PRODUCT")}
    assert touched(product, {(0, 4, 6, "ORG")}) == product
    assert touched(product, {(0, 0, 2, "ORG"), (0, 5, 6, "ORG"), (1, 2, 5, "ORG")}) == set()


def test_kind_given_is_that_of_the_name_that_shares_most() -> None:
    products = {(0, 2, 5, "PRODUCT"), (1, 0, 1, "EVENT")}
    counted = kinds_given(products, {(0, 2, 3, "ORG"), (0, 3, 5, "LOC"), (1, 1, 2, "PER")})
    assert counted == {"LOC": 1, "none": 1}


COMES = """
    Sie      sie      PRON   2  nsubj
    kommt    kommen   VERB   0  root
    .        .        PUNCT  2  punct
"""


def test_sentences_become_text_with_the_places_of_their_words() -> None:
    """Between two sentences always stands one space, and a place is half-open."""
    (text,) = join_sentences([gold(COMES), gold(COMES)])
    assert text.text == "Sie kommt. Sie kommt."
    assert [text.text[word.start : word.end] for word in text.words] == ["Sie", "kommt", ".", "Sie", "kommt", "."]
    assert [word.sentence for word in text.words] == [0, 0, 0, 1, 1, 1]
    assert text.words[3].head == (15, 20)
    assert text.words[4].head is None


def test_twenty_sentences_make_a_text() -> None:
    texts = list(join_sentences([gold(COMES)] * 21))
    assert [len(text.words) for text in texts] == [60, 3]


def test_words_of_a_doc_have_the_places_of_the_text() -> None:
    """White space that is a token of spaCy's is no word of the gold."""
    text = "Sie kommt.  Er kommt."
    words = words_of(load_pipeline("de")(text))
    assert [text[word.start : word.end] for word in words] == ["Sie", "kommt", ".", "Er", "kommt", "."]
    assert [word.sentence for word in words] == [0, 0, 0, 1, 1, 1]


def placed(*words: tuple[int, int, int, tuple[int, int] | None, str]) -> list[Word]:
    return [
        Word(start=start, end=end, sentence=sentence, head=head, rel=rel) for start, end, sentence, head, rel in words
    ]


def test_beginning_of_a_text_is_no_boundary() -> None:
    """Nobody can miss it, so it would only make the score look better."""
    words = placed((0, 3, 0, None, "root"), (4, 7, 1, None, "root"), (8, 9, 2, None, "root"))
    joined = placed((0, 3, 0, None, "root"), (4, 7, 0, None, "root"), (8, 9, 1, None, "root"))
    score = raw_score([words], [joined])
    assert counts(score.boundaries) == (1, 1, 2)
    assert counts(score.sentences) == (1, 2, 3)


def test_same_place_in_another_text_is_another_place() -> None:
    words = placed((0, 3, 0, None, "root"))
    others = placed((0, 2, 0, None, "root"))
    assert counts(raw_score([words, others], [others, words]).tokens) == (0, 2, 2)


def test_only_tokens_in_both_are_attached() -> None:
    """A token cut otherwise is no question, but as a head it is a wrong one."""
    gold_words = placed((0, 3, 0, (4, 9), "nsubj"), (4, 9, 0, None, "root"), (9, 10, 0, (4, 9), "punct"))
    cut = placed(
        (0, 3, 0, (4, 6), "nsubj"), (4, 6, 0, None, "root"), (6, 9, 0, (4, 6), "flat"), (9, 10, 0, (0, 3), "punct")
    )
    score = raw_score([gold_words], [cut])
    assert counts(score.tokens) == (2, 4, 3)
    assert counts(score.labelled) == (0, 2, 2)
    assert counts(raw_score([gold_words], [gold_words]).labelled) == (3, 3, 3)


def test_relation_is_compared_where_the_head_is_right() -> None:
    gold_words = placed((0, 3, 0, (4, 9), "nsubj"), (4, 9, 0, None, "root"))
    wrong = placed((0, 3, 0, (4, 9), "obj"), (4, 9, 0, None, "root"))
    assert counts(raw_score([gold_words], [wrong]).labelled) == (1, 2, 2)


def test_query_finds_the_nearest_answer_by_angle() -> None:
    """Length means nothing; the third query is nearer to the second answer than to its own."""
    queries = np.array([[1, 0], [0, 2], [1, 5]], np.float32)
    answers = np.array([[9, 1], [0, 1], [1, 1]], np.float32)
    score = retrieval(queries, answers)
    assert score.accuracy == pytest.approx(2 / 3)
    assert score.pairs == pytest.approx((9 / math.sqrt(82) + 1 + 6 / math.sqrt(52)) / 3)
    assert score.others < score.pairs


def test_stop_is_taken_off_only_if_nothing_hangs_on_it() -> None:
    sentence = without_stop(gold(COMES, names="B-PER O O"))
    assert sentence is not None
    assert sentence.words == ("Sie", "kommt")
    assert sentence.tree is not None
    assert sentence.tree.heads == (2, 0)
    assert sentence.names == ("B-PER", "O")
    assert without_stop(gold(COMES.replace("PRON   2", "PRON   3"))) is None
    assert without_stop(gold(COMES.replace(".  ", "?  "))) is None


def test_capitals_leave_the_number_of_words() -> None:
    assert in_capitals(gold(COMES)).words == ("SIE", "KOMMT", ".")


@pytest.mark.parametrize(
    ("number", "kept"), [("n01005011", True), ("w02010007", True), ("n01001011", False), ("s1", False)]
)
def test_every_fifth_document_is_kept_apart(number: str, kept: bool) -> None:
    """What the vectors were taught on cannot measure them."""
    sentence = Sentence(id=number, language="de", words=("a",), spaces=(True,))
    assert is_kept_apart(sentence) is kept


def test_table_has_every_row_that_a_column_names() -> None:
    table = Table(title="T", columns={"de": {"a": "1"}, "en": {"a": "22", "b": "3"}})
    assert table.text() == "T\n-\n   de  en\na   1  22\nb   –   3\n"
    assert table.markdown() == "### T\n\n|  | de | en |\n| --- | --- | --- |\n| a | 1 | 22 |\n| b | – | 3 |\n"


def test_table_without_columns_says_why() -> None:
    table = Table(title="T", columns={}, note="Nothing to see.")
    assert table.text().splitlines()[2] == "Nothing to see."
    assert "|" not in table.markdown()
