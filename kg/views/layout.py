"""Where things stand in the picture, computed beforehand so that the page stands still at once.

Stress is minimised by gradient descent over pairs of nodes, as in Zheng, Pawar and Goodman (2018),
"Graph drawing by stochastic gradient descent"; above a few hundred nodes over the pairs with some
pivots only. In a small graph labels are then pushed apart, and nodes off the lines that do not
concern them, and of several tries the clearest is kept; in a large one every node gets a cell of a
grid. The unconnected parts of a graph are set side by side.

Plain Python, and only operations that IEEE 754 rounds the same everywhere: same graph, same picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

__all__ = ["Box", "Link", "Point", "place"]

Point = tuple[float, float]

_ASPECT = 1.5  # screens are wider than high, and so are labels
_SHELF_ASPECTS = (1.5, 1.9, 2.3, 2.7, 3.2)  # shelves leave room unused, most of it below
_GAP = 14.0  # between two boxes
_PART_GAP = 50.0  # between two unconnected parts
_PAIRS = 40_000  # that the descent works on; bounds its time
_HALVINGS = 5  # 2**5 steps of the descent
_ROUNDS = 250  # of pushing boxes apart, at most
_SMALL = 150  # boxes up to which time allows several tries, and looking at every line and box
_ROOM = 1.6  # cells for every node of a large part
_TRIES = 10  # at most; fewer where there are many boxes


@dataclass(frozen=True, slots=True)
class Box:
    """The room something takes, in pixels."""

    width: float
    height: float
    drop: float = 0.0  # how far its middle lies below the point where lines end


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes to be drawn near each other, with room for a label between them."""

    source: int
    target: int
    label: Box


def place(boxes: Mapping[int, Box], links: Sequence[Link]) -> dict[int, Point]:
    """Give every box its point, linked boxes near each other and none upon another."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(boxes)
    for link in links:
        if link.source != link.target:
            graph.add_edge(link.source, link.target, length=_length(link, boxes), link=link)
    parts = [_Part(graph.subgraph(nodes), boxes) for nodes in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part.nodes), part.nodes))
    return _pack([part.best() for part in parts], boxes)


def _length(link: Link, boxes: Mapping[int, Box]) -> float:
    ends = (boxes[link.source].width + boxes[link.target].width) / 2
    return 45 + (0.6 * ends + link.label.width) / 2


class _Part:
    """A connected part of the graph. Nodes are numbered anew: a point is points[number]."""

    def __init__(self, graph: nx.Graph[int], boxes: Mapping[int, Box]) -> None:
        self.graph = graph
        # Sorted, for networkx may walk a part of a graph in the order of hashes.
        self.nodes = sorted(graph)
        self.numbers = {node: number for number, node in enumerate(self.nodes)}
        links = [data["link"] for _, _, data in graph.edges(data=True)]
        links.sort(key=lambda link: (link.source, link.target))
        self.lines = [(self.numbers[k.source], self.numbers[k.target]) for k in links]
        # Labels count as boxes halfway between their nodes.
        labels = [(line, k.label) for line, k in zip(self.lines, links, strict=True) if k.label.width]
        self.boxes = [boxes[node] for node in self.nodes] + [box for _, box in labels]
        self.owners: list[tuple[int, ...]] = [(i,) for i in range(len(self.nodes))]
        self.owners += [line for line, _ in labels]
        self.pairs = sorted(self._pairs())
        self.is_small = len(self.boxes) <= _SMALL

    def best(self) -> dict[int, Point]:
        """Place the nodes; of several tries, keep the one that is easiest to read."""
        if len(self.nodes) == 2:
            return self._side_by_side()
        count = max(2, min(_TRIES, 2 * _SMALL // len(self.boxes))) if self.is_small else 1
        tries = [self._try(seed) for seed in range(count)]
        points = min(tries, key=self._confusion) if self.is_small else tries[0]
        return {node: (x, y) for node, (x, y) in zip(self.nodes, points, strict=True)}

    def _side_by_side(self) -> dict[int, Point]:
        room = (self.boxes[0].width + self.boxes[1].width) / 2 + 2 * _GAP
        room += sum(label.width for label in self.boxes[2:])
        return {self.nodes[0]: (0.0, 0.0), self.nodes[1]: (room, 0.0)}

    def _try(self, seed: int) -> list[list[float]]:
        points = self._descend(random.Random(seed))
        _lay_down(points)
        for point in points:
            point[0] *= _ASPECT
        if not self.is_small:
            self._settle(points)
            return points
        # Among many lines there is no room for every label, and making it would tear all apart:
        # half of the tries leave the labels of lines out of account.
        count = len(self.boxes) if seed % 2 == 0 else len(self.nodes)
        for _ in range(_ROUNDS):
            if not self._push_boxes(points, count) + self._push_off_lines(points):
                break
        return points

    # Stress

    def _pairs(self) -> Iterator[tuple[int, int, float]]:
        """Give pairs of nodes with their distance: all of them, or those that include a pivot."""
        by_degree = sorted(self.nodes, key=lambda node: (-self.graph.degree[node], node))
        pivots = by_degree[: max(8, _PAIRS // len(self.nodes))]
        done: set[int] = set()
        for pivot in pivots:
            i = self.numbers[pivot]
            done.add(i)
            lengths = nx.single_source_dijkstra_path_length(self.graph, pivot, weight="length")
            for node, length in lengths.items():
                if self.numbers[node] not in done:
                    yield i, self.numbers[node], length
        for source, target, length in self.graph.edges(data="length"):
            i, j = sorted((self.numbers[source], self.numbers[target]))
            if i not in done and j not in done:
                yield i, j, length

    def _descend(self, chance: random.Random) -> list[list[float]]:
        """Move points until their distances are near those along the lines."""
        points = [[chance.random() * 100, chance.random() * 100] for _ in self.nodes]
        if not self.pairs:
            return points
        pairs = list(self.pairs)
        longest = max(distance for _, _, distance in pairs)
        shortest = min(distance for _, _, distance in pairs)
        rate, last = longest * longest, 0.1 * shortest * shortest
        # The 2**n-th root by square roots: those are rounded alike everywhere, powers are not.
        cooling = last / rate
        for _ in range(_HALVINGS):
            cooling = math.sqrt(cooling)
        for _ in range(2**_HALVINGS + 1):
            chance.shuffle(pairs)
            for i, j, distance in pairs:
                _relax(points[i], points[j], distance, rate)
            rate *= cooling
        return points

    # Overlaps

    def _settle(self, points: list[list[float]]) -> None:
        """Give every node the free cell of a grid that is nearest, the most connected first."""
        nodes = range(len(self.nodes))
        width = max(self.boxes[i].width for i in nodes) + _GAP
        height = max(self.boxes[i].height for i in nodes) + _GAP
        span_x = max(x for x, _ in points) - min(x for x, _ in points) or 1.0
        span_y = max(y for _, y in points) - min(y for _, y in points) or 1.0
        scale = math.sqrt(_ROOM * len(nodes) * width * height / (span_x * span_y))
        free = _Cells()
        for i in sorted(nodes, key=lambda i: (-self.graph.degree[self.nodes[i]], i)):
            x, y = points[i]
            column, row = free.take(round(x * scale / width), round(y * scale / height))
            # Every other row stands half a cell aside, so that fewer lines run through what lies between.
            points[i][:] = [(column + row % 2 / 2) * width, row * height - self.boxes[i].drop]

    def _push_boxes(self, points: list[list[float]], count: int) -> int:
        """Move those of the first `count` boxes apart that cover each other; say how often."""
        centres = self._centres(points)[:count]
        moved = 0
        for i, j in self._meeting(centres):
            dx, dy = centres[j][0] - centres[i][0], centres[j][1] - centres[i][1]
            over_x = (self.boxes[i].width + self.boxes[j].width) / 2 + _GAP - abs(dx)
            over_y = (self.boxes[i].height + self.boxes[j].height) / 2 + 0.7 * _GAP - abs(dy)
            if over_x <= 0.5 or over_y <= 0.5:
                continue
            moved += 1
            # Along the shorter way out, half each.
            is_sideways = over_x < over_y
            push_x = math.copysign(over_x, dx) / 2 if is_sideways else 0.0
            push_y = 0.0 if is_sideways else math.copysign(over_y, dy) / 2
            _shift(points, self.owners[i], -push_x, -push_y)
            _shift(points, self.owners[j], push_x, push_y)
        return moved

    def _centres(self, points: Sequence[Sequence[float]]) -> list[Point]:
        centres = []
        for owner, box in zip(self.owners, self.boxes, strict=True):
            x = sum(points[point][0] for point in owner) / len(owner)
            y = sum(points[point][1] for point in owner) / len(owner)
            centres.append((x, y + box.drop))
        return centres

    def _meeting(self, centres: Sequence[Point]) -> Iterator[tuple[int, int]]:
        """Give the pairs of boxes that share some of the way from left to right."""
        halves = [box.width / 2 for box in self.boxes[: len(centres)]]
        lefts = [x - half - _GAP for (x, _), half in zip(centres, halves, strict=True)]
        order = sorted(range(len(lefts)), key=lambda i: (lefts[i], i))
        for rank, i in enumerate(order):
            right = centres[i][0] + halves[i]
            for j in order[rank + 1 :]:
                if lefts[j] > right:
                    break
                yield i, j

    def _push_off_lines(self, points: list[list[float]]) -> int:
        """Move nodes a little away from lines that run through them; say how often."""
        moved = 0
        for line, node, away, depth in self._covered(points):
            moved += 1
            _shift(points, (node,), away[0] * depth / 2, away[1] * depth / 2)
            _shift(points, line, -away[0] * depth / 4, -away[1] * depth / 4)
        return moved

    def _covered(self, points: Sequence[Sequence[float]]) -> Iterator[tuple[tuple[int, int], int, Point, float]]:
        """Give each line that runs through a node not its own, the way out and how far it is."""
        centres = self._centres(points)[: len(self.nodes)]
        for line in self.lines:
            start, end = points[line[0]], points[line[1]]
            left, right = (start[0], end[0]) if start[0] < end[0] else (end[0], start[0])
            top, bottom = (start[1], end[1]) if start[1] < end[1] else (end[1], start[1])
            for node, centre in enumerate(centres):
                box = self.boxes[node]
                # Most nodes are nowhere near: find out cheaply.
                if not left - box.width < centre[0] < right + box.width:
                    continue
                if not top - box.height < centre[1] < bottom + box.height or node in line:
                    continue
                dx, dy = _from_line(centre, start, end)
                distance = math.sqrt(dx * dx + dy * dy)
                away = (dx / distance, dy / distance) if distance > 1e-9 else (0.0, 1.0)
                room = abs(away[0]) * box.width / 2 + abs(away[1]) * box.height / 2
                if distance < room + 4:
                    yield line, node, away, room + 5 - distance

    # Which try is easiest to read

    def _confusion(self, points: Sequence[Sequence[float]]) -> float:
        """Count what hampers reading: crossings, lines through nodes, labels on labels, sprawl."""
        crossings = sum(
            _cross(points, first, second) for rank, first in enumerate(self.lines) for second in self.lines[rank + 1 :]
        )
        covered = sum(1 for _ in self._covered(points))
        overlaps = self._push_boxes([list(point) for point in points], len(self.boxes))
        width = max(x for x, _ in points) - min(x for x, _ in points)
        height = max(y for _, y in points) - min(y for _, y in points)
        sprawl = max(width / _ASPECT, height) / 100
        return crossings + 3 * covered + 2 * overlaps + sprawl


class _Cells:
    """A grid without end, of which every cell is given away once."""

    def __init__(self) -> None:
        self.taken: set[tuple[int, int]] = set()

    def take(self, column: int, row: int) -> tuple[int, int]:
        """Give the free cell nearest to a place, looking around it in growing squares."""
        radius = 0
        while not (free := [c for c in _square(column, row, radius) if c not in self.taken]):
            radius += 1
        cell = min(free, key=lambda c: ((c[0] - column) ** 2 + (c[1] - row) ** 2, c))
        self.taken.add(cell)
        return cell


def _square(column: int, row: int, radius: int) -> list[tuple[int, int]]:
    """Give the cells on the edge of a square around a cell."""
    reach = range(-radius, radius + 1)
    edge = [(dx, dy) for dx in reach for dy in (-radius, radius)]
    edge += [(dx, dy) for dy in reach for dx in (-radius, radius)]
    return [(column + dx, row + dy) for dx, dy in edge]


def _relax(a: list[float], b: list[float], distance: float, rate: float) -> None:
    dx, dy = a[0] - b[0], a[1] - b[1]
    actual = math.sqrt(dx * dx + dy * dy) or 1e-6
    share = min(1.0, rate / (distance * distance)) * (actual - distance) / (2 * actual)
    a[0] -= share * dx
    a[1] -= share * dy
    b[0] += share * dx
    b[1] += share * dy


def _lay_down(points: list[list[float]]) -> None:
    """Turn points so that they reach farthest from left to right."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    xx = sum((x - mean_x) ** 2 for x, _ in points)
    yy = sum((y - mean_y) ** 2 for _, y in points)
    xy = sum((x - mean_x) * (y - mean_y) for x, y in points)
    # The first principal axis.
    half = (xx - yy) / 2
    axis_x, axis_y = half + math.sqrt(half * half + xy * xy), xy
    length = math.sqrt(axis_x * axis_x + axis_y * axis_y)
    if length < 1e-9:
        return
    cosine, sine = axis_x / length, axis_y / length
    for point in points:
        x, y = point
        point[:] = [x * cosine + y * sine, y * cosine - x * sine]


def _shift(points: list[list[float]], owner: Sequence[int], x: float, y: float) -> None:
    for point in owner:
        points[point][0] += x
        points[point][1] += y


def _from_line(point: Sequence[float], start: Sequence[float], end: Sequence[float]) -> Point:
    """Give the way to a point from the nearest point of a line."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    square = along_x * along_x + along_y * along_y or 1.0
    share = ((point[0] - start[0]) * along_x + (point[1] - start[1]) * along_y) / square
    share = min(1.0, max(0.0, share))
    return point[0] - start[0] - share * along_x, point[1] - start[1] - share * along_y


def _cross(points: Sequence[Sequence[float]], first: tuple[int, int], second: tuple[int, int]) -> bool:
    if set(first) & set(second):
        return False
    a, b, c, d = (points[i] for i in (*first, *second))
    return _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b)


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def _pack(parts: Sequence[Mapping[int, Point]], boxes: Mapping[int, Box]) -> dict[int, Point]:
    """Set parts side by side on shelves, as wide as makes the whole fit a screen."""
    frames = [_frame(part, boxes) for part in parts]
    if not frames:
        return {}
    area = sum((w + _PART_GAP) * (h + _PART_GAP) for _, _, w, h in frames)
    widest = max(w for _, _, w, _ in frames)
    widths = [max(widest, math.sqrt(area * aspect)) for aspect in _SHELF_ASPECTS]
    return min((_shelve(parts, frames, width) for width in widths), key=lambda p: _size(p, boxes))


def _size(points: Mapping[int, Point], boxes: Mapping[int, Box]) -> float:
    _, _, width, height = _frame(points, boxes)
    return max(width / _ASPECT, height)


def _shelve(
    parts: Sequence[Mapping[int, Point]],
    frames: Sequence[tuple[float, float, float, float]],
    width: float,
) -> dict[int, Point]:
    placed: dict[int, Point] = {}
    x = y = 0.0  # of the part to place
    right = bottom = -_PART_GAP  # of its column
    shelf_start = shelf_end = 0.0
    for part, (left, top, w, h) in zip(parts, frames, strict=True):
        if placed and bottom + _PART_GAP + h <= shelf_end and x + w <= width:
            y = bottom + _PART_GAP  # below the part before, beside a higher one
        elif not placed or right + _PART_GAP + w <= width:
            x, y = right + _PART_GAP, shelf_start
        else:
            shelf_start = shelf_end + _PART_GAP
            x, y, right = 0.0, shelf_start, 0.0
        placed |= {node: (px - left + x, py - top + y) for node, (px, py) in part.items()}
        right, bottom, shelf_end = max(right, x + w), y + h, max(shelf_end, y + h)
    return placed


def _frame(part: Mapping[int, Point], boxes: Mapping[int, Box]) -> tuple[float, float, float, float]:
    """Give left, top, width and height of a part."""
    left = min(x - boxes[node].width / 2 for node, (x, _) in part.items())
    right = max(x + boxes[node].width / 2 for node, (x, _) in part.items())
    middles = {node: y + boxes[node].drop for node, (_, y) in part.items()}
    top = min(y - boxes[node].height / 2 for node, y in middles.items())
    bottom = max(y + boxes[node].height / 2 for node, y in middles.items())
    return left, top, right - left, bottom - top
