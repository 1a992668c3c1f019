"""Assembles the spaCy pipeline of a language and runs documents through it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg import paths
from kg.annotation import components  # noqa: F401  registers the factories
from kg.annotation.encoder import MODEL_FILES
from kg.annotation.tokenizer import make_tokenizer
from kg.errors import LanguageError, ModelError
from kg.types import Document

__all__ = ["Annotation", "annotate", "load_pipeline", "model_fingerprint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A document with its spaCy Doc; `doc.text` is `document.text`."""

    document: Document
    doc: Doc


def annotate(documents: Iterable[Document], *, threads: int = 1) -> Iterator[Annotation]:
    """Annotate documents one after the other, in their order.

    threads: how many sentences go through the model at a time; the result is always the same.
    Reads only a few documents ahead.
    """
    for language, group in groupby(documents, key=lambda document: document.language):
        pairs = load_pipeline(language).pipe(
            ((document.text, document) for document in group),
            as_tuples=True,
            component_cfg={"kg_ud": {"threads": threads}},
        )
        for doc, document in pairs:
            yield Annotation(document=document, doc=doc)


@cache
def load_pipeline(language: str) -> Language:
    """Load the spaCy pipeline of a language, once."""
    try:
        nlp = spacy.blank(language)
    except ImportError as error:
        raise LanguageError(
            f"spaCy has no tokenizer for the language {language!r}; expected a code like de, en, it"
        ) from error
    nlp.tokenizer = make_tokenizer(nlp, language)
    # spaCy's limit guards its own parser; every part of this pipeline is linear in the text.
    nlp.max_length = sys.maxsize
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("kg_ud")
    return nlp


@cache
def model_fingerprint() -> str:
    """Compute the 16 hex digits that name the model files, for the record of a run."""
    digest = hashlib.sha256()
    for name in MODEL_FILES:
        path = paths.MODEL / name
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise ModelError(f"{path}: the model file is missing; install kg again") from error
    return digest.hexdigest()[:16]
