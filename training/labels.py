"""What the model's outputs stand for: relations, tags, features, lemma edit rules, tags of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from kg.annotation.encoder import Labels
from training.corpora import KINDS, Sentence
from training.harmony import is_unsure

__all__ = ["FEATURES", "collect_labels", "edit_rule"]

FEATURES = (
    "Number", "Person", "VerbForm", "Tense", "Mood", "Voice", "Case", "Gender",
    "PronType", "Definite", "Degree", "Polarity", "Poss", "Reflex",
)  # fmt: skip
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip

# A rule seen less often is an exception, which a dictionary knows better.
_RULE_SEEN = 3
_VALUE_SEEN = 5
_LONGEST = 40


def collect_labels(sentences: Iterable[Sentence]) -> Labels:
    """Collect the labels of the sentences to learn from."""
    rels: set[str] = set()
    values: dict[str, Counter[str]] = {feature: Counter() for feature in FEATURES}
    rules: Counter[str] = Counter()
    for sentence in sentences:
        tree = sentence.tree
        if tree is None:
            continue
        rels.update(rel for rel in tree.rels if not is_unsure(rel))
        for feats in tree.feats:
            for feature in FEATURES:
                values[feature][feats.get(feature, "_")] += 1
        for word, lemma in zip(sentence.words, tree.lemmas, strict=True):
            if lemma is not None and (rule := edit_rule(word, lemma)):
                rules[rule] += 1
    return Labels(
        rel=tuple(sorted(rels)),
        upos=UPOS,
        feats={
            feature: ("_", *sorted(value for value, seen in counted.items() if value != "_" and seen >= _VALUE_SEEN))
            for feature, counted in values.items()
        },
        lemma=tuple(sorted(rule for rule, seen in rules.items() if seen >= _RULE_SEEN)),
        ner=("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI")),
        temperatures={},
    )


@lru_cache(maxsize=400_000)
def edit_rule(word: str, lemma: str) -> str | None:
    """Find the edit that makes the lemma of the word; None where there is none to learn.

    A rule is a letter for the case (`=` kept, `l` the first letter lowered, `L` all lowered), then
    how many characters to cut in front, what to add there, the same for the end.

    >>> edit_rule("Häuser", "Haus"), edit_rule("gekauft", "kaufen"), edit_rule("ROM", "rom")
    ('=2|Ha|2|', '=2||1|en', 'L0||0|')
    """
    # Some treebanks give two lemmas, as in "ein|eine": no rule can say so.
    if max(len(word), len(lemma)) > _LONGEST or "|" in lemma:
        return None
    case, form = "=", word
    if len(word) > 1 and word.isupper() and lemma.islower():
        case, form = "L", word.lower()
    elif word[:1].isupper() and lemma[:1].islower():
        case, form = "l", word[:1].lower() + word[1:]
    same = SequenceMatcher(None, form, lemma, autojunk=False).find_longest_match()
    if not same.size:
        return f"{case}!{lemma}"
    front, back = lemma[: same.b], lemma[same.b + same.size :]
    return f"{case}{same.a}|{front}|{len(form) - same.a - same.size}|{back}"
