"""What beside a predicate says how surely: negation, mood, adverbs, conditions, clauses that say who says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extraction import clauses, patterns, trees
from kg.extraction.morphology import values
from kg.extraction.qualifiers.attitudes import Attitudes
from kg.extraction.qualifiers.found import MODALITIES, Qualifiers
from kg.extraction.qualifiers.sources import Sources
from kg.extraction.reading import Reading
from kg.types import Modality
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

# Where a word stands that qualifies a verb.
_BESIDE = ("aux", "aux:pass", "cop", "advmod", "mark", "cc", "discourse", "expl", "parataxis")
_ADVERBS = ("ADV", "ADJ", "PART")
CLAUSES = ("ccomp", "xcomp", "csubj", "csubj:pass", "parataxis", "advcl")


class Hedges:
    """Reads the words that stand on a predicate itself."""

    def __init__(self, reading: Reading, attitudes: Attitudes, sources: Sources) -> None:
        self.reading, self.attitudes, self.sources = reading, attitudes, sources

    def own(self, found: Qualifiers, verb: Token, words: tuple[Token, ...]) -> None:
        self._deed_itself(found, verb)
        for child in verb.children:
            if child in words:
                continue
            of_noun = child.dep_ in ("det", "amod") and verb.pos_ in ("NOUN", "PROPN")
            if child.dep_ in _BESIDE or of_noun or _is_adverb(child) or self._lies_ahead(child, verb):
                self.word(found, child, clause=verb)
            self.sources.phrase(found, child)
            self.clause_beside(found, child)
        self._clause_opening(found, verb, words)
        self._condition(found, verb)
        opening = patterns.clause_opener(verb) or _opening(verb)
        if opening is not None and opening not in words:
            self.word(found, opening, clause=verb)
        self._morphology(found, verb)

    def _deed_itself(self, found: Qualifiers, noun: Token) -> None:
        """Read a noun that is itself no more than a try: "X's bid for Y"."""
        if noun.pos_ in ("NOUN", "PROPN"):
            hit = next(
                (f for f in self.reading.words(noun) if f.word.pos == "noun" and f.word.denotes in MODALITIES), None
            )
            if hit is not None and hit.word.denotes:
                found.add(MODALITIES[hit.word.denotes], by=noun)

    def _lies_ahead(self, time: Token, verb: Token) -> bool:
        """Tell whether a time beside a verb in the present is one to come: "is opening a store next year"."""
        if trees.base(time.dep_) not in ("obl", "nmod", "advmod") or not clauses.is_present(verb):
            return False
        found = [f for f in self.reading.words(time) if f.word.denotes == KG.planned]
        return any(f.end - f.start > 1 for f in found)

    def _condition(self, found: Qualifiers, verb: Token) -> None:
        """Read what holds only if something else does, "kauft Y, wenn ...", or in a story, "In the novel X buys Y"."""
        for child in verb.children:
            marks = trees.children(child, "mark") if child.dep_ == "advcl" else []
            # "accused X of copying Y": what stands behind a preposition is no condition.
            if any(self.reading.denotes(mark, KG.possible) and not self.sources.compares(mark) for mark in marks):
                found.add(Modality.POSSIBLE, by=child)
            if trees.children(child, "case") and self.reading.denotes(child, KG.fiction):
                found.add(Modality.POSSIBLE, by=child)

    def _clause_opening(self, found: Qualifiers, verb: Token, words: tuple[Token, ...]) -> None:
        """Read what a clause begins with: "weder" denies all of it; "had X bought Y, ..." is a condition."""
        first = verb.doc[verb.left_edge.i]
        hit = self.reading.word_of(first, KG.denied)
        opens = hit is not None and (first.pos_ in ("CCONJ", "SCONJ", "ADV") or hit.word.pos == "conjunction")
        if opens and first not in words:
            found.add(Modality.DENIED, by=first)
        inverted = first.head == verb and first.dep_ in ("aux", "aux:pass") and "Fin" in values(first, "VerbForm")
        if verb.dep_ == "advcl" and inverted and not trees.children(verb, "mark"):
            found.add(Modality.POSSIBLE, by=first)

    def word(self, found: Qualifiers, token: Token, *, clause: Token) -> None:
        if token.dep_ == "parataxis" and token.pos_ in ("VERB", "NOUN"):
            return
        for iri in self.reading.denoted_by_form(token, clause):
            modality = MODALITIES.get(iri)
            if modality and not (token.dep_ == "mark" and self.sources.is_marker(token)):
                due = modality == Modality.ASSERTED and token.dep_ == "aux" and self._is_pending(clause)
                found.add(Modality.PLANNED if due else modality, by=token)
        if token.dep_ in ("advmod", "aux"):
            for child in token.children:
                if child.dep_ == "advmod" and self.reading.denotes(child, KG.denied):
                    found.add(Modality.DENIED, by=child)

    def _is_pending(self, verb: Token) -> bool:
        """Tell whether a deed of the past was still to come: "musste noch zustimmen"."""
        return any(self.reading.denotes(adverb, KG.pending) for adverb in trees.children(verb, "advmod"))

    def _morphology(self, found: Qualifiers, verb: Token) -> None:
        finite = [verb, *trees.children(verb, "aux", "aux:pass", "cop")]
        modal = any(MODALITIES.get(iri) for t in finite[1:] for iri in self.reading.denoted_by_form(t))
        for token in finite:
            for iri in self.reading.denoted_by_morphology(token):
                # "dürfte", "potrebbe": the mood belongs to the modal, whose entry has said it.
                if iri in MODALITIES and not modal:
                    found.add(MODALITIES[iri], by=token)

    def negated_phrase(self, found: Qualifiers, argument: Token, words: tuple[Token, ...]) -> None:
        # "neither A nor B": the first conjunct's negation holds for the others.
        joined = argument.dep_ == "conj" and argument.pos_ != "VERB" and not self._is_opposed(argument)
        first = argument.head.children if joined else ()
        for child in (*argument.children, *first):
            if child in words or child.dep_ not in ("det", "advmod", "cc", "amod", "cc:preconj"):
                continue
            if self.reading.denotes(child, KG.denied) and not self.reading.denotes(child, KG.approximately):
                found.add(Modality.DENIED, by=child)
        # "Niente accordo": whatever the parser makes of the word in front, it denies the noun.
        before = argument.doc[argument.i - 1] if argument.i > argument.sent.start else None
        if before is not None and argument.pos_ == "NOUN" and (before.head == argument or argument.head == before):
            hit = self.reading.word_of(before, KG.denied)
            if before not in words and hit is not None and hit.word.pos == "determiner":
                found.add(Modality.DENIED, by=before)

    def denials_of_others(self, verb: Token, arguments: tuple[Token, ...]) -> Iterator[Token]:
        """Give the "not" in front of what is put in a thing's place: "schließt nicht A, sondern B" closes B."""
        for first in (a.head for a in arguments if a.dep_ == "conj" and a.pos_ != "VERB" and self._is_opposed(a)):
            before = [c for c in trees.children(verb, "advmod") if c.i == first.left_edge.i - 1]
            yield from (c for c in before if self.reading.denotes(c, KG.denied))

    def _is_opposed(self, conjunct: Token) -> bool:
        """Tell whether a conjunct takes the place of a denied one: "nicht A, sondern B", "not A, but B"."""
        comma = any(c.text == "," for c in trees.children(conjunct, "punct"))
        return comma and any(not self.reading.denotes(c, KG.denied) for c in trees.children(conjunct, "cc"))

    def clause_beside(self, found: Qualifiers, child: Token) -> None:
        """Read "wie Insider berichten" and ", sagte X," beside what is said."""
        beside = (child.dep_ == "parataxis" and self._says(child)) or (
            child.dep_ in ("advcl", "ccomp")
            and any(self.sources.compares(mark) for mark in trees.children(child, "mark", "case", "advmod"))
        )
        opening = self.sources.opening(child) if child.dep_ == "advcl" else None
        if opening is not None:
            named = trees.children(child, "obl", "nmod")[:1]
            told = [speaker for source in named for speaker in self.sources.told_by(opening, source)]
            found.add(Modality.REPORTED, *told, by=child.doc[child.left_edge.i])
        if beside:
            for modality, speakers, _ in self.attitudes.of(child):
                if modality == Modality.REPORTED and not trees.children(child, "ccomp"):
                    found.add(modality, *speakers, by=child)
                    self.sources.future_in_past(found, child.head, child)

    def _says(self, verb: Token) -> bool:
        """Tell whether a clause beside another may say who says so: not "X is fined: Y had not told users"."""
        before = verb.doc[max(verb.left_edge.i - 1, 0)]
        if ":" in (before.text, verb.doc[verb.left_edge.i].text):
            return False
        said = Qualifiers()
        self.own(said, verb, ())
        return said.modality in (Modality.ASSERTED, Modality.REPORTED)


def _is_adverb(token: Token) -> bool:
    """Tell whether a word beside a predicate may hedge it, whatever relation the parser gives."""
    return token.pos_ in _ADVERBS and token.dep_ not in ("conj", *CLAUSES)


def _opening(verb: Token) -> Token | None:
    """Give the one word in front of the finite verb that opens its clause: "Angeblich ist es so", wherever it hangs."""
    first = min((verb, *trees.children(verb, "aux", "aux:pass", "cop")), key=lambda token: token.i)
    if first.i - 1 < verb.sent.start:
        return None
    before = verb.doc[first.i - 1]
    opens = before.i == verb.sent.start or before.nbor(-1).is_punct
    return before if opens and before.pos_ in _ADVERBS else None
