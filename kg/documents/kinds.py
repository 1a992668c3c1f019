"""What kind of file some bytes are: told from the bytes; the name only says what no content can."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType

from kg.documents.encodings import BYTE_ORDER_MARKS
from kg.documents.fields import looks_like_table
from kg.documents.source import Source
from kg.errors import InputError

__all__ = ["SUFFIXES", "Kind", "find_kind", "is_wanted"]


class Kind(StrEnum):
    """The kinds of input kg has a reader for."""

    BZIP2 = "bzip2"
    DOCX = "docx"
    EPUB = "epub"
    FEED = "feed"
    GZIP = "gzip"
    HTML = "html"
    JSON = "json"
    MAIL = "mail"
    MARKDOWN = "markdown"
    MBOX = "mbox"
    PDF = "pdf"
    TABLE = "table"
    TAR = "tar"
    TEXT = "text"
    WARC = "warc"
    XZ = "xz"
    ZIP = "zip"
    ZSTD = "zstd"


# What is taken from a folder; a file under another name only if its content leaves no doubt.
SUFFIXES = frozenset(
    {
        ".atom", ".bz2", ".csv", ".docx", ".eml", ".epub", ".feed", ".gz", ".htm", ".html", ".json", ".jsonl",
        ".markdown", ".mbox", ".md", ".mht", ".mhtml", ".ndjson", ".pdf", ".rss", ".tab", ".tar", ".tbz2", ".tgz",
        ".tsv", ".txt", ".txz", ".warc", ".xhtml", ".xml", ".xz", ".zip", ".zst",
    }
)  # fmt: skip
_MARKDOWN = frozenset({".markdown", ".md"})
_TABLES = frozenset({".csv", ".tab", ".tsv"})
_DOUBTFUL = frozenset({Kind.JSON, Kind.MARKDOWN, Kind.TABLE, Kind.TEXT})

_MAGIC = (
    (re.compile(rb"\x1f\x8b\x08"), Kind.GZIP),
    (re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)"), Kind.BZIP2),
    (re.compile(rb"\xfd7zXZ\0"), Kind.XZ),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), Kind.ZSTD),
    (re.compile(rb"PK(\x03\x04|\x05\x06|\x07\x08)"), Kind.ZIP),
    # Servers and mailers leave lines before it; a text may speak of it.
    (re.compile(rb"%PDF-\d|[^\0]{0,1000}?\n%PDF-\d\.\d[\s\S]{0,60}?\d \d obj"), Kind.PDF),
    (re.compile(rb"WARC/\d"), Kind.WARC),
    (re.compile(rb"[\s\S]{257}ustar"), Kind.TAR),
)
# What people have in their folders and kg has no reader for, and what they can do.
_FOREIGN = (
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an Office file of the old kind; save it as .docx or .pdf"),
    (re.compile(rb"\{\\rtf"), "a Rich Text file; save it as .docx or .txt"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF[\s\S]{4}WEBP|BM[\s\S]{4}\0{4}"), "a picture"),
    (re.compile(rb"7z\xbc\xaf|Rar!"), "an archive of a kind kg does not open; make it a .zip"),
    (re.compile(rb"\x7fELF|MZ[^\0]{0,60}\0"), "a program"),
)
_TAG = re.compile(r"<(?![?!])(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_COMMENTS = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_FEEDS = frozenset({"feed", "rdf", "rss"})
_PAGE_TAGS = frozenset({"body", "head", "html", "meta", "title"})
_PIECE_TAGS = frozenset({"article", "div", "h1", "h2", "main", "p", "section", "span", "table"})
_MBOX = re.compile(r"From \S.*\d\d:\d\d.*\d{4}[^\n]*\r?\n[A-Za-z-]+:")
_FIRST_LINES = 300  # characters that hold them
_HEADER = re.compile(r"([!-9;-~]+):[ \t]|([!-9;-~]+):\r?$")
_MAIL_HEADERS = frozenset(
    {
        "content-type", "date", "delivered-to", "from", "message-id", "mime-version", "received", "return-path",
        "subject", "to",
    }
)  # fmt: skip
_ENOUGH_HEADERS = 3
_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


def find_kind(source: Source, fields: Mapping[str, str] = _NO_FIELDS) -> Kind:
    """Tell of which kind a source is; InputError, with what to do, if kg cannot read it.

    fields: what people said the columns of a table are called.
    """
    head, suffix = source.head, _suffix(source.name)
    for magic, kind in _MAGIC:
        if magic.match(head):
            return _kind_of_zip(source) if kind is Kind.ZIP else kind
    for magic, what in _FOREIGN:
        if magic.match(head):
            raise InputError(f"is {what}")
    return _kind_of_text(_rough_text(head), suffix, fields)


def is_wanted(source: Source) -> bool:
    """Say whether a file that lies among others, named by nobody, is to be read."""
    if _suffix(source.name) in SUFFIXES:
        return True
    try:
        return find_kind(source) not in _DOUBTFUL
    except InputError:
        return False


def _suffix(name: str) -> str:
    # An article in a packed file has the name of the packed file: "a.md.gz".
    path = PurePath(name)
    while path.suffix.lower() in (".bz2", ".gz", ".xz", ".zst") and path.stem != path.name:
        path = path.with_suffix("")
    return path.suffix.lower() or PurePath(name).suffix.lower()


def _kind_of_zip(source: Source) -> Kind:
    """Look which files a zip holds: Word files and e-books are zips."""
    if b"mimetypeapplication/epub+zip" in source.head[:100]:
        return Kind.EPUB
    if b"mimetypeapplication/vnd.oasis.opendocument" in source.head[:100]:
        raise InputError("is an OpenDocument file; save it as .docx or .pdf")
    if not source.stream.seekable():
        return Kind.ZIP  # its reader makes a copy and asks again
    try:
        with zipfile.ZipFile(source.stream) as file:
            names = set(file.namelist())
    except zipfile.BadZipFile as error:
        raise InputError(f"is a damaged zip ({error}); get it again") from error
    finally:
        source.stream.seek(0)
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return Kind.DOCX
    if "[Content_Types].xml" in names and {"xl/workbook.xml", "ppt/presentation.xml"} & names:
        raise InputError("is a spreadsheet or a presentation; save it as .csv or .pdf")
    return Kind.EPUB if "META-INF/container.xml" in names else Kind.ZIP


def _rough_text(head: bytes) -> str:
    """Decode the beginning well enough to see its structure."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if head.startswith(mark)), "latin-1")
    return head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")


def _kind_of_text(text: str, suffix: str, fields: Mapping[str, str]) -> Kind:
    if text.startswith("<") and (kind := _kind_of_markup(text, suffix)):
        return kind
    if _MBOX.match(text[:_FIRST_LINES]):
        return Kind.MBOX
    if _is_mail(text):
        return Kind.MAIL
    if _is_json(text):
        return Kind.JSON
    if suffix in _TABLES or looks_like_table(text, fields):
        return Kind.TABLE
    return Kind.MARKDOWN if suffix in _MARKDOWN else Kind.TEXT


def _kind_of_markup(text: str, suffix: str) -> Kind | None:
    is_xml = text.startswith("<?xml")
    if re.match(r"<!doctype\s+html", text, re.IGNORECASE):
        return Kind.HTML
    tag = _TAG.search(_COMMENTS.sub("", text))
    name = tag[1].lower() if tag else ""
    if name in _FEEDS:
        return Kind.FEED
    # Markdown may begin with a piece of HTML.
    if name in _PAGE_TAGS or (name in _PIECE_TAGS and suffix not in _MARKDOWN):
        return Kind.HTML
    if is_xml:
        raise InputError(f"is XML, but no feed and no web page (its root is <{name}>)")
    return None


def _is_mail(text: str) -> bool:
    names = set()
    for line in text.splitlines()[:100]:
        header = _HEADER.match(line)
        if header:
            names.add((header[1] or header[2]).lower())
        elif not line[:1].isspace():
            break
    return len(names & _MAIL_HEADERS) >= _ENOUGH_HEADERS


def _is_json(text: str) -> bool:
    if not re.match(r'\{\s*"|\[\s*\{', text):
        return False
    line = text.partition("\n")[0]
    try:
        json.loads(line)
    except ValueError:
        # A record over many lines, or one longer than what we see.
        return re.match(r'[\[{\s]+"(?:[^"\\]|\\.)*"\s*:', text) is not None
    except RecursionError:
        return False
    return True
