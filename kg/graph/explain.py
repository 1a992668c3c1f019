"""How a query is understood, and what each of its patterns matches: the cost before it is paid.

The tree is SPARQL's own algebra, as rdflib translates it. In which order Oxigraph joins, it does not tell from Python;
the counts show what there is to join.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError
from kg.graph.terms import UNION, OxTerm, named, to_oxigraph
from kg.vocabulary import BASE, PREFIXES

__all__ = ["explain_plan"]

_MOST = 100_000  # triples that are counted for one pattern
_CHILDREN = ("p", "p1", "p2")
_NAMES = {
    "Extend": "Bind",
    "LeftJoin": "Optional",
    "SelectQuery": "Select",
    "AggregateJoin": "Aggregate",
    "values": "Values",
    "BGP": "Triples",
}
_AGGREGATE = re.compile(r"__agg_\d+__")  # a variable that rdflib makes for COUNT(...)
_SIGNS = {"ConditionalAndExpression": " && ", "ConditionalOrExpression": " || "}


def explain_plan(store: ox.Store, query: str) -> str:
    """Show the algebra of a query that Oxigraph has found to be well-formed, with the number of matching triples.

    Raises QueryError if rdflib cannot read it.
    """
    try:
        algebra = translateQuery(parseQuery(query), base=BASE, initNs=PREFIXES).algebra
    except Exception as error:  # its parser lets many kinds escape
        raise QueryError(f"query: it runs, but cannot be explained: {error}") from error
    text = "\n".join(_tree(store, algebra, 0))
    # rdflib numbers its variables in an order that changes from run to run.
    numbers = {name: str(n) for n, name in enumerate(dict.fromkeys(_AGGREGATE.findall(text)), 1)}
    return _AGGREGATE.sub(lambda found: numbers[found[0]], text)


def _tree(store: ox.Store, node: CompValue, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if node.name == "Extend" and _AGGREGATE.fullmatch(str(node.expr)) and node.p.name in ("AggregateJoin", "Extend"):
        yield from _tree(store, node.p, depth)  # a name that rdflib gives an aggregate and takes away again
        return
    yield f"{indent}{_name(node)}{_detail(node)}"
    if node.name == "BGP":
        yield from _patterns(store, node.triples, indent + "  ")
    for name in _CHILDREN:
        child = node.get(name)
        if isinstance(child, CompValue):
            yield from _tree(store, child, depth + 1)


def _patterns(store: ox.Store, triples: Iterable[tuple[object, ...]], indent: str) -> Iterator[str]:
    shown = [(" ".join(map(_term, triple)), _count(store, triple)) for triple in triples]
    width = max((len(text) for text, _ in shown), default=0)
    for text, count in shown:
        yield f"{indent}{text:<{width}}  {count}".rstrip()


def _count(store: ox.Store, triple: tuple[object, ...]) -> str:
    """Say how many triples of the graph fit, each pattern taken alone."""
    if isinstance(triple[1], PropertyPath):
        return "a path"
    subject, predicate, object_ = map(_constant, triple)
    quads = store.quads_for_pattern(subject, predicate, object_, UNION)  # type: ignore[arg-type]
    found = sum(1 for _ in islice(quads, _MOST + 1))
    return f"more than {_MOST:,} triples" if found > _MOST else f"{found:,} triple{'' if found == 1 else 's'}"


def _constant(term: object) -> OxTerm | None:
    if isinstance(term, URIRef):
        return named(term)
    return to_oxigraph(term) if isinstance(term, Literal) else None


# What belongs to one step beside its inputs.
_DETAILS: Mapping[str, Callable[[CompValue], str]] = {
    "AggregateJoin": lambda node: ", ".join(
        f"{_expression(part)} as {_term(part.res)}" for part in node.A if part.name != "Aggregate_Sample"
    ),
    "Extend": lambda node: f"{_expression(node.expr)} as {_term(node.var)}",
    "Filter": lambda node: _expression(node.expr),
    "Graph": lambda node: _term(node.term),
    "Group": lambda node: _join(node.expr),
    "LeftJoin": lambda node: "" if node.expr.name == "TrueFilter" else _expression(node.expr),
    "OrderBy": lambda node: _join(condition.expr for condition in node.expr),
    "Project": lambda node: _join(node.PV),
    "Slice": lambda node: f"{node.length} from {node.start or 0}",
    "values": lambda node: _rows(node.res),
}


def _name(node: CompValue) -> str:
    if node.name == "ToMultiSet":
        return "Join with" if node.p.name == "values" else "Subquery"
    return _NAMES.get(node.name, node.name)


def _detail(node: CompValue) -> str:
    text = _DETAILS[node.name](node) if node.name in _DETAILS else ""
    return f" {text}" if text else ""


def _rows(rows: list[Mapping[object, object]]) -> str:
    shown = ["(" + " ".join(f"{_term(k)}={_term(v)}" for k, v in row.items()) + ")" for row in rows[:5]]
    return " ".join(shown) + (f" and {len(rows) - 5} more" if len(rows) > 5 else "")


def _join(terms: Iterable[object] | None) -> str:
    return " ".join(map(_expression, terms or ()))


def _expression(node: object) -> str:
    """Write an expression much as it was typed."""
    if isinstance(node, list | tuple):
        return ", ".join(map(_expression, node))
    if not isinstance(node, CompValue):
        return _term(node)
    name = node.name.removeprefix("Builtin_").removeprefix("Aggregate_")
    if name == "RelationalExpression":
        return f"{_expression(node.expr)} {node.op} {_expression(node.other)}" if node.op else _expression(node.expr)
    if name in _SIGNS:
        return _SIGNS[name].join(_expression(part) for part in [node.expr, *(node.other or ())])
    if name == "UnaryNot":
        return f"!{_expression(node.expr)}"
    if name in ("EXISTS", "NOTEXISTS"):
        return name.replace("NOTEXISTS", "NOT EXISTS") + " {...}"
    values = [value for key, value in node.items() if key not in ("_vars", "distinct", "graph", "iri", "res")]
    return f"{name}({', '.join(_expression(value) for value in values if value is not None)})"


def _term(term: object) -> str:
    if isinstance(term, Variable):
        return f"?{term}"
    if isinstance(term, BNode):
        return "[]"
    if isinstance(term, URIRef):
        return _short(str(term))
    if isinstance(term, PropertyPath):
        return _path(term)
    if isinstance(term, Literal):
        return str(term) if isinstance(term.value, int | Decimal) else term.n3()
    return str(term or "")


def _path(path: PropertyPath) -> str:
    text = path.n3()
    for prefix, namespace in PREFIXES.items():
        text = text.replace(f"<{namespace}", f"<{prefix}:")
    return text.replace("<", "").replace(">", "")


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri.removeprefix(BASE)}>"
