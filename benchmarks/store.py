"""How fast a graph is loaded, asked and written, against rdflib in memory and Oxigraph as it is: `make benchmark`.

    python -m benchmarks.store                       a million triples; some minutes, most of them rdflib's
    python -m benchmarks.store --texts 50            small: says whether it runs, not how fast it is
    python -m benchmarks.store --json figures.json   the figures as JSON, too
    python -m benchmarks.compare before.json after.json

The graph is made of invented news (`corpus.py`) and lies in files: N-Quads for kg, which reads every graph, and
N-Triples for rdflib, which reads their union; a second rdflib reads every graph, too. Each program runs in a process of
its own. What counts is the time its processor worked, so that a busy machine changes little; of several runs the
median.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset, Graph

from benchmarks.corpus import TRIPLES_PER_TEXT, fill
from kg.graph import Store, saved_query
from kg.vocabulary import BASE, PREFIXES

RUNS = 5
PATIENCE_S = 120  # of the clock, for a query of rdflib
TURTLE_PATIENCE_S = 600  # of the processor, for the Turtle of rdflib; it then counts as having taken that long
QUADS, TRIPLES, STORE, QUESTIONS = "graph.nq", "graph.nt", "store", "questions.json"

# What people ask every day: a saved query with its parameters, or SPARQL; what begins with $ is filled in.
EVERYDAY: dict[str, tuple[str, dict[str, str]] | str] = {
    "who leads this company": ("ceo-of", {"org": "$company"}),
    "all that is said of this": ("about", {"what": "$entity"}),
    "timeline of this": ("timeline", {"of": "$entity"}),
    "figures of this company": ("figures", {"of": "$company"}),
    "what is only hedged of this": ("hedged", {"of": "$entity"}),
    "what this person says": ("says", {"who": "$person"}),
    "what this text says": ("facts", {"in": "$text"}),
    "who leads whom": "SELECT ?who ?org { ?who kg:ceoOf ?org }",
    "names of this": "SELECT ?name { $entity rdfs:label|skos:altLabel ?name }",
    "is anything known of this": "ASK { $entity ?how ?other }",
}


def prepare(folder: Path, texts: int) -> None:
    """Make the graph, as a store and as files, and the questions with names from it."""
    with Store(folder / STORE) as store:
        fill(texts, store)
    store = Store(folder / STORE, read_only=True)
    store.export(folder / QUADS, "nquads")
    store.export(folder / TRIPLES, "ntriples")
    (folder / QUESTIONS).write_text(json.dumps(_questions(store)), encoding="utf-8")


def _questions(store: Store) -> dict[str, str]:
    """Fill in what many statements speak of, or else the question would be answered by nothing."""
    names = {
        "$company": _most(store, "?s rdf:object ?x ; rdf:predicate kg:ceoOf . ?x a kg:Organization"),
        "$entity": _most(store, "?s rdf:subject ?x . ?x a kg:Product"),
        "$person": _most(store, "?s kg:attributedTo ?x . ?x a kg:Person"),
        "$text": _most(store, "?s prov:wasDerivedFrom ?x"),
    }
    made = {}
    for title, question in EVERYDAY.items():
        if isinstance(question, tuple):
            name, values = question
            made[title] = store.bind(saved_query(name), {key: names[value] for key, value in values.items()})
        else:
            made[title] = question.replace("$entity", f"<{names['$entity']}>")
    return made


def _most(store: Store, pattern: str) -> str:
    query = f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
    ((iri, _),) = store.query(query).rows
    return str(iri)


# What each program does, in a process of its own


def measure_kg_loading(folder: Path) -> dict[str, Any]:
    """Load into memory, as rdflib does."""
    return {"loading": _seconds(lambda: Store().load(folder / QUADS))}


def measure_kg_storing(folder: Path) -> dict[str, Any]:
    """Load onto the disk, to stay."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        return {"storing": _seconds(lambda: Store(Path(scratch) / STORE).load(folder / QUADS))}


def measure_kg(folder: Path) -> dict[str, Any]:
    """Ask and write what lies on the disk, as kg does."""
    store = Store(folder / STORE, read_only=True)
    queries = _ask(folder, lambda text: len(list(store.query(text))))
    return {"queries": queries, "turtle": _seconds(lambda: store.export(folder / "kg.ttl", "turtle"))}


def measure_oxigraph(folder: Path) -> dict[str, Any]:
    store = ox.Store.read_only(str(folder / STORE))

    def ask(text: str) -> int:
        found = store.query(text, base_iri=BASE, prefixes=PREFIXES)
        return sum(1 for _ in map(tuple, found)) if isinstance(found, ox.QuerySolutions) else int(bool(found))

    return {"queries": _ask(folder, ask)}


def measure_oxigraph_loading(folder: Path) -> dict[str, Any]:
    """Load into memory, without the union that kg keeps beside the graphs."""
    return {"loading": _seconds(lambda: ox.Store().bulk_load(path=str(folder / QUADS)))}


def measure_rdflib_loading(folder: Path) -> dict[str, Any]:
    """Load each graph, as kg does; the union is then computed with each question."""
    return {"loading": _seconds(lambda: Dataset(default_union=True).parse(folder / QUADS, format="nquads"))}


def measure_rdflib(folder: Path) -> dict[str, Any]:
    graph = Graph(base=BASE)
    for name, iri in PREFIXES.items():
        graph.bind(name, iri)
    loading = _seconds(lambda: graph.parse(folder / TRIPLES, format="nt"))
    queries = _ask(folder, lambda text: len(list(graph.query(f"BASE <{BASE}>\n{text}"))), patience_s=PATIENCE_S)
    with _alarm(TURTLE_PATIENCE_S, of_processor=True):
        start = time.process_time()
        graph.serialize(folder / "rdflib.ttl", format="turtle")
    turtle = time.process_time() - start
    return {"loading": loading, "queries": queries, "turtle": turtle}


PROGRAMS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "kg": measure_kg,
    "kg loading": measure_kg_loading,
    "kg storing": measure_kg_storing,
    "Oxigraph": measure_oxigraph,
    "Oxigraph loading": measure_oxigraph_loading,
    "rdflib": measure_rdflib,
    "rdflib loading graphs": measure_rdflib_loading,
}


def _ask(folder: Path, ask: Callable[[str], int], *, patience_s: int = 0) -> dict[str, float]:
    """Give the seconds per question: of several runs the median, unless the first takes long."""
    times: dict[str, float] = {}
    for title, text in json.loads((folder / QUESTIONS).read_text(encoding="utf-8")).items():
        seconds: list[float] = []
        with _alarm(patience_s):
            while len(seconds) < RUNS and sum(seconds) < PATIENCE_S / RUNS:
                seconds.append(_seconds(lambda text=text: ask(text)))  # type: ignore[misc]
        times[title] = statistics.median(seconds) if seconds else patience_s
    return times


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


class _TooLong(BaseException):  # rdflib goes on after any other error while it writes
    """What is measured takes too long."""


@contextmanager
def _alarm(after_s: int, *, of_processor: bool = False) -> Iterator[None]:
    """Break off what takes too long; it then counts as that long."""
    timer, sign = (signal.ITIMER_PROF, signal.SIGPROF) if of_processor else (signal.ITIMER_REAL, signal.SIGALRM)

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(sign, stop)
    signal.setitimer(timer, after_s)
    try:
        yield
    except _TooLong:
        pass
    finally:
        signal.setitimer(timer, 0)
        signal.signal(sign, before)


def peak_memory() -> float:
    """Give the MB this process had at most; getrusage would count those of the process that began it, too."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(program: str, folder: Path) -> dict[str, Any]:
    """Measure a program in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.store", "--program", program, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(folder: Path) -> dict[str, Any]:
    """Give all figures: what each program took, and the ratios with what they should be."""
    found = {program: run(program, folder) for program in PROGRAMS}
    kg, rdflib = found["kg"], found["rdflib"]
    asked = kg["queries"]
    to_rdflib = [rdflib["queries"][title] / max(asked[title], 1e-6) for title in asked]
    to_oxigraph = [asked[title] / max(found["Oxigraph"]["queries"][title], 1e-6) for title in asked]
    memory = max(kg["memory"], found["kg storing"]["memory"]) / rdflib["memory"]
    return {
        "triples": sum(1 for _ in (folder / TRIPLES).open("rb")),
        "programs": found,
        "ratios": {
            "queries: times as fast as rdflib, median": _ratio(statistics.median(to_rdflib), at_least=10),
            "queries: times as long as Oxigraph, median": _ratio(statistics.median(to_oxigraph), at_most=1.3),
            "loading: times as fast as rdflib": _ratio(rdflib["loading"] / found["kg loading"]["loading"], at_least=8),
            "loading: as fast as rdflib with each graph": _ratio(
                found["rdflib loading graphs"]["loading"] / found["kg loading"]["loading"], at_least=8
            ),
            "Turtle: times as fast as rdflib": _ratio(rdflib["turtle"] / kg["turtle"], at_least=10),
            "memory: share of rdflib's at most": _ratio(memory, at_most=0.5),
        },
    }


def _ratio(value: float, *, at_least: float | None = None, at_most: float | None = None) -> dict[str, float | bool]:
    is_met = value >= at_least if at_least is not None else value <= (at_most or 0)
    return {"value": round(value, 3), "goal": at_least or at_most or 0, "is_met": is_met}


def table(figures: dict[str, Any]) -> str:
    """Write the figures for a reader."""
    programs = figures["programs"]
    lines = [f"{figures['triples']:,} triples; seconds of processor time", ""]
    lines.append(f"{'':34} {'kg':>9} {'Oxigraph':>9} {'rdflib':>9}")
    for title in programs["kg"]["queries"]:
        times = (programs[name]["queries"][title] for name in ("kg", "Oxigraph", "rdflib"))
        lines.append(f"{title:34} " + " ".join(f"{seconds:9.4f}" for seconds in times))
    kg, rdflib, graphs = programs["kg"], programs["rdflib"], programs["rdflib loading graphs"]
    bare = programs["Oxigraph loading"]["loading"]
    lines.append(_row("loading, in memory", programs["kg loading"]["loading"], rdflib["loading"], oxigraph=bare))
    lines.append(_row("loading, each graph", programs["kg loading"]["loading"], graphs["loading"]))
    lines.append(_row("loading, onto the disk", programs["kg storing"]["storing"]))
    lines.append(_row("Turtle", kg["turtle"], rdflib["turtle"]))
    lines.append(_row("peak memory in MB: asked, written", kg["memory"], rdflib["memory"]))
    lines.append(_row("peak memory in MB: loading", programs["kg loading"]["memory"]))
    lines.append(_row("peak memory in MB: onto the disk", programs["kg storing"]["memory"]))
    lines.append("")
    for name, ratio in figures["ratios"].items():
        lines.append(f"{name:45} {ratio['value']:8.2f}  goal {ratio['goal']:g}{'' if ratio['is_met'] else '  MISSED'}")
    return "\n".join(lines)


def _row(title: str, ours: float, rdflib: float | None = None, *, oxigraph: float | None = None) -> str:
    others = " ".join(" " * 9 if value is None else format(value, "9.1f") for value in (oxigraph, rdflib))
    return f"{title:34} {ours:9.1f} {others}".rstrip()


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; give the number of ratios that miss their goal, or 0 for a small graph."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store")
    parser.add_argument("--texts", type=int, default=1_000_000 // TRIPLES_PER_TEXT)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--folder", type=Path, help="keep the graph here, and take it if it is there already")
    parser.add_argument("--program", choices=PROGRAMS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.program:
        found = PROGRAMS[options.program](options.folder)
        found["memory"] = peak_memory()
        print(json.dumps(found))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / QUESTIONS).exists():
            prepare(folder, options.texts)
        figures = measure(folder)
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    is_full = figures["triples"] >= 900_000
    return sum(not ratio["is_met"] for ratio in figures["ratios"].values()) if is_full else 0


if __name__ == "__main__":
    sys.exit(main())
