"""How Universal Dependencies realise a grammatical function, in any language.

Every function takes a token and gives the tokens that fill the place, the surest first. Parsers err most on
where a phrase is attached, so a phrase that its adposition identifies is also looked for one step further down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extraction.morphology import values
from kg.extraction.quantities import PER_CENT
from kg.extraction.reading import Reading
from kg.ontology import Argument
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "csubj")
_RELATIVES = ("acl", "acl:relcl")
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
_THINGS = ("ORG", "PRODUCT", "PER")  # kinds of names that are no place and no time
_SAME_SUBJECT = ("conj", "xcomp", "advcl", "parataxis")
_AUXILIARIES = ("aux", "aux:pass", "cop")


def base(dep: str) -> str:
    """Cut the subtype off a relation: "nsubj:pass" -> "nsubj"."""
    return dep.split(":", 1)[0]


def children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def is_participle(token: Token) -> bool:
    return "Part" in values(token, "VerbForm")


def is_nonfinite(token: Token) -> bool:
    """Tell whether a verb has no finite form of its own nor an auxiliary that has."""
    forms = [token, *children(token, *_AUXILIARIES)]
    return not any("Fin" in values(form, "VerbForm") for form in forms)


def is_passive(token: Token) -> bool:
    """Tell whether what would be the object stands as the subject, or as the noun that a participle describes."""
    if any(child.dep_ in ("aux:pass", "obl:agent") for child in token.children):
        return True
    if any(child.dep_ in ("nsubj:pass", "csubj:pass") for child in token.children):
        if token.dep_ != "acl" and children(token, "obj") and children(token, "obj")[0].ent_type_ in _THINGS:
            return False  # "X named Y as its chief"
        return "Fin" not in values(token, "VerbForm")  # "Revenue climbed" is no passive
    modifies = token.dep_ in ("acl", "amod", "advcl") and is_participle(token) and not children(token, "aux", "nsubj")
    return (modifies and "Pres" not in values(token, "Tense")) or bool(_agents_beside(token))


def _agents_beside(participle: Token) -> list[Token]:
    """Give the agents of a participle in front of its noun that the parser hung on the noun: "von X entwickelte Y"."""
    if participle.dep_ != "amod":
        return []
    between = [c for c in participle.head.children if c.i < participle.i and base(c.dep_) in ("nmod", "obl")]
    return [c for c in between if children(c, "case") and not children(c, "det")]


def with_conjuncts(token: Token) -> list[Token]:
    """Give a token and what is coordinated with it."""
    found = [token]
    for one in found:
        # The parser hangs "B" of "Alder Foods and B" on either word of the name in front.
        parts = [p for p in children(one, "compound", "flat") if p.pos_ == one.pos_ == "PROPN"]
        joined = [c for word in (one, *parts) for c in children(word, "conj") if c.i > one.i]
        found += [c for c in joined if c not in found and _alike(one, c)]
    return found if _is_joined(found) else found[:1]


def _is_joined(conjuncts: list[Token]) -> bool:
    """Tell whether an "and" or the like stands among nouns; without one the parser took a list for what is none."""
    nouns = conjuncts[0].pos_ in ("NOUN", "PROPN")
    return not nouns or any(children(one, "cc", "cc:preconj") for one in conjuncts)


def _alike(one: Token, other: Token) -> bool:
    # A clause hung on a noun by mistake is no second noun.
    return (other.pos_ in ("VERB", "AUX")) == (one.pos_ in ("VERB", "AUX"))


def first_conjunct(token: Token) -> Token:
    """Give the first of what a noun is coordinated with."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def is_predicate(token: Token) -> bool:
    """Tell whether a word is a verb or stands with a copula."""
    return token.pos_ in ("VERB", "AUX") or bool(children(token, "cop"))


def predicate(verb: Token) -> Token:
    """Give the noun that bears the clause of a copula, or of a "have" taken for an auxiliary: "ist vom Tisch"."""
    bears = verb.dep_ == "cop" or (verb.dep_ == "aux" and verb.head.pos_ in ("NOUN", "PROPN"))
    return verb.head if bears and verb.pos_ == "AUX" else verb


def numbers(verb: Token) -> set[str]:
    """Give the number that a verb or its auxiliaries show."""
    forms = [verb, *children(verb, *_AUXILIARIES)]
    return {number for form in forms if "Fin" in values(form, "VerbForm") for number in values(form, "Number")}


def subjects(reading: Reading, verb: Token) -> list[Token]:
    """Who does it: own subject, agent of a passive, or the subject of the verb it depends on."""
    if is_passive(verb):
        return agents(reading, verb)
    return surface_subjects(reading, verb)


def objects(reading: Reading, verb: Token) -> list[Token]:
    """To whom or what it is done: object, subject of a passive, the noun that a participle or clause describes."""
    if is_passive(verb):
        found = children(verb, "nsubj:pass", "nsubj") or _described(verb)
        found = found or [s for s in _inherited_subjects(reading, verb) if verb.dep_ in ("conj", "xcomp", "advcl")]
    else:
        found = _direct_objects(verb)
        # "fined X 3 million euros": beside a figure, the other object is whom it is done to.
        beside = _beside_figures(verb, found) if all(reading.denotes(c, KG.unit) for c in found) else []
        found = beside or found or [c for c in children(verb, "ccomp") if c.pos_ in ("NOUN", "PROPN")]
        found = found or _relative_object(verb) or _shared_object(verb)
        found = found or _bare_measures(reading, verb) or _bare_noun(verb)
    return _expand(reading, found)


def is_bare_participle(verb: Token) -> bool:
    """Tell whether the last word of a headline may be a participle though it looks finite: "Mitarbeiter entlassen"."""
    singular = "Sing" in values(verb, "Number") and "Pres" in values(verb, "Tense")
    last = all(t.is_punct or t.is_space for t in verb.doc[verb.i + 1 : verb.sent.end])
    bare = all(base(c.dep_) in ("nsubj", "advmod", "punct") for c in verb.children)
    return last and bare and not singular


def _second_subject(verb: Token) -> list[Token]:
    """Give what stands as a subject beside another where there is no object: it is the object.

    It stands behind the verb, "the firm has acquired X", or behind a relative pronoun: "die X beliefert".
    """
    found = [c for c in children(verb, "nsubj") if c.pos_ in ("NOUN", "PROPN") or is_relative(c)]
    if children(verb, "obj", "cop") or len(found) != 2 or verb.pos_ != "VERB" or children(found[1], "case"):
        return []
    around = found[0].i < verb.i < found[1].i and found[0].pos_ in ("NOUN", "PROPN")
    return found[1:] if around or (is_relative(found[0]) and found[1].pos_ in ("NOUN", "PROPN")) else []


def _direct_objects(verb: Token) -> list[Token]:
    """Give the objects; where there is at most a reflexive, the one in the dative: "schließt sich dem Verband an"."""
    found = children(verb, "obj") or _second_subject(verb) or _mislabelled_object(verb)
    if any(c.pos_ == "PRON" for c in found):
        # "Le batterie le fornisce X": the pronoun only takes up the noun in front.
        found = [c for c in children(verb, "dislocated") if c.pos_ in ("NOUN", "PROPN")] or found
    if all(_is_reflexive(c) for c in found):
        found += [c for c in children(verb, "obl:arg") if c.pos_ in ("NOUN", "PROPN") and not children(c, "case")]
    return found


def _mislabelled_object(verb: Token) -> list[Token]:
    """Give the name behind a verb that the parser took for something else: "named Anna/xcomp Weber as its chief"."""
    if verb.pos_ != "VERB" or is_passive(verb) or children(verb, "cop"):
        return []
    behind = [c for c in children(verb, "xcomp", "compound", "flat", "appos") if c.pos_ == "PROPN" and c.i > verb.i]
    return [c for c in behind if not children(c, "case", "mark", "cop", "nsubj")][:1]


def _beside_figures(verb: Token, figures: list[Token]) -> list[Token]:
    """Give the object that stands before a figure, even where the parser joined it to the figure."""
    joined = [c for f in figures for c in children(f, "nmod", "compound", "appos") if verb.i < c.i < f.i]
    return children(verb, "iobj") or [c for c in joined if c.ent_type_ in _THINGS and not children(c, "case")]


def _bare_measures(reading: Reading, verb: Token) -> list[Token]:
    """Give the figures behind a verb that stand without an adposition: "rose 4 percent"."""
    behind = [c for c in children(verb, "obl") if c.i > verb.i and not children(c, "case")]
    return [c for c in behind if children(c, "nummod") and reading.denotes(c, KG.unit)]


def second_objects(reading: Reading, verb: Token) -> list[Token]:
    """Give the figure behind an object, whatever the parser hung it on: "fined X 3 million euros"."""
    behind = [
        o for o in (*_direct_objects(verb), *children(verb, "iobj", "nsubj:pass")) if o.i > verb.i or is_passive(verb)
    ]
    inside = [c for o in behind for c in o.subtree if c.i > verb.i and c.dep_ in ("flat", "appos", "compound", "nmod")]
    figures = [c for c in (*verb.rights, *inside) if reading.denotes(c, KG.unit) and not children(c, "case")]
    return [c for c in figures if c.i > verb.i and any(t.pos_ == "NUM" for t in c.subtree)]


def _bare_noun(verb: Token) -> list[Token]:
    """Give the noun right behind a verb that the parser took for a phrase though no adposition makes it one."""
    behind = [c for c in children(verb, "obl") if not children(c, "case")]
    behind = [
        c for c in behind if (c.pos_ == "NOUN" and not c.ent_type_) or (c.pos_ == "PROPN" and c.ent_type_ in _THINGS)
    ]
    return [c for c in behind if verb.i < c.left_edge.i <= verb.i + 2 and c.left_edge.pos_ != "ADP"][:1]


def behind_particle(verb: Token, words: tuple[Token, ...]) -> list[Token]:
    """Give the noun behind a particle that the parser took for its preposition: "spun off the division"."""
    return [c for c in children(verb, "obl") if c.i > verb.i and any(m in words for m in children(c, "case"))]


def phrases(reading: Reading, head: Token, markers: frozenset[str]) -> list[Token]:
    """Give the phrases behind one of the adpositions, on the head or else one step below or beside it."""
    return next(phrase_levels(reading, head, markers), [])


def phrase_levels(reading: Reading, head: Token, markers: frozenset[str]) -> Iterator[list[Token]]:
    """Give the phrases behind one of the adpositions, the surest places first."""
    # A noun behind an adposition is a phrase, whatever the parser calls it.
    near = [c for c in head.children if base(c.dep_) in _PHRASES or c.dep_ in _PHRASES or _is_marked_noun(c)]
    inner = ("nmod", "obl", "appos", "conj", "acl")
    # "buys X and parts with Y": what hangs on a second verb is no phrase of the first.
    apart = [c for c in near if c.dep_ == "conj" and c.pos_ == "VERB" == head.pos_]
    below = [g for c in near if c not in apart for g in c.children if base(g.dep_) in inner or _is_marked_noun(g)]
    # "sceso a 45 milioni di euro": the "di" of a unit marks no phrase.
    below = [g for g in below if not (reading.denotes(g, KG.unit) and reading.denotes(g.head, KG.scale))]
    below += [g for c in children(head, "amod") if _is_adposition(reading, c) for g in children(c, "obl", "nmod")]
    light = _is_light(head) and reading.class_of(reading.kind(head)) != KG.Person
    sisters = [c for c in head.head.children if base(c.dep_) in ("obl", "nmod", "obj")] if light else []
    for candidates in (near, below, sisters):
        found = [c for c in candidates if c != head and markers & reading.markers(c)]
        if found:
            yield _expand(reading, found)
    relative = _relative_phrase(reading, head, markers)
    if relative:
        yield relative


def _is_adposition(reading: Reading, adjective: Token) -> bool:
    """Tell whether an adjective is the first word of an adposition: "un fatturato pari a 3 milioni"."""
    return any(found.word.pos == "adposition" and found.end > adjective.i + 1 for found in reading.words(adjective))


def _is_marked_noun(token: Token) -> bool:
    return (
        token.dep_ in ("compound", "flat", "amod") and token.pos_ in ("NOUN", "PROPN") and bool(children(token, "case"))
    )


def owners(reading: Reading, noun: Token) -> list[Token]:
    """Whose it is: genitive, phrase with "of", possessive, name in front."""
    own = [c for c in noun.children if _is_owner(reading, c)]
    if not own and reading.class_of(reading.kind(noun)) == KG.Metric:
        # "die Klickrate bei X": what a figure is about owns it.
        own = [c for c in noun.children if _is_topic(reading, c)]
    if not own:
        # "il marchio Lumetto della società X": what hangs on the name of a thing is the thing's.
        names = [c for c in children(noun, "nmod", "appos", "flat") if c.i == noun.i + 1 and c.pos_ == "PROPN"]
        own = [c for name in names if not children(name, "case") for c in name.rights if _is_owner(reading, c)]
    if not own:
        own = [c for c in children(noun, "compound", "nmod", "flat") if c.i < noun.i and c.pos_ == "PROPN"]
    return _expand(reading, own)


def is_choice(verb: Token) -> bool:
    """Tell whether an infinitive says what a noun is about: "the decision to close X", "la scelta di chiudere X"."""
    hangs = verb.dep_ == "acl" and verb.head.pos_ == "NOUN"
    return hangs and "Inf" in values(verb, "VerbForm") and is_nonfinite(verb)


def drops_subject(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb stands without the pronoun that its subject would be: "ha sede a Roma"."""
    if not reading.lexicon.drops_subject or verb.dep_ not in ("root", "conj", "parataxis", "ccomp"):
        return False
    forms = [verb, *children(verb, *_AUXILIARIES)]
    finite = [f for f in forms if "Fin" in values(f, "VerbForm")]
    third = any("3" in values(f, "Person") for f in finite) and not any("Imp" in values(f, "Mood") for f in finite)
    impersonal = any(base(c.dep_) in ("expl", "nsubj", "csubj", "obl:agent") for c in verb.children)
    return third and not impersonal and not is_passive(verb)


def is_ours(reading: Reading, verb: Token) -> bool:
    """Tell whether those who speak are the subject: "we will close X", "non chiuderemo X"."""
    own = children(verb, *_SUBJECTS)
    forms = own or ([verb, *children(verb, *_AUXILIARIES)] if reading.lexicon.drops_subject else [])
    forms = [f for f in forms if f.pos_ in ("PRON", "VERB", "AUX")]
    return not is_passive(verb) and any("1" in values(f, "Person") and "Plur" in values(f, "Number") for f in forms)


def amounts(reading: Reading, noun: Token) -> list[Token]:
    """What it comes to: "L'utile è di 2 milioni", "la capitalizzazione sfiora gli 8 miliardi"."""
    above = noun.head
    if base(noun.dep_) != "nsubj":
        return []
    if children(above, "cop"):
        return [above]
    comes_to = above.pos_ == "VERB" and reading.denotes(above, KG.amountsTo)
    figures = children(above, "obj", "obl", "obl:arg", "xcomp", "nummod") if comes_to else []
    # "ist um 5% gestiegen", "è salito del 5%" say the change alone.
    return [c for c in figures if not any(reading.denotes(m, KG.ownerMarker) for m in children(c, "case"))]


def topics(reading: Reading, noun: Token) -> list[Token]:
    """What or whom it is about: "das Aus des Buttons bei X"."""
    return _expand(reading, [c for c in noun.children if _is_topic(reading, c)])


def copula_beside(reading: Reading, noun: Token) -> Token | None:
    """Give the copula of a predicate that the parser took for an apposition: "Sarà Anna Rossi la presidente"."""
    if noun.dep_ != "appos" or not children(noun, "det"):
        return None
    beside = (noun.head.head, *noun.head.children)
    verbs = [verb for verb in beside if verb.pos_ in ("VERB", "AUX") and reading.denotes(verb, KG.copula)]
    # A copula alone governs no complement.
    bare = (v for v in verbs if v.i < noun.i and not children(v, "obj", "xcomp", "ccomp", "obl:agent", "aux", "cop"))
    return next(bare, None)


def bearers(reading: Reading, noun: Token) -> list[Token]:
    """Who it is: the one a noun is said of by copula or apposition."""
    if any(c.dep_ == "cop" for c in noun.children):
        own = children(noun, "nsubj") or [c for c in children(noun, "compound", "flat") if _precedes_copula(c, noun)]
        return _expand(reading, own)
    if noun.dep_ == "appos" and noun.head.pos_ in ("PROPN", "NOUN"):
        return [noun.head]
    if noun.dep_ == "nsubj" and noun.head.pos_ == "PROPN" and children(noun.head, "cop"):
        return _expand(reading, [noun.head])  # "Its chief is Anna Weber"
    return [c for c in children(noun, "appos", "flat") if c.pos_ == "PROPN"]


def _precedes_copula(name: Token, noun: Token) -> bool:
    """Tell whether a name joined to a predicate stands in front of the copula: it is the subject."""
    return name.pos_ == "PROPN" and any(name.i < c.i < noun.i for c in children(noun, "cop"))


def post_verb(reading: Reading, noun: Token) -> Token | None:
    """Give the verb a post is taken or left by: "becomes CEO", "zum Chef ernannt", "si dimette da presidente"."""
    verb = noun.head
    if verb.pos_ == "AUX" and (noun.dep_ == "xcomp" or (noun.dep_ == "nsubj" and _named_complements(noun, verb))):
        return verb  # "Neuer Trainer wird Jan Keller"
    if _is_role(reading, noun) and verb.pos_ in ("NOUN", "PROPN"):
        # "hört X als Chef auf", "tritt die Nachfolge als Chef an": hung on the noun in front.
        return verb.head if verb.head.pos_ == "VERB" and base(verb.dep_) in ("nsubj", "obj", "obl") else None
    if base(noun.dep_) in ("nsubj", "obj") and children(noun, "appos", "flat"):
        return None  # "wird der Leiter Jan Keller ernannt": what he has been
    if verb.pos_ == "PROPN" and base(verb.dep_) in ("obj", "nsubj") and _is_bare_behind(noun, verb):
        return verb.head if verb.head.pos_ == "VERB" else None
    joined = base(noun.dep_) in ("obl", "xcomp", "obj", "nmod", "advmod", "ccomp", "dep", "iobj", "nsubj")
    return verb if joined and verb.pos_ == "VERB" else None


def _is_bare_behind(noun: Token, name: Token) -> bool:
    """Tell whether a post follows a name with nothing between: "ha nominato Anna Neri amministratrice delegata"."""
    beside = noun.dep_ in ("appos", "amod", "nmod", "flat") and noun.i > name.i and not children(noun, "det", "case")
    return beside and not any(t.is_punct for t in noun.doc[name.i : noun.i])


def post_holders(reading: Reading, noun: Token, verb: Token) -> list[Token]:
    """Give who takes or leaves the post: the subject of a passive, the object of an appointment, else the subject."""
    if noun.head != verb and noun.head.pos_ == "PROPN":
        return [noun.head]
    if is_passive(verb):
        return objects(reading, verb)
    appointed = [c for c in children(verb, "obj", "iobj") if c.pos_ in ("PROPN", "PRON", "NOUN")]
    appointed = [c for c in appointed if not _is_reflexive(c) and c not in (noun, noun.head)]
    if noun.dep_ == "obj" and not appointed and reading.is_definite(noun):
        return []  # "has appointed the chief executive" does not say whom
    subjects = [*surface_subjects(reading, verb), *_second_subject(verb)]
    others = [s for s in subjects if s != noun]
    return _expand(reading, appointed) or others or _expand(reading, _named_complements(noun, verb))


def _named_complements(post: Token, verb: Token) -> list[Token]:
    """Give who stands beside a post under one verb, though not as its subject: "Ihr Nachfolger wird Jan Keller"."""
    beside = [c for c in children(verb, "xcomp", "nsubj") if c != post and not children(c, "case", "mark")]
    return [c for c in beside if c.pos_ == "PROPN" or any(t.pos_ == "PROPN" for t in children(c, "appos", "flat"))]


def _is_role(reading: Reading, noun: Token) -> bool:
    """Tell whether a noun is what somebody is, "als Chef", "as chief executive"."""
    return any(reading.denotes(c, KG.roleMarker) for c in children(noun, "case", "cc", "mark"))


def modified(reading: Reading, adjective: Token) -> list[Token]:
    """What an adjective is said of: the noun it stands with or the subject of the copula or verb."""
    if adjective.dep_ in ("amod", "acl", "acl:relcl") and adjective.head.pos_ in ("NOUN", "PROPN"):
        return [adjective.head]
    own = _expand(reading, children(adjective, "nsubj", "nsubj:pass"))
    if own:
        return own
    opener = clause_opener(adjective)
    if opener is not None:
        return _expand(reading, children(opener, "nsubj"))
    if adjective.dep_ in ("xcomp", "advmod", "obj", "obl", "ccomp") and is_predicate(adjective.head):
        return surface_subjects(reading, adjective.head)
    clause = adjective.head.pos_ == "VERB" and bool(children(adjective, "cop"))
    if adjective.dep_ == "conj" and (clause or children(adjective.head, "nsubj")):
        # "ha sede a Roma ed è seconda solo a X": of the subject in front, for what stands behind may be an object.
        return [t for t in surface_subjects(reading, adjective.head) if t.i < adjective.head.i]
    if adjective.dep_ in ("conj", "appos", "nmod", "dep") and adjective.head.pos_ in ("NOUN", "PROPN"):
        return [adjective.head]
    opens = adjective.dep_ == "advcl" and adjective.i < adjective.head.i and not children(adjective, "mark", "cop")
    if opens and (adjective.pos_ == "ADJ" or is_participle(adjective)) and adjective.head.pos_ == "VERB":
        return surface_subjects(reading, adjective.head)  # "Destinata alle imprese, la piattaforma ..."
    # "il 7% in più": said of a figure
    return [adjective.head] if reading.denotes(adjective.head, KG.unit) else []


def clause_opener(adjective: Token) -> Token | None:
    """Give the adverb that the parser took for the predicate in place of an adjective: "Angeblich sind X so hoch"."""
    if adjective.pos_ != "ADJ" or adjective.dep_ == "amod" or children(adjective, "cop", "nsubj"):
        return None
    for word in (adjective.head, *adjective.head.children):
        between = [*children(word, "cop"), *children(word, "nsubj")]
        in_order = len(between) == 2 and word.i < between[0].i < between[1].i < adjective.i
        if in_order and word.pos_ in ("ADJ", "ADV") and between[0].i == word.i + 1:
            return word
    return None


def _having(reading: Reading, noun: Token, markers: frozenset[str]) -> list[Token]:
    """Give what a noun behind "with" is had by: "a company with 300 employees and sales of 2 million"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == "NOUN":
        first = first.head
    joined = base(first.dep_) == "nmod" and markers & reading.markers(first)
    return _expand(reading, [first.head])[:1] if joined else []


def fillers(reading: Reading, anchor: Token, argument: Argument) -> list[Token]:
    """Give the tokens that fill a place of a frame whose word is `anchor`."""
    anchor = predicate(anchor)
    match argument.function:
        case "subject":
            found = subjects(reading, anchor)
            return [t for t in found if not _announced(t, anchor)] or found
        case "directObject":
            return [t for t in objects(reading, anchor) if not _announced(t, anchor)]
        case "indirectObject":
            return _expand(reading, children(anchor, "iobj", "obl:arg") or _dative_subjects(anchor))
        case "prepositionalAdjunct" | "comparativeAdjunct":
            return phrases(reading, anchor, argument.markers)
        case "possessiveAdjunct":
            return owners(reading, anchor)
        case "copulativeArg":
            return bearers(reading, anchor)
        case "attributiveArg":
            return _having(reading, anchor, argument.markers) if argument.markers else modified(reading, anchor)
        case _:
            return []


def _announced(token: Token, anchor: Token) -> bool:
    """Tell whether a colon parts a phrase from the verb behind it: "Der Fall Solvia: Brenko zieht sich zurück"."""
    return token.i < anchor.i and any(t.text == ":" for t in token.doc[token.i : anchor.i])


def antecedent(pronoun: Token) -> Token | None:
    """Give the noun that a relative pronoun stands for."""
    clause = pronoun
    while clause.dep_ not in _RELATIVES and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ in _RELATIVES else None


def is_relative(token: Token) -> bool:
    """Tell whether a pronoun opens a relative clause; German "der" looks like an article or a demonstrative."""
    if token.pos_ not in ("PRON", "DET") or _relative_clause(token) is None:
        return False
    kinds = values(token, "PronType")
    if "Rel" in kinds:
        return True
    clause = _relative_clause(token)
    assert clause is not None
    opens = all(t.pos_ in ("ADP", "PUNCT", "CCONJ") for t in token.doc[clause.left_edge.i : token.i])
    return opens and "Prs" not in kinds and token.dep_ != "det"


def _relative_clause(token: Token) -> Token | None:
    """Give the verb of the relative clause a pronoun stands in."""
    verb = token.head
    while verb.dep_ in ("conj", "aux", "xcomp", "ccomp") and verb.head != verb:
        verb = verb.head
    return verb if verb.dep_ in _RELATIVES else None


def surface_subjects(reading: Reading, verb: Token) -> list[Token]:
    """Give what stands as the subject, of an active verb or a passive one."""
    own = [c for c in children(verb, *_SUBJECTS, "nsubj:pass") if c not in _second_subject(verb)]
    if len(own) > 1:
        # "Das Kartellamt untersagt der Solvia AG den Kauf": what stands in the dative is no subject.
        own = [c for c in own if not _is_dative(c)] or own
    own = own or _mislabelled_subject(verb)
    if own:
        return _expand(reading, own)
    if reading.lexicon.drops_subject and _opens_with_adverb(verb):
        return surface_subjects(reading, _governor(verb))  # "produrrà in Serbia, dove aprirà uno stabilimento"
    if verb.dep_ in _RELATIVES and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return [] if _has_relative_object(verb) else [verb.head]
    return _inherited_subjects(reading, verb)


def _opens_with_adverb(verb: Token) -> bool:
    """Tell whether a relative clause begins with "where": what it describes is not its subject."""
    words = (t for t in verb.doc[verb.left_edge.i : verb.i + 1] if not t.is_punct)
    first = next(words, verb)
    finite = not is_nonfinite(verb) and not any(map(is_relative, verb.children))
    return verb.dep_ == "acl:relcl" and finite and first.dep_ == "advmod" and first.pos_ == "ADV" and first.head == verb


def _governor(verb: Token) -> Token:
    """Give the predicate of the clause that a relative clause stands in."""
    above = verb.head
    while above.head != above and not is_predicate(above):
        above = above.head
    return above


def _is_dative(noun: Token) -> bool:
    return any("Dat" in values(t, "Case") for t in (noun, *children(noun, "det")))


def _dative_subjects(verb: Token) -> list[Token]:
    """Give what the parser took for a second subject though its case says to whom: "X erteilt der Werft Y ..."."""
    own = children(verb, "nsubj")
    return [c for c in own if _is_dative(c)] if len(own) > 1 else []


def _mislabelled_subject(verb: Token) -> list[Token]:
    """Give the name in front of a verb that the parser joined to it: "Solvia Robotics/compound will close"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return []
    joined = [c for c in children(verb, "compound", "flat", "vocative", "appos") if c.pos_ == "PROPN" and c.i < verb.i]
    # "Die Akkus liefert Solvia": hung on the noun before the verb, as if it were part of its name.
    across = [
        t
        for first in verb.lefts
        for t in first.rights
        if t.i > verb.i and t.pos_ == "PROPN" and t.dep_ in ("compound", "flat")
    ]
    return [c for c in (*joined, *across) if not children(c, "case")][:1]


def taken_up(reading: Reading, subjects: list[Token]) -> list[Token]:
    """Give the several that a plural pronoun takes up: "A and B said they would merge"."""
    if len(subjects) != 1 or subjects[0].pos_ != "PRON" or "Plur" not in values(subjects[0], "Number"):
        return []
    verb = subjects[0].head
    several = surface_subjects(reading, verb.head) if verb.dep_ in ("ccomp", "advcl") else []
    return several if len(several) > 1 else []


def _inherited_subjects(reading: Reading, verb: Token) -> list[Token]:
    """Give the subject a verb shares with the verb it is coordinated with or controlled by."""
    # "conferma di lasciare X": an infinitive without a subject of its own shares one, whatever it is called.
    # "Dem Konzern ist es gelungen, X zu kaufen": a clause that "es" stands for may be the subject in the tree.
    raised = verb.dep_ == "ccomp" or (verb.dep_ == "csubj" and bool(children(verb.head, "expl")))
    controlled = verb.dep_ == "xcomp" or (raised and "Inf" in values(verb, "VerbForm"))
    controlled = controlled and (verb.dep_ == "xcomp" or is_nonfinite(verb))
    if bearer := cleft_bearer(verb):
        return _expand(reading, [bearer])
    if not (verb.dep_ in _SAME_SUBJECT or controlled) or verb.head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return []
    if verb.dep_ in ("advcl", "parataxis") and not is_nonfinite(verb):
        return []
    if controlled and not is_passive(verb.head):
        # "Das zwang X, Y zu schließen": the object of the upper verb acts in the lower one.
        above = [c for c in children(verb.head, "obj", "iobj") if c.pos_ in ("NOUN", "PROPN", "PRON")]
        if above and verb.head.i < verb.i and above[0].i < verb.i and not _is_reflexive(above[0]):
            return _expand(reading, above)
        if asked := _asked(reading, verb):
            return _expand(reading, asked)
        if children(verb.head, "expl") and not [s for s in children(verb.head, *_SUBJECTS) if s != verb]:
            # "Dem Konzern gelingt es, X zu kaufen"
            return _expand(reading, children(verb.head, "iobj", "obl:arg"))
    if verb.dep_ == "advcl" and is_nonfinite(verb) and _gives_post(reading, verb.head):
        return objects(reading, verb.head)  # "named Anna Weber chief, replacing Ravi Chandra"
    return surface_subjects(reading, verb.head)


def _asked(reading: Reading, verb: Token) -> list[Token]:
    """Give who is asked to do it: "chiede al governo di fermare X"."""
    known = reading.schema.properties
    references = {frame.reference for frame, _ in reading.frames(verb.head)}
    asks = any(known[r].of_others for r in references if r in known) and not references & {KG.planned, KG.denied}
    between = [c for c in children(verb.head, "obl") if verb.head.i < c.i < verb.i and c.pos_ in ("NOUN", "PROPN")]
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
    marked = any(mark.pos_ == "ADP" for mark in children(verb, "mark"))
    between = any(verb.i < c.i < bearer.i for c in children(bearer, "cop"))
    named = bearer.pos_ in ("NOUN", "PROPN") and not children(bearer, "nsubj")
    return bearer if fronted and marked and between and named else None


def _gives_post(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb gives a post to its object: "appoint", "name"."""
    denoted = {f.word.denotes for f in reading.words(verb) if f.word.pos == "verb"}
    return KG.current in denoted and any(c.pos_ == "PROPN" for c in _direct_objects(verb)) and not is_passive(verb)


def _is_reflexive(token: Token) -> bool:
    return "Yes" in values(token, "Reflex")


def agents(reading: Reading, verb: Token) -> list[Token]:
    """Who acts in a passive."""
    own = children(verb, "obl:agent")
    if not own:
        near = [*children(verb, "obl", "nmod"), *_agents_beside(verb)]
        # "Angeführt wird die Runde von X": hung on the subject that stands behind the verb.
        near += [c for s in children(verb, "nsubj:pass") if s.i > verb.i for c in children(s, "nmod")]
        own = [c for c in near if has_agent_marker(reading, c)]
    # "Inflation eased by 2 percent": a figure acts in no passive.
    return _expand(reading, [c for c in own if not reading.denotes(c, KG.unit)])


def has_agent_marker(reading: Reading, token: Token) -> bool:
    """Tell whether a phrase begins with "by"."""
    return any(reading.denotes(mark, KG.agentMarker) for mark in children(token, "case"))


def _described(verb: Token) -> list[Token]:
    return [verb.head] if verb.dep_ in (*_RELATIVES, "amod") else []


def _relative_object(verb: Token) -> list[Token]:
    pronouns = [c for c in verb.children if is_relative(c) and base(c.dep_) == "obj"]
    if verb.dep_ in _RELATIVES and _is_contact_clause(verb):
        return [verb.head]
    return [verb.head] if pronouns and verb.dep_ in _RELATIVES else []


def _is_contact_clause(verb: Token) -> bool:
    """Tell whether a clause follows its noun with no more than a subject: "the firm it bought", "the firm X bought"."""
    begins = verb.left_edge.i
    if begins != verb.head.i + 1 or not children(verb, "nsubj") or children(verb, "mark", "obj", "cop"):
        return False
    stranded = any(c.pos_ == "ADP" and c.dep_ != "compound:prt" for c in verb.rights)
    relative = any(set(values(t, "PronType")) & {"Rel", "Int"} for t in verb.doc[begins : verb.i])
    return not stranded and not relative


def _has_relative_object(verb: Token) -> bool:
    return any(is_relative(c) and base(c.dep_) in ("obj", "obl", "iobj") for c in verb.children)


def _shared_object(verb: Token) -> list[Token]:
    # "X entwickelt und verkauft Y": the object stands at the last verb.
    later = [c for c in children(verb, "conj") if c.pos_ == "VERB" and c.i - verb.i <= 2]
    return [o for c in later for o in children(c, "obj")]


def _relative_phrase(reading: Reading, verb: Token, markers: frozenset[str]) -> list[Token]:
    pronouns = [c for c in verb.children if is_relative(c) and markers & reading.markers(c)]
    return [verb.head] if pronouns and verb.dep_ in _RELATIVES else []


def _is_light(head: Token) -> bool:
    return head.pos_ == "NOUN" and base(head.dep_) in ("obj", "nsubj") and head.head.pos_ in ("VERB", "ADJ")


def _is_owner(reading: Reading, child: Token) -> bool:
    if any(c.dep_ == "nummod" for c in child.children) and child.pos_ != "PROPN":
        # "ricavi di 410 milioni", but "l'acquisto del 70% di X"
        return is_share(reading, child) and any(_is_owner(reading, c) for c in child.rights)
    if base(child.dep_) not in ("nmod", "obl", "det", "compound", "appos"):
        return False
    if child.dep_ == "det":
        return "Yes" in values(child, "Poss")
    cases = children(child, "case")
    if any(reading.denotes(case, KG.ownerMarker) for case in cases):
        return True
    return not cases and base(child.dep_) == "nmod" and "Gen" in values(child, "Case") and not _is_addressee(child)


def _is_addressee(noun: Token) -> bool:
    """Tell whether a genitive is a dative that looks like one: "sagte Chefin Anna Weber der Zeitung".

    What is a post's stands in front of the name of who holds it.
    """
    post = noun.head
    named = [c for c in children(post, "appos", "flat") if c.ent_type_ == "PER" and post.i < c.i < noun.i]
    return bool(named) and post.dep_ == "nsubj" and post.head.pos_ == "VERB" and post.head.i < post.i


def _is_topic(reading: Reading, child: Token) -> bool:
    if any(c.dep_ == "nummod" for c in child.children):
        return False
    return base(child.dep_) in ("nmod", "obl") and any(
        reading.denotes(case, KG.topicMarker) for case in children(child, "case")
    )


def _expand(reading: Reading, tokens: list[Token]) -> list[Token]:
    """Take conjuncts in, put antecedents for relative pronouns, look through "a part of"."""
    found: dict[Token, None] = {}
    for token in tokens:
        several = with_conjuncts(token)
        if reading.denotes(token, KG.unit):
            # "Solvia losing 9 per cent and Brenko 4": a name beside a figure is no second figure.
            several = [t for t in several if t == token or not any(c.pos_ == "PROPN" for c in (t, *t.children))]
        for one in several:
            found |= dict.fromkeys(_stands_for(reading, one))
    return list(found)


def _counted(number: Token) -> list[Token]:
    """Give what a number is a part of: a noun with a determiner or owner of its own, "43 of its 98 shops"."""
    if number.pos_ != "NUM":
        return []
    parts = [c for c in children(number, "nmod") if c.i > number.i and c.pos_ == "NOUN"]
    return [c for c in parts if children(c, "det") or any("Yes" in values(o, "Poss") for o in children(c, "nmod"))]


def is_share(reading: Reading, token: Token) -> bool:
    """Tell whether a word is the per cent of a figure: "30%", "30 per cento"."""
    found = reading.word_of(token, KG.unit)
    return found is not None and found.word.unit == PER_CENT


def _named_beside(noun: Token) -> list[Token]:
    """Give the names of a plural that lists them: "the sisters Ana and Rita Molina"."""
    if noun.pos_ != "NOUN" or "Plur" not in values(noun, "Number"):
        return []
    named = [c for c in children(noun, "appos", "flat", "nmod") if c.pos_ == "PROPN" and not children(c, "case")]
    listed = with_conjuncts(named[0]) if named else []
    return listed if len(listed) > 1 else []


def _stands_for(reading: Reading, token: Token) -> Iterator[Token]:
    if is_relative(token):
        noun = antecedent(token)
        yield noun if noun is not None else token
    elif reading.denotes(token, KG.partitive) or token.pos_ == "NUM" or is_share(reading, token):
        # "Teile von X", "nine of the stores", "neun ihrer 27 Filialen", "il 30% di X"
        counted = owners(reading, token) or _counted(token)
        yield from counted if counted and not is_share(reading, token) else (*counted, token)
    elif named := _named_beside(token):
        yield from named
    else:
        yield token
