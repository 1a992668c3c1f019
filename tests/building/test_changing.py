from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from kg.building.readings import READINGS, Readings
from kg.errors import InputError
from kg.graph import Store
from kg.graph.folder import open_store
from tests.building.newsroom import Output, document, documents


@pytest.mark.parametrize("seed", range(2))
def test_any_way_to_a_set_of_texts_gives_the_same_bytes(tmp_path: Path, seed: int) -> None:
    """Built in parts, in any order, with some removed and others added in vain: as if built at once from nothing."""
    chance = random.Random(seed)
    texts = documents(240, seed)
    wanted, unwanted = texts[:200], [text for text in texts[200:] if text.id not in {t.id for t in texts[:200]}]
    whole, parts = Output(tmp_path / "whole"), Output(tmp_path / "parts")
    whole.build(wanted)

    mixed = chance.sample([*wanted, *unwanted], len(wanted) + len(unwanted))
    cuts = sorted(chance.sample(range(1, len(mixed)), 3))
    first, *others = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    parts.build(first)
    for part in others:
        parts.add(part)
    parts.remove(*unwanted[::3])
    parts.build(chance.sample(wanted, len(wanted)))

    assert whole.files()
    assert parts.files() == whole.files()
    assert set(open_store(parts.path).documents()) == set(open_store(whole.path).documents())


def test_removed_text_leaves_nothing(tmp_path: Path) -> None:
    """The graph is that of the rest, and of the text that is gone nothing is kept."""
    texts = [document(f"Berg acquires {name}.", f"{name}.txt") for name in ("Lume", "Orion", "Tessel")]
    out, rest = Output(tmp_path / "out"), Output(tmp_path / "rest")
    out.build(texts)
    out.remove(texts[1])
    rest.build([texts[0], texts[2]])

    assert out.files() == rest.files()
    with Readings(out.path / READINGS) as readings:
        assert [member.name for member in readings.names(2)] == ["Lume.txt", "Tessel.txt"]
        assert readings.count_contributions() == 2


def test_last_text_may_be_removed(tmp_path: Path) -> None:
    """An empty graph is one, too."""
    text = document("Berg acquires Lume.", "a.txt")
    out = Output(tmp_path)
    out.build([text])
    out.remove(text)

    assert len(open_store(tmp_path)) == 0


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    """Neither another order nor another name is another text; another date is: it tells when things happened."""
    texts = [document(f"Berg acquires {name}.", f"{name}.txt") for name in ("Lume", "Orion", "Tessel")]
    out = Output(tmp_path)
    out.build(texts)
    out.reader.read_texts.clear()

    out.build([*reversed(texts), replace(texts[0], source="other/folder.txt"), document("Halm divests Lume.", "b.txt")])

    assert out.reader.read_texts == ["Halm divests Lume."]


def test_texts_of_another_reader_are_read_again_from_what_is_kept(tmp_path: Path) -> None:
    """After a change of the lexicon the graph is of one lexicon; the files of old texts may be gone by then."""
    out = Output(tmp_path)
    out.build([document("Berg acquires Lume.", "a.txt")])
    out.reader.read_texts.clear()
    out.reader.fingerprint = "newer"  # type: ignore[misc]

    out.add([document("Halm divests Lume.", "b.txt")])

    assert sorted(out.reader.read_texts) == ["Berg acquires Lume.", "Halm divests Lume."]
    assert [text.identifier for text in open_store(tmp_path).documents()] == ["a.txt", "b.txt"]


def test_build_does_not_go_on_from_a_store_that_was_changed(tmp_path: Path) -> None:
    """What somebody wrote into the store by hand is not in the texts. `add` keeps it, `build` does not."""
    texts = [document(f"Berg acquires {name}.", f"{name}.txt") for name in ("Lume", "Orion", "Tessel")]
    out = Output(tmp_path)
    out.build(texts)
    store = Store(tmp_path / "store")
    store.update("INSERT DATA { GRAPH <graph/mine> { <organization/berg> kg:acquires <organization/mine> } }")
    store.close()

    out.add([document("Halm divests Lume.", "b.txt")])

    assert open_store(tmp_path).query("ASK { <organization/berg> kg:acquires <organization/mine> }")


def test_nothing_that_can_be_read_is_an_error_and_changes_nothing(tmp_path: Path) -> None:
    """Whoever adds the wrong folder hears of it."""
    out = Output(tmp_path)
    out.build([document("Berg acquires Lume.", "a.txt")])
    before = out.files()

    with pytest.raises(InputError, match="damaged"):
        out.add([document("damaged", "b.txt")])

    assert out.files() == before
