"""What a person knows already is taken as it stands; what contradicts itself is refused with its lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rdflib import URIRef

from kg import paths
from kg.errors import InputError
from kg.extraction.labels import normal_form
from kg.ontology import Ontology
from kg.ontology.known import KnownEntity, read_known
from kg.vocabulary import KG, WD

HEAD = """\
@prefix my: <https://my.example/id/> .
@prefix kg: <https://kg.example/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""


def read(tmp_path: Path, ontology: Ontology, text: str, name: str = "mine.ttl") -> tuple[KnownEntity, ...]:
    path = tmp_path / name
    path.write_text(HEAD + text if name.endswith(".ttl") else text, encoding="utf-8")
    return read_known([path], ontology.schema)


def refusal(tmp_path: Path, ontology: Ontology, text: str, name: str = "mine.ttl") -> str:
    with pytest.raises(InputError) as caught:
        read(tmp_path, ontology, text, name)
    return str(caught.value).replace(str(tmp_path) + "/", "")


def test_turtle_gives_class_names_and_what_others_call_it(tmp_path: Path, ontology: Ontology) -> None:
    (bank,) = read(
        tmp_path,
        ontology,
        """
        my:1 a schema:Organization ; owl:sameAs wd:Q1 ;
            skos:prefLabel "Nordbank"@de , "North Bank"@en ; skos:altLabel "NB"@de , "NB" .
        """,
    )

    assert bank == KnownEntity(
        iri=URIRef("https://my.example/id/1"),
        type=KG.Organization,
        labels={"de": "Nordbank", "en": "North Bank"},
        names={"": ("NB",), "de": ("Nordbank", "NB"), "en": ("North Bank",)},
        same_as=(WD.Q1,),
    )


@pytest.mark.parametrize("separator", [",", ";"])
def test_table_gives_the_same(tmp_path: Path, ontology: Ontology, separator: str) -> None:
    """Spreadsheets of some countries write semicolons."""
    rows = [["iri", "type", "name_de", "name_en", "sameAs"], ["https://my.example/id/1", "Organization"]]
    rows[1] += ["Nordbank|NB", "North Bank", "wd:Q1"]
    table = "\n".join(separator.join(row) for row in rows)

    (bank,) = read(tmp_path, ontology, table, "mine.csv")

    assert bank.names == {"de": ("Nordbank", "NB"), "en": ("North Bank",)}
    assert (bank.type, bank.same_as) == (KG.Organization, (WD.Q1,))


def test_own_iri_wins_over_that_of_a_later_file(tmp_path: Path, ontology: Ontology) -> None:
    """A person's identifiers stand before those of the starter set; names add up."""
    mine, starter = tmp_path / "mine.ttl", tmp_path / "starter.ttl"
    mine.write_text(HEAD + 'my:1 a kg:Organization ; owl:sameAs wd:Q1 ; skos:prefLabel "N.B."@en .', encoding="utf-8")
    starter.write_text(
        HEAD + 'kg:a a kg:Organization ; owl:sameAs wd:Q1 ; skos:prefLabel "Nordbank"@de , "North Bank"@en .',
        encoding="utf-8",
    )

    (bank,) = read_known([mine, starter], ontology.schema)

    assert bank.iri == URIRef("https://my.example/id/1")
    assert bank.labels == {"de": "Nordbank", "en": "N.B."}
    assert bank.names["en"] == ("N.B.", "North Bank")


def test_circle_of_same_things_is_refused_with_its_lines(tmp_path: Path, ontology: Ontology) -> None:
    text = """my:1 a kg:Organization ; skos:prefLabel "A"@en ; owl:sameAs my:2 .
my:2 a kg:Organization ; skos:prefLabel "B; c. my:1 <d> #"@en ;
    # a comment with my:1 .
    owl:sameAs my:3 .
my:3 owl:sameAs my:1 .
"""
    message = refusal(tmp_path, ontology, text)

    assert message.startswith("owl:sameAs goes round in a circle: mine.ttl:7: https://my.example/id/1 owl:sameAs")
    assert "mine.ttl:10: https://my.example/id/2 owl:sameAs https://my.example/id/3" in message
    assert "mine.ttl:11: https://my.example/id/3" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my:1 a kg:Organization .", ["mine.ttl:7: https://my.example/id/1 has no name"]),
        ('my:1 skos:prefLabel "A"@en .', ["mine.ttl:7: ", "has no class"]),
        ('my:1 a kg:Organisation ; skos:prefLabel "A"@en .', ["mine.ttl:7", "did you mean Organization?"]),
        (
            'my:1 a kg:Person ; skos:prefLabel "A"@en .\nmy:1 a kg:Place .',
            ["is a Place here and a Person in", "mine.ttl:7", "mine.ttl:8"],
        ),
        (
            'my:1 a kg:Person ; skos:prefLabel "A"@en ; owl:sameAs wd:Q1 .\n'
            'my:2 a kg:Place ; skos:prefLabel "B"@en ; owl:sameAs wd:Q1 .',
            ["mine.ttl:7", "mine.ttl:8", "is a Place", "a Person"],
        ),
        (
            'my:1 a kg:Person ; skos:prefLabel "A"@en ; owl:sameAs wd:Q1 ,\n wd:Q2 .',
            ["Q1 and ", "Q2 are two things", "mine.ttl:7, mine.ttl:8"],
        ),
        (
            'my:1 a kg:Person ; skos:prefLabel "A"@en ; owl:sameAs my:2 .\nmy:1 owl:differentFrom my:2 .',
            ["mine.ttl:8", "is different from", "and the same by mine.ttl:7"],
        ),
        ("my:1 a kg:Organization ; ; skos:prefLabel .", ["mine.ttl:7: known entities cannot be read as Turtle"]),
    ],
)
def test_contradiction_is_refused_with_its_lines(
    tmp_path: Path, ontology: Ontology, text: str, words: list[str]
) -> None:
    message = refusal(tmp_path, ontology, text)

    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("iri,label_de\nhttps://my.example/1,A", "mine.csv:1: no column type"),
        ("iri,type,name\n1,Person,A", "mine.csv:2: '1' is no IRI"),
        ("iri,type,name\nhttps://my.example/1,Man,A", "mine.csv:2: Man is no class"),
        ('iri,type,name\nhttps://my.example/1,Person,"A', "mine.csv:2: no table that kg can read"),
    ],
)
def test_bad_table_is_refused_with_its_line(tmp_path: Path, ontology: Ontology, table: str, words: str) -> None:
    assert words in refusal(tmp_path, ontology, table, "mine.csv")


def test_file_that_is_not_there(tmp_path: Path, ontology: Ontology) -> None:
    with pytest.raises(InputError, match=r"none\.ttl: known entities cannot be read: No such file"):
        read_known([tmp_path / "none.ttl"], ontology.schema)


# The starter set


def starter(ontology: Ontology) -> tuple[KnownEntity, ...]:
    return read_known([paths.ENTITIES], ontology.schema)


def test_starter_set_has_what_news_speak_of_most(ontology: Ontology) -> None:
    kinds = Counter(entity.type for entity in starter(ontology))

    assert kinds[KG.Country] == sum(c.type == KG.Country for c in ontology.schema.concepts.values())
    assert kinds[KG.Organization] + kinds[KG.Government] > 200


def test_nothing_of_the_starter_set_is_two_things(ontology: Ontology) -> None:
    """A wrong identifier is worse than none; one that stands twice is wrong once."""
    found = starter(ontology)
    other = Counter(iri for entity in found for iri in entity.same_as)

    assert {iri: n for iri, n in other.items() if n > 1} == {}
    assert all(len(entity.same_as) == 1 and entity.same_as[0].startswith(WD) for entity in found)


def test_no_two_of_the_starter_set_have_one_name(ontology: Ontology) -> None:
    """In no language: who reads "EZB" there knows which bank."""
    called = defaultdict(set)
    for entity in starter(ontology):
        for language, names in entity.names.items():
            for name in names if not entity.iri.startswith(KG.replace("ontology#", "place/")) else ():
                called[language, normal_form(name)].add(entity.iri)

    assert {name: iris for name, iris in called.items() if len(iris) > 1} == {}


def test_starter_set_knows_institutions_by_the_letters_of_each_language(ontology: Ontology) -> None:
    (bank,) = [entity for entity in starter(ontology) if WD.Q8901 in entity.same_as]

    assert bank.labels == {
        "de": "Europäische Zentralbank",
        "it": "Banca centrale europea",
        "en": "European Central Bank",
    }
    assert [bank.names[language][1] for language in ("de", "it", "en")] == ["EZB", "BCE", "ECB"]
