"""How many queries a second `kg serve` answers, against an Oxigraph server and rdflib-endpoint on the same store.

    pip install --constraint constraints.txt '.[benchmark]'
    python -m benchmarks.endpoint
    python -m benchmarks.endpoint --only kg --seconds 600      does its memory grow?

Eight clients, each with one connection, ask a mix of everyday queries as fast as they are answered. The servers take
turns of a few seconds, so that whatever else the machine does meets all of them; the queries are the same and come in
the same order. rdflib-endpoint asks the store by way of oxrdflib. Memory is that of all processes of a server, without
what they share. Ends with 1 if a ratio, the memory or any answer is not as it should be.
"""

from __future__ import annotations

import argparse
import http.client
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

from benchmarks.corpus import fill
from kg.graph import Store
from kg.graph.folder import STORE, new_output, open_store
from kg.graph.remote.rewriting import with_prologue

CLIENTS = 8
LEAST_OF_OXIGRAPH, LEAST_OF_RDFLIB = 0.3, 5.0
MOST_GROWTH = 1.05  # of memory, the last fifth of a run against the second
PATIENCE_S = 120
TURN_S = 5.0

# {e} is a thing, {n} a number; asked as often as the weight says.
MIX = (
    (4, "SELECT ?p ?o {{ {e} ?p ?o }}"),
    (4, "SELECT ?s ?relation ?other {{ ?s rdf:subject {e} ; rdf:predicate ?relation ; rdf:object ?other }} LIMIT 50"),
    (3, "SELECT ?quote ?day {{ ?s rdf:object {e} ; kg:evidence/oa:exact ?quote ; prov:wasDerivedFrom ?text . "
        "?text schema:datePublished ?day }} ORDER BY DESC(?day) LIMIT 20"),
    (2, "SELECT ?who ?name {{ ?who kg:ceoOf ?of ; skos:prefLabel ?name }} ORDER BY ?name LIMIT 100 OFFSET {n}"),
    (2, "ASK {{ {e} kg:acquires/kg:partnersWith ?other }}"),
    (2, "CONSTRUCT {{ {e} ?p ?o }} WHERE {{ {e} ?p ?o }}"),
    (1, "SELECT ?modality (COUNT(*) AS ?n) {{ ?s rdf:subject {e} ; kg:modality ?modality }} GROUP BY ?modality"),
    (1, "SELECT ?text ?title {{ ?text a schema:NewsArticle ; schema:headline ?title }} ORDER BY ?title LIMIT 20"),
    (1, "SELECT ?s ?source {{ ?s kg:attributedTo ?source ; kg:modality kg:reported }} LIMIT 200 OFFSET {n}"),
)  # fmt: skip


@dataclass
class Run:
    """What the clients of one server saw."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # bytes, after every turn

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    @property
    def growth(self) -> float:
        """Tell how many times more memory the end needs than the beginning, once everything has been asked."""
        fifth = max(1, len(self.memory) // 5)
        return statistics.median(self.memory[-fifth:]) / statistics.median(self.memory[fifth : 2 * fifth] or [1])


def queries(store: Store, count: int) -> list[bytes]:
    """Make a mix of queries; the same for the same store."""
    chance = random.Random(11)
    found = store.query("SELECT ?e (COUNT(*) AS ?n) { ?s rdf:subject ?e } GROUP BY ?e ORDER BY DESC(?n) ?e LIMIT 2000")
    things = [str(row[0]) for row in found]
    patterns = [pattern for weight, pattern in MIX for _ in range(weight)]
    made = []
    for _ in range(count):
        thing = things[int(len(things) * chance.random() ** 2)]
        text = chance.choice(patterns).format(e=f"<{thing}>", n=chance.randrange(50))
        made.append(urlencode({"query": with_prologue(text)}).encode())
    return made


# The servers


@contextmanager
def serving(command: list[str], port: int) -> Iterator[psutil.Process]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE_S
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{' '.join(command)}: does not start")
            time.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def kg(out: Path, port: int) -> tuple[list[str], str]:
    return [sys.executable, "-m", "kg", "serve", "--out", str(out), "--port", str(port)], "/sparql"


def oxigraph(out: Path, port: int) -> tuple[list[str], str]:
    binary = str(Path(sys.executable).parent / "oxigraph")
    return [binary, "serve-read-only", "--location", str(out / STORE), "--bind", f"127.0.0.1:{port}"], "/query"


def rdflib_endpoint(out: Path, port: int) -> tuple[list[str], str]:
    copy = out.with_name("copy")  # oxrdflib opens it to write
    shutil.copytree(out / STORE, copy, dirs_exist_ok=True)
    code = (
        "import uvicorn; from rdflib import Dataset; from rdflib_endpoint import SparqlEndpoint\n"
        f"graph = Dataset(store='Oxigraph'); graph.open({str(copy)!r})\n"
        f"uvicorn.run(SparqlEndpoint(graph=graph), port={port}, log_level='error')"
    )
    return [sys.executable, "-c", code], "/"


SERVERS: dict[str, Callable[[Path, int], tuple[list[str], str]]] = {
    "kg": kg,
    "oxigraph": oxigraph,
    "rdflib-endpoint": rdflib_endpoint,
}


# The clients


def measure(names: list[str], out: Path, asked: list[bytes], seconds: float) -> dict[str, Run]:
    """Let the servers take turns until each has been asked for so many seconds."""
    runs = {name: Run() for name in names}
    with ExitStack() as running:
        places = {}
        for name in names:
            port = _free_port()
            command, path = SERVERS[name](out, port)
            places[name] = (running.enter_context(serving(command, port)), port, path)
            _ask(port, path, asked, Run(), time.monotonic() + TURN_S)  # to warm up
        while any(run.seconds < seconds for run in runs.values()):
            for name, (process, port, path) in places.items():
                _take_turn(runs[name], process, port, path, asked)
    return runs


def _take_turn(run: Run, process: psutil.Process, port: int, path: str, asked: list[bytes]) -> None:
    begin = time.monotonic()
    first = len(run.took)
    threads = [
        threading.Thread(target=_ask, args=(port, path, asked[first % 997 + number :: CLIENTS], run, begin + TURN_S))
        for number in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run.seconds += time.monotonic() - begin
    run.memory.append(_memory(process))


def _ask(port: int, path: str, asked: list[bytes], run: Run, end: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/sparql-results+json, text/turtle;q=0.9",
    }
    number = 0
    while time.monotonic() < end:
        begin = time.monotonic()
        try:
            connection.request("POST", path, asked[number % len(asked)], headers)
            response = connection.getresponse()
            content = response.read()
            if response.status != 200 or not content:
                run.errors.append(f"{response.status}: {content[:200]!r}")
        except (OSError, http.client.HTTPException) as error:
            run.errors.append(repr(error))
            connection.close()
        run.took.append(time.monotonic() - begin)
        number += 1
    connection.close()


def _memory(process: psutil.Process) -> int:
    found = [process, *process.children(recursive=True)]
    return sum(map(_unshared, found))


def _unshared(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().uss)  # pages of files are everybody's
    except psutil.Error:
        return 0


# The table


def report(runs: dict[str, Run]) -> list[str]:
    lines = [f"{'server':<16} {'queries/s':>10} {'median ms':>10} {'95 % ms':>8} {'errors':>7} {'MB':>7} {'growth':>7}"]
    for name, run in runs.items():
        slow = statistics.quantiles(run.took, n=20)[-1] if len(run.took) > 1 else 0.0
        lines.append(
            f"{name:<16} {run.rate:>10.0f} {1000 * statistics.median(run.took):>10.1f} {1000 * slow:>8.1f} "
            f"{len(run.errors):>7} {max(run.memory) / 1e6:>7.0f} {run.growth:>7.2f}"
        )
    return lines


def failures(runs: dict[str, Run]) -> list[str]:
    kg_run = runs["kg"]
    found = [f"kg: {error}" for error in kg_run.errors[:3]]
    for name, least in (("oxigraph", LEAST_OF_OXIGRAPH), ("rdflib-endpoint", LEAST_OF_RDFLIB)):
        if name in runs:
            ratio = kg_run.rate / runs[name].rate
            print(f"kg answers {ratio:.2f} times as many as {name} (at least {least:g} is wanted)")
            found += [f"the ratio to {name} is {ratio:.2f}"] if ratio < least else []
    if kg_run.seconds >= 60 and kg_run.growth > MOST_GROWTH:
        found.append(f"the memory of kg grew {kg_run.growth:.2f} times")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each server")
    parser.add_argument("--texts", type=int, default=200, help="in the store, each some 400 triples")
    parser.add_argument("--only", choices=sorted(SERVERS), help="this server alone")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        with new_output(out) as partial, Store(partial / STORE) as store:
            fill(arguments.texts, store)
        asked = queries(open_store(out), 4000)
        names = [arguments.only] if arguments.only else list(SERVERS)
        runs = measure(names, out, asked, arguments.seconds)
    print("\n".join(report(runs)))
    found = failures(runs) if "kg" in runs else []
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
