"""What became no fact, written down for whoever asks why it is not in the graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main

pytestmark = pytest.mark.model

TEXT = """Marlow Energy wächst

Marlow Energy hat die Brauerei Solvia gekauft. Sie wurde von Brenko verklagt.
Anna Weber ist die Chefin des Hamburger Hafenfests.
"""


def lines_of(folder: Path, *options: str) -> list[dict[str, Any]]:
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    target = folder / f"rejects{len(options)}.jsonl"
    command = ["build", str(folder / "text.txt"), "--out", str(folder / f"out{len(options)}"), "--quiet", "--no-html"]
    assert main([*command, "--rejects", str(target), *options]) == 0
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_rejects_are_lines_of_json_with_sentence_entry_and_reason(tmp_path: Path) -> None:
    """What a person needs to mend an entry or to see why kg was careful; the graph is the same with and without."""
    told = lines_of(tmp_path)

    assert told
    for line in told:
        assert line["sentence"] == TEXT[line["start"] : line["end"]]
        assert line["cue"] in line["sentence"]
        assert all(line[name] for name in ("source", "kind", "reason", "property", "entry"))
    places = [(line["start"], line["end"]) for line in told]
    assert places == sorted(places)
    plain = ["build", str(tmp_path / "text.txt"), "--out", str(tmp_path / "plain"), "--quiet", "--no-html"]
    assert main(plain) == 0
    assert (tmp_path / "plain" / "graph.ttl").read_bytes() == (tmp_path / "out0" / "graph.ttl").read_bytes()


def test_several_processes_tell_the_same(tmp_path: Path) -> None:
    """Each has its own file until the end."""
    assert lines_of(tmp_path, "--workers", "2") == lines_of(tmp_path)


def test_a_file_that_cannot_be_written_is_told_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An hour of reading should not end in a typing error."""
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    target = tmp_path / "nowhere" / "rejects.jsonl"

    command = ["build", str(tmp_path / "text.txt"), "--out", str(tmp_path / "out"), "--rejects", str(target)]
    assert main(command) == 1
    assert f"{target}: cannot be written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
