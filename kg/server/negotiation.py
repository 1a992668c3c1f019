"""The Accept header -> the media type to answer in, as in RFC 9110, section 12.5.1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

__all__ = ["DATASETS", "GRAPHS", "INPUTS", "TABLES", "THINGS", "Offer", "choose", "choose_language", "media_type"]


class Offer(NamedTuple):
    """A media type an answer can have, and the format that writes it."""

    media: str
    format: str


def _offers(*pairs: tuple[str, str]) -> tuple[Offer, ...]:
    return tuple(Offer(*pair) for pair in pairs)


# In the order of our preference; what comes first is sent to whoever takes anything.
TABLES = _offers(
    ("application/sparql-results+json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("application/json", "json"),
    ("application/xml", "xml"),
)
GRAPHS = _offers(
    ("text/turtle", "turtle"),
    ("application/n-triples", "ntriples"),
    ("application/rdf+xml", "rdfxml"),
    ("application/ld+json", "jsonld"),
    ("application/trig", "trig"),
    ("application/n-quads", "nquads"),
    ("application/json", "jsonld"),
    ("application/xml", "rdfxml"),
    ("text/plain", "ntriples"),
)
DATASETS = _offers(
    ("application/trig", "trig"),
    ("application/n-quads", "nquads"),
    ("application/ld+json", "jsonld"),
    ("application/json", "jsonld"),
)
# A page only for those who ask for one, as browsers do.
THINGS = (*GRAPHS, Offer("text/html", "html"), Offer("application/xhtml+xml", "html"))
INPUTS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}


class _Range(NamedTuple):
    kind: str
    subtype: str
    quality: float

    def matches(self, media: str) -> bool:
        kind, _, subtype = media.partition("/")
        return self.kind in ("*", kind) and self.subtype in ("*", subtype)

    @property
    def precision(self) -> int:
        return (self.kind != "*") + (self.subtype != "*")


@lru_cache(maxsize=256)  # clients say the same again and again
def choose(accept: str | None, offers: tuple[Offer, ...]) -> Offer | None:
    """Choose the offer that the client likes best; of several, the first. None if it takes none.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", TABLES).format
    'xml'
    """
    ranges = list(_ranges(accept)) if accept and accept.strip() else [_Range("*", "*", 1.0)]
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _quality(offer.media, ranges)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def _quality(media: str, ranges: list[_Range]) -> float:
    """Give how much the client likes a media type: what the most precise of the fitting ranges says."""
    fitting = [found for found in ranges if found.matches(media)]
    return max(fitting, key=lambda found: (found.precision, found.quality)).quality if fitting else 0.0


_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)")
_QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def _ranges(accept: str) -> Iterator[_Range]:
    """Read the ranges; what is not written as one counts as nothing."""
    for part in accept.split(","):
        found = _RANGE.fullmatch(part.rstrip())
        if not found:
            continue
        kind, subtype, parameters = found.groups()
        quality = _QUALITY.search(parameters)
        yield _Range(kind.lower(), subtype.lower(), float(quality.group(1)) if quality else 1.0)


def choose_language(accept: str | None, languages: Iterable[str], default: str) -> str:
    """Choose the language that the reader likes best, as in RFC 9110, section 12.5.4.

    >>> choose_language("fr, it-CH;q=0.8, en;q=0.5", ["de", "en", "it"], "en")
    'it'
    """
    wanted: list[tuple[float, str]] = []
    for part in (accept or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = _QUALITY.search(f";{parameters}")
        wanted.append((float(quality.group(1)) if quality else 1.0, tag.partition("-")[0].lower()))
    known = [(quality, tag) for quality, tag in wanted if quality and tag in set(languages)]
    return max(known, key=lambda pair: pair[0])[1] if known else default


def media_type(header: str | None) -> tuple[str, str]:
    """Read a Content-Type header: the media type and the character set, both in small letters.

    >>> media_type('Text/Turtle; charset="UTF-8"')
    ('text/turtle', 'utf-8')
    """
    media, _, parameters = (header or "").partition(";")
    found = re.search(r'charset\s*=\s*"?([\w-]+)"?', parameters, re.IGNORECASE)
    return media.strip().lower(), found.group(1).lower() if found else "utf-8"
