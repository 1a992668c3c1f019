"""Whom a text names as who says something: the name behind "according to", and not the report but its author."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extraction import belonging, clauses, trees
from kg.extraction.labels import part_of_word
from kg.extraction.morphology import values
from kg.extraction.reading import Found, Reading
from kg.extraction.referents import MentionIndex
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


class Speakers:
    """Finds the speakers that words of one document stand for."""

    def __init__(self, reading: Reading, index: MentionIndex) -> None:
        self.reading, self.index = reading, index

    def named_by(self, token: Token) -> tuple[Mention, ...]:
        """Give who speaks where a noun, and what is coordinated with it, stands for the speaker."""
        found = (m for t in trees.with_conjuncts(token) for m in self._of(t))
        return tuple(dict.fromkeys(found))

    def behind(self, hit: Found, noun: Token) -> tuple[Mention, ...]:
        """Give who speaks in "laut X", "nach Angaben von X", "unter Berufung auf X", "nach eigenen Angaben".

        hit: the adposition, of one word or several; noun: what it stands with, maybe the last of its own words.
        """
        if any(self.reading.denotes(child, KG.own) for child in noun.children):
            speakers = clauses.surface_subjects(self.reading, noun.head) if noun.head != noun else []
            return tuple(dict.fromkeys(m for t in speakers for m in self.named_by(t)))
        if not hit.start <= noun.i < hit.end:
            return self.named_by(noun)
        below = [c for c in noun.children if trees.base(c.dep_) in ("nmod", "obl", "appos") and c.i >= hit.end - 1]
        return tuple(dict.fromkeys(m for t in below for m in self.named_by(t)))

    def first_behind(self, verb: Token) -> tuple[Mention, ...]:
        """Give the speaker right behind a verb of saying, where the parser took the subject for something else."""
        for token in self.reading.doc[verb.i + 1 : verb.sent.end]:
            mention = self.index.referent(token)
            if mention is not None and self._can_speak(mention):
                return (mention,)
        return ()

    def _of(self, token: Token) -> Iterator[Mention]:
        found = self._named(token)
        if found is None or _is_bare(token):
            return
        authors = () if self._can_speak(found) else tuple(self._authors(token))
        yield from authors or (found,)

    def _named(self, token: Token) -> Mention | None:
        """Give what a word names; of "the broker Marlow" the name, whichever hangs on the other."""
        found = self.index.referent(token)
        if found is None or found.is_name or found.is_reference:
            return found
        names = [c for c in trees.children(token, "appos", "flat") if c.pos_ == "PROPN"]
        return next((named for c in names if (named := self.index.referent(c)) and named.is_name), found)

    def _authors(self, report: Token) -> Iterator[Mention]:
        """Give whose a report is: in "laut einem Bericht der Zeitung X", "a study by X" X says so."""
        by = [c for c in trees.children(report, "nmod", "obl", "obl:agent") if self._is_marked_as_agent(c)]
        # A name in the genitive right behind the noun is its owner, whatever the parser hangs it by.
        behind = [c for c in report.rights if c.pos_ == "PROPN" and "Gen" in values(c, "Case")]
        for owner in (*belonging.owners(self.reading, report), *by, *behind):
            mention = self._named(owner)
            if mention is not None and self._can_speak(mention):
                yield mention
        inside = self.index.name_in(report) or self._first_part(report)
        if inside is not None and self._can_speak(inside):
            yield inside

    def _first_part(self, report: Token) -> Mention | None:
        """Give who the first part of a compound says it is: "Insider-Berichte", "Medienberichte"."""
        lexicon = self.reading.lexicon
        first, hyphen, _ = report.text.partition("-")
        if not hyphen:
            end = lexicon.noun_at_end(report.lemma_.lower()) if lexicon.compounds else ""
            first = report.text[: len(report.lemma_) - len(end)] if end else ""
        words = lexicon.words_with(first.lower()) if first else ()
        kinds = (self.reading.class_of(word.denotes) for word in words if word.pos == "noun")
        kind = next((k for k in kinds if k is not None and self.reading.schema.is_a(k, KG.Agent)), None)
        if kind is None:
            return None
        return part_of_word(self.reading.document, report.idx, first, kind)

    def _is_marked_as_agent(self, noun: Token) -> bool:
        return any(self.reading.denotes(case, KG.agentMarker) for case in trees.children(noun, "case"))

    def _can_speak(self, mention: Mention) -> bool:
        return self.reading.schema.is_a(mention.type, KG.Agent)


def _is_bare(token: Token) -> bool:
    """Tell whether a word only points to what is said: nobody is called "das", though "dieser" is somebody."""
    gender = values(token, "Gender")
    return token.pos_ == "PRON" and "Dem" in values(token, "PronType") and (not gender or "Neut" in gender)
