"""Appearances made up: things with names, and whole corpora in which one thing has several."""

from __future__ import annotations

import random
from collections.abc import Iterable

from rdflib import Literal

from kg.extraction.labels import normal_form
from kg.resolution.appearances import Appearance, Tie
from kg.resolution.names import mint
from kg.types import Entity
from kg.vocabulary import KG

__all__ = ["appearance", "newsroom"]

_SYLLABLES = ("ba", "do", "fen", "gri", "hul", "jor", "kel", "lam", "mor", "nu", "pel", "quo", "ras", "sol", "tur")
_FIRST = ("Ada", "Bruno", "Carla", "Dario", "Elsa", "Franz", "Gina", "Hugo", "Ida", "Jonas", "Karin", "Luca")


def appearance(
    document: str, name: str, kind: str = "Organization", *, aliases: Iterable[str] = (), ties: Iterable[Tie] = ()
) -> Appearance:
    """Make the appearance of a thing in a document whose language is the first two letters of its id."""
    language, key = document[:2], normal_form(name)
    entity = Entity(
        iri=mint(KG[kind], key),
        type=KG[kind],
        label=Literal(name, lang=language),
        aliases=frozenset(Literal(alias, lang=language) for alias in aliases),
    )
    return Appearance(document=document, entity=entity, key=key, ties=tuple(ties))


def newsroom(*, documents: int, seed: int, people: int = 60, companies: int = 60) -> list[Appearance]:
    """Make a corpus of stories: each has a few people, companies and a place, and is told by several texts.

    Texts write last names and initials, leave legal forms out, and use letters that others explain; some people share
    a last name.
    """
    chance = random.Random(seed)
    names = sorted({_word(chance) for _ in range(people * 2)})
    crowd = [f"{chance.choice(_FIRST)} {chance.choice(names[: people // 2])}" for _ in range(people)]
    firms = [(f"{_word(chance)} {_word(chance)}", _word(chance)[:3].upper()) for _ in range(companies)]
    towns = [_word(chance) for _ in range(20)]
    found: list[Appearance] = []
    number = 0
    while number < documents:
        story = chance.sample(crowd, 2), chance.sample(firms, 2), chance.choice(towns)
        for _ in range(chance.randint(1, 4)):
            number += 1
            found += _text(f"{chance.choice(('de', 'it', 'en'))}-{number:06}", story, chance)
    return found


def _text(
    document: str, story: tuple[list[str], list[tuple[str, str]], str], chance: random.Random
) -> list[Appearance]:
    people, firms, town = story
    firm = mint(KG.Organization, normal_form(firms[0][0]))
    found = {appearance(document, town, "Place")}
    for person in people:
        first, last = person.split()
        name = chance.choice([person, person, last, f"{first[0]}. {last}"])
        found.add(appearance(document, name, "Person", ties=[Tie(KG.ceoOf, True, firm)]))
    for full, letters in firms:
        told = chance.choice([(full, ()), (full, (letters,)), (letters, ())])
        found.add(appearance(document, told[0], aliases=told[1]))
    return sorted(found, key=lambda a: (a.entity.iri, str(a.entity.label)))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 3))).capitalize()
