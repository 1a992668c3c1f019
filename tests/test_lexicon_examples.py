"""Every example in ontology/lexicon must be read by its entry."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.examples import Tried, check_examples, try_example, works
from kg.ontology import Frame, Word, load

pytestmark = pytest.mark.model

ONTOLOGY = load()


def entries() -> list[object]:
    found: dict[str, object] = {}
    for language, lexicon in sorted(ONTOLOGY.lexicons.items()):
        for entry in (*lexicon.frames, *lexicon.words):
            said = getattr(entry, "reference", None) or getattr(entry, "denotes", None)
            for example in entry.examples:
                name = f"{language}:{str(entry.entry).split('#')[-1]}:{str(said).split('#')[-1]}:{example}"
                found[name] = pytest.param(language, entry, example, id=name)
    return list(found.values())


@cache
def reading(language: str, example: str) -> Tried:
    return try_example(example, language, ONTOLOGY)


@pytest.mark.parametrize(("language", "entry", "example"), entries())
def test_example_is_read_by_its_entry(language: str, entry: Frame | Word, example: str) -> None:
    """An entry whose own example does not work helps nobody."""
    tried = reading(language, example)
    assert works(entry, tried, ONTOLOGY), f"{example!r} gives {tried}"


def test_every_entry_has_an_example() -> None:
    """An entry without an example is one nobody has tried."""
    entries = [e for lexicon in ONTOLOGY.lexicons.values() for e in (*lexicon.frames, *lexicon.words)]
    tried = {entry.entry for entry in entries if entry.examples}
    assert not {str(e.entry) for e in entries} - {str(iri) for iri in (*tried, *ONTOLOGY.schema.concepts)}


FOOTBALL = Path(__file__).parents[1] / "docs" / "football"


def test_the_examples_of_a_folder_of_ones_own_are_read() -> None:
    """A domain in three languages is a few lines beside what kg ships."""
    assert check_examples(FOOTBALL) == []


def test_an_example_that_its_entry_does_not_read_is_told(tmp_path: Path) -> None:
    """The newcomer's commonest mistake: a sentence in which the word stands, but not in its frame."""
    text = (FOOTBALL / "lexicon" / "en.ttl").read_text(encoding="utf-8")
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "football.ttl").write_bytes((FOOTBALL / "football.ttl").read_bytes())
    changed = text.replace("Northfield United have signed Peter Lang.", "Northfield United have signed a contract.")
    (tmp_path / "lexicon" / "en.ttl").write_text(changed, encoding="utf-8")

    (line,) = check_examples(tmp_path)

    assert line.startswith(f"{tmp_path / 'lexicon' / 'en.ttl'}: https://football.example/en#signPlayer: its example ")
    assert '"Northfield United have signed a contract." gives ' in line
