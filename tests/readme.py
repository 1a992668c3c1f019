"""Runs the blocks of a README, in their order: `make readme` writes into it what they print now.

sh        run by bash; make and pip only say what they would do
console   "$ command" and what it prints; "…" as the last line stands for the rest
python    executed; a block of text right behind it is what it prints
turtle, yaml  added to the file that its first line names
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "ontology" / "README.md", ROOT / "docs" / "eval.md")
COPIED = ("ontology", "seeds")  # what the blocks may change or read as a folder of their own
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REST = "…\n"


def run_readme(text: str, folder: Path) -> str:
    """Run the blocks in an empty folder; give the text with what they print now."""
    environment = _prepare(folder)
    names: dict[str, object] = {}
    printed = ""
    parts: list[str] = []
    end = 0
    for block in BLOCK.finditer(text):
        language, content = block.groups()
        follows = not text[end : block.start()].strip()
        if language == "sh":
            _bash(content, folder, environment)
        elif language == "console":
            content = "".join(_console(content, folder, environment))
        elif language == "python":
            printed = _python(content, folder, names)
        elif language in ("turtle", "yaml"):
            _append(content, folder)
        elif language == "text" and follows and printed:
            content, printed = printed, ""
        parts += [text[end : block.start()], f"```{language}\n{content}```"]
        end = block.end()
    return "".join([*parts, text[end:]])


def _prepare(folder: Path) -> dict[str, str]:
    """Make the folder look like a fresh checkout with kg installed; give the environment of its commands."""
    for path in ROOT.iterdir():
        if path.name in COPIED:
            shutil.copytree(path, folder / path.name)
        elif path.suffix in (".md", ".toml", ".txt") or path.name in ("LICENSE", "Makefile", "kg"):
            (folder / path.name).symlink_to(path)
    programs = folder / ".bin"
    programs.mkdir()
    for name, arguments in (("kg", "-m kg "), ("python3", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return os.environ | {
        "MAKEFLAGS": "n",
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PIP_DRY_RUN": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as: no isolation
        "PIP_NO_DEPS": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


def _bash(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(f"{command}\nends with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _console(content: str, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", content, re.MULTILINE):
        printed = _bash(command, folder, environment)
        lines = [line.rstrip() + "\n" for line in printed.splitlines()]
        shown = expected.splitlines(keepends=True)
        if len(shown) > 1 and shown[-1] == REST:
            lines = [*lines[: len(shown) - 1], REST]
        yield from chain([f"$ {command}\n"], lines)


def _python(content: str, folder: Path, names: dict[str, object]) -> str:
    printed = StringIO()
    with chdir(folder), redirect_stdout(printed):
        exec(compile(content, "README.md", "exec"), names)
    return printed.getvalue()


def _append(content: str, folder: Path) -> None:
    path = folder / content.split("\n", 1)[0].removeprefix("# ")
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + content)


def main() -> None:
    for path in READMES:
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(run_readme(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
