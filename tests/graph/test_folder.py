from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, OutputError
from kg.graph import Store
from kg.graph.folder import new_output, open_store
from tests.graph.sample import fill, harbour, succession

ROOT = Path(__file__).parents[2]


def write(out: Path, *names: str, keep: bool = False) -> None:
    """Write an output with one text, and files with the given names."""
    with new_output(out, keep=keep) as folder:
        store = Store(folder / "store")
        fill(store, succession() if keep else harbour())
        store.close()
        for name in names:
            (folder / name).write_text("new")


def titles(out: Path) -> list[str]:
    return [document.title for document in open_store(out).documents()]


def contents(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()}


def test_output_is_swapped_in_whole(tmp_path: Path) -> None:
    """The second output leaves nothing of the first, and nothing of its making."""
    write(tmp_path, "graph.ttl", "graph.html")
    (tmp_path / "README.md").write_text("mine")
    write(tmp_path, "graph.ttl")

    assert contents(tmp_path) == {"README.md", "graph.ttl", "store"}
    assert titles(tmp_path) == ["Nordwind closes Kiel yard"]


def test_output_may_be_added_to(tmp_path: Path) -> None:
    """A text more does not need all others to be read again."""
    write(tmp_path)
    write(tmp_path, keep=True)

    assert titles(tmp_path) == ["Nordwind closes Kiel yard", "Wechsel bei Nordwind"]


def test_error_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    """Half a graph is worse than yesterday's."""
    write(tmp_path, "graph.ttl")

    def fail() -> None:
        with new_output(tmp_path) as folder:
            (folder / "graph.ttl").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()

    assert (tmp_path / "graph.ttl").read_text() == "new"
    assert contents(tmp_path) == {"graph.ttl", "store"}


WORK = """
import sys, time
from pathlib import Path
from kg.graph import Store
from kg.graph.folder import new_output
with new_output(Path(sys.argv[1])) as folder:
    store = Store(folder / "store")
    (folder / "graph.ttl").write_text("half")
    print("at work", flush=True)
    time.sleep(60)
"""


def test_killed_build_leaves_the_output_and_the_way_free(tmp_path: Path) -> None:
    """kill -9 runs no clean-up: the next build does it; as long as one is at work, no other begins."""
    write(tmp_path, "graph.ttl")
    work = [sys.executable, "-c", WORK, str(tmp_path)]
    with subprocess.Popen(work, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "at work\n"
            with pytest.raises(OutputError, match="another build"):
                write(tmp_path)
        finally:
            process.send_signal(signal.SIGKILL)

    assert (tmp_path / "graph.ttl").read_text() == "new"
    assert titles(tmp_path) == ["Nordwind closes Kiel yard"]
    write(tmp_path)
    assert contents(tmp_path) == {"store"}


@pytest.mark.parametrize("moved", [(), ("graph.ttl",), ("graph.ttl", "old store")])
def test_swap_that_was_cut_off_is_finished(tmp_path: Path, moved: tuple[str, ...]) -> None:
    """Once all is written the new output counts, wherever the process ends."""
    write(tmp_path / "new", "graph.ttl")
    out = tmp_path / "out"
    with new_output(out) as folder:
        Store(folder / "store").close()
        (folder / "graph.ttl").write_text("old")
    (tmp_path / "new").rename(out / ".complete")
    if "graph.ttl" in moved:
        (out / ".complete" / "graph.ttl").replace(out / "graph.ttl")
    if "old store" in moved:
        (out / "store").rename(out / ".old")
        assert titles(out) == ["Nordwind closes Kiel yard"]
    else:
        write(out, "graph.ttl")

    assert contents(out) == {"graph.ttl", "store"}
    assert (out / "graph.ttl").read_text() == "new"


def test_folder_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    """The next step is in the message."""
    with pytest.raises(InputError, match="kg build"):
        open_store(tmp_path)


def test_output_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A file is not a folder, and is not overwritten."""
    (tmp_path / "file").write_text("mine")

    with pytest.raises(OutputError, match="file"):
        write(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_damaged_rest_of_a_build_is_cleared(tmp_path: Path) -> None:
    """A build that is killed while it copies the store leaves a part of it, which must not be in the way for ever."""
    out = tmp_path / "out"
    with new_output(out) as folder, Store(folder / "store") as store:
        fill(store, harbour())
    shutil.copytree(out / "store", out / ".partial" / "store")
    next((out / ".partial" / "store").glob("*.sst")).unlink()

    with new_output(out, keep=True) as folder, Store(folder / "store") as store:
        assert len(store) == 1
