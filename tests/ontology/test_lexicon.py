"""Entries become frames and words; what does not fit is said with file and entry."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import LexiconError, OntologyError
from kg.ontology import Argument, load
from kg.ontology.triples import parse
from kg.vocabulary import KG
from tests.ontology.conftest import Change

CALL = "https://kg.example/lexicon/en#call"
VESSEL = "https://kg.example/lexicon/en#vessel"


def test_an_entry_with_frame_and_sense_says_a_property(changed: Change) -> None:
    """This is all that kg knows of a verb."""
    (frame,) = load(changed()).lexicons["en"].frames

    assert str(frame.entry) == CALL
    assert (frame.pos, frame.forms, frame.reference) == ("verb", (("call",),), KG.callsAt)
    assert frame.subject == Argument(function="subject")
    assert frame.object == Argument(function="prepositionalAdjunct", markers=frozenset({"at"}))
    assert frame.examples == ("The Aurora called at Genoa.",)


def test_an_entry_without_frame_denotes(changed: Change) -> None:
    """A noun tells the class of what it stands for."""
    (word,) = load(changed()).lexicons["en"].words_with("vessel")

    assert (str(word.entry), word.denotes) == (VESSEL, KG.Ship)


def test_labels_of_concepts_are_words(changed: Change) -> None:
    """What the ontology names need not be listed again."""
    (word,) = load(changed()).lexicons["en"].words_with("ferry")

    assert str(word.denotes) == "https://kg.example/concept/ferry"


def test_an_entry_may_have_frame_and_class(changed: Change) -> None:
    """ "X's captain" says a relation, "the captain" a kind of person."""
    lexicon = load(changed("lexicon/en.ttl", ":call a ontolex", ":call ontolex:denotes kg:Ship ; a ontolex")).lexicons[
        "en"
    ]

    assert [frame.reference for frame in lexicon.frames_with("call")] == [KG.callsAt]
    assert [word.denotes for word in lexicon.words_with("call")] == [KG.Ship]


def test_numbers_are_exact(changed: Change) -> None:
    """A scale multiplies money: no float may come between."""
    entry = """
:tenth a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:numeral ;
    ontolex:canonicalForm [ ontolex:writtenRep "tenth"@en ] ; rdf:value 0.1 ; skos:example "One tenth."@en .
"""
    (word,) = load(changed("lexicon/en.ttl", "", entry)).lexicons["en"].words_with("tenth")

    assert word.value == Decimal("0.1")


def test_a_compound_is_matched_by_its_end(changed: Change) -> None:
    """A hyphen joins in every language, without one only where kg:compounds says so."""
    apart = load(changed()).lexicons["en"]
    load.cache_clear()
    joined = load(changed("lexicon/en.ttl", 'kg:language "en"', 'kg:language "en" ; kg:compounds true')).lexicons["en"]

    assert [apart.noun_at_end(form) for form in ("supply-vessel", "supplyvessel")] == ["vessel", ""]
    assert joined.noun_at_end("supplyvessel") == "vessel"


@pytest.mark.parametrize(
    ("before", "after", "entry", "problem"),
    [
        pytest.param(
            "kg:callsAt", "kg:callsOn", CALL, "kg.example/ontology#callsOn is not in the ontology", id="property"
        ),
        pytest.param("denotes kg:Ship", "denotes kg:Shop", VESSEL, "#Shop is not in the ontology", id="class"),
        pytest.param(
            "subjOfProp :call_ship",
            "subjOfProp :call_boat",
            CALL,
            "#call_boat is no argument of the frame; expected one of https://kg.example/lexicon/en#call_harbour, "
            "https://kg.example/lexicon/en#call_ship",
            id="argument",
        ),
        pytest.param(
            ':call_harbour synsem:marker "at" .', "", CALL, "#call_harbour needs a synsem:marker", id="marker"
        ),
        pytest.param('"call"@en', '"call"@de', CALL, '"call" is not marked @en', id="language tag"),
        pytest.param('"call"@en', '"call"', CALL, '"call" is not marked @en', id="no language tag"),
        pytest.param(
            "lexinfo:partOfSpeech lexinfo:verb ;", "", CALL, "has no lexinfo:partOfSpeech", id="part of speech"
        ),
        pytest.param(
            'ontolex:canonicalForm [ ontolex:writtenRep "call"@en ] ;', "", CALL, "has no ontolex:canonical", id="form"
        ),
        pytest.param(
            "lexinfo:subject :call_ship",
            "lexinfo:subjekt :call_ship",
            CALL,
            "no function kg knows; expected",
            id="function",
        ),
        pytest.param("ontolex:sense [", "ontolex:sence [", CALL, "has a frame but no ontolex:sense", id="sense"),
        pytest.param(
            "denotes kg:Ship", 'denotes kg:Ship ; rdf:value "many"', VESSEL, '"many" is no number', id="number"
        ),
    ],
)
def test_what_does_not_fit_names_file_and_entry(
    changed: Change, before: str, after: str, entry: str, problem: str
) -> None:
    """Whoever added the entry must find the place without a debugger."""
    directory = changed("lexicon/en.ttl", before, after)

    with pytest.raises(LexiconError) as raised:
        load(directory)

    message = str(raised.value)
    assert message.startswith(f"{directory / 'lexicon' / 'en.ttl'}: {entry}: ")
    assert problem in message


def test_broken_turtle_gives_line_and_column(changed: Change) -> None:
    """A missing stop is the usual mistake, found by where the parser stumbles."""
    directory = changed("lexicon/en.ttl", ':call_harbour synsem:marker "at" .', ':call_harbour synsem:marker "at"')

    with pytest.raises(LexiconError, match=r"en\.ttl, line 22, column 1: "):
        load(directory)


def test_a_triple_within_a_triple_is_refused(tmp_path: Path) -> None:
    """Turtle 1.2 has reifiers; a fuzzer put one into a lexicon."""
    path = tmp_path / "en.ttl"
    path.write_text("<a:s> <a:p> <a:o> ~ <a:r> .")

    with pytest.raises(LexiconError, match=r"en.ttl: has a triple within a triple"):
        parse(path, LexiconError)


def test_a_file_that_says_no_language_is_refused(changed: Change) -> None:
    """Without it kg could not tell which texts the words are for."""
    with pytest.raises(LexiconError, match=r"en\.ttl: https://kg\.example/lexicon/en: has no kg:language"):
        load(changed("lexicon/en.ttl", ' ; kg:language "en"', ""))


def test_a_file_without_lexicon_is_refused(changed: Change) -> None:
    """The header is easily forgotten."""
    with pytest.raises(LexiconError, match=r"en\.ttl: no kg:Lexicon"):
        load(changed("lexicon/en.ttl", "a kg:Lexicon", "a kg:Dictionary"))


def test_two_files_of_one_language_are_refused(changed: Change) -> None:
    """One of them would be ignored in silence."""
    directory = changed()
    (directory / "lexicon" / "mine.ttl").write_bytes((directory / "lexicon" / "en.ttl").read_bytes())

    with pytest.raises(LexiconError, match=r"mine\.ttl: en\.ttl is the lexicon of 'en' already"):
        load(directory)


def test_a_folder_without_lexicon_is_refused(changed: Change) -> None:
    """No words, no facts."""
    directory = changed()
    (directory / "lexicon" / "en.ttl").unlink()

    with pytest.raises(OntologyError, match=r"lexicon: no lexicon; expected files like en\.ttl"):
        load(directory)
