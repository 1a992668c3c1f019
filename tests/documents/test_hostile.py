"""Every kind, whole and damaged: nothing is fetched, nothing hangs, nothing but a reason comes of what is broken."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import socket
import subprocess
import sys
import time
from io import BytesIO

import pytest
from backports import zstd

from kg.documents import Limits, read_documents
from kg.documents.kinds import Kind, find_kind
from kg.documents.source import Budget, open_source
from kg.errors import KgError

from .conftest import Write
from .test_archives import make_tar, make_zip
from .test_feeds import ATOM, REMOTE, RSS
from .test_mail import message
from .test_pdf import WRAPPED, pdf
from .test_records import CSV, lines
from .test_warc import RECORDS, warc
from .test_web import page
from .test_word_and_books import DC, docx, epub, opf, paragraph, run, xhtml
from .texts import GERMAN, ITALIAN

# Whatever asks for something from elsewhere.
CALLING = page(
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><base href="http://127.0.0.1:9/">'
    '<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"><script src="http://127.0.0.1:9/x.js"></script>'
).replace("</article>", '<img src="http://127.0.0.1:9/x.png"><iframe src="http://127.0.0.1:9/"></iframe></article>')
DTD = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://127.0.0.1:9/x.dtd">'
LINKED = docx(
    paragraph(run(GERMAN)),
    word___rels__x='<Relationships><Relationship TargetMode="External" Target="http://127.0.0.1:9/"/></Relationships>',
)

SAMPLES: dict[Kind, bytes] = {
    Kind.BZIP2: bz2.compress(GERMAN.encode()),
    Kind.DOCX: LINKED,
    Kind.EPUB: epub(opf(DC, "a.xhtml"), **{"a.xhtml": DTD + xhtml(f"<p>{GERMAN}</p>")[21:]}),
    Kind.FEED: ATOM.encode(),
    Kind.GZIP: gzip.compress(RSS.encode(), mtime=0),
    Kind.HTML: CALLING.encode(),
    Kind.JSON: lines({"text": GERMAN, "url": "http://127.0.0.1:9/"}, {"text": ITALIAN}).encode(),
    Kind.MAIL: bytes(message()),
    Kind.MARKDOWN: f"# Titel\n\n![x](http://127.0.0.1:9/x.png) {GERMAN}".encode(),
    Kind.MBOX: b"From anna@example.org Tue Mar  2 07:15:00 2021\n" + bytes(message()),
    Kind.PDF: pdf([WRAPPED, WRAPPED], "/Title(x)", "/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>"),
    Kind.TABLE: CSV.encode(),
    Kind.TAR: make_tar({"a.txt": GERMAN, "b.eml": bytes(message())}),
    Kind.TEXT: GERMAN.encode(),
    Kind.WARC: warc(*RECORDS, packed=False),
    Kind.XZ: lzma.compress(GERMAN.encode()),
    Kind.ZIP: make_zip({"a.txt": GERMAN, "b.docx": docx(paragraph(run(ITALIAN)))}),
    Kind.ZSTD: zstd.compress(GERMAN.encode()),
}
NAMES = {Kind.MARKDOWN: "a.md", Kind.TABLE: "a.csv"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note who wants a connection, and refuse it; a reader's own errors are caught, so refusing is not enough."""
    calls: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        calls.append(arguments)
        raise OSError("no network here")

    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    return calls


def test_every_kind_has_a_sample_that_is_told_by_its_content() -> None:
    """Whoever adds a kind adds what the tests below hold it against."""
    budget = Budget(Limits())
    kinds = {
        kind: find_kind(open_source(NAMES.get(kind, "a"), BytesIO(data), budget)) for kind, data in SAMPLES.items()
    }

    assert kinds == {kind: kind for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_no_reader_opens_a_connection(write: Write, asked: list[object], kind: Kind) -> None:
    """kg works where there is no network, and tells nobody what is read."""
    errors: list[KgError] = []

    documents = list(read_documents([write(NAMES.get(kind, "a"), SAMPLES[kind])], on_skip=errors.append))
    list(read_documents([write("remote.xml", REMOTE)], on_skip=errors.append))

    assert documents
    assert not asked


@pytest.mark.parametrize("kind", Kind)
def test_damage_anywhere_costs_no_more_than_the_file(write: Write, kind: Kind) -> None:
    """Cut at twelve places and changed at forty: the rest of a run goes on, and what comes out is sound."""
    whole = SAMPLES[kind]
    draw = random.Random(kind.value)
    damaged = [whole[: len(whole) * i // 12] for i in range(12)]
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(draw.choice([1, 3, 30])):
            data[draw.randrange(len(data))] = draw.randrange(256)
        damaged.append(bytes(data))
    good = write("zz.txt", ITALIAN + " Fine.")
    for data in damaged:
        errors: list[KgError] = []
        documents = list(read_documents([write(NAMES.get(kind, "a"), data), good], on_skip=errors.append))

        assert documents[-1].text == ITALIAN + " Fine."
        assert all(document.text.strip() and document.language in ("de", "en", "it") for document in documents)
        assert all(error.source and error.reason for error in errors)


DEEP = 200_000


@pytest.mark.parametrize(
    "data",
    [
        "<div>" * DEEP,
        "<html>" + "<b>" * DEEP + GERMAN,
        "<html>" + "<!--" * DEEP,
        "<html><p " + "a='b' " * DEEP,
        "<html>" + "&" * DEEP + "&#x110000;" * 1000,
        "<rss>" + "<item>" * DEEP,
        "[" * DEEP,
        '{"a":' * DEEP,
        "---\na: " + "[" * DEEP + "\n---\n" + GERMAN,
        "# " + "*" * 20_000 + "\n" + "> " * 5_000 + "x",
        "[" * 20_000 + "](" * 20_000,
        "text,title\n" + '"' * DEEP,
        "From: a\nTo: b\nSubject: " + "=?utf-8?q?" * 20_000 + "\n\n" + GERMAN,
        "From: a\nTo: b\nSubject: x\nContent-Type: text/plain; " + "a=b; " * 20_000 + "\n\n" + GERMAN,
        "From x Tue Mar  2 07:15:00 2021\nTo: b\nFrom: " + "(" * 50_000 + "\n\n" + GERMAN,
        '{"text": "' + "<img " * 200_000 + '"}',
        "From: a\nTo: b\nSubject: x\n\n" + "x" * DEEP + "\n" + "y" * DEEP,
        "From: a\nTo: b\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n" * 50_000,
        GERMAN + "\n" + "-\n" * DEEP,
        "\n" * DEEP + GERMAN,
    ],
    ids=lambda data: data[:12],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_deep_and_repeated_structures_cost_little_time(write: Write, data: str, name: str) -> None:
    """A parser that is quadratic takes hours for a megabyte; the limit is generous, for machines that are busy."""
    errors: list[KgError] = []
    start = time.process_time()

    list(read_documents([write(name, data)], on_skip=errors.append))

    assert time.process_time() - start < 10


def test_libraries_are_imported_when_a_file_needs_them() -> None:
    """`import kg` and reading plain text must not wait for parsers of PDF and HTML."""
    heavy = ("lxml", "markdown_it", "pypdf", "tarfile", "trafilatura", "warcio", "yaml")
    script = (
        "import sys; from kg.documents import read_documents, read_text; read_text('Die Maßnahme gefällt vielen.');"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
