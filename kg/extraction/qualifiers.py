"""How surely a text says something, who says it, and when it holds.

Modality, validity and attribution are part of kg's mechanism: their names in the ontology stand here, the words
for them in the lexicons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import belonging, clauses, patterns, quantities, trees
from kg.extraction.morphology import values
from kg.extraction.quotes import Quote, quote_at, quotes
from kg.extraction.reading import Found, Reading
from kg.extraction.references import stands_for_clause
from kg.extraction.referents import MentionIndex
from kg.extraction.speakers import Speakers
from kg.ontology import Argument
from kg.types import Mention, Modality, Period
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MODALITIES = {URIRef(KG[m.value]): m for m in Modality}
# What weighs more when several hold: "soll nicht" is denied, "will angeblich" is planned.
_RANK = (
    Modality.DENIED,
    Modality.OPINION,
    Modality.POSSIBLE,
    Modality.PLANNED,
    Modality.REPORTED,
    Modality.ASSERTED,
)
_TENSES = {KG.former: "former", KG.current: "current", KG.future: "future"}
_CLAUSES = ("ccomp", "xcomp", "csubj", "csubj:pass", "parataxis", "advcl")
# Where a word stands that qualifies a verb.
_BESIDE = ("aux", "aux:pass", "cop", "advmod", "mark", "cc", "discourse", "expl", "parataxis")
_ADVERBS = ("ADV", "ADJ", "PART")
_BEHIND = frozenset("\"'“”’»)")  # may stand behind the mark that ends a sentence
_STEPS = 10  # how far up a sentence a qualifier is looked for
_SENTENCES = 3  # how far back the source of a report is looked for


@dataclass(slots=True)
class Qualifiers:
    """What was found on the way from a predicate up to the root of its sentence."""

    modalities: set[Modality] = field(default_factory=set)
    sources: dict[Mention, None] = field(default_factory=dict)
    signs: dict[tuple[Modality, Token], None] = field(default_factory=dict)

    def add(self, modality: Modality, *sources: Mention, by: Token | None = None) -> None:
        """Note a modality, who says so, and the word `by` which that is told."""
        self.modalities.add(modality)
        self.sources |= dict.fromkeys(sources)
        if by is not None:
            self.signs[modality, by] = None

    @property
    def modality(self) -> Modality:
        return next((m for m in _RANK if m in self.modalities), Modality.ASSERTED)

    def places(self) -> tuple[tuple[int, int], ...]:
        """Give the offsets of the words that the modality was told by, in the order of the text."""
        told = {token for modality, token in self.signs if modality == self.modality}
        return tuple(sorted((token.idx, token.idx + len(token)) for token in told))


class Qualifier:
    """Finds the qualifiers of predicates in one document."""

    def __init__(self, reading: Reading, index: MentionIndex) -> None:
        self.reading, self.index = reading, index
        self.speakers = Speakers(reading, index)
        self.quotes = quotes(reading.doc)

    def qualify(
        self, anchor: Token, words: tuple[Token, ...], arguments: tuple[Token, ...], *, presupposed: bool = False
    ) -> Qualifiers:
        """Find how surely and by whom something is said.

        anchor: the word that says it; words: all words of its entry; arguments: what fills the places of the frame;
        presupposed: said in passing, by a title or an attribute, whatever the sentence makes of it.
        """
        if presupposed and self._is_given(anchor):
            return self.in_passing(anchor, words)
        anchor = trees.predicate(anchor)
        found = Qualifiers()
        words = (*words, *self._denials_of_others(anchor, arguments))
        self._own(found, anchor, words)
        copula = patterns.copula_beside(self.reading, anchor)
        if copula is not None:
            self._own(found, copula, words)
            self._climb(found, copula, words)
        for token in (*arguments, *words):
            self._negated_phrase(found, token, words)
        self._climb(found, anchor, words)
        self._sentence(found, anchor)
        self._quoted(found, anchor)
        self._said_next(found, anchor)
        if found.modality == Modality.REPORTED and not found.sources:
            found.sources |= dict.fromkeys(self._sources_before(anchor.sent))
        return found

    def in_passing(self, anchor: Token, words: tuple[Token, ...]) -> Qualifiers:
        """Find how surely something is said that the sentence takes for granted, whatever it makes of it."""
        found = Qualifiers()
        self._own(found, anchor, words)
        self._quoted(found, anchor)
        return found

    def _quoted(self, found: Qualifiers, anchor: Token) -> None:
        quote = quote_at(self.quotes, anchor.i)
        if quote is not None:
            found.add(Modality.REPORTED, *self._speakers(quote), by=self.reading.doc[max(quote.start - 1, 0)])

    def _is_given(self, anchor: Token) -> bool:
        """Tell whether "the head of X" is taken for granted; "a head for X" and "is the head of X" are not."""
        if any(child.dep_ == "cop" for child in anchor.children) or patterns.copula_beside(self.reading, anchor):
            return False
        if anchor.pos_ in ("ADJ", "ADV", "VERB") and anchor.dep_ not in ("amod", "acl"):
            return False
        phrase = anchor.head if anchor.dep_ == "amod" else anchor
        return not any("Ind" in values(d, "Definite") for d in trees.children(phrase, "det"))

    def cited(self) -> Iterator[tuple[Mention, Token, URIRef]]:
        """Give whoever the text names as a source, "according to X", with the word that says so and its entry."""
        for mark in self.reading.doc:
            hit = self.reading.word_of(mark, KG.reported)
            if hit is None or hit.word.pos != "adposition" or hit.end - 1 != mark.i or mark.head == mark:
                continue
            # UD hangs the second word of "according to" on the first.
            source = mark.head.head if mark.dep_ == "fixed" else mark.head
            if mark.dep_ in ("case", "advmod", "mark", "fixed") and self._is_whole(hit, source):
                for mention in self._told_by(hit, source):
                    yield mention, mark, hit.word.entry

    def period(self, anchor: Token, words: tuple[Token, ...]) -> Period | None:
        """Find when it holds: a date on the predicate, or a word like "ehemalig" on the noun."""
        tense = next((t for token in (anchor, *words) for t in self._tenses(token)), "") or self._given_up(anchor)
        date = next(filter(None, (self._date(child) for child in anchor.children)), "")
        return Period(start=date, tense=tense) if tense or date else None

    def _given_up(self, post: Token) -> str:
        """Read "si è dimesso il presidente di X": who has left a post held it."""
        holder = post.head if post.dep_ == "appos" else post
        verb = holder.head
        if trees.base(holder.dep_) != "nsubj" or self.post_tense(verb) != "former":
            return ""
        said = Qualifiers()
        self._own(said, verb, ())
        done = trees.is_participle(verb) and bool(trees.children(verb, "aux", "aux:pass"))
        return "former" if done and said.modality == Modality.ASSERTED else ""

    def is_about_own_deed(self, verb: Token) -> bool:
        """Tell whether a verb says what its subject plans, announces, begins or goes on doing."""
        own = (Modality.PLANNED, Modality.ASSERTED)
        if self.is_about_others(verb):
            return False
        return any(modality in own or place.function == "directObject" for modality, _, place in self._attitudes(verb))

    def is_about_others(self, verb: Token) -> bool:
        """Tell whether a verb says what its subject makes of the deeds of others: "blocks", "approves"."""
        known = self.reading.schema.properties
        return any(known[f.reference].of_others for f, _ in self.reading.frames(verb) if f.reference in known)

    def is_plan(self, noun: Token) -> bool:
        """Tell whether a noun says that somebody means to do what its clause says: "plans to buy X"."""
        own = (Modality.PLANNED, Modality.POSSIBLE)
        return any(m in own and place.function == "sententialClause" for m, _, place in self._attitudes(noun))

    def gives_up(self, verb: Token) -> bool:
        """Tell whether a verb says that what its object names will not be: "scraps", "denies", "rules out"."""
        found = [place.function for modality, _, place in self._attitudes(verb) if modality == Modality.DENIED]
        return "directObject" in found

    def means_to(self, verb: Token, noun: Token) -> bool:
        """Tell whether a verb says that its subject plans, or gives up, what stands behind an adposition."""
        own = (Modality.PLANNED, Modality.DENIED)
        places = [place for modality, _, place in self._attitudes(verb) if modality in own]
        return any(p.function == "prepositionalAdjunct" and p.markers & self.reading.markers(noun) for p in places)

    def post_tense(self, verb: Token) -> str:
        """Tell whether a verb means taking or leaving a post: "current", "former", "future" or ""."""
        found = [
            w.denotes
            for key in self.reading.keys(verb)
            for w in self.reading.lexicon.words_with(key)
            if w.pos == "verb"
        ]
        found += [f.word.denotes for f in self.reading.words(verb) if f.word.pos == "verb"]
        return next((_TENSES[iri] for iri in found if iri in _TENSES), "")

    def is_deputy(self, noun: Token, words: tuple[Token, ...] = ()) -> bool:
        """Tell whether a word beside those of the entry makes a post a lower one: "deputy chief"."""
        near = [noun, *(c for c in noun.children if (c.i < noun.i or c.dep_ == "amod") and c not in words)]
        return any(self.reading.denotes(token, KG.deputy) for token in near) or self._prefix(noun, KG.deputy)

    def _tenses(self, noun: Token) -> Iterator[str]:
        for iri, tense in _TENSES.items():
            near = [c for c in noun.children if c.dep_ in ("amod", "advmod", "compound", "nmod", "det", "flat", "case")]
            # "Former Solvia chief executive": whatever the first word hangs on, it stands in front of the post.
            before = _in_front(noun)
            said = (f.word for t in (*near, *before) for f in self.reading.words(t) if f.word.denotes == iri)
            if any(word.pos != "verb" for word in said) or any(self._prefix(t, iri) for t in (noun, *before)):
                yield tense

    def _prefix(self, noun: Token, iri: URIRef) -> bool:
        """Tell whether the noun begins with such a word: "Ex-CEO", "Vizechef"."""
        first, hyphen, _ = noun.lower_.partition("-")
        return bool(hyphen) and any(word.denotes == iri for word in self.reading.lexicon.words_with(first))

    def _date(self, child: Token) -> str:
        if trees.base(child.dep_) not in ("obl", "nmod", "advmod", "nummod", "dep"):
            return ""
        phrase = self.reading.doc[child.left_edge.i : child.right_edge.i + 1]
        dated = any(t.ent_type_ == "DATE" for t in phrase) or len(phrase) <= 4
        return quantities.parse_date(self.reading, phrase.text) if dated and len(phrase) < 8 else ""

    def _sources_before(self, sentence: Span) -> tuple[Mention, ...]:
        """Give whose report goes on in a sentence that names nobody: "Insiders say X. Y is said to have left."

        It is that of the sentence before in the same paragraph, if that one is reported, too.
        """
        doc = self.reading.doc
        for _ in range(_SENTENCES):
            if sentence.start == 0 or "\n" in doc[sentence.start - 1].whitespace_ + doc[sentence.start - 1].text:
                return ()
            sentence = doc[sentence.start - 1].sent
            said = Qualifiers()
            self._own(said, sentence.root, ())
            self._quoted(said, sentence.root)
            for modality, speakers, place in self._attitudes(sentence.root):
                if place.function == "sententialClause" and trees.children(sentence.root, "ccomp"):
                    said.add(modality, *speakers)
            if said.sources or said.modality != Modality.REPORTED:
                return tuple(said.sources) if said.modality == Modality.REPORTED else ()
        return ()

    def _said_next(self, found: Qualifiers, anchor: Token) -> None:
        """Read who says so, or denies it, in a sentence of its own: "X kauft Y. Das teilte das Unternehmen mit."."""
        doc, end = self.reading.doc, anchor.sent.end
        if end >= len(doc) or "\n" in doc[end - 1].text + doc[end - 1].whitespace_:
            return
        verb = doc[end].sent.root
        takes_up = any(stands_for_clause(self.reading, child) for child in verb.children if child.i < verb.i)
        if not takes_up or trees.children(verb, "ccomp", "parataxis", "conj"):
            return
        for modality, speakers, place in self._attitudes(verb):
            if place.function != "sententialClause" or not speakers:
                continue
            if modality in (Modality.REPORTED, Modality.ASSERTED):
                # The text has said so plainly itself, and only adds whom it has it from.
                found.sources |= dict.fromkeys(speakers)
            else:
                found.add(self._turned(modality, verb), *speakers, by=verb)

    # On the predicate itself

    def _own(self, found: Qualifiers, verb: Token, words: tuple[Token, ...]) -> None:
        self._deed_itself(found, verb)
        for child in verb.children:
            if child in words:
                continue
            of_noun = child.dep_ in ("det", "amod") and verb.pos_ in ("NOUN", "PROPN")
            if child.dep_ in _BESIDE or of_noun or _is_adverb(child) or self._lies_ahead(child, verb):
                self._word(found, child, clause=verb)
            self._source_phrase(found, child)
            self._source_clause(found, child)
        self._clause_opening(found, verb, words)
        self._condition(found, verb)
        opening = patterns.clause_opener(verb) or _opening(verb)
        if opening is not None and opening not in words:
            self._word(found, opening, clause=verb)
        self._morphology(found, verb)

    def _deed_itself(self, found: Qualifiers, noun: Token) -> None:
        """Read a noun that is itself no more than a try: "X's bid for Y"."""
        if noun.pos_ in ("NOUN", "PROPN"):
            hit = next(
                (f for f in self.reading.words(noun) if f.word.pos == "noun" and f.word.denotes in _MODALITIES), None
            )
            if hit is not None and hit.word.denotes:
                found.add(_MODALITIES[hit.word.denotes], by=noun)

    def _lies_ahead(self, time: Token, verb: Token) -> bool:
        """Tell whether a time beside a verb in the present is one to come: "is opening a store next year"."""
        if trees.base(time.dep_) not in ("obl", "nmod", "advmod") or not clauses.is_present(verb):
            return False
        found = [f for f in self.reading.words(time) if f.word.denotes == KG.planned]
        return any(f.end - f.start > 1 for f in found)

    def _condition(self, found: Qualifiers, verb: Token) -> None:
        """Read what holds only if something else does, "kauft Y, wenn ...", or in a story, "In the novel X buys Y"."""
        for child in verb.children:
            marks = trees.children(child, "mark") if child.dep_ == "advcl" else []
            # "accused X of copying Y": what stands behind a preposition is no condition.
            if any(self.reading.denotes(mark, KG.possible) and not self._compares(mark) for mark in marks):
                found.add(Modality.POSSIBLE, by=child)
            if trees.children(child, "case") and self.reading.denotes(child, KG.fiction):
                found.add(Modality.POSSIBLE, by=child)

    def _clause_opening(self, found: Qualifiers, verb: Token, words: tuple[Token, ...]) -> None:
        """Read what a clause begins with: "weder" denies all of it; "had X bought Y, ..." is a condition."""
        first = verb.doc[verb.left_edge.i]
        hit = self.reading.word_of(first, KG.denied)
        opens = hit is not None and (first.pos_ in ("CCONJ", "SCONJ", "ADV") or hit.word.pos == "conjunction")
        if opens and first not in words:
            found.add(Modality.DENIED, by=first)
        inverted = first.head == verb and first.dep_ in ("aux", "aux:pass") and "Fin" in values(first, "VerbForm")
        if verb.dep_ == "advcl" and inverted and not trees.children(verb, "mark"):
            found.add(Modality.POSSIBLE, by=first)

    def _word(self, found: Qualifiers, token: Token, *, clause: Token) -> None:
        if token.dep_ == "parataxis" and token.pos_ in ("VERB", "NOUN"):
            return
        for iri in self.reading.denoted_by_form(token, clause):
            modality = _MODALITIES.get(iri)
            if modality and not (token.dep_ == "mark" and self._is_source_marker(token)):
                found.add(modality, by=token)
        if token.dep_ in ("advmod", "aux"):
            for child in token.children:
                if child.dep_ == "advmod" and self.reading.denotes(child, KG.denied):
                    found.add(Modality.DENIED, by=child)

    def _morphology(self, found: Qualifiers, verb: Token) -> None:
        finite = [verb, *trees.children(verb, "aux", "aux:pass", "cop")]
        modal = any(_MODALITIES.get(iri) for t in finite[1:] for iri in self.reading.denoted_by_form(t))
        for token in finite:
            for iri in self.reading.denoted_by_morphology(token):
                # "dürfte", "potrebbe": the mood belongs to the modal, whose entry has said it.
                if iri in _MODALITIES and not modal:
                    found.add(_MODALITIES[iri], by=token)

    def _negated_phrase(self, found: Qualifiers, argument: Token, words: tuple[Token, ...]) -> None:
        # "neither A nor B": the first conjunct's negation holds for the others.
        joined = argument.dep_ == "conj" and argument.pos_ != "VERB" and not self._is_opposed(argument)
        first = argument.head.children if joined else ()
        for child in (*argument.children, *first):
            if child in words or child.dep_ not in ("det", "advmod", "cc", "amod", "cc:preconj"):
                continue
            if self.reading.denotes(child, KG.denied) and not self.reading.denotes(child, KG.approximately):
                found.add(Modality.DENIED, by=child)
        # "Niente accordo": whatever the parser makes of the word in front, it denies the noun.
        before = argument.doc[argument.i - 1] if argument.i > argument.sent.start else None
        if before is not None and argument.pos_ == "NOUN" and (before.head == argument or argument.head == before):
            hit = self.reading.word_of(before, KG.denied)
            if before not in words and hit is not None and hit.word.pos == "determiner":
                found.add(Modality.DENIED, by=before)

    def _denials_of_others(self, verb: Token, arguments: tuple[Token, ...]) -> Iterator[Token]:
        """Give the "not" in front of what is put in a thing's place: "schließt nicht A, sondern B" closes B."""
        for first in (a.head for a in arguments if a.dep_ == "conj" and a.pos_ != "VERB" and self._is_opposed(a)):
            before = [c for c in trees.children(verb, "advmod") if c.i == first.left_edge.i - 1]
            yield from (c for c in before if self.reading.denotes(c, KG.denied))

    def _is_opposed(self, conjunct: Token) -> bool:
        """Tell whether a conjunct takes the place of a denied one: "nicht A, sondern B", "not A, but B"."""
        comma = any(c.text == "," for c in trees.children(conjunct, "punct"))
        return comma and any(not self.reading.denotes(c, KG.denied) for c in trees.children(conjunct, "cc"))

    def _is_source_marker(self, token: Token) -> bool:
        hit = self.reading.word_of(token, KG.reported, KG.possible, KG.opinion)
        return hit is not None and hit.word.pos == "adposition"

    def _source_phrase(self, found: Qualifiers, child: Token) -> None:
        """Read "laut X", "X zufolge", "according to X", ", so X,"."""
        for mark in child.children:
            hit = self.reading.word_of(mark, KG.reported, KG.possible, KG.opinion)
            if (
                hit is None
                or mark.dep_ not in ("case", "advmod", "mark", "fixed")
                or child.pos_ in ("VERB", "AUX", "ADJ")
            ):
                continue
            if hit.word.pos == "adposition" and hit.word.denotes and self._is_whole(hit, child):
                found.add(_MODALITIES[hit.word.denotes], *self._told_by(hit, child), by=mark)

    def _told_by(self, hit: Found, source: Token) -> tuple[Mention, ...]:
        """Give who says so in "laut X", and in "secondo quanto riferito da X"."""
        clauses_of = trees.children(source, *trees.RELATIVES) if source.pos_ == "PRON" else []
        told = [
            s for c in clauses_of for m, speakers, _ in self._attitudes(c) if m == Modality.REPORTED for s in speakers
        ]
        return tuple(dict.fromkeys(told)) or (() if clauses_of else self.speakers.behind(hit, source))

    def _is_whole(self, hit: Found, source: Token) -> bool:
        """Tell whether no other adposition stands in front: "secondo a X" is second to X, not according to X."""
        marks = [m for c in trees.children(source, "case") for m in (c, *trees.children(c, "fixed", "case"))]
        return all(hit.start <= mark.i < hit.end for mark in marks)

    def _source_clause(self, found: Qualifiers, child: Token) -> None:
        """Read "wie Insider berichten" and ", sagte X," beside what is said."""
        beside = (child.dep_ == "parataxis" and self._says(child)) or (
            child.dep_ in ("advcl", "ccomp")
            and any(self._compares(mark) for mark in trees.children(child, "mark", "case", "advmod"))
        )
        opening = self._opening_source(child) if child.dep_ == "advcl" else None
        if opening is not None:
            named = trees.children(child, "obl", "nmod")[:1]
            told = [speaker for source in named for speaker in self._told_by(opening, source)]
            found.add(Modality.REPORTED, *told, by=child.doc[child.left_edge.i])
        if beside:
            for modality, speakers, _ in self._attitudes(child):
                if modality == Modality.REPORTED and not trees.children(child, "ccomp"):
                    found.add(modality, *speakers, by=child)
                    self._future_in_past(found, child.head, child)

    def _says(self, verb: Token) -> bool:
        """Tell whether a clause beside another may say who says so: not "X is fined: Y had not told users"."""
        before = verb.doc[max(verb.left_edge.i - 1, 0)]
        if ":" in (before.text, verb.doc[verb.left_edge.i].text):
            return False
        said = Qualifiers()
        self._own(said, verb, ())
        return said.modality in (Modality.ASSERTED, Modality.REPORTED)

    def _opening_source(self, clause: Token) -> Found | None:
        """Give what a clause begins with in "a quanto risulta", "stando a quanto scrive X"."""
        first = clause.doc[clause.left_edge.i]
        hit = self.reading.word_of(first, KG.reported)
        return hit if hit is not None and hit.word.pos == "adposition" and hit.end - hit.start > 1 else None

    def _compares(self, mark: Token) -> bool:
        return any(f.word.pos == "adposition" for f in self.reading.words(mark))

    # Up to the root

    def _climb(self, found: Qualifiers, anchor: Token, words: tuple[Token, ...]) -> None:
        token = anchor
        for _ in range(_STEPS):
            if _is_to_come(token):
                found.add(Modality.PLANNED, by=token)
            governor, dep = token.head, token.dep_
            if governor == token:
                return
            if governor not in words and not self._step(found, token, governor, dep, words):
                return
            token = governor

    def _step(self, found: Qualifiers, token: Token, governor: Token, dep: str, words: tuple[Token, ...]) -> bool:
        """Read one step up; tell whether what stands further up still bears on it."""
        if clauses.cleft_bearer(token) == governor:
            self._own(found, governor, words)
            return False
        if dep == "conj":
            return self._conjunct(found, token, governor)
        told = trees.base(dep) == "acl" and self._tells(governor) and not trees.is_nonfinite(token)
        if told or (dep == "acl" and self._is_content(token) and not self._is_purpose(token)):
            # "the rumour that X buys Y": whether it is true hangs on the noun.
            return self._clause(found, token, governor, "ccomp")
        if dep == "advcl" and (as_ := self._adverbial(token, governor)):
            return self._clause(found, token, governor, as_)
        if dep in ("advcl", "acl") and token.pos_ in ("VERB", "AUX") and self._is_purpose(token):
            if dep == "acl" and governor.pos_ == "NOUN":
                self._chosen(found, governor)
            if self.is_plan(governor):
                return self._clause(found, token, governor, "ccomp")
            found.add(Modality.PLANNED, by=token)
        if token.pos_ in ("NOUN", "PROPN", "PRON") and trees.base(dep) in ("obj", "nsubj", "obl", "iobj", "nmod"):
            return self._nominal(found, token, governor)
        if dep in ("advcl", "acl:relcl", "acl", "appos", "amod", "cop"):
            return dep == "advcl" and "Ger" in values(token, "VerbForm")
        if dep in _CLAUSES:
            return self._clause(found, token, governor, dep)
        if governor.pos_ in ("VERB", "AUX"):
            # "lasts twice as long": the verb's qualifiers hold for what its adverb says.
            self._own(found, governor, words)
        return True

    def _adverbial(self, verb: Token, governor: Token) -> str:
        """Give as what a clause belongs to its word that the parser took for a circumstance; "" where it is one."""
        if self._is_complement(verb, governor) or self._is_raised(verb, governor):
            return "xcomp"
        return "ccomp" if self._is_taken_up(verb, governor) else ""

    def _chosen(self, found: Qualifiers, noun: Token) -> None:
        """Read what a sentence makes of a plan: "has no plans to close X", "scrapped plans to close X"."""
        self._negated_phrase(found, noun, ())
        if trees.base(noun.dep_) in ("obj", "nsubj") and noun.head.pos_ == "VERB":
            inner = Qualifiers()
            self._nominal(inner, noun, noun.head)
            if Modality.DENIED in inner.modalities:
                found.add(Modality.DENIED, by=noun.head)

    def _tells(self, noun: Token) -> bool:
        """Tell whether a noun has a clause for its content: in "Gerüchte, X kaufe Y" nobody buys for sure."""
        places = (place for modality, _, place in self._attitudes(noun) if modality != Modality.ASSERTED)
        return any(place.function == "sententialClause" for place in places)

    def _is_purpose(self, verb: Token) -> bool:
        marked = verb.dep_ == "acl" and bool(trees.children(verb, "mark"))
        infinitive = ("Inf" in values(verb, "VerbForm") or marked) and trees.is_nonfinite(verb)
        return infinitive and not any(self.reading.denotes(m, KG.denied) for m in trees.children(verb, "mark"))

    def _is_complement(self, verb: Token, governor: Token) -> bool:
        """Tell whether a form right behind a verb that takes clauses belongs to it: "stopped offering loans"."""
        adjacent = verb.i == governor.i + 1 and trees.is_nonfinite(verb)
        return adjacent and any(place.function == "sententialClause" for _, _, place in self._attitudes(governor))

    def _is_content(self, verb: Token) -> bool:
        """Tell whether a clause says what its noun is about: "the rumour that X buys Y", however "that" is parsed."""
        if trees.children(verb, "mark") or any(c.pos_ == "SCONJ" for c in verb.lefts):
            return True
        own = trees.children(verb, "nsubj", "nsubj:pass")
        return bool(own) and not trees.is_nonfinite(verb) and not any(map(trees.is_relative, verb.children))

    def _is_taken_up(self, verb: Token, governor: Token) -> bool:
        """Tell whether a word in front announces the clause: "Es gibt keine Belege dafür, dass X Y kauft"."""
        first = min((verb.left_edge, *trees.children(verb, "mark", "punct")), key=lambda token: token.i)
        before = first.nbor(-1) if first.i > verb.sent.start else None
        return (
            before is not None
            and before.head in (governor, *governor.children)
            and self.reading.denotes(before, KG.correlate)
        )

    def _is_raised(self, verb: Token, governor: Token) -> bool:
        """Tell whether a marked form without a finite verb hangs on a word it belongs to: "is said to have bought"."""
        marks = trees.children(verb, "mark")
        if not marks or not trees.is_nonfinite(verb) or self._is_purpose(verb):
            return False
        return governor.pos_ == "ADJ" or (marks[0].pos_ == "PART" and bool(trees.children(verb, "aux", "aux:pass")))

    def _conjunct(self, found: Qualifiers, token: Token, governor: Token) -> bool:
        if token.pos_ in ("VERB", "AUX") and trees.is_nonfinite(token):
            # "will A schließen und B eröffnen": the auxiliary holds for both.
            for aux in trees.children(governor, "aux"):
                self._word(found, aux, clause=governor)
        for child in governor.children:
            self._source_phrase(found, child)
            self._source_clause(found, child)
            if child.dep_ == "mark":
                self._word(found, child, clause=governor)
        return True

    def _clause(self, found: Qualifiers, token: Token, governor: Token, dep: str) -> bool:
        attitudes = list(self._attitudes(governor))
        inside = "sententialClause"
        for modality, speakers, place in attitudes:
            if place.function == inside or dep == "parataxis":
                found.add(self._turned(modality, governor), *speakers, by=governor)
                if modality == Modality.REPORTED and speakers:
                    self._future_in_past(found, token, governor)
        self._own_of_governor(found, governor)
        known = any(place.function == inside for _, _, place in attitudes) or dep == "parataxis"
        is_post = token.pos_ in ("NOUN", "PROPN") and bool(self.post_tense(governor))
        if not known and (self._denotes_modality(governor) or is_post):
            known = True
        if not known and dep == "ccomp" and self._is_juxtaposed(token):
            return False
        if not known and dep in ("ccomp", "xcomp", "csubj") and governor.pos_ in ("VERB", "ADJ", "NOUN"):
            # Whether the clause is true hangs on a word kg does not know.
            found.add(Modality.POSSIBLE, by=governor)
        return dep != "advcl"

    def _future_in_past(self, found: Qualifiers, verb: Token, saying: Token) -> None:
        """Read "said it would close X": behind a past tense "would" only says what is to come, not what might."""
        auxiliaries = trees.children(verb, "aux")  # the "wird" of a passive is no future
        future = [aux for aux in auxiliaries if self.reading.denotes(aux, KG.future)]
        perfect = any(verb.i > aux.i and "Inf" in values(aux, "VerbForm") for aux in trees.children(verb, "aux"))
        if not future or perfect or verb.pos_ != "VERB" or "Past" not in values(saying, "Tense"):
            return
        for aux in future:
            found.signs.pop((Modality.POSSIBLE, aux), None)
            found.signs[Modality.PLANNED, aux] = None
        if not any(modality == Modality.POSSIBLE for modality, _ in found.signs):
            found.modalities.discard(Modality.POSSIBLE)
        found.modalities.add(Modality.PLANNED)

    def _turned(self, modality: Modality, governor: Token) -> Modality:
        """Give what a modality comes to under a negation: who does not rule out X or deny X leaves X open."""
        hits = [self.reading.word_of(c, KG.denied) for c in trees.children(governor, "advmod", "aux", "det")]
        # The "poco" of "poco propenso" is the word itself.
        negated = any(hit is not None and not hit.start <= governor.i < hit.end for hit in hits)
        return Modality.POSSIBLE if negated and modality == Modality.DENIED else modality

    def _is_juxtaposed(self, verb: Token) -> bool:
        """Tell whether a complement is a sentence of its own: "Il settore vola, Brenko cresce"."""
        if self.reading.lexicon.drops_conjunction:
            return False
        forms = [verb, *trees.children(verb, "aux", "aux:pass", "cop")]
        plain = any("Fin" in values(f, "VerbForm") and "Ind" in values(f, "Mood") for f in forms)
        joined = any(
            c.dep_ == "mark" or set(values(c, "PronType")) & {"Int", "Rel"} for c in verb.subtree if c.i < verb.i
        )
        return plain and not joined

    def _own_of_governor(self, found: Qualifiers, governor: Token) -> None:
        inner = Qualifiers()
        for child in governor.children:
            if child.dep_ in ("aux", "advmod", "mark") or self._is_nobody(child):
                self._word(inner, child, clause=governor)
            self._source_phrase(inner, child)
        self._take(found, inner, governor)

    def _is_nobody(self, subject: Token) -> bool:
        """Tell whether a subject denies its verb: "nobody has confirmed that ..."."""
        is_subject = trees.base(subject.dep_) == "nsubj" and subject.pos_ == "PRON"
        return is_subject and self.reading.denotes(subject, KG.denied)

    def _take(self, found: Qualifiers, inner: Qualifiers, governor: Token) -> None:
        """Take over what was found at a governor; of "does not deny" the negation is read already."""
        denies = any(modality == Modality.DENIED for modality, _, _ in self._attitudes(governor))
        if Modality.DENIED in inner.modalities and self._says_that(governor):
            # What somebody does not confirm is not denied for that, and not said by him.
            found.add(Modality.POSSIBLE, by=governor)
            silent = {speaker for _, speakers, _ in self._attitudes(governor) for speaker in speakers}
            found.sources = {source: None for source in found.sources if source not in silent}
            denies = True
        left_out = {Modality.DENIED} if denies else set()
        found.modalities |= inner.modalities - left_out
        found.sources |= inner.sources
        found.signs |= {sign: None for sign in inner.signs if sign[0] not in left_out}

    def _says_that(self, verb: Token) -> bool:
        """Tell whether somebody says with a verb that something is so: "confirms that", unlike "manages to"."""
        said = (f for f, _ in self.reading.frames(verb) if f.reference in (KG.asserted, KG.reported))
        return any(f.object and f.subject and f.subject.function == "sententialClause" for f in said)

    def _denotes_modality(self, governor: Token) -> bool:
        found = False
        for iri in self.reading.denoted_by_form(governor):
            found = found or iri in _MODALITIES
        return found

    def _nominal(self, found: Qualifiers, token: Token, governor: Token) -> bool:
        """Read what a word does to a thing named by a noun: "plant die Übernahme", "Gespräche über die Übernahme"."""
        dep = trees.base(token.dep_)
        self._governed(found, token, governor)
        if dep == "obl" and self.post_tense(governor) and patterns.post_verb(self.reading, token) == governor:
            # "will appoint X as its chief": the post is given as surely as X is appointed.
            self._own(found, governor, ())
            return True
        predicative = any(child.dep_ == "cop" for child in governor.children)
        if dep == "nmod":
            # "die mögliche Erlaubnis für die Übernahme"
            for adjective in trees.children(governor, "amod"):
                self._word(found, adjective, clause=governor)
        if dep == "nmod" and predicative and governor.pos_ == "ADJ":
            dep = "obl"
        if dep == "nmod" or not (governor.pos_ in ("VERB", "AUX") or predicative):
            return dep == "nmod"
        # "Previsti 300 licenziamenti": what stands behind the verb, with nothing else, is what it is about.
        behind = token.dep_ == "nsubj" and token.i > governor.i
        bare = behind and not trees.children(governor, "obj", "ccomp", "xcomp")
        acted_on = dep == "obj" or token.dep_ == "nsubj:pass" or bare
        # "Ist gescheitert" may look like a passive, and "sfuma l'acquisizione" like a verb with an object.
        is_subject = dep == "nsubj" or (dep == "obj" and not trees.children(governor, "nsubj"))
        for modality, speakers, place in self._attitudes(governor):
            if (place.function == "directObject" and acted_on) or (place.function == "subject" and is_subject):
                found.add(self._turned(modality, governor), *speakers, by=governor)
        # "soll zu einem Preis von 3 Euro erhältlich sein": a figure is as sure as what it goes with.
        measured = dep == "obl" and self.reading.class_of(self.reading.kind(token)) == KG.Metric
        if acted_on or measured or dep == "nsubj":
            inner = Qualifiers()
            self._own(inner, governor, ())
            if acted_on and self.gives_up(governor):
                inner.modalities.discard(Modality.DENIED)  # "does not rule out X": read above
            if Modality.DENIED in inner.modalities and any("Yes" in values(c, "Poss") for c in token.children):
                # "did not sell its stake in X" denies no stake, "did not complete its takeover" may deny the takeover.
                inner.modalities.discard(Modality.DENIED)
                found.add(Modality.POSSIBLE, by=governor)
            for modality in inner.modalities & {
                Modality.DENIED,
                Modality.PLANNED,
                Modality.POSSIBLE,
                Modality.REPORTED,
            }:
                found.add(modality, *inner.sources)
                found.signs |= {sign: None for sign in inner.signs if sign[0] == modality}
            return True
        return False

    def _governed(self, found: Qualifiers, token: Token, governor: Token) -> None:
        """Read what a word makes of a thing behind its adposition: "rechnet mit Einnahmen", "talks on the sale"."""
        for modality, speakers, place in self._attitudes(governor):
            marked = place.function == "prepositionalAdjunct" and place.markers & self.reading.markers(token)
            owns = place.function == "possessiveAdjunct" and token in belonging.owners(self.reading, governor)
            if marked or owns:
                found.add(modality, *speakers, by=governor)
        if not any(place.function != "sententialClause" for _, _, place in self._attitudes(governor)):
            self._left_open(found, token, governor)
        if trees.base(token.dep_) == "obl":
            # "Von dem Kauf ist keine Rede"
            for subject in trees.children(governor, "nsubj"):
                self._negated_phrase(found, subject, ())
        if token.dep_ == "nmod" and token.i < governor.i and trees.children(token, "case"):
            self._negated_phrase(found, governor, ())

    def _left_open(self, found: Qualifiers, token: Token, governor: Token) -> None:
        """Read "rejects the takeover of X by Y", "backs it": whether a deed of others comes about is open."""
        for frame, _ in self.reading.frames(governor):
            prop = self.reading.schema.properties.get(frame.reference)
            if prop is None or not prop.of_others or frame.object is None:
                continue
            if token in patterns.fillers(self.reading, governor, frame.object):
                found.add(Modality.POSSIBLE, by=governor)

    # Attitudes: saying, planning, denying

    def _attitudes(self, verb: Token) -> Iterator[tuple[Modality, tuple[Mention, ...], Argument]]:
        """Give what a word makes of its clause, object or phrase, who says so, and in which place that stands."""
        # "ist vom Tisch": what the copula and the noun say together, the noun says.
        said_by = [verb, *trees.children(verb, "cop")]
        for frame, _ in (found for word in said_by for found in self.reading.frames(word)):
            modality = _MODALITIES.get(frame.reference)
            if modality is None or frame.subject is None:
                continue
            speakers: tuple[Mention, ...] = ()
            if frame.object is not None:
                tokens = patterns.fillers(self.reading, verb, frame.object)
                speakers = tuple(m for t in tokens for m in self.speakers.named_by(t))
            yield modality, speakers, frame.subject
        for iri in self.reading.denoted_by_form(verb):
            if iri in _MODALITIES and verb.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
                yield _MODALITIES[iri], (), Argument(function="sententialClause")

    def _speakers(self, quote: Quote) -> tuple[Mention, ...]:
        """Find who speaks: the subject of the verb of saying nearest to the quotation, in the same line."""
        doc = self.reading.doc
        around = [t for t in doc[quote.line_start : quote.line_end] if not quote.start <= t.i < quote.end]
        around.sort(key=lambda t: (min(abs(t.i - quote.end), abs(t.i - quote.start)), t.i))
        for token in around:
            if quote_at(self.quotes, token.i) is not None:
                continue
            if token.pos_ == "VERB":
                for modality, speakers, _ in self._attitudes(token):
                    if modality == Modality.REPORTED:
                        return speakers or self.speakers.first_behind(token)
            hit = self.reading.word_of(token, KG.reported)
            if hit and hit.word.pos == "adposition" and token.head != token:
                speakers = self._told_by(hit, token.head)
                if speakers:
                    return speakers
        return ()

    def _sentence(self, found: Qualifiers, anchor: Token) -> None:
        """A question says nothing."""
        said = [t for t in anchor.sent if not (t.is_space or t.is_quote or t.text in _BEHIND or t.like_url)]
        if said and said[-1].text == "?":
            found.add(Modality.POSSIBLE, by=said[-1])
        root = anchor.sent.root
        if root != anchor and self._is_told_in_work(root):
            found.add(Modality.REPORTED, by=root)

    def _is_told_in_work(self, verb: Token) -> bool:
        """Tell whether a book or a report says what a sentence holds: "Il romanzo racconta di X, che ..."."""
        works = [c for c in trees.children(verb, "nsubj") if self.reading.class_of(self.reading.kind(c)) == KG.Work]
        return bool(works) and any(modality == Modality.REPORTED for modality, _, _ in self._attitudes(verb))


def _is_to_come(verb: Token) -> bool:
    """Tell whether a sentence has an infinitive for its verb: "Solvia to buy Brenko" says what is to come."""
    if _is_due(verb):
        return True
    if verb.dep_ not in ("root", "parataxis") or verb.pos_ not in ("VERB", "AUX") or not trees.is_nonfinite(verb):
        return False
    marked = any(child.pos_ == "PART" or child.dep_ == "mark" for child in verb.lefts)
    bare = not trees.children(verb, "nsubj", "nsubj:pass", "aux", "aux:pass")
    forms = [verb, *trees.children(verb, "aux", "aux:pass", "cop")]
    if any("Inf" in values(form, "VerbForm") for form in forms):
        return marked or bare
    return marked and "Part" not in values(verb, "VerbForm")


def _is_due(verb: Token) -> bool:
    """Tell whether a copula stands with a marked infinitive: "is to leave the company", "are to be sold"."""
    if verb.pos_ != "VERB" or "Fin" in values(verb, "VerbForm"):
        return False
    marks = [c for c in verb.lefts if c.dep_ == "mark" and c.pos_ == "PART"]
    copulas = [c for c in trees.children(verb, "cop", "aux") if "Fin" in values(c, "VerbForm") and c.pos_ == "AUX"]
    return any(copula.i < mark.i for copula in copulas for mark in marks)


def _is_adverb(token: Token) -> bool:
    """Tell whether a word beside a predicate may hedge it, whatever relation the parser gives."""
    return token.pos_ in _ADVERBS and token.dep_ not in ("conj", *_CLAUSES)


def _opening(verb: Token) -> Token | None:
    """Give the one word in front of the finite verb that opens its clause: "Angeblich ist es so", wherever it hangs."""
    first = min((verb, *trees.children(verb, "aux", "aux:pass", "cop")), key=lambda token: token.i)
    if first.i - 1 < verb.sent.start:
        return None
    before = verb.doc[first.i - 1]
    opens = before.i == verb.sent.start or before.nbor(-1).is_punct
    return before if opens and before.pos_ in _ADVERBS else None


def _in_front(noun: Token) -> list[Token]:
    """Give the word before a noun, and those before it as long as they are nouns, names and adjectives."""
    found: list[Token] = []
    for i in range(noun.i - 1, noun.sent.start - 1, -1):
        found.append(noun.doc[i])
        if noun.pos_ != "NOUN" or found[-1].pos_ not in ("NOUN", "PROPN", "ADJ", "X"):
            break
    return found
