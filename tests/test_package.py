"""What `import kg` gives."""

from __future__ import annotations

import subprocess
import sys

import kg


def test_public_names_are_sorted_and_there() -> None:
    """What is promised can be had."""
    assert sorted(kg.__all__) == kg.__all__
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []


def test_build_is_the_function_whoever_imports_its_module_first() -> None:
    """Python would put the module of that name in its place."""
    code = "import kg.build, kg; print(callable(kg.build))"

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "True\n"


def test_importing_takes_nothing_heavy_along() -> None:
    """`kg --help` must answer at once."""
    code = "import kg, kg.cli, sys; print([m for m in ('spacy', 'rdflib', 'onnxruntime') if m in sys.modules])"

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
