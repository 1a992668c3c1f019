"""What a person knows and decided shows in the graph, whatever is added or built later."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import cli
from kg.errors import InputError
from kg.types import Document
from kg.vocabulary import WD

GERMAN = "Der Konzern Marlow Energy hat die Brauerei Solvia gekauft. Die EZB hat ihren Sitz in Berlin."
ENGLISH = "Marlow Energy has acquired the brewery Corvin. The European Central Bank has its headquarters in Berlin."
MINE = """
@prefix kg: <https://kg.example/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://my.example/id/7> a kg:Organization ; skos:prefLabel "Marlow Energy" ; owl:sameAs <https://other.example/m> .
"""
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with two texts, a file of known entities, and the graph of both."""
    base = tmp_path_factory.mktemp("who")
    (base / "de.txt").write_text(GERMAN, encoding="utf-8")
    (base / "en.txt").write_text(ENGLISH, encoding="utf-8")
    (base / "mine.ttl").write_text(MINE, encoding="utf-8")
    kg.build([base / "de.txt"], out=base / "out", language="de", entities=[base / "mine.ttl"], html=False)
    kg.add([base / "en.txt"], out=base / "out", language="en")
    return base


def rows(folder: Path, query: str) -> list[tuple[str, ...]]:
    with kg.open(folder) as graph:
        return [tuple(map(str, row)) for row in graph.query(query)]


def test_own_iri_stands_in_texts_that_are_added(folder: Path) -> None:
    """A file is given once; the output keeps what it says."""
    found = rows(folder / "out", "SELECT ?who (COUNT(?what) AS ?n) { ?who kg:acquires ?what } GROUP BY ?who")

    assert found == [("https://my.example/id/7", "2")]


def test_own_names_and_those_of_others_are_in_the_graph(folder: Path) -> None:
    query = """SELECT ?same ?label { <https://my.example/id/7> owl:sameAs ?same ; skos:prefLabel ?label
        FILTER (LANG(?label) = "") }"""

    assert rows(folder / "out", query) == [("https://other.example/m", "Marlow Energy")]


def test_bank_of_two_languages_is_one_and_known_to_others(folder: Path) -> None:
    found = rows(folder / "out", "SELECT DISTINCT ?bank ?same { ?bank kg:headquarteredIn ?place ; owl:sameAs ?same }")

    assert found == [("https://kg.example/organization/european-central-bank", str(WD.Q8901))]


def test_starter_set_can_be_left_out() -> None:
    text = Document(id="0" * 16, text=GERMAN, language="de")

    report = kg.build([text], starter=False)

    assert not report.store.query("ASK { ?any owl:sameAs ?other }")


def test_decision_is_obeyed_and_kept(folder: Path) -> None:
    """By kg build --decisions first, then by whatever is built or added there."""
    texts, out, table = [folder / "de.txt", folder / "en.txt"], folder / "decided", folder / "table.csv"
    table.write_text("decision,one,other\nsame,organization/solvia,organization/corvin\n", encoding="utf-8")
    query = "SELECT DISTINCT ?what { ?who kg:acquires ?what }"

    kg.build(texts, out=out, html=False, decisions=table)
    assert rows(out, query) == [("https://kg.example/organization/corvin",)]

    kg.build(texts, out=out, html=False)
    assert rows(out, query) == [("https://kg.example/organization/corvin",)]
    first = (out / "graph.trig").read_bytes()

    kg.remove("en.txt", out=out)
    kg.add(texts[1], out=out)
    assert (out / "graph.trig").read_bytes() == first

    table.write_text("decision,one,other\ndifferent,organization/solvia,organization/corvin\n", encoding="utf-8")
    kg.build(texts, out=out, html=False, decisions=table)
    assert len(rows(out, query)) == 2


def test_review_writes_what_was_decided(folder: Path) -> None:
    out, table, answers = folder / "reviewed", folder / "review.csv", folder / "answers.csv"
    answers.write_text("decision,one,other\nsame,organization/solvia,organization/corvin\n", encoding="utf-8")
    kg.build([folder / "de.txt", folder / "en.txt"], out=out, html=False, decisions=answers)

    result = CliRunner().invoke(cli, ["review", "--out", str(out), "-o", str(table)])

    assert result.exit_code == 0, result.output
    (row,) = [row for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()) if row["decision"]]
    assert (row["decision"], row["one"], row["other"]) == ("same", "organization/corvin", "organization/solvia")


def test_review_of_nothing_says_how_to_make_a_graph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no graph here; make one with: kg build"):
        kg.review(tmp_path / "table.csv", out=tmp_path / "none")
