"""Classes, properties and concepts; what does not fit is said with file and name."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.ontology import Ontology, load
from kg.vocabulary import KG, XSD
from tests.ontology.conftest import Change


def test_a_class_knows_its_family(ontology: Ontology) -> None:
    """A property of organizations holds of media too."""
    schema = ontology.schema

    assert schema.family(KG.Medium) == (KG.Medium, KG.Organization, KG.Agent)
    assert schema.is_a(KG.Medium, KG.Agent)
    assert not schema.is_a(KG.Agent, KG.Medium)
    assert schema.fits(KG.Team, (KG.Person, KG.Organization))


def test_a_heading_stands_for_its_typical_class(ontology: Ontology) -> None:
    """Nothing is just an agent."""
    assert ontology.schema.guess((KG.Agent,)) == KG.Organization
    assert ontology.schema.guess((KG.Person, KG.Organization)) == KG.Person
    assert ontology.schema.guess((XSD.string,)) == KG.Concept


def test_label_falls_back_to_english_and_then_to_the_name(ontology: Ontology) -> None:
    """A page in a language the ontology has no label in still says something."""
    assert ontology.schema.label(KG.Place, "de") == "Ort"
    assert ontology.schema.label(KG.Place, "fr") == "place"
    assert ontology.schema.label(KG.unheardOf, "de") == "unheardOf"


def test_what_a_property_takes_follows_from_its_range(ontology: Ontology) -> None:
    """Whether a place wants a thing, a figure or a comparison decides how it is read."""
    properties = ontology.schema.properties

    assert properties[KG.revenue].takes_quantity
    assert properties[KG.employeeCount].takes_number
    assert properties[KG.hasComparison].takes_comparison
    assert properties[KG.status].takes_words
    assert properties[KG.ceoOf].former == KG.formerCeoOf


@pytest.mark.parametrize(
    ("name", "before", "after", "problem"),
    [
        pytest.param(
            "kg.ttl",
            "rangeIncludes kg:Harbour",
            "rangeIncludes kg:Harbor",
            "kg.ttl: https://kg.example/ontology#callsAt: schema:rangeIncludes "
            "https://kg.example/ontology#Harbor is no class",
            id="range",
        ),
        pytest.param(
            "kg.ttl",
            "domainIncludes kg:Ship",
            "domainIncludes kg:Shipp",
            "kg.ttl: https://kg.example/ontology#callsAt: schema:domainIncludes "
            "https://kg.example/ontology#Shipp is no class",
            id="domain",
        ),
        pytest.param(
            "kg.ttl",
            'rdfs:label "ship"@en',
            'rdfs:label "ship"@en ; rdfs:subClassOf kg:Thing',
            "kg.ttl: https://kg.example/ontology#Ship: rdfs:subClassOf https://kg.example/ontology#Thing is no class",
            id="superclass",
        ),
        pytest.param(
            "kg.ttl",
            'rdfs:label "calls at"@en ;',
            "",
            "kg.ttl: https://kg.example/ontology#callsAt: has no rdfs:label",
            id="label",
        ),
        pytest.param(
            "kg.ttl",
            'rdfs:label "calls at"@en',
            'rdfs:label "calls at"@en ; kg:formerProperty kg:calledAt',
            "kg.ttl: https://kg.example/ontology#callsAt: kg:formerProperty "
            "https://kg.example/ontology#calledAt is no property",
            id="former",
        ),
        pytest.param(
            "concepts.ttl",
            "kg:instanceOf kg:Ship ;",
            "",
            "concepts.ttl: https://kg.example/concept/ferry: a concept needs a class",
            id="concept without class",
        ),
        pytest.param(
            "concepts.ttl",
            "instanceOf kg:Ship",
            "instanceOf kg:Boat",
            "concepts.ttl: https://kg.example/concept/ferry: kg:instanceOf "
            "https://kg.example/ontology#Boat is no class",
            id="class of a concept",
        ),
        pytest.param(
            "concepts.ttl",
            "",
            "\n<https://kg.example/word/quick> a <http://www.w3.org/ns/lemon/ontolex#LexicalConcept> ;\n"
            '    skos:prefLabel "quick"@en .\n',
            "concepts.ttl: https://kg.example/word/quick: is a word of one language",
            id="word of one language",
        ),
        pytest.param(
            "kg.ttl", "kg:Harbour a owl:Class ;", "kg:Harbour a owl:Class", "kg.ttl, line 13, column", id="Turtle"
        ),
        pytest.param(
            "kg.ttl", "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n", "", "kg.ttl, line 11, column", id="prefix"
        ),
    ],
)
def test_what_does_not_fit_names_file_and_thing(
    changed: Change, name: str, before: str, after: str, problem: str
) -> None:
    """Whoever changed the ontology must find the place without a debugger."""
    directory = changed(name, before, after)

    with pytest.raises(OntologyError) as raised:
        load(directory)

    assert str(raised.value).startswith(str(directory))
    assert problem in str(raised.value)


def test_a_folder_that_lost_its_classes_is_told(changed: Change) -> None:
    """Without a kg.ttl it is laid over kg's own ontology, which knows no ships."""
    directory = changed()
    (directory / "kg.ttl").unlink()

    with pytest.raises(OntologyError, match=r"concepts\.ttl: .*ferry: kg:instanceOf .*Ship is no class"):
        load(directory)


def test_fingerprint_tells_contents_apart(changed: Change) -> None:
    """A graph says which ontology it was read with."""
    first = load(changed()).fingerprint
    load.cache_clear()

    assert load(changed()).fingerprint == first
    load.cache_clear()
    assert load(changed("kg.ttl", "ship", "boat")).fingerprint != first


def test_nouns_of_a_class_are_read_by_language(ontology: Ontology) -> None:
    """What stands for any company, for the topic, and what is never just a company."""
    organization = ontology.schema.classes[KG.Organization]

    assert "company" in organization.general_nouns["en"]
    assert "Start-up" in organization.topical_nouns["de"]
    assert "partito" in organization.exclusive_nouns["it"]
    assert ontology.schema.classes[KG.Event].general_nouns == {}
