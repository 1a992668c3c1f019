"""Who takes, keeps or leaves a post, and with whom, in whole sentences."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.types import Mention, Modality
from tests.conftest import read
from tests.extraction.conftest import facts_with

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


@pytest.mark.parametrize(
    ("language", "text", "held"),
    [
        ("it", "Carlo Neri, fondatore e presidente della Norvela, ha firmato.", {"founderOf", "headOf"}),
        ("it", "Anna Neri è fondatrice e presidente della Norvela.", {"founderOf", "headOf"}),
        ("it", "Il fondatore e presidente della Norvela, Carlo Neri, ha firmato.", {"founderOf", "headOf"}),
        ("de", "Karl Brandt, Gründer und Chef der Norvex AG, unterschrieb.", {"founderOf", "ceoOf"}),
        ("de", "Der Gründer und Chef der Norvex AG, Karl Brandt, unterschrieb.", {"founderOf", "ceoOf"}),
        ("de", "Anna Weber ist Gründerin und Chefin der Norvex AG.", {"founderOf", "ceoOf"}),
        ("en", "Anna Weber, founder and CEO of Norvex, signed.", {"founderOf", "ceoOf"}),
        ("en", "Anna Weber, a lawyer and chairwoman of Norvex, signed.", {"chairOf"}),
        ("en", "Norvex founder and chief executive Anna Weber signed.", {"founderOf", "ceoOf"}),
        ("en", "Anna Weber, Norvex's founder and chief executive, signed.", {"founderOf", "ceoOf"}),
    ],
)
def test_posts_of_one_person_stand_side_by_side(language: str, text: str, held: set[str], ontology: Ontology) -> None:
    """ "Founder and chief executive of X" is the commonest way of naming two posts."""
    facts = [f for f in read(text, language, ontology).facts if str(f.property).endswith("Of")]
    assert {str(fact.property).split("#")[-1] for fact in facts} == held
    assert len({(f.subject.label, f.object.label) for f in facts}) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("language", "text", "heads"),
    [
        ("it", "L'ad di Eni, Claudio Neri, e il presidente di Enel, Luca Bruni, hanno firmato.", "Luca Bruni"),
        ("it", "Ha firmato il presidente della Regione Attilio Bruni.", "Attilio Bruni"),
        ("it", "Il presidente della Fondazione Luigi Bruni ha firmato.", ""),
    ],
)
def test_post_goes_to_the_name_it_stands_with(language: str, text: str, heads: str, ontology: Ontology) -> None:
    """Not to the name in front of the comma, and a foundation's name is not its head's."""
    found = facts_with(read(text, language, ontology), "headOf")
    assert [fact.subject.label for fact in found] == [heads] * bool(heads)  # type: ignore[union-attr]
