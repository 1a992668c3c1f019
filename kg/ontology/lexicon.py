"""How a language says it: the OntoLex entries of `ontology/lexicon/xx.ttl`.

An entry with a frame (synsem:synBehavior) and a sense says a property: it becomes one Frame per sense.
Every other entry is a Word: it denotes a class, a concept, a modality, a unit, a number ...
The functions of the arguments are those of LexInfo; `kg.extraction.patterns` knows how UD realises them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.errors import LexiconError
from kg.ontology.schema import Schema
from kg.ontology.triples import Said, Term, Triples, first, flag, node, texts
from kg.vocabulary import KG, LEXINFO, ONTOLEX, RDF, SKOS, SYNSEM, as_iri

_LONGEST = 5  # words of a phrase that a text is searched for
_K = TypeVar("_K")
_T = TypeVar("_T")

FUNCTIONS = (
    "subject",  # who does it
    "directObject",  # to whom or what it is done
    "indirectObject",  # to or for whom
    "prepositionalAdjunct",  # behind one of its markers: "auf", "from"
    "possessiveAdjunct",  # whose: genitive, "von", first part of a compound, possessive
    "copulativeArg",  # who is it: by copula, apposition or title; else the noun phrase itself
    "attributiveArg",  # what the adjective modifies or is said of; of a post what it is for: "finance minister";
    # with markers what a noun behind one is had by: "a company with 300 employees"
    "comparativeAdjunct",  # what it is compared with, behind one of its markers: "als", "than"
    "sententialClause",  # the clause that depends on it
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A place in a frame."""

    function: str  # one of FUNCTIONS, or "itself": the words of the entry in the text
    markers: frozenset[str] = frozenset()  # adpositions in their basic form


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way to say one property."""

    entry: URIRef
    pos: str  # LexInfo part of speech: "verb", "noun", "adjective" ...
    forms: tuple[tuple[str, ...], ...]  # each a row of lower-case words; several words are an idiom
    reference: URIRef  # the property or modality that the sense stands for
    subject: Argument | None
    object: Argument | None
    domain: tuple[URIRef, ...] = ()  # classes of the subject and object in this sense, where narrower
    range: tuple[URIRef, ...] = ()
    value: URIRef | Literal | None = None  # the object where it is always the same
    feature: str = ""  # UD features that the word must have in this sense: "Tense=Pres"
    bare_object: bool = False  # whether the object must stand without an article or owner: "sells shoes"
    metric: URIRef | None = None  # what a comparison measures: "teuer" -> the price
    subject_is_topic: bool = False  # "the parent X": of the organization the text is about, where nobody is named
    object_is_topic: bool = False  # "coach X"
    subject_from: URIRef | None = (
        None  # "the purchase price is N": of what the last fact of that property has as object
    )
    higher: bool = True
    examples: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.entry, self.reference))  # of all the rest it would take longer than reading a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An entry without a frame: what it denotes or counts."""

    entry: URIRef
    pos: str
    forms: tuple[tuple[str, ...], ...]
    denotes: URIRef | None = None
    value: Decimal | None = None
    unit: str = ""
    feature: str = ""  # UD features, "Mood=Cnd": instead of a form, or asked of the verb beside an auxiliary
    examples: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All entries of one language, found by the words they are made of."""

    language: str
    compounds: bool  # whether nouns are joined: "Unternehmenssprecher"
    drops_subject: bool  # whether a pronoun is left out as a subject: "ha sede a Roma"
    drops_conjunction: bool  # whether what is said may stand bare: "He says it is closed", "Er sagt, es sei zu"
    free_order: bool  # whether an object may stand in front of the verb and the subject behind: "Den Ort kennt sie"
    head_final: bool  # whether the verb stands last in an idiom: "auf Eis legen"
    comma_is_decimal: bool  # "1.234,5"; False for "1,234.5"
    adjective_endings: tuple[str, ...]  # what an adjective may end in before a noun, the longest first
    linking_endings: tuple[str, ...]  # what the first noun of a compound may end in and no name does: "ungs"
    index_endings: Mapping[str, str]  # and what it ends in where it stands alone with it, by "Masc", "Plur" ...
    frames: tuple[Frame, ...]
    words: tuple[Word, ...]
    _frames_by_word: Mapping[str, tuple[Frame, ...]] = field(repr=False)
    _words_by_form: Mapping[str, tuple[Word, ...]] = field(repr=False)
    _words_by_denoted: Mapping[URIRef, tuple[Word, ...]] = field(repr=False)
    _longest_by_start: Mapping[str, int] = field(repr=False)
    _nouns: frozenset[str] = field(repr=False)
    _idiom_words: frozenset[str] = field(repr=False)

    def frames_with(self, word: str) -> tuple[Frame, ...]:
        """Give the frames that one of the words of a lower-case form is `word`."""
        return self._frames_by_word.get(word, ())

    def words_with(self, form: str) -> tuple[Word, ...]:
        """Give the words of a lower-case form; several words are joined by a blank."""
        return self._words_by_form.get(form, ())

    def longest_from(self, word: str) -> int:
        """Give how many words the longest form has that begins with a lower-case one; 0 if none does."""
        return self._longest_by_start.get(word, 0)

    def denoting(self, iri: URIRef) -> tuple[Word, ...]:
        return self._words_by_denoted.get(iri, ())

    def noun_at_end(self, form: str) -> str:
        """Give the noun of the lexicon that a lower-case compound ends with, or "".

        A hyphen joins in every language: "Firmen-Chef", "ex-ministro"; without one only where the language does.
        """
        last = form
        while "-" in last:
            _, _, last = last.partition("-")
            if last in self._nouns:
                return last  # "KI-Start-up" is a start-up
        return self._at_end(last, self._nouns)

    def idiom_word_at_end(self, form: str) -> str:
        """Give the word of an idiom that a lower-case compound ends with, or "": "auftrag" of "großauftrag"."""
        return self._at_end(form, self._idiom_words)

    def _at_end(self, form: str, words: frozenset[str]) -> str:
        # At least three letters in front: "Unternehmenssprecher", but not "Ausbau" for "Bau".
        for i in range(3, len(form) - 3) if self.compounds else ():
            if form[i:] in words:
                return form[i:]
        return ""


def lexicon_language(triples: Triples) -> str:
    """Give the language that the head of a lexicon says it is of, or ""."""
    return _Head(triples).text(KG.language)


def read_lexicon(triples: Triples, schema: Schema, source: str, homes: Mapping[str, str] | None = None) -> Lexicon:
    """Read the entries of one language.

    homes: where an entry stands, for messages, if not in `source`.
    Raises LexiconError, naming file and entry, for whatever does not fit.
    """
    head = _Head(triples)
    if not head.names:
        raise LexiconError(f"{source}: no kg:Lexicon; say '<> a kg:Lexicon ; kg:language \"xx\" .'")
    language = head.text(KG.language)
    if not language:
        raise LexiconError(f'{source}: {head.names[0]}: has no kg:language; add one, e.g. kg:language "it"')
    entries = triples.of_type(ONTOLEX.LexicalEntry)
    reader = _Reader(triples, schema, source, language, homes or {})
    frames = [frame for entry in entries for frame in reader.frames(entry)]
    words: list[Word] = [word for entry in entries for word in reader.words(entry)]
    words += _concept_words(schema, language)
    return Lexicon(
        language=language,
        compounds=head.flag(KG.compounds, default=False),
        drops_subject=head.flag(KG.dropsSubject, default=False),
        drops_conjunction=head.flag(KG.dropsConjunction, default=False),
        free_order=head.flag(KG.freeOrder, default=False),
        head_final=head.flag(KG.headFinal, default=False),
        comma_is_decimal=head.flag(KG.commaIsDecimal, default=True),
        adjective_endings=tuple(sorted(head.texts(KG.adjectiveEnding), key=lambda e: (-len(e), e))),
        linking_endings=tuple(sorted(head.texts(KG.linkingEnding))),
        index_endings=dict(pair.split() for pair in head.texts(KG.indexEnding)),
        frames=tuple(frames),
        words=tuple(words),
        _frames_by_word=_index((part, f) for f in frames for form in f.forms for part in form),
        _words_by_form=_index((" ".join(form), w) for w in words for form in w.forms),
        _longest_by_start=_longest(form for w in words for form in w.forms if form),
        _words_by_denoted=_index((w.denotes, w) for w in words if w.denotes is not None),
        _nouns=frozenset(_nouns([*frames, *words])),
        _idiom_words=frozenset(word for f in frames for form in f.forms if len(form) > 1 for word in form),
    )


def _longest(forms: Iterable[Sequence[str]]) -> dict[str, int]:
    """Give the length of the longest form by its first word; a text is not searched for more than _LONGEST."""
    found: dict[str, int] = {}
    for form in forms:
        found[form[0]] = max(found.get(form[0], 0), min(len(form), _LONGEST))
    return found


class _Head:
    """What a lexicon says of its language; of several files one may say it for all."""

    def __init__(self, triples: Triples) -> None:
        heads = triples.of_type(KG.Lexicon)
        self.names = [head.value for head in heads]
        self._said = [triples.about(head) for head in heads]

    def text(self, predicate: URIRef) -> str:
        found = self._first(predicate)
        return found.value if found else ""

    def flag(self, predicate: URIRef, *, default: bool) -> bool:
        return flag(self._first(predicate), default=default)

    def texts(self, predicate: URIRef) -> list[str]:
        return sorted({text for said in self._said for text in texts(said, str(predicate))})

    def _first(self, predicate: URIRef) -> Term | None:
        found = (first(said, str(predicate)) for said in self._said)
        return next((term for term in found if term is not None), None)


def _nouns(entries: Iterable[Frame | Word]) -> Iterator[str]:
    return (form[0] for entry in entries if entry.pos == "noun" for form in entry.forms if len(form) == 1)


def _index(pairs: Iterable[tuple[_K, _T]]) -> dict[_K, tuple[_T, ...]]:
    found: dict[_K, dict[_T, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _concept_words(schema: Schema, language: str) -> list[Word]:
    """Give the labels of the concepts as nouns of the language."""
    return [
        Word(
            entry=concept.iri,
            pos="noun",
            forms=tuple(tuple(name.lower().split()) for name in concept.names[language]),
            denotes=concept.iri,
        )
        for concept in map(schema.concepts.__getitem__, sorted(schema.terms))
        if language in concept.names
    ]


# What stands on entries, senses and frames; their attributes are looked up once, as there are thousands.
_BEHAVIOUR, _MARKER = str(SYNSEM.synBehavior), str(SYNSEM.marker)
_SENSE, _DENOTES, _REFERENCE = str(ONTOLEX.sense), str(ONTOLEX.denotes), str(ONTOLEX.reference)
_CANONICAL, _OTHER, _WRITTEN = str(ONTOLEX.canonicalForm), str(ONTOLEX.otherForm), str(ONTOLEX.writtenRep)
_SUBJECT, _OBJECT = str(SYNSEM.subjOfProp), str(SYNSEM.objOfProp)
_DOMAIN, _RANGE = str(SYNSEM.propertyDomain), str(SYNSEM.propertyRange)
_POS, _TYPE, _VALUE, _EXAMPLE = str(LEXINFO.partOfSpeech), str(RDF.type), str(RDF.value), str(SKOS.example)
_FEATURE, _UNIT, _METRIC, _HIGHER = str(KG.feature), str(KG.unitCode), str(KG.metric), str(KG.higher)
_BARE, _IMPLIED_SUBJECT, _IMPLIED_OBJECT = str(KG.bareObject), str(KG.impliedSubject), str(KG.impliedObject)
_TOPIC = ox.NamedNode(str(KG.topic))
_OWN = str(KG)
_LEXINFO = str(LEXINFO)


class _Reader:
    """Reads entries of one language; knows where they stand for its complaints."""

    def __init__(self, triples: Triples, schema: Schema, source: str, language: str, homes: Mapping[str, str]) -> None:
        self.about, self.schema, self.language = triples.about, schema, language
        self.source, self.homes = source, homes

    def frames(self, entry: ox.NamedNode) -> list[Frame]:
        said = self.about(entry)
        if _BEHAVIOUR not in said:
            return []
        arguments = self._arguments(entry, said)
        senses = sorted(map(self.about, said.get(_SENSE, ())), key=_sense_order)
        if not senses:
            raise self._error(entry, "has a frame but no ontolex:sense")
        return [self._frame(entry, sense, arguments) for sense in senses]

    def words(self, entry: ox.NamedNode) -> list[Word]:
        said = self.about(entry)
        denoted: list[Term | None] = sorted(said.get(_DENOTES, ()), key=lambda term: term.value)
        if not denoted and _BEHAVIOUR not in said:
            denoted = [None]
        return [self._word(entry, said, term) for term in denoted]

    def _word(self, entry: ox.NamedNode, said: Said, term: Term | None) -> Word:
        denoted = None if term is None else node(term)
        schema = self.schema
        if denoted is not None and denoted.startswith(_OWN):
            known = (schema.classes, schema.concepts, schema.properties, schema.others)
            if not any(denoted in things for things in known):
                raise self._error(entry, f"ontolex:denotes {denoted} is not in the ontology")
        feature = _text(said, _FEATURE)
        return Word(
            entry=as_iri(entry.value),
            pos=self._pos(entry),
            forms=() if feature and _CANONICAL not in said else self._forms(entry),
            denotes=denoted if isinstance(denoted, URIRef) else None,
            value=self._number(entry),
            unit=_text(said, _UNIT),
            feature=feature,
            examples=tuple(texts(said, _EXAMPLE)),
        )

    def _number(self, entry: ox.NamedNode) -> Decimal | None:
        found = first(self.about(entry), _VALUE)
        value = None if found is None else node(found)
        try:
            return None if value is None else Decimal(str(value))
        except InvalidOperation as cause:
            raise self._error(entry, f'rdf:value "{value}" is no number; write it like 1000000 or 0.5') from cause

    def _frame(self, entry: ox.NamedNode, sense: Said, arguments: Mapping[Term, Argument]) -> Frame:
        reference = self._reference(entry, sense)
        value, metric, implied = first(sense, _VALUE), first(sense, _METRIC), first(sense, _IMPLIED_SUBJECT)
        fixed = None if value is None else node(value)
        return Frame(
            entry=as_iri(entry.value),
            pos=self._pos(entry),
            # Of "entrare consiglio" and "entrare consiglio amministrazione" the longer is tried first.
            forms=tuple(sorted(self._forms(entry), key=len, reverse=True)),
            reference=reference,
            subject=self._place(entry, sense, _SUBJECT, arguments),
            object=self._place(entry, sense, _OBJECT, arguments),
            domain=self._classes(entry, sense, _DOMAIN),
            range=self._classes(entry, sense, _RANGE),
            value=fixed if isinstance(fixed, URIRef | Literal) else None,
            feature=_text(sense, _FEATURE),
            bare_object=flag(first(sense, _BARE), default=False),
            metric=as_iri(metric.value) if isinstance(metric, ox.NamedNode) else None,
            subject_is_topic=implied == _TOPIC,
            object_is_topic=first(sense, _IMPLIED_OBJECT) == _TOPIC,
            subject_from=self._earlier(entry, implied),
            higher=flag(first(sense, _HIGHER), default=True),
            examples=tuple(texts(sense, _EXAMPLE) or texts(self.about(entry), _EXAMPLE)),
        )

    def _reference(self, entry: ox.NamedNode, sense: Said) -> URIRef:
        found = first(sense, _REFERENCE)
        reference = None if found is None else node(found)
        if isinstance(reference, URIRef) and (reference in self.schema.properties or reference in self.schema.others):
            return reference
        raise self._error(entry, f"ontolex:reference {reference} is not in the ontology")

    def _earlier(self, entry: ox.NamedNode, implied: Term | None) -> URIRef | None:
        if implied is None or implied == _TOPIC:
            return None
        earlier = node(implied)
        if not isinstance(earlier, URIRef) or earlier not in self.schema.properties:
            raise self._error(entry, f"kg:impliedSubject {earlier} is no property; expected kg:topic or a property")
        return earlier

    def _classes(self, entry: ox.NamedNode, sense: Said, end: str) -> tuple[URIRef, ...]:
        if end not in sense:
            return ()
        named = tuple(sorted(as_iri(term.value) for term in sense[end] if isinstance(term, ox.NamedNode)))
        for iri in named:
            if iri not in self.schema.classes:
                raise self._error(entry, f"{end.split('#')[-1]} {iri} is no class of the ontology")
        return named

    def _arguments(self, entry: ox.NamedNode, said: Said) -> dict[Term, Argument]:
        found: dict[Term, Argument] = {}
        for frame in said[_BEHAVIOUR]:
            for predicate, nodes in self.about(frame).items():
                if predicate != _TYPE:
                    found |= {term: self._argument(entry, predicate, term) for term in nodes}
        return found

    def _argument(self, entry: ox.NamedNode, predicate: str, term: Term) -> Argument:
        function = predicate.removeprefix(_LEXINFO)
        if function not in FUNCTIONS:
            raise self._error(entry, f"{predicate} is no function kg knows; expected one of {', '.join(FUNCTIONS)}")
        markers = frozenset(marker.value.lower() for marker in self.about(term).get(_MARKER, ()))
        if function in ("prepositionalAdjunct", "comparativeAdjunct") and not markers:
            raise self._error(entry, f'{term.value} needs a synsem:marker, e.g. "auf"')
        return Argument(function=function, markers=markers)

    def _place(self, entry: ox.NamedNode, sense: Said, end: str, arguments: Mapping[Term, Argument]) -> Argument | None:
        place = first(sense, end)
        if place is None:
            return None
        if place == entry:
            return Argument(function="itself")
        if place not in arguments:
            expected = ", ".join(sorted(argument.value for argument in arguments))
            raise self._error(
                entry, f"{end.split('#')[-1]} {place.value} is no argument of the frame; expected one of {expected}"
            )
        return arguments[place]

    def _pos(self, entry: ox.NamedNode) -> str:
        pos = first(self.about(entry), _POS)
        if pos is None:
            raise self._error(entry, "has no lexinfo:partOfSpeech")
        return pos.value.removeprefix(_LEXINFO)

    def _forms(self, entry: ox.NamedNode) -> tuple[tuple[str, ...], ...]:
        said = self.about(entry)
        forms = [self.about(form).get(_WRITTEN, {}) for form in said.get(_CANONICAL, ())]
        others = [self.about(form).get(_WRITTEN, {}) for form in said.get(_OTHER, ())]
        forms += sorted(others, key=lambda written: next((term.value for term in written), "None"))
        found = [term for written in forms for term in sorted(written, key=lambda term: term.value)]
        if not found:
            raise self._error(entry, "has no ontolex:canonicalForm with an ontolex:writtenRep")
        for form in found:
            if not isinstance(form, ox.Literal) or form.language != self.language:
                raise self._error(entry, f'"{form.value}" is not marked @{self.language}')
        return tuple(tuple(form.value.lower().split()) for form in found)

    def _error(self, entry: ox.NamedNode, problem: str) -> LexiconError:
        return LexiconError(f"{self.homes.get(entry.value, self.source)}: {entry.value}: {problem}")


def _text(said: Said, predicate: str) -> str:
    found = first(said, predicate)
    return found.value if found else ""


def _sense_order(sense: Said) -> list[str]:
    return sorted(f"{predicate} {term.value}" for predicate, objects in sense.items() for term in objects)
