from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import InputError, OntologyError, ShapeError
from kg.graph import Store, shapes, state
from kg.graph.serialization import FORMATS, RDF12_FORMATS
from kg.graph.shacl import Unsupported, compile_shapes
from kg.types import Fact, Period
from kg.vocabulary import BASE, KG, OA, RDF, RDFS, SCHEMA, SH, SKOS, VOID, XSD
from tests.graph.sample import entity, harbour

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


DAMAGES: list[tuple[Damage, str | None]] = [
    (lambda g: g.remove((statement(g), RDF.subject, None)), "one subject"),
    (lambda g: g.add((statement(g), RDF.object, Literal(1))), "one object"),
    (lambda g: g.set((statement(g), KG.modality, KG.rumoured)), "one modality"),
    (lambda g: g.set((statement(g), KG.confidence, Literal("1.5", datatype=XSD.decimal))), "from 0 to 1"),
    (lambda g: g.set((statement(g), KG.confidence, Literal("high"))), "from 0 to 1"),
    (lambda g: g.remove((statement(g), KG.evidence, None)), "one sentence as evidence"),
    (lambda g: g.set((statement(g), SCHEMA.startDate, Literal("soon"))), "a day, a month or a year"),
    (lambda g: g.remove((None, OA.exact, None)), "quotes the words"),
    (lambda g: g.set((one(g, OA.TextQuoteSelector), OA.start, Literal(999))), "before it ends"),
    (lambda g: g.remove((one(g, SCHEMA.NewsArticle), SCHEMA.inLanguage, None)), "one language"),
    (lambda g: g.set((one(g, SCHEMA.NewsArticle), SCHEMA.inLanguage, Literal("German"))), "one language"),
    (lambda g: g.set((one(g, SCHEMA.NewsArticle), SCHEMA.author, Literal("Jo"))), "an entity"),
    (lambda g: g.set((one(g, SCHEMA.NewsArticle), KG.copyOf, ANNA)), "one other document"),
    (lambda g: g.remove((ANNA, RDFS.label, None)), "has a class and a name"),
    (lambda g: g.remove((ANNA, RDF.type, None)), "class"),
    (lambda g: g.add((ANNA, SKOS.prefLabel, Literal("Other", lang="en"))), "one preferred name"),
    (lambda g: g.add((statement(g), KG.attributedTo, URIRef(BASE + "nobody"))), "an entity with a name"),
    (lambda g: g.remove((one(g, KG.Quantity), SCHEMA.value, None)), "one number"),
    (lambda g: g.set((one(g, KG.Quantity), SCHEMA.unitCode, Literal(""))), "one unit"),
    (lambda g: g.set((one(g, KG.Comparison), KG.factor, Literal("-2", datatype=XSD.decimal))), "positive"),
    (lambda g: g.remove((one(g, KG.Comparison), KG.metric, None)), None),
    (lambda g: [g.remove((one(g, KG.Comparison), end, None)) for end in (KG.metric, KG.baseline, KG.factor)],
     "how many times or by how much"),
    (lambda g: g.set((one(g, VOID.Dataset), VOID.triples, Literal(-1))), "number of triples"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "message"), DAMAGES)
def test_damage_is_found(graph: Graph, damage: Damage, message: str | None) -> None:
    """Every shape catches what it is there for; a comparison may do without a metric."""
    damage(graph)
    found = [str(problem) for problem in shapes.check(graph)]

    assert any(message in problem for problem in found) if message else found == []


def by_pyshacl(graph: Graph) -> set[tuple[str, str, str]]:
    from pyshacl import validate

    files = Graph().parse("ontology/shapes.ttl")
    _, report, _ = validate(graph, shacl_graph=files, inference="none")
    assert isinstance(report, Graph)
    found = {node for outcome in report.objects(None, SH.result) for node in [outcome]}
    return {
        (str(report.value(node, SH.focusNode)), str(report.value(node, SH.resultPath) or ""),
         str(report.value(node, SH.resultMessage)))
        for node in found
    }  # fmt: skip


@pytest.mark.parametrize("damage", [damage for damage, _ in DAMAGES])
def test_pyshacl_finds_the_same(graph: Graph, damage: Damage) -> None:
    """What is checked text by text, a thousand times as fast, means what the standard says."""
    damage(graph)

    assert {(found.node, found.path, found.message) for found in shapes.check(graph)} == by_pyshacl(graph)


def test_problem_says_which_fact_of_which_sentence(graph: Graph) -> None:
    """Where, what should hold, what was found; and in words, who is said to do what, by whom."""
    (anna,) = graph.subjects(RDF.subject, ANNA)
    graph.set((anna, KG.modality, KG.rumoured))

    (problem,) = shapes.check(graph)

    assert str(problem) == (
        f"{anna.removeprefix(BASE)} kg:modality: A statement has one modality: asserted, reported, "
        "planned, possible, denied or opinion. Found: kg:rumoured\n"
        "    fact: Anna Berg, kg:ceoOf, Nordwind\n"
        "    sentence: Anna Berg leads Nordwind.\n"
        "    text: Nordwind closes Kiel yard"
    )


@pytest.mark.parametrize("rdf12", [False, True])
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_file_of_any_format_is_checked(store: Store, tmp_path: Path, name: str, rdf12: bool) -> None:
    """What was taken along is as good as the store, also as RDF 1.2."""
    if rdf12 and name not in RDF12_FORMATS:
        return
    endings = {"jsonld": "jsonld", "nquads": "nq", "ntriples": "nt", "rdfxml": "rdf", "trig": "trig", "turtle": "ttl"}
    path = tmp_path / f"graph.{endings[name]}"
    store.export(path, name, rdf12=rdf12)
    assert shapes.check(shapes.read_rdf(path)) == []

    store._store.update(f"DELETE {{ GRAPH ?g {{ ?s <{OA.exact}> ?o }} ?s <{OA.exact}> ?o }} WHERE {{ "
                        f"GRAPH ?g {{ ?s <{OA.exact}> ?o }} }}")  # fmt: skip
    store.export(path, name, rdf12=rdf12)
    problems = shapes.check(shapes.read_rdf(path))
    assert {problem.message for problem in problems} == {"Evidence quotes the words of the text."}
    assert all(problem.fact and problem.text for problem in problems)


@pytest.mark.parametrize(("name", "content"), [("a.ttl", "<a> <b>"), ("a.docx", ""), ("a.nt", "x"), ("none.ttl", None)])
def test_file_that_is_no_rdf_is_named(tmp_path: Path, name: str, content: str | None) -> None:
    """With the place, or with the endings that are known."""
    if content is not None:
        (tmp_path / name).write_text(content)

    with pytest.raises(InputError, match=name):
        shapes.read_rdf(tmp_path / name)


BAD: dict[str, tuple[Callable[[Fact], Fact], str]] = {
    "too sure": (lambda fact: replace(fact, confidence=1.7), "from 0 to 1"),
    "no sentence": (lambda fact: replace(fact, evidence=replace(fact.evidence, end=fact.evidence.start)), "quotes"),
    "backwards": (lambda fact: replace(fact, evidence=replace(fact.evidence, cue=(9, 3))), "A cue begins"),
    "no date": (lambda fact: replace(fact, time=Period(start="soon")), "a day, a month or a year"),
    "no IRI": (lambda fact: replace(fact, property=URIRef("not an iri")), "cannot be written"),
    "no entry": (lambda fact: replace(fact, evidence=replace(fact.evidence, entry=URIRef("<x>"))), "cannot be written"),
}


@pytest.mark.parametrize("bad", BAD)
def test_text_that_would_not_fit_is_refused(bad: str) -> None:
    """Before anything of it is written, and with the fact and the sentence in the message."""
    text, mentions, facts = harbour()
    entities = {found: entity(found) for found in mentions}
    spoil, message = BAD[bad]
    good = next(fact for fact in facts if fact.property == KG.ceoOf)
    shapes.check_content((text, entities.values(), state(facts, entities), None))

    with pytest.raises(ShapeError, match=message):
        shapes.check_content((text, entities.values(), state([spoil(good)], entities), None))


def test_shape_that_needs_more_is_asked_of_pyshacl(store: Store, tmp_path: Path) -> None:
    """SPARQL in a shape is beyond what kg checks by itself: not while it reads, but whenever somebody asks."""
    mine = tmp_path / "shapes-mine.ttl"
    mine.write_text(f"""
        @prefix kg: <{KG}> . @prefix sh: <{SH}> . @prefix rdfs: <{RDFS}> .
        kg:Mine a sh:NodeShape ; sh:targetClass kg:Person ; sh:sparql [ sh:message "Nobody is called Anna." ;
            sh:select "SELECT $this {{ $this <{RDFS.label}> ?name FILTER (STRSTARTS(?name, 'Anna')) }}" ] .
    """)
    with pytest.raises(Unsupported):
        compile_shapes(Graph().parse(mine))
    text, mentions, facts = harbour()
    entities = {found: entity(found) for found in mentions}
    shapes.check_content((text, entities.values(), state(facts, entities), None), mine)

    (problem,) = shapes.check(store, mine)
    assert (problem.node, problem.message) == (str(ANNA), "Nobody is called Anna.")
    assert problem.sentence == "Anna Berg leads Nordwind."


def test_broken_shapes_are_named(store: Store, tmp_path: Path) -> None:
    """People write shapes of their own."""
    (tmp_path / "shapes.ttl").write_text("kg:Shape a")

    with pytest.raises(OntologyError, match=r"shapes\.ttl"):
        shapes.check(store, tmp_path / "shapes.ttl")
