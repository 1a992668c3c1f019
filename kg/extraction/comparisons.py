"""Measured comparisons: "the click rate of A is twice as high as that of B"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extraction import belonging, patterns, quantities, trees
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Frame
from kg.types import Comparison, Mention, Quantity
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = 5  # tokens in front of the adjective where its multiple may stand


def comparisons(
    reading: Reading, index: MentionIndex, frame: Frame, anchor: Token
) -> Iterator[tuple[Token, Mention, Comparison]]:
    """Read what an adjective like "hoch" compares: the word compared, the thing it belongs to, and the comparison."""
    if frame.subject is None or frame.object is None:
        return
    compared = patterns.fillers(reading, anchor, frame.subject)
    baselines = _baselines(reading, anchor, frame)
    factor, difference = _factor(reading, anchor), _difference(reading, anchor)
    if not compared or not (baselines or factor or difference):
        return
    if factor is None and difference is None and "Cmp" not in values(anchor, "Degree"):
        return
    if factor is None and difference is not None and not baselines and _is_measure(anchor, difference):
        return
    baseline = next((m for t in baselines if (m := index.referent(t))), None)
    if baseline is None and (anchor.pos_ == "NOUN" or (factor is None and difference is None)):
        return  # "da metà giugno": half of nothing that is measured
    owner = _owner(reading, index, anchor, compared, baselines)
    for token in compared:
        mention = index.referent(token)
        if mention is None or (frame.domain and not reading.schema.fits(mention.type, frame.domain)):
            continue
        measured = reading.schema.is_a(mention.type, KG.Metric)
        yield (
            token,
            owner if measured and owner is not None else mention,
            Comparison(
                metric=mention if measured else _named_metric(reading, frame, anchor),
                baseline=baseline,
                factor=factor,
                difference=difference,
                higher=frame.higher if factor is None else factor >= 1,
            ),
        )


def _is_measure(adjective: Token, figure: Quantity) -> bool:
    """Tell whether a figure says how much a thing is and not how much more: "31 Jahre alt", "3 metres long"."""
    return figure.unit != quantities.PER_CENT and "Pos" in values(adjective, "Degree")


def _baselines(reading: Reading, anchor: Token, frame: Frame) -> list[Token]:
    assert frame.object is not None
    found = patterns.fillers(reading, anchor, frame.object)
    if found:
        return found
    # The phrase of comparison often hangs on the verb or the noun instead of the adjective.
    return patterns.phrases(reading, anchor.head, frame.object.markers) if anchor.head != anchor else []


def _owner(
    reading: Reading, index: MentionIndex, anchor: Token, compared: list[Token], baselines: list[Token]
) -> Mention | None:
    """Find whose figure it is: "die Klickrate bei den Anzeigen", "il tasso degli annunci"."""
    tokens = [o for token in compared for o in belonging.owners(reading, token)]
    near = [c for c in (*anchor.children, *anchor.head.children) if c not in compared and c not in baselines]
    tokens += [
        c for c in near if any(reading.denotes(m, KG.topicMarker, KG.ownerMarker) for m in trees.children(c, "case"))
    ]
    return next((m for t in tokens if t not in baselines and (m := index.referent(t))), None)


def _factor(reading: Reading, anchor: Token) -> Decimal | None:
    doc = reading.doc
    window = doc[max(anchor.sent.start, anchor.i - _BEFORE) : anchor.i + 1]
    found = (quantities.multiple_at(reading, token) for token in reversed(window))
    return next((factor for factor in found if factor is not None), None)


def _difference(reading: Reading, anchor: Token) -> Quantity | None:
    window = reading.doc[max(anchor.sent.start, anchor.i - _BEFORE) : anchor.i]
    near = quantities.measures(reading, window)
    return near[-1].quantity if near and near[-1].quantity.unit and near[-1].end >= anchor.i - 1 else None


def _named_metric(reading: Reading, frame: Frame, anchor: Token) -> Mention | None:
    """Give the metric that the adjective itself names: "teurer" measures the price."""
    concept = reading.schema.concepts.get(frame.metric) if frame.metric else None
    if concept is None:
        return None
    label = concept.labels.get(reading.lexicon.language) or concept.labels["en"]
    return Mention(
        document=reading.document,
        start=anchor.idx,
        end=anchor.idx + len(anchor),
        type=concept.type,
        label=label,
        key=label.casefold(),
        is_name=True,
        concept=concept.iri,
    )
