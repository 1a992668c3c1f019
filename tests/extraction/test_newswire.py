"""Sentences as agencies write them: what is read from them, and what is not."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Fact, Mention, Quantity
from tests.conftest import read

_READ = [
    ("de", "Die Ostbank AG streicht 900 Vollzeitstellen.", "Ostbank AG layoffCount 900"),
    ("de", "Karin Vogt sitzt seit 2023 dem Aufsichtsrat der Ostbank AG vor.", "Karin Vogt chairOf Ostbank AG"),
    ("de", "Solvia und Brenko gründen ein Gemeinschaftsunternehmen.", "Solvia partnersWith Brenko"),
    ("de", "Der Konzern Solvia wächst. Die Solvia-Aktie legte um fünf Prozent zu.", "Solvia growth 5"),
    ("de", "Mit einem Marktanteil von 23 Prozent ist Edeka der größte Händler.", "Edeka marketShare 23"),
    ("de", "Die App Kestro löst den Dienst Mavo ab.", "App Kestro replaces Dienst Mavo"),
    ("de", "Der Kurznachrichtendienst Zwirna entlässt 300 Mitarbeiter.", "Zwirna layoffCount 300"),
    ("it", "Il social network Facebook ha licenziato 300 dipendenti.", "Facebook layoffCount 300"),
    ("de", "Airbus erhält einen Großauftrag.", "Airbus wins Großauftrag"),
    ("de", "Zu den Konkurrenten von Solvia zählt Brenko.", "Brenko competesWith Solvia"),
    ("de", "Die Firma Brenko gehört zu 30 Prozent dem Konzern Solvia.", "Solvia stakeShare 30"),
    ("de", "Solvia und Brenko planen eine Fusion.", "Solvia mergesWith Brenko"),
    ("en", "Marlow Energy and Corvane Motors are planning a merger.", "Marlow Energy mergesWith Corvane Motors"),
    ("en", "Marlow Energy has sold its onshore business to Corvane Motors.", "Marlow Energy divests onshore business"),
    ("it", "Tra gli azionisti di Norvela c'è Adriatel.", "Adriatel hasStakeIn Norvela"),
    ("it", "Norvela ha completato l'acquisizione del 70% di Adriatel.", "Norvela stakeShare 70"),
    ("it", "Marta Neri prende il timone di Norvela.", "Marta Neri headOf Norvela"),
    ("en", "Melbrook-owned Lumetta Systems is growing.", "Melbrook owns Lumetta Systems"),
    ("en", "Marlow Energy owns 10% of Corvane Motors.", "Marlow Energy hasStakeIn Corvane Motors"),
    ("en", "Marlow Energy and Corvane Motors set up a joint venture.", "Marlow Energy partnersWith Corvane Motors"),
    ("en", "Marlow Energy holds a 10.9% stake in Corvane Motors.", "Marlow Energy stakeShare 10.9"),
    ("en", "Shares in Marlow Energy jumped 5%.", "Marlow Energy growth 5"),
    ("it", "Al posto di Paolo Ferri arriva Marta Neri.", "Marta Neri replaces Paolo Ferri"),
    ("it", "Marta Neri è stata confermata amministratrice delegata di Norvela.", "Marta Neri ceoOf Norvela"),
    ("it", "Le azioni Norvela sono salite del 5%.", "Norvela growth 5"),
    ("it", "Nel consiglio di amministrazione di Norvela entra Anna Gatti.", "Anna Gatti memberOf Norvela"),
    ("de", "Der Umsatz stieg bei der Solvia AG um 8 Prozent.", "Solvia AG growth 8"),
    ("de", "Solvia stellt den Verkauf des Telefons ein.", "Solvia discontinues Telefon"),
    (
        "de",
        "Karin Vogt hat die Geschäftsführung der Firma Brenko von Tom Reuter übernommen.",
        "Karin Vogt headOf Brenko",
    ),
    ("de", "Karin Vogt wechselt zum Jahresbeginn zur Solvia AG.", "Karin Vogt joins Solvia AG"),
    ("de", "Im Juni hatte die Behörde gegen Ferienwelt24 ein Bußgeld verhängt.", "Behörde fines Ferienwelt24"),
    ("de", "Die zum Konzern Solvia gehörende Brauerei Hellquell wächst.", "Solvia owns Hellquell"),
    ("de", "Das 1,2 Kilogramm schwere Gerät kostet 1.299 Euro.", "Gerät price 1299"),
    ("it", "La Norvela ha comunicato ai sindacati la chiusura dello stabilimento.", "Norvela closes stabilimento"),
    ("it", "Il governo ha nominato Anna Gatti al posto di Paolo Ferri.", "Anna Gatti succeeds Paolo Ferri"),
    ("it", "Norvela, la piattaforma fondata da Marta Neri, cresce.", "Marta Neri founderOf Norvela"),
    ("it", "La Procura ha aperto un'indagine nei confronti di Paolo Ferri.", "Procura investigates Paolo Ferri"),
    ("it", "Il presidente di Norvela, Paolo Ferri, annuncia 150 assunzioni.", "Norvela hireCount 150"),
    ("de", "Die Vorstandschefin von Solvia, Karin Vogt, kündigte die Schließung des Werks an.", "Solvia closes Werk"),
    (
        "en",
        "Lumetta Systems chief executive Ann Reed announced the closure of its plant.",
        "Lumetta Systems closes plant",
    ),
]
_NOT_READ = [
    ("de", "Der Verwaltungsrat hat Tom Reuter zum Konzernchef ernannt.", "Verwaltungsrat appoints Konzernchef"),
    ("de", "Peter Hallmann verlässt die Bank Ende April.", "Peter Hallmann departsFrom Ende April"),
    ("en", "Investors in Marlow Energy include Corvane Motors.", "Investors hasStakeIn Marlow Energy"),
    ("it", "Norvela e Adriatel progettano una fusione.", "Norvela develops fusione"),
    ("de", "Solvia besitzt 30 Prozent von Brenko.", "Solvia owns Brenko"),
    ("en", "Marlow Energy owns 10% of Corvane Motors.", "Marlow Energy owns Corvane Motors"),
    ("it", "Norvela detiene il 35% di Adriatel.", "Norvela owns Adriatel"),
    ("de", "Aldi verkauft 114 Läden an Rema.", "Aldi salesCount 114"),
    ("it", "I sindacati temono la chiusura di alcuni stabilimenti.", "sindacati closes stabilimenti"),
    ("it", "Nel consiglio di amministrazione entra Anna Gatti.", "Anna Gatti memberOf amministrazione"),
    ("it", "Norvela ha una quota di minoranza in Adriatel.", "minoranza hasStakeIn Adriatel"),
    ("it", "Trasporti, Bassi lascia: al suo posto Colombo", "posto replaces Bassi"),
    (
        "it",
        "«È una decisione ingiusta, faremo ricorso al Tar», ha commentato la portavoce della società Norvela, "
        "Giulia Ansaldi.",
        "Norvela uses Tar",
    ),
    ("de", "Ina Bach, Staatssekretärin, die im Landtag vereidigt wird, geht.", "Ina Bach worksFor Landtag"),
    (
        "it",
        "A tre mesi dalle elezioni, vinte a sorpresa dal suo Movimento Civico con il 31% dei voti, il primo ministro "
        "sloveno Matej Hribar ha nominato ieri Tanja Kovač ministra delle Finanze al posto di Boris Zajec, uscito dal "
        "governo per motivi di salute.",
        "Tanja Kovač ministerOf motivi di salute",
    ),
    ("it", "Il ministro smentisce la chiusura della fabbrica.", "ministro closes fabbrica"),
]


def _said(fact: Fact) -> str:
    end = fact.object
    value = end.label if isinstance(end, Mention) else str(end.value) if isinstance(end, Quantity) else str(end)
    subject = fact.subject.label if isinstance(fact.subject, Mention) else "?"
    return f"{subject} {str(fact.property).split('#')[-1]} {value}"


@pytest.mark.model
@pytest.mark.parametrize(("language", "text", "said"), _READ)
def test_what_is_read(language: str, text: str, said: str, ontology: Ontology) -> None:
    """Common ways to say common things."""
    assert said in [_said(fact) for fact in read(text, language, ontology).facts]


@pytest.mark.model
@pytest.mark.parametrize(("language", "text", "said"), _NOT_READ)
def test_what_is_not_read(language: str, text: str, said: str, ontology: Ontology) -> None:
    """What the words only seem to say."""
    assert said not in [_said(fact) for fact in read(text, language, ontology).facts]
