"""The RDF namespaces kg uses."""

from rdflib import Namespace
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
]

# .example is reserved (RFC 2606): nobody else can own what we mint.
BASE = "https://kg.example/"
KG = Namespace(BASE + "ontology#")
SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
ONTOLEX = Namespace("http://www.w3.org/ns/lemon/ontolex#")
SYNSEM = Namespace("http://www.w3.org/ns/lemon/synsem#")
WD = Namespace("http://www.wikidata.org/entity/")
OPEN = Namespace(BASE + "open/")  # predicates in the words of a text: open/de/loben
WDT = Namespace("http://www.wikidata.org/prop/direct/")
LEXINFO = Namespace("http://www.lexinfo.net/ontology/3.0/lexinfo#")

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
