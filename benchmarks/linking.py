"""How long it takes to find who is who, from 1,000 to 200,000 distinct names: `python -m benchmarks.linking`.

Each size is twice the one before, or nearly: what grows with the number of names takes twice as long, what compared
each with each would take four times.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator

from rdflib import Literal

from kg.ontology import Ontology, load
from kg.resolution import Appearance, Tie, link
from kg.resolution.names import mint
from kg.types import Entity
from kg.vocabulary import KG

__all__ = ["corpus", "measure"]

_SIZES = (1_000, 25_000, 50_000, 100_000, 200_000)
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
_TEXTS = 3  # on each story


def corpus(names: int, *, seed: int = 1) -> Iterator[Appearance]:
    """Give the appearances of stories with two people, two companies and a place each, told by three texts.

    A tenth as many last names as people, so that many share one; some texts write it alone, or with an initial.
    """
    chance = random.Random(seed)
    people, firms, towns = names * 2 // 5, names * 2 // 5, names // 5
    for story in range(names // 5):
        last = [_word(chance.randrange(max(people // 10, 10))) for _ in range(2)]
        who = [f"{_FIRST[(story + i) % len(_FIRST)]} {_word(story % 4096)}{last[i].lower()}" for i in range(2)]
        companies = [f"{_word(2 * story + i)} {_word((story * 7919 + i) % firms)}" for i in range(2)]
        town = f"{_word(story % towns)}ing"
        for text in range(_TEXTS):
            yield from _text(f"{('de', 'it', 'en')[text]}-{story:06}", who, companies, town, chance)


def _text(document: str, who: list[str], companies: list[str], town: str, chance: random.Random) -> list[Appearance]:
    firm = Tie(KG.ceoOf, True, mint(KG.Organization, companies[0].lower()))
    found = [_appearance(document, town, "Place", ())]
    for person in who:
        first, last = person.split()
        name = chance.choice([person, person, last, f"{first[0]}. {last}"])
        found.append(_appearance(document, name, "Person", (firm,)))
    return [*found, *(_appearance(document, company, "Organization", ()) for company in companies)]


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
    made = list(corpus(names))
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
