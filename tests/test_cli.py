from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

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


# Every triple with every other, again and again.
ENDLESS = "SELECT (COUNT(*) AS ?z) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"

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


@pytest.mark.parametrize("command", ["build", "query", "stats", "export", "check", "serve", "view"])
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


def test_saved_query_takes_parameters(out: Path, capsys: Capture) -> None:
    """Before or behind its name, with a blank or an equals sign."""
    for words in (["ceo-of", "--org", "nordwind"], ["--org=NORDWIND", "ceo-of"]):
        assert main(["query", *words, "--out", str(out)]) == 0
        assert re.search(r"Anna Berg +kg:ceoOf +Nordwind +asserted", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ceo-of"], "ceo-of needs --org: the organization\nTry: kg query ceo-of --org ORG"),
        (["ceo-of", "--orgg", "x"], "ceo-of has no parameter --orgg; did you mean --org?"),
        (["ceo-of", "--org"], "Option '--org' requires an argument."),
        (["ASK {}", "--org", "x"], "the query has no parameter --org; it has none"),
        (["deals", "facts"], "Give one query"),
        (["deals", "--timeout", "0"], "0.0 is not in the range"),
    ],
)
def test_wrong_parameters_are_wrong_usage(out: Path, words: list[str], message: str, capsys: Capture) -> None:
    """With the way it is called."""
    assert main(["query", *words, "--out", str(out)]) == 2
    assert message in capsys.readouterr().err


def test_own_queries_lie_beside_the_graph_or_elsewhere(out: Path, tmp_path: Path, capsys: Capture) -> None:
    """And are listed with the others."""
    text = "# Whom somebody leads\n# @param who entity: somebody\nSELECT ?org { $who kg:ceoOf ?org }\n"
    for folder, name in ((out / "queries", "beside"), (tmp_path / "elsewhere", "elsewhere")):
        folder.mkdir()
        (folder / f"{name}.rq").write_text(text)
    options = ["--out", str(out), "--queries", str(tmp_path / "elsewhere")]

    for question in ("beside", "elsewhere", str(out / "queries" / "beside.rq")):
        assert main(["query", question, "--who", "anna berg", *options]) == 0
        assert "Nordwind" in capsys.readouterr().out
    assert main(["query", "--list", *options]) == 0
    listed = capsys.readouterr().out
    assert re.search(r"^elsewhere +Whom somebody leads\n +--who: somebody$", listed, re.MULTILINE)
    assert re.search(r"^beside +", listed, re.MULTILINE)


def test_rows_may_be_limited(out: Path, capsys: Capture) -> None:
    """The table is as short as asked, and a line beside it says that it is not all."""
    assert main(["query", "facts", "--limit", "2", "--out", str(out)]) == 0
    captured = capsys.readouterr()

    assert captured.out.endswith("\n\n2 rows\n")
    assert captured.err == "There are more rows than these 2; --limit shows more.\n"


def test_term_that_is_unknown_is_a_warning(out: Path, capsys: Capture) -> None:
    """The query runs, its answer is clean, and beside it stands what it may have meant."""
    assert main(["query", "SELECT ?who { ?who kg:ceoof ?of }", "--format", "csv", "--out", str(out)]) == 0
    captured = capsys.readouterr()

    assert captured.out == "who\r\n"
    assert captured.err.startswith(
        "Warning: query, line 1, column 20: the ontology has no kg:ceoof; did you mean kg:ceoOf"
    )


def test_query_is_explained_without_being_asked(out: Path, capsys: Capture) -> None:
    """Also one that would never end."""
    assert main(["query", ENDLESS, "--explain", "--out", str(out)]) == 0
    assert re.search(r"\?a \?b \?c +\d+ triples", capsys.readouterr().out)


def test_query_is_interrupted(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Ctrl+C ends it at once, and with it the process that computes."""
    started: list[subprocess.Popen[bytes]] = []

    class Interrupted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)
            main_thread = threading.main_thread().ident or 0
            threading.Timer(0.2, signal.pthread_kill, [main_thread, signal.SIGINT]).start()

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    # Whoever was started in the background is deaf to Ctrl+C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["query", ENDLESS, "--out", str(out)]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err.strip() == "Interrupted; the output is as it was."
    assert [process.poll() is None for process in started] == [False]


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
        (["query", "ceo-of", "--org", "nordwnd"], ["--org nordwnd: no thing of this name", "did you mean Nordwind?"]),
        (["query", ENDLESS, "--timeout", "0.2"], ["stopped after 0.2 s"]),
        (["query", "mine", "--queries", "nowhere"], ["nowhere: no folder with saved queries"]),
    ],
)
def test_message_alone_is_printed(out: Path, arguments: list[str], words: list[str], capsys: Capture) -> None:
    """What a user did is told to the user, not with a traceback; the exit code is 1."""
    assert main([*arguments, "--out", str(out)]) == 1
    captured = capsys.readouterr()

    assert all(word in captured.err for word in words)
    assert "Traceback" not in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("command", [["query", "hedged"], ["stats"], ["export"], ["check"], ["view"]])
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


# stats


def test_stats_count_what_is_there(out: Path, capsys: Capture) -> None:
    """In three lines and three tables."""
    assert main(["stats", "--top", "2", "--out", str(out)]) == 0
    told = capsys.readouterr().out

    assert told.startswith(
        "2 texts (1 de, 1 en), published 2026-05-26\n10 statements in 8 sentences, about 9 entities\n"
    )
    assert re.search(r"^class +entities\norganization +2\nperson +2\nand 4 more; --top shows more$", told, re.MULTILINE)
    assert re.search(r"^relation +statements +asserted +possible$", told, re.MULTILINE)
    assert re.search(r"^Bold News +1$", told, re.MULTILINE)


def test_stats_are_json_for_programs(out: Path, capsys: Capture) -> None:
    """The same numbers under their names."""
    assert main(["stats", "--format", "json", "--out", str(out)]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["documents_by_language"] == {"de": 1, "en": 1}
    assert found["statements_by_modality"] == {"asserted": 9, "possible": 1}


# export


@pytest.mark.parametrize(
    "name", ["csv", "gexf", "graphml", "html", "jsonld", "nq", "nt", "parquet", "rdf", "trig", "ttl"]
)
def test_format_is_guessed_from_the_file(out: Path, tmp_path: Path, name: str) -> None:
    """And a second export gives the same bytes."""
    files = [tmp_path / f"one.{name}", tmp_path / f"two.{name}"]
    for file in files:
        assert main(["export", "-o", str(file), "--out", str(out)]) == 0

    assert files[0].read_bytes() == files[1].read_bytes()
    assert b"Nordwind" in files[0].read_bytes()


def test_part_of_the_graph_is_exported(out: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """By text, by thing, by confidence, without provenance."""
    for options, there, not_there in (
        (["--document", "wechsel bei nordwind"], "carl-thiel", "anna-berg"),
        (["--entity", "ORION"], "product/lume", "carl-thiel"),
        (["--entity", "ORION", "--hops", "2"], "bold-news", "carl-thiel"),
        (["--min-confidence", "0.9"], "kg:ceoOf <organization/nordwind>", "kg:closes"),
        (["--plain"], "kg:closes", "kg:evidence"),
    ):
        assert main(["export", *options, "--out", str(out)]) == 0
        turtle = capfdbinary.readouterr().out.decode().partition("# How it was made")[0]
        assert there in turtle, options
        assert not_there not in turtle, options


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--hops", "2"], 2, "--hops needs --entity"),
        (["--format", "neo4j"], 2, "-o FOLDER"),
        (["--entity", "Orio"], 1, "did you mean Orion?"),
        (["--document", "Nordwind"], 1, "no text of this name"),
        (["--min-confidence", "2"], 2, "not in the range"),
    ],
)
def test_part_that_is_none_is_told(out: Path, options: list[str], code: int, message: str, capsys: Capture) -> None:
    """With what to do."""
    assert main(["export", *options, "--out", str(out)]) == code
    assert message in capsys.readouterr().err


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
    assert main(["check", "--out", str(out)]) == 0
    assert capsys.readouterr().out == "The graph is as it should be.\n"


def test_bad_graph_fails_the_check(out: Path, capsys: Capture) -> None:
    """Every problem in a line, exit code 1."""
    store = Store(out / "store")
    text, mentions, facts = harbour()
    store.add(text, [], kg.state(facts, {found: entity(found) for found in mentions}))
    store.close()

    assert main(["check", "--out", str(out)]) == 1
    captured = capsys.readouterr()
    assert "has a class and a name" in captured.out
    assert re.fullmatch(r"\d+ problems found\.\n", captured.err)


def test_file_of_triples_is_checked(out: Path, tmp_path: Path, capsys: Capture) -> None:
    """Also one that somebody else has made."""
    path = tmp_path / "graph.ttl"
    assert main(["export", "-o", str(path), "--out", str(out)]) == 0
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path} is as it should be.\n"

    path.write_text(path.read_text(encoding="utf-8").replace("kg:modality kg:asserted", "kg:modality kg:rumoured"))
    assert main(["check", str(path)]) == 1
    assert "Found: kg:rumoured\n    fact: " in capsys.readouterr().out
    assert main(["check", str(tmp_path / "none.ttl")]) == 2


def test_view_serves_only_the_page_and_only_here(out: Path) -> None:
    """Some browsers open no files; and no page of the web may read along through this machine's name."""
    command = [sys.executable, "-u", "-m", "kg", "view", "--serve", "--out", str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            url = server.stdout.readline().split()[0]
            assert urlopen(url).read() == b"<!doctype html>"
            for request in (Request(url + "store/"), Request(url, headers={"Host": "kg.example"})):
                with pytest.raises(HTTPError) as refused:
                    urlopen(request)
                refused.value.close()
        finally:
            server.terminate()


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


@pytest.mark.model
def test_build_reads_standard_input(tmp_path: Path) -> None:
    """`curl ... | kg build -`, whatever comes: here a table, with names of its own."""
    table = "kopf;inhalt\nEins;Anna Berg is the CEO of Nordwind.\nZwei;Nordwind might acquire Lume.\n"
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "-", "--out", str(tmp_path / "out"), "--language", "en", "--no-html",
         "--fields", "text=inhalt,title=kopf"],
        input=table, capture_output=True, text=True, cwd=ROOT, check=False, encoding="utf-8",
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 texts (2 en)")


def test_fields_that_are_no_fields_are_wrong_usage(tmp_path: Path, capsys: Capture) -> None:
    """The message says what they are."""
    assert main(["build", str(tmp_path), "--fields", "inhalt=text"]) == 2
    assert "NAME one of text, title, date" in capsys.readouterr().err


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
