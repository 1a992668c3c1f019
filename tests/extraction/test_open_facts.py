"""Statements with verbs that the lexicon does not have."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions, find_open_facts
from kg.ontology import Ontology
from kg.types import Fact, Mention
from tests.conftest import annotate_by_hand, read
from tests.extraction.conftest import Annotated


def open_facts(annotated: Annotated, ontology: Ontology, language: str, table: str) -> list[tuple[str, str, str, str]]:
    rows = table.strip().splitlines()
    root = next(number for number, row in enumerate(rows, 1) if " root " in row)
    # What does not end with a full stop is a heading, and headings give no open facts.
    annotation = annotated(language, f"{table.strip()}\n. . PUNCT {root} punct -")
    found = find_open_facts(annotation, find_mentions(annotation, ontology), ontology)
    return [said(fact) for fact in found]


def said(fact: Fact) -> tuple[str, str, str, str]:
    assert isinstance(fact.subject, Mention)
    assert isinstance(fact.object, Mention)
    return fact.subject.label, str(fact.property).partition("/open/")[2], fact.object.label, str(fact.modality)


def test_a_plain_clause_with_an_unknown_verb_is_an_open_fact(annotated: Annotated, ontology: Ontology) -> None:
    """The predicate is the verb of the text, in its basic form."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        annoys    annoy     VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
    """
    assert open_facts(annotated, ontology, "en", table) == [("Corvatec", "en/annoy", "Lumenia", "asserted")]


def test_a_passive_is_turned_round(annotated: Annotated, ontology: Ontology) -> None:
    """Whoever was annoyed annoyed nobody."""
    table = """
        Lumenia   Lumenia   PROPN  3  nsubj:pass  ORG
        was       be        AUX    3  aux:pass    -    VerbForm=Fin
        annoyed   annoy     VERB   0  root        -    VerbForm=Part
        by        by        ADP    5  case        -
        Corvatec  Corvatec  PROPN  3  obl:agent   ORG
    """
    assert open_facts(annotated, ontology, "en", table) == [("Corvatec", "en/annoy", "Lumenia", "asserted")]


def test_particle_reflexive_and_adposition_belong_to_the_predicate(annotated: Annotated, ontology: Ontology) -> None:
    """German parts what is one verb, and "sich anbiedern" is something else than "bieten"."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj         ORG
        biedert   biedern   VERB   0  root          -    VerbForm=Fin
        sich      sich      PRON   2  obj           -    Reflex=Yes
        bei       bei       ADP    5  case          -
        Lumenia   Lumenia   PROPN  2  obl           ORG
        an        an        ADP    2  compound:prt  -
    """
    assert open_facts(annotated, ontology, "de", table) == [
        ("Corvatec", "de/sich-anbiedern-bei", "Lumenia", "asserted")
    ]


NOT = """
    Corvatec  Corvatec  PROPN  4  nsubj   ORG
    does      do        AUX    4  aux     -    VerbForm=Fin
    not       not       PART   4  advmod  -
    annoy     annoy     VERB   0  root    -    VerbForm=Inf
    Lumenia   Lumenia   PROPN  4  obj     ORG
"""
MIGHT = """
    Corvatec  Corvatec  PROPN  3  nsubj   ORG
    might     might     AUX    3  aux     -    VerbForm=Fin
    annoy     annoy     VERB   0  root    -    VerbForm=Inf
    Lumenia   Lumenia   PROPN  3  obj     ORG
"""


@pytest.mark.parametrize(("table", "modality"), [(NOT, "denied"), (MIGHT, "possible")])
def test_negation_and_hedges_hold_as_for_any_fact(
    annotated: Annotated, ontology: Ontology, table: str, modality: str
) -> None:
    """An unknown verb is no reason to believe more."""
    assert open_facts(annotated, ontology, "en", table) == [("Corvatec", "en/annoy", "Lumenia", modality)]


NOTHING = {
    "known to the lexicon": "bought buy Lumenia Lumenia PROPN ORG",
    "light": "takes take Lumenia Lumenia PROPN ORG",
    "an indefinite thing": "annoys annoy customers customer NOUN -",
}


@pytest.mark.parametrize("words", NOTHING.values(), ids=NOTHING.keys())
def test_what_is_known_light_or_vague_is_no_open_fact(annotated: Annotated, ontology: Ontology, words: str) -> None:
    """What an entry reads is no open fact, and "takes" says too little."""
    form, lemma, object_, object_lemma, pos, entity = words.split()
    table = f"""
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        {form}  {lemma}  VERB  0  root  -  VerbForm=Fin
        {object_}  {object_lemma}  {pos}  2  obj  {entity}
    """
    assert open_facts(annotated, ontology, "en", table) == []


def test_a_clause_that_depends_on_the_verb_is_no_object(annotated: Annotated, ontology: Ontology) -> None:
    """Whoever helps somebody to buy does not simply help."""
    table = """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        begs      beg       VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
        to        to        PART   5  mark   -
        wait      wait      VERB   2  xcomp  -    VerbForm=Inf
    """
    assert open_facts(annotated, ontology, "en", table) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("de", "Laut Anna Weber umwirbt Siemens die Norvik AG.", ("Siemens", "de/umwerben", "Norvik AG", "reported")),
        (
            "en",
            "The brewery Solvia was photographed by Peter Lang.",
            ("Peter Lang", "en/photograph", "Solvia", "asserted"),
        ),
        ("it", "Siemens potrebbe irritare Norvik.", ("Siemens", "it/irritare", "Norvik", "possible")),
    ],
)
def test_open_facts_in_each_language(
    ontology: Ontology, language: str, sentence: str, expected: tuple[str, str, str, str]
) -> None:
    """The rules know no language."""
    result = read(sentence, language, ontology)

    assert [said(f) for f in find_open_facts(result.annotation, result.mentions, ontology)] == [expected]


def test_an_unsure_tree_gives_no_open_fact(ontology: Ontology) -> None:
    """Nobody has said what the verb means; so the tree at least must be plain."""
    annotation = annotate_by_hand(
        "en",
        """
        Corvatec  Corvatec  PROPN  2  nsubj  ORG
        annoys    annoy     VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
        .         .         PUNCT  2  punct  -
        """,
    )
    annotation.doc[2]._.arc_score = 0.1

    assert find_open_facts(annotation, find_mentions(annotation, ontology), ontology) == []
