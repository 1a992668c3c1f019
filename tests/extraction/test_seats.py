"""Where an organization has its seat, said in passing by the adjective of a place."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.ontology import Ontology
from kg.types import Mention, Modality
from tests.conftest import Read, read, understand
from tests.extraction.conftest import Annotated, facts_with

PLACE = "https://kg.example/place/"

SAID = [
    pytest.param(
        "de",
        """
            Der          der          DET    3  det    -    Definite=Def|Number=Sing|PronType=Art
            Oldenburger  Oldenburger  ADJ    3  amod   LOC  Number=Sing
            Hersteller   Hersteller   NOUN   5  nsubj  -    Number=Sing
            Brandis      Brandis      PROPN  3  appos  ORG  Number=Sing
            übernimmt    übernehmen   VERB   0  root   -    Number=Sing|VerbForm=Fin
            die          der          DET    8  det    -    Definite=Def|Number=Sing|PronType=Art
            dänische     dänisch      ADJ    8  amod   -    Number=Sing
            Firma        Firma        NOUN   5  obj    -    Number=Sing
            Nordvik      Nordvik      PROPN  8  appos  ORG  Number=Sing
            .            .            PUNCT  5  punct  -    -
        """,
        [("Brandis", "Oldenburg"), ("Nordvik", "Dänemark")],
        id="de: adjective in front",
    ),
    pytest.param(
        "de",
        """
            Die       der       DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            Münchner  Münchner  NOUN   5  nsubj  -    Number=Sing
            Tessaro   Tessaro   PROPN  5  nsubj  ORG  Number=Sing
            Systems   Systems   X      3  flat   ORG  -
            liefert   liefern   VERB   0  root   -    Number=Sing|VerbForm=Fin
            an        an        ADP    9  case   -    -
            die       der       DET    9  det    -    Definite=Def|Number=Sing|PronType=Art
            Deutsche  deutsch   ADJ    9  amod   ORG  Number=Sing
            Bank      Bank      NOUN   5  obj    ORG  Number=Sing
            .         .         PUNCT  5  punct  -    -
        """,
        [("Tessaro Systems", "München")],
        id="de: bare name",
    ),
    pytest.param(
        "de",
        """
            Corvatec  Corvatec  PROPN  7  nsubj  ORG  Number=Sing
            ,         ,         PUNCT  5  punct  -    -
            ein       ein       DET    5  det    -    Definite=Ind|Number=Sing|PronType=Art
            Züricher  Züricher  ADJ    5  amod   LOC  Number=Sing
            Start-up  Start-up  NOUN   1  appos  -    Number=Sing
            ,         ,         PUNCT  1  punct  -    -
            wächst    wachsen   VERB   0  root   -    Number=Sing|VerbForm=Fin
            .         .         PUNCT  7  punct  -    -
        """,
        [("Corvatec", "Zürich")],
        id="de: apposition behind a comma",
    ),
    pytest.param(
        "de",
        """
            Lumenia       Lumenia      PROPN  5  nsubj  ORG  Number=Sing
            ist           sein         AUX    5  cop    -    Number=Sing
            ein           ein          DET    5  det    -    Definite=Ind|Number=Sing|PronType=Art
            taiwanisches  taiwanisch   ADJ    5  amod   -    Number=Sing
            Unternehmen   Unternehmen  NOUN   0  root   -    Number=Sing
            .             .            PUNCT  5  punct  -    -
        """,
        [("Lumenia", "Taiwan")],
        id="de: copula",
    ),
    pytest.param(
        "de",
        """
            Der         der         DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            US-Konzern  US-Konzern  NOUN   4  nsubj  LOC  Number=Sing
            Brandis     Brandis     PROPN  2  appos  PER  Number=Sing
            klagt       klagen      VERB   0  root   -    VerbForm=Fin
            .           .           PUNCT  4  punct  -    -
        """,
        [("Brandis", "USA")],
        id="de: compound",
    ),
    pytest.param(
        "de",
        """
            Das          der          DET    4  det    -    Definite=Def|Number=Sing|PronType=Art
            New          New          ADJ    3  amod   LOC  Number=Sing
            Yorker       Yorker       ADJ    4  amod   LOC  Number=Sing
            Unternehmen  Unternehmen  NOUN   6  nsubj  -    Number=Sing
            Corvatec     Corvatec     PROPN  4  appos  ORG  Number=Sing
            wächst       wachsen      VERB   0  root   -    Number=Sing|VerbForm=Fin
            .            .            PUNCT  6  punct  -    -
        """,
        [("Corvatec", "New York")],
        id="de: several words",
    ),
    pytest.param(
        "it",
        """
            La        il        DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            modenese  modenese  NOUN   4  nsubj  -    Number=Sing
            Corvatec  Corvatec  PROPN  2  appos  ORG  Number=Sing
            cresce    crescere  VERB   0  root   -    Number=Sing|VerbForm=Fin
            .         .         PUNCT  4  punct  -    -
        """,
        [("Corvatec", "Modena")],
        id="it: bare name",
    ),
    pytest.param(
        "it",
        """
            Lumenia    Lumenia    PROPN  6  nsubj  ORG  Number=Sing
            ,          ,          PUNCT  3  punct  -    -
            startup    startup    NOUN   1  appos  -    Number=Sing
            bolognese  bolognese  ADJ    3  amod   -    Number=Sing
            ,          ,          PUNCT  3  punct  -    -
            chiude     chiudere   VERB   0  root   -    Number=Sing|VerbForm=Fin
            un         uno        DET    8  det    -    Definite=Ind|Number=Sing|PronType=Art
            round      round      NOUN   6  obj    -    Number=Sing
            .          .          PUNCT  6  punct  -    -
        """,
        [("Lumenia", "Bologna")],
        id="it: apposition",
    ),
    pytest.param(
        "it",
        """
            L'        il        DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            azienda   azienda   NOUN   5  nsubj  -    Number=Sing
            milanese  milanese  ADJ    2  amod   -    Number=Sing
            Tessaro   Tessaro   PROPN  2  appos  ORG  Number=Sing
            compra    comprare  VERB   0  root   -    Number=Sing|VerbForm=Fin
            il        il        DET    7  det    -    Definite=Def|Number=Sing|PronType=Art
            gruppo    gruppo    NOUN   5  obj    -    Number=Sing
            tedesco   tedesco   ADJ    7  amod   -    Number=Sing
            Brandis   Brandis   PROPN  7  appos  ORG  Number=Sing
            .         .         PUNCT  5  punct  -    -
        """,
        [("Tessaro", "Milano"), ("Brandis", "Germania")],
        id="it: adjective behind",
    ),
    pytest.param(
        "it",
        """
            Corvatec     Corvatec     PROPN  2  nsubj  ORG  Number=Sing
            accusa       accusare     VERB   0  root   -    Number=Sing|VerbForm=Fin
            Lumenia      Lumenia      PROPN  2  obj    ORG  Number=Sing
            ,            ,            PUNCT  6  punct  -    -
            il           il           DET    6  det    -    Definite=Def|Number=Sing|PronType=Art
            marketplace  marketplace  NOUN   3  appos  -    Number=Sing
            olandese     olandese     ADJ    6  amod   -    Number=Sing
            .            .            PUNCT  2  punct  -    -
        """,
        [("Lumenia", "Paesi Bassi")],
        id="it: what it offers",
    ),
    pytest.param(
        "en",
        """
            The       the       DET    3  det       -    Definite=Def|PronType=Art
            Danish    Danish    ADJ    3  amod      -    -
            company   company   NOUN   5  nsubj     -    Number=Sing
            Nordvik   Nordvik   PROPN  3  appos     ORG  Number=Sing
            bought    buy       VERB   0  root      -    VerbForm=Fin
            the       the       DET    8  det       -    Definite=Def|PronType=Art
            Bergen    Bergen    PROPN  8  compound  LOC  Number=Sing
            start-up  start-up  NOUN   5  obj       -    Number=Sing
            Corvatec  Corvatec  PROPN  8  appos     ORG  Number=Sing
            .         .         PUNCT  5  punct     -    -
        """,
        [("Nordvik", "Denmark"), ("Corvatec", "Bergen")],
        id="en: name of a place in front",
    ),
    pytest.param(
        "en",
        """
            Austin-based  austin-base  ADJ    3  amod      -    -
            Lumenia       Lumenia      PROPN  3  compound  ORG  Number=Sing
            Labs          Lab          PROPN  4  nsubj     ORG  Number=Plur
            hired         hire         VERB   0  root      -    VerbForm=Fin
            30            30           NUM    6  nummod    -    -
            people        people       NOUN   4  obj       -    Number=Plur
            .             .            PUNCT  4  punct     -    -
        """,
        [("Lumenia Labs", "Austin")],
        id="en: based",
    ),
    pytest.param(
        "en",
        """
            Tessaro  Tessaro  PROPN  9  compound  ORG  Number=Sing
            Dental   Dental   PROPN  1  flat      ORG  Number=Sing
            ,        ,        PUNCT  6  punct     -    -
            the      the      DET    6  det       -    Definite=Def|PronType=Art
            Denver   Denver   PROPN  6  compound  LOC  Number=Sing
            chain    chain    NOUN   1  appos     -    Number=Sing
            ,        ,        PUNCT  6  punct     -    -
            is       be       AUX    9  aux       -    Number=Sing|VerbForm=Fin
            growing  growe    VERB   0  root      -    VerbForm=Part
            .        .        PUNCT  9  punct     -    -
        """,
        [("Tessaro Dental", "Denver")],
        id="en: apposition",
    ),
    pytest.param(
        "en",
        """
            The      the      DET    4  det    -    Definite=Def|PronType=Art
            South    south    ADJ    3  amod   -    -
            Korean   Korean   ADJ    4  amod   -    -
            rival    rival    NOUN   6  nsubj  -    Number=Sing
            Brandis  Brandis  PROPN  4  appos  ORG  Number=Sing
            agreed   agree    VERB   0  root   -    VerbForm=Fin
            .        .        PUNCT  6  punct  -    -
        """,
        [("Brandis", "South Korea")],
        id="en: rival",
    ),
]
SAYS_NOTHING = [
    pytest.param(
        "de",
        """
            Der       der       DET    3  det    -    Definite=Def|Number=Sing|PronType=Art
            Berliner  Berliner  ADJ    3  amod   ORG  -
            Kurier    Kurier    NOUN   4  nsubj  ORG  Number=Sing
            lobt      loben     VERB   0  root   -    Number=Sing|VerbForm=Fin
            die       der       DET    7  det    -    Definite=Def|Number=Sing|PronType=Art
            Deutsche  deutsch   ADJ    7  amod   ORG  Number=Sing
            Bank      Bank      NOUN   4  obj    ORG  Number=Sing
            .         .         PUNCT  4  punct  -    -
        """,
        id="de: names",
    ),
    pytest.param(
        "de",
        """
            Die        der        DET    3  det    -        Definite=Def|Number=Plur|PronType=Art
            Wiener     Wiener     ADJ    3  amod   LOC      Number=Sing
            Schnitzel  Schnitzel  NOUN   4  nsubj  -        Number=Plur
            schmecken  schmecken  VERB   0  root   -        Number=Plur|VerbForm=Fin
            Corvatec   Corvatec   PROPN  4  obj    PRODUCT  Number=Sing
            .          .          PUNCT  4  punct  -        -
        """,
        id="de: dish",
    ),
    pytest.param(
        "de",
        """
            Der        der        DET    3  det    -    Definite=Def|Number=Sing|PronType=Art
            Münchner   Münchner   ADJ    3  amod   LOC  Number=Sing
            Regisseur  Regisseur  NOUN   6  nsubj  -    Number=Sing
            Paul       Paul       PROPN  3  appos  PER  Number=Sing
            Kranz      Kranz      PROPN  4  flat   PER  Number=Sing
            lobt       loben      VERB   0  root   -    Number=Sing|VerbForm=Fin
            Corvatec   Corvatec   PROPN  6  obj    ORG  Number=Sing
            .          .          PUNCT  6  punct  -    -
        """,
        id="de: person",
    ),
    pytest.param(
        "de",
        """
            Deutsche   deutsch    ADJ    2  amod   LOC  Number=Plur
            Autobauer  Autobauer  NOUN   5  nsubj  -    Number=Plur
            wie        wie        CCONJ  4  cc     -    -
            Brandis    Brandis    PROPN  2  conj   PER  Number=Sing
            klagen     klagen     VERB   0  root   -    Number=Plur|VerbForm=Fin
            .          .          PUNCT  5  punct  -    -
        """,
        id="de: plural",
    ),
    pytest.param(
        "de",
        """
            Italienische  italienisch  ADJ    2  amod   -    Number=Plur
            Schuhe        Schuh        NOUN   3  nsubj  -    Number=Plur
            gefallen      gefallen     VERB   0  root   -    Number=Sing
            Corvatec      Corvatec     PROPN  3  obj    ORG  Number=Sing
            .             .            PUNCT  3  punct  -    -
        """,
        id="de: thing",
    ),
    pytest.param(
        "de",
        """
            Das       der        DET    3  det    -    Definite=Def|Number=Sing|PronType=Art
            Berliner  Berliner   ADJ    3  amod   LOC  Number=Sing
            Werk      Werk       NOUN   6  nsubj  -    Number=Sing
            von       von        ADP    5  case   -    -
            Brandis   Brandi     PROPN  3  nmod   PER  Number=Sing
            schließt  schließen  VERB   0  root   -    Number=Sing|VerbForm=Fin
            .         .          PUNCT  6  punct  -    -
        """,
        id="de: plant",
    ),
    pytest.param(
        "de",
        """
            Die         der          DET    3  det    -    Definite=Def|Number=Sing|PronType=Art
            Berliner    Berliner     ADJ    3  amod   ORG  Number=Sing
            SPD         SPD          PROPN  4  nsubj  ORG  Number=Sing
            kritisiert  kritisieren  VERB   0  root   -    Number=Sing|VerbForm=Fin
            Corvatec    Corvatec     PROPN  4  obj    ORG  Number=Sing
            .           .            PUNCT  4  punct  -    -
        """,
        id="de: branch of a party",
    ),
    pytest.param(
        "de",
        """
            Die       der       DET    4  det    -    Definite=Def|Number=Sing|PronType=Art
            frühere   früh      ADJ    4  amod   -    Number=Sing
            Münchner  Münchner  ADJ    4  amod   LOC  Number=Sing
            Firma     Firma     NOUN   6  nsubj  -    Number=Sing
            Lumenia   Lumenia   PROPN  4  appos  ORG  Number=Sing
            klagt     klagen    VERB   0  root   -    VerbForm=Part
            .         .         PUNCT  6  punct  -    -
        """,
        id="de: former",
    ),
    pytest.param(
        "de",
        """
            Die       der      DET    3  det    -    Definite=Def|Number=Sing|PronType=Art
            deutsche  deutsch  ADJ    3  amod   -    Number=Sing
            Tochter   Tochter  NOUN   6  nsubj  -    Number=Sing
            von       von      ADP    5  case   -    -
            Brandis   Brandi   PROPN  3  nmod   PER  Number=Sing
            wächst    wachsen  VERB   0  root   -    Number=Sing|VerbForm=Fin
            .         .        PUNCT  6  punct  -    -
        """,
        id="de: subsidiary",
    ),
    pytest.param(
        "it",
        """
            La          il          DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            Fiorentina  Fiorentina  PROPN  3  nsubj  ORG  Number=Sing
            batte       battere     VERB   0  root   -    Number=Sing|VerbForm=Fin
            il          il          DET    5  det    -    Definite=Def|Number=Sing|PronType=Art
            Milan       Milan       PROPN  3  obj    ORG  Number=Sing
            .           .           PUNCT  3  punct  -    -
        """,
        id="it: club",
    ),
    pytest.param(
        "it",
        """
            Il       il        DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            mercato  mercato   NOUN   4  nsubj  -    Number=Sing
            tedesco  tedesco   ADJ    2  amod   -    Number=Sing
            premia   premiare  VERB   0  root   -    Number=Sing|VerbForm=Fin
            Lumenia  Lumenia   PROPN  4  obj    LOC  Number=Sing
            .        .         PUNCT  4  punct  -    -
        """,
        id="it: market",
    ),
    pytest.param(
        "it",
        """
            L'        il        DET    2  det    -    Number=Sing|PronType=Art
            olandese  olandese  NOUN   5  nsubj  -    Number=Sing
            Mark      Mark      PROPN  2  nmod   PER  Number=Sing
            Rutman    Rutman    PROPN  3  flat   PER  Number=Sing
            guida     guidare   VERB   0  root   -    Number=Sing|VerbForm=Fin
            Corvatec  Corvatec  PROPN  5  obj    ORG  Number=Sing
            .         .         PUNCT  5  punct  -    -
        """,
        id="it: person",
    ),
    pytest.param(
        "it",
        """
            Le        il        DET    2  det    -    Definite=Def|Number=Plur|PronType=Art
            aziende   azienda   NOUN   6  nsubj  -    Number=Plur
            italiane  italiano  ADJ    2  amod   -    Number=Plur
            come      come      ADP    5  case   -    -
            Brandis   Brandis   PROPN  2  nmod   ORG  Number=Sing
            soffrono  soffrire  VERB   0  root   -    Number=Plur|VerbForm=Fin
            .         .         PUNCT  6  punct  -    -
        """,
        id="it: plural",
    ),
    pytest.param(
        "it",
        """
            Il        il         DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            governo   governo    NOUN   4  nsubj  -    Number=Sing
            francese  francese   ADJ    2  amod   -    Number=Sing
            sostiene  sostenere  VERB   0  root   -    Number=Sing|VerbForm=Fin
            Lumenia   Lumenia    PROPN  4  obj    LOC  Number=Sing
            .         .          PUNCT  4  punct  -    -
        """,
        id="it: government",
    ),
    pytest.param(
        "it",
        """
            La        il        DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            filiale   filiale   NOUN   6  nsubj  -    Number=Sing
            tedesca   tedesco   ADJ    2  amod   -    Number=Sing
            di        di        ADP    5  case   -    -
            Corvatec  Corvatec  PROPN  2  nmod   ORG  Number=Sing
            cresce    crescere  VERB   0  root   -    Number=Sing|VerbForm=Fin
            .         .         PUNCT  6  punct  -    -
        """,
        id="it: subsidiary",
    ),
    pytest.param(
        "en",
        """
            The       the       DET    2  det    -    Definite=Def|PronType=Art
            Bank      Bank      PROPN  5  nsubj  ORG  Number=Sing
            of        of        ADP    4  case   ORG  -
            England   England   PROPN  2  nmod   ORG  Number=Sing
            helps     help      VERB   0  root   -    Number=Sing|VerbForm=Fin
            Corvatec  Corvatec  PROPN  5  obj    ORG  Number=Sing
            .         .         PUNCT  5  punct  -    -
        """,
        id="en: name",
    ),
    pytest.param(
        "en",
        """
            French   French   ADJ    2  amod   -    -
            fries    fry      NOUN   4  nsubj  -    Number=Plur
            are      be       AUX    4  cop    -    Number=Plur|VerbForm=Fin
            popular  popular  ADJ    0  root   -    -
            with     with     ADP    6  case   -    -
            Lumenia  Lumenia  PROPN  4  obl    PER  Number=Sing
            .        .        PUNCT  4  punct  -    -
        """,
        id="en: dish",
    ),
    pytest.param(
        "en",
        """
            The      the      DET    3  det       -        Definite=Def|PronType=Art
            Berlin   Berlin   PROPN  3  compound  LOC      Number=Sing
            plant    plant    NOUN   7  nsubj     -        Number=Sing
            of       of       ADP    5  case      -        -
            Brandis  Brandis  PROPN  3  nmod      PRODUCT  Number=Sing
            was      be       AUX    7  cop       -        Number=Sing|VerbForm=Fin
            closed   close    ADJ    0  root      -        -
            .        .        PUNCT  7  punct     -        -
        """,
        id="en: plant",
    ),
    pytest.param(
        "en",
        """
            The      the      DET    3  det    -    Definite=Def|PronType=Art
            Danish   Danish   ADJ    3  amod   -    -
            company  company  NOUN   7  nsubj  -    Number=Sing
            Lumenia  Lumenia  PROPN  3  appos  ORG  Number=Sing
            bought   buy      VERB   3  acl    -    VerbForm=Part
            is       be       AUX    7  aux    -    Number=Sing|VerbForm=Fin
            growing  growe    VERB   0  root   -    VerbForm=Part
            .        .        PUNCT  7  punct  -    -
        """,
        id="en: relative clause without a pronoun",
    ),
    pytest.param(
        "en",
        """
            The         the         DET    3  det    -    Definite=Def|PronType=Art
            Dutch       Dutch       ADJ    3  amod   -    -
            government  government  NOUN   4  nsubj  -    Number=Sing
            backs       back        VERB   0  root   -    Number=Sing|VerbForm=Fin
            Corvatec    Corvatec    PROPN  4  obj    ORG  Number=Sing
            .           .           PUNCT  4  punct  -    -
        """,
        id="en: government",
    ),
    pytest.param(
        "en",
        """
            German    German    ADJ    2  amod   -    -
            director  director  NOUN   3  nmod   -    Number=Sing
            Paul      Paul      PROPN  5  nsubj  PER  Number=Sing
            Kranz     Kranz     PROPN  3  flat   PER  Number=Sing
            left      leave     VERB   0  root   -    VerbForm=Fin
            Brandis   Brandis   PROPN  5  obj    ORG  Number=Sing
            .         .         PUNCT  5  punct  -    -
        """,
        id="en: person",
    ),
    pytest.param(
        "en",
        """
            The      the      DET    3  det       -    Definite=Def|PronType=Art
            London   London   PROPN  3  compound  LOC  Number=Sing
            office   office   NOUN   7  nsubj     -    Number=Sing
            of       of       ADP    5  case      -    -
            Tessaro  Tessaro  PROPN  3  nmod      ORG  Number=Sing
            Media    Media    PROPN  3  nmod      ORG  Number=Sing
            closed   close    VERB   0  root      -    VerbForm=Fin
            .        .        PUNCT  7  punct     -    -
        """,
        id="en: office",
    ),
    pytest.param(
        "de",
        """
            Das        der        DET    3  det    -    Definite=Def|Number=Sing|PronType=Art
            Schweizer  Schweizer  ADJ    3  amod   ORG  -
            Team       Team       NOUN   6  nsubj  -    Number=Sing
            von        von        ADP    5  case   -    -
            Brandis    Brandis    PROPN  3  nmod   PER  Number=Sing
            schweigt   schweigen  VERB   0  root   -    Number=Sing|VerbForm=Fin
            .          .          PUNCT  6  punct  -    -
        """,
        id="de: team",
    ),
    pytest.param(
        "en",
        """
            The       the       DET    2   det    -    Definite=Def|PronType=Art
            start-up  start-up  NOUN   7   nsubj  -    Number=Sing
            Google    Google    PROPN  2   appos  ORG  Number=Sing
            acquired  acquire   VERB   2   acl    -    VerbForm=Part
            in        in        ADP    6   case   -    -
            Paris     Paris     PROPN  4   obl    LOC  Number=Sing
            has       have      VERB   13  ccomp  -    Number=Sing|VerbForm=Fin
            a         a         DET    10  det    -    Definite=Ind|PronType=Art
            French    French    ADJ    10  amod   -    -
            founder   founder   NOUN   7   obj    -    Number=Sing
            ,         ,         PUNCT  7   punct  -    -
            Lumenia   Lumenia   PROPN  13  nsubj  PER  Number=Sing
            says      say       VERB   0   root   -    Number=Sing|VerbForm=Fin
            .         .         PUNCT  13  punct  -    -
        """,
        id="en: founder",
    ),
    pytest.param(
        "it",
        """
            Il          il          DET    2  det    -    Definite=Def|Number=Sing|PronType=Art
            Parmigiano  Parmigiano  PROPN  4  nsubj  ORG  Number=Sing
            Reggiano    Reggiano    PROPN  2  flat   ORG  Number=Sing
            piace       piacere     VERB   0  root   -    Number=Sing|VerbForm=Fin
            a           a           ADP    6  case   -    -
            Lumenia     Lumenia     PROPN  4  obl    LOC  Number=Sing
            .           .           PUNCT  4  punct  -    -
        """,
        id="it: cheese",
    ),
    pytest.param(
        "en",
        """
            Corvatec  Corvatec  PROPN  2  nsubj     ORG  Number=Sing
            opened    open      VERB   0  root      -    VerbForm=Fin
            a         a         DET    5  det       -    Definite=Ind|PronType=Art
            Munich    Munich    PROPN  5  compound  LOC  Number=Sing
            office    office    NOUN   2  obj       -    Number=Sing
            and       and       CCONJ  7  cc        -    -
            sold      sell      VERB   2  conj      -    VerbForm=Fin
            Swiss     Swiss     ADJ    9  amod      -    -
            watches   watch     NOUN   7  obj       -    Number=Plur
            .         .         PUNCT  2  punct     -    -
        """,
        id="en: things",
    ),
    pytest.param(
        "de",
        """
            Die          der          DET    3  det    -    Definite=Def|Number=Plur|PronType=Art
            Münchner     Münchner     ADJ    3  amod   LOC  Number=Sing
            Unternehmen  Unternehmen  NOUN   7  nsubj  -    Number=Sing
            Brandis      Brandis      PROPN  3  appos  ORG  Number=Sing
            und          und          CCONJ  6  cc     -    -
            Corvatec     Corvatec     PROPN  3  conj   ORG  Number=Sing
            klagen       klagen       VERB   0  root   -    Number=Plur|VerbForm=Fin
            .            .            PUNCT  7  punct  -    -
        """,
        id="de: two at once",
    ),
]


def seats(result: Read) -> list[tuple[str, str]]:
    """Give who has a seat where, as the text says it."""
    ends = [(fact.subject, fact.object) for fact in facts_with(result, "headquarteredIn")]
    return [(s.text, o.label) for s, o in ends if isinstance(s, Mention) and isinstance(o, Mention)]


@pytest.mark.parametrize(("language", "table", "expected"), SAID)
def test_adjective_of_a_place_says_the_seat(
    language: str, table: str, expected: list[tuple[str, str]], annotated: Annotated, ontology: Ontology
) -> None:
    """News rarely say more plainly where a company is from."""
    assert seats(understand(annotated(language, table), ontology)) == expected


@pytest.mark.parametrize(("language", "table"), SAYS_NOTHING)
def test_adjective_of_anything_else_says_no_seat(
    language: str, table: str, annotated: Annotated, ontology: Ontology
) -> None:
    """Persons, things, plants, branches, names and plurals have such adjectives too."""
    assert seats(understand(annotated(language, table), ontology)) == []


def test_denied_seat_is_denied(annotated: Annotated, ontology: Ontology) -> None:
    """Said of somebody with "is", it is as sure as the sentence."""
    table = """
        Brandis      Brandis      PROPN  5  nsubj  ORG  Number=Sing
        ist          sein         AUX    5  cop    -    VerbForm=Fin
        kein         kein         DET    5  det    -    -
        Berliner     Berliner     ADJ    5  amod   LOC  -
        Unternehmen  Unternehmen  NOUN   0  root   -    Number=Sing
        .            .            PUNCT  5  punct  -    -
    """
    (fact,) = facts_with(understand(annotated("de", table), ontology), "headquarteredIn")
    assert fact.modality == Modality.DENIED


def test_evidence_points_to_the_adjective_and_the_place(annotated: Annotated, ontology: Ontology) -> None:
    """Whoever doubts it must see which word said it; said in passing it is less sure than said plainly."""
    (fact,) = facts_with(understand(annotated("it", FULMINA), ontology), "headquarteredIn")

    assert fact.evidence.cue is not None
    assert fact.evidence.document.text[slice(*fact.evidence.cue)] == "modenese"
    assert fact.evidence.entry == URIRef(PLACE + "modena")
    assert fact.confidence == 0.9


FULMINA = """
    La        il        DET    2  det    -    Definite=Def|Number=Sing
    modenese  modenese  NOUN   4  nsubj  -    Number=Sing
    Corvatec  Corvatec  PROPN  2  appos  ORG  -
    cresce    crescere  VERB   0  root   -    VerbForm=Fin
    .         .         PUNCT  4  punct  -    -
"""


def test_a_fact_is_of_the_name_behind_the_adjective(annotated: Annotated, ontology: Ontology) -> None:
    """ "La modenese Corvatec" is Corvatec, though the parser makes the adjective the subject."""
    table = """
        La        il        DET    2  det    -    Definite=Def|Number=Sing
        modenese  modenese  NOUN   4  nsubj  -    Number=Sing
        Corvatec  Corvatec  PROPN  2  appos  ORG  -
        acquista  acquistare  VERB   0  root   -    VerbForm=Fin
        Lumenia   Lumenia   PROPN  4  obj    ORG  -
        .         .         PUNCT  4  punct  -    -
    """
    (fact,) = facts_with(understand(annotated("it", table), ontology), "acquires")
    assert isinstance(fact.subject, Mention)
    assert fact.subject.text == "Corvatec"


# Whole texts: what a phrase points back to, and what one place is called in another language


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "La società Tessaro fa causa a Max Brandl. L'azienda triestina chiede 2 milioni.", ["Trieste"]),
        ("it", "Amazon compra Tecnoval. L'azienda milanese cresce.", []),
        ("de", "Google will Beltra kaufen. Das Münchner Unternehmen ist 100 Millionen wert.", []),
        ("en", "Nordvik Systems grew. The Danish company has 30 employees.", ["Denmark"]),
        ("en", "Nordvik Systems grew. The Danish company that makes pumps has 30 employees.", []),
        ("en", "Nordvik Systems grew. The Danish company that Google bought last year has 30 employees.", []),
        ("en", "Dropbox buys Quillmark. The Toronto startup has 11 million users.", []),
    ],
)
def test_phrase_that_points_back_counts_where_one_organization_is_named(
    language: str, text: str, expected: list[str], ontology: Ontology
) -> None:
    """Of two, resolution may choose the wrong one, and the seat would be false."""
    assert [place for _, place in seats(read(text, language, ontology))] == expected


@pytest.mark.model
def test_who_is_from_a_place_is_the_organization_with_its_seat_there(ontology: Ontology) -> None:
    """ "Die Oldenburger" is no organization of that name, and no place."""
    result = read("Wilkens, ein Oldenburger Hersteller, wächst. Siemens übernimmt die Oldenburger.", "de", ontology)
    (fact,) = facts_with(result, "acquires")

    assert isinstance(fact.object, Mention)
    assert str(result.entities[fact.object].label) == "Wilkens"
    assert not [m for m in result.mentions if m.text == "Oldenburger" and not m.is_reference]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Siemens übernimmt die Oldenburger.",
        "Das Oldenburger Unternehmen Wilkens verklagt die Oldenburger Firma Brandis. "
        "Siemens übernimmt die Oldenburger.",
    ],
)
def test_who_is_from_a_place_is_nobody_where_it_is_not_clear(text: str, ontology: Ontology) -> None:
    """A fact of nobody in particular is none."""
    assert facts_with(read(text, "de", ontology), "acquires") == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text", "iri", "label"),
    [
        ("de", "Siemens hat seinen Sitz in München.", "munich", "München"),
        ("it", "Siemens ha sede a Monaco di Baviera.", "munich", "Monaco di Baviera"),
        ("en", "Siemens is based in Munich.", "munich", "Munich"),
        ("en", "Siemens is based in the Netherlands.", "netherlands", "Netherlands"),
    ],
)
def test_one_place_has_one_iri_in_every_language(
    language: str, text: str, iri: str, label: str, ontology: Ontology
) -> None:
    """Whoever asks for what is in Munich wants the Italian texts too."""
    result = read(text, language, ontology)
    fact = facts_with(result, "headquarteredIn")[0]

    assert isinstance(fact.object, Mention)
    place = result.entities[fact.object]
    assert (place.iri, str(place.label)) == (URIRef(PLACE + iri), label)


@pytest.mark.model
def test_name_with_a_demonym_that_the_text_also_leaves_out(ontology: Ontology) -> None:
    """ "Die Lüneburger Heidebank" is called so by the text alone, the "Frankfurter Rundschau" by everybody."""
    said = "Die Lüneburger Heidebank schließt neun Filialen. Die Heidebank verliert Kunden."
    named = "Die Frankfurter Rundschau schließt neun Büros."

    assert seats(read(said, "de", ontology)) == [("Lüneburger Heidebank", "Lüneburg")]
    assert seats(read(named, "de", ontology)) == []
