"""spaCy components: sentence boundaries by rule, and all that the model says of a sentence.

`kg_sentences` marks where sentences start; `kg_ud` writes pos, morph, lemma, head, dep and ents,
with Universal Dependencies labels in every language, and cuts a sentence too long for the model.

Probabilities (0..1) lie in extension attributes: `token._.pos_score`, `token._.arc_score` (of the
head), `token._.label_score` (of the relation), `span._.score` (of an entity: mean of its words).
`token._.lemmas` holds every lemma a word may have, in lower case. `span._.meaning` is the vector of the
sentence that a span begins in, (384,) float32: by cosine near those of sentences that say the same, also
in another language; None where the model makes none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg import paths
from kg.annotation.contact_clauses import mend
from kg.annotation.decoding import EntitySpan, Parse, decode
from kg.annotation.encoder import Encoder, load_encoder
from kg.annotation.lemmas import Lemmatizer
from kg.annotation.stand_ins import stand_in

__all__ = ["Sentences", "UniversalDependencies"]

_Array = NDArray[np.int64]
_ATTRIBUTES: list[int | str] = ["POS", "MORPH", "LEMMA", "HEAD", "DEP"]

_LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_STOPS = frozenset(".!?…")
# Opening and closing quotes look alike across languages; where the space stands tells them apart.
_QUOTES_AND_BRACKETS = frozenset([*"\"'`„“”‟‚‘’‛«»‹›()[]{}", "``", "''"])
# "No. 5", "Art. 3": before a number, a short word with a stop is more often cut short than last.
_LONGEST_CUT_WORD = 3
# "ROMA, 14 NOV -": what stands behind a dateline at the beginning of a line begins a sentence.
_DASHES = frozenset("-–—")
_LONGEST_DATELINE = 10
# Where the vectors of sentences lie in the user data of a doc, by first token.
_MEANINGS = "kg_meanings"
# A sentence may end in a bracket in a quote in a bracket, but not in more.
_MOST_CLOSERS = 6

for _attribute in ("pos_score", "arc_score", "label_score"):
    Token.set_extension(_attribute, default=1.0, force=True)
Token.set_extension("lemmas", default=(), force=True)
Span.set_extension("score", default=1.0, force=True)
Span.set_extension("meaning", getter=lambda span: _meaning(span), force=True)


def _meaning(span: Span) -> NDArray[np.float32] | None:
    first = next((token.i for token in span.sent if not token.is_space), None)
    return cast(dict[int | None, NDArray[np.float32]], span.doc.user_data.get(_MEANINGS, {})).get(first)


class Sentences:
    """Marks where sentences start.

    A line break ends a sentence: in news a line is a paragraph or a heading. Inside a line a stop
    does (with the quotes and brackets that close after it), if white space and a capital, a digit
    or an opening quote follow. A stop that is part of its token ends nothing: "z.B.", "Inc.", "26.".
    A dateline is a sentence of its own: "ROMA, 14 NOV -", "Berlin (dpa) –".
    """

    def __call__(self, doc: Doc) -> Doc:
        # Token by token, spaCy would look through the whole doc each time.
        starts = np.full((len(doc), 1), -1, np.int64)
        starts[_sentence_starts(doc)] = 1
        return doc.from_array(["SENT_START"], cast(Any, starts.view(np.uint64)))


def _sentence_starts(doc: Doc) -> list[int]:
    starts = [0] if len(doc) else []
    has_break = has_space = False
    opens_line, behind_dateline = True, False
    for token in doc:
        # White space goes with the sentence before it.
        if token.is_space:
            has_space = True
            has_break = has_break or not _LINE_BREAKS.isdisjoint(token.text)
            continue
        if token.i > 0 and (
            has_break
            or behind_dateline
            or (has_space and _can_begin(token) and _ends_sentence(doc, starts[-1], token.i))
        ):
            opens_line = has_break or behind_dateline
            starts.append(token.i)
        behind_dateline = opens_line and token.text in _DASHES and _is_dateline(doc, starts[-1], token.i)
        has_break, has_space = False, bool(token.whitespace_)
    return starts


def _is_dateline(doc: Doc, start: int, dash: int) -> bool:
    """Say whether the tokens start..dash say only where, when and by which agency: "TAIPEI", "Berlin (dpa)"."""
    tokens = [token for token in doc[start:dash] if not token.is_space]
    if not tokens or len(tokens) > _LONGEST_DATELINE or not doc[dash - 1].whitespace_ or not doc[dash].whitespace_:
        return False
    words = [token for token in tokens if token.is_alpha]
    agency = (
        tokens[-1].text == ")" and tokens[0].text[0].isupper() and all(token.text not in _STOPS for token in tokens)
    )
    capitals = bool(words) and all(token.is_upper for token in words) and any(len(token) > 2 for token in words)
    return agency or capitals


def _ends_sentence(doc: Doc, start: int, end: int) -> bool:
    """Say whether the tokens start..end end in a stop, and are more than a number with one."""
    last = end - 1
    while last > max(start, end - _MOST_CLOSERS) and (doc[last].is_space or doc[last].text in _QUOTES_AND_BRACKETS):
        last -= 1
    if not _STOPS.issuperset(doc[last].text):
        return False
    before = doc[last - 1].text if last > start else ""
    if doc[end].text[0].isdigit() and doc[last].text == ".":
        return not before.isalpha() or len(before) > _LONGEST_CUT_WORD
    # "1. Ein Punkt einer Liste": what has no letters is no sentence.
    return any(character.isalpha() for token in doc[start:last][:10] for character in token.text)


def _can_begin(token: Token) -> bool:
    first = token.text[0]
    return first.isupper() or first.isdigit() or first in _QUOTES_AND_BRACKETS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """The words of one sentence that go through the model together."""

    indices: list[int]  # of the tokens in the doc; white space is left out
    offsets: list[int]  # of their first characters
    words: list[str]  # as the model is to read them
    spaced: list[bool]
    replaced: dict[int, str]  # what stands in the text where the model reads another word, by token

    def cut(self, part: slice) -> _Stretch:
        """Take a part of the words; something always stands before the first."""
        return _Stretch(
            indices=self.indices[part],
            offsets=self.offsets[part],
            replaced=self.replaced,
            words=self.words[part],
            spaced=[True, *self.spaced[part][1:]],
        )


class UniversalDependencies:
    """Runs the model on every sentence of a doc and writes what it says."""

    def __init__(self, encoder: Encoder, lemmatizer: Lemmatizer) -> None:
        self._encoder = encoder
        self._lemmatizer = lemmatizer

    def __call__(self, doc: Doc) -> Doc:
        stretches = self._stretches(doc)
        return self._write(doc, stretches, [self._parse(stretch) for stretch in stretches])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0, threads: int = 1) -> Iterator[Doc]:
        """Parse docs in their order, `threads` sentences at a time.

        batch_size: spaCy passes one; a sentence is always its own batch.
        """
        if threads == 1:
            yield from map(self, stream)
            return
        pool = ThreadPoolExecutor(threads)
        waiting: deque[tuple[Doc, list[_Stretch], list[Future[Parse]]]] = deque()
        try:
            for doc in stream:
                stretches = self._stretches(doc)
                futures = [pool.submit(self._parse, stretch) for stretch in stretches]
                waiting.append((doc, stretches, futures))
                if len(waiting) > 2 * threads:
                    yield self._finish(*waiting.popleft())
            while waiting:
                yield self._finish(*waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)

    def _finish(self, doc: Doc, stretches: list[_Stretch], futures: list[Future[Parse]]) -> Doc:
        return self._write(doc, stretches, [future.result() for future in futures])

    def _stretches(self, doc: Doc) -> list[_Stretch]:
        # Every look at a token makes an object: so each is looked at once.
        sentences: list[_Stretch] = []
        is_spaced = True
        for token in doc:
            if token.i == 0 or token.is_sent_start:
                sentences.append(_Stretch(indices=[], offsets=[], words=[], spaced=[], replaced={}))
            if token.is_space:
                is_spaced = True
                continue
            words = sentences[-1]
            before = words.words[-1] if words.words else ""
            shown = stand_in(doc.lang_, before, token.text, is_spaced=is_spaced)
            if shown:
                words.replaced[token.i] = token.text
            words.indices.append(token.i)
            words.offsets.append(token.idx)
            words.words.append(shown or token.text)
            words.spaced.append(is_spaced)
            is_spaced = bool(token.whitespace_)
        return [part.cut(piece) for part in sentences for piece in self._encoder.split(part.words)]

    def _parse(self, stretch: _Stretch) -> Parse:
        scores = self._encoder.score(stretch.words, stretch.spaced)
        return decode(stretch.words, scores, self._encoder.labels)

    def _write(self, doc: Doc, stretches: list[_Stretch], parses: list[Parse]) -> Doc:
        array = _blank_annotation(doc)
        entities: list[tuple[EntitySpan, list[int]]] = []
        for stretch, parse in zip(stretches, parses, strict=True):
            self._fill(array, doc, stretch, mend(doc.lang_, stretch.words, parse))
            entities.extend((entity, stretch.indices) for entity in parse.entities)
        # Sentence starts follow from the trees.
        doc.from_array(_ATTRIBUTES, cast(Any, array.view(np.uint64)))
        doc.user_data[_MEANINGS] = {
            stretch.indices[0]: parse.vector
            for stretch, parse in zip(stretches, parses, strict=True)
            if parse.vector is not None
        }
        doc.set_ents([_span(doc, entity, indices) for entity, indices in entities])
        for span, (entity, _) in zip(doc.ents, entities, strict=True):
            span._.score = entity.score
        return doc

    def _fill(self, array: _Array, doc: Doc, stretch: _Stretch, parse: Parse) -> None:
        """Write one parse into the rows of its tokens."""
        indices = stretch.indices
        lemmas = self._lemmatizer.lemmas(stretch.words, parse)
        for i, index in enumerate(indices):
            # An abbreviation is a word of its own: the lexicon has it as it is written.
            lemmas[i] = stretch.replaced.get(index, lemmas[i])
        features = map(self._lemmatizer.features, parse.upos, lemmas, parse.feats)
        strings, morphology = doc.vocab.strings, doc.vocab.morphology
        array[indices] = [
            (
                strings[pos],  # tags are symbols, with fixed ids
                _signed(morphology.add(feats)),
                _signed(strings.add(lemma)),
                0 if head < 0 else indices[head] - index,
                _signed(strings.add(relation)),
            )
            for index, pos, feats, lemma, head, relation in zip(
                indices, parse.upos, features, lemmas, parse.heads, parse.deprels, strict=True
            )
        ]
        _extend(doc, "pos_score", stretch.offsets, parse.pos_scores)
        _extend(doc, "arc_score", stretch.offsets, parse.arc_scores)
        _extend(doc, "label_score", stretch.offsets, parse.label_scores)
        alternatives = (
            (lemma.lower(),) if index in stretch.replaced else self._lemmatizer.alternatives(word, lemma, offered)
            for index, word, lemma, offered in zip(indices, stretch.words, lemmas, parse.lemmas, strict=True)
        )
        _extend(doc, "lemmas", stretch.offsets, alternatives)


def _extend(doc: Doc, attribute: str, offsets: list[int], values: Iterable[object]) -> None:
    """Set an extension attribute of many tokens, where spaCy keeps it: token by token it takes far longer."""
    data = cast(dict[object, object], doc.user_data)
    data.update({("._.", attribute, at, None): value for at, value in zip(offsets, values, strict=True)})


def _blank_annotation(doc: Doc) -> _Array:
    """Make the array of a doc with the rows of its white space filled.

    White space gets no relation, so it is no part of any phrase.
    """
    array = np.zeros((len(doc), len(_ATTRIBUTES)), np.int64)
    for token in doc:
        if token.is_space:
            array[token.i] = (doc.vocab.strings["SPACE"], 0, _signed(token.orth), 0, 0)
    return array


def _span(doc: Doc, entity: EntitySpan, indices: list[int]) -> Span:
    return Span(doc, indices[entity.start], indices[entity.end - 1] + 1, label=entity.label)


def _signed(value: int) -> int:
    """Read an unsigned 64-bit hash as signed, for an array that also holds negative numbers."""
    return value - (1 << 64) if value >> 63 else value


@Language.factory("kg_sentences")
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Make the component that marks sentence starts."""
    return Sentences()


@Language.factory("kg_ud", default_config={"model": None})
def make_universal_dependencies(nlp: Language, name: str, model: str | None) -> UniversalDependencies:
    """Make the component that runs the model; `model` is a folder, by default the shipped one."""
    encoder = load_encoder(Path(model) if model else paths.MODEL)
    return UniversalDependencies(encoder, Lemmatizer(nlp.meta["lang"]))
