"""How Universal Dependencies realise a grammatical function, in any language.

Every function takes a token and gives the tokens that fill the place, the surest first. Parsers err most on
where a phrase is attached, so a phrase that its adposition identifies is also looked for one step further down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extraction import belonging, clauses, trees
from kg.extraction.morphology import values
from kg.extraction.reading import Reading
from kg.ontology import Argument
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_PHRASES = (
    "obl",
    "obl:arg",
    "obl:agent",
    "nmod",
    "obj",
    "iobj",
    "advmod",
    "advcl",
    "appos",
    "conj",
    "dep",
    "xcomp",
    "acl",
)


def phrases(reading: Reading, head: Token, markers: frozenset[str]) -> list[Token]:
    """Give the phrases behind one of the adpositions, on the head or else one step below or beside it."""
    return next(phrase_levels(reading, head, markers), [])


def phrase_levels(reading: Reading, head: Token, markers: frozenset[str]) -> Iterator[list[Token]]:
    """Give the phrases behind one of the adpositions, the surest places first."""
    # A noun behind an adposition is a phrase, whatever the parser calls it.
    near = [c for c in head.children if trees.base(c.dep_) in _PHRASES or c.dep_ in _PHRASES or _is_marked_noun(c)]
    inner = ("nmod", "obl", "appos", "conj", "acl")
    # "buys X and parts with Y": what hangs on a second verb is no phrase of the first.
    apart = [c for c in near if c.dep_ == "conj" and c.pos_ == "VERB" == head.pos_]
    # "la ministra Neri al posto di Bruni, uscito": a participle that does not agree says nothing of the noun.
    apart += [c for c in trees.children(head, "acl") if not _may_agree(c, head)]
    # "the secretary, who will be sworn in at the parliament": a clause is about a post no more.
    apart += trees.children(head, "acl:relcl") if reading.class_of(reading.kind(head)) == KG.Person else []
    below = [g for c in near if c not in apart for g in c.children if trees.base(g.dep_) in inner or _is_marked_noun(g)]
    # "sceso a 45 milioni di euro": the "di" of a unit marks no phrase.
    below = [g for g in below if not (reading.denotes(g, KG.unit) and reading.denotes(g.head, KG.scale))]
    below += [
        g for c in trees.children(head, "amod") if _is_adposition(reading, c) for g in trees.children(c, "obl", "nmod")
    ]
    light = _is_light(head) and reading.class_of(reading.kind(head)) != KG.Person
    sisters = [c for c in head.head.children if trees.base(c.dep_) in ("obl", "nmod", "obj")] if light else []
    # "sells its stake in X to Y": of several phrases the first is the noun's own.
    sisters = [c for c in sisters if c.i > head.i and markers & reading.markers(c)][:1] or sisters
    # "Der Sitz von X ist in Y": the phrase is what the copula says of the noun.
    said = [head.head] if trees.base(head.dep_) == "nsubj" and trees.children(head.head, "cop") else []
    for candidates in (near, below, sisters, said, _behind_auxiliary(reading, head)):
        found = [c for c in candidates if c != head and markers & reading.markers(c)]
        found = [behind for c in found for behind in behind_adposition(reading, c)]
        if found:
            yield belonging.expand(reading, found)
    relative = _relative_phrase(reading, head, markers)
    if relative:
        yield relative


def _may_agree(participle: Token, noun: Token) -> bool:
    """Tell whether a participle may be said of a noun: "la ministra nominata", not "la ministra uscito"."""
    pairs = [(values(participle, name), values(noun, name)) for name in ("Gender", "Number")]
    return not trees.is_participle(participle) or all(not one or not two or {*one} & {*two} for one, two in pairs)


def _behind_auxiliary(reading: Reading, head: Token) -> list[Token]:
    """Read "hat die Behörde gegen X ein Bußgeld verhängt": such a phrase is the verb's, wherever the parser hung it."""
    verb = head.head if trees.base(head.dep_) == "obj" else head
    objects = [c for c in trees.children(verb, "obj", "nsubj:pass") if c.i < verb.i]
    fronts = [c for c in trees.children(verb, "aux", "aux:pass") if c.i < verb.i]
    if verb.pos_ != "VERB" or not objects or not fronts or not reading.lexicon.free_order:
        return []
    below = (c for s in trees.children(verb, "nsubj") if s.i > fronts[0].i for c in trees.children(s, "nmod"))
    between = (c for c in below if c.i < objects[0].i and trees.children(c, "case"))
    return [c for c in between if not any(reading.denotes(m, KG.ownerMarker) for m in trees.children(c, "case"))]


def behind_adposition(reading: Reading, noun: Token) -> list[Token]:
    """Give what stands behind an adposition where a noun is part of it: of "nei confronti di X" X."""
    marks = (found for case in trees.children(noun, "case") for found in reading.words(case))
    inside = any(found.word.pos == "adposition" and found.start <= noun.i < found.end for found in marks)
    return trees.children(noun, "nmod") or [noun] if inside else [noun]


def _is_adposition(reading: Reading, adjective: Token) -> bool:
    """Tell whether an adjective is the first word of an adposition: "un fatturato pari a 3 milioni"."""
    return any(found.word.pos == "adposition" and found.end > adjective.i + 1 for found in reading.words(adjective))


def _is_marked_noun(token: Token) -> bool:
    return (
        token.dep_ in ("compound", "flat", "amod")
        and token.pos_ in ("NOUN", "PROPN")
        and bool(trees.children(token, "case"))
    )


def is_choice(verb: Token) -> bool:
    """Tell whether an infinitive says what a noun is about: "the decision to close X", "la scelta di chiudere X"."""
    hangs = verb.dep_ in ("acl", "xcomp") and verb.head.pos_ == "NOUN"
    if verb.dep_ == "xcomp" and trees.children(verb.head, "cop"):
        return False  # "Ziel ist, X zu schließen"
    return hangs and "Inf" in values(verb, "VerbForm") and trees.is_nonfinite(verb)


def drops_subject(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb stands without the pronoun that its subject would be: "ha sede a Roma"."""
    if not reading.lexicon.drops_subject or verb.dep_ not in ("root", "conj", "parataxis", "ccomp"):
        return False
    forms = [verb, *trees.children(verb, *trees.AUXILIARIES)]
    finite = [f for f in forms if "Fin" in values(f, "VerbForm")]
    third = any("3" in values(f, "Person") for f in finite) and not any("Imp" in values(f, "Mood") for f in finite)
    subjects = ("expl", "nsubj", "csubj", "obl:agent")
    impersonal = any(trees.base(c.dep_) in subjects and c.ent_type_ != "DATE" for c in verb.children)
    return third and not impersonal and not trees.is_passive(verb)


def is_ours(reading: Reading, verb: Token) -> bool:
    """Tell whether those who speak are the subject: "we will close X", "non chiuderemo X"."""
    own = trees.children(verb, *trees.SUBJECTS)
    forms = own or ([verb, *trees.children(verb, *trees.AUXILIARIES)] if reading.lexicon.drops_subject else [])
    forms = [f for f in forms if f.pos_ in ("PRON", "VERB", "AUX")]
    return not trees.is_passive(verb) and any(
        "1" in values(f, "Person") and "Plur" in values(f, "Number") for f in forms
    )


def amounts(reading: Reading, noun: Token) -> list[Token]:
    """What it comes to: "L'utile è di 2 milioni", "la capitalizzazione sfiora gli 8 miliardi"."""
    above = noun.head
    if trees.base(noun.dep_) != "nsubj":
        return []
    if trees.children(above, "cop"):
        return [above]
    comes_to = above.pos_ == "VERB" and reading.denotes(above, KG.amountsTo)
    figures = trees.children(above, "obj", "obl", "obl:arg", "xcomp", "nummod") if comes_to else []
    # "ist um 5% gestiegen", "è salito del 5%" say the change alone.
    return [c for c in figures if not any(reading.denotes(m, KG.ownerMarker) for m in trees.children(c, "case"))]


def copula_beside(reading: Reading, noun: Token) -> Token | None:
    """Give the copula of a predicate that the parser took for an apposition: "Sarà Anna Rossi la presidente"."""
    if noun.dep_ != "appos" or not trees.children(noun, "det"):
        return None
    beside = (noun.head.head, *noun.head.children)
    verbs = [verb for verb in beside if verb.pos_ in ("VERB", "AUX") and reading.denotes(verb, KG.copula)]
    # A copula alone governs no complement.
    bare = (
        v for v in verbs if v.i < noun.i and not trees.children(v, "obj", "xcomp", "ccomp", "obl:agent", "aux", "cop")
    )
    return next(bare, None)


def bearers(reading: Reading, noun: Token) -> list[Token]:
    """Who it is: the one a noun is said of by copula or apposition."""
    if any(c.dep_ == "cop" for c in noun.children):
        own = trees.children(noun, "nsubj") or [
            c for c in trees.children(noun, "compound", "flat") if _precedes_copula(c, noun)
        ]
        own = own or [c for c in trees.children(noun, "dislocated") if c.pos_ == "PROPN"]
        return belonging.expand(reading, own)
    if noun.dep_ == "appos" and noun.head.pos_ in ("PROPN", "NOUN"):
        return [noun.head]
    if noun.dep_ == "nsubj" and trees.children(noun.head, "cop") and _is_named(noun.head):
        return belonging.expand(reading, [noun.head])  # "Its chief is Anna Weber", "Its owner is the Rossi family"
    return [c for c in trees.children(noun, "appos", "flat") if c.pos_ == "PROPN"]


def _is_named(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in trees.children(noun, "appos", "flat"))


def held_together(reading: Reading, post: Token) -> list[Token]:
    """Give the other posts of whoever holds one: "founder and chief executive of X".

    With an article each, "the head of X and the head of Y", they are two people's, unless said of a name in front.
    """
    first = trees.first_conjunct(post)
    is_said = first.dep_ == "appos" or bool(trees.children(first, "cop"))
    if not _is_single_post(reading, post) or "Plur" in values(first, "Number"):
        return []
    if not is_said and not _is_single_post(reading, first):
        return []
    together = [first]
    for other in trees.with_conjuncts(first)[1:]:
        named = is_said and any(c.pos_ == "PROPN" for c in trees.children(other, "appos", "flat"))
        apart = trees.children(other, "det", "case") and not is_said
        if named or apart or not _is_single_post(reading, other):
            break
        together.append(other)
    return [other for other in together if other != post] if post in together else []


def _is_single_post(reading: Reading, noun: Token) -> bool:
    return reading.class_of(reading.kind(noun)) == KG.Person and "Plur" not in values(noun, "Number")


def _precedes_copula(name: Token, noun: Token) -> bool:
    """Tell whether a name joined to a predicate stands in front of the copula: it is the subject."""
    return name.pos_ == "PROPN" and any(name.i < c.i < noun.i for c in trees.children(noun, "cop"))


def post_verb(reading: Reading, noun: Token) -> Token | None:
    """Give the verb a post is taken or left by: "becomes CEO", "zum Chef ernannt", "si dimette da presidente"."""
    verb = noun.head
    if verb.pos_ == "AUX" and (noun.dep_ == "xcomp" or (noun.dep_ == "nsubj" and _named_complements(noun, verb))):
        return verb  # "Neuer Trainer wird Jan Keller"
    if _is_role(reading, noun) and verb.pos_ in ("NOUN", "PROPN"):
        # "hört X als Chef auf", "tritt die Nachfolge als Chef an": hung on the noun in front.
        return verb.head if verb.head.pos_ == "VERB" and trees.base(verb.dep_) in ("nsubj", "obj", "obl") else None
    if trees.base(noun.dep_) in ("nsubj", "obj") and trees.children(noun, "appos", "flat"):
        return None  # "wird der Leiter Jan Keller ernannt": what he has been
    if verb.pos_ == "PROPN" and trees.base(verb.dep_) in ("obj", "nsubj") and _is_bare_behind(noun, verb):
        return verb.head if verb.head.pos_ == "VERB" else None
    joined = trees.base(noun.dep_) in ("obl", "xcomp", "obj", "nmod", "advmod", "ccomp", "dep", "iobj", "nsubj")
    return verb if joined and verb.pos_ == "VERB" else None


def _is_bare_behind(noun: Token, name: Token) -> bool:
    """Tell whether a post follows a name with nothing between: "ha nominato Anna Neri amministratrice delegata"."""
    beside = (
        noun.dep_ in ("appos", "amod", "nmod", "flat") and noun.i > name.i and not trees.children(noun, "det", "case")
    )
    return beside and not any(t.is_punct for t in noun.doc[name.i : noun.i])


def post_holders(reading: Reading, noun: Token, verb: Token) -> list[Token]:
    """Give who takes or leaves the post: the subject of a passive, the object of an appointment, else the subject."""
    if noun.head != verb and noun.head.pos_ == "PROPN":
        return [noun.head]
    if trees.is_passive(verb):
        return clauses.objects(reading, verb)
    appointed = [c for c in trees.children(verb, "obj", "iobj") if c.pos_ in ("PROPN", "PRON", "NOUN")]
    appointed = [c for c in appointed if not trees.is_reflexive(c) and c not in (noun, noun.head)]
    if appointed and trees.base(noun.dep_) == "nsubj":
        return []  # "the members have elected a board": whoever appoints is not appointed
    if noun.dep_ == "obj" and not appointed and reading.is_definite(noun):
        return []  # "has appointed the chief executive" does not say whom
    subjects = [*clauses.surface_subjects(reading, verb), *clauses.second_subject(verb)]
    others = [s for s in subjects if s != noun]
    return belonging.expand(reading, appointed) or others or belonging.expand(reading, _named_complements(noun, verb))


def _named_complements(post: Token, verb: Token) -> list[Token]:
    """Give who stands beside a post under one verb, though not as its subject: "Ihr Nachfolger wird Jan Keller"."""
    beside = [c for c in trees.children(verb, "xcomp", "nsubj") if c != post and not trees.children(c, "case", "mark")]
    return [
        c for c in beside if c.pos_ == "PROPN" or any(t.pos_ == "PROPN" for t in trees.children(c, "appos", "flat"))
    ]


def _is_role(reading: Reading, noun: Token) -> bool:
    """Tell whether a noun is what somebody is, "als Chef", "as chief executive"."""
    return any(reading.denotes(c, KG.roleMarker) for c in trees.children(noun, "case", "cc", "mark"))


def modified(reading: Reading, adjective: Token) -> list[Token]:
    """What an adjective is said of: the noun it stands with or the subject of the copula or verb."""
    if adjective.dep_ in ("amod", "acl", "acl:relcl") and adjective.head.pos_ in ("NOUN", "PROPN"):
        return [adjective.head]
    own = belonging.expand(reading, trees.children(adjective, "nsubj", "nsubj:pass"))
    if own:
        return own
    opener = clause_opener(adjective)
    if opener is not None:
        return belonging.expand(reading, trees.children(opener, "nsubj"))
    if adjective.dep_ in ("xcomp", "advmod", "obj", "obl", "ccomp") and trees.is_predicate(adjective.head):
        return clauses.surface_subjects(reading, adjective.head)
    clause = adjective.head.pos_ == "VERB" and bool(trees.children(adjective, "cop"))
    if adjective.dep_ == "conj" and (clause or trees.children(adjective.head, "nsubj")):
        # "ha sede a Roma ed è seconda solo a X": of the subject in front, for what stands behind may be an object.
        return [t for t in clauses.surface_subjects(reading, adjective.head) if t.i < adjective.head.i]
    if adjective.dep_ in ("conj", "appos", "nmod", "dep") and adjective.head.pos_ in ("NOUN", "PROPN"):
        return [adjective.head]
    opens = (
        adjective.dep_ == "advcl" and adjective.i < adjective.head.i and not trees.children(adjective, "mark", "cop")
    )
    if opens and (adjective.pos_ == "ADJ" or trees.is_participle(adjective)) and adjective.head.pos_ == "VERB":
        return clauses.surface_subjects(reading, adjective.head)  # "Destinata alle imprese, la piattaforma ..."
    # "il 7% in più": said of a figure
    return [adjective.head] if reading.denotes(adjective.head, KG.unit) else []


def clause_opener(adjective: Token) -> Token | None:
    """Give the adverb that the parser took for the predicate in place of an adjective: "Angeblich sind X so hoch"."""
    if adjective.pos_ != "ADJ" or adjective.dep_ == "amod" or trees.children(adjective, "cop", "nsubj"):
        return None
    for word in (adjective.head, *adjective.head.children):
        between = [*trees.children(word, "cop"), *trees.children(word, "nsubj")]
        in_order = len(between) == 2 and word.i < between[0].i < between[1].i < adjective.i
        if in_order and word.pos_ in ("ADJ", "ADV") and between[0].i == word.i + 1:
            return word
    return None


def _having(reading: Reading, noun: Token, markers: frozenset[str]) -> list[Token]:
    """Give what a noun behind "with" is had by: "a company with 300 employees and sales of 2 million"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == "NOUN":
        first = first.head
    if not markers & reading.markers(first):
        return []
    owner = first.head if trees.base(first.dep_) == "nmod" else _subject_right_before(first)
    return belonging.expand(reading, [owner])[:1] if owner is not None else []


def _subject_right_before(phrase: Token) -> Token | None:
    """Give the subject that a phrase stands right behind, both in front of the verb: so it is the subject's."""
    verb = phrase.head
    first = min((verb, *trees.children(verb, *trees.AUXILIARIES)), key=lambda token: token.i)
    if trees.base(phrase.dep_) != "obl" or phrase.right_edge.i + 1 != first.i:
        return None
    subjects = trees.children(verb, "nsubj", "nsubj:pass")
    return next((s for s in subjects if s.right_edge.i + 1 == phrase.left_edge.i), None)


def fillers(reading: Reading, anchor: Token, argument: Argument) -> list[Token]:
    """Give the tokens that fill a place of a frame whose word is `anchor`."""
    anchor = trees.predicate(anchor)
    match argument.function:
        case "subject":
            found = clauses.subjects(reading, anchor)
            return [t for t in found if not _announced(t, anchor)] or found
        case "directObject":
            return [t for t in clauses.objects(reading, anchor) if not _announced(t, anchor)]
        case "indirectObject":
            return belonging.expand(
                reading,
                trees.children(anchor, "iobj", "obl:arg")
                or clauses.recipients(anchor)
                or clauses.dative_subjects(anchor),
            )
        case "prepositionalAdjunct" | "comparativeAdjunct":
            return phrases(reading, anchor, argument.markers)
        case "possessiveAdjunct":
            return belonging.owners(reading, anchor)
        case "copulativeArg":
            posts = (anchor, *held_together(reading, anchor))
            return next(filter(None, (bearers(reading, post) for post in posts)), [])
        case "attributiveArg":
            return _having(reading, anchor, argument.markers) if argument.markers else modified(reading, anchor)
        case _:
            return []


def _announced(token: Token, anchor: Token) -> bool:
    """Tell whether a colon parts a phrase from the verb behind it: "Der Fall Solvia: Brenko zieht sich zurück"."""
    return token.i < anchor.i and any(t.text == ":" for t in token.doc[token.i : anchor.i])


def _relative_phrase(reading: Reading, verb: Token, markers: frozenset[str]) -> list[Token]:
    pronouns = [c for c in verb.children if trees.is_relative(c) and markers & reading.markers(c)]
    return [verb.head] if pronouns and verb.dep_ in trees.RELATIVES else []


def _is_light(head: Token) -> bool:
    return head.pos_ == "NOUN" and trees.base(head.dep_) in ("obj", "nsubj") and head.head.pos_ in ("VERB", "ADJ")
