"""What `kg check ontology` says of a folder somebody has added to."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from kg import paths
from kg.ontology import check
from kg.vocabulary import KG, RDFS
from tests.ontology.conftest import PREFIXES, Change

SECOND = """
:ring a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "call"@en ] ;
    synsem:synBehavior [ lexinfo:subject :ring_ship ; lexinfo:prepositionalAdjunct :ring_harbour ] ;
    ontolex:sense [ ontolex:reference kg:callsAt ; synsem:subjOfProp :ring_ship ; synsem:objOfProp :ring_harbour ;
        skos:example "The Borealis called at Bergen."@en ] .
:ring_harbour synsem:marker "at" .
"""
DOUBLE = """
:boat a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:canonicalForm [ ontolex:writtenRep "vessel"@en ] ; ontolex:denotes kg:Ship ; skos:example "The vessel."@en .
"""
NEEDLESS = """
kg:sinks a owl:ObjectProperty ; rdfs:label "sinks"@en ; rdfs:comment "Sends to the bottom."@en ;
    schema:domainIncludes kg:Ship ; schema:rangeIncludes kg:Ship .
"""
LABELS = '"grüßt"@de , "saluta"@it , "greets"@en'
TWIN = """
concept:ferryboat a skos:Concept ; kg:instanceOf kg:Ship ; skos:prefLabel "ferryboat"@en ; skos:altLabel "Ferry"@en .
"""


def test_an_ontology_in_order_gives_no_line(changed: Change) -> None:
    """A check that always complains is not read."""
    assert check(changed()) == []


def test_the_shipped_ontology_is_in_order() -> None:
    """What kg ships is the example people copy from."""
    assert check(paths.ONTOLOGY) == []


def test_whatever_the_shipped_ontology_names_it_defines() -> None:
    """Values like kg:former are read by people too, in the three languages of the news."""
    graph = Graph().parse(paths.ONTOLOGY / "kg.ttl")
    named = set(graph.subjects(RDFS.label))

    assert KG.former in named
    for predicate in (RDFS.label, RDFS.comment):
        said = {node: sorted(str(text.language) for text in graph.objects(node, predicate)) for node in named}
        assert {node: languages for node, languages in said.items() if languages != ["de", "en", "it"]} == {}


def test_an_addition_need_not_define_itself(tmp_path: Path) -> None:
    """A folder laid over kg's ontology is somebody's own, to define or not."""
    addition = f"{PREFIXES}kg:greets a owl:ObjectProperty ; rdfs:label {LABELS} ; schema:rangeIncludes kg:Agent ."
    (tmp_path / "mine.ttl").write_text(addition, encoding="utf-8")

    assert check(tmp_path) == [f"{tmp_path / 'mine.ttl'}: https://kg.example/ontology#greets: no lexicon says it"]


@pytest.mark.parametrize(
    ("name", "before", "after", "line"),
    [
        pytest.param(
            "lexicon/en.ttl",
            "",
            SECOND,
            'en#ring: "call" as kg:callsAt is said by https://kg.example/lexicon/en#call already',
            id="frame twice",
        ),
        pytest.param(
            "lexicon/en.ttl",
            "",
            DOUBLE,
            'en#vessel: "vessel" as kg:Ship is said by https://kg.example/lexicon/en#boat already',
            id="word twice",
        ),
        pytest.param(
            "lexicon/en.ttl",
            "",
            DOUBLE.replace(":boat", ":vessel"),
            "en#vessel: has two ontolex:canonicalForm: two entries of one name, or one of the forms is another form",
            id="name of an entry twice",
        ),
        pytest.param(
            "lexicon/en.ttl",
            'skos:example "The Aurora called at Genoa."@en',
            "",
            "en#call: has no skos:example",
            id="example of a sense",
        ),
        pytest.param(
            "lexicon/en.ttl",
            'skos:example "The vessel is late."@en',
            "",
            "en#vessel: has no skos:example",
            id="example of a word",
        ),
        pytest.param(
            "lexicon/en.ttl",
            'late."@en',
            'late."@de',
            'en#vessel: its example "The vessel is late." is not marked @en',
            id="language of an example",
        ),
        pytest.param(
            "lexicon/en.ttl",
            ":vessel a ontolex:LexicalEntry",
            ":vessel a ontolex:Entry",
            "en#vessel: is no ontolex:LexicalEntry, so kg does not read it",
            id="type",
        ),
        pytest.param(
            "lexicon/en.ttl",
            "synsem:objOfProp :call_harbour ;",
            "",
            "en#call: its sense kg:callsAt has no synsem:objOfProp, so it gives no fact",
            id="no object",
        ),
        pytest.param(
            "lexicon/en.ttl",
            "synsem:subjOfProp :call_ship ;",
            "",
            "en#call: its sense kg:callsAt has no synsem:subjOfProp, so it gives no fact",
            id="no subject",
        ),
        pytest.param(
            "lexicon/en.ttl",
            "ontolex:denotes kg:Ship ;",
            "",
            "en#vessel: has neither a frame nor ontolex:denotes, so it says nothing",
            id="denotes nothing",
        ),
        pytest.param(
            "lexicon/en.ttl",
            "ontolex:denotes kg:Ship",
            "ontolex:denotes concept:vessel",
            "en#vessel: ontolex:denotes https://kg.example/concept/vessel is not in the ontology",
            id="unknown concept",
        ),
        pytest.param(
            "lexicon/en.ttl",
            "ontolex:denotes kg:Ship",
            "ontolex:denotes kg:Ship ; kg:note 1",
            "en#vessel: says https://kg.example/ontology#note, which kg does not read",
            id="unknown predicate",
        ),
        pytest.param("kg.ttl", "", NEEDLESS, "ontology#sinks: no lexicon says it", id="property unsaid"),
        pytest.param(
            "kg.ttl",
            'rdfs:label "ship"@en',
            'rdfs:label "Schiff"@de',
            "ontology#Ship: has no label in 'en'",
            id="class without label",
        ),
        pytest.param(
            "kg.ttl",
            '"What sails."@en',
            '"Was fährt."@de',
            "ontology#Ship: has no rdfs:comment in 'en'",
            id="class without definition",
        ),
        pytest.param(
            "kg.ttl",
            'rdfs:comment "Stops in."@en ;',
            "",
            "ontology#callsAt: has no rdfs:comment in 'en'",
            id="property without definition",
        ),
        pytest.param(
            "kg.ttl",
            '"harbour"@en',
            '"Ship"@en',
            'ontology#Ship: is called "ship"@en, and so is https://kg.example/ontology#Harbour',
            id="classes of one name",
        ),
        pytest.param(
            "kg.ttl",
            "schema:domainIncludes kg:Ship ; schema:rangeIncludes kg:Harbour",
            'skos:note "At either end anything."@en',
            "ontology#callsAt: says neither schema:domainIncludes nor schema:rangeIncludes",
            id="neither domain nor range",
        ),
        pytest.param(
            "concepts.ttl",
            '"ferry"@en',
            '"Fähre"@de',
            "concept/ferry: has no label in 'en'",
            id="concept without label",
        ),
        pytest.param(
            "concepts.ttl",
            "",
            TWIN,
            'concept/ferryboat: is called "ferry"@en, and so is https://kg.example/concept/ferry',
            id="concepts of one name",
        ),
    ],
)
def test_a_suspicious_entry_is_named(changed: Change, name: str, before: str, after: str, line: str) -> None:
    """File, entry and reason on one line, as an editor can jump to."""
    directory = changed(name, before, after)

    assert check(directory) == [f"{directory / name}: https://kg.example/{_path(line)}"]


def _path(line: str) -> str:
    return f"lexicon/{line}" if line.startswith("en#") else line


def test_an_argument_with_the_name_of_an_entry_is_told(changed: Change) -> None:
    """kg would take the words of the entry for what stands in the argument's place."""
    directory = changed("lexicon/en.ttl", "lexinfo:subject :call_ship", "lexinfo:subject :call_ship , :vessel")

    assert check(directory) == [
        f"{directory / 'lexicon' / 'en.ttl'}: https://kg.example/lexicon/en#call: its argument "
        "https://kg.example/lexicon/en#vessel has the name of an entry; call it something else"
    ]


def test_what_cannot_be_read_is_one_line(changed: Change) -> None:
    """A file that is broken hides what else is wrong with it, not what is wrong with others."""
    directory = changed("lexicon/en.ttl", "a ontolex:LexicalEntry ;", "a ontolex:LexicalEntry")
    (directory / "lexicon" / "de.ttl").write_text("", encoding="utf-8")

    (german, english) = check(directory)

    assert german.startswith(f"{directory / 'lexicon' / 'de.ttl'}: no kg:Lexicon")
    assert english.startswith(f"{directory / 'lexicon' / 'en.ttl'}, line 15, column ")


def test_a_broken_schema_is_one_line(changed: Change) -> None:
    """Without classes and properties nothing can be said of the entries."""
    (line,) = check(changed("kg.ttl", "kg:Ship a owl:Class", "kg:Ship a owl:Clazz"))

    assert "kg.ttl: https://kg.example/ontology#callsAt: schema:domainIncludes" in line


def test_two_files_of_one_language_are_told(changed: Change) -> None:
    """kg refuses them when it builds; here is which."""
    directory = changed()
    (directory / "lexicon" / "mine.ttl").write_bytes((directory / "lexicon" / "en.ttl").read_bytes())

    assert check(directory) == [
        f"{directory / 'lexicon' / 'mine.ttl'}: en.ttl is the lexicon of 'en' already; make them one"
    ]


def test_a_missing_folder_is_one_line(changed: Change) -> None:
    """--ontology may point anywhere."""
    directory = changed() / "nowhere"

    assert check(directory) == [f"{directory}: no ontology; expected files like kg.ttl, mine.ttl or lexicon/en.ttl"]
