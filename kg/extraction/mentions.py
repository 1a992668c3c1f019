"""The stretches of a text that name something: names, noun phrases, and words that stand for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.annotation import Annotation
from kg.extraction import labels, references, trees
from kg.extraction.binding import apart, likely
from kg.extraction.descriptions import called, noun_forms
from kg.extraction.morphology import values
from kg.extraction.names import Names
from kg.extraction.phrases import Phrases
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_UNKNOWN = KG.Concept
_TOLD = 3  # guesses of the recogniser that one word of the text outweighs


def find_mentions(annotation: Annotation, ontology: Ontology) -> list[Mention]:
    """Find what the article names, in the order of the text."""
    reading = Reading.of(annotation, ontology)
    finder = _Finder(reading)
    found = [
        *finder.names(),
        *finder.known_terms(),
        *finder.noun_phrases(),
        *finder.references(),
        *finder.parts_of_compounds(),
    ]
    unique = {(m.start, m.end, m.is_reference): m for m in reversed(found)}
    return _one_kind(sorted(unique.values(), key=lambda m: (m.start, m.end, m.is_reference)))


def _one_kind(mentions: list[Mention]) -> list[Mention]:
    """Give all mentions of one name the kind that most of them have: recognisers waver from sentence to sentence."""
    scores: dict[str, dict[URIRef, list[float]]] = {}
    for mention in mentions:
        if mention.is_name and mention.concept is None and mention.type != _UNKNOWN:
            scores.setdefault(mention.key, {}).setdefault(mention.type, []).append(mention.score)
    best = {key: min(kinds, key=lambda kind: (-_weight(kinds[kind]), str(kind))) for key, kinds in scores.items()}

    people = _last_names(mentions)

    def settled(mention: Mention) -> Mention:
        if mention.is_name and mention.key in people and mention.concept is None and mention.score < 1.0:
            return replace(mention, type=KG.Person)
        if not mention.is_name or mention.concept is not None or mention.key not in best:
            return mention
        kind = best[mention.key]
        # Sure of it once is sure of it everywhere.
        return replace(mention, type=kind, score=max(scores[mention.key][kind]))

    return [settled(mention) for mention in mentions]


def _weight(scores: list[float]) -> float:
    """Add up how surely mentions are of a kind; what the text itself says, "the software house Solvia", is sure."""
    return sum(score * _TOLD if score == 1.0 else score for score in scores)


def _last_names(mentions: list[Mention]) -> frozenset[str]:
    """Give the last names of people, as far as each is first said in full and is no part of another name."""
    full = [m for m in mentions if m.is_name and " " in m.key]
    others = {word for m in full if m.type != KG.Person for word in m.key.split()}
    people = {m.key.split()[-1]: m.start for m in reversed(full) if m.type == KG.Person}
    # "Kranz verkauft X ... Gründerin Anna Kranz": what is named first is no person's last name.
    first = {m.key: m.start for m in reversed(mentions) if m.is_name}
    return frozenset(n for n, start in people.items() if n not in others and first.get(n, start) >= start)


class _Finder:
    """Finds the mentions of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.schema = reading, reading.schema
        self.proper = Names(reading)
        self.phrases = Phrases(self.proper)
        self.article, self.demonyms = self.proper.article, self.proper.demonyms
        self.natural_gender = not any(values(t, "Gender") for t in reading.doc if t.pos_ != "PRON")

    def names(self) -> Iterator[Mention]:
        for entity in self.proper.entities:
            span = self.proper.without_titles(entity)
            if span:
                said = self.proper.kind_of_name(entity)
                kind = said or self.proper.class_of(entity) or _UNKNOWN
                score = 1.0 if said else float(entity._.score)
                mention = self._mention(span, kind, is_name=True, score=score)
                place = self.proper.known_place(mention)
                yield replace(mention, concept=place, score=1.0) if place else mention

    def known_terms(self) -> Iterator[Mention]:
        """Find the terms of several words that the ontology knows, however the parser cut them: "social media"."""
        for (start, end), concept in sorted(self.phrases.terms.items()):
            span = self.reading.doc[start:end]
            kind = self.schema.concepts[concept].type
            yield self._mention(span, kind, is_name=True, concept=concept)

    def noun_phrases(self) -> Iterator[Mention]:
        for token in self.reading.doc:
            if self.phrases.is_head(token) and token.ent_type_ != "DATE":
                yield self._phrase(token)

    def references(self) -> Iterator[Mention]:
        """Find the pronouns and possessives of the third person."""
        for token in self.reading.doc:
            if token.pos_ not in ("PRON", "DET") or token.i not in self.article:
                continue
            if references.stands_for_clause(self.reading, token):
                continue
            if self.reading.denotes(token, KG.speaker) or references.refers(token):
                span = self.reading.doc[token.i : token.i + 1]
                yield self._mention(span, self._kind_of_pronoun(token), is_name=False, is_reference=True)
        for demonym in self.demonyms:
            # "die Münchner": the singular would as well be somebody from there.
            if self.demonyms.is_bare(demonym) and self.demonyms.is_plural(demonym) and demonym.start in self.article:
                span = demonym.span(self.reading.doc)
                yield self._mention(span, KG.Organization, is_name=False, is_reference=True)

    def parts_of_compounds(self) -> Iterator[Mention]:
        """Find a name of the text again where it begins a compound: "Apple-Chef"."""
        known = {e.text.casefold(): e.label_ for e in reversed(self.proper.entities)}
        for token in self.reading.doc:
            first, hyphen, rest = token.text.partition("-")
            name = first if rest else ""
            label = known.get(name.casefold()) or ("ORG" if self.proper.is_employer(name, token) else None)
            if hyphen and label and token.i in self.article and name[:1].isupper():
                kind = self.schema.class_of_entity_label(label) or _UNKNOWN
                part = labels.part_of_word(self.reading.document, token.idx, first, kind)
                yield replace(part, is_name=True, score=0.8)

    # Making mentions

    def _kind_of_pronoun(self, token: Token) -> URIRef:
        """Give what a pronoun tells of itself: where only pronouns have a gender, "she" is a woman."""
        return KG.Person if self.natural_gender and {"Masc", "Fem"} & set(values(token, "Gender")) else _UNKNOWN

    def _phrase(self, head: Token) -> Mention:
        extent = self.phrases.extent(head)
        span = self.reading.doc[extent.start : extent.stop]
        kind = self.reading.kind(head)
        concept = self.phrases.concept(span)
        proper = self._has_name(span)
        if kind is None and not any(t.pos_ in ("PROPN", "X") for t in span):
            # A word kg knows nothing of says little alone: "Bestrebungen zum Klimaschutz".
            span = self.reading.doc[span.start : self.phrases.complement_end(head, span.end)]
            # "rights to Merck" may be called so, "Jahresbeginn zur Solvia AG" is not.
            proper = self._has_name(span) and not any(self.reading.is_definite(t) for t in span if t != head)
        own = self.reading.class_of(concept or kind) or _UNKNOWN
        if own == _UNKNOWN and any(t.pos_ == "PROPN" for t in span):
            own = self.proper.kind_in_front(span) or own
        if head.like_url and len(span) == 1:
            own = KG.Organization  # "example.org" is whoever runs the site
        if own == KG.Person and "Plur" in values(head, "Number") and not any(t.pos_ == "PROPN" for t in span):
            own = KG.Group  # "analysts", "die Anwohner"
        # "The Solvia chief" is somebody without a name, whatever stands in front.
        named = own != KG.Person and (proper or self.phrases.is_coined(head))
        return self._mention(
            span,
            own,
            is_name=named or concept is not None,
            is_reference=not named and concept is None and references.points_back(self.reading, head, kind, span),
            head=head,
            concept=concept,
        )

    def _mention(
        self,
        span: Span,
        kind: URIRef,
        *,
        is_name: bool,
        is_reference: bool = False,
        head: Token | None = None,
        concept: URIRef | None = None,
        score: float = 1.0,
    ) -> Mention:
        head = head or span.root
        return Mention(
            document=self.reading.document,
            start=span.start_char,
            end=span.end_char,
            type=kind,
            label=labels.label(span, head, self.reading.lexicon),
            key=labels.key(self.phrases, span, head, is_name=is_name),
            is_name=is_name,
            is_reference=is_reference,
            number=references.number(head),
            gender=references.gender(self.reading, span, head, kind, is_name=is_name),
            relation=trees.base(head.dep_),
            concept=concept,
            aliases=() if is_reference else labels.aliases(span),
            score=score,
            nouns=self._nouns(span, head, is_name=is_name),
            origins=self._origins(span, head),
            apart=apart(self.reading, head) if is_reference else (),
            likely=likely(self.reading, head) if is_reference else (),
        )

    def _nouns(self, span: Span, head: Token, *, is_name: bool) -> tuple[str, ...]:
        return called(self.reading, span) if is_name else tuple(noun_forms(self.reading, head))

    def _has_name(self, span: Span) -> bool:
        return any(t.pos_ in ("PROPN", "X") and self.demonyms.at(t.i) is None for t in span)

    def _origins(self, span: Span, head: Token) -> tuple[URIRef, ...]:
        """Give the places whose adjectives stand in the phrase or right in front of it."""
        doc = self.reading.doc
        near = [self.demonyms.at(i) for i in range(max(span.start - 1, span.sent.start), span.end)]
        inside = [d for d in (*near, self.demonyms.in_compound(head)) if d is not None and d.end <= span.end]
        joined = [d for d in inside if d.start >= span.start or doc[d.end - 1].whitespace_]
        return tuple(dict.fromkeys(d.concept for d in joined if d.concept is not None))
