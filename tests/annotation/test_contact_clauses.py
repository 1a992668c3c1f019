"""Names that a parser joins to the noun in front though they are the subject of the clause behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.annotation.contact_clauses import mend
from kg.annotation.decoding import Parse

_PAST = "Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin"
_PRESENT = "Mood=Ind|Number=Sing|Tense=Pres|VerbForm=Fin"
# word, part of speech, features, head, relation
_ROWS = (
    ("The", "DET", "", 1, "det"),
    ("firm", "NOUN", "", 3, "nsubj"),
    ("Solvia", "PROPN", "", 1, "appos"),
    ("bought", "VERB", _PAST, -1, "root"),
    ("last", "ADJ", "", 5, "amod"),
    ("year", "NOUN", "", 3, "obj"),
    ("has", "VERB", _PRESENT, 3, "expl"),
    ("staff", "NOUN", "", 6, "obj"),
    (".", "PUNCT", "", 3, "punct"),
)
_WORDS = [row[0] for row in _ROWS]


def _parse(rows: tuple[tuple[str, str, str, int, str], ...] = _ROWS) -> Parse:
    ones = (1.0,) * len(rows)
    return Parse(
        upos=tuple(row[1] for row in rows),
        feats=tuple(row[2] for row in rows),
        lemmas=tuple((((row[0], 0.0),)) for row in rows),
        heads=tuple(row[3] for row in rows),
        deprels=tuple(row[4] for row in rows),
        entities=(),
        pos_scores=ones,
        arc_scores=ones,
        label_scores=ones,
        vector=None,
    )


def test_name_becomes_the_subject_and_the_second_verb_the_predicate() -> None:
    mended = mend("en", _WORDS, _parse())
    assert mended.heads == (1, 6, 3, 1, 5, 3, -1, 6, 6)
    assert mended.deprels == ("det", "nsubj", "nsubj", "acl:relcl", "amod", "obl", "root", "obj", "punct")


def test_form_read_as_a_participle_is_a_finite_verb() -> None:
    """Where the second verb already has the noun for its subject, only the clause is mended."""
    parse = _parse()
    feats = (*parse.feats[:3], "Tense=Past|VerbForm=Part|Voice=Pass", *parse.feats[4:])
    heads, relations = (
        (1, 6, 1, 1, 5, 3, -1, 6, 6),
        (*parse.deprels[:3], "acl", *parse.deprels[4:6], "root", "obj", "punct"),
    )
    mended = mend("en", _WORDS, replace(parse, feats=feats, heads=heads, deprels=relations))
    assert mended.heads == (1, 6, 3, 1, 5, 3, -1, 6, 6)
    assert mended.feats[3] == "Mood=Ind|Tense=Past|VerbForm=Fin"


@pytest.mark.parametrize(
    ("place", "row"),
    [
        (4, ("and", "CCONJ", "", 6, "cc")),
        (4, (",", "PUNCT", "", 6, "punct")),
        (5, ("sales", "NOUN", "", 6, "nsubj")),
        (6, ("having", "VERB", "VerbForm=Ger", 3, "advcl")),
        (3, ("buys", "VERB", _PRESENT, -1, "root")),
        (0, ("Big", "ADJ", "", 1, "amod")),
    ],
)
def test_without_a_second_verb_of_the_noun_nothing_is_mended(place: int, row: tuple[str, str, str, int, str]) -> None:
    """ "The firm Solvia bought shares and has staff": the name is the firm's."""
    rows = (*_ROWS[:place], row, *_ROWS[place + 1 :])
    parse = _parse(rows)
    assert mend("en", [word for word, *_ in rows], parse) == parse


def test_language_that_always_has_the_pronoun_is_left_alone() -> None:
    parse = _parse()
    assert mend("de", _WORDS, parse) is parse
