"""Figures as arguments: how much of what, and the noun a change is said of."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extraction import quantities, trees
from kg.extraction.reading import Reading
from kg.ontology import Property
from kg.types import Quantity
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_CURRENCY = "currency"  # stands in the ontology for any currency


class Amounts:
    """Reads figures."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def _only_currency(self) -> str:
        return quantities.only_currency(self.reading)

    def is_figure(self, token: Token) -> bool:
        """Tell whether a word is a figure itself, or counted: who "raised the price to $3" has not raised 3 dollars."""
        counted = token.pos_ in ("NUM", "SYM") or bool(trees.children(token, "nummod"))
        return counted or self.reading.denotes(token, KG.unit, KG.scale)

    def quantity(self, prop: Property, token: Token) -> Quantity | None:
        """Give the figure of a phrase, if it is what the property asks for: a count, or an amount with a unit."""
        quantity = self._figure(prop, token)
        # Who "lost 14 % of her weight" has made no loss.
        if quantity is None or prop.measured_in in ("", quantity.unit):
            return quantity
        return quantity if prop.measured_in == _CURRENCY and quantities.is_money(quantity) else None

    def _figure(self, prop: Property, token: Token) -> Quantity | None:
        measure = quantities.measure_of(self.reading, token)
        if measure is not None and self._is_other_figure(token, measure):
            return None
        measure = (measure and quantities.reached(self.reading, measure)) or measure
        if measure is None or prop.takes_number:
            return measure.quantity if measure and not measure.quantity.unit else None
        if measure.quantity.unit:
            return measure.quantity
        currency = "" if prop.counts else quantities.currency_before(self.reading, measure)
        if not currency and not prop.counts and quantities.is_large(self.reading, measure):
            currency = self._only_currency
        if currency:
            return replace(measure.quantity, unit=currency)
        # UCUM writes what is counted in braces: 140 {character}.
        counted = prop.counts and token.pos_ == "NOUN" and token.i >= measure.end
        return replace(measure.quantity, unit=f"{{{token.lemma_}}}") if counted else None

    def _is_other_figure(self, token: Token, measure: quantities.Measure) -> bool:
        """Tell whether a figure is part of a name, "Channel Nine", or only hangs on a number: "by a fifth to $3"."""
        figure = self.reading.doc[measure.start : measure.end]
        behind = token.pos_ == "NUM" and not measure.start <= token.i < measure.end
        return behind or all(t.pos_ == "PROPN" and t.dep_ == "flat" for t in figure)

    def _is_counted(self, noun: Token) -> bool:
        """Tell whether a noun hangs on its number: "due milioni di clienti"."""
        return noun.dep_ == "nmod" and (noun.head.pos_ == "NUM" or self.reading.denotes(noun.head, KG.scale))

    def said_of(self, anchor: Token, figure: Token) -> tuple[Token, bool]:
        """Climb to the noun a change is said of, and tell whether it is a metric: "a revenue of 3 bn, up 8%"."""
        noun = figure if anchor.head == figure else anchor
        metric = False
        while noun.head.pos_ in ("NOUN", "SYM") and noun.dep_ in ("conj", "nmod", "appos", "advmod") and not metric:
            if noun.dep_ != "conj" and self.reading.class_of(self.reading.kind(noun.head)) != KG.Metric:
                break
            metric = noun.dep_ != "conj"
            noun = noun.head
        while (noun.dep_ == "conj" and noun.head.pos_ == "NOUN") or self._is_counted(noun):
            noun = noun.head
        return noun, metric
