"""Facts and entities become RDF, and RDF is stored, asked, checked and written.

statements.py     facts that say the same become one Statement with all its testimonies
provenance.py     documents, entities, testimonies, evidence and the run as RDF
values.py         numbers, dates, quantities and comparisons as RDF
terms.py          RDF terms of rdflib to and from those of Oxigraph
store.py          Store: add, query, export
questions.py      saved queries, and what is said of a malformed one
parameters.py     what a saved query asks for, bound as RDF terms; naming.py finds what a name means
limits.py         the time and the rows a query gets, in a process of its own: worker.py
explain.py        how a query is understood, and what it has to join
results.py        Result: what a query answers
statistics.py     what a store holds, counted: for a reader, and as VoID inside the data
answering.py      the same as a stream, in the format asked for, with a limit of rows
deriving.py       what depends on all documents together: copies, preferred names, counts
updates.py        SPARQL 1.1 Update and whole graphs written, with the default graph kept the union
watching.py       an update made to write down what it touches
descriptions.py   all that a store says of one thing
records.py        what a store holds, as plain values; reading.py reads them
serialization.py  sorted Turtle, TriG, N-Quads, N-Triples, JSON-LD, RDF/XML, written as a stream in the order of
                  ordering.py; turtle.py, rdfxml.py and reifying.py (RDF 1.2) write what is their own
files.py          files that are written whole or not at all
shapes.py         a graph, or what is about to be written, held against ontology/shapes*.ttl; shacl.py knows SHACL Core
remote/           the same on a SPARQL server: RemoteStore
queries/*.rq      saved questions, each with a comment line that the command line shows
"""

from kg.graph.provenance import Activity, document_iri
from kg.graph.questions import Parameter, SavedQuery, read_query, saved_queries, saved_query
from kg.graph.records import (
    ComparisonRecord,
    DocumentRecord,
    EntityRecord,
    QuantityRecord,
    StatementRecord,
)
from kg.graph.results import Result
from kg.graph.statements import state
from kg.graph.statistics import Statistics
from kg.graph.store import Store

__all__ = [
    "Activity",
    "ComparisonRecord",
    "DocumentRecord",
    "EntityRecord",
    "Parameter",
    "QuantityRecord",
    "Result",
    "SavedQuery",
    "StatementRecord",
    "Statistics",
    "Store",
    "document_iri",
    "read_query",
    "saved_queries",
    "saved_query",
    "state",
]
