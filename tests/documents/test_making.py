"""Files and folders -> Document."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from kg.documents import read_documents, read_text
from kg.errors import InputError, KgError, LanguageError
from kg.types import Document
from tests.documents.conftest import Write

GERMAN = "Die Bürger ärgern sich über höhere Gebühren. Die Maßnahme gefällt den meisten nicht."
ITALIAN = "La società ha deciso di chiudere lo stabilimento, perché il governo non è d'accordo."
ENGLISH = "The company said on Tuesday that it would close its factory and cut three hundred jobs."
FRENCH = "La société a annoncé la suppression de trois cents emplois à Lyon d'ici la fin de l'année."
CZECH = "Společnost v úterý oznámila, že do konce roku propustí několik set zaměstnanců."


def read_one(path: Path) -> Document:
    (document,) = read_documents([path])
    return document


def test_folder_is_read_recursively_in_order(write: Write, tmp_path: Path) -> None:
    """The order of the texts must not depend on the file system, nor on the order of arguments."""
    write("b/two.txt", ITALIAN)
    write("a/one.md", GERMAN)
    last = write("z.TXT", ENGLISH)
    write("a/notes.docm", "PK")
    write("a/photo.png", b"\x89PNG\r\n\x1a\n\0")
    write("a/.hidden.txt", GERMAN + " Ja.")
    write(".git/config.txt", GERMAN + " Nein.")

    documents = list(read_documents([last, tmp_path]))

    assert [document.language for document in documents] == ["de", "it", "en"]
    assert [Path(document.source).name for document in documents] == ["one.md", "two.txt", "z.TXT"]


def test_text_that_occurs_twice_is_given_once(write: Write, tmp_path: Path) -> None:
    """The id is made of the text alone, so two files with one text are one document."""
    write("first.txt", GERMAN)
    write("second.txt", b"\xef\xbb\xbf" + GERMAN.encode())

    (document,) = read_documents([tmp_path])

    assert document.source.endswith("first.txt")
    assert document.id == hashlib.sha256(GERMAN.encode()).hexdigest()[:16]


def test_file_named_by_hand_is_read_whatever_its_suffix(write: Write) -> None:
    """Who names a file means it."""
    assert read_one(write("article", GERMAN)).text == GERMAN


def test_missing_path_is_raised_before_anything_is_read(write: Write, tmp_path: Path) -> None:
    """A misspelt path must not show up after an hour of work, nor be skipped."""
    skipped: list[KgError] = []
    with pytest.raises(InputError, match=r"nothing\.txt: no such file or folder"):
        read_documents([write("a.txt", GERMAN), tmp_path / "nothing.txt"], on_skip=skipped.append)
    assert not skipped


def test_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    """An empty graph would look like a success."""
    with pytest.raises(InputError, match="no text found"):
        read_documents([tmp_path])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", GERMAN),
        ("utf-8-sig", GERMAN),
        ("utf-16", GERMAN),
        ("utf-32", ITALIAN),
        ("latin-1", GERMAN),
        ("cp1252", "„" + GERMAN + "“ – so die Zeitung über 3 €."),
        ("cp1252", ITALIAN.replace("'", "’")),
    ],
)
def test_encoding_is_found(write: Write, encoding: str, text: str) -> None:
    """Archives hold old files; a wrong letter would make a wrong name."""
    assert read_one(write("a.txt", text, encoding)).text == text


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "shift_jis"])
def test_uncertain_encoding_is_refused(write: Write, encoding: str) -> None:
    """Better no text than one with wrong letters."""
    text = "日本語のテキストです。これはテストです。" if encoding == "shift_jis" else GERMAN
    with pytest.raises(InputError, match="save it as UTF-8"):
        read_one(write("a.txt", text, encoding))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no text"),
        (b" \n\t\n", "holds no text"),
        (b"\xef\xbb\xbf", "holds no text"),
        (b"---\ntitle: X\n---\n", "holds no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)), "is a picture"),
        (b"\xfe\x01\x00\x00" + bytes(range(256)), "not certain"),
        (b"abc\x00def", "NUL"),
        (b"\xff\xfea", "not certain"),
    ],
)
def test_what_is_no_text_is_refused(write: Write, content: bytes, message: str) -> None:
    """Pictures and empty files lie in every folder."""
    with pytest.raises(InputError, match=message):
        read_one(write("a.txt", content))


def test_skipped_texts_are_reported_and_reading_goes_on(write: Write, tmp_path: Path) -> None:
    """One bad file must not end a run over thousands."""
    write("a.txt", b"")
    write("b.txt", GERMAN)
    write("c.txt", FRENCH)
    skipped: list[KgError] = []

    documents = list(read_documents([tmp_path], on_skip=skipped.append))

    assert [document.text for document in documents] == [GERMAN]
    assert [type(error) for error in skipped] == [InputError, LanguageError]


def test_line_ends_become_newlines_and_nothing_else_changes() -> None:
    """Offsets point into the text as read."""
    text = "  Das  ist\xa0gut.\r\nUnd das\rauch.\n\n"
    assert read_text(text, language="de").text == "  Das  ist\xa0gut.\nUnd das\nauch.\n\n"


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (ITALIAN, "it"), (ENGLISH, "en")])
def test_language_is_detected(text: str, language: str) -> None:
    """Every text is read with the lexicon of its own language."""
    assert read_text(text).language == language


@pytest.mark.parametrize(
    ("text", "name"), [(FRENCH, r"French \(fr\)"), (CZECH, r"Czech \(cs\)"), (FRENCH.upper(), "fr")]
)
def test_other_language_is_named_and_refused(text: str, name: str) -> None:
    """A French text read as Italian would give nonsense."""
    with pytest.raises(LanguageError, match=f"a.txt: the text is in .*{name}.*kg reads de, en, it"):
        read_text(text, source="a.txt")


@pytest.mark.parametrize("text", ["Twitter", "123 456", "SAP Apple Google", "😀"])
def test_too_short_text_asks_for_its_language(text: str) -> None:
    """A guess from one name is worth nothing."""
    with pytest.raises(LanguageError, match="--language"):
        read_text(text)


def test_language_can_be_forced() -> None:
    """Who knows better is believed, but only for languages there is a lexicon for."""
    assert read_text("Twitter", language="it").language == "it"
    with pytest.raises(LanguageError, match="'fr'; kg reads de, en, it"):
        read_text(FRENCH, language="fr")
    assert read_text(FRENCH, languages=frozenset({"fr"})).language == "fr"


def test_title_is_the_first_line_unless_it_is_a_paragraph() -> None:
    """News files start with their headline."""
    assert read_text("\n  Twitter stoppt Projekt \n\n" + GERMAN).title == "Twitter stoppt Projekt"
    assert read_text("Ja. " * 80 + GERMAN).title == ""
    assert read_text(GERMAN, title="Anders").title == "Anders"


def test_front_matter_describes_the_text_and_stays_in_it() -> None:
    """Relative dates need the date of publication; offsets need the whole text."""
    text = f'---\ntitle: "Höhere Gebühren"\ndate: 2016-05-26\nlanguage: de\n---\n{GERMAN}\n'

    document = read_text(text)

    assert document.title == "Höhere Gebühren"
    assert document.published == date(2016, 5, 26)
    assert document.text == text


def test_malformed_date_in_front_matter_is_an_error() -> None:
    """A wrong date would move every relative date of the text."""
    with pytest.raises(InputError, match=r"'26\.5\.2016' is no date; expected YYYY-MM-DD"):
        read_text(f"---\ndate: 26.5.2016\n---\n{GERMAN}")


def test_half_a_character_is_refused() -> None:
    """A lone surrogate can be in a string but in no file, so it has no hash."""
    with pytest.raises(InputError, match="half a character"):
        read_text(GERMAN + "\ud83d", language="de")
