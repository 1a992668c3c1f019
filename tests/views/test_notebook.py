"""The page in a notebook."""

from __future__ import annotations

from html.parser import HTMLParser

import kg
from kg.graph.store import Store
from kg.ontology import Ontology
from kg.vocabulary import BASE


class Frames(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_notebook_shows_the_page_in_a_frame(store: Store, ontology: Ontology) -> None:
    """A cell that ends with kg.show(store) shows the graph; the page can reach nothing of the notebook."""
    page = kg.show(store, ontology=ontology, around=[BASE + "person/emil-voss"], title="</iframe><script>")

    [(tag, attributes)] = Frames(page._repr_html_()).tags

    assert tag == "iframe"
    assert attributes["srcdoc"] == page.html
    assert "allow-same-origin" not in (attributes["sandbox"] or "")
