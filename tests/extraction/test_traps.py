"""Sentences that say that something did not happen, may happen or is to come: none may be passed off as plain."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Modality
from tests.conftest import read
from tests.extraction.conftest import facts_with

_DEEDS = ("acquires", "divests", "closes", "opens", "enters", "mergesWith", "ceoOf", "headOf")
_TRAPS = {
    "de": """
        Die Solvia AG hat keine Pläne, die Firma Brenko zu kaufen.
        Die Solvia AG bestreitet, die Firma Brenko gekauft zu haben.
        Die Solvia AG könnte die Firma Brenko kaufen.
        Der Rat lehnt den Kauf der Firma Brenko durch die Solvia AG ab.
        Die Aktionäre stimmten für den Kauf der Firma Brenko durch die Solvia AG.
        Der Minister fordert den Verkauf der Firma Brenko durch die Solvia AG.
        Die Solvia AG verhandelt über den Kauf der Firma Brenko.
        Sollte die Solvia AG die Firma Brenko kaufen, steigen die Preise.
        Falls die Solvia AG die Firma Brenko kauft, steigen die Preise.
        Die Übernahme der Firma Brenko durch die Solvia AG ist gescheitert.
        Die Solvia AG soll das Werk in Leipzig geschlossen haben.
        Die Solvia AG wird das Werk in Leipzig wohl schließen.
        Weder die Solvia AG noch die Firma Brenko hat das Werk geschlossen.
        Die Solvia AG erwägt, das Werk in Leipzig zu schließen.
        Ohne das Werk zu schließen, könne die Solvia AG nicht sparen.
        Die Solvia AG hätte die Firma Brenko gerne gekauft.
        Laut einem Bericht kauft die Solvia AG die Firma Brenko.
        Ob die Solvia AG die Firma Brenko gekauft hat, ist unklar.
        Die Solvia AG dementiert die Schließung des Werks.
        Die Solvia AG ist nicht mehr Eigentümerin der Firma Brenko.
        Niemand kauft die Firma Brenko.
        Die Solvia AG wird die Firma Brenko kaufen.
        Das Kartellamt untersagt der Solvia AG die Übernahme der Firma Brenko.
        Gerüchte, die Solvia AG kaufe die Firma Brenko, sind falsch.
        Die Behörde hat der Solvia AG den Kauf der Firma Brenko verboten.
        Ein Gericht stoppte die Übernahme der Firma Brenko durch die Solvia AG.
        Die Verhandlungen über die Übernahme der Firma Brenko durch die Solvia AG sind gescheitert.
        Die Solvia AG rechnet mit der Übernahme der Firma Brenko.
        Die Solvia AG hofft auf den Kauf der Firma Brenko.
        Die Solvia AG spricht mit Investoren über den Verkauf der Firma Brenko.
        Gespräche über eine Fusion der Solvia AG mit der Firma Brenko laufen noch.
        Die Solvia AG soll die Firma Brenko gekauft haben.
        Die Solvia AG hat angeblich die Firma Brenko gekauft.
        Die Solvia AG wolle die Firma Brenko kaufen, hieß es in Branchenkreisen.
        Einem Bericht zufolge kauft die Solvia AG die Firma Brenko.
        Laut „Hafenblatt“ hat die Solvia AG die Firma Brenko gekauft.
        Die Solvia AG bestritt, die Firma Brenko gekauft zu haben.
        Die Solvia AG wies Berichte über den Kauf der Firma Brenko zurück.
        Die Solvia AG verzichtet auf den Kauf der Firma Brenko.
        Die Solvia AG nimmt Abstand vom Kauf der Firma Brenko.
        Von einem Verkauf der Firma Brenko durch die Solvia AG ist keine Rede mehr.
        Der Verkauf der Firma Brenko an die Solvia AG ist vom Tisch.
        Der geplante Verkauf der Firma Brenko an die Solvia AG verzögert sich.
        Die Solvia AG bereitet den Verkauf der Firma Brenko vor.
        Die Solvia AG prüft die Schließung des Werks in Köln.
        Die Solvia AG schließt die Schließung des Werks in Köln nicht aus.
        Die Solvia AG schließt eine Schließung des Werks in Köln aus.
        Das Werk der Solvia AG bleibt geöffnet und wird nicht geschlossen.
        Das Werk der Solvia AG könnte geschlossen werden.
        Das Werk der Solvia AG müsste dann geschlossen werden.
        Wird das Werk der Solvia AG geschlossen?
        Schließt die Solvia AG das Werk in Köln?
        Würde die Solvia AG die Firma Brenko kaufen, wäre sie Marktführer.
        Sollte die Solvia AG die Firma Brenko kaufen, droht Ärger.
        Wenn die Solvia AG die Firma Brenko kauft, steigen die Preise.
        Die Solvia AG kauft die Firma Brenko nur, wenn der Preis sinkt.
        Die Gewerkschaft fordert, dass die Solvia AG das Werk in Köln schließt.
        Die Gewerkschaft warnt vor einer Schließung des Werks durch die Solvia AG.
        Die Gewerkschaft fürchtet, dass die Solvia AG das Werk schließt.
        Analysten erwarten die Übernahme der Firma Brenko durch die Solvia AG.
        Experten halten eine Übernahme der Firma Brenko durch die Solvia AG für möglich.
        Peter Hallmann ist nicht Chef der Solvia AG.
        Peter Hallmann wird nicht Chef der Solvia AG.
        Peter Hallmann soll Chef der Solvia AG werden.
        Peter Hallmann gilt als Favorit für den Posten des Chefs der Solvia AG.
        Peter Hallmann war bis 2019 Chef der Solvia AG.
        Peter Hallmann, einst Chef der Solvia AG, schreibt jetzt Bücher.
        Peter Hallmann hat es abgelehnt, Chef der Solvia AG zu werden.
        Peter Hallmann wäre gern Chef der Solvia AG geworden.
        In dem Roman kauft die Solvia AG die Firma Brenko.
        Im Film schließt die Solvia AG das Werk in Köln.
        Die Solvia AG hätte die Firma Brenko beinahe gekauft.
        Um ein Haar hätte die Solvia AG das Werk geschlossen.
        Statt die Firma Brenko zu kaufen, investiert die Solvia AG in Werbung.
        Ohne die Firma Brenko zu kaufen, kann die Solvia AG nicht wachsen.
        Die Solvia AG zögert, die Firma Brenko zu kaufen.
        Die Solvia AG darf die Firma Brenko nicht kaufen.
        Die Solvia AG will die Firma Brenko weder kaufen noch verkaufen.
        Die Aktionäre stimmten gegen den Kauf der Firma Brenko durch die Solvia AG.
        Die Solvia AG hat kein Interesse an der Firma Brenko und kauft sie nicht.
        Die Solvia AG bot vergeblich für die Firma Brenko.
        Der Versuch der Solvia AG, die Firma Brenko zu kaufen, misslang.
        Noch hat die Solvia AG die Firma Brenko nicht gekauft.
        Die Solvia AG kündigte an, das Werk in Köln zu schließen.
        Die Solvia AG gab die Pläne zum Kauf der Firma Brenko auf.
        Die Solvia AG beantragte die Genehmigung für den Kauf der Firma Brenko.
        Es gibt keine Belege dafür, dass die Solvia AG die Firma Brenko gekauft hat.
        Dass die Solvia AG die Firma Brenko kauft, ist unwahrscheinlich.
        Die Solvia AG hat nicht bestätigt, dass sie die Firma Brenko gekauft hat.
        Wie das Handelsblatt berichtet, kauft die Solvia AG die Firma Brenko.
        Gerüchte über eine Übernahme der Firma Brenko durch die Solvia AG sind frei erfunden.
    """,
    "en": """
        The regulator approved the acquisition of Brenko by Melbrook Group.
        Shareholders back the sale of Brenko by Melbrook Group.
        Melbrook Group has no plans to buy Brenwick Capital.
        Melbrook Group denied it had bought Brenwick Capital.
        Melbrook Group may buy Brenwick Capital.
        Melbrook Group is in talks to acquire Brenwick Capital.
        If Melbrook Group buys Brenwick Capital, prices will rise.
        Melbrook Group failed to acquire Brenwick Capital.
        Rumours that Melbrook Group bought Brenwick Capital are false.
        Melbrook Group is expected to close the Leeds plant.
        Analysts expect Melbrook Group to acquire Brenwick Capital.
        Melbrook Group neither bought nor sold Brenwick Capital.
        Melbrook Group considered buying Brenwick Capital.
        Melbrook Group's bid to buy Brenwick Capital collapsed.
        Had Melbrook Group bought Brenwick Capital, it would have grown.
        Without buying Brenwick Capital, Melbrook Group cannot grow.
        Melbrook Group would like to open a store in Leeds.
        Melbrook Group never closed the Leeds plant.
        Regulators blocked Melbrook Group from buying Brenwick Capital.
        Melbrook Group agreed to sell Brenwick Capital.
        Melbrook Group said on Monday it could buy Brenwick Capital.
        It is unclear whether Melbrook Group bought Brenwick Capital.
        Melbrook Group has not bought Brenwick Capital.
        Melbrook Group did not close the Leeds plant.
        Melbrook Group has yet to close the Leeds plant.
        Melbrook Group stopped short of buying Brenwick Capital.
        Melbrook Group is no longer the owner of Brenwick Capital.
        Melbrook Group would have bought Brenwick Capital.
        Melbrook Group would buy Brenwick Capital if prices fell.
        Melbrook Group is considering the sale of Brenwick Capital.
        Melbrook Group is weighing a bid for Brenwick Capital.
        Melbrook Group reportedly bought Brenwick Capital.
        Melbrook Group has allegedly sold Brenwick Capital.
        Melbrook Group is said to have bought Brenwick Capital.
        Melbrook Group is rumoured to have bought Brenwick Capital.
        Melbrook Group was reported to be buying Brenwick Capital.
        Melbrook Group is likely to acquire Brenwick Capital.
        Melbrook Group is unlikely to sell Brenwick Capital.
        Melbrook Group might open a store in Leeds.
        Melbrook Group can now acquire Brenwick Capital.
        Melbrook Group wants to acquire Brenwick Capital.
        Melbrook Group hopes to open a plant in Leeds.
        Melbrook Group intends to sell Brenwick Capital.
        Melbrook Group refused to sell Brenwick Capital.
        Melbrook Group declined to buy Brenwick Capital.
        Melbrook Group ruled out buying Brenwick Capital.
        Melbrook Group abandoned plans to buy Brenwick Capital.
        Melbrook Group scrapped its plan to open a store in Leeds.
        Melbrook Group was close to buying Brenwick Capital.
        Melbrook Group is about to buy Brenwick Capital.
        Melbrook Group is set to acquire Brenwick Capital.
        Melbrook Group will acquire Brenwick Capital.
        Melbrook Group to acquire Brenwick Capital
        Melbrook Group eyes purchase of Brenwick Capital
        Will Melbrook Group buy Brenwick Capital?
        Has Melbrook Group closed the Leeds plant?
        Unless Melbrook Group buys Brenwick Capital, it will fail.
        Even if Melbrook Group sold Brenwick Capital, it would fail.
        Whether Melbrook Group bought Brenwick Capital is unknown.
        "Melbrook Group has bought Brenwick Capital," said Laura Finch.
        According to the Daily Courier, Melbrook Group bought Brenwick Capital.
        Sources said Melbrook Group had acquired Brenwick Capital.
        Laura Finch believes that Melbrook Group acquired Brenwick Capital.
        Laura Finch urged Melbrook Group to sell Brenwick Capital.
        Laura Finch called on Melbrook Group to close the Leeds plant.
        The union asked Melbrook Group not to close the Leeds plant.
        A court barred Melbrook Group from selling Brenwick Capital.
        Shareholders rejected Melbrook Group's acquisition of Brenwick Capital.
        The proposed acquisition of Brenwick Capital by Melbrook Group worries unions.
        Melbrook Group's planned takeover of Brenwick Capital worries unions.
        Melbrook Group's failed takeover of Brenwick Capital was costly.
        Melbrook Group's attempt to buy Brenwick Capital failed.
        Melbrook Group would never sell Brenwick Capital.
        Nobody at Melbrook Group sold Brenwick Capital.
        Melbrook Group hardly entered the Italian market.
        Melbrook Group has been accused of selling Brenwick Capital.
        Melbrook Group threatened to close the Leeds plant.
        Melbrook Group promised to open a plant in Leeds.
        Melbrook Group was forced to deny that it had sold Brenwick Capital.
        In the novel, it seems, Melbrook Group buys Brenwick Capital.
        It is not true that Melbrook Group bought Brenwick Capital.
        It was wrong to say that Melbrook Group had acquired Brenwick Capital.
        There is no evidence that Melbrook Group sold Brenwick Capital.
        There is speculation that Melbrook Group will sell Brenwick Capital.
        Melbrook Group hinted that it could enter the Italian market.
        Melbrook Group has no intention of selling Brenwick Capital.
        Melbrook Group must sell Brenwick Capital.
        Melbrook Group should sell Brenwick Capital.
        Melbrook Group has been ordered to sell Brenwick Capital.
        Melbrook Group needs approval to acquire Brenwick Capital.
        The chances that Melbrook Group will buy Brenwick Capital are slim.
        Rather than buy Brenwick Capital, Melbrook Group kept its money.
        Instead of closing the Leeds plant, Melbrook Group sold land.
        Rumors that Melbrook Group bought Brenwick Capital are false.
        Nobody at Melbrook Group has confirmed that the company bought Brenwick Capital.
        Melbrook Group bought Brenwick Capital, The Wall Street Journal reports.
    """,
    "it": """
        Il consiglio respinge l'acquisto della società Norvela da parte di Adriatel.
        L'autorità approva l'acquisto della società Norvela da parte di Adriatel.
        La Norvela non ha comprato la società Adriatel.
        La Norvela potrebbe comprare la società Adriatel.
        La Norvela avrebbe comprato la società Adriatel.
        La Norvela nega di aver comprato la società Adriatel.
        La Norvela sta valutando l'acquisto della società Adriatel.
        Se la Norvela comprasse la società Adriatel, i prezzi salirebbero.
        Sfuma l'acquisizione della società Adriatel da parte della Norvela.
        La Norvela smentisce la chiusura dello stabilimento.
        La Norvela rinuncia ad acquistare la società Adriatel.
        Secondo indiscrezioni la Norvela compra la società Adriatel.
        La Norvela intende chiudere lo stabilimento di Torino.
        Senza chiudere lo stabilimento la Norvela non può risparmiare.
        La Norvela vorrebbe aprire un negozio a Torino.
        Né la Norvela né la Adriatel hanno chiuso lo stabilimento.
        Non è chiaro se la Norvela abbia comprato la società Adriatel.
        L'Antitrust vieta alla Norvela di comprare la società Adriatel.
        La Norvela è in trattative per comprare la società Adriatel.
        La Norvela aveva tentato di comprare la società Adriatel.
        La possibile acquisizione della società Adriatel da parte della Norvela preoccupa i sindacati.
        Presto la Norvela comprerà la società Adriatel.
        Le voci che la Norvela abbia comprato la società Adriatel sono false.
        È falsa la notizia che la Norvela ha comprato la società Adriatel.
        Nessuno ha confermato che la Norvela abbia comprato la società Adriatel.
    """,
}


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, line.strip()) for language, lines in _TRAPS.items() for line in lines.strip().splitlines()],
)
def test_what_is_denied_hedged_or_planned_is_not_asserted(language: str, sentence: str, ontology: Ontology) -> None:
    """A deed that is none costs more trust than ten that are missed."""
    result = read(sentence, language, ontology)
    assert not [f for deed in _DEEDS for f in facts_with(result, deed) if f.modality == Modality.ASSERTED]


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        ("en", "Melbrook Group has not confirmed that it bought Brenwick Capital.", Modality.POSSIBLE),
        ("en", "Melbrook Group confirmed on Monday that it had bought Brenwick Capital.", Modality.ASSERTED),
        ("en", "Claims that Melbrook Group bought Brenwick Capital are untrue.", Modality.DENIED),
        ("it", "La Norvela non è riuscita a comprare la società Adriatel.", Modality.DENIED),
        ("it", "La Norvela non ha confermato di aver comprato la società Adriatel.", Modality.POSSIBLE),
    ],
)
def test_what_is_not_confirmed_is_left_open(language: str, text: str, modality: Modality, ontology: Ontology) -> None:
    """Who does not say that something is so denies nothing; who does not manage it has not done it."""
    (fact,) = facts_with(read(text, language, ontology), "acquires")
    assert fact.modality == modality
    assert not fact.attribution or modality == Modality.ASSERTED
