"""The stretches of a text that name something: names, noun phrases, and words that stand for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rdflib import URIRef
from spacy.tokens import Span, Token

from kg.annotation import Annotation
from kg.extraction import patterns
from kg.extraction.binding import apart, likely
from kg.extraction.demonyms import Demonyms
from kg.extraction.descriptions import article_gender, called, noun_forms, person_gender
from kg.extraction.layout import article_tokens
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.ontology import Ontology
from kg.types import Mention
from kg.vocabulary import KG

_NOUNS = ("NOUN", "PROPN", "X")
_BEFORE = ("amod", "compound", "flat", "nmod", "advmod")
_AFTER = ("flat", "compound", "nmod", "appos", "amod")
_NAME_PARTS = ("flat", "compound", "appos")
_QUOTES = "\"'“”„‚‘’«»‹›()[]"
_UNKNOWN = KG.Concept
_LONGEST_COMPLEMENT = 5  # tokens of the phrase that belongs to a noun
_LONGEST_ALIAS = 5  # tokens between brackets behind a name


def find_mentions(annotation: Annotation, ontology: Ontology) -> list[Mention]:
    """Find what the article names, in the order of the text."""
    reading = Reading(annotation, ontology)
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
    best = {key: min(kinds, key=lambda kind: (-sum(kinds[kind]), str(kind))) for key, kinds in scores.items()}

    def settled(mention: Mention) -> Mention:
        if not mention.is_name or mention.concept is not None or mention.key not in best:
            return mention
        kind = best[mention.key]
        # Sure of it once is sure of it everywhere.
        return replace(mention, type=kind, score=max(scores[mention.key][kind]))

    return [settled(mention) for mention in mentions]


class _Finder:
    """Finds the mentions of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.schema = reading, reading.schema
        self.article = article_tokens(reading)
        self.demonyms = Demonyms.of(reading)
        whole = self._joined(reading.doc.ents)
        self.entities = [e for e in whole if self._class_of(e) and self._is_entity(e)]
        self.in_entity = {token.i for entity in self.entities for token in entity}
        self.terms = self._terms()
        self.natural_gender = not any(values(t, "Gender") for t in reading.doc if t.pos_ != "PRON")
        self.in_term = {i for start, end in self.terms for i in range(start, end)}

    def _joined(self, entities: Iterable[Span]) -> list[Span]:
        """Join a maker and its model where the recogniser parts them: "Airbus" "A330neo"."""
        found: list[Span] = []
        for entity in entities:
            last = found[-1] if found else None
            kind = self._class_of(entity)
            things = kind is not None and self.schema.fits(kind, (KG.Offering,))
            model = things and last is not None and entity.label == last.label and entity.start == last.end
            if last is None or not model or entity.root.head not in last or entity.root.dep_ not in _NAME_PARTS:
                found.append(entity)
                continue
            found[-1] = Span(self.reading.doc, last.start, entity.end, label=entity.label)
            found[-1]._.score = min(last._.score, entity._.score)
        return found

    def names(self) -> Iterator[Mention]:
        for entity in self.entities:
            span = self._without_titles(entity)
            if span:
                said = self._kind_of_name(entity)
                kind = said or self._class_of(entity) or _UNKNOWN
                score = 1.0 if said else float(entity._.score)
                mention = self._mention(span, kind, is_name=True, score=score)
                place = self._known_place(mention)
                yield replace(mention, concept=place, score=1.0) if place else mention

    def known_terms(self) -> Iterator[Mention]:
        """Find the terms of several words that the ontology knows, however the parser cut them: "social media"."""
        for (start, end), concept in sorted(self.terms.items()):
            span = self.reading.doc[start:end]
            kind = self.schema.concepts[concept].type
            yield self._mention(span, kind, is_name=True, concept=concept)

    def noun_phrases(self) -> Iterator[Mention]:
        for token in self.reading.doc:
            if self._heads_phrase(token):
                yield self._phrase(token)

    def references(self) -> Iterator[Mention]:
        """Find the pronouns and possessives of the third person."""
        for token in self.reading.doc:
            speaks = self.reading.denotes(token, KG.speaker)
            if token.i in self.article and token.pos_ in ("PRON", "DET") and (speaks or _refers(token)):
                span = self.reading.doc[token.i : token.i + 1]
                yield self._mention(span, self._kind_of_pronoun(token), is_name=False, is_reference=True)
        for demonym in self.demonyms:
            # "die Münchner": the singular would as well be somebody from there.
            if self.demonyms.is_bare(demonym) and self.demonyms.is_plural(demonym) and demonym.start in self.article:
                span = demonym.span(self.reading.doc)
                yield self._mention(span, KG.Organization, is_name=False, is_reference=True)

    def parts_of_compounds(self) -> Iterator[Mention]:
        """Find a name of the text again where it begins a compound: "Apple-Chef"."""
        known = {e.text.casefold(): e.label_ for e in reversed(self.entities)}
        for token in self.reading.doc:
            first, hyphen, rest = token.text.partition("-")
            name = first if rest else ""
            label = known.get(name.casefold()) or ("ORG" if self._is_employer(name, token) else None)
            if hyphen and label and token.i in self.article and name[:1].isupper():
                kind = self.schema.class_of_entity_label(label) or _UNKNOWN
                yield Mention(
                    document=self.reading.document,
                    start=token.idx,
                    end=token.idx + len(first),
                    type=kind,
                    label=first,
                    key=normal_form(first),
                    is_name=True,
                    score=0.8,
                )

    # What is what

    def _kind_of_pronoun(self, token: Token) -> URIRef:
        """Give what a pronoun tells of itself: where only pronouns have a gender, "she" is a woman."""
        return KG.Person if self.natural_gender and {"Masc", "Fem"} & set(values(token, "Gender")) else _UNKNOWN

    def _terms(self) -> dict[tuple[int, int], URIRef]:
        found: dict[tuple[int, int], URIRef] = {}
        taken: set[int] = set()
        for token in self.reading.doc:
            hit = self.reading.word_of(token, *self.schema.terms)
            if hit is None or hit.word.denotes is None or hit.end - hit.start < 2 or hit.start != token.i:
                continue
            inside = set(range(hit.start, hit.end))
            nominal = any(self.reading.doc[i].pos_ in _NOUNS for i in inside)
            if nominal and inside <= self.article and not inside & (self.in_entity | taken):
                found[hit.start, hit.end] = hit.word.denotes
                taken |= inside
        return found

    def _is_entity(self, entity: Span) -> bool:
        if not all(token.i in self.article for token in entity):
            return False
        if self._is_kind_with_name(entity) or all(self.demonyms.at(token.i) for token in entity):
            return False
        last = entity[-1]
        if len(entity) == 1 and last.pos_ == "NOUN" and patterns.children(last, "det") and self.reading.kind(last):
            return False  # "die Notenbank"
        # "Apple-Angestellte" are people and "Marketing-Team" is a team, whatever the recogniser says.
        joined = "-" in last.text and self.reading.lexicon.noun_at_end(last.lower_.rstrip("s"))
        return not joined and not (len(entity) == 1 and last.pos_ in ("VERB", "ADJ", "ADV", "PRON", "DET"))

    def _class_of(self, entity: Span) -> URIRef | None:
        return self.schema.class_of_entity_label(entity.label_)

    def _is_kind_with_name(self, entity: Span) -> bool:
        """Tell whether a product or event is named by a word kg knows: "Snap-Button", "tasto Snap" are phrases."""
        own = self._class_of(entity)
        if own is None or self.schema.fits(own, (KG.Agent, KG.Place)):
            return False
        if self._kind_of_name(entity):
            return False
        before = entity.root.head
        in_front = before.i == entity.start - 1 and before.pos_ == "NOUN"
        return any(self.reading.kind(token) for token in (*entity, *([before] if in_front else [])))

    def _kind_of_name(self, entity: Span) -> URIRef | None:
        """Give the organization or place that the noun right in front says a name is, whatever the recogniser says."""
        if entity.start == 0:
            return None
        before = self.reading.doc[entity.start - 1]
        below = entity.root.head == before and entity.root.dep_ in ("appos", "flat", "compound")
        above = before.head == entity.root and before.dep_ in ("compound", "nmod", "flat")
        kind = self._kind_in_front(entity) if below or above else None
        return kind if kind and self.schema.fits(kind, (KG.Organization, KG.Facility)) else None

    def _known_place(self, mention: Mention) -> URIRef | None:
        """Give the place of the ontology that a name stands for, if the text names a place by it more than others."""
        concept = self.reading.gazetteer.names.get(mention.label)
        if concept is None or not self.schema.is_a(mention.type, KG.Place):
            return None
        votes = [(self._class_of(e) == KG.Place, float(e._.score)) for e in self.entities if e.text == mention.text]
        for_place = sum(score for is_place, score in votes if is_place)
        return concept if for_place > sum(score for is_place, score in votes if not is_place) else None

    def _is_employer(self, name: str, token: Token) -> bool:
        """Tell whether a compound begins with an employer: "SPD-Politikerin", but not "Top-Manager"."""
        if self.reading.class_of(self.reading.kind(token)) != KG.Person or not name[:1].isupper():
            return False
        return not self.reading.lexicon.words_with(name.lower()) and not self.reading.lexicon.frames_with(name.lower())

    def _heads_phrase(self, token: Token) -> bool:
        if token.i not in self.article or token.i in self.in_entity | self.in_term or token.pos_ not in _NOUNS:
            return False
        if not any(c.isalpha() for c in token.text) or _is_dated(token):
            return False
        if self.demonyms.at(token.i):
            return False  # where somebody is from is no name and no thing
        if self.reading.denotes(token, KG.unit, KG.scale, KG.month):
            return False  # part of a figure or a date
        head = token.head
        joined = token.dep_ in ("flat", "compound") or (token.dep_ in _AFTER and not patterns.children(token, "case"))
        return not (joined and head.i not in self.in_entity and token.i in self._extent(head))

    def _extent(self, head: Token) -> range:
        """Give the positions of a phrase: modifiers in front, names and foreign words behind."""
        start = end = head.i
        left = {c.i for c in head.subtree if c.i < head.i and self._modifies(c, head)}
        while start - 1 in left:
            start -= 1
        right = {c.i for c in head.subtree if c.i > head.i and self._continues(c, head)}
        while end + 1 in right:
            end += 1
        return range(start, end + 1)

    def _modifies(self, token: Token, head: Token) -> bool:
        if token.i in self.in_entity:
            # "Google Maps" is a name of its own, "Apple CEO" is not.
            return head.pos_ == "PROPN" and token.dep_ in ("compound", "flat") and self.reading.kind(head) is None
        if token.i in self.in_term:
            return False
        if token.dep_ == "advmod":
            return token.head.dep_ == "amod" and token.pos_ == "ADJ"
        if token.dep_ == "amod":
            return token.head == head and not self._qualifies(token)
        noun = token.pos_ in _NOUNS or (token.dep_ == "compound" and token.pos_ == "ADJ")
        return token.dep_ in _BEFORE and noun and not patterns.children(token, "case")

    def _continues(self, token: Token, head: Token) -> bool:
        if token.i in self.in_term or token.dep_ not in _AFTER or patterns.children(token, "case", "det"):
            return False
        if token.i in self.in_entity:
            # "tasto Snap": behind a kind of product stands its name, whatever the recogniser takes it for.
            own = self.reading.class_of(self.reading.kind(head))
            return token.i == head.i + 1 and own is not None and self.schema.is_a(own, KG.Offering)
        if token.dep_ == "amod":
            return token.head == head and not self._qualifies(token) and not patterns.is_participle(token)
        if token.dep_ == "appos" and token.head.i + 1 != token.i:
            return False
        return token.pos_ in ("PROPN", "X") or (token.pos_ == "NOUN" and token.dep_ in ("flat", "compound"))

    def _complement_end(self, head: Token, end: int) -> int:
        """Give the end of the prepositional phrase or genitive that follows a noun at once, without its clauses."""
        for child in (*head.rights, *self._genitive_behind(end)):
            if patterns.base(child.dep_) not in ("nmod", "obl") or child.left_edge.i != end:
                continue
            entity = next((e for e in self.entities if e.start <= child.i < e.end), None)
            edge = entity.end if entity else max(self._extent(child).stop, child.i + 1)
            return edge if edge - end <= _LONGEST_COMPLEMENT else end
        return end

    def _genitive_behind(self, start: int) -> list[Token]:
        """Give a genitive right behind a noun, wherever the parser hung it: "zu dem Aus des Buttons"."""
        first = self.reading.doc[start] if start < len(self.reading.doc) else None
        genitive = first is not None and first.dep_ == "det" and "Gen" in values(first, "Case")
        return [first.head] if first is not None and genitive and first.head.i > start else []

    def _qualifies(self, token: Token) -> bool:
        """Tell whether an adjective says when or how surely, not what: "ehemalig", "aktuell", "angeblich"."""
        return any(f.word.denotes and f.word.pos != "noun" for f in self.reading.words(token)) or any(
            c.isdigit() for c in token.text
        )

    def _is_title(self, token: Token, entity: Span) -> bool:
        if token.is_punct or self.reading.denotes(token, KG.honorific):
            return True
        # "Solvia-Chefin Anna Weber" is more than her name.
        return entity.label_ == "PER" and self.reading.class_of(self.reading.kind(token)) == KG.Person

    def _without_titles(self, entity: Span) -> Span | None:
        tokens = list(entity)
        while len(tokens) > 1 and self._is_title(tokens[0], entity):
            tokens.pop(0)
        if len(tokens) > 1 and tokens[0].pos_ == "DET" and self._names_place(tokens[1:]):
            tokens.pop(0)  # "the Netherlands"
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].lower_ in ("'s", "’s")):
            tokens.pop()
        return self.reading.doc[tokens[0].i : tokens[-1].i + 1] if tokens else None

    def _names_place(self, tokens: list[Token]) -> bool:
        text = self.reading.doc[tokens[0].i : tokens[-1].i + 1].text
        return text in self.reading.gazetteer.names

    # Making mentions

    def _phrase(self, head: Token) -> Mention:
        extent = self._extent(head)
        span = self.reading.doc[extent.start : extent.stop]
        kind = self.reading.kind(head)
        concept = self._concept(span)
        if kind is None and not any(t.pos_ in ("PROPN", "X") for t in span):
            # A word kg knows nothing of says little alone: "Bestrebungen zum Klimaschutz".
            span = self.reading.doc[span.start : self._complement_end(head, span.end)]
        own = self.reading.class_of(concept or kind) or _UNKNOWN
        if own == _UNKNOWN and any(t.pos_ == "PROPN" for t in span):
            own = self._kind_in_front(span) or own
        if head.like_url and len(span) == 1:
            own = KG.Organization  # "example.org" is whoever runs the site
        if own == KG.Person and "Plur" in values(head, "Number") and not any(t.pos_ == "PROPN" for t in span):
            own = KG.Group  # "analysts", "die Anwohner"
        # "The Solvia chief" is somebody without a name, whatever stands in front.
        named = own != KG.Person and (any(t.pos_ in ("PROPN", "X") for t in span) or self._is_coined(head))
        return self._mention(
            span,
            own,
            is_name=named or concept is not None,
            is_reference=not named and concept is None and self._points_back(head, kind, span),
            head=head,
            concept=concept,
        )

    def _kind_in_front(self, span: Span) -> URIRef | None:
        """Give what the noun right in front says a name is: "the rival Solvia", "die App Orbit"."""
        before = span.doc[span.start - 1] if span.start > span.sent.start else None
        if before is None or before.pos_ != "NOUN" or not before.whitespace_:
            return None
        kind = self.reading.class_of(self.reading.kind(before))
        fits = kind is not None and self.schema.fits(kind, (KG.Organization, KG.Offering, KG.Facility))
        return kind if fits else None

    def _is_coined(self, head: Token) -> bool:
        """Tell whether a compound begins with no word of the language: "Snap-Button", not "Marketing-Team"."""
        first, hyphen, _ = head.lower_.rpartition("-")
        if not hyphen or self.reading.word_of(head) or not self.reading.lexicon.noun_at_end(head.lemma_.lower()):
            return False
        return not self.reading.lexicon.words_with(first) and not self.reading.lexicon.frames_with(first)

    def _concept(self, span: Span) -> URIRef | None:
        if len(span) == 1:
            kind = self.reading.word_of(span[0], *self.schema.terms)
            return kind.word.denotes if kind and (kind.start, kind.end) == (span.start, span.end) else None
        found = [f for f in self.reading.words(span[0]) if (f.start, f.end) == (span.start, span.end)]
        return next((f.word.denotes for f in found if f.word.denotes in self.schema.terms), None)

    def _points_back(self, head: Token, kind: URIRef | None, span: Span) -> bool:
        """Tell whether "das Unternehmen" or "la società" stands for something named before."""
        if kind is None or kind not in self.schema.classes:
            return False
        if len(span) > 1 and kind != KG.Organization:
            return False  # "the new plant" is a plant of its own, "the Berlin company" one named before
        if any(c.i > head.i and patterns.base(c.dep_) in ("nmod", "appos") for c in head.children):
            return False  # "the plant in Leeds" says itself which one
        determiners = patterns.children(head, "det")
        definite = self.reading.is_definite(head)
        # Only a singular is neuter; the noun alone may look the same in both: "das Unternehmen", "die Unternehmen".
        neuter = any("Neut" in values(d, "Gender") for d in determiners)
        plural = "Plur" in values(head, "Number") and not (neuter and head.text == head.lemma_)
        return definite and not plural and head.lower_ in self._bare(kind)

    def _bare(self, kind: URIRef) -> set[str]:
        forms = {form[0] for w in self.reading.lexicon.denoting(kind) for form in w.forms if len(form) == 1}
        return forms | {t.lower_ for t in self.reading.doc if t.lemma_.lower() in forms}

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
            label=self._label(span, head),
            key=self._key(span, head, is_name=is_name),
            is_name=is_name,
            is_reference=is_reference,
            number=self._number(head),
            gender=self._gender(span, head, kind, is_name=is_name),
            relation=patterns.base(head.dep_),
            concept=concept,
            aliases=() if is_reference else self._aliases(span),
            score=score,
            nouns=self._nouns(span, head, is_name=is_name),
            apart=apart(self.reading, head) if is_reference else (),
            likely=likely(self.reading, head) if is_reference else (),
        )

    def _number(self, head: Token) -> str:
        """Give the number; of a pronoun that of its verb, for "sie" alone is she or they, but "es" is one."""
        if _agrees_with_owned(head):
            return ""
        ambiguous = head.pos_ == "PRON" and "Neut" not in values(head, "Gender")
        shown = _numbers_of_verb(head) if ambiguous else set()
        return next(iter(shown)) if len(shown) == 1 else next(iter(values(head, "Number")), "")

    def _gender(self, span: Span, head: Token, kind: URIRef, *, is_name: bool) -> str:
        """Give the gender that a word standing for the phrase must have; of a name what is said with it shows."""
        if _agrees_with_owned(head):
            return ""
        if not is_name:
            return next(iter(values(head, "Gender")), "")
        if kind == KG.Person:
            return person_gender(self.reading, span)
        # The article of "die Solvia AG" is that of the legal form.
        return "" if self.reading.denotes(span[-1], KG.legalForm) else article_gender(span)

    def _nouns(self, span: Span, head: Token, *, is_name: bool) -> tuple[str, ...]:
        return called(self.reading, span) if is_name else tuple(noun_forms(self.reading, head))

    def _label(self, span: Span, head: Token) -> str:
        text = span.text.strip(_QUOTES + " ")
        lemma = head.lemma_
        inflected = "Gen" in values(head, "Case") and "Plur" not in values(head, "Number")
        # The genitive of a name or noun: "des Buttons" is the button.
        if inflected and head.text.startswith(lemma) and text.endswith(head.text) and len(lemma) > 2:
            text = text[: len(text) - len(head.text) + len(lemma)]
        return re.sub(r"\s+", " ", text)

    def _key(self, span: Span, head: Token, *, is_name: bool) -> str:
        kind = self.reading.kind(head)
        concept = self.schema.concepts.get(kind) if kind else None
        words = [t for t in span if not t.is_punct]
        parts = [normal_form(t.text if t.i in self.in_entity else self._basic(t)) for t in words]
        # "social commerce" is no social network: beside the kind must stand a name.
        others = [t for t in words if t != head]
        named = not others or any(t.i in self.in_entity or t.text[:1].isupper() for t in others)
        if concept is not None and is_name and named:
            # "Snap-Button" and "tasto Snap" are one thing: the kind goes by its concept, whatever the language.
            parts = [
                normal_form(t.text.rpartition("-")[0]) if t == head else p for t, p in zip(words, parts, strict=True)
            ]
            parts = [*filter(None, parts), normal_form(str(concept.iri).rsplit("/", 1)[-1])]
        return " ".join(filter(None, parts))

    def _basic(self, token: Token) -> str:
        if token.pos_ == "PROPN":
            return token.text
        return token.lemma_

    def _aliases(self, span: Span) -> tuple[str, ...]:
        """Give the other name in brackets right behind a name: "Europäische Zentralbank (EZB)"."""
        doc, i = self.reading.doc, span.end
        if i >= len(doc) or doc[i].text != "(":
            return ()
        close = next((t.i for t in doc[i + 1 : i + 2 + _LONGEST_ALIAS] if t.text == ")"), None)
        inside = doc[i + 1 : close] if close else None
        if not inside or not inside.text[:1].isupper() or any(c.isdigit() for c in inside.text):
            return ()
        if any(t.pos_ in ("ADP", "SCONJ", "PRON") for t in inside) or len(inside) > _LONGEST_ALIAS:
            return ()
        return (inside.text.strip(_QUOTES + " "),)


def normal_form(text: str) -> str:
    """Bring a name to one spelling: no case, no accents, no hyphens, no quotation marks.

    >>> normal_form("Société-Générale")
    'societe generale'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    letters = (c if c.isalnum() or c in ".&+" else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).split()).strip(".")


def _is_dated(token: Token) -> bool:
    """Tell whether a noun is part of a date: "26 May 2016", "Herbst 2015"."""
    near = (e for e in token.doc.ents if e.label_ == "DATE" and e.start <= token.i < e.end)
    return any(c.isdigit() for entity in near for c in entity.text)


def _refers(token: Token) -> bool:
    kinds, person = values(token, "PronType"), values(token, "Person")
    if "Prs" in kinds or "Yes" in values(token, "Poss"):
        return not ({"1", "2"} & set(person)) and token.dep_ not in ("expl", "expl:pv") and not _is_reflexive(token)
    if token.pos_ != "PRON":
        return False
    # "the one that ..." stands for something named; other demonstratives only as a subject.
    described = any(c.dep_ == "acl:relcl" for c in token.children)
    return "Dem" in kinds and (patterns.base(token.dep_) == "nsubj" or described)


def _numbers_of_verb(subject: Token) -> set[str]:
    """Give the number that the finite verb or auxiliary of a subject shows."""
    if patterns.base(subject.dep_) != "nsubj":
        return set()
    forms = [subject.head, *patterns.children(subject.head, "aux", "aux:pass", "cop")]
    return {number for form in forms if "Fin" in values(form, "VerbForm") for number in values(form, "Number")}


def _agrees_with_owned(token: Token) -> bool:
    """Tell whether the inflection of a possessive is that of the thing owned: "seine Firma", "la sua azienda"."""
    return token.dep_ == "det" and "Yes" in values(token, "Poss")


def _is_reflexive(token: Token) -> bool:
    return "Yes" in values(token, "Reflex") and "Yes" not in values(token, "Poss")
