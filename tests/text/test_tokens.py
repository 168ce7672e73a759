"""Tokens: what is one word, and that no character is ever lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from detente.text.tokens import Tokenizer, rules, words

LANGUAGES = ["en", "fr"]

# A bar stands where two tokens meet without a space, a low line for a space inside a token.
ROWS = {
    "fr": [
        "L'|accord d'|hier|, qu'|il a signé|.",
        "L’|accord qu’|elle n’|a pas signé",
        "Lorsqu'|on l'|a vu aujourd'hui",
        "A|-t-il dit|?",
        "Est|-ce que le sommet aura lieu|?",
        "Ont|-ils signé|? demande|-t-elle|.",
        "Allons|-y|!",
        "Le vice-président des États-Unis et M. Lavrov",
        "Kim Jong-il a rendez-vous à Aix-en-Provence",
        "MM. Macron et Poutine|, Mme Merkel",
        "le 21/05 à 09h05|, le 1er janvier 2016|, 14h30",
        "10_000 soldats|, 2,5 %|, 3_000_000 d'|euros",
        "« Non »|, dit|-il",
        "les relations franco-allemandes",
        "l'|« axe »|, l'|\"|axe|\"",
        "l'|O.N.U. et l'|ONU",
        "Antony J. Blinken",
        "en 1995 (|art. 5|)",
        "une œuvre d'|art|.",
        "voir https://www.exemple.org/a?b=c|.",
        "d'|ailleurs|, d'|accord",
        "le président N'Guesso à N'Djamena",
    ],
    "en": [
        "He did|n't say it|.",
        "They can|not and ca|n’t meet",
        "Russia|'s plan|, the ministers|' talks",
        "I|'m sure we|'re late|; they|'ve left",
        "a long|-|term plan of U.S.|-|led forces",
        "anti-war protests and a non-binding text",
        "Gen. Smith|, Sen. Jones Jr. and Antony J. Blinken",
        "at 5.30 p.m. on Jan. 5",
        "1,200 troops|, $|5.5 million|, 20|%",
        "“|No|,|” he said",
        "‘|No|’|, he said",
        "press@example.org or www.example.org|.",
        "on 9/11|, 2021-05-21",
        "the 20th of the 1990s",
        "No. 5|; No|.",
        "Shi'ite militias and the Qur'an",
        "R&D spending|...",
    ],
}


@pytest.mark.parametrize(
    ("language", "row"), [(language, row) for language, rows in ROWS.items() for row in rows]
)
@pytest.mark.parametrize("space", [" ", "  ", "\n"])
def test_tokens(language: str, row: str, space: str) -> None:
    expected = [token.replace("_", " ") for token in row.replace("|", " ").split(" ")]
    text = row.replace("|", "").replace(" ", space).replace("_", " ")
    assert [w for w in words(text, language) if not w.isspace()] == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text())
def test_no_character_is_lost(language: str, text: str) -> None:
    assert "".join(words(text, language)) == text
    assert Tokenizer(Vocab(), language)(text).text == text


ODD = [
    "👩‍👩‍👧 a",
    "a\r\nb",
    "co\u00adop\u00e9rer",
    "\u200fab\u200e",
    "\ta\t\tb ",
    "  a",
    " \n ",
    "e\u0301te\u0301",
    "a\u00a0: b",
    "\x00\x1f",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ODD)
def test_odd_characters_stay(language: str, text: str) -> None:
    assert Tokenizer(Vocab(), language)(text).text == text


def test_marks_inside_a_word_do_not_cut_it() -> None:
    assert words("co\u00adop\u00e9rer e\u0301te\u0301", "fr") == [
        "co\u00adop\u00e9rer",
        " ",
        "e\u0301te\u0301",
    ]


EXAMPLES = [(lang, s.name, e) for lang in LANGUAGES for s in rules(lang).token for e in s.examples]


@pytest.mark.parametrize(("language", "name", "example"), EXAMPLES)
def test_examples_of_the_data_are_whole(language: str, name: str, example: str) -> None:
    assert words(f"a {example} b", language) == ["a", " ", example, " ", "b"]
    assert words(example, language) == [example]


ABBREVIATIONS = [(lang, a) for lang in LANGUAGES for a in rules(lang).abbreviations]


@pytest.mark.parametrize(("language", "abbreviation"), ABBREVIATIONS)
def test_abbreviations_keep_their_full_stop(language: str, abbreviation: str) -> None:
    assert words(f"{abbreviation}. a", language)[0] == f"{abbreviation}."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", ["ab.", "a", "a'", "a-", "1,", "@", "http://", "n't", '"', "a@"])
def test_no_text_takes_the_square_of_its_length(language: str, piece: str) -> None:
    started = time.process_time()
    text = piece * 20_000
    assert "".join(words(text, language)) == text
    assert time.process_time() - started < 2


def test_a_million_characters_take_no_time_to_speak_of() -> None:
    text = "Le ministre s'est entretenu avec M. Blinken, a-t-il dit.\n" * 2000
    assert "".join(words(text, "fr")) == text
