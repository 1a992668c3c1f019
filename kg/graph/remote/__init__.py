"""A graph on a SPARQL 1.1 server, in place of the embedded store.

store.py       RemoteStore: what Store can do, done by the server
engine.py      questions to the server, with the methods of Oxigraph's store that the rest of kg calls
fetching.py    all that is said of one thing, with few requests
writing.py     documents to the server: staged, then switched by one update
rewriting.py   a query as a server needs it, whose default graph is everything it has
addresses.py   where a server takes queries, updates and graphs
connection.py  requests: who asks, how long, how often, and what is said of a server that fails
"""

from kg.graph.remote.store import RemoteStore, is_address

__all__ = ["RemoteStore", "is_address"]
