"""How a language says it: the OntoLex entries of `ontology/lexicon/xx.ttl`.

An entry with a frame (synsem:synBehavior) and a sense says a property: it becomes one Frame per sense.
Every other entry is a Word: it denotes a class, a concept, a modality, a unit, a number ...
The functions of the arguments are those of LexInfo; `kg.extraction.patterns` knows how UD realises them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import LexiconError
from kg.ontology.schema import Schema
from kg.vocabulary import KG, LEXINFO, ONTOLEX, RDF, SKOS, SYNSEM

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
    index_endings: Mapping[str, str]  # and what it ends in where it stands alone with it, by "Masc", "Plur" ...
    frames: tuple[Frame, ...]
    words: tuple[Word, ...]
    _frames_by_word: Mapping[str, tuple[Frame, ...]] = field(repr=False)
    _words_by_form: Mapping[str, tuple[Word, ...]] = field(repr=False)
    _words_by_denoted: Mapping[URIRef, tuple[Word, ...]] = field(repr=False)
    _nouns: frozenset[str] = field(repr=False)

    def frames_with(self, word: str) -> tuple[Frame, ...]:
        """Give the frames that one of the words of a lower-case form is `word`."""
        return self._frames_by_word.get(word, ())

    def words_with(self, form: str) -> tuple[Word, ...]:
        """Give the words of a lower-case form; several words are joined by a blank."""
        return self._words_by_form.get(form, ())

    def denoting(self, iri: URIRef) -> tuple[Word, ...]:
        return self._words_by_denoted.get(iri, ())

    def noun_at_end(self, form: str) -> str:
        """Give the noun of the lexicon that a lower-case compound ends with, or "".

        A hyphen joins in every language: "Firmen-Chef", "ex-ministro"; without one only where the language does.
        """
        parts = form.split("-")
        joined = ("-".join(parts[i:]) for i in range(1, len(parts)))
        if whole := next((end for end in joined if end in self._nouns), ""):
            return whole  # "KI-Start-up" is a start-up
        last = parts[-1]
        if not self.compounds:
            return ""
        # At least three letters in front: "Unternehmenssprecher", but not "Ausbau" for "Bau".
        ends = (last[i:] for i in range(3, len(last) - 3))
        return next((end for end in ends if end in self._nouns), "")


def lexicon_language(graph: Graph) -> str:
    """Give the language that the head of a lexicon says it is of, or ""."""
    return str(_of_head(graph, KG.language) or "")


def read_lexicon(graph: Graph, schema: Schema, source: str, homes: Mapping[Node, str] | None = None) -> Lexicon:
    """Read the entries of one language.

    homes: where an entry stands, for messages, if not in `source`.
    Raises LexiconError, naming file and entry, for whatever does not fit.
    """
    lexicon = next(iter(_heads(graph)), None)
    if lexicon is None:
        raise LexiconError(f"{source}: no kg:Lexicon; say '<> a kg:Lexicon ; kg:language \"xx\" .'")
    language = lexicon_language(graph)
    if not language:
        raise LexiconError(f'{source}: {lexicon}: has no kg:language; add one, e.g. kg:language "it"')
    entries = sorted(e for e in graph.subjects(RDF.type, ONTOLEX.LexicalEntry) if isinstance(e, URIRef))
    reader = _Reader(graph, schema, source, language, homes or {})
    frames = [frame for entry in entries for frame in reader.frames(entry)]
    words: list[Word] = [word for entry in entries for word in reader.words(entry)]
    words += _concept_words(schema, language)
    return Lexicon(
        language=language,
        compounds=_flag(_of_head(graph, KG.compounds), default=False),
        drops_subject=_flag(_of_head(graph, KG.dropsSubject), default=False),
        drops_conjunction=_flag(_of_head(graph, KG.dropsConjunction), default=False),
        free_order=_flag(_of_head(graph, KG.freeOrder), default=False),
        head_final=_flag(_of_head(graph, KG.headFinal), default=False),
        comma_is_decimal=_flag(_of_head(graph, KG.commaIsDecimal), default=True),
        adjective_endings=tuple(sorted(_all_of_head(graph, KG.adjectiveEnding), key=lambda e: (-len(e), e))),
        index_endings=dict(pair.split() for pair in _all_of_head(graph, KG.indexEnding)),
        frames=tuple(frames),
        words=tuple(words),
        _frames_by_word=_index((part, f) for f in frames for form in f.forms for part in form),
        _words_by_form=_index((" ".join(form), w) for w in words for form in w.forms),
        _words_by_denoted=_index((w.denotes, w) for w in words if w.denotes is not None),
        _nouns=frozenset(_nouns([*frames, *words])),
    )


def _heads(graph: Graph) -> list[URIRef]:
    return sorted(head for head in graph.subjects(RDF.type, KG.Lexicon) if isinstance(head, URIRef))


def _of_head(graph: Graph, predicate: URIRef) -> Node | None:
    """Give what a lexicon says of its language; of several files one may say it for all."""
    said = (graph.value(head, predicate) for head in _heads(graph))
    return next((value for value in said if value is not None), None)


def _all_of_head(graph: Graph, predicate: URIRef) -> list[str]:
    return sorted({str(value) for head in _heads(graph) for value in graph.objects(head, predicate)})


def _nouns(entries: Iterable[Frame | Word]) -> Iterator[str]:
    return (form[0] for entry in entries if entry.pos == "noun" for form in entry.forms if len(form) == 1)


def _flag(value: Node | None, *, default: bool) -> bool:
    return default if value is None else bool(getattr(value, "value", default))


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


class _Reader:
    """Reads entries of one language; knows where they stand for its complaints."""

    def __init__(self, graph: Graph, schema: Schema, source: str, language: str, homes: Mapping[Node, str]) -> None:
        self.graph, self.schema, self.language = graph, schema, language
        self.source, self.homes = source, homes

    def frames(self, entry: URIRef) -> list[Frame]:
        if not list(self.graph.objects(entry, SYNSEM.synBehavior)):
            return []
        arguments = self._arguments(entry)
        senses = sorted(self.graph.objects(entry, ONTOLEX.sense), key=self._sense_order)
        if not senses:
            raise self._error(entry, "has a frame but no ontolex:sense")
        return [self._frame(entry, sense, arguments) for sense in senses]

    def words(self, entry: URIRef) -> list[Word]:
        denoted: list[Node | None] = sorted(self.graph.objects(entry, ONTOLEX.denotes), key=str)
        if not denoted and (entry, SYNSEM.synBehavior, None) not in self.graph:
            denoted = [None]
        return [self._word(entry, iri) for iri in denoted]

    def _word(self, entry: URIRef, denoted: Node | None) -> Word:
        known = (*self.schema.classes, *self.schema.concepts, *self.schema.properties, *self.schema.others)
        if denoted is not None and denoted not in known and str(denoted).startswith(str(KG)):
            raise self._error(entry, f"ontolex:denotes {denoted} is not in the ontology")
        feature = str(self.graph.value(entry, KG.feature) or "")
        return Word(
            entry=entry,
            pos=self._pos(entry),
            forms=() if feature and not self._has_form(entry) else self._forms(entry),
            denotes=denoted if isinstance(denoted, URIRef) else None,
            value=self._number(entry),
            unit=str(self.graph.value(entry, KG.unitCode) or ""),
            feature=feature,
            examples=self._examples(entry),
        )

    def _number(self, entry: URIRef) -> Decimal | None:
        value = self.graph.value(entry, RDF.value)
        try:
            return None if value is None else Decimal(str(value))
        except InvalidOperation as cause:
            raise self._error(entry, f'rdf:value "{value}" is no number; write it like 1000000 or 0.5') from cause

    def _frame(self, entry: URIRef, sense: Node, arguments: Mapping[Node, Argument]) -> Frame:
        value_of = self.graph.value
        reference = value_of(sense, ONTOLEX.reference)
        known = (*self.schema.properties, *self.schema.others)
        if not isinstance(reference, URIRef) or reference not in known:
            raise self._error(entry, f"ontolex:reference {reference} is not in the ontology")
        value, metric = value_of(sense, RDF.value), value_of(sense, KG.metric)
        higher = value_of(sense, KG.higher)
        return Frame(
            entry=entry,
            pos=self._pos(entry),
            forms=self._forms(entry),
            reference=reference,
            subject=self._place(entry, sense, SYNSEM.subjOfProp, arguments),
            object=self._place(entry, sense, SYNSEM.objOfProp, arguments),
            domain=self._classes(entry, sense, SYNSEM.propertyDomain),
            range=self._classes(entry, sense, SYNSEM.propertyRange),
            value=value if isinstance(value, URIRef | Literal) else None,
            feature=str(value_of(sense, KG.feature) or ""),
            bare_object=_flag(value_of(sense, KG.bareObject), default=False),
            metric=metric if isinstance(metric, URIRef) else None,
            subject_is_topic=value_of(sense, KG.impliedSubject) == KG.topic,
            object_is_topic=value_of(sense, KG.impliedObject) == KG.topic,
            subject_from=self._earlier(entry, value_of(sense, KG.impliedSubject)),
            higher=higher is None or bool(getattr(higher, "value", True)),
            examples=self._examples(sense) or self._examples(entry),
        )

    def _earlier(self, entry: URIRef, implied: Node | None) -> URIRef | None:
        if implied is None or implied == KG.topic:
            return None
        if not isinstance(implied, URIRef) or implied not in self.schema.properties:
            raise self._error(entry, f"kg:impliedSubject {implied} is no property; expected kg:topic or a property")
        return implied

    def _classes(self, entry: URIRef, sense: Node, end: URIRef) -> tuple[URIRef, ...]:
        named = tuple(sorted(o for o in self.graph.objects(sense, end) if isinstance(o, URIRef)))
        for iri in named:
            if iri not in self.schema.classes:
                raise self._error(entry, f"{end.split('#')[-1]} {iri} is no class of the ontology")
        return named

    def _arguments(self, entry: URIRef) -> dict[Node, Argument]:
        found: dict[Node, Argument] = {}
        for frame in self.graph.objects(entry, SYNSEM.synBehavior):
            for predicate, node in self.graph.predicate_objects(frame):
                if predicate == RDF.type:
                    continue
                function = str(predicate).removeprefix(str(LEXINFO))
                if function not in FUNCTIONS:
                    raise self._error(
                        entry, f"{predicate} is no function kg knows; expected one of {', '.join(FUNCTIONS)}"
                    )
                markers = frozenset(str(m).lower() for m in self.graph.objects(node, SYNSEM.marker))
                if function in ("prepositionalAdjunct", "comparativeAdjunct") and not markers:
                    raise self._error(entry, f'{node} needs a synsem:marker, e.g. "auf"')
                found[node] = Argument(function=function, markers=markers)
        return found

    def _place(self, entry: URIRef, sense: Node, end: URIRef, arguments: Mapping[Node, Argument]) -> Argument | None:
        node = self.graph.value(sense, end)
        if node is None:
            return None
        if node == entry:
            return Argument(function="itself")
        if node not in arguments:
            raise self._error(
                entry,
                f"{end.split('#')[-1]} {node} is no argument of the frame; "
                f"expected one of {', '.join(sorted(map(str, arguments)))}",
            )
        return arguments[node]

    def _pos(self, entry: URIRef) -> str:
        pos = self.graph.value(entry, LEXINFO.partOfSpeech)
        if pos is None:
            raise self._error(entry, "has no lexinfo:partOfSpeech")
        return str(pos).removeprefix(str(LEXINFO))

    def _forms(self, entry: URIRef) -> tuple[tuple[str, ...], ...]:
        nodes = [*self.graph.objects(entry, ONTOLEX.canonicalForm)]
        nodes += sorted(self.graph.objects(entry, ONTOLEX.otherForm), key=self._written)
        written = [o for node in nodes for o in sorted(self.graph.objects(node, ONTOLEX.writtenRep), key=str)]
        if not written:
            raise self._error(entry, "has no ontolex:canonicalForm with an ontolex:writtenRep")
        for form in written:
            if getattr(form, "language", None) != self.language:
                raise self._error(entry, f'"{form}" is not marked @{self.language}')
        return tuple(tuple(str(form).lower().split()) for form in written)

    def _has_form(self, entry: URIRef) -> bool:
        return self.graph.value(entry, ONTOLEX.canonicalForm) is not None

    def _written(self, node: Node) -> str:
        return str(self.graph.value(node, ONTOLEX.writtenRep))

    def _examples(self, node: Node) -> tuple[str, ...]:
        return tuple(sorted(str(o) for o in self.graph.objects(node, SKOS.example)))

    def _sense_order(self, sense: Node) -> tuple[str, ...]:
        return tuple(sorted(f"{p} {o}" for p, o in self.graph.predicate_objects(sense)))

    def _error(self, entry: URIRef, problem: str) -> LexiconError:
        return LexiconError(f"{self.homes.get(entry, self.source)}: {entry}: {problem}")
