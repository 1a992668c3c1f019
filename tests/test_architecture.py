"""Imports go down, libraries stay home, and no word of the sample articles is in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import paths

PACKAGE = paths.PACKAGE

# From the ground up; a module may import its own floor and those below it.
FLOORS = (
    ("cells", "errors", "paths", "vocabulary", "types"),
    ("documents",),
    ("ontology",),
    ("annotation",),
    ("extraction",),
    ("resolution",),
    ("graph",),
    ("views",),
    ("server",),
    ("building",),
    ("build", "evaluation", "examples", "explaining", "opened"),
    ("cli", "__main__"),
)
HOMES = {
    "onnxruntime": ("annotation/encoder.py",),
    "tokenizers": ("annotation/",),
    "numpy": ("annotation/", "graph/copies.py", "views/"),
    "simplemma": ("annotation/",),
    "spacy": ("annotation/", "extraction/"),
    "pyoxigraph": ("ontology/", "graph/"),
    "oxrdflib": ("graph/",),
    "sqlite3": ("building/readings.py", "views/spilled.py"),
    "requests": ("graph/remote/connection.py", "graph/remote/engine.py"),
    "urllib3": ("graph/remote/connection.py",),
    "pyshacl": ("graph/shapes.py",),
    "networkx": ("views/", "opened.py"),
    "pandas": ("opened.py",),
    "pyarrow": ("views/facts.py",),
    "pyvis": ("views/",),
    "jinja2": ("views/html.py",),
    "markupsafe": ("views/html.py",),
    "click": ("cli/",),
    "rich": ("cli/", "views/table.py"),
    "starlette": ("server/",),
    "ray": ("building/cluster.py",),
    "uvicorn": ("server/",),
    "py3langid": ("documents/languages.py",),
    "charset_normalizer": ("documents/encodings.py",),
    "lxml": ("documents/",),
    "yaml": ("documents/frontmatter.py", "evaluation/gold.py"),
    "markdown_it": ("documents/markdown.py",),
    "trafilatura": ("documents/web.py",),
    "pypdf": ("documents/pdf.py",),
    "warcio": ("documents/warc.py",),
    "backports": ("documents/compressed.py",),
}


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor(module: str) -> int:
    room = module.removeprefix("kg.").split(".")[0]
    return next((i for i, rooms in enumerate(FLOORS) if room in rooms), -1)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    """A floor that needs the one above it cannot be used or understood alone."""
    own = floor("kg." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    above = [name for name in imports(path) if name.startswith("kg.") and floor(name) > own]
    assert own >= 0
    assert not above


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_libraries_stay_home(path: Path) -> None:
    """A library used in one place can be replaced in one place."""
    here = path.relative_to(PACKAGE).as_posix()
    astray = [name for name in imports(path) if not here.startswith(HOMES.get(name.split(".")[0], (here,)))]
    assert not astray


def test_no_cycle_between_the_rooms_of_a_floor() -> None:
    """Rooms that import each other are one room."""
    rooms = {
        ".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): p for p in modules()
    }
    needs = {
        room: {
            other
            for name in imports(path)
            for other in rooms
            if other != room
            and name in (other, f"{other}.{name.rsplit('.', 1)[-1]}")
            and other != room.rsplit(".", 1)[0]
        }
        for room, path in rooms.items()
        if path.name != "__init__.py"
    }
    assert not [room for room in needs if room in _reached(room, needs)]


def _reached(room: str, needs: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(needs.get(room, ()))
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += needs.get(one, ())
    return seen
