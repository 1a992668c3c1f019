from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

import kg
from kg.build import BuildReport, Progress, add, build, remove
from kg.errors import InputError, ModelError, QueryError
from kg.extraction import find_facts
from kg.graph.shapes import check
from kg.ontology import Ontology
from kg.types import Document, Evidence, Fact, Modality
from kg.vocabulary import BASE, KG, SCHEMA

ROOT = Path(__file__).parents[1]
TEXTS = {
    "de": "Anna Berg ist die Chefin von Nordwind. Nordwind übernimmt angeblich Lume.\n",
    "en": "Lume has a new owner\n\nAnna Berg is the CEO of Nordwind. Nordwind might acquire Lume.\n",
    "it": "Anna Berg è l'amministratrice delegata di Nordwind. Nordwind avrebbe acquistato Lume.\n",
}
LEADS = "Anna Berg is the CEO of Nordwind."

pytestmark = pytest.mark.model


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for language, text in TEXTS.items():
        (folder / f"{language}.txt").write_text(text, encoding="utf-8")
    return folder


def digests(out: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.glob("graph.*"))}


def turtle(report: BuildReport, path: Path) -> str:
    report.store.export(path / "union.ttl", "turtle")
    return (path / "union.ttl").read_text(encoding="utf-8")


def test_texts_become_a_folder_to_ask_and_look_at(news: Path, tmp_path: Path) -> None:
    """The whole path: what is asserted is a plain triple, what is rumoured is not."""
    report = build(news, out=tmp_path / "out")

    assert report.documents == {"de": 1, "en": 1, "it": 1}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "graph.html",
        "graph.trig",
        "graph.ttl",
        "build.json",
        "readings.sqlite",
        "store",
    }
    assert report.store.query("ASK { <person/anna-berg> kg:ceoOf <organization/nordwind> }")
    assert not report.store.query("ASK { <organization/nordwind> kg:acquires ?company }")
    assert report.statements_by_modality[Modality.REPORTED] >= 1
    assert sum(report.statements_by_property.values()) == report.statements
    assert sum(report.statements_by_modality.values()) == report.statements


def test_graph_fits_the_shapes(news: Path) -> None:
    """What the whole path writes is what shapes.ttl describes."""

    assert check(build(news).store) == []


def test_every_quote_is_in_its_text(news: Path) -> None:
    """A quote that is not there word for word is worse than none."""
    report = build(news)
    texts = {f"{language}.txt": (news / f"{language}.txt").read_text("utf-8") for language in TEXTS}
    names = {document.iri: document.identifier for document in report.store.documents()}

    found = list(report.store.statements())

    assert found
    for statement in found:
        assert texts[names[statement.document]][statement.start : statement.end] == statement.quote


def test_order_of_texts_and_hash_seed_change_no_byte(news: Path, tmp_path: Path) -> None:
    """Two people who build the same texts have the same files."""
    build([news / f"{language}.txt" for language in ("it", "de", "en")], out=tmp_path / "here")
    script = "import sys; from kg.build import build; build(sys.argv[2:], out=sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", script, tmp_path / "there", *(news / f"{name}.txt" for name in ("de", "en", "it"))],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
    )

    assert len(digests(tmp_path / "here")) == 3
    assert digests(tmp_path / "there") == digests(tmp_path / "here")


def test_building_in_parts_is_building_at_once(news: Path, tmp_path: Path) -> None:
    """A text more is added to what is there, or left out again by building without it."""
    build(news, out=tmp_path / "whole")
    build([news / "it.txt"], out=tmp_path / "parts")
    add([news / "de.txt", news / "en.txt"], out=tmp_path / "parts")

    assert digests(tmp_path / "parts") == digests(tmp_path / "whole")

    build([news / "it.txt"], out=tmp_path / "parts")
    assert [d.identifier for d in kg.open_store(tmp_path / "parts").documents()] == ["it.txt"]


def test_what_is_removed_was_never_there(news: Path, tmp_path: Path) -> None:
    """By the name of its file, its title or its IRI."""
    build(news / "en.txt", out=tmp_path / "one")
    report = build(news, out=tmp_path / "out")
    (german,) = [found.iri for found in report.store.documents() if found.language == "de"]

    remove(["it.txt", german], out=tmp_path / "out")

    assert digests(tmp_path / "out") == digests(tmp_path / "one")
    with pytest.raises(QueryError, match="it"):
        remove("it.txt", out=tmp_path / "out")
    assert digests(tmp_path / "out") == digests(tmp_path / "one")


def test_what_was_read_is_not_read_again(news: Path, tmp_path: Path) -> None:
    """The extractor is asked only for the text that is new; the name of a file is no content."""
    read: list[str] = []

    def note(annotation: kg.Annotation, mentions: list[kg.Mention], ontology: Ontology) -> list[Fact]:
        read.append(annotation.document.language)
        return []

    note.fingerprint = "1"  # type: ignore[attr-defined]
    build([news / "en.txt", news / "de.txt"], out=tmp_path / "out", extractors=[note])
    (news / "en.txt").rename(news / "english.txt")
    report = build(news, out=tmp_path / "out", extractors=[note])

    assert sorted(read) == ["de", "en", "it"]
    assert sorted(found.identifier for found in report.store.documents()) == ["de.txt", "english.txt", "it.txt"]


def test_other_extractor_reads_again(news: Path, tmp_path: Path) -> None:
    """Of a function without a fingerprint nobody knows whether it is still the same."""
    read: list[str] = []

    def note(annotation: kg.Annotation, mentions: list[kg.Mention], ontology: Ontology) -> list[Fact]:
        read.append(annotation.document.language)
        return []

    build(news / "en.txt", out=tmp_path / "out", extractors=[note])
    build(news / "en.txt", out=tmp_path / "out", extractors=[note])

    assert read == ["en", "en"]


def test_bad_text_is_skipped_and_named(news: Path) -> None:
    """One bad text never stops a build."""
    (news / "empty.txt").write_text("  \n")
    (news / "film.txt").write_bytes(b"\0\1\2")

    report = build(news)

    assert sum(report.documents.values()) == 3
    assert [reason.partition(": ")[0] for reason in report.skipped] == [
        str(news / "empty.txt"),
        str(news / "film.txt"),
    ]


def test_what_is_skipped_is_listed_in_a_file(news: Path, tmp_path: Path) -> None:
    """A summary scrolls away; a list can be worked through. It is that of the last build."""
    (news / "a\x1b[2J.txt").write_bytes(b"\0\1\2")
    (news / "b.jsonl").write_text(
        f'{{"text": "The company said that its yard would be closed. {LEADS}"}}\n{{"text": ""}}\n'
    )
    out = tmp_path / "out"

    build(news, out=out)
    skipped = [json.loads(line) for line in (out / "skipped.jsonl").read_text("utf-8").splitlines()]
    build(news / "en.txt", out=out)

    assert [Path(text["source"]).name for text in skipped] == ["a\x1b[2J.txt", "b.jsonl#2"]
    assert skipped[1]["reason"] == "this line has no text; left out"
    assert not (out / "skipped.jsonl").exists()


PUBLISHED = {
    "published": "2021-03-02",
    "author": "Anna Hill",
    "outlet": "Harbour Times",
    "url": "https://harbour.example/1",
}


def test_what_the_input_says_of_a_text_is_in_the_graph(tmp_path: Path) -> None:
    """Who published it, when and where; a byline that says another day does not make it two."""
    text = f"{LEADS}\n\nPublished: 26 May 2016\n\n{LEADS}"
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": text, **PUBLISHED}))

    store = build(tmp_path / "a.jsonl", language="en").store
    (found,) = store.documents()

    assert (found.date, found.creators, found.publisher, found.url) == (
        PUBLISHED["published"],
        (PUBLISHED["author"],),
        PUBLISHED["outlet"],
        PUBLISHED["url"],
    )
    assert len(store.query("SELECT ?day { ?text schema:datePublished ?day }").rows) == 1
    assert check(store) == []


def document(text: str, language: str = "en", source: str = "") -> Document:
    return Document(id=hashlib.sha256(text.encode()).hexdigest()[:16], text=text, language=language, source=source)


def test_documents_in_memory_are_built_too() -> None:
    """Texts come from databases and feeds as well as from files."""
    report = build([document(LEADS)])

    assert report.out is None
    assert report.store.query("ASK { <person/anna-berg> kg:ceoOf <organization/nordwind> }")


def test_language_without_a_lexicon_is_skipped() -> None:
    """A text kg cannot understand says so, and the others are read."""
    report = build([document("Nordwind sluit de werf.", "nl"), document(LEADS)])

    assert report.documents == {"en": 1}
    assert "'nl'" in report.skipped[0]


@pytest.mark.parametrize("turned", [False, True])
def test_text_that_occurs_twice_is_read_once(tmp_path: Path, turned: bool) -> None:
    """Under the first of its names, in whatever order they come."""
    texts = [document(LEADS, source=name) for name in ("b.txt", "a.txt")]

    report = build(reversed(texts) if turned else texts)

    assert [found.identifier for found in report.store.documents()] == ["a.txt"]
    assert report.skipped == ("b.txt: the same text as a.txt; read once",)


def test_nothing_to_read_is_an_error_and_leaves_the_output(news: Path, tmp_path: Path) -> None:
    """A wrong folder must not cost the graph of yesterday."""
    build(news, out=tmp_path / "out")
    before = digests(tmp_path / "out")
    (tmp_path / "empty").mkdir()

    with pytest.raises(InputError):
        build(tmp_path / "empty", out=tmp_path / "out")
    with pytest.raises(InputError):
        build(tmp_path / "nowhere", out=tmp_path / "out")

    assert digests(tmp_path / "out") == before


def test_extractor_of_ones_own_is_asked_too() -> None:
    """Who knows more than the lexicon adds a function."""

    def find_age(annotation: kg.Annotation, mentions: list[kg.Mention], ontology: Ontology) -> Iterator[Fact]:
        if mentions:
            evidence = Evidence(document=annotation.document, start=0, end=8, entry=URIRef(BASE + "lexicon/mine#age"))
            yield Fact(subject=mentions[0], property=KG.status, object=Literal("old", lang="de"), evidence=evidence)

    report = build([document(LEADS)], extractors=[find_facts, find_age])

    assert report.statements_by_property[KG.status] == 1


def test_bug_in_one_text_is_reported_and_the_others_are_read() -> None:
    """A build over a night is not lost to one sentence; the message says that it is no fault of the text."""

    def fail(annotation: kg.Annotation, mentions: list[kg.Mention], ontology: Ontology) -> list[Fact]:
        if "Kiel" in annotation.document.text:
            raise ZeroDivisionError("by zero")
        return []

    report = build(
        [document(LEADS), document("Nordwind leaves Kiel.", source="kiel.txt")],
        extractors=[fail],
    )

    assert report.documents == {"en": 1}
    assert report.skipped[0].startswith("kiel.txt: a bug in kg, please report it: ZeroDivisionError")


def test_what_does_not_fit_the_shapes_is_never_written(tmp_path: Path) -> None:
    """Whoever's function found it: the text is left out and named with the fact, and the graph is as it should be."""

    def boast(annotation: kg.Annotation, mentions: list[kg.Mention], ontology: Ontology) -> Iterator[Fact]:
        is_good = "Kiel" not in annotation.document.text
        evidence = Evidence(document=annotation.document, start=0, end=8, entry=URIRef(BASE + "lexicon/mine#age"))
        yield Fact(
            subject=mentions[0],
            property=KG.status,
            object=Literal("great", lang="en"),
            evidence=evidence,
            confidence=0.5 if is_good else 2.5,
        )

    texts = [document(LEADS), document("Nordwind leaves Kiel.", source="kiel.txt")]
    report = build(texts, out=tmp_path / "out", extractors=[find_facts, boast])

    (skipped,) = report.skipped
    assert skipped.startswith("kiel.txt: what was found in it does not fit the ontology's shapes; nothing of it is")
    assert "A statement has one confidence, from 0 to 1. Found: 2.5" in skipped
    assert "sentence: Nordwind" in skipped
    assert report.documents == {"en": 1}
    assert check(report.store) == []
    assert "kiel.txt" in (tmp_path / "out" / "skipped.jsonl").read_text()


def test_shapes_of_ones_own_are_kept_too(tmp_path: Path) -> None:
    """A folder that is laid over the ontology may ask for more."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.ttl").write_text(f"<{KG.Medium}> a <http://www.w3.org/2000/01/rdf-schema#Class> .")
    (tmp_path / "mine" / "shapes-mine.ttl").write_text(
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <{SCHEMA}> .
        <{KG.Dated}> a sh:NodeShape ; sh:targetClass schema:NewsArticle ;
            sh:property [ sh:path schema:datePublished ; sh:minCount 1 ; sh:message "We print no undated text." ] ."""
    )

    with pytest.raises(InputError, match="We print no undated text"):
        build([document(LEADS)], ontology=tmp_path / "mine")


def test_missing_model_stops_the_build() -> None:
    """Skipping every text for the same reason would hide it."""

    def fail(annotation: kg.Annotation, mentions: list[kg.Mention], ontology: Ontology) -> list[Fact]:
        raise ModelError("the model is gone")

    with pytest.raises(ModelError):
        build([document(LEADS)], extractors=[fail])


def test_progress_is_told_for_every_text(news: Path) -> None:
    """Whoever waits sees what is read."""
    seen: list[str] = []

    def note(progress: Progress) -> None:
        seen.append(Path(progress.document.source).name if progress.document else progress.stage)

    build(news, on_progress=note)

    assert seen == ["de.txt", "en.txt", "it.txt", "linking", "writing"]


KILLED = """
import os, signal, sys
from kg.build import build
build(sys.argv[2], out=sys.argv[1], on_progress=lambda progress: os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_killed_build_leaves_the_output(news: Path, tmp_path: Path) -> None:
    """kill -9 leaves the files, the store and the way for the next build."""
    out = tmp_path / "out"
    build(news / "en.txt", out=out)
    before = digests(out)

    killed = subprocess.run([sys.executable, "-c", KILLED, out, news], cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert digests(out) == before
    assert len(kg.open_store(out)) == 1
    assert sum(build(news, out=out).documents.values()) == 3


def test_interrupted_build_leaves_the_output(news: Path, tmp_path: Path) -> None:
    """Ctrl-C leaves nothing half done, and nothing to clean up."""
    out = tmp_path / "out"
    build(news / "en.txt", out=out)
    before = digests(out)

    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(news, out=out, on_progress=interrupt)

    assert digests(out) == before
    assert {path.name for path in out.iterdir()} == {*before, "build.json", "readings.sqlite", "store"}


def test_file_name_and_not_its_place_is_in_the_graph(news: Path, tmp_path: Path) -> None:
    """The graph tells nobody how the folders of its maker are named."""
    (text,) = [document(TEXTS["en"], source=str(news / "en.txt"))]
    here = turtle(build([text]), tmp_path)
    there = turtle(build([replace(text, source="/home/anna/en.txt")]), tmp_path)

    assert here == there
    assert "en.txt" in here
    assert str(tmp_path) not in here
