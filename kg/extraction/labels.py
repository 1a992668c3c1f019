"""What a phrase is called: the label people read, the key that unites its spellings, its other names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extraction.morphology import values
from kg.extraction.phrases import Phrases
from kg.ontology import Lexicon
from kg.types import Document, Mention

if TYPE_CHECKING:
    from rdflib import URIRef
    from spacy.tokens import Span, Token

_QUOTES = "\"'“”„‚‘’«»‹›()[]"
_WITHIN = re.compile(r"[\"“”„«»](?=-)")  # closes a quotation that a compound goes on after
_BETWEEN = re.compile(r"[^\w.&+]|_")  # what parts the words of a name
_LONGEST_ALIAS = 5  # tokens between brackets behind a name


def label(span: Span, head: Token, lexicon: Lexicon) -> str:
    """Give the words as an index has them: no quotation marks, no ending of a genitive, bare adjectives."""
    text = "".join(_as_indexed(token, head, lexicon) + token.whitespace_ for token in span).strip(_QUOTES + " ")
    lemma = head.lemma_
    inflected = "Gen" in values(head, "Case") and "Plur" not in values(head, "Number")
    # The genitive of a name or noun: "des Buttons" is the button.
    if inflected and head.text.startswith(lemma) and text.endswith(head.text) and len(lemma) > 2:
        text = text[: len(text) - len(head.text) + len(lemma)]
    # 'Die "Bild"-Zeitung'
    return re.sub(r"\s+", " ", _WITHIN.sub("", text))


def _as_indexed(token: Token, head: Token, lexicon: Lexicon) -> str:
    """Write an adjective as it stands without an article: "neuen Karten" is filed under "neue Karten"."""
    if token.dep_ != "amod" or token.head != head or not token.text[:1].islower() or token.text == token.lemma_:
        return token.text
    number, gender = values(head, "Number"), values(head, "Gender")
    kind = "Plur" if number == ["Plur"] else gender[0] if number == ["Sing"] and len(gender) == 1 else ""
    ending = next((e for e in lexicon.adjective_endings if token.text.endswith(e)), "")
    if not ending or kind not in lexicon.index_endings:
        return token.text
    return token.text.removesuffix(ending) + lexicon.index_endings[kind]


def key(phrases: Phrases, span: Span, head: Token, *, is_name: bool) -> str:
    """Give what two phrases share that call a thing by one name."""
    kind = phrases.reading.kind(head)
    concept = phrases.schema.concepts.get(kind) if kind else None
    words = [t for t in span if not t.is_punct]
    parts = [normal_form(t.text if t.i in phrases.names.tokens else _basic(t)) for t in words]
    # "social commerce" is no social network: beside the kind must stand a name.
    others = [t for t in words if t != head]
    named = not others or any(t.i in phrases.names.tokens or t.text[:1].isupper() for t in others)
    if concept is not None and is_name and named:
        # "Snap-Button" and "tasto Snap" are one thing: the kind goes by its concept, whatever the language.
        parts = [normal_form(t.text.rpartition("-")[0]) if t == head else p for t, p in zip(words, parts, strict=True)]
        parts = [*filter(None, parts), normal_form(str(concept.iri).rsplit("/", 1)[-1])]
    return " ".join(filter(None, parts))


def _basic(token: Token) -> str:
    if token.pos_ == "PROPN":
        return token.text
    return token.lemma_


def aliases(span: Span) -> tuple[str, ...]:
    """Give the other name in brackets right behind a name: "Europäische Zentralbank (EZB)"."""
    doc, i = span.doc, span.end
    if i >= len(doc) or doc[i].text != "(":
        return ()
    close = next((t.i for t in doc[i + 1 : i + 2 + _LONGEST_ALIAS] if t.text == ")"), None)
    inside = doc[i + 1 : close] if close else None
    if not inside or not inside.text[:1].isupper() or any(c.isdigit() for c in inside.text):
        return ()
    if any(t.pos_ in ("ADP", "SCONJ", "PRON") for t in inside) or len(inside) > _LONGEST_ALIAS:
        return ()
    return (inside.text.strip(_QUOTES + " "),)


def part_of_word(document: Document, start: int, text: str, kind: URIRef) -> Mention:
    """Make a mention of a part of a compound that begins at `start`: "Insider" of "Insider-Berichte"."""
    return Mention(
        document=document,
        start=start,
        end=start + len(text),
        type=kind,
        label=text,
        key=normal_form(text),
        is_name=False,
    )


@lru_cache(maxsize=65_536)
def normal_form(text: str) -> str:
    """Bring a name to one spelling: no case, no accents, no hyphens, no quotation marks.

    >>> normal_form("Société-Générale")
    'societe generale'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_BETWEEN.sub(" ", plain).split()).strip(".")
