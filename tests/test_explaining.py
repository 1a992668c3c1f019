"""`kg explain`: what stands behind a fact, read back out of a graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.errors import QueryError
from kg.explaining import Explanation, explain

pytestmark = pytest.mark.model

TEXT = """Marlow Energy wächst

Der Energiekonzern Marlow Energy will die Brauerei Solvia kaufen.
Der Konzern hat im Juni 2021 die Firma Brenko übernommen.
Laut Anna Weber hat Marlow Energy die Reederei Nordwind gekauft.
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    kg.build(folder / "text.txt", out=folder / "output", html=False)
    return folder / "output"


@pytest.fixture(scope="module")
def found(out: Path) -> Callable[[str], Explanation]:
    """Give the explanation of the one fact that Marlow Energy buys something."""
    explained = list(explain(kg.open_store(out), "marlow energy", kg.load_ontology()))

    def of(bought: str) -> Explanation:
        (one,) = [e for e in explained if bought in e.object and e.relation == "acquires"]
        return one

    return of


Found = Callable[[str], Explanation]


def reasons(explanation: Explanation) -> dict[str, tuple[str, str]]:
    return {reason.name: (reason.value, reason.because) for reason in explanation.reasons}


def marked(explanation: Explanation) -> list[tuple[str, str]]:
    return [(mark.role, explanation.sentence[mark.start : mark.end]) for mark in explanation.marks]


def test_the_sentence_is_marked(found: Found) -> None:
    """Who, what, and the word that says it are seen without reading the sentence twice."""
    assert marked(found("Solvia")) == [
        ("subject", "Marlow Energy"),
        ("hedge", "will"),
        ("object", "Solvia"),
        ("cue", "kaufen"),
    ]


def test_the_entry_is_named_with_its_place_and_the_way_through_the_tree(found: Found) -> None:
    """Whoever wants to mend it knows where."""
    told = reasons(found("Solvia"))

    assert told["read by"][0] == "kaufen (verb); subject: its subject, object: its object"
    assert "lexicon/de.ttl, line " in told["read by"][1]
    assert "kaufen –obj→ " in told["tree"][0]


def test_a_hedge_is_told_by_its_word(found: Found) -> None:
    """A plan is not passed off as done, and the reader sees why."""
    assert reasons(found("Solvia"))["modality"] == ("planned", "“will” means: planned")


def test_a_reference_says_what_it_stands_for(found: Found) -> None:
    """ "Der Konzern" is resolved by the text in front of it."""
    explanation = found("Brenko")

    assert ("subject", "Konzern") in marked(explanation)
    assert reasons(explanation)["subject"] == ("Marlow Energy", "“Konzern” stands for it")


def test_time_and_plain_assertion_are_told(found: Found) -> None:
    """Nothing hedges it, and the date stands in the sentence."""
    told = reasons(found("Brenko"))

    assert told["modality"] == ("asserted", "nothing hedges it")
    assert told["time"] == ("from 2021-06", "“Juni 2021”")


def test_whoever_says_so_is_named(found: Found) -> None:
    """What is reported is reported by somebody."""
    told = reasons(found("Nordwind"))

    assert told["modality"] == ("reported", "“Laut” means: reported")
    assert told["said by"] == ("Anna Weber", "")


def test_one_fact_is_found_by_the_end_of_its_iri(out: Path, found: Found) -> None:
    """The page and every query show the IRIs of statements."""
    wanted = found("Solvia")
    store, ontology = kg.open_store(out), kg.load_ontology()
    short = wanted.statement.rsplit("/", 1)[1]

    for name in (wanted.statement, f"statement/{short}", f"<statement/{short}>", short):
        assert list(explain(store, name, ontology)) == [wanted]
    with pytest.raises(QueryError, match="no statement of this name"):
        list(explain(store, "statement/0123456789abcdef", ontology))


def test_the_command_prints_brackets_where_there_is_no_terminal(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Colours in a file help nobody; JSON has the same for programs."""
    assert main(["explain", "Solvia", "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert main(["explain", "Solvia", "--out", str(out), "--format", "json"]) == 0
    (first, *_) = json.loads(capsys.readouterr().out)

    assert "[S Marlow Energy] [? will] die Brauerei [O Solvia] [kaufen]." in text
    assert "\x1b" not in text
    assert first["sentence"] == "Der Energiekonzern Marlow Energy will die Brauerei Solvia kaufen."
    assert main(["explain", "Nobody", "--out", str(out)]) == 1
