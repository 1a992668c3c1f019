"""What Universal Dependencies say of a token, in any language: its relation, its forms, what it is coordinated with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.morphology import values

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
RELATIVES = ("acl", "acl:relcl")
THINGS = ("ORG", "PRODUCT", "PER")  # kinds of names that are no place and no time
AUXILIARIES = ("aux", "aux:pass", "cop")


def base(dep: str) -> str:
    """Cut the subtype off a relation: "nsubj:pass" -> "nsubj"."""
    return dep.split(":", 1)[0]


def children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def is_participle(token: Token) -> bool:
    return "Part" in values(token, "VerbForm")


def is_nonfinite(token: Token) -> bool:
    """Tell whether a verb has no finite form of its own nor an auxiliary that has."""
    forms = [token, *children(token, *AUXILIARIES)]
    return not any("Fin" in values(form, "VerbForm") for form in forms)


def is_past(verb: Token) -> bool:
    """Tell whether a verb says what was done: "sold", "has sold", not "selling"."""
    tense = values(verb, "Tense")
    return "Past" in tense or ("Part" in values(verb, "VerbForm") and "Pres" not in tense)


def is_passive(token: Token) -> bool:
    """Tell whether what would be the object stands as the subject, or as the noun that a participle describes."""
    if any(child.dep_ in ("aux:pass", "obl:agent") for child in token.children):
        return True
    if any(child.dep_ in ("nsubj:pass", "csubj:pass") for child in token.children):
        if token.dep_ != "acl" and children(token, "obj") and children(token, "obj")[0].ent_type_ in THINGS:
            return False  # "X named Y as its chief"
        return "Fin" not in values(token, "VerbForm")  # "Revenue climbed" is no passive
    modifies = token.dep_ in ("acl", "amod", "advcl") and is_participle(token) and not children(token, "aux", "nsubj")
    return (modifies and "Pres" not in values(token, "Tense")) or bool(agents_beside(token))


def agents_beside(participle: Token) -> list[Token]:
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
    forms = [verb, *children(verb, *AUXILIARIES)]
    return {number for form in forms if "Fin" in values(form, "VerbForm") for number in values(form, "Number")}


def antecedent(pronoun: Token) -> Token | None:
    """Give the noun that a relative pronoun stands for."""
    clause = pronoun
    while clause.dep_ not in RELATIVES and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ in RELATIVES else None


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
    if verb.pos_ in ("NOUN", "PROPN") and verb.i > token.i and verb.dep_ not in RELATIVES:
        verb = verb.head  # "deren Chef Peter Hallmann zurücktritt"
    while verb.dep_ in ("conj", "aux", "xcomp", "ccomp") and verb.head != verb:
        verb = verb.head
    return verb if verb.dep_ in RELATIVES else None


def is_dative(noun: Token) -> bool:
    return any("Dat" in values(t, "Case") for t in (noun, *children(noun, "det")))


def is_reflexive(token: Token) -> bool:
    return "Yes" in values(token, "Reflex")
