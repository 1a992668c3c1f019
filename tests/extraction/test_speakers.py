"""Who says so: the formulas by which news texts name their source, read through to the fact."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Fact, Modality
from tests.conftest import read
from tests.extraction.conftest import facts_with

TOLD = {
    "de": [
        ("Wie das Handelsblatt berichtet, kauft die Solvia AG die Firma Norvex.", "Handelsblatt"),
        ("Die Solvia AG kauft die Firma Norvex, wie der Sender NTV meldet.", "NTV"),
        ("Nach Angaben der Gewerkschaft Verdi kauft die Solvia AG die Firma Norvex.", "Verdi"),
        ("Nach Informationen des Handelsblatts kauft die Solvia AG die Firma Norvex.", "Handelsblatt"),
        ("Die Solvia AG hat laut einem Bericht der Financial Times den Rivalen Norvex gekauft.", "Financial Times"),
        ("Nach eigenen Angaben hat die Solvia AG die Firma Norvex gekauft.", "Solvia AG"),
        ("Aus Kreisen der Solvia AG heißt es, der Konzern habe die Firma Norvex gekauft.", "Kreisen"),
        ('Das berichtete die "Bild"-Zeitung: Die Solvia AG kauft Norvex.', "Bild-Zeitung"),
        ("Insider-Berichten zufolge hat die Solvia AG Norvex gekauft.", "Insider"),
        ("Unter Berufung auf Insider heißt es, die Solvia AG habe die Firma Norvex gekauft.", "Insider"),
    ],
    "it": [
        (
            "La Solvia SpA ha acquistato Norvex, secondo quanto riportato dal Corriere della Sera.",
            "Corriere della Sera",
        ),
        ("Stando a quanto riferito da Bloomberg, Solvia SpA ha acquistato Norvex.", "Bloomberg"),
        ("Secondo un rapporto di Mediobanca, la Solvia SpA ha acquistato Norvex.", "Mediobanca"),
        ("A detta degli analisti la Solvia SpA ha acquistato Norvex.", "analisti"),
        ("Solvia SpA ha acquistato Norvex, ha annunciato l'azienda in una nota.", "azienda"),
        ("Secondo i propri dati, la Solvia SpA ha acquistato Norvex.", "Solvia SpA"),
    ],
    "en": [
        ("Solvia bought Norvex, The Wall Street Journal reports.", "The Wall Street Journal"),
        ("According to a report by Greenpeace, Solvia has bought Norvex.", "Greenpeace"),
        ("According to its own figures, Solvia has bought Norvex.", "Solvia"),
        ("As Reuters reported on Monday, Solvia has bought Norvex.", "Reuters"),
    ],
}


def fact_of(language: str, text: str, ontology: Ontology) -> Fact:
    (fact,) = facts_with(read(text, language, ontology), "acquires")
    return fact


@pytest.mark.parametrize(
    ("language", "text", "speaker"), [(language, *pair) for language, pairs in TOLD.items() for pair in pairs]
)
def test_formula_names_who_says_so(language: str, text: str, speaker: str, ontology: Ontology) -> None:
    """Not "the report", not "details of the union": whoever wants to trust a fact must know whose it is."""
    fact = fact_of(language, text, ontology)

    assert [mention.label for mention in fact.attribution] == [speaker]
    assert fact.modality == Modality.REPORTED


def test_company_that_announces_is_not_announced(ontology: Ontology) -> None:
    """Behind the verb of saying stands who says it, though the tree has it as an object."""
    result = read("Solvia SpA ha acquistato Norvex, ha annunciato l'azienda in una nota.", "it", ontology)

    assert facts_with(result, "announces") == []


def test_who_is_called_by_an_address_is_an_organization(ontology: Ontology) -> None:
    """Or it could neither say nor buy anything."""
    result = read("Der Onlinehändler norvex.de übernimmt die Solvia AG.", "de", ontology)

    (fact,) = facts_with(result, "acquires")
    assert (fact.subject.label, fact.object.label) == ("norvex.de", "Solvia AG")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "modality"),
    [
        ("de", "Die Solvia AG hat Norvex gekauft. Das teilte das Unternehmen mit.", "Unternehmen", "asserted"),
        ("de", "Die Solvia AG hat Norvex gekauft. Das dementierte ein Sprecher.", "Sprecher", "denied"),
        ("it", "La Solvia SpA ha acquistato Norvex. Lo riferisce Reuters.", "Reuters", "asserted"),
        ("en", "Lumetra has taken over its rival Brenko, the company announced on Tuesday.", "company", "reported"),
    ],
)
def test_sentence_of_its_own_may_say_who_says_so(
    language: str, text: str, speaker: str, modality: str, ontology: Ontology
) -> None:
    """ "Das teilte X mit" is how German papers end their first paragraph."""
    fact = fact_of(language, text, ontology)
    assert [mention.label for mention in fact.attribution] == [speaker]
    assert fact.modality == modality
