"""An annotated document together with the words of its language: what each token means to kg."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.annotation import Annotation
from kg.extraction.morphology import values
from kg.ontology import Frame, Gazetteer, Lexicon, Ontology, Schema, Word
from kg.types import Document, Evidence
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_POS = {
    "verb": frozenset({"VERB", "AUX", "ADJ"}),
    "noun": frozenset({"NOUN", "PROPN", "X"}),
    "adjective": frozenset({"ADJ", "ADV", "VERB", "NUM", "X", "NOUN", "DET", "ADP"}),
}
_PARTICLE = "compound:prt"


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the lexicon in the text; its tokens are doc[start:end]."""

    word: Word
    start: int
    end: int


class Reading:
    """Looks up what the tokens of one document mean.

    Built once per document; everything in it is computed from the annotation and the ontology alone.
    """

    @classmethod
    def of(cls, annotation: Annotation, ontology: Ontology) -> Reading:
        """Give the reading of a document, the one of before if it is the one read last.

        Of each document the mentions are found first, and then the facts.
        """
        global _last
        last = _last
        if last is None or last.doc is not annotation.doc or last.ontology is not ontology:
            _last = last = cls(annotation, ontology)
        return last

    def __init__(self, annotation: Annotation, ontology: Ontology) -> None:
        self.ontology = ontology
        self.document: Document = annotation.document
        self.doc: Doc = annotation.doc
        self.schema: Schema = ontology.schema
        self.lexicon: Lexicon = ontology.lexicons[annotation.document.language]
        self.gazetteer = ontology.gazetteers.get(annotation.document.language, Gazetteer())
        self._found = _find_words(self.doc, self.lexicon)
        self._by_feature = tuple(word for word in self.lexicon.words if word.feature and not word.forms)
        self._kinds: dict[int, URIRef | None] = {}
        self._ends: dict[int, str] = {}
        self._frames: dict[int, tuple[tuple[Frame, tuple[Token, ...]], ...]] = {}

    def evidence(
        self,
        cue: Token,
        entry: URIRef,
        *,
        hedges: tuple[tuple[int, int], ...] = (),
        figure: tuple[int, int] | None = None,
    ) -> Evidence:
        """Give the sentence around a word, without the white space around it, as what the word is evidence in."""
        sentence = cue.sent
        text = self.document.text[sentence.start_char : sentence.end_char]
        start = sentence.start_char + len(text) - len(text.lstrip())
        return Evidence(
            document=self.document,
            start=start,
            end=start + len(text.strip()),
            entry=entry,
            cue=(cue.idx, cue.idx + len(cue)),
            hedges=hedges,
            figure=figure,
        )

    # Words

    def words(self, token: Token) -> tuple[Found, ...]:
        """Give the words that the token is part of, longest first."""
        return self._found[token.i]

    def word_of(self, token: Token, *denoted: URIRef) -> Found | None:
        """Give the longest word at the token that denotes one of `denoted`, or any where none is asked for."""
        for found in self._found[token.i]:
            if not denoted or found.word.denotes in denoted:
                return found
        return None

    def term_of(self, token: Token) -> Found | None:
        """Give the longest word at the token that denotes a term of the ontology."""
        terms = self.schema.terms
        return next((f for f in self._found[token.i] if f.word.denotes in terms), None)

    def denotes(self, token: Token, *denoted: URIRef) -> bool:
        return self.word_of(token, *denoted) is not None

    def denoted_by_form(self, token: Token, clause: Token | None = None) -> tuple[URIRef, ...]:
        """Give what the words of the token denote; a surface form in the lexicon hides its lemma of the same kind.

        clause: the verb that an auxiliary goes with; a word like "werden" denotes something only beside an infinitive.
        """
        found = self._found[token.i]
        exact = [f for f in found if self.doc[f.start : f.end].text.lower() in _joined(f.word)]
        hidden = {f.word.pos for f in exact}
        longest = max((f.end - f.start for f in exact), default=0)
        # Of "about to" no word is read by itself.
        words = (f.word for f in found if (f in exact and f.end - f.start == longest) or f.word.pos not in hidden)
        return tuple(w.denotes for w in words if w.denotes and (not w.feature or _has(clause, w.feature)))

    def denoted_by_morphology(self, token: Token) -> tuple[URIRef, ...]:
        """Give what the inflection of the token denotes, e.g. a conditional."""
        return tuple(word.denotes for word in self._by_feature if word.denotes and _has(token, word.feature))

    def has(self, token: Token, features: str) -> bool:
        """Tell whether a token has all of some UD features: "Tense=Pres|VerbForm=Fin"."""
        return _has(token, features)

    def marker(self, token: Token) -> str:
        """Give the basic form of an adposition: "am" -> "an", "dell’" -> "di"."""
        for found in self._found[token.i]:
            if found.word.pos == "adposition":
                return " ".join(found.word.forms[0])
        return token.lower_

    def markers(self, token: Token) -> set[str]:
        """Give the basic forms of the adpositions in front of a token, phrases as a whole."""
        marks = [
            child for child in token.children if child.dep_ in ("case", "mark", "fixed", "cc") or child.pos_ == "ADP"
        ]
        # "dai social network": hung on the adjective in front of the noun.
        before = (child for child in token.lefts if child.dep_ in ("amod", "nummod", "det", "compound"))
        marks += [mark for child in before for mark in child.lefts if mark.dep_ == "case" and mark.pos_ == "ADP"]
        found = {self.marker(child) for child in marks} | {child.lower_ for child in marks}
        return found | {child.lemma_.lower() for child in marks}

    def is_definite(self, noun: Token) -> bool:
        """Tell whether a noun stands with "the" or "this", be it in an adposition: "am", "della"."""
        for child in noun.children:
            kinds, definite = values(child, "PronType"), values(child, "Definite")
            if child.dep_ == "det" and (
                "Def" in definite or "Dem" in kinds or ("Art" in kinds and "Ind" not in definite)
            ):
                return True
            if child.dep_ == "case" and ("Def" in definite or self._is_contracted(child)):
                return True
        return False

    def _is_contracted(self, adposition: Token) -> bool:
        return self.marker(adposition) not in (adposition.lower_, "")

    # Classes of nouns

    def kind(self, token: Token) -> URIRef | None:
        """Give the concept or class a noun denotes, by itself or as the end of a compound."""
        if token.i not in self._kinds:
            self._kinds[token.i] = self._find_kind(token)
        return self._kinds[token.i]

    def _find_kind(self, token: Token) -> URIRef | None:
        nouns = [found.word for found in self._found[token.i] if found.word.pos == "noun"]
        end = self._end(token)
        ends = self.lexicon.words_with(end) if end else ()
        for words in (nouns, ends):
            denoted = [word.denotes for word in words if word.denotes is not None]
            for known in (self.schema.terms, self.schema.classes):
                if hit := next((iri for iri in denoted if iri in known), None):
                    return hit
        return None

    def _end(self, token: Token) -> str:
        """Give the noun of the lexicon that a compound ends with, or ""."""
        if token.i not in self._ends:
            found = self.lexicon.noun_at_end(token.lemma_.lower()) or self.lexicon.noun_at_end(token.lower_)
            self._ends[token.i] = found
        return self._ends[token.i]

    def class_of(self, iri: URIRef | None) -> URIRef | None:
        """Give the class of a concept, or the class itself."""
        if iri is None:
            return None
        concept = self.schema.concepts.get(iri)
        return concept.type if concept else iri

    def is_relational(self, noun: Token) -> bool:
        """Tell whether a noun says what somebody is to somebody else: "Rivale", "subsidiary", also at its end."""
        ends = (self.lexicon.noun_at_end(noun.lemma_.lower()), self.lexicon.noun_at_end(noun.lower_))
        frames = [f for form in (noun.lemma_.lower(), noun.lower_, *ends) for f in self.lexicon.frames_with(form)]
        return any({"copulativeArg", "possessiveAdjunct"} <= _functions(f) for f in frames if f.pos == "noun")

    # Frames

    def frames(self, token: Token) -> tuple[tuple[Frame, tuple[Token, ...]], ...]:
        """Give the frames whose words stand at the token, with all tokens of those words.

        An idiom hides the frames of its verb alone.
        """
        if token.i not in self._frames:
            self._frames[token.i] = tuple(self._find_frames(token))
        return self._frames[token.i]

    def _find_frames(self, token: Token) -> Iterator[tuple[Frame, tuple[Token, ...]]]:
        found: dict[Frame, tuple[Token, ...]] = {}
        for key in self.keys(token):
            for frame in self.lexicon.frames_with(key):
                if frame not in found and _may_be(token, frame.pos):
                    tokens = self._match_words(frame, token, key)
                    if tokens:
                        found[frame] = tokens
        if not found:
            return
        # A sign like "%" makes no idiom: "rileva il 30%" is still said by "rilevare".
        lengths = {frame: sum(not self.denotes(t, KG.unit) for t in tokens) for frame, tokens in found.items()}
        longest, most = max(lengths.values()), max(map(len, found.values()))
        for frame, tokens in found.items():
            whole = lengths[frame] == longest or len(tokens) == most
            if whole and not (frame.pos == "noun" and self._is_inside(token, len(tokens))):
                yield frame, tokens

    def _is_inside(self, noun: Token, length: int) -> bool:
        """Tell whether a noun only begins a longer word of the lexicon: the "chief" of "chief executive"."""
        whole = next((found for found in self._found[noun.i] if found.word.pos == "noun"), None)
        return whole is not None and whole.end - whole.start > length and noun.i < whole.end - 1

    def keys(self, token: Token) -> tuple[str, ...]:
        """Give the lower-case forms under which the lexicon may know a token."""
        lemmas = self._lemmas[token.i] or (token.lemma_.lower(),)
        if token.pos_ == "VERB" and any(frame.pos == "verb" for frame in self.lexicon.frames_with(lemmas[0])):
            lemmas = lemmas[:1]  # "said" may be a form of many a verb; the lexicon knows the likeliest
        keys = dict.fromkeys((token.lower_, *lemmas))
        particle = next((c for c in token.children if c.dep_ == _PARTICLE), None)
        if particle is not None and self.lexicon.compounds:
            # UD splits "kauft ... auf" into verb and particle; the lexicon has the whole verb.
            joined = [particle.lower_ + lemma for lemma in lemmas]
            keys = dict.fromkeys((*joined, *keys))
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "X") and not self._is_entry(keys):
            # A compound is read by its end, unless the lexicon has it whole: "Vizechef" is no "Chef".
            end = self._end(token)
            last = token.lower_.rsplit("-", 1)[-1]
            keys |= dict.fromkeys(filter(None, (end, last, token.lemma_.lower().rsplit("-", 1)[-1])))
        return tuple(keys)

    def first_part(self, token: Token, frame: Frame) -> str:
        """Give what stands in front of the word of the frame in a noun joined without a hyphen: "konzern" + "chef"."""
        ends = [form[0] for form in frame.forms if len(form) == 1]
        for text in (token.lemma_.lower(), token.lower_):
            end = next((e for e in sorted(ends, key=len, reverse=True) if text.endswith(e)), "")
            if end and text != end:
                first = text.removesuffix(end)
                return "" if first.endswith("-") else first
        return ""

    def state_in_front(self, part: str) -> int:
        """Count the letters in front of what a post is for that only say whose it is: "bundes" in "bundesfinanz"."""
        for end in range(len(part), 0, -1):
            if any(word.denotes == KG.Government for word in self.lexicon.words_with(part[:end])):
                return end
        return 0

    def _is_entry(self, forms: Iterable[str]) -> bool:
        lexicon = self.lexicon
        kinds = ("noun", "adjective")
        return any(
            (form,) in entry.forms and entry.pos in kinds
            for form in forms
            for entries in (lexicon.frames_with(form), lexicon.words_with(form))
            for entry in entries
        )

    def _match_words(self, frame: Frame, token: Token, key: str) -> tuple[Token, ...]:
        for form in frame.forms:
            if form == (key,):
                particles = [c for c in token.children if c.dep_ == _PARTICLE]
                own = [c for c in particles if key.startswith(c.lower_)]
                if any(c.pos_ == "ADP" for c in particles if c not in own) and self.lexicon.compounds:
                    continue  # "schloss den Verkauf ab": who concludes does not close
                return (token, *own)
            if key in form and len(form) > 1 and self._forms_in_text.issuperset(form):
                near = self._phrase(token) if frame.pos == "verb" else self._run(token, len(form))
                tokens = [self._pick(near, word) for word in form]
                heads = [t for t in tokens if (t is not None and t.head not in tokens) or t == token.sent.root]
                other_verb = any(t is not None and t != token and t.pos_ == "VERB" for t in tokens)
                if frame.pos == "verb" and other_verb and key != form[-1 if self.lexicon.head_final else 0]:
                    continue  # the verb of the idiom is another one
                if all(tokens) and token in tokens and (frame.pos == "verb" or token in heads):
                    return tuple(sorted({t for t in tokens if t is not None}, key=lambda t: t.i))
        return ()

    def _pick(self, tokens: list[Token], word: str) -> Token | None:
        whole = next((t for t in tokens if word in self._forms[t.i]), None)
        # "streicht 900 Vollzeitstellen": a compound is read by its end.
        return whole or next((t for t in tokens if self._ends_in_idioms[t.i] == word), None)

    @cached_property
    def _forms(self) -> list[set[str]]:
        """All that a word of an idiom may be known by in the lexicon, for every token."""
        return [{t.lower_, *self._lemmas[t.i], t.lemma_.lower(), self.marker(t)} for t in self.doc]

    @cached_property
    def _lemmas(self) -> list[tuple[str, ...]]:
        return [token._.lemmas for token in self.doc]

    @cached_property
    def _ends_in_idioms(self) -> list[str]:
        """The word of an idiom that a compound ends with, or "", for every token."""
        return [self.lexicon.idiom_word_at_end(t.lemma_.lower()) if t.pos_ == "NOUN" else "" for t in self.doc]

    @cached_property
    def _forms_in_text(self) -> frozenset[str]:
        return frozenset(self._ends_in_idioms).union(*self._forms)

    def _phrase(self, token: Token) -> list[Token]:
        """Give a verb and what hangs on it, three steps down at most, subjects and clauses left out."""
        near, level = [token], [token]
        if token.dep_ in ("acl", "amod") and "Part" in values(token, "VerbForm"):
            # "the fine imposed by X": the noun of the idiom stands above its participle, maybe with a figure between.
            figure = token.head.pos_ == "NUM" or self.denotes(token.head, KG.unit, KG.scale)
            # "a round A led by X": hung on a name beside the noun.
            figure = figure or (token.head.pos_ == "PROPN" and token.head.dep_ in ("nmod", "flat", "appos"))
            near += [token.head, token.head.head] if figure else [token.head]
        if token.dep_ in ("cop", "aux") and token.head.pos_ in ("NOUN", "PROPN", "ADP", "ADV"):
            # "ist vom Tisch", "ha sede": the noun of the idiom bears the clause.
            level = [token.head]
            near += level
        for _ in range(3):
            level = [c for t in level for c in t.children if not _is_apart(c) and c not in near]
            near += level
        return near

    def _run(self, token: Token, length: int) -> list[Token]:
        return list(self.doc[max(0, token.i - length + 1) : token.i + length])


_last: Reading | None = None


def _find_words(doc: Doc, lexicon: Lexicon) -> list[tuple[Found, ...]]:
    # Every look at a token makes an object: so each is looked at once.
    surface = [token.lower_ for token in doc]
    lemmas = [token.lemma_.lower() for token in doc]
    found: list[list[Found]] = [[] for _ in surface]
    for start in range(len(surface)):
        longest = max(lexicon.longest_from(surface[start]), lexicon.longest_from(lemmas[start]))
        for end in range(min(start + longest, len(surface)), start, -1):
            words = lexicon.words_with(" ".join(surface[start:end]))
            others = lexicon.words_with(" ".join(lemmas[start:end]))
            for word in dict.fromkeys((*words, *others)) if words or others else ():
                for i in range(start, end):
                    found[i].append(Found(word, start, end))
    return [tuple(sorted(hits, key=lambda hit: hit.start - hit.end)) for hits in found]


def _has(token: Token | None, features: str) -> bool:
    return token is not None and set(features.split("|")) <= set(str(token.morph).split("|"))


def _may_be(token: Token, pos: str) -> bool:
    """Tell whether a token may be a word of a part of speech; taggers err on nouns made of adjectives."""
    if pos == "noun" and token.pos_ in ("ADJ", "VERB"):
        return token.text[:1].isupper() and not token.is_sent_start
    return token.pos_ in _POS.get(pos, frozenset())


def _joined(word: Word) -> set[str]:
    return {" ".join(form) for form in word.forms}


def _is_apart(child: Token) -> bool:
    """Tell whether a child begins a clause of its own or is the subject; "gewinnt X als Partner" may be a conjunct."""
    clause = child.dep_ == "conj" and child.pos_ in ("VERB", "AUX", "ADJ")
    return clause or child.dep_ in ("nsubj", "ccomp", "parataxis")


def _functions(frame: Frame) -> set[str]:
    return {place.function for place in (frame.subject, frame.object) if place is not None}
