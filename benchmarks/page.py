"""How fast the page is, against the page that pyvis itself would make of the same graph: `make benchmark`.

Measured in headless Chromium, from the moment the address is entered until the picture stands and a click on a thing
has been answered; for pyvis, until its loading bar is gone, which is before its picture stands still. pyvis' links
to files on the web are taken out first: waiting for a network would only make it slower.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
from pyvis.network import Network

from benchmarks.browser import chromium, messages_of, requests_of
from benchmarks.graphs import news_graph
from kg import paths
from kg.ontology import Ontology, load
from kg.views.html import render

SIZES = (1_000, 5_000, 50_000)
PYVIS_UP_TO = 1_000  # entities; beyond, it takes tens of minutes
MOST_S = {1_000: 1.0, 5_000: 2.5, 50_000: 4.0}  # until a click is answered
RUNS = 3
LEAST_RATIO, LEAST_FRAMES, MOST_BYTES = 40, 30, 1_500_000

CLICK = """
const symbol = scene.symbols.find((s) => s.x > 100 && s.x < 900 && s.y > 100 && s.y < 600);
const frame = canvas.getBoundingClientRect();
canvas.setPointerCapture = () => {}; // there is no pointer to capture
for (const type of ["pointerdown", "pointerup"]) {
  const at = { clientX: symbol.x + frame.left, clientY: symbol.y + frame.top, pointerId: 1, bubbles: true };
  canvas.dispatchEvent(new PointerEvent(type, at));
}
const done = arguments[0];
requestAnimationFrame(() => setTimeout(() => done([performance.now(), !byId("panel").hidden])));
"""
DRAG = """
const done = arguments[0], times = [];
let x = 0;
canvas.dispatchEvent(new PointerEvent("pointerdown", { clientX: 300, clientY: 300, pointerId: 1 }));
grip.thing = null;
function frame(now) {
  times.push(now);
  x += 3;
  canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: 300 + (x % 200), clientY: 300, pointerId: 1 }));
  if (times.length <= 120) requestAnimationFrame(frame);
  else done((times.length - 1) / (times.at(-1) - times[0]) * 1000);
}
requestAnimationFrame(frame);
"""
STOCK = """
const done = arguments[0];
const finish = () => { network.getNodeAt({ x: 300, y: 300 }); requestAnimationFrame(() => done(performance.now())); };
if (window.isStable) finish(); else network.once("stabilizationIterationsDone", finish);
"""


class Figures(NamedTuple):
    """What was measured of a page."""

    making_s: float
    size: int  # bytes
    ready_s: float
    frames: float  # a second, while dragging
    requests: int
    messages: int


def measure(entities: int, ontology: Ontology, folder: Path) -> Figures:
    """Make a page of invented news and open it a few times; the best time counts, as is usual."""
    graph = news_graph(entities, 2 * entities)
    start = time.perf_counter()
    text = render(graph, ontology, title="Invented news", language="en")
    making = time.perf_counter() - start
    page = folder / f"{entities}.html"
    page.write_text(text, encoding="utf-8")
    ready = []
    with chromium(1400, 900) as driver:
        for _ in range(RUNS):
            driver.get("about:blank")
            driver.get(page.as_uri())
            at, is_answered = driver.execute_async_script(CLICK)
            if not is_answered:
                raise AssertionError(f"{page}: a click was not answered")
            ready.append(at / 1000)
        driver.execute_script("select(null)")
        frames = driver.execute_async_script(DRAG)
        return Figures(
            making_s=making,
            size=len(text.encode()),
            ready_s=min(ready),
            frames=frames,
            requests=len(requests_of(driver)),
            messages=len(messages_of(driver)),
        )


def measure_stock(entities: int, folder: Path) -> float:
    """Give the seconds until pyvis' own page of the same graph has taken its loading bar away."""
    page = folder / f"{entities}-pyvis.html"
    page.write_text(_stock_page(news_graph(entities, 2 * entities)), encoding="utf-8")
    with chromium(1400, 900) as driver:
        driver.get(page.as_uri())
        return float(driver.execute_async_script(STOCK)) / 1000


def _stock_page(graph: nx.MultiDiGraph[str]) -> str:
    network = Network(directed=True, cdn_resources="in_line")
    for node, attributes in graph.nodes(data=True):
        if attributes["kind"] != "document":
            network.add_node(node, label=attributes["label"])
    for source, target, edge in graph.edges(data=True):
        network.add_edge(source, target, label=edge["label"], title=edge["quote"])
    text = network.generate_html()
    text = re.sub(r"<link[^>]*https?://[^>]*>|<script[^>]*src=.https?://[^>]*></script>", "", text)
    # Heard before the first step of the physics, which begins in the next task.
    heard = "network.once('stabilizationIterationsDone', () => { window.isStable = true; });"
    return text.replace("return network;", f"{heard}\nreturn network;")


def main() -> int:
    """Print the figures and say which miss their mark."""
    ontology = load(paths.ONTOLOGY)
    missed = []
    print("entities  made in  file      ready   drag      requests  messages")
    with tempfile.TemporaryDirectory() as name:
        for entities in SIZES:
            figures = measure(entities, ontology, Path(name))
            print(_row(entities, figures), flush=True)
            missed += _misses(entities, figures)
            if entities <= PYVIS_UP_TO:
                stock = measure_stock(entities, Path(name))
                ratio = stock / figures.ready_s
                print(f"{'':8}  stock pyvis: {stock:.1f} s, {ratio:.0f} times as long", flush=True)
                missed += [f"only {ratio:.0f} times faster than pyvis"] if ratio < LEAST_RATIO else []
    for miss in missed:
        print(f"missed: {miss}")
    return len(missed)


def _row(entities: int, figures: Figures) -> str:
    return (
        f"{entities:8,}  {figures.making_s:5.1f} s  {figures.size / 1e6:5.2f} MB  {figures.ready_s:4.2f} s  "
        f"{figures.frames:4.0f}/s  {figures.requests:12}  {figures.messages:8}"
    )


def _misses(entities: int, figures: Figures) -> list[str]:
    checks: dict[str, Any] = {
        f"{entities:,} entities: ready after {figures.ready_s:.2f} s": figures.ready_s <= MOST_S[entities],
        f"{entities:,} entities: {figures.frames:.0f} frames a second": figures.frames >= LEAST_FRAMES,
        f"{entities:,} entities: requests or messages": not figures.requests and not figures.messages,
        f"1,000 entities: {figures.size:,} bytes": entities > 1_000 or figures.size <= MOST_BYTES,
    }
    return [what for what, is_met in checks.items() if not is_met]


if __name__ == "__main__":
    sys.exit(main())
