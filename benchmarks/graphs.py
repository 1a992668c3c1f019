"""Invented graphs of any size, shaped like news: stories with a few main figures, and figures of many stories."""

from __future__ import annotations

import random

import networkx as nx

from kg.types import Modality
from kg.views.words import LANGUAGES
from kg.vocabulary import BASE, KG

_STORY = 30  # entities
_FIRST = ("Nord", "Tide", "Lumen", "Berg", "Stern", "Alto", "Verde", "Karl", "Mar", "Fels", "Silva", "Wind")
_SECOND = (
    "licht",
    "water",
    " Holding",
    "werk",
    " Group",
    "mann",
    " Energia",
    "burg",
    "quist",
    " Systems",
    "ini",
    "feld",
)
_KINDS = ("Organization", "Person", "Product", "Concept", "Place", "Team", "Group", "Event")
_SAYINGS = ("acquires", "ceoOf", "partnersWith", "hasPart", "focusesOn", "discontinues", "competesWith", "announces")
_MODALITIES = [Modality.ASSERTED] * 6 + list(Modality)


def news_graph(entities: int, facts: int) -> nx.MultiDiGraph[str]:
    """Make a graph as `kg.to_networkx` gives it, with a sentence for every fact; the same for the same numbers."""
    chance = random.Random(entities)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = [_add_entity(graph, number, chance) for number in range(entities)]
    for number in range(facts):
        document = f"{BASE}document/{number // 20:016x}"
        if number % 20 == 0:
            _add_document(graph, document, number // 20)
        source, target = _pair(entities, chance)
        if source != target:
            _add_fact(graph, names[source], names[target], document, number, chance)
    return graph


def _pair(entities: int, chance: random.Random) -> tuple[int, int]:
    """Choose two entities of a story, the first of a story most often; now and then of two stories."""
    stories = max(1, entities // _STORY)
    story = chance.randrange(stories)
    other = story if chance.random() < 0.88 else int(stories * chance.random() ** 3)
    first = int(_STORY * chance.random() ** 3.5)
    second = int(_STORY * chance.random() ** 1.2)
    return min(story * _STORY + first, entities - 1), min(other * _STORY + second, entities - 1)


def _labels(text: str) -> dict[str, str]:
    return {"label": text, **{f"label_{language}": text for language in LANGUAGES}}


def _add_entity(graph: nx.MultiDiGraph[str], number: int, chance: random.Random) -> str:
    iri = f"{BASE}thing/{number}"
    name = f"{chance.choice(_FIRST)}{chance.choice(_SECOND)} {number}"
    kind = chance.choice(_KINDS)
    graph.add_node(iri, kind="entity", type=str(KG[kind]), aliases="", documents="", **_labels(name))
    return iri


def _add_document(graph: nx.MultiDiGraph[str], iri: str, number: int) -> None:
    date = f"{2016 + number % 8}-{1 + number % 12:02}-{1 + number % 28:02}"
    labels = _labels(f"What was told on day {number}")
    graph.add_node(iri, kind="document", language="en", date=date, identifier=f"{number}.txt", authors="", **labels)


def _add_fact(
    graph: nx.MultiDiGraph[str], source: str, target: str, document: str, number: int, chance: random.Random
) -> None:
    saying = chance.choice(_SAYINGS)
    subject, object_ = graph.nodes[source]["label"], graph.nodes[target]["label"]
    quote = (
        f"As was heard on the {number}th occasion, {subject} {saying} {object_}, and nobody was surprised by it at all."
    )
    start = 1000 * (number % 20)
    cue = start + quote.index(saying)
    graph.add_edge(
        source, target,
        key=f"{BASE}statement/{number:016x}", property=str(KG[saying]), **_labels(saying),
        modality=str(chance.choice(_MODALITIES)), validity="", confidence=round(0.5 + chance.random() / 2, 2),
        attributed_to="", quote=quote, document=document, start=start, end=start + len(quote),
        cue_start=cue, cue_end=cue + len(saying), start_date="", end_date="", approximate=False, entry="",
    )  # fmt: skip
