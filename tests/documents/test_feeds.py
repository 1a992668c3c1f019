"""RSS, RDF and Atom files."""

from __future__ import annotations

from datetime import date

import pytest

from .conftest import Read, Reasons
from .texts import ENGLISH, GERMAN, ITALIAN

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Hafenblatt</title><link>https://hafenblatt.example</link><language>de-de</language>
<item><title>Werft &amp; Hafen</title><link>https://hafenblatt.example/1</link>
<description>Kurz.</description>
<content:encoded><![CDATA[<p>{GERMAN}</p><p>Mehr <a href="/x">hier</a>.</p>]]></content:encoded>
<pubDate>Tue, 02 Mar 2021 07:15:00 +0100</pubDate><dc:creator>Anna Berg</dc:creator>
<guid isPermaLink="false">1</guid></item>
<item><title>Nur ein Titel</title></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Times</title>
<entry><title type="html">Yard &lt;b&gt;to close&lt;/b&gt;</title>
<link rel="self" href="https://harbour.example/feed/2"/><link href="https://harbour.example/2"/>
<published>2021-03-02T07:15:00Z</published><updated>2021-03-09T07:15:00Z</updated>
<author><name>Ann Hill</name><uri>https://harbour.example/ann</uri></author><author><name>Bo Lee</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ENGLISH}</p>
<p>One <em>more</em> line.</p></div></content>
</entry></feed>"""

RDF = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Il Porto</title></channel>
<item rdf:about="y"><title>Cantiere</title><link>https://porto.example/3</link><description>{ITALIAN}</description>
<dc:date>2021-03-02</dc:date></item></rdf:RDF>"""


def test_rss(read: Read, reasons: Reasons) -> None:
    """The full text stands behind the short one; HTML in it is no text."""
    assert reasons("feed.rss", RSS) == ["feed.rss#2: this entry has no text; left out"]

    (document,) = read("feed.xml", RSS.replace("<item><title>Nur ein Titel</title></item>", ""))
    assert document.text == f"Werft & Hafen\n\n{GERMAN}\nMehr hier."
    assert (document.title, document.publisher, document.language) == ("Werft & Hafen", "Hafenblatt", "de")
    assert (document.published, document.authors) == (date(2021, 3, 2), ("Anna Berg",))
    assert document.url == "https://hafenblatt.example/1"


def test_atom(read: Read) -> None:
    """Titles and texts may be HTML, XHTML or plain."""
    (document,) = read("atom", ATOM)

    assert document.text == f"Yard to close\n\n{ENGLISH}\nOne more line."
    assert (document.published, document.authors) == (date(2021, 3, 2), ("Ann Hill", "Bo Lee"))
    assert (document.publisher, document.url) == ("Harbour Times", "https://harbour.example/2")


def test_rdf_in_latin_1(read: Read) -> None:
    """The declaration says the encoding."""
    (document,) = read("feed.rdf", RDF.encode("latin-1"))

    assert document.text == f"Cantiere\n\n{ITALIAN}"
    assert (document.published, document.publisher) == (date(2021, 3, 2), "Il Porto")


@pytest.mark.parametrize(
    "feed",
    [
        f"<rss><channel><item><description>{GERMAN}</description>"
        "<author>a@b.example (Anna Berg)</author></item></channel></rss>",
        "<?xml version='1.0'?><!-- made by hand --><rss version='0.91'><channel><item>"
        f"<description>&lt;p&gt;{GERMAN}&lt;/p&gt;"
        "</description><author>Anna Berg</author><pubDate>gestern</pubDate></item></channel></rss>",
    ],
)
def test_small_feeds(read: Read, feed: str) -> None:
    """Most fields are optional, and dates are often none."""
    (document,) = read("a.xml", feed)

    assert (document.text, document.authors, document.published) == (GERMAN, ("Anna Berg",), None)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><description>&c;</description></item></channel></rss>"""
EXTERNAL = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss><channel><item><description>&x;</description></item></channel></rss>"""
REMOTE = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><channel></channel></rss>'


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (BOMB, "declares XML entities"),
        (EXTERNAL, "declares XML entities"),
        (REMOTE, "without entries"),
        (RSS[:700], "no well-formed XML"),
        (RSS.replace("</item>", "", 1), "no well-formed XML"),
        ("<rss>" + "<a>" * 5000, "no well-formed XML"),
        ("<feed/>", "without entries"),
    ],
)
def test_hostile_and_broken_feeds_are_refused(reasons: Reasons, feed: str, reason: str) -> None:
    """XML can be made to expand without end, and to fetch files and addresses."""
    assert reason in reasons("feed.xml", feed)[0]
