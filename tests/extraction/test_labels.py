"""What a phrase is called."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions
from kg.extraction.labels import normal_form
from kg.ontology import Ontology
from tests.extraction.conftest import Annotated, mention


def test_genitive_of_a_name_is_labelled_with_the_name(annotated: Annotated, ontology: Ontology) -> None:
    """ "Der Umsatz Brenkos": the index says Brenko."""
    annotation = annotated(
        "de",
        """
        der      der     DET    2  det   -
        Umsatz   Umsatz  NOUN   0  root  -
        Brenkos  Brenko  PROPN  2  nmod  ORG  Case=Gen|Number=Sing
    """,
    )

    assert mention(find_mentions(annotation, ontology), "Brenkos").label == "Brenko"


def test_name_in_brackets_is_another_name(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec (CVT)" gives both names at once; "(2021)" and "(in Gent)" are none."""
    table = """
        Corvatec  Corvatec  PROPN  5  nsubj  ORG
        (         (         PUNCT  3  punct  -
        {inside}  {inside}  {tag}  1  appos  -
        )         )         PUNCT  3  punct  -
        wächst    wachsen   VERB   0  root   -    VerbForm=Fin
    """
    aliases = {
        inside: mention(
            find_mentions(annotated("de", table.format(inside=inside, tag=tag)), ontology), "Corvatec"
        ).aliases
        for inside, tag in (("CVT", "PROPN"), ("2021", "NUM"), ("CVT2", "PROPN"), ("klein", "ADJ"))
    }

    assert aliases == {"CVT": ("CVT",), "2021": (), "CVT2": (), "klein": ()}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Société-Générale", "societe generale"),
        ("„Corvatec“", "corvatec"),
        ("Weiß", "weiss"),
        ("Müller", "muller"),
        ("AT&T", "at&t"),
        ("Brenko.de", "brenko.de"),
        ("  Halm   &  Söhne. ", "halm & sohne"),
        ("CORVATEC", "corvatec"),
        ("!", ""),
    ],
)
def test_normal_form_of_a_name(text: str, form: str) -> None:
    """Case, accents, hyphens and marks are spelling; a point inside and "&" are the name."""
    assert normal_form(text) == form


@pytest.mark.parametrize(
    ("phrase", "noun", "feats", "label"),
    [
        ("neuen", "Karten", "Gender=Fem|Number=Plur", "neue Karten"),
        ("neue", "Konzern", "Gender=Masc|Number=Sing", "neuer Konzern"),
        ("teuren", "Werk", "Gender=Neut|Number=Sing", "teures Werk"),
        ("neuen", "Karten", "Number=Sing", "neuen Karten"),
    ],
)
def test_adjective_ends_as_in_an_index(
    phrase: str, noun: str, feats: str, label: str, annotated: Annotated, ontology: Ontology
) -> None:
    """ "mit den neuen Karten": what follows an article reads ugly without it."""
    annotation = annotated(
        "de",
        f"""
        die        die        DET    3  det   -
        {phrase}   X          ADJ    3  amod  -
        {noun}     {noun}     NOUN   4  obj   -    {feats}
        loben      loben      VERB   0  root  -    VerbForm=Fin
    """,
    )

    assert mention(find_mentions(annotation, ontology), f"{phrase} {noun}").label == label


def test_first_letter_of_a_compound_is_no_name(annotated: Annotated, ontology: Ontology) -> None:
    """The "E" of "E-Commerce-Rivale" is nobody."""
    annotation = annotated(
        "de",
        """
        Der                der                DET   2  det    -
        E-Commerce-Rivale  E-Commerce-Rivale  NOUN  3  nsubj  -
        wächst             wachsen            VERB  0  root   -    VerbForm=Fin
    """,
    )

    assert "E" not in [m.label for m in find_mentions(annotation, ontology)]
