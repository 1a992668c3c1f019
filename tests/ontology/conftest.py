"""A small ontology of one's own, in a folder outside the package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PREFIXES = """@prefix kg: <https://kg.example/ontology#> .
@prefix concept: <https://kg.example/concept/> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
"""

SCHEMA = """
kg:Ship a owl:Class ; rdfs:label "ship"@en ; rdfs:comment "What sails."@en .
kg:Harbour a owl:Class ; rdfs:label "harbour"@en ; rdfs:comment "Where ships lie."@en .
kg:callsAt a owl:ObjectProperty ; rdfs:label "calls at"@en ; rdfs:comment "Stops in."@en ;
    schema:domainIncludes kg:Ship ; schema:rangeIncludes kg:Harbour .
"""

CONCEPTS = """
concept:ferry a skos:Concept ; kg:instanceOf kg:Ship ; skos:prefLabel "ferry"@en .
"""

LEXICON = """
<https://kg.example/lexicon/en> a kg:Lexicon ; kg:language "en" .

:call a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "call"@en ] ;
    synsem:synBehavior [ lexinfo:subject :call_ship ; lexinfo:prepositionalAdjunct :call_harbour ] ;
    ontolex:sense [ ontolex:reference kg:callsAt ; synsem:subjOfProp :call_ship ; synsem:objOfProp :call_harbour ;
        skos:example "The Aurora called at Genoa."@en ] .
:call_harbour synsem:marker "at" .

:vessel a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:canonicalForm [ ontolex:writtenRep "vessel"@en ] ;
    ontolex:denotes kg:Ship ;
    skos:example "The vessel is late."@en .
"""

Change = Callable[..., Path]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """Write the small ontology with one thing replaced: `changed("en.ttl", "a ontolex:", "b ontolex:")`."""

    def write(name: str = "", before: str = "", after: str = "") -> Path:
        texts = {
            "kg.ttl": PREFIXES + SCHEMA,
            "concepts.ttl": PREFIXES + CONCEPTS,
            "lexicon/en.ttl": f"@prefix : <https://kg.example/lexicon/en#> .\n{PREFIXES}{LEXICON}",
        }
        if name:
            assert before in texts[name]
            texts[name] = texts[name].replace(before, after, 1) if before else texts[name] + after
        (tmp_path / "lexicon").mkdir(exist_ok=True)
        for path, text in texts.items():
            (tmp_path / path).write_text(text, encoding="utf-8")
        return tmp_path

    return write
