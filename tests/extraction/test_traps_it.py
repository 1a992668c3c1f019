"""Italian sentences that say that something did not happen, may happen, is to come, is over or is somebody's word."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Fact, Modality
from tests.conftest import read

_TRAPS = """
    Norvela non ha rilevato Adriatel.
    Norvela non rileverà Adriatel.
    Norvela non ha mai licenziato dipendenti.
    Nessuno ha rilevato Adriatel.
    Norvela ha smentito di voler cedere Adriatel.
    Norvela smentisce l'acquisizione di Adriatel.
    Smentita la fusione tra Norvela e Adriatel.
    Sfuma l'acquisto di Adriatel da parte di Norvela.
    Sfumata la cessione di Adriatel a Norvela.
    È saltata la fusione tra Norvela e Adriatel.
    Norvela rinvia il lancio del tablet Orsa.
    Norvela rinuncia all'acquisto di Adriatel.
    Norvela ha rinunciato a quotarsi in Borsa e a comprare Adriatel.
    Norvela esclude l'apertura di uno stabilimento a Torino.
    Norvela esclude di chiudere lo stabilimento di Torino.
    Norvela avrebbe rilevato il 30% di Adriatel.
    Secondo indiscrezioni Norvela avrebbe licenziato cento dipendenti.
    Secondo indiscrezioni di stampa, Norvela rileva Adriatel.
    Stando a quanto riferisce il Corriere, Norvela ha comprato Adriatel.
    A quanto risulta al Sole 24 Ore, Norvela ha comprato Adriatel.
    Norvela starebbe trattando la vendita di Adriatel.
    Norvela tratta la cessione di Adriatel.
    Norvela è in trattativa per rilevare Adriatel.
    Norvela è vicina all'acquisto di Adriatel.
    Norvela è pronta a comprare Adriatel.
    Norvela è interessata a rilevare Adriatel.
    Norvela punta a rilevare Adriatel.
    Norvela mira ad acquisire Adriatel entro l'anno.
    Norvela conta di aprire uno stabilimento a Torino.
    Norvela prevede di assumere 300 persone.
    Norvela assumerà 300 persone.
    Previsti 300 licenziamenti alla Norvela.
    Norvela potrebbe essere multata dall'Antitrust.
    Norvela rischia una multa di 3 milioni di euro.
    Norvela rischia di chiudere lo stabilimento di Torino.
    I sindacati temono la chiusura dello stabilimento di Torino.
    I sindacati chiedono a Norvela di non chiudere lo stabilimento di Torino.
    Gli analisti si aspettano che Norvela compri Adriatel.
    Norvela comprerà Adriatel?
    Perché Norvela ha comprato Adriatel?
    Ha davvero comprato Adriatel la Norvela?
    Se Norvela comprasse Adriatel, nascerebbe un colosso.
    Se Norvela avesse comprato Adriatel, oggi sarebbe un colosso.
    Qualora Norvela rilevasse Adriatel, interverrebbe l'Antitrust.
    Non è detto che Norvela compri Adriatel.
    È improbabile che Norvela compri Adriatel.
    È falso che Norvela abbia comprato Adriatel.
    Non risulta che Norvela abbia comprato Adriatel.
    Norvela avrebbe dovuto comprare Adriatel.
    Norvela stava per comprare Adriatel.
    Norvela ha fallito l'acquisto di Adriatel.
    Norvela non è riuscita a comprare Adriatel.
    Invece di comprare Adriatel, Norvela ha aspettato.
    Senza aver comprato Adriatel, Norvela non cresce.
    Norvela ha chiesto di poter acquisire Adriatel.
    L'Antitrust ha bloccato l'acquisto di Adriatel da parte di Norvela.
    Il tribunale ha annullato la multa dell'Antitrust a Norvela.
    Il romanzo racconta di una Norvela che compra Adriatel.
    Nel film Paolo Conti è l'amministratore delegato di Norvela.
    Se fosse nominato, Paolo Conti sarebbe l'amministratore delegato di Norvela.
    Paolo Conti potrebbe diventare presidente di Norvela.
    Paolo Conti è in corsa per la presidenza di Norvela.
    Paolo Conti non è più l'amministratore delegato di Norvela.
    Paolo Conti non ha lasciato Norvela.
    Paolo Conti non si è dimesso da presidente di Norvela.
    Paolo Conti, ex amministratore delegato di Norvela, non commenta.
    «Norvela ha comprato Adriatel», scrive il Corriere.
    «Compreremo Adriatel», ha detto Paolo Conti.
    Il Corriere sostiene che Norvela abbia comprato Adriatel.
    Per il Corriere, Norvela ha venduto Adriatel.
    Norvela ha respinto l'offerta di Adriatel.
    Norvela e Adriatel smentiscono una collaborazione.
    Né Norvela né Adriatel hanno lanciato un tablet.
    Norvela non ha ancora presentato il tablet Orsa.
    Norvela dovrebbe presentare il tablet Orsa in autunno.
    Il tablet Orsa arriverà sul mercato in autunno.
    Niente accordo tra Norvela e Adriatel.
    Nessun licenziamento alla Norvela.
    Ecco perché Norvela non comprerà Adriatel.
    Norvela compra Adriatel? Macché.
    Altro che acquisto: Norvela vende Adriatel, si dice a Milano.
    Norvela studia l'ingresso nel capitale di Adriatel.
    Norvela lavora a un'offerta per Adriatel.
    L'ipotesi di una fusione tra Norvela e Adriatel perde quota.
    La mancata fusione tra Norvela e Adriatel pesa sui conti.
    L'eventuale cessione di Adriatel da parte di Norvela preoccupa i sindacati.
    Norvela avrebbe voluto lanciare il tablet Orsa.
    Il governo invita Norvela a non licenziare i dipendenti.
    Norvela si dice disponibile a vendere Adriatel.
    Norvela ha deciso di non vendere Adriatel.
"""
# What a trap may say plainly: that a deed is given up or put off, what is over, what is said of the text or in passing.
_HARMLESS = (
    "citesSource",
    "headquarteredIn",
    "rejects",
    "demands",
    "discontinues",
    "prohibits",
    "excludes",
    "hasNotCommentedOn",
    "status",
    "suspends",
)


@pytest.mark.model
@pytest.mark.parametrize("sentence", [line.strip() for line in _TRAPS.strip().splitlines()])
def test_what_is_denied_hedged_planned_or_over_is_not_asserted(sentence: str, ontology: Ontology) -> None:
    """A deed that is none costs more trust than ten that are missed."""
    result = read(sentence, "it", ontology)
    assert not [_name(f) for f in result.facts if f.modality == Modality.ASSERTED and not _is_harmless(f)]


def _name(fact: Fact) -> str:
    return str(fact.property).split("#")[-1]


def _is_harmless(fact: Fact) -> bool:
    former = _name(fact).startswith("former") or bool(fact.time and fact.time.tense == "former")
    return former or _name(fact) in _HARMLESS
