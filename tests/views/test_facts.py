from __future__ import annotations

import builtins
import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from rdflib import Literal

from kg.errors import KgError, OutputError
from kg.graph import Store, state
from kg.ontology import Ontology
from kg.views import fact_rows, write_csv, write_parquet
from tests.graph.newsroom import newsroom_store
from tests.graph.sample import entity, harbour, sample_store

HOSTILE = [
    '=HYPERLINK("http://example.com")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    ' =1"\n,x',
    "\u202e=1",
    "\x00",
]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_fact_is_a_row_with_its_sentence(tmp_path: Path, ontology: Ontology) -> None:
    """By document and place in the text."""
    store = newsroom_store()
    write_csv(store, tmp_path / "facts.csv", ontology)
    rows = read(tmp_path / "facts.csv")

    assert [row["statement_iri"] for row in rows] == [str(statement.iri) for statement in store.statements()]
    planned = next(row for row in rows if row["modality"] == "planned")
    assert (
        planned
        | {
            "subject": "Nordwind",
            "relation": "launches",
            "object": "Lume",
            "attributed_to": "Anna Berg",
            "confidence": "0.6",
            "validity": "future",
            "start_date": "2026-07",
            "quote": "Nordwind will launch Lume, says Anna Berg.",
            "document": "Bell: Nordwind cuts 300 jobs",
            "published": "2026-01-10",
            "language": "en",
            "object_iri": "https://kg.example/product/lume",
        }
        == planned
    )


def test_figures_have_number_and_unit(ontology: Ontology) -> None:
    """To be reckoned with."""
    rows = {row.relation: row for row in fact_rows(sample_store(), ontology.schema)}

    assert (rows["revenue"].object, rows["revenue"].value, rows["revenue"].unit) == (
        "3.72 billion EUR",
        "3720000000",
        "EUR",
    )
    assert (rows["number of employees"].value, rows["number of employees"].approximate) == ("250", True)
    assert rows["chief executive of"].value == ""


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_is_a_formula(name: str, tmp_path: Path, ontology: Ontology) -> None:
    """What a text calls itself must not run in a spreadsheet, and stays readable."""
    text, mentions, facts = harbour()
    entities = {found: entity(found) for found in mentions}
    hostile = {
        found: replace(known, label=Literal(name, lang="en")) if found.label == "Lume" else known
        for found, known in entities.items()
    }
    store = Store()
    store.add(replace(text, title=name), hostile.values(), state(facts, hostile, schema=ontology.schema))
    store.derive()
    write_csv(store, tmp_path / "facts.csv", ontology)
    rows = read(tmp_path / "facts.csv")

    assert any(row["object"].removeprefix("'") == name for row in rows)
    cells = [cell for row in rows for cell in row.values()]
    assert not [
        cell for cell in cells if cell.strip(" ").startswith(("=", "+", "@", "\t", "＝")) or cell.startswith("-2")
    ]


def test_parquet_has_the_same_rows_with_types(tmp_path: Path, ontology: Ontology) -> None:
    """A second file is the same, byte for byte."""
    store = sample_store()
    for name in ("one", "two"):
        write_parquet(store, tmp_path / name, ontology)
    table = parquet.read_table(tmp_path / "one")

    assert table.to_pylist() == [
        {name: getattr(row, name) for name in row.__slots__} for row in fact_rows(store, ontology.schema)
    ]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_empty_store_gives_a_head(tmp_path: Path, ontology: Ontology) -> None:
    """And no error."""
    write_csv(Store(), tmp_path / "facts.csv", ontology)
    write_parquet(Store(), tmp_path / "facts.parquet", ontology)

    assert (tmp_path / "facts.csv").read_text().startswith("subject,relation,object,")
    assert parquet.read_table(tmp_path / "facts.parquet").num_rows == 0


def test_missing_pyarrow_is_told(tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the way to get it."""
    real = builtins.__import__

    def without_pyarrow(name: str, *arguments: Any, **options: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_pyarrow)
    with pytest.raises(KgError, match=r"pip install 'kg-news\[tables\]'"):
        write_parquet(Store(), tmp_path / "facts.parquet", ontology)


def test_place_that_cannot_be_written_is_named(tmp_path: Path, ontology: Ontology) -> None:
    """With the reason."""
    for write in (write_csv, write_parquet):
        with pytest.raises(OutputError, match="cannot be written"):
            write(Store(), tmp_path / "none" / "facts", ontology)
