from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import OntologyError
from kg.graph import Store
from kg.vocabulary import BASE, KG, OA, RDF, RDFS, SCHEMA, XSD

shapes = pytest.importorskip("kg.graph.shapes", reason="needs the extra kg-news[check]")
ANNA = URIRef(BASE + "person/anna-berg")


@pytest.fixture
def graph(store: Store) -> Graph:
    stream = BytesIO()
    store.export(stream, "ntriples")
    return Graph().parse(data=stream.getvalue(), format="nt")


def statement(graph: Graph) -> URIRef:
    return next(s for s in sorted(graph.subjects(RDF.type, RDF.Statement)) if isinstance(s, URIRef))


def one(graph: Graph, kind: URIRef) -> URIRef:
    return next(s for s in sorted(graph.subjects(RDF.type, kind)) if isinstance(s, URIRef))


def test_finished_graph_fits(store: Store) -> None:
    """What kg writes is what the shapes describe."""
    assert shapes.check(store) == []


Damage = Callable[[Graph], object]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda g: g.remove((statement(g), RDF.subject, None)), "one subject"),
        (lambda g: g.add((statement(g), RDF.object, Literal(1))), "one object"),
        (lambda g: g.set((statement(g), KG.modality, KG.rumoured)), "one modality"),
        (lambda g: g.set((statement(g), KG.confidence, Literal("1.5", datatype=XSD.decimal))), "from 0 to 1"),
        (lambda g: g.remove((statement(g), KG.evidence, None)), "one sentence as evidence"),
        (lambda g: g.set((statement(g), SCHEMA.startDate, Literal("soon"))), "a day, a month or a year"),
        (lambda g: g.remove((None, OA.exact, None)), "quotes the words"),
        (lambda g: g.set((one(g, OA.TextQuoteSelector), OA.start, Literal(999))), "before it ends"),
        (lambda g: g.remove((one(g, SCHEMA.NewsArticle), SCHEMA.inLanguage, None)), "one language"),
        (lambda g: g.remove((ANNA, RDFS.label, None)), "has a class and a name"),
        (lambda g: g.remove((ANNA, RDF.type, None)), "class"),
        (lambda g: g.remove((one(g, KG.Quantity), SCHEMA.value, None)), "one number"),
        (lambda g: g.set((one(g, KG.Comparison), KG.factor, Literal("-2", datatype=XSD.decimal))), "positive"),
        (lambda g: g.remove((one(g, KG.Comparison), KG.metric, None)), None),
    ],
)
def test_damage_is_found(graph: Graph, damage: Damage, message: str | None) -> None:
    """Every shape catches what it is there for; a comparison may do without a metric."""
    damage(graph)
    found = [str(problem) for problem in shapes.check(graph)]

    assert any(message in problem for problem in found) if message else found == []


def test_problem_is_readable(graph: Graph) -> None:
    """Where, what should hold, and what was found, with short IRIs."""
    node = statement(graph)
    graph.set((node, KG.modality, KG.rumoured))

    (problem,) = shapes.check(graph)

    assert str(problem) == (
        f"{node.removeprefix(BASE)} kg:modality: A statement has one modality: asserted, reported, "
        "planned, possible, denied or opinion. Found: kg:rumoured"
    )


def test_broken_shapes_are_named(store: Store, tmp_path: Path) -> None:
    """People write shapes of their own."""
    (tmp_path / "shapes.ttl").write_text("kg:Shape a")

    with pytest.raises(OntologyError, match=r"shapes\.ttl"):
        shapes.check(store, tmp_path / "shapes.ttl")
