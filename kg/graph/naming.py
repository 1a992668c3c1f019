"""Find what a person means by a name: entities and documents of a store, properties of the ontology."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import QueryError
from kg.graph.provenance import STRUCTURE
from kg.graph.terms import UNION, named, text_of
from kg.ontology import Schema
from kg.vocabulary import BASE, PREFIXES, RDF, SCHEMA

__all__ = ["find_document", "find_entity", "find_property", "visible"]

# What is stored by these names has that name; a document also has that of its file.
_NAMES = "rdfs:label|skos:prefLabel|skos:altLabel|schema:headline|dcterms:identifier"
_SHOWN = 5  # of the things a name may mean
_COMPARED = 50_000  # names that a misspelt one is compared with: more would take seconds


def find_entity(store: ox.Store, name: str, schema: Schema, *, kind: URIRef | None = None) -> URIRef:
    """Find the one entity of this name, in any language and case, or of this IRI.

    kind: the class it should have; another one counts only where none of that class has the name.
    Raises QueryError if there is none, with the nearest names, or several, with their IRIs.
    """
    iri = _as_iri(name)
    if iri:
        _require(store, iri, name)
        return iri
    called = {*_things_called(store, name), *_concepts_called(store, name, schema)}
    found = [thing for thing in sorted(called) if not _classes(store, thing) & STRUCTURE]
    fitting = [thing for thing in found if kind and any(schema.is_a(c, kind) for c in _classes(store, thing))]
    return _the_one(store, name, fitting or found, schema)


def find_document(store: ox.Store, name: str, schema: Schema) -> URIRef:
    """Find the one document of this title, file name or IRI."""
    iri = _as_iri(name)
    if iri:
        _require(store, iri, name)
        return iri
    found = [thing for thing in _things_called(store, name) if SCHEMA.NewsArticle in _classes(store, thing)]
    return _the_one(store, name, found, schema, what="text")


def find_property(name: str, schema: Schema) -> URIRef:
    """Find the one property of this label, in any language and case: "ceoOf", "kg:ceoOf", "chief executive of"."""
    wanted = _key(name.removeprefix("kg:"))
    names = {iri: {_key(_local(iri)), *map(_key, known.labels.values())} for iri, known in schema.properties.items()}
    found = [iri for iri in sorted(names) if wanted in names[iri]]
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(f"{visible(name)} names several properties: {_list(map(_short, found))}; give one of them")
    known = {name: iri for iri in sorted(names) for name in sorted(names[iri])}
    near = dict.fromkeys(_short(known[match]) for match in get_close_matches(wanted, known, n=_SHOWN))
    hint = f"did you mean {_list(near)}?" if near else "ontology/kg.ttl has them all"
    raise QueryError(f"{visible(name)}: no property of this name; {hint}")


def visible(text: str) -> str:
    """Write out what cannot be seen, so that a message shows what was given.

    >>> visible("a\\u200fb")
    'a\\\\u200fb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _as_iri(name: str) -> URIRef | None:
    """Read <...>, an absolute IRI or one relative to kg's base; None for a name."""
    text = name.strip()
    is_marked = text.startswith("<") and text.endswith(">")
    text = text[1:-1] if is_marked else text
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        text = PREFIXES[prefix] + local
    elif "://" not in text:
        if not is_marked and not (text.count("/") and " " not in text):
            return None
        text = BASE + text.removeprefix("/")
    try:
        return URIRef(ox.NamedNode(text).value)
    except ValueError as error:
        if not is_marked and "://" not in name:
            return None
        raise QueryError(f"{visible(name)} is no IRI: {error}") from error


def _require(store: ox.Store, iri: URIRef, name: str) -> None:
    if next(store.quads_for_pattern(named(iri), None, None, UNION), None) is None:
        raise QueryError(f"{visible(name)}: nothing in this graph has this IRI; kg query entities shows what has")


def _things_called(store: ox.Store, name: str) -> list[URIRef]:
    """Give all that has this name, whatever its case; a name with a slash may also be an IRI's end."""
    spellings = {unicodedata.normalize(form, name.strip()).lower() for form in ("NFC", "NFD")}
    among = ", ".join(str(ox.Literal(spelling)) for spelling in sorted(spellings))
    query = f"SELECT DISTINCT ?thing {{ ?thing {_NAMES} ?name FILTER (LCASE(STR(?name)) IN ({among})) }}"
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(URIRef(text_of(solution["thing"])) for solution in found)


def _concepts_called(store: ox.Store, name: str, schema: Schema) -> list[URIRef]:
    """Give what a text calls by another language's word: the ontology has the words of all."""
    wanted = _key(name)
    called = [
        iri
        for iri, concept in schema.concepts.items()
        if any(_key(word) == wanted for words in concept.names.values() for word in words)
    ]
    return [iri for iri in called if next(store.quads_for_pattern(named(iri), None, None, UNION), None)]


def _classes(store: ox.Store, thing: URIRef) -> set[URIRef]:
    quads = store.quads_for_pattern(named(thing), named(RDF.type), None, UNION)
    return {URIRef(text_of(quad.object)) for quad in quads}


def _the_one(store: ox.Store, name: str, found: list[URIRef], schema: Schema, what: str = "thing") -> URIRef:
    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError(f"{visible(name)}: no {what} of this name in the graph; {_nearest(store, name)}")
    things = [f"{_short(iri)} ({_class_name(store, iri, schema)})" for iri in found]
    raise QueryError(f"{visible(name)} names {len(found)} {what}s: {_list(things)}; give the IRI of one of them")


def _class_name(store: ox.Store, iri: URIRef, schema: Schema) -> str:
    return ", ".join(sorted(schema.label(kind, "en") for kind in _classes(store, iri)))


def _nearest(store: ox.Store, name: str) -> str:
    """Say which names are like it: those it is a part of, or is misspelt from."""
    query = f"SELECT DISTINCT ?name {{ ?thing {_NAMES} ?name }} LIMIT {_COMPARED}"
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    names: Mapping[str, str] = {_key(n): n for n in sorted({text_of(solution["name"]) for solution in found})}
    wanted = _key(name)
    near = [names[key] for key in names if wanted and wanted in key]
    near += [names[key] for key in get_close_matches(wanted, names, n=_SHOWN)]
    if not near:
        return "kg query entities shows what the graph speaks of"
    return f"did you mean {_list(visible(n) for n in dict.fromkeys(near))}?"


def _list(things: Iterable[str]) -> str:
    """Join a few with commas, and say how many more there are."""
    several = list(things)
    rest = f" and {len(several) - _SHOWN} more" if len(several) > _SHOWN else ""
    return ", ".join(several[:_SHOWN]) + rest


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()).casefold()


def _local(iri: URIRef) -> str:
    return str(iri).rstrip("/#").rpartition("/")[2].rpartition("#")[2]


def _short(iri: URIRef) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)
