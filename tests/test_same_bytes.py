"""The same reading whatever the hash seed of the process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

READ_ALL = """
import tomllib
from pathlib import Path
from kg.ontology import load
from tests.conftest import read
ontology = load()
for prop in ontology.schema.properties.values():
    print(prop.iri, prop.domain, prop.range)
for case in tomllib.loads(Path("tests/cases/it.toml").read_text(encoding="utf-8"))["case"]:
    result = read(case["text"], "it", ontology)
    for fact in result.facts:
        print(fact.subject, fact.property, fact.object, fact.modality, fact.attribution, fact.confidence)
    for mention, entity in result.entities.items():
        print(mention, entity.iri, entity.type, entity.label)
"""


@pytest.mark.model
def test_facts_do_not_depend_on_the_hash_seed() -> None:
    """Classes of a domain once came in the order of a hash, and with them the type of a name."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", READ_ALL],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root},
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(outputs) == 1
