"""Training trees in the habits of the treebanks that are measured on."""

from __future__ import annotations

import pytest

from training.corpora import Sentence, Tree
from training.habits import follow_habits


def parsed(language: str, table: str) -> Sentence:
    """Make a sentence by hand: a line a word, with tag, head, relation, lemma and features."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Sentence(
        id="s1",
        language=language,
        words=tuple(row[0] for row in rows),
        spaces=(True,) * len(rows),
        tree=Tree(
            upos=tuple(row[1] for row in rows),
            heads=tuple(int(row[2]) for row in rows),
            rels=tuple(row[3] for row in rows),
            lemmas=tuple(row[4] if len(row) > 4 else None for row in rows),
            feats=tuple(dict(pair.split("=") for pair in row[5].split("|")) if len(row) > 5 else {} for row in rows),
        ),
    )


def followed(language: str, table: str) -> Tree:
    tree = follow_habits(parsed(language, table)).tree
    assert tree
    return tree


def mark_heads(language: str, table: str) -> list[int]:
    """Give the heads of the marks alone."""
    tree = followed(language, table)
    return [head for head, rel in zip(tree.heads, tree.rels, strict=True) if rel == "punct"]


def test_comma_goes_to_the_part_before_it_that_waits_for_its_head() -> None:
    table = """
        In     ADP    2  case
        aprile NOUN   4  obl
        ,      PUNCT  4  punct
        parte  VERB   0  root
        .      PUNCT  2  punct
    """
    assert mark_heads("it", table) == [2, 4]


def test_comma_between_joined_parts_goes_to_the_later_one() -> None:
    table = """
        Lino   PROPN  5  nsubj
        ,      PUNCT  1  punct
        il     DET    4  det
        sarto  NOUN   1  conj
        ride   VERB   0  root
    """
    assert mark_heads("it", table) == [4]


def test_comma_before_what_explains_goes_to_what_is_explained() -> None:
    """Both commas around an apposition hang on the same word."""
    table = """
        Lino   PROPN  6  nsubj
        ,      PUNCT  4  punct
        il     DET    4  det
        sarto  NOUN   1  appos
        ,      PUNCT  4  punct
        ride   VERB   0  root
    """
    assert mark_heads("it", table) == [1, 1]


def test_comma_never_hangs_on_a_function_word() -> None:
    table = """
        ride   VERB   0  root
        e      CCONJ  7  cc
        ,      PUNCT  2  punct
        di     ADP    5  case
        notte  NOUN   7  obl
        ,      PUNCT  7  punct
        dorme  VERB   1  conj
    """
    assert mark_heads("it", table) == [7, 5]


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("«", "»"), ('"', '"')])
def test_brackets_and_quotation_marks_go_to_the_head_of_what_they_enclose(opening: str, closing: str) -> None:
    table = f"""
        dice      VERB   0  root
        :         PUNCT  1  punct
        {opening} PUNCT  1  punct
        torna     VERB   1  ccomp
        presto    ADV    4  advmod
        {closing} PUNCT  1  punct
        .         PUNCT  4  punct
    """
    assert mark_heads("it", table) == [1, 4, 4, 1]


def test_quotation_mark_without_a_partner_goes_to_the_root_at_the_end() -> None:
    table = """
        Torna  VERB   0  root
        presto ADV    1  advmod
        "      PUNCT  2  punct
    """
    assert mark_heads("it", table) == [1]


def test_dash_goes_to_the_verb_of_speech_after_it_and_a_semicolon_to_the_part_before_it() -> None:
    dash = """
        Torno  VERB   0  root
        -      PUNCT  1  punct
        dice   VERB   1  parataxis
        Lino   PROPN  3  nsubj
    """
    semicolon = """
        Torno  VERB   0  root
        a      ADP    3  case
        casa   NOUN   1  obl
        ;      PUNCT  5  punct
        mangio VERB   1  conj
    """
    assert mark_heads("it", dash) == [3]
    assert mark_heads("it", semicolon) == [3]


def test_mark_with_words_of_its_own_stays_where_it_is() -> None:
    table = """
        tè     NOUN   0  root
        a      ADP    3  case
        "      PUNCT  4  punct
        Bari   PROPN  1  nmod
        .      PUNCT  4  punct
    """
    assert mark_heads("it", table) == [4, 1]


def test_sentence_of_marks_and_sentence_without_a_tree_stay_as_they_are() -> None:
    marks = parsed("it", '" PUNCT 0 root\n... PUNCT 1 punct')
    plain = Sentence(id="s", language="it", words=("Ciao",), spaces=(True,), names=("O",))
    assert follow_habits(marks) == marks
    assert follow_habits(plain) is plain


def test_english_marks_keep_the_habit_of_their_own_treebanks() -> None:
    table = """
        Ann    PROPN  3  nsubj
        ,      PUNCT  3  punct
        smiles VERB   0  root
    """
    assert mark_heads("en", table) == [3]
