"""Corpus files: what the model is told of each word, and where the names are."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.corpora import (
    Dataset,
    Sentence,
    Tree,
    bio_tags,
    guess_spaces,
    name_spans,
    read_dataset,
    read_marked,
)

UTE = """\
# sent_id = a1
# text = Ute ging zum Bahnhof.
1 Ute Ute PROPN NE Case=Nom|Number=Sing 2 nsubj _ _
2 ging gehen VERB VVFIN Number=Sing|Tense=Past 0 root _ _
3 zum zu ADP APPRART _ 4 case _ _
4 Bahnhof Bahnhof NOUN NN Case=Dat,Acc|Number=Sing 2 obl _ Translit=x|SpaceAfter=No
5 . . PUNCT $. _ 2 punct _ _
"""


def conllu(text: str) -> str:
    """Put tabs between the columns."""
    return "\n".join(line if line.startswith("#") else line.replace(" ", "\t") for line in text.split("\n"))


def read(folder: Path, text: str, *, file: str = "set.conllu", language: str = "de") -> list[Sentence]:
    (folder / file).write_text(text, encoding="utf-8")
    return read_dataset(Dataset(file=file, language=language), folder)


def trees(folder: Path, text: str) -> list[Tree]:
    return [sentence.tree for sentence in read(folder, conllu(text)) if sentence.tree]


def marked(folder: Path, text: str, *, language: str) -> list[Sentence]:
    path = folder / "names.txt"
    path.write_text(text, encoding="utf-8")
    return read_marked(path, language)


def tagged(folder: Path, text: str, *, language: str) -> list[tuple[str, str]]:
    (sentence,) = marked(folder, text, language=language)
    return list(zip(sentence.words, sentence.names or (), strict=True))


def test_tree_is_read_as_it_stands(tmp_path: Path) -> None:
    """A column read for its neighbour trains without complaint, and for nothing."""
    (sentence,) = read(tmp_path, conllu(UTE))
    tree = sentence.tree

    assert (sentence.id, sentence.language, sentence.names) == ("a1", "de", None)
    assert sentence.words == ("Ute", "ging", "zum", "Bahnhof", ".")
    assert tree
    assert tree.heads == (2, 0, 4, 2, 2)
    assert tree.rels == ("nsubj", "root", "case", "obl", "punct")
    assert tree.upos == ("PROPN", "VERB", "ADP", "NOUN", "PUNCT")
    assert tree.lemmas == ("Ute", "gehen", "zu", "Bahnhof", ".")
    assert tree.feats[:3] == ({"Case": "Nom", "Number": "Sing"}, {"Number": "Sing", "Tense": "Past"}, {})


ROMA = "La\tO\nBanca\tB-LOC\ndi\tI-LOC\nRoma\tI-LOC\nlascia\tO\nRoma\tB-PER\n.\tO\n"


@pytest.mark.parametrize("use", ["names", "corrections"])
def test_names_of_a_table_replace_those_of_the_set(tmp_path: Path, use: str) -> None:
    """A name inside a longer one is none of its own; what the table leaves out is only kept where it corrects."""
    (tmp_path / "set.tsv").write_text(ROMA + "\nRoma\tB-LOC\n\nRoma\tB-PER\n", encoding="utf-8")
    (tmp_path / "table.tsv").write_text("0\tLOC\tRoma\n0\tORG\tBanca di Roma\n2\t-\n", encoding="utf-8")
    dataset = Dataset(file="set.tsv", language="it", **{use: str(tmp_path / "table.tsv")})

    tags = [sentence.names for sentence in read_dataset(dataset, tmp_path)]

    whole, none = ("O", "B-ORG", "I-ORG", "I-ORG", "O", "B-LOC", "O"), ("O",)
    assert tags == ([whole, none] if use == "names" else [whole, ("B-LOC",), none])


@pytest.mark.parametrize("row", ["0\tORG\tBanco", "0\tORG\tanca di Roma", "0\tFIRM\tRoma"])
def test_a_table_that_names_what_is_not_there_is_refused(tmp_path: Path, row: str) -> None:
    """A mark that slipped to another sentence would train without complaint."""
    (tmp_path / "set.tsv").write_text(ROMA, encoding="utf-8")
    (tmp_path / "table.tsv").write_text(row + "\n", encoding="utf-8")

    with pytest.raises(ValueError, match="table"):
        read_dataset(Dataset(file="set.tsv", language="it", names=str(tmp_path / "table.tsv")), tmp_path)


def test_what_the_list_says_of_a_set_is_in_its_sentences(tmp_path: Path) -> None:
    """An unmarked word says nothing of the kinds of names that its set does not annotate."""
    (tmp_path / "set.tsv").write_text("Ute\tB-PER\n", encoding="utf-8")
    dataset = Dataset(file="set.tsv", language="de", annotates=frozenset({"PER"}), each=0.5)

    (sentence,) = read_dataset(dataset, tmp_path)

    assert (sentence.annotates, sentence.each) == (frozenset({"PER"}), 0.5)


@pytest.mark.parametrize("number", ["3-4", "3.1", "4"])
def test_words_that_are_not_numbered_one_by_one_are_refused(tmp_path: Path, number: str) -> None:
    """With a line for "zum" and two for "zu" and "dem", every head after it is the wrong word."""
    line = f"{number} zum _ _ _ _ _ _ _ _\n"
    text = conllu(UTE + "\n" + UTE.replace("a1", "a2").replace("3 zum", line + "3 zu"))

    with pytest.raises(ValueError, match=r"set\.conllu, .*a2.*multiword"):
        read(tmp_path, text)


def test_space_after_is_read_among_other_remarks(tmp_path: Path) -> None:
    """The pieces of a word differ with the space before it."""
    (sentence,) = read(tmp_path, conllu(UTE))
    assert sentence.spaces == (True, True, True, False, True)


def test_of_several_values_the_first_counts(tmp_path: Path) -> None:
    """ "Dat,Acc" as a value of its own would be learned by nobody."""
    (tree,) = trees(tmp_path, UTE)
    assert tree.feats[3] == {"Case": "Dat", "Number": "Sing"}


def test_missing_lemma_is_no_lemma(tmp_path: Path) -> None:
    """Learned as it stands, it would make "_" the lemma of every word of the set."""
    text = UTE.replace("gehen", "_").replace("5 . .", "5 _ _")

    (tree,) = trees(tmp_path, text)

    assert tree.lemmas == ("Ute", None, "zu", "Bahnhof", "_")


def test_feature_that_a_set_hardly_marks_says_nothing_where_it_is_missing(tmp_path: Path) -> None:
    """A slip of an annotator would teach that no other word of the set has the feature."""
    text = "\n".join([UTE] * 500)

    def marks(times: int) -> frozenset[str]:
        changed = text.replace("APPRART _", "APPRART Definite=Def", times)
        marked = {tree.marked for tree in trees(tmp_path, changed)}
        assert len(marked) == 1
        return marked.pop()

    assert marks(1) == {"Case", "Number", "Tense"}
    assert marks(3) == {"Case", "Definite", "Number", "Tense"}


@pytest.mark.parametrize("file", ["set.conllu.gz", "set-1-99.dev.conllu.gz"])
def test_compressed_file_reads_like_a_plain_one(tmp_path: Path, file: str) -> None:
    """Names of data files have dots of their own."""
    (tmp_path / file).write_bytes(gzip.compress(conllu(UTE).encode()))
    assert read_dataset(Dataset(file=file, language="de"), tmp_path) == read(tmp_path, conllu(UTE))


def test_no_sentence_is_lost_or_made_up_at_the_edges(tmp_path: Path) -> None:
    """The last one has no blank line after it; remarks alone are no sentence."""
    text = "# newdoc\n\n\n" + UTE + "\n" + UTE.replace("# sent_id = a1\n", "").rstrip("\n")
    assert [sentence.id for sentence in read(tmp_path, conllu(text))] == ["a1", "set.conllu:2"]


def test_table_of_tags_is_read_with_guessed_spaces(tmp_path: Path) -> None:
    """A line that begins with "#" is a word here."""
    text = "#\tO\nUte\tB-PER\nNey\tI-PER\n.\tO\n\nSAP\tB-ORG\n"

    first, second = read(tmp_path, text, file="set.tsv")

    assert first.words == ("#", "Ute", "Ney", ".")
    assert first.names == ("O", "B-PER", "I-PER", "O")
    assert first.spaces == (False, True, False, True)
    assert first.tree is None
    assert (second.words, second.names) == (("SAP",), ("B-ORG",))
    assert first.id != second.id


def written(words: str, spaces: tuple[bool, ...]) -> str:
    return "".join(word + " " * spaced for word, spaced in zip(words.split(), spaces, strict=True)).strip()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Ute ( 43 ) sagt : Ja !", "Ute (43) sagt: Ja!"),
        ("It costs $ 5 , almost 90 % .", "It costs $5, almost 90%."),
        ("L' Inter vince dell’ andata .", "L'Inter vince dell’andata."),
        ("Il « Tasto » ; ma [ poi ] …", "Il «Tasto»; ma [poi]…"),
        ("He said “ Yes ” .", "He said “Yes”."),
    ],
)
def test_spaces_are_guessed_by_punctuation(words: str, text: str) -> None:
    """A table without spaces would teach pieces that no text has."""
    assert written(words, guess_spaces(tuple(words.split()))) == text


def test_german_quotation_ends_with_the_mark_that_begins_an_english_one(tmp_path: Path) -> None:
    """The German tables have hundreds of them: „Ja“ is no „Ja “."""
    words = "Ute sagt „ Ja “ und geht"
    (sentence,) = read(tmp_path, "\tO\n".join([*words.split(), ""]), file="set.tsv")
    assert written(words, sentence.spaces) == "Ute sagt „Ja“ und geht"


def test_marks_are_taken_out_before_words_are_counted(tmp_path: Path) -> None:
    """Every mark moves what follows it; the second name shows whether that was reckoned with."""
    assert tagged(tmp_path, "Bei [ORG Nordsee Werke AG] lobt [PER Ute Ney] [LOC Bonn].\n", language="de") == [
        ("Bei", "O"),
        ("Nordsee", "B-ORG"),
        ("Werke", "I-ORG"),
        ("AG", "I-ORG"),
        ("lobt", "O"),
        ("Ute", "B-PER"),
        ("Ney", "I-PER"),
        ("Bonn", "B-LOC"),
        (".", "O"),
    ]


def test_elided_article_stays_outside_the_name(tmp_path: Path) -> None:
    """ "dell'Inter" is two words, as kg cuts them, and the club is the second."""
    text = "L'[ORG Atalanta] dell'[ORG Inter] di [LOC Reggio nell’Emilia]"
    assert tagged(tmp_path, text, language="it") == [
        ("L'", "O"),
        ("Atalanta", "B-ORG"),
        ("dell'", "O"),
        ("Inter", "B-ORG"),
        ("di", "O"),
        ("Reggio", "B-LOC"),
        ("nell’", "I-LOC"),
        ("Emilia", "I-LOC"),
    ]


def test_name_inside_a_word_takes_the_word(tmp_path: Path) -> None:
    """Entities are whole tokens; half of "SAP-Chef" can be no name."""
    assert tagged(tmp_path, "Der [ORG SAP]-Chef und der US-[EVENT Super Bowl]", language="de") == [
        ("Der", "O"),
        ("SAP-Chef", "B-ORG"),
        ("und", "O"),
        ("der", "O"),
        ("US-Super", "B-EVENT"),
        ("Bowl", "I-EVENT"),
    ]


def test_marked_words_keep_their_spaces_and_line(tmp_path: Path) -> None:
    """The line is where to look when a sentence teaches the wrong thing."""
    first, second = marked(tmp_path, "Ja, [PER Ute].\n\nOK!\n", language="de")

    assert first.words == ("Ja", ",", "Ute", ".")
    assert first.spaces == (False, True, False, False)
    assert (first.id, second.id) == ("names.txt:1", "names.txt:3")
    assert second.names == ("O", "O")


@pytest.mark.parametrize(
    "line",
    ["[ORG SAP wächst.", "SAP] wächst.", "[org SAP] wächst.", "[SAP] wächst.", "[ORG Bank [LOC Rom]] wächst."],
)
def test_bracket_that_is_no_mark_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    """Read as text, a slip of the pen would teach that the name is none."""
    with pytest.raises(ValueError, match=r"names\.txt, line 3"):
        marked(tmp_path, f"Alles [LOC Rom].\n\n{line}\n", language="de")


@pytest.mark.parametrize(
    ("spans", "tags"),
    [
        ([(2, 9, "ORG")], ("B-ORG", "I-ORG", "O")),
        ([(0, 6, "ORG")], ("B-ORG", "I-ORG", "O")),
        ([(0, 4, "ORG"), (5, 9, "ORG")], ("B-ORG", "B-ORG", "O")),
        ([(0, 2, "ORG"), (2, 9, "LOC")], ("B-ORG", "B-LOC", "O")),
        ([(4, 5, "ORG")], ("O", "O", "O")),
    ],
)
def test_name_is_never_cut_inside_a_word(spans: list[tuple[int, int, str]], tags: tuple[str, ...]) -> None:
    """The words are at 0 to 4, 5 to 9 and 10 to 13; of two names in one word the first has it."""
    assert bio_tags([(0, 4), (5, 9), (10, 13)], spans) == tags


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["PER", "ORG", "-"])), max_size=8))
def test_names_put_on_words_are_read_off_them_again(parts: list[tuple[int, str]]) -> None:
    """Names side by side, of one kind or of two, stay as many as they were."""
    expected, start = [], 0
    for length, kind in parts:
        if kind != "-":
            expected.append((start, start + length, kind))
        start += length
    words = [(4 * i, 4 * i + 3) for i in range(start)]

    tags = bio_tags(words, [(4 * first, 4 * end - 1, kind) for first, end, kind in expected])

    assert name_spans(tags) == expected


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("I-ORG I-ORG O", []),
        ("B-ORG O I-ORG", [(0, 1, "ORG")]),
        ("B-ORG I-PER I-ORG", [(0, 1, "ORG")]),
        ("B-ORG B-ORG I-ORG", [(0, 1, "ORG"), (1, 3, "ORG")]),
    ],
)
def test_inside_without_a_beginning_is_no_name(tags: str, spans: list[tuple[int, int, str]]) -> None:
    """Carried over to a translation, half a name would be searched for there."""
    assert name_spans(tags.split(" ")) == spans
