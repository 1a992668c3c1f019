"""kg reads news and writes a knowledge graph: who does what, in which words, and how surely.

In short:

    import kg
    report = kg.build("seeds/news", out="output")
    with kg.open("output") as graph:
        for row in graph.query("SELECT ?who ?of { ?who kg:ceoOf ?of }"):
            print(row.who.label, row.of.label)
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.annotation import Annotation, annotate
    from kg.build import BuildReport, add, build, remove, review
    from kg.documents import read_documents
    from kg.errors import KgError
    from kg.extraction import find_facts, find_mentions, find_open_facts
    from kg.graph import Result, Store, state
    from kg.graph.folder import open_store
    from kg.graph.remote import RemoteStore
    from kg.ontology import Ontology
    from kg.ontology import load as load_ontology
    from kg.opened import Answer, Graph, Row
    from kg.opened import open_graph as open  # noqa: A004
    from kg.resolution import resolve
    from kg.types import Document, Entity, Evidence, Fact, Mention, Modality, Quantity, Statement
    from kg.views import Page, make_html, show, to_networkx, write_html

__all__ = [
    "Annotation",
    "Answer",
    "BuildReport",
    "Document",
    "Entity",
    "Evidence",
    "Fact",
    "Graph",
    "KgError",
    "Mention",
    "Modality",
    "Ontology",
    "Page",
    "Quantity",
    "RemoteStore",
    "Result",
    "Row",
    "Statement",
    "Store",
    "__version__",
    "add",
    "annotate",
    "build",
    "find_facts",
    "find_mentions",
    "find_open_facts",
    "load_ontology",
    "make_html",
    "open",
    "open_store",
    "read_documents",
    "remove",
    "resolve",
    "review",
    "show",
    "state",
    "to_networkx",
    "write_html",
]

__version__ = "0.1.0"

_HOMES = {
    "kg.annotation": ("Annotation", "annotate"),
    "kg.build": ("BuildReport", "add", "build", "remove", "review"),
    "kg.documents": ("read_documents",),
    "kg.errors": ("KgError",),
    "kg.extraction": ("find_facts", "find_mentions", "find_open_facts"),
    "kg.graph": ("Result", "Store", "state"),
    "kg.graph.folder": ("open_store",),
    "kg.graph.remote": ("RemoteStore",),
    "kg.ontology": ("Ontology", "load_ontology"),
    "kg.opened": ("Answer", "Graph", "Row", "open"),
    "kg.resolution": ("resolve",),
    "kg.types": (
        "Document", "Entity", "Evidence", "Fact", "Mention", "Modality", "Quantity", "Statement",
    ),
    "kg.views": ("Page", "make_html", "show", "to_networkx", "write_html"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}
_RENAMED = {"load_ontology": "load", "open": "open_graph"}


def __getattr__(name: str) -> object:
    # A name is imported when it is first asked for, so that `import kg` takes no time.
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value: object = getattr(import_module(_HOME[name]), _RENAMED.get(name, name))
    globals()[name] = value
    return value


class _Package(ModuleType):
    """A package whose `build` stays the function when somebody imports the module of that name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOME or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
