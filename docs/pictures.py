"""Takes the pictures of the README: `make pictures`. Needs Chromium and its driver."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.browser import chromium
from benchmarks.graphs import news_graph
from kg import paths
from kg.ontology import load
from kg.views.html import render

SETTLED_S = 0.5
MANY = 5_000
# The first line that somebody else than the writer answers for: its sentence shows what kg keeps.
EVIDENCE = """
const said = (line) => line.modality === "reported" && line.facts.every((f) => facts[f].by?.length);
select({ line: lines.find(said) });
"""
FOCUS = "focusOn(0);"
DESK, PHONE = (1400, 900), (390, 844)


def main(page: Path, folder: Path) -> None:
    _take(page, folder / "graph.png", DESK, EVIDENCE)
    _take(page, folder / "graph-first.png", DESK)
    _take(page, folder / "graph-dark.png", DESK, EVIDENCE, theme="dark")
    _take(page, folder / "graph-focus.png", DESK, FOCUS)
    _take(page, folder / "graph-phone.png", PHONE, density=2.0)
    with tempfile.TemporaryDirectory() as name:
        many = Path(name) / "many.html"
        graph = news_graph(MANY, 2 * MANY)
        many.write_text(render(graph, load(paths.ONTOLOGY), title="Invented news", language="en"), encoding="utf-8")
        _take(many, folder / "graph-5000.png", DESK)


def _take(
    page: Path, picture: Path, size: tuple[int, int], script: str = "", *, theme: str = "light", density: float = 1.0
) -> None:
    with chromium(*size, theme=theme, density=density) as driver:
        driver.get(page.resolve().as_uri())
        time.sleep(SETTLED_S)
        driver.execute_script(script)
        time.sleep(SETTLED_S)
        picture.write_bytes(driver.get_screenshot_as_png())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
