"""How Italian papers write: titles with a phrase before the name, "l'ad", shares, sentences without a subject."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
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
