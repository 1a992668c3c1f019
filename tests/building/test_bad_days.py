"""What happens to the output when something happens to the build."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building.readings import READINGS, Readings
from kg.errors import InputError, OutputError
from kg.graph.folder import STORE, locked, open_store
from tests.building.newsroom import Output, document, documents

ROOT = Path(__file__).parents[2]
TEXTS = [document(f"Berg acquires {name}.", f"{name}.txt") for name in ("Lume", "Orion", "Tessel")]
BUILD = """
import sys
from pathlib import Path
from tests.building.newsroom import Output, documents
print("ready", flush=True)
Output(Path(sys.argv[1])).build(documents(60, 7))
"""


def run(out: Path, script: str = BUILD, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(out)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_killed_at_any_moment_the_graph_is_whole(tmp_path: Path) -> None:
    """kill -9 while it reads, links, writes or moves; `python -m benchmarks.soak` does it with real texts."""
    whole, out = Output(tmp_path / "whole"), Output(tmp_path / "out")
    start = time.monotonic()
    whole.build(documents(60, 7))
    duration_s = time.monotonic() - start
    out.build(TEXTS)
    before, chance = out.files(), random.Random(3)

    for _ in range(3):
        process = run(out.path)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0, duration_s))
        process.send_signal(signal.SIGKILL)
        process.communicate()

        texts = len(open_store(out.path))
        assert texts == len(TEXTS) or out.files() == whole.files()
        assert out.files() == (before if texts == len(TEXTS) else whole.files())

    out.build(documents(60, 7))
    assert out.files() == whole.files()
    assert {path.name for path in out.path.iterdir()} == {path.name for path in whole.path.iterdir()}


def test_build_that_is_cut_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """What was read is kept though nothing was written."""
    out = Output(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        out.build([*TEXTS, document("interrupt", "z.txt")])

    assert out.reader.read_texts[:3] == [text.text for text in TEXTS]
    out.reader.read_texts.clear()
    out.build(TEXTS)
    assert out.reader.read_texts == []


def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second says so at once, and the first goes on."""
    out = Output(tmp_path)
    with locked(tmp_path), pytest.raises(OutputError, match="another build is writing here"):
        out.build(TEXTS)

    out.build(TEXTS)


def test_output_of_a_newer_version(tmp_path: Path) -> None:
    """Neither read nor spoilt."""
    out = Output(tmp_path)
    out.build(TEXTS)
    standing = json.loads((tmp_path / "build.json").read_text())
    (tmp_path / "build.json").write_text(json.dumps({**standing, "format": 99, "novelty": True}))

    with pytest.raises(InputError, match="newer version"):
        open_store(tmp_path)
    with pytest.raises(InputError, match="newer version"):
        out.build(TEXTS[:1])
    (tmp_path / "build.json").write_text(json.dumps(standing))
    assert len(open_store(tmp_path)) == 3


def test_damaged_store_is_written_anew(tmp_path: Path) -> None:
    """Nothing has to be read again for it."""
    out = Output(tmp_path)
    out.build(TEXTS)
    before = out.files()
    out.reader.read_texts.clear()
    (tmp_path / STORE / "CURRENT").write_text("nothing")

    out.build(TEXTS)

    assert out.files() == before
    assert len(open_store(tmp_path)) == 3
    assert out.reader.read_texts == []


def test_readings_that_are_lost_are_missed_only_by_who_adds(tmp_path: Path) -> None:
    """A graph without the texts it is of can be asked, and made anew, but not grow."""
    out = Output(tmp_path)
    out.build(TEXTS)
    before = out.files()
    (tmp_path / READINGS).unlink()

    with pytest.raises(InputError, match="kg build"):
        out.add([document("Halm divests Lume.", "b.txt")])
    assert out.files() == before

    out.build(TEXTS)
    assert out.files() == before


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
@pytest.mark.parametrize("kilobytes", [64, 512])
def test_full_disk(tmp_path: Path, kilobytes: int) -> None:
    """An error that says so; what was there is there. A file that may not grow is what a full disk looks like."""
    out = Output(tmp_path)
    out.build(TEXTS)
    before = out.files()

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    script = BUILD.replace("documents(60, 7)", "documents(1000, 7)")
    process = run(tmp_path, script, preexec_fn=limit)
    _, errors = process.communicate()

    assert process.returncode == 1
    assert errors.strip().splitlines()[-1].startswith("kg.errors.OutputError")
    assert "cannot be written" in errors
    assert out.files() == before
    assert len(open_store(tmp_path)) == 3
    out.build(TEXTS)
    assert out.files() == before


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder that others may enter, and this process as somebody whom rights bind: root they do not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix", reason="needs rights of Unix")
def test_output_that_cannot_be_written(nobody: Path) -> None:
    """Said before anything is read, not after a night."""
    out = Output(nobody / "out")
    out.build(TEXTS)
    before = out.files()
    out.reader.read_texts.clear()
    for path in (out.path, *out.path.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    own = os.geteuid()
    try:
        if own == 0:
            os.seteuid(65534)
        with pytest.raises(OutputError, match="cannot be written"):
            out.add([document("Halm divests Lume.", "b.txt")])
        with pytest.raises(OutputError, match="cannot be written"):
            Output(nobody / "new").build(TEXTS)
    finally:
        os.seteuid(own)
        for path in (out.path, *out.path.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)

    assert out.reader.read_texts == []
    assert out.files() == before


def test_clock_that_jumps_changes_nothing(tmp_path: Path) -> None:
    """Files from the future, and builds in the past, are as any other."""
    out, other = Output(tmp_path / "out"), Output(tmp_path / "other")
    out.build(TEXTS[:2])
    other.build(TEXTS)
    for path in out.path.rglob("*"):
        os.utime(path, (4e9, 4e9))

    out.build(TEXTS)

    assert out.files() == other.files()
    with Readings(out.path / READINGS) as readings:
        assert readings.count_contributions() == 3
