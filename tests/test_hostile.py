"""What comes from somebody else, through the whole of kg: nobody is called, nothing is obeyed, nothing is run."""

from __future__ import annotations

import ast
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg import paths
from kg.cli import main
from kg.graph.folder import open_store
from tests.documents.test_hostile import NAMES, SAMPLES
from tests.graph.sample import sample_store

ROOT = Path(__file__).parents[1]
NEWS = "Marlow Energy has bought the brewery Solvia. Anna Weber leads Marlow Energy since 2019."
STEERING = ("\x1b[2J\x1b]0;mine\x07", "\u202egnp", "\x9b31m", "\r")

# Runs kg in a process that may not so much as ask for an address; whoever tries is written down, not only refused,
# since a library may well catch the refusal.
SILENT = """
import json
import sys
calls = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        calls.append((event, repr(arguments[1:])))
        raise OSError("no network here")
sys.addaudithook(watch)
from kg.cli import main
codes = [main(command) for command in json.loads(sys.argv[1])]
print("CODES", codes, "CALLS", calls, file=sys.stderr)
"""


@pytest.mark.model
def test_nothing_of_a_whole_build_opens_a_connection(tmp_path: Path) -> None:
    """Every kind of file, then a question, an export and the page; what a text links to is never looked at."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for kind, data in SAMPLES.items():
        name = NAMES.get(kind, "a")
        (folder / f"{kind.value}{Path(name).suffix}").write_bytes(data)
    (folder / "news.txt").write_text(NEWS)

    commands = (
        ("build", *sorted(folder.iterdir()), "--out", out, "--quiet"),
        ("query", "SELECT ?of { ?who kg:acquires ?of }", "--out", out),
        ("export", "--out", out, "--format", "csv", "-o", tmp_path / "facts.csv"),
        ("check", "--out", out),
        ("review", "--out", out, "-o", tmp_path / "who.csv"),
    )
    told = json.dumps([[str(word) for word in command] for command in commands])
    script = [sys.executable, "-c", SILENT, told]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stderr.strip().splitlines()[-1] == f"CODES {[0] * len(commands)} CALLS []", done.stderr


def test_the_watch_sees_a_connection() -> None:
    """Otherwise the test above could not fail."""
    code = SILENT.replace("from kg.cli import main", "import urllib.request as r").replace(
        "codes = [main(command) for command in json.loads(sys.argv[1])]",
        "codes = []\ntry:\n r.urlopen('http://127.0.0.1:9/')\nexcept OSError: pass",
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "socket." in done.stderr


def test_the_suite_reaches_only_this_machine() -> None:
    """tests/conftest.py sees to it in every test."""
    with socket.socket() as connection, pytest.raises(PermissionError, match="reaches only this machine"):
        connection.connect(("192.0.2.1", 80))


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes are Linux's")
def test_names_of_files_are_only_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Turtle, SPARQL, markup, escape sequences and bytes that are no letters; each stands in the graph as it is."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    names = [
        b'> . <a:b> <a:c> "x" .txt',
        b'"} ; DROP ALL #.txt',
        b"<script>alert(1)<.txt",
        b"=HYPERLINK(1).txt",
        b"\x1b[31mred\nline.txt",
        b"\xff\xfe no letters.txt",
        "\u202egnp.txt".encode(),
    ]
    for number, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"{NEWS} It has {number + 20} employees.")
    empty = b"\xfe\x1b]0;empty\x07.txt"
    Path(os.fsdecode(os.fsencode(folder) + b"/" + empty)).write_text("")

    assert main(["build", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr()
    skipped = [json.loads(line) for line in (out / "skipped.jsonl").read_text().splitlines()]
    sources = {document.identifier for document in open_store(out).documents()}

    no_letters = names[-2]
    assert sources == {name.decode() for name in names if name != no_letters} | {"%FF%FE no letters.txt"}
    assert [Path(line["source"]).name for line in skipped] == ["%FE\x1b]0;empty\x07.txt"]
    assert not [c for c in said.out + said.err if not c.isprintable() and c != "\n"]


@pytest.mark.parametrize("steering", STEERING)
@pytest.mark.parametrize(
    "command",
    [
        ["build", "{}"],
        ["query", "SELECT ?x {{ ?x {} }}"],
        ["query", "who-leads-whom{}"],
        ["query", "ceo-of", "--org", "{}"],
        ["check", "{}"],
        ["export", "--out", "{}"],
        ["eval", "{}"],
        ["{}"],
    ],
)
def test_no_message_steers_a_terminal(
    command: list[str], steering: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that somebody made may be pasted, or come from a script; the message shows it and does not do it."""
    code = main([word.format(f"x{steering}y") for word in command])
    said = capsys.readouterr()

    assert code in (1, 2)
    assert said.err
    assert not [c for c in said.out + said.err if not c.isprintable() and c != "\n"]


def test_a_file_of_triples_cannot_steer_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `kg check` finds wrong, it shows."""
    bad = tmp_path / "bad.ttl"
    sample_store().export(bad, "turtle")
    turtle = bad.read_text(encoding="utf-8")
    bad.write_text(
        turtle.replace("kg:modality kg:asserted", 'kg:modality "\\u001b[2J\\u0007\\u202e"'), encoding="utf-8"
    )

    assert main(["check", str(bad)]) == 1
    said = capsys.readouterr()
    assert "Found: " in said.out
    assert not [c for c in said.out + said.err if not c.isprintable() and c != "\n"]


EVALUATING = {"eval", "exec", "compile", "__import__", "system", "popen", "literal_eval"}
# Pickles go through pipes between kg's own processes, and nobody else can write there.
PICKLING = {"graph/limits.py", "graph/worker.py", "building/processes.py", "building/worker.py"}


@pytest.mark.parametrize("path", sorted(paths.PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(paths.PACKAGE)))
def test_no_code_evaluates_data(path: Path) -> None:
    """No eval, no shell, no loader of YAML that makes objects, no pickle from outside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {node.func.id for node in calls if isinstance(node.func, ast.Name)}
    methods = {(_owner(node.func), node.func.attr) for node in calls if isinstance(node.func, ast.Attribute)}
    loaders = {ast.unparse(word.value) for node in calls for word in node.keywords if word.arg in ("Loader", "shell")}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}

    assert not names & EVALUATING
    assert not {f"{owner}.{name}" for owner, name in methods if name in EVALUATING and owner != "re"}
    assert loaders <= {"yaml.BaseLoader"}
    assert not imported & {"pickle", "marshal", "shelve"} or path.relative_to(paths.PACKAGE).as_posix() in PICKLING


def _owner(function: ast.Attribute) -> str:
    return ast.unparse(function.value)
