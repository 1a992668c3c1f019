"""WARC: what web crawlers keep."""

from __future__ import annotations

import gzip
import io
from datetime import date

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .conftest import Read, Reasons
from .test_web import PROSE, page
from .texts import GERMAN, ITALIAN


def warc(*records: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """Write records of kind, address, type and content, as warcio does."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for kind, url, type_, content in records:
        status = "404 Not Found" if "missing" in url else "200 OK"
        is_answer = kind == "response"
        headers = StatusAndHeaders(status, [("Content-Type", type_)], protocol="HTTP/1.1") if is_answer else None
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(content), http_headers=headers,
            warc_content_type="" if is_answer else type_, warc_headers_dict={"WARC-Date": "2022-08-05T10:00:00Z"},
        )  # fmt: skip
        writer.write_record(record)
        record.raw_stream.close()  # a temporary file that warcio leaves open
    return out.getvalue()


HTML = page('<meta property="article:published_time" content="2021-03-02">')
RECORDS = (
    ("request", "https://hafenblatt.example/1", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
    ("response", "https://hafenblatt.example/1", "text/html; charset=UTF-8", HTML.encode()),
    ("response", "https://hafenblatt.example/missing", "text/html", page("", "<p>weg</p>").encode()),
    ("response", "https://hafenblatt.example/x.css", "text/css", b"p { color: red }"),
    ("response", "https://hafenblatt.example/x.png", "image/png", b"\x89PNG"),
    ("resource", "https://hafenblatt.example/a.txt", "text/plain", ITALIAN.encode()),
)


def test_pages_of_a_crawl_are_read_with_their_addresses(read: Read) -> None:
    """Only what was found and has text; the day of the crawl is no date of an article."""
    for data in (warc(*RECORDS), warc(*RECORDS, packed=False), gzip.compress(warc(*RECORDS, packed=False))):
        article, text = read("crawl", data)

        assert article.url == "https://hafenblatt.example/1"
        assert article.published == date(2021, 3, 2)
        assert article.text.endswith(PROSE[-1])
        assert (text.url, text.text, text.published) == ("https://hafenblatt.example/a.txt", ITALIAN, None)


def test_texts_of_a_crawl_that_was_converted(read: Read) -> None:
    """Common Crawl's WET files hold plain text alone."""
    (document,) = read(
        "crawl.warc.wet.gz", warc(("conversion", "https://hafenblatt.example/1", "text/plain", GERMAN.encode()))
    )

    assert (document.text, document.url) == (GERMAN, "https://hafenblatt.example/1")


def test_encoding_is_that_of_the_answer(read: Read) -> None:
    """Servers say it, pages often do not."""
    html = HTML.replace("<meta charset='utf-8'>", "").encode("iso-8859-15")
    (document,) = read(
        "a.warc", warc(("response", "https://x.example", "text/html; charset=iso-8859-15", html), packed=False)
    )

    assert "schließt" in document.text


def test_crawl_that_was_cut_off_gives_what_is_whole(reasons: Reasons) -> None:
    """Crawls are killed; the last record is half."""
    whole = warc(*RECORDS)
    packed = warc(RECORDS[1], ("response", "https://x.example", "text/html; charset", b"<html>"), RECORDS[5])

    assert reasons("cut.warc.gz", whole[:-100])
    assert len(reasons("empty.warc.gz", packed)) == 1


def test_same_words_at_two_addresses_are_two_documents(read: Read) -> None:
    """Who published something is part of what it is."""
    one, two = (("response", f"https://{name}.example", "text/html", HTML.encode()) for name in "ab")

    first, second = read("a.warc", warc(one, two))

    assert first.text == second.text
    assert first.id != second.id
