"""Extractors of somebody else's that do what no extractor should."""

from __future__ import annotations

import os
import signal
import time

from kg.annotation import Annotation
from kg.ontology import Ontology
from kg.types import Fact, Mention


def misbehave(annotation: Annotation, mentions: list[Mention], ontology: Ontology) -> list[Fact]:
    """Die, hang or eat memory where a text says so; and talk where answers are sent."""
    text = annotation.document.text
    print("an extractor that prints")
    if "dies" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs" in text:
        time.sleep(600)
    if "eats" in text:
        _ = bytearray(64 * 2**30)
    if "bloats" in text:
        pieces = []
        while True:
            pieces.append(bytearray(b"x" * 2**26))
            time.sleep(0.01)
    return []
