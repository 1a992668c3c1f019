"""Word files and e-books: zips of XML."""

from __future__ import annotations

from datetime import date

import pytest

from kg.documents import Limits

from .conftest import Read, Reasons
from .test_archives import make_zip
from .texts import ENGLISH, GERMAN, ITALIAN

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Werft schließt</dc:title><dc:creator>Anna Berg; Jan Ole</dc:creator>"
    "<dcterms:created>2019-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"
)


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, **parts: str) -> bytes:
    return make_zip(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": "<Relationships/>",
            "word/document.xml": f"<?xml version='1.0'?><w:document {W}><w:body>{body}</w:body></w:document>",
            **{name.replace("__", "/") + ".xml": content for name, content in parts.items()},
        }
    )


def paragraph(*runs: str) -> str:
    return f"<w:p><w:pPr><w:pStyle w:val='x'/></w:pPr>{''.join(runs)}</w:p>"


def test_word_file_with_properties(read: Read) -> None:
    """Words are cut into runs wherever their look changes; when a file was made is no date of a text."""
    (document,) = read(
        "a.docx", docx(paragraph(run("Die Wer"), run("ft")) + paragraph(run(GERMAN)), docProps__core=CORE)
    )

    assert document.text == f"Die Werft\n\n{GERMAN}"
    assert (document.title, document.authors, document.published) == ("Werft schließt", ("Anna Berg", "Jan Ole"), None)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph(run(GERMAN), "<w:ins>" + run(" Neu.") + "</w:ins>",
                   "<w:del><w:r><w:delText>Alt.</w:delText></w:r></w:del>"),
         f"{GERMAN} Neu."),
        (f"<w:tbl><w:tr><w:tc>{paragraph(run(ITALIAN))}</w:tc><w:tc>{paragraph(run('Due'))}</w:tc></w:tr></w:tbl>",
         f"{ITALIAN}\n\nDue"),
        (paragraph("<w:hyperlink>" + run("Die Werft") + "</w:hyperlink>",
                   "<w:r><w:tab/><w:t>x</w:t><w:br/></w:r>", run(GERMAN)),
         f"Die Werft\tx\n{GERMAN}"),
        (paragraph("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>", run(ENGLISH),
                   "<w:sdt><w:sdtContent>" + run("!") + "</w:sdtContent></w:sdt>"), f"{ENGLISH}!"),
        ('<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:p>' + run(GERMAN) + "</w:p></mc:Choice><mc:Fallback><w:p>"
         + run(GERMAN) + "</w:p></mc:Fallback></mc:AlternateContent>" + paragraph(run("Ende.")), f"{GERMAN}\n\nEnde."),
    ],
    ids=["changes", "table", "link", "field", "box"],
)  # fmt: skip
def test_word_file_gives_what_a_reader_sees(read: Read, body: str, text: str) -> None:
    """Deleted text, field codes and second drawings of a box are in the file, but not on the page."""
    (document,) = read("whatever.bin", docx(body))

    assert document.text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx("<w:p>"), "no well-formed XML"),
        (docx(""), "holds no text"),
        (docx(paragraph(run(GERMAN)))[:-30], "damaged zip"),
        (make_zip({"[Content_Types].xml": "x", "word/document.xml":
                   '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'}), "declares XML entities"),
    ],
)  # fmt: skip
def test_broken_word_files_are_left_out(reasons: Reasons, data: bytes, reason: str) -> None:
    """Attachments arrive cut off, and made to attack."""
    assert reason in reasons("a.docx", data)[0]


def test_word_file_that_unpacks_to_too_much_is_left_out(reasons: Reasons) -> None:
    """A package is a zip, and may be a bomb."""
    bomb = docx(paragraph(run("a " * 500_000)))

    assert "unpacks to more" in reasons("a.docx", bomb, limits=Limits(document_bytes=100_000))[0]
    assert "expands to more" in reasons("b.docx", bomb, limits=Limits(free_bytes=1000, ratio=10))[0]


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def xhtml(body: str) -> str:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'


def opf(metadata: str, *chapters: str, extra: str = "") -> str:
    items = "".join(
        f'<item id="c{i}" href="{href}" media-type="application/xhtml+xml"/>' for i, href in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf"><metadata>{metadata}</metadata><manifest>{items}{extra}</manifest>'
        f"<spine>{spine}</spine></package>"
    )


def epub(package: str, **chapters: str) -> bytes:
    files: dict[str, bytes | str] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    files["OEBPS/content.opf"] = package
    return make_zip({**files, **{f"OEBPS/{name}": content for name, content in chapters.items()}})


DC = (
    '<dc:title>Die Werft</dc:title><dc:creator id="a">Anna Berg</dc:creator><dc:publisher>Hafen Verlag</dc:publisher>'
    '<dc:language>de-DE</dc:language><dc:date opf:event="creation">2001-01-01</dc:date><dc:date>2021-03-02</dc:date>'
)


def test_e_book_in_the_order_of_its_spine(read: Read) -> None:
    """The files of a book lie in any order; the table of contents is none of its chapters."""
    nav = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    chapters = {"b.xhtml": xhtml(f"<h1>Eins</h1><p>{GERMAN}</p>"), "a%20b.xhtml": "",
                "a b.xhtml": xhtml("<p>Zwei.</p>"),
                "nav.xhtml": xhtml("<ol><li>Inhalt</li></ol>")}  # fmt: skip
    (document,) = read("book", epub(opf(DC, "b.xhtml", "a%20b.xhtml", extra=nav), **chapters))

    assert document.text == f"Eins\n{GERMAN}\n\nZwei."
    assert (document.title, document.authors, document.publisher) == ("Die Werft", ("Anna Berg",), "Hafen Verlag")
    assert document.published == date(2021, 3, 2)


@pytest.mark.parametrize(
    "chapter",
    [
        xhtml(f"<p>{GERMAN}</p>"),
        xhtml(f"<p>{GERMAN}&nbsp;&copy;</p>"),  # names that XML does not know
        f"<html><body><p>{GERMAN}<p>unclosed<br>",
        xhtml(f"<div><section><p><span>{GERMAN}</span></p></section></div><script>x</script><style>y</style>"),
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://127.0.0.1:9/x.dtd">{xhtml(f"<p>{GERMAN}</p>")[21:]}',
    ],
)
def test_chapters_of_many_makers(read: Read, chapter: str) -> None:
    """Half of all books hold HTML that is no XML."""
    (document,) = read("a.epub", epub(opf("", "a.xhtml"), **{"a.xhtml": chapter}))

    assert document.text.startswith(GERMAN)
    assert document.title.startswith(GERMAN)
    assert (document.authors, document.published) == ((), None)


@pytest.mark.parametrize(
    "data",
    [
        epub(opf(DC)),
        epub(opf(DC, "missing.xhtml")),
        epub("<package>", **{"a.xhtml": xhtml("x")}),
        make_zip({"mimetype": "application/epub+zip"}),
        epub(opf(DC, "a.xhtml"), **{"a.xhtml": xhtml(GERMAN)})[:-40],
        epub(opf(DC, "../../etc/passwd"), **{"a.xhtml": xhtml(GERMAN)}),
    ],
)
def test_broken_books_are_left_out(reasons: Reasons, data: bytes) -> None:
    """A book without chapters, without parts, or cut off."""
    assert len(reasons("a.epub", data)) == 1
