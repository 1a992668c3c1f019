"""Who does what in a clause: its subjects, objects and agents, wherever a tree has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction import belonging, trees
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_SAME_SUBJECT = ("conj", "xcomp", "advcl", "parataxis")


def subjects(reading: Reading, verb: Token) -> list[Token]:
    """Who does it: own subject, agent of a passive, or the subject of the verb it depends on."""
    if trees.is_passive(verb):
        return agents(reading, verb)
    return surface_subjects(reading, verb)


def objects(reading: Reading, verb: Token) -> list[Token]:
    """To whom or what it is done: object, subject of a passive, the noun that a participle or clause describes."""
    if trees.is_passive(verb):
        found = trees.children(verb, "nsubj:pass", "nsubj") or _described(verb)
        found = found or [s for s in _inherited_subjects(reading, verb) if verb.dep_ in ("conj", "xcomp", "advcl")]
    else:
        found = [c for c in _direct_objects(verb) if c not in _inverted_speaker(reading, verb)]
        # "fined X 3 million euros": beside a figure, the other object is whom it is done to.
        beside = _beside_figures(verb, found) if all(reading.denotes(c, KG.unit) for c in found) else []
        found = beside or found or [c for c in trees.children(verb, "ccomp") if c.pos_ in ("NOUN", "PROPN")]
        found = found or _relative_object(verb) or _shared_object(verb)
        found = found or _bare_measures(reading, verb) or _bare_noun(verb)
    return belonging.expand(reading, found)


def is_bare_participle(verb: Token) -> bool:
    """Tell whether the last word of a headline may be a participle though it looks finite: "Mitarbeiter entlassen"."""
    singular = "Sing" in values(verb, "Number") and "Pres" in values(verb, "Tense")
    last = all(t.is_punct or t.is_space for t in verb.doc[verb.i + 1 : verb.sent.end])
    bare = all(trees.base(c.dep_) in ("nsubj", "advmod", "punct") for c in verb.children)
    return last and bare and not singular


def second_subject(verb: Token) -> list[Token]:
    """Give what stands as a subject beside another where there is no object: it is the object.

    It stands behind the verb, "the firm has acquired X", or behind a relative pronoun: "die X beliefert".
    """
    found = [c for c in trees.children(verb, "nsubj") if c.pos_ in ("NOUN", "PROPN") or trees.is_relative(c)]
    if trees.children(verb, "obj", "cop") or len(found) != 2 or verb.pos_ != "VERB" or trees.children(found[1], "case"):
        return []
    around = found[0].i < verb.i < found[1].i and found[0].pos_ in ("NOUN", "PROPN")
    return found[1:] if around or (trees.is_relative(found[0]) and found[1].pos_ in ("NOUN", "PROPN")) else []


def _direct_objects(verb: Token) -> list[Token]:
    """Give the objects; where there is at most a reflexive, the one in the dative: "schließt sich dem Verband an"."""
    found = trees.children(verb, "obj") or second_subject(verb) or _mislabelled_object(verb)
    found = [c for c in found if c not in recipients(verb)]
    # "rumours that X bought Y": before an object of its own the verb has no second one in the noun above.
    found = [c for c in found if not trees.is_relative(c)] or found
    # "hat Anna Weber zum Chef ernannt": beside a bare object what stands behind an adposition is none.
    found = [c for c in found if not any(m.pos_ == "ADP" for m in trees.children(c, "case"))] or found
    if any(c.pos_ == "PRON" for c in found):
        # "Le batterie le fornisce X": the pronoun only takes up the noun in front.
        found = [c for c in trees.children(verb, "dislocated") if c.pos_ in ("NOUN", "PROPN")] or found
    if all(trees.is_reflexive(c) for c in found):
        found += [
            c for c in trees.children(verb, "obl:arg") if c.pos_ in ("NOUN", "PROPN") and not trees.children(c, "case")
        ]
    return found


def recipients(verb: Token) -> list[Token]:
    """Give to whom it is done where the tree has two objects: "liefert der Solvia AG/obj die Software/obj"."""
    found = [c for c in trees.children(verb, "obj") if not trees.children(c, "case")]
    if len(found) != 2 or found[0].i < verb.i:
        return []
    # Where nouns have cases; in English "showed X the door" X is whom it is done to.
    named = found[0].pos_ == "PROPN" and found[1].pos_ == "NOUN" and bool(values(found[0], "Case"))
    return found[:1] if trees.is_dative(found[0]) or named else []


def _mislabelled_object(verb: Token) -> list[Token]:
    """Give the name behind a verb that the parser took for something else: "named Anna/xcomp Weber as its chief"."""
    if verb.pos_ != "VERB" or trees.is_passive(verb) or trees.children(verb, "cop"):
        return []
    behind = [
        c for c in trees.children(verb, "xcomp", "compound", "flat", "appos") if c.pos_ == "PROPN" and c.i > verb.i
    ]
    return [c for c in behind if not trees.children(c, "case", "mark", "cop", "nsubj")][:1]


def _beside_figures(verb: Token, figures: list[Token]) -> list[Token]:
    """Give the object that stands before a figure, even where the parser joined it to the figure."""
    joined = [c for f in figures for c in trees.children(f, "nmod", "compound", "appos") if verb.i < c.i < f.i]
    return trees.children(verb, "iobj") or [
        c for c in joined if c.ent_type_ in trees.THINGS and not trees.children(c, "case")
    ]


def _bare_measures(reading: Reading, verb: Token) -> list[Token]:
    """Give the figures behind a verb that stand without an adposition: "rose 4 percent"."""
    behind = [c for c in trees.children(verb, "obl") if c.i > verb.i and not trees.children(c, "case")]
    return [c for c in behind if trees.children(c, "nummod") and reading.denotes(c, KG.unit)]


def second_objects(reading: Reading, verb: Token) -> list[Token]:
    """Give the figure behind an object, whatever the parser hung it on: "fined X 3 million euros"."""
    behind = [
        o
        for o in (*_direct_objects(verb), *trees.children(verb, "iobj", "nsubj:pass"))
        if o.i > verb.i or trees.is_passive(verb)
    ]
    inside = [c for o in behind for c in o.subtree if c.i > verb.i and c.dep_ in ("flat", "appos", "compound", "nmod")]
    figures = [c for c in (*verb.rights, *inside) if reading.denotes(c, KG.unit) and not trees.children(c, "case")]
    return [c for c in figures if c.i > verb.i and any(t.pos_ == "NUM" for t in c.subtree)]


def _bare_noun(verb: Token) -> list[Token]:
    """Give the noun right behind a verb that the parser took for a phrase though no adposition makes it one."""
    behind = [c for c in trees.children(verb, "obl") if not trees.children(c, "case")]
    behind = [
        c
        for c in behind
        if (c.pos_ == "NOUN" and not c.ent_type_) or (c.pos_ == "PROPN" and c.ent_type_ in trees.THINGS)
    ]
    return [c for c in behind if verb.i < c.left_edge.i <= verb.i + 2 and c.left_edge.pos_ != "ADP"][:1]


def behind_particle(verb: Token, words: tuple[Token, ...]) -> list[Token]:
    """Give the noun behind a particle that the parser took for its preposition: "spun off the division"."""
    return [
        c for c in trees.children(verb, "obl") if c.i > verb.i and any(m in words for m in trees.children(c, "case"))
    ]


def surface_subjects(reading: Reading, verb: Token) -> list[Token]:
    """Give what stands as the subject, of an active verb or a passive one."""
    own = [c for c in trees.children(verb, *trees.SUBJECTS, "nsubj:pass") if c not in second_subject(verb)]
    # "Il prossimo anno chiuderà X": a time does nothing.
    own = [c for c in own if c.ent_type_ != "DATE"]
    if len(own) > 1:
        # "Das Kartellamt untersagt der Solvia AG den Kauf": what stands in the dative is no subject.
        own = [c for c in own if not trees.is_dative(c)] or own
    own = own or _mislabelled_subject(verb) or _inverted_speaker(reading, verb)
    if own:
        return belonging.expand(reading, own)
    if reading.lexicon.drops_subject and _opens_with_adverb(verb):
        return surface_subjects(reading, _governor(verb))  # "produrrà in Serbia, dove aprirà uno stabilimento"
    if verb.dep_ in trees.RELATIVES and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return [] if _has_relative_object(verb) else [verb.head]
    return _inherited_subjects(reading, verb)


def _opens_with_adverb(verb: Token) -> bool:
    """Tell whether a relative clause begins with "where": what it describes is not its subject."""
    words = (t for t in verb.doc[verb.left_edge.i : verb.i + 1] if not t.is_punct)
    first = next(words, verb)
    finite = not trees.is_nonfinite(verb) and not any(map(trees.is_relative, verb.children))
    return verb.dep_ == "acl:relcl" and finite and first.dep_ == "advmod" and first.pos_ == "ADV" and first.head == verb


def _governor(verb: Token) -> Token:
    """Give the predicate of the clause that a relative clause stands in."""
    above = verb.head
    while above.head != above and not trees.is_predicate(above):
        above = above.head
    return above


def dative_subjects(verb: Token) -> list[Token]:
    """Give what the parser took for a second subject though its case says to whom: "X erteilt der Werft Y ..."."""
    own = trees.children(verb, "nsubj")
    return [c for c in own if trees.is_dative(c)] if len(own) > 1 else []


def _mislabelled_subject(verb: Token) -> list[Token]:
    """Give the name in front of a verb that the parser joined to it: "Solvia Robotics/compound will close"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return []
    joined = [
        c for c in trees.children(verb, "compound", "flat", "vocative", "appos") if c.pos_ == "PROPN" and c.i < verb.i
    ]
    # "Die Akkus liefert Solvia": hung on the noun before the verb, as if it were part of its name.
    across = [
        t
        for first in verb.lefts
        for t in first.rights
        if t.i > verb.i and t.pos_ == "PROPN" and t.dep_ in ("compound", "flat")
    ]
    return [c for c in (*joined, *across) if not trees.children(c, "case")][:1]


def _inverted_speaker(reading: Reading, verb: Token) -> list[Token]:
    """Give who says what stands in front: in "X compra Y, ha annunciato l'azienda" the last words are no object."""
    if not reading.lexicon.drops_subject or verb.dep_ != "parataxis" or verb.i < verb.head.i:
        return []
    said = [c for c in trees.children(verb, "obj") if c.i > verb.i and c.pos_ in ("NOUN", "PROPN")]
    if not said or trees.children(verb, *trees.SUBJECTS, "ccomp", "mark"):
        return []
    says = (frame for frame, _ in reading.frames(verb) if frame.reference == KG.reported and frame.subject is not None)
    return said[:1] if any(f.subject and f.subject.function == "sententialClause" for f in says) else []


def taken_up(reading: Reading, subjects: list[Token]) -> list[Token]:
    """Give the several that a plural pronoun takes up: "A and B said they would merge"."""
    if len(subjects) != 1 or subjects[0].pos_ != "PRON" or "Plur" not in values(subjects[0], "Number"):
        return []
    verb = subjects[0].head
    several = surface_subjects(reading, verb.head) if verb.dep_ in ("ccomp", "advcl") else []
    return several if len(several) > 1 else []


def _inherited_subjects(reading: Reading, verb: Token) -> list[Token]:
    """Give the subject a verb shares with the verb it is coordinated with or controlled by."""
    controlled = _is_controlled(verb)
    if bearer := cleft_bearer(verb):
        return belonging.expand(reading, [bearer])
    if not (verb.dep_ in _SAME_SUBJECT or controlled) or verb.head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return []
    if verb.dep_ in ("advcl", "parataxis") and not trees.is_nonfinite(verb):
        return []
    if controlled and not trees.is_passive(verb.head):
        # "Das zwang X, Y zu schließen": the object of the upper verb acts in the lower one.
        others = (*trees.children(verb.head, "obj", "iobj"), *second_subject(verb.head))
        above = [c for c in others if c.pos_ in ("NOUN", "PROPN", "PRON")]
        if above and verb.head.i < verb.i and above[0].i < verb.i and not trees.is_reflexive(above[0]):
            return belonging.expand(reading, above)
        if asked := _asked(reading, verb):
            return belonging.expand(reading, asked)
        if trees.children(verb.head, "expl") and not [
            s for s in trees.children(verb.head, *trees.SUBJECTS) if s != verb
        ]:
            # "Dem Konzern gelingt es, X zu kaufen"
            return belonging.expand(reading, trees.children(verb.head, "iobj", "obl:arg"))
    if verb.dep_ == "advcl" and trees.is_nonfinite(verb) and _gives_post(reading, verb.head):
        return objects(reading, verb.head)  # "named Anna Weber chief, replacing Ravi Chandra"
    return surface_subjects(reading, verb.head)


def _is_controlled(verb: Token) -> bool:
    """Tell whether a clause has no subject of its own but one of the clause above: "conferma di lasciare X"."""
    # "Dem Konzern ist es gelungen, X zu kaufen": a clause that "es" stands for may be the subject in the tree.
    raised = verb.dep_ == "ccomp" or (verb.dep_ == "csubj" and bool(trees.children(verb.head, "expl")))
    return verb.dep_ == "xcomp" or (raised and "Inf" in values(verb, "VerbForm") and trees.is_nonfinite(verb))


def _asked(reading: Reading, verb: Token) -> list[Token]:
    """Give who is asked to do it: "chiede al governo di fermare X"."""
    known = reading.schema.properties
    references = {frame.reference for frame, _ in reading.frames(verb.head)}
    asks = any(known[r].of_others for r in references if r in known) and not references & {KG.planned, KG.denied}
    between = [
        c for c in trees.children(verb.head, "obl") if verb.head.i < c.i < verb.i and c.pos_ in ("NOUN", "PROPN")
    ]
    actors = (KG.Organization, KG.Person)
    kinds = {c: reading.class_of(reading.kind(c)) for c in between}
    named = [
        c for c, kind in kinds.items() if c.ent_type_ in ("ORG", "PER") or (kind and reading.schema.fits(kind, actors))
    ]
    return named[:1] if asks else []


def cleft_bearer(verb: Token) -> Token | None:
    """Give who an infinitive in front of the copula is about: "A guidare la fondazione sarà Anna Neri"."""
    bearer = verb.head
    fronted = verb.dep_ in ("xcomp", "advcl", "csubj") and "Inf" in values(verb, "VerbForm")
    marked = any(mark.pos_ == "ADP" for mark in trees.children(verb, "mark"))
    between = any(verb.i < c.i < bearer.i for c in trees.children(bearer, "cop"))
    named = bearer.pos_ in ("NOUN", "PROPN") and not trees.children(bearer, "nsubj")
    return bearer if fronted and marked and between and named else None


def _gives_post(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb gives a post to its object: "appoint", "name"."""
    denoted = {f.word.denotes for f in reading.words(verb) if f.word.pos == "verb"}
    return (
        KG.current in denoted and any(c.pos_ == "PROPN" for c in _direct_objects(verb)) and not trees.is_passive(verb)
    )


def agents(reading: Reading, verb: Token) -> list[Token]:
    """Who acts in a passive."""
    own = trees.children(verb, "obl:agent")
    if not own:
        near = [*trees.children(verb, "obl", "nmod"), *trees.agents_beside(verb)]
        # "Angeführt wird die Runde von X": hung on the subject that stands behind the verb.
        near += [c for s in trees.children(verb, "nsubj:pass") if s.i > verb.i for c in trees.children(s, "nmod")]
        own = [c for c in near if has_agent_marker(reading, c)]
    # "Inflation eased by 2 percent": a figure acts in no passive.
    return belonging.expand(reading, [c for c in own if not reading.denotes(c, KG.unit)])


def is_present(verb: Token) -> bool:
    """Tell whether a clause is told in the present: "opens", "is opening", "is opened", but not "has opened"."""
    auxiliaries = trees.children(verb, "aux", "aux:pass", "cop")
    finite = next((t for t in (verb, *auxiliaries) if "Fin" in values(t, "VerbForm")), None)
    if finite is None or "Pres" not in values(finite, "Tense"):
        return False
    return (
        finite.dep_ != "aux"
        or finite == verb
        or not {"Inf", "Past"} & {*values(verb, "VerbForm"), *values(verb, "Tense")}
    )


def has_agent_marker(reading: Reading, token: Token) -> bool:
    """Tell whether a phrase begins with "by"."""
    return any(reading.denotes(mark, KG.agentMarker) for mark in trees.children(token, "case"))


def _described(verb: Token) -> list[Token]:
    return [verb.head] if verb.dep_ in (*trees.RELATIVES, "amod") else []


def _relative_object(verb: Token) -> list[Token]:
    pronouns = [c for c in verb.children if trees.is_relative(c) and trees.base(c.dep_) == "obj"]
    if verb.dep_ in trees.RELATIVES and _is_contact_clause(verb):
        return [verb.head]
    return [verb.head] if pronouns and verb.dep_ in trees.RELATIVES else []


def _is_contact_clause(verb: Token) -> bool:
    """Tell whether a clause follows its noun with no more than a subject: "the firm it bought", "the firm X bought"."""
    begins = verb.left_edge.i
    if begins != verb.head.i + 1 or not trees.children(verb, "nsubj") or trees.children(verb, "mark", "obj", "cop"):
        return False
    stranded = any(c.pos_ == "ADP" and c.dep_ != "compound:prt" for c in verb.rights)
    relative = any(set(values(t, "PronType")) & {"Rel", "Int"} for t in verb.doc[begins : verb.i])
    return not stranded and not relative


def _has_relative_object(verb: Token) -> bool:
    return any(trees.is_relative(c) and trees.base(c.dep_) in ("obj", "obl", "iobj") for c in verb.children)


def _shared_object(verb: Token) -> list[Token]:
    # "X entwickelt und verkauft Y": the object stands at the last verb.
    later = [c for c in trees.children(verb, "conj") if c.pos_ == "VERB" and c.i - verb.i <= 2]
    return [o for c in later for o in trees.children(c, "obj")]
