"""The one thing that several mentions name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Literal, URIRef

from kg.ontology import Ontology
from kg.resolution import resolve
from kg.types import Comparison, Document, Mention
from kg.vocabulary import BASE, KG
from tests.resolution.conftest import TEXT, fact, name, reference


def iris(ontology: Ontology, *mentions: Mention) -> list[str]:
    entities = resolve(mentions, [], ontology)
    return [str(entities[m].iri).removeprefix(BASE) for m in mentions]


def test_spellings_of_one_name_are_one_entity(ontology: Ontology) -> None:
    """Legal form, genitive, accents and case do not make another company."""
    mentions = [name("Brénko AG", 0), name("Brenko", 20), name("Brenkos", 40), name("BRENKO", 60)]

    assert set(iris(ontology, *mentions)) == {"organization/brenko"}


def test_last_name_and_full_name_are_one_person(ontology: Ontology) -> None:
    """The full name is the label, the last name an alias, wherever it stands."""
    short, full = name("Weber", 0, KG.Person), name("Anna Weber", 30, KG.Person)
    entities = resolve([short, full], [], ontology)

    assert entities[short] == entities[full]
    assert entities[full].iri == URIRef(BASE + "person/anna-weber")
    assert entities[full].label == Literal("Anna Weber", lang="de")
    assert entities[full].aliases == {Literal("Weber", lang="de")}


def test_last_name_taken_for_a_company_is_the_person(ontology: Ontology) -> None:
    """The recogniser errs on single words; the full name stands beside it."""
    text = replace(TEXT, text="Anna Weber ging. Weber kam.")
    full, last = name("Anna Weber", 0, KG.Person, document=text), name("Weber", 17, document=text)

    assert iris(ontology, full, last) == ["person/anna-weber"] * 2


def test_last_name_of_two_is_nobody_of_them(ontology: Ontology) -> None:
    """Two Webers in a text: "Weber" alone is neither."""
    found = iris(
        ontology, name("Anna Weber", 0, KG.Person), name("Jan Weber", 20, KG.Person), name("Weber", 40, KG.Person)
    )

    assert found == ["person/anna-weber", "person/jan-weber", "person/weber"]


def test_other_name_given_on_the_spot_is_an_alias(ontology: Ontology) -> None:
    """ "Corvatec (CVT)" is known by both names."""
    mention = replace(name("Corvatec", 0), aliases=("CVT",))

    assert resolve([mention], [], ontology)[mention].aliases == {Literal("CVT", lang="de")}


def test_most_frequent_spelling_is_the_label(ontology: Ontology) -> None:
    """What the text calls it most often, the first where they tie."""
    mentions = [name("Brenko AG", 0), name("Brenko", 20), name("Brenko", 40)]
    tied = [name("Brenko AG", 0), name("Brenko", 20)]

    assert resolve(mentions, [], ontology)[mentions[0]].label == Literal("Brenko", lang="de")
    assert resolve(tied, [], ontology)[tied[0]].label == Literal("Brenko AG", lang="de")


def test_mentions_vote_on_the_class(ontology: Ontology) -> None:
    """Once a place and twice a company is a company, for every mention of it."""
    mentions = [name("Brightoak", 0, KG.Place), name("Brightoak", 30), name("Brightoak", 60)]

    assert set(iris(ontology, *mentions)) == {"organization/brightoak"}


def test_sure_mention_outvotes_an_unsure_one(ontology: Ontology) -> None:
    """Votes weigh what the recogniser's score is worth."""
    mentions = [name("Brightoak", 0, KG.Place, score=0.4), name("Brightoak", 30, score=0.9)]

    assert set(iris(ontology, *mentions)) == {"organization/brightoak"}


def test_fact_tells_what_a_doubtful_name_is(ontology: Ontology) -> None:
    """Whoever merges is an organization, whatever the recogniser took the word for."""
    brightoak, corvatec = name("Brightoak", 0, KG.Place, score=0.6), name("Corvatec", 30)
    entities = resolve([brightoak, corvatec], [fact(brightoak, KG.mergesWith, corvatec)], ontology)

    assert entities[brightoak].type == KG.Organization


def test_concept_has_the_iri_of_the_ontology(ontology: Ontology) -> None:
    """A common noun of several languages is one thing in all of them."""
    iri = next(i for i, c in ontology.schema.concepts.items() if c.labels.get("en") == "artificial intelligence")
    mention = replace(name("KI", 0, KG.Concept), concept=iri)
    entity = resolve([mention], [], ontology)[mention]

    assert (entity.iri, entity.label) == (iri, Literal("künstliche Intelligenz", lang="de"))
    assert Literal("KI", lang="de") in entity.aliases
    assert Literal("intelligenza artificiale", lang="it") in entity.aliases


def test_common_noun_is_the_document_s_own(ontology: Ontology) -> None:
    """Two texts that speak of "the sales team" mean two teams; two that name Corvatec mean one."""
    team = replace(name("Vertriebsteam", 0, KG.Team), is_name=False)
    other = Document(id="fedcba9876543210", text=TEXT.text, language="de")

    assert iris(ontology, team) == ["team/vertriebsteam/01234567"]
    assert iris(ontology, replace(team, document=other)) == ["team/vertriebsteam/fedcba98"]
    assert iris(ontology, replace(name("Corvatec", 0), document=other)) == iris(ontology, name("Corvatec", 0))


def test_ends_of_a_comparison_are_entities_too(ontology: Ontology) -> None:
    """Metric and baseline are named in the fact alone."""
    subject, metric, baseline = name("Corvatec", 0), name("Klickrate", 20, KG.Metric), name("Lumenia", 40)
    compared = replace(fact(subject, KG.hasComparison, baseline), object=Comparison(metric=metric, baseline=baseline))

    assert set(resolve([], [compared], ontology)) == {subject, metric, baseline}


def test_reference_without_antecedent_has_no_entity(ontology: Ontology) -> None:
    """A pronoun that stands for nothing known is left out."""
    pronoun = reference("sie", 10)

    assert resolve([pronoun], [], ontology) == {}


def test_nothing_gives_nothing(ontology: Ontology) -> None:
    """A text that names nothing has no entities."""
    assert resolve([], [], ontology) == {}


@pytest.mark.parametrize("step", [1, -1])
def test_order_of_mentions_does_not_matter(step: int, ontology: Ontology) -> None:
    """The first in the text is the first, not the first handed over."""
    mentions = [
        name("Brenko AG", 0),
        name("Brenko", 20),
        name("Weber", 40, KG.Person),
        name("Anna Weber", 60, KG.Person),
    ]
    entities = resolve(mentions[::step], [], ontology)

    assert [str(entities[m].label) for m in mentions] == ["Brenko AG", "Brenko AG", "Anna Weber", "Anna Weber"]
