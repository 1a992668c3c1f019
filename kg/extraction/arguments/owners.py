"""Whose a thing or a figure is, where the words name nobody who acts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction import belonging, clauses, patterns, trees
from kg.extraction.arguments.amounts import Amounts
from kg.extraction.arguments.deeds import Deeds
from kg.extraction.arguments.filler import IMPLIED, Filler
from kg.extraction.arguments.left_out import LeftOut
from kg.extraction.arguments.places import Places
from kg.extraction.arguments.things import Things
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Frame, Property
from kg.types import Mention, Quantity
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAIN = ("root", "ccomp", "conj", "parataxis")  # a clause of its own
_BESIDE_VERB = ("obj", "obl", "advmod", "parataxis", "nummod")


class Owners:
    """Finds owners that stand for whoever acts."""

    def __init__(
        self,
        reading: Reading,
        index: MentionIndex,
        qualifier: Qualifier,
        headings: frozenset[int],
        *,
        things: Things,
        amounts: Amounts,
        deeds: Deeds,
        places: Places,
        left_out: LeftOut,
    ) -> None:
        self.reading, self.index, self.qualifier, self.headings = reading, index, qualifier, headings
        self.things, self.amounts, self.deeds = things, amounts, deeds
        self.places, self.left_out = places, left_out

    def through_verb(self, prop: Property, anchor: Token, obj: Filler) -> list[Filler]:
        """Find whose a figure is by the verb: "Solvia erzielte einen Umsatz von 3 Mrd."."""
        noun, metric = self.amounts.said_of(anchor, obj.token)
        verb = noun.head
        beside = trees.base(noun.dep_) in _BESIDE_VERB or (noun.dep_ == "nmod" and verb.pos_ not in ("NOUN", "PROPN"))
        if trees.is_predicate(verb) and beside:
            tokens = clauses.surface_subjects(self.reading, verb) if noun == obj.token else []
            tokens = tokens or clauses.subjects(self.reading, verb)
            found = [
                f for t in tokens if t not in (anchor, obj.token, noun) for f in self.things.mention(t, prop.domain)
            ]
            if not found and patterns.drops_subject(self.reading, verb):
                found = [self.left_out.implied(verb, prop.domain)]
            if found:
                return found
        if trees.base(noun.dep_) == "nmod" and trees.children(noun, "case") and verb.pos_ in ("NOUN", "PROPN"):
            if trees.children(verb, "cop"):  # "with a share of 23 % X is the largest retailer"
                said = [f for t in patterns.bearers(self.reading, verb) for f in self.things.mention(t, prop.domain)]
                return said or list(self.things.mention(verb, prop.domain))
            return list(self.things.mention(verb, prop.domain))  # "a group with revenue of 3 bn"
        owned = belonging.owners(self.reading, noun) if metric else []
        found = [f for t in owned if t not in (anchor, obj.token) for f in self.things.mention(t, prop.domain)]
        # "Der Umsatz stieg auf ...", "es blieb ein Gewinn von ...": of the organization the text is about.
        about = self.reading.is_definite(noun) or (trees.base(noun.dep_) == "nsubj" and verb.pos_ == "VERB")
        return found or ([self.left_out.implied(anchor, prop.domain)] if about else [])

    def of_metric(self, subject: Filler, prop: Property, obj: Filler) -> tuple[Filler, Filler]:
        """Put whose a metric is in its place: "Solvia's revenue grew by 8 %" is growth of Solvia, in revenue."""
        metric, figure = subject.value, obj.value
        if not isinstance(figure, Quantity) or not isinstance(metric, Mention) or metric.type != KG.Metric:
            return subject, obj
        verb = subject.token.head
        tokens = belonging.owners(self.reading, subject.token)
        if not tokens and subject.token.dep_ == "obj" and verb.pos_ == "VERB":
            tokens = clauses.subjects(self.reading, verb)  # "Solvia increased revenue by 8 %"
        if not tokens and verb.pos_ == "VERB":
            tokens = belonging.topics(self.reading, verb)  # "der Gewinn fiel bei Solvia um 8 %"
        found = [f for t in tokens for f in self.things.mention(t, prop.owners) if isinstance(f.value, Mention)]
        inside = self.index.name_in(subject.token)
        if not found and inside is not None and self.things.fits(inside, prop.owners):
            found = [Filler(subject.token, inside)]  # "die Solvia-Aktie"
        if len(found) != 1:
            return subject, obj
        return found[0], replace(obj, value=replace(figure, metric=metric))

    def of_object(self, frame: Frame, prop: Property, anchor: Token, obj: Filler) -> list[Filler]:
        """Where a passive or a noun names nobody who acts: the owner of the object does."""
        acts = frame.subject is None or frame.subject.function == "subject"
        if patterns.is_choice(anchor) and acts and (prop.owner_acts or self.qualifier.attitudes.is_plan(anchor.head)):
            # "the decision to close X": of whoever decided, else of the organization the text is about.
            tokens = belonging.owners(self.reading, anchor.head) or self._planners(anchor.head)
            found = [f for t in tokens for f in self.things.mention(t, prop.domain)]
            return found or ([self.left_out.implied(anchor, (KG.Organization,))] if prop.owner_acts else [])
        if prop.topic_acts and trees.is_passive(anchor) and anchor.dep_ in _MAIN:
            return [self.left_out.implied(anchor, (KG.Organization,))]
        headline = anchor.i in self.headings and anchor.dep_ == "root" and trees.is_nonfinite(anchor)
        headline = headline or self.deeds.is_headline_participle(anchor)
        leaves_out = (
            headline
            or frame.subject is None
            or anchor.pos_ in ("NOUN", "PROPN")
            or trees.is_passive(anchor)
            or trees.is_participle(anchor)
        )
        if not prop.owner_acts or not leaves_out or (frame.pos == "noun" and not self.deeds.is_deed(frame)):
            return []
        tokens = [*self.left_out.possessors(obj.token), *belonging.topics(self.reading, anchor)]
        if anchor.pos_ == "NOUN":
            # "la cancellazione del servizio della società": two owners of one noun, the second of the first
            tokens += [t for t in belonging.owners(self.reading, anchor) if t.i > obj.token.i]
        tokens += belonging.topics(self.reading, obj.token)
        tokens = [t for t in tokens if not self.deeds.undergoes(t, obj.token)]
        found = [f for t in tokens if t != obj.token for f in self.things.mention(t, prop.domain)]
        # "the closure of the Lyon plant": a place owns nothing.
        found = [f for f in found if not (isinstance(f.value, Mention) and f.value.type == KG.Place)]
        if not found and isinstance(obj.value, Mention) and (owner := self._owner_elsewhere(obj.value)):
            found = (
                [Filler(obj.token, owner)] if owner.type != KG.Place and self.things.fits(owner, prop.domain) else []
            )
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

    def _owner_elsewhere(self, thing: Mention) -> Mention | None:
        """Find the owner that the text names with the same thing in another place."""
        for token in self.reading.doc:
            mention = self.index.at(token)
            if mention is None or mention.key != thing.key or token.pos_ not in ("NOUN", "PROPN"):
                continue
            owners = belonging.owners(self.reading, token) or self.places.owner_behind(token)
            for owner in (t for t in owners if not self.deeds.undergoes(t, token)):
                named = self.index.referent(owner)
                if named is not None and (named.is_name or named.is_reference):
                    return named
        return None
