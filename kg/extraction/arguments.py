"""What fills the places of a frame: the words in the text, and what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.extraction import belonging, clauses, patterns, quantities, trees
from kg.extraction.labels import normal_form, part_of_word
from kg.extraction.morphology import values
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Argument, Frame, Property
from kg.types import Comparison, Mention, Quantity
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# What a reading is worth that leans on more than the words of the sentence; see ontology/README.md.
IMPLIED = 0.75  # nobody is named: the owner of the object acts, or the text's own organization is meant
EARLIER = "earlier "  # begins the relation of a mention that stands for what an earlier fact of a property is about
SPEAKERS = "speakers"  # the relation of a mention that stands for "we": whoever the speaker speaks for
COERCED = 0.8  # a single word that the recogniser took for another kind of name than must stand there
_SHORTEST_PART = 3  # letters of "Bau" in "Bauminister"
_GUESS = 0.7  # below this one it guesses
_CURRENCY = "currency"  # stands in the ontology for any currency
_MAIN = ("root", "ccomp", "conj", "parataxis")  # a clause of its own
_DATE = "DATE"  # the recogniser's label of a date
_DOUBT = 0.9  # below this score the recogniser is not sure of the kind of a name
_BESIDE_VERB = ("obj", "obl", "advmod", "parataxis", "nummod")
# Said without a name or a modifier, a thing of these classes could be any: "works on two projects".
_VAGUE = (KG.Project, KG.Offering, KG.Role, KG.Metric)


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a place of a frame: the word in the text and what it names."""

    token: Token
    value: Mention | Quantity | Comparison | Literal | URIRef
    worth: float = 1.0


class Arguments:
    """Finds what fills the places of frames in one document."""

    def __init__(self, reading: Reading, index: MentionIndex, qualifier: Qualifier, headings: frozenset[int]) -> None:
        self.reading, self.index, self.qualifier, self.headings = reading, index, qualifier, headings
        self.schema = reading.schema
        self.last_names = index.last_names()

    @cached_property
    def _only_currency(self) -> str:
        return quantities.only_currency(self.reading)

    def objects(self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]) -> Iterator[Filler]:
        """Give what fills the object's place: things, figures or words, as the property asks."""
        if frame.value is not None:
            yield Filler(anchor, frame.value)
        elif frame.object is not None and frame.object.function == "itself":
            yield from self._itself(prop, anchor, words)
        elif frame.pos == "noun" and frame.object is not None and frame.object.function == "attributiveArg":
            yield from (
                self._field_inside(frame, anchor) if self.reading.lexicon.compounds else self._field(anchor, words)
            )
        elif frame.object is not None:
            if prop.takes_number or prop.takes_quantity:
                yield from self.figures(frame, frame.object, prop, anchor, words)
                return
            found = self._things(frame, frame.object, prop, anchor, words)
            found += self._named(frame, frame.object, prop.range, anchor, words)
            of_topic = prop.of_topic or frame.object_is_topic
            found = found or self._opening(frame.object, prop.range, anchor) or self._of_post(prop, anchor)
            found = found or (self._unnamed(frame.object, prop.range, anchor, words) if of_topic else [])
            yield from found or self._given(frame, prop, anchor)

    def _of_post(self, prop: Property, verb: Token) -> list[Filler]:
        """Read "si è dimesso il direttore di X": who gives up a post leaves whose it is."""
        if verb.pos_ != "VERB" or self.qualifier.attitudes.post_tense(verb) != "former":
            return []
        holders = clauses.surface_subjects(self.reading, verb)
        nouns = [t for h in holders for t in (h, *trees.children(h, "appos")) if t.pos_ == "NOUN"]
        posts = [t for t in nouns if self.reading.class_of(self.reading.kind(t)) == KG.Person]
        return [f for t in posts for o in belonging.owners(self.reading, t) for f in self.mention(o, prop.range)]

    def _given(self, frame: Frame, prop: Property, post: Token) -> list[Filler]:
        """Read "X ha nominato Anna Neri presidente": the post is with whoever gives it."""
        held = frame.pos == "noun" and frame.subject is not None and frame.subject.function == "copulativeArg"
        verb = patterns.post_verb(self.reading, post) if held else None
        if verb is None or self.qualifier.attitudes.post_tense(verb) != "current":
            return []
        return self._appointing(prop.range, post, verb)

    def _things(
        self, frame: Frame, argument: Argument, prop: Property, anchor: Token, words: tuple[Token, ...]
    ) -> list[Filler]:
        """Give what may fill the place; where nothing near may, what stands a step further down."""
        found = [f for t in self.tokens(frame, argument, anchor, words) for f in self._object(prop, t)]
        if not found and argument.function == "prepositionalAdjunct":
            levels = [
                self._own_phrases(frame, argument, level, anchor, words)
                for level in patterns.phrase_levels(self.reading, anchor, argument.markers)
            ]
            found = next(filter(None, ([f for t in level for f in self._object(prop, t)] for level in levels)), [])
        return found

    def _owners_meant(
        self, frame: Frame, argument: Argument, tokens: list[Token], anchor: Token, words: tuple[Token, ...]
    ) -> list[Token]:
        """Keep of the owners of a noun those that are meant, or else look beside it: "takes the helm of X"."""
        found = [t for t in tokens if t not in words]  # "the number of staff" is not the staff's
        if not found:
            # The owner hangs on the noun of the idiom.
            nouns = (word for word in words if word != anchor)
            found = [t for noun in nouns for t in belonging.owners(self.reading, noun) if t not in words]
        known = self.schema.properties.get(frame.reference)
        if known is not None and known.ends:
            found = [t for t in found if "Yes" not in values(t, "Poss")]  # who "sells its majority" sells not itself
        return found or self._shared_owners(frame, anchor)

    def _shared_owners(self, frame: Frame, post: Token) -> list[Token]:
        """Read "the founder and chief executive of X"; but "a lawyer and chairwoman of X" need not work for X."""
        others = patterns.held_together(self.reading, post) if frame.reference != KG.worksFor else []
        return next(filter(None, (belonging.owners(self.reading, other) for other in others)), [])

    def figures(
        self, frame: Frame, argument: Argument, prop: Property, anchor: Token, words: tuple[Token, ...]
    ) -> Iterator[Filler]:
        """Give the figure that fills the place; of "from 900 to 1,800" the last."""
        levels: Iterable[list[Token]] = [self.tokens(frame, argument, anchor, words)]
        if argument.function == "prepositionalAdjunct":
            levels = [*patterns.phrase_levels(self.reading, anchor, argument.markers), *levels]
        elif argument.function == "directObject" and frame.subject and frame.subject.function == "directObject":
            levels = [*levels, clauses.second_objects(self.reading, anchor)]
        for tokens in levels:
            any_noun = prop.takes_number or frame.pos != "verb"
            own = [t for t in tokens if t != anchor and (any_noun or t in words or self._is_figure(t))]
            found = [f for t in own for f in self._object(prop, t)]
            if found:
                yield max(found, key=lambda f: f.token.i)
                return
        if frame.pos == "noun":
            found = [f for t in patterns.amounts(self.reading, anchor) for f in self._object(prop, t)]
            yield from found[:1]

    def _is_figure(self, token: Token) -> bool:
        """Tell whether a word is a figure itself, or counted: who "raised the price to $3" has not raised 3 dollars."""
        counted = token.pos_ in ("NUM", "SYM") or bool(trees.children(token, "nummod"))
        return counted or self.reading.denotes(token, KG.unit, KG.scale)

    def _object(self, prop: Property, token: Token) -> Iterator[Filler]:
        if prop.takes_number or prop.takes_quantity:
            quantity = self._quantity(prop, token)
            if quantity is not None:
                yield Filler(token, quantity)
        elif prop.takes_words:
            yield Filler(token, self._words(list(token.subtree)))
        else:
            yield from self.mention(token, prop.range)

    def _quantity(self, prop: Property, token: Token) -> Quantity | None:
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

    def _field(self, anchor: Token, words: tuple[Token, ...]) -> Iterator[Filler]:
        """Read "Finance Minister", "health secretary": what the post is for stands right in front."""
        first = words[0].i
        if "Plur" in values(anchor, "Number"):
            return
        while first - 1 >= anchor.sent.start and self._is_field(self.reading.doc[first - 1], anchor, words):
            first -= 1
        span = self.reading.doc[first : words[0].i]
        if span:
            yield Filler(span[-1], self.phrase(span))

    def _field_inside(self, frame: Frame, post: Token) -> Iterator[Filler]:
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

    def _itself(self, prop: Property, anchor: Token, words: tuple[Token, ...]) -> Iterator[Filler]:
        if prop.takes_number or prop.takes_quantity:
            quantity = quantities.number_in_word(self.reading, anchor) or self._quantity(prop, anchor)
            quantity = quantity or next(filter(None, (self._quantity(prop, t) for t in self._said_to_be(anchor))), None)
            if quantity is not None:
                yield Filler(anchor, quantity)
        elif prop.takes_words and anchor.dep_ == "amod":
            # Beside "eine insolvente Firma" the word itself; of a bare noun, "ein erfolgreiches Jahr", nothing is told.
            described = self.index.referent(anchor.head)
            if described is not None and described.type != KG.Concept and self._is_particular(described, anchor.head):
                yield Filler(anchor, Literal(anchor.lemma_, lang=self.reading.lexicon.language))
        elif prop.takes_words:
            yield Filler(anchor, self._words(self._predicate(anchor, words)))
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

    def subjects(
        self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...], obj: Filler
    ) -> list[Filler]:
        """Give what fills the subject's place, found or, where the words leave it out, implied."""
        if frame.subject is None:
            left_out = [self._implied(anchor, prop.domain)] if frame.subject_is_topic else []
            return self._owners(frame, prop, anchor, obj) or left_out
        tokens = self.tokens(frame, frame.subject, anchor, words)
        # "lascia: al suo posto X": a word of the idiom is nobody who does it.
        outside = frame.subject.function in ("subject", "prepositionalAdjunct")
        own = [w for w in words if w != anchor] if outside else []
        tokens = [token for token in tokens if token != obj.token and token not in own]
        found = [f for token in tokens for f in self.mention(token, prop.domain)]
        found += self._named(frame, frame.subject, prop.domain, anchor, words)
        if frame.pos == "noun":
            # A country may act, but "the plant of Lyon" is nothing Lyon has.
            found = [f for f in found if not (isinstance(f.value, Mention) and f.value.type == KG.Place)]
        if not found and frame.subject_from is not None:
            earlier = self._left_out(anchor, prop.domain, relation=f"{EARLIER}{frame.subject_from}")
            return [Filler(anchor, earlier, IMPLIED)]
        state = (
            frame.object is not None and frame.object.function == "itself" and not (prop.owner_acts or prop.topic_acts)
        )
        if not found and frame.pos == "noun" and self._is_deed(frame):
            found = [f for t in self._by_participle(anchor) if t != obj.token for f in self.mention(t, prop.domain)]
        if not found and isinstance(obj.value, Quantity) and frame.subject.function == "possessiveAdjunct":
            # "its 3 million users" is how many it has, "won 3 million users" is not.
            if state:
                return []
            found = self._through_verb(prop, anchor, obj)
        if not found and frame.subject.function == "subject" and patterns.drops_subject(self.reading, anchor):
            # "La squadra batte X e vola in finale": who is named and does not fit is not left out.
            return [] if tokens else [self._implied(anchor, prop.domain)]
        if not found and frame.subject.function == "subject" and patterns.is_ours(self.reading, anchor):
            return [Filler(anchor, self._left_out(anchor, prop.domain, relation=SPEAKERS))]
        if not found and frame.subject_is_topic:
            found = self._unnamed(frame.subject, prop.domain, anchor, words)
        return found or self.doers(frame, prop, anchor, obj) or self._owners(frame, prop, anchor, obj)

    def swapped(
        self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]
    ) -> list[tuple[Filler, Filler]]:
        """Give subject and object where the parser took each for the other: "Ein Büro hat die Firma Brenko eröffnet".

        Only in a language that allows the order, and where each fits the other's place alone.
        """
        roles = tuple(place.function for place in (frame.subject, frame.object) if place is not None)
        if not self.reading.lexicon.free_order or frame.pos != "verb" or roles != ("subject", "directObject"):
            return []
        if trees.is_passive(anchor) or prop.takes_words or prop.takes_number or prop.takes_quantity:
            return []
        front = [t for t in clauses.surface_subjects(self.reading, anchor) if t.i < anchor.i]
        behind = [t for t in clauses.objects(self.reading, anchor) if front and t.i > front[0].i]
        if not behind and len(front) > 1 and front[0].dep_ == front[1].dep_ == "nsubj":
            # "Ein Büro hatte die Firma Brenko eröffnet": the parser took both for the subject.
            front, behind = front[:1], front[1:2]
        things = [f for t in front for f in self.mention(t, prop.range) if not self._is_surely(f, prop.domain)]
        actors = [f for t in behind for f in self.mention(t, prop.domain) if self._is_surely(f, prop.domain)]
        return [(actor, thing) for actor in actors for thing in things if self._is_surely(thing, prop.range)]

    def _is_surely(self, filler: Filler, expected: tuple[URIRef, ...]) -> bool:
        kind = filler.value.type if isinstance(filler.value, Mention) else KG.Concept
        return kind != KG.Concept and self.schema.fits(kind, expected)

    def doers(self, frame: Frame, prop: Property, anchor: Token, obj: Filler | None = None) -> list[Filler]:
        """Read "plans the takeover of X", "strebt nach der Übernahme von X": who plans or begins it does it."""
        noun = trees.first_conjunct(anchor)
        verb = noun.head
        means = trees.base(noun.dep_) == "obl" and self.qualifier.attitudes.means_to(verb, noun)
        makes = self.reading.denotes(verb, KG.lightVerb) and self.reading.denotes(anchor, KG.possible, KG.Event)
        begins = trees.base(noun.dep_) == "obj" and (makes or self.qualifier.attitudes.is_about_own_deed(verb))
        if frame.pos != "noun" or not (means or begins) or not self._is_deed(frame):
            return []
        tokens = [t for t in clauses.subjects(self.reading, verb) if t not in (anchor, obj.token if obj else None)]
        return [f for t in tokens for f in self.mention(t, prop.domain)]

    def _by_participle(self, noun: Token) -> list[Token]:
        """Give who announced or planned a deed, "gli esuberi annunciati da X": it is X's own."""
        noun = trees.first_conjunct(noun)
        said = [c for c in trees.children(noun, "acl", "amod") if trees.is_participle(c)]
        own = [c for c in said if self.qualifier.attitudes.is_about_own_deed(c)]
        return [agent for participle in own for agent in clauses.agents(self.reading, participle)]

    def _is_deed(self, frame: Frame) -> bool:
        """Tell whether the subject of a noun is who does it ("by"), not whom it goes to: "the sale of X to Y"."""
        place = frame.subject
        if place is None or place.function == "possessiveAdjunct":
            return True
        words = (word for marker in place.markers for word in self.reading.lexicon.words_with(marker))
        return any(word.denotes == KG.agentMarker for word in words)

    def tokens(self, frame: Frame, argument: Argument, anchor: Token, words: tuple[Token, ...]) -> list[Token]:
        """Give the words in the text that stand in a place of the frame."""
        tokens = patterns.fillers(self.reading, anchor, argument)
        if frame.pos == "verb" and argument.function == "prepositionalAdjunct" and trees.is_passive(anchor):
            # "was bought by X": whoever acts in a passive fills no other place.
            tokens = [t for t in tokens if not clauses.has_agent_marker(self.reading, t)]
        tokens = self._own_phrases(frame, argument, tokens, anchor, words)
        if argument.function == "possessiveAdjunct":
            tokens = self._owners_meant(frame, argument, tokens, anchor, words)
        if argument.function == "prepositionalAdjunct":
            # "sells its stake in X to Y": what hangs on the noun of the idiom is meant first.
            nouns = [word for word in words if word != anchor and word.pos_ == "NOUN"]
            own = [c for noun in nouns for c in noun.children if argument.markers & self.reading.markers(c)]
            tokens = belonging.expand(self.reading, own) or tokens
            # "the fine imposed by X on Y"
            tokens = tokens or [t for noun in nouns for t in patterns.phrases(self.reading, noun, argument.markers)]
            tokens = self._own_phrases(frame, argument, tokens, anchor, words)
        if not tokens and argument.function == "directObject" and frame.pos == "verb":
            # "stop making X": what the second verb of the idiom does is done to X.
            tokens = [t for w in words if w != anchor and w.pos_ == "VERB" for t in clauses.objects(self.reading, w)]
        if argument.function == "directObject" and frame.pos == "verb" and not [t for t in tokens if t not in words]:
            # "spun off the division", "gave X the boot": what the words of the idiom leave for an object.
            tokens = clauses.behind_particle(anchor, words) or trees.children(anchor, "iobj") or tokens
        if not tokens and argument.function == "subject" and frame.object and frame.object.function != "directObject":
            # "è approdata in Spagna": what has no object is no passive, whatever the parser says.
            tokens = clauses.surface_subjects(self.reading, anchor)
        if not tokens and argument.function == "directObject" and self._is_headline_participle(anchor):
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

    def _own_phrases(
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
            return self._owner_behind(anchor)
        joins = bool(argument.markers) and self.reading.marker(after) in argument.markers
        return [after.head] if joins and after.dep_ == "case" and after.head.i > after.i else []

    def _owner_behind(self, noun: Token) -> list[Token]:
        """Give the noun or name behind an "of" that follows a noun at once: "das Team von Solvia"."""
        after = noun.nbor() if noun.i + 1 < noun.sent.end else None
        joins = after is not None and after.dep_ == "case" and self.reading.denotes(after, KG.ownerMarker)
        return [after.head] if after is not None and joins and after.head.i > after.i else []

    def _named(
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
            return [Filler(anchor, inside)] if inside is not None and self.fits(inside, expected) else []
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
        if found is None or not self.fits(found, expected):
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

    def _is_counted(self, noun: Token) -> bool:
        """Tell whether a noun hangs on its number: "due milioni di clienti"."""
        return noun.dep_ == "nmod" and (noun.head.pos_ == "NUM" or self.reading.denotes(noun.head, KG.scale))

    def _through_verb(self, prop: Property, anchor: Token, obj: Filler) -> list[Filler]:
        """Find whose a figure is by the verb: "Solvia erzielte einen Umsatz von 3 Mrd."."""
        noun, metric = self._said_of(anchor, obj.token)
        verb = noun.head
        beside = trees.base(noun.dep_) in _BESIDE_VERB or (noun.dep_ == "nmod" and verb.pos_ not in ("NOUN", "PROPN"))
        if trees.is_predicate(verb) and beside:
            tokens = clauses.surface_subjects(self.reading, verb) if noun == obj.token else []
            tokens = tokens or clauses.subjects(self.reading, verb)
            found = [f for t in tokens if t not in (anchor, obj.token, noun) for f in self.mention(t, prop.domain)]
            if not found and patterns.drops_subject(self.reading, verb):
                found = [self._implied(verb, prop.domain)]
            if found:
                return found
        if trees.base(noun.dep_) == "nmod" and trees.children(noun, "case") and verb.pos_ in ("NOUN", "PROPN"):
            if trees.children(verb, "cop"):  # "with a share of 23 % X is the largest retailer"
                said = [f for t in patterns.bearers(self.reading, verb) for f in self.mention(t, prop.domain)]
                return said or list(self.mention(verb, prop.domain))
            return list(self.mention(verb, prop.domain))  # "a group with revenue of 3 bn"
        owned = belonging.owners(self.reading, noun) if metric else []
        found = [f for t in owned if t not in (anchor, obj.token) for f in self.mention(t, prop.domain)]
        # "Der Umsatz stieg auf ...", "es blieb ein Gewinn von ...": of the organization the text is about.
        about = self.reading.is_definite(noun) or (trees.base(noun.dep_) == "nsubj" and verb.pos_ == "VERB")
        return found or ([self._implied(anchor, prop.domain)] if about else [])

    def of_metric(self, subject: Filler, prop: Property, obj: Filler) -> tuple[Filler, Filler]:
        """Put whose a metric is in its place: "Solvia's revenue grew by 8 %" is growth of Solvia, in revenue."""
        metric, figure = subject.value, obj.value
        if not isinstance(figure, Quantity) or not isinstance(metric, Mention) or metric.type != KG.Metric:
            return subject, obj
        verb = subject.token.head
        tokens = belonging.owners(self.reading, subject.token)
        if not tokens and subject.token.dep_ == "obj" and verb.pos_ == "VERB":
            tokens = clauses.subjects(self.reading, verb)  # "Solvia increased revenue by 8 %"
        found = [f for t in tokens for f in self.mention(t, prop.owners) if isinstance(f.value, Mention)]
        inside = self.index.name_in(subject.token)
        if not found and inside is not None and self.fits(inside, prop.owners):
            found = [Filler(subject.token, inside)]  # "die Solvia-Aktie"
        if len(found) != 1:
            return subject, obj
        return found[0], replace(obj, value=replace(figure, metric=metric))

    def _said_of(self, anchor: Token, figure: Token) -> tuple[Token, bool]:
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

    def _opening(self, argument: Argument, expected: tuple[URIRef, ...], anchor: Token) -> list[Filler]:
        """Read "Fondata da Anna Neri, conta 60 dipendenti": said of whoever the sentence is about, unnamed."""
        opens = anchor.dep_ == "advcl" and argument.function == "directObject" and trees.is_passive(anchor)
        unnamed = opens and patterns.drops_subject(self.reading, anchor.head)
        return [self._implied(anchor.head, expected)] if unnamed else []

    def _unnamed(
        self, argument: Argument, expected: tuple[URIRef, ...], anchor: Token, words: tuple[Token, ...]
    ) -> list[Filler]:
        """Read "Ex-CEO Anna Weber": of the organization the text is about."""
        if argument.function != "possessiveAdjunct":
            return []
        # "Ex-CEO Anna Weber", "the round was led by X": the idiom's own noun is of the organization, too.
        if anchor.pos_ != "VERB":
            verb = patterns.post_verb(self.reading, anchor)
            if verb is not None and self.qualifier.attitudes.post_tense(verb):
                return self._appointing(expected, anchor, verb) or [self._implied(anchor, expected)]
            copula = bool(trees.children(anchor, "cop")) and self.reading.is_definite(anchor)
            named = self.index.bearer(anchor, words[-1]) is not None
            # "Anna Weber is the new CEO"
            named = named or (copula and bool(patterns.bearers(self.reading, anchor)))
            named = named and not belonging.owners(self.reading, anchor)  # of something else, then
            return [self._implied(anchor, expected)] if named else []
        nouns = [word for word in words if word != anchor and word.pos_ == "NOUN"]
        # "X has closed a round led by Y": the noun is of whoever the sentence says it of.
        above = [n.head for n in nouns if trees.base(n.dep_) == "obj" and n.head != anchor and n.head.pos_ == "VERB"]
        tokens = [t for verb in above for t in clauses.subjects(self.reading, verb)]
        found = [f for t in tokens for f in self.mention(t, expected)]
        return found or ([self._implied(anchor, expected)] if nouns else [])

    def _appointing(self, expected: tuple[URIRef, ...], post: Token, verb: Token) -> list[Filler]:
        """Read "Solvia appoints Anna Weber as CEO": the post is with the company that gives it."""
        if trees.is_passive(verb):
            return []
        holders = patterns.post_holders(self.reading, post, verb)
        givers = [t for t in clauses.surface_subjects(self.reading, verb) if t not in (*holders, post)]
        # "Il consiglio di amministrazione di X ha nominato Y presidente": the board is that of the company.
        givers += [owner for t in givers for owner in self._possessors(t)]
        found = [f for t in givers for f in self.mention(t, expected)]
        return [
            f for f in found if isinstance(f.value, Mention) and f.value.is_name and f.value.type == KG.Organization
        ]

    def _possessors(self, noun: Token) -> list[Token]:
        """Give whose something is, also behind the noun that tells its kind: "il centro di ricerca di X"."""
        own = belonging.owners(self.reading, noun)
        kinds = [t for t in own if t.pos_ == "NOUN" and not trees.children(t, "det", "nummod")]
        kinds = [t for t in kinds if not self.reading.is_definite(t)]
        return [*own, *(owner for kind in kinds for owner in belonging.owners(self.reading, kind))]

    def _owners(self, frame: Frame, prop: Property, anchor: Token, obj: Filler) -> list[Filler]:
        """Where a passive or a noun names nobody who acts: the owner of the object does."""
        acts = frame.subject is None or frame.subject.function == "subject"
        if patterns.is_choice(anchor) and acts and (prop.owner_acts or self.qualifier.attitudes.is_plan(anchor.head)):
            # "the decision to close X": of whoever decided, else of the organization the text is about.
            tokens = belonging.owners(self.reading, anchor.head) or self._planners(anchor.head)
            found = [f for t in tokens for f in self.mention(t, prop.domain)]
            return found or ([self._implied(anchor, (KG.Organization,))] if prop.owner_acts else [])
        if prop.topic_acts and trees.is_passive(anchor) and anchor.dep_ in _MAIN:
            return [self._implied(anchor, (KG.Organization,))]
        headline = anchor.i in self.headings and anchor.dep_ == "root" and trees.is_nonfinite(anchor)
        headline = headline or self._is_headline_participle(anchor)
        leaves_out = (
            headline
            or frame.subject is None
            or anchor.pos_ in ("NOUN", "PROPN")
            or trees.is_passive(anchor)
            or trees.is_participle(anchor)
        )
        if not prop.owner_acts or not leaves_out or (frame.pos == "noun" and not self._is_deed(frame)):
            return []
        tokens = [*self._possessors(obj.token), *belonging.topics(self.reading, anchor)]
        if anchor.pos_ == "NOUN":
            # "la cancellazione del servizio della società": two owners of one noun, the second of the first
            tokens += [t for t in belonging.owners(self.reading, anchor) if t.i > obj.token.i]
        tokens += belonging.topics(self.reading, obj.token)
        tokens = [t for t in tokens if not self._undergoes(t, obj.token)]
        found = [f for t in tokens if t != obj.token for f in self.mention(t, prop.domain)]
        # "the closure of the Lyon plant": a place owns nothing.
        found = [f for f in found if not (isinstance(f.value, Mention) and f.value.type == KG.Place)]
        if not found and isinstance(obj.value, Mention) and (owner := self._owner_elsewhere(obj.value)):
            found = [Filler(obj.token, owner)] if owner.type != KG.Place and self.fits(owner, prop.domain) else []
        return [replace(f, worth=f.worth * IMPLIED) for f in found[:1]]

    def _planners(self, plan: Token) -> list[Token]:
        """Give who has, makes or gives up a plan: "has no plans to close X", "is in talks to buy X", "drops plans"."""
        if trees.children(plan, "cop"):
            return patterns.bearers(self.reading, plan) if trees.children(plan, "case") else []
        verb = plan.head
        if plan.dep_ not in ("obj", "obl") or verb.pos_ != "VERB" or trees.is_passive(verb):
            return []
        own = plan.dep_ == "obj" and (
            self.qualifier.attitudes.is_about_own_deed(verb) or self.qualifier.attitudes.gives_up(verb)
        )
        own = own or self.reading.denotes(verb, KG.lightVerb)
        return clauses.surface_subjects(self.reading, verb) if own else []

    def _is_headline_participle(self, anchor: Token) -> bool:
        return anchor.i in self.headings and anchor.pos_ == "VERB" and clauses.is_bare_participle(anchor)

    def _undergoes(self, token: Token, deed: Token) -> bool:
        """Tell whether a deed named by a noun is done to what hangs on it: "the takeover of X" is not X's own."""
        happens = self.reading.class_of(self.reading.kind(deed)) == KG.Event
        for frame, _ in self.reading.frames(deed):
            prop = self.schema.properties.get(frame.reference)
            if frame.pos != "noun" or prop is None or prop.takes_quantity or frame.object is None:
                continue
            if (happens or self._is_deed(frame)) and token in patterns.fillers(self.reading, deed, frame.object):
                return True
        return False

    def _owner_elsewhere(self, thing: Mention) -> Mention | None:
        """Find the owner that the text names with the same thing in another place."""
        for token in self.reading.doc:
            mention = self.index.at(token)
            if mention is None or mention.key != thing.key or token.pos_ not in ("NOUN", "PROPN"):
                continue
            owners = belonging.owners(self.reading, token) or self._owner_behind(token)
            for owner in (t for t in owners if not self._undergoes(t, token)):
                named = self.index.referent(owner)
                if named is not None and (named.is_name or named.is_reference):
                    return named
        return None

    def mention(self, token: Token, expected: tuple[URIRef, ...]) -> Iterator[Filler]:
        """Give what a word names, if it is of a kind that may stand there."""
        mention = self._compatriots(token) or self.index.referent(token)
        if mention is None or self._is_vague(token, mention) or token.ent_type_ == _DATE:
            return
        if self.reading.denotes(token, KG.unit) and not mention.is_name:
            return  # "sales of $3 million": an amount is no thing
        if self.fits(mention, expected):
            yield Filler(token, mention)
        elif self._may_be(mention, self.schema.guess(expected)):
            yield Filler(token, mention, COERCED)

    def _compatriots(self, token: Token) -> Mention | None:
        """Read "comprata dai francesi di Varenne": those of a country stand for the organization they are of."""
        if "Plur" not in values(token, "Number") or token.lemma_ not in self.reading.gazetteer.demonyms:
            return None
        named = [self.index.at(owner) for owner in belonging.owners(self.reading, token)]
        return next((m for m in named if m is not None and m.is_name and m.type == KG.Organization), None)

    def _may_be(self, mention: Mention, kind: URIRef) -> bool:
        """Tell whether a name may be an organization or product though the recogniser says something else."""
        likely = mention.type != KG.Person or mention.score < _DOUBT or self.schema.fits(kind, (KG.Organization,))
        return likely and self._is_doubtful(mention) and self.schema.fits(kind, (KG.Organization, KG.Offering))

    def _is_doubtful(self, mention: Mention) -> bool:
        """Tell whether a name may be of another kind than the recogniser says: one unknown word, no one's last name."""
        if not mention.is_name or mention.key in self.last_names or mention.concept is not None:
            return False
        if " " in mention.label:
            return mention.type == KG.Place and mention.score < _GUESS  # "Casa Bellandi"
        return mention.score < _DOUBT or mention.type == KG.Person

    def _is_vague(self, token: Token, mention: Mention) -> bool:
        """Tell whether a phrase names no more than a class: "projects", "two other products"."""
        maker = mention.is_name and mention.concept is None and self.schema.is_a(mention.type, KG.Organization)
        if maker and trees.children(token, "nummod"):
            return True  # "six Airbus": what the company makes, not the company
        if mention.is_name or mention.is_reference:
            return False
        site = self.schema.is_a(mention.type, KG.Facility)
        if self.schema.is_a(mention.type, KG.Place) and not site and trees.children(token, "nummod"):
            return True  # "twelve countries"
        if self.schema.is_a(mention.type, KG.Person):
            return True  # "the founder": somebody the text leaves without a name
        if mention.type == KG.Organization:
            known = self.reading.is_definite(token) or any("Yes" in values(c, "Poss") for c in token.children)
            return not (known and " " in mention.text)  # "a company", not "the steel union", "its steel business"
        if not self.schema.fits(mention.type, _VAGUE):
            return False
        if belonging.owners(self.reading, token) or self.reading.is_definite(token):
            return False
        kind = self.reading.kind(token)
        return (
            kind is not None
            and kind in self.schema.classes
            and len(mention.text.split()) == 1
            and mention.text == token.text
            and (self.reading.word_of(token, kind) is not None)
        )

    def _implied(self, anchor: Token, expected: tuple[URIRef, ...]) -> Filler:
        """Make a mention of what the words leave out; resolution finds what it stands for."""
        return Filler(anchor, self._left_out(anchor, expected), IMPLIED)

    def _left_out(self, anchor: Token, expected: tuple[URIRef, ...], relation: str = "") -> Mention:
        before = self._subject_before(anchor) if not relation else None
        kind = KG.Agent if before is not None and KG.Agent in expected else self.schema.guess(expected)
        return Mention(
            document=self.reading.document,
            start=anchor.idx,
            end=anchor.idx + len(anchor),
            type=kind,
            likely=(before.start,) if before is not None else (),
            number=next(iter(trees.numbers(anchor)), ""),
            label="",
            key="",
            is_name=False,
            is_reference=True,
            relation=relation,
        )

    def _subject_before(self, verb: Token) -> Mention | None:
        """Give the subject of the sentence before, which a verb without one takes up: "X cresce. Ha 60 negozi"."""
        if not patterns.drops_subject(self.reading, verb):
            return None
        doc, start = self.reading.doc, verb.sent.start
        if start == 0 or "\n" in doc[start - 1].text:
            return None
        root = doc[start - 1].sent.root
        subjects = clauses.surface_subjects(self.reading, root)
        return self.index.referent(subjects[0]) if len(subjects) == 1 else self._subject_before(root)

    def fits(self, mention: Mention, expected: tuple[URIRef, ...]) -> bool:
        """Tell whether a thing may stand where one of some classes is expected."""
        schema = self.schema
        if mention.type == KG.Concept:
            # Nothing is known of it: a name or a word that stands for one may be anything.
            return mention.is_name or mention.is_reference or KG.Concept in expected
        if mention.type == KG.Place and mention.is_name and KG.Agent in expected:
            return True  # "Sweden sues": a country or city acts
        return schema.fits(mention.type, expected) or any(schema.is_a(e, mention.type) for e in expected)

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

    def _words(self, tokens: list[Token]) -> Literal:
        ordered = sorted(tokens, key=lambda t: t.i)
        text = "".join(t.text_with_ws if t.i + 1 in {o.i for o in ordered} else t.text + " " for t in ordered)
        return Literal(" ".join(text.split()), lang=self.reading.lexicon.language)
