"""The views by the names of their formats."""

from kg.views.exchange import write_gexf, write_graphml, write_neo4j
from kg.views.facts import write_csv, write_parquet
from kg.views.html import write_html

__all__ = ["VIEWS"]

VIEWS = {
    "csv": write_csv,
    "gexf": write_gexf,
    "graphml": write_graphml,
    "html": write_html,
    "neo4j": write_neo4j,
    "parquet": write_parquet,
}
