"""Within a text: what a pronoun, "das Unternehmen" or an unnamed owner stands for.

Precision first: a word is left alone unless one candidate clearly wins. References are resolved in the order of the
text, and what is resolved counts as a mention from then on: nobody is both ends of one clause or one fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.ontology import Ontology, Schema
from kg.resolution.naming import in_one_sentence
from kg.resolution.nouns import Call, Nouns
from kg.resolution.origins import Origins
from kg.types import Fact, Mention, Quantity
from kg.vocabulary import KG

_HALF = 250  # characters after which a mention counts half
_FAR = 1200  # characters; a pronoun does not reach further back
_WEIGHTS = {"nsubj": 2.0, "root": 1.5, "obj": 1.2, "nmod": 0.6, "obl": 0.7}  # subjects are what a text speaks about
_RESOLVED = 0.5  # what a mention is worth that is itself resolved: one mistake must not make the next
_FIRST = 1.5  # as is what the headline or the first sentence names first
_TYPICAL = 1.5  # the class that a property asks for first
_SAME_GENDER = 2.0  # a gender that the text shows of the candidate, where nouns have one
_NO_GENDER = 0.5  # or does not show
_SAID = 3.0  # called by that very noun
_LIKELY = 3.0  # the subject of the clause around it
_CLEAR = 1.35  # how much better the best candidate must be than the second
_OFTEN = 3  # how many times as often as the first
_CLEAR_PERSON = 6  # between people kg does not know who is he and who is she


@dataclass(frozen=True, slots=True)
class _Text:
    """What all references of one text are judged by."""

    groups: Mapping[str, list[Mention]]  # grows as references are resolved
    types: Mapping[str, URIRef]
    partners: Mapping[Mention, set[Mention]]
    expected: Mapping[Mention, Sequence[tuple[URIRef, ...]]]  # by the facts
    schema: Schema
    nouns: Nouns
    origins: Origins
    first: Mention | None  # the first name of the text
    unnamed: tuple[Mention, ...]  # nouns for what has no name, and those that might stand for something named
    gendered: bool  # whether the nouns of the language have a gender
    neuter: bool  # and whether one of them is the neuter


def resolve_references(
    groups: Mapping[str, Sequence[Mention]],
    types: Mapping[str, URIRef],
    references: Iterable[Mention],
    facts: Sequence[Fact],
    ontology: Ontology,
    language: str,
) -> dict[Mention, str]:
    """Give for every reference that can be resolved the key of the group it stands for.

    groups: the mentions of each thing, in the order of the text; types: the class of each.
    What is left out altogether stands only for what the text names first or more than once.
    """
    ordered = sorted(references, key=lambda m: (m.start, m.end, str(m.type), m.label))
    text = _text(groups, types, ordered, facts, ontology, language)
    found: dict[Mention, str] = {}
    for reference in ordered:
        best = _antecedent(reference, text, found)
        if best is not None:
            found[reference] = best
            if reference.label:
                text.groups[best].append(reference)
    return found


def _text(
    groups: Mapping[str, Sequence[Mention]],
    types: Mapping[str, URIRef],
    references: Sequence[Mention],
    facts: Sequence[Fact],
    ontology: Ontology,
    language: str,
) -> _Text:
    nouns = [m for ms in groups.values() for m in ms if not m.is_name]
    return _Text(
        groups={key: list(mentions) for key, mentions in groups.items()},
        types=types,
        partners=_partners(facts),
        expected=_expected(facts, ontology.schema),
        schema=ontology.schema,
        nouns=Nouns.of(ontology, language),
        origins=Origins.of(facts, ontology.schema),
        first=min((m for ms in groups.values() for m in ms if m.is_name), key=lambda m: m.start, default=None),
        unnamed=(*(m for m in nouns if m.nouns), *(m for m in references if m.nouns)),
        gendered=any(m.gender for m in nouns),
        neuter=any(m.gender == "Neut" for m in nouns),
    )


def _antecedent(reference: Mention, text: _Text, found: Mapping[Mention, str]) -> str | None:
    if _follows_unnamed(reference, text):
        return None
    taken = {found[m] for m in text.partners.get(reference, ()) if m in found}
    keys = [key for key in text.groups if key not in taken and _may_stand_for(reference, key, text)]
    called = _called(reference, text)
    scores = {key: score for key in keys if (score := _score(reference, key, text, called)) > 0}
    call = text.nouns.call(reference)
    continued = {
        key: score for key, score in scores.items() if not reference.label and _is_likely(reference, key, text)
    }
    if continued:
        scores = continued  # a verb without a subject goes on about that of the sentence before
    elif not reference.label or call == Call.TOPIC:
        scores = _topic(scores, text.groups, called)
    elif call == Call.OWN:
        scores = {key: score for key, score in scores.items() if key in called}
    best = _winner(scores, text.types, text.schema)
    if best is None and call == Call.ANY and reference.type == KG.Organization:
        # Between several companies "the company" is the one the text is about.
        best = _winner(_topic(scores, text.groups, frozenset()), text.types, text.schema)
    return best if best is not None and _is_named(text.groups[best]) else None


def _called(reference: Mention, text: _Text) -> frozenset[str]:
    """Give what the text has called by the noun of a reference, of that what is from where it says."""
    same = text.nouns.same(reference, text.groups)
    from_there = text.origins.same(reference, text.groups) if reference.nouns else frozenset()
    return (same & from_there) or from_there or same


def _follows_unnamed(reference: Mention, text: _Text) -> bool:
    """Tell whether the likely subject is a noun that stands for nothing named: "the agency said it ..."."""
    if reference.nouns:
        return False  # it says itself what it is
    named = [m for mentions in text.groups.values() if _is_named(mentions) for m in mentions]
    near = [o for o in reference.likely if not any(m.start <= o < m.end for m in named)]
    if len(near) < len(reference.likely) or not near:
        return False
    return any(m.start <= o < m.end and _may_be_one(reference, m, text) for m in text.unnamed for o in near)


def _may_be_one(reference: Mention, noun: Mention, text: _Text) -> bool:
    person = text.schema.is_a(noun.type, KG.Person)
    return _same_number(reference, [noun]) and (person or reference.type != KG.Person)


def _may_stand_for(reference: Mention, key: str, text: _Text) -> bool:
    mentions, kind = text.groups[key], text.types[key]
    if any(m in text.partners.get(reference, ()) for m in mentions) or _is_apart(reference, mentions):
        return False
    if not _is_named(mentions) and not _competes(reference, mentions, text):
        return False
    asked = text.expected.get(reference, ())
    return _agrees(reference, key, text) and all(text.schema.fits(kind, classes) for classes in asked)


def _is_named(mentions: Sequence[Mention]) -> bool:
    return any(m.is_name for m in mentions)


def _is_apart(reference: Mention, mentions: Sequence[Mention]) -> bool:
    """Tell whether grammar keeps a reference from standing for a thing: they share a clause."""
    within = any(m.start <= offset < m.end for m in mentions for offset in reference.apart)
    return within or any(reference.start <= offset < reference.end for m in mentions for offset in m.apart)


def _competes(reference: Mention, mentions: Sequence[Mention], text: _Text) -> bool:
    """Tell whether a thing without a name may be what a pronoun means, as far as its gender says."""
    if reference.type != KG.Concept or not reference.gender or not text.gendered:
        return False
    things = [m for m in mentions if not text.schema.is_a(m.type, KG.Agent) and m.relation != "appos"]
    return any(m.gender == reference.gender and m.number == reference.number for m in things)


def _topic(
    scores: Mapping[str, float], groups: Mapping[str, Sequence[Mention]], same: frozenset[str]
) -> dict[str, float]:
    """Keep what is called so, else what the text names first, if it names nothing else more often: its topic."""
    if same:
        return {key: score for key, score in scores.items() if key in same}
    if not scores:
        return {}
    first, *others = sorted(scores, key=lambda key: (groups[key][0].start, key))
    times = {key: sum(not m.is_reference for m in groups[key]) for key in scores}
    most = max(times.values())
    if times[first] < most:
        # "SAP-Rivale Solvia ...": who is named beside it, and far more often, is what the text is about.
        often = [key for key in others if times[key] >= max(most, _OFTEN * times[first])]
        if len(often) != 1 or not in_one_sentence(groups[first][0], groups[often[0]][0]):
            return {}
        first = often[0]
    return {first: scores[first]}


def _partners(facts: Sequence[Fact]) -> dict[Mention, set[Mention]]:
    """Give what a mention stands in a fact with: nobody buys himself."""
    found: dict[Mention, set[Mention]] = {}
    for fact in facts:
        if isinstance(fact.subject, Mention) and isinstance(fact.object, Mention):
            found.setdefault(fact.subject, set()).add(fact.object)
            found.setdefault(fact.object, set()).add(fact.subject)
    return found


def _expected(facts: Sequence[Fact], schema: Schema) -> dict[Mention, list[tuple[URIRef, ...]]]:
    """Give the classes that the facts ask for where a mention stands."""
    asked: dict[Mention, list[tuple[URIRef, ...]]] = {}
    for fact in facts:
        prop = schema.properties.get(fact.property)
        if prop is None:
            continue
        measured = isinstance(fact.object, Quantity) and fact.object.metric is not None
        domain = prop.owners if measured else prop.domain  # "its revenue": of no metric
        for end, classes in ((fact.subject, domain), (fact.object, prop.range)):
            if isinstance(end, Mention):
                asked.setdefault(end, []).append(classes)
    return asked


# Agreement


def _agrees(reference: Mention, key: str, text: _Text) -> bool:
    kind, schema = text.types[key], text.schema
    if reference.type == KG.Concept:
        unknown = kind == KG.Concept and _is_named(text.groups[key])
        return not unknown and kind != KG.Place and _inflects_alike(reference, key, text)
    if not schema.is_a(kind, reference.type) and (not reference.label or not schema.is_a(reference.type, kind)):
        # "das Portal Solvia ... das Portal": who offers a service is often called like it.
        service = schema.is_a(reference.type, KG.Service) and schema.is_a(kind, KG.Organization)
        return service and text.nouns.is_called_so(reference, text.groups[key])
    if reference.nouns:
        # A town that acts is no "company".
        ends = ((m.type, reference.type) for m in text.groups[key])
        as_such = any(one == KG.Concept or schema.is_a(one, other) or schema.is_a(other, one) for one, other in ends)
        as_such = as_such or text.nouns.is_called_so(reference, text.groups[key])
        as_such = as_such or text.origins.meet(reference, text.groups[key])
        from_elsewhere = text.origins.differ(reference, text.groups[key])
        return as_such and not from_elsewhere and text.nouns.may_call(reference, text.groups[key])
    return _same_gender(reference, text.groups[key])


def _inflects_alike(reference: Mention, key: str, text: _Text) -> bool:
    mentions, kind = text.groups[key], text.types[key]
    if text.schema.is_a(kind, KG.Person):
        return reference.number != "Plur" and reference.gender != "Neut" and _same_gender(reference, mentions)
    if not _same_number(reference, mentions) and (text.gendered or not text.schema.is_a(kind, KG.Organization)):
        return False
    genders = _genders(mentions)
    if not reference.gender or not text.gendered or reference.gender in genders:
        return True
    # A name without an article is a neuter where there is one: "Solvia ... es", but not "Solvia ... er".
    return not genders and (not text.neuter or reference.gender == "Neut")


def _same_number(reference: Mention, mentions: Sequence[Mention]) -> bool:
    numbers = {m.number for m in mentions if m.number}
    return not reference.number or not numbers or reference.number in numbers


def _same_gender(reference: Mention, mentions: Sequence[Mention]) -> bool:
    genders = _genders(mentions)
    return not reference.gender or not genders or reference.gender in genders


def _genders(mentions: Iterable[Mention]) -> set[str]:
    return {m.gender for m in mentions if m.gender}


# Salience


def _score(reference: Mention, key: str, text: _Text, called: frozenset[str]) -> float:
    mentions = text.groups[key]
    score = _salience(mentions, reference)
    asked = text.expected.get(reference, ())
    if text.first in mentions:
        score *= _FIRST
    if any(classes and text.schema.is_a(text.types[key], classes[0]) for classes in asked):
        score *= _TYPICAL
    if reference.gender and text.gendered and not reference.nouns:
        genders = _genders(mentions)
        score *= _SAME_GENDER if reference.gender in genders else 1.0 if genders else _NO_GENDER
    if key in called:
        score *= _SAID
    # Who was called by that very noun goes before whoever the sentence before is about.
    likely = _is_likely(reference, key, text) and (key in called or not called)
    return score * _LIKELY if likely else score


def _is_likely(reference: Mention, key: str, text: _Text) -> bool:
    return any(m.start <= offset < m.end for m in text.groups[key] for offset in reference.likely)


def _salience(mentions: Sequence[Mention], reference: Mention) -> float:
    """Add up the earlier mentions, the nearest most."""
    total = 0.0
    for mention in mentions:
        distance = reference.start - mention.end
        if mention.start >= reference.start or (distance > _FAR and not reference.nouns):
            continue
        weight = _WEIGHTS.get(mention.relation, 1.0) * (_RESOLVED if mention.is_reference else 1.0)
        total += weight * mention.score * 0.5 ** (max(distance, 0) / _HALF)
    return total


def _winner(scores: Mapping[str, float], types: Mapping[str, URIRef], schema: Schema) -> str | None:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    best, most = ranked[0]
    # "Caffè Solvia" and "Solvia" are no rivals: most often the longer is the shorter with a noun in front.
    rivals = [(key, score) for key, score in ranked[1:] if not _ends_alike(key, best)]
    if not rivals:
        return best
    people = all(schema.is_a(types[key], KG.Person) for key in (best, rivals[0][0]))
    return best if most >= (_CLEAR_PERSON if people else _CLEAR) * rivals[0][1] else None


def _ends_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.endswith(f" {short}")
