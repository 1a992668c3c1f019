"""Names brought to one form, and the IRIs minted from it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import URIRef

from kg.extraction.mentions import normal_form
from kg.ontology import Lexicon
from kg.vocabulary import BASE, KG

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def mint(kind: URIRef, key: str, *, scope: str = "") -> URIRef:
    """Compute the IRI of a thing from its class and its name.

    scope: the id of a document, for a thing that only that document knows, like "the sales team".

    >>> mint(KG.Organization, "deutsche bank")
    rdflib.term.URIRef('https://kg.example/organization/deutsche-bank')
    """
    room = _CAMEL.sub("-", str(kind).removeprefix(str(KG))).lower()
    slug = re.sub(r"[^\w.]+", "-", key).strip("-.")
    return URIRef(f"{BASE}{room}/{slug}" + (f"/{scope}" if scope else ""))


def without_legal_form(key: str, lexicon: Lexicon) -> str:
    """Cut "AG", "Inc." or "S.p.A." off a company's name; keep a name that is nothing else.

    The key is in normal form, and so are the legal forms it is compared with.
    """
    forms = {normal_form(" ".join(form)) for word in lexicon.denoting(KG.legalForm) for form in word.forms}
    words = key.split()
    while len(words) > 1 and words[-1].strip(".") in forms:
        words.pop()
    return " ".join(words)


def fuller_names(keys: Iterable[str], people: Iterable[str]) -> dict[str, str]:
    """Find for every short or inflected name the one fuller name of the text that it stands for.

    "Weber" is "Anna Weber" where only one person of the text has that last name; "Apples" is "Apple".
    """
    known, persons = sorted(set(keys)), sorted(set(people))
    fuller: dict[str, str] = {}
    for key in known:
        longer = [person for person in persons if person != key and person.split()[-1] == key]
        if len(longer) == 1:
            fuller[key] = longer[0]
        elif key.endswith("s") and len(key) > 3 and key[:-1] in known:
            fuller[key] = key[:-1]
    return fuller
