"""Assembles the spaCy pipeline of a language and runs documents through it."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, tee
from typing import TYPE_CHECKING, Any, cast

from kg import paths
from kg.errors import LanguageError, ModelError
from kg.types import Document

# Whoever has texts read by other processes does without spaCy, which takes a second to start.
if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ANY_LANGUAGE = "xx"
# Whoever uses these means the relations that the lexicons speak of.
_UD_LABELS = frozenset({"nsubj", "obj", "obl"})

# What spaCy loads, if it is installed, for pipelines that are made with it; kg's own is not.
_FRAMEWORKS = ("cupy", "mxnet", "tensorflow", "torch")

__all__ = ["Annotation", "annotate", "load_pipeline", "model_fingerprint", "without_frameworks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A document with its spaCy Doc; `doc.text` is `document.text`."""

    document: Document
    doc: Doc

    def __post_init__(self) -> None:
        # A Doc may come from elsewhere; the attributes that kg reads of its tokens are registered there.
        from kg.annotation import components  # noqa: F401


def annotate(documents: Iterable[Document], *, threads: int = 1, pipeline: str | None = None) -> Iterator[Annotation]:
    """Annotate documents one after the other, in their order.

    threads: how many sentences go through the model at a time; the result is always the same.
    pipeline: the name or the folder of another spaCy pipeline to use, with the labels of UD.
    Reads only a few documents ahead.
    """
    for language, group in groupby(documents, key=lambda document: document.language):
        given, read = tee(group)
        docs = load_pipeline(language, pipeline).pipe(
            (document.text for document in read), component_cfg={"kg_ud": {"threads": threads}}
        )
        for document, doc in zip(given, docs, strict=True):
            yield Annotation(document=document, doc=doc)


def without_frameworks() -> None:
    """Have spaCy start in this process as if no framework for training were installed: some take seconds to load.

    Only for a process that is kg's alone and uses no other pipeline: nothing in it can import them any more.
    """
    for name in _FRAMEWORKS:
        # None in place of a module makes its import fail; what is loaded already stays.
        sys.modules.setdefault(name, cast(Any, None))


@cache
def load_pipeline(language: str, name: str | None = None) -> Language:
    """Load the spaCy pipeline of a language, once: kg's own, or the installed one of that name."""
    from kg.annotation import components  # noqa: F401  registers factories and attributes

    nlp = _load_other(name, language) if name else _make_own(language)
    # spaCy's limit guards its own parser; every part of kg's pipeline is linear in the text.
    nlp.max_length = sys.maxsize
    gc.freeze()  # it stays as long as this process: nobody needs to look through it for garbage again and again
    return nlp


def _make_own(language: str) -> Language:
    import spacy

    from kg.annotation.tokenizer import TOKENIZER

    try:
        nlp = spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    except ImportError as error:
        raise LanguageError(
            f"spaCy has no tokenizer for the language {language!r}; expected a code like de, en, it"
        ) from error
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("kg_ud")
    return nlp


def _load_other(name: str, language: str) -> Language:
    nlp = _load_by_name(name)
    if nlp.lang not in (language, _ANY_LANGUAGE):
        raise LanguageError(f"the pipeline {name} reads {nlp.lang!r}, not {language!r}")
    labels = set(nlp.pipe_labels.get("parser", _UD_LABELS))
    if not labels >= _UD_LABELS:
        missing = ", ".join(sorted(_UD_LABELS - labels))
        raise ModelError(f"{name}: its parser does not use the labels of Universal Dependencies: {missing} missing")
    return nlp


@cache
def _load_by_name(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"{name}: there is no such spaCy pipeline; install its package, or give the path of its folder"
        ) from error


@cache
def model_fingerprint(pipeline: str | None = None) -> str:
    """Compute the 16 hex digits that name the model files, for the record of a run.

    pipeline: that of another spaCy pipeline, from its language, name and version.
    """
    digest = hashlib.sha256()
    if pipeline:
        meta = _load_by_name(pipeline).meta
        digest.update(" ".join(str(meta.get(key)) for key in ("lang", "name", "version")).encode())
        return digest.hexdigest()[:16]
    for name in paths.MODEL_FILES:
        path = paths.MODEL / name
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise ModelError(f"{path}: the model file is missing; install kg again") from error
    return digest.hexdigest()[:16]
