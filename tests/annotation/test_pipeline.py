"""Documents through the pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.annotation import Annotation, annotate, load_pipeline, model_fingerprint
from kg.documents import read_documents, read_text
from kg.errors import LanguageError
from kg.types import Document

SEEDS = Path(__file__).parents[2] / "seeds" / "news"


@pytest.fixture(scope="module")
def seeds() -> list[Document]:
    return list(read_documents([SEEDS]))


def content(annotation: Annotation) -> list[Any]:
    """List everything the pipeline writes on a doc."""
    doc = annotation.doc
    return [
        [(token.idx, token.pos_, token.lemma_, str(token.morph), token.dep_, token.head.i) for token in doc],
        [(token._.pos_score, token._.arc_score, token._.label_score) for token in doc],
        [(entity.start, entity.end, entity.label_, entity._.score) for entity in doc.ents],
        [sentence.start for sentence in doc.sents],
    ]


@pytest.mark.model
def test_same_annotation_in_any_company_and_on_any_threads(seeds: list[Document]) -> None:
    """Quantised scores depend on the batch: a graph must not depend on what was read with a text."""
    alone = [content(annotation) for seed in seeds for annotation in annotate([seed])]
    together = [content(annotation) for annotation in annotate(seeds)]
    threaded = [content(annotation) for annotation in annotate(reversed(seeds), threads=2)]

    assert len(alone) >= 2
    assert together == alone
    assert threaded[::-1] == alone


@pytest.mark.model
@pytest.mark.parametrize("threads", [1, 2])
def test_order_of_documents_is_kept(threads: int) -> None:
    """Also where languages take turns."""
    texts = [("de", "Das geht."), ("it", "Va bene."), ("de", ""), ("de", "Gut."), ("en", "Fine.")]
    documents = [Document(id=str(i), text=t, language=lang) for i, (lang, t) in enumerate(texts)]

    annotations = list(annotate(documents, threads=threads))

    assert [annotation.document for annotation in annotations] == documents
    assert [annotation.doc.text for annotation in annotations] == [text for _, text in texts]


@pytest.mark.model
@pytest.mark.parametrize("threads", [1, 2])
def test_documents_are_read_one_after_the_other(threads: int) -> None:
    """A corpus is larger than the memory."""
    read = 0

    def documents() -> Iterator[Document]:
        nonlocal read
        for number in range(100):
            read += 1
            yield Document(id=str(number), text="Das geht.", language="de")

    annotations = annotate(documents(), threads=threads)
    next(annotations)

    assert read < 20


@pytest.mark.model
def test_doc_has_the_text_as_read(seeds: list[Document]) -> None:
    """Every offset in kg points into it."""
    for annotation in annotate(seeds):
        assert annotation.doc.text == annotation.document.text


def test_pipeline_is_an_ordinary_spacy_pipeline() -> None:
    """Users of spaCy can use it alone, or add to it."""
    nlp = load_pipeline("de")
    assert nlp.pipe_names == ["kg_sentences", "kg_ud"]
    assert load_pipeline("de") is nlp


def test_language_without_tokenizer_is_an_error() -> None:
    """A code that spaCy does not know is a misspelling."""
    document = read_text("Nuqneh.", language="tlh", languages=frozenset({"tlh"}))
    with pytest.raises(LanguageError, match="'tlh'; expected a code like de, en, it"):
        next(annotate([document]))


def test_fingerprint_names_the_model_files() -> None:
    """The record of a run says which model read the texts."""
    assert len(model_fingerprint()) == 16
    assert int(model_fingerprint(), 16)
