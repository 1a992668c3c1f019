"""Training trees brought to the habits of the treebanks that the model is measured on.

Nothing here touches a test: the sets to learn from are changed alone, before `harmonize`, and only where two
sets say the same thing in two ways. What the habits are was counted on the development part of ISDT, on GSD and
EWT. The words of languages that stand here are those on which the sets disagree, word by word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from training.corpora import Sentence, Tree
from training.punctuation import attach_punctuation

__all__ = ["follow_habits"]

_UNSURE = "dep"  # a relation that is not learned
_OF_PUD = re.compile(r"[nw]\d{8}")  # how PUD numbers its sentences in every language
# Relations, tags and features that are being changed.
_Word = tuple[str, str, dict[str, str]]

_BY = frozenset(
    {
        "by",
        "von",
        "vom",
        "por",
        "pelo",
        "pela",
        "pelos",
        "pelas",
        "da",
        "dal",
        "dallo",
        "dalla",
        "dall'",
        "dall’",
        "dai",
        "dagli",
        "dalle",
    }
)
_LETTING = frozenset({"fare", "lasciare", "permettere", "consentire", "bisognare"})
_OTHER = frozenset({"altro", "altra", "altri", "altre"})
_CONTENT = frozenset({"det", "case", "obj", "obl", "nsubj", "mark", "aux", "cop", "xcomp", "ccomp", "advcl"})

# fmt: off
_DEFINITE = frozenset({"il", "lo", "la", "l'", "l’", "i", "gli", "le"})
_INDEFINITE = frozenset({"un", "uno", "una", "un'", "un’"})
_PERSONAL = frozenset({
    "io", "tu", "lui", "lei", "noi", "voi", "loro", "sé", "se", "mi", "ti", "si", "ci", "vi", "lo", "la", "li", "le",
    "gli", "ne", "m'", "t'", "s'", "c'", "v'", "l'", "m’", "t’", "s’", "c’", "v’", "l’",
})
_POINTING = frozenset({
    "questo", "questa", "questi", "queste", "quest'", "quest’", "quello", "quella", "quelli", "quelle", "quel", "quei",
    "quegli", "quell'", "quell’", "ciò",
})
_EVERY = frozenset({"tutto", "tutta", "tutti", "tutte"})
_AMOUNTS = frozenset({"milione", "milioni", "miliardo", "miliardi"})
_CALENDAR = frozenset({
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
})
_LIKE_ADJECTIVES = ("ig", "lich", "isch", "sam", "bar", "haft", "iell", "voll", "los")
_ADJECTIVES = frozenset({
    "gut", "besser", "schnell", "schneller", "kurz", "direkt", "später", "länger", "weit", "schwer", "stärker",
    "absolut",
})
# They end like adjectives, and are none: they say how sure the sentence is, or when it holds.
_NO_ADJECTIVES = frozenset({
    "ausschließlich", "eigentlich", "endlich", "freilich", "hauptsächlich", "kürzlich", "lediglich", "letztlich",
    "natürlich", "neulich", "nämlich", "offenbar", "offensichtlich", "schließlich", "sicherlich", "tatsächlich",
    "vermutlich", "wahrscheinlich", "wenig", "wirklich", "womöglich", "ziemlich", "übrig",
})
# fmt: on


def follow_habits(sentence: Sentence) -> Sentence:
    """Change the tree of a sentence to learn from as the measured treebank of its kind would have it."""
    if sentence.tree is None:
        return sentence
    tree, words = sentence.tree, tuple(word.lower() for word in sentence.words)
    # EWT is measured on, and learned from; of English the other set alone is changed.
    if sentence.language == "en" and not _OF_PUD.fullmatch(sentence.id):
        return sentence
    if sentence.language in _ROMANCE:
        tree = attach_punctuation(sentence.words, tree)
    elif sentence.language == "en":
        # EWT hangs 96 of 100 marks so, PUD 67; EWT's own exceptions are habits too.
        tree = attach_punctuation(sentence.words, tree, to_later_part=True)
    changed: list[_Word] = [
        (rel, upos, dict(feats)) for rel, upos, feats in zip(tree.rels, tree.upos, tree.feats, strict=True)
    ]
    for rule in _RULES.get(sentence.language, ()):
        changed = [rule(words, tree, i, word) for i, word in enumerate(changed)]
    rels, upos, feats = zip(*changed, strict=True) if changed else ((), (), ())
    tree = replace(tree, rels=rels, upos=upos, feats=feats)
    if find := _UNSURE_FEATURES.get(sentence.language):
        tree = replace(tree, unsure=tuple(find(tree, i) for i in range(len(words))))
    if sentence.language == "it":
        tree = replace(tree, marked=tree.marked | {"PronType", "Definite", "VerbForm", "Poss"})
    return replace(sentence, tree=tree)


def _children(tree: Tree, i: int) -> list[int]:
    return [k for k, head in enumerate(tree.heads) if head == i + 1]


def _has(tree: Tree, i: int, *rels: str) -> bool:
    """Say whether a word with one of these relations hangs on the word."""
    return any(tree.rels[k] in rels for k in _children(tree, i))


def _head_upos(tree: Tree, i: int) -> str:
    return tree.upos[tree.heads[i] - 1] if tree.heads[i] else ""


def _agent(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "sewn by Lino", "una giacca cucita dal sarto": the doer of a passive; PUD marks none but in German."""
    rel, upos, feats = word
    head = tree.heads[i] - 1
    is_from = any(tree.rels[k] == "case" and words[k] in _BY for k in _children(tree, i))
    if rel != "obl" or head < 0 or not is_from or upos not in {"NOUN", "PROPN", "PRON"}:
        return word
    reduced = tree.rels[head] == "acl" and _is_participle(words[head], tree, head) and not _has(tree, head, "aux")
    return ("obl:agent" if reduced or _has(tree, head, "aux:pass") else rel), upos, feats


# Italian, as ISDT has it.


def _is_participle(word: str, tree: Tree, i: int) -> bool:
    if "VerbForm" in tree.feats[i]:
        return tree.feats[i]["VerbForm"] == "Part"
    return word[-1:] in {"o", "a", "i", "e"} and word[-2:-1] in {"t", "s"}


def _possessive(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "la sua casa": a determiner, not a pronoun."""
    rel, upos, feats = word
    return (rel, "DET", feats) if rel == "det:poss" and upos == "PRON" else word


def _participle(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "un vaso rotto": a bare participle behind its noun is an adjective."""
    rel, upos, feats = word
    if rel not in {"acl", "amod"} or upos != "VERB" or _head_upos(tree, i) != "NOUN" or tree.heads[i] != i:
        return word
    if not _is_participle(words[i], tree, i) or _has(tree, i, *_CONTENT, "aux:pass", "obl:agent", "acl:relcl", "expl"):
        return word
    return "amod", "ADJ", {name: value for name, value in feats.items() if name in {"Gender", "Number"}}


def _phrase(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "pieno di sole", "lontano da casa": what an adjective or adverb rules is `obl`, what a pronoun rules `nmod`."""
    rel, upos, feats = word
    if rel == "nmod" and _head_upos(tree, i) in {"ADJ", "ADV"}:
        return "obl", upos, feats
    if rel == "obl" and _head_upos(tree, i) == "PRON" and not _has(tree, tree.heads[i] - 1, "cop"):
        return "nmod", upos, feats
    return word


def _let(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "fa pensare", "lascia correre": a clause with a subject of its own."""
    rel, upos, feats = word
    is_let = rel == "xcomp" and upos == "VERB" and tree.lemmas[tree.heads[i] - 1] in _LETTING
    return ("ccomp", upos, feats) if is_let and feats.get("VerbForm", "Inf") == "Inf" else word


def _other(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "altri vasi": an adjective also without an article."""
    rel, upos, feats = word
    if rel == "det" and words[i] in _OTHER and upos in {"DET", "ADJ"}:
        return "amod", "ADJ", {name: value for name, value in feats.items() if name != "PronType"}
    return word


def _italian_tag(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "tutti i vasi", "fino a", "due milioni", "di ridere": tags and relations that PUD or MarkIT give otherwise."""
    rel, upos, feats = word
    if words[i] in _EVERY and rel in {"amod", "det"} and tree.heads[i] - 1 > i:
        return "det:predet", "DET", {**{name: feats[name] for name in feats if name != "Degree"}, "PronType": "Ind"}
    if words[i] == "fino" and upos == "ADP":
        return rel, "ADV", feats
    if words[i] in _AMOUNTS and upos == "NUM":
        return rel, "NOUN", feats
    if rel == "case" and upos == "ADP" and tree.feats[tree.heads[i] - 1].get("VerbForm") == "Inf":
        is_bare = _head_upos(tree, i) == "VERB" and not _has(tree, tree.heads[i] - 1, "det")
        return ("mark" if is_bare and words[i] in {"di", "a", "per", "da"} else rel), upos, feats
    return word


def _italian_features(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """Say what ISDT says of each article, pronoun, adjective and verb.

    MarkIT gives nothing to "l'" and to most "che", PUD no kind to its pronouns and no form to its verbs; both
    give a gender to "felice" and MarkIT one to "che", as the word that it stands for has it.
    """
    rel, upos, feats = word
    feats = dict(feats)
    text = words[i]
    if upos == "DET" and rel == "det" and text in _DEFINITE | _INDEFINITE:
        feats |= {"PronType": "Art", "Definite": "Def" if text in _DEFINITE else "Ind"}
        feats.setdefault("Number", "Plur" if text in {"i", "gli", "le"} else "Sing")
    elif rel == "det:poss":
        feats |= {"PronType": "Prs", "Poss": "Yes"} if text != "cui" else {"PronType": "Rel"}
        feats.pop("Person", None)
    elif upos in {"DET", "PRON"} and text in _POINTING:
        feats["PronType"] = "Dem"
    elif upos == "PRON" and text in {"che", "cui"}:
        feats = {"PronType": feats.get("PronType", "Rel")}
    elif upos == "PRON" and text in _PERSONAL:
        feats.setdefault("PronType", "Prs")
    if upos == "PRON" and feats.get("PronType", "Prs") != "Prs":
        feats.pop("Person", None)
    if tree.upos[i] == "ADJ" and (tree.lemmas[i] or "").endswith("e"):
        feats.pop("Gender", None)
    if upos in {"VERB", "AUX"}:
        feats |= _verb_form(text, feats)
    return rel, upos, feats


def _verb_form(text: str, feats: dict[str, str]) -> dict[str, str]:
    """Find the form of a verb by its mood or its end; of a participle also gender and number."""
    form = feats.get("VerbForm")
    if form is None and "Mood" in feats:
        form = "Fin"
    elif form is None and text.endswith(("re", "rsi", "rlo", "rla", "rli", "rne", "rci")):
        form = "Inf"
    elif form is None and text.endswith(("ndo", "ndosi")):
        form = "Ger"
    elif form is None and feats.get("Tense") == "Past" and text[-1:] in _ENDINGS:
        form = "Part"
    if form == "Part" and text[-1:] in _ENDINGS and "Number" not in feats and "Tense" in feats:
        gender, number = _ENDINGS[text[-1:]]
        return {"VerbForm": form, "Gender": gender, "Number": number}
    return {"VerbForm": form} if form else {}


_ENDINGS = {"o": ("Masc", "Sing"), "a": ("Fem", "Sing"), "i": ("Masc", "Plur"), "e": ("Fem", "Plur")}


def _adverb(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "domani", "da sempre": what is tagged as an adverb is one."""
    rel, upos, feats = word
    return ("advmod", upos, feats) if upos == "ADV" and rel.split(":")[0] in {"obl", "nmod"} else word


def _dislocated(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """MarkIT has 5 in 1000 words, ISDT none: which relation it would be there, nobody said."""
    rel, upos, feats = word
    return (_UNSURE, upos, feats) if rel == "dislocated" else word


def _passive_si(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "si vende un vaso": the clitic makes the passive where the noun is its subject (PUD: plain `expl`)."""
    rel, upos, feats = word
    is_passive = rel == "expl" and _has(tree, tree.heads[i] - 1, "nsubj:pass")
    return ("expl:pass" if is_passive else rel), upos, feats


def _unsure_in_italian(tree: Tree, i: int) -> frozenset[str]:
    """Find the features that ISDT would mark on the word and this set leaves out."""
    expected = {"DET": {"PronType"}, "PRON": {"PronType"}, "VERB": {"VerbForm"}, "AUX": {"VerbForm"}}
    return frozenset(expected.get(tree.upos[i], set()) - tree.feats[i].keys())


# The relatives of Italian, as ISDT would have them.


def _clitic(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """A reflexive that belongs to its verb is plain `expl`, and `expl:pv` (by `harmonize`) the passive one.

    The Spanish PUD calls it `compound:prt`, and Bosque a second subject.
    """
    rel, upos, feats = word
    if upos != "PRON" or rel not in {"expl:pv", "compound:prt", "nsubj"}:
        return word
    if rel == "nsubj":
        return (_UNSURE if words[i] == "se" else rel), upos, feats
    return ("expl:pass" if _has(tree, tree.heads[i] - 1, "nsubj:pass") else "expl"), upos, feats


def _spanish_clitic(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """The Spanish GSD calls every "se" `expl:pv`, be it passive or not."""
    rel, upos, feats = word
    return (_UNSURE, upos, feats) if rel == "expl:pv" and words[i] == "se" else word


def _other_object(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "lui parle", "parle à Lino": `iobj` if a clitic, else `obl` like every phrase with a preposition."""
    rel, upos, feats = word
    if rel != "obl:arg":
        return word
    return ("iobj" if upos == "PRON" and not _has(tree, i, "case") else "obl"), upos, feats


# English, as EWT has it.


def _unsure_in_english(tree: Tree, i: int) -> frozenset[str]:
    """Find the features that EWT would mark on the word and PUD leaves out."""
    upos, feats = tree.upos[i], tree.feats[i]
    if upos == "PRON":
        return frozenset({"Case", "Number", "Person"}) - feats.keys()
    if upos in {"VERB", "AUX"} and feats.get("VerbForm") == "Fin":
        return frozenset({"Number", "Person"}) - feats.keys()
    return frozenset()


# German, as GSD has it.


def _german_phrase(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "stolz auf das Haus": what is no verb rules an `nmod`."""
    rel, upos, feats = word
    is_plain = rel in {"obl", "obl:tmod"} and _head_upos(tree, i) not in {"VERB", "AUX", ""}
    return ("nmod", upos, feats) if is_plain else word


def _es(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "es gibt": the subject where there is no other."""
    rel, upos, feats = word
    head = tree.heads[i] - 1
    is_alone = words[i] == "es" and rel == "expl" and not _has(tree, head, "nsubj", "nsubj:pass", "csubj", "csubj:pass")
    return ("nsubj", upos, feats) if is_alone else word


def _comparison(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "als Chef", "wie ein Chef": a preposition before a noun, not a conjunction."""
    rel, upos, feats = word
    head = tree.heads[i] - 1
    if words[i] not in {"als", "wie"} or rel not in {"case", "cc"} or upos not in {"CCONJ", "SCONJ"}:
        return word
    is_noun = _head_upos(tree, i) in {"NOUN", "PROPN"} and not _has(tree, head, "cop") and i < head
    return "case", ("ADP" if is_noun and words[i] == "als" else upos), feats


def _german_tag(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """ "im Mai" is a name; "läuft schnell" an adjective also beside a verb (PUD says adverb)."""
    rel, upos, feats = word
    if upos == "NOUN" and words[i] in _CALENDAR:
        return rel, "PROPN", feats
    if upos == "ADV" and rel == "advmod" and "Degree" in feats and _is_german_adjective(words[i]):
        return rel, "ADJ", feats
    return word


def _is_german_adjective(word: str) -> bool:
    return word in _ADJECTIVES or (word.endswith(_LIKE_ADJECTIVES) and word not in _NO_ADJECTIVES)


def _german_features(words: tuple[str, ...], tree: Tree, i: int, word: _Word) -> _Word:
    """Leave out what GSD never marks; say the form of a verb where PUD lets its mood say it."""
    rel, upos, feats = word
    never = {"ADP": {"Case"}, "ADV": {"Degree"}, "DET": {"Degree"}, "NUM": {"Number"}}.get(upos, set())
    feats = {name: value for name, value in feats.items() if name not in never}
    if upos in {"VERB", "AUX"} and "VerbForm" not in feats and "Mood" in feats:
        feats["VerbForm"] = "Fin"
    elif upos in {"VERB", "AUX"} and "Mood" not in feats and feats.get("Tense") == "Past":
        del feats["Tense"]
        feats["VerbForm"] = "Part"
    return rel, upos, feats


def _unsure_in_german(tree: Tree, i: int) -> frozenset[str]:
    """Find the features that GSD would mark on the word and this set leaves out where the form is ambiguous.

    HDT gives a case to one noun in four, PUD a form to few verbs that are not finite.
    """
    upos, feats = tree.upos[i], tree.feats[i]
    expected: tuple[str, ...] = ()
    if upos in {"NOUN", "PROPN"} or (upos == "ADJ" and tree.rels[i] == "amod"):
        expected = ("Case", "Gender", "Number")
    elif upos == "DET":
        # "die Häuser": in the plural no set gives it a gender.
        expected = ("Case", "Number") if feats.get("Number") == "Plur" else ("Case", "Gender", "Number")
    elif upos == "PRON":
        expected = ("Case",)
    elif upos in {"VERB", "AUX"}:
        expected = ("VerbForm",)
    elif upos == "ADJ":
        expected = ("Degree",)
    return frozenset(expected) - feats.keys()


_Rule = Callable[[tuple[str, ...], Tree, int, _Word], _Word]

_ROMANCE = frozenset({"it", "es", "fr", "pt"})
_RULES: dict[str, tuple[_Rule, ...]] = {
    "it": (
        _agent,
        _possessive,
        _participle,
        _phrase,
        _let,
        _other,
        _italian_tag,
        _adverb,
        _dislocated,
        _passive_si,
        _italian_features,
    ),
    "es": (_spanish_clitic, _clitic, _other_object, _phrase),
    "fr": (_clitic, _other_object, _phrase),
    "pt": (_agent, _clitic, _other_object, _phrase),
    "en": (_agent,),
    "de": (_agent, _german_phrase, _es, _comparison, _german_tag, _german_features),
}
_UNSURE_FEATURES = {"it": _unsure_in_italian, "en": _unsure_in_english, "de": _unsure_in_german}
