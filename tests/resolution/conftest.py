"""Mentions and facts made by hand, so that a failure means the rule."""

from __future__ import annotations

from rdflib import URIRef

from kg.extraction.labels import normal_form
from kg.types import Document, Evidence, Fact, Mention
from kg.vocabulary import BASE, KG

TEXT = Document(id="0123456789abcdef", text=" " * 4000, language="de")


def name(
    label: str,
    start: int,
    kind: URIRef = KG.Organization,
    *,
    relation: str = "nsubj",
    number: str = "",
    score: float = 1.0,
    document: Document = TEXT,
) -> Mention:
    """Make a mention that names something at a place of the text."""
    return Mention(
        document=document,
        start=start,
        end=start + len(label),
        type=kind,
        label=label,
        key=normal_form(label),
        is_name=True,
        relation=relation,
        number=number,
        score=score,
    )


def reference(label: str, start: int, kind: URIRef = KG.Concept, *, number: str = "Sing", gender: str = "") -> Mention:
    """Make a mention that stands for another: a pronoun, or a noun like "das Unternehmen"."""
    return Mention(
        document=TEXT,
        start=start,
        end=start + len(label),
        type=kind,
        label=label,
        key=normal_form(label),
        is_name=False,
        is_reference=True,
        number=number,
        gender=gender,
        nouns=(normal_form(label),) if kind != KG.Concept else (),
    )


def fact(subject: Mention, prop: URIRef, obj: Mention) -> Fact:
    evidence = Evidence(document=TEXT, start=0, end=1, entry=URIRef(BASE + "lexicon/de#entry"))
    return Fact(subject=subject, property=prop, object=obj, evidence=evidence)
