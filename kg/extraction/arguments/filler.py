"""What fills a place, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.types import Comparison, Mention, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a reading is worth that leans on more than the words of the sentence; see ontology/README.md.
IMPLIED = 0.75  # nobody is named: the owner of the object acts, or the text's own organization is meant
EARLIER = "earlier "  # begins the relation of a mention that stands for what an earlier fact of a property is about
EMPLOYER = "employer of "  # begins that of one that stands for whoever the person has a post with, if the text says it
SPEAKERS = "speakers"  # the relation of a mention that stands for "we": whoever the speaker speaks for
COERCED = 0.8  # a single word that the recogniser took for another kind of name than must stand there


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a place of a frame: the word in the text and what it names."""

    token: Token
    value: Mention | Quantity | Comparison | Literal | URIRef
    worth: float = 1.0
