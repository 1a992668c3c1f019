"""Names brought to one form, and the IRIs minted from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from rdflib import URIRef

from kg.extraction.labels import normal_form
from kg.ontology import Lexicon
from kg.vocabulary import BASE, KG

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def mint(kind: URIRef, key: str, *, scope: str = "") -> URIRef:
    """Compute the IRI of a thing from its class and its name.

    scope: the id of a document, for a thing that only that document knows, like "the sales team".

    >>> mint(KG.Organization, "deutsche bank")
    rdflib.term.URIRef('https://kg.example/organization/deutsche-bank')
    """
    slug = re.sub(r"[^\w.]+", "-", key).strip("-.")
    return URIRef(f"{BASE}{_room(kind)}/{slug}" + (f"/{scope}" if scope else ""))


@lru_cache(maxsize=4096)
def _room(kind: URIRef) -> str:
    # A class of somebody's own may have any IRI; what stands behind its last # or / names the room.
    return _CAMEL.sub("-", re.split("[#/]", str(kind))[-1]).lower()


def legal_forms(lexicon: Lexicon) -> frozenset[str]:
    """Give the legal forms of companies that a language writes, in normal form."""
    return frozenset(normal_form(" ".join(form)) for word in lexicon.denoting(KG.legalForm) for form in word.forms)


def without_legal_form(key: str, forms: Collection[str]) -> str:
    """Cut "AG", "Inc." or "S.p.A." off a company's name; keep a name that is nothing else.

    The key is in normal form, and so are the legal forms it is compared with.
    """
    words = key.split()
    while (length := _form_at_end(words, forms)) and length < len(words):
        words = words[:-length]
    return " ".join(words).strip(" &")


@lru_cache(maxsize=200_000)
def bare(name: str, forms: frozenset[str]) -> str:
    """Bring a name as written to its normal form, without its legal form."""
    return without_legal_form(normal_form(name), forms)


def _form_at_end(words: list[str], forms: Collection[str]) -> int:
    """Give how many of the last words are a legal form: "gmbh & co. kg"."""
    lengths = (n for n in range(min(4, len(words)), 0, -1) if " ".join(words[-n:]).strip(".") in forms)
    return next(lengths, 0)


def fuller_names(
    keys: Iterable[str],
    people: Iterable[str],
    last_names: Iterable[str] | None = None,
    genitives: Iterable[str] | None = None,
) -> dict[str, str]:
    """Find for every short or inflected name the one fuller name of the text that it stands for.

    "Weber" is "Anna Weber" where only one person of the text has that last name; "Apples" is "Apple".
    keys: all names; people: full names of persons; last_names: the keys that may be a person's, all by default;
    genitives: those that may have an s of inflection, all by default.
    """
    known, persons = sorted(set(keys)), sorted(set(people))
    single = set(known if last_names is None else last_names)
    inflected = set(known if genitives is None else genitives)
    fuller: dict[str, str] = {}
    for key in known:
        longer = [person for person in persons if person != key and person.split()[-1] == key and key in single]
        if len(longer) == 1:
            fuller[key] = longer[0]
        elif key.endswith("s") and len(key) > 3 and key[:-1] in known and key in inflected:
            fuller[key] = key[:-1]
    return fuller


def is_acronym(short: str, name: str) -> bool:
    """Tell whether letters may stand for a name: each in its order, the first for its first, none for half a word.

    >>> is_acronym("EZB", "Europäische Zentralbank"), is_acronym("SPD", "Anna Weber")
    (True, False)
    """
    if not 2 <= len(short) <= 6 or not short.isalpha() or not short.isupper():
        return False
    words = [word for word in normal_form(name).split() if word]
    letters = "".join(words)
    first = [word[0] for word in words if word[0] in short.lower()]
    return letters[:1] == short[0].lower() and len(first) >= min(2, len(words)) and _in_order(short.lower(), letters)


def _in_order(short: str, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in short)
