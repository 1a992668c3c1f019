"""A small store with one of everything: three invented texts, every modality, values, comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from rdflib import Literal, URIRef

from kg import paths
from kg.graph.provenance import document_iri
from kg.graph.store import Store
from kg.graph.values import comparison_iri, date_literal, quantity_iri
from kg.ontology import Ontology
from kg.ontology.folder import parse_schema
from kg.types import (
    Document,
    Entity,
    Evidence,
    Modality,
    Period,
    Quantity,
    ResolvedComparison,
    Statement,
    Testimony,
)
from kg.vocabulary import BASE, KG, SCHEMA

ENTRY = URIRef(BASE + "lexicon/en#entry")


@dataclass
class Writer:
    """Writes statements of one document; every sentence is looked up in its text."""

    document: Document
    entities: dict[URIRef, Entity] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def entity(self, kind: URIRef, slug: str, label: str, *aliases: str) -> URIRef:
        iri = URIRef(f"{BASE}{kind.split('#')[-1].lower()}/{slug}")
        language = self.document.language
        names = frozenset(Literal(alias, lang=language) for alias in aliases)
        label_ = Literal(label, lang=language)
        self.entities[iri] = Entity(iri=iri, type=kind, label=label_, aliases=names)
        return iri

    def says(
        self,
        subject: URIRef,
        property_: URIRef,
        object_: URIRef | Literal | Quantity | ResolvedComparison,
        sentence: str,
        cue: str = "",
        *,
        modality: Modality = Modality.ASSERTED,
        by: Iterable[URIRef] = (),
        time: Period | None = None,
        confidence: float = 0.9,
        approximate: bool = False,
    ) -> None:
        start = self.document.text.index(sentence)
        at = self.document.text.index(cue, start) if cue else 0
        evidence = Evidence(
            document=self.document,
            start=start,
            end=start + len(sentence),
            entry=ENTRY,
            cue=(at, at + len(cue)) if cue else None,
        )
        testimony = Testimony(
            evidence=evidence,
            modality=modality,
            attribution=tuple(by),
            time=time,
            confidence=confidence,
            approximate=approximate,
        )
        value = object_ if isinstance(object_, Quantity | ResolvedComparison) else None
        if isinstance(object_, Quantity):
            object_ = quantity_iri(object_)
        elif isinstance(object_, ResolvedComparison):
            object_ = comparison_iri(subject, object_)
        self.statements.append(
            Statement(
                subject=subject,
                property=property_,
                object=object_,
                testimonies=(testimony,),
                value=value,
            )
        )

    def add_to(self, store: Store) -> None:
        store.add(self.document, self.entities.values(), self.statements)


GERMAN = """Nordlicht stoppt den Warenkorb 🛒
Nordlicht stellt den Warenkorb 🛒 vorerst ein. Insidern zufolge soll das rund 25-köpfige \
Handelsteam aufgelöst werden. Ex-Chefin Ada Brandt gründete das Team. Chef ist Emil Voss. \
Nordlicht will sich auf dynamische Produktanzeigen konzentrieren. Deren Klickrate ist \
angeblich doppelt so hoch wie die der gewöhnlichen Anzeigen. Nordlicht verkauft das \
Kerngeschäft nicht. Der Umsatz stieg auf 3,72 Milliarden Euro."""

ITALIAN = """Nordlicht rinuncia al carrello
I vertici di Nordlicht hanno deciso di rinunciare al carrello. Secondo gli esperti gli utenti \
non comprano sui social network. Nordlicht potrebbe acquisire Lumen Srl. Emil Voss guida \
Nordlicht."""

ENGLISH = """Nordlicht and Tidewater in talks
Nordlicht plans to acquire Tidewater. Nordlicht owns a stake in Tidewater. Tidewater, based in \
Bergen, competes with Lumen. It looks as if Tidewater supports the deal. Tidewater has 1,200 \
employees."""


def _german() -> Writer:
    document = Document(
        id="a" * 16,
        text=GERMAN,
        language="de",
        title="Nordlicht stoppt den Warenkorb 🛒",
        published=date(2016, 5, 26),
        source="news/de/nordlicht.txt",
    )
    w = Writer(document)
    nordlicht = w.entity(KG.Organization, "nordlicht", "Nordlicht", "Nordlicht AG")
    basket = w.entity(KG.Product, "warenkorb", "Warenkorb")
    team = w.entity(KG.Team, "handelsteam", "Handelsteam")
    insiders = w.entity(KG.Group, "insider", "Insider")
    ada = w.entity(KG.Person, "ada-brandt", "Ada Brandt")
    emil = w.entity(KG.Person, "emil-voss", "Emil Voss")
    ads = w.entity(KG.Product, "produktanzeigen", "dynamische Produktanzeigen")
    plain = w.entity(KG.Product, "anzeigen", "gewöhnliche Anzeigen")
    rate = w.entity(KG.Metric, "klickrate", "Klickrate")
    core = w.entity(KG.Concept, "kerngeschaeft", "Kerngeschäft")
    author = w.entity(KG.Person, "jo-anders", "Jo Anders")
    w.says(nordlicht, KG.suspends, basket, "Nordlicht stellt den Warenkorb 🛒 vorerst ein.", "ein.")
    dissolved = "Insidern zufolge soll das rund 25-köpfige Handelsteam aufgelöst werden."
    w.says(
        nordlicht, KG.dissolves, team, dissolved, "aufgelöst",
        modality=Modality.REPORTED, by=[insiders], confidence=0.8,
    )  # fmt: skip
    w.says(nordlicht, KG.hasPart, team, dissolved, "Handelsteam", confidence=0.7)
    w.says(team, KG.employeeCount, Literal(25), dissolved, "köpfige", approximate=True)
    w.says(
        ada, KG.formerCeoOf, nordlicht, "Ex-Chefin Ada Brandt gründete das Team.", "Ex-Chefin",
        time=Period(tense="former"),
    )  # fmt: skip
    w.says(ada, KG.founderOf, team, "Ex-Chefin Ada Brandt gründete das Team.", "gründete")
    w.says(emil, KG.ceoOf, nordlicht, "Chef ist Emil Voss.", "Chef")
    w.says(
        nordlicht, KG.focusesOn, ads,
        "Nordlicht will sich auf dynamische Produktanzeigen konzentrieren.", "konzentrieren",
        modality=Modality.PLANNED,
    )  # fmt: skip
    w.says(
        ads,
        KG.hasComparison,
        ResolvedComparison(metric=rate, baseline=plain, factor=Decimal(2), difference=None, higher=True),
        "Deren Klickrate ist angeblich doppelt so hoch wie die der gewöhnlichen Anzeigen.",
        "doppelt",
        modality=Modality.REPORTED,
        confidence=0.75,
    )
    w.says(
        nordlicht, KG.divests, core, "Nordlicht verkauft das Kerngeschäft nicht.", "verkauft",
        modality=Modality.DENIED,
    )  # fmt: skip
    w.says(
        nordlicht, KG.revenue, Quantity(value=Decimal("3720000000"), unit="EUR"),
        "Der Umsatz stieg auf 3,72 Milliarden Euro.", "Umsatz",
    )  # fmt: skip
    iri = document_iri(document)
    w.says(iri, SCHEMA.datePublished, date_literal("2016-05-26"), "Nordlicht stoppt den Warenkorb 🛒")
    w.says(iri, SCHEMA.author, author, "Nordlicht stoppt den Warenkorb 🛒")
    w.says(iri, KG.citesSource, insiders, dissolved, "zufolge")
    return w


def _italian() -> Writer:
    document = Document(
        id="b" * 16,
        text=ITALIAN,
        language="it",
        title="Nordlicht rinuncia al carrello",
        source="news/it/nordlicht.txt",
    )
    w = Writer(document)
    nordlicht = w.entity(KG.Organization, "nordlicht", "Nordlicht")
    basket = w.entity(KG.Product, "warenkorb", "carrello")
    experts = w.entity(KG.Group, "esperti", "esperti")
    users = w.entity(KG.Group, "utenti", "utenti")
    networks = w.entity(KG.Concept, "social-network", "social network")
    lumen = w.entity(KG.Organization, "lumen", "Lumen Srl")
    emil = w.entity(KG.Person, "emil-voss", "Emil Voss")
    w.says(
        nordlicht, KG.discontinues, basket,
        "I vertici di Nordlicht hanno deciso di rinunciare al carrello.", "rinunciare",
        modality=Modality.PLANNED,
    )  # fmt: skip
    w.says(
        users, KG.buysOn, networks,
        "Secondo gli esperti gli utenti non comprano sui social network.", "comprano",
        modality=Modality.DENIED, by=[experts],
    )  # fmt: skip
    w.says(
        nordlicht, KG.acquires, lumen, "Nordlicht potrebbe acquisire Lumen Srl.", "acquisire",
        modality=Modality.POSSIBLE, confidence=0.6,
    )  # fmt: skip
    w.says(emil, KG.ceoOf, nordlicht, "Emil Voss guida Nordlicht.", "guida")
    return w


def _english() -> Writer:
    document = Document(
        id="c" * 16,
        text=ENGLISH,
        language="en",
        title="Nordlicht and Tidewater in talks",
        published=date(2017, 2, 1),
        source="news/en/talks.txt",
    )
    w = Writer(document)
    nordlicht = w.entity(KG.Organization, "nordlicht", "Nordlicht")
    tidewater = w.entity(KG.Organization, "tidewater", "Tidewater")
    lumen = w.entity(KG.Organization, "lumen", "Lumen")
    bergen = w.entity(KG.Place, "bergen", "Bergen")
    deal = w.entity(KG.Event, "deal", "the deal")
    w.says(
        nordlicht, KG.acquires, tidewater, "Nordlicht plans to acquire Tidewater.", "acquire",
        modality=Modality.PLANNED,
    )  # fmt: skip
    w.says(nordlicht, KG.hasStakeIn, tidewater, "Nordlicht owns a stake in Tidewater.", "stake")
    based = "Tidewater, based in Bergen, competes with Lumen."
    w.says(tidewater, KG.headquarteredIn, bergen, based, "based")
    w.says(tidewater, KG.competesWith, lumen, based, "competes")
    w.says(
        tidewater, KG.supports, deal, "It looks as if Tidewater supports the deal.", "supports",
        modality=Modality.OPINION, confidence=0.5,
    )  # fmt: skip
    w.says(tidewater, KG.employeeCount, Literal(1200), "Tidewater has 1,200 employees.", "has")
    w.says(document_iri(document), SCHEMA.datePublished, date_literal("2017-02-01"), "Nordlicht and Tidewater in talks")
    return w


def load_schema_only() -> Ontology:
    """Read the shipped classes and properties; the views need no lexicon."""
    schema = parse_schema([paths.ONTOLOGY / "kg.ttl"])
    return Ontology(schema=schema, lexicons={}, gazetteers={}, fingerprint="")


def sample_store() -> Store:
    """Make a store of the three texts."""
    store = Store()
    for writer in (_german(), _italian(), _english()):
        writer.add_to(store)
    store.derive()
    return store


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_schema_only()


@pytest.fixture
def store() -> Store:
    return sample_store()
