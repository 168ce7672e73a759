"""The shipped pipelines: light, lossless, and right on plain sentences."""

from __future__ import annotations

import time
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from detente.knowledge.files import DATA
from detente.text import lemmas, sentences, spaces, tokens  # noqa: F401  (registers their spaCy factories)

LANGUAGES = ["en", "fr"]
PIPELINES = DATA / "pipelines"


@cache
def pipeline(language: str) -> Language:
    return spacy.load(PIPELINES / language)


# Who does what: subject, verb's lemma, object; "-" where there is none.
CLAUSES = {
    "fr": [
        ("Le ministre russe a rencontré son homologue américain.", "ministre", "rencontrer", "homologue"),
        ("Moscou expulse dix diplomates.", "Moscou", "expulser", "diplomates"),
        ("La France condamne fermement cette attaque.", "France", "condamner", "attaque"),
        ("Les deux pays signeront un accord lundi.", "pays", "signer", "accord"),
        ("Le président accueillera son homologue à Genève.", "président", "accueillir", "homologue"),
        ("L'armée bombarda la ville.", "armée", "bombarder", "ville"),
    ],
    "en": [
        ("The Russian minister met his American counterpart.", "minister", "meet", "counterpart"),
        ("Moscow expelled ten diplomats.", "Moscow", "expel", "diplomats"),
        ("France strongly condemned the attack.", "France", "condemn", "attack"),
        ("Both countries will sign an agreement on Monday.", "countries", "sign", "agreement"),
        ("The president held talks in Geneva.", "president", "hold", "talks"),
        ("The army shelled the town.", "army", "shell", "town"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "subject", "verb", "thing"),
    [(language, *row) for language, rows in CLAUSES.items() for row in rows],
)
def test_plain_clauses(language: str, text: str, subject: str, verb: str, thing: str) -> None:
    doc = pipeline(language)(text)
    assert clause(doc) == (subject, verb, thing)


def clause(doc: Doc) -> tuple[str, str, str]:
    root = next(t for t in doc if t.head.i == t.i and not t.is_space)
    kids = {t.dep_: t.text for t in root.children}
    return kids.get("nsubj", "-"), root.lemma_, kids.get("obj", "-")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("space", ["  ", "\u00a0", "\t"])
def test_white_space_does_not_disturb_the_parse(language: str, space: str) -> None:
    for text, *expected in CLAUSES[language]:
        doc = pipeline(language)(text.replace(" ", space, 1))
        assert clause(doc) == tuple(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_a_sentence(language: str) -> None:
    first, second = (row[0] for row in CLAUSES[language][:2])
    doc = pipeline(language)(f"{first.rstrip('.')}\n\n{second}\n")
    found = [span.text.strip() for span in doc.sents if span.text.strip()]
    assert found == [first.rstrip("."), second]


# Form, part of speech and features settle a lemma: (text, word, lemma).
LEMMAS = {
    "fr": [
        ("Je suis ministre.", "suis", "être"),
        ("Ils se sont entretenus hier.", "entretenus", "entretenir"),
        ("Le sommet a été reporté.", "été", "être"),
        ("Il exigea le retrait des troupes.", "exigea", "exiger"),
        ("Ils craignent une guerre.", "craignent", "craindre"),
        ("Ils reçurent des émissaires.", "reçurent", "recevoir"),
    ],
    "en": [
        ("They sought a truce.", "sought", "seek"),
        ("He vowed to fight.", "vowed", "vow"),
        ("They did not agree.", "did", "do"),
        ("She spoke to reporters.", "spoke", "speak"),
        ("The ministers were expelled.", "were", "be"),
        ("The allies met in Paris.", "allies", "ally"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "word", "lemma"),
    [(language, *row) for language, rows in LEMMAS.items() for row in rows],
)
def test_lemmas(language: str, text: str, word: str, lemma: str) -> None:
    doc = pipeline(language)(text)
    assert next(t.lemma_ for t in doc if t.text == word) == lemma


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("aA.é’' \n\t\u00a0«»\"()1-,\u00ad\u200f👩"), max_size=80))
def test_any_text_comes_back_whole(language: str, text: str) -> None:
    doc = pipeline(language)(text)
    assert doc.text == text
    assert all(len(list(span)) for span in doc.sents) if len(doc) else True


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pipeline_is_small_and_loads_at_once(language: str) -> None:
    size = sum(f.stat().st_size for f in (PIPELINES / language).rglob("*") if f.is_file())
    assert size <= 15e6
    started = time.process_time()
    spacy.load(PIPELINES / language)
    assert time.process_time() - started < 2
