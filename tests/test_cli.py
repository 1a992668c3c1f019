from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from rdflib import Graph

import kg
from kg.cli import main
from kg.graph import Store
from kg.graph.folder import new_output
from tests.graph.sample import entity, fill, harbour, succession

ROOT = Path(__file__).parents[1]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give an output folder with the sample texts."""
    with new_output(tmp_path / "out") as folder:
        store = Store(folder / "store")
        fill(store, harbour())
        fill(store, succession())
        store.derive()
        store.close()
        (folder / "graph.html").write_text("<!doctype html>")
    return tmp_path / "out"


Capture = pytest.CaptureFixture[str]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        encoding="utf-8",
    )


def test_help_is_quick_and_names_the_commands() -> None:
    """Whoever asks for help does not wait for a language model."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        done = run("--help")
        times.append(time.perf_counter() - start)

    assert done.returncode == 0
    assert all(command in done.stdout for command in ("build", "query", "export", "check", "serve", "view"))
    # 0.1 s on an idle machine; tests run on busy ones.
    assert min(times) < 1


@pytest.mark.parametrize("command", ["build", "query", "export", "check", "serve", "view"])
def test_help_of_every_command_has_an_example(command: str, capsys: Capture) -> None:
    """An example says more than ten options."""
    assert main([command, "--help"]) == 0
    assert f"\n    kg {command}" in capsys.readouterr().out


def test_version_is_told(capsys: Capture) -> None:
    """The same number as that of the distribution."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"kg {kg.__version__}\n"
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == kg.__version__


def test_importing_kg_imports_nothing_heavy() -> None:
    """`import kg` costs nothing; what is used is imported when it is."""
    script = "import sys, kg; print(sorted({'spacy', 'rdflib', 'pyoxigraph', 'numpy'} & set(sys.modules)))"

    assert subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True) == "[]\n"


def test_public_names_are_sorted_and_there() -> None:
    """One list of what kg offers."""
    assert kg.__all__ == sorted(kg.__all__)
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    assert set(kg.__all__) <= set(dir(kg))


def test_unknown_name_is_an_attribute_error() -> None:
    """Lazy imports must not swallow typos."""
    with pytest.raises(AttributeError, match="biuld"):
        _ = kg.biuld


# query


def test_saved_query_is_a_table_with_names(out: Path, capsys: Capture) -> None:
    """A person reads Anna Berg, not an IRI."""
    assert main(["query", "who-leads-whom", "--out", str(out)]) == 0
    table = capsys.readouterr().out

    assert re.search(r"Anna Berg +kg:ceoOf +Nordwind", table)
    assert "1 row" in table


def test_table_may_show_iris(out: Path, capsys: Capture) -> None:
    """To type them in the next query."""
    assert main(["query", "who-leads-whom", "--iris", "--out", str(out)]) == 0
    assert "person/anna-berg" in capsys.readouterr().out


def test_saved_queries_are_listed(capsys: Capture) -> None:
    """By name, with what they answer."""
    assert main(["query", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) >= 10
    assert any(re.match(r"hedged +What is only reported", line) for line in lines)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_rows_come_in_every_format(out: Path, form: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """For other programs."""
    assert main(["query", "SELECT ?who { ?who kg:ceoOf ?of }", "--format", form, "--out", str(out)]) == 0
    written = capfdbinary.readouterr().out

    assert b"https://kg.example/person/anna-berg" in written
    if form == "json":
        assert len(json.loads(written)["results"]["bindings"]) == 1


@pytest.mark.parametrize(("form", "syntax"), [("ttl", "turtle"), ("json", "json-ld"), ("xml", "xml")])
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_construct_gives_a_graph(out: Path, form: str, syntax: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A part of the graph, to take along."""
    query = "CONSTRUCT WHERE { ?who kg:ceoOf ?of }"
    assert main(["query", query, "--format", form, "--out", str(out)]) == 0

    assert len(Graph().parse(data=capfdbinary.readouterr().out, format=syntax)) == 1


def test_query_comes_from_a_file_or_standard_input(out: Path, tmp_path: Path, capsys: Capture) -> None:
    """Long queries are kept in files."""
    file = tmp_path / "mine.rq"
    file.write_text("ASK { ?who kg:ceoOf ?of }")
    assert main(["query", str(file), "--out", str(out)]) == 0
    assert capsys.readouterr().out == "yes\n"

    piped = subprocess.run(
        [sys.executable, "-m", "kg", "query", "-", "--out", str(out)],
        input="ASK { ?who kg:sues ?whom }",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert piped.stdout == "no\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "SELECT ?s { ?s a foo:Bar }"], ["line 1, column 18", "foo:", "^"]),
        (["query", "heged"], ["did you mean hedged"]),
        (["query", "nowhere.rq"], ["nowhere.rq", "cannot be read"]),
    ],
)
def test_message_alone_is_printed(out: Path, arguments: list[str], words: list[str], capsys: Capture) -> None:
    """What a user did is told to the user, not with a traceback; the exit code is 1."""
    assert main([*arguments, "--out", str(out)]) == 1
    captured = capsys.readouterr()

    assert all(word in captured.err for word in words)
    assert "Traceback" not in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("command", [["query", "hedged"], ["export"], ["check"], ["view"]])
def test_missing_graph_says_how_to_make_one(tmp_path: Path, command: list[str], capsys: Capture) -> None:
    """The next step is in the message."""
    assert main([*command, "--out", str(tmp_path / "none")]) == 1
    assert "kg build PATH..." in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["query"], ["build"], ["nonsense"], ["export", "--format", "docx"], ["export", "-o", "graph.docx"]],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: Capture) -> None:
    """As with every other command line."""
    assert main(arguments) == 2
    assert "Usage: kg" in capsys.readouterr().err


# export


@pytest.mark.parametrize("name", ["graphml", "jsonld", "nq", "nt", "rdf", "trig", "ttl"])
def test_format_is_guessed_from_the_file(out: Path, tmp_path: Path, name: str) -> None:
    """And a second export gives the same bytes."""
    files = [tmp_path / f"one.{name}", tmp_path / f"two.{name}"]
    for file in files:
        assert main(["export", "-o", str(file), "--out", str(out)]) == 0

    assert files[0].read_bytes() == files[1].read_bytes()
    assert b"Nordwind" in files[0].read_bytes()


def test_export_goes_to_standard_output(out: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """For a pipe."""
    assert main(["export", "--format", "ntriples", "--out", str(out)]) == 0
    assert len(Graph().parse(data=capfdbinary.readouterr().out, format="nt")) > 100


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_reader_that_has_seen_enough_is_no_error(out: Path) -> None:
    """`kg export | head` ends quietly."""
    script = f"{sys.executable} -m kg export --out {out} | head -n 1"
    done = subprocess.run(script, shell=True, capture_output=True, text=True, cwd=ROOT, check=True)

    assert done.stdout.startswith("@base")
    assert done.stderr == ""


# check and view


def test_good_graph_passes_the_check(out: Path, capsys: Capture) -> None:
    """One line, exit code 0."""
    pytest.importorskip("pyshacl", reason="needs the extra kg-news[check]")
    assert main(["check", "--out", str(out)]) == 0
    assert capsys.readouterr().out == "The graph is as it should be.\n"


def test_bad_graph_fails_the_check(out: Path, capsys: Capture) -> None:
    """Every problem in a line, exit code 1."""
    pytest.importorskip("pyshacl", reason="needs the extra kg-news[check]")
    store = Store(out / "store")
    text, mentions, facts = harbour()
    store.add(text, [], kg.state(facts, {found: entity(found) for found in mentions}))
    store.close()

    assert main(["check", "--out", str(out)]) == 1
    captured = capsys.readouterr()
    assert "has a class and a name" in captured.out
    assert re.fullmatch(r"\d+ problems found\.\n", captured.err)


def test_view_says_where_the_page_is(out: Path, capsys: Capture) -> None:
    """Off a terminal nothing is opened."""
    assert main(["view", "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out / "graph.html")


# build


@pytest.mark.model
def test_build_ends_with_a_summary(tmp_path: Path, capsys: Capture) -> None:
    """What was found, what is hedged, what was skipped and why, where to look next."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("Anna Berg is the CEO of Nordwind. Nordwind might acquire Lume.")
    (news / "b.txt").write_bytes(b"\0\1")
    out = tmp_path / "out"

    assert main(["build", str(news), "--out", str(out), "--language", "en"]) == 0
    summary = capsys.readouterr().out

    assert re.match(r"1 text \(1 en\) says? \d+ things? about \d+ entities:\n", summary)
    assert re.search(r"\n +1  acquires\n", summary)
    assert "1 possible" in summary
    assert "1 text skipped:" in summary
    assert "b.txt" in summary
    assert f"kg view --out {out}" in summary


@pytest.mark.model
def test_quiet_build_says_nothing(tmp_path: Path, capsys: Capture) -> None:
    """For scripts; without a page, if none is wanted."""
    (tmp_path / "a.txt").write_text("Anna Berg is the CEO of Nordwind.")

    options = ["--language", "en", "--quiet", "--no-html"]
    assert main(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), *options]) == 0
    captured = capsys.readouterr()

    assert (captured.out, captured.err) == ("", "")
    assert not (tmp_path / "out" / "graph.html").exists()


def test_nothing_to_read_ends_with_1(tmp_path: Path, capsys: Capture) -> None:
    """A wrong path is said, and nothing is written."""
    assert main(["build", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_interruption_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Ctrl-C ends with 130, as in a shell."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("kg.build"), "build", interrupt)

    assert main(["build", "."]) == 130
    assert capsys.readouterr().err == "\nInterrupted; the output is as it was.\n"
