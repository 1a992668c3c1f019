"""A networkx graph as pyvis describes a picture: shapes, places, lines that do not hide each other."""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx
from pyvis.network import Network

from kg.views.layout import Box, Link, Point, place
from kg.views.words import LANGUAGES

__all__ = ["Line", "Look", "draw", "labels_of"]

Look = tuple[str, str]  # shape and colour

_LINE_LENGTH = 22  # characters of a label before it is broken
_LINES = 3  # of a label before it is cut
_NODE_LETTER, _NODE_LINE = 8.0, 18.0  # pixels, a little more than the fonts of page.js need
_EDGE_LETTER, _EDGE_LINE = 6.4, 17.0
# How far the middle of vis-network's curvedCW lies from the straight line, for roundness and length 1.
_ARC = 0.39
_MOST_ROUND = 0.9


class Line(NamedTuple):
    """What is drawn as one line: all facts that say the same in the same way."""

    source: int  # numbers of nodes, in the order of the graph
    target: int
    labels: tuple[str, ...]  # one per language
    relation: int
    modality: str
    former: bool
    mutual: bool  # holds both ways, so it needs no arrow


def draw(graph: nx.MultiDiGraph[str], lines: Mapping[Line, Sequence[int]], looks: Mapping[str, Look]) -> Network:
    """Describe the picture of a graph as `to_networkx` gives it.

    lines: each with the numbers of its facts; looks: by class.
    The labels of nodes come in all languages, as an option `labels` of their own.
    """
    return _Picture(graph, lines, looks).network


def labels_of(attributes: Mapping[str, Any]) -> dict[str, str]:
    """Give the label of a node or edge in each language."""
    return {language: attributes[f"label_{language}"] for language in LANGUAGES}


class _Picture:
    def __init__(
        self,
        graph: nx.MultiDiGraph[str],
        lines: Mapping[Line, Sequence[int]],
        looks: Mapping[str, Look],
    ) -> None:
        self.graph = graph
        self.nodes = list(graph)
        self.kinds = [graph.nodes[iri]["kind"] for iri in self.nodes]
        self.pairs = _pair(lines)
        self.labels = [self._node_labels(iri) for iri in self.nodes]
        self.boxes = [self._box(number) for number in range(len(self.nodes))]
        self.points = self._place()
        self.network = Network(directed=True)
        for number, iri in enumerate(self.nodes):
            self._add_node(number, looks.get(graph.nodes[iri].get("type", "")))
        for pair in self.pairs.values():
            for line, roundness in zip(pair, self._bend(pair), strict=True):
                self._add_edge(line, roundness, lines[line])

    def _add_node(self, number: int, look: Look | None) -> None:
        shape, color = look or ("box", None)
        x, y = self.points[number]
        self.network.add_node(
            number,
            label=" ",
            labels=self.labels[number],
            shape=shape,
            color=color,
            size=self._symbol_size(number),
            x=round(x),
            y=round(y),
        )

    def _add_edge(self, line: Line, roundness: float, facts: Sequence[int]) -> None:
        self.network.add_edge(
            line.source,
            line.target,
            id=f"{line.source}-{line.target}-{line.relation}-{line.modality}-{int(line.former)}",
            relation=line.relation,
            modality=line.modality,
            former=line.former,
            facts=list(facts),
            smooth=_smooth(roundness),
            arrows="" if line.mutual or self.kinds[line.target] == "value" else "to",
        )

    # The room that things take

    def _node_labels(self, iri: str) -> dict[str, str]:
        """Give what stands at a node, in lines; at a value also what it is the value of."""
        node = self.graph.nodes[iri]
        labels = {language: _break(label) for language, label in labels_of(node).items()}
        if node["kind"] != "value":
            return labels
        edges = [edge for _, _, edge in self.graph.in_edges(iri, data=True)]
        about = "≈ " if any(edge["approximate"] for edge in edges) else ""
        names = labels_of(edges[0])
        return {language: f"{_break(names[language])}\n{about}{label}" for language, label in labels.items()}

    def _box(self, number: int) -> Box:
        """Give the room a node takes with its label, in the language that needs most."""
        labels = [label.split("\n") for label in self.labels[number].values()]
        width = _NODE_LETTER * max(len(line) for label in labels for line in label)
        height = _NODE_LINE * max(len(label) for label in labels)
        if self.kinds[number] != "entity":
            return Box(width + 14, height + 12)
        size = self._symbol_size(number)
        # The label stands below the symbol, and lines end at the symbol.
        return Box(max(width + 6, 2 * size), height + 2 * size + 6, drop=height / 2 + 3)

    def _symbol_size(self, number: int) -> int:
        return min(12 + 2 * math.isqrt(2 * self.graph.degree[self.nodes[number]]), 32)

    def _label_box(self, pair: Sequence[Line]) -> Box:
        if self.kinds[pair[0].target] == "value":
            return Box(0.0, 0.0)
        return Box(max(map(_width, pair)), _EDGE_LINE * len(pair))

    # Places

    def _place(self) -> list[Point]:
        """Place what is drawn at first, then below it documents and what only they speak of."""
        story: list[Link] = []
        margin: list[Link] = []
        for (i, j), pair in self.pairs.items():
            link = Link(i, j, self._label_box(pair))
            is_margin = "document" in (self.kinds[i], self.kinds[j])
            (margin if is_margin else story).append(link)
        first = {end for link in story for end in (link.source, link.target)}
        boxes = dict(enumerate(self.boxes))
        above = place({i: box for i, box in boxes.items() if i in first}, story)
        rest = {i: box for i, box in boxes.items() if i not in first}
        below = place(rest, [k for k in margin if k.source in rest and k.target in rest])
        bottom = max((y + boxes[i].height for i, (_, y) in above.items()), default=0.0)
        points = above | {i: (x, y + bottom + 80) for i, (x, y) in below.items()}
        return [points[i] for i in boxes]

    def _bend(self, pair: Sequence[Line]) -> list[float]:
        """Bend the lines between two nodes so that their labels do not cover each other."""
        (x1, y1), (x2, y2) = self.points[pair[0].source], self.points[pair[0].target]
        length = math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2) or 1.0
        # A step aside moves a label by so much to the right and by so much down.
        right, down = abs(y2 - y1) / length, abs(x2 - x1) / length
        step = min(max(map(_width, pair)) / max(right, 1e-6), _EDGE_LINE / max(down, 1e-6))
        step = min(step, 0.6 * length / len(pair))
        middle = (len(pair) - 1) / 2
        bends = [(k - middle) * step / (_ARC * length) for k in range(len(pair))]
        # Clockwise is the other side for a line that runs the other way.
        return [
            round(bend if line.source == pair[0].source else -bend, 2) for bend, line in zip(bends, pair, strict=True)
        ]


def _pair(lines: Mapping[Line, Sequence[int]]) -> dict[tuple[int, int], list[Line]]:
    """Give the lines between each two nodes, whatever their direction."""
    pairs: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in sorted(lines):
        pairs[min(line[:2]), max(line[:2])].append(line)
    return dict(sorted(pairs.items()))


def _width(line: Line) -> float:
    return _EDGE_LETTER * max(map(len, line.labels)) + 16


def _break(label: str) -> str:
    lines = textwrap.wrap(label, _LINE_LENGTH, max_lines=_LINES, placeholder=" …")
    return "\n".join(lines) or "?"


def _smooth(roundness: float) -> dict[str, Any]:
    if not roundness:
        return {"enabled": False}
    kind = "curvedCW" if roundness > 0 else "curvedCCW"
    return {"enabled": True, "type": kind, "roundness": min(abs(roundness), _MOST_ROUND)}
