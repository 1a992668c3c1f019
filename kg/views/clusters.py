"""Places in a graph too large for room around every label: things gather around the most connected ones.

A hub stands in the middle of a disc, and what is nearest to it in the graph stands around it like the seeds
of a sunflower, the most connected inside. The discs lie close together, each beside those it has most to do with.
Beyond a thousand things the page shows the hubs at first and unfolds a disc when it is clicked.

Time grows with the number of links; of discs there are two hundred at most.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.views.layout import Point

__all__ = ["SPACING", "gather", "spread"]

SPACING = 40.0  # pixels between things in a disc, at full zoom
_MOST_HUBS = 200
_OWN_DISC = 4  # things that hang together with no hub have a disc of their own from this number on
_GAP = 30.0  # between two discs
_ASPECT = 1.9  # screens are wider than high
_PULL = 0.3  # towards the middle, where 1 is the pull of what a disc has to do with
# A turn by the golden angle, 2π(1 - 1/φ): no two seeds of a sunflower stand one behind the other.
_COS, _SIN = -0.7373688780783197, 0.6754902942615238


def gather(count: int, links: Iterable[tuple[int, int]]) -> tuple[list[int], int]:
    """Give each of the things 0 .. count - 1, the most connected first, its hub; hubs have themselves.

    All hubs gather at the same pace, so that none takes everything. What hangs together with no hub has its
    first as hub. Pairs and single things would be a crowd of discs: they share one, whose first thing comes
    second in the answer, or -1 if there are none.
    """
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for i, j in links:
        neighbours[i].append(j)
        neighbours[j].append(i)
    hubs = [-1] * count
    _grow(range(min(_MOST_HUBS, math.isqrt(count))), neighbours, hubs)
    crowd = -1
    for thing in range(count):
        if hubs[thing] < 0:
            part = _grow([thing], neighbours, hubs)
            if len(part) < _OWN_DISC:
                crowd = thing if crowd < 0 else crowd
                for one in part:
                    hubs[one] = crowd
    return hubs, crowd


def _grow(starts: Iterable[int], neighbours: Sequence[Sequence[int]], hubs: list[int]) -> list[int]:
    """Give everything that hangs together with some things the nearest of them as its hub."""
    todo = deque(starts)
    grown = list(todo)
    for hub in grown:
        hubs[hub] = hub
    while todo:
        thing = todo.popleft()
        for near in sorted(neighbours[thing]):
            if hubs[near] < 0:
                hubs[near] = hubs[thing]
                todo.append(near)
                grown.append(near)
    return grown


def spread(groups: Sequence[int], crowd: int, pairs: Iterable[tuple[int, int]], count: int) -> list[Point]:
    """Give every thing a place: the first `count` around their hubs, the others beside what they belong to."""
    pairs = list(pairs)
    members: dict[int, list[int]] = defaultdict(list)
    for thing in range(count):
        members[groups[thing]].append(thing)
    radii = {hub: SPACING * math.sqrt(len(things) + 1) for hub, things in members.items()}
    between = Counter((groups[i], groups[j]) for i, j in pairs if j < count and groups[i] != groups[j])
    centres = _pack(radii, between, crowd)
    points: list[Point] = [(0.0, 0.0)] * len(groups)
    for hub, things in members.items():
        # The hub is the first of its things, for it is the most connected.
        for thing, (x, y) in zip(things, _seeds(len(things)), strict=True):
            points[thing] = (centres[hub][0] + x, centres[hub][1] + y)
    _hang_on(points, pairs, count)
    return points


def _seeds(count: int) -> list[Point]:
    """Place points evenly in a disc, from its middle outwards."""
    seeds = [(0.0, 0.0)]
    cosine, sine = 1.0, 0.0
    for number in range(1, count):
        reach = SPACING * math.sqrt(number + 0.3)
        seeds.append((reach * cosine, reach * sine))
        cosine, sine = cosine * _COS - sine * _SIN, cosine * _SIN + sine * _COS
    return seeds


# Discs side by side


def _pack(radii: Mapping[int, float], between: Mapping[tuple[int, int], int], crowd: int) -> dict[int, Point]:
    """Lay discs one by one, each touching two others, where it is nearest to those it has to do with.

    The largest come first and lie in the middle, the crowd, which has to do with none, at the edge.
    """
    bonds: dict[int, Counter[int]] = defaultdict(Counter)
    for (i, j), count in sorted(between.items()):
        bonds[i][j] += count
        bonds[j][i] += count
    placed: dict[int, Point] = {}
    for disc in sorted(radii, key=lambda disc: (disc == crowd, -radii[disc], disc)):
        placed[disc] = _best_spot(disc, placed, radii, bonds[disc])
    return placed


def _best_spot(disc: int, placed: Mapping[int, Point], radii: Mapping[int, float], bonds: Mapping[int, int]) -> Point:
    if not placed:
        return (0.0, 0.0)
    near = [(placed[other], weight) for other, weight in sorted(bonds.items()) if other in placed]
    total = sum(weight for _, weight in near) or 1

    def cost(spot: Point) -> float:
        pulled = sum(weight * _distance(spot, place) for place, weight in near) / total
        return pulled + _PULL * _distance((spot[0] / _ASPECT, spot[1]), (0.0, 0.0)) * (1.0 if near else 4.0)

    spots = sorted((cost(spot), spot) for spot in _spots(radii[disc], placed, radii))
    return next(spot for _, spot in spots if _is_free(spot, radii[disc], placed, radii))


def _spots(radius: float, placed: Mapping[int, Point], radii: Mapping[int, float]) -> Iterator[Point]:
    """Give the middles of all discs of a radius that touch two of the discs that lie there, or the only one."""
    rings = [(place, radii[disc] + radius + _GAP) for disc, place in placed.items()]
    if len(rings) == 1:
        yield (rings[0][1], 0.0)
    for rank, (a, first) in enumerate(rings):
        for b, second in rings[rank + 1 :]:
            yield from _crossings(a, first, b, second)


def _crossings(a: Point, first: float, b: Point, second: float) -> Iterator[Point]:
    """Give the two points at given distances from two others, if there are any."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    if square > (first + second) * (first + second):
        return
    length = math.sqrt(square)
    along = (square + first * first - second * second) / (2 * length)
    aside = math.sqrt(max(first * first - along * along, 0.0))
    x, y = a[0] + along * dx / length, a[1] + along * dy / length
    for side in (aside, -aside):
        yield (x - side * dy / length, y + side * dx / length)


def _is_free(spot: Point, radius: float, placed: Mapping[int, Point], radii: Mapping[int, float]) -> bool:
    # A hair less than the gap, for the two discs it touches.
    return all(_distance(spot, place) > radii[disc] + radius + _GAP - 0.01 for disc, place in placed.items())


def _distance(a: Point, b: Point) -> float:
    dx, dy = a[0] - b[0], a[1] - b[1]
    return math.sqrt(dx * dx + dy * dy)


def _hang_on(points: list[Point], pairs: Iterable[tuple[int, int]], count: int) -> None:
    """Place values beside what they are the values of; documents, which come last, in rows below."""
    hung: Counter[int] = Counter()
    bottom = max((y for _, y in points[:count]), default=0.0) + 400
    for rank, number in enumerate(range(count, len(points))):
        points[number] = (rank % 50 * 260.0, bottom + rank // 50 * 60.0)
    for i, j in pairs:
        if i < count <= j:
            x, y = points[i]
            points[j] = (x + 46.0, y + 30.0 * hung[i])
            hung[i] += 1
