"""Places in a graph too large to show at once: things gather around the most connected ones.

A hub stands in the middle of a disc, and what is nearest to it in the graph stands around it like the seeds
of a sunflower, the most connected inside. The page shows hubs at first and unfolds a disc when it is clicked.

Time grows with the number of links; the hubs alone, two hundred at most, are laid out as a graph.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable, Sequence

from kg.views.layout import Point, place_discs

__all__ = ["SPACING", "gather", "spread"]

SPACING = 40.0  # pixels between things in a disc, at full zoom
_MOST_HUBS = 200
# A turn by the golden angle, 2π(1 - 1/φ): no two seeds of a sunflower stand one behind the other.
_COS, _SIN = -0.7373688780783197, 0.6754902942615238


def gather(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """Give each of the things 0 .. count - 1, the most connected first, its hub; hubs have themselves.

    All hubs gather at the same pace, so that none takes everything. What hangs together with no hub gathers
    around the first of its kind.
    """
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for i, j in links:
        neighbours[i].append(j)
        neighbours[j].append(i)
    hubs = [-1] * count
    todo: deque[int] = deque()
    for hub in range(min(_MOST_HUBS, math.isqrt(count))):
        hubs[hub] = hub
        todo.append(hub)
    while todo:
        thing = todo.popleft()
        for near in sorted(neighbours[thing]):
            if hubs[near] < 0:
                hubs[near] = hubs[thing]
                todo.append(near)
    rest = next((thing for thing in range(count) if hubs[thing] < 0), 0)
    return [hub if hub >= 0 else rest for hub in hubs]


def spread(groups: Sequence[int], pairs: Iterable[tuple[int, int]], count: int) -> list[Point]:
    """Give every thing a place: the first `count` around their hubs, the others around what they belong to."""
    pairs = list(pairs)
    members: dict[int, list[int]] = {}
    for thing in range(count):
        members.setdefault(groups[thing], []).append(thing)
    between = Counter((min(a, b), max(a, b)) for a, b in _bridges(groups, pairs, count))
    radii = {hub: SPACING * (math.sqrt(len(things)) + 0.8) for hub, things in members.items()}
    centres = place_discs(radii, between)
    points: list[Point] = [(0.0, 0.0)] * len(groups)
    for hub, things in members.items():
        # The hub is the first of its things, for it is the most connected.
        for thing, (x, y) in zip([hub, *(t for t in things if t != hub)], _seeds(len(things)), strict=True):
            points[thing] = (centres[hub][0] + x, centres[hub][1] + y)
    _hang_on(points, pairs, count)
    return points


def _bridges(groups: Sequence[int], pairs: Iterable[tuple[int, int]], count: int) -> Iterable[tuple[int, int]]:
    return ((groups[i], groups[j]) for i, j in pairs if j < count and groups[i] != groups[j])


def _seeds(count: int) -> list[Point]:
    """Place points evenly in a disc, from its middle outwards."""
    seeds = [(0.0, 0.0)]
    cosine, sine = 1.0, 0.0
    for number in range(1, count):
        reach = SPACING * math.sqrt(number + 0.3)
        seeds.append((reach * cosine, reach * sine))
        cosine, sine = cosine * _COS - sine * _SIN, cosine * _SIN + sine * _COS
    return seeds


def _hang_on(points: list[Point], pairs: Iterable[tuple[int, int]], count: int) -> None:
    """Place values beside what they are the values of; documents, which come last, in a row below."""
    hung: Counter[int] = Counter()
    for i, j in pairs:
        if i < count <= j:
            hung[i] += 1
            x, y = points[i]
            points[j] = (x + 46.0, y + 26.0 * (hung[i] - 1))
    bottom = max((y for _, y in points), default=0.0) + 400
    alone = [n for n in range(count, len(points)) if points[n] == (0.0, 0.0)]
    for rank, number in enumerate(alone):
        points[number] = (rank % 50 * 260.0, bottom + rank // 50 * 60.0)
