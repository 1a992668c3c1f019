"""A graph held against the shapes in `ontology/shapes*.ttl`: before a text is written, and whenever somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError, KgError, OntologyError, ShapeError
from kg.graph.ordering import REIFIES, walk
from kg.graph.serialization import serialize
from kg.graph.shacl import Finding, Shapes, Triples, Unsupported, compile_shapes
from kg.graph.store import Content, Store, describe_content
from kg.graph.terms import UNION, OxTerm, named, text_of, to_oxigraph
from kg.graph.values import Triple
from kg.ontology import shape_files
from kg.vocabulary import BASE, DCTERMS, KG, OA, PREFIXES, PROV, RDF, RDFS, SH, SKOS

__all__ = ["Problem", "check", "check_content", "read_rdf"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One place where a graph differs from its shapes."""

    node: str  # what it is about, an IRI
    message: str  # what should hold
    path: str = ""  # the property it is about, or ""
    value: str = ""  # what was found there, or ""
    fact: str = ""  # what is said, in words: "Anna Berg, kg:ceoOf, Nordwind"
    sentence: str = ""  # the words that say it
    text: str = ""  # the title of the text they stand in

    def __str__(self) -> str:
        place = " ".join(filter(None, (_short(self.node), _short(self.path))))
        found = f" Found: {_short(self.value)}" if self.value else ""
        where = (("fact", self.fact), ("sentence", self.sentence), ("text", self.text))
        lines = (f"\n    {name}: {' '.join(words.split())}" for name, words in where if words)
        return f"{place}: {self.message}{found}{''.join(lines)}"


def check(graph: Store | Graph, *shapes: Path) -> list[Problem]:
    """Compare a graph with the shapes in some files, or with those of kg; an empty list means that it fits.

    Shapes that ask for more than SHACL Core need pySHACL. Raises KgError if it is not installed, OntologyError if the
    shapes cannot be read.
    """
    data = graph.local() if isinstance(graph, Store) else _copy(graph)
    files = shapes or shape_files()
    try:
        found = _find(data, _compiled(files))
    except Unsupported:
        found = _ask_pyshacl(data, _read_shapes(files))
    return sorted(set(found))


def check_content(content: Content, *shapes: Path) -> None:
    """Refuse what would make a graph that does not fit its shapes; what kg cannot check by itself is left to `check`.

    Raises ShapeError with the first problems.
    """
    try:
        said = _by_subject(describe_content(*content))
    except ValueError as error:
        raise ShapeError(f"what is said of it cannot be written: {error}") from error
    try:
        compiled = _compiled(shapes or shape_files())
    except Unsupported:
        return
    findings = list(compiled.find(said.items(), lambda node: said.get(node, _NOTHING)))
    if findings:
        store = _stored(said)  # only to explain what is wrong, which it seldom is
        problems = sorted({_explain(store, finding) for finding in findings})
        more = f"\n({len(problems) - _MOST} more)" if len(problems) > _MOST else ""
        listed = "\n".join(map(str, problems[:_MOST]))
        raise ShapeError(
            f"what was found in it does not fit the ontology's shapes; nothing of it is written:\n{listed}{more}"
        )


_MOST = 3  # problems told of one text
_NOTHING: Triples = {}


def _by_subject(triples: Iterable[Triple]) -> dict[OxTerm, Triples]:
    """Put together what is said of one subject, each triple once; ValueError for what is no IRI."""
    said: dict[URIRef, Triples] = {}
    for subject, predicate, object_ in triples:
        objects = said.setdefault(subject, {}).setdefault(str(predicate), [])
        if (term := to_oxigraph(object_)) not in objects:
            objects.append(term)
    for used in {used for about in said.values() for used in about}:
        named(used)  # looks whether it is one
    return {named(subject): about for subject, about in said.items()}


def _stored(said: Mapping[OxTerm, Triples]) -> ox.Store:
    store = ox.Store()
    store.extend(
        ox.Quad(subject, named(predicate), object_, UNION)
        for subject, about in said.items()
        if isinstance(subject, ox.NamedNode)
        for predicate, objects in about.items()
        for object_ in objects
    )
    return store


# In words


def _find(store: ox.Store, shapes: Shapes) -> Iterator[Problem]:
    groups = ((group.subject, group.triples) for group in walk(store, UNION))
    look = lru_cache(maxsize=4096)(lambda node: _triples(store, node))
    return (_explain(store, finding) for finding in shapes.find(groups, look))


def _triples(store: ox.Store, node: OxTerm) -> Triples:
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        return {}
    found: Triples = {}
    for quad in store.quads_for_pattern(node, None, None, UNION):
        found.setdefault(quad.predicate.value, []).append(quad.object)
    return found


def _explain(store: ox.Store, finding: Finding) -> Problem:
    """Say which fact of which sentence it is about; of what many facts speak, the first by IRI."""
    statement = _statement(store, finding.node)
    said = _triples(store, statement) if statement else {}
    about = _first(said, KG.evidence) or finding.node
    evidence = _triples(store, about)
    text = _first(said, PROV.wasDerivedFrom) or _first(evidence, DCTERMS.isPartOf)
    ends = [_first(said, end) for end in (RDF.subject, RDF.predicate, RDF.object)]
    return Problem(
        node=text_of(finding.node),
        message=finding.message,
        path=finding.path,
        value="" if finding.value is None else text_of(finding.value),
        fact=", ".join(_name(store, end) for end in ends) if statement else "",
        sentence=_words(evidence, OA.exact),
        text=_name(store, text) if text else "",
    )


def _statement(store: ox.Store, node: OxTerm) -> ox.NamedNode | None:
    """Find the statement that a node is, or that speaks of it."""
    if named(RDF.Statement) in _triples(store, node).get(str(RDF.type), ()):
        return node if isinstance(node, ox.NamedNode) else None
    ways = (KG.evidence, RDF.subject, RDF.object, KG.attributedTo)
    found = (quad.subject for way in ways for quad in store.quads_for_pattern(None, named(way), node, UNION))
    return min((subject for subject in found if isinstance(subject, ox.NamedNode)), key=text_of, default=None)


def _first(triples: Triples, property_: URIRef) -> OxTerm | None:
    return min(triples.get(str(property_), ()), key=str, default=None)


def _words(triples: Triples, property_: URIRef) -> str:
    found = _first(triples, property_)
    return "" if found is None else text_of(found)


def _name(store: ox.Store, node: OxTerm | None) -> str:
    if node is None:
        return "?"
    triples = _triples(store, node)
    return _words(triples, SKOS.prefLabel) or _words(triples, RDFS.label) or _short(text_of(node))


def _short(iri: str) -> str:
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)


# Shapes and graphs


@cache
def _compiled(files: tuple[Path, ...]) -> Shapes:
    return compile_shapes(_read_shapes(files))


def _read_shapes(files: Iterable[Path]) -> Graph:
    shapes = Graph()
    for path in files:
        try:
            shapes.parse(path, format="turtle")
        except (OSError, SyntaxError) as error:
            raise OntologyError(f"{path}: the shapes cannot be read: {error}") from error
    return shapes


def _ask_pyshacl(store: ox.Store, shapes: Graph) -> Iterator[Problem]:
    try:
        from pyshacl import validate
    except ImportError as error:
        raise KgError("these shapes need pyshacl; install it with: pip install 'kg-news[check]'") from error
    # In memory: pyshacl asks triple by triple, which a store on disk answers slowly.
    stream = BytesIO()
    serialize(store, stream, "ntriples")
    _, report, _ = validate(Graph().parse(data=stream.getvalue(), format="nt"), shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield _explain(store, _finding(report, result))


def _finding(report: Graph, result: Node) -> Finding:
    node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
    value, message = report.value(result, SH.value), report.value(result, SH.resultMessage)
    return Finding(
        node=named(node) if isinstance(node, URIRef) else ox.Literal(str(node)),
        path=str(path) if isinstance(path, URIRef) else "",
        value=ox.Literal(str(value)) if isinstance(value, URIRef | Literal) else None,
        message=str(message or ""),
    )


def _copy(graph: Graph) -> ox.Store:
    store = ox.Store()
    store.bulk_load(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return store


def read_rdf(path: Path) -> Store:
    """Read a file of any format that kg writes, its graphs as one; statements of RDF 1.2 as those of RDF 1.1.

    Raises InputError if it cannot be read.
    """
    format_ = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    if format_ is None:
        raise InputError(f"{path}: not known by its ending; expected .ttl, .trig, .nt, .nq, .jsonld or .rdf")
    store = Store()
    try:
        quads = ox.parse(path=str(path), format=format_, base_iri=BASE)
        store.local().bulk_extend(plain for quad in quads for plain in _unreified(quad))
    except SyntaxError as error:
        where = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise InputError(f"{path}{where}: {error.msg}") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    return store


def _unreified(quad: ox.Quad) -> Iterator[ox.Quad]:
    node, triple = quad.subject, quad.object
    if quad.predicate.value != REIFIES or not isinstance(triple, ox.Triple):
        yield ox.Quad(node, quad.predicate, triple, UNION)
        return
    yield ox.Quad(node, named(RDF.type), named(RDF.Statement), UNION)
    for way, end in ((RDF.subject, triple.subject), (RDF.predicate, triple.predicate), (RDF.object, triple.object)):
        yield ox.Quad(node, named(way), end, UNION)
