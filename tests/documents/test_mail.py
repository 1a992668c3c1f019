"""E-mail: messages, mailboxes, saved pages."""

from __future__ import annotations

import mailbox
from datetime import date
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.errors import KgError

from .conftest import Read, Reasons, Write
from .test_archives import make_zip
from .test_web import PROSE, page
from .texts import ENGLISH, GERMAN, ITALIAN


def message(text: str = GERMAN, **headers: str) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    values = {"From": "Anna Bërg <anna@hafenblatt.example>", "To": "b@c.example", "Subject": "Werft schließt — heute",
              "Date": "Tue, 02 Mar 2021 07:15:00 +0100", "Message-ID": "<1@hafenblatt.example>"}  # fmt: skip
    for name, value in {**values, **headers}.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def test_plain_message(read: Read) -> None:
    """Headers are encoded words, the text is quoted-printable; the sender wrote it on the day of the header."""
    (document,) = read("a.eml", bytes(message()))

    assert document.text == GERMAN
    assert (document.title, document.published) == ("Werft schließt — heute", date(2021, 3, 2))
    assert document.authors == ("Anna Bërg",)


def test_what_others_wrote_and_the_signature_are_left_out(read: Read) -> None:
    """A quotation is somebody else's, of another day."""
    quoted = f"Am 1. März 2021 um 10:00\nschrieb Jan Ole:\n\n> {ITALIAN}\n>> alt"
    text = f"{GERMAN}\n\n{quoted}\n\nDanke.\n-- \nAnna Berg\nHafenblatt"

    assert read("a.eml", bytes(message(text)))[0].text == f"{GERMAN}\n\nDanke."


def test_lines_that_were_cut_are_put_together(read: Read) -> None:
    """Mail programs cut lines at 72 characters, some of them with a mark."""
    cut = "\n".join(["Die Reederei Nordwind schließt ihre Werft in Kiel. Das teilte das Unter-",
                     "nehmen am Dienstag mit. Rund 300 Beschäftigte sind davon betroffen.", "",
                     "Kurz.", "Gut."])  # fmt: skip
    flowed = message("Die Reederei Nordwind schließt \nihre Werft in \nKiel.\n\nGut.\n")
    flowed.set_param("format", "flowed")

    assert read("a.eml", bytes(message(cut)))[0].text == (
        "Die Reederei Nordwind schließt ihre Werft in Kiel. Das teilte das Unternehmen am Dienstag mit. "
        "Rund 300 Beschäftigte sind davon betroffen.\n\nKurz.\n\nGut."
    )
    assert read("b.eml", bytes(flowed))[0].text == "Die Reederei Nordwind schließt ihre Werft in Kiel.\n\nGut."


def test_newsletter_in_html_alone(read: Read) -> None:
    """The plain part is missing, or empty."""
    mail = message()
    mail.set_content(
        f"<html><head><style>p {{}}</style></head><p>{GERMAN}</p><p>Mehr&nbsp;hier</p></html>", subtype="html"
    )

    assert read("a.eml", bytes(mail))[0].text.replace("\xa0", " ") == f"{GERMAN}\nMehr hier"


def test_alternatives_are_one_text_and_attachments_are_texts_of_their_own(read: Read) -> None:
    """Press releases come attached; a message that is passed on has a sender and a day of its own."""
    mail = message()
    mail.add_alternative(f"<p>{GERMAN}</p>", subtype="html")
    mail.add_attachment(ITALIAN.encode(), maintype="text", subtype="plain", filename="../mitteilung.txt")
    mail.add_attachment(make_zip({"c.txt": "Il governo ha approvato la legge di bilancio per il prossimo anno."}),
                        maintype="application", subtype="zip", filename="c.zip")  # fmt: skip
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="invite.ics")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="x.png")
    mail.add_attachment(message(ENGLISH, Subject="Yard", Date="Mon, 01 Mar 2021 07:15:00 +0100"))

    documents = read("a.eml", bytes(mail))

    assert [document.language for document in documents] == ["de", "it", "it", "en"]
    assert [document.source.rpartition("a.eml")[2] for document in documents] == [
        "", "/.._mitteilung.txt", "/c.zip/c.txt", "/attachment-5",
    ]  # fmt: skip
    assert (documents[3].title, documents[3].published) == ("Yard", date(2021, 3, 1))


def test_mailbox_of_many(write: Write, tmp_path: Path) -> None:
    """Thunderbird and Gmail's export keep all messages in one file; "From " in a text is marked."""
    box = mailbox.mbox(tmp_path / "Inbox")
    for text in (f"{GERMAN}\nFrom now on.", ITALIAN, "", ENGLISH):
        box.add(mailbox.mboxMessage(message(text)))
    box.close()
    errors: list[KgError] = []

    documents = list(read_documents([tmp_path], on_skip=errors.append))

    assert [document.language for document in documents] == ["de", "it", "en"]
    assert documents[0].text == f"{GERMAN}\nFrom now on.".replace("\n", " ")
    assert [Path(error.source).name for error in errors] == ["Inbox#3"]


def test_page_saved_as_one_message(read: Read) -> None:
    """Chrome and Edge save a page as .mhtml: the page, its pictures, its address."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = "<Saved by Blink>"
    mail["Snapshot-Content-Location"] = "https://hafenblatt.example/werft"
    mail["Subject"] = "Werft"
    mail["Date"] = "Fri, 05 Aug 2022 10:00:00 -0000"
    mail.set_content(page("<meta property='og:site_name' content='Hafenblatt'>"), subtype="html")
    mail.add_related(b"\x89PNG", maintype="image", subtype="png")

    (document,) = read("a.mhtml", bytes(mail))

    assert document.url == "https://hafenblatt.example/werft"
    assert document.publisher == "Hafenblatt"
    assert document.published is None
    assert document.text.endswith(PROSE[-1])


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b\r\nDate: nie\r\nSubject: =?utf-8?q?x=FF?=\r\n\r\n",
        b"From: \r\nTo: \r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n",
        b"From: a\r\nTo: b\r\nSubject: x\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe\xfa\x81\x8d",
        b"From: a\r\nTo: b\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
    ],
)
def test_malformed_messages_are_left_out(reasons: Reasons, raw: bytes) -> None:
    """Spam is malformed on purpose."""
    assert len(reasons("a.eml", raw)) == 1


def test_message_of_missing_parts_is_read(read: Read) -> None:
    """Old messages have no types, no date, and an encoding nobody declared."""
    raw = b"From: anna\nTo: b\nSubject: Werft\nDate: gestern\n\n" + GERMAN.encode("latin-1")
    (document,) = read("old", raw)

    assert (document.text, document.published, document.authors) == (GERMAN, None, ("anna",))
    cut = bytes(message(GERMAN * 5))
    assert read("cut.eml", cut[: len(cut) - 100])
