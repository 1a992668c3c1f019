"""E-mail: single messages, mailboxes, and web pages that a browser saved as a message (.mht)."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage, Message
from email.utils import getaddresses

from kg.documents.dates import read_date
from kg.documents.encodings import decode
from kg.documents.kinds import is_wanted
from kg.documents.markup import strip_tags
from kg.documents.paragraphs import join_lines
from kg.documents.source import Draft, Found, Settings, Source
from kg.errors import InputError

__all__ = ["read", "read_mailbox"]

_SIGNATURE = "-- "
_QUOTE = re.compile(r"\s*>")
# What most programs put over a quotation: a short paragraph that ends in a colon, before ">".
_LEAD = re.compile(r"[^\n]*:\s*\Z")
_ESCAPED = re.compile(rb"\A>(>*From )")
# Those that are parsed, here and in the parts; the time of parsing grows with the square of their length.
_READ_HEADERS = re.compile(
    rb"^(?:archived-at|content-[a-z-]{1,40}|date|from|subject):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)
_LONGEST_HEADER = 5_000  # bytes
_READABLE = frozenset({"application", "message", "text"})


def read(source: Source, settings: Settings) -> Iterator[Found]:
    """Read what the sender of a message wrote, without quotations and signature, and what is attached."""
    message = _parse(source.read())
    if page := _saved_page(message, source):
        yield page
        return
    body = message.get_body(("plain", "html"))
    text = _text(body) if isinstance(body, EmailMessage) else ""
    if text.strip():
        yield Draft(
            text=text,
            name=source.name,
            title=_header(message, "subject"),
            authors=_authors(message),
            published=_date(message),
            language=_header(message, "content-language"),
            url=_header(message, "archived-at").strip("<> "),
        )
    attached = list(_attached(message, source))
    yield from attached
    if not text.strip() and not attached:
        raise InputError("is a message without text; left out")


def read_mailbox(source: Source, settings: Settings) -> Iterator[Found]:
    """Read the messages of a mailbox one at a time."""
    lines: list[bytes] = []
    number, size, limit = 0, 0, settings.limits.document_bytes
    while line := source.stream.readline(limit):
        # Only an empty line goes before a message; within one "From " is written ">From ".
        if line.startswith(b"From ") and (not lines or not lines[-1].strip()):
            if number:
                yield _message(source, number, lines, size)
            number, size, lines = number + 1, 0, []
            continue
        size += len(line)
        if size <= limit:
            lines.append(_ESCAPED.sub(rb"\1", line))
    yield _message(source, number, lines, size)


def _message(source: Source, number: int, lines: list[bytes], size: int) -> Found:
    name = f"{source.name}#{number}"
    limit = source.budget.limits.document_bytes
    if size > limit:
        return InputError(f"this message is larger than {limit / 2**20:,.3g} MB; left out").at(name)
    data = b"".join(lines)
    return replace(source, name=name, head=b"", stream=io.BytesIO(data), kind="mail")


def _parse(data: bytes) -> EmailMessage:
    if any(len(header[0]) > _LONGEST_HEADER for header in _READ_HEADERS.finditer(data)):
        raise InputError("has a header too long to be meant; left out")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise InputError("is no message; left out")
    return message


def _header(message: EmailMessage, name: str) -> str:
    # The parser raises whatever it stumbles over in malformed headers.
    try:
        return str(message.get(name, "")).strip()
    except Exception:
        return ""


def _authors(message: EmailMessage) -> tuple[str, ...]:
    pairs = getaddresses([_header(message, "from")])
    return tuple(name or address for name, address in pairs if name or address)


def _date(message: EmailMessage) -> date | None:
    return read_date(_header(message, "date"))


def _content(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: EmailMessage) -> str:
    text = decode(_content(part), charset=part.get_content_charset("")).replace("\r\n", "\n")
    if part.get_content_subtype() == "html":
        return strip_tags(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflow(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return join_lines(_own_lines(text))


def _unflow(text: str, *, delete_space: bool) -> str:
    """Join lines that end in a space, as RFC 3676 says."""
    parts: list[str] = []
    for line in text.split("\n"):
        is_soft = line.endswith(" ") and line != _SIGNATURE
        parts.append((line[:-1] if delete_space else line) if is_soft else line + "\n")
    return "".join(parts)


def _own_lines(text: str) -> list[str]:
    """Leave out what others wrote: quoted lines, what leads to them, and what comes after the signature's mark."""
    own: list[str] = []
    for line in text.split("\n"):
        if line in (_SIGNATURE, "--"):
            break
        if _QUOTE.match(line):
            _drop_lead(own)
            continue
        own.append(line)
    return own


def _drop_lead(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and _LEAD.match(lines[-1]):
        while lines and lines[-1].strip():
            lines.pop()


def _attached(message: EmailMessage, source: Source) -> Iterator[Found]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        if part.get_content_maintype() not in _READABLE:
            continue  # pictures, sound
        name = re.sub(r"[\x00-\x1f\x7f-\x9f/\\]", "_", part.get_filename("") or f"attachment-{number}")
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        if part.get_content_type() == "message/rfc822" and isinstance(first, Message):
            yield source.inside(name, io.BytesIO(first.as_bytes()))
        elif isinstance(part, EmailMessage) and (data := _content(part)):
            found = source.inside(name, io.BytesIO(data), charset=part.get_content_charset("") or "")
            # Not the calendars, cards and signatures that come along.
            if part.get_content_type() in ("text/html", "text/plain") or is_wanted(found):
                yield found


def _saved_page(message: EmailMessage, source: Source) -> Source | None:
    """Find the page in what a browser saved as one message."""
    if message.get_content_type() != "multipart/related":
        return None
    url = _header(message, "snapshot-content-location")
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            place = url or _header(part, "content-location")
            if not place:
                return None  # an ordinary message with pictures in it
            page = source.inside("page.html", io.BytesIO(_content(part)), charset=part.get_content_charset("") or "")
            return replace(page, name=source.name, url=place)
    return None
