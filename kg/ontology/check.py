"""What is wrong or suspicious in an ontology folder, for the person who adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from kg import paths
from kg.errors import LexiconError, OntologyError
from kg.ontology.folder import by_language, files_of, merged, parse_schema, read_atlas, stands_alone
from kg.ontology.lexicon import Frame, Lexicon, Word, read_lexicon
from kg.ontology.schema import Class, Concept, Property, Schema
from kg.ontology.triples import Term, Triples, parse
from kg.vocabulary import KG, LEXINFO, ONTOLEX, RDF, RDFS, SCHEMA, SKOS, SYNSEM

__all__ = ["check"]

_NOTES = {RDF.type, RDFS.comment, RDFS.label, SKOS.example}
# What the reader of the lexicon looks at; anything else on an entry or a sense is a slip of the pen.
_ON_ENTRY = set(map(str, [
    *_NOTES, KG.feature, KG.unitCode, LEXINFO.partOfSpeech, ONTOLEX.canonicalForm, ONTOLEX.denotes, ONTOLEX.otherForm,
    ONTOLEX.sense, RDF.value, SYNSEM.synBehavior,
]))  # fmt: skip
_ON_SENSE = set(map(str, [
    *_NOTES, KG.bareObject, KG.feature, KG.higher, KG.impliedObject, KG.impliedSubject, KG.metric, ONTOLEX.reference,
    RDF.value, SYNSEM.objOfProp, SYNSEM.ontoMapping, SYNSEM.propertyDomain, SYNSEM.propertyRange, SYNSEM.subjOfProp,
]))  # fmt: skip
# A class by these is known by its IRI alone, wherever the ontology mentions it.
_NEEDS_NO_WORD = {RDF.Statement, KG.OpenFact, KG.Comparison, SCHEMA.NewsArticle}
_MEANS_ITSELF = {"adposition", "numeral"}  # parts of speech that need denote nothing


def check(directory: Path = paths.ONTOLOGY) -> list[str]:
    """Look through an ontology folder; give a line per problem: file, entry and what is wrong, sorted.

    Of what kg cannot read at all, the first mistake of each file is given.
    """
    try:
        files = files_of(directory)
        schema = parse_schema(files.described, map(read_atlas, files.places))
    except OntologyError as error:
        return [_in_one_line(error)]
    problems, parsed = list[str](), dict[Path, Triples]()
    for path in files.words:
        try:
            parsed[path] = parse(path, LexiconError)
        except LexiconError as error:
            problems.append(_in_one_line(error))
    found, lexicons = _of_words(parsed, schema)
    problems += found
    homes = _homes([*files.described, *files.places])
    languages = sorted(lexicons)
    problems += [f"{homes.get(iri, directory)}: {iri}: {problem}" for iri, problem in _of_schema(schema, languages)]
    if stands_alone(directory):  # what is laid over another may say less of itself
        lacking = _undefined(schema, languages)
        problems += [f"{homes.get(iri, directory)}: {iri}: {problem}" for iri, problem in lacking]
    if not found and len(parsed) == len(files.words):  # else the words may stand in the file that cannot be read
        problems += [f"{homes.get(iri, directory)}: {iri}: no lexicon says it" for iri in _unsaid(schema, lexicons)]
    return sorted(problems)


def _of_words(parsed: Mapping[Path, Triples], schema: Schema) -> tuple[list[str], dict[str, Lexicon]]:
    """Read the lexicons, those that can be read, and say what is wrong with each."""
    problems, lexicons = list[str](), dict[str, Lexicon]()
    try:
        languages = by_language(parsed)
    except LexiconError as error:
        return [_in_one_line(error)], {}
    for language, same in languages.items():
        try:
            triples, homes = merged(same)
            lexicon = lexicons[language] = read_lexicon(triples, schema, str(next(iter(same))), homes)
        except LexiconError as error:
            problems.append(_in_one_line(error))
            continue
        for path, part in same.items():
            problems += _in_file(path, _of_entries(part, language))
        problems += [f"{homes[str(entry)]}: {entry}: {problem}" for entry, problem in _of_lexicon(lexicon, schema)]
    return problems, lexicons


def _in_one_line(error: OntologyError) -> str:
    return " ".join(str(error).split())


def _in_file(path: Path, found: Iterable[tuple[Term, str]]) -> list[str]:
    return [f"{path}: {entry.value}: {problem}" for entry, problem in found]


def _homes(files: Iterable[Path]) -> dict[URIRef, Path]:
    return {URIRef(thing.value): path for path in files for thing in parse(path, OntologyError).things()}


# Classes, properties and concepts


def _of_schema(schema: Schema, languages: list[str]) -> Iterator[tuple[URIRef, str]]:
    terms = {iri: concept for iri, concept in schema.concepts.items() if iri in schema.terms}
    places = {iri: concept for iri, concept in schema.concepts.items() if iri not in schema.terms}
    kinds: tuple[Mapping[URIRef, Class | Property | Concept], ...] = (schema.classes, schema.properties, terms, places)
    for things in kinds:
        for language in languages:
            unlabelled = (iri for iri, thing in things.items() if language not in thing.labels)
            yield from ((iri, f"has no label in {language!r}") for iri in unlabelled)
            yield from _collisions(things, language)
    for prop in schema.properties.values():
        if not prop.domain and not prop.range:
            yield prop.iri, "says neither schema:domainIncludes nor schema:rangeIncludes"


def _undefined(schema: Schema, languages: list[str]) -> Iterator[tuple[URIRef, str]]:
    """Find kg's own classes and properties that are not defined in every language."""
    things: tuple[Class | Property, ...] = (*schema.classes.values(), *schema.properties.values())
    for thing in things:
        if thing.iri.startswith(str(KG)):
            lacking = (language for language in languages if language not in thing.definitions)
            yield from ((thing.iri, f"has no rdfs:comment in {language!r}") for language in lacking)


def _collisions(things: Mapping[URIRef, Class | Property | Concept], language: str) -> Iterator[tuple[URIRef, str]]:
    """Find names that stand for two things of one kind."""
    owners: dict[str, URIRef] = {}
    for iri, thing in things.items():
        names = thing.names.get(language, ()) if isinstance(thing, Concept) else (thing.labels.get(language, ""),)
        for name in sorted({name.lower() for name in names if name}):
            owner = owners.setdefault(name, iri)
            if owner != iri:
                yield iri, f'is called "{name}"@{language}, and so is {owner}'


def _unsaid(schema: Schema, lexicons: Mapping[str, Lexicon]) -> list[URIRef]:
    """Find the properties that no entry stands for, and that are not made in another way."""
    said = {frame.reference for lexicon in lexicons.values() for frame in lexicon.frames}
    said |= {word.denotes for lexicon in lexicons.values() for word in lexicon.words if word.denotes}
    said |= {prop.former for prop in schema.properties.values() if prop.former and prop.iri in said}
    return [
        prop.iri
        for prop in schema.properties.values()
        if prop.iri not in said and not prop.cites and _NEEDS_NO_WORD.isdisjoint(prop.domain)
    ]


# Entries as written


def _of_entries(triples: Triples, language: str) -> Iterator[tuple[Term, str]]:
    entries: set[Term] = set(triples.of_type(ONTOLEX.LexicalEntry))
    has_form = (str(ONTOLEX.canonicalForm), str(ONTOLEX.sense))
    for thing in triples.things():
        if thing not in entries and any(predicate in triples.about(thing) for predicate in has_form):
            yield thing, "is no ontolex:LexicalEntry, so kg does not read it"
    for entry in entries:
        said = triples.about(entry)
        senses = [triples.about(sense) for sense in said.get(str(ONTOLEX.sense), ())]
        yield from _strange(entry, said, _ON_ENTRY)
        if len(said.get(str(ONTOLEX.canonicalForm), ())) > 1:
            yield entry, "has two ontolex:canonicalForm: two entries of one name, or one of the forms is another form"
        for sense in senses:
            yield from _strange(entry, sense, _ON_SENSE)
        for described in (said, *senses):
            yield from _foreign(entry, described.get(str(SKOS.example), ()), language)
        frames = (triples.about(frame) for frame in said.get(str(SYNSEM.synBehavior), ()))
        arguments = {term for frame in frames for terms in frame.values() for term in terms}
        for argument in arguments & entries:
            yield entry, f"its argument {argument.value} has the name of an entry; call it something else"


def _strange(entry: Term, predicates: Iterable[str], known: set[str]) -> Iterator[tuple[Term, str]]:
    # A marker on an entry is told by the name that entry and argument share.
    strange = {p for p in predicates if p not in known and p != str(SYNSEM.marker)}
    yield from ((entry, f"says {predicate}, which kg does not read") for predicate in sorted(strange))


def _foreign(entry: Term, examples: Iterable[Term], language: str) -> Iterator[tuple[Term, str]]:
    for example in examples:
        if not isinstance(example, ox.Literal) or example.language != language:
            yield entry, f'its example "{example.value}" is not marked @{language}'


# Entries as read


def _of_lexicon(lexicon: Lexicon, schema: Schema) -> Iterator[tuple[URIRef, str]]:
    own = [word for word in lexicon.words if word.entry not in schema.concepts]
    read: tuple[Frame | Word, ...] = (*lexicon.frames, *own)
    tried = {entry.entry for entry in read if entry.examples}
    without = {entry.entry for entry in read} - tried
    yield from ((entry, "has no skos:example") for entry in without)
    for frame in lexicon.frames:
        yield from ((frame.entry, problem) for problem in _of_frame(frame, schema))
    for word in own:
        yield from ((word.entry, problem) for problem in _of_word(word, schema))
    yield from _twice((_key_of_frame(frame, form), frame.entry) for frame in lexicon.frames for form in frame.forms)
    yield from _twice((_key_of_word(word, form), word.entry) for word in own for form in word.forms)


def _of_frame(frame: Frame, schema: Schema) -> Iterator[str]:
    prop = schema.properties.get(frame.reference)
    if prop is not None and frame.object is None and frame.value is None:
        yield f"its sense {_short(prop.iri)} has no synsem:objOfProp, so it gives no fact"
    if prop is not None and frame.subject is None and not (prop.owner_acts or frame.subject_is_topic):
        yield f"its sense {_short(prop.iri)} has no synsem:subjOfProp, so it gives no fact"
    if frame.metric is not None and frame.metric not in (*schema.concepts, *schema.classes):
        yield f"kg:metric {frame.metric} is no concept of the ontology"


def _of_word(word: Word, schema: Schema) -> Iterator[str]:
    known = (schema.classes, schema.concepts, schema.properties, schema.others)
    if word.denotes is None and word.pos not in _MEANS_ITSELF:
        yield "has neither a frame nor ontolex:denotes, so it says nothing"
    if word.denotes is not None and not any(word.denotes in things for things in known):
        yield f"ontolex:denotes {word.denotes} is not in the ontology"


def _key_of_frame(frame: Frame, form: tuple[str, ...]) -> tuple[object, ...]:
    places = (frame.subject, frame.object, frame.range, frame.value, frame.metric, frame.higher)
    return (" ".join(form), frame.pos, _short(frame.reference), *places)


def _key_of_word(word: Word, form: tuple[str, ...]) -> tuple[object, ...]:
    return (" ".join(form), word.pos, _short(word.denotes or ""), word.value, word.unit)


def _twice(keyed: Iterable[tuple[tuple[object, ...], URIRef]]) -> Iterator[tuple[URIRef, str]]:
    first: dict[tuple[object, ...], URIRef] = {}
    for key, entry in keyed:
        other = first.setdefault(key, entry)
        if other != entry:
            form, _, meaning, *_ = key
            yield entry, f'"{form}" as {meaning or "a number"} is said by {other} already'


def _short(iri: str) -> str:
    return f"kg:{iri.removeprefix(str(KG))}" if iri.startswith(str(KG)) else iri
