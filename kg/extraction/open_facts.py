"""Open facts: clear statements about a named thing for whose verb the lexicon has no entry.

The predicate is the verb in the words of the text, in its basic form, with its particle, reflexive or adposition:
"loben", "sich bewerben um", "appeal to". It means no more than that; what is said in other words stays apart.
Precision comes before recall: a plain clause, a verb that means something by itself, a name for whoever does it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.annotation import Annotation
from kg.extraction import belonging, clauses, trees
from kg.extraction.demonyms import Demonyms
from kg.extraction.layout import lines
from kg.extraction.morphology import values
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Ontology
from kg.types import Fact, Mention, Modality
from kg.vocabulary import KG, OPEN

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_open_facts"]

_WORTH = 0.7  # of the certainty of the tree: nobody has said what the verb means
_CLEAR = 0.8  # the least certainty of the tree
_REFERENCE = 0.85  # as for other facts
_CLAUSES = ("root", "conj", "ccomp", "parataxis", "acl:relcl")
# What depends on a verb that says nothing without it: a clause, a predicate, a second object.
_INCOMPLETE = ("xcomp", "ccomp", "csubj", "cop", "iobj")
_PHRASES = ("obl", "obl:arg")
_CIRCUMSTANCES = (KG.Place, KG.Event, KG.Metric, KG.Quantity)  # where and when rather than what


def find_open_facts(annotation: Annotation, mentions: list[Mention], ontology: Ontology) -> list[Fact]:
    """Find what the article says of named things with verbs that the lexicon does not have; in its order."""
    reading = Reading.of(annotation, ontology)
    index = MentionIndex.of(reading, mentions, Demonyms.of(reading))
    finder = _Finder(reading, index)
    prose = (line.span for line in lines(reading) if line.is_article and line.kind != "heading")
    return [fact for span in prose for token in span for fact in finder.facts(token)]


class _Finder:
    """Finds the open facts of one document."""

    def __init__(self, reading: Reading, index: MentionIndex) -> None:
        self.reading, self.index = reading, index
        self.qualifier = Qualifier(reading, index)
        # A verb that the lexicon has idioms of, "take the helm", means little by itself.
        verbs = (frame for frame in reading.lexicon.frames if frame.pos == "verb")
        self.light = {word for frame in verbs for form in frame.forms if len(form) > 1 for word in form}

    def facts(self, verb: Token) -> Iterator[Fact]:
        """Give the open facts that a word says, if it is the verb of a plain clause."""
        if not self._is_plain(verb):
            return
        subjects = [t for t in clauses.subjects(self.reading, verb) if self._names(t)]
        marker, objects = self._objects(verb)
        predicate = self._predicate(verb, marker)
        for subject in subjects if predicate else ():
            for object_ in objects:
                yield from self._fact(verb, predicate, subject, object_)

    def _is_plain(self, verb: Token) -> bool:
        if verb.pos_ != "VERB" or verb.dep_ not in _CLAUSES or trees.is_nonfinite(verb):
            return False
        keys = self.reading.keys(verb)
        if any(self.reading.lexicon.frames_with(key) or key in self.light for key in keys):
            return False  # the lexicon knows it: what it does not say with it is not clear
        known = any(word.pos == "verb" for key in keys for word in self.reading.lexicon.words_with(key))
        return not known and not trees.children(verb, *_INCOMPLETE)

    def _objects(self, verb: Token) -> tuple[str, list[Token]]:
        """Give what it is done to; where there is no object, the thing behind an adposition right at the verb."""
        direct = [t for t in clauses.objects(self.reading, verb) if not _is_reflexive(t)]
        if direct:
            return "", [t for t in direct if self._is_thing(t)]
        if trees.is_passive(verb) or (trees.children(verb, "obj") and not _reflexive(verb)):
            return "", []
        marked = [c for c in trees.children(verb, *_PHRASES) if len(trees.children(c, "case")) == 1]
        if len(marked) != 1 or not self._names(marked[0]) or self._is_circumstance(marked[0]):
            return "", []
        (case,) = trees.children(marked[0], "case")
        return self.reading.marker(case), trees.with_conjuncts(marked[0])

    def _predicate(self, verb: Token, marker: str) -> str:
        """Give the verb in its basic form with what belongs to it; "" where that is no clean word."""
        lemma = verb.lemma_.lower()
        particles = [c.lower_ for c in trees.children(verb, "compound:prt")]
        if particles and self.reading.lexicon.compounds:
            lemma, particles = "".join(particles) + lemma, []
        reflexive = _reflexive(verb)
        before = [reflexive.lemma_.lower()] if reflexive is not None else []
        words = [*before, lemma, *particles, *filter(None, [marker])]
        return " ".join(words) if all(re.fullmatch(r"[^\W\d_]{2,}", word) for word in words) else ""

    def _names(self, token: Token) -> bool:
        """Tell whether a word stands for a named thing, by its name or by what the text resolves."""
        mention = self.index.referent(token)
        return mention is not None and (mention.is_reference or self._is_proper(mention))

    def _is_proper(self, mention: Mention) -> bool:
        """Tell whether a name is a proper one: a term like "customers" means the same everywhere, but nobody."""
        span = self.reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return mention.is_name and span is not None and any(t.ent_type_ or t.pos_ == "PROPN" for t in span)

    def _is_thing(self, token: Token) -> bool:
        """Tell whether a word names a thing, or speaks of one that is somebody's or known: "its port", "the port"."""
        mention = self.index.referent(token)
        if mention is None or not mention.label.strip():
            return False
        particular = self.reading.is_definite(token) or bool(belonging.owners(self.reading, token))
        return self._names(token) or (token.pos_ == "NOUN" and particular)

    def _is_circumstance(self, token: Token) -> bool:
        mention = self.index.referent(token)
        dated = any(t.ent_type_ == "DATE" for t in token.subtree)
        return dated or (mention is not None and self.reading.schema.fits(mention.type, _CIRCUMSTANCES))

    def _fact(self, verb: Token, predicate: str, subject: Token, object_: Token) -> Iterator[Fact]:
        who, what = self.index.referent(subject), self.index.referent(object_)
        surety = self._surety(verb, subject, object_)
        if who is None or what is None or who == what or surety < _CLEAR:
            return
        words = (verb, *trees.children(verb, "compound:prt"))
        said = self.qualifier.qualify(verb, words, (subject, object_))
        period = self.qualifier.periods.period(verb, words)
        if period and period.tense == "future":
            said.add(Modality.PLANNED)
        iri = OPEN[f"{self.reading.lexicon.language}/{predicate.replace(' ', '-')}"]
        references = sum(mention.is_reference for mention in (who, what))
        yield Fact(
            subject=who,
            property=iri,
            object=what,
            evidence=self.reading.evidence(verb, iri, hedges=said.places()),
            modality=said.modality,
            attribution=tuple(m for m in said.sources if m != who or len(said.sources) == 1),
            time=period,
            confidence=round(_WORTH * surety * _REFERENCE**references, 2),
        )

    def _surety(self, *tokens: Token) -> float:
        scores = [math.sqrt(token._.arc_score * token._.label_score) for token in tokens]
        return sum(scores) / len(scores)


def _reflexive(verb: Token) -> Token | None:
    return next((c for c in verb.children if _is_reflexive(c) and trees.base(c.dep_) in ("obj", "expl")), None)


def _is_reflexive(token: Token) -> bool:
    return token.pos_ == "PRON" and "Yes" in values(token, "Reflex")
