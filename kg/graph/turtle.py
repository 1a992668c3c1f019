"""Turtle and TriG, made to be read by people and compared by git: one fact more or less is a few lines more or less.

What belongs together stands on a line, as the triple that a statement is about; what may change from build to build,
as its confidence, stands on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.ordering import MAKING, REIFIES, SENTENCES, Group
from kg.graph.terms import UNION, OxTerm, named, text_of
from kg.vocabulary import BASE, DCTERMS, KG, OA, PREFIXES, RDF, RDFS, SCHEMA, XSD

__all__ = ["block", "compact", "head", "relative", "term_text", "write_groups", "write_union"]

_TYPE = str(RDF.type)
_MOST_ON_A_LINE = 3  # objects of one property
_WIDTH = 120
# Properties that share a line, if they follow one another.
_LINES = {
    str(property_): line
    for line, properties in enumerate(
        (
            (OA.start, OA.end, DCTERMS.isPartOf),
            (RDF.subject, RDF.predicate, RDF.object),
            (KG.modality, KG.attributedTo, KG.validity, SCHEMA.startDate, SCHEMA.endDate, KG.approximate),
            (KG.evidence, KG.entry, KG.cueStart, KG.cueEnd),
        )
    )
    for property_ in properties
}


def head(names: Iterable[str] = PREFIXES) -> str:
    """Declare the base and the prefixes of these names."""
    lines = [f"@base <{BASE}> ."]
    lines += [f"@prefix {name}: <{PREFIXES[name]}> ." for name in sorted(names)]
    return "\n".join(lines) + "\n"


def write_union(store: ox.Store, groups: Iterable[Group]) -> Iterator[str]:
    """Write the groups of the union of all graphs, with a headline over every section and every text's sentences."""
    yield head()
    for section, members in groupby(groups, key=lambda group: group.section):
        yield f"\n# {section.title}\n"
        for home, parts in groupby(members, key=lambda group: group.home):
            if home is not None:
                yield f"\n# {_title(store, home)}\n"
            yield from _spaced(parts)


def _title(store: ox.Store, home: ox.NamedNode | ox.BlankNode) -> str:
    labels = (quad.object for quad in store.quads_for_pattern(home, named(RDFS.label), None, UNION))
    title = min(map(text_of, labels), default=text_of(home))
    return _HIDDEN.sub(" ", " ".join(title.split()))


def write_groups(groups: Iterable[Group], graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Iterator[str]:
    """Write the groups of one graph as TriG."""
    yield "\n{\n" if isinstance(graph, ox.DefaultGraph) else f"\n{term_text(graph)} {{\n"
    for number, group in enumerate(groups):
        yield ("\n" if number else "") + block(group, "    ")
    yield "}\n"


def _spaced(groups: Iterable[Group]) -> Iterator[str]:
    """Set the blocks apart, but not those of a line."""
    was_line = False
    for group in groups:
        text = block(group)
        is_line = text.count("\n") == 1 and group.section is MAKING
        yield text if is_line and was_line else f"\n{text}"
        was_line = is_line


def block(group: Group, indent: str = "") -> str:
    """Write the triples of one subject."""
    subject, triples = _subject(group)
    objects = [_objects(found, indent) for found in triples.values()]
    layout = _layout(tuple(triples), group.section is SENTENCES, indent)
    if group.section is MAKING:
        short = f"{indent}{subject} {' ; '.join(map(str.__add__, layout.predicates, objects))} .\n"
        if len(short) <= _WIDTH:
            return short
    return f"{indent}{subject}{''.join(map(str.__add__, layout.starts, objects))} .\n"


class _Layout(NamedTuple):
    """How the predicates of a subject are written: alone, and with what sets each apart from the one before."""

    predicates: tuple[str, ...]
    starts: tuple[str, ...]


@lru_cache(maxsize=4096)
def _layout(predicates: tuple[str, ...], shares_lines: bool, indent: str) -> _Layout:
    texts = tuple(map(_predicate, predicates))
    starts: list[str] = []
    last = None
    for predicate, text in zip(predicates, texts, strict=True):
        line = _LINES.get(predicate) if shares_lines else None
        if not starts:
            starts.append(f" {text}")
        else:
            starts.append(f" ; {text}" if line is not None and line == last else f" ;\n{indent}    {text}")
        last = line
    return _Layout(texts, tuple(starts))


def _subject(group: Group) -> tuple[str, dict[str, list[OxTerm]]]:
    """Write what is described; in RDF 1.2 a statement is the triple it is about, with its IRI behind it."""
    reified = group.triples.get(REIFIES, ())
    if len(reified) == 1 and isinstance(reified[0], ox.Triple) and len(group.triples) > 1:
        triples = {predicate: objects for predicate, objects in group.triples.items() if predicate != REIFIES}
        return f"<< {_inner(reified[0])} ~ {term_text(group.subject)} >>", triples
    return term_text(group.subject), group.triples


def _objects(objects: list[OxTerm], indent: str) -> str:
    if len(objects) == 1:
        return f" {term_text(objects[0])}"
    start = " " if len(objects) <= _MOST_ON_A_LINE else f"\n{indent}        "
    return start + f" ,{start}".join(map(term_text, objects))


def _predicate(predicate: str) -> str:
    return "a" if predicate == _TYPE else _iri(predicate)


# Terms

_LOCAL = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
# What ends a relative IRI early or would be read as an absolute one; no name between slashes, or dots, are resolved.
_RELATIVE = re.compile(r"(?!.*/(?:/|\.\.?(?:[/#]|$)))(?!\.)[A-Za-z0-9._~%-][^:#?]*/[^/?][^?]*")
_BARE = {str(XSD.integer): re.compile(r"[+-]?[0-9]+"), str(XSD.boolean): re.compile("true|false")}
_BARE[str(XSD.decimal)] = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_STRING = str(XSD.string)
_BY_NAMESPACE = {iri: name for name, iri in PREFIXES.items()}
# What does not show, ends a line for some programs, or turns the direction of all that follows on the screen.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_TO_ESCAPE = re.compile(rf'["\\]|{_HIDDEN.pattern}')
_SHORT = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}


def term_text(term: OxTerm) -> str:
    """Write a term: an IRI by prefix, relative to the base, or in full; a number as a number."""
    kind = type(term)
    if kind is ox.NamedNode:
        return _iri(term.value)  # type: ignore[union-attr]
    if kind is ox.Literal:
        return _literal(term)  # type: ignore[arg-type]
    return f"<<( {_inner(term)} )>>" if isinstance(term, ox.Triple) else str(term)


def _inner(triple: ox.Triple) -> str:
    return f"{term_text(triple.subject)} {_predicate(triple.predicate.value)} {term_text(triple.object)}"


def _literal(literal: ox.Literal) -> str:
    value = literal.value
    if language := literal.language:
        return f'"{_escape(value)}"@{language}{_direction(literal)}'
    datatype = literal.datatype.value
    if datatype == _STRING:
        return f'"{_escape(value)}"'
    if datatype in _BARE and _BARE[datatype].fullmatch(value):
        return value
    return f'"{_escape(value)}"^^{_iri(datatype)}'


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return _SHORT.get(match.group()) or f"\\u{ord(match.group()):04X}"


def _direction(literal: ox.Literal) -> str:
    return f"--{literal.direction.value}" if literal.direction else ""


@lru_cache(maxsize=65_536)
def _iri(iri: str) -> str:
    return compact(iri) or f"<{_HIDDEN.sub(_escaped, relative(iri))}>"


def relative(iri: str) -> str:
    """Shorten an IRI by the base, where it stays the same when it is read."""
    local = iri.removeprefix(BASE)
    return local if local != iri and _RELATIVE.fullmatch(local) else iri


def compact(iri: str) -> str:
    """Shorten an IRI by its prefix, or give "" if it has none."""
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    name = _BY_NAMESPACE.get(iri[:end])
    return f"{name}:{iri[end:]}" if name and _LOCAL.fullmatch(iri, end) else ""
