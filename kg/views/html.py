"""A store as one page to look at: a picture to walk through, and the sentence behind every line.

The page is a single file that asks no network for anything. networkx gives the graph; pyvis describes the picture
and fills the template, which is our own, as is the code that draws (`template/page/`, one concern a file, put
together here). vis-network, which pyvis would draw with, is left out: its labels shrink with the picture until
nobody can read them, and with a thousand things it takes minutes to what stands here in half a second
(`make benchmark`).

All text of the user travels as JSON and reaches the page as text, never as markup; a Content-Security-Policy in
the file holds the browser to that.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.errors import InputError, OutputError
from kg.ontology import Ontology
from kg.views.content import Content
from kg.views.network import to_networkx
from kg.views.picture import SPACING, draw
from kg.views.words import TEMPLATE, WORDS

if TYPE_CHECKING:
    from kg.graph import Result, Store

__all__ = ["make_html", "render", "write_html"]


def write_html(
    store: Store,
    path: Path,
    ontology: Ontology,
    *,
    title: str | None = None,
    language: str = "en",
    max_nodes: int | None = None,
    around: Iterable[str] | Result | None = None,
    depth: int = 1,
) -> None:
    """Write a store as a page to open in a browser; the same store gives the same bytes.

    The options are those of `make_html`. Raises OutputError where the file cannot be written.
    """
    text = make_html(store, ontology, title=title, language=language, max_nodes=max_nodes, around=around, depth=depth)
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as cause:
        raise OutputError(f"{path}: cannot be written ({cause.strerror}); choose another place") from cause


def make_html(
    store: Store,
    ontology: Ontology,
    *,
    title: str | None = None,
    language: str = "en",
    max_nodes: int | None = None,
    around: Iterable[str] | Result | None = None,
    depth: int = 1,
) -> str:
    """Make the page of a store, or of a part of it, as text.

    language: what the page speaks at first, English if it does not know it; the reader can switch.
    max_nodes: keep only so many entities, the most connected; the page says how many are left out.
    around: IRIs, or the answer to a query that names some: keep these and what is at most `depth` facts away.
    Raises InputError if nothing of `around` is in the graph.
    """
    language = language if language in WORDS else "en"
    graph = to_networkx(store, ontology)
    if around is not None:
        graph = _surroundings(graph, around, depth)
    graph, omitted = _most_connected(graph, max_nodes)
    return render(graph, ontology, title=title, language=language, omitted=omitted)


def render(
    graph: nx.MultiDiGraph[str], ontology: Ontology, *, title: str | None, language: str, omitted: int = 0
) -> str:
    """Make the page of a graph as `to_networkx` gives it; omitted: how many entities are left out of it."""
    content = Content(graph, ontology.schema)
    network, crowd = draw(content, language=language)
    network.heading = title or WORDS[language]["page"]
    network.templateEnv = _environment(content.columns() | {
        "title": title, "language": language, "omitted": omitted, "spacing": SPACING, "crowd": crowd,
    })  # fmt: skip
    network.path = "page.html"
    return str(network.generate_html())


def _surroundings(graph: nx.MultiDiGraph[str], around: Iterable[str] | Result, depth: int) -> nx.MultiDiGraph[str]:
    """Keep what is at most so many facts away from some nodes, and the documents that say it."""
    rows = getattr(around, "rows", None)
    given = [around] if isinstance(around, str) else around
    terms = given if rows is None else (term for row in rows for term in row)
    named = {str(term) for term in terms if isinstance(term, str)}
    starts = sorted(named & set(graph) | _ends_of(graph, named))
    if not starts:
        raise InputError(f"nothing to show: of {len(named)} IRIs none is in the graph; give those of entities, in full")
    kept = set(starts)
    for _ in range(depth):
        kept |= {near for node in kept for near in nx.all_neighbors(graph, node) if _kind(graph, near) != "document"}
    told = {edge["document"] for _, _, edge in graph.subgraph(kept).edges(data=True)}
    return _part(graph, kept | told)


def _ends_of(graph: nx.MultiDiGraph[str], statements: set[str]) -> set[str]:
    """Give the nodes of those facts whose statements are named."""
    return {node for *ends, key in graph.edges(keys=True) if key in statements for node in ends}


def _most_connected(graph: nx.MultiDiGraph[str], most: int | None) -> tuple[nx.MultiDiGraph[str], int]:
    """Keep so many entities, with their values and all documents; say how many entities are left out."""
    entities = [node for node in graph if _kind(graph, node) == "entity"]
    if most is None or len(entities) <= most:
        return graph, 0
    entities.sort(key=lambda node: (-graph.degree[node], node))
    kept = set(entities[:most])
    values = {near for node in kept for near in graph.successors(node) if _kind(graph, near) == "value"}
    documents = {node for node in graph if _kind(graph, node) == "document"}
    return _part(graph, kept | values | documents), len(entities) - most


def _part(graph: nx.MultiDiGraph[str], kept: set[str]) -> nx.MultiDiGraph[str]:
    part = graph.copy()
    part.remove_nodes_from([node for node in graph if node not in kept])
    return part


def _kind(graph: nx.MultiDiGraph[str], node: str) -> str:
    return str(graph.nodes[node]["kind"])


def _environment(content: dict[str, Any]) -> Environment:
    """Prepare what fills the template, with everything in it that pyvis does not know."""
    environment = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATE), undefined=StrictUndefined)
    environment.filters["compact"] = lambda value: Markup(_inert_json(value))
    script = "".join(path.read_text(encoding="utf-8") for path in _scripts())
    style = (TEMPLATE / "page.css").read_text(encoding="utf-8")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"script-src {_hash(script)}; style-src {_hash(style)}; require-trusted-types-for 'script'"
    )
    environment.globals |= {
        "content": content, "language": content["language"], "policy": Markup(policy), "script": script, "style": style,
    }  # fmt: skip
    return environment


def _scripts() -> list[Path]:
    """Give the parts of the script in the order of the numbers in front of their names."""
    return sorted((TEMPLATE / "page").glob("*.js"), key=lambda path: int(path.name.split("-")[0]))


def _hash(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


def _inert_json(value: object) -> str:
    """Write JSON that an HTML parser reads as nothing but text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
