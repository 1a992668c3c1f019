"""Where things stand in the picture, computed beforehand so that the page stands still at once.

Stress is minimised by gradient descent over pairs of nodes, as in Zheng, Pawar and Goodman (2018),
"Graph drawing by stochastic gradient descent"; above a few hundred nodes over the pairs with some pivots only.
Then boxes are pushed apart until no label covers another, and the parts of the graph are set side by side.

Plain Python: only operations that IEEE 754 rounds the same everywhere, so the same graph gives the same picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

__all__ = ["Box", "Link", "place"]

Point = tuple[float, float]

_ASPECT = 1.6  # screens are wider than high, and so are labels
_GAP = 14.0  # between two boxes
_PART_GAP = 60.0  # between two unconnected parts
_PAIRS = 90_000  # that the descent works on; bounds its time
_HALVINGS = 5  # 2**5 steps of the descent
_ROUNDS = 400  # of pushing boxes apart, at most
_CROWD = 1500  # boxes above which pushing is cut short


@dataclass(frozen=True, slots=True)
class Box:
    """The room something takes, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes to be drawn near each other, with room for a label between them."""

    source: int
    target: int
    label: Box


def place(boxes: Mapping[int, Box], links: Sequence[Link]) -> dict[int, Point]:
    """Give every box its centre, linked boxes near each other and none upon another."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(boxes)
    for link in links:
        if link.source != link.target:
            graph.add_edge(link.source, link.target, length=_length(link, boxes), link=link)
    parts = [graph.subgraph(part) for part in nx.connected_components(graph)]
    order = {node: index for index, node in enumerate(boxes)}
    placed = [_place_part(part, boxes, sorted(part, key=order.__getitem__)) for part in parts]
    placed.sort(key=lambda part: (-len(part), order[next(iter(part))]))
    return _pack(placed, boxes)


def _length(link: Link, boxes: Mapping[int, Box]) -> float:
    ends = (boxes[link.source].width + boxes[link.target].width) / 2
    return 60 + (0.75 * ends + link.label.width) / _ASPECT / 1.3


def _place_part(
    part: nx.Graph[int], boxes: Mapping[int, Box], nodes: Sequence[int]
) -> dict[int, Point]:
    points = _descend(part, nodes)
    for point in points:
        point[0] *= _ASPECT
    links = [data["link"] for _, _, data in part.edges(data=True)]
    links.sort(key=lambda link: (link.source, link.target))
    _push_apart(nodes, points, boxes, links)
    return {node: (x, y) for node, (x, y) in zip(nodes, points, strict=True)}


# Stress


def _descend(part: nx.Graph[int], nodes: Sequence[int]) -> list[list[float]]:
    """Move points until their distances are near those along the edges."""
    shuffle = random.Random(len(nodes))  # noqa: S311 - a fixed seed, nothing secret
    points = [[shuffle.random() * 100, shuffle.random() * 100] for _ in nodes]
    # Sorted, for networkx may walk a part of a graph in the order of hashes.
    pairs = sorted(_pairs(part, nodes))
    if not pairs:
        return points
    longest = max(distance for _, _, distance in pairs)
    shortest = min(distance for _, _, distance in pairs)
    rate, last = longest * longest, 0.1 * shortest * shortest
    # The 2**n-th root by square roots: they are rounded the same on every machine, powers are not.
    cooling = last / rate
    for _ in range(_HALVINGS):
        cooling = math.sqrt(cooling)
    for _ in range(2**_HALVINGS + 1):
        shuffle.shuffle(pairs)
        for i, j, distance in pairs:
            _relax(points[i], points[j], distance, rate)
        rate *= cooling
    return points


def _pairs(part: nx.Graph[int], nodes: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """Give pairs of nodes with their distance: all of them, or those that include a pivot."""
    index = {node: position for position, node in enumerate(nodes)}
    by_degree = sorted(nodes, key=lambda node: (-part.degree[node], index[node]))
    pivots = by_degree[: max(8, _PAIRS // len(nodes))]
    done: set[int] = set()
    for pivot in pivots:
        i = index[pivot]
        done.add(i)
        lengths = nx.single_source_dijkstra_path_length(part, pivot, weight="length")
        for node, length in lengths.items():
            if index[node] not in done:
                yield i, index[node], length
    for source, target, length in part.edges(data="length"):
        i, j = sorted((index[source], index[target]))
        if i not in done and j not in done:
            yield i, j, length


def _relax(a: list[float], b: list[float], distance: float, rate: float) -> None:
    dx, dy = a[0] - b[0], a[1] - b[1]
    actual = math.sqrt(dx * dx + dy * dy) or 1e-6
    share = min(1.0, rate / (distance * distance)) * (actual - distance) / (2 * actual)
    a[0] -= share * dx
    a[1] -= share * dy
    b[0] += share * dx
    b[1] += share * dy


# Overlaps


def _push_apart(
    nodes: Sequence[int], points: list[list[float]], boxes: Mapping[int, Box], links: Sequence[Link]
) -> None:
    """Move points until no box covers another; labels count as boxes halfway between their nodes."""
    index = {node: position for position, node in enumerate(nodes)}
    owners = [(i,) for i in range(len(nodes))]
    owners += [(index[link.source], index[link.target]) for link in links if link.label.width]
    sizes = [boxes[node] for node in nodes] + [link.label for link in links if link.label.width]
    for _ in range(_ROUNDS if len(sizes) < _CROWD else _ROUNDS // 20):
        if not _push_once(owners, sizes, points):
            return


def _push_once(
    owners: Sequence[tuple[int, ...]], sizes: Sequence[Box], points: list[list[float]]
) -> bool:
    centres = [_centre(owner, points) for owner in owners]
    moved = False
    for i, j in _neighbours(centres, sizes):
        dx, dy = centres[j][0] - centres[i][0], centres[j][1] - centres[i][1]
        over_x = (sizes[i].width + sizes[j].width) / 2 + _GAP - abs(dx)
        over_y = (sizes[i].height + sizes[j].height) / 2 + 0.7 * _GAP - abs(dy)
        if over_x <= 0.5 or over_y <= 0.5:
            continue
        moved = True
        # Along the shorter way out, half each.
        push = (math.copysign(over_x, dx) / 2, 0.0) if over_x < over_y else (0.0, math.copysign(over_y, dy) / 2)
        for owner, sign in ((owners[i], -1), (owners[j], 1)):
            for point in owner:
                points[point][0] += sign * push[0]
                points[point][1] += sign * push[1]
    return moved


def _centre(owner: tuple[int, ...], points: Sequence[Sequence[float]]) -> Point:
    x = sum(points[point][0] for point in owner) / len(owner)
    y = sum(points[point][1] for point in owner) / len(owner)
    return x, y


def _neighbours(
    centres: Sequence[Point], sizes: Sequence[Box]
) -> Iterator[tuple[int, int]]:
    """Give the pairs of boxes that meet from left to right."""
    lefts = [x - box.width / 2 - _GAP for (x, _), box in zip(centres, sizes, strict=True)]
    order = sorted(range(len(sizes)), key=lambda i: (lefts[i], i))
    for place_in_order, i in enumerate(order):
        right = centres[i][0] + sizes[i].width / 2
        for j in order[place_in_order + 1 :]:
            if lefts[j] > right:
                break
            yield i, j


# Parts


def _pack(
    parts: Sequence[Mapping[int, Point]], boxes: Mapping[int, Box]
) -> dict[int, Point]:
    """Set parts side by side on shelves, as wide as makes the whole fit a screen."""
    frames = [_frame(part, boxes) for part in parts]
    area = sum((w + _PART_GAP) * (h + _PART_GAP) for _, _, w, h in frames)
    shelf = max([math.sqrt(area * _ASPECT), *(w for _, _, w, _ in frames)], default=0.0)
    placed: dict[int, Point] = {}
    x = y = height = 0.0
    for part, (left, top, w, h) in zip(parts, frames, strict=True):
        if x and x + w > shelf:
            x, y, height = 0.0, y + height + _PART_GAP, 0.0
        placed |= {node: (px - left + x, py - top + y) for node, (px, py) in part.items()}
        x, height = x + w + _PART_GAP, max(height, h)
    return placed


def _frame(
    part: Mapping[int, Point], boxes: Mapping[int, Box]
) -> tuple[float, float, float, float]:
    """Give left, top, width and height of a part."""
    left = min(x - boxes[node].width / 2 for node, (x, _) in part.items())
    right = max(x + boxes[node].width / 2 for node, (x, _) in part.items())
    top = min(y - boxes[node].height / 2 for node, (_, y) in part.items())
    bottom = max(y + boxes[node].height / 2 for node, (_, y) in part.items())
    return left, top, right - left, bottom - top
