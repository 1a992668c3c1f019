"""What a word points to and how it agrees with it: pronouns, possessives, "the company"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import trees
from kg.extraction.descriptions import article_gender, person_gender
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def points_back(reading: Reading, head: Token, kind: URIRef | None, span: Span) -> bool:
    """Tell whether "das Unternehmen" or "la società" stands for something named before."""
    if kind is None or kind not in reading.schema.classes:
        return False
    if len(span) > 1 and kind != KG.Organization:
        return False  # "the new plant" is a plant of its own, "the Berlin company" one named before
    if any(c.i > head.i and _tells_apart(reading, c, kind) for c in head.children):
        return False  # "the plant in Leeds" says itself which one
    determiners = trees.children(head, "det")
    definite = reading.is_definite(head)
    # Only a singular is neuter; the noun alone may look the same in both: "das Unternehmen", "die Unternehmen".
    neuter = any("Neut" in values(d, "Gender") for d in determiners)
    plural = "Plur" in values(head, "Number") and not (neuter and head.text == head.lemma_)
    return definite and not plural and head.lower_ in _bare(reading, kind)


def _tells_apart(reading: Reading, token: Token, kind: URIRef) -> bool:
    """Tell whether a phrase behind a noun says which one; "l'azienda di elettrodomestici" only says what it makes."""
    if trees.base(token.dep_) not in ("nmod", "appos"):
        return False
    describes = kind == KG.Organization and token.pos_ == "NOUN" and token.dep_ == "nmod"
    owned = any(reading.denotes(mark, KG.ownerMarker) for mark in trees.children(token, "case"))
    within = any(t.pos_ in ("PROPN", "NUM") for t in token.subtree)
    return not (describes and owned and not within and not reading.is_definite(token))


def _bare(reading: Reading, kind: URIRef) -> set[str]:
    forms = {form[0] for w in reading.lexicon.denoting(kind) for form in w.forms if len(form) == 1}
    return forms | {t.lower_ for t in reading.doc if t.lemma_.lower() in forms}


def number(head: Token) -> str:
    """Give the number; of a pronoun that of its verb, for "sie" alone is she or they, but "es" is one."""
    if _agrees_with_owned(head):
        return ""
    ambiguous = head.pos_ == "PRON" and "Neut" not in values(head, "Gender")
    shown = _numbers_of_verb(head) if ambiguous else set()
    return next(iter(shown)) if len(shown) == 1 else next(iter(values(head, "Number")), "")


def gender(reading: Reading, span: Span, head: Token, kind: URIRef, *, is_name: bool) -> str:
    """Give the gender that a word standing for the phrase must have; of a name what is said with it shows."""
    if _agrees_with_owned(head):
        return ""
    if not is_name:
        return next(iter(values(head, "Gender")), "")
    if kind == KG.Person:
        return person_gender(reading, span)
    # The article of "die Solvia AG" is that of the legal form.
    return "" if reading.denotes(span[-1], KG.legalForm) else article_gender(span)


def refers(token: Token) -> bool:
    """Tell whether a pronoun or possessive stands for something named: "it", "their", not "I", not "it rains"."""
    kinds, person = values(token, "PronType"), values(token, "Person")
    if "Prs" in kinds or "Yes" in values(token, "Poss"):
        return not ({"1", "2"} & set(person)) and token.dep_ not in ("expl", "expl:pv") and not _is_reflexive(token)
    if token.pos_ != "PRON":
        return False
    if "Dem" not in kinds or trees.is_relative(token):
        return False  # German "der" stands for the noun in front
    # "the one that ..." is what its clause says, and nothing named before.
    described = any(c.dep_ == "acl:relcl" for c in token.children)
    return trees.base(token.dep_) == "nsubj" and not described


def stands_for_clause(reading: Reading, pronoun: Token) -> bool:
    """Tell whether a pronoun takes up what was said and no thing: "Lo ha annunciato X", "das teilte X mit"."""
    is_what = pronoun.dep_ in ("obj", "ccomp", "nsubj:pass") or _is_beside_subject(pronoun)
    if pronoun.pos_ not in ("PRON", "DET") or not is_what or "Plur" in values(pronoun, "Number"):
        return False
    # Where a sentence has a gender of its own it is neuter: "ihn", "him" is somebody.
    if "Neut" not in values(pronoun, "Gender") and not reading.lexicon.drops_subject:
        return False
    told = (frame for frame, _ in reading.frames(pronoun.head) if frame.subject is not None)
    return any(f.subject and f.subject.function == "sententialClause" for f in told)


def _is_beside_subject(pronoun: Token) -> bool:
    """Tell whether a pronoun that opens a sentence has its subject behind the verb: "Das teilte X mit"."""
    if pronoun.dep_ != "nsubj" or "Dem" not in values(pronoun, "PronType") or not pronoun.is_sent_start:
        return False
    return any(c.i > pronoun.head.i and c.pos_ in ("NOUN", "PROPN") for c in trees.children(pronoun.head, "nsubj"))


def _numbers_of_verb(subject: Token) -> set[str]:
    """Give the number that the finite verb or auxiliary of a subject shows."""
    if trees.base(subject.dep_) != "nsubj":
        return set()
    forms = [subject.head, *trees.children(subject.head, "aux", "aux:pass", "cop")]
    return {number for form in forms if "Fin" in values(form, "VerbForm") for number in values(form, "Number")}


def _agrees_with_owned(token: Token) -> bool:
    """Tell whether the inflection of a possessive is that of the thing owned: "seine Firma", "la sua azienda"."""
    return token.dep_ == "det" and "Yes" in values(token, "Poss")


def _is_reflexive(token: Token) -> bool:
    return "Yes" in values(token, "Reflex") and "Yes" not in values(token, "Poss")
