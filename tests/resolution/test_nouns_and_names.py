"""What stands beside a name says what it names."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Mention
from tests.conftest import read
from tests.extraction.conftest import facts_with


def entity_of(words: str, text: str, language: str, ontology: Ontology) -> str:
    """Give the end of the IRI of the last mention of these words."""
    found = read(text, language, ontology).entities
    last = max((m for m in found if m.text == words), key=lambda m: m.start)
    return "/".join(str(found[last].iri).split("/")[3:])


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "words", "iri"),
    [
        (
            "de",
            "Corvo startet in Basel\n\nDie App Corvo startet in Basel. Quandt entwickelt sie.",
            "Corvo",
            "product/corvo",
        ),
        (
            "de",
            "Der Senat hat die Ministerin Ina Bach gerügt. Bach wies die Vorwürfe zurück.",
            "Bach",
            "person/ina-bach",
        ),
        (
            "de",
            "Der Konzern Elster verkauft Elster Wind. Elster Wind beschäftigt 900 Leute. Der Konzern will wachsen.",
            "Konzern",
            "organization/elster",
        ),
        (
            "de",
            "Die Behörde hat das Portal Ferienwelt24 verklagt. Das Portal hat sechs Millionen Nutzer.",
            "Portal",
            "service/ferienwelt24",
        ),
    ],
)
def test_noun_and_name_are_one(language: str, text: str, words: str, iri: str, ontology: Ontology) -> None:
    assert entity_of(words, text, language, ontology) == iri


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "words", "iri"),
    [
        (
            "it",
            "La padovana Ferdelta vince la gara. Battuta la spagnola Cafira. L'azienda padovana ha 300 dipendenti.",
            "azienda padovana",
            "organization/ferdelta",
        ),
        (
            "it",
            "Il gruppo torinese Valmora compra la spagnola Cafira. L'azienda spagnola ha 300 dipendenti.",
            "azienda spagnola",
            "organization/cafira",
        ),
        (
            "de",
            "Der Bielefelder Hersteller Rottmann übernimmt die italienische Firma Cartoplast. "
            "Das italienische Unternehmen hat 300 Mitarbeiter.",
            "italienische Unternehmen",
            "organization/cartoplast",
        ),
    ],
)
def test_firm_is_from_where_it_is_said_to_be(
    language: str, text: str, words: str, iri: str, ontology: Ontology
) -> None:
    """A town lies in its country; what is from another place is another thing."""
    assert entity_of(words, text, language, ontology) == iri


@pytest.mark.model
def test_spokeswoman_of_a_firm_is_none_of_an_association(ontology: Ontology) -> None:
    """A joined noun says what the text leaves out: the one in "Unternehmenssprecherin" is a firm."""
    text = (
        "Der Verbraucherzentrale Bundesverband hat die Firma Ferienwelt verklagt. "
        "„Wir zahlen“, sagte Unternehmenssprecherin Ina Bach."
    )
    result = read(text, "de", ontology)

    (post,) = facts_with(result, "spokespersonOf")

    assert isinstance(post.object, Mention)
    assert str(result.entities[post.object].iri).endswith("organization/ferienwelt")
