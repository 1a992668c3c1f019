"""Files of all kinds, written by the tests that read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.documents import read_documents
from kg.errors import KgError
from kg.types import Document

Write = Callable[..., Path]
Read = Callable[..., list[Document]]
Reasons = Callable[..., list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below the test's folder and give its path."""

    def write_file(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write_file


@pytest.fixture
def read(write: Write) -> Read:
    """Read a file of a name and a content, of which nothing may be left out."""

    def read_file(name: str, content: str | bytes, **options: Any) -> list[Document]:
        return list(read_documents([write(name, content)], **options))

    return read_file


@pytest.fixture
def reasons(write: Write) -> Reasons:
    """Read a file and give the reasons for what is left out of it."""

    def read_file(name: str, content: str | bytes, **options: Any) -> list[str]:
        errors: list[KgError] = []
        list(read_documents([write(name, content)], on_skip=errors.append, **options))
        return [f"{Path(error.source).name}: {error.reason}" for error in errors]

    return read_file
