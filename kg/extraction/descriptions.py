"""What a text calls a thing: "the startup Solvia", "Solvia, a bank", "Solvia is a club", "Solvia Bank"."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extraction import trees
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOUNS = ("NOUN", "PROPN", "X")


def called(reading: Reading, name: Span) -> tuple[str, ...]:
    """Give the nouns a text calls the bearer of a name, those within the name too, in one spelling."""
    within = (form for token in name for form in noun_forms(reading, token))
    return tuple(sorted({*within, *(form for t in describing(name) for form in noun_forms(reading, t))}))


def noun_forms(reading: Reading, noun: Token) -> list[str]:
    """Give the spellings of a noun, the whole before the noun at its end: "energiekonzern", "konzern"."""
    if noun.pos_ not in (*_NOUNS, "ADJ") or not any(c.isalpha() for c in noun.text):
        return []
    ends = (reading.lexicon.noun_at_end(form) for form in (noun.lemma_.lower(), noun.lower_))
    return list(dict.fromkeys(_plain(form) for form in (noun.lemma_, noun.text, *ends) if form))


def describing(name: Span) -> list[Token]:
    """Give the nouns that say of a name what it is: in front, in apposition or by copula."""
    root = name.root
    found = [*_in_front(name), *(c for c in trees.children(root, "appos") if c.i >= name.end)]
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and root.head.i < name.start:
        found.append(root.head)
    if root.dep_ == "nsubj" and root.head.pos_ == "NOUN" and trees.children(root.head, "cop"):
        found.append(root.head)
    return [t for t in dict.fromkeys(found) if t.pos_ == "NOUN" and not _is_owned(t, root)]


def person_gender(reading: Reading, name: Span) -> str:
    """Give the gender of the nouns that say what a person is: "die Managerin Anna Weber"."""
    people = [t for t in describing(name) if reading.class_of(reading.kind(t)) == KG.Person]
    genders = {g for t in people for g in values(t, "Gender")} - {"Neut"}
    return next(iter(genders)) if len(genders) == 1 else ""


def article_gender(name: Span) -> str:
    """Give the gender of the article a name stands with: "die Luna 3", "il Napoli"."""
    words = [c for t in name for c in t.children if c.dep_ == "det" and c.i < name.start + 1 and c.head in name]
    genders = {g for word in words for g in values(word, "Gender") if "Yes" not in values(word, "Poss")}
    return next(iter(genders)) if len(genders) == 1 else ""


def _in_front(name: Span) -> Iterator[Token]:
    """Give the noun right in front of a name that the parser joined to it, whichever it took for the head."""
    before = name.doc[name.start - 1] if name.start > name.sent.start else None
    if before is None or before.pos_ != "NOUN" or not before.whitespace_:
        return
    below = name.root.head == before and name.root.dep_ in ("appos", "flat", "compound", "nmod")
    above = before.head in name and before.dep_ in ("compound", "nmod", "flat", "appos")
    if (below or above) and not trees.children(name.root, "case"):
        yield before


def _is_owned(noun: Token, name: Token) -> bool:
    """Tell whether the noun is something the name has: in "Solvia's carmaker" Solvia is none."""
    return any(c == name and trees.base(c.dep_) == "nmod" and trees.children(c, "case") for c in noun.children)


def _plain(form: str) -> str:
    """Bring a noun to one spelling: no case, no accents, no hyphen: "Start-up", "startup"."""
    letters = unicodedata.normalize("NFKD", form.casefold().replace("ß", "ss"))
    return "".join(c for c in letters if c.isalnum())


def plain_words(words: Iterable[str]) -> frozenset[str]:
    """Bring the nouns of the ontology to the spelling of `called`."""
    return frozenset(_plain(word) for word in words)
