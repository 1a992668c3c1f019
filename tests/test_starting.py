"""What a command loads before it does anything; counted, since seconds differ from machine to machine."""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import paths
from kg.errors import OntologyError
from kg.ontology import Ontology, files_of, load, read_known
from kg.ontology.triples import parse_quads

READING = {"onnxruntime", "simplemma", "spacy", "thinc", "tokenizers", "torch"}
DRAWING = {"jinja2", "networkx", "numpy", "pyvis"}
SPARQL = {"rdflib.plugins.sparql"}


def environment(packages: Path | None) -> dict[str, str]:
    """Give the environment of a process that imports from a folder before all others."""
    folders = filter(None, [str(packages or ""), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}


def loaded(*arguments: str | Path, packages: Path | None = None) -> set[str]:
    """Run a command in a process of its own; give the modules that are there at the end.

    packages: a folder to import from before all others.
    """
    script = (
        "import sys\nfrom kg.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "print('\\nloaded:', *sys.modules)\nsys.exit(code)"
    )
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=True, env=environment(packages)
    )
    return set(done.stdout.rpartition("\nloaded:")[2].split())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a graph of one text with the command line; beside it lies a list of what that loaded."""
    folder = tmp_path_factory.mktemp("starting")
    (folder / "text.txt").write_text("Nordwind AG acquires Signavio.", encoding="utf-8")
    # Stands for one that takes seconds to load; spaCy would load it.
    (folder / "packages").mkdir()
    note = f"open({str(folder / 'torch-was-loaded')!r}, 'w').close()\nraise ImportError\n"
    (folder / "packages" / "torch.py").write_text(note, encoding="utf-8")
    options = ("--language", "en", "--no-html", "--quiet", "--out", folder / "out")
    modules = loaded("build", folder / "text.txt", *options, packages=folder / "packages")
    (folder / "modules").write_text("\n".join(modules), encoding="utf-8")
    return folder


@pytest.mark.model
def test_a_build_leaves_reading_to_its_workers(graph: Path) -> None:
    """Whoever only hands out texts needs neither model nor spaCy, each of which takes as long as reading some texts."""
    modules = set((graph / "modules").read_text(encoding="utf-8").split())

    assert "kg.build" in modules
    assert not modules & (READING | DRAWING | SPARQL)


@pytest.mark.model
def test_a_worker_starts_without_frameworks_for_training(graph: Path) -> None:
    """kg's own model is run by ONNX Runtime; PyTorch would take as long to load as all the rest."""
    assert not (graph / "torch-was-loaded").exists()
    script = "from kg.annotation import load_pipeline; load_pipeline('en')"
    subprocess.run([sys.executable, "-c", script], check=True, env=environment(graph / "packages"))

    assert (graph / "torch-was-loaded").exists()  # whoever uses kg in a program of one's own may want it


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "home"),
    [
        pytest.param(["query", "facts"], "kg.views.table", id="query"),
        pytest.param(["stats"], "kg.graph.statistics", id="stats"),
        pytest.param(["export", "--format", "turtle"], "kg.graph.serialization", id="export"),
        pytest.param(["check"], "kg.graph.shapes", id="check"),
    ],
)
def test_asking_loads_what_answers(graph: Path, arguments: list[str], home: str) -> None:
    """A question is answered before the model would be there."""
    modules = loaded(*arguments, "--out", graph / "out")

    assert home in modules
    assert not modules & (READING | DRAWING | SPARQL)


def test_help_loads_only_the_command_line() -> None:
    """Nothing is asked yet."""
    assert not loaded("--help") & (READING | DRAWING | {"pyoxigraph", "rdflib"})


def calls(function: Callable[[], object]) -> int:
    """Count the calls of functions, which are the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(function)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_the_ontology_is_read_in_a_few_calls_per_triple() -> None:
    """Reading it with a graph of rdflib between took two hundred, and three seconds in every process."""
    files = files_of(paths.ONTOLOGY)
    triples = sum(1 for path in files.described + files.places + files.words for _ in parse_quads(path, OntologyError))
    load.cache_clear()

    assert triples > 50_000
    assert calls(load) < 40 * triples


def test_known_entities_take_time_by_their_number(tmp_path: Path, ontology: Ontology) -> None:
    """A person may know a hundred thousand."""

    def write(number: int) -> Path:
        path = tmp_path / f"{number}.ttl"
        entities = "".join(
            f'<https://my.example/{i}> a kg:Organization ; skos:prefLabel "Works {i}"@en ; '
            f"owl:sameAs <https://their.example/{i}> .\n"
            for i in range(number)
        )
        prefixes = {"kg": "https://kg.example/ontology#", "skos": "http://www.w3.org/2004/02/skos/core#"}
        prefixes["owl"] = "http://www.w3.org/2002/07/owl#"
        path.write_text("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()) + entities)
        return path

    few, many = write(100), write(800)

    assert calls(lambda: read_known([many], ontology.schema)) < 10 * calls(lambda: read_known([few], ontology.schema))
