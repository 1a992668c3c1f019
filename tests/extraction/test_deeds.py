"""A deed named by a noun, "the sale of X": who does it, and whether it is done, follows from the verb above it."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Mention, Modality
from tests.conftest import read
from tests.extraction.conftest import facts_with

_ASSERTED, _PLANNED, _POSSIBLE, _DENIED = Modality.ASSERTED, Modality.PLANNED, Modality.POSSIBLE, Modality.DENIED
_DEEDS = [
    ("de", "Die Solvia AG dementiert die Übernahme der Firma Brenko.", "acquires", _DENIED),
    ("it", "La Norvela smentisce una fusione con Adriatel.", "mergesWith", _DENIED),
    (
        "it",
        "Le indiscrezioni su un ingresso della società Norvela in Spagna agitano i soci.",
        "enters",
        Modality.REPORTED,
    ),
    ("it", "La Norvela ha confermato l'apertura di dodici negozi.", "opens", Modality.REPORTED),
    ("de", "Die Solvia AG hat die Übernahme der Firma Brenko abgeschlossen.", "acquires", _ASSERTED),
    ("de", "Die Solvia AG schloss den Verkauf der Firma Brenko am Montag ab.", "divests", _ASSERTED),
    ("de", "Die Solvia AG verschiebt die Übernahme der Firma Brenko.", "acquires", _PLANNED),
    ("de", "Die Solvia AG sagt die Übernahme der Firma Brenko ab.", "acquires", _DENIED),
    ("de", "Die Solvia AG lotet einen Verkauf der Firma Brenko aus.", "divests", _POSSIBLE),
    ("de", "Die Solvia AG hat ein Übernahmeangebot für die Firma Brenko vorgelegt.", "acquires", _POSSIBLE),
    ("de", "Die Solvia AG hat den Kauf von 41 Prozent an der Firma Brenko abgeschlossen.", "hasStakeIn", _ASSERTED),
    ("en", "Melbrook Group completed the acquisition of Brenwick Capital on Friday.", "acquires", _ASSERTED),
    ("en", "Melbrook Group failed to complete the acquisition of Brenwick Capital.", "acquires", _DENIED),
    ("en", "Melbrook Group delayed the acquisition of Brenwick Capital.", "acquires", _PLANNED),
    ("en", "Melbrook Group postponed the launch of its Kestro phone.", "launches", _PLANNED),
    ("en", "Melbrook Group is considering a sale of its subsidiary Brenwick Capital.", "divests", _POSSIBLE),
    ("en", "Melbrook Group is thinking about buying Brenwick Capital.", "acquires", _POSSIBLE),
    ("en", "Melbrook Group dropped its takeover bid for Brenwick Capital.", "acquires", _DENIED),
    ("en", "Melbrook Group launched a takeover bid for Brenwick Capital.", "acquires", _POSSIBLE),
    ("en", "Melbrook Group announced the acquisition of Brenwick Capital on Monday.", "acquires", _PLANNED),
    ("it", "La Norvela ha perfezionato l'acquisizione della società Adriatel.", "acquires", _ASSERTED),
    ("it", "La Norvela esamina la vendita della società Adriatel.", "divests", _POSSIBLE),
    ("it", "La Norvela ha lanciato un'opa sulla società Adriatel.", "acquires", _POSSIBLE),
    ("it", "La Norvela ha abbandonato l'acquisto della società Adriatel.", "acquires", _DENIED),
]
_TO_COME = [
    ("de", "Die Solvia AG eröffnet im kommenden Jahr ein Werk in Ungarn.", _PLANNED),
    ("de", "Die Solvia AG hat im vergangenen Jahr ein Werk in Ungarn eröffnet.", _ASSERTED),
    ("en", "Melbrook Group is opening a store in Berlin next year.", _PLANNED),
    ("en", "Melbrook Group opened a store in Berlin last year.", _ASSERTED),
    ("it", "La Norvela apre l'anno prossimo uno stabilimento in Ungheria.", _PLANNED),
    ("it", "La Norvela ha aperto l'anno scorso uno stabilimento in Ungheria.", _ASSERTED),
]


@pytest.mark.model
@pytest.mark.parametrize(("language", "text", "name", "modality"), _DEEDS)
def test_who_does_a_deed_and_whether(
    language: str, text: str, name: str, modality: Modality, ontology: Ontology
) -> None:
    """Who completes, postpones, weighs or drops a deed is who does it; nothing says it twice in another way."""
    found = facts_with(read(text, language, ontology), name)

    assert {fact.modality for fact in found} == {modality}
    assert any(isinstance(f.subject, Mention) and f.subject.is_name for f in found)


@pytest.mark.model
@pytest.mark.parametrize(("language", "text", "modality"), _TO_COME)
def test_present_with_a_time_to_come(language: str, text: str, modality: Modality, ontology: Ontology) -> None:
    """What "opens next year" is not open yet."""
    (fact,) = facts_with(read(text, language, ontology), "opens")

    assert fact.modality == modality


@pytest.mark.model
def test_particle_makes_another_verb(ontology: Ontology) -> None:
    """Who concludes ("schloss ... ab") a sale closes nothing."""
    result = read("Die Solvia AG schloss den Verkauf der Firma Brenko ab.", "de", ontology)

    assert not facts_with(result, "closes")
    assert not facts_with(result, "discontinues")


@pytest.mark.model
def test_clause_behind_a_colon_is_no_source(ontology: Ontology) -> None:
    """Whoever is said not to have told its users says nothing of the fine in front of the colon."""
    text = "L'Antitrust ha multato Adriatel: la società non avrebbe informato gli utenti."
    (fact,) = facts_with(read(text, "it", ontology), "fines")

    assert not fact.attribution
    assert fact.modality == Modality.ASSERTED


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Die Firma Brenko, deren Chef Peter Hallmann zurücktritt, sitzt in Bremen.", "ceoOf"),
        ("en", "Brenwick Capital, whose chief executive Anna Weber resigned in May, is based in Leeds.", "ceoOf"),
        ("it", "La società Norvela, il cui presidente è Paolo Ferri, ha sede a Roma.", "headOf"),
    ],
)
def test_whose(language: str, text: str, name: str, ontology: Ontology) -> None:
    """A relative pronoun says whose something is."""
    (fact,) = facts_with(read(text, language, ontology), name)

    assert isinstance(fact.object, Mention)
    assert fact.object.label in {"Brenko", "Brenwick Capital", "Norvela"}
