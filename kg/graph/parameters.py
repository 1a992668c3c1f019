"""The parameters of saved queries: declared in the head of the file, bound as RDF terms.

A line of the head declares one:

    # @param NAME KIND: what it is                 must be given
    # @param NAME KIND?: what it is                may be left out; stands for UNDEF
    # @param NAME KIND = DEFAULT: what it is       has a default

and `$NAME` in the query stands for its term; `VALUES ?org { $org }` works with or without one. KIND is

    entity      the name, in any language and case, or the IRI of what the texts speak about
    kg:CLASS    the same, of a class of the ontology first: kg:Organization
    document    the title, the file's name or the IRI of a text
    property    a property of the ontology, by its label or its name
    date        2016, 2016-07 or 2016-07-12, as a string
    integer, number, text

A value never becomes part of the query's text as it is given: it is made an RDF term, and Oxigraph writes the term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import ParameterError, QueryError
from kg.graph.naming import find_document, find_entity, find_property, visible
from kg.graph.terms import to_oxigraph
from kg.graph.values import decimal_literal
from kg.ontology import Schema
from kg.vocabulary import KG

__all__ = ["Parameter", "bind", "read_parameters"]

_DECLARATION = re.compile(
    r"#\s*@param\s+(?P<name>[a-z][a-z0-9_]*)\s+(?P<kind>[a-z]+|kg:\w+)"
    r"(?:(?P<optional>\?)|\s*=\s*(?P<default>\S+))?\s*:\s+(?P<comment>\S.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something a saved query asks for."""

    name: str
    kind: str  # "entity", "kg:Organization", "date" ...
    comment: str  # what it is
    optional: bool = False
    default: str = ""

    @property
    def is_required(self) -> bool:
        return not self.optional and not self.default


def read_parameters(text: str, where: str) -> tuple[Parameter, ...]:
    """Read the declarations in a query's head; `where` is named in messages.

    >>> read_parameters("# Who leads it\\n# @param org kg:Organization: whose chief\\nASK {}", "x.rq")[0].kind
    'kg:Organization'
    """
    parameters: dict[str, Parameter] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#"):
            break
        if "@param" not in line:
            continue
        found = _DECLARATION.fullmatch(line.strip())
        if not found or not _is_kind(found["kind"]):
            kinds = ", ".join([*_READERS, "kg:CLASS"])
            raise QueryError(
                f"{where}, line {number}: expected # @param NAME KIND: what it is, "
                f"with a name of small letters and a kind among {kinds}"
            )
        parameters[found["name"]] = Parameter(
            name=found["name"],
            kind=found["kind"],
            comment=found["comment"],
            optional=bool(found["optional"]),
            default=found["default"] or "",
        )
    return tuple(parameters.values())


def bind(
    text: str,
    masked: str,
    parameters: tuple[Parameter, ...],
    values: Mapping[str, str],
    *,
    store: ox.Store,
    schema: Schema,
    where: str,
) -> str:
    """Put the values' terms in place of the parameters.

    masked: the same text with blanks for strings, IRIs and comments, where nothing is replaced.
    Raises ParameterError if one is missing or unknown, QueryError if its value means nothing in this graph.
    """
    _refuse_unknown(parameters, values, where)
    terms = {p.name: _term(p, values.get(p.name, p.default), store, schema, where) for p in parameters}
    pieces, end = [], 0
    for found in re.finditer(r"\$(\w+)", masked):
        if found[1] in terms:
            pieces += [text[end : found.start()], terms[found[1]]]
            end = found.end()
    return "".join([*pieces, text[end:]])


def _refuse_unknown(parameters: tuple[Parameter, ...], values: Mapping[str, str], where: str) -> None:
    names = [p.name for p in parameters]
    for name in values:
        if name in names:
            continue
        near = get_close_matches(name, names, n=1)
        known = " ".join(f"--{n}" for n in names)
        hint = f"did you mean --{near[0]}?" if near else f"it has {known}" if known else "it has none"
        raise ParameterError(f"{where} has no parameter --{visible(name)}; {hint}")


def _term(parameter: Parameter, value: str, store: ox.Store, schema: Schema, where: str) -> str:
    if not value.strip():
        if parameter.optional:
            return "UNDEF"
        if not parameter.default:
            raise ParameterError(f"{where} needs --{parameter.name}: {parameter.comment}")
        value = parameter.default
    try:
        if re.search("[\ud800-\udfff]", value):
            raise QueryError(f"{visible(value)} is no text: it has bytes that are not in UTF-8")
        if parameter.kind.startswith("kg:"):
            kind = KG[parameter.kind.removeprefix("kg:")]
            if kind not in schema.classes:
                raise ParameterError(f"{where}: the ontology has no class {parameter.kind}")
            return str(to_oxigraph(find_entity(store, value, schema, kind=kind)))
        return _READERS[parameter.kind](store, value, schema)
    except ParameterError:
        raise
    except QueryError as error:
        raise QueryError(f"--{parameter.name} {error}") from error


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def _read_date(value: str) -> str:
    found = _DATE.fullmatch(value.strip())
    try:
        if not found:
            raise ValueError
        date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        raise QueryError(f"{visible(value)} is no date; write 2016, 2016-07 or 2016-07-12") from None
    return str(ox.Literal(found[0]))


def _read_integer(value: str) -> str:
    if not re.fullmatch(r"\d{1,18}", value.strip(), re.ASCII):
        raise QueryError(f"{visible(value)} is no whole number; write 10")
    return str(int(value))  # bare, as LIMIT asks for it


def _read_number(value: str) -> str:
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise QueryError(f"{visible(value)} is no number; write 0.8 or 1500")
    return str(to_oxigraph(decimal_literal(number)))


# Each gives the term as SPARQL writes it.
_READERS: Mapping[str, Callable[[ox.Store, str, Schema], str]] = {
    "entity": lambda store, value, schema: str(to_oxigraph(find_entity(store, value, schema))),
    "document": lambda store, value, schema: str(to_oxigraph(find_document(store, value, schema))),
    "property": lambda _, value, schema: str(to_oxigraph(find_property(value, schema))),
    "date": lambda _, value, __: _read_date(value),
    "integer": lambda _, value, __: _read_integer(value),
    "number": lambda _, value, __: _read_number(value),
    "text": lambda _, value, __: str(ox.Literal(value)),
}


def _is_kind(kind: str) -> bool:
    return kind in _READERS or kind.startswith("kg:")
