"""The page inside a notebook: the last line of a cell shows it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import paths
from kg.graph.folder import open_store
from kg.ontology import Ontology, load
from kg.views.html import make_html

if TYPE_CHECKING:
    from kg.graph import Result, Store

__all__ = ["Page", "show"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text; a notebook shows it in a frame of its own, where it can reach nothing around it."""

    html: str
    height: int = 640  # pixels

    def _repr_html_(self) -> str:
        frame = 'sandbox="allow-scripts allow-downloads allow-popups" width="100%" style="border: 0"'
        return f'<iframe {frame} height="{self.height}" srcdoc="{html.escape(self.html)}"></iframe>'


def show(
    store: Store | str | Path,
    *,
    ontology: Ontology | None = None,
    title: str | None = None,
    language: str = "en",
    max_nodes: int | None = None,
    around: Iterable[str] | Result | None = None,
    depth: int = 1,
    height: int = 640,
) -> Page:
    """Show a store, or the one in the output folder of a build, in a notebook.

    The options are those of `kg.make_html`: `around` shows what is known of some things, or what a query found.

    >>> from kg.graph import Store
    >>> show(Store())._repr_html_()[:7]
    '<iframe'
    """
    text = make_html(
        open_store(store) if isinstance(store, str | Path) else store,
        ontology or load(paths.ONTOLOGY),
        title=title,
        language=language,
        max_nodes=max_nodes,
        around=around,
        depth=depth,
    )
    return Page(text, height)
