"""Measured comparisons."""

from __future__ import annotations

from decimal import Decimal

from kg.ontology import Ontology
from kg.types import Comparison, Fact, Mention, Quantity
from kg.vocabulary import KG
from tests.conftest import understand
from tests.extraction.conftest import Annotated, facts_with


def compared(annotated: Annotated, ontology: Ontology, language: str, table: str) -> list[Fact]:
    return facts_with(understand(annotated(language, table), ontology), "hasComparison")


def parts(fact: Fact) -> tuple[str, str, str]:
    """Give subject, metric and baseline in the words of the text."""
    comparison = fact.object
    assert isinstance(fact.subject, Mention)
    assert isinstance(comparison, Comparison)
    metric, baseline = (end.label if end else "" for end in (comparison.metric, comparison.baseline))
    return fact.subject.label, metric, baseline


def measure(fact: Fact) -> tuple[Decimal | None, Quantity | None, bool]:
    assert isinstance(fact.object, Comparison)
    return fact.object.factor, fact.object.difference, fact.object.higher


TWICE = """
    Die        der       DET    2  det     -    Definite=Def
    Klickrate  Klickrate NOUN   7  nsubj   -    Number=Sing
    bei        bei       ADP    4  case    -
    Corvatec   Corvatec  PROPN  2  nmod    ORG
    ist        sein      AUX    7  cop     -    VerbForm=Fin
    doppelt    doppelt   ADV    7  advmod  -
    hoch       hoch      ADJ    0  root    -    Degree=Pos
    wie        wie       ADP    10 case    -
    bei        bei       ADP    10 case    -
    Lumenia    Lumenia   PROPN  7  obl     ORG
"""


def test_factor_with_metric_and_baseline(annotated: Annotated, ontology: Ontology) -> None:
    """ "Doppelt so hoch wie": whose figure, which figure, against whose, and two times."""
    (fact,) = compared(annotated, ontology, "de", TWICE)

    assert parts(fact) == ("Corvatec", "Klickrate", "Lumenia")
    assert measure(fact) == (Decimal(2), None, True)


def test_half_is_lower(annotated: Annotated, ontology: Ontology) -> None:
    """ "Halb so hoch" is a factor below one, whatever the adjective says."""
    (fact,) = compared(annotated, ontology, "de", TWICE.replace("doppelt", "halb   "))

    assert measure(fact) == (Decimal("0.5"), None, False)


def test_comparative_without_factor_says_which_is_higher(annotated: Annotated, ontology: Ontology) -> None:
    """ "Faster than" tells the direction and no figure."""
    (fact,) = compared(
        annotated,
        ontology,
        "en",
        """
        Corvatec  Corvatec  PROPN  3  nsubj  ORG
        is        be        AUX    3  cop    -    VerbForm=Fin
        faster    fast      ADJ    0  root   -    Degree=Cmp
        than      than      ADP    5  case   -
        Lumenia   Lumenia   PROPN  3  obl    ORG
    """,
    )

    assert parts(fact)[::2] == ("Corvatec", "Lumenia")
    assert measure(fact) == (None, None, True)


def test_cheaper_measures_the_price_and_is_lower(annotated: Annotated, ontology: Ontology) -> None:
    """The adjective names its metric: what is cheaper has a lower price."""
    (fact,) = compared(
        annotated,
        ontology,
        "de",
        """
        Corvatec   Corvatec  PROPN  3  nsubj  ORG
        ist        sein      AUX    3  cop    -    VerbForm=Fin
        billiger   billig    ADJ    0  root   -    Degree=Cmp
        als        als       ADP    5  case   -
        Lumenia    Lumenia   PROPN  3  obl    ORG
    """,
    )

    assert isinstance(fact.object, Comparison)
    assert fact.object.metric is not None
    assert fact.object.metric.type == KG.Metric
    assert measure(fact) == (None, None, False)


def test_difference_without_baseline(annotated: Annotated, ontology: Ontology) -> None:
    """ "5 Prozent höher" is a comparison though it does not say with what."""
    (fact,) = compared(
        annotated,
        ontology,
        "de",
        """
        Die        der        DET    2  det     -    Definite=Def
        Klickrate  Klickrate  NOUN   6  nsubj   -    Number=Sing
        ist        sein       AUX    6  cop     -    VerbForm=Fin
        5          5          NUM    5  nummod  -
        Prozent    Prozent    NOUN   6  obl     -
        höher      hoch       ADJ    0  root    -    Degree=Cmp
    """,
    )

    assert parts(fact)[2] == ""
    assert measure(fact) == (None, Quantity(value=Decimal(5), unit="%"), True)


def test_comparative_that_compares_with_nothing_says_nothing(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec is faster" leaves open than what, and by how much."""
    assert (
        compared(
            annotated,
            ontology,
            "en",
            """
        Corvatec  Corvatec  PROPN  3  nsubj  ORG
        is        be        AUX    3  cop    -    VerbForm=Fin
        faster    fast      ADJ    0  root   -    Degree=Cmp
    """,
        )
        == []
    )


def test_positive_with_as_is_no_comparison(annotated: Annotated, ontology: Ontology) -> None:
    """ "Hoch wie Lumenia" measures nothing: neither a factor nor which is higher."""
    assert (
        compared(
            annotated,
            ontology,
            "de",
            """
        Corvatec  Corvatec  PROPN  3  nsubj  ORG
        ist       sein      AUX    3  cop    -    VerbForm=Fin
        hoch      hoch      ADJ    0  root   -    Degree=Pos
        wie       wie       ADP    5  case   -
        Lumenia   Lumenia   PROPN  3  obl    ORG
    """,
        )
        == []
    )


def test_italian_multiple_in_front(annotated: Annotated, ontology: Ontology) -> None:
    """ "Tre volte più alto di": number, times, comparative, baseline."""
    (fact,) = compared(
        annotated,
        ontology,
        "it",
        """
        Il       il       DET    2  det     -    Definite=Def
        prezzo   prezzo   NOUN   7  nsubj   -    Number=Sing
        è        essere   AUX    7  cop     -    VerbForm=Fin
        tre      tre      NUM    5  nummod  -
        volte    volta    NOUN   7  obl     -
        più      più      ADV    7  advmod  -
        alto     alto     ADJ    0  root    -    Degree=Pos
        di       di       ADP    9  case    -
        Lumenia  Lumenia  PROPN  7  obl     ORG
    """,
    )

    assert parts(fact)[2] == "Lumenia"
    assert measure(fact) == (Decimal(3), None, True)


def test_thing_is_not_compared_with_itself(annotated: Annotated, ontology: Ontology) -> None:
    """Where parser or text make both ends one word, nothing is said."""
    result = understand(
        annotated(
            "en",
            """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        faster    fast      ADJ    0  root   -    Degree=Cmp
        than      than      ADP    1  case   -
    """,
        ),
        ontology,
    )

    assert facts_with(result, "hasComparison") == []


def test_hedged_comparison_is_hedged(annotated: Annotated, ontology: Ontology) -> None:
    """What may be so is no plain truth, comparisons included."""
    (fact,) = compared(
        annotated,
        ontology,
        "en",
        """
        Corvatec  Corvatec  PROPN  5  nsubj   ORG
        may       may       AUX    5  aux     -    VerbForm=Fin
        be        be        AUX    5  cop     -    VerbForm=Inf
        even      even      ADV    5  advmod  -
        faster    fast      ADJ    0  root    -    Degree=Cmp
        than      than      ADP    7  case    -
        Lumenia   Lumenia   PROPN  5  obl     ORG
    """,
    )

    assert fact.modality == "possible"
