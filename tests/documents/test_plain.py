"""Plain text and Markdown with front matter."""

from __future__ import annotations

from datetime import date

import pytest

from kg.documents import read_text
from kg.errors import LanguageError

from .conftest import Read, Reasons
from .texts import ENGLISH, GERMAN, ITALIAN

FRONT = f"""---
title: "Nordwind: das Ende"
date: 2016-05-26T08:30:00+02:00
author:
  - Anna Berg
  - name: Carlo Rossi
publisher: Hafenblatt
lang: de-DE
url: https://hafenblatt.example/nordwind?id=7
tags: [werft, nordsee]
---
{GERMAN}
"""


def test_front_matter_of_a_site_generator_is_read(read: Read) -> None:
    """Hugo, Jekyll and Obsidian keep everything kg wants to know at the top of the text."""
    (document,) = read("a.txt", FRONT)

    assert document.title == "Nordwind: das Ende"
    assert document.published == date(2016, 5, 26)
    assert document.authors == ("Anna Berg", "Carlo Rossi")
    assert document.publisher == "Hafenblatt"
    assert document.url == "https://hafenblatt.example/nordwind?id=7"
    assert document.text == FRONT


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    """People do not quote their colons."""
    document = read_text(f"---\ntitle: Nordwind: das Ende\nauthor: [Anna\n---\n{GERMAN}")

    assert document.title == "Nordwind: das Ende"


def test_aliases_and_tags_in_front_matter_do_nothing() -> None:
    """YAML can be made to grow without end, and to call functions."""
    bomb = "\n".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True))
    document = read_text(f"---\na: &a [x, x]\n{bomb}\nauthor: *h\ntitle: !!python/name:os.system x\n---\n{GERMAN}")

    assert document.title == "x"
    assert document.authors == ()


def test_a_line_of_dashes_is_no_front_matter(read: Read) -> None:
    """A rule at the top of a text is not the beginning of a description."""
    text = f"---\n{GERMAN}\n\n{GERMAN}"

    assert read("a.txt", text)[0].text == text


def test_marks_of_markdown_are_not_part_of_the_text(read: Read) -> None:
    """A parser of sentences knows no asterisks, and an address is no word."""
    text = (
        '---\ntitle: Werft\n---\n# Die *Werft* schließt\n\n**Kiel** – [Nordwind](https://nordwind.example "Titel")\n'
        "schließt die Werft. ![Bild](x.png)\n\n"
        f"> {GERMAN}\n\n* eins\n* zwei\n\n```\nx = 1\n```\n\n<script>alert(1)</script>\n"
    )
    (document,) = read("a.md", text)

    assert document.title == "Werft"
    assert document.text == (f"Die Werft schließt\n\nKiel – Nordwind schließt die Werft.\n\n{GERMAN}\n\neins\n\nzwei")


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("plain.md", ITALIAN, "it"),
        ("README.markdown", f"Title\n=====\n\n{ENGLISH}", "en"),
        ("table.md", f"| a | b |\n|---|---|\n| {GERMAN} | x |", "de"),
        ("list.md", f"1. {ENGLISH}\n2. {ENGLISH}", "en"),
    ],
)
def test_markdown_of_many_shapes(read: Read, name: str, text: str, language: str) -> None:
    """What people write is rarely one paragraph."""
    (document,) = read(name, text)

    assert document.language == language
    assert not set("|=") & set(document.text)


def test_markdown_without_text_is_left_out(reasons: Reasons) -> None:
    """A picture has no words."""
    assert "holds no text" in reasons("a.md", "![](x.png)")[0]


def test_language_in_front_matter_is_believed() -> None:
    """Who writes it over a text knows, as with --language."""
    assert read_text("---\nlang: it_IT\n---\nNordwind").language == "it"
    with pytest.raises(LanguageError, match="'fr'"):
        read_text(f"---\nlang: fr\n---\n{GERMAN}")
