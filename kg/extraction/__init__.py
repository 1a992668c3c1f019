"""Annotation -> Mention, Fact: what a text names and what it says of it.

reading      what each token means to kg: the annotation with the lexicon beside it
layout       which lines are the article
mentions     the stretches of text that name something
names        which of the recogniser's entities are names, and of what; phrases: how far a noun phrase goes
labels       what a phrase is called; references: what a pronoun or "the company" points to
trees        what Universal Dependencies say of a token; clauses: who does what; belonging: whose a thing is
patterns     which tokens fill the grammatical function of a place, in any language
arguments    what fills the places of a frame
facts        frames of the lexicon matched in a sentence
brackets     whom a person belongs to: "Anna Weber (SPD)"
demonyms     adjectives of places; seats: what they say of an organization; natives: whom they stand for
open_facts   statements with verbs that the lexicon does not have
rejects      candidates that became no fact, and why
qualifiers   how surely, by whom, when; speakers: who "according to" names; quotes: where somebody is quoted
quantities, comparisons, bylines   figures, measured comparisons, author and date
"""

from kg.extraction.facts import find_facts
from kg.extraction.mentions import find_mentions
from kg.extraction.open_facts import find_open_facts

__all__ = ["find_facts", "find_mentions", "find_open_facts"]
