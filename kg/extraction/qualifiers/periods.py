"""When something holds: dates, and words like "former" on a post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import quantities, trees
from kg.extraction.qualifiers.attitudes import Attitudes
from kg.extraction.qualifiers.found import TENSES, Qualifiers
from kg.extraction.qualifiers.hedges import Hedges
from kg.extraction.reading import Reading
from kg.types import Modality, Period
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


class Periods:
    """Finds the time of what a text says."""

    def __init__(self, reading: Reading, attitudes: Attitudes, hedges: Hedges) -> None:
        self.reading, self.attitudes, self.hedges = reading, attitudes, hedges

    def period(self, anchor: Token, words: tuple[Token, ...]) -> Period | None:
        """Find when it holds: a date on the predicate, or a word like "ehemalig" on the noun."""
        tense = next((t for token in (anchor, *words) for t in self._tenses(token)), "") or self._given_up(anchor)
        date = next(filter(None, (self._date(child) for child in anchor.children)), "")
        return Period(start=date, tense=tense) if tense or date else None

    def _given_up(self, post: Token) -> str:
        """Read "si è dimesso il presidente di X": who has left a post held it."""
        holder = post.head if post.dep_ == "appos" else post
        verb = holder.head
        if trees.base(holder.dep_) != "nsubj" or self.attitudes.post_tense(verb) != "former":
            return ""
        said = Qualifiers()
        self.hedges.own(said, verb, ())
        done = trees.is_participle(verb) and bool(trees.children(verb, "aux", "aux:pass"))
        return "former" if done and said.modality == Modality.ASSERTED else ""

    def is_deputy(self, noun: Token, words: tuple[Token, ...] = ()) -> bool:
        """Tell whether a word beside those of the entry makes a post a lower one: "deputy chief"."""
        near = [noun, *(c for c in noun.children if (c.i < noun.i or c.dep_ == "amod") and c not in words)]
        return any(self.reading.denotes(token, KG.deputy) for token in near) or self._prefix(noun, KG.deputy)

    def _tenses(self, noun: Token) -> Iterator[str]:
        for iri, tense in TENSES.items():
            near = [c for c in noun.children if c.dep_ in ("amod", "advmod", "compound", "nmod", "det", "flat", "case")]
            # "Former Solvia chief executive": whatever the first word hangs on, it stands in front of the post.
            before = _in_front(noun)
            said = (f.word for t in (*near, *before) for f in self.reading.words(t) if f.word.denotes == iri)
            if any(word.pos != "verb" for word in said) or any(self._prefix(t, iri) for t in (noun, *before)):
                yield tense

    def _prefix(self, noun: Token, iri: URIRef) -> bool:
        """Tell whether the noun begins with such a word: "Ex-CEO", "Vizechef"."""
        first, hyphen, _ = noun.lower_.partition("-")
        return bool(hyphen) and any(word.denotes == iri for word in self.reading.lexicon.words_with(first))

    def _date(self, child: Token) -> str:
        if trees.base(child.dep_) not in ("obl", "nmod", "advmod", "nummod", "dep"):
            return ""
        phrase = self.reading.doc[child.left_edge.i : child.right_edge.i + 1]
        dated = any(t.ent_type_ == "DATE" for t in phrase) or len(phrase) <= 4
        return quantities.parse_date(self.reading, phrase.text) if dated and len(phrase) < 8 else ""


def _in_front(noun: Token) -> list[Token]:
    """Give the word before a noun, and those before it as long as they are nouns, names and adjectives."""
    found: list[Token] = []
    for i in range(noun.i - 1, noun.sent.start - 1, -1):
        found.append(noun.doc[i])
        if noun.pos_ != "NOUN" or found[-1].pos_ not in ("NOUN", "PROPN", "ADJ", "X"):
            break
    return found
