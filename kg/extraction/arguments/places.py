"""Where in the text the place of a frame is: the words that stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import belonging, clauses, patterns, trees
from kg.extraction.arguments.deeds import Deeds
from kg.extraction.arguments.filler import Filler
from kg.extraction.arguments.things import Things
from kg.extraction.morphology import values
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Argument, Frame
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


class Places:
    """Finds the words that stand in the places of frames."""

    def __init__(
        self, reading: Reading, index: MentionIndex, qualifier: Qualifier, things: Things, deeds: Deeds
    ) -> None:
        self.reading, self.index, self.schema = reading, index, reading.schema
        self.qualifier, self.things, self.deeds = qualifier, things, deeds

    def _owners_meant(
        self, frame: Frame, argument: Argument, tokens: list[Token], anchor: Token, words: tuple[Token, ...]
    ) -> list[Token]:
        """Keep of the owners of a noun those that are meant, or else look beside it: "takes the helm of X"."""
        # The owner hangs on the noun of the idiom: "übernimmt von X die Leitung der Bank".
        nouns = [word for word in words if word != anchor]
        found = [t for noun in nouns for t in belonging.owners(self.reading, noun) if t not in words]
        found = found if found and frame.pos == "verb" else [t for t in tokens if t not in words] or found
        known = self.schema.properties.get(frame.reference)
        if known is not None and known.ends:
            found = [t for t in found if "Yes" not in values(t, "Poss")]  # who "sells its majority" sells not itself
        return found or self._shared_owners(frame, anchor)

    def _shared_owners(self, frame: Frame, post: Token) -> list[Token]:
        """Read "the founder and chief executive of X"; but "a lawyer and chairwoman of X" need not work for X."""
        others = patterns.held_together(self.reading, post) if frame.reference != KG.worksFor else []
        return next(filter(None, (belonging.owners(self.reading, other) for other in others)), [])

    def tokens(self, frame: Frame, argument: Argument, anchor: Token, words: tuple[Token, ...]) -> list[Token]:
        """Give the words in the text that stand in a place of the frame."""
        tokens = patterns.fillers(self.reading, anchor, argument)
        if frame.pos == "verb" and argument.function == "prepositionalAdjunct" and trees.is_passive(anchor):
            # "was bought by X": whoever acts in a passive fills no other place.
            tokens = [t for t in tokens if not clauses.has_agent_marker(self.reading, t)]
        tokens = self.own_phrases(frame, argument, tokens, anchor, words)
        if argument.function == "possessiveAdjunct":
            tokens = self._owners_meant(frame, argument, tokens, anchor, words)
        if argument.function == "prepositionalAdjunct":
            # "sells its stake in X to Y": what hangs on the noun of the idiom is meant first.
            nouns = [word for word in words if word != anchor and word.pos_ == "NOUN"]
            own = [c for noun in nouns for c in noun.children if argument.markers & self.reading.markers(c)]
            own = [t for c in own for t in patterns.behind_adposition(self.reading, c)]
            tokens = belonging.expand(self.reading, own) or tokens
            # "the fine imposed by X on Y"
            tokens = tokens or [t for noun in nouns for t in patterns.phrases(self.reading, noun, argument.markers)]
            tokens = self.own_phrases(frame, argument, tokens, anchor, words)
        if not tokens and argument.function == "directObject" and frame.pos == "verb":
            # "stop making X": what the second verb of the idiom does is done to X.
            tokens = [t for w in words if w != anchor and w.pos_ == "VERB" for t in clauses.objects(self.reading, w)]
        if argument.function == "directObject" and frame.pos == "verb" and not [t for t in tokens if t not in words]:
            # "spun off the division", "gave X the boot": what the words of the idiom leave for an object.
            tokens = clauses.behind_particle(anchor, words) or trees.children(anchor, "iobj") or tokens
        if not tokens and argument.function == "subject" and frame.object and frame.object.function != "directObject":
            # "è approdata in Spagna": what has no object is no passive, whatever the parser says.
            tokens = clauses.surface_subjects(self.reading, anchor)
        if not tokens and argument.function == "directObject" and self.deeds.is_headline_participle(anchor):
            tokens = clauses.surface_subjects(self.reading, anchor)
        verb = patterns.post_verb(self.reading, anchor)
        if argument.function == "copulativeArg" and verb is not None and self.qualifier.attitudes.post_tense(verb):
            return tokens or patterns.post_holders(self.reading, anchor, verb)
        if argument.function == "copulativeArg" and self.index.bearer(anchor, words[-1]) is not None:
            return []  # named right behind the word: see _named
        if not tokens and frame.pos == "noun":
            tokens = self._adjacent(argument, max(anchor, words[-1], key=lambda t: t.i))
            tokens = tokens or self._behind_name(argument, anchor)
        return tokens

    def own_phrases(
        self, frame: Frame, argument: Argument, tokens: list[Token], anchor: Token, words: tuple[Token, ...]
    ) -> list[Token]:
        if argument.function != "prepositionalAdjunct":
            return tokens
        return [t for t in tokens if not self._is_of_other(t, frame, anchor, words)]

    def _is_of_other(self, token: Token, frame: Frame, anchor: Token, words: tuple[Token, ...]) -> bool:
        """Tell whether a phrase belongs to another word than the one whose place it would fill.

        "The purchase of X was blocked by Y": Y blocks. "Halts production because of a lack of Y": Y is lacking.
        """
        head = token.head
        if frame.pos == "noun" and head == anchor.head and anchor.dep_ == "nsubj:pass":
            return clauses.has_agent_marker(self.reading, token) and self.qualifier.attitudes.is_about_others(head)
        owner = any(self.reading.denotes(mark, KG.ownerMarker) for mark in trees.children(token, "case"))
        below = head not in (anchor, *words) and head.head == anchor and head.dep_ == "obl"
        # "because of a lack of Y": such a preposition of several words begins a phrase of its own.
        apart = any(trees.children(case, "fixed") for case in trees.children(head, "case"))
        return frame.pos == "verb" and owner and below and apart

    def _behind_name(self, argument: Argument, title: Token) -> list[Token]:
        """Give the phrase that follows the name a title stands with: "analyst Anna Weber at X"."""
        name = title.head
        if title.dep_ not in ("nmod", "compound", "appos") or name.pos_ != "PROPN" or name.i < title.i:
            return []
        if self.reading.class_of(self.reading.kind(title)) != KG.Person or trees.children(title, "case"):
            return []
        return [t for t in patterns.fillers(self.reading, name, argument) if t.i > name.i]

    def _adjacent(self, argument: Argument, anchor: Token) -> list[Token]:
        """Give the noun whose adposition follows the word at once, wherever the parser hung it."""
        if anchor.i + 1 >= anchor.sent.end:
            return []
        after = anchor.nbor()
        if argument.function == "possessiveAdjunct":
            if after.dep_ == "det" and "Gen" in values(after, "Case") and after.head.i > after.i:
                return [after.head]
            return self.owner_behind(anchor)
        joins = bool(argument.markers) and self.reading.marker(after) in argument.markers
        return [after.head] if joins and after.dep_ == "case" and after.head.i > after.i else []

    def owner_behind(self, noun: Token) -> list[Token]:
        """Give the noun or name behind an "of" that follows a noun at once: "das Team von Solvia"."""
        after = noun.nbor() if noun.i + 1 < noun.sent.end else None
        joins = after is not None and after.dep_ == "case" and self.reading.denotes(after, KG.ownerMarker)
        return [after.head] if after is not None and joins and after.head.i > after.i else []

    def named(
        self,
        frame: Frame,
        argument: Argument,
        expected: tuple[URIRef, ...],
        anchor: Token,
        words: tuple[Token, ...],
    ) -> list[Filler]:
        """Find names that stand before or behind a noun rather than hang on it: "Apple-Chefin Anna Weber"."""
        if frame.pos == "adjective" and argument.function == "possessiveAdjunct":
            inside = self.index.name_in(anchor)  # "Amazon-owned"
            return [Filler(anchor, inside)] if inside is not None and self.things.fits(inside, expected) else []
        if frame.pos != "noun":
            return []
        found: Mention | None = None
        if argument.function == "copulativeArg":
            posts = patterns.held_together(self.reading, anchor)
            found = self.index.bearer(anchor, words[-1]) or self._before_comma(words[0])
            found = (
                found or next(filter(None, map(self.index.bearer, posts)), None) or self.index.named_in_front(anchor)
            )
            own = self.index.at(anchor)
            if found is None and own is not None and not patterns.fillers(self.reading, anchor, argument):
                # "the investors in X" are some, whoever they are.
                found = own if KG.Person not in expected and own.type != KG.Group else None
        elif argument.function == "possessiveAdjunct":
            found = self.index.name_in(anchor) or self._in_front(words[0])
        if found is None or not self.things.fits(found, expected):
            return []
        return [Filler(anchor, found)]

    def _before_comma(self, anchor: Token) -> Mention | None:
        """Read "Anna Weber, CEO of ...": the name in front of the comma."""
        start = min([anchor.i, *(c.left_edge.i for c in anchor.children if c.i < anchor.i and c.dep_ != "punct")])
        doc = self.reading.doc
        if start - 2 < 0 or doc[start - 1].text != "," or trees.children(anchor, "cc"):
            return None  # of "the head of X, A, and the head of Y, B" the second is not A
        mention = self.index.at(doc[start - 2])
        return mention if mention is not None and mention.type == KG.Person and mention.is_name else None

    def _in_front(self, anchor: Token) -> Mention | None:
        """Read "Apple CEO" and "Apple's CEO": the name right in front of the noun."""
        i = anchor.i - 1
        while (
            i > anchor.sent.start and self.reading.doc[i].dep_ in ("amod", "case") and self.reading.doc[i].pos_ != "ADP"
        ):
            i -= 1
        mention = self.index.at(self.reading.doc[i]) if i >= anchor.sent.start else None
        if mention is None or not mention.is_name or mention.type == KG.Person or mention.end > anchor.idx:
            return None
        # Of "its Norvex unit" Norvex is the name and no owner.
        return None if any("Yes" in values(c, "Poss") for c in anchor.children) else mention
