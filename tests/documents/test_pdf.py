"""PDF files, written here byte by byte."""

from __future__ import annotations

import io
import zlib

import pypdf
import pytest

from .conftest import Read, Reasons
from .texts import ENGLISH, GERMAN

WRAPPED = [
    "Die Reederei Nordwind schließt ihre Werft in Kiel. Das teilte das Unter-",
    "nehmen am Dienstag mit. Rund 300 Beschäftigte sind davon betroffen und",
    "sollen neue Aufgaben erhalten.",
]
WHOLE = (
    "Die Reederei Nordwind schließt ihre Werft in Kiel. Das teilte das Unternehmen am Dienstag mit. "
    "Rund 300 Beschäftigte sind davon betroffen und sollen neue Aufgaben erhalten."
)


def pdf(pages: list[list[str]], info: str = "", root: str = "", *, compress: bool = False) -> bytes:
    """Write a PDF with a line of text below the other on each page."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{root}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for i, page in enumerate(pages):
        shown = b"BT /F1 11 Tf 14 TL 50 780 Td " + b" ".join(
            b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*" for line in page
        ) + b" ET"  # fmt: skip
        stream = zlib.compress(shown) if compress else shown
        kind = b"/Filter/FlateDecode" if compress else b""
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            + f"/Contents {5 + 2 * i} 0 R>>".encode()
        )
        objects.append(b"<<" + kind + f"/Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream")
    objects.append(f"<<{info}>>".encode("latin-1"))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )
    return out.getvalue()


def test_lines_become_paragraphs_and_hyphens_go(read: Read) -> None:
    """A sentence is not over where the page is."""
    (document,) = read("a.pdf", pdf([["Werft schließt", *WRAPPED]]))

    assert document.text == f"Werft schließt\n\n{WHOLE}"
    assert document.title == "Werft schließt"


def test_what_the_file_says_of_itself(read: Read) -> None:
    """The day a file was made is not the day its text was published."""
    info = "/Title(Werft schlie\xdft)/Author(Anna Berg; Jan Ole)/CreationDate(D:20190101000000Z)"
    (document,) = read("report", pdf([WRAPPED], info, "/Lang(de-DE)", compress=True))

    assert (document.title, document.authors) == ("Werft schließt", ("Anna Berg", "Jan Ole"))
    assert document.published is None


def test_headers_footers_and_page_numbers_are_left_out(read: Read) -> None:
    """They stand in the middle of sentences that go over a page."""
    middle = [WRAPPED[:1], WRAPPED[1:2], WRAPPED[2:]]
    pages = [["Hafenblatt, 2. März 2021", *lines, f"Seite {i}", f"- {i} -"] for i, lines in enumerate(middle, start=1)]

    assert read("a.pdf", pdf(pages))[0].text == WHOLE


def test_suspended_hyphens_stay(read: Read) -> None:
    """ "Haupt-" and "und" are two words; so are the parts of "E-Commerce-Team", which keeps its hyphen."""
    lines = [
        "Das Unternehmen schließt und verkauft seine Werften, und zwar die Haupt-",
        "und die Nebenwerft, in denen nach Angaben der Leitung das ganze E-Commerce-",
        "Team der Reederei arbeitet, wie das Unternehmen am Dienstag mitteilte.",
    ]

    assert "Haupt- und die Nebenwerft" in read("a.pdf", pdf([lines]))[0].text
    assert "E-Commerce-Team" in read("b.pdf", pdf([lines]))[0].text


@pytest.mark.parametrize("before", [b"", b"\n\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_pdf_is_found_by_its_mark(read: Read, before: bytes) -> None:
    """Servers and mailers put bytes before it."""
    (document,) = read("download.txt", before + pdf([[ENGLISH[:60], ENGLISH[60:]]]))

    assert document.text == ENGLISH.replace("  ", " ") or document.language == "en"


def test_locked_pdf_says_so(reasons: Reasons, read: Read) -> None:
    """With a password to open it cannot be read; with one against printing it can."""

    def lock(password: str) -> bytes:
        writer = pypdf.PdfWriter(io.BytesIO(pdf([[GERMAN]])))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    assert "with a password" in reasons("a.pdf", lock("secret"))[0]
    assert read("b.pdf", lock(""))[0].text == GERMAN


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[]]), "maybe a scan"),
        (pdf([[GERMAN]])[:300], "PDF"),
        (b"%PDF-1.7\n" + b"\0" * 500, "PDF"),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>", "PDF"),
    ],
)
def test_broken_and_empty_pdfs_are_left_out(reasons: Reasons, data: bytes, reason: str) -> None:
    """Scans, downloads that broke off, pages that are their own parents."""
    assert reason.lower() in reasons("a.pdf", data)[0].lower()
