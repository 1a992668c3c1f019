from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import InputError
from kg.graph import Activity, Store, document_iri, state
from kg.graph.provenance import DERIVED
from kg.types import Modality
from kg.vocabulary import BASE, KG, PROV, RDF, SKOS
from tests.graph.sample import entity, fill, harbour, open_store, succession

# rdflib warns of its own use of the names it gives up.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ANNA, NORDWIND = URIRef(BASE + "person/anna-berg"), URIRef(BASE + "organization/nordwind")


def dump(store: Store, path: Path) -> bytes:
    store.export(path / "dump.nq", "nquads")
    return (path / "dump.nq").read_bytes()


def test_asserted_fact_is_a_direct_triple(store: Store) -> None:
    """The plain question gets the plain answer."""
    assert store.query("SELECT ?who ?of { ?who kg:ceoOf ?of }").rows == ((ANNA, NORDWIND),)


@pytest.mark.parametrize("modality", [kind for kind in Modality if kind is not Modality.ASSERTED])
def test_hedged_fact_gives_no_direct_triple(modality: Modality) -> None:
    """Rumour, plan, denial and opinion are on the statement alone: never passed off as plain truth."""
    text, mentions, facts = harbour()
    hedged = [replace(fact, modality=modality) for fact in facts]
    store = Store()
    fill(store, (replace(text, published=None), mentions, hedged))  # a date that the file gives is no hearsay

    direct = {str(fact.property) for fact in hedged} & set(map(str, store.to_rdflib().predicates()))

    assert direct == set()
    assert {statement.modality for statement in store.statements()} == {modality}


def test_triple_said_plainly_once_is_direct(store: Store) -> None:
    """A rumour beside the plain statement takes nothing from it."""
    text, mentions, facts = harbour()
    leads = next(fact for fact in facts if fact.property == KG.ceoOf)
    store = Store()
    fill(store, (text, mentions, [replace(leads, modality=Modality.REPORTED), leads]))

    assert store.query("ASK { ?who kg:ceoOf ?of }")
    assert len(list(store.statements())) == 2


def test_statement_tells_where_its_ends_stand(store: Store) -> None:
    """The sentence alone does not say which of its words kg took for what."""
    text, _, _ = harbour()
    owner = next(s for s in store.statements() if s.property == KG.revenue)
    hedged = next(s for s in store.statements() if s.property == KG.acquires)

    assert owner.subject_at is not None
    assert hedged.object_at is not None
    assert text.text[slice(*owner.subject_at)] == "Nordwind"
    assert text.text[slice(*hedged.object_at)] == "Lume"
    assert owner.object_at is None  # a figure that nobody gave a place


def test_an_open_fact_is_no_statement() -> None:
    """What kg does not understand is counted nowhere, drawn nowhere, and no direct triple; it can be asked for."""
    store = open_store()

    assert list(store.statements()) == []
    assert not store.query("ASK { ?who <open/en/look-up-to> ?of }")
    (row,) = store.with_names(store.ask("open-facts")).rows
    assert [str(cell) for cell in row[:3]] == ["Anna Berg", "look up to", "Nordwind"]
    assert {entity.label() for entity in store.entities()} >= {"Anna Berg", "Nordwind"}


def test_document_read_again_replaces_itself(store: Store, tmp_path: Path) -> None:
    """Reading twice changes nothing; reading it otherwise leaves nothing of before."""
    before = dump(store, tmp_path)
    fill(store, harbour())
    assert dump(store, tmp_path) == before

    text, mentions, facts = harbour()
    fill(store, (text, mentions, facts[:1]))
    found = [s for s in store.statements() if s.document == document_iri(text)]

    assert [statement.object for statement in found] == [facts[0].object]
    assert len(store) == 2


def test_removed_document_leaves_nothing(store: Store, tmp_path: Path) -> None:
    """Taking a text out is dropping a graph."""
    alone = Store()
    fill(alone, succession())
    alone.derive()

    store.remove(document_iri(harbour()[0]))
    store.derive()

    assert dump(store, tmp_path) == dump(alone, tmp_path)


def test_order_of_documents_does_not_matter(store: Store, tmp_path: Path) -> None:
    """Two machines that read the same texts in another order have the same graph."""
    other = Store()
    fill(other, succession())
    fill(other, harbour())
    other.derive()

    assert dump(other, tmp_path) == dump(store, tmp_path)


def test_preferred_name_is_the_most_used(store: Store) -> None:
    """The corpus decides what a thing is called; ties go by the alphabet."""
    text, mentions, facts = harbour()
    entities = {found: entity(found) for found in mentions}
    for number, name in enumerate(["NW", "Nord Wind", "Nord Wind"]):
        renamed = {
            found: replace(made, label=Literal(name, lang="en")) if made.iri == NORDWIND else made
            for found, made in entities.items()
        }
        # Of one text, copies would count as one.
        store.add(replace(text, id=f"{number:016}", text=f"Text {number}."), renamed.values(), state(facts, renamed))
    store.derive()

    (nordwind,) = (found for found in store.entities() if found.iri == NORDWIND)

    assert nordwind.labels == {"de": "Nordwind", "en": "Nord Wind"}
    assert nordwind.alt_labels == (Literal("NW", lang="en"), Literal("Nordwind", lang="en"))
    assert len(nordwind.documents) == 5


def test_records_say_all_that_was_stated(store: Store) -> None:
    """Views and reports look at records and never at RDF."""
    hedged = next(s for s in store.statements() if s.modality is Modality.POSSIBLE)
    leads = next(s for s in store.statements() if s.property == KG.ceoOf)
    people = next(s for s in store.statements() if s.property == KG.employeeCount)

    assert hedged.quote == "According to Bold News, Nordwind might buy Lume."
    assert harbour()[0].text[hedged.start : hedged.end] == hedged.quote
    assert hedged.attributed_to == (URIRef(BASE + "medium/bold-news"),)
    assert (hedged.confidence, hedged.cue) == (0.8, (57, 60))
    assert (leads.validity, leads.start_date, leads.end_date) == ("current", "2016-07", "")
    assert people.approximate
    assert not leads.approximate


def test_documents_and_values_are_records(store: Store) -> None:
    """The same for texts, quantities and comparisons."""
    first = next(store.documents())
    (compared,) = store.comparisons()
    earned = next(q for q in store.quantities() if q.unit)

    assert (first.title, first.language) == ("Nordwind closes Kiel yard", "en")
    assert (first.identifier, first.date) == ("00000000000000aa.txt", "2026-05-26")
    assert (compared.factor, compared.higher, compared.label) == (Decimal(2), True, "2 × click rate")
    assert (earned.value, earned.unit, earned.label) == (Decimal(3720000000), "EUR", "3.72 billion EUR")


def test_statements_come_by_place_in_the_text(store: Store) -> None:
    """A reader follows the text."""
    places = [(statement.document, statement.start) for statement in store.statements()]

    assert places == sorted(places)


def test_no_blank_nodes(store: Store) -> None:
    """Graphs are merged and compared by their IRIs."""
    assert not store.query("ASK { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) }")


def test_file_name_is_told_without_its_folders() -> None:
    """Where a text lay differs from machine to machine, and concerns nobody else."""
    text, mentions, facts = harbour()
    store = Store()
    fill(store, (replace(text, source="C:\\Users\\anna\\news.txt"), mentions, facts))

    assert next(store.documents()).identifier == "news.txt"


def test_run_is_described_without_a_time() -> None:
    """The same texts read by the same software give the same graph, tomorrow as well."""
    text, mentions, facts = harbour()
    entities = {found: entity(found) for found in mentions}
    activity = Activity(version="1.2.3", model="aaaa", ontology="bbbb")
    store = Store()
    store.add(text, entities.values(), state(facts, entities), activity=activity)
    graph = store.to_rdflib()

    assert graph.value(document_iri(text), PROV.wasGeneratedBy) == activity.iri
    assert graph.value(activity.iri, PROV.wasAssociatedWith) == URIRef(BASE + "software/kg-1.2.3")
    assert {str(used) for used in graph.objects(activity.iri, PROV.used)} == {
        BASE + "model/aaaa",
        BASE + "ontology/bbbb",
    }
    assert ANNA in {found.iri for found in store.entities()}
    assert activity.iri not in {found.iri for found in store.entities()}


def test_store_on_disk_is_opened_again(tmp_path: Path) -> None:
    """What was built is asked later, by another process, and not changed by asking."""
    store = Store(tmp_path / "store")
    fill(store, harbour())
    store.close()

    again = Store(tmp_path / "store", read_only=True)

    assert again.query("ASK { ?who kg:ceoOf ?of }")
    assert len(again) == 1


def test_store_lets_go_of_its_folder_after_an_error(tmp_path: Path) -> None:
    """Whoever cleans up afterwards must not race against a store that still writes."""

    def interrupt() -> None:
        with Store(tmp_path / "store") as store:
            fill(store, harbour())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()

    shutil.rmtree(tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    """Reading must not leave an empty store behind."""
    with pytest.raises(InputError, match="kg build"):
        Store(tmp_path / "store", read_only=True)
    assert not (tmp_path / "store").exists()


def test_rdflib_sees_the_graphs_and_their_union(store: Store) -> None:
    """People keep their rdflib code."""
    dataset = store.to_rdflib()

    assert dataset.value(ANNA, RDF.type) == KG.Person
    assert set(dataset.graph(DERIVED).subject_objects(SKOS.prefLabel)) == set(dataset.subject_objects(SKOS.prefLabel))
    assert {graph.identifier for graph in dataset.graphs() if len(graph)} >= {
        document_iri(harbour()[0]),
        document_iri(succession()[0]),
        DERIVED,
    }


def test_exported_graphs_are_loaded_again(store: Store, tmp_path: Path) -> None:
    """Documents may be read anywhere and the graphs simply put together."""
    store.export(tmp_path / "graph.trig", "trig")
    other = Store()
    other.load(tmp_path / "graph.trig")

    assert dump(other, tmp_path) == dump(store, tmp_path)


def test_file_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    """The message names the file."""
    (tmp_path / "broken.trig").write_text("<a> <b> .")

    with pytest.raises(InputError, match=r"broken\.trig"):
        Store().load(tmp_path / "broken.trig")


def test_names_stand_in_for_iris(store: Store) -> None:
    """A table for a person says Anna Berg; what has no name keeps its IRI."""
    result = store.with_names(store.query("SELECT ?s ?p ?o { VALUES ?p { kg:ceoOf kg:revenue } ?s ?p ?o }"))

    assert {tuple(map(str, row)) for row in result} == {
        ("Anna Berg", str(KG.ceoOf), "Nordwind"),
        ("Nordwind", str(KG.revenue), "3.72 billion EUR"),
    }


def test_entities_are_what_is_neither_text_nor_value(store: Store) -> None:
    """Quantities, sentences and the run have descriptions too, and are no entities."""
    classes = {record.type for record in store.entities()}

    assert classes == {KG.Facility, KG.Medium, KG.Metric, KG.Organization, KG.Person, KG.Product}


def test_graph_is_plain_rdf(store: Store, tmp_path: Path) -> None:
    """An independent reader counts the same triples."""
    store.export(tmp_path / "graph.ttl", "turtle")
    graph = Graph().parse(tmp_path / "graph.ttl")

    (count,) = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]

    assert len(graph) == int(str(count))
