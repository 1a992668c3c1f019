"""What can be said and how each language says it, read from a folder of Turtle.

kg.ttl          classes and properties
concepts.ttl    things that several languages have a common noun for
words.ttl       what the words of names mean in several languages
places.ttl      places, by name, and the adjectives made of their names
lexicon/xx.ttl  the words of a language

A folder without a kg.ttl is laid over the one that kg ships.

`known` and `claims` read what a person knows besides: files of entities with names and IRIs of their own.
"""

from kg.ontology.check import check
from kg.ontology.folder import Ontology, entries_of, files_of, load, load_schema, schema_source, shape_files
from kg.ontology.known import KnownEntity, read_known
from kg.ontology.lexicon import Argument, Frame, Lexicon, Word
from kg.ontology.places import Gazetteer
from kg.ontology.schema import Class, Concept, Meaning, Place, Property, Schema

__all__ = [
    "Argument",
    "Class",
    "Concept",
    "Frame",
    "Gazetteer",
    "KnownEntity",
    "Lexicon",
    "Meaning",
    "Ontology",
    "Place",
    "Property",
    "Schema",
    "Word",
    "check",
    "entries_of",
    "files_of",
    "load",
    "load_schema",
    "read_known",
    "schema_source",
    "shape_files",
]
