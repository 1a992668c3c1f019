"""Frames of the lexicon matched in a sentence, with how surely and by whom it is said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rdflib import Literal

from kg.annotation import Annotation
from kg.extraction import belonging, clauses, quantities, trees
from kg.extraction.arguments import COERCED, EARLIER, EMPLOYER, SPEAKERS, Arguments, Filler
from kg.extraction.brackets import Bracket, brackets
from kg.extraction.bylines import byline_facts
from kg.extraction.comparisons import comparisons
from kg.extraction.demonyms import Demonyms
from kg.extraction.layout import lines
from kg.extraction.morphology import values
from kg.extraction.natives import settled
from kg.extraction.posts import Posts
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.extraction.rejects import Diagnosis, Rejects
from kg.extraction.seats import Seat, Seats
from kg.ontology import Frame, Ontology, Property
from kg.types import Fact, Mention, Modality, Period, Quantity
from kg.vocabulary import KG, WDT

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a reading is worth that leans on more than the words of the sentence; see ontology/README.md.
_REFERENCE = 0.85  # a pronoun or "das Unternehmen" stands there
_CITED = 0.9  # "according to X" names its source plainly
_HEADING = 0.9  # headings have their own grammar, and parsers know it less
_PASSING = 0.9  # where it is from is said in passing, by an adjective
_HALF = 50  # per cent: whoever buys less of a company has a stake in it
_LEAST = 0.46  # a surer reading than this or none
_OTHER_SENSE = ("other sense", "another sense of the word is made for such things")


def find_facts(
    annotation: Annotation, mentions: list[Mention], ontology: Ontology, *, rejects: Rejects | None = None
) -> list[Fact]:
    """Find what the article says, in the order of the text.

    Every fact quotes the sentence that says it and names the entry of the lexicon that read it.
    rejects: is told of every candidate that became no fact.
    """
    reading = Reading.of(annotation, ontology)
    demonyms = Demonyms.of(reading)
    index = MentionIndex.of(reading, mentions, demonyms)
    finder = _Finder(reading, index, Seats(reading, index, mentions, demonyms), rejects)
    found = list(finder.facts())
    facts = [fact for fact in found if not finder.seats.contradicts(fact)]
    facts = settled(
        reading,
        demonyms,
        [*byline_facts(reading, finder.lines), *facts, *finder.seat_facts(), *finder.bracket_facts(mentions)],
    )
    facts += finder.sources(facts)
    spoken = list(_taken_up(_spoken_for(facts, ontology)))
    sure = [fact for fact in _surest(spoken) if fact.confidence >= _LEAST]
    if rejects:
        _tell(rejects, found, spoken)
    return sorted(sure, key=lambda f: (f.evidence.start, f.evidence.cue or (0, 0), str(f.property)))


def _tell(rejects: Rejects, found: list[Fact], spoken: list[Fact]) -> None:
    """Say which facts the steps of the search took out, and why."""

    def unclear(fact: Fact) -> tuple[str, str]:
        if isinstance(fact.subject, Mention) and fact.subject.relation == SPEAKERS:
            return "unresolved", "it is not clear for whom “we” speaks"
        if isinstance(fact.subject, Mention) and fact.subject.relation.startswith(EARLIER):
            return "unresolved", "no earlier sentence says what it is of"
        return "contradicted", "the place beside it says something else of this thing, or of which one is not clear"

    rejects.lost(found, spoken, unclear)
    for fact in spoken:
        if fact.confidence < _LEAST:
            rejects.note(
                fact, "unsure", f"read with a confidence of {fact.confidence:.2f}; less than {_LEAST} is not taken"
            )


def _spoken_for(facts: Sequence[Fact], ontology: Ontology) -> Iterator[Fact]:
    """Put the organization that a speaker speaks for where he says "we"; without one there is no fact.

    So it is where a person tells of a deed as that of a post, and without one it is the person's own.
    """
    of_posts = {iri for iri, prop in ontology.schema.properties.items() if prop.of_topic or prop.former}
    held = (f for f in facts if f.modality == Modality.ASSERTED and f.property in of_posts)
    posts = [f for f in held if isinstance(f.object, Mention) and ontology.schema.is_a(f.object.type, KG.Organization)]
    for fact in facts:
        if not isinstance(fact.subject, Mention) or not fact.subject.relation.startswith((SPEAKERS, EMPLOYER)):
            yield fact
            continue
        if fact.subject.relation.startswith(EMPLOYER):
            person = replace(fact.subject, relation=fact.subject.relation.removeprefix(EMPLOYER))
            whose = _employer(person, posts)
            yield replace(fact, subject=person if whose is None or whose == fact.object else whose)
            continue
        for speaker in fact.attribution[:1] if fact.modality != Modality.ASSERTED else ():
            is_itself = ontology.schema.is_a(speaker.type, KG.Organization)
            whose = speaker if is_itself else _employer(speaker, posts)
            if whose is not None and whose != fact.object:
                yield replace(fact, subject=whose)


def _employer(person: Mention, posts: Sequence[Fact]) -> Mention | None:
    """Give the one organization that a person has a post with."""
    held = {f.object for f in posts if isinstance(f.subject, Mention) and _is_same(f.subject, person)}
    named = [whose for whose in held if isinstance(whose, Mention)]
    return min(named, key=lambda whose: whose.start) if len({whose.key for whose in named}) == 1 else None


def _taken_up(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Put what the nearest earlier deal is about where a fact leaves its subject out: "The price is 3 million"."""
    ordered = sorted(facts, key=lambda f: f.evidence.start)
    for fact in ordered:
        if not isinstance(fact.subject, Mention) or not fact.subject.relation.startswith(EARLIER):
            yield fact
            continue
        deals = [f for f in ordered if f.evidence.start < fact.evidence.start and _is_deal(f, fact.subject)]
        things = {f.object for f in deals if f.evidence.start == deals[-1].evidence.start}
        thing = things.pop() if len(things) == 1 else None
        if isinstance(thing, Mention):
            yield replace(fact, subject=thing)


def _is_deal(fact: Fact, left_out: Mention) -> bool:
    return isinstance(fact.object, Mention) and left_out.relation == f"{EARLIER}{fact.property}"


def _is_same(one: Mention, other: Mention) -> bool:
    """Tell whether two mentions name one person: the same name, or its end."""
    return one == other or (bool(one.key) and (one.key == other.key or one.key.endswith(f" {other.key}")))


def _surest(facts: list[Fact]) -> list[Fact]:
    """Where one sentence gives the same fact twice keep the surer reading."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = (fact.subject, fact.property, fact.object, fact.evidence.start)
        if key not in kept or fact.confidence > kept[key].confidence:
            kept[key] = fact
    return list(kept.values())


def _closest(said: list[tuple[Frame, Fact]]) -> list[Fact]:
    """Where a sense that asks more of the sentence fits, no other holds of the same two things: "sells shoes"."""
    asked = {(fact.subject, fact.object) for frame, fact in said if frame.bare_object}
    return [fact for frame, fact in said if frame.bare_object or (fact.subject, fact.object) not in asked]


def _is_attributive(frame: Frame) -> bool:
    """Tell whether a frame is said of its noun in passing: a title, a part, a size."""
    functions = {place.function for place in (frame.subject, frame.object) if place is not None}
    return frame.pos in ("noun", "adjective") and bool(functions & {"copulativeArg", "attributiveArg"})


class _Finder:
    """Finds the facts of one document."""

    def __init__(self, reading: Reading, index: MentionIndex, seats: Seats, rejects: Rejects | None = None) -> None:
        self.reading, self.index, self.schema = reading, index, reading.schema
        self.seats = seats
        self.lines = lines(reading)
        self.qualifier = Qualifier(reading, index)
        self.headings = frozenset(t.i for line in self.lines if line.kind == "heading" for t in line.span)
        self.posts = Posts(reading, index, self.qualifier)
        self.arguments = Arguments(reading, index, self.qualifier, self.headings)
        self.rejects = rejects

    def facts(self) -> Iterator[Fact]:
        for line in self.lines:
            for token in line.span if line.is_article else ():
                said: list[tuple[Frame, Fact]] = []
                for frame, words in self.reading.frames(token):
                    prop = self.schema.properties.get(frame.reference)
                    if prop is not None and (not frame.feature or self.reading.has(token, frame.feature)):
                        said += ((frame, fact) for fact in self._facts(frame, prop, token, words))
                found = [fact for _, fact in said]
                narrowest = self._narrowest(_closest(said))
                if self.rejects:
                    self._tell(self.rejects, token, found, narrowest)
                yield from narrowest

    def _tell(self, rejects: Rejects, token: Token, found: list[Fact], taken: list[Fact]) -> None:
        """Say why the frames at a word gave no fact, or which of theirs is not taken."""
        rejects.lost(found, taken, lambda _: _OTHER_SENSE)
        why = Diagnosis(self.reading, self.index, self.arguments, self.reading.evidence)
        for frame, words in self.reading.frames(token) if not found else ():
            prop = self.schema.properties.get(frame.reference)
            if prop is not None and not prop.takes_comparison:
                rejects.frame(frame, prop, token, words, why)

    def seat_facts(self) -> Iterator[Fact]:
        """Give where organizations have their seats, as far as the adjective of a place says so in passing."""
        properties = [p for p in self.schema.properties.values() if p.of_demonym]
        for line in self.lines if properties else ():
            for token in line.span if line.is_article else ():
                for seat in self.seats.find(token):
                    yield from (fact for prop in properties if (fact := self._seat_fact(seat, prop)))

    def _seat_fact(self, seat: Seat, prop: Property) -> Fact | None:
        period = self.qualifier.periods.period(seat.anchor, (seat.anchor,))
        if period and period.tense in ("former", "future"):
            return None  # the former Berlin firm may be a firm still, and in Berlin
        if seat.is_predicate:
            said, worth = self.qualifier.qualify(seat.anchor, (seat.anchor,), (seat.named, seat.adjective)), 1.0
        else:
            said, worth = self.qualifier.in_passing(seat.anchor, (seat.anchor,)), _PASSING
        subject, place = Filler(seat.named, seat.organization), Filler(seat.adjective, seat.place)
        return Fact(
            subject=seat.organization,
            property=prop.iri,
            object=seat.place,
            evidence=replace(
                self.reading.evidence(seat.adjective, seat.place.concept or WDT.P1549), hedges=said.places()
            ),
            modality=said.modality,
            attribution=tuple(said.sources),
            confidence=round(worth * self._confidence(subject, place, seat.anchor), 2),
        )

    def bracket_facts(self, mentions: Sequence[Mention]) -> Iterator[Fact]:
        """Give to whom people belong, as far as a name in brackets says so."""
        for prop in (p for p in self.schema.properties.values() if p.in_brackets):
            for bracket in brackets(self.reading.doc, mentions):
                if not self._is_outside(bracket.person):
                    yield self._bracket_fact(bracket, prop)

    def _bracket_fact(self, bracket: Bracket, prop: Property) -> Fact:
        worth = _PASSING * min(bracket.person.score, bracket.organization.score)
        return Fact(
            subject=bracket.person,
            property=prop.iri,
            object=bracket.organization,
            evidence=self.reading.evidence(bracket.inside, KG.brackets),
            modality=Modality.ASSERTED,
            confidence=round(worth, 2),
        )

    def sources(self, facts: list[Fact]) -> list[Fact]:
        """Say of the document whom it cites: the organizations that it gives as the source of what it says."""
        cited = [
            (m, replace(f.evidence, hedges=()), f.confidence)
            for f in facts
            if f.modality != Modality.DENIED
            for m in f.attribution
            if m != f.subject
        ]
        cited += [(m, self.reading.evidence(mark, entry), _CITED) for m, mark, entry in self.qualifier.sources.cited()]
        return [
            Fact(subject=self.reading.document, property=p.iri, object=m, evidence=evidence, confidence=worth)
            for p in self.schema.properties.values()
            if p.cites
            for m, evidence, worth in cited
            if m.is_name and self.schema.is_a(m.type, KG.Organization) and not self._is_outside(m)
        ]

    def _is_outside(self, mention: Mention) -> bool:
        token = self.reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return token is None or not any(
            line.is_article and line.span.start <= token.start < line.span.end for line in self.lines
        )

    def _narrowest(self, facts: list[Fact]) -> list[Fact]:
        """Of several senses of one word for the same two things keep the one made for such things.

        A person who leaves a company departs from it; a company that leaves a market withdraws.
        """
        best: dict[tuple[object, object], int] = {}
        for fact in facts:
            ends = (fact.subject, fact.object)
            best[ends] = max(best.get(ends, 0), self._fit(fact))
        return [fact for fact in facts if self._fit(fact) == best[fact.subject, fact.object]]

    def _fit(self, fact: Fact) -> int:
        prop = self.schema.properties[fact.property]
        ends = ((fact.subject, prop.domain), (fact.object, prop.range))
        return sum(isinstance(end, Mention) and end.type in expected for end, expected in ends)

    # One frame at one word

    def _facts(self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]) -> Iterator[Fact]:
        if frame.pos == "noun" and (
            self.qualifier.periods.is_deputy(anchor, words) or self.posts.is_other(frame, anchor, words)
        ):
            return
        if prop.takes_comparison:
            yield from self._comparisons(frame, prop, anchor, words)
            return
        if frame.domain or frame.range:
            prop = replace(prop, domain=frame.domain or prop.domain, range=frame.range or prop.range)
        period = self.posts.period(anchor) or self._was(prop, anchor) or self._given_away(prop, frame, anchor)
        period = period or self.qualifier.periods.period(anchor, words)
        if period and period.tense == "former" and prop.former:
            prop = self.schema.properties[prop.former]
        if self._is_done_to_another(frame, prop, anchor, words):
            return
        objects = list(self.arguments.objects(frame, prop, anchor, words))
        if not objects and prop.symmetric:
            yield from self._together(frame, prop, anchor, words, period)
        pairs = [(s, obj) for obj in objects for s in self.arguments.subjects(frame, prop, anchor, words, obj)]
        for subject, obj in pairs or self.arguments.swapped(frame, prop, anchor, words):
            if self._is_said_better(subject, obj) or (frame.bare_object and not self._is_bare(obj)):
                continue
            if isinstance(obj.value, Quantity) and self.index.at(obj.token) == subject.value:
                continue  # "1,500 employees" have not 1,500 employees
            if subject.value != obj.value and isinstance(subject.value, Mention):
                said = self._of_part(prop, obj, anchor)
                subject, obj = self.arguments.owners.of_metric(subject, prop, obj)
                yield self._fact(subject, said, obj, anchor, words, frame, period)

    def _of_part(self, prop: Property, obj: Filler, anchor: Token) -> Property:
        """Give the property that holds where less than half of a thing is meant: "acquista il 30% di X"."""
        share = quantities.share_above(self.reading, obj.token, anchor) if prop.partial else None
        if prop.partial and share is not None and share < _HALF:
            return self.schema.properties[prop.partial]
        return prop

    def _is_bare(self, obj: Filler) -> bool:
        """Tell whether an object stands without article, owner and number: "makes shoes"; headlines leave them out."""
        beside = trees.children(obj.token, "det", "nummod")
        owned = belonging.owners(self.reading, obj.token)
        return not (beside or owned or obj.token.pos_ == "PROPN" or obj.token.i in self.headings)

    def _is_done_to_another(self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]) -> bool:
        """Tell whether a change of the subject is one of the object here: "the deal raises output by 3 percent"."""
        roles = tuple(place.function for place in (frame.subject, frame.object) if place is not None)
        if not prop.takes_quantity or frame.pos != "verb" or roles != ("subject", "prepositionalAdjunct"):
            return False
        others = [] if trees.is_passive(anchor) else trees.children(anchor, "obj")
        others = [t for t in others if t not in words and "Yes" not in values(t, "Reflex")]
        return any(quantities.measure_of(self.reading, t) is None for t in others)

    def _together(
        self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...], period: Period | None
    ) -> Iterator[Fact]:
        """Read "A and B merge", "A and B work together": each with each."""
        if frame.subject is None:
            return
        tokens = self.arguments.places.tokens(frame, frame.subject, anchor, words)
        tokens = clauses.taken_up(self.reading, tokens) or tokens
        both = [f for token in tokens for f in self.arguments.things.mention(token, prop.domain)]
        both = both or self.arguments.deeds.doers(frame, prop, anchor)  # "A and B plan a merger"
        for i, first in enumerate(both):
            for second in both[i + 1 :]:
                if self._fits_range(second, prop):
                    yield self._fact(first, prop, second, anchor, words, frame, period)

    def _fits_range(self, filler: Filler, prop: Property) -> bool:
        return isinstance(filler.value, Mention) and self.arguments.things.fits(filler.value, prop.range)

    def _is_said_better(self, subject: Filler, obj: Filler) -> bool:
        """Tell whether a noun like "revenue" has a frame of its own that gives the figure to its owner."""
        if not isinstance(obj.value, Quantity) or not isinstance(subject.value, Mention):
            return False
        if not self.schema.is_a(subject.value.type, KG.Metric):
            return False
        for frame, words in self.reading.frames(subject.token):
            prop = self.schema.properties.get(frame.reference)
            if prop is not None and (prop.takes_quantity or prop.takes_number):
                figures = self.arguments.objects(frame, prop, subject.token, words)
                if any(f.token == obj.token for f in figures):
                    return True
        return False

    def _was(self, prop: Property, noun: Token) -> Period | None:
        """Read "was chief executive": whoever was it is it no more."""
        past = any("Past" in values(c, "Tense") for c in trees.children(noun, "cop"))
        return Period(tense="former") if past and prop.former else None

    def _given_away(self, prop: Property, frame: Frame, noun: Token) -> Period | None:
        """Read "sold its stake in X", "sold its truck division": what was its own is so no more."""
        place, verb = frame.subject, noun.head
        if frame.pos != "noun" or place is None or place.function != "possessiveAdjunct" or not trees.is_past(verb):
            return None
        if trees.base(noun.dep_) not in ("obj", "nsubj", "obl"):
            return None
        known, kind = self.schema.properties, self.reading.class_of(self.reading.kind(noun))
        # Who "sells its products" has them still: the verb means another deed of them.
        said = (f for f, _ in self.reading.frames(verb) if f.reference in known)
        meant = (f for f in said if not f.range or kind is None or self.schema.fits(kind, f.range))
        over = any(prop.iri in known[f.reference].ends for f in meant)
        done = over and self.qualifier.qualify(verb, (verb,), ()).modality in (Modality.ASSERTED, Modality.REPORTED)
        return Period(tense="former") if done else None

    def _comparisons(self, frame: Frame, prop: Property, anchor: Token, words: tuple[Token, ...]) -> Iterator[Fact]:
        for token, subject, comparison in comparisons(self.reading, self.index, frame, anchor):
            if subject != comparison.baseline:
                left, right = Filler(token, subject), Filler(anchor, comparison)
                yield self._fact(left, prop, right, anchor, words, frame, None)

    def _fact(
        self,
        subject: Filler,
        prop: Property,
        obj: Filler,
        anchor: Token,
        words: tuple[Token, ...],
        frame: Frame,
        period: Period | None,
    ) -> Fact:
        assert isinstance(subject.value, Mention)
        arguments = tuple(f.token for f in (subject, obj) if f.token not in words)
        in_passing = _is_attributive(frame) and not self.posts.is_taken_or_left(anchor)
        said = self.qualifier.qualify(anchor, words, arguments, presupposed=in_passing)
        if period and period.tense == "future":
            said.add(Modality.PLANNED)
        if self._is_missed(anchor, obj):
            said.add(Modality.DENIED, by=anchor.nbor(-1))
        sources = tuple(m for m in said.sources if m != subject.value or len(said.sources) == 1)
        if isinstance(obj.value, Literal) and self.arguments.wording.negates(anchor, words):
            said.modalities.discard(Modality.DENIED)  # the words given hold the negation themselves
        return Fact(
            subject=subject.value,
            property=prop.iri,
            object=obj.value,
            evidence=replace(
                self.reading.evidence(anchor, frame.entry), figure=self._figure_at(obj), hedges=said.places()
            ),
            modality=said.modality,
            attribution=sources,
            time=period,
            confidence=self._confidence(subject, obj, anchor),
        )

    def _is_missed(self, verb: Token, obj: Filler) -> bool:
        """Read "almost bought X": it was not done; "almost doubled its sales" says how far they grew."""
        if verb.pos_ != "VERB" or verb.i == verb.sent.start or not isinstance(obj.value, Mention):
            return False
        before = verb.nbor(-1)
        near = before.head == verb and before.pos_ == "ADV" and self.reading.denotes(before, KG.approximately)
        return near and not self.schema.is_a(obj.value.type, KG.Metric)

    # What fills the places

    def _figure_at(self, obj: Filler) -> tuple[int, int] | None:
        """Give where an object stands that no mention is made of: a figure with its unit, or the word."""
        if isinstance(obj.value, Mention):
            return None
        measure = quantities.measure_of(self.reading, obj.token) if isinstance(obj.value, Quantity) else None
        words = self.reading.doc[measure.start : measure.end] if measure else [obj.token]
        return words[0].idx, words[-1].idx + len(words[-1])

    def _confidence(self, subject: Filler, obj: Filler, anchor: Token) -> float:
        """How sure: what the model gives its decisions, on average, times what the reading had to lean on."""
        tokens = {anchor, subject.token, obj.token}
        scores = [math.sqrt(t._.arc_score * t._.label_score) for t in tokens]
        worth = subject.worth * obj.worth
        for filler in (subject, obj):
            if isinstance(filler.value, Mention):
                # Whoever must be an organization is one, however unsure the recogniser was of the kind.
                worth *= 1.0 if filler.worth == COERCED else math.sqrt(filler.value.score)
                worth *= _REFERENCE if filler.value.is_reference and filler.worth == 1.0 else 1.0
        if anchor.i in self.headings:
            worth *= _HEADING
        return round(worth * sum(scores) / len(scores), 2)
