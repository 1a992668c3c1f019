"""The page that says what kg promises names only tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_test_on_the_page_exists(path: str, name: str) -> None:
    """A test that is renamed or lost takes its promise with it."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_a_test() -> None:
    """What nothing shows is no promise."""
    rows = [
        line for line in PAGE.splitlines() if line.startswith("|") and not line.startswith(("| ---", "| kg ", "| as "))
    ]

    assert len(rows) > 20
    assert not [row for row in rows if not re.search(r"`tests/[\w/]+\.py::\w+`", row)]
