"""Why something is not in the graph."""

from __future__ import annotations

from kg.annotation import Annotation
from kg.extraction import find_facts, find_mentions
from kg.extraction.rejects import Rejects
from kg.ontology import Ontology
from kg.types import Reject
from tests.extraction.conftest import Annotated


def rejects_of(annotation: Annotation, ontology: Ontology) -> list[Reject]:
    """Give what is rejected, having made sure that asking for it changes no fact."""
    mentions = find_mentions(annotation, ontology)
    found: list[Reject] = []
    facts = find_facts(annotation, mentions, ontology, rejects=Rejects(found))
    assert facts == find_facts(annotation, mentions, ontology)
    return found


def only(found: list[Reject], name: str) -> Reject:
    (reject,) = [reject for reject in found if str(reject.property).endswith(f"#{name}")]
    return reject


def test_a_verb_without_its_object_says_what_is_missing(annotated: Annotated, ontology: Ontology) -> None:
    """Whoever buys, buys something."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj   ORG
        buys      buy       VERB   0  root    -    VerbForm=Fin|Number=Sing|Tense=Pres
        well      well      ADV    2  advmod  -
        .         .         PUNCT  2  punct   -
    """
    reject = only(rejects_of(annotated("en", table), ontology), "acquires")

    assert (reject.subject, reject.object, reject.kind) == ("Corvatec", "", "missing argument")
    assert reject.reason == "nothing is named that it is done to"
    assert reject.evidence.text == "Corvatec buys well."


def test_what_may_not_stand_there_is_named_with_what_may(annotated: Annotated, ontology: Ontology) -> None:
    """Nobody is the chief executive of an event; domain and range are the commonest reason."""
    table = """
        Anna      Anna      PROPN  4  nsubj  PER
        is        be        AUX    4  cop    -
        the       the       DET    4  det    -      Definite=Def|PronType=Art
        CEO       CEO       NOUN   0  root   -
        of        of        ADP    7  case   -
        the       the       DET    7  det    -      Definite=Def|PronType=Art
        Expomax   Expomax   PROPN  4  nmod   EVENT
    """
    reject = only(rejects_of(annotated("en", table), ontology), "ceoOf")

    assert (reject.object, reject.kind) == ("Expomax", "wrong kind")
    assert reject.reason == "“Expomax” is taken for: event; expected: organization"


def test_an_unsure_reading_says_how_unsure(annotated: Annotated, ontology: Ontology) -> None:
    """Below the least confidence there is no fact, however plain the sentence."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        bought    buy       VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
    """
    annotation = annotated("en", table)
    for token in annotation.doc:
        token._.arc_score = 0.25

    reject = only(rejects_of(annotation, ontology), "acquires")

    assert (reject.subject, reject.object, reject.kind) == ("Corvatec", "Lumenia", "unsure")
    assert reject.reason == "read with a confidence of 0.45; less than 0.46 is not taken"


def test_what_becomes_a_fact_is_no_reject(annotated: Annotated, ontology: Ontology) -> None:
    """Nor are the other senses of its word."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        bought    buy       VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
    """
    assert rejects_of(annotated("en", table), ontology) == []
