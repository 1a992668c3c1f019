"""A store becomes something to look at or to take along: a page, a networkx graph, GraphML, GEXF, tables.

A view is a function (store, path, ontology) -> None, and a line in `formats.py`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.views.exchange import write_gexf, write_graphml, write_neo4j
    from kg.views.facts import fact_rows, write_csv, write_parquet
    from kg.views.formats import VIEWS
    from kg.views.html import make_html, write_html
    from kg.views.network import to_networkx
    from kg.views.notebook import Page, show
    from kg.views.table import format_table

__all__ = [
    "VIEWS",
    "Page",
    "fact_rows",
    "format_table",
    "make_html",
    "show",
    "to_networkx",
    "write_csv",
    "write_gexf",
    "write_graphml",
    "write_html",
    "write_neo4j",
    "write_parquet",
]

_HOMES = {
    "exchange": ("write_gexf", "write_graphml", "write_neo4j"),
    "facts": ("fact_rows", "write_csv", "write_parquet"),
    "formats": ("VIEWS",),
    "html": ("make_html", "write_html"),
    "network": ("to_networkx",),
    "notebook": ("Page", "show"),
    "table": ("format_table",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    # A table in a terminal needs neither networkx nor pyvis, so each view is imported when it is first asked for.
    if name not in _HOME:
        raise AttributeError(f"module 'kg.views' has no attribute {name!r}")
    return getattr(import_module(f"kg.views.{_HOME[name]}"), name)
