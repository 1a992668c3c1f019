"""What qualifies a statement: the modalities, and what was found of one.

Modality and validity are part of kg's mechanism: their names in the ontology stand here, the words for them in the
lexicons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.types import Mention, Modality
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

MODALITIES = {URIRef(KG[m.value]): m for m in Modality}
TENSES = {KG.former: "former", KG.current: "current", KG.future: "future"}
# What weighs more when several hold: "soll nicht" is denied, "will angeblich" is planned.
_RANK = (
    Modality.DENIED,
    Modality.OPINION,
    Modality.POSSIBLE,
    Modality.PLANNED,
    Modality.REPORTED,
    Modality.ASSERTED,
)


@dataclass(slots=True)
class Qualifiers:
    """What was found on the way from a predicate up to the root of its sentence."""

    modalities: set[Modality] = field(default_factory=set)
    sources: dict[Mention, None] = field(default_factory=dict)
    signs: dict[tuple[Modality, Token], None] = field(default_factory=dict)

    def add(self, modality: Modality, *sources: Mention, by: Token | None = None) -> None:
        """Note a modality, who says so, and the word `by` which that is told."""
        self.modalities.add(modality)
        self.sources |= dict.fromkeys(sources)
        if by is not None:
            self.signs[modality, by] = None

    @property
    def modality(self) -> Modality:
        return next((m for m in _RANK if m in self.modalities), Modality.ASSERTED)

    def places(self) -> tuple[tuple[int, int], ...]:
        """Give the offsets of the words that the modality was told by, in the order of the text."""
        told = {token for modality, token in self.signs if modality == self.modality}
        return tuple(sorted((token.idx, token.idx + len(token)) for token in told))
