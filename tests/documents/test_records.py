"""JSON, JSONL and tables: which field is what."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from kg.documents import Limits, parse_fields
from kg.errors import InputError

from .conftest import Read, Reasons
from .texts import ENGLISH, GERMAN, ITALIAN


def lines(*records: Any) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_jsonl_of_a_crawler_is_read_by_the_usual_names(read: Read) -> None:
    """What news-please, scrapy and the like write."""
    one, two = read(
        "articles.jsonl",
        lines(
            {
                "title": "Werft schließt", "maintext": GERMAN, "date_publish": "2021-03-02 07:15:00", "language": "de",
                "authors": ["Anna Berg", "Jan Ole"], "source_domain": "hafenblatt.example",
                "url": "https://hafenblatt.example/1", "filename": "x.html",
            },
            {"title": None, "maintext": ITALIAN, "date_publish": None, "authors": []},
        ),
    )  # fmt: skip

    assert one.text == f"Werft schließt\n\n{GERMAN}"
    assert (one.title, one.published, one.authors) == ("Werft schließt", date(2021, 3, 2), ("Anna Berg", "Jan Ole"))
    assert (one.publisher, one.url) == ("hafenblatt.example", "https://hafenblatt.example/1")
    assert (two.text, two.published, two.source.rpartition("#")[2]) == (ITALIAN, None, "2")


def test_answer_of_a_news_service_is_a_list_of_records(read: Read) -> None:
    """NewsAPI: one object over everything, the publisher an object of its own."""
    (document,) = read(
        "answer.json",
        json.dumps(
            {
                "status": "ok",
                "totalResults": 1,
                "articles": [
                    {
                        "source": {"id": None, "name": "Harbour Times"}, "author": "Ann Hill", "title": "Yard to close",
                        "url": "https://harbour.example/2", "publishedAt": "2021-03-02T07:15:00Z", "content": ENGLISH,
                    }
                ],
            },
            indent=2,
        ),
    )  # fmt: skip

    assert (document.publisher, document.authors) == ("Harbour Times", ("Ann Hill",))
    assert document.published == date(2021, 3, 2)


def test_json_feed_gives_its_title_as_publisher_and_its_html_as_text(read: Read) -> None:
    """https://jsonfeed.org: the text is HTML."""
    (document,) = read(
        "feed.json",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Hafenblatt",
                "items": [
                    {"id": "1", "content_html": f"<p>{GERMAN}</p><p>A &amp; B</p>", "date_published": "2021-03-02"}
                ],
            }
        ),
    )

    assert document.publisher == "Hafenblatt"
    assert document.text == f"{GERMAN}\nA & B"


def test_fields_can_be_named(read: Read) -> None:
    """Every archive has its own names, and some keep the text deep inside."""
    record = {"doc": {"inhalt": GERMAN, "kopf": "Werft"}, "tag": 1614672900, "text": "no", "by": [{"name": "Anna"}]}
    fields = parse_fields("text=doc.inhalt, title=doc.kopf,date=tag,author=by")

    (document,) = read("a.ndjson", lines(record), fields=fields)

    assert (document.text, document.published) == (f"Werft\n\n{GERMAN}", date(2021, 3, 2))
    assert document.authors == ("Anna",)


def test_single_record_and_list_of_records(read: Read) -> None:
    """A file for each article, or all in one."""
    assert read("a.json", json.dumps({"headline": "Werft", "body": GERMAN}, indent=1))[0].title == "Werft"
    assert len(read("b.json", json.dumps([{"body": GERMAN}, {"body": ITALIAN}]))) == 2
    assert len(read("c.json", "[\n" + json.dumps({"body": GERMAN}, indent=1) + "]\n")) == 1


def test_unknown_fields_are_named_once(reasons: Reasons) -> None:
    """A million records without a known field are one mistake, not a million."""
    (reason,) = reasons("a.jsonl", lines(*({"id": i, "inhalt": GERMAN} for i in range(5))))

    assert "there are id, inhalt" in reason
    assert "--fields text=NAME" in reason


def test_misspelt_field_is_named(reasons: Reasons) -> None:
    """A date that is silently missing would move every "yesterday"."""
    assert (
        "no line has the field 'dat', named as the date"
        in reasons("a.jsonl", lines({"text": GERMAN}), fields={"date": "dat"})[0]
    )
    assert "has no column 'dat'" in reasons("a.csv", f"text,date\n{GERMAN},x\n", fields={"date": "dat"})[0]


@pytest.mark.parametrize("given", ["body", "body=text", "text=", "text:body"])
def test_fields_that_are_malformed_say_how(given: str) -> None:
    """The names on the left are ours, and there are seven."""
    with pytest.raises(InputError, match="expected NAME=FIELD with NAME one of text, title, date"):
        parse_fields(given)


def test_bad_lines_do_not_end_the_good_ones(read: Read, reasons: Reasons) -> None:
    """A crawler that was killed leaves half a line."""
    content = lines({"text": GERMAN}) + '{"text": "half\n[1]\n\n' + lines({"text": ""}, {"text": ITALIAN}) + '{"te'

    assert [reason.partition(":")[0] for reason in reasons("a.jsonl", content)] == [
        "a.jsonl#2", "a.jsonl#3", "a.jsonl#5", "a.jsonl#7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        '{"text": ',
        '[{"text": "a"',
        '{"a":' * 100_000,
        "[" * 100_000,
        '{"text": 1' + "0" * 10_000 + "}",
        '{"a": {}}',
        '[{"a"',
    ],
)
def test_json_that_is_none_is_left_out(reasons: Reasons, content: str) -> None:
    """Deep nesting and huge numbers stop other parsers."""
    assert reasons("a.json", content)


def test_half_a_character_in_a_record_is_refused(reasons: Reasons) -> None:
    """JSON can say what no file can hold."""
    assert "half a character" in reasons("a.jsonl", '{"text": "' + GERMAN + '\\ud83d"}\n')[0]


def test_line_without_an_end_is_refused(reasons: Reasons) -> None:
    """Reading a line must not mean reading gigabytes into memory."""
    assert "longer than 1,000" in reasons("a.jsonl", "{" + '"a":1,' * 1000, limits=Limits(document_bytes=1000))[0]


CSV = f'headline;body;published;author\n"Werft; Kiel";"{GERMAN}\n""Ja.""";02.03.2021;Anna\nZwei;{ITALIAN};2021-03-05;\n'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("export.csv", CSV.encode()),
        ("excel.csv", b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode()),
        ("old.csv", CSV.encode("cp1252")),
        ("unicode.txt", CSV.encode("utf-16")),
        ("tabs.tsv", CSV.replace(";", "\t").replace("Werft\t", "Werft;").encode()),
    ],
)
def test_table_is_read_whatever_wrote_it(read: Read, name: str, data: bytes) -> None:
    """Excel alone writes three encodings and two delimiters."""
    one, two = read(name, data)

    assert one.text.replace("\r", "") == f'Werft; Kiel\n\n{GERMAN}\n"Ja."'
    assert (one.title, one.published, one.authors) == ("Werft; Kiel", date(2021, 3, 2), ("Anna",))
    assert (two.published, two.language) == (date(2021, 3, 5), "it")


def test_table_of_broken_rows(reasons: Reasons) -> None:
    """Rows too short or without text are left out; a quotation mark without its twin takes the rest."""
    assert len(reasons("a.csv", f"title,text\nx\n,\n\ny,{GERMAN},z,z\nz,\n")) == 2
    assert reasons("a.csv", "a,b,c\n1,2,3\n")[0].startswith(
        "a.csv: no field is known to hold the text; there are a, b, c"
    )
    assert reasons("a.csv", "")


def test_prose_with_commas_is_no_table(read: Read) -> None:
    """Only the names of columns make a table of a text."""
    assert read("a.txt", f"content, published\n\n{GERMAN}")[0].text.startswith("content")
