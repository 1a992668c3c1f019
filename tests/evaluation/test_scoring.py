"""What `kg eval` says of a graph whose facts are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation import Gold, GoldFact, GoldText, Scores, evaluate, read_gold
from kg.graph import Store
from kg.ontology import load_schema
from kg.types import Modality
from kg.vocabulary import KG
from tests.graph.sample import fill, harbour

LANGUAGES = frozenset({"de", "en", "it"})


def gold_fact(
    subject: str,
    prop: str,
    object_: str,
    modality: Modality = Modality.ASSERTED,
    said_by: tuple[str, ...] | None = None,
) -> GoldFact:
    return GoldFact(subject=(subject,), property=(prop,), object=(object_,), modality=(modality,), said_by=said_by)


LEADS = gold_fact("Anna Berg", "ceoOf", "nordwind")
CLOSES = gold_fact("Nordwind", "closes", "Kiel yard")
MIGHT_BUY = gold_fact("Nordwind", "acquires", "Lume", Modality.POSSIBLE, ("Bold News",))
COUNT = gold_fact("Nordwind", "employeeCount", "250")
REVENUE = gold_fact("Nordwind", "revenue", "3720000000 EUR")
RATE = gold_fact("Lume", "hasComparison", "factor 2")
EVERYTHING = (LEADS, CLOSES, MIGHT_BUY, COUNT, REVENUE, RATE)


def score(*facts: GoldFact, never: tuple[GoldFact, ...] = (), complete: bool = True) -> Scores:
    text, mentions, given = harbour()
    store = Store()
    fill(store, (text, mentions, given))
    wanted = GoldText(id="harbour", document=text, facts=facts, never=never, is_complete=complete)
    return evaluate(store, Gold(path=Path("gold.yaml"), texts=(wanted,)), load_schema().schema)


def test_a_graph_that_says_what_the_gold_says_is_without_fault() -> None:
    """Entities, counts, amounts and comparisons all have a way to be written down."""
    found = score(*EVERYTHING)

    assert (found.all.gold, found.all.found, found.all.given, found.all.right) == (6, 6, 6, 6)
    assert found.findings == ()
    assert (found.all.precision, found.all.recall, found.all.f1) == (1.0, 1.0, 1.0)
    assert (found.all.asserted, found.all.asserted_right) == (5, 5)
    assert (found.all.said_by, found.all.said_by_right) == (1, 1)
    assert found.all.evidence == found.all.evidence_right


def test_what_is_missing_and_what_is_too_much_is_listed() -> None:
    """A figure alone tells nobody what to mend."""
    sold = gold_fact("Nordwind", "divests", "Lume")
    found = score(*(fact for fact in EVERYTHING if fact is not CLOSES), sold)

    assert (found.all.precision, found.all.recall) == (round(5 / 6, 4), round(5 / 6, 4))
    assert [(f.kind, f.fact) for f in found.findings] == [
        ("missed", "Nordwind  divests  Lume"),
        ("wrong", "Nordwind  closes  Kiel yard"),
    ]
    assert found.by_property["divests"].recall == 0
    assert found.by_property["closes"].precision == 0
    assert found.by_property["ceoOf"].f1 == 1


def test_a_rumour_taken_for_plain_truth_counts_against_both() -> None:
    """Modality and the share of right ones among what is asserted are what people trust."""
    plain = replace(MIGHT_BUY, modality=(Modality.ASSERTED,))
    doubted = replace(CLOSES, modality=(Modality.REPORTED,))
    found = score(plain, doubted)

    assert (found.all.modality, found.all.modality_right) == (2, 0)
    assert [(f.kind, f.expected, f.got) for f in found.findings if f.kind == "modality"] == [
        ("modality", "asserted", "possible"),
        ("modality", "reported", "asserted"),
    ]
    assert found.by_property["closes"].asserted_right == 0


def test_a_symmetric_fact_counts_either_way_round() -> None:
    """Who competes with whom needs no order; who buys whom does."""
    text, mentions, given = harbour()
    (buys,) = (fact for fact in given if fact.property == KG.acquires)
    found = {}
    for name in ("competesWith", "acquires"):
        store = Store()
        fill(store, (text, mentions, [replace(buys, property=KG[name])]))
        turned = gold_fact("Lume", name, "Nordwind", buys.modality)
        wanted = GoldText(id="harbour", document=text, facts=(turned,), never=(), is_complete=True)
        found[name] = evaluate(store, Gold(path=Path("gold.yaml"), texts=(wanted,)), load_schema().schema).all.found

    assert found == {"competesWith": 1, "acquires": 0}


@pytest.mark.parametrize("said_by", [(), ("Anna Berg",)])
def test_another_source_is_told(said_by: tuple[str, ...]) -> None:
    """Who says so is half of the news."""
    found = score(replace(MIGHT_BUY, said_by=said_by), complete=False)

    (finding,) = found.findings
    assert (finding.kind, finding.got) == ("said by", "Bold News")
    assert (found.all.said_by, found.all.said_by_right) == (1, 0)


def test_what_must_never_be_asserted_is_looked_for() -> None:
    """A plan that is asserted is worse than one that is missed; one that is hedged is no fault."""
    found = score(never=(replace(CLOSES, reason="it was put off"), MIGHT_BUY), complete=False)

    assert (found.all.never, found.all.broken) == (2, 1)
    (finding,) = found.findings
    assert (finding.kind, finding.fact, finding.expected) == ("never", "Nordwind  closes  Kiel yard", "it was put off")


def test_an_optional_fact_changes_no_figure() -> None:
    """Careful readers differ."""
    assert score(replace(CLOSES, is_optional=True), complete=False).all.gold == 0
    extra = replace(CLOSES, is_optional=True)
    others = tuple(fact for fact in EVERYTHING if fact is not CLOSES)

    assert score(*others, extra).all.given == 5
    assert score(*others, extra).findings == ()


def test_an_incomplete_text_has_no_precision() -> None:
    """Where not all is listed, what kg gives besides may be right."""
    found = score(LEADS, complete=False)

    assert (found.all.recall, found.all.precision) == (1.0, None)


def test_confidence_is_held_against_what_is_right() -> None:
    """Of facts with 0.9, nine in ten should be."""
    found = score(LEADS, CLOSES)
    steps = {step.low: (step.given, step.right) for step in found.confidences}

    # 0.95 leads; 0.85 closes; 0.8 might buy; and 1.0 for the three figures, which the gold lacks.
    assert steps == {0.0: (0, 0), 0.6: (0, 0), 0.7: (0, 0), 0.8: (2, 1), 0.9: (4, 1)}


GOLD = """
texts:
  - id: one
    language: en
    text: Nordwind buys Lume.
    facts:
      - {subject: [Nordwind, North Wind], property: kg:acquires, object: Lume, said by: [], quote: "buys  Lume"}
"""


def written(folder: Path, text: str) -> Path:
    (folder / "gold.yaml").write_text(text, encoding="utf-8")
    return folder / "gold.yaml"


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    """Lists are alternatives, and nothing given is not the same as nobody."""
    (text,) = read_gold(written(tmp_path, GOLD), languages=LANGUAGES).texts

    assert text.document.text == "Nordwind buys Lume."
    assert text.facts == (
        GoldFact(
            subject=("Nordwind", "North Wind"), property=("acquires",), object=("Lume",), said_by=(), quote="buys Lume"
        ),
    )


def test_a_text_may_lie_in_a_file(tmp_path: Path) -> None:
    """People have their texts already."""
    (tmp_path / "news.txt").write_text("Nordwind buys Lume.", encoding="utf-8")
    path = written(tmp_path, GOLD.replace("text: Nordwind buys Lume.", "file: news.txt"))

    assert read_gold(path, languages=LANGUAGES).texts[0].document.text == "Nordwind buys Lume."


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("texts:", "text:", "gold.yaml: 'text' means nothing here; expected one of texts"),
        ("  - id: one", "  - name: one", "gold.yaml: text 1: 'name' means nothing here; expected one of complete, "),
        ("text: Nordwind buys Lume.", "", "gold.yaml: one: give its text: or its file:, one of them"),
        ("object: Lume", "objects: Lume", "gold.yaml: one: fact 1: 'objects' means nothing here; expected one of "),
        (", object: Lume", "", "gold.yaml: one: fact 1: has no object; expected subject:, property: and object:"),
        ("said by: []", "modality: sure", "gold.yaml: one: fact 1: modality 'sure'; expected one of asserted, "),
        ("said by: []", "optional: perhaps", "gold.yaml: one: fact 1: optional: 'perhaps'; expected true or false"),
        ("facts:\n      - ", "facts: ", "gold.yaml: one: facts: expected a list, each item behind a dash"),
        ("[Nordwind, North Wind]", "[Nordwind", "gold.yaml: no YAML that kg can read: "),
        ("text: Nordwind buys Lume.", "file: nowhere.txt", "nowhere.txt"),
    ],
)
def test_a_mistake_in_a_gold_file_is_named(tmp_path: Path, before: str, after: str, message: str) -> None:
    """Whoever writes fifty facts by hand makes one."""
    assert before in GOLD
    with pytest.raises(InputError) as caught:
        read_gold(written(tmp_path, GOLD.replace(before, after, 1)), languages=LANGUAGES)

    assert message in str(caught.value)
