"""Things that a person knows already: their IRIs, classes and names, as `--entities FILE` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

__all__ = ["KnownEntity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntity:
    """One thing of which nothing needs to be found out but where a text speaks of it."""

    iri: URIRef
    type: URIRef  # a class of the ontology
    labels: Mapping[str, str]  # by language, the name to show
    names: Mapping[str, tuple[str, ...]]  # by language, all names; "" for those that count in every language
    same_as: tuple[URIRef, ...] = ()  # what others call it by, e.g. Wikidata
    where: str = ""  # file and line, for messages
