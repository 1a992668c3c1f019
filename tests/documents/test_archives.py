"""Compressed files, archives of files, and what is wrong with them on purpose."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from kg.documents import Limits, read_documents

from .conftest import Read, Reasons, Write
from .texts import ENGLISH, GERMAN, ITALIAN

COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
}


def make_zip(files: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def make_tar(files: dict[str, bytes | str], mode: str = "w") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            bytes_ = content if isinstance(content, bytes) else content.encode()
            info.size = len(bytes_)
            archive.addfile(info, io.BytesIO(bytes_))
    return data.getvalue()


@pytest.mark.parametrize("suffix", COMPRESSORS)
@pytest.mark.parametrize("name", ["a.txt.{}", "a", "wrong.zip"])
def test_compressed_text_is_read_by_its_content(read: Read, suffix: str, name: str) -> None:
    """A name may lie; the first bytes do not."""
    (document,) = read(name.format(suffix), COMPRESSORS[suffix](GERMAN.encode()))

    assert document.text == GERMAN
    assert Path(document.source).name == name.format(suffix)


@pytest.mark.parametrize("suffix", COMPRESSORS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_cut_off_and_damaged_files_are_named(reasons: Reasons, suffix: str, share: float) -> None:
    """A download that broke off must not look like a text that ends there."""
    whole = COMPRESSORS[suffix]((GERMAN * 50 + ITALIAN).encode())
    cut = whole[: int(len(whole) * share)]
    damaged = cut[:-3] + bytes(255 - byte for byte in cut[-3:]) + whole[len(cut) :]

    assert len(reasons(f"cut.{suffix}", cut)) == 1
    assert len(reasons(f"damaged.{suffix}", damaged)) <= 1


def test_latin_1_in_a_packed_file(read: Read) -> None:
    """What is inside is looked at as closely as a file of its own."""
    assert read("a.gz", gzip.compress(GERMAN.encode("latin-1")))[0].text == GERMAN


@pytest.mark.parametrize("make", [make_zip, make_tar, lambda f: make_tar(f, "w:gz"), lambda f: make_tar(f, "w:xz")])
def test_archive_is_read_like_a_folder(read: Read, make: Callable[[dict[str, bytes | str]], bytes]) -> None:
    """Of an archive, too, only what has the name or the content of a text is read."""
    files: dict[str, bytes | str] = {
        "news/de/a.txt": GERMAN,
        "news/b.txt.gz": gzip.compress(ITALIAN.encode()),
        "news/notes.docm": "no text",
        "news/photo.png": b"\x89PNG\r\n\x1a\n",
        "__MACOSX/news/._a.txt": b"\0\5\x16\7",
        ".DS_Store": b"\0",
        "inner.zip": make_zip({"c.md": ENGLISH}),
    }

    documents = read("news.bin", make(files))

    assert [document.text for document in documents] == [GERMAN, ITALIAN, ENGLISH]
    assert [document.source.rpartition("news.bin")[2] for document in documents] == [
        "/news/de/a.txt", "/news/b.txt.gz", "/inner.zip/c.md",
    ]  # fmt: skip


def test_paths_that_lead_out_of_an_archive_are_refused(reasons: Reasons, tmp_path: Path) -> None:
    """Nothing is written under these names; who makes them is up to something all the same."""
    files: dict[str, bytes | str] = {
        "../out.txt": GERMAN,
        "/etc/out.txt": GERMAN,
        "C:\\out.txt": GERMAN,
        "ok.txt": ITALIAN,
    }

    for data in (make_zip(files), make_tar(files)):
        assert len(reasons("a.zip", data)) == 3
    assert not list(tmp_path.rglob("out.txt"))


def test_links_and_devices_in_an_archive_are_refused(reasons: Reasons) -> None:
    """A link would let an archive name a file of this machine."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, kind in (
            ("soft.txt", tarfile.SYMTYPE),
            ("hard.txt", tarfile.LNKTYPE),
            ("pipe.txt", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    link = zipfile.ZipInfo("soft.txt")
    link.external_attr = 0o120777 << 16
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as zip_:
        zip_.writestr(link, "/etc/passwd")

    assert [reason.partition(": ")[0] for reason in reasons("a.tar", data.getvalue())] == [
        "soft.txt", "hard.txt", "pipe.txt",
    ]  # fmt: skip
    assert "is a link" in reasons("a.zip", zipped.getvalue())[0]


def test_names_in_an_archive_cannot_steer_a_terminal(reasons: Reasons) -> None:
    """Messages are printed; an escape sequence in one would be obeyed."""
    (reason,) = reasons("a.zip", make_zip({"\x1b[2Jempty.txt": ""}))

    assert "\x1b" not in reason


LIMITS = Limits(free_bytes=200_000, ratio=20, document_bytes=150_000, depth=3, members=20)


@pytest.mark.parametrize("suffix", COMPRESSORS)
def test_decompression_bomb_is_refused(reasons: Reasons, suffix: str) -> None:
    """A few bytes may stand for terabytes."""
    bomb = COMPRESSORS[suffix](b"a " * 500_000)

    assert "expands to more than 20 times its size" in reasons("bomb", bomb, limits=LIMITS)[0]
    assert "too much for one document" in reasons("bomb", bomb, limits=Limits(document_bytes=10_000))[0]
    packed = COMPRESSORS[suffix](make_tar({f"{i}.txt": b"a " * 60_000 for i in range(15)}))
    assert "expands to more than 20 times its size" in reasons("bombs", packed, limits=LIMITS)[-1]


def test_zip_of_zips_is_refused_where_it_gets_too_deep_or_too_large(reasons: Reasons) -> None:
    """42.zip holds 4.5 petabytes in five layers of zips."""
    deep = make_zip({"a.txt": GERMAN})
    for _ in range(3):
        deep = make_zip({"in.zip": deep})
    wide = make_zip({"a.txt": b"a " * 60_000})
    for _ in range(2):
        wide = make_zip({f"{i}.zip": wide for i in range(8)})
    many = make_zip({f"{i}.txt": "" for i in range(30)})

    assert "more than 3 archives" in reasons("deep.zip", deep, limits=LIMITS)[0]
    assert "expands" in reasons("wide.zip", wide, limits=LIMITS)[-1]
    assert "more than 20 files" in reasons("many.zip", many, limits=LIMITS)[-1]


def test_encrypted_and_damaged_members_do_not_end_an_archive(read: Read, write: Write) -> None:
    """One bad file never stops a build."""
    data = bytearray(make_zip({"a.txt": GERMAN, "b.txt": ITALIAN}, zipfile.ZIP_STORED))
    data[data.index(b"Die B") + 5] ^= 0x20
    locked = bytearray(make_zip({"a.txt": GERMAN, "b.txt": ENGLISH}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    errors: list[Exception] = []

    documents = list(
        read_documents([write("a.zip", bytes(data)), write("b.zip", bytes(locked))], on_skip=errors.append)
    )

    assert [document.text for document in documents] == [ITALIAN, ENGLISH]
    assert ["Bad CRC-32" in str(errors[0]), "is encrypted" in str(errors[1])] == [True, True]


@pytest.mark.parametrize("make", [make_zip, make_tar])
@pytest.mark.parametrize("share", [0.1, 0.4, 0.5])
def test_archive_cut_off_gives_what_is_whole(
    write: Write, make: Callable[[dict[str, bytes | str]], bytes], share: float
) -> None:
    """What is lost is said; nothing half-read passes for a text."""
    whole = make({"a.txt": GERMAN, "b.txt": ITALIAN * 100, "c.txt": ENGLISH})
    errors: list[Exception] = []

    documents = list(read_documents([write("cut", whole[: int(len(whole) * share)])], on_skip=errors.append))

    assert errors
    assert all(document.text in (GERMAN, ITALIAN * 100, ENGLISH) for document in documents)
