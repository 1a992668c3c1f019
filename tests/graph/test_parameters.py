from __future__ import annotations

import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import ParameterError, QueryError
from kg.graph import SavedQuery, Store
from kg.graph.parameters import read_parameters
from kg.ontology import Ontology, Schema
from kg.types import Entity
from kg.vocabulary import BASE, KG
from tests.graph.newsroom import newsroom_store
from tests.graph.sample import document, sample_store

NOTHING = Schema(classes={}, properties={}, concepts={}, terms=frozenset(), others={})
NORDWIND = URIRef(BASE + "organization/nordwind")

HOSTILE = [
    '"',
    "'",
    '\\"',
    "\\",
    "\\u0022 } DROP ALL #",
    '" } UNION { ?s ?p ?o } #',
    "x' || true || '",
    "a\nb\r\nc",
    "{ } ( ) < > | ^ `",
    "Nord\u200fwind",
    "\u202eNordwind",
    "\x00\x01\x7f\x85\u2028",
    "# comment",
    "$org ?org",
    "<https://kg.example/organization/nordwind> . ?s ?p ?o",
    "https://kg.example/<script>",
    "https://kg.example/a b",
    "organization/nord wind",
    'organization/nord"} #',
    "kg:ceoOf . ?s",
    "kg:a\\#b",
    "%zz/../..",
    "\ud800",
    "a" * 100_000,
]


def saved(text: str, name: str = "mine") -> SavedQuery:
    return SavedQuery(name=name, comment="", text=text, parameters=read_parameters(text, name))


def found_as(store: Store, kind: str, value: str, ontology: Ontology) -> object:
    """Give what a value of a parameter stands for."""
    question = saved(f"# @param x {kind}: any\nSELECT ?x {{ VALUES ?x {{ $x }} }}")
    return store.query(store.bind(question, {"x": value}, schema=ontology.schema)).rows[0][0]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_name_is_a_name_or_refused(value: str, ontology: Ontology) -> None:
    """Whatever is given, it is looked for as a whole, and nothing in this graph is called that."""
    store = sample_store()
    question = saved("# @param org entity: any\nSELECT ?org { VALUES ?org { $org } }")

    with pytest.raises(QueryError, match="--org"):
        store.bind(question, {"org": value}, schema=ontology.schema)


@pytest.mark.parametrize("value", [value for value in HOSTILE if value != "\ud800"])
def test_hostile_text_comes_back_as_it_is(value: str, ontology: Ontology) -> None:
    """A text is one literal, letter by letter, and nothing of it is SPARQL."""
    question = saved("# @param words text: any\nSELECT ?said { BIND ($words AS ?said) }")
    store = Store()
    sparql = store.bind(question, {"words": value}, schema=ontology.schema)

    assert store.query(sparql).rows == ((Literal(value),),)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip))
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back_as_it_is(value: str) -> None:
    """The same for what nobody has thought of."""
    question = saved("# @param words text: any\nSELECT ?said { BIND ($words AS ?said) }")
    store = Store()

    assert store.query(question.bind({"words": value}, store=ox.Store(), schema=NOTHING)).rows == ((Literal(value),),)


@pytest.mark.parametrize(
    "name", ['Nord"wind {}', "Nord\\wind", "Süd\nwind", "\u202eNord\u202c", "100 % <b>$org</b>", "Ünal"]
)
def test_strange_name_is_found(name: str, ontology: Ontology) -> None:
    """Names come from texts, and texts have everything."""
    iri = URIRef(BASE + "organization/strange")
    store = Store()
    entity = Entity(iri=iri, type=KG.Organization, label=Literal(name, lang="de"))
    store.add(document(name, "00000000000000cc"), [entity], [])
    question = saved("# @param org entity: any\nSELECT ?org { VALUES ?org { $org } }")

    for spelling in (name, name.upper(), name.lower(), unicodedata.normalize("NFD", name)):
        assert store.query(store.bind(question, {"org": spelling}, schema=ontology.schema)).rows == ((iri,),)


# Names


@pytest.mark.parametrize(
    "value",
    [
        "Nordwind", " nordwind ", "NORDWIND", "organization/nordwind", "<organization/nordwind>",
        "https://kg.example/organization/nordwind", "<https://kg.example/organization/nordwind>",
    ],
)  # fmt: skip
def test_entity_is_found_by_name_or_iri(store: Store, value: str, ontology: Ontology) -> None:
    """However it is written."""
    assert found_as(store, "entity", value, ontology) == NORDWIND
    assert found_as(store, "kg:Organization", value, ontology) == NORDWIND


def test_class_decides_between_things_of_one_name(ontology: Ontology) -> None:
    """Post is a medium, which is an organization, and here also a product."""
    store = newsroom_store()
    product = URIRef(BASE + "product/post")
    store.add(document("Post", "cc"), [Entity(iri=product, type=KG.Product, label=Literal("Post", lang="en"))], [])

    assert found_as(store, "kg:Organization", "post", ontology) == URIRef(BASE + "medium/post")
    assert found_as(store, "kg:Product", "post", ontology) == product
    with pytest.raises(QueryError) as caught:
        found_as(store, "entity", "post", ontology)
    assert str(caught.value) == (
        "--x post names 2 things: medium/post (news medium), product/post (product); give the IRI of one of them"
    )


def test_thing_of_another_class_counts_where_no_other_has_the_name(store: Store, ontology: Ontology) -> None:
    """A class is a guess of the reader, too."""
    assert found_as(store, "kg:Organization", "lume", ontology) == URIRef(BASE + "product/lume")


def test_concept_is_found_by_the_word_of_any_language(ontology: Ontology) -> None:
    """The ontology has its names in all three, the text only one."""
    iri, concept = next((iri, c) for iri, c in sorted(ontology.schema.concepts.items()) if len(c.names) == 3)
    store = Store()
    store.add(document("x", "cc"), [Entity(iri=iri, type=concept.type, label=Literal("x", lang="de"))], [])

    for names in concept.names.values():
        assert found_as(store, "entity", names[0], ontology) == iri


def test_document_is_found_by_title_file_or_iri(store: Store, ontology: Ontology) -> None:
    """But no entity is a document."""
    iri = URIRef(BASE + "document/00000000000000aa")
    for value in ("nordwind closes kiel yard", "00000000000000aa.txt", "document/00000000000000aa"):
        assert found_as(store, "document", value, ontology) == iri
    with pytest.raises(QueryError, match="no text of this name"):
        found_as(store, "document", "Lume", ontology)


@pytest.mark.parametrize("value", ["ceoOf", "kg:ceoOf", "CEOOF", "chief executive of", "leitet als Chef"])
def test_property_is_found_by_name_or_label(store: Store, value: str, ontology: Ontology) -> None:
    """In any language."""
    assert found_as(store, "property", value, ontology) == KG.ceoOf


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("entity", "nordwnd", "--x nordwnd: no thing of this name in the graph; did you mean Nordwind?"),
        ("entity", "berg", "did you mean Anna Berg?"),
        ("entity", "organization/nord", "nothing in this graph has this IRI"),
        ("entity", "<http://a b>", "<http://a b> is no IRI: Invalid IRI code point ' '"),
        ("entity", "Q\u200fq", "--x Q\\u200fq: no thing of this name"),
        ("property", "ceo", "no property of this name; did you mean kg:ceoOf?"),
        ("date", "2016-13", "--x 2016-13 is no date; write 2016, 2016-07 or 2016-07-12"),
        ("date", "२०१६", "is no date"),
        ("integer", "-1", "is no whole number"),
        ("integer", "1; DROP", "is no whole number"),
        ("number", "NaN", "is no number"),
        ("number", "1e999999999", "is no number"),
    ],
)
def test_value_that_means_nothing_is_told(
    store: Store, kind: str, value: str, message: str, ontology: Ontology
) -> None:
    """What was given, visibly, and what comes near."""
    with pytest.raises(QueryError) as caught:
        found_as(store, kind, value, ontology)
    assert message in str(caught.value)
    assert not isinstance(caught.value, ParameterError)


# Declarations


def test_parameters_are_declared_in_the_head() -> None:
    """In the order of their lines; what comes after the head is no declaration."""
    org, top = saved(
        "# Who\n# @param org kg:Organization?: the organization\n#@param top integer = 5: how many\n"
        "SELECT * {}\n# @param late text: too late"
    ).parameters

    assert (org.name, org.kind, org.comment, org.is_required) == ("org", "kg:Organization", "the organization", False)
    assert (top.name, top.default, top.is_required) == ("top", "5", False)


@pytest.mark.parametrize(
    "line",
    ["# @param", "# @param Org entity: x", "# @param org nonsense: x", "# @param org entity", "# @param o entity:"],
)
def test_wrong_declaration_is_pointed_at(line: str) -> None:
    """A typing error must not make a parameter vanish."""
    with pytest.raises(QueryError, match=r"mine, line 2: expected # @param NAME KIND: what it is"):
        saved(f"# Who\n{line}\nASK {{}}")


def test_class_that_the_ontology_lacks_is_told(store: Store, ontology: Ontology) -> None:
    """kg:Organisation would never match."""
    with pytest.raises(QueryError, match="mine: the ontology has no class kg:Organisation"):
        found_as(store, "kg:Organisation", "Nordwind", ontology)


def test_missing_and_unknown_parameters_are_told(store: Store) -> None:
    """With what there is."""
    question = saved("# @param org entity: whose chief\n# @param top integer = 5: how many\nASK { ?a ?b $org }")

    for values, message in (
        ({}, "mine needs --org: whose chief"),
        ({"org": "  "}, "mine needs --org: whose chief"),
        ({"orgg": "x"}, "mine has no parameter --orgg; did you mean --org?"),
        ({"zzz": "x"}, "mine has no parameter --zzz; it has --org --top"),
    ):
        with pytest.raises(ParameterError) as caught:
            store.bind(question, values)
        assert str(caught.value) == message
    with pytest.raises(ParameterError, match="it has none"):
        store.bind(saved("ASK {}"), {"org": "x"})


def test_only_the_parameter_itself_is_replaced(store: Store) -> None:
    """Not in strings, IRIs and comments, and no longer name that begins with it."""
    text = """# @param a text: any
SELECT ?x ('$a "$a' AS ?s) ("\\"$a" AS ?t) { # $a
  BIND ($a AS ?x) BIND (<http://example.com/$a> AS ?y) BIND ($ab AS ?z) BIND ('''$a' $a''' AS ?u)
}"""
    bound = store.bind(saved(text), {"a": "1"})

    assert bound == text.replace("BIND ($a AS ?x)", 'BIND ("1" AS ?x)')


def test_unset_parameter_stands_for_anything(store: Store) -> None:
    """UNDEF in VALUES joins with everything."""
    question = saved("# @param org entity?: any\nSELECT ?who { VALUES ?org { $org } ?who kg:ceoOf ?org }")

    assert "{ UNDEF }" in store.bind(question, {})
    assert store.query(store.bind(question, {})).rows == store.query(store.bind(question, {"org": "Nordwind"})).rows
