"""A store written as GraphML, GEXF or CSV for Neo4j, as a stream: same store, same bytes.

Which attributes there are, both kinds of XML say before the first node, and it is known after the last edge; so nodes
and edges are written aside first.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import networkx as nx

from kg.errors import OutputError
from kg.graph.files import whole_file, whole_text
from kg.ontology import Ontology
from kg.views.network import fill_network
from kg.views.spilled import SpilledNetwork

if TYPE_CHECKING:
    from kg.graph import Store

__all__ = ["write_gexf", "write_graphml", "write_neo4j"]

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_QUOTES = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
_XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation'


@contextmanager
def _network(store: Store, ontology: Ontology) -> Iterator[SpilledNetwork]:
    with SpilledNetwork() as network:
        fill_network(network, network.read_node, store, ontology)
        yield network


def write_graphml(store: Store, path: Path, ontology: Ontology) -> None:
    """Write a store as GraphML, for Gephi, yEd, Cytoscape and R; the same store gives the same bytes."""
    keys = _Numbered("d{}")
    with _network(store, ontology) as network, whole_file(path) as stream, tempfile.TemporaryFile() as body:
        for iri, attributes in network.nodes():
            body.write(_graphml_element("node", {"id": iri}, _with_keys(attributes, "node", keys)))
        for source, target, key, attributes in network.edges():
            ends = {"source": source, "target": target, "id": key}
            body.write(_graphml_element("edge", ends, _with_keys(attributes, "edge", keys)))
        space = "http://graphml.graphdrawing.org/xmlns"
        stream.write(_XML + f'<graphml xmlns="{space}" {_SCHEMA}="{space} {space}/1.0/graphml.xsd">\n'.encode())
        # The last one first, as networkx writes them.
        for (kind, name, type_), key in reversed(keys.items()):
            declared = {"id": key, "for": kind, "attr.name": name, "attr.type": type_}
            stream.write(_line(2, f"<key{_in_quotes(declared)} />"))
        _enclose(stream, 2, "graph", {"edgedefault": "directed"}, body)
        stream.write(b"</graphml>\n")


def _with_keys(attributes: Mapping[str, Any], kind: str, keys: _Numbered) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        yield keys[kind, name, _XML_TYPES[type(value)]], str(value)


def _graphml_element(name: str, attributes: Mapping[str, str], data: Iterable[tuple[str, str]]) -> bytes:
    lines = [_line(4, f"<{name}{_in_quotes(attributes)}>")]
    for key, value in data:
        # Who reads XML takes any end of line for this one.
        text = escape(_for_xml(value)).replace("\r\n", "\n").replace("\r", "\n")
        lines.append(_line(6, f'<data key="{key}">{text}</data>' if text else f'<data key="{key}" />'))
    return b"".join([*lines, _line(4, f"</{name}>")])


def write_gexf(store: Store, path: Path, ontology: Ontology) -> None:
    """Write a store as GEXF, for Gephi and sigma.js; the same store gives the same bytes."""
    numbers = _Numbered("{}")
    with (
        _network(store, ontology) as network,
        whole_file(path) as stream,
        tempfile.TemporaryFile() as nodes,
        tempfile.TemporaryFile() as edges,
    ):
        for iri, attributes in network.nodes():
            head = {"id": iri, "label": attributes.pop("label")}
            nodes.write(_gexf_element("node", head, _with_numbers(attributes, "node", numbers)))
        for source, target, key, attributes in network.edges():
            head = {"source": source, "target": target, "id": key, "label": attributes.pop("label")}
            # GEXF would read them as the time in which an edge exists.
            attributes["quote_start"], attributes["quote_end"] = attributes.pop("start"), attributes.pop("end")
            attributes["networkx_key"] = key
            edges.write(_gexf_element("edge", head, _with_numbers(attributes, "edge", numbers)))
        space = "http://www.gexf.net/1.2draft"
        stream.write(_XML + f'<gexf xmlns="{space}" {_SCHEMA}="{space} {space}/gexf.xsd" version="1.2">\n'.encode())
        # With the name that it has had, and without the day: the same store is the same file.
        stream.write(_line(2, f"<meta>\n    <creator>NetworkX {nx.__version__}</creator>\n  </meta>"))
        stream.write(_line(2, '<graph defaultedgetype="directed" mode="static" name="">'))
        for kind in ("edge", "node"):
            _declare(stream, kind, numbers)
        _enclose(stream, 4, "nodes", {}, nodes)
        _enclose(stream, 4, "edges", {}, edges)
        stream.write(b"  </graph>\n</gexf>\n")


def _with_numbers(attributes: Mapping[str, Any], kind: str, numbers: _Numbered) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield numbers[kind, name, _XML_TYPES[type(value)]], text


def _gexf_element(name: str, attributes: Mapping[str, str], values: Iterable[tuple[str, str]]) -> bytes:
    lines = [_line(6, f"<{name}{_in_quotes(attributes)}>"), _line(8, "<attvalues>")]
    lines += (_line(10, f"<attvalue{_in_quotes({'for': number, 'value': value})} />") for number, value in values)
    return b"".join([*lines, _line(8, "</attvalues>"), _line(6, f"</{name}>")])


def _declare(stream: IO[bytes], kind: str, numbers: _Numbered) -> None:
    known = [(name, type_, number) for (of, name, type_), number in numbers.items() if of == kind]
    if not known:
        return
    stream.write(_line(4, f'<attributes mode="static" class="{kind}">'))
    for name, type_, number in known:
        stream.write(_line(6, f"<attribute{_in_quotes({'id': number, 'title': name, 'type': type_})} />"))
    stream.write(_line(4, "</attributes>"))


# What both kinds of XML share

_XML_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


class _Numbered(dict[tuple[str, str, str], str]):
    """Numbers what it is asked for: what it is an attribute of, its name and its type."""

    def __init__(self, pattern: str) -> None:
        super().__init__()
        self.pattern = pattern

    def __missing__(self, attribute: tuple[str, str, str]) -> str:
        self[attribute] = self.pattern.format(len(self))
        return self[attribute]


def _line(indent: int, text: str) -> bytes:
    """Write a line in ASCII, with references for all other characters."""
    return f"{' ' * indent}{text}\n".encode("ascii", "xmlcharrefreplace")


def _in_quotes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(_for_xml(value), _IN_QUOTES)}"' for name, value in attributes.items())


def _for_xml(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _enclose(stream: IO[bytes], indent: int, name: str, attributes: Mapping[str, str], content: IO[bytes]) -> None:
    """Write an element around what was written aside."""
    if not content.tell():
        stream.write(_line(indent, f"<{name}{_in_quotes(attributes)} />"))
        return
    stream.write(_line(indent, f"<{name}{_in_quotes(attributes)}>"))
    content.seek(0)
    shutil.copyfileobj(content, stream)
    stream.write(_line(indent, f"</{name}>"))


# Neo4j


def write_neo4j(store: Store, path: Path, ontology: Ontology) -> None:
    """Write a store as nodes.csv and relationships.csv in the folder `path`, for neo4j-admin database import.

    A node has its kind and class as labels, a relationship the name of its property as type; the same bytes every time.
    A sentence, or a list of names, may have several lines. import.cypher tells how to import them.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise OutputError(f"{path}: cannot be made ({cause.strerror}); choose another place") from cause
    with _network(store, ontology) as network:
        nodes = (
            [iri, ";".join(filter(None, (data["kind"], _end_of(data.get("type", ""))))), *_cells(data, _NODE_COLUMNS)]
            for iri, data in network.nodes()
        )
        edges = (
            [source, target, _end_of(data["property"]), key, *_cells(data, _EDGE_COLUMNS)]
            for source, target, key, data in network.edges()
        )
        _write_table(path / "nodes.csv", ["iri:ID", ":LABEL", *_NODE_COLUMNS], nodes)
        head = [":START_ID", ":END_ID", ":TYPE", "iri", *map(_typed, _EDGE_COLUMNS)]
        _write_table(path / "relationships.csv", head, edges)
    with whole_file(path / "import.cypher") as stream:
        stream.write(_CYPHER.encode())


# What Neo4j's own import cannot do: one node for an IRI, and things found by name.
_CYPHER = """\
// neo4j-admin database import full --multiline-fields=true --nodes=nodes.csv --relationships=relationships.csv neo4j
// and then, so that there is one node for an IRI and what has a name is found by it:
CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:entity) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT document_iri IF NOT EXISTS FOR (n:document) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT value_iri IF NOT EXISTS FOR (n:value) REQUIRE n.iri IS UNIQUE;
CREATE INDEX entity_label IF NOT EXISTS FOR (n:entity) ON (n.label);
"""
_NODE_COLUMNS = ("label", "label_de", "label_en", "label_it", "aliases", "date", "language", "identifier")
_EDGE_COLUMNS = (
    "label", "modality", "validity", "confidence", "attributed_to", "quote", "document", "start", "end", "start_date",
    "end_date", "approximate", "entry",
)  # fmt: skip
_TYPES = {"approximate": "boolean", "confidence": "double", "end": "long", "start": "long"}


def _typed(column: str) -> str:
    return f"{column}:{_TYPES[column]}" if column in _TYPES else column


def _cells(data: Mapping[str, Any], columns: Iterable[str]) -> list[object]:
    values = (data.get(column, "") for column in columns)
    return [str(value).lower() if isinstance(value, bool) else value for value in values]


def _end_of(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _write_table(path: Path, head: list[str], rows: Iterable[list[object]]) -> None:
    with whole_text(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
