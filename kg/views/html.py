"""A store as one page to look at: a picture to walk through, and the sentence behind every line.

The page is a single file that asks no network for anything. networkx gives the graph, pyvis the
description and the code of the picture (vis-network), `template/` the page around it. All text of
the user travels as JSON and reaches the page as text, never as markup; a Content-Security-Policy
in the file holds the browser to that.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import networkx as nx
from rdflib import URIRef

from kg.errors import OutputError
from kg.ontology import Ontology, Schema
from kg.types import Modality
from kg.views.network import to_networkx
from kg.views.picture import Line, Look, draw, labels_of
from kg.views.words import LANGUAGES, TEMPLATE, WORDS
from kg.vocabulary import KG

if TYPE_CHECKING:
    from kg.graph import Store

__all__ = ["write_html"]

_LOOKS = json.loads((TEMPLATE / "look.json").read_bytes())
_VIS = "lib/vis-9.1.2/vis-network.min.js"


def write_html(
    store: Store,
    path: Path,
    ontology: Ontology,
    *,
    title: str | None = None,
    language: str = "en",
) -> None:
    """Write a store as a page to open in a browser; the same store gives the same bytes.

    language: what the page speaks at first, English if it does not know it; the reader can switch.
    Raises OutputError where the file cannot be written.
    """
    language = language if language in WORDS else "en"
    page = _Page(to_networkx(store, ontology), ontology.schema)
    data = page.data() | {"title": title, "language": language}
    text = _fill_template(data, title or WORDS[language]["page"], language)
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as cause:
        raise OutputError(f"{path}: cannot be written ({cause.strerror}); choose another place") from cause


class _Page:
    """What the page shows, from a graph as `to_networkx` gives it."""

    def __init__(self, graph: nx.MultiDiGraph[str], schema: Schema) -> None:
        self.graph = graph
        self.schema = schema
        self.numbers = {iri: number for number, iri in enumerate(graph)}
        self.former = {p.former for p in schema.properties.values() if p.former}
        self.mutual = {p.iri for p in schema.properties.values() if p.symmetric}
        self.relations: dict[tuple[str, ...], int] = {}
        self.quotes: dict[str, int] = {}
        self.lines: dict[Line, list[int]] = defaultdict(list)
        self.facts: list[dict[str, Any]] = []
        for edge in graph.edges(data=True):
            self._add_fact(*edge)

    def data(self) -> dict[str, Any]:
        """Give everything the page shows, ready for JSON; facts name things by their number."""
        classes = self._classes()
        looks = {iri: description["look"] for iri, description in classes.items()}
        picture = draw(self.graph, self.lines, looks)
        return {
            "words": WORDS,
            "classes": classes,
            "modalities": {modality: self._labels(KG[modality]) for modality in Modality},
            "relations": [dict(zip(LANGUAGES, labels, strict=True)) for labels in self.relations],
            "quotes": list(self.quotes),
            "things": [self._thing(node) for _, node in self.graph.nodes(data=True)],
            "facts": self.facts,
            "nodes": picture.nodes,
            "edges": picture.edges,
        }

    def _add_fact(self, source: str, target: str, edge: Mapping[str, Any]) -> None:
        line = self._line(source, target, edge)
        self.lines[line].append(len(self.facts))
        fact = {
            "modality": line.modality,
            "former": line.former,
            "quote": _number(self.quotes, edge["quote"]),
            "cue": _cue_in_quote(edge),
            "document": self.numbers.get(edge["document"]),
            "by": self._numbers(edge["attributed_to"]),
            "from": edge["start_date"],
            "to": edge["end_date"],
            "about": edge["approximate"],
        }
        self.facts.append(
            {
                "subject": line.source,
                "relation": line.relation,
                "object": line.target,
                "confidence": edge["confidence"],
                **_without_gaps(fact),
            }
        )

    def _line(self, source: str, target: str, edge: Mapping[str, Any]) -> Line:
        labels = tuple(labels_of(edge).values())
        property_ = URIRef(edge["property"])
        return Line(
            source=self.numbers[source],
            target=self.numbers[target],
            labels=labels,
            relation=_number(self.relations, labels),
            modality=edge["modality"],
            former=edge["validity"] == "former" or property_ in self.former,
            mutual=property_ in self.mutual,
        )

    def _thing(self, node: Mapping[str, Any]) -> dict[str, Any]:
        thing = {
            "class": node.get("type"),
            "aliases": _split(node.get("aliases", "")),
            "date": node.get("date"),
            "file": node.get("identifier"),
            "authors": self._numbers(node.get("authors", "")),
        }
        return {"kind": node["kind"], "labels": labels_of(node), **_without_gaps(thing)}

    def _numbers(self, iris: str) -> list[int]:
        return [self.numbers[iri] for iri in _split(iris) if iri in self.numbers]

    def _classes(self) -> dict[str, dict[str, Any]]:
        """Give the classes in use with their labels and looks, the most frequent first."""
        types = (node["type"] for _, node in self.graph.nodes(data=True) if node.get("type"))
        ranking = sorted(Counter(types).items(), key=lambda item: (-item[1], item[0]))
        spare = iter(_LOOKS["others"] * len(ranking))
        return {
            iri: {"labels": self._labels(URIRef(iri)), "look": self._look(iri) or next(spare)} for iri, _ in ranking
        }

    def _look(self, iri: str) -> Look | None:
        family = self.schema.family(URIRef(iri))
        known = (_LOOKS["classes"].get(str(ancestor)) for ancestor in family)
        return next((look for look in known if look), None)

    def _labels(self, iri: URIRef) -> dict[str, str]:
        return {language: self.schema.label(iri, language) for language in LANGUAGES}


def _number(numbers: dict[Any, int], value: Any) -> int:
    """Give the number of a value that is to be stored once."""
    return numbers.setdefault(value, len(numbers))


def _split(lines: str) -> list[str]:
    return [line for line in lines.split("\n") if line]


def _without_gaps(values: Mapping[str, Any]) -> dict[str, Any]:
    # A zero is the number of something, not a gap.
    return {name: v for name, v in values.items() if v or (v == 0 and v is not False)}


def _cue_in_quote(edge: Mapping[str, Any]) -> list[int] | None:
    """Give where the cue stands in the quote, in code points; None if it does not lie in it."""
    if "cue_start" not in edge:
        return None
    start, end = edge["cue_start"] - edge["start"], edge["cue_end"] - edge["start"]
    return [start, end] if 0 <= start < end <= len(edge["quote"]) else None


def _fill_template(data: Mapping[str, Any], title: str, language: str) -> str:
    vis = (resources.files("pyvis") / _VIS).read_text(encoding="utf-8")
    # A browser's tools would ask for the map that the last line names.
    vis = re.sub(r"//# sourceMappingURL=.*", "", vis).strip()
    script = (TEMPLATE / "page.js").read_text(encoding="utf-8")
    style = (TEMPLATE / "page.css").read_text(encoding="utf-8")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"script-src {_hashes([vis, script])}; style-src {_hashes([style])}; "
        "require-trusted-types-for 'script'"
    )
    page = Template((TEMPLATE / "page.html").read_text(encoding="utf-8"))
    return page.substitute(
        policy=policy,
        language=language,
        title=html.escape(title),
        style=style,
        data=_inert_json(data),
        vis=vis,
        script=script,
    )


def _hashes(parts: Iterable[str]) -> str:
    digests = (hashlib.sha256(part.encode()).digest() for part in parts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _inert_json(data: Mapping[str, Any]) -> str:
    """Write JSON that an HTML parser reads as nothing but text."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
