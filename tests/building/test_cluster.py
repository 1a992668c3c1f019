"""A Ray cluster of two processes on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import ray

from kg.build import build
from kg.building.cluster import Cluster
from kg.building.processes import Allowance
from kg.building.reader import Reader, Refused
from kg.errors import InputError
from kg.extraction import find_facts
from kg.ontology import Ontology
from tests.building.extractors import misbehave
from tests.building.newsroom import document

pytestmark = pytest.mark.model
LEADS = "Anna Berg is the CEO of Nordwind."


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    # Actors import the tests' extractors.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for i in range(40):
        (folder / f"{i}.txt").write_text(f"{LEADS} Nordwind acquired Lume {i}.\n")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("graph.*")}


def _children(parent: int, name: str) -> list[int]:
    """Tell which processes with a name in their command line a process has started."""
    command = ["pgrep", "-P", str(parent), "-f", name]
    return [int(pid) for pid in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()]


@pytest.mark.usefixtures("cluster")
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a lost process was at is read again by another."""
    build(news, out=tmp_path / "one", language="en")
    killed: list[int] = []

    def kill_one(progress: Any) -> None:
        if progress.stage == "reading" and not killed:
            # Of this cluster: others may run tests on this machine.
            raylets = _children(os.getpid(), "raylet/raylet")
            killed.extend([pid for raylet in raylets for pid in _children(raylet, "ray::_Actor")][:1])
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    report = build(news, out=tmp_path / "many", language="en", engine="ray", workers=2, on_progress=kill_one)

    assert killed
    assert report.skipped == ()
    assert files(tmp_path / "many") == files(tmp_path / "one")


@pytest.mark.usefixtures("cluster")
def test_a_text_that_cannot_be_read_costs_only_itself(ontology: Ontology) -> None:
    """Its neighbours, which went out in the same part, are read."""
    texts = [document(f"Nordwind {w}. {LEADS} {i}.", f"{i}.txt") for i, w in enumerate(["x", "dies", "y", "hangs"])]
    reader = Reader(ontology, extractors=[find_facts, misbehave])

    found = {d.source: result for d, result in Cluster(reader, 2, Allowance(timeout_s=20), address=None).read(texts)}

    reasons = {name: result.reason for name, result in found.items() if isinstance(result, Refused)}
    assert sorted(found) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert sorted(reasons) == ["1.txt", "3.txt"]
    assert "lost 3 times" in reasons["1.txt"]
    assert reasons["3.txt"].startswith("not read within 20 s")


def test_a_cluster_that_is_not_there_is_an_error(news: Path, tmp_path: Path) -> None:
    """The output stays as it was."""
    ray.shutdown()
    with pytest.raises(InputError, match="no Ray cluster"):
        build(news, out=tmp_path / "out", engine="ray", address="127.0.0.1:1", language="en")

    assert not (tmp_path / "out" / "graph.ttl").exists()
