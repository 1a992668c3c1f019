"""A store written as Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML: same store, same bytes.

All formats walk the graph in one order, made for a reader: documents, entities, values, then sentence by
sentence what each says. Only one subject is in memory at a time, beside the list of all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import IO, NamedTuple

import pyoxigraph as ox

from kg.errors import OutputError, QueryError
from kg.graph.provenance import DERIVED
from kg.graph.terms import UNION, OxTerm, named, text_of
from kg.vocabulary import BASE, DCTERMS, KG, OA, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, VOID, XSD

__all__ = ["FORMATS", "GRAPH_FORMATS", "serialize", "serialize_triples"]

Position = tuple[str | int, ...]


Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Node = ox.NamedNode | ox.BlankNode | ox.Triple


class Group(NamedTuple):
    """The triples of one subject in one graph."""

    graph: Graph
    section: str
    subject: Node
    triples: list[tuple[ox.NamedNode, list[OxTerm]]]  # predicate, its objects


_SECTIONS = ("Documents", "Entities", "Values", "What the sentences say", "How it was made")
_KINDS = {
    str(SCHEMA.NewsArticle): 0,
    str(KG.Quantity): 2,
    str(KG.Comparison): 2,
    str(RDF.Statement): 3,
    str(OA.TextPositionSelector): 3,
    str(OA.TextQuoteSelector): 3,
    str(PROV.Activity): 4,
    str(PROV.Entity): 4,
    str(PROV.SoftwareAgent): 4,
    str(VOID.Dataset): 4,
}
_ENTITIES, _SENTENCES = 1, 3
_FIRST = tuple(
    map(
        str,
        (
            RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SCHEMA.headline,
            OA.exact, OA.start, OA.end,
            RDF.subject, RDF.predicate, RDF.object,
            KG.modality, KG.attributedTo, KG.validity, SCHEMA.startDate, SCHEMA.endDate,
            KG.approximate, KG.confidence, KG.evidence, KG.entry, KG.cueStart, KG.cueEnd,
        ),
    )
)  # fmt: skip
_LAST = (str(DCTERMS.isPartOf), str(PROV.wasDerivedFrom))
_RANKS = {**{iri: rank for rank, iri in enumerate(_FIRST)}, **dict.fromkeys(_LAST, 99)}


# The order


def _groups(store: ox.Store, graphs: Iterable[Graph]) -> Iterator[Group]:
    positions = _positions(store)
    for graph in graphs:
        subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, graph)}
        for position, subject in sorted(
            ((positions.get(node, (_ENTITIES, text_of(node))), node) for node in subjects),
            key=lambda pair: pair[0],
        ):
            triples = _triples_of(store, subject, graph)
            yield Group(graph, _SECTIONS[int(position[0])], subject, triples)


def _positions(store: ox.Store) -> dict[Node, Position]:
    """Give every subject its place: by section; a statement follows its sentence."""
    positions: dict[Node, Position] = {}
    for quad in store.quads_for_pattern(None, named(RDF.type), None, UNION):
        section = _KINDS.get(text_of(quad.object), _ENTITIES)
        iri = text_of(quad.subject)
        place: Position = (section, *_place(iri)) if section == _SENTENCES else (section, iri)
        # Of several classes the last section counts, in whatever order they come.
        positions[quad.subject] = max(place, positions.get(quad.subject, place))
    for quad in store.quads_for_pattern(None, named(KG.evidence), None, UNION):
        place = _place(text_of(quad.object))
        positions[quad.subject] = (_SENTENCES, *place[:3], 1, text_of(quad.subject))
    return positions


def _place(evidence: str) -> Position:
    document, _, offsets = evidence.partition("#char=")
    start, _, end = offsets.partition(",")
    return (document, int(start), int(end), 0, "") if end.isdigit() else (document, 0, 0, 0, "")


def _triples_of(store: ox.Store, subject: Node, graph: Graph) -> list[tuple[ox.NamedNode, list[OxTerm]]]:
    found = {(quad.predicate, quad.object) for quad in store.quads_for_pattern(subject, None, None, graph)}
    ordered = sorted(found, key=lambda pair: (_rank(pair[0]), pair[0].value, _object_key(pair[1])))
    return [(p, [o for _, o in pairs]) for p, pairs in groupby(ordered, key=lambda pair: pair[0])]


def _rank(predicate: ox.NamedNode) -> int:
    return _RANKS.get(predicate.value, 50)


def _object_key(term: OxTerm) -> tuple[str, str, str]:
    if isinstance(term, ox.Literal):
        return term.language or "", term.value, term.datatype.value
    return "", text_of(term), ""


def _named_graphs(store: ox.Store) -> list[Graph]:
    """List the documents' graphs by IRI, and the derived one last."""
    return sorted(store.named_graphs(), key=lambda g: (text_of(g) == str(DERIVED), text_of(g)))


# Turtle and TriG

_LOCAL = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# What ends a relative IRI early or would be read as an absolute one.
_RELATIVE = re.compile(r"[A-Za-z0-9._~%-][^:#?]*/[^/?][^?]*")
_BARE = {str(XSD.integer): re.compile(r"[+-]?\d+"), str(XSD.boolean): re.compile("true|false")}
_BARE[str(XSD.decimal)] = re.compile(r"[+-]?\d*\.\d+")
_NAMESPACES = sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda p: -len(p[0]))


def _head(names: Iterable[str] = PREFIXES) -> str:
    lines = [f"@base <{BASE}> ."]
    lines += [f"@prefix {name}: <{PREFIXES[name]}> ." for name in sorted(names)]
    return "\n".join(lines) + "\n"


def _write_turtle(store: ox.Store) -> Iterator[str]:
    yield _head()
    section = ""
    for group in _groups(store, [UNION]):
        if group.section != section:
            section = group.section
            yield f"\n# {section}\n"
        yield "\n" + _block(group, "")


def _write_trig(store: ox.Store) -> Iterator[str]:
    yield _head()
    for graph, groups in groupby(_groups(store, _named_graphs(store)), key=lambda g: g.graph):
        yield (f"\n{_term(graph)} {{\n" if isinstance(graph, ox.NamedNode | ox.BlankNode) else "\n{\n")
        yield "\n".join(_block(group, "    ") for group in groups)
        yield "}\n"


def _block(group: Group, indent: str) -> str:
    lines = [
        f"{_predicate(predicate)} {' , '.join(_term(object_) for object_ in objects)}"
        for predicate, objects in group.triples
    ]
    inner = f" ;\n{indent}    ".join(lines)
    return f"{indent}{_term(group.subject)} {inner} .\n"


def _predicate(predicate: ox.NamedNode) -> str:
    return "a" if predicate.value == str(RDF.type) else _term(predicate)


def _term(term: OxTerm) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.BlankNode | ox.Triple):
        return str(term)
    if term.datatype.value in _BARE and _BARE[term.datatype.value].fullmatch(term.value):
        return term.value
    text = f'"{_CONTROL.sub(_control, term.value.translate(_ESCAPES))}"'
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype.value == str(XSD.string) else f"{text}^^{_iri(term.datatype.value)}"


def _control(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04X}"


@lru_cache(maxsize=4096)
def _iri(iri: str) -> str:
    short = _compact(iri)
    if short:
        return short
    local = iri.removeprefix(BASE)
    return f"<{local if local != iri and _RELATIVE.fullmatch(local) else iri}>"


def _compact(iri: str) -> str:
    for namespace, name in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{name}:{iri[len(namespace) :]}"
    return ""


# N-Quads and N-Triples


def _write_nquads(store: ox.Store) -> Iterator[str]:
    return _lines(_groups(store, _named_graphs(store)))


def _write_ntriples(store: ox.Store) -> Iterator[str]:
    return _lines(_groups(store, [UNION]))


def _lines(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        end = f" {group.graph} .\n" if isinstance(group.graph, ox.NamedNode | ox.BlankNode) else " .\n"
        for predicate, objects in group.triples:
            for object_ in objects:
                yield f"{group.subject} {predicate} {object_}{end}"


# JSON-LD


def _write_jsonld(store: ox.Store) -> Iterator[str]:
    graphs = groupby(_groups(store, _named_graphs(store)), key=lambda group: group.graph)
    yield from _json_document(
        f'{{"@id": {json.dumps(_json_id(graph))}, "@graph": [\n{_json_nodes(groups)}\n]}}'
        for graph, groups in graphs
        if not isinstance(graph, ox.DefaultGraph)
    )


def _json_document(parts: Iterable[str]) -> Iterator[str]:
    context = {"@base": BASE, **PREFIXES}
    yield '{\n"@context": ' + json.dumps(context, sort_keys=True, indent=1) + ',\n"@graph": ['
    for number, part in enumerate(parts):
        yield f",\n{part}" if number else f"\n{part}"
    yield "\n]}\n"


def _json_nodes(groups: Iterable[Group]) -> str:
    return ",\n".join(_json_node(group) for group in groups)


def _json_node(group: Group) -> str:
    node: dict[str, object] = {"@id": _json_id(group.subject)}
    for predicate, objects in group.triples:
        if predicate.value == str(RDF.type):
            node["@type"] = [_compact(text_of(o)) or text_of(o) for o in objects]
        else:
            values = [_json_value(object_) for object_ in objects]
            key = _compact(predicate.value) or predicate.value
            node[key] = values[0] if len(values) == 1 else values
    return json.dumps(node, ensure_ascii=False, indent=1)


def _json_id(node: Node) -> str:
    """Write an IRI by prefix, relative to the base, or in full."""
    return _term(node).strip("<>")


def _json_value(term: OxTerm) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _json_id(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype.value == str(XSD.string):
        return term.value
    datatype = _compact(term.datatype.value) or term.datatype.value
    return {"@type": datatype, "@value": term.value}


# RDF/XML

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _write_rdfxml(store: ox.Store) -> Iterator[str]:
    triples = [
        ox.Triple(group.subject, predicate, _for_xml(object_))
        for group in _groups(store, [UNION])
        for predicate, objects in group.triples
        for object_ in objects
    ]
    written = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
    yield (written or b"").decode()


def _for_xml(term: OxTerm) -> OxTerm:
    if not isinstance(term, ox.Literal) or not _NOT_IN_XML.search(term.value):
        return term
    text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", term.value)
    return ox.Literal(text, language=term.language) if term.language else ox.Literal(text)


FORMATS: Mapping[str, Callable[[ox.Store], Iterator[str]]] = {
    "jsonld": _write_jsonld,
    "nquads": _write_nquads,
    "ntriples": _write_ntriples,
    "rdfxml": _write_rdfxml,
    "trig": _write_trig,
    "turtle": _write_turtle,
}
GRAPH_FORMATS = ("jsonld", "ntriples", "rdfxml", "turtle")  # those without names of graphs


def serialize(store: ox.Store, stream: IO[bytes], format: str) -> None:  # noqa: A002
    """Write a store to a binary stream in one of FORMATS."""
    if format not in FORMATS:
        raise OutputError(f"{format}: unknown format; expected one of {', '.join(sorted(FORMATS))}")
    for piece in FORMATS[format](store):
        stream.write(piece.encode())


def serialize_triples(triples: Iterable[ox.Triple], format: str) -> bytes:  # noqa: A002
    """Write the answer to a CONSTRUCT or DESCRIBE query in one of GRAPH_FORMATS."""
    if format not in GRAPH_FORMATS:
        raise QueryError(f"{format}: not for a graph; expected one of {', '.join(GRAPH_FORMATS)}")
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    if format == "jsonld":
        nodes = _json_nodes(_groups(store, [UNION]))
        return "".join(_json_document([nodes] if nodes else [])).encode()
    if format != "turtle":
        return "".join(FORMATS[format](store)).encode()
    body = "\n".join(_block(group, "") for group in _groups(store, [UNION]))
    used = [name for name in PREFIXES if re.search(rf"(?<![\w/#]){name}:\w", body)]
    return f"{_head(used)}\n{body}".encode()
