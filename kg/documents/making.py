"""Draft -> Document: its text made fit, its language chosen, its identity computed."""

from __future__ import annotations

import hashlib
import re

from kg.documents import frontmatter
from kg.documents.languages import LANGUAGES, choose_language
from kg.documents.source import Draft
from kg.errors import InputError, KgError
from kg.types import Document

__all__ = ["make_document", "read_text", "with_headline"]

_MAX_TITLE = 200
# What a terminal would obey and no text needs.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+\Z", re.IGNORECASE)
_LONGEST_ADDRESS = 2000


def read_text(
    text: str,
    *,
    source: str = "",
    language: str | None = None,
    title: str | None = None,
    languages: frozenset[str] = LANGUAGES,
) -> Document:
    r"""Make a document of a text.

    The text is kept as it is but for line ends: \r\n and \r become \n. Offsets point into that.
    source: where the text comes from, for messages and for the reader.
    language, title: by default those of the front matter (YAML at the top, between two lines `---`,
    with title, date, author, publisher, language, url); else detected, and the first line that is not empty.
    """
    try:
        draft = frontmatter.describe(Draft(text=text, name=source, title=title))
        return make_document(draft, language=language, languages=languages)
    except KgError as error:
        raise error.at(source or "the text") from error


def make_document(draft: Draft, *, language: str | None, languages: frozenset[str], limit: int = 0) -> Document:
    """Settle what a draft leaves open; an error of it does not say where, since whoever calls knows."""
    text = draft.text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise InputError("holds NUL characters, so it is no text; give plain text")
    body = text[draft.body :]
    if not body.strip():
        raise InputError("holds no text; leave it out or fill it")
    if limit and len(text) > limit:
        raise InputError(f"has {len(text):,} characters, more than the {limit:,} of one document; split it")
    url = draft.url.strip() if _ADDRESS.match(draft.url.strip()) and len(draft.url) <= _LONGEST_ADDRESS else ""
    publisher = _one_line(draft.publisher)
    hint = draft.language.lower().replace("_", "-").partition("-")[0]
    return Document(
        id=_fingerprint(text, url or publisher),
        text=text,
        language=choose_language(
            body, said=language or (hint if draft.is_sure else ""), hint=hint, languages=languages
        ),
        title=_first_line(body) if draft.title is None else _one_line(draft.title),
        published=draft.published,
        source=draft.name,
        authors=tuple(dict.fromkeys(name for name in map(_one_line, draft.authors) if name)),
        publisher=publisher,
        url=url,
    )


def with_headline(title: str, text: str) -> str:
    """Put a headline that the input keeps apart over its text, where readers see it."""
    headline = _one_line(title)
    start = _one_line(text[: 2 * len(headline) + 100])
    return text if not headline or start.startswith(headline) else f"{headline}\n\n{text}"


def _fingerprint(text: str, origin: str) -> str:
    """Compute the identity of a text; the same words published in two places are two documents."""
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"holds half a character at position {error.start}; decode it again") from error
    return hashlib.sha256(content + b"\0" + origin.encode() if origin else content).hexdigest()[:16]


def _first_line(text: str) -> str:
    line = next(line.strip() for line in text.split("\n") if line.strip())
    return _CONTROLS.sub("", line) if len(line) <= _MAX_TITLE else ""


def _one_line(text: str) -> str:
    """Bring a title or a name to one line of a sane length."""
    clean = _SPACES.sub(" ", _CONTROLS.sub(" ", text)).strip()
    # Half a character, which JSON can hold, can be in no file.
    return clean.encode("utf-8", "replace").decode()[: 2 * _MAX_TITLE]
