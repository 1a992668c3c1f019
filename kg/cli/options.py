"""What several commands share: options and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from kg.ontology import Ontology

__all__ = ["load_ontology", "many", "ontology_option", "out_option"]

Function = TypeVar("Function", bound=Callable[..., None])


def out_option(function: Function) -> Function:
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("output"),
        show_default=True,
        help="The folder with the graph.",
    )(function)


def ontology_option(function: Function) -> Function:
    return click.option(
        "--ontology",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="A folder of your own: an ontology with kg.ttl and lexicon/, or without kg.ttl what is added to kg's.",
    )(function)


def load_ontology(directory: Path | None) -> Ontology:
    from kg import paths
    from kg.ontology import load_schema

    return load_schema(directory or paths.ONTOLOGY)


def many(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}"
