"""Mention -> Entity: the one thing that several mentions name.

names         spellings of one name brought to one form, and the IRI minted from it
naming        which names of a text are one: "Weber" and "Anna Weber", "EZB" and "Europäische Zentralbank"
nouns         which nouns a thing goes by: "the company", "the bank"
origins       where things are from: "the Padua firm"
coreference   within a text: what a pronoun or "das Unternehmen" stands for
appearances   what is kept of the things of a text, to tell later who is who among texts
linking       across texts: which of these things are one, step by step:
  anchoring   which of them are known already, by name and class
  things      what all documents say of those they call alike
  wording     what the words of a name mean, in any language
  blocking    which of these are worth comparing
  evidence    what speaks for two being one, and against
  clusters    those brought together, the surest first
  decisions   what a person said to it
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib import Literal, URIRef

from kg.ontology import Lexicon, Ontology, Schema
from kg.resolution.appearances import Appearance, Tie, appearances
from kg.resolution.coreference import resolve_references
from kg.resolution.decisions import Decision, Reviewed, read_decisions, write_review
from kg.resolution.linking import Links, link
from kg.resolution.names import legal_forms, mint, without_legal_form
from kg.resolution.naming import nouns_for_people, same_names
from kg.types import Comparison, Entity, Fact, Mention
from kg.vocabulary import KG

__all__ = [
    "Appearance",
    "Decision",
    "Links",
    "Reviewed",
    "Tie",
    "appearances",
    "between_two",
    "link",
    "read_decisions",
    "resolve",
    "write_review",
]

_UNKNOWN = KG.Concept
_SINGLE = 0.8  # what a mention of one word weighs: recognisers know kinds by the words around and in a name
_CALLED = 1.0  # what a noun in front of a name weighs
_VOTE = 0.9  # what a fact weighs against the recogniser, 0..1 a mention
# Named by a common noun only, these are somebody's own: two texts that speak of "the sales team" mean two teams.
_PARTICULAR = (KG.Organization, KG.Person, KG.Group, KG.Facility, KG.Project, KG.Event, KG.Role)


def resolve(mentions: Iterable[Mention], facts: Sequence[Fact], ontology: Ontology) -> dict[Mention, Entity]:
    """Give every mention of one document its entity; what cannot be resolved is left out.

    The facts help to tell what a thing is: whoever has a chief executive is an organization.
    """
    everything = sorted({*mentions, *_mentioned(facts)}, key=_order)
    if not everything:
        return {}
    language = everything[0].document.language
    lexicon = ontology.lexicons[language]
    named = [m for m in everything if not m.is_reference and m.key]
    forms = legal_forms(lexicon)
    keys = {m: without_legal_form(m.key, forms) for m in named}
    keys |= nouns_for_people(keys)
    fuller = same_names(keys, facts, ontology.schema, lexicon)
    groups: dict[str, list[Mention]] = {}
    for mention in named:
        key = keys[mention]
        groups.setdefault(fuller.get(key, key), []).append(mention)
    types = {key: _type(members, facts, ontology.schema, lexicon) for key, members in groups.items()}
    entities = {key: _entity(key, members, types[key], ontology.schema) for key, members in groups.items()}
    resolved = {m: entities[key] for key, members in groups.items() for m in members}
    references = [m for m in everything if m.is_reference]
    for reference, key in resolve_references(groups, types, references, facts, ontology, language).items():
        resolved[reference] = entities[key]
    for reference in (m for m in references if m not in resolved and m.key):
        again = _unnamed_before(reference, groups, types, ontology.schema)
        if again is not None:
            resolved[reference] = entities[again]
        elif reference.type != _UNKNOWN and _means_one(reference, ontology.schema, language):
            # "the plant", "the division": unnamed, but the text means one.
            resolved[reference] = _entity(reference.key, [reference], reference.type, ontology.schema)
    return resolved


def _unnamed_before(
    reference: Mention, groups: Mapping[str, Sequence[Mention]], types: Mapping[str, URIRef], schema: Schema
) -> str | None:
    """Give the one thing without a name that a noun takes up: "its farming division ... the division"."""
    if not reference.nouns or schema.is_a(reference.type, KG.Person) or reference.type == _UNKNOWN:
        return None
    found = {
        key
        for key, members in groups.items()
        for m in members
        if not m.is_name and m.start < reference.start and m.key != reference.key and reference.nouns[0] in m.nouns
        if schema.is_a(types[key], reference.type) or schema.is_a(reference.type, types[key])
    }
    return found.pop() if len(found) == 1 else None


def _means_one(reference: Mention, schema: Schema, language: str) -> bool:
    """Tell whether a phrase that stands for nothing named means a thing of its own: "the steel union"."""
    own = (KG.Government, KG.Team)
    if not schema.is_a(reference.type, KG.Agent) or schema.fits(reference.type, own):
        return True
    if not schema.is_a(reference.type, KG.Organization):
        return False
    exclusive = schema.classes[KG.Organization].exclusive_nouns.get(language, ())
    return " " in reference.label or reference.label in exclusive


def between_two(facts: Iterable[Fact], entities: Mapping[Mention, Entity]) -> list[Fact]:
    """Keep the facts whose ends are not one thing: nobody buys himself, whatever the reading says."""
    return [fact for fact in facts if not _is_of_itself(fact, entities)]


def _is_of_itself(fact: Fact, entities: Mapping[Mention, Entity]) -> bool:
    if not isinstance(fact.subject, Mention) or fact.subject not in entities:
        return False
    other = fact.object.baseline if isinstance(fact.object, Comparison) else fact.object
    return isinstance(other, Mention) and other in entities and entities[other].iri == entities[fact.subject].iri


def _order(mention: Mention) -> tuple[object, ...]:
    return (mention.start, mention.end, mention.key, mention.is_reference, str(mention.type), mention.is_name)


def _mentioned(facts: Sequence[Fact]) -> set[Mention]:
    found: set[Mention] = set()
    for fact in facts:
        ends: list[object] = [fact.subject, fact.object, *fact.attribution]
        if isinstance(fact.object, Comparison):
            ends += [fact.object.metric, fact.object.baseline]
        found |= {end for end in ends if isinstance(end, Mention)}
    return found


def _type(members: Sequence[Mention], facts: Sequence[Fact], schema: Schema, lexicon: Lexicon) -> URIRef:
    """Let the mentions of a thing vote on its class, what it is called, and the facts where those do not fit."""
    votes: dict[URIRef, float] = {}
    for mention in members:
        if mention.type != _UNKNOWN:
            worth = mention.score if " " in mention.label or not mention.is_name else _SINGLE * mention.score
            votes[mention.type] = votes.get(mention.type, 0.0) + worth
    for kind in _called(members, schema, lexicon):
        votes[kind] = votes.get(kind, 0.0) + _CALLED
    if _is_of_town(members, schema) and all(schema.is_a(kind, KG.Offering) for kind in votes):
        votes[KG.Organization] = max(votes.values(), default=0.0) + _CALLED
    if any(m.is_name and m.concept is None for m in members):
        best = max(sorted(votes), key=lambda iri: votes[iri], default=None)
        for expected in _expected(members, facts, schema):
            if best is None and _UNKNOWN in expected:
                continue  # anything may stand there
            if best is None or not (schema.fits(best, expected) or any(schema.is_a(e, best) for e in expected)):
                guess = schema.guess(expected)
                if guess != _UNKNOWN:
                    votes[guess] = votes.get(guess, 0.0) + _weight(best, expected, votes, schema)
    return min(votes, key=lambda iri: (-votes[iri], str(iri))) if votes else _UNKNOWN


def _called(members: Sequence[Mention], schema: Schema, lexicon: Lexicon) -> Iterator[URIRef]:
    """Give the classes of the nouns that stand with a name: "the app Mira" is no company."""
    for mention in members:
        own = set(mention.key.split())
        nouns = [noun for noun in mention.nouns if noun not in own] if mention.is_name and not mention.concept else []
        kinds = {w.denotes for noun in nouns for w in lexicon.words_with(noun) if w.denotes in schema.classes}
        if len(kinds) == 1:
            yield from (kind for kind in kinds if kind is not None)


def _is_of_town(members: Sequence[Mention], schema: Schema) -> bool:
    """Tell whether a name has a town: "la padovana Solvia" is a firm, as goods are of a country at most."""
    towns = (schema.concepts[place] for m in members if m.is_name for place in m.origins)
    return any(not schema.is_a(town.type, KG.Country) for town in towns)


def _weight(best: URIRef | None, expected: Sequence[URIRef], votes: Mapping[URIRef, float], schema: Schema) -> float:
    """Give what a fact weighs: where only somebody can act, a thing cannot, however often it was taken for one."""
    acts = all(schema.is_a(iri, KG.Agent) for iri in expected)
    if best is not None and acts and schema.is_a(best, KG.Offering):
        return max(_VOTE, votes[best])
    return _VOTE


def _expected(members: Sequence[Mention], facts: Sequence[Fact], schema: Schema) -> Iterator[tuple[URIRef, ...]]:
    for fact in facts:
        prop = schema.properties.get(fact.property)
        if prop is not None and fact.subject in members:
            yield prop.domain
        if prop is not None and fact.object in members:
            yield prop.range


def _entity(key: str, members: Sequence[Mention], kind: URIRef, schema: Schema) -> Entity:
    document = members[0].document
    concept = next((m.concept for m in members if m.concept), None)
    names = Counter(m.label for m in members)
    aliases = {*names, *(alias for m in members for alias in m.aliases)}
    if concept is not None:
        known = schema.concepts[concept]
        kind, iri = known.type, concept
        label = known.labels.get(document.language) or min(names)
        aliases.add(label)
    else:
        unnamed = not any(m.is_name for m in members)
        particular = unnamed and (schema.fits(kind, _PARTICULAR) or any(m.is_reference for m in members))
        iri = mint(kind, key, scope=document.id[:8] if particular else "")
        label = _best(names, members)
    others = {Literal(alias, lang=document.language) for alias in aliases - {label}}
    if concept is not None:
        labels = schema.concepts[concept].labels
        others |= {Literal(name, lang=tongue) for tongue, name in labels.items() if tongue != document.language}
    return Entity(iri=iri, type=kind, label=Literal(label, lang=document.language), aliases=frozenset(others))


def _best(names: Mapping[str, int], members: Sequence[Mention]) -> str:
    """Choose the spelling to show: a full name before a short one, then the most frequent, then the first."""
    order = {m.label: i for i, m in reversed(list(enumerate(members)))}
    words = {name: len(name.split()) if members[0].type == KG.Person else 0 for name in names}
    return min(names, key=lambda name: (-words[name], -names[name], order[name]))
