"""RDF/XML, as a stream: an element per subject, within it one per triple."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import OutputError
from kg.graph.ordering import Group
from kg.graph.terms import OxTerm, text_of
from kg.vocabulary import PREFIXES, XSD

__all__ = ["write"]

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARK = "\N{REPLACEMENT CHARACTER}"
_ENDS = {"\r": "&#xD;"}  # a parser would make it "\n"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_BY_NAMESPACE = {iri: name for name, iri in PREFIXES.items()}


def write(groups: Iterable[Group]) -> Iterator[str]:
    """Write groups of triples as an XML document.

    Raises OutputError for what RDF/XML cannot say; a control character in a text becomes U+FFFD.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    yield from (f"\n    xmlns:{name}={quoteattr(PREFIXES[name])}" for name in sorted(PREFIXES))
    yield ">\n"
    for group in groups:
        yield f"<rdf:Description {_reference(group.subject, 'rdf:about')}>\n"
        for predicate, objects in group.triples.items():
            yield "".join(_element(predicate, term) for term in objects)
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _reference(node: OxTerm, attribute: str) -> str:
    if isinstance(node, ox.Triple):
        raise OutputError(f"{node}: RDF/XML cannot say it; choose Turtle")
    # The name of a blank node may begin with a digit, that of an XML attribute may not.
    return (
        f'rdf:nodeID="b{node.value}"' if isinstance(node, ox.BlankNode) else f"{attribute}={quoteattr(text_of(node))}"
    )


def _element(predicate: str, term: OxTerm) -> str:
    name, declared = _qualified(predicate)
    if not isinstance(term, ox.Literal):
        return f"    <{name}{declared} {_reference(term, 'rdf:resource')}/>\n"
    if term.direction:
        raise OutputError(f"{term}: RDF/XML cannot say which way it is read; choose Turtle")
    kind = ""
    if term.language:
        kind = f' xml:lang="{term.language}"'
    elif term.datatype.value != str(XSD.string):
        kind = f" rdf:datatype={quoteattr(term.datatype.value)}"
    return f"    <{name}{declared}{kind}>{escape(_NOT_IN_XML.sub(_MARK, term.value), _ENDS)}</{name}>\n"


def _qualified(iri: str) -> tuple[str, str]:
    """Write a property as the name of an element, and declare its namespace if nobody has."""
    local = _NAME.search(iri)
    if local is None:
        raise OutputError(f"{iri}: RDF/XML cannot name this property, which ends in no name; choose Turtle")
    namespace = iri[: local.start()]
    name = _BY_NAMESPACE.get(namespace)
    return (f"{name}:{local.group()}", "") if name else (f"ns:{local.group()}", f" xmlns:ns={quoteattr(namespace)}")
