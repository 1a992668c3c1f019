"""What is no news, or badly written: no crash, no time that grows with the square, few facts and no wrong ones."""

from __future__ import annotations

import random
import time

import pytest

from kg.annotation import Annotation, annotate
from kg.documents import read_text
from kg.extraction import find_facts, find_mentions, find_open_facts
from kg.ontology import Ontology
from kg.resolution import resolve
from kg.types import Modality
from tests.conftest import read, triples

pytestmark = pytest.mark.model

CLAUSES = {
    "de": "Marlow Energy kaufte die Brauerei Solvia , die Anna Weber leitet , und wird das Werk schließen , weil ",
    "en": "Marlow Energy has bought the brewery Solvia and will close the plant in Kiel , led by Anna Weber , because ",
    "it": "Marlow Energy ha acquistato la birreria Solvia , che Anna Bianchi guida , e chiuderà la fabbrica , perché ",
}


def annotation_of(text: str, language: str) -> Annotation:
    (annotation,) = annotate([read_text(text, language=language)])
    return annotation


def seconds(annotation: Annotation, ontology: Ontology) -> float:
    """Measure everything behind the model, the quickest of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        mentions = find_mentions(annotation, ontology)
        facts = find_facts(annotation, mentions, ontology)
        find_open_facts(annotation, mentions, ontology)
        resolve(mentions, facts, ontology)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("language", CLAUSES)
def test_a_sentence_of_two_thousand_words_is_read(language: str, ontology: Ontology) -> None:
    """Contracts and transcripts have such; the model reads them in stretches."""
    result = read(CLAUSES[language] * 130 + "Schluss.", language, ontology)

    assert len(result.annotation.doc) > 2_000


SHAPES = {
    "a sentence": lambda n: CLAUSES["en"] * n + "it can.",
    "a list of names": lambda n: "The deal was signed by " + ", ".join(f"Anna{i} Weber{i}" for i in range(4 * n)) + ".",
    "one name": lambda n: "Solvia, " * 12 * n + "buys Brenko.",
    "a table": lambda n: "\n".join(f"| Marlow Energy | {i} | 410.2 | Kiel |" for i in range(2 * n)),
    "brackets": lambda n: "(" * 6 * n + "Solvia buys Brenko" + ")" * 6 * n + ".",
    "quotation marks": lambda n: '"Solvia" ' * 6 * n + "said.",
}


@pytest.mark.parametrize("make", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_text_takes_about_twice_the_time(make: object, ontology: Ontology) -> None:
    """A page that somebody made to be slow should not stop a build; a square would take four times as long."""
    assert callable(make)
    small, large = (annotation_of(make(n), "en") for n in (12, 24))
    seconds(small, ontology)  # the lexicon is warm

    assert seconds(large, ontology) < 3.2 * seconds(small, ontology) + 0.05


def noisy(text: str) -> str:
    """Give a text as bad optical recognition does: every eighth letter is another one."""
    chance = random.Random(1)
    return "".join(c if chance.random() > 0.12 else chance.choice("1lI|0O.,;rn") for c in text)


NO_NEWS = {
    "a table": ("en", "\n".join(f"| Marlow Energy | {year} | 410.2 | Kiel |" for year in range(2001, 2020))),
    "a list": ("en", "Companies\n\n" + "\n".join(f"- Solvia, Kiel, {n} employees" for n in range(20, 40))),
    "code": (
        "en",
        "\n".join(f"def buy_{n}(self, x): return Solvia.acquire(x[{n}]) if x else None" for n in range(15)),
    ),
    "a log": ("en", "\n".join(f"2021-03-0{n} 12:00:0{n} ERROR Solvia: launch failed (code {n})" for n in range(1, 9))),
    "noise": ("en", noisy(CLAUSES["en"] * 6)),
    "one letter": ("it", "a" * 5_000),
    "signs": ("de", "!?§$%&/()=" * 300),
}


@pytest.mark.parametrize(("language", "text"), NO_NEWS.values(), ids=NO_NEWS.keys())
def test_what_is_no_text_asserts_nothing(language: str, text: str, ontology: Ontology) -> None:
    """A table of figures says something, but not in sentences."""
    result = read(text, language, ontology)

    plain = [fact for fact in result.facts if fact.modality is Modality.ASSERTED]
    assert [(f.property, f.evidence.text) for f in plain] == []


EMOJI = "🚀🔥 Marlow Energy 🚀 buys 💸 Solvia 🎉!!! 🤔"
CAPITALS = "MARLOW ENERGY HAS BOUGHT THE BREWERY SOLVIA. ANNA WEBER LEAVES MARLOW ENERGY."
MIXED = "Anna Weber leaves Marlow Energy. Marlow Energy hat die Brauerei Solvia gekauft."
RIGHT = {
    ("marlow energy", "acquires", "solvia"),
    ("anna weber", "departsFrom", "marlow energy"),
}


@pytest.mark.parametrize(("language", "text"), [("en", EMOJI), ("en", CAPITALS), ("de", MIXED), ("en", MIXED)])
def test_odd_writing_gives_right_facts_or_none(language: str, text: str, ontology: Ontology) -> None:
    """Posts shout and mix; what is read there must be what a person reads."""
    found = {(who.lower(), what, whom.lower()) for who, what, whom in triples(read(text, language, ontology))}

    assert found <= RIGHT
