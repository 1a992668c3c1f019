"""The RDF namespaces kg uses."""

from functools import lru_cache

from rdflib import Namespace, URIRef
from rdflib.namespace import DC, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD

__all__ = [
    "BASE",
    "DC",
    "DCTERMS",
    "FOAF",
    "KG",
    "LEXINFO",
    "OA",
    "ONTOLEX",
    "OPEN",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "SYNSEM",
    "VOID",
    "WD",
    "WDT",
    "XSD",
    "as_iri",
]


@lru_cache(maxsize=65_536)
def as_iri(text: str) -> URIRef:
    """Give one object for an IRI however often it is named: rdflib takes long to make one, and to compare two."""
    return URIRef(text)


class _Vocabulary(Namespace):
    """A namespace that makes each of its terms once; rdflib makes an IRI anew at every `KG.Person`."""

    def __getattr__(self, name: str) -> URIRef:
        term = as_iri(str(super().__getattr__(name)))
        self.__dict__[name] = term
        return term


# .example is reserved (RFC 2606): nobody else can own what we mint.
BASE = "https://kg.example/"
KG = _Vocabulary(BASE + "ontology#")
SCHEMA = _Vocabulary("https://schema.org/")
OA = _Vocabulary("http://www.w3.org/ns/oa#")
ONTOLEX = _Vocabulary("http://www.w3.org/ns/lemon/ontolex#")
SYNSEM = _Vocabulary("http://www.w3.org/ns/lemon/synsem#")
WD = _Vocabulary("http://www.wikidata.org/entity/")
OPEN = _Vocabulary(BASE + "open/")  # predicates in the words of a text: open/de/loben
WDT = _Vocabulary("http://www.wikidata.org/prop/direct/")
LEXINFO = _Vocabulary("http://www.lexinfo.net/ontology/3.0/lexinfo#")

# Declared in every file kg writes and known to every query.
PREFIXES: dict[str, str] = {
    "dc": str(DC),
    "dcterms": str(DCTERMS),
    "kg": str(KG),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}
