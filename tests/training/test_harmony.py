"""One habit of labels for all treebanks; names put on trees and carried to translations."""

from __future__ import annotations

import pytest

from training.corpora import Sentence, Tree
from training.harmony import harmonize, join, project_names


def parsed(language: str, table: str, *, number: str = "s1", names: str = "", annotates: str = "") -> Sentence:
    """Make a sentence by hand: a line a word, with tag, head, relation and features."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Sentence(
        id=number,
        language=language,
        words=tuple(row[0] for row in rows),
        spaces=(True,) * len(rows),
        tree=Tree(
            heads=tuple(int(row[2]) for row in rows),
            rels=tuple(row[3] for row in rows),
            upos=tuple(row[1] for row in rows),
            feats=tuple(dict([row[4].split("=")]) if len(row) > 4 else {} for row in rows),
            lemmas=(None,) * len(rows),
        ),
        names=tuple(names.split()) or None,
        annotates=frozenset(annotates.split()),
    )


def named(language: str, words: str, names: str, *, number: str = "n1", annotates: str = "ORG") -> Sentence:
    return Sentence(
        id=number,
        language=language,
        words=tuple(words.split()),
        spaces=(True,) * len(words.split()),
        names=tuple(names.split()),
        annotates=frozenset(annotates.split()),
    )


def rels(language: str, table: str) -> str:
    tree = harmonize(parsed(language, table)).tree
    assert tree
    return " ".join(tree.rels)


def heads(language: str, table: str) -> tuple[int, ...]:
    tree = harmonize(parsed(language, table)).tree
    assert tree
    return tree.heads


def test_clause_with_a_relative_pronoun_is_a_relative_clause() -> None:
    """Sets without the subtype would teach the plain one; facts are read off relative clauses."""
    table = """
        Firma   NOUN  0  root
        die     PRON  3  nsubj  PronType=Rel
        wächst  VERB  1  acl
    """
    assert rels("de", table) == "root nsubj acl:relcl"


def test_relative_pronoun_may_stand_inside_a_noun_phrase() -> None:
    """ "... deren Chef geht": the pronoun is the noun's, and the clause is relative all the same."""
    table = """
        Firma  NOUN  0  root
        deren  DET   3  det    PronType=Rel
        Chef   NOUN  4  nsubj
        geht   VERB  1  acl
    """
    assert rels("de", table) == "root det nsubj acl:relcl"


@pytest.mark.parametrize(
    "table",
    [
        """
        Plan    NOUN  0  root
        Firmen  NOUN  4  obj
        zu      PART  4  mark
        kaufen  VERB  1  acl
        """,
        # The pronoun is in a clause of the clause.
        """
        Plan   NOUN  0  root
        sagen  VERB  1  acl
        was    PRON  4  nsubj  PronType=Rel
        kommt  VERB  2  ccomp
        """,
        # A conjunction with the features of a pronoun.
        """
        fatto  NOUN   0  root
        che    SCONJ  3  mark  PronType=Rel
        parla  VERB   1  acl
        """,
        """
        Frage  NOUN  0  root
        wer    PRON  3  nsubj  PronType=Int
        kommt  VERB  1  acl
        """,
    ],
)
def test_clause_without_a_relative_pronoun_of_its_own_stays_plain(table: str) -> None:
    """ "Der Plan, Firmen zu kaufen" says nothing of what the plan bought."""
    assert "acl:relcl" not in rels("de", table)
    assert "acl" in rels("de", table).split()


def test_relative_pronoun_makes_no_other_clause_relative() -> None:
    table = """
        geht  VERB  0  root
        was   PRON  3  nsubj  PronType=Rel
        gilt  VERB  1  advcl
    """
    assert rels("de", table) == "root nsubj advcl"


@pytest.mark.parametrize(("language", "expected"), [("de", "appos"), ("it", "flat"), ("en", "flat")])
def test_name_after_a_german_title_is_an_apposition(language: str, expected: str) -> None:
    """Half of the German treebanks call it one; the others have one habit for all of theirs."""
    table = """
        Chef  NOUN   3  nsubj
        Ney   PROPN  1  flat:name
        geht  VERB   0  root
    """
    assert rels(language, table) == f"nsubj {expected} root"


def test_surname_after_a_german_title_hangs_on_the_first_name() -> None:
    """HDT hangs both on the title; the other sets make the name one phrase beside it."""
    table = """
        Chef  NOUN   4  nsubj
        Ute   PROPN  1  flat:name
        Ney   PROPN  1  flat:name
        geht  VERB   0  root
    """
    assert rels("de", table) == "nsubj appos flat root"
    assert heads("de", table) == (4, 1, 2, 0)


def test_second_part_of_a_german_name_stays_flat() -> None:
    table = """
        Ute   PROPN  4  nsubj
        Ney   PROPN  1  flat:name
        AG    NOUN   1  flat
        geht  VERB   0  root
    """
    assert rels("de", table) == "nsubj flat flat root"


def test_name_at_the_root_of_a_title_line_keeps_its_relation() -> None:
    """The head of the first word is no word, and above all not the last one."""
    table = """
        Ney   PROPN  0  root
        Chef  NOUN   1  appos
    """
    assert rels("de", table) == "root appos"


@pytest.mark.parametrize(
    ("language", "features", "expected"),
    [("de", "Reflex=Yes", "obj"), ("de", "Person=3", "expl:pv"), ("it", "Reflex=Yes", "expl:pv")],
)
@pytest.mark.parametrize("rel", ["expl:pv", "expl:pass", "expl:impers"])
def test_reflexive_is_an_object_in_german_alone(language: str, features: str, expected: str, rel: str) -> None:
    """Italian "si vende" has no object; the patterns read the passive off its `si`."""
    table = f"""
        si     PRON  2  {rel}  {features}
        vende  VERB  0  root
    """
    assert rels(language, table) == f"{expected} root"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("nmod:poss", "nmod"),
        ("obl:tmod", "obl"),
        ("flat:name", "flat"),
        ("acl:cleft", "acl"),
        ("expl", "expl"),
        ("nsubj:outer", "nsubj"),
        ("nsubj:pass", "nsubj:pass"),
        ("csubj:pass", "csubj:pass"),
        ("aux:pass", "aux:pass"),
        ("acl:relcl", "acl:relcl"),
        ("obl:agent", "obl:agent"),
        ("obl:arg", "obl:arg"),
        ("compound:prt", "compound:prt"),
    ],
)
def test_subtypes_are_cut_but_for_those_that_patterns_use(given: str, expected: str) -> None:
    """A subtype that one treebank marks and another does not teaches the difference of treebanks."""
    table = f"""
        x     NOUN  2  {given}
        geht  VERB  0  root
    """
    assert rels("en", table) == f"{expected} root"


def test_sentence_without_a_tree_is_left_alone() -> None:
    sentence = named("de", "SAP wächst", "B-ORG O")
    assert harmonize(sentence) is sentence


GROWS = """
    SAP     PROPN  2  nsubj
    wächst  VERB   0  root
"""


def test_names_are_put_on_the_tree_of_the_same_words() -> None:
    """One sentence then teaches both; what the other set annotates comes along."""
    (sentence,) = join([parsed("de", GROWS), named("de", "SAP wächst", "B-ORG O", annotates="ORG PER")])

    assert (sentence.id, sentence.tree is None) == ("s1", False)
    assert sentence.names == ("B-ORG", "O")
    assert sentence.annotates == {"ORG", "PER"}


def test_names_of_other_words_are_a_sentence_of_their_own() -> None:
    """Neither the tree nor the names may be lost, nor meet by accident."""
    tree, names = parsed("de", GROWS), named("de", "SAP schrumpft", "B-ORG O")
    assert join([tree, names]) == [tree, names]


def test_names_are_put_on_every_tree_of_the_same_words() -> None:
    """Treebanks repeat short sentences; one without its names would be a sentence without names."""
    sentences = [
        parsed("de", GROWS, number="s1"),
        parsed("de", GROWS, number="s2"),
        named("de", "SAP wächst", "B-ORG O"),
    ]
    assert [(s.id, s.names) for s in join(sentences)] == [("s1", ("B-ORG", "O")), ("s2", ("B-ORG", "O"))]


TIMES = parsed(
    "en",
    """
    New    PROPN  5  nsubj
    York   PROPN  1  flat
    Times  PROPN  1  flat
    in     ADP    5  case
    asks   VERB   0  root
    New    PROPN  5  obl
    York   PROPN  6  flat
    """,
    names="B-ORG I-ORG I-ORG O O B-LOC I-LOC",
    annotates="PER ORG LOC",
)


def carried(*sentences: Sentence) -> tuple[str, ...] | None:
    """Give the names of the last sentence after those of German and English ones were carried over."""
    return project_names(sentences, from_languages=("de", "en"))[-1].names


def test_names_are_carried_to_the_translation_longest_first() -> None:
    """The newspaper begins with the city."""
    italian = parsed(
        "it",
        """
        A      ADP    2  case
        New    PROPN  5  obl
        York   PROPN  2  flat
        il     DET    6  det
        chiede VERB   0  root
        New    PROPN  5  nsubj
        York   PROPN  6  flat
        Times  PROPN  6  flat
        """,
    )

    (_, sentence) = project_names([TIMES, italian], from_languages=("en",))

    assert sentence.names == ("O", "B-LOC", "I-LOC", "O", "O", "B-ORG", "I-ORG", "I-ORG")
    assert sentence.annotates == {"PER", "ORG", "LOC"}


def test_translation_with_a_name_of_its_own_is_not_used() -> None:
    """ "Nuova York" is a name too; unmarked, it would teach that it is none."""
    italian = """
        New    PROPN  4  nsubj
        York   PROPN  1  flat
        Times  PROPN  1  flat
        chiede VERB   0  root
        Nuova  PROPN  4  obl
        York   PROPN  5  flat
    """
    assert carried(TIMES, parsed("it", italian)) is None


@pytest.mark.parametrize(
    "twin",
    [
        parsed("it", "York PROPN 0 root", number="s2"),
        named("it", "New York", "B-LOC I-LOC", number="s1"),
        parsed("it", "New PROPN 0 root\nYork PROPN 1 flat", names="O B-PER"),
    ],
    ids=["another sentence", "no tree", "names of its own"],
)
def test_names_are_carried_to_nothing_else(twin: Sentence) -> None:
    """An annotation by people is never written over."""
    assert project_names([TIMES, twin], from_languages=("en",)) == [TIMES, twin]


def test_names_are_carried_from_the_languages_asked_for_alone() -> None:
    """What was carried once, or annotated less surely, is no source."""
    portuguese = parsed("pt", "Porto PROPN 0 root", names="B-LOC")
    italian = parsed("it", "Porto PROPN 0 root")
    assert carried(portuguese, italian) is None
    assert carried(parsed("de", "Porto PROPN 0 root", names="B-LOC"), italian) == ("B-LOC",)


def test_german_object_in_the_dative_is_the_other_object() -> None:
    """HDT calls half of them `obj`, and a pattern could not tell giver from given."""
    sentence = Sentence(
        id="a",
        language="de",
        words=("Ute", "dankt", "dem", "Rat"),
        spaces=(True,) * 4,
        tree=Tree(
            heads=(2, 0, 4, 2),
            rels=("nsubj", "root", "det", "obj"),
            upos=("PROPN", "VERB", "DET", "NOUN"),
            feats=({"Case": "Nom"}, {}, {"Case": "Dat"}, {"Case": "Dat"}),
            lemmas=(None,) * 4,
        ),
    )
    tree = harmonize(sentence).tree
    assert tree is not None
    assert tree.rels[3] == "obl:arg"


@pytest.mark.parametrize(
    "table",
    [
        "Frau NOUN 0 root\n, PUNCT 4 punct\ndie PRON 4 nsubj PronType=Dem\nlacht VERB 1 acl",
        "Frau NOUN 0 root\n, PUNCT 5 punct\nmit ADP 4 case\nder PRON 5 obl PronType=Dem\ngeht VERB 1 acl",
    ],
)
def test_german_clause_that_begins_with_a_relative_pronoun_is_relative(table: str) -> None:
    """GSD says `Dem,Rel` of its pronouns, of which the first is kept."""
    assert rels("de", table).endswith("acl:relcl")


def test_german_clause_without_such_a_pronoun_stays_plain() -> None:
    """ "der Plan, die Stadt zu verlassen": an article after the comma points at nothing before it."""
    table = "Plan NOUN 0 root\n, PUNCT 5 punct\ndie DET 4 det\nStadt NOUN 5 obj\nverlassen VERB 1 acl"
    assert rels("de", table) == "root punct det obj acl"
