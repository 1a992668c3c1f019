"""Places as data: whole, unambiguous, and open to whoever adds one."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kg import paths
from kg.errors import OntologyError
from kg.ontology import Ontology, Place, check, load
from kg.ontology.folder import files_of, read_atlas
from kg.vocabulary import KG
from tests.ontology.conftest import PREFIXES, Change

LANGUAGES = ("de", "it", "en")
# The two states called Congo share their adjective; it names neither.
SHARED = {"de": {"kongolesisch"}, "it": {"congolese"}, "en": {"Congolese"}}

PLACES = tuple(place for path in files_of(paths.ONTOLOGY).places for place in read_atlas(path).places)
PREFIX = PREFIXES + (
    "@prefix place: <https://kg.example/place/> .\n@prefix wdt: <http://www.wikidata.org/prop/direct/> .\n"
)
HARBOUR = """
place:genoa a skos:Concept ; kg:instanceOf kg:Harbour ;
    skos:prefLabel "Genoa"@en ; wdt:P1549 "Genoese"@en , "genoan"@en .
wdt:P1549 kg:demonymSuffix "er"@en ; kg:demonymEnding "e"@en .
"""


def test_every_place_has_a_name_in_every_language() -> None:
    """A text in any of them may name it."""
    assert [place.iri for place in PLACES if set(place.labels) != set(LANGUAGES)] == []


def test_every_city_lies_in_a_country() -> None:
    """A country lies in none."""
    countries = {place.iri for place in PLACES if place.type == KG.Country}

    assert len(countries) > 190
    assert [p.iri for p in PLACES if (p.iri in countries) != (not p.part_of)] == []
    assert {whole for place in PLACES for whole in place.part_of} <= countries


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_places_share_a_name_or_an_adjective(language: str) -> None:
    """What two places are called names neither: only the listed ones may."""
    names, demonyms = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for place in PLACES:
        for name in place.names[language]:
            names[name].add(place.iri)
        for demonym in place.demonyms.get(language, ()):
            demonyms[demonym].add(place.iri)

    assert [name for name, owners in names.items() if len(owners) > 1] == []
    assert {demonym for demonym, owners in demonyms.items() if len(owners) > 1} == SHARED[language]


@pytest.mark.parametrize(
    ("language", "demonym", "place"),
    [
        ("de", "Münchner", "munich"),
        ("de", "Londoner", "london"),
        ("de", "dänischen", "denmark"),
        ("de", "US-amerikanische", "united-states"),
        ("it", "triestina", "trieste"),
        ("it", "olandese", "netherlands"),
        ("en", "South Korean", "south-korea"),
        ("en", "Austin-based", "austin"),
    ],
)
def test_demonyms_are_listed_or_made_by_rule(language: str, demonym: str, place: str, ontology: Ontology) -> None:
    """The files list only what no rule makes."""
    assert str(ontology.gazetteers[language].demonyms[demonym]).endswith(f"/{place}")


def test_what_two_places_are_called_names_neither(ontology: Ontology) -> None:
    """Better no seat than one of two."""
    assert "kongolesische" not in ontology.gazetteers["de"].demonyms


def test_places_are_no_common_nouns(ontology: Ontology) -> None:
    """ "Essen" and "Zug" are cities only as names: no compound ends with them and no train is in Switzerland."""
    lexicon = ontology.lexicons["de"]

    assert lexicon.noun_at_end("abendessen") == ""
    assert {str(word.denotes) for word in lexicon.words_with("zug")}.isdisjoint({"https://kg.example/place/zug"})


def test_a_folder_of_ones_own_may_have_places(changed: Change) -> None:
    """Any file places*.ttl is read, and places are concepts like others."""
    folder = changed()
    (folder / "places-mine.ttl").write_text(PREFIX + HARBOUR, encoding="utf-8")
    ontology = load(folder)
    (place,) = (c for c in ontology.schema.concepts.values() if isinstance(c, Place))

    assert place.labels == {"en": "Genoa"}
    assert place.iri not in ontology.schema.terms
    assert sorted(ontology.gazetteers["en"].demonyms) == ["Genoaer", "Genoese", "genoan", "genoane"]
    assert check(folder) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        pytest.param("kg:instanceOf kg:Harbour ;", "", "a place needs a class", id="no class"),
        pytest.param("kg:Harbour", "kg:Harbor", "is no class", id="unknown class"),
        pytest.param('"Genoa"@en', '"Genoa"@en ; schema:containedInPlace place:italy', "is no place", id="country"),
        pytest.param("place:genoa a", "place:genoa", "places-mine.ttl, line", id="Turtle"),
    ],
)
def test_what_is_wrong_with_a_place_names_its_file(changed: Change, before: str, after: str, problem: str) -> None:
    """Whoever added it must find it."""
    folder = changed()
    (folder / "places-mine.ttl").write_text(PREFIX + HARBOUR.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(OntologyError, match=r"places-mine\.ttl") as raised:
        load(folder)
    assert problem in str(raised.value)


def test_a_name_given_twice_is_reported(changed: Change) -> None:
    """Neither of the two would be found."""
    folder = changed()
    twin = HARBOUR.replace("place:genoa", "place:genova").replace('"Genoese"@en , "genoan"@en', '"Ligurian"@en')
    (folder / "places-mine.ttl").write_text(PREFIX + HARBOUR + twin, encoding="utf-8")

    assert [line for line in check(folder) if "is called" in line] == [
        f"{folder / 'places-mine.ttl'}: https://kg.example/place/genova: "
        'is called "genoa"@en, and so is https://kg.example/place/genoa'
    ]
