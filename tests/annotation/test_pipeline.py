"""Documents through the pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotation import Annotation, annotate, load_pipeline, model_fingerprint
from kg.build import build
from kg.documents import read_documents, read_text
from kg.errors import LanguageError, ModelError
from kg.types import Document

SEEDS = Path(__file__).parents[2] / "seeds" / "news"
NAMES = Path(__file__).parent / "names"  # news sentences with their names marked


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
def test_two_hundred_documents_read_alone_together_and_in_other_processes() -> None:
    """One in a thousand would be enough to make two builds differ."""
    texts = [
        (path.stem, re.sub(r"\[[A-Z]+ ([^]]+)\]", r"\1", path.read_text())) for path in sorted(NAMES.glob("*.txt"))
    ]
    documents = [
        Document(id=f"{language}-{i}", text=line, language=language)
        for language, text in texts
        for i, line in enumerate(filter(None, text.splitlines()))
    ]
    assert len(documents) >= 200

    alone = [content(annotation) for document in documents for annotation in annotate([document])]
    threaded = [content(annotation) for annotation in annotate(reversed(documents), threads=2)]
    italian = [document.text for document in documents if document.language == "it"]
    elsewhere = list(load_pipeline("it").pipe(italian, n_process=2, batch_size=7))

    assert threaded[::-1] == alone
    read_alone = [found for document, found in zip(documents, alone, strict=True) if document.language == "it"]
    trees = [[(t.idx, t.pos_, t.lemma_, str(t.morph), t.dep_, t.head.i) for t in doc] for doc in elsewhere]
    assert trees == [found[0] for found in read_alone]


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


@Language.component("table_parser")
def table_parser(doc: Doc) -> Doc:
    """Parse the sentence "Anna Berg leads Nordwind." and no other."""
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        heads=[1, 2, 2, 2, 2],
        deps=["flat", "nsubj", "root", "obj", "punct"],
        pos=["PROPN", "PROPN", "VERB", "PROPN", "PUNCT"],
        lemmas=["Anna", "Berg", "lead", "Nordwind", "."],
        ents=["B-PER", "I-PER", "O", "B-ORG", "O"],
    )


@pytest.fixture
def other(tmp_path: Path) -> str:
    nlp = spacy.blank("en")
    nlp.add_pipe("table_parser")
    nlp.to_disk(tmp_path / "other")
    return str(tmp_path / "other")


def test_another_pipeline_can_do_the_reading(other: str) -> None:
    """Someone may have a better one for a language."""
    report = build([read_text("Anna Berg leads Nordwind.", language="en")], pipeline=other)

    (statement,) = report.store.statements()
    assert str(statement.subject).endswith("anna-berg")
    assert str(statement.object).endswith("nordwind")
    assert model_fingerprint(other) != model_fingerprint()


def test_sentence_without_a_vector_has_no_meaning(other: str) -> None:
    """Another pipeline makes none; to ask must not be an error."""
    doc = load_pipeline("en", other)("Anna Berg leads Nordwind.")
    assert doc[1:2]._.meaning is None


def test_missing_pipeline_is_an_error() -> None:
    """With what to do about it."""
    with pytest.raises(ModelError, match="no_such_thing: there is no such spaCy pipeline; install its package"):
        load_pipeline("en", "no_such_thing")


def test_pipeline_of_another_language_is_an_error(other: str) -> None:
    """An Italian text must not be read as English."""
    with pytest.raises(LanguageError, match="reads 'en', not 'it'"):
        load_pipeline("it", other)


def test_pipeline_with_other_labels_is_an_error(tmp_path: Path) -> None:
    """Most of spaCy's own models have labels that the lexicons do not speak of."""
    nlp = spacy.blank("en")
    parser: Any = nlp.add_pipe("parser")
    for label in ("nsubj", "dobj"):
        parser.add_label(label)
    nlp.initialize()
    nlp.to_disk(tmp_path / "clear")

    with pytest.raises(ModelError, match="labels of Universal Dependencies: obj, obl missing"):
        load_pipeline("en", str(tmp_path / "clear"))


@pytest.mark.model
def test_own_pipeline_goes_to_disk_and_back(tmp_path: Path) -> None:
    """As every spaCy pipeline does: with its tokenizer, without a copy of the model."""
    load_pipeline("it").to_disk(tmp_path / "it")
    text = "L'e-commerce dell'azienda cresce."

    again = spacy.load(tmp_path / "it")

    assert [token.text for token in again(text)] == [token.text for token in load_pipeline("it")(text)]
    assert again(text)[3].dep_ == load_pipeline("it")(text)[3].dep_


@pytest.mark.model
def test_same_annotation_in_other_processes() -> None:
    """nlp.pipe of spaCy can use several; each loads the model."""
    texts = ["Twitter entlässt Mitarbeiter.", "Der Konzern wächst.", "Anna Berg leitet die Nordwind AG."]
    nlp = load_pipeline("de")

    there = list(nlp.pipe(texts, n_process=2, batch_size=1))

    assert [doc.to_json() for doc in there] == [nlp(text).to_json() for text in texts]
