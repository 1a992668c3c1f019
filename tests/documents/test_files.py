"""Which files are read: standard input, folders, links, folders beside saved pages."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.documents import Limits, read_documents
from kg.errors import InputError, KgError

from .conftest import Read, Reasons, Write
from .test_archives import make_zip
from .texts import ENGLISH, GERMAN, ITALIAN


class Pipe(io.BytesIO):
    """Bytes that can only be read onwards."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError("a pipe")


@pytest.mark.parametrize("data", [GERMAN.encode(), make_zip({"a.txt": GERMAN})])
def test_standard_input_is_read_whatever_is_in_it(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """`curl ... | kg build -`: a pipe has no name to go by and cannot be read twice."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Pipe(data)))

    (document,) = read_documents([Path("-")])

    assert document.text == GERMAN
    assert document.source.startswith("standard input")


def test_bomb_on_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has been read so far is what it is measured by."""
    bomb = make_zip({f"{i}.txt": b"a " * 50_000 for i in range(10)})
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Pipe(bomb)))
    errors: list[KgError] = []

    list(read_documents([Path("-")], limits=Limits(free_bytes=300_000, ratio=20), on_skip=errors.append))

    assert "expands" in str(errors[-1])


def test_named_pipe_is_read(tmp_path: Path) -> None:
    """`kg build <(command)` gives a pipe by a name."""
    if not hasattr(os, "mkfifo"):
        assert sys.platform == "win32"
        return
    read_end, write_end = os.pipe()
    os.write(write_end, GERMAN.encode())
    os.close(write_end)

    (document,) = read_documents([Path(f"/dev/fd/{read_end}")])

    assert document.text == GERMAN


def test_links_that_lead_out_of_a_folder_are_not_followed(write: Write, tmp_path: Path) -> None:
    """A folder from somebody else must not show what lies elsewhere on this machine."""
    secret = write("secret.txt", ENGLISH)
    write("news/a.txt", GERMAN)
    (tmp_path / "news/link.txt").symlink_to(secret)
    (tmp_path / "news/twin.txt").symlink_to(tmp_path / "news/a.txt")
    (tmp_path / "news/loop").symlink_to(tmp_path / "news")
    errors: list[KgError] = []

    documents = list(read_documents([tmp_path / "news"], on_skip=errors.append))

    assert [document.text for document in documents] == [GERMAN]
    assert [Path(error.source).name for error in errors] == ["link.txt"]
    assert "leads out" in errors[0].reason


def test_file_of_another_name_is_read_if_its_content_leaves_no_doubt(write: Write, tmp_path: Path) -> None:
    """Crawlers and mailboxes name files as they like; a program's source is text too, but no news."""
    write("news/saved", make_zip({"a.txt": GERMAN}))
    write("news/script.js", f"// {ENGLISH}")
    write("news/LICENSE", ITALIAN)

    assert [document.text for document in read_documents([tmp_path / "news"])] == [GERMAN]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"MZ: {GERMAN}"),
        ("a.txt", f"BMW meldet: {GERMAN}"),
        ("a.txt", f"Was %PDF-1 heißt\n%PDF-1.4 steht am Anfang. {GERMAN}"),
        ("a.txt", f"Date: heute\n{GERMAN}"),
        ("a.txt", f"From hier\n{GERMAN}"),
        ("a.txt", f'{{"Zitat"}} {GERMAN}'),
        ("a.txt", f"<Ortsmarke> {GERMAN}"),
    ],
)
def test_text_that_begins_like_another_kind_is_text(read: Read, name: str, text: str) -> None:
    """A few letters at the beginning are no proof."""
    assert read(name, text)[0].text == text


def test_markdown_may_begin_with_html(read: Read) -> None:
    """A centred headline makes no web page of it."""
    assert read("a.md", f"<div align=center>\n\n**{GERMAN}**\n\n</div>")[0].text == GERMAN


def test_files_beside_a_saved_page_are_not_read(write: Write, tmp_path: Path) -> None:
    """Browsers put scripts and frames of advertisements into a folder next to the page."""
    write("news/Seite-Dateien/frame.txt", ENGLISH)
    write("news/Page_files/deep/frame.txt", ENGLISH)
    write("news/other_files/a.txt", GERMAN)
    write("news/Page.md", ITALIAN)
    write("news/Seite.htm", "")
    write("news/Page.html", "")
    errors: list[KgError] = []

    documents = list(read_documents([tmp_path / "news"], on_skip=errors.append))

    assert {document.text for document in documents} == {GERMAN, ITALIAN}


def test_error_says_where_and_why_apart(write: Write) -> None:
    """A list of what was left out has the two in columns of their own."""
    with pytest.raises(InputError) as caught:
        list(read_documents([write("a.txt", "")]))

    assert caught.value.source.endswith("a.txt")
    assert caught.value.reason == "holds no text; leave it out or fill it"
    assert str(caught.value) == f"{caught.value.source}: {caught.value.reason}"


def test_text_too_long_for_one_document_is_left_out(read: Read, reasons: Reasons) -> None:
    """The model takes a million characters at once; a file of gigabytes would take the machine."""
    assert read("a.txt", GERMAN, limits=Limits(characters=len(GERMAN)))
    assert "more than the 50 of one document" in reasons("a.txt", GERMAN, limits=Limits(characters=50))[0]
    assert "too much for one document" in reasons("a.txt", GERMAN, limits=Limits(document_bytes=50))[0]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "save it as .docx"),
        (b"{\\rtf1\\ansi Text}", "save it as .docx"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
        (b"7z\xbc\xaf\x27\x1c", "make it a .zip"),
        (make_zip({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "save it as .csv"),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.text"}, 0), "OpenDocument"),
        (b"<?xml version='1.0'?><sitemap/>", "is XML, but no feed"),
    ],
)
def test_what_kg_cannot_read_says_what_to_do(reasons: Reasons, content: bytes, advice: str) -> None:
    """People name such a file because it has their news in it."""
    assert advice in reasons("a", content)[0]
