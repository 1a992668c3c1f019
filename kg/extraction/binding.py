"""What a pronoun or definite phrase cannot stand for: whoever stands beside it in its clause.

The binding principles of grammar: in "X accuses it" X is not accused, nobody is "its founder" of himself, and in
"X offered to buy it" X is not bought. Only reflexives turn back to their own subject, and kg makes no mention of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction import clauses, trees
from kg.extraction.morphology import values
from kg.extraction.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARGUMENTS = ("nsubj", "csubj", "obj", "iobj", "obl")
_FOLLOWS = ("conj", "parataxis")
_TAKES_UP = ("ccomp", "advcl", *_FOLLOWS)
_JOINED = ("flat", "appos", "compound")


def apart(reading: Reading, token: Token) -> tuple[int, ...]:
    """Give the offsets of the words that name something else than the pronoun or noun `token` does."""
    first = token
    while first.dep_ == "conj" and first.head.pos_ not in ("VERB", "AUX"):
        first = first.head
    others = [t for t in trees.with_conjuncts(first) if t != token]
    if trees.base(first.dep_) in _ARGUMENTS:
        others += _beside(reading, first, first.head)
    elif trees.base(first.dep_) in ("nmod", "det"):
        others += trees.with_conjuncts(first.head)
    return tuple(sorted({_last(word) for other in others if other != token for word in _whole(other)}))


def likely(reading: Reading, pronoun: Token) -> tuple[int, ...]:
    """Give the offsets of the subject a pronoun most likely stands for: "X denies that it ...", "X sells its ...".

    A subject takes up that of the clause its own depends on or follows, a possessive that of its own clause. A noun
    takes up what it follows, "X grew: the company ...", but in "X said the company ..." it is as often another.
    """
    found: list[Token] = []
    takes_up = _TAKES_UP if pronoun.pos_ in ("PRON", "DET") else _FOLLOWS
    if trees.base(pronoun.dep_) == "nsubj" and pronoun.head.dep_ in takes_up and pronoun.head.head != pronoun.head:
        found = clauses.surface_subjects(reading, pronoun.head.head)
    elif "Yes" in values(pronoun, "Poss"):
        found = _subjects_above(reading, pronoun)
    elif pronoun.pos_ == "NOUN" and trees.base(pronoun.dep_) == "nsubj" and pronoun.head == pronoun.sent.root:
        found = _subjects_before(reading, pronoun.sent.start)
    return tuple(sorted({_last(word) for t in found if t != pronoun and t.i < pronoun.i for word in _whole(t)}))


def _subjects_before(reading: Reading, start: int) -> list[Token]:
    """Give the subject of the sentence before, in the same paragraph: "X cresce. La società ..."."""
    if start == 0 or "\n" in reading.doc[start - 1].text:
        return []
    found = clauses.surface_subjects(reading, reading.doc[start - 1].sent.root)
    return found if len(found) == 1 else []


def _subjects_above(reading: Reading, pronoun: Token) -> list[Token]:
    """Give the subject of the clause around a possessive, unless that is part of the subject itself."""
    word = pronoun.head
    while word.pos_ not in ("VERB", "AUX") and word.head != word:
        if trees.base(word.dep_) in ("nsubj", "csubj"):
            return []
        word = word.head
    return clauses.surface_subjects(reading, word) if word.pos_ == "VERB" else []


def _beside(reading: Reading, token: Token, verb: Token) -> list[Token]:
    """Give the other arguments of a verb; of what is only loosely joined, what follows its subject."""
    subjects = [t for t in clauses.surface_subjects(reading, verb) if t != token]
    if trees.base(token.dep_) in ("nsubj", "csubj"):
        # "For X, it was a good year": what comes first may be what the subject stands for.
        loose = [c for c in trees.children(verb, "obl", "obl:arg", "obl:agent") if c.i > token.i]
        return [*trees.children(verb, "obj", "iobj"), *loose, *_controlled(verb)]
    return [*subjects, *(c for c in trees.children(verb, "obj", "iobj") if c != token)]


def _controlled(verb: Token) -> list[Token]:
    """Give the objects of the infinitive that shares its subject with a verb: "it offered to buy X"."""
    below = [c for c in trees.children(verb, "xcomp") if c.pos_ == "VERB"]
    shared = [c for c in below if not trees.children(verb, "obj", "iobj")]
    return [o for c in shared for o in [*trees.children(c, "obj", "iobj"), *_controlled(c)]]


def _whole(noun: Token) -> list[Token]:
    """Give a noun with the names that belong to it: "operator Solvia", "its founder, Anna Weber"."""
    found = [noun]
    for one in found:
        found += [c for c in trees.children(one, *_JOINED) if c not in found and not trees.children(c, "case")]
    return found


def _last(word: Token) -> int:
    """Give the offset of the last letter: "Solvia-Chefin" is the chief, though it begins with a name."""
    return word.idx + len(word) - 1
