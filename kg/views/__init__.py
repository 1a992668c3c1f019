"""A store becomes something to look at: a page, a networkx graph, GraphML, a table.

A view is a function (store, path, ontology) -> None, and a line in `VIEWS`.
"""

from kg.views.html import make_html, write_html
from kg.views.network import to_networkx, write_graphml
from kg.views.notebook import Page, show
from kg.views.table import format_table

__all__ = ["VIEWS", "Page", "format_table", "make_html", "show", "to_networkx", "write_graphml", "write_html"]

VIEWS = {"graphml": write_graphml, "html": write_html}
