"""Places that are filled by words as they stand: a predicate, a field, a phrase, the word of the frame itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rdflib import Literal

from kg.extraction import quantities, trees
from kg.extraction.arguments.amounts import Amounts
from kg.extraction.arguments.filler import Filler
from kg.extraction.labels import normal_form, part_of_word
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Frame, Property
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SHORTEST_PART = 3  # letters of "Bau" in "Bauminister"


class Wording:
    """Reads what is said in words."""

    def __init__(self, reading: Reading, index: MentionIndex, amounts: Amounts) -> None:
        self.reading, self.index, self.schema, self.amounts = reading, index, reading.schema, amounts

    def field(self, anchor: Token, words: tuple[Token, ...]) -> Iterator[Filler]:
        """Read "Finance Minister", "health secretary": what the post is for stands right in front."""
        first = words[0].i
        if "Plur" in values(anchor, "Number"):
            return
        while first - 1 >= anchor.sent.start and self._is_field(self.reading.doc[first - 1], anchor, words):
            first -= 1
        span = self.reading.doc[first : words[0].i]
        if span:
            yield Filler(span[-1], self.phrase(span))

    def field_inside(self, frame: Frame, post: Token) -> Iterator[Filler]:
        """Read "Wirtschaftsminister": what the post is for is the first part of the compound."""
        first = self.reading.first_part(post, frame)
        state = self.reading.state_in_front(first)
        if len(first) - state >= _SHORTEST_PART and "Plur" not in values(post, "Number"):
            text = post.text[state : len(first)]
            linked = text.endswith("s") and text[-2] not in "aeiouäöüs"  # "Wirtschaft-s-minister"
            field = text[:-1] if linked else text
            yield Filler(post, self._part(post, field[:1].upper() + field[1:], skipped=state))

    def _part(self, word: Token, text: str, *, skipped: int = 0) -> Mention:
        """Make a mention of the first part of a compound, or of the one behind so many letters."""
        return part_of_word(self.reading.document, word.idx + skipped, text, KG.Concept)

    def _is_field(self, token: Token, anchor: Token, words: tuple[Token, ...]) -> bool:
        hangs = token.head in (anchor, *words) or token.nbor().dep_ == "compound"
        # "Foreign Minister", but not "new ministers".
        adjective = token.pos_ == "ADJ" and token.is_title and not token.is_sent_start
        noun = (token.pos_ in ("NOUN", "PROPN") or adjective) and token.dep_ in ("compound", "amod", "nmod")
        named = (mention := self.index.at(token)) is not None and mention.is_name and bool(token.ent_type_)
        qualifies = any(f.word.pos != "noun" and f.word.denotes for f in self.reading.words(token))
        return hangs and noun and not (named or qualifies or self.index.is_demonym(token) or token.whitespace_ == "")

    def phrase(self, span: Span) -> Mention:
        """Make a mention of words that are no phrase of their own in the tree."""
        text = span.text if span[-1].ent_type_ else span.text.lower()
        return Mention(
            document=self.reading.document,
            start=span.start_char,
            end=span.end_char,
            type=KG.Concept,
            label=text,
            key=normal_form(text),
            is_name=False,
        )

    def itself(self, prop: Property, anchor: Token, words: tuple[Token, ...]) -> Iterator[Filler]:
        if prop.takes_number or prop.takes_quantity:
            quantity = quantities.number_in_word(self.reading, anchor) or self.amounts.quantity(prop, anchor)
            quantity = quantity or next(
                filter(None, (self.amounts.quantity(prop, t) for t in self._said_to_be(anchor))), None
            )
            if quantity is not None:
                yield Filler(anchor, quantity)
        elif prop.takes_words and anchor.dep_ == "amod":
            # Beside "eine insolvente Firma" the word itself; of a bare noun, "ein erfolgreiches Jahr", nothing is told.
            described = self.index.referent(anchor.head)
            if described is not None and described.type != KG.Concept and self._is_particular(described, anchor.head):
                yield Filler(anchor, Literal(anchor.lemma_, lang=self.reading.lexicon.language))
        elif prop.takes_words:
            yield Filler(anchor, self.words(self._predicate(anchor, words)))
        else:
            mention = self.index.at(anchor)
            if mention is not None:
                # The words of a post are a thing of their own beside whoever holds it.
                yield Filler(anchor, replace(mention, type=self.schema.guess(prop.range), is_name=True))

    def _is_particular(self, mention: Mention, noun: Token) -> bool:
        """Tell whether a phrase is about one thing: "die insolvente Firma", not "popular websites"."""
        singular = "Plur" not in values(noun, "Number")
        return mention.is_name or (singular and self.reading.is_definite(noun))

    def _said_to_be(self, noun: Token) -> list[Token]:
        """Give the number that a copula says a noun comes to: "Sono 400 gli esuberi"."""
        number = noun.head
        said = noun.dep_ == "nsubj" and number.pos_ == "NUM" and bool(trees.children(number, "cop"))
        return [number] if said else []

    def _predicate(self, anchor: Token, words: tuple[Token, ...]) -> list[Token]:
        """Give the words of a predicate without its subject: "non decolla", "boomt seit Jahren"."""
        if anchor.pos_ in ("NOUN", "PROPN"):
            mention = self.index.at(anchor)
            span = self.reading.doc.char_span(mention.start, mention.end) if mention else None
            return sorted({*(span or [anchor]), *words}, key=lambda t: t.i)
        near = [c for c in anchor.children if c.dep_ in ("advmod", "aux", "compound:prt", "xcomp") or c in words]
        return sorted({anchor, *words, *near}, key=lambda t: t.i)

    def negates(self, anchor: Token, words: tuple[Token, ...]) -> bool:
        """Tell whether the words of the predicate hold a negation themselves."""
        return any(self.reading.denotes(token, KG.denied) for token in self._predicate(anchor, words))

    def words(self, tokens: list[Token]) -> Literal:
        ordered = sorted(tokens, key=lambda t: t.i)
        text = "".join(t.text_with_ws if t.i + 1 in {o.i for o in ordered} else t.text + " " for t in ordered)
        return Literal(" ".join(text.split()), lang=self.reading.lexicon.language)
