from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg.building.codec import pack, unpack
from kg.building.contributions import Packed, pack_contribution, unpack_appearances, unpack_contribution
from kg.building.readings import FORMAT, Member, Readings
from kg.errors import InputError
from kg.types import Document, Quantity
from kg.vocabulary import KG, XSD
from tests.building.newsroom import PlainReader, document


def test_contribution_comes_back_as_it_was() -> None:
    """Whatever is written from what was kept is what would have been written at once."""
    text = document("Berg acquires Lume.\nLume suspends Orion.", "folder/a.txt", date(2026, 1, 2))
    found = PlainReader().understand(text)

    packed = pack_contribution(found)
    again = unpack_contribution(packed, source=text.source)

    assert (again.document, again.activity, again.entities) == (found.document, found.activity, found.entities)
    assert again.statements == found.statements
    assert unpack_appearances(packed.appearances) == found.appearances


@pytest.mark.parametrize(
    "value",
    [
        Literal("Berg", lang="de"),
        Literal("007", datatype=XSD.integer, normalize=False),
        Literal("plain"),
        URIRef("https://a.example/ü"),
        Quantity(value=Decimal("3.720"), unit="EUR", approximate=True),
        (None, True, 0.1, -3, "", ("nested", ()), frozenset({Literal("b"), Literal("a")}), b"\0\xff", KG.Person),
    ],
)
def test_every_value_has_a_form(value: object) -> None:
    """JSON knows neither terms nor decimals; they come back letter by letter."""
    again = unpack(pack(value, document("", "")))

    assert again == value
    assert repr(again) == repr(value) or isinstance(value, tuple)


def test_what_has_no_form_is_refused() -> None:
    """A value that would come back as another is worse than none."""
    with pytest.raises(TypeError, match="complex"):
        pack(1j, document("", ""))


def test_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """An old kg that writes into it would spoil it."""
    path = tmp_path / "readings.sqlite"
    Readings(path).close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {FORMAT + 1}")
    database.close()
    before = path.read_bytes()

    with pytest.raises(InputError, match=r"newer version of kg .*another folder"):
        Readings(path)

    assert path.read_bytes() == before


def test_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    """What was read can be read again; the graph does not need it."""
    (tmp_path / "readings.sqlite").write_bytes(b"no database at all" * 100)

    with pytest.raises(InputError, match=r"damaged .*Remove the file and build again"):
        Readings(tmp_path / "readings.sqlite")


def test_of_several_names_of_a_text_the_first_that_was_read_counts() -> None:
    """In whatever order they came."""
    with Readings() as readings:
        generation = readings.begin(0, keep=False)
        for name, key in (("c.txt", "1"), ("a.txt", "unread"), ("b.txt", "1")):
            readings.add(generation, Member("id", name, key, key))
        readings.put("1", "f", Packed(b"", b"", b""))

        assert [member.name for member in readings.members(generation)] == ["b.txt"]


def test_document_of_a_contribution_has_the_name_it_has_now() -> None:
    """The same text may lie in another file by now."""
    packed = pack_contribution(PlainReader().understand(document("Berg acquires Lume.", "/home/berg/a.txt")))
    again: Document = unpack_contribution(packed, source="b.txt").document

    assert again.source == "b.txt"
    assert unpack(packed.document).source == ""
