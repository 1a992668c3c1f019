"""Where things stand: near what they belong to, and none upon another."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.views.layout import Box, Link, Point, place

NODE = Box(100, 40)
LABEL = Box(80, 16)


def overlaps(points: dict[int, Point]) -> list[tuple[int, int]]:
    return [
        (i, j)
        for (i, (x1, y1)), (j, (x2, y2)) in combinations(points.items(), 2)
        if abs(x1 - x2) < NODE.width and abs(y1 - y2) < NODE.height
    ]


@pytest.mark.parametrize("leaves", [1, 5, 30, 200])
def test_a_star_has_room_for_every_label(leaves: int) -> None:
    """News is full of one company with many things around it."""
    boxes = dict.fromkeys(range(leaves + 1), NODE)
    points = place(boxes, [Link(0, leaf, LABEL) for leaf in range(1, leaves + 1)])

    assert set(points) == set(boxes)
    assert overlaps(points) == []


def test_unconnected_things_stand_side_by_side() -> None:
    """They fill the screen, not a line across or down."""
    points = place(dict.fromkeys(range(40), NODE), [])

    width = max(x for x, _ in points.values()) - min(x for x, _ in points.values())
    height = max(y for _, y in points.values()) - min(y for _, y in points.values())
    assert overlaps(points) == []
    assert 1 < width / height < 4


def test_a_chain_lies_down() -> None:
    """Screens are wider than high."""
    links = [Link(i, i + 1, LABEL) for i in range(7)]
    points = place(dict.fromkeys(range(8), NODE), links)

    width = max(x for x, _ in points.values()) - min(x for x, _ in points.values())
    height = max(y for _, y in points.values()) - min(y for _, y in points.values())
    assert width > height


def test_the_order_of_links_does_not_matter_to_the_picture() -> None:
    """Links come sorted from the page, but nothing here may hang on it."""
    boxes = dict.fromkeys(range(12), NODE)
    links = [Link(i, (i * 5 + 1) % 12, LABEL) for i in range(12)]

    assert place(boxes, links) == place(boxes, links[::-1])


def test_a_thing_may_be_linked_with_itself() -> None:
    """A company that buys its own shares."""
    assert place({0: NODE}, [Link(0, 0, LABEL)]) == {0: (50.0, 20.0)}


def test_nothing_to_place() -> None:
    """An empty graph has an empty picture."""
    assert place({}, []) == {}
