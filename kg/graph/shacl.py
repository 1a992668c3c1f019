"""SHACL Core over streams: a graph is checked subject by subject, as it is written or as it is about to be.

All of SHACL Core that looks at a node, its properties and what they lead to, except paths of several steps, qualified
shapes and closed shapes; whoever needs more is told by `Unsupported`. The tests hold it against pySHACL, which knows
everything and takes a thousand times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.graph.terms import OxTerm, text_of, to_oxigraph
from kg.vocabulary import RDF, RDFS, SH, XSD

__all__ = ["Finding", "Shapes", "Triples", "Unsupported", "compile_shapes"]

Triples = dict[str, list[OxTerm]]  # what is said of one subject: predicate -> objects
Look = Callable[[OxTerm], Triples]  # what is said of a node
Value = OxTerm | None
# Gives the values, or None for the node as a whole, that are not as they should be.
Check = Callable[[Triples, list[OxTerm], Look], Iterable[Value]]


class Unsupported(Exception):  # noqa: N818
    """A shape asks for what is not checked here."""


class Finding(NamedTuple):
    """What is not as a shape says."""

    node: OxTerm
    path: str  # the property it is about, or ""
    value: Value
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What has to hold of a node, or of what a property leads to."""

    path: str  # "" for the node itself
    message: str
    checks: tuple[Check, ...] = ()
    properties: tuple[Shape, ...] = ()
    is_off: bool = False

    def find(self, node: OxTerm, triples: Triples, look: Look) -> Iterator[Finding]:
        """Say in what a node differs."""
        if self.is_off:
            return
        values = triples.get(self.path, []) if self.path else [node]
        for check in self.checks:
            yield from (Finding(node, self.path, value, self.message) for value in check(triples, values, look))
        for value in values if self.properties else ():
            inner = triples if not self.path else look(value)
            for shape in self.properties:
                yield from shape.find(value, inner, look)

    def fits(self, node: OxTerm, look: Look) -> bool:
        return next(self.find(node, look(node), look), None) is None


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of some files, by what they are for."""

    of_class: dict[str, list[Shape]] = field(default_factory=dict)
    of_subjects: dict[str, list[Shape]] = field(default_factory=dict)  # of a property
    of_objects: dict[str, list[Shape]] = field(default_factory=dict)
    of_node: dict[str, list[Shape]] = field(default_factory=dict)

    def find(self, subjects: Iterable[tuple[OxTerm, Triples]], look: Look) -> Iterator[Finding]:
        """Say in what a graph differs from its shapes; every subject comes once, with all that is said of it."""
        seen: set[tuple[int, OxTerm]] = set()
        for subject, triples in subjects:
            for shape in self._for(subject, triples):
                yield from shape.find(subject, triples, look)
            for property_ in self.of_objects.keys() & triples.keys():
                for shape, node in ((s, n) for s in self.of_objects[property_] for n in triples[property_]):
                    if (id(shape), node) not in seen:
                        seen.add((id(shape), node))
                        yield from shape.find(node, look(node), look)

    def _for(self, subject: OxTerm, triples: Triples) -> list[Shape]:
        found = [shape for kind in triples.get(_TYPE, ()) for shape in self.of_class.get(text_of(kind), ())]
        found += [shape for property_ in triples for shape in self.of_subjects.get(property_, ())]
        found += self.of_node.get(str(subject), ())
        return list(dict.fromkeys(found))

    def __bool__(self) -> bool:
        return bool(self.of_class or self.of_subjects or self.of_objects or self.of_node)


# From Turtle

_TYPE = str(RDF.type)
_TARGETS = {SH.targetClass: "of_class", SH.targetSubjectsOf: "of_subjects", SH.targetObjectsOf: "of_objects"}
_NOTES = {SH.path, SH.property, SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group, SH.defaultValue,
          SH.deactivated, SH.flags, SH.targetNode, *_TARGETS}  # fmt: skip


def compile_shapes(graph: Graph) -> Shapes:
    """Make checks of the shapes in a graph; Unsupported if it asks for more than there is here."""
    compiler, shapes = _Compiler(graph), Shapes()
    targets = ((node, way, target) for way in (*_TARGETS, SH.targetNode) for node, target in graph.subject_objects(way))
    for node, way, target in sorted(targets, key=str):
        by_target: dict[str, list[Shape]] = getattr(shapes, _TARGETS.get(URIRef(str(way)), "of_node"))
        key = str(_term(target)) if way == SH.targetNode else str(target)
        by_target.setdefault(key, []).append(compiler.shape(node))
    for node in graph.subjects(RDF.type, SH.NodeShape):
        compiler.shape(node)
        if (node, RDF.type, RDFS.Class) in graph and isinstance(node, URIRef):
            shapes.of_class.setdefault(str(node), []).append(compiler.shape(node))
    return shapes


class _Compiler:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.made: dict[Node, Shape] = {}
        self.open: set[Node] = set()

    def shape(self, node: Node) -> Shape:
        if node in self.open:
            raise Unsupported(f"{node}: a shape that leads back to itself")
        if node not in self.made:
            self.open.add(node)
            self.made[node] = self._make(node)
            self.open.remove(node)
        return self.made[node]

    def _make(self, node: Node) -> Shape:
        path = self.graph.value(node, SH.path)
        if path is not None and not isinstance(path, URIRef):
            raise Unsupported(f"{node}: sh:path of several steps")
        asked = sorted({p for p in self.graph.predicates(node) if str(p).startswith(str(SH))} - _NOTES, key=str)
        unknown = [predicate for predicate in asked if predicate not in _MAKERS]
        if unknown:
            raise Unsupported(f"{node}: {', '.join(map(str, unknown))}")
        checks = [
            _MAKERS[URIRef(str(predicate))](self, node, argument)
            for predicate in asked
            for argument in sorted(self.graph.objects(node, predicate), key=str)
        ]
        return Shape(
            path=str(path or ""),
            message=self._message(node, asked),
            checks=tuple(checks),
            properties=tuple(self.shape(inner) for inner in self._inner(node)),
            is_off=self.graph.value(node, SH.deactivated) == Literal(True),
        )

    def _inner(self, node: Node) -> list[Node]:
        """Order the properties of a shape by what they say: blank nodes have another name every time."""

        def key(inner: Node) -> tuple[str, ...]:
            return str(self.graph.value(inner, SH.path)), self._message(inner, []), str(inner)

        return sorted(self.graph.objects(node, SH.property), key=key)

    def _message(self, node: Node, asked: Iterable[Node]) -> str:
        messages = [term for term in self.graph.objects(node, SH.message) if isinstance(term, Literal)]
        ordered = sorted(messages, key=lambda term: (term.language != "en", str(term)))
        asks = ", ".join(f"sh:{str(predicate).removeprefix(str(SH))}" for predicate in asked)
        return str(ordered[0]) if ordered else f"It is not as its shape asks: {asks}."

    def terms(self, node: Node) -> list[OxTerm]:
        return [_term(item) for item in Collection(self.graph, node)]

    def shapes(self, node: Node) -> list[Shape]:
        return [self.shape(item) for item in Collection(self.graph, node)]


def _term(node: Node) -> OxTerm:
    if isinstance(node, URIRef | Literal):
        return to_oxigraph(node)
    raise Unsupported(f"{node}: a blank node in place of a value")


# What can be asked of the values


def _each(is_right: Callable[[OxTerm, Look], bool]) -> Check:
    """Look at every value by itself."""
    return lambda _, values, look: (value for value in values if not is_right(value, look))


def _all(are_right: Callable[[Triples, list[OxTerm]], bool]) -> Check:
    """Look at all values together."""
    return lambda triples, values, _: () if are_right(triples, values) else (None,)


def _min_count(_: _Compiler, node: Node, argument: Node) -> Check:
    least = int(str(argument))
    return _all(lambda _, values: len(values) >= least)


def _max_count(_: _Compiler, node: Node, argument: Node) -> Check:
    most = int(str(argument))
    return _all(lambda _, values: len(values) <= most)


def _datatype(_: _Compiler, node: Node, argument: Node) -> Check:
    wanted = str(argument)
    form = _FORMS.get(wanted)

    def is_right(value: OxTerm, look: Look) -> bool:
        is_of_type = isinstance(value, ox.Literal) and value.datatype.value == wanted
        return is_of_type and (form is None or form.fullmatch(text_of(value)) is not None)

    return _each(is_right)


_FORMS = {
    str(XSD.boolean): re.compile("true|false|0|1"),
    str(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    str(XSD.decimal): re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    str(XSD.gYear): re.compile(r"-?[0-9]{4,}(Z|[+-]\d\d:\d\d)?"),
    str(XSD.gYearMonth): re.compile(r"-?[0-9]{4,}-(0[1-9]|1[0-2])(Z|[+-]\d\d:\d\d)?"),
    str(XSD.date): re.compile(r"-?[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(Z|[+-]\d\d:\d\d)?"),
}  # a date as the 31st of February is left to whoever reads it
_KINDS: dict[str, tuple[type, ...]] = {
    str(SH.IRI): (ox.NamedNode,),
    str(SH.Literal): (ox.Literal,),
    str(SH.BlankNode): (ox.BlankNode,),
    str(SH.IRIOrLiteral): (ox.NamedNode, ox.Literal),
    str(SH.BlankNodeOrIRI): (ox.BlankNode, ox.NamedNode),
    str(SH.BlankNodeOrLiteral): (ox.BlankNode, ox.Literal),
}


def _node_kind(_: _Compiler, node: Node, argument: Node) -> Check:
    kinds = _KINDS[str(argument)]
    return _each(lambda value, look: isinstance(value, kinds))


def _class(_: _Compiler, node: Node, argument: Node) -> Check:
    wanted = str(argument)
    return _each(lambda value, look: any(text_of(kind) == wanted for kind in look(value).get(_TYPE, ())))


def _node(compiler: _Compiler, node: Node, argument: Node) -> Check:
    shape = compiler.shape(argument)
    return _each(lambda value, look: shape.fits(value, look))


def _in(compiler: _Compiler, node: Node, argument: Node) -> Check:
    allowed = set(compiler.terms(argument))
    return _each(lambda value, look: value in allowed)


def _has_value(_: _Compiler, node: Node, argument: Node) -> Check:
    wanted = _term(argument)
    return _all(lambda _, values: wanted in values)


def _pattern(compiler: _Compiler, node: Node, argument: Node) -> Check:
    flags = re.IGNORECASE if "i" in str(compiler.graph.value(node, SH.flags) or "") else 0
    pattern = re.compile(str(argument), flags)
    return _each(lambda value, look: isinstance(value, _WORDS) and pattern.search(text_of(value)) is not None)


_WORDS = (ox.NamedNode, ox.Literal)


def _min_length(_: _Compiler, node: Node, argument: Node) -> Check:
    least = int(str(argument))
    return _each(lambda value, look: isinstance(value, _WORDS) and len(text_of(value)) >= least)


def _max_length(_: _Compiler, node: Node, argument: Node) -> Check:
    most = int(str(argument))
    return _each(lambda value, look: isinstance(value, _WORDS) and len(text_of(value)) <= most)


def _language_in(compiler: _Compiler, node: Node, argument: Node) -> Check:
    ranges = [text_of(term).lower() for term in compiler.terms(argument)]

    def is_right(value: OxTerm, look: Look) -> bool:
        language = (value.language or "").lower() if isinstance(value, ox.Literal) else ""
        return any(language == known or language.startswith(f"{known}-") for known in ranges)

    return _each(is_right)


def _unique_lang(_: _Compiler, node: Node, argument: Node) -> Check:
    def check(triples: Triples, values: list[OxTerm], look: Look) -> Iterator[Value]:
        languages = [value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language]
        yield from (None for language in sorted(set(languages)) if languages.count(language) > 1)

    return check if argument == Literal(True) else _all(lambda _, values: True)


def _or(compiler: _Compiler, node: Node, argument: Node) -> Check:
    shapes = compiler.shapes(argument)
    return _each(lambda value, look: any(shape.fits(value, look) for shape in shapes))


def _and(compiler: _Compiler, node: Node, argument: Node) -> Check:
    shapes = compiler.shapes(argument)
    return _each(lambda value, look: all(shape.fits(value, look) for shape in shapes))


def _xone(compiler: _Compiler, node: Node, argument: Node) -> Check:
    shapes = compiler.shapes(argument)
    return _each(lambda value, look: sum(shape.fits(value, look) for shape in shapes) == 1)


def _not(compiler: _Compiler, node: Node, argument: Node) -> Check:
    shape = compiler.shape(argument)
    return _each(lambda value, look: not shape.fits(value, look))


def _equals(_: _Compiler, node: Node, argument: Node) -> Check:
    other = str(argument)

    def check(triples: Triples, values: list[OxTerm], look: Look) -> Iterable[Value]:
        return sorted(set(values) ^ set(triples.get(other, [])), key=str)

    return check


def _disjoint(_: _Compiler, node: Node, argument: Node) -> Check:
    other = str(argument)
    return lambda triples, values, look: [value for value in values if value in triples.get(other, [])]


# What can be compared

Comparable = Decimal | str


def _measure(term: OxTerm) -> tuple[str, Comparable] | None:
    """Give a kind and a measure; those of one kind can be compared."""
    if not isinstance(term, ox.Literal):
        return None
    if term.datatype.value in _NUMBERS:
        try:
            return "number", Decimal(term.value)
        except InvalidOperation:
            return None
    return term.datatype.value, term.value


_NUMBERS = {str(XSD[name]) for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
_COMPARED: dict[str, Callable[[Comparable, Comparable], bool]] = {
    "<": lambda one, other: one < other,  # type: ignore[operator]  # both are of one kind
    "<=": lambda one, other: one <= other,  # type: ignore[operator]
    ">": lambda one, other: one > other,  # type: ignore[operator]
    ">=": lambda one, other: one >= other,  # type: ignore[operator]
}


def _holds(one: OxTerm, sign: str, other: OxTerm) -> bool:
    left, right = _measure(one), _measure(other)
    return left is not None and right is not None and left[0] == right[0] and _COMPARED[sign](left[1], right[1])


def _bound(sign: str) -> Callable[[_Compiler, Node, Node], Check]:
    def make(_: _Compiler, node: Node, argument: Node) -> Check:
        bound = _term(argument)
        return _each(lambda value, look: _holds(value, sign, bound))

    return make


def _less(sign: str) -> Callable[[_Compiler, Node, Node], Check]:
    def make(_: _Compiler, node: Node, argument: Node) -> Check:
        other = str(argument)
        return lambda triples, values, look: [
            value for value in values for bound in triples.get(other, ()) if not _holds(value, sign, bound)
        ]

    return make


_MAKERS: dict[Node, Callable[[_Compiler, Node, Node], Check]] = {
    SH["and"]: _and,
    SH["class"]: _class,
    SH.datatype: _datatype,
    SH.disjoint: _disjoint,
    SH.equals: _equals,
    SH.hasValue: _has_value,
    SH["in"]: _in,
    SH.languageIn: _language_in,
    SH.lessThan: _less("<"),
    SH.lessThanOrEquals: _less("<="),
    SH.maxCount: _max_count,
    SH.maxExclusive: _bound("<"),
    SH.maxInclusive: _bound("<="),
    SH.maxLength: _max_length,
    SH.minCount: _min_count,
    SH.minExclusive: _bound(">"),
    SH.minInclusive: _bound(">="),
    SH.minLength: _min_length,
    SH.node: _node,
    SH.nodeKind: _node_kind,
    SH["not"]: _not,
    SH["or"]: _or,
    SH.pattern: _pattern,
    SH.uniqueLang: _unique_lang,
    SH.xone: _xone,
}
