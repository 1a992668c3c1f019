"""What the page says, in columns: every fact once, every sentence once, everything else by number."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx
from rdflib import URIRef

from kg.ontology import Schema
from kg.types import Modality
from kg.views.words import LANGUAGES, TEMPLATE, WORDS
from kg.vocabulary import BASE, KG, PREFIXES

__all__ = ["Content", "Line", "Look", "labels_of"]

Look = tuple[str, str]  # shape and colour

_LOOKS = json.loads((TEMPLATE / "look.json").read_bytes())
_KINDS = ("entity", "value", "document")
_MODALITIES = list(Modality)
_ENDING = 3  # letters that a name may take on where a sentence inflects it


class Line(NamedTuple):
    """What is drawn as one line: all facts that say the same in the same way."""

    source: int  # numbers of nodes
    target: int
    labels: tuple[str, ...]  # one per language
    relation: int
    modality: str
    former: bool

    @property
    def style(self) -> int:
        """Give modality and tense as one number."""
        return 2 * _MODALITIES.index(Modality(self.modality)) + self.former


class Content:
    """What the page shows of a graph as `to_networkx` gives it.

    Nodes are numbered entities first, then values, then documents; entities by how much is said of them.
    """

    def __init__(self, graph: nx.MultiDiGraph[str], schema: Schema) -> None:
        self.graph = graph
        self.schema = schema
        self.degrees = _degrees(graph)
        self.nodes = sorted(graph, key=lambda iri: (_KINDS.index(self.kind(iri)), -self.degrees[iri], iri))
        self.numbers = {iri: number for number, iri in enumerate(self.nodes)}
        self.classes = self._rank_classes()
        self.looks = self._choose_looks()
        self._former = {p.former for p in schema.properties.values() if p.former}
        self._mutual = {p.iri for p in schema.properties.values() if p.symmetric}
        self._relations: dict[tuple[str, ...], int] = {}
        self._quotes: dict[str, int] = {}
        self._known_names: dict[int, list[str]] = {}
        self.lines = self._gather()

    def kind(self, iri: str) -> str:
        """Say whether a node is an entity, a value or a document."""
        return str(self.graph.nodes[iri]["kind"])

    def columns(self) -> dict[str, Any]:
        """Give everything the page shows but the picture, ready for JSON."""
        facts = [fact for group in self.lines.values() for fact in group]
        return {
            "words": WORDS,
            "base": BASE,
            "prefixes": {prefix: iri for prefix, iri in PREFIXES.items() if prefix in ("kg", "oa", "prov", "rdf")},
            "classes": self._describe_classes(),
            "modalities": {modality: self._schema_labels(KG[modality]) for modality in _MODALITIES},
            "facts": self._fact_columns(facts),
            "relations": [self._describe_relation(key) for key in self._relations],
            "quotes": list(self._quotes),
            "things": self._thing_columns(),
        }

    # Lines and facts

    def _gather(self) -> dict[Line, list[tuple[str, Mapping[str, Any]]]]:
        """Gather the facts behind each line, with the IRIs of their statements, in a fixed order."""
        lines: dict[Line, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
        for source, target, key, edge in sorted(self.graph.edges(keys=True, data=True), key=lambda e: e[:3]):
            lines[self._line(source, target, edge)].append((key, edge))
        return dict(sorted(lines.items()))

    def _line(self, source: str, target: str, edge: Mapping[str, Any]) -> Line:
        labels = tuple(labels_of(edge).values())
        return Line(
            source=self.numbers[source],
            target=self.numbers[target],
            labels=labels,
            relation=_number(self._relations, (edge["property"], *labels)),
            modality=edge["modality"],
            former=edge["validity"] == "former" or URIRef(edge["property"]) in self._former,
        )

    def _fact_columns(self, facts: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
        ends = [(line.source, line.target) for line, group in self.lines.items() for _ in group]
        more = (self._rare(edge) for _, edge in facts)
        return {
            "statement": [_shorten(key) for key, _ in facts],
            "confidence": [round(100 * edge["confidence"]) for _, edge in facts],
            "quote": [_number(self._quotes, edge["quote"]) for _, edge in facts],
            "start": [edge["start"] for _, edge in facts],
            "marks": [self._marks(edge, *pair) for (_, edge), pair in zip(facts, ends, strict=True)],
            "document": [self.numbers.get(edge["document"], -1) for _, edge in facts],
            "more": {number: values for number, values in enumerate(more) if values},
        }

    def _rare(self, edge: Mapping[str, Any]) -> dict[str, Any]:
        """Give what only some facts have."""
        values = {
            "by": [self.numbers[iri] for iri in _split(edge["attributed_to"]) if iri in self.numbers],
            "from": edge["start_date"],
            "to": edge["end_date"],
            "about": edge["approximate"],
            "validity": edge["validity"],
            "object": edge.get("comparison"),
        }
        return {name: value for name, value in values.items() if value}

    def _marks(self, edge: Mapping[str, Any], source: int, target: int) -> list[int]:
        """Give start and end in the sentence of subject, cue and object; 0, 0 for what does not stand in it."""
        cue = _cue_in_quote(edge)
        subject = _find_name(self._names_of(source), edge["quote"], [cue])
        object_ = _find_name(self._names_of(target), edge["quote"], [cue, subject])
        marks = [*subject, *cue, *object_]
        while len(marks) > 0 and marks[-2:] == [0, 0]:
            del marks[-2:]
        return marks

    def _names_of(self, number: int) -> list[str]:
        if number not in self._known_names:
            self._known_names[number] = self._names(number)
        return self._known_names[number]

    def _names(self, number: int) -> list[str]:
        node = self.graph.nodes[self.nodes[number]]
        if node["kind"] == "document":
            return []
        names = {*labels_of(node).values(), *_split(node.get("aliases", ""))}
        # A person is often called by the last name alone.
        last = {name.split()[-1] for name in names if " " in name and node["kind"] == "entity"}
        return [*sorted(names, key=lambda name: (-len(name), name)), *sorted(last)]

    def _describe_relation(self, key: tuple[str, ...]) -> dict[str, Any]:
        property_, *labels = key
        name = self._schema_labels(URIRef(property_))
        flags = {"mutual": URIRef(property_) in self._mutual, "past": URIRef(property_) in self._former}
        return {
            "iri": property_,
            "labels": labels,
            **({} if labels == name else {"name": name}),
            **{flag: True for flag, is_on in flags.items() if is_on},
        }

    # Things

    def _thing_columns(self) -> dict[str, Any]:
        nodes = [self.graph.nodes[iri] for iri in self.nodes]
        kinds = Counter(node["kind"] for node in nodes)
        numbers = {iri: number for number, iri in enumerate(self.classes)}
        more = (self._describe(node) for node in nodes)
        return {
            "entities": kinds["entity"],
            "values": kinds["value"],
            "iris": [_shorten(iri) for iri in self.nodes],
            "labels": [_once(list(labels_of(node).values())) for node in nodes],
            "classes": [numbers.get(node.get("type", ""), -1) for node in nodes],
            "more": {number: values for number, values in enumerate(more) if values},
        }

    def _describe(self, node: Mapping[str, Any]) -> dict[str, Any]:
        values = {
            "aliases": _split(node.get("aliases", "")),
            "date": node.get("date"),
            "file": node.get("identifier"),
            "language": node.get("language"),
            "url": node.get("url"),
            "term": node.get("term"),
            "authors": [self.numbers[iri] for iri in _split(node.get("authors", "")) if iri in self.numbers],
        }
        return {name: value for name, value in values.items() if value}

    # Classes

    def _rank_classes(self) -> list[str]:
        """Give the classes in use, the most frequent first."""
        types = Counter(node["type"] for _, node in self.graph.nodes(data=True) if node.get("type"))
        return sorted(types, key=lambda iri: (-types[iri], iri))

    def _choose_looks(self) -> dict[str, Look]:
        spare = iter(_LOOKS["others"] * len(self.classes))
        return {iri: self._look(iri) or next(spare) for iri in self.classes}

    def _look(self, iri: str) -> Look | None:
        family = self.schema.family(URIRef(iri))
        known = (_LOOKS["classes"].get(str(ancestor)) for ancestor in family)
        return next((look for look in known if look), None)

    def _describe_classes(self) -> list[dict[str, Any]]:
        return [
            {"iri": iri, "labels": self._schema_labels(URIRef(iri)), "look": self.looks[iri]} for iri in self.classes
        ]

    def _schema_labels(self, iri: URIRef) -> list[str]:
        return [self.schema.label(iri, language) for language in LANGUAGES]


def labels_of(attributes: Mapping[str, Any]) -> dict[str, str]:
    """Give the label of a node or edge in each language."""
    return {language: attributes[f"label_{language}"] for language in LANGUAGES}


def _degrees(graph: nx.MultiDiGraph[str]) -> Counter[str]:
    """Count the facts of each node; what is said of documents makes nobody important."""
    degrees: Counter[str] = Counter()
    for source, target in graph.edges():
        if "document" not in (graph.nodes[source]["kind"], graph.nodes[target]["kind"]):
            degrees[source] += 1
            degrees[target] += 1
    return degrees


def _number(numbers: dict[Any, int], value: Any) -> int:
    """Give the number of a value that is to be stored once."""
    return numbers.setdefault(value, len(numbers))


def _shorten(iri: str) -> str:
    return iri.removeprefix(BASE)


def _split(lines: str) -> list[str]:
    return [line for line in lines.split("\n") if line]


def _once(labels: list[str]) -> str | list[str]:
    return labels[0] if len(set(labels)) == 1 else labels


def _cue_in_quote(edge: Mapping[str, Any]) -> tuple[int, int]:
    """Give where the cue stands in the quote, in code points; 0, 0 if it does not lie in it."""
    start, end = edge.get("cue_start", 0) - edge["start"], edge.get("cue_end", 0) - edge["start"]
    return (start, end) if 0 <= start < end <= len(edge["quote"]) else (0, 0)


def _find_name(names: Sequence[str], quote: str, taken: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Give where the first of the names stands in the sentence, off the places taken; 0, 0 if none does.

    What the text says instead, "she" or "the company", is not marked: the graph does not keep where it stands.
    """
    for name in names:
        for start, end in _occurrences(name, quote):
            if all(end <= first or last <= start for first, last in taken):
                return start, end
    return 0, 0


def _occurrences(name: str, quote: str) -> Iterator[tuple[int, int]]:
    """Give the places of a name as a word of its own, with an ending if the sentence inflects it."""
    start = quote.find(name) if name.strip() else -1
    while start >= 0:
        end = start + len(name)
        while end < len(quote) and quote[end].isalnum():
            end += 1
        is_word = start == 0 or not quote[start - 1].isalnum()
        if is_word and end - start - len(name) <= _ENDING:
            yield start, end
        start = quote.find(name, start + 1)
