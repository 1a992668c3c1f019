from __future__ import annotations

import math
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kg.errors import QueryError, QueryTimeout
from kg.graph import Store
from tests.graph.newsroom import newsroom_store

# Every triple with every other, five times: 10^13 rows on a few hundred triples.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"

QUERIES = [
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?s ?x { ?s a kg:Person OPTIONAL { ?s kg:nothing ?x } } ORDER BY ?s",
    "ASK { ?s a kg:Person }",
    "ASK { ?s a kg:Regulation }",
    "SELECT * { ?s a kg:Regulation }",
    "CONSTRUCT WHERE { ?s kg:ceoOf ?o }",
    "DESCRIBE <person/anna-berg>",
    "CONSTRUCT { ?s kg:ceoOf [] } WHERE { ?s kg:ceoOf ?o FILTER (false) }",
    "SELECT ?x ?y { VALUES (?x ?y) { ('a\\n\"' 'ü'@de) (1.50 1e3) (true UNDEF) ('2026-01-01'^^xsd:date 'x'^^<t>) } }",
]


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give the newsroom, opened to read from disk."""
    folder = tmp_path_factory.mktemp("out") / "store"
    with Store(folder) as store:
        newsroom_store(store)
    return Store(folder, read_only=True)


@pytest.mark.parametrize("query", QUERIES)
def test_answer_of_another_process_is_the_same(on_disk: Store, query: str) -> None:
    """From disk and from memory, to the last term."""
    memory = newsroom_store()
    here = on_disk.query(query)

    assert on_disk.query(query, timeout_s=math.inf) == here
    assert memory.query(query, timeout_s=60) == here


def test_long_query_is_stopped(on_disk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its process is gone."""
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    for store in (on_disk, newsroom_store()):
        with pytest.raises(QueryTimeout, match=r"stopped after 0\.3 s"):
            store.query(ENDLESS, timeout_s=0.3)
    assert [process.poll() is None for process in started] == [False, False]


def test_rows_beyond_the_limit_are_never_computed(on_disk: Store) -> None:
    """Everything with everything, and the first three of it at once."""
    endless = ENDLESS.replace("(COUNT(*) AS ?n)", "*")

    assert on_disk.query(endless, limit=3).is_cut
    assert len(on_disk.query(endless, limit=3, timeout_s=60)) == 3


def test_error_of_another_process_is_told_as_ever(on_disk: Store) -> None:
    """With line, column and hint."""
    for query in (
        "SELECT * { ?s foo:bar ?o }",
        "SELECT (<http://example.com/f>(?s) AS ?x) { ?s a kg:Person }",
        "SELEC",
    ):
        with pytest.raises(QueryError) as here:
            on_disk.query(query)
        with pytest.raises(QueryError) as there:
            on_disk.query(query, timeout_s=60)
        assert str(there.value) == str(here.value)


def test_store_that_is_gone_is_told(tmp_path: Path) -> None:
    """A folder may be replaced while a program has it open."""
    with Store(tmp_path / "store") as store:
        newsroom_store(store)
    opened = Store(tmp_path / "store", read_only=True)
    (tmp_path / "store").rename(tmp_path / "elsewhere")

    with pytest.raises(QueryError):
        opened.query("ASK {}", timeout_s=60)


@pytest.mark.parametrize(("timeout_s", "limit"), [(0, None), (-1, None), (math.nan, None), (None, -1)])
def test_limit_that_is_none_is_refused(on_disk: Store, timeout_s: float | None, limit: int | None) -> None:
    """0 seconds is a mistake, 0 rows is not."""
    with pytest.raises(QueryError, match="expected"):
        on_disk.query("ASK {}", timeout_s=timeout_s, limit=limit)
