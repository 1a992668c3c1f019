"""How long it takes to find who is who, from 3,000 to 400,000 distinct names: `python -m benchmarks.linking`.

Each size is twice the one before, or nearly: what grows with the number of names takes twice as long, what compared
each with each would take four times.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rdflib import Literal

from kg.ontology import Ontology, load
from kg.resolution import Appearance, Tie, link
from kg.resolution.names import mint
from kg.types import Entity
from kg.vocabulary import KG

__all__ = ["corpus", "measure"]

_SIZES = (1_500, 35_000, 70_000, 140_000, 280_000)  # stories' names, told in three languages
_SYLLABLES = (
    "ba",
    "do",
    "fen",
    "gri",
    "hul",
    "jor",
    "kel",
    "lam",
    "mor",
    "nu",
    "pel",
    "quo",
    "ras",
    "sol",
    "tur",
    "vel",
)
_FIRST = ("Ada", "Bruno", "Carla", "Dario", "Elsa", "Franz", "Gina", "Hugo", "Ida", "Jonas", "Karin", "Luca", "Mara")
_TEXTS = ("de", "it", "en")  # on each story
_WORDS = 60  # of which the names of things are made that have no name of their own


def corpus(names: int, ontology: Ontology, *, seed: int = 1) -> Iterator[Appearance]:
    """Give the appearances of stories told by a text in each language: two people, two companies, a place, a thing.

    A tenth as many last names as people, so that many share one; some texts write it alone, or with an initial. The
    thing is called by two words of the language, and every company turns to it.
    """
    chance = random.Random(seed)
    words = [m.names for m in ontology.schema.meanings if not m.says_nothing and {*_TEXTS} <= m.names.keys()][:_WORDS]
    people, firms, towns = names * 2 // 5, names * 2 // 5, names // 5
    for story in range(names // 5):
        last = [_word(chance.randrange(max(people // 10, 10))) for _ in range(2)]
        who = [f"{_FIRST[(story + i) % len(_FIRST)]} {_word(story % 4096)}{last[i].lower()}" for i in range(2)]
        companies = [f"{_word(2 * story + i)} {_word((story * 7919 + i) % firms)}" for i in range(2)]
        town = f"{_word(story % towns)}ing"
        one, other = words[story % _WORDS], words[story // _WORDS % _WORDS]
        for language in _TEXTS:
            document = f"{language}-{story:06}"
            yield from _text(document, who, companies, town, chance)
            if one is not other:
                yield _thing(document, f"{one[language][0]} {other[language][0]}", companies)


def _text(document: str, who: list[str], companies: list[str], town: str, chance: random.Random) -> list[Appearance]:
    firm = Tie(KG.ceoOf, True, mint(KG.Organization, companies[0].lower()))
    found = [_appearance(document, town, "Place", ())]
    for person in who:
        first, last = person.split()
        name = chance.choice([person, person, last, f"{first[0]}. {last}"])
        found.append(_appearance(document, name, "Person", (firm,)))
    return [*found, *(_appearance(document, company, "Organization", ()) for company in companies)]


def _thing(document: str, name: str, companies: Sequence[str]) -> Appearance:
    ties = tuple(Tie(KG.focusesOn, False, mint(KG.Organization, company.lower())) for company in companies)
    return replace(_appearance(document, name, "Concept", ties), is_name=False)


def _appearance(document: str, name: str, kind: str, ties: tuple[Tie, ...]) -> Appearance:
    key = name.lower().replace(".", "")
    entity = Entity(iri=mint(KG[kind], key), type=KG[kind], label=Literal(name, lang=document[:2]))
    return Appearance(document=document, entity=entity, key=key, ties=ties)


def _word(number: int) -> str:
    word = ""
    while number or len(word) < 4:
        number, digit = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[digit]
    return word.capitalize()


def measure(names: int, ontology: Ontology) -> tuple[int, int, float, int]:
    """Give distinct names, appearances, seconds of the processor and merges."""
    made = list(corpus(names, ontology))
    begin = time.process_time()
    links = link(made, ontology)
    return len({a.entity.iri for a in made}), len(made), time.process_time() - begin, len(links.merges)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=_SIZES, help="how many names, about")
    ontology = load()
    print(f"{'names':>8}  {'appearances':>11}  {'seconds':>7}  {'per name':>9}  {'merges':>7}  {'memory':>7}")
    for size in parser.parse_args().sizes:
        names, made, seconds, merges = measure(size, ontology)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        per_name = f"{1e6 * seconds / names:.0f} µs"
        print(f"{names:>8,}  {made:>11,}  {seconds:>7.1f}  {per_name:>9}  {merges:>7,}  {memory:>4} MB", flush=True)


if __name__ == "__main__":
    main()
