"""A request -> what it asks for: the SPARQL 1.1 Protocol and the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.server.negotiation import INPUTS, media_type
from kg.server.refusal import Refusal

__all__ = ["Question", "Update", "is_iri", "read_graph_name", "read_input_format", "read_operation", "read_values"]

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_MAX_PARAMETERS = 1000

Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, and the graphs it is asked of: None for all."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update, and the graphs its patterns are matched against: none for all."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_operation(method: str, query: bytes, content_type: str | None, body: bytes) -> Question | Update | None:
    """Read what a request to the SPARQL endpoint asks for; None if it asks what the endpoint can do.

    query: the part of the address behind the question mark.
    Raises Refusal, 400 or 415, if the request does not follow the protocol.
    """
    parameters = _parameters(query)
    if method in ("GET", "HEAD"):
        return _read_get(parameters)
    media, charset = media_type(content_type)
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, f"The character set is {charset}; write in UTF-8.")
    if media == _FORM:
        return _read_form([*parameters, *_parameters(body)])
    if media in (_QUERY, _UPDATE):
        _refuse_parameters(parameters, ("query", "update"), f"stands in the body, as it is {media}")
        text = _decode(body)
        return _question(text, parameters) if media == _QUERY else _update(text, parameters)
    expected = f"expected one of {_FORM}, {_QUERY}, {_UPDATE}"
    raise Refusal(415, f"The body is {media or 'of no media type'}; {expected}.")


def _read_get(parameters: Parameters) -> Question | None:
    _refuse_parameters(parameters, ("update",), "is sent by POST, as it changes the graph")
    if not any(name == "query" for name, _ in parameters):
        if parameters:
            raise Refusal(400, "The parameter query is missing.")
        return None
    return _question(_only(parameters, "query"), parameters)


def _read_form(parameters: Parameters) -> Question | Update:
    names = {name for name, _ in parameters} & {"query", "update"}
    if len(names) != 1:
        given = "both are given" if names else "neither is given"
        raise Refusal(400, f"A form has either the parameter query or the parameter update; {given}.")
    (name,) = names
    text = _only(parameters, name)
    return _question(text, parameters) if name == "query" else _update(text, parameters)


def _question(text: str, parameters: Parameters) -> Question:
    _refuse_parameters(parameters, ("using-graph-uri", "using-named-graph-uri"), "is for updates")
    return Question(
        text=text,
        default_graphs=_graphs(parameters, "default-graph-uri"),
        named_graphs=_graphs(parameters, "named-graph-uri"),
    )


def _update(text: str, parameters: Parameters) -> Update:
    hint = "is for queries; updates have using-graph-uri and using-named-graph-uri"
    _refuse_parameters(parameters, ("default-graph-uri", "named-graph-uri"), hint)
    return Update(
        text=text,
        default_graphs=_graphs(parameters, "using-graph-uri"),
        named_graphs=_graphs(parameters, "using-named-graph-uri"),
    )


def _parameters(text: bytes) -> Parameters:
    try:
        decoded = text.decode("utf-8")
        return parse_qsl(
            decoded, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MAX_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise Refusal(400, "A parameter is not written in UTF-8 with percent signs.") from error
    except ValueError as error:
        raise Refusal(400, f"There are more than {_MAX_PARAMETERS} parameters.") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"The body is not written in UTF-8: byte {error.start + 1} is wrong.") from error


def _only(parameters: Parameters, name: str) -> str:
    values = [value for found, value in parameters if found == name]
    if len(values) != 1:
        raise Refusal(400, f"The parameter {name} is given {len(values)} times; give it once.")
    return values[0]


def _refuse_parameters(parameters: Parameters, names: Iterable[str], why: str) -> None:
    for name in names:
        if any(found == name for found, _ in parameters):
            raise Refusal(400, f"The parameter {name} has no place here: it {why}.")


def _graphs(parameters: Parameters, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_absolute(value, name) for found, value in parameters if found == name))


_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"{}|^`\\]*""")


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI, and can be nothing else between angle brackets."""
    return _IRI.fullmatch(text) is not None


def _absolute(iri: str, name: str) -> str:
    if not is_iri(iri):
        raise Refusal(400, f"The parameter {name} is no absolute IRI: {iri[:200]!r}.")
    return iri


def read_values(query: bytes) -> Parameters:
    """Give the values for the parameters of a saved question; Refusal, 400, if one is given twice."""
    parameters = _parameters(query)
    for name, _ in parameters:
        _only(parameters, name)
    return parameters


# Graph Store Protocol


def read_graph_name(query: bytes) -> str | None:
    """Give the graph that ?graph=IRI names, or None for ?default.

    Raises Refusal, 400, if there is neither or both.
    """
    parameters = _parameters(query)
    names = {name for name, _ in parameters}
    if ("graph" in names) == ("default" in names):
        raise Refusal(400, "Say which graph: either ?default or ?graph=IRI.")
    if "default" not in names:
        return _absolute(_only(parameters, "graph"), "graph")
    if _only(parameters, "default"):
        raise Refusal(400, "The parameter default has no value; a graph is named by ?graph=IRI.")
    return None


def read_input_format(content_type: str | None) -> str:
    """Give the format of triples that are sent.

    Raises Refusal, 415, if we do not read it.
    """
    media, charset = media_type(content_type)
    if media not in INPUTS:
        raise Refusal(415, f"The body is {media or 'of no media type'}; expected one of {', '.join(INPUTS)}.")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, f"The character set is {charset}; write in UTF-8.")
    return INPUTS[media]
