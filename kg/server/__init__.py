"""A store over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, a page for every entity and one to ask; kg-news[serve].

settings.py     what a server is started with; running.py starts it and ends it in good order
app.py          the routes; connections.py what a client may take its time for
negotiation.py  the Accept header -> the media type to answer in
protocol.py     a request -> what it asks for, by the SPARQL 1.1 Protocol and the Graph Store Protocol
refusal.py      Refusal: what is not done, with the status that says so
pool.py         the workers: hired, asked, stopped, replaced
worker.py       a process that answers one job after the other and can be stopped at any moment
jobs.py         what the two say to each other
description.py  what the server can do, in RDF
pages.py        a thing as a page to read
knowledge.py    what the page to ask knows beforehand
template/       the page to ask, and the style of all pages
"""

from kg.server.settings import Settings

__all__ = ["Settings"]
