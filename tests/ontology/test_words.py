"""The words of names that kg ships."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kg.extraction.labels import normal_form
from kg.ontology import Ontology


def test_every_word_is_told_in_every_language(ontology: Ontology) -> None:
    """One that is missing in a language keeps all names with it apart there."""
    lacking = [meaning.iri for meaning in ontology.schema.meanings if {*ontology.lexicons} - meaning.names.keys()]

    assert not lacking


@pytest.mark.parametrize("language", ["de", "it", "en"])
def test_no_word_has_more_meanings_than_a_reader_would_think_of(language: str, ontology: Ontology) -> None:
    """ "Netz" is a network, "rete" a goal as well; what means four things is a mistake or tells nothing."""
    meanings = defaultdict(set)
    for meaning in ontology.schema.meanings:
        for name in meaning.names[language]:
            meanings[normal_form(name)].add(meaning.iri)

    assert {word: found for word, found in meanings.items() if len(found) > 2} == {}
