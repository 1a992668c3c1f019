"""Copies of one text are recognised, and count once."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.graph import Store
from kg.graph.copies import Signed, find_copies, sign
from kg.vocabulary import BASE
from tests.graph.sample import AGENCY, agency_samples, copied_store, fill

FIRST = URIRef(f"{BASE}document/00000000000000c1")


def sentences(seed: int, count: int) -> list[str]:
    """Make sentences of words drawn from a thousand; the same for the same seed."""
    draw = random.Random(seed)
    return [" ".join(f"w{draw.randrange(1000)}" for _ in range(12)) + "." for _ in range(count)]


def signed(*texts: str) -> list[Signed]:
    return [Signed("9", URIRef(f"d:{i:05}"), sign(text)) for i, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("changed", "is_copy"),
    [
        (lambda lines: lines, True),
        (lambda lines: ["Kiel (sd).", *lines[:-4]], True),  # the end cut, a dateline added
        (lambda lines: [*lines, "Mehr dazu auf Seite drei."], True),
        (lambda lines: [line.upper() if i % 5 == 0 else line for i, line in enumerate(lines)], True),
        (lambda lines: [f"{line[:-1]} – sagte er." if i % 4 == 0 else line for i, line in enumerate(lines)], True),
        (lambda lines: [*lines[:4], *sentences(7, 16)], False),  # a quotation of four sentences
        (lambda lines: sentences(8, 20), False),
        (lambda lines: [" ".join(reversed(line.split())) for line in lines], False),  # the same words, other sentences
    ],
)
def test_what_papers_do_to_a_text_leaves_it_a_copy(changed, is_copy) -> None:
    """They cut the end, change the head, add a line; who only quotes it writes a text of his own."""
    lines = sentences(1, 20)

    assert bool(list(find_copies(signed(" ".join(lines), " ".join(changed(lines)))))) is is_copy


def test_signature_is_the_same_everywhere() -> None:
    """Graphs of two machines are put together: this one was computed on another."""
    assert sign(AGENCY).startswith(SIGNATURE)
    assert len(sign(AGENCY)) == 128
    assert sign("Too short to say whose words they are.") == sign("") == ""


SIGNATURE = "c4b6317745956f8553d5019ff9c3b084"


def test_copies_among_many_texts_are_found_and_nothing_else() -> None:
    """The number of comparisons grows with the number of texts, not with its square."""
    originals = [sentences(i, 12) for i in range(400)]
    texts = [" ".join(lines) for lines in originals] + [" ".join(lines[:-2]) for lines in originals[:100]]

    found = dict(find_copies(signed(*texts)))

    assert len(found) >= 99
    assert all(int(copy[2:]) == int(first[2:]) + 400 for copy, first in found.items())


def test_series_of_texts_that_drift_is_not_one_text() -> None:
    """Daily reports share phrases with the day before; the last has nothing of the first."""
    lines = sentences(3, 100)
    drifting = [" ".join(lines[day : day + 20]) for day in range(0, 80, 5)]

    found = dict(find_copies(signed(*drifting)))

    assert found
    assert not set(found) & set(found.values())
    assert max(int(copy[2:]) - int(first[2:]) for copy, first in found.items()) <= 2


def test_first_published_is_the_one_that_is_copied() -> None:
    """Agencies are earlier than papers; who has no date is no witness for being first."""
    text = " ".join(sentences(1, 20))
    documents = [
        Signed("9", URIRef("d:a"), sign(text)),
        Signed("2021-03-03", URIRef("d:b"), sign(text)),
        Signed("2021-03-02", URIRef("d:c"), sign(text)),
    ]

    for order in permutations(documents):
        assert set(find_copies(order)) == {(URIRef("d:a"), URIRef("d:c")), (URIRef("d:b"), URIRef("d:c"))}


def test_each_copy_keeps_its_provenance_and_evidence_counts_once() -> None:
    """Four documents, four sentences, two texts."""
    store = copied_store()
    copies = {document.iri: document.copy_of for document in store.documents()}
    (confirmed,) = store.ask("confirmed").rows
    entities = {str(row[0]): row[2:] for row in store.ask("entities").rows}

    assert sorted(map(str, copies.values())) == ["None", "None", str(FIRST), str(FIRST)]
    assert {document.publisher for document in store.documents()} == {
        "Seedienst",
        "Hafenblatt",
        "Küstenbote",
        "Bold News",
    }
    assert len(list(store.statements())) == 4
    assert str(confirmed[3]) == "2"
    assert list(map(str, entities[f"{BASE}organization/nordwind"])) == ["4", "2"]


def test_order_and_parts_change_nothing(tmp_path: Path) -> None:
    """What is a copy is known only when all is there, and is then the same."""

    def written(samples) -> bytes:
        store = Store()
        for sample in samples:
            fill(store, sample)
            store.derive()
        store.export(tmp_path / "graph.trig", "trig")
        return (tmp_path / "graph.trig").read_bytes()

    samples = agency_samples()

    assert len({written(order) for order in (samples, samples[::-1], samples[2:] + samples[:2])}) == 1


def test_removing_the_first_makes_another_first() -> None:
    """Nothing points to a document that is not there."""
    store = copied_store()
    store.remove(FIRST)
    store.derive()

    assert {str(document.copy_of)[-2:] for document in store.documents() if document.copy_of} == {"b3"}
