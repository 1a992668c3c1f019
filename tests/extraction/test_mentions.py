"""The stretches of a text that name something."""

from __future__ import annotations

import pytest

from kg.extraction import find_mentions
from kg.extraction.mentions import normal_form
from kg.extraction.reading import Reading
from kg.extraction.referents import MentionIndex
from kg.ontology import Ontology
from kg.types import Mention
from kg.vocabulary import KG
from tests.extraction.conftest import Annotated


def mention(found: list[Mention], text: str) -> Mention:
    return next(m for m in found if m.text == text)


@pytest.mark.parametrize(("label", "kind"), [("ORG", KG.Organization), ("PER", KG.Person), ("LOC", KG.Place)])
def test_name_has_the_class_of_its_kind(label: str, kind: object, annotated: Annotated, ontology: Ontology) -> None:
    """What the recogniser calls it is a class of the ontology."""
    annotation = annotated(
        "en",
        f"""
        Brightoak  Brightoak  PROPN  2  nsubj  {label}  Number=Sing
        grows      grow       VERB   0  root   -        VerbForm=Fin
    """,
    )
    (found,) = find_mentions(annotation, ontology)

    assert (found.text, found.type, found.is_name, found.is_reference) == ("Brightoak", kind, True, False)
    assert (found.key, found.number, found.relation) == ("brightoak", "Sing", "nsubj")


@pytest.mark.parametrize("label", ["PRODUCT", "LOC", "PER"])
def test_noun_right_in_front_says_what_a_name_is(label: str, annotated: Annotated, ontology: Ontology) -> None:
    """A recogniser guesses what Brightoak is; "the brewery Brightoak" says it."""
    annotation = annotated(
        "en",
        f"""
        The        the        DET    2  det    -
        brewery    brewery    NOUN   4  nsubj  -        Number=Sing
        Brightoak  Brightoak  PROPN  2  appos  {label}  Number=Sing
        grows      grow       VERB   0  root   -        VerbForm=Fin
    """,
    )
    assert mention(find_mentions(annotation, ontology), "Brightoak").type == KG.Organization


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Frau"), ("de", "Dr."), ("en", "Mr"), ("it", "signora"), ("it", "dottor")]
)
def test_honorific_is_no_part_of_a_name(language: str, title: str, annotated: Annotated, ontology: Ontology) -> None:
    """ "Frau Weber" and "Anna Weber" are one person."""
    annotation = annotated(
        language,
        f"""
        {title}  {title}  NOUN   3  nsubj  PER
        Weber    Weber    PROPN  1  flat   PER
        lacht    lachen   VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert [(m.text, m.key) for m in find_mentions(annotation, ontology) if m.is_name] == [("Weber", "weber")]


def test_genitive_of_a_name_is_labelled_with_the_name(annotated: Annotated, ontology: Ontology) -> None:
    """ "Der Umsatz Brenkos": the index says Brenko."""
    annotation = annotated(
        "de",
        """
        der      der     DET    2  det   -
        Umsatz   Umsatz  NOUN   0  root  -
        Brenkos  Brenko  PROPN  2  nmod  ORG  Case=Gen|Number=Sing
    """,
    )

    assert mention(find_mentions(annotation, ontology), "Brenkos").label == "Brenko"


def test_phrase_has_its_adjectives_but_no_article(annotated: Annotated, ontology: Ontology) -> None:
    """ "Das mobile Angebot" is a thing, "das" is not part of it; the key has the basic forms."""
    annotation = annotated(
        "de",
        """
        Corvatec   Corvatec  PROPN  2  nsubj  ORG
        stoppt     stoppen   VERB   0  root   -    VerbForm=Fin
        die        der       DET    5  det    -    Definite=Def
        mobilen    mobil     ADJ    5  amod   -    Case=Acc
        Dienste    Dienst    NOUN   2  obj    -    Number=Plur
    """,
    )
    found = mention(find_mentions(annotation, ontology), "mobilen Dienste")

    assert (found.type, found.key, found.is_name, found.is_reference) == (KG.Service, "mobil dienst", False, False)


@pytest.mark.parametrize(
    ("language", "adjective", "lemma", "noun"),
    [
        ("de", "ehemalige", "ehemalig", "Firma"),
        ("en", "alleged", "alleged", "company"),
        ("de", "geplante", "geplant", "Firma"),
    ],
)
def test_adjective_that_says_when_or_how_surely_is_no_part_of_the_thing(
    language: str, adjective: str, lemma: str, noun: str, annotated: Annotated, ontology: Ontology
) -> None:
    """ "Die geplante Firma" and "die Firma" are one firm."""
    annotation = annotated(
        language,
        f"""
        {adjective}  {lemma}  ADJ   2  amod   -
        {noun}       {noun}   NOUN  3  nsubj  -
        x            x        VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert [m.text for m in find_mentions(annotation, ontology)] == [noun]


def test_italian_phrase_goes_on_behind_its_noun(annotated: Annotated, ontology: Ontology) -> None:
    """ "Il servizio mobile": the adjective follows."""
    annotation = annotated(
        "it",
        """
        il        il        DET   2  det    -  Definite=Def
        servizio  servizio  NOUN  4  nsubj  -
        mobile    mobile    ADJ   2  amod   -
        cresce    crescere  VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert [(m.text, m.type) for m in find_mentions(annotation, ontology)] == [("servizio mobile", KG.Service)]


def test_name_that_begins_a_compound_is_a_mention_of_its_own(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec-Chefin" is somebody, and names Corvatec."""
    annotation = annotated(
        "de",
        """
        Die              der              DET   2  det    -
        Corvatec-Chefin  Corvatec-Chefin  NOUN  3  nsubj  -
        lacht            lachen           VERB  0  root   -  VerbForm=Fin
    """,
    )
    found = mention(find_mentions(annotation, ontology), "Corvatec")

    assert (found.type, found.is_name, found.start) == (KG.Organization, True, 4)


def test_common_word_that_begins_a_compound_is_no_employer(annotated: Annotated, ontology: Ontology) -> None:
    """ "Konzern-Chefin" leads no company called Konzern."""
    annotation = annotated(
        "de",
        """
        Konzern-Chefin  Konzern-Chefin  NOUN  2  nsubj  -
        lacht           lachen          VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert all(not m.is_name or m.type == KG.Person for m in find_mentions(annotation, ontology))


def test_recogniser_does_not_turn_a_team_into_a_name(annotated: Annotated, ontology: Ontology) -> None:
    """A compound is a kind of its last noun, even where it was taken for an organization."""
    annotation = annotated(
        "de",
        """
        Das                der                DET   2  det    -    Definite=Def
        Marketing-Team     Marketing-Team     NOUN  3  nsubj  ORG
        wächst             wachsen            VERB  0  root   -    VerbForm=Fin
    """,
    )
    found = mention(find_mentions(annotation, ontology), "Marketing-Team")

    assert found.type == KG.Team


PRONOUNS = {
    "he": ("en", "he     he     PRON  2  nsubj  -  Person=3|PronType=Prs", True),
    "i": ("en", "I      I      PRON  2  nsubj  -  Person=1|PronType=Prs", False),
    "you": ("en", "you    you    PRON  2  nsubj  -  Person=2|PronType=Prs", False),
    "expletive": ("en", "it     it     PRON  2  expl   -  Person=3|PronType=Prs", False),
    "reflexive": ("de", "sich   sich   PRON  2  obj    -  Person=3|PronType=Prs|Reflex=Yes", False),
    "possessive": ("de", "ihr    ihr    DET   2  det    -  Person=3|Poss=Yes|PronType=Prs", True),
    "demonstrative": ("de", "dieser dieser PRON  2  nsubj  -  PronType=Dem", True),
    "demonstrative object": ("de", "das    der    PRON  2  obj    -  PronType=Dem", False),
    "relative": ("it", "che    che    PRON  2  nsubj  -  PronType=Rel", False),
}


@pytest.mark.parametrize(("language", "row", "refers"), PRONOUNS.values(), ids=PRONOUNS)
def test_pronoun_of_the_third_person_refers(
    language: str, row: str, refers: bool, annotated: Annotated, ontology: Ontology
) -> None:
    """ "I" is whoever is quoted and "it rains" is nobody; only the third person stands for something named."""
    annotation = annotated(
        language,
        f"""
        {row}
        x   x   VERB  0  root  -  VerbForm=Fin
    """,
    )

    assert [m.is_reference for m in find_mentions(annotation, ontology)] == [True] * refers


REFERENCES = {
    "definite": ("de", "das", "Definite=Def|PronType=Art|Gender=Neut", "Unternehmen", "Number=Sing", True),
    "demonstrative": ("de", "dieses", "PronType=Dem", "Unternehmen", "Number=Sing", True),
    "indefinite": ("de", "ein", "Definite=Ind|PronType=Art", "Unternehmen", "Number=Sing", False),
    "plural": ("en", "the", "Definite=Def|PronType=Art", "companies", "Number=Plur", False),
    "italian": ("it", "la", "Definite=Def|PronType=Art", "società", "Number=Sing", True),
    "english": ("en", "the", "Definite=Def|PronType=Art", "company", "Number=Sing", True),
    "unknown kind": ("en", "the", "Definite=Def|PronType=Art", "weather", "Number=Sing", False),
}


@pytest.mark.parametrize(
    ("language", "article", "definite", "noun", "number", "refers"), REFERENCES.values(), ids=REFERENCES
)
def test_definite_noun_of_a_known_class_refers(
    language: str,
    article: str,
    definite: str,
    noun: str,
    number: str,
    refers: bool,
    annotated: Annotated,
    ontology: Ontology,
) -> None:
    """ "Das Unternehmen" stands for one named before, "ein Unternehmen" for a new one."""
    annotation = annotated(
        language,
        f"""
        {article}  {article}  DET   2  det    -  {definite}
        {noun}     {noun}     NOUN  3  nsubj  -  {number}
        x          x          VERB  0  root   -  VerbForm=Fin
    """,
    )

    assert mention(find_mentions(annotation, ontology), noun).is_reference is refers


def test_term_of_several_words_is_one_mention(annotated: Annotated, ontology: Ontology) -> None:
    """A concept is found however the parser cut it, in every language by one name."""
    english = annotated(
        "en",
        """
        They          they          PRON  2  nsubj  -  Person=3|PronType=Prs
        use           use           VERB  0  root   -  VerbForm=Fin
        artificial    artificial    ADJ   4  amod   -
        intelligence  intelligence  NOUN  2  obj    -
    """,
    )
    italian = annotated(
        "it",
        """
        usa           usare         VERB  0  root   -  VerbForm=Fin
        intelligenza  intelligenza  NOUN  1  obj    -
        artificiale   artificiale   ADJ   2  amod   -
    """,
    )
    one = mention(find_mentions(english, ontology), "artificial intelligence")
    other = mention(find_mentions(italian, ontology), "intelligenza artificiale")

    assert one.concept is not None
    assert one.concept == other.concept
    assert one.is_name


def test_name_in_brackets_is_another_name(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec (CVT)" gives both names at once; "(2021)" and "(in Gent)" are none."""
    table = """
        Corvatec  Corvatec  PROPN  5  nsubj  ORG
        (         (         PUNCT  3  punct  -
        {inside}  {inside}  {tag}  1  appos  -
        )         )         PUNCT  3  punct  -
        wächst    wachsen   VERB   0  root   -    VerbForm=Fin
    """
    aliases = {
        inside: mention(
            find_mentions(annotated("de", table.format(inside=inside, tag=tag)), ontology), "Corvatec"
        ).aliases
        for inside, tag in (("CVT", "PROPN"), ("2021", "NUM"), ("CVT2", "PROPN"), ("klein", "ADJ"))
    }

    assert aliases == {"CVT": ("CVT",), "2021": (), "CVT2": (), "klein": ()}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Société-Générale", "societe generale"),
        ("„Corvatec“", "corvatec"),
        ("Weiß", "weiss"),
        ("Müller", "muller"),
        ("AT&T", "at&t"),
        ("Brenko.de", "brenko.de"),
        ("  Halm   &  Söhne. ", "halm & sohne"),
        ("CORVATEC", "corvatec"),
        ("!", ""),
    ],
)
def test_normal_form_of_a_name(text: str, form: str) -> None:
    """Case, accents, hyphens and marks are spelling; a point inside and "&" are the name."""
    assert normal_form(text) == form


def index_of(annotated: Annotated, ontology: Ontology, language: str, table: str) -> tuple[MentionIndex, list[Mention]]:
    annotation = annotated(language, table)
    found = find_mentions(annotation, ontology)
    return MentionIndex.of(Reading(annotation, ontology), found), found


TITLES = {
    "before": (
        "en",
        """
        CEO     CEO    NOUN   4  nsubj  -
        Ada     Ada    PROPN  1  appos  PER
        Finch   Finch  PROPN  2  flat   PER
        smiled  smile  VERB   0  root   -    VerbForm=Fin
    """,
        0,
        "Ada Finch",
    ),
    "compound": (
        "de",
        """
        Corvatec-Chefin  Corvatec-Chefin  NOUN   4  nsubj  -
        Anna             Anna             PROPN  1  appos  PER
        Weber            Weber            PROPN  2  flat   PER
        lacht            lachen           VERB   0  root   -    VerbForm=Fin
    """,
        0,
        "Anna Weber",
    ),
    "kind": (
        "it",
        """
        la        il         DET    2  det    -    Definite=Def
        società   società    NOUN   4  nsubj  -    Number=Sing
        Corvatec  Corvatec   PROPN  2  appos  ORG
        cresce    crescere   VERB   0  root   -    VerbForm=Fin
    """,
        1,
        "Corvatec",
    ),
    "honorific": (
        "de",
        """
        Chefin  Chefin  NOUN   4  nsubj  -
        Dr.     Dr.     NOUN   1  appos  -
        Weber   Weber   PROPN  2  flat   PER
        lacht   lachen  VERB   0  root   -    VerbForm=Fin
    """,
        0,
        "Weber",
    ),
    "after comma": (
        "en",
        """
        the       the       DET    2  det    -
        CEO       CEO       NOUN   9  nsubj  -
        of        of        ADP    4  case   -
        Corvatec  Corvatec  PROPN  2  nmod   ORG
        ,         ,         PUNCT  6  punct  -
        Ada       Ada       PROPN  2  appos  PER
        Finch     Finch     PROPN  6  flat   PER
        ,         ,         PUNCT  6  punct  -
        smiled    smile     VERB   0  root   -    VerbForm=Fin
    """,
        1,
        "Ada Finch",
    ),
}


@pytest.mark.parametrize(("language", "table", "title", "name"), TITLES.values(), ids=TITLES)
def test_title_refers_to_whom_it_names(
    language: str, table: str, title: int, name: str, annotated: Annotated, ontology: Ontology
) -> None:
    """What is said of "CEO Ada Finch" is said of her, not of a post."""
    index, found = index_of(annotated, ontology, language, table)
    referent = index.referent(index.reading.doc[title])

    assert referent is not None
    assert referent == mention(found, name)


def test_title_does_not_take_a_name_of_another_kind(annotated: Annotated, ontology: Ontology) -> None:
    """A place right behind "Chefin" is not the chief."""
    index, _ = index_of(
        annotated,
        ontology,
        "de",
        """
        Chefin  Chefin  NOUN   3  nsubj  -
        Gent    Gent    PROPN  1  flat   LOC
        lacht   lachen  VERB   0  root   -    VerbForm=Fin
    """,
    )

    assert index.bearer(index.reading.doc[0]) is None


def test_name_inside_a_phrase_keeps_its_own_tokens(annotated: Annotated, ontology: Ontology) -> None:
    """ "Corvatec-Chefin Anna Weber": each word belongs to the shortest mention that has it whole."""
    index, _ = index_of(
        annotated,
        ontology,
        "en",
        """
        Corvatec  Corvatec  PROPN  2  compound  ORG
        factory   factory   NOUN   3  nsubj     -
        burned    burn      VERB   0  root      -    VerbForm=Fin
    """,
    )
    at = [index.at(token) for token in index.reading.doc]

    assert [m.text if m else None for m in at] == ["Corvatec", "factory", None]


def test_mentions_come_in_the_order_of_the_text(annotated: Annotated, ontology: Ontology) -> None:
    """The result depends on the text alone."""
    annotation = annotated(
        "en",
        """
        They      they      PRON   2  nsubj  -    Person=3|PronType=Prs
        sold      sell      VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  2  obj    ORG
        to        to        ADP    5  case   -
        Corvatec  Corvatec  PROPN  2  obl    ORG
    """,
    )

    assert [m.text for m in find_mentions(annotation, ontology)] == ["They", "Lumenia", "Corvatec"]
    assert find_mentions(annotation, ontology) == find_mentions(annotation, ontology)


def test_several_people_without_a_name_are_a_group(annotated: Annotated, ontology: Ontology) -> None:
    """Who "analysts" are nobody knows, but they may demand and criticise."""
    table = """
        Analysts   analyst    NOUN   2  nsubj  -    Number=Plur
        criticise  criticise  VERB   0  root   -    VerbForm=Fin
        Brightoak  Brightoak  PROPN  2  obj    ORG
    """
    assert mention(find_mentions(annotated("en", table), ontology), "Analysts").type == KG.Group


def test_pronoun_has_the_number_of_its_verb(annotated: Annotated, ontology: Ontology) -> None:
    """ "Sie" is she or they; "gründete" says which. "Es" is one, whatever stands beside it: "es waren viele"."""
    she = annotated("de", """
        Sie       sie      PRON  2  nsubj  -  Gender=Fem|Number=Plur|Person=3|PronType=Prs
        gründete  gründen  VERB  0  root   -  Number=Sing|VerbForm=Fin
    """)  # fmt: skip
    it = annotated("de", """
        Es     es    PRON  2  nsubj  -  Gender=Neut|Number=Sing|Person=3|PronType=Prs
        kamen  kommen  VERB  0  root  -  Number=Plur|VerbForm=Fin
    """)  # fmt: skip

    assert [m.number for m in find_mentions(she, ontology)] == ["Sing"]
    assert [m.number for m in find_mentions(it, ontology)] == ["Sing"]


def test_possessive_that_agrees_with_what_is_owned_tells_nothing_of_the_owner(
    annotated: Annotated, ontology: Ontology
) -> None:
    """ "Seine Firmen": many firms of one owner, and no woman."""
    annotation = annotated("de", """
        Seine   sein    DET   2  det    -  Gender=Fem|Number=Plur|Person=3|Poss=Yes|PronType=Prs
        Firmen  Firma   NOUN  3  nsubj  -  Gender=Fem|Number=Plur
        kamen   kommen  VERB  0  root   -  VerbForm=Fin
    """)  # fmt: skip
    owner = mention(find_mentions(annotation, ontology), "Seine")

    assert (owner.number, owner.gender, owner.is_reference) == ("", "", True)


def test_she_is_a_person_where_nouns_have_no_gender(annotated: Annotated, ontology: Ontology) -> None:
    """English "she" is a woman; German "sie" may be a firm."""
    english = annotated("en", """
        She     she   PRON  2  nsubj  -  Gender=Fem|Number=Sing|Person=3|PronType=Prs
        bought  buy   VERB  0  root   -  VerbForm=Fin
        bikes   bike  NOUN  2  obj    -  Number=Plur
    """)  # fmt: skip
    german = annotated("de", """
        Sie    sie     PRON  2  nsubj  -  Gender=Fem|Number=Sing|Person=3|PronType=Prs
        baute  bauen   VERB  0  root   -  VerbForm=Fin
        Räder  Rad     NOUN  2  obj    -  Gender=Neut|Number=Plur
    """)  # fmt: skip

    assert mention(find_mentions(english, ontology), "She").type == KG.Person
    assert mention(find_mentions(german, ontology), "Sie").type == KG.Concept


def test_maker_and_model_are_one_name(annotated: Annotated, ontology: Ontology) -> None:
    """Who orders six Brightoak X5 does not buy Brightoak."""
    table = """
        Corvatec   Corvatec   PROPN  2  nsubj   ORG
        orders     order      VERB   0  root    -        VerbForm=Fin
        six        six        NUM    4  nummod  -
        Brightoak  Brightoak  PROPN  2  obj     PRODUCT
        X5         X5         X      4  appos   EVENT
        now        now        ADV    2  advmod  -
    """
    parted = annotated("en", table.replace("EVENT", "PRODUCT"))
    # By hand two equal labels side by side are one name: the recogniser may part them.
    doc = parted.doc
    doc.ents = [*doc.ents[:1], doc.char_span(20, 29, label="PRODUCT"), doc.char_span(30, 32, label="PRODUCT")]
    assert [m.text for m in find_mentions(parted, ontology) if m.is_name] == ["Corvatec", "Brightoak X5"]
