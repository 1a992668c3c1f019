"""Invented news of any size in the shape of a real build, made of the values that `kg.graph` writes: no text is read.

A few names stand in many texts and most in few; a text has some twenty statements in some fifteen sentences, of which
a third are hedged; numbers, dates, comparisons and copies occur as they do in news.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rdflib import Literal, URIRef

from kg import __version__
from kg.graph import Activity, Store
from kg.graph.provenance import document_iri
from kg.graph.values import comparison_iri, date_literal, digest, quantity_iri
from kg.types import Document, Entity, Evidence, Modality, Period, Quantity, ResolvedComparison, Statement, Testimony
from kg.vocabulary import BASE, KG, SCHEMA

__all__ = ["TRIPLES_PER_TEXT", "News", "fill", "news"]

TRIPLES_PER_TEXT = 380  # in the documents' graphs, about

_STATEMENTS, _SENTENCES, _NAMES_PER_TEXT = 22, 15, 5  # names: new ones in each text
_LANGUAGES = ("de", "en", "it")
_SYLLABLES = ("an", "ber", "cor", "del", "en", "fal", "gra", "hol", "in", "kar", "lum", "mar", "nor", "ost", "per",
              "quin", "ros", "stel", "tor", "ul", "ver", "wald", "zan", "ühl", "è", "straß")  # fmt: skip
_KINDS = (KG.Organization, KG.Person, KG.Product, KG.Place, KG.Concept, KG.Team, KG.Event, KG.Medium)
_BETWEEN = (KG.acquires, KG.ceoOf, KG.partnersWith, KG.hasPart, KG.focusesOn, KG.discontinues, KG.competesWith,
            KG.announces, KG.develops, KG.suspends, KG.formerCeoOf, KG.launches, KG.sues,
            KG.headquarteredIn)  # fmt: skip
_MODALITIES = (Modality.ASSERTED,) * 8 + tuple(Modality)
_FIRST_DAY = date(2016, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One text with what it says, as the stages before the store would give it."""

    document: Document
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]


def fill(texts: int, store: Store, *, seed: int = 7) -> None:
    """Write invented news into an empty store."""
    activity = Activity(version=__version__, model=digest("invented"), ontology=digest("news"))
    store.fill((item.document, item.entities, item.statements, activity) for item in news(texts, seed=seed))
    store.derive()


def news(texts: int, *, seed: int = 7) -> Iterator[News]:
    """Invent texts; the same for the same numbers."""
    chance = random.Random(seed)
    known: list[tuple[URIRef, str]] = []  # class, name
    for number in range(texts):
        known += [_name(chance) for _ in range(_NAMES_PER_TEXT)]
        yield _Writer(number, known, chance).write()


def _name(chance: random.Random) -> tuple[URIRef, str]:
    words = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize() for _ in range(2))
    return chance.choice(_KINDS), " ".join(words)


class _Writer:
    """Writes one text: first who is in it, then sentence by sentence."""

    def __init__(self, number: int, known: list[tuple[URIRef, str]], chance: random.Random) -> None:
        self.chance = chance
        self.number = number
        self.language = chance.choice(_LANGUAGES)
        # The cube makes few names stand in many texts.
        cast = {known[int(len(known) * chance.random() ** 3)] for _ in range(12)} | set(known[-_NAMES_PER_TEXT:])
        self.entities = tuple(self._entity(kind, name) for kind, name in sorted(cast))

    def _entity(self, kind: URIRef, name: str) -> Entity:
        slug = name.lower().replace(" ", "-")
        iri = URIRef(f"{BASE}{kind.removeprefix(KG).lower()}/{slug}")
        aliases = {Literal(name.split()[0], lang=self.language)} if self.chance.random() < 0.3 else set()
        return Entity(iri=iri, type=kind, label=Literal(name, lang=self.language), aliases=frozenset(aliases))

    def write(self) -> News:
        sentences = [self._sentence() for _ in range(_SENTENCES)]
        title = sentences[0].rstrip(".")
        text = " ".join(sentences)
        document = Document(
            id=digest(self.number, text),
            text=text,
            language=self.language,
            title=title,
            published=_FIRST_DAY + timedelta(days=self.chance.randrange(3000)),
            source=f"{self.number:07}.txt",
            publisher=f"{self.chance.choice(_SYLLABLES).capitalize()}blatt",
            url=f"https://news.example/{self.number}",
        )
        spans = _spans(sentences)
        said = [self._statement(document, spans[i % _SENTENCES]) for i in range(_STATEMENTS)]
        distinct = {(statement.subject, statement.property, statement.object): statement for statement in said}
        return News(document=document, entities=self.entities, statements=tuple(distinct.values()))

    def _sentence(self) -> str:
        words = self.chance.choices(_SYLLABLES, k=self.chance.randint(9, 22))
        first, second = self.chance.choice(self.entities).label, self.chance.choice(self.entities).label
        return f"{first} {' '.join(words)} “{second}” {self.chance.randrange(2000)}."

    def _statement(self, document: Document, span: tuple[int, int]) -> Statement:
        subject = self.chance.choice(self.entities).iri
        property_, object_, value = self._said(document, subject)
        return Statement(
            subject=document_iri(document) if property_ == SCHEMA.datePublished else subject,
            property=property_,
            object=object_,
            testimonies=(self._testimony(document, span),),
            value=value,
        )

    def _said(
        self, document: Document, subject: URIRef
    ) -> tuple[URIRef, URIRef | Literal, Quantity | ResolvedComparison | None]:
        kind = self.chance.random()
        if kind < 0.06:
            quantity = Quantity(value=Decimal(self.chance.randrange(1, 400) * 1_000_000), unit="EUR")
            return KG.revenue, quantity_iri(quantity), quantity
        if kind < 0.08:
            metric, baseline = self.chance.choice(self.entities).iri, self.chance.choice(self.entities).iri
            factor = Decimal(self.chance.randrange(2, 9))
            compared = ResolvedComparison(metric=metric, baseline=baseline, factor=factor, difference=None, higher=True)
            return KG.hasComparison, comparison_iri(subject, compared), compared
        if kind < 0.12 and document.published:
            return SCHEMA.datePublished, date_literal(document.published.isoformat()), None
        return self.chance.choice(_BETWEEN), self.chance.choice(self.entities).iri, None

    def _testimony(self, document: Document, span: tuple[int, int]) -> Testimony:
        start, end = span
        modality = self.chance.choice(_MODALITIES)
        is_hedged = modality in (Modality.REPORTED, Modality.OPINION)
        entry = URIRef(f"{BASE}lexicon/{self.language}#{self.chance.choice(_SYLLABLES)}")
        return Testimony(
            evidence=Evidence(document=document, start=start, end=end, entry=entry, cue=(start, start + 5)),
            modality=modality,
            attribution=(self.chance.choice(self.entities).iri,) if is_hedged else (),
            time=self._time(),
            confidence=round(0.5 + self.chance.random() / 2, 2),
        )

    def _time(self) -> Period | None:
        if self.chance.random() < 0.8:
            return None
        return Period(start=f"{self.chance.randrange(2005, 2025)}-{self.chance.randrange(1, 13):02}", tense="current")


def _spans(sentences: list[str]) -> list[tuple[int, int]]:
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return spans
