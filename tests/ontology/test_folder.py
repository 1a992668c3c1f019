"""An ontology is a folder; a folder without a kg.ttl is laid over the one that kg ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from kg import paths
from kg.errors import LexiconError, OntologyError
from kg.ontology import check, files_of, load, load_schema, schema_source, shape_files
from kg.vocabulary import KG
from tests.ontology.conftest import PREFIXES, Change

MINE = "https://texts.example/football#"
FOOTBALL = f"""@prefix : <{MINE}> .
{PREFIXES}
:Club a owl:Class ; rdfs:label "Fußballverein"@de , "squadra di calcio"@it , "football club"@en ;
    rdfs:subClassOf kg:Organization .
:playsFor a owl:ObjectProperty ; rdfs:label "spielt für"@de , "gioca per"@it , "plays for"@en ;
    schema:domainIncludes kg:Person ; schema:rangeIncludes :Club .
kg:ceoOf schema:rangeIncludes :Club .
"""
WORDS = f"""@prefix : <{MINE}> .
{PREFIXES}
:goalkeeper a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:canonicalForm [ ontolex:writtenRep "goalkeeper"@en ] ;
    synsem:synBehavior [ lexinfo:copulativeArg :goalkeeper_who ; lexinfo:possessiveAdjunct :goalkeeper_club ] ;
    ontolex:sense [ ontolex:reference :playsFor ; synsem:subjOfProp :goalkeeper_who ;
        synsem:objOfProp :goalkeeper_club ; skos:example "Anna Weber is the goalkeeper of Northfield United."@en ] .
"""


@pytest.fixture
def added(tmp_path: Path) -> Path:
    """Give a folder with a class, a property and a word, and nothing of what kg ships."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "football.ttl").write_text(FOOTBALL, encoding="utf-8")
    (tmp_path / "lexicon" / "en.ttl").write_text(WORDS, encoding="utf-8")
    return tmp_path


def test_a_folder_without_a_whole_ontology_is_laid_over_the_shipped_one(added: Path) -> None:
    """Nobody should copy twenty thousand lines to add three."""
    mine, shipped = load(added), load(paths.ONTOLOGY)

    assert set(mine.schema.properties) == {*shipped.schema.properties, URIRef(f"{MINE}playsFor")}
    assert [f.reference for f in mine.lexicons["en"].frames_with("goalkeeper")] == [URIRef(f"{MINE}playsFor")]
    assert len(mine.lexicons["en"].frames) == len(shipped.lexicons["en"].frames) + 1
    assert mine.lexicons["de"] == shipped.lexicons["de"]
    assert mine.fingerprint != shipped.fingerprint


def test_what_is_said_of_a_shipped_property_is_added_to_it(added: Path) -> None:
    """A club may have a chief executive, though kg knows nothing of clubs."""
    assert load_schema(added).schema.properties[KG.ceoOf].range == (KG.Organization, URIRef(f"{MINE}Club"))


def test_the_language_of_added_words_is_the_name_of_their_file(added: Path) -> None:
    """How a language joins its nouns stands in the head of the shipped lexicon already."""
    (added / "lexicon" / "en.ttl").rename(added / "lexicon" / "fr.ttl")

    with pytest.raises(LexiconError, match=r"fr\.ttl: no kg:Lexicon"):
        load(added)


def test_a_head_of_its_own_changes_nothing_of_the_shipped_one(added: Path) -> None:
    """Somebody copies the first line of a lexicon as well."""
    head = f'<{MINE}a> a kg:Lexicon ; kg:language "de" .'
    (added / "lexicon" / "de.ttl").write_text(PREFIXES + head, encoding="utf-8")

    assert load(added).lexicons["de"].compounds


def test_an_entry_with_the_name_of_a_shipped_one_is_refused(added: Path) -> None:
    """Two entries of one IRI would be read as one with the arguments of both."""
    text = WORDS.replace(f"@prefix : <{MINE}>", "@prefix : <https://kg.example/lexicon/en#>")
    (added / "lexicon" / "en.ttl").write_text(text.replace(":goalkeeper ", ":acquire "), encoding="utf-8")

    with pytest.raises(LexiconError, match=r"en\.ttl: https://kg.example/lexicon/en#acquire: .* give it another"):
        load(added)


def test_a_mistake_in_an_added_entry_names_its_file(added: Path) -> None:
    """The shipped lexicon of the same language is another file."""
    path = added / "lexicon" / "en.ttl"
    path.write_text(WORDS.replace("synsem:subjOfProp :goalkeeper_who", "synsem:subjOfProp :nobody"), encoding="utf-8")

    (line,) = check(added)

    assert line.startswith(f"{path}: {MINE}goalkeeper: subjOfProp {MINE}nobody is no argument of the frame")


def test_an_addition_in_order_gives_no_line(added: Path) -> None:
    """What is checked is the whole of both."""
    assert check(added) == []


def test_a_copy_of_the_whole_stands_for_itself(changed: Change) -> None:
    """A folder with a kg.ttl takes nothing from the shipped one."""
    assert set(load_schema(changed()).schema.properties) == {KG.callsAt}


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    """A slip in the path of --ontology must not read as "nothing added"."""
    with pytest.raises(OntologyError, match="no ontology; expected files like"):
        files_of(tmp_path)


def test_shapes_and_schema_are_those_of_both(added: Path) -> None:
    """kg check and kg serve speak of what was built with."""
    (added / "shapes.ttl").write_text(PREFIXES, encoding="utf-8")

    assert shape_files(added) == (*shape_files(), added / "shapes.ttl")
    assert schema_source(added) == schema_source() + b"\n" + FOOTBALL.encode()
