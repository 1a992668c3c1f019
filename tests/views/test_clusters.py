"""Large graphs: everything gathers around the most connected, and nothing lies on another."""

from __future__ import annotations

from itertools import combinations

from benchmarks.graphs import news_graph
from kg.ontology import Ontology
from kg.views.clusters import SPACING, gather, spread
from kg.views.content import Content
from kg.views.picture import draw


def test_things_gather_around_the_nearest_hub() -> None:
    """Two stories, one figure at the head of each."""
    links = [(0, 2), (2, 4), (1, 3), (3, 5), (1, 5)]

    assert gather(6, links) == ([0, 1, 0, 1, 0, 1], -1)


def test_what_hangs_together_apart_has_a_disc_of_its_own() -> None:
    """A story nobody else has to do with is still a story; single things share one place."""
    hubs, crowd = gather(10, [(0, 1), (0, 2), (3, 4), (4, 5), (5, 6), (7, 8)])

    assert hubs == [0, 1, 2, 3, 3, 3, 3, 7, 7, 7]
    assert crowd == 7


def test_no_two_things_stand_in_one_place(ontology: Ontology) -> None:
    """At full zoom every symbol can be clicked."""
    graph = news_graph(1200, 2400)
    network, _ = draw(Content(graph, ontology.schema))
    points = [(node["x"], node["y"]) for node in network.nodes if node["shape"] != "box"]

    assert len(points) == 1200
    nearest = min((ax - bx) ** 2 + (ay - by) ** 2 for (ax, ay), (bx, by) in combinations(points, 2))
    assert nearest > (0.9 * SPACING) ** 2


def test_a_graph_without_links_has_places() -> None:
    """Facts may all have been filtered away."""
    hubs, crowd = gather(150, [])

    points = spread(hubs, crowd, [], 150)

    assert len(set(points)) == 150


def test_the_order_of_links_does_not_matter() -> None:
    """Links come out of sets and dicts."""
    links = [(i, (i * 7 + 3) % 200) for i in range(200) if i != (i * 7 + 3) % 200]
    hubs, crowd = gather(200, links)

    assert (hubs, crowd) == gather(200, links[::-1])
    assert spread(hubs, crowd, links, 200) == spread(hubs, crowd, links[::-1], 200)
