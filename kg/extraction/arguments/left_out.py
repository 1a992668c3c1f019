"""What a sentence leaves out, because the text or the verb above says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.extraction import belonging, clauses, patterns, trees
from kg.extraction.arguments.filler import IMPLIED, Filler
from kg.extraction.arguments.things import Things
from kg.extraction.qualifiers import Qualifier
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Argument, Frame, Property
from kg.types import Mention
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


class LeftOut:
    """Finds what stands for a place that no word fills."""

    def __init__(self, reading: Reading, index: MentionIndex, qualifier: Qualifier, things: Things) -> None:
        self.reading, self.index, self.schema = reading, index, reading.schema
        self.qualifier, self.things = qualifier, things

    def of_post(self, prop: Property, verb: Token) -> list[Filler]:
        """Read "si è dimesso il direttore di X": who gives up a post leaves whose it is."""
        if verb.pos_ != "VERB" or self.qualifier.attitudes.post_tense(verb) != "former":
            return []
        holders = clauses.surface_subjects(self.reading, verb)
        nouns = [t for h in holders for t in (h, *trees.children(h, "appos")) if t.pos_ == "NOUN"]
        posts = [t for t in nouns if self.reading.class_of(self.reading.kind(t)) == KG.Person]
        return [f for t in posts for o in belonging.owners(self.reading, t) for f in self.things.mention(o, prop.range)]

    def given(self, frame: Frame, prop: Property, post: Token) -> list[Filler]:
        """Read "X ha nominato Anna Neri presidente": the post is with whoever gives it."""
        held = frame.pos == "noun" and frame.subject is not None and frame.subject.function == "copulativeArg"
        verb = patterns.post_verb(self.reading, post) if held else None
        if verb is None or self.qualifier.attitudes.post_tense(verb) != "current":
            return []
        return self._appointing(prop.range, post, verb)

    def opening(self, argument: Argument, expected: tuple[URIRef, ...], anchor: Token) -> list[Filler]:
        """Read "Fondata da Anna Neri, conta 60 dipendenti": said of whoever the sentence is about, unnamed."""
        opens = anchor.dep_ == "advcl" and argument.function == "directObject" and trees.is_passive(anchor)
        unnamed = opens and patterns.drops_subject(self.reading, anchor.head)
        return [self.implied(anchor.head, expected)] if unnamed else []

    def unnamed(
        self, argument: Argument, expected: tuple[URIRef, ...], anchor: Token, words: tuple[Token, ...]
    ) -> list[Filler]:
        """Read "Ex-CEO Anna Weber": of the organization the text is about."""
        if argument.function != "possessiveAdjunct":
            return []
        # "Ex-CEO Anna Weber", "the round was led by X": the idiom's own noun is of the organization, too.
        if anchor.pos_ != "VERB":
            verb = patterns.post_verb(self.reading, anchor)
            if verb is not None and self.qualifier.attitudes.post_tense(verb):
                return self._appointing(expected, anchor, verb) or [self.implied(anchor, expected)]
            copula = bool(trees.children(anchor, "cop")) and self.reading.is_definite(anchor)
            named = self.index.bearer(anchor, words[-1]) is not None
            # "Anna Weber is the new CEO"
            named = named or (copula and bool(patterns.bearers(self.reading, anchor)))
            named = named and not belonging.owners(self.reading, anchor)  # of something else, then
            return [self.implied(anchor, expected)] if named else []
        nouns = [word for word in words if word != anchor and word.pos_ == "NOUN"]
        # "X has closed a round led by Y": the noun is of whoever the sentence says it of.
        above = [n.head for n in nouns if trees.base(n.dep_) == "obj" and n.head != anchor and n.head.pos_ == "VERB"]
        tokens = [t for verb in above for t in clauses.subjects(self.reading, verb)]
        found = [f for t in tokens for f in self.things.mention(t, expected)]
        return found or ([self.implied(anchor, expected)] if nouns else [])

    def _appointing(self, expected: tuple[URIRef, ...], post: Token, verb: Token) -> list[Filler]:
        """Read "Solvia appoints Anna Weber as CEO": the post is with the company that gives it."""
        if trees.is_passive(verb):
            return []
        holders = patterns.post_holders(self.reading, post, verb)
        givers = [t for t in clauses.surface_subjects(self.reading, verb) if t not in (*holders, post)]
        # "Il consiglio di amministrazione di X ha nominato Y presidente": the board is that of the company.
        givers += [owner for t in givers for owner in self.possessors(t)]
        found = [f for t in givers for f in self.things.mention(t, expected)]
        return [
            f for f in found if isinstance(f.value, Mention) and f.value.is_name and f.value.type == KG.Organization
        ]

    def possessors(self, noun: Token) -> list[Token]:
        """Give whose something is, also behind the noun that tells its kind: "il centro di ricerca di X"."""
        own = belonging.owners(self.reading, noun)
        kinds = [t for t in own if t.pos_ == "NOUN" and not trees.children(t, "det", "nummod")]
        kinds = [t for t in kinds if not self.reading.is_definite(t)]
        return [*own, *(owner for kind in kinds for owner in belonging.owners(self.reading, kind))]

    def implied(self, anchor: Token, expected: tuple[URIRef, ...]) -> Filler:
        """Make a mention of what the words leave out; resolution finds what it stands for."""
        return Filler(anchor, self.subject(anchor, expected), IMPLIED)

    def subject(self, anchor: Token, expected: tuple[URIRef, ...], relation: str = "") -> Mention:
        before = self._subject_before(anchor) if not relation else None
        kind = KG.Agent if before is not None and KG.Agent in expected else self.schema.guess(expected)
        nouns = self._nouns_inside(anchor)
        return Mention(
            document=self.reading.document,
            start=anchor.idx,
            end=anchor.idx + len(anchor),
            type=KG.Organization if nouns else kind,
            likely=(before.start,) if before is not None else (),
            number=next(iter(trees.numbers(anchor)), ""),
            label="",
            key="",
            is_name=False,
            is_reference=True,
            relation=relation,
            nouns=nouns,
        )

    def _nouns_inside(self, post: Token) -> tuple[str, ...]:
        """Give what a joined noun calls whom it is with: "unternehmen" of "Unternehmenssprecherin"."""
        ends = {form[0] for frame, _ in self.reading.frames(post) if frame.pos == "noun" for form in frame.forms}
        firsts = {post.lower_.removesuffix(end) for end in ends if post.lower_.endswith(end)}
        stems = {stem for first in firsts for stem in (first, first.removesuffix("s")) if stem}
        named = [s for s in sorted(stems) for w in self.reading.lexicon.words_with(s) if w.denotes == KG.Organization]
        return tuple(dict.fromkeys(named))

    def _subject_before(self, verb: Token) -> Mention | None:
        """Give the subject of the sentence before, which a verb without one takes up: "X cresce. Ha 60 negozi"."""
        if not patterns.drops_subject(self.reading, verb):
            return None
        doc, start = self.reading.doc, verb.sent.start
        if start == 0 or "\n" in doc[start - 1].text:
            return None
        root = doc[start - 1].sent.root
        subjects = clauses.surface_subjects(self.reading, root)
        return self.index.referent(subjects[0]) if len(subjects) == 1 else self._subject_before(root)
