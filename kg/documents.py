"""Files and folders -> Document: what is a text, in which encoding, in which language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import charset_normalizer
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kg.errors import InputError, KgError, LanguageError
from kg.types import Document

__all__ = ["LANGUAGES", "SUFFIXES", "read_documents", "read_text"]

LANGUAGES = frozenset({"de", "en", "it"})
SUFFIXES = frozenset({".md", ".txt"})

_MAX_TITLE = 200
# Single news sentences reach this nearly always, a few names or numbers never do.
_MIN_PROBABILITY = 0.5

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---(?:\n|\Z)", re.DOTALL)

# The longer mark first: UTF-32 begins like UTF-16.
_BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# The one old encoding that texts in our languages still come in (Latin-1 is part of it), and two
# that look like it until one reads the words.
_WESTERN = "cp1252"
_RIVALS = ["cp850", "mac_roman"]
# What a letter of a rival becomes in cp1252: a mark in or behind a word that never stands there.
_MISREAD = re.compile(rb"[A-Za-z](?:[\x80-\x84\x86-\x90\x95\x98\x9a-\x9f]|[\x85\x91\x93\x94\x96\x97][a-z])")

# For messages; any other language is named by its code.
_LANGUAGE_NAMES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def read_documents(
    paths: Iterable[Path],
    *,
    language: str | None = None,
    languages: frozenset[str] = LANGUAGES,
    on_skip: Callable[[KgError], None] | None = None,
) -> Iterator[Document]:
    """Read texts from files and from folders with all that is in them, one at a time.

    paths: a file is read whatever its name; of a folder, .txt and .md files that are not hidden.
    language: what all texts are in; by default each one's language is detected.
    languages: what a text may be in, else it is a LanguageError.
    on_skip: is given the error of a text that cannot be read, and reading goes on; by default the
    error is raised.
    A path that does not exist is an InputError at once, before anything is read.

    Documents come sorted by path; a text that occurs twice is given once.
    """
    files = _find_files(paths)
    return _read_files(files, language, languages, on_skip)


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
    language, title: by default those of the front matter (at the top, between two lines `---`, lines
    `key: value` with title, date, language); else detected, and the first line that is not empty.
    """
    where = source or "the text"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise InputError(f"{where}: holds NUL characters, so it is no text; give plain text")
    front, body = _split_front_matter(text)
    title = front.get("title") if title is None else title
    if not body.strip():
        raise InputError(f"{where}: holds no text; leave it out or fill it")
    return Document(
        id=_fingerprint(text, where),
        text=text,
        language=_choose_language(body, where, language or front.get("language"), languages),
        title=_first_line(body) if title is None else title,
        published=_parse_date(front.get("date"), where),
        source=source,
    )


def _find_files(paths: Iterable[Path]) -> list[Path]:
    paths = [Path(path) for path in paths]
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder; check the spelling")
    files = {file for path in paths for file in (_walk(path) if path.is_dir() else [path])}
    if not files:
        names = ", ".join(str(path) for path in paths) or "no path given"
        raise InputError(f"{names}: no text found; expected files ending in .md or .txt")
    return sorted(files, key=Path.as_posix)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not is_hidden and path.is_file():
            yield path


def _read_files(
    files: list[Path],
    language: str | None,
    languages: frozenset[str],
    on_skip: Callable[[KgError], None] | None,
) -> Iterator[Document]:
    seen = set()
    for path in files:
        try:
            text = _decode(_read_bytes(path), path)
            document = read_text(text, source=path.as_posix(), language=language, languages=languages)
        except KgError as error:
            if on_skip is None:
                raise
            on_skip(error)
            continue
        if document.id not in seen:
            seen.add(document.id)
            yield document


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its rights") from error


def _decode(data: bytes, path: Path) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and b"\0" not in data and _is_surely_western(data):
            return data.decode(_WESTERN)
        raise InputError(f"{path}: is no text in UTF-8 and its encoding is not certain; save it as UTF-8") from error


def _is_surely_western(data: bytes) -> bool:
    """Say whether bytes that are not UTF-8 read best as cp1252."""
    matches = charset_normalizer.from_bytes(data, cp_isolation=[_WESTERN, *_RIVALS])
    chaos = {match.encoding: match.chaos for match in matches}
    best = min(chaos.values(), default=0)
    return chaos.get(_WESTERN) == best and not _MISREAD.search(data)


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split the front matter off; without one the whole text is the body."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    pairs = (line.partition(":") for line in match[1].splitlines())
    front = {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}
    return front, text[match.end() :]


def _fingerprint(text: str, where: str) -> str:
    try:
        return hashlib.sha256(text.encode()).hexdigest()[:16]
    except UnicodeEncodeError as error:
        raise InputError(f"{where}: holds half a character at position {error.start}; decode it again") from error


def _first_line(text: str) -> str:
    line = next(line.strip() for line in text.split("\n") if line.strip())
    return line if len(line) <= _MAX_TITLE else ""


def _parse_date(value: str | None, where: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{where}: date: {value!r} is no date; expected YYYY-MM-DD") from error


def _choose_language(text: str, where: str, language: str | None, languages: frozenset[str]) -> str:
    allowed = ", ".join(sorted(languages))
    if language:
        if language not in languages:
            raise LanguageError(f"{where}: language {language!r}; kg reads {allowed}")
        return language
    detected, probability = _identifier().classify(text)
    if probability < _MIN_PROBABILITY:
        raise LanguageError(
            f"{where}: too short or too mixed to tell its language; name it with --language (kg reads {allowed})"
        )
    if detected not in languages:
        name = _LANGUAGE_NAMES.get(detected, "another language")
        raise LanguageError(
            f"{where}: the text is in {name} ({detected}); kg reads {allowed}; "
            "leave it out, or name its language with --language if this is wrong"
        )
    return str(detected)


@cache
def _identifier() -> LanguageIdentifier:
    # Over all languages it knows: a text in another one must not be taken for one of ours.
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
