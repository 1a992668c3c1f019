"""Very short texts, and a reader of them that needs no model: "Berg acquires Lume." is one fact."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from functools import cache
from pathlib import Path

from rdflib import Literal, URIRef

from kg.building.changing import Change, is_changed, standing_of
from kg.building.contributions import Contribution
from kg.building.reader import Reader
from kg.building.readings import READINGS, Readings
from kg.building.sources import Files
from kg.errors import InputError
from kg.graph import Activity, document_iri
from kg.graph.folder import Page, Standing, locked, read_standing
from kg.graph.statements import join
from kg.ontology import Ontology, load_schema
from kg.resolution import appearances
from kg.types import Document, Entity, Evidence, Mention, Modality, Statement, Testimony
from kg.vocabulary import BASE, KG

NAMES = ("Berg", "Halm", "Lume", "Marlow", "Nordwind", "Orion", "Solvia", "Tessel")
VERBS = {"acquires": KG.acquires, "divests": KG.divests, "suspends": KG.suspends}


class PlainReader(Reader):
    """Reads a sentence of three words as a fact."""

    fingerprint = "plain"  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(ontology())
        self.read_texts: list[str] = []

    def understand(self, document: Document) -> Contribution:
        self.read_texts.append(document.text)
        if document.text == "interrupt":
            raise KeyboardInterrupt
        if "damaged" in document.text:
            raise InputError("is damaged")
        mentions: dict[Mention, Entity] = {}
        statements: list[Statement] = []
        start = 0
        for sentence in document.text.split("\n"):
            subject, verb, object_ = sentence.rstrip(".").split()
            ends = [_mention(document, start, subject), _mention(document, start + len(subject + verb) + 2, object_)]
            mentions |= {mention: _entity(mention) for mention in ends}
            evidence = Evidence(
                document=document, start=start, end=start + len(sentence), entry=URIRef(f"{BASE}lexicon/en#{verb}")
            )
            testimony = Testimony(
                evidence=evidence, modality=Modality.ASSERTED, attribution=(), time=None, confidence=0.875
            )
            statements.append(
                Statement(
                    subject=mentions[ends[0]].iri,
                    property=VERBS[verb],
                    object=mentions[ends[1]].iri,
                    testimonies=(testimony,),
                )
            )
            start += len(sentence) + 1
        said = tuple(join(document.id, statements))
        return Contribution(
            document=document,
            activity=Activity(version="1"),
            entities=tuple(sorted(set(mentions.values()), key=lambda entity: entity.iri)),
            statements=said,
            appearances=tuple(appearances(document, mentions, said)),
        )


@cache
def ontology() -> Ontology:
    return load_schema()


def _mention(document: Document, start: int, name: str) -> Mention:
    return Mention(
        document=document,
        start=start,
        end=start + len(name),
        type=KG.Organization,
        label=name,
        key=name.lower(),
        is_name=True,
    )


def _entity(mention: Mention) -> Entity:
    return Entity(
        iri=URIRef(f"{BASE}organization/{mention.key}"),
        type=mention.type,
        label=Literal(mention.label, lang="en"),
        aliases=frozenset({Literal(mention.label.upper(), lang="en")}),
    )


def document(text: str, source: str, published: date | None = None) -> Document:
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest()[:16], text=text, language="en", source=source, published=published
    )


def documents(count: int, seed: int) -> list[Document]:
    """Make texts; some occur twice, under two names or with two dates."""
    chance = random.Random(seed)
    made: list[Document] = []
    for number in range(count):
        if made and chance.random() < 0.1:
            text = chance.choice(made).text
        else:
            sentences = (chance.sample(NAMES, 2) for _ in range(chance.randint(1, 3)))
            text = "\n".join(f"{one} {chance.choice(list(VERBS))} {other}." for one, other in sentences)
        published = date(2026, 1, chance.randint(1, 2)) if chance.random() < 0.5 else None
        made.append(document(text, f"folder-{chance.randint(1, 3)}/{number % (count // 2)}.txt", published))
    return made


class Output:
    """An output folder, and what is done to it with the plain reader."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reader = PlainReader()

    def build(self, given: list[Document]) -> None:
        self._change(given, keep=False)

    def add(self, given: list[Document]) -> None:
        self._change(given, keep=True)

    def _change(self, given: list[Document], *, keep: bool) -> None:
        change = Change(ontology(), self.reader, Files())
        with locked(self.path) as folder, Readings(folder / READINGS) as readings:
            standing = standing_of(folder, readings) if keep else read_standing(folder)
            standing = standing or Standing(page=Page(html=False))
            is_base = keep or not is_changed(folder, standing)
            change.gather(readings, standing, given, keep=keep)
            change.write(folder, readings, standing, is_base=is_base)

    def remove(self, *gone: Document) -> None:
        change = Change(ontology(), self.reader, Files())
        with locked(self.path) as folder, Readings(folder / READINGS) as readings:
            standing = read_standing(folder)
            assert standing
            change.drop(readings, standing, map(document_iri, gone))
            change.write(folder, readings, standing, is_base=True)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.path.glob("graph.*"))}
