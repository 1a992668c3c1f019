"""A store over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, a page for every entity and one to ask; kg-news[serve].

knowledge.py    what the page to ask knows beforehand
negotiation.py  the Accept header -> the media type to answer in
protocol.py     a request -> what it asks for, by the SPARQL 1.1 Protocol and the Graph Store Protocol
refusal.py      Refusal: what is not done, with the status that says so
description.py  what the server can do, in RDF
jobs.py         what the server and its workers say to each other
worker.py       a process that answers one job after the other and can be stopped at any moment
pool.py         the workers: hired, asked, stopped, replaced
pages.py        an entity as a page to read
app.py          the routes; connections.py what a client may take its time for
template/       the page to ask, and the style of all pages
"""

from kg.server.settings import Settings

__all__ = ["Settings"]
