"""Who takes, keeps or leaves a post, and with whom, in whole sentences."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Mention, Modality
from tests.conftest import read

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Die Ostbank AG hat Jana Lorenz zur Finanzchefin ernannt.", ("Jana Lorenz", "executiveOf", "asserted")),
        ("Jana Lorenz wurde Finanzchefin der Ostbank AG.", ("Jana Lorenz", "executiveOf", "asserted")),
        ("Jana Lorenz wird Finanzchefin der Ostbank AG.", ("Jana Lorenz", "executiveOf", "planned")),
        ("Die Ostbank AG hat Peter Hallmann als Chef abberufen.", ("Peter Hallmann", "formerCeoOf", "asserted")),
        ("Peter Hallmann hört als Chef der Ostbank AG auf.", ("Peter Hallmann", "formerCeoOf", "asserted")),
    ],
)
def test_post_is_with_whoever_gives_it(sentence: str, wanted: tuple[str, str, str], ontology: Ontology) -> None:
    """The verb says since when, the subject or the genitive with whom."""
    result = read(sentence, "de", ontology)

    given = {
        (f.subject.label, str(f.property).split("#")[-1], str(f.modality), f.object.label)
        for f in result.facts
        if isinstance(f.subject, Mention) and isinstance(f.object, Mention)
    }
    assert (*wanted, "Ostbank AG") in given


def test_title_in_front_of_the_name_is_not_the_post_given(ontology: Ontology) -> None:
    """Who is named chief executive while head of research is not named head of research."""
    result = read("Zum Vorstandschef der Ostbank AG wurde der Finanzchef Jan Keller ernannt.", "de", ontology)

    taken = [f for f in result.facts if f.time and f.time.tense == "current" and f.modality == Modality.ASSERTED]
    assert {str(f.property).split("#")[-1] for f in taken} == {"ceoOf"}
