"""A small newsroom: texts that confirm, contradict, plan and quote, for the saved queries and the exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rdflib import Literal, URIRef

from kg.graph import Store
from kg.types import Document, Evidence, Fact, Mention, Modality, Period, Quantity
from kg.vocabulary import KG, SCHEMA, XSD
from tests.graph.sample import ENTRY, Sample, document, fill

KINDS = {
    "Anna Berg": KG.Person,
    "Arvo": KG.Organization,
    "Bell": KG.Medium,
    "Carl Thiel": KG.Person,
    "Kiel": KG.Place,
    "Lume": KG.Product,
    "Nordwind": KG.Organization,
    "Orion": KG.Product,
    "Post": KG.Medium,
    "Orion AG": KG.Organization,
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One sentence and what it says; names stand in it as they are."""

    words: str
    subject: str
    property: URIRef
    object: str | Decimal
    modality: Modality = Modality.ASSERTED
    by: str = ""
    time: Period | None = None
    confidence: float = 0.9


STORIES = (
    ("01", "en", "2026-01-10", "Bell", (
        Told(words="Bell: Nordwind cuts 300 jobs.", subject="Nordwind", property=KG.layoffCount, object=Decimal(300)),
        Told(words="Anna Berg leads Nordwind.", subject="Anna Berg", property=KG.ceoOf, object="Nordwind"),
        Told(words="Nordwind bought Arvo in 2025.", subject="Nordwind", property=KG.acquires, object="Arvo",
             time=Period(start="2025")),
        Told(words="Nordwind will launch Lume, says Anna Berg.", subject="Nordwind", property=KG.launches,
             object="Lume", modality=Modality.PLANNED, by="Anna Berg", time=Period(start="2026-07", tense="future"),
             confidence=0.6),
        Told(words="Arvo stops Orion.", subject="Arvo", property=KG.discontinues, object="Orion"),
    )),
    ("02", "de", "2026-02-11", "Post", (
        Told(words="Post: Nordwind streicht 400 Stellen.", subject="Nordwind", property=KG.layoffCount,
             object=Decimal(400)),
        Told(words="Nordwind hat Arvo übernommen.", subject="Nordwind", property=KG.acquires, object="Arvo"),
        Told(words="Arvo stoppt Orion nicht.", subject="Arvo", property=KG.discontinues, object="Orion",
             modality=Modality.DENIED),
        Told(words="Carl Thiel führt Nordwind.", subject="Carl Thiel", property=KG.ceoOf, object="Nordwind"),
        Told(words="Carl Thiel kommt zu Arvo.", subject="Carl Thiel", property=KG.joins, object="Arvo"),
    )),
    ("03", "it", "2026-02-12", "Post", (
        Told(words="Post: Nordwind ha acquisito Arvo.", subject="Nordwind", property=KG.acquires, object="Arvo"),
        Told(words="Secondo Post, Arvo fa causa a Orion AG.", subject="Arvo", property=KG.sues, object="Orion AG",
             modality=Modality.REPORTED, by="Post"),
        Told(words="Nordwind apre a Kiel.", subject="Nordwind", property=KG.opens, object="Kiel"),
    )),
)  # fmt: skip


def mention(text: Document, name: str, sentence: Evidence) -> Mention:
    start = text.text.index(name, sentence.start)
    return Mention(
        document=text,
        start=start,
        end=start + len(name),
        type=KINDS[name],
        label=name,
        key=name.lower(),
        is_name=True,
    )


def sample(identifier: str, language: str, published: str, publisher: str, stories: Sequence[Told]) -> Sample:
    """Give a text with the facts its sentences tell, its date and its publisher."""
    draft = document(
        " ".join(told.words for told in stories),
        identifier.rjust(16, "0"),
        language=language,
        title=stories[0].words.rstrip("."),
    )
    text = replace(draft, published=date.fromisoformat(published))
    facts, mentions = [], []
    for told in stories:
        start = text.text.index(told.words)
        evidence = Evidence(
            document=text, start=start, end=start + len(told.words), entry=ENTRY, cue=(start, start + 2)
        )
        named = {name: mention(text, name, evidence) for name in (told.subject, told.object, told.by) if name in KINDS}
        mentions += named.values()
        facts.append(
            Fact(
                subject=named[told.subject],
                property=told.property,
                object=Quantity(value=told.object) if isinstance(told.object, Decimal) else named[told.object],
                evidence=evidence,
                modality=told.modality,
                attribution=(named[told.by],) if told.by else (),
                time=told.time,
                confidence=told.confidence,
            )
        )
    head = facts[0].evidence
    house = mention(text, publisher, head)
    day = Literal(published, datatype=XSD.date)
    facts += [
        Fact(subject=text, property=SCHEMA.datePublished, object=day, evidence=head),
        Fact(subject=text, property=SCHEMA.publisher, object=house, evidence=head),
    ]
    return text, [*mentions, house], facts


def newsroom_store(store: Store | None = None) -> Store:
    """Fill a store, in memory if none is given, with all stories."""
    filled = store if store is not None else Store()
    for story in STORIES:
        fill(filled, sample(*story))
    filled.derive()
    return filled
