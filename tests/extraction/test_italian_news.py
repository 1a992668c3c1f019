"""How Italian papers write: titles with a phrase before the name, "l'ad", shares, sentences without a subject."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Modality
from tests.conftest import read, triples

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Esulta il ministro dell'Economia Giacomo Valli.", ("Giacomo Valli", "ministerOf", "economia")),
        ("Il contratto è stato siglato dall'ad di Norvela, Marta Neri.", ("Marta Neri", "ceoOf", "Norvela")),
        ("Norvela ha annunciato l'acquisizione del 70% di Adriatel.", ("Norvela", "acquires", "Adriatel")),
        ("Norvela ha rilevato il 20% di Adriatel.", ("Norvela", "hasStakeIn", "Adriatel")),
        ("La Norvela cresce. Nel 2023 ha registrato una perdita di 3 milioni di euro.", ("Norvela", "loss", "3000000")),
        ("La Norvela cresce. Fondata da Marta Neri, conta oggi 60 dipendenti.", ("Marta Neri", "founderOf", "Norvela")),
        (
            "Norvela ha ricavi per 9 milioni di euro. L'utile di Norvela è di 2 milioni.",
            ("Norvela", "profit", "2000000"),
        ),
    ],
)
def test_what_papers_write_is_read(text: str, expected: tuple[str, str, str], ontology: Ontology) -> None:
    """Each of these ways of writing was missed in half of the news."""
    assert expected in [
        (s, p, o.split("'")[1] if o.startswith("Quantity") else o) for s, p, o in triples(read(text, "it", ontology))
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Norvela ha rilevato il 20% di Adriatel.", "acquires"),
        ("Annunciata la chiusura dello stabilimento di Schio.", "closes"),
        ("I prezzi della Norvela salgono del 10%.", "price"),
    ],
)
def test_what_papers_do_not_say_is_not_read(text: str, wrong: str, ontology: Ontology) -> None:
    """A part is not the whole, a town owns no plant, a percentage is no price."""
    assert wrong not in [p for _, p, _ in triples(read(text, "it", ontology))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Con un fatturato pari a 310 milioni di euro la Gessati è in salute.", ("Gessati", "revenue", "310000000")),
        ("A guidare la Fondazione Bice sarà Paolo Arduini.", ("Paolo Arduini", "headOf", "Fondazione Bice")),
        ("La Balduina è stata acquistata dai francesi di Maison Varenne.", ("Maison Varenne", "acquires", "Balduina")),
        ("Il cda della Ferralta ha nominato Giulia Serri presidente.", ("Giulia Serri", "headOf", "Ferralta")),
        ("La Ferralta nomina Giulia Serri amministratrice delegata.", ("Giulia Serri", "ceoOf", "Ferralta")),
        ("La Postapp ha 4 milioni di utenti ed è seconda solo a Chatto.", ("Postapp", "rankedAfter", "Chatto")),
        (
            "Destinata alle piccole imprese, la piattaforma Fattura Lampo è stata lanciata da Zecca Software.",
            ("piattaforma Fattura Lampo", "intendedFor", "piccole imprese"),
        ),
        ("Si è dimesso il direttore finanziario della Tolmec, Enrico Saba.", ("Enrico Saba", "departsFrom", "Tolmec")),
        (
            "Si è dimesso il direttore finanziario della Tolmec, Enrico Saba.",
            ("Enrico Saba", "formerExecutiveOf", "Tolmec"),
        ),
        (
            "Motorel produrrà in Serbia, dove aprirà uno stabilimento da 500 addetti.",
            ("Motorel", "opens", "stabilimento"),
        ),
        ("Motorel è il primo costruttore italiano di scooter.", ("Motorel", "rank", "primo costruttore italiano")),
        ("Lega Ambiente chiede al governo di fermare le trivelle.", ("governo", "suspends", "trivelle")),
        ("Sono 400 gli esuberi annunciati da Cellnord.", ("Cellnord", "layoffCount", "400")),
        ("Verrà inaugurato sabato a Lecce il nuovo centro di ricerca della Glacis.", ("Glacis", "opens", "centro")),
        ("I sindacati hanno chiesto il ritiro dei tagli.", ("sindacati", "demands", "ritiro dei tagli")),
        ("Lo stabilimento, di proprietà della Ferralta, è grande.", ("Ferralta", "owns", "stabilimento")),
    ],
)
def test_titles_and_inversions_are_read(text: str, expected: tuple[str, str, str], ontology: Ontology) -> None:
    """Italian puts the news first and the subject where it likes: each of these ways gave no fact or half of it."""
    assert expected in [
        (s, p, o.split("'")[1] if o.startswith("Quantity") else o) for s, p, o in triples(read(text, "it", ontology))
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Si è dimesso il direttore finanziario della Tolmec, Enrico Saba.", "executiveOf"),
        ("La squadra di Ceresole ha battuto il Porto Azzurro e vola in finale.", "status"),
        ("L'azienda accusa la Ferralta di aver passato le ricette alla rivale Moka.", "switchesTo"),
        ("La Balduina passa ai francesi di Maison Varenne.", "switchesTo"),
        ("Con 4 milioni di utenti Postapp supera Viavai ed è seconda solo a Chatto.", "rankedAfter"),
        ("L'utile netto della Cassa Adriatica è sceso a 45 milioni di euro.", "decline"),
        ("La giunta regionale ha dato il via libera al progetto della Glacis.", "launches"),
    ],
)
def test_what_only_looks_alike_is_not_read(text: str, wrong: str, ontology: Ontology) -> None:
    """Who has left no longer holds the post; a team that flies to the final is no booming market; and so on."""
    assert wrong not in [p for _, p, _ in triples(read(text, "it", ontology))]


def test_a_denied_intention_is_no_plan(ontology: Ontology) -> None:
    """What a company makes of its intention it makes of the deed."""
    facts = read("La Tolmec ha smentito l'intenzione di chiudere la sede di Pordenone.", "it", ontology).facts
    assert [fact.modality for fact in facts if str(fact.property).endswith("#closes")] == [Modality.DENIED]


def test_a_rank_keeps_its_number(ontology: Ontology) -> None:
    """Of "the second producer" the "second" is what counts."""
    result = read("La Gessati è il secondo produttore italiano di rubinetti.", "it", ontology)
    assert ("Gessati", "rank", "secondo produttore italiano") in triples(result)


@pytest.mark.model
def test_second_predicate_of_a_clause_is_said_of_its_subject(ontology: Ontology) -> None:
    """ "ha sede a Genova ed è controllata da ...": the seat is controlled by nobody."""
    said = triples(read("Adriatel, che ha sede a Genova ed è controllata dal fondo Lanterna, cresce.", "it", ontology))
    assert ("Adriatel", "subsidiaryOf", "Lanterna") in said
    assert not [s for s, _, _ in said if "sede" in s]


@pytest.mark.model
def test_who_did_not_want_to_comment_has_not_commented(ontology: Ontology) -> None:
    result = read("La società Adriatel non ha voluto commentare la notizia.", "it", ontology)
    (fact,) = [fact for fact in result.facts if str(fact.property).endswith("hasNotCommentedOn")]
    assert fact.modality.value == "asserted"
