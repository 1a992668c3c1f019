"""What the READMEs show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.readme import BLOCK, READMES, ROOT, run_readme

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("[a-z]*/README.md"), *ROOT.glob("kg/*/*/README.md")])

pytestmark = pytest.mark.model


@pytest.mark.parametrize("path", READMES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_block_runs_and_prints_what_is_shown(path: Path, tmp_path: Path) -> None:
    """A newcomer copies these lines first; `make readme` writes down what they print now."""
    text = path.read_text(encoding="utf-8")

    assert run_readme(text, tmp_path) == text


def test_first_commands_are_demo_and_test() -> None:
    """Nobody should have to read before something happens."""
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    commands = [line for language, block in blocks if language in ("sh", "console") for line in block.splitlines()]

    assert commands[:2] == ["make demo", "make test"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    """A page that is moved takes its links along."""
    text = path.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]

    assert [link for link in links if link and not (path.parent / link).exists()] == []
