"""Whose a thing is, and which things a noun stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extraction import trees
from kg.extraction.morphology import values
from kg.extraction.quantities import PER_CENT
from kg.extraction.reading import Reading
from kg.vocabulary import KG

if TYPE_CHECKING:
    from spacy.tokens import Token


def owners(reading: Reading, noun: Token) -> list[Token]:
    """Whose it is: genitive, phrase with "of", possessive, name in front."""
    own = [c for c in noun.children if _is_owner(reading, c)]
    if not own and reading.class_of(reading.kind(noun)) == KG.Metric:
        # "die Klickrate bei X": what a figure is about owns it.
        own = [c for c in noun.children if _is_topic(reading, c)]
        # "le azioni Solvia"
        own = own or [
            c for c in noun.rights if c.i == noun.i + 1 and c.pos_ == "PROPN" and not trees.children(c, "case")
        ]
    if not own:
        # "il marchio Lumetto della società X": what hangs on the name of a thing is the thing's.
        names = [c for c in trees.children(noun, "nmod", "appos", "flat") if c.i == noun.i + 1 and c.pos_ == "PROPN"]
        own = [c for name in names if not trees.children(name, "case") for c in name.rights if _is_owner(reading, c)]
    if not own:
        own = [c for c in trees.children(noun, "compound", "nmod", "flat") if c.i < noun.i and c.pos_ == "PROPN"]
        own = [] if any("Yes" in values(c, "Poss") for c in noun.children) else own  # the name of "its Norvex unit"
    return expand(reading, own)


def topics(reading: Reading, noun: Token) -> list[Token]:
    """What or whom it is about: "das Aus des Buttons bei X"."""
    return expand(reading, [c for c in noun.children if _is_topic(reading, c)])


def _is_owner(reading: Reading, child: Token) -> bool:
    if any(c.dep_ == "nummod" for c in child.children) and child.pos_ != "PROPN":
        # "ricavi di 410 milioni", but "l'acquisto del 70% di X"
        return is_share(reading, child) and any(_is_owner(reading, c) for c in child.rights)
    if trees.base(child.dep_) not in ("nmod", "obl", "det", "compound", "appos"):
        return False
    cases = trees.children(child, "case")
    if not cases and "Rel" in values(child, "PronType"):
        return child.i < child.head.i  # "whose chief executive", "il cui presidente"
    if child.dep_ == "det":
        return "Yes" in values(child, "Poss")
    if any(reading.denotes(case, KG.ownerMarker) for case in cases):
        return True
    return (
        not cases and trees.base(child.dep_) == "nmod" and "Gen" in values(child, "Case") and not _is_addressee(child)
    )


def _is_addressee(noun: Token) -> bool:
    """Tell whether a genitive is a dative that looks like one: "sagte Chefin Anna Weber der Zeitung".

    What is a post's stands in front of the name of who holds it.
    """
    post = noun.head
    named = [c for c in trees.children(post, "appos", "flat") if c.ent_type_ == "PER" and post.i < c.i < noun.i]
    return bool(named) and post.dep_ == "nsubj" and post.head.pos_ == "VERB" and post.head.i < post.i


def _is_topic(reading: Reading, child: Token) -> bool:
    if any(c.dep_ == "nummod" for c in child.children):
        return False
    return trees.base(child.dep_) in ("nmod", "obl") and any(
        reading.denotes(case, KG.topicMarker) for case in trees.children(child, "case")
    )


def expand(reading: Reading, tokens: list[Token]) -> list[Token]:
    """Take conjuncts in, put antecedents for relative pronouns, look through "a part of"."""
    found: dict[Token, None] = {}
    for token in tokens:
        several = trees.with_conjuncts(token)
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
    parts = [c for c in trees.children(number, "nmod") if c.i > number.i and c.pos_ == "NOUN"]
    return [
        c
        for c in parts
        if trees.children(c, "det") or any("Yes" in values(o, "Poss") for o in trees.children(c, "nmod"))
    ]


def is_share(reading: Reading, token: Token) -> bool:
    """Tell whether a word is the per cent of a figure: "30%", "30 per cento"."""
    found = reading.word_of(token, KG.unit)
    return found is not None and found.word.unit == PER_CENT


def _named_beside(noun: Token) -> list[Token]:
    """Give the names of a plural that lists them: "the sisters Ana and Rita Molina"."""
    if noun.pos_ != "NOUN" or "Plur" not in values(noun, "Number"):
        return []
    named = [
        c for c in trees.children(noun, "appos", "flat", "nmod") if c.pos_ == "PROPN" and not trees.children(c, "case")
    ]
    listed = trees.with_conjuncts(named[0]) if named else []
    return listed if len(listed) > 1 else []


def _stands_for(reading: Reading, token: Token) -> Iterator[Token]:
    if trees.is_relative(token):
        noun = trees.antecedent(token)
        yield noun if noun is not None else token
    elif reading.denotes(token, KG.partitive) or token.pos_ == "NUM" or is_share(reading, token):
        # "Teile von X", "nine of the stores", "neun ihrer 27 Filialen", "il 30% di X"
        parts = [owner for owner in owners(reading, token) if "Yes" not in values(owner, "Poss")]
        counted = parts or _counted(token)
        yield from counted if counted and not is_share(reading, token) else (*counted, token)
    elif named := _named_beside(token):
        yield from named
    else:
        yield token
