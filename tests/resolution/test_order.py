"""Who is who does not depend on the order, nor on what was there in between: random corpora."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from kg.ontology import KnownEntity, Ontology, load
from kg.resolution.appearances import Appearance, Tie
from kg.resolution.decisions import Decision
from kg.resolution.linking import Links, Node, link
from kg.resolution.names import mint
from kg.vocabulary import KG
from tests.resolution.newsroom import appearance, newsroom

DOCUMENTS = 220


@pytest.fixture(scope="module")
def corpus() -> list[Appearance]:
    return newsroom(documents=DOCUMENTS, seed=7)


def test_corpus_gives_something_to_find(corpus: list[Appearance], ontology: Ontology) -> None:
    links = link(corpus, ontology)

    assert len({a.document for a in corpus}) >= 200
    assert len(links.merges) > 20
    assert len(links.proposals) > 5


@pytest.mark.parametrize("seed", range(4))
def test_any_order_gives_the_same(corpus: list[Appearance], ontology: Ontology, seed: int) -> None:
    shuffled = list(corpus)
    random.Random(seed).shuffle(shuffled)

    assert link(shuffled, ontology) == link(corpus, ontology)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_there_in_between_does_not_matter(corpus: list[Appearance], ontology: Ontology, seed: int) -> None:
    """Texts come and go: what is left decides, and nothing remembers the others."""
    documents = sorted({a.document for a in corpus})
    left = set(random.Random(seed).sample(documents, 60))
    part = [a for a in corpus if a.document in left]

    before = link(part, ontology)
    link(corpus, ontology)
    after = link(reversed(part), ontology)

    assert before == after
    assert set(after.targets) <= left


def test_another_text_touches_only_what_it_speaks_of(corpus: list[Appearance], ontology: Ontology) -> None:
    """A text about strangers changes nothing; one about somebody changes at most what has a name of his."""
    stranger = [appearance("xx-new", "Quorl Industries"), appearance("xx-new", "Zibbet", "Place")]

    assert link([*corpus, *stranger], ontology).targets == link(corpus, ontology).targets


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_small_corpora_of_any_shape(data: st.DataObject) -> None:
    people, others = ["Ada Fenn", "A. Fenn", "Fenn", "Otto Fenn"], ["Nordfell", "Nordfell Bank", "NFB", "Wunsch-Knopf"]
    names = st.sampled_from([*people, *others])
    kinds = st.sampled_from(["Person", "Organization", "Product", "Concept", "Place"])
    made = st.builds(appearance, st.sampled_from(["de-1", "en-1", "it-1", "de-2"]), names, kinds)
    corpus = [replace(a, entity=replace(a.entity)) for a in data.draw(st.lists(made, max_size=12))]
    shuffled = data.draw(st.permutations(corpus))
    decisions = _decisions(data, corpus)
    mine, name = URIRef("https://my.example/1"), {"": ("Nordfell",)}
    known = [KnownEntity(iri=mine, type=KG.Organization, labels={}, names=name)]
    ontology = load()

    one = link(corpus, ontology, known=known, decisions=decisions)
    other = link(shuffled, ontology, known=known, decisions=tuple(reversed(decisions)))

    assert one == other
    _obeyed(corpus, decisions, one)


def _decisions(data: st.DataObject, corpus: list[Appearance]) -> tuple[Decision, ...]:
    """Draw at most one decision: several might contradict each other, which reading them refuses."""
    iris = sorted({a.entity.iri for a in corpus})
    if len(iris) < 2 or not data.draw(st.booleans()):
        return ()
    one, other = sorted(data.draw(st.lists(st.sampled_from(iris), min_size=2, max_size=2, unique=True)))
    return (Decision(Node(one), Node(other), data.draw(st.booleans())),)


def _obeyed(corpus: list[Appearance], decisions: tuple[Decision, ...], links: Links) -> None:
    for decision in decisions:
        one, other = (
            {links.iri(a.document, a.entity.iri) for a in corpus if a.entity.iri == node.iri} for node in decision[:2]
        )
        assert bool(one & other) is decision.is_same


def test_ties_count_whatever_their_order(ontology: Ontology) -> None:
    ties = [Tie(KG.discontinues, False, mint(KG.Organization, f"maker {i}")) for i in range(3)]
    things = [appearance("de-1", "Wunsch-Knopf", "Product", ties=ties)]
    things.append(appearance("en-1", "Wunsch button", "Product", ties=reversed(ties)))

    assert link(things, ontology) == link(things[::-1], ontology)
