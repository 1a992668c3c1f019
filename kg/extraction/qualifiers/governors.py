"""What stands above a predicate, up to the root of its sentence: "plans to", "denies that", "the bid to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction import belonging, clauses, patterns, trees
from kg.extraction.morphology import values
from kg.extraction.qualifiers.attitudes import Attitudes
from kg.extraction.qualifiers.found import Qualifiers
from kg.extraction.qualifiers.hedges import CLAUSES, Hedges
from kg.extraction.qualifiers.sources import Sources
from kg.extraction.reading import Reading
from kg.types import Modality
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_STEPS = 10  # how far up a sentence a qualifier is looked for


class Governors:
    """Climbs from a predicate to what bears on it."""

    def __init__(self, reading: Reading, attitudes: Attitudes, sources: Sources, hedges: Hedges) -> None:
        self.reading = reading
        self.attitudes, self.sources, self.hedges = attitudes, sources, hedges

    def climb(self, found: Qualifiers, anchor: Token, words: tuple[Token, ...]) -> None:
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
            self.hedges.own(found, governor, words)
            return False
        if dep == "conj":
            return self._conjunct(found, token, governor)
        told = trees.base(dep) == "acl" and self.attitudes.tells(governor) and not trees.is_nonfinite(token)
        if told or (dep == "acl" and self._is_content(token) and not self._is_purpose(token)):
            # "the rumour that X buys Y": whether it is true hangs on the noun.
            return self._clause(found, token, governor, "ccomp")
        if dep == "advcl" and (as_ := self._adverbial(token, governor)):
            return self._clause(found, token, governor, as_)
        if dep in ("advcl", "acl") and token.pos_ in ("VERB", "AUX") and self._is_purpose(token):
            if dep == "acl" and governor.pos_ == "NOUN":
                self._chosen(found, governor)
            if self.attitudes.is_plan(governor):
                return self._clause(found, token, governor, "ccomp")
            found.add(Modality.PLANNED, by=token)
        if token.pos_ in ("NOUN", "PROPN", "PRON") and trees.base(dep) in ("obj", "nsubj", "obl", "iobj", "nmod"):
            return self._nominal(found, token, governor)
        if dep in ("advcl", "acl:relcl", "acl", "appos", "amod", "cop"):
            return dep == "advcl" and "Ger" in values(token, "VerbForm")
        if dep in CLAUSES:
            return self._clause(found, token, governor, dep)
        if governor.pos_ in ("VERB", "AUX"):
            # "lasts twice as long": the verb's qualifiers hold for what its adverb says.
            self.hedges.own(found, governor, words)
        return True

    def _adverbial(self, verb: Token, governor: Token) -> str:
        """Give as what a clause belongs to its word that the parser took for a circumstance; "" where it is one."""
        if self.attitudes.is_complement(verb, governor) or self._is_raised(verb, governor):
            return "xcomp"
        return "ccomp" if self._is_taken_up(verb, governor) else ""

    def _chosen(self, found: Qualifiers, noun: Token) -> None:
        """Read what a sentence makes of a plan: "has no plans to close X", "scrapped plans to close X"."""
        self.hedges.negated_phrase(found, noun, ())
        if trees.base(noun.dep_) in ("obj", "nsubj") and noun.head.pos_ == "VERB":
            inner = Qualifiers()
            self._nominal(inner, noun, noun.head)
            if Modality.DENIED in inner.modalities:
                found.add(Modality.DENIED, by=noun.head)

    def _is_purpose(self, verb: Token) -> bool:
        marked = verb.dep_ == "acl" and bool(trees.children(verb, "mark"))
        infinitive = ("Inf" in values(verb, "VerbForm") or marked) and trees.is_nonfinite(verb)
        return infinitive and not any(self.reading.denotes(m, KG.denied) for m in trees.children(verb, "mark"))

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
                self.hedges.word(found, aux, clause=governor)
        for child in governor.children:
            self.sources.phrase(found, child)
            self.hedges.clause_beside(found, child)
            if child.dep_ == "mark":
                self.hedges.word(found, child, clause=governor)
        return True

    def _clause(self, found: Qualifiers, token: Token, governor: Token, dep: str) -> bool:
        attitudes = list(self.attitudes.of(governor))
        inside = "sententialClause"
        for modality, speakers, place in attitudes:
            if place.function == inside or dep == "parataxis":
                found.add(self.attitudes.turned(modality, governor), *speakers, by=governor)
                if modality == Modality.REPORTED and speakers:
                    self.sources.future_in_past(found, token, governor)
        self._own_of_governor(found, governor)
        known = any(place.function == inside for _, _, place in attitudes) or dep == "parataxis"
        is_post = token.pos_ in ("NOUN", "PROPN") and bool(self.attitudes.post_tense(governor))
        if not known and (self.attitudes.denotes_modality(governor) or is_post):
            known = True
        if not known and dep == "ccomp" and self._is_juxtaposed(token):
            return False
        if not known and dep in ("ccomp", "xcomp", "csubj") and governor.pos_ in ("VERB", "ADJ", "NOUN"):
            # Whether the clause is true hangs on a word kg does not know.
            found.add(Modality.POSSIBLE, by=governor)
        return dep != "advcl"

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
                self.hedges.word(inner, child, clause=governor)
            self.sources.phrase(inner, child)
        self._take(found, inner, governor)

    def _is_nobody(self, subject: Token) -> bool:
        """Tell whether a subject denies its verb: "nobody has confirmed that ..."."""
        is_subject = trees.base(subject.dep_) == "nsubj" and subject.pos_ == "PRON"
        return is_subject and self.reading.denotes(subject, KG.denied)

    def _take(self, found: Qualifiers, inner: Qualifiers, governor: Token) -> None:
        """Take over what was found at a governor; of "does not deny" the negation is read already."""
        denies = any(modality == Modality.DENIED for modality, _, _ in self.attitudes.of(governor))
        if Modality.DENIED in inner.modalities and self.attitudes.says_that(governor):
            # What somebody does not confirm is not denied for that, and not said by him.
            found.add(Modality.POSSIBLE, by=governor)
            silent = {speaker for _, speakers, _ in self.attitudes.of(governor) for speaker in speakers}
            found.sources = {source: None for source in found.sources if source not in silent}
            denies = True
        left_out = {Modality.DENIED} if denies else set()
        found.modalities |= inner.modalities - left_out
        found.sources |= inner.sources
        found.signs |= {sign: None for sign in inner.signs if sign[0] not in left_out}

    def _nominal(self, found: Qualifiers, token: Token, governor: Token) -> bool:
        """Read what a word does to a thing named by a noun: "plant die Übernahme", "Gespräche über die Übernahme"."""
        dep = trees.base(token.dep_)
        self._governed(found, token, governor)
        if dep == "obl" and self.attitudes.post_tense(governor) and patterns.post_verb(self.reading, token) == governor:
            # "will appoint X as its chief": the post is given as surely as X is appointed.
            self.hedges.own(found, governor, ())
            return True
        predicative = any(child.dep_ == "cop" for child in governor.children)
        if dep == "nmod":
            # "die mögliche Erlaubnis für die Übernahme"
            for adjective in trees.children(governor, "amod"):
                self.hedges.word(found, adjective, clause=governor)
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
        for modality, speakers, place in self.attitudes.of(governor):
            if (place.function == "directObject" and acted_on) or (place.function == "subject" and is_subject):
                found.add(self.attitudes.turned(modality, governor), *speakers, by=governor)
        # "soll zu einem Preis von 3 Euro erhältlich sein": a figure is as sure as what it goes with.
        measured = dep == "obl" and self.reading.class_of(self.reading.kind(token)) == KG.Metric
        if acted_on or measured or dep == "nsubj":
            inner = Qualifiers()
            self.hedges.own(inner, governor, ())
            if acted_on and self.attitudes.gives_up(governor):
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
        for modality, speakers, place in self.attitudes.of(governor):
            marked = place.function == "prepositionalAdjunct" and place.markers & self.reading.markers(token)
            owns = place.function == "possessiveAdjunct" and token in belonging.owners(self.reading, governor)
            if marked or owns:
                found.add(modality, *speakers, by=governor)
        if not any(place.function != "sententialClause" for _, _, place in self.attitudes.of(governor)):
            self._left_open(found, token, governor)
        if trees.base(token.dep_) == "obl":
            # "Von dem Kauf ist keine Rede"
            for subject in trees.children(governor, "nsubj"):
                self.hedges.negated_phrase(found, subject, ())
        if token.dep_ == "nmod" and token.i < governor.i and trees.children(token, "case"):
            self.hedges.negated_phrase(found, governor, ())

    def _left_open(self, found: Qualifiers, token: Token, governor: Token) -> None:
        """Read "rejects the takeover of X by Y", "backs it": whether a deed of others comes about is open."""
        for frame, _ in self.reading.frames(governor):
            prop = self.reading.schema.properties.get(frame.reference)
            if prop is None or not prop.of_others or frame.object is None:
                continue
            if token in patterns.fillers(self.reading, governor, frame.object):
                found.add(Modality.POSSIBLE, by=governor)


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
