"""A store becomes something to look at or to take along: a page, a networkx graph, GraphML, GEXF, tables.

A view is a function (store, path, ontology) -> None, and a line in `VIEWS`.
"""

from kg.views.exchange import write_gexf, write_graphml, write_neo4j
from kg.views.facts import fact_rows, write_csv, write_parquet
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

VIEWS = {
    "csv": write_csv,
    "gexf": write_gexf,
    "graphml": write_graphml,
    "html": write_html,
    "neo4j": write_neo4j,
    "parquet": write_parquet,
}
