"""How much memory and time each format takes to write: `python -m benchmarks.exports`.

    python -m benchmarks.exports                     a million triples; some ten minutes
    python -m benchmarks.exports --texts 50          small: says whether it runs, not how much it takes
    python -m benchmarks.exports --folder FOLDER     the graph of `benchmarks.store --folder FOLDER`

Each format is written in a process of its own, of which the peak memory counts; "opened" is one that only opens the
store and reads the ontology. The peers are networkx' writers, of the same network in memory.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from benchmarks.corpus import TRIPLES_PER_TEXT, fill
from benchmarks.store import STORE, peak_memory
from kg import paths
from kg.graph import Store
from kg.ontology import Ontology, load_schema
from kg.views import VIEWS, to_networkx

RDF = ("jsonld", "nquads", "ntriples", "rdfxml", "trig", "turtle")
TABLES_AND_NETWORKS = ("csv", "gexf", "graphml", "neo4j", "parquet")
PEERS: dict[str, Callable[[nx.MultiDiGraph[str], Path], None]] = {
    "gexf by networkx": nx.write_gexf,
    "graphml by networkx": nx.write_graphml_xml,
}
_SHARE = 0.1  # of what the same network takes in networkx: what writing may add to an opened store


def write(name: str, store: Store, path: Path, ontology: Ontology) -> None:
    """Write a store in one of the formats, or as a peer does."""
    if name in VIEWS:
        VIEWS[name](store, path, ontology)
    elif name in PEERS:
        graph = to_networkx(store, ontology)
        for _, _, attributes in graph.edges(data=True):
            del attributes["start"], attributes["end"]  # networkx would make a time of them
        PEERS[name](graph, path)
    elif name in RDF:
        store.export(path, name)


def measure_one(name: str, folder: Path) -> dict[str, Any]:
    """Give what one format takes, in this process."""
    store, ontology = Store(folder / STORE, read_only=True), load_schema(paths.ONTOLOGY)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        path, start = Path(scratch) / "graph", time.process_time()
        write(name, store, path, ontology)
        seconds = time.process_time() - start
        size = sum(file.stat().st_size for file in Path(scratch).rglob("*") if file.is_file())
    return {"seconds": seconds, "memory": peak_memory(), "size": size / 2**20}


def run(name: str, folder: Path) -> dict[str, Any]:
    """Measure one format in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.exports", "--format", name, "--folder", str(folder)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return found


def table(figures: dict[str, dict[str, Any]]) -> str:
    """Write the figures for a reader."""
    lines = [f"{'':22} {'seconds':>8} {'peak MB':>8} {'of the file':>12}"]
    lines += (
        f"{name:22} {found['seconds']:8.1f} {found['memory']:8.0f} {found['size']:9.0f} MB"
        for name, found in figures.items()
    )
    return "\n".join(lines)


def share(figures: dict[str, dict[str, Any]], name: str) -> float:
    """Give what a format adds to an opened store, as a share of what networkx adds."""
    opened = figures["opened"]["memory"]
    added: float = max(figures[name]["memory"] - opened, 0) / (figures[f"{name} by networkx"]["memory"] - opened)
    return added


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; give the number of formats that take more memory than they should."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports")
    parser.add_argument("--texts", type=int, default=1_000_000 // TRIPLES_PER_TEXT)
    parser.add_argument("--folder", type=Path, help="keep the graph here, and take it if it is there already")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--format", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.format:
        print(json.dumps(measure_one(options.format, options.folder)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        if not (folder / STORE).exists():
            folder.mkdir(parents=True, exist_ok=True)
            with Store(folder / STORE) as store:
                fill(options.texts, store)
        figures = {name: run(name, folder) for name in ("opened", *RDF, *TABLES_AND_NETWORKS, *PEERS)}
    print(table(figures))
    shares = {name: share(figures, name) for name in ("gexf", "graphml")}
    for name, found in shares.items():
        print(f"{name}: {found:.2f} of the memory of networkx{'' if found <= _SHARE else '  MISSED'}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    is_full = options.texts * TRIPLES_PER_TEXT >= 900_000
    return sum(found > _SHARE for found in shares.values()) if is_full else 0


if __name__ == "__main__":
    sys.exit(main())
