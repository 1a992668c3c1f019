"""What the page to ask knows beforehand: the words of the ontology, the saved questions, how things look."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rdflib import URIRef

from kg.graph.questions import SavedQuery, saved_queries
from kg.graph.store import Store
from kg.ontology import Schema
from kg.views.words import LANGUAGES, TEMPLATE
from kg.vocabulary import BASE, PREFIXES

__all__ = ["knowledge"]


def knowledge(store: Store, schema: Schema, queries: Sequence[Path] = ()) -> dict[str, Any]:
    """Give all that the page needs, ready for JSON; `queries` are folders with more saved questions."""
    (row,) = store.query(
        "SELECT (COUNT(DISTINCT ?d) AS ?documents) (COUNT(DISTINCT ?s) AS ?statements)"
        " { { ?d a schema:NewsArticle } UNION { ?s a rdf:Statement } }"
    ).rows
    return {
        "base": BASE,
        "counts": f"{int(str(row[0])):,} texts, {int(str(row[1])):,} statements",
        "looks": _looks(schema),
        "others": {str(iri): _labels(labels)[0] for iri, labels in schema.others.items() if labels},
        "prefixes": PREFIXES,
        "queries": [_query(saved) for saved in saved_queries(*queries).values()],
        "terms": [*_terms("class", schema.classes), *_terms("property", schema.properties)],
    }


def _query(saved: SavedQuery) -> dict[str, Any]:
    parameters = [
        {
            "comment": parameter.comment,
            "default": parameter.default,
            "kind": parameter.kind,
            "name": parameter.name,
            "required": parameter.is_required,
        }
        for parameter in saved.parameters
    ]
    return {"name": saved.name, "comment": saved.comment or saved.name, "text": saved.text, "parameters": parameters}


def _terms(kind: str, described: Mapping[URIRef, Any]) -> Iterator[dict[str, Any]]:
    for iri, term in sorted(described.items()):
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace) and term.labels:
                text = f"{prefix}:{iri.removeprefix(namespace)}"
                yield {"iri": str(iri), "kind": kind, "labels": _labels(term.labels), "text": text}


def _labels(labels: Mapping[str, str]) -> list[str]:
    """Give the labels, English first."""
    first = [labels["en"]] if "en" in labels else []
    others = [labels[language] for language in (*LANGUAGES, "") if language in labels and language != "en"]
    return [*first, *others] or list(labels.values())


def _looks(schema: Schema) -> dict[str, list[str]]:
    """Give the shape and colour of every class, its own or that of the nearest class above it."""
    known = json.loads((TEMPLATE / "look.json").read_bytes())["classes"]
    found = {
        str(iri): next((known[str(c)] for c in schema.family(iri) if str(c) in known), None) for iri in schema.classes
    }
    return {iri: look for iri, look in found.items() if look}
