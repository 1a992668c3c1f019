"""A table of decisions is read as a person writes it; what contradicts itself is refused with its lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.errors import InputError
from kg.resolution.decisions import Decision, Reviewed, read_decisions, write_review
from kg.resolution.things import Node

ONE, OTHER, THIRD = (Node(URIRef(f"https://kg.example/organization/{name}")) for name in ("abc", "def", "xyz"))
HEAD = "decision,one,one_document,other,other_document\n"


def refusal(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_decisions(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def asked(one: Node, other: Node) -> Reviewed:
    return Reviewed(one, other, "proposed", 0.6, ("A", "B; C"), ("one", "two"), ('"no"',), (("d1",), ("d2", "d3")))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_answers_are_read_and_the_rest_is_left(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "who.csv"
    rows = [HEAD.strip(), "same,organization/def,,organization/abc,", ",organization/abc,,organization/xyz,"]
    rows.append("DIFFERENT,https://kg.example/organization/abc,1234,organization/abc,5678")
    path.write_text("\n".join(rows).replace(",", separator), encoding="utf-8-sig")

    same, different = read_decisions(path)

    assert same[:3] == (ONE, OTHER, True)
    assert same.where == f"{path}:2"
    assert different[:3] == (Node(ONE.iri, "1234"), Node(ONE.iri, "5678"), False)


def test_table_that_is_written_is_read_again(tmp_path: Path) -> None:
    """Also with answers to what nobody asks any more: who decided once is not asked again."""
    path = tmp_path / "who.csv"
    decided = [Decision(ONE, OTHER, True), Decision(OTHER, THIRD, False)]

    write_review([asked(ONE, OTHER), asked(ONE, THIRD)], path, decided)

    assert [decision[:3] for decision in read_decisions(path)] == [decision[:3] for decision in decided]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """The table is made for spreadsheets, and its names and reasons come from texts."""
    path = tmp_path / "who.csv"
    bad = '=HYPERLINK("https://example.org")'
    write_review([asked(ONE, OTHER)._replace(names=(bad, "@SUM(1)"), reasons=("+1",), doubts=("-x",))], path)
    (row,) = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))[1:]

    assert [cell for cell in row if cell.startswith("'")] == [f"'{bad}", "'@SUM(1)", "'+1", "'-x"]
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one,other\n", "who.csv:1: no column decision"),
        (HEAD + "maybe,a:b,,c:d,", "who.csv:2: decision 'maybe' is none; write same, different or nothing"),
        (HEAD + "same,a:b,,,", "who.csv:2: other is empty"),
        (HEAD + "different,a:b,,a:b,", "who.csv:2: a:b is only itself"),
        (HEAD + 'same,"a:b,,c:d,', "who.csv:2: no table that kg can read"),
        (
            HEAD + "same,a:b,,c:d,\nsame,e:f,,c:d,\n,a:b,,x:y,\ndifferent,a:b,,e:f,",
            "who.csv:5: a:b and e:f are different here, and the same by who.csv:2, who.csv:3; take one of these",
        ),
    ],
)
def test_bad_table_is_refused_with_its_lines(tmp_path: Path, text: str, words: str) -> None:
    assert words in refusal(tmp_path / "who.csv", text)
