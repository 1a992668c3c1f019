"""Training trees in the habits of the treebanks that are measured on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from training.corpora import Sentence, Tree
from training.habits import follow_habits
from training.harmony import harmonize


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
    marks = '" PUNCT 0 root\n... PUNCT 1 punct'
    plain = Sentence(id="s", language="it", words=("Ciao",), spaces=(True,), names=("O",))
    assert followed("it", marks).heads == (0, 1)
    assert follow_habits(plain) is plain


@pytest.mark.parametrize(("number", "expected"), [("n01001011", [1, 5]), ("weblog-0001", [3, 3])])
def test_english_marks_of_pud_alone_follow_ewt(number: str, expected: list[int]) -> None:
    """EWT has one habit, to the part that the mark opens or closes, and PUD another."""
    table = """
        Today  NOUN   3  obl
        ,      PUNCT  3  punct
        smiles VERB   0  root
        ,      PUNCT  3  punct
        smiling VERB  3  advcl
    """
    sentence = follow_habits(replace(parsed("en", table), id=number))
    assert sentence.tree
    assert [sentence.tree.heads[1], sentence.tree.heads[3]] == expected


def labels(language: str, table: str) -> str:
    return " ".join(followed(language, table).rels)


def tags(language: str, table: str) -> str:
    return " ".join(followed(language, table).upos)


def test_doer_of_an_italian_passive_is_the_agent() -> None:
    """PUD never says so, and facts are read off it."""
    passive = """
        è       AUX   2  aux:pass
        cucito  VERB  0  root
        dal     ADP   4  case
        sarto   NOUN  2  obl
    """
    reduced = """
        giacca  NOUN  0  root
        cucita  VERB  1  acl
        dal     ADP   4  case
        sarto   NOUN  2  obl
    """
    active = """
        torna   VERB  0  root
        dal     ADP   3  case
        sarto   NOUN  1  obl
    """
    assert labels("it", passive).endswith("obl:agent")
    assert labels("it", reduced).endswith("obl:agent")
    assert labels("it", active).endswith("obl")


def test_doer_of_an_english_passive_is_the_agent_in_pud_too() -> None:
    table = "was AUX 2 aux:pass\nsewn VERB 0 root\nby ADP 4 case\nAnn PROPN 2 obl"
    pud, other = (follow_habits(replace(parsed("en", table), id=number)).tree for number in ("w01001011", "weblog-1"))
    assert pud
    assert other
    assert (pud.rels[3], other.rels[3]) == ("obl:agent", "obl")


def test_features_that_the_english_pud_gives_to_few_words_are_not_learned_to_be_absent() -> None:
    table = "she PRON 2 nsubj she Gender=Fem|Case=Nom\nran VERB 0 root run VerbForm=Fin|Tense=Past\nfast ADV 2 advmod"
    tree = follow_habits(replace(parsed("en", table), id="w01001011")).tree
    assert tree
    assert [sorted(unsure) for unsure in tree.unsure] == [["Number", "Person"], ["Number", "Person"], []]


def test_italian_possessive_is_a_determiner() -> None:
    table = """
        la     DET   3  det
        sua    PRON  3  det:poss
        giacca NOUN  0  root
    """
    assert tags("it", table) == "DET DET NOUN"


def test_bare_italian_participle_behind_its_noun_is_an_adjective() -> None:
    bare = """
        vaso   NOUN  0  root
        rotto  VERB  1  acl  rompere  VerbForm=Part|Gender=Masc
    """
    ruling = """
        vaso   NOUN  0  root
        rotto  VERB  1  acl  rompere  VerbForm=Part|Gender=Masc
        ieri   ADV   2  advmod
        in     ADP   5  case
        casa   NOUN  2  obl
    """
    assert (labels("it", bare), tags("it", bare)) == ("root amod", "NOUN ADJ")
    assert followed("it", bare).feats[1] == {"Gender": "Masc"}
    assert labels("it", ruling) == "root acl advmod case obl"


def test_what_an_italian_adjective_rules_is_oblique() -> None:
    table = """
        pieno  ADJ   0  root
        di     ADP   3  case
        sole   NOUN  1  nmod
    """
    assert labels("it", table) == "root case obl"


def test_italian_verb_of_letting_has_a_clause_with_its_own_subject() -> None:
    table = """
        fa      VERB  0  root   fare
        ridere  VERB  1  xcomp  ridere  VerbForm=Inf
    """
    other = table.replace("fare", "volere")
    assert labels("it", table) == "root ccomp"
    assert labels("it", other) == "root xcomp"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Domani ADV 2 obl\nrido VERB 0 root", "advmod root"),
        ("Lino PROPN 3 dislocated\nlo PRON 3 obj\nvedo VERB 0 root", "dep obj root"),
        ("altri DET 2 det\nvasi NOUN 0 root", "amod root"),
        ("Si PRON 2 expl\nvende VERB 0 root\nriso NOUN 2 nsubj:pass", "expl:pass root nsubj:pass"),
        ("Si PRON 2 expl\npente VERB 0 root\nLino PROPN 2 nsubj", "expl root nsubj"),
    ],
)
def test_italian_words_that_two_sets_label_in_two_ways(table: str, expected: str) -> None:
    assert labels("it", table) == expected


def features(table: str) -> list[dict[str, str]]:
    return list(followed("it", table).feats)


def test_italian_articles_are_marked_as_such_also_where_a_vowel_follows() -> None:
    """MarkIT says nothing of "l'", and PUD of none whether it is definite."""
    table = """
        l'      DET   2  det
        oste    NOUN  3  nsubj
        ride    VERB  0  root
        un      DET   5  det    un  Gender=Masc
        po'     ADV   3  advmod
    """
    article, _, _, other, _ = features(table)
    assert article == {"PronType": "Art", "Definite": "Def", "Number": "Sing"}
    assert other == {"Gender": "Masc", "PronType": "Art", "Definite": "Ind", "Number": "Sing"}


def test_italian_relative_pronoun_says_that_alone_and_makes_its_clause_relative() -> None:
    table = """
        oste    NOUN  0  root
        che     PRON  3  nsubj  che  Gender=Masc|Number=Sing|Person=3
        ride    VERB  1  acl
    """
    tree = harmonize(follow_habits(parsed("it", table))).tree
    assert tree
    assert tree.feats[1] == {"PronType": "Rel"}
    assert tree.rels[2] == "acl:relcl"


def test_kind_of_other_italian_pronouns_is_filled_in_or_left_open() -> None:
    """A kind that a set leaves out is not learned to be none."""
    table = """
        Questo  PRON  3  nsubj  questo  Person=3
        ci      PRON  3  obj    ci      Person=1
        diede   VERB  0  root   dare    Mood=Ind
        altrui  PRON  3  iobj
    """
    tree = followed("it", table)
    assert tree.feats[0] == {"PronType": "Dem"}
    assert tree.feats[1] == {"PronType": "Prs", "Person": "1"}
    assert [sorted(unsure) for unsure in tree.unsure] == [[], [], [], ["PronType"]]
    assert {"PronType", "VerbForm"} <= tree.marked


def test_form_of_an_italian_verb_is_read_off_its_mood_or_end() -> None:
    """PUD marks none, nor number and gender of a participle beside its auxiliary."""
    table = """
        ha       AUX   2  aux    avere   Mood=Ind|Tense=Pres
        cucito   VERB  0  root   cucire  Tense=Past
        per      ADP   4  mark
        vendere  VERB  2  advcl  vendere Voice=Act
        ridendo  VERB  2  advcl  ridere  Voice=Act
        boh      VERB  2  conj
    """
    tree = followed("it", table)
    assert [feats.get("VerbForm") for feats in tree.feats] == ["Fin", "Part", None, "Inf", "Ger", None]
    assert (tree.feats[1]["Gender"], tree.feats[1]["Number"]) == ("Masc", "Sing")
    assert tree.unsure[5] == {"VerbForm"}


def test_italian_adjective_with_one_form_for_both_has_no_gender() -> None:
    table = "oste NOUN 0 root\nfelice ADJ 1 amod felice Gender=Masc|Number=Sing\nalto ADJ 1 amod alto Gender=Masc"
    assert features(table)[1:] == [{"Number": "Sing"}, {"Gender": "Masc"}]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("tutti ADJ 3 amod\ni DET 3 det\nvasi NOUN 0 root", "DET DET NOUN"),
        ("fino ADP 3 case\na ADP 1 fixed\nBari PROPN 0 root", "ADV ADP PROPN"),
        ("due NUM 2 nummod\nmilioni NUM 0 root", "NUM NOUN"),
    ],
)
def test_italian_words_that_two_sets_tag_in_two_ways(table: str, expected: str) -> None:
    assert tags("it", table) == expected


def test_italian_preposition_marks_an_infinitive() -> None:
    table = "tempo NOUN 0 root\ndi ADP 3 case\nridere VERB 1 acl ridere VerbForm=Inf"
    assert labels("it", table) == "root mark acl"


@pytest.mark.parametrize(
    ("language", "table", "expected"),
    [
        ("es", "se PRON 2 compound:prt\nqueja VERB 0 root", "expl root"),
        ("es", "se PRON 2 expl:pv\nvende VERB 0 root", "dep root"),
        ("pt", "se PRON 2 expl:pv\nqueixa VERB 0 root", "expl root"),
        ("fr", "se PRON 2 expl:pass\nvend VERB 0 root", "expl:pass root"),
        ("fr", "lui PRON 2 obl:arg\nparle VERB 0 root", "iobj root"),
        ("fr", "parle VERB 0 root\nà ADP 3 case\nLine PROPN 1 obl:arg", "root case obl"),
    ],
)
def test_relatives_of_italian_have_its_labels(language: str, table: str, expected: str) -> None:
    """Italian has no `obl:arg`, and a passive clitic only where the clause is passive."""
    assert labels(language, table) == expected


def test_german_phrase_under_an_adjective_is_nominal() -> None:
    table = """
        stolz  ADJ   0  root
        auf    ADP   3  case
        Ute    PROPN 1  obl
    """
    assert labels("de", table) == "root case nmod"


def test_german_es_is_the_subject_where_there_is_no_other() -> None:
    alone = "es PRON 2 expl\ngibt VERB 0 root\nReis NOUN 2 obj"
    beside = "es PRON 2 expl\nkommt VERB 0 root\nUte PROPN 2 nsubj"
    assert labels("de", alone) == "nsubj root obj"
    assert labels("de", beside) == "expl root nsubj"


def test_german_als_before_a_noun_is_a_preposition() -> None:
    table = "arbeitet VERB 0 root\nals CCONJ 3 cc\nKoch NOUN 1 obl"
    assert (labels("de", table), tags("de", table)) == ("root case obl", "VERB ADP NOUN")


def test_german_tags_follow_the_measured_treebank() -> None:
    table = """
        Mai       NOUN  2  obl
        regnet    VERB  0  root    regnen    Mood=Ind
        täglich   ADV   2  advmod  täglich   Degree=Pos
        natürlich ADV   2  advmod  natürlich Degree=Pos
    """
    assert tags("de", table) == "PROPN VERB ADJ ADV"


def test_german_features_are_those_of_the_measured_treebank() -> None:
    table = """
        hat     AUX   2  aux  haben   Mood=Ind|Tense=Pres
        gelacht VERB  0  root lachen  Tense=Past
        sehr    ADV   2  advmod sehr  Degree=Pos
        rufen   VERB  2  conj rufen   Person=3
        Koch    NOUN  4  obj  Koch    Gender=Masc|Number=Sing
    """
    tree = followed("de", table)
    assert [feats.get("VerbForm") for feats in tree.feats] == ["Fin", "Part", None, None, None]
    assert ("Tense" in tree.feats[1], "Degree" in tree.feats[2]) == (False, False)
    # What is left out where it would stand in GSD is not learned to be absent.
    assert [sorted(unsure) for unsure in tree.unsure] == [[], [], [], ["VerbForm"], ["Case"]]
