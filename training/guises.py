"""Other guises of a sentence, as headlines and hurried texts have them."""

from __future__ import annotations

import random
from dataclasses import replace

from training.corpora import Sentence

__all__ = ["in_capitals", "vary", "without_stop"]

# How often training shows a sentence in another guise.
_UPPER, _LOWER, _TITLE, _OPEN = 0.04, 0.02, 0.02, 0.06

_STOPS = frozenset({".", "!"})


def vary(sentence: Sentence, chance: random.Random) -> Sentence:
    """Show a sentence as it is, or now and then in capitals, in small letters, as a title or without its full stop."""
    if chance.random() < _OPEN:
        sentence = without_stop(sentence) or sentence
    draw = chance.random()
    if draw < _UPPER:
        return in_capitals(sentence)
    if draw < _UPPER + _LOWER:
        return replace(sentence, words=tuple(word.lower() for word in sentence.words))
    if draw < _UPPER + _LOWER + _TITLE and sentence.language == "en":
        return replace(sentence, words=tuple(word[:1].upper() + word[1:] for word in sentence.words))
    return sentence


def in_capitals(sentence: Sentence) -> Sentence:
    """Write every word in capitals."""
    return replace(sentence, words=tuple(word.upper() for word in sentence.words))


def without_stop(sentence: Sentence) -> Sentence | None:
    """Take the full stop off the end; None where there is none or something depends on it."""
    tree, n = sentence.tree, len(sentence.words) - 1
    if n < 1 or sentence.words[n] not in _STOPS or (tree and n + 1 in tree.heads):
        return None
    if sentence.lesson and n + 1 in sentence.lesson.heads:
        return None
    shorter = tree and replace(
        tree,
        heads=tree.heads[:n],
        rels=tree.rels[:n],
        upos=tree.upos[:n],
        feats=tree.feats[:n],
        lemmas=tree.lemmas[:n],
        unsure=tree.unsure[:n],
    )
    names = sentence.names and sentence.names[:n]
    lesson = sentence.lesson and sentence.lesson.without_last()
    return replace(
        sentence, words=sentence.words[:n], spaces=sentence.spaces[:n], tree=shorter, names=names, lesson=lesson
    )
