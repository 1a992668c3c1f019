"""Two small texts with hand-made entities and facts, for this floor and those above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from rdflib import Literal, URIRef

from kg.graph import Store, state
from kg.ontology import load
from kg.types import (
    Comparison,
    Document,
    Entity,
    Evidence,
    Fact,
    Mention,
    Modality,
    Period,
    Quantity,
)
from kg.vocabulary import BASE, KG, OPEN, SCHEMA, XSD

ENTRY = URIRef(BASE + "lexicon/en#entry")


def document(text: str, identifier: str, *, language: str = "en", title: str = "") -> Document:
    return Document(
        id=identifier,
        text=text,
        language=language,
        title=title,
        published=date(2026, 5, 26),
        source=f"/somewhere/{identifier}.txt",
    )


def mention(document: Document, text: str, kind: URIRef) -> Mention:
    start = document.text.index(text)
    return Mention(
        document=document,
        start=start,
        end=start + len(text),
        type=kind,
        label=text,
        key=text.lower(),
        is_name=True,
    )


def entity(mention: Mention) -> Entity:
    kind = str(mention.type).rpartition("#")[2].lower()
    slug = mention.key.replace(" ", "-")
    return Entity(
        iri=URIRef(f"{BASE}{kind}/{slug}"),
        type=mention.type,
        label=Literal(mention.label, lang=mention.document.language),
    )


def sentence(document: Document, start_of_sentence: str) -> Evidence:
    start = document.text.index(start_of_sentence)
    end = document.text.index(".", start) + 1
    cue = (start, start + 3)
    return Evidence(document=document, start=start, end=end, entry=ENTRY, cue=cue)


Sample = tuple[Document, list[Mention], list[Fact]]


def harbour() -> Sample:
    """Give an English text with every kind of fact."""
    text = document(
        "Anna Berg leads Nordwind. Nordwind closes the Kiel yard. "
        "According to Bold News, Nordwind might buy Lume. "
        "Nordwind has about 250 employees. Nordwind earned 3.72 billion euros. "
        "The click rate of Lume is twice as high as that of Orion.",
        "00000000000000aa",
        title="Nordwind closes Kiel yard",
    )
    anna = mention(text, "Anna Berg", KG.Person)
    nordwind = mention(text, "Nordwind", KG.Organization)
    yard = mention(text, "Kiel yard", KG.Facility)
    news = mention(text, "Bold News", KG.Medium)
    lume = mention(text, "Lume", KG.Product)
    rate = mention(text, "click rate", KG.Metric)
    orion = mention(text, "Orion", KG.Product)
    hedged = sentence(text, "According")
    facts = [
        Fact(
            subject=text,
            property=SCHEMA.datePublished,
            object=Literal("2026-05-26", datatype=XSD.date),
            evidence=sentence(text, "Anna"),
        ),
        Fact(subject=text, property=KG.citesSource, object=news, evidence=hedged, confidence=0.9),
        Fact(
            subject=anna,
            property=KG.ceoOf,
            object=nordwind,
            evidence=sentence(text, "Anna"),
            time=Period(start="2016-07", tense="current"),
            confidence=0.95,
        ),
        Fact(
            subject=nordwind,
            property=KG.closes,
            object=yard,
            evidence=sentence(text, "Nordwind closes"),
            confidence=0.85,
        ),
        Fact(
            subject=nordwind,
            property=KG.acquires,
            object=lume,
            evidence=hedged,
            modality=Modality.POSSIBLE,
            attribution=(news,),
            confidence=0.8,
        ),
        Fact(
            subject=nordwind,
            property=KG.employeeCount,
            object=Quantity(value=Decimal(250), approximate=True),
            evidence=sentence(text, "Nordwind has"),
        ),
        Fact(
            subject=nordwind,
            property=KG.revenue,
            object=Quantity(value=Decimal("3720000000.00"), unit="EUR"),
            evidence=sentence(text, "Nordwind earned"),
        ),
        Fact(
            subject=lume,
            property=KG.hasComparison,
            object=Comparison(metric=rate, baseline=orion, factor=Decimal("2.0")),
            evidence=sentence(text, "The click"),
        ),
    ]
    return text, [anna, nordwind, yard, news, lume, rate, orion], facts


def succession() -> Sample:
    """Give a German text that shares an entity with the other."""
    text = document(
        "Der frühere Chef Carl Thiel verließ Nordwind. Thiel „gründete“ 2024 Süßstoff.",
        "00000000000000bb",
        language="de",
        title="Wechsel bei Nordwind",
    )
    carl = mention(text, "Carl Thiel", KG.Person)
    nordwind = mention(text, "Nordwind", KG.Organization)
    new = mention(text, "Süßstoff", KG.Organization)
    facts = [
        Fact(
            subject=carl,
            property=KG.formerCeoOf,
            object=nordwind,
            evidence=sentence(text, "Der"),
            time=Period(tense="former"),
        ),
        Fact(
            subject=carl,
            property=KG.founderOf,
            object=new,
            evidence=sentence(text, "Thiel"),
            time=Period(start="2024"),
            confidence=0.7,
        ),
    ]
    return text, [carl, nordwind, new], facts


def fill(store: Store, sample: Sample) -> None:
    text, mentions, facts = sample
    entities = {found: entity(found) for found in mentions}
    store.add(text, entities.values(), state(facts, entities, schema=load().schema))


def sample_store() -> Store:
    store = Store()
    fill(store, harbour())
    fill(store, succession())
    store.derive()
    return store


AGENCY = (
    "Anna Berg leads Nordwind. The shipping company from Kiel said on Tuesday that it would give up its yard by the "
    "end of the year, after two years of falling orders and a failed search for a buyer. About three hundred people "
    "work there; most of them will be offered jobs in Hamburg and Rostock. The works council called the decision a "
    "mistake."
)


def told(text: str, identifier: str, *, publisher: str = "", day: int | None = None) -> Sample:
    """Give a text that says who leads Nordwind, as published by somebody on some day."""
    draft = document(text, identifier, title="Nordwind")
    published = date(2021, 3, day) if day else None
    made = replace(draft, publisher=publisher, published=published)
    anna = mention(made, "Anna Berg", KG.Person)
    nordwind = mention(made, "Nordwind", KG.Organization)
    fact = Fact(subject=anna, property=KG.ceoOf, object=nordwind, evidence=sentence(made, "Anna"))
    return made, [anna, nordwind], [fact]


def agency_samples() -> list[Sample]:
    """Give what an agency wrote, what two papers made of it, and a text of its own on the same."""
    own = "Nordwind is led by Anna Berg. " + " ".join(
        f"She said {word}." for word in ("one", "two", "three", "four", "five")
    )
    return [
        told(AGENCY, "00000000000000c1", publisher="Seedienst", day=2),
        told(f"KIEL. {AGENCY.rpartition(' The works')[0]}", "00000000000000c2", publisher="Hafenblatt", day=3),
        told(f"{AGENCY} More on page three.", "00000000000000b3", publisher="Küstenbote", day=3),
        told(own, "00000000000000c4", publisher="Bold News", day=4),
    ]


def copied_store() -> Store:
    store = Store()
    for sample in agency_samples():
        fill(store, sample)
    store.derive()
    return store


def open_store() -> Store:
    """Give a store in which a text says something with a verb that kg does not know."""
    text, mentions, facts = harbour()
    leads = next(fact for fact in facts if fact.property == KG.ceoOf)
    store = Store()
    fill(store, (text, mentions, [replace(leads, property=OPEN["en/look-up-to"])]))
    return store
