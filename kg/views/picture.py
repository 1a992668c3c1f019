"""A networkx graph as pyvis describes a picture: shapes, colours and places of nodes, lines between them."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.views.clusters import SPACING, gather, spread
from kg.views.content import Content, Line, labels_of
from kg.views.layout import Box, Link, Point, place
from kg.views.words import LANGUAGES

__all__ = ["SPACING", "draw"]

_EVERY_LABEL = 100  # entities up to which every label has room; beyond they gather around hubs
_LINE_LENGTH = 22  # characters of a label before it is broken
_LINES = 3  # of a label before it is cut
_NODE_LETTER, _NODE_LINE = 7.2, 16.0  # pixels, what the fonts of the page need
_EDGE_LETTER, _EDGE_LINE = 6.0, 14.0
_PLAIN: tuple[str, str] = ("dot", "#8a8a8a")  # of what has no class


def draw(content: Content, *, language: str = "en") -> tuple[Network, int]:
    """Describe the picture of a graph; the labels of `language` have room where they stand.

    Comes with the number of the first of those things that have to do with nothing else, -1 if all have.
    """
    picture = _Picture(content, language)
    return picture.network, picture.crowd


class _Picture:
    def __init__(self, content: Content, language: str) -> None:
        self.content = content
        self.language = language
        self.kinds = [content.kind(iri) for iri in content.nodes]
        self.pairs = _pair(content.lines)
        self.degrees = [0] * len(self.kinds)
        for line in content.lines:
            self.degrees[line.source] += 1
            self.degrees[line.target] += line.target != line.source
        self.groups, self.crowd = self._gather()
        self.boxes = [self._box(number) for number in range(len(self.kinds))]
        self.points = self._place()
        # pyvis asks a list of all nodes about every node and edge; in a large graph that takes hours.
        self.network = Network(directed=True)
        for number in range(len(self.kinds)):
            self._add_node(number)
        for line, facts in content.lines.items():
            self._add_edge(line, len(facts))

    def _add_node(self, number: int) -> None:
        node = self.content.graph.nodes[self.content.nodes[number]]
        shape, color = self.content.looks.get(node.get("type", ""), _PLAIN)
        x, y = self.points[number]
        described = Node(
            number,
            shape if self.kinds[number] == "entity" else "box",
            node[f"label_{self.language}"],
            color=color,
            size=self._radius(number),
            group=self.groups[number],
            x=round(x),
            y=round(y),
        )
        self.network.nodes.append(described.options)
        self.network.node_ids.append(number)
        self.network.node_map[number] = described.options

    def _add_edge(self, line: Line, facts: int) -> None:
        label = line.labels[LANGUAGES.index(self.language)]
        described = Edge(
            line.source,
            line.target,
            directed=True,
            label=label,
            relation=line.relation,
            style=line.style,
            value=facts,
            dashes=line.modality not in ("asserted", "denied"),
        )
        self.network.edges.append(described.options)

    # The room that things take

    def _box(self, number: int) -> Box:
        """Give the room a node takes with its label."""
        node = self.content.graph.nodes[self.content.nodes[number]]
        rows = _break(labels_of(node)[self.language])
        if self.kinds[number] == "value":
            edges = self.content.graph.in_edges(self.content.nodes[number], data=True)
            rows = [*(edge[f"label_{self.language}"] for _, _, edge in list(edges)[:1]), *rows]
        width, height = _NODE_LETTER * max(map(len, rows)), _NODE_LINE * len(rows)
        if self.kinds[number] != "entity":
            return Box(width + 10, height + 8)
        size = self._radius(number)
        # The label stands below the symbol, and lines end at the symbol.
        return Box(max(width + 4, 2 * size), height + 2 * size + 4, drop=height / 2 + 2)

    def _radius(self, number: int) -> float:
        """Give how large a symbol is, as the page reckons it, too."""
        return float(round(min(7 + 1.6 * self.degrees[number] ** 0.5, 17), 1))

    def _label_box(self, pair: list[Line]) -> Box:
        if "value" in (self.kinds[pair[0].source], self.kinds[pair[0].target]):
            return Box(0.0, 0.0)
        place = LANGUAGES.index(self.language)
        return Box(_EDGE_LETTER * max(len(line.labels[place]) for line in pair) + 6, _EDGE_LINE * len(pair))

    # Places

    def _gather(self) -> tuple[list[int], int]:
        """Give each entity of a large graph the hub it gathers around, everything else itself; and the crowd."""
        alone = list(range(len(self.kinds)))
        entities = self.kinds.count("entity")
        if entities <= _EVERY_LABEL:
            return alone, -1
        links = [pair for pair in self.pairs if pair[1] < entities and pair[0] != pair[1]]
        groups, crowd = gather(entities, links)
        return [*groups, *alone[entities:]], crowd

    def _place(self) -> list[Point]:
        """Place what is drawn at first, then below it documents and what only they speak of."""
        if any(group != number for number, group in enumerate(self.groups)):
            return spread(self.groups, self.crowd, list(self.pairs), self.kinds.count("entity"))
        story, margin = self._links()
        first = {end for link in story for end in (link.source, link.target)}
        boxes = dict(enumerate(self.boxes))
        above = place({i: box for i, box in boxes.items() if i in first}, story)
        rest = {i: box for i, box in boxes.items() if i not in first}
        below = place(rest, [k for k in margin if k.source in rest and k.target in rest])
        bottom = max((y + boxes[i].height for i, (_, y) in above.items()), default=0.0)
        points = above | {i: (x, y + bottom + 80) for i, (x, y) in below.items()}
        return [points[i] for i in boxes]

    def _links(self) -> tuple[list[Link], list[Link]]:
        """Give what binds things, and apart from it what binds documents."""
        story: list[Link] = []
        margin: list[Link] = []
        for (i, j), pair in self.pairs.items():
            is_margin = "document" in (self.kinds[i], self.kinds[j])
            (margin if is_margin else story).append(Link(i, j, self._label_box(pair)))
        return story, margin


def _pair(lines: Iterable[Line]) -> dict[tuple[int, int], list[Line]]:
    """Give the lines between each two nodes, whatever their direction."""
    pairs: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        pairs[min(line[:2]), max(line[:2])].append(line)
    return dict(sorted(pairs.items()))


def _break(label: str) -> list[str]:
    return textwrap.wrap(label, _LINE_LENGTH, max_lines=_LINES, placeholder=" …") or ["?"]
