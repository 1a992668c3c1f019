"""A thing as a page to read: what the texts say of it, sentence by sentence, and links to everything else.

All that comes from a text goes through html.escape; the page runs no script.
"""

from __future__ import annotations

import html
from decimal import Decimal, InvalidOperation
from itertools import groupby
from urllib.parse import quote

from rdflib import Literal, URIRef

from kg.graph.descriptions import Description
from kg.graph.records import StatementRecord
from kg.ontology import Schema
from kg.types import Modality
from kg.views.words import WORDS, format_number
from kg.vocabulary import BASE, KG, PREFIXES

__all__ = ["render"]

_SAFE = "/:@!$&'()*+,;=-._~"  # stays as it is in the path of an address
_FORMATS = (("Turtle", "turtle"), ("JSON-LD", "jsonld"), ("N-Triples", "ntriples"), ("RDF/XML", "rdfxml"))


def render(description: Description, schema: Schema, language: str) -> str:
    """Write the page of a thing in one of the languages of the views."""
    page = _Page(description, schema, language)
    name = html.escape(page.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{name}</title>\n<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/static/pages.css">\n'
        f"{page.alternates()}</head>\n<body>\n"
        f'<header><a class="home" href="/">{html.escape(page.words["page"])}</a></header>\n<main class="thing">\n'
        f"<h1>{name}</h1>\n{page.about()}{page.facts()}{page.rest()}{page.formats()}</main>\n</body>\n</html>\n"
    )


class _Page:
    """The parts of the page of one thing."""

    def __init__(self, description: Description, schema: Schema, language: str) -> None:
        self.description = description
        self.schema = schema
        self.language = language
        self.words = WORDS[language]
        self.title = description.name or _short(description.iri)

    def alternates(self) -> str:
        types = {"turtle": "text/turtle", "jsonld": "application/ld+json"}
        return "".join(
            f'<link rel="alternate" type="{media}" href="{self._in_format(name)}">\n' for name, media in types.items()
        )

    def about(self) -> str:
        kinds = ", ".join(self.schema.label(kind, self.language) for kind in self.description.types)
        names = ", ".join(
            f"{name} ({name.language})" if name.language else name for name in self.description.other_names
        )
        lines = [html.escape(kinds), html.escape(f"{self.words['aliases']}: {names}") if names else ""]
        lines.append(f"<code>{html.escape(self.description.iri)}</code>")
        return "".join(f'<p class="about">{line}</p>\n' for line in lines if line)

    def facts(self) -> str:
        """Write what says the same as one card, with all its sentences."""

        def said(record: StatementRecord) -> tuple[str, str, str]:
            return record.subject, record.property, record.object.n3()

        records = sorted(self.description.statements, key=lambda r: (r.subject != self.description.iri, *said(r)))
        cards = [self._card(list(group)) for _, group in groupby(records, key=said)]
        return "".join(cards)

    def _card(self, records: list[StatementRecord]) -> str:
        first = records[0]
        relation = html.escape(self.schema.label(first.property, self.language))
        about = "≈ " if any(record.approximate for record in records) else ""
        triple = f"{self._term(first.subject)} <em>{relation}</em> {about}{self._term(first.object)}"
        inner = "".join(self._testimony(record) for record in records)
        return f'<article class="fact">\n<p class="triple">{triple}</p>\n{inner}</article>\n'

    def _testimony(self, record: StatementRecord) -> str:
        modality = html.escape(self.schema.label(KG[record.modality.value], self.language))
        denied = " denied" if record.modality is Modality.DENIED else ""
        tags = [f'<span class="tag{denied}">{modality}</span>']
        if record.validity:
            tags.append(
                f'<span class="tag">{html.escape(self.schema.label(KG[record.validity], self.language))}</span>'
            )
        if record.start_date or record.end_date:
            tags.append(
                f'<span class="tag">{html.escape(f"{record.start_date} – {record.end_date}".strip(" –"))}</span>'
            )
        speakers = ", ".join(map(self._term, record.attributed_to)) or html.escape(self.words["text"])
        confidence = f"{html.escape(self.words['confidence'])} {round(record.confidence * 100)} %"
        date = html.escape(self.description.dates.get(record.document, "") or self.words["undated"])
        return (
            f"<blockquote>{_quote(record)}</blockquote>\n"
            f'<p class="source">{"".join(tags)}{html.escape(self.words["says"])}: {speakers} · {confidence}<br>\n'
            f"{self._term(record.document)}, {date}</p>\n"
        )

    def rest(self) -> str:
        """Write what no sentence says: how a text is described, or a value, or a statement itself."""
        rows = [self._row(property_, value) for property_, value in self.description.triples]
        return f"<table>\n{''.join(rows)}</table>\n" if rows else ""

    def _row(self, property_: URIRef, value: URIRef | Literal) -> str:
        label = html.escape(self.schema.label(property_, self.language))
        return f"<tr><th>{label}</th><td>{self._term(value)}</td></tr>\n"

    def formats(self) -> str:
        links = " · ".join(f'<a href="{self._in_format(name)}">{label}</a>' for label, name in _FORMATS)
        return f'<p class="formats">{links}</p>\n'

    def _in_format(self, name: str) -> str:
        return html.escape(f"{_address(self.description.iri)}?format={name}")

    def _term(self, term: URIRef | Literal) -> str:
        if isinstance(term, Literal):
            return html.escape(self._words_of(term))
        known = self.schema.others.get(term) or self.schema.properties.get(term) or self.schema.classes.get(term)
        name = self.schema.label(term, self.language) if known else self.description.names.get(term) or _short(term)
        if term == self.description.iri:
            return f"<strong>{html.escape(name)}</strong>"
        address = _address(term)
        return f'<a href="{html.escape(address)}">{html.escape(name)}</a>' if address else html.escape(name)

    def _words_of(self, literal: Literal) -> str:
        try:
            is_number = literal.datatype is not None and "XMLSchema#" in literal.datatype and literal.strip() != ""
            return format_number(Decimal(literal), self.language) if is_number else str(literal)
        except InvalidOperation:
            return str(literal)


def _quote(record: StatementRecord) -> str:
    """Write the sentence, with the word that says it marked."""
    start, end = (record.cue[0] - record.start, record.cue[1] - record.start) if record.cue else (0, 0)
    if not 0 <= start < end <= len(record.quote):
        return html.escape(record.quote)
    before, cue, after = record.quote[:start], record.quote[start:end], record.quote[end:]
    return f"{html.escape(before)}<mark>{html.escape(cue)}</mark>{html.escape(after)}"


def _address(iri: str) -> str:
    """Give where a thing is read about: here, if its IRI is one of ours; "" if nowhere."""
    if iri.startswith(BASE) and "#" not in iri:
        return "/" + quote(iri.removeprefix(BASE), safe=_SAFE + "%")
    return ""


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)
