"""Where a server takes queries, updates and graphs.

The SPARQL standards do not say at which addresses; so the layouts of the servers people use are tried in turn:
Oxigraph, Virtuoso, Apache Jena Fuseki, RDF4J and GraphDB, and kg serve. Of any other server all three are given:

    query=https://example.org/ask,update=https://example.org/change,graphs=https://example.org/graphs
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.errors import ServerError
from kg.graph.naming import visible
from kg.graph.remote.connection import Connection, media_type

__all__ = ["TABLES", "Addresses", "find_addresses", "is_address"]

# What answers are asked for in; Virtuoso writes JSON under any of these names.
TABLES = "application/sparql-results+json"
_PARTS = ("query", "update", "graphs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a server takes what; "" where it takes none, or nobody knows."""

    query: str
    update: str = ""
    graphs: str = ""


class _Layout(NamedTuple):
    query: str
    update: str
    graphs: str
    server: str = ""  # how the server calls itself, where that tells more than its addresses


_LAYOUTS = (
    _Layout("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth", "Virtuoso"),
    _Layout("/sparql", "/sparql", "/sparql-graph-crud", "Virtuoso"),
    _Layout("/query", "/update", "/store"),  # Oxigraph
    _Layout("/query", "/update", "/data"),  # Fuseki
    _Layout("/sparql", "/update", "/data"),  # Fuseki
    _Layout("/sparql", "/sparql", "/graphs"),  # kg serve
    _Layout("", "/statements", "/rdf-graphs/service"),  # RDF4J and GraphDB, at /repositories/NAME
)
_ENDINGS = ("/sparql-auth", "/sparql", "/query")


def is_address(text: str) -> bool:
    """Tell the address of a server from a folder.

    >>> is_address("http://127.0.0.1:7878"), is_address("output")
    (True, False)
    """
    return re.match(r"(query=)?https?://", text) is not None


def find_addresses(connection: Connection, text: str) -> Addresses:
    """Find the addresses of a server by that of itself, or of the endpoint for queries.

    Raises ServerError if there is none, or none that answers SPARQL.
    """
    if text.startswith("query="):
        return _read_addresses(text)
    _check(text)
    given = text.rstrip("/")
    root = next((given.removesuffix(end) for end in _ENDINGS if given.endswith(end)), given)
    known: dict[str, str | None] = {}  # query address -> how the server there calls itself, None: no SPARQL there
    for layout in _LAYOUTS:
        query = root + layout.query
        if query not in known:
            known[query] = _ask(connection, query, needs_virtuoso=layout.query == "/sparql-auth")
        server = known[query]
        if server is None or not server.startswith(layout.server):
            continue
        if layout.server or _has_graphs(connection, root + layout.graphs):
            return Addresses(query=query, update=root + layout.update, graphs=root + layout.graphs)
    found = next((query for query, server in known.items() if server is not None), None)
    if found is None and given not in known and _ask(connection, given) is not None:
        found = given
    if found is None:
        raise ServerError(f"{text}: nothing there answers SPARQL; give the address of the server or of its endpoint")
    return Addresses(query=found)


def _read_addresses(text: str) -> Addresses:
    parts = dict(part.partition("=")[::2] for part in text.split(","))
    unknown = set(parts) - set(_PARTS)
    if unknown:
        raise ServerError(f"{visible(text)}: expected query=URL,update=URL,graphs=URL")
    for address in parts.values():
        _check(address)
    return Addresses(**parts)


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_good = False
    if not is_good or not address.isprintable() or " " in address:
        raise ServerError(f"{visible(address)}: no address of a server; expected http://HOST:PORT/...")
    if parts.password is not None or parts.username is not None:
        raise ServerError(
            f"{parts.scheme}://{parts.hostname}: others can read a password that stands in an address; "
            "set KG_STORE_USER and KG_STORE_PASSWORD instead, or write a line into ~/.netrc"
        )
    if parts.query or parts.fragment:
        raise ServerError(f"{visible(address)}: an address with ? or #; give that of the endpoint alone")


def _ask(connection: Connection, address: str, *, needs_virtuoso: bool = False) -> str | None:
    """Give how the server calls itself that answers a query there; None if nothing of the kind does."""
    if needs_virtuoso:
        # Its address for those with a password; others need not be asked for one there.
        response = connection.send("GET", address, expected=(*range(300, 600),))
        response.close()
        name = str(response.headers.get("Server", ""))
        if not (name.startswith("Virtuoso") and connection.has_name and response.status_code < 404):
            return None
    response = connection.send(
        "POST", address, accept=TABLES, kind="application/x-www-form-urlencoded", data={"query": "ASK { ?s ?p ?o }"},
        expected=(*range(300, 401), *range(402, 600)),
    )  # fmt: skip
    response.close()
    is_answer = response.status_code == 200 and "sparql-results" in media_type(response)
    return str(response.headers.get("Server", "")) if is_answer else None


def _has_graphs(connection: Connection, address: str) -> bool:
    response = connection.send("HEAD", address, params={"default": ""}, expected=(*range(300, 401), *range(402, 600)))
    response.close()
    return response.status_code < 300
