"""Documents to a server: each is staged in a graph of its own, then one update puts some of them in their places.

A server runs an update as a whole or not at all (Oxigraph, Fuseki and GraphDB promise that, Virtuoso nearly): so a
reader sees a document as it was or as it is. All requests can be sent twice. There is one writer at a time: what
another one left staged when it was cut off is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.remote.engine import Engine
from kg.graph.remote.rewriting import ALL, SERVER
from kg.graph.terms import named, text_of
from kg.graph.values import digest

__all__ = ["Writer"]

_TOGETHER = 20  # documents that one update puts in their places
_TRIPLES = 20_000  # or so many triples
_PIECE = 200  # triples of an INSERT DATA, of which Virtuoso cannot read many
_INCOMING = SERVER + "incoming/"
_PROBE = f"<{_INCOMING}probe>"
# Which triples each graph was last given, as a digest: what has not changed need not be sent again.
_WRITTEN, _DIGEST = f"<{SERVER}written>", named(SERVER + "digest")


class Writer:
    """Writes graphs to a server, and keeps the union of all of them there."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.changing: set[ox.NamedNode] = set()
        self.staged: list[ox.NamedNode] = []
        self.switches: list[str] = []
        self.triples = 0
        self.written: dict[str, str] = {}  # graph -> digest
        self.is_ready = False

    def replace(self, graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> bool:
        """Put triples in place of a graph's, by the next `flush` at the latest; False if they are there already."""
        self._be_ready()
        lines = sorted({f"{triple} .\n" for triple in triples})
        content = digest(*lines) if lines else ""
        if self.written.get(graph.value, "") == content:
            return False
        if graph in self.changing:
            self.flush()  # Virtuoso loses count of a graph that one update changes twice
        self.changing.add(graph)
        if lines:
            staging = named(_INCOMING + digest(graph.value))
            self._stage(staging, lines)
            self.staged.append(staging)
            self.switches.append(self._switch(graph, staging))
        else:
            self.switches.append(self._forget(graph))
        self.switches.append(_note(graph, content))
        self.written[graph.value] = content
        self.triples += len(lines)
        if len(self.switches) >= 2 * _TOGETHER or self.triples >= _TRIPLES:
            self.flush()
        return True

    def flush(self) -> None:
        """Put in their places what is staged."""
        if not self.switches:
            return
        self.engine.update(" ;\n".join(self.switches))
        if self.staged:
            self.engine.update(" ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in self.staged))
        self.changing, self.staged, self.switches, self.triples = set(), [], [], 0

    def _be_ready(self) -> None:
        """Find out what the default graph of the server is, and take away what somebody left who was cut off."""
        if self.is_ready:
            return
        if not self.engine.is_apart:
            self.engine.update(f"INSERT DATA {{ GRAPH {_PROBE} {{ {_PROBE} {_PROBE} {_PROBE} }} }}")
            self.engine.is_apart = bool(self.engine.query(f"ASK {{ {_PROBE} {_PROBE} {_PROBE} }}"))
        left = {
            row["g"] for row in self._ask("?g", f"GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), '{_INCOMING}'))")
        }
        for graph in sorted({str(name) for name in left} | {_PROBE}):
            self.engine.update(f"DROP SILENT GRAPH {graph}")
        for row in self._ask("?g ?d", f"GRAPH {_WRITTEN} {{ ?g {_DIGEST} ?d }}"):
            self.written[text_of(row["g"])] = text_of(row["d"])
        self.is_ready = True

    def _ask(self, variables: str, pattern: str) -> ox.QuerySolutions:
        found = self.engine.query(f"SELECT DISTINCT {variables} {{ {pattern} }}", is_plain=True)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def _stage(self, staging: ox.NamedNode, lines: list[str]) -> None:
        if self.engine.addresses.graphs:
            self.engine.write_graph(staging, "".join(lines).encode())
            return
        self.engine.update(f"DROP SILENT GRAPH {staging}")
        for start in range(0, len(lines), _PIECE):
            piece = "".join(lines[start : start + _PIECE])
            self.engine.update(f"INSERT DATA {{ GRAPH {staging} {{ {piece} }} }}")

    def _switch(self, graph: ox.NamedNode, staging: ox.NamedNode) -> str:
        # Two inserts: Virtuoso fails on one with two graphs.
        staged = f"WHERE {{ GRAPH {staging} {{ ?s ?p ?o }} }}"
        places = (f"GRAPH {graph} {{ ?s ?p ?o }}", self._in_union("?s ?p ?o"))
        return " ;\n".join([self._forget(graph), *(f"INSERT {{ {place} }} {staged}" for place in places)])

    def _forget(self, graph: ox.NamedNode) -> str:
        """Take a graph out, and out of the union what it alone tells."""
        is_document = f'?other NOT IN ({graph}, <{ALL}>) && !STRSTARTS(STR(?other), "{SERVER}")'
        elsewhere = f"GRAPH ?other {{ ?s ?p ?o }} FILTER ({is_document})"
        return (
            f"DELETE {{ {self._in_union('?s ?p ?o')} }}\n"
            f"WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {elsewhere} }} }} ;\nDROP SILENT GRAPH {graph}"
        )

    def _in_union(self, triple: str) -> str:
        return f"GRAPH <{ALL}> {{ {triple} }}" if self.engine.is_apart else triple


def _note(graph: ox.NamedNode, content: str) -> str:
    """Write down what a graph has been given."""
    forget = f"DELETE WHERE {{ GRAPH {_WRITTEN} {{ {graph} {_DIGEST} ?old }} }}"
    said = f'INSERT DATA {{ GRAPH {_WRITTEN} {{ {graph} {_DIGEST} "{content}" }} }}'
    return f"{forget} ;\n{said}" if content else forget
