"""Clauses that no pronoun joins to their noun: in "the firm Solvia bought last year has 30 employees" Solvia bought it.

Parsers take such a name for that of the noun in front, "the firm Solvia", and then either verb for the wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.annotation.decoding import Parse

__all__ = ["mend"]

_LANGUAGES = ("en",)  # where a relative pronoun may be left out
_SUBJECTS = ("nsubj", "nsubj:pass")
_AUXILIARIES = ("aux", "aux:pass", "cop")


@dataclass(frozen=True, slots=True)
class _Clause:
    noun: int
    name: int  # its head
    verb: int
    upper: int  # the predicate that the noun is the subject of


def mend(language: str, words: Sequence[str], parse: Parse) -> Parse:
    """Give a parse in which a name between a noun and the verb of a contact clause is the subject of that verb."""
    if language not in _LANGUAGES:
        return parse
    for verb in range(2, len(words) - 1):
        clause = _clause(words, parse, verb)
        if clause is not None:
            parse = _mended(parse, clause)
    return parse


def _clause(words: Sequence[str], parse: Parse, verb: int) -> _Clause | None:
    """Find the parts of a contact clause around the verb behind a name: a second finite verb shows that it is one."""
    first = verb
    while first > 0 and parse.upos[first - 1] == "PROPN":
        first -= 1
    noun = first - 1
    if first == verb or noun < 1 or parse.upos[noun] != "NOUN" or not _is_past(parse, verb):
        return None
    names = [i for i in range(first, verb) if not first <= parse.heads[i] < verb]
    if len(names) != 1:
        return None
    to_noun = parse.heads[names[0]] == noun and parse.deprels[names[0]] != "nsubj"
    to_verb = parse.heads[names[0]] == verb and parse.heads[verb] == noun
    if not (to_noun or to_verb) or "obl:agent" in _relations(parse, verb) or not _is_determined(parse, noun):
        return None
    upper = _upper(words, parse, verb)
    return None if upper is None else _Clause(noun=noun, name=names[0], verb=verb, upper=upper)


def _is_past(parse: Parse, verb: int) -> bool:
    bare = not any(relation in _AUXILIARIES for relation in _relations(parse, verb))
    return parse.upos[verb] == "VERB" and "Tense=Past" in parse.feats[verb].split("|") and bare


def _is_determined(parse: Parse, noun: int) -> bool:
    return any(head == noun and parse.upos[i] in ("DET", "PRON") and i < noun for i, head in enumerate(parse.heads))


def _relations(parse: Parse, word: int) -> list[str]:
    return [parse.deprels[i] for i, head in enumerate(parse.heads) if head == word and i != word]


def _upper(words: Sequence[str], parse: Parse, verb: int) -> int | None:
    """Find the predicate behind a clause: the first finite verb, with nothing before it that begins another clause."""
    for i in range(verb + 1, len(words)):
        if parse.upos[i] in ("CCONJ", "SCONJ", "PRON", "PUNCT") or parse.deprels[i] in _SUBJECTS:
            return None
        if parse.upos[i] in ("VERB", "AUX") and "VerbForm=Fin" in parse.feats[i].split("|"):
            upper = parse.heads[i] if parse.deprels[i] in _AUXILIARIES else i
            return upper if upper > verb else None
    return None


def _mended(parse: Parse, clause: _Clause) -> Parse:
    heads, relations, feats = list(parse.heads), list(parse.deprels), list(parse.feats)
    noun, verb, upper = clause.noun, clause.verb, clause.upper
    if heads[noun] != upper:
        if heads[noun] != verb:
            return parse  # the noun has another place in the sentence: the second verb is not its
        heads[upper], relations[upper] = parse.heads[verb], parse.deprels[verb]
        heads[noun], relations[noun] = upper, "nsubj:pass" if "aux:pass" in _relations(parse, upper) else "nsubj"
    for i, head in enumerate(parse.heads):
        if head == verb and i not in (noun, upper) and (i < noun or i > upper):
            heads[i] = upper
        elif head == verb and relations[i] == "obj":
            relations[i] = "obl"  # the noun is what it is done to; "last year" says when
    heads[verb], relations[verb] = noun, "acl:relcl"
    heads[clause.name], relations[clause.name] = verb, "nsubj"
    feats[verb] = "Mood=Ind|Tense=Past|VerbForm=Fin"
    return replace(parse, heads=tuple(heads), deprels=tuple(relations), feats=tuple(feats))
