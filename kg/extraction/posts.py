"""Posts: whether one is held, taken or left, and when words in front make it another: "product chief" is no chief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction import patterns, trees
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Frame
from kg.types import Modality, Period
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORMER = "former"
_TITLE = ("nmod", "compound", "flat", "appos")


class Posts:
    """Reads the nouns for posts in one document."""

    def __init__(self, reading: Reading, index: MentionIndex, qualifier: Qualifier) -> None:
        self.reading, self.index, self.qualifier = reading, index, qualifier
        self.schema = reading.schema

    def period(self, noun: Token) -> Period | None:
        """Read "becomes CEO" and "steps down as CEO": the verb says whether the post is held from now on or no more."""
        if self.schema.is_a(self.reading.class_of(self.reading.kind(noun)) or KG.Role, KG.Organization):
            return None  # a parent company that has fired somebody is still one
        tense = self._by_verb(noun) or (_FORMER if self._holder_has_left(noun) else "")
        return Period(tense=tense) if tense else None

    def is_taken_or_left(self, noun: Token) -> bool:
        """Tell whether the verb of the clause speaks of the post itself, so that nothing is taken for granted."""
        return bool(self._by_verb(noun))

    def _by_verb(self, noun: Token) -> str:
        verb = patterns.post_verb(self.reading, noun)
        return self.qualifier.attitudes.post_tense(verb) if verb is not None and self._is_of_post(noun, verb) else ""

    def _is_of_post(self, noun: Token, verb: Token) -> bool:
        """Tell whether a verb is about the post: a chief who leaves the firm, not one who dismisses a charge."""
        done_to = [] if trees.is_passive(verb) else trees.children(verb, "obj")
        if trees.base(noun.dep_) != "nsubj" or not done_to:
            return True
        left = [m for token in done_to if (m := self.index.referent(token)) is not None]
        return any(self.schema.fits(m.type, (KG.Organization, KG.Role)) for m in left)

    def _holder_has_left(self, noun: Token) -> bool:
        """Read "chief executive Anna Weber has stepped down": whoever bears the title no longer holds the post."""
        name = noun.head
        verb = name.head
        subject = trees.base(name.dep_) == "nsubj" and verb.pos_ == "VERB"
        if noun.dep_ not in _TITLE or name.pos_ != "PROPN" or not subject or not trees.is_past(verb):
            return False
        if self.qualifier.attitudes.post_tense(verb) != _FORMER or not self._is_of_post(name, verb):
            return False
        return self.qualifier.qualify(verb, (verb,), ()).modality in (Modality.ASSERTED, Modality.REPORTED)

    def is_other(self, frame: Frame, anchor: Token, words: tuple[Token, ...]) -> bool:
        """Tell whether a common noun in front makes it another post: "product chief", "Finanzchef" are no chief."""
        if self.reading.class_of(self.reading.kind(anchor)) != KG.Person:
            return False
        if frame.object is not None and frame.object.function == "attributiveArg":
            return False  # "Finance Minister": what stands in front is what the post is for
        modifiers = [c for c in anchor.children if c.dep_ in ("compound", "nmod") and c.i < anchor.i and c not in words]
        if any(c.pos_ == "NOUN" and not self._names_agent(c) for c in modifiers if not trees.children(c, "case")):
            return True
        first = self.reading.first_part(anchor, frame)
        return bool(first) and not self._is_agent_word(first)

    def _names_agent(self, token: Token) -> bool:
        mention = self.index.at(token)
        return mention is not None and self.schema.is_a(mention.type, KG.Agent)

    def _is_agent_word(self, first: str) -> bool:
        """Tell whether the first part of a joined noun is an organization: "Konzernchef", "Unternehmenssprecher"."""
        stems = (first, first.removesuffix("s"), first.removesuffix("n"), first.removesuffix("en"))
        words = [w for stem in stems for w in self.reading.lexicon.words_with(stem)]
        kinds = [self.reading.class_of(w.denotes) for w in words if w.denotes]
        return any(kind in self.schema.classes and self.schema.is_a(kind, KG.Agent) for kind in kinds if kind)
