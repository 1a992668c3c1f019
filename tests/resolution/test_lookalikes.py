"""Things of two texts that look alike and are two: told in the same company, and with nothing else to tell them by."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.resolution.linking import link
from tests.resolution.newsroom import appearance

# Class and name of each; both stand beside the same two things.
APART = [
    # People who share a last name
    ("Person", "Ada Fenn", "Person", "Otto Fenn"),
    ("Person", "Ada Fenn", "Person", "O. Fenn"),
    ("Person", "A. Fenn", "Person", "O. Fenn"),
    ("Person", "Anna Fenn", "Person", "Anton Fenn"),
    ("Person", "Gianni Ferri", "Person", "Giulia Ferri"),
    ("Person", "Karl Mead Sr", "Person", "Karl Mead Jr"),
    ("Person", "John Hale II", "Person", "John Hale III"),
    ("Person", "Jan Peter", "Person", "Jan Peters"),
    ("Person", "Jan Meier", "Person", "Jan Meyerhof"),
    ("Person", "Ute Lang", "Person", "Ute Meyer-Lang"),
    ("Person", "Martin Otto", "Person", "Otto Martin"),
    ("Person", "Mario Rossi", "Person", "Maria Rossi"),
    ("Person", "Paolo Conti", "Person", "Paola Conti"),
    ("Person", "Anna Conti", "Person", "Anna Bruni"),
    ("Person", "William Carver", "Person", "Williams"),
    # People and what is named after them
    ("Person", "Anna Weber", "Organization", "Weber"),
    ("Person", "Weber", "Organization", "Weber"),
    ("Person", "Enzo Ferri", "Organization", "Ferri"),
    ("Person", "Enzo Ferri", "Organization", "Ferri Motori"),
    ("Person", "Tom Shaw", "Organization", "Shaw Brothers"),
    ("Person", "Ann Leigh", "Organization", "Leigh & Marsh"),
    ("Person", "Eleanor Washburn", "Place", "Washburn"),
    ("Person", "Washburn", "Place", "Washburn"),
    ("Person", "Karl Zeis", "Organization", "Karl-Zeis-Stiftung"),
    ("Person", "Vela", "Product", "Vela"),
    # Places and what is called after them
    ("Place", "Harlow", "Organization", "Harlow"),
    ("Place", "Harlow", "Organization", "FC Harlow"),
    ("Place", "Harlow", "Organization", "Harlow United"),
    ("Place", "Harlow", "Medium", "Harlow Post"),
    ("Place", "Harlow", "Organization", "Bank of Harlow"),
    ("Place", "Harlow", "Organization", "Universität Harlow"),
    ("Place", "Bremmen", "Organization", "SV Bremmen"),
    ("Place", "Torvale", "Organization", "AC Torvale"),
    ("Place", "Neu-Harlow", "Place", "Harlow"),
    ("Place", "Harlow", "Place", "Harlow West"),
    ("Place", "Monte", "Organization", "Monte Capital"),
    # Parent and subsidiary, and companies of a group
    ("Organization", "Nordfell", "Organization", "Nordfell Solar"),
    ("Organization", "Nordfell", "Organization", "Nordfell Cargo"),
    ("Organization", "Nordfell Air", "Organization", "Nordfell Cargo"),
    ("Organization", "Nordfell Nord", "Organization", "Nordfell Süd"),
    ("Organization", "Nordfell Deutschland", "Organization", "Nordfell Italia"),
    ("Organization", "Alster", "Organization", "Alster Ventures"),
    ("Organization", "Deutsche Marlo", "Organization", "Marlo Italia"),
    ("Organization", "Banca Solvia", "Organization", "Solvia Assicurazioni"),
    ("Organization", "Quarry", "Organization", "Quarry Works"),
    ("Organization", "Team Blau", "Organization", "Team Grün"),
    # Maker and product, and products of a line
    ("Organization", "Rovana", "Product", "Rovana Tarak"),
    ("Organization", "Rovana", "Product", "Rovana"),
    ("Product", "Luna 3", "Product", "Luna 4"),
    ("Product", "Luna", "Product", "Luna 3"),
    ("Product", "Luna Pro", "Product", "Luna Mini"),
    ("Product", "Kauf-Button", "Product", "Like-Button"),
    ("Product", "Tarak S", "Product", "Tarak X"),
    ("Product", "Vidora Music", "Product", "Vidora Video"),
    ("Organization", "Vidora", "Product", "Vidora Music"),
    # Letters, and names spelled nearly alike
    ("Organization", "VDH", "Organization", "VDA"),
    ("Organization", "VDH", "Organization", "Verband der Holzwirte"),
    ("Organization", "NZB", "Organization", "Norddeutsche Zuckerbank"),
    ("Organization", "Marlo", "Organization", "Marlon"),
    ("Organization", "Estro", "Organization", "Astro"),
    ("Organization", "Solvia", "Organization", "Salvia"),
    ("Organization", "Freie Union", "Organization", "Freie Liste"),
    ("Organization", "Amtsgericht Kiel", "Organization", "Landgericht Kiel"),
    ("Organization", "Ministerium für Arbeit", "Organization", "Ministerium für Umwelt"),
    # Things without a name, and things with one
    ("Concept", "piloti di Nordfell", "Organization", "Nordfell"),
    ("Concept", "Aktie von Nordfell", "Organization", "Nordfell"),
    ("Event", "Harlow Festival", "Place", "Harlow"),
    ("Project", "Projekt Luna", "Product", "Luna"),
    ("Role", "Chef von Nordfell", "Organization", "Nordfell"),
]


@pytest.mark.parametrize("pair", APART, ids=lambda pair: f"{pair[1]}, {pair[3]}")
@pytest.mark.parametrize("languages", [("de", "de"), ("it", "en")])
def test_look_alikes_stay_two(pair: tuple[str, str, str, str], languages: tuple[str, str], ontology: Ontology) -> None:
    kind, name, other_kind, other_name = pair
    first, second = (f"{language}-{i}" for i, language in enumerate(languages))
    one, other = appearance(first, name, kind), appearance(second, other_name, other_kind)
    beside = (("Zubrin", "Place"), ("Ebbo Tarn", "Person"))
    company = [appearance(text, *thing) for text in (first, second) for thing in beside]

    links = link([one, other, *company], ontology)

    assert links.iri(first, one.entity.iri) != links.iri(second, other.entity.iri)


def test_there_are_enough_of_them() -> None:
    assert len(APART) >= 60
