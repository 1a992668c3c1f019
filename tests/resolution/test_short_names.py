"""A company whose full name is said once goes by the beginning of it from then on."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from tests.conftest import read


def _labels(text: str, language: str, ontology: Ontology, *names: str) -> list[str]:
    result = read(text, language, ontology)
    found = {m.text: str(result.entities[m].iri).rsplit("/", 1)[-1] for m in result.mentions if m in result.entities}
    return [found[name] for name in names]


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "full", "short"),
    [
        ("en", "Quillon Robotics is growing. In Leeds, Quillon opened a plant.", "Quillon Robotics", "Quillon"),
        (
            "en",
            "Quillon opens plant\n\nQuillon Robotics is growing. Quillon has 40 employees.",
            "Quillon Robotics",
            "Quillon",
        ),
        ("de", "Die Corvatec Versicherung wächst. In Köln hat Corvatec ein Büro.", "Corvatec Versicherung", "Corvatec"),
    ],
)
def test_beginning_of_a_company_name_is_the_company(
    language: str, text: str, full: str, short: str, ontology: Ontology
) -> None:
    one, other = _labels(text, language, ontology, full, short)
    assert one == other


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        # Named first, the shorter one is a company of its own.
        ("Quillon is growing. It owns Quillon Robotics in Leeds.", "Quillon Robotics", "Quillon"),
        # Beside each other they are two.
        ("Quillon Robotics is a subsidiary of Quillon.", "Quillon Robotics", "Quillon"),
        # What stands behind is no mere kind of company.
        ("Quillon Energy is growing. In Leeds, Quillon opened a plant.", "Quillon Energy", "Quillon"),
    ],
)
def test_beginning_of_a_name_may_be_another_company(text: str, full: str, short: str, ontology: Ontology) -> None:
    one, other = _labels(text, "en", ontology, full, short)
    assert one != other
