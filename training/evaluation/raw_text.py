"""Sentences -> running text, and how much of its words, sentences and trees is found again in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.annotation import load_pipeline
from training.corpora import Sentence
from training.evaluation.measures import Score, compare, is_loose, is_same_relation
from training.evaluation.tables import Table, percent
from training.evaluation.trial import Cells, Trial
from training.harmony import harmonize, is_unsure

__all__ = ["RawScore", "Text", "Word", "join_sentences", "raw", "raw_score", "words_of"]

_SENTENCES_PER_TEXT = 20
_ENDS = re.compile(r"[.!?…][\"'”“’‘»«)\]]*$")

_Places = dict[tuple[int, int, int], "Word"]  # text, start and end


def raw(trial: Trial) -> Iterator[Table]:
    """Measure from raw text, with kg's own words and sentences."""
    for in_lines, how in ((True, "a line break where one ends without a stop"), (False, "a space between them")):
        columns: dict[str, Cells] = {}
        for language, sentences in trial.tree_tests():
            texts = list(join_sentences(list(map(harmonize, sentences)), in_lines=in_lines))
            given = [words_of(doc) for doc in load_pipeline(language).pipe(text.text for text in texts)]
            score = raw_score([text.words for text in texts], given)
            columns[language] = {
                "sentence boundaries, F1": percent(score.boundaries.f1),
                "sentence boundaries, precision": percent(score.boundaries.precision),
                "whole sentences, F1": percent(score.sentences.f1),
                "tokens, F1": percent(score.tokens.f1),
                "LAS of the tokens in both": percent(score.labelled.recall),
            }
        yield Table(title=f"From raw text, {how}", columns=columns, note="Twenty sentences a text; LAS harmonised.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a text; start and end are characters."""

    start: int
    end: int
    sentence: int
    head: tuple[int, int] | None  # start and end of the head; None for the root
    rel: str
    loose: bool = False  # treebanks disagree on its relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text put together from sentences, with their trees."""

    text: str
    words: tuple[Word, ...]


def join_sentences(sentences: Sequence[Sentence], *, in_lines: bool = False) -> Iterator[Text]:
    """Join every twenty sentences to one text, with a space between them and none where their words have none.

    in_lines: behind a sentence without a stop, as headings are, stands a line break instead.
    """
    for first in range(0, len(sentences), _SENTENCES_PER_TEXT):
        text = ""
        words: list[Word] = []
        for number, sentence in enumerate(sentences[first : first + _SENTENCES_PER_TEXT]):
            if text:
                text += "\n" if in_lines and not _ENDS.search(text) else " "
            bounds = _bounds(sentence, start=len(text))
            words += _words(sentence, bounds, number)
            text += "".join(word + " " * space for word, space in zip(sentence.words, sentence.spaces, strict=True))
            text = text.rstrip(" ")
        yield Text(text=text, words=tuple(words))


def _bounds(sentence: Sentence, start: int) -> list[tuple[int, int]]:
    bounds = []
    for word, space in zip(sentence.words, sentence.spaces, strict=True):
        bounds.append((start, start + len(word)))
        start += len(word) + space
    return bounds


def _words(sentence: Sentence, bounds: list[tuple[int, int]], number: int) -> Iterator[Word]:
    tree = sentence.tree
    if tree is None:
        return
    for (start, end), head, rel, feats in zip(bounds, tree.heads, tree.rels, tree.feats, strict=True):
        yield Word(
            start=start,
            end=end,
            sentence=number,
            head=bounds[head - 1] if head else None,
            rel=rel,
            loose=is_loose(sentence.language, feats),
        )


def words_of(doc: Doc) -> tuple[Word, ...]:
    """Give the words of a Doc; white space is none."""
    return tuple(
        Word(
            start=token.idx,
            end=token.idx + len(token),
            sentence=number,
            head=None if token.head.i == token.i else (token.head.idx, token.head.idx + len(token.head)),
            rel=token.dep_,
        )
        for number, sentence in enumerate(doc.sents)
        for token in sentence
        if not token.is_space
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RawScore:
    """What comes of a text whose words and sentences are not given."""

    boundaries: Score  # where a sentence begins; the beginning of the text is none
    sentences: Score  # whole sentences, from their first character to their last
    tokens: Score
    labelled: Score  # over the tokens that are the same in both; a head that is not the same is wrong


def raw_score(gold: Sequence[Sequence[Word]], given: Sequence[Sequence[Word]]) -> RawScore:
    """Compare texts by the places of their words."""
    gold_spans, given_spans = _sentence_spans(gold), _sentence_spans(given)
    return RawScore(
        boundaries=compare(_inner_starts(gold_spans), _inner_starts(given_spans)),
        sentences=compare(gold_spans, given_spans),
        tokens=compare(set(_by_place(gold)), set(_by_place(given))),
        labelled=_aligned_score(_by_place(gold), _by_place(given)),
    )


def _sentence_spans(texts: Sequence[Sequence[Word]]) -> set[tuple[int, int, int]]:
    starts: dict[tuple[int, int], int] = {}
    ends: dict[tuple[int, int], int] = {}
    for k, words in enumerate(texts):
        for word in words:
            starts.setdefault((k, word.sentence), word.start)
            ends[k, word.sentence] = word.end
    return {(key[0], start, ends[key]) for key, start in starts.items()}


def _inner_starts(spans: Set[tuple[int, int, int]]) -> set[tuple[int, int]]:
    return {(k, start) for k, start, _ in spans if start > 0}


def _by_place(texts: Sequence[Sequence[Word]]) -> _Places:
    return {(k, word.start, word.end): word for k, words in enumerate(texts) for word in words}


def _aligned_score(gold: _Places, given: _Places) -> Score:
    aligned = [(word, given[place]) for place, word in gold.items() if place in given and not is_unsure(word.rel)]
    right = sum(
        word.head == found.head and is_same_relation(word.rel, found.rel, loose=word.loose) for word, found in aligned
    )
    return Score(right=right, given=len(aligned), gold=len(aligned))
