"""Web pages: the article among everything else, and what the page says of it."""

from __future__ import annotations

import builtins
import json
from datetime import date
from typing import Any

import pytest

from .conftest import Read, Reasons
from .texts import GERMAN, ITALIAN

PROSE = [
    "Die Reederei Nordwind schließt ihre Werft in Kiel. Das teilte das Unternehmen am Dienstag mit.",
    "Rund 300 Beschäftigte sind betroffen. Sie sollen bis zum Sommer neue Aufgaben erhalten, sagte eine Sprecherin.",
    "Der Betriebsrat kritisierte die Entscheidung. Die Werft sei ein wichtiger Arbeitgeber der Region.",
]
CHROME = """
<nav><ul><li><a href="/">Startseite</a></li><li><a href="/abo">Jetzt abonnieren</a></li></ul></nav>
<div id="cookie-banner"><p>Wir verwenden Cookies, um alles besser zu machen. <button>Annehmen</button></p></div>
"""
FOOT = """
<aside><h3>Meistgelesen</h3>
<ul><li><a href="/1">Fähre fällt aus</a></li><li><a href="/2">Hafen wächst</a></li></ul></aside>
<footer><p>© Hafenblatt GmbH. Alle Rechte vorbehalten. <a href="/impressum">Impressum</a></p></footer>
<script>var tracker = {"text": "Nordwind"};</script>
"""


def article(prose: list[str] | None = None, title: str = "Nordwind schließt Werft") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in prose or PROSE)
    return f"<article><h1>{title}</h1><div class='body'>{paragraphs}</div></article>"


def page(head: str, body: str | None = None, attributes: str = 'lang="de"') -> str:
    return (
        f"<!DOCTYPE html>\n<html {attributes}><head><meta charset='utf-8'>{head}</head>"
        f"<body>{CHROME}{body or article()}{FOOT}</body></html>"
    )


def json_ld(**values: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(values, ensure_ascii=False)}</script>'


def test_page_described_in_json_ld(read: Read) -> None:
    """What large newspapers put into their pages for search engines."""
    head = json_ld(
        **{
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "Hafenblatt", "url": "https://hafenblatt.example"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Nordwind schließt Werft",
                    "datePublished": "2021-03-02T07:15:00+01:00",
                    "dateModified": "2021-03-04T07:15:00+01:00",
                    "author": [
                        {"@type": "Person", "name": "Anna Berg", "url": "https://x.example"},
                        {"name": "Jan Ole"},
                    ],
                    "publisher": {"@type": "Organization", "name": "Hafenblatt", "logo": {"@type": "ImageObject"}},
                    "inLanguage": "de-DE",
                },
            ],
        }
    )
    (document,) = read("page.html", page(f'<link rel="canonical" href="https://hafenblatt.example/werft">{head}'))

    assert document.title == "Nordwind schließt Werft"
    assert document.published == date(2021, 3, 2)
    assert document.authors == ("Anna Berg", "Jan Ole")
    assert document.publisher == "Hafenblatt"
    assert document.url == "https://hafenblatt.example/werft"
    assert document.text == "\n".join(["Nordwind schließt Werft", *PROSE])


def test_page_described_in_open_graph(read: Read) -> None:
    """What smaller ones have for social networks."""
    (document,) = read(
        "seite.htm",
        page(
            "<title>Nordwind schließt Werft | Hafenblatt</title>"
            '<meta property="og:title" content="Nordwind schließt Werft">'
            '<meta property="og:site_name" content="Hafenblatt">'
            '<meta property="og:url" content="https://hafenblatt.example/1">'
            '<meta property="article:published_time" content="2021-03-02T23:30:00Z">'
            '<meta name="author" content="Anna Berg">'
            '<meta property="article:author" content="https://facebook.example/anna">'
        ),
    )

    assert (document.title, document.publisher) == ("Nordwind schließt Werft", "Hafenblatt")
    assert (document.published, document.authors) == (date(2021, 3, 2), ("Anna Berg",))
    assert document.url == "https://hafenblatt.example/1"


def test_page_described_in_dublin_core(read: Read) -> None:
    """What archives and agencies have."""
    (document,) = read(
        "a.html",
        page(
            '<meta name="DC.title" content="Nordwind schließt Werft"><meta name="DC.date.issued" content="2021-03-02">'
            '<meta name="DC.creator" content="Berg, Anna"><meta name="DC.publisher" content="Seedienst">'
        ),
    )

    assert (document.published, document.authors, document.publisher) == (
        date(2021, 3, 2),
        ("Berg, Anna",),
        "Seedienst",
    )


def test_old_page_in_latin_1_without_description(read: Read) -> None:
    """Pages of the nineties: tables, capitals, unclosed tags, no word about themselves."""
    old = (
        '<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">'
        "<TITLE>Nordwind schließt Werft</TITLE></HEAD><BODY BGCOLOR=white><TABLE><TR><TD>"
        + "".join(f"<P>{paragraph}" for paragraph in PROSE)
        + "</TABLE></BODY></HTML>"
    )
    (document,) = read("index.htm", old.encode("latin-1"))

    assert document.title == "Nordwind schließt Werft"
    assert document.published is None
    assert PROSE[1] in document.text


def test_page_saved_by_a_browser_knows_its_address(read: Read) -> None:
    """Chrome writes it into a comment; the page itself may name none."""
    saved = page("<title>Werft</title>").replace(
        "<html", "<!-- saved from url=(0042)https://hafenblatt.example/gespeichert -->\n<html", 1
    )

    assert read("Werft.html", saved)[0].url == "https://hafenblatt.example/gespeichert"


def test_xhtml_with_time_element_and_nested_tags(read: Read) -> None:
    """An XML declaration makes a page no other kind of file; a marked time is a date, another is not."""
    body = article([f"<span><b>{PROSE[0]}</b> <a href='/x'><em>mehr</em></a></span>", *PROSE[1:]])
    (document,) = read(
        "page",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + page(
            "<title>Werft</title>", f"<time datetime='2022-01-01'>neu</time><time pubdate datetime='2021-03-02'/>{body}"
        ),
    )

    assert document.published == date(2021, 3, 2)
    assert "Kiel. Das teilte" in document.text


def test_menus_and_cookies_are_not_part_of_the_article(read: Read) -> None:
    """Facts of advertisements and teasers are not what the article says."""
    (document,) = read("page.html", page(""))

    assert not [word for word in ("Cookies", "Startseite", "Fähre", "Impressum", "tracker") if word in document.text]


def test_undated_page_has_no_date_though_dates_stand_on_it(read: Read) -> None:
    """A guess would move every "yesterday" of the text."""
    assert read("page.html", page("", article([*PROSE, "Stand: 5. Mai 2019. © 2023"])))[0].published is None


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body><p></p></body></html>",
        "<!DOCTYPE html><html><head><script>location='x'</script></head><body></body></html>",
        "<html><body>" + "<div>" * 5000,
        "<!doctype html>" + "<!--" * 20000,
    ],
)
def test_page_without_an_article_is_left_out(reasons: Reasons, html: str) -> None:
    """Pages that load their text later are empty when they are saved."""
    assert len(reasons("page.html", html)) == 1


def test_damaged_descriptions_do_no_harm(read: Read) -> None:
    """Metadata are written by hand and by plugins."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x",</script>'
        + json_ld(**{"@type": "NewsArticle", "author": {"a": 1}, "datePublished": 5, "publisher": [], "headline": None})
        + "<meta property='og:title'><meta content='x'><meta name='date' content='02/03/2021'>"
    )
    (document,) = read("page.html", page(head))

    assert (document.authors, document.published, document.publisher) == ((), None, "")
    assert document.title == "Nordwind schließt Werft"


def test_page_cut_off_is_read_as_far_as_it_goes(read: Read) -> None:
    """Browsers do the same."""
    whole = page("<title>Werft</title>")

    assert PROSE[0] in read("page.html", whole[: whole.index("Der Betriebsrat") + 20])[0].text


def test_missing_library_is_named_with_the_command_that_installs_it(
    reasons: Reasons, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not everybody needs every kind, so not everybody has every library."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "trafilatura":
            raise ImportError("no", name=name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)

    assert "python3 -m pip install 'kg-news[web]'" in reasons("page.html", page(""))[0]


def test_words_of_other_languages_on_the_page_do_not_matter(read: Read) -> None:
    """The attribute says what the template is in; the text says what it is in."""
    (document,) = read("page.html", page("", article([ITALIAN, ITALIAN + " " + ITALIAN, ITALIAN]), 'lang="en"'))

    assert document.language == "it"
    assert GERMAN not in document.text
