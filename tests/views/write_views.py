"""Writes every view of the sample store into a folder; run by a test in processes of its own."""

import sys
from pathlib import Path

from kg.views import VIEWS
from tests.views.conftest import load_schema_only, sample_store

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir()
    for ending, write in VIEWS.items():
        write(sample_store(), folder / f"graph.{ending}", load_schema_only())
