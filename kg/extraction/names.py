"""What is a name: which entities of the recogniser are, where they begin and end, and of what they are names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import trees
from kg.extraction.demonyms import Demonyms
from kg.extraction.layout import article_tokens
from kg.extraction.reading import Reading
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PARTS = ("flat", "compound", "appos")


class Names:
    """The names of one document, as spans; built once, changed by nobody."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.schema = reading, reading.schema
        self.article = article_tokens(reading)
        self.demonyms = Demonyms.of(reading)
        whole = self._joined(reading.doc.ents)
        found = [e for e in whole if self.class_of(e) and self._is_entity(e)]
        self.entities = sorted([*found, *self._repeated(found)], key=lambda e: e.start)
        self.tokens = frozenset(token.i for entity in self.entities for token in entity)

    def _joined(self, entities: Iterable[Span]) -> list[Span]:
        """Join a maker and its model where the recogniser parts them: "Airbus" "A330neo"."""
        found: list[Span] = []
        for entity in entities:
            last = found[-1] if found else None
            kind = self.class_of(entity)
            things = kind is not None and self.schema.fits(kind, (KG.Offering,))
            model = things and last is not None and entity.label == last.label and entity.start == last.end
            if last is None or not model or entity.root.head not in last or entity.root.dep_ not in _PARTS:
                found.append(entity)
                continue
            found[-1] = _span(self.reading.doc, last.start, entity.end, entity.label)
            found[-1]._.score = min(last._.score, entity._.score)
        return found

    def _repeated(self, found: Sequence[Span]) -> Iterator[Span]:
        """Give the names the recogniser found in one place and overlooked in another."""
        taken = {token.i for entity in found for token in entity}
        best: dict[tuple[str, ...], Span] = {}
        for entity in sorted(found, key=lambda e: -e._.score):
            best.setdefault(tuple(t.text for t in entity), entity)
        starts = {words[0] for words in best}
        longest = max(map(len, best), default=0)
        for token in self.reading.doc if starts else ():
            for length in range(longest, 0, -1) if token.text in starts else ():
                span = self.reading.doc[token.i : token.i + length]
                known = best.get(tuple(t.text for t in span))
                free = self.article.issuperset(t.i for t in span) and taken.isdisjoint(t.i for t in span)
                if known is None or not free or not self._may_repeat(span):
                    continue
                again = _span(self.reading.doc, span.start, span.end, known.label)
                again._.score = known._.score
                taken |= {t.i for t in span}
                yield again
                break

    def _may_repeat(self, span: Span) -> bool:
        """Tell whether the same words may be the same name: not "Zeit" beside "die Zeit", which is a word, too."""
        if len(span) > 1:
            return True
        token = span[0]
        return token.pos_ in ("PROPN", "NOUN", "X") and not self.reading.words(token) and not token.sent.text.isupper()

    def _is_entity(self, entity: Span) -> bool:
        if not all(token.i in self.article for token in entity):
            return False
        if self._is_kind_with_name(entity) or all(self.demonyms.at(token.i) for token in entity):
            return False
        last = entity[-1]
        if len(entity.text) == 1 or (len(entity) == 2 and len(entity[0]) == 1 and last.text.islower()):
            return False  # "round A guidato": a letter counts
        if len(entity) == 1 and last.pos_ == "NOUN" and trees.children(last, "det") and self.reading.kind(last):
            return False  # "die Notenbank"
        # "Apple-Angestellte" are people and "Marketing-Team" is a team, whatever the recogniser says.
        joined = "-" in last.text and self.reading.lexicon.noun_at_end(last.lower_.rstrip("s"))
        return not joined and not (len(entity) == 1 and last.pos_ in ("VERB", "ADJ", "ADV", "PRON", "DET"))

    def class_of(self, entity: Span) -> URIRef | None:
        """Give the class that the recogniser's label stands for; who is called by an address is an organization."""
        if len(entity) == 1 and entity[0].like_url:
            return KG.Organization
        return self.schema.class_of_entity_label(entity.label_)

    def _is_kind_with_name(self, entity: Span) -> bool:
        """Tell whether a product or event is named by a word kg knows: "Snap-Button", "tasto Snap" are phrases."""
        own = self.class_of(entity)
        if own is None or self.schema.fits(own, (KG.Agent, KG.Place)):
            return False
        if self.kind_of_name(entity):
            return False
        before = entity.root.head
        in_front = before.i == entity.start - 1 and before.pos_ == "NOUN"
        return any(self.reading.kind(token) for token in (*entity, *([before] if in_front else [])))

    def kind_of_name(self, entity: Span) -> URIRef | None:
        """Give the organization or place that the noun right in front says a name is, whatever the recogniser says."""
        if entity.start == 0:
            return None
        before = self.reading.doc[entity.start - 1]
        below = entity.root.head == before and entity.root.dep_ in ("appos", "flat", "compound")
        above = before.head == entity.root and before.dep_ in ("compound", "nmod", "flat")
        kind = self.kind_in_front(entity) if below or above else None
        return kind if kind and self.schema.fits(kind, (KG.Organization, KG.Facility)) else None

    def known_place(self, mention: Mention) -> URIRef | None:
        """Give the place of the ontology that a name stands for, if the text names a place by it more than others."""
        concept = self.reading.gazetteer.names.get(mention.label)
        if concept is None or not self.schema.is_a(mention.type, KG.Place):
            return None
        votes = [(self.class_of(e) == KG.Place, float(e._.score)) for e in self.entities if e.text == mention.text]
        for_place = sum(score for is_place, score in votes if is_place)
        return concept if for_place > sum(score for is_place, score in votes if not is_place) else None

    def is_employer(self, name: str, token: Token) -> bool:
        """Tell whether a compound begins with an organization: "SPD-Politikerin", "SAP-Rivale", no "Top-Manager"."""
        if not name[:1].isupper() or name in self.reading.gazetteer.names or self.demonyms.at(token.i):
            return False
        if self.demonyms.in_compound(token) or name.endswith(self.reading.lexicon.linking_endings):
            return False  # "US-Rivale", "Dienstleistungs-Tochter"
        if len(name) == 1 or token.text.count("-") > 1:
            return False  # the "E" of "E-Commerce-Team"
        kind = self.reading.class_of(self.reading.kind(token))
        relational = kind == KG.Organization and self.reading.is_relational(token)
        if kind != KG.Person and not relational and not self._says_whose(token):
            return False
        return not self.reading.lexicon.words_with(name.lower()) and not self.reading.lexicon.frames_with(name.lower())

    def _says_whose(self, adjective: Token) -> bool:
        """Tell whether an adjective says whose a thing is: "Amazon-owned"."""
        last = adjective.lower_.rpartition("-")[2] if adjective.pos_ == "ADJ" else ""
        places = (f.subject for f in self.reading.lexicon.frames_with(last) if f.pos == "adjective")
        return any(place is not None and place.function == "possessiveAdjunct" for place in places)

    def _is_title(self, token: Token, entity: Span) -> bool:
        if token.is_punct or self.reading.denotes(token, KG.honorific):
            return True
        # "Solvia-Chefin Anna Weber" is more than her name.
        return entity.label_ == "PER" and self.reading.class_of(self.reading.kind(token)) == KG.Person

    def without_titles(self, entity: Span) -> Span | None:
        """Give what is the name in an entity: no honorific or post in front, no mark or genitive behind."""
        tokens = list(entity)
        while len(tokens) > 1 and self._is_title(tokens[0], entity):
            tokens.pop(0)
        if len(tokens) > 1 and self._says_what(tokens[0]) and not self.reading.denotes(tokens[1], KG.legalForm):
            tokens.pop(0)  # "Rival Solvia"
        if len(tokens) > 1 and tokens[0].pos_ == "DET" and self._names_place(tokens[1:]):
            tokens.pop(0)  # "the Netherlands"
        while len(tokens) > 1 and (tokens[-1].is_punct or _ends_no_name(tokens[-1])):
            tokens.pop()
        return self.reading.doc[tokens[0].i : tokens[-1].i + 1] if tokens else None

    def _says_what(self, token: Token) -> bool:
        """Tell whether the capital of a word is only that of its sentence: a noun for what others are to one."""
        frames = self.reading.lexicon.frames_with(token.lower_) if token.is_sent_start else ()
        places = [place for f in frames if f.pos == "noun" for place in (f.subject, f.object) if place is not None]
        return any(place.function == "copulativeArg" for place in places)

    def _names_place(self, tokens: list[Token]) -> bool:
        text = self.reading.doc[tokens[0].i : tokens[-1].i + 1].text
        return text in self.reading.gazetteer.names

    def kind_in_front(self, span: Span) -> URIRef | None:
        """Give what the noun right in front says a name is: "the rival Solvia", "die App Orbit"."""
        before = span.doc[span.start - 1] if span.start > span.sent.start else None
        if before is None or before.pos_ != "NOUN" or not before.whitespace_:
            return None
        kind = self.reading.class_of(self.reading.kind(before))
        fits = kind is not None and self.schema.fits(kind, (KG.Organization, KG.Offering, KG.Facility))
        return kind if fits else None


def _ends_no_name(token: Token) -> bool:
    """Tell whether a word behind a name is none of it: the genitive, or the small verb of "round A guidato"."""
    return token.lower_ in ("'s", "’s") or (token.pos_ in ("VERB", "AUX", "ADP") and token.text.islower())


def _span(doc: Doc, start: int, end: int, label: int) -> Span:
    from spacy.tokens import Span  # whoever has a Doc has spaCy, whoever imports this module may not need it

    return Span(doc, start, end, label=label)
