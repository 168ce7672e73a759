"""Sentence ends: each row is a text with a double bar wherever a sentence must end, and nowhere else."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.sentences import INSIDE, OPEN, START, rules, starts
from detente.text.tokens import words

ROWS = {
    "fr": [
        "Le ministre est arrivé. ‖ Il a parlé.",
        "« Nous sommes prêts. ‖ Notre position est claire », a dit M. Lavrov.",
        "« Nous sommes prêts. » ‖ Il est parti.",
        "« Est-ce fini ? », a-t-il demandé. ‖ Non.",
        "« Est-ce fini ? » a-t-il demandé.",
        "“Est-ce fini ?”, a-t-il demandé.",
        '"C\'est fini !", a lancé le ministre. ‖ "Partons."',
        "M. Lavrov, Mme Baerbock et MM. Macron et Scholz se sont vus.",
        "Le Dr. Martin et le Gal. Dupont sont à St. Louis.",
        "Antony J. Blinken est à Paris. ‖ J. Biden aussi.",
        "Mise à jour le 21/05 à 09h05. ‖ Deux morts.",
        "Paris, 1er janvier 2016, 14h30. ‖ – Le président est parti.",
        "Une hausse de 2.5 points. ‖ 12 pays ont voté.",
        "Des chars, des avions, etc. sont arrivés. ‖ Fin.",
        "Des chars, des avions, etc. ‖ Le reste suit.",
        "L'O.N.U. a voté. ‖ La Russie, p. ex., s'y oppose.",
        "En 52 av. J.-C. César gagne.",
        "Un titre sans point\n‖ Le texte commence ici.",
        "Il hésite... ‖ Il part.",
        "Il hésite… puis il part.",
        "Il part (il l'a dit hier. Deux fois.) demain.",
        "Il part. ‖ (Il l'a dit hier. Deux fois.) ‖ Elle reste.",
        "– Oui. ‖ – Non.",
        "« Partez ! ». ‖ Macron a demandé du calme.",
        "Paris, le 4 mai. –\n‖ Le texte.",
        "Selon l'article 5. ‖ Or la loi dit le contraire.",
        "1. Le premier point.\n‖ 2. Le second point.",
        "Le G7 « condamne fermement » Moscou. ‖ L'UE aussi.",
        "Où ? ‖ Quand ? ‖ Comment ?",
        "Non ! ‖ Jamais !!",
        "Voir art. 5 de la charte. ‖ Fin.",
    ],
    "en": [
        "He met Mr. Lavrov. ‖ They talked.",
        '"First. ‖ Second," he said.',
        '"Is it over?" he asked. ‖ "No."',
        '"Is it over?" the minister asked.',
        '"Is it over?" Blinken asked.',
        "“We go.” ‖ They left.",
        "“We must go,” he said. ‖ “Now.”",
        "‘Is it over?’ he asked.",
        "Secretary of State Antony J. Blinken spoke. ‖ He left.",
        "The U.S. Department of State answered. ‖ Iran did not.",
        "He left the U.S. ‖ The talks ended.",
        "They met at 5.30 p.m. on Jan. 5 in St. Petersburg.",
        "They met at 5 p.m. ‖ The talks failed.",
        "Gen. Smith, Sen. Jones Jr. and Rep. Brown agreed.",
        "Acme Inc. said no. ‖ Acme Inc. ‖ It closed.",
        "See No. 5. ‖ The vote was 5.5 to 4.",
        "Russia vs. Ukraine: the case.",
        "Talks fail in Geneva\n‖ The talks failed on Friday.",
        "Geneva (Friday. Noon.) was cold.",
        "He left. ‖ (He said so. Twice.) ‖ She stayed.",
        "It rained... ‖ He left.",
        "It rained.  ‖ He left.   ‖ She stayed.",
        "Who? ‖ When? ‖ Why?!",
        "Prices rose by $5. ‖ 12 states voted.",
        "He left. ‖ “Why?” ‖ Nobody knew.",
        "First line.\r\n‖ Second line.",
    ],
}


@pytest.mark.parametrize(
    ("language", "row"), [(language, row) for language, rows in ROWS.items() for row in rows]
)
def test_sentence_ends(language: str, row: str) -> None:
    text = re.sub(r"(?<=\n)‖ |‖ ", "", row)
    expected = [part.strip() for part in row.split("‖")]
    assert _split(text, language) == expected


@pytest.mark.parametrize("language", sorted(ROWS))
@given(text=st.text(alphabet=st.sampled_from("aA.?! «»\"“”()\n1…M,'-"), max_size=60))
def test_marks_fit_any_text(language: str, text: str) -> None:
    tokens = _tokens(text, language)
    if tokens:
        marks = starts(tokens, rules(language))
        assert len(marks) == len(tokens)
        assert marks[0] == START
        assert set(marks) <= {INSIDE, OPEN, START}


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    assert _split("« Non. » Il part.", "fr") == ["« Non. »", "Il part."]


@pytest.mark.parametrize("piece", [". ", ".)", '."', "etc. ", "( ", "? a "])
def test_no_text_takes_the_square_of_its_length(piece: str) -> None:
    tokens = _tokens(piece * 20_000, "fr")
    started = time.process_time()
    starts(tokens, rules("fr"))
    assert time.process_time() - started < 1


def test_what_words_cannot_settle_is_left_open() -> None:
    tokens = _tokens("It ended. al-Assad left.", "en")
    assert starts(tokens, rules("en"))[tokens.index("al")] == OPEN


def _split(text: str, language: str) -> list[str]:
    """The text cut at every mark; places left open are not cut."""
    tokens = _tokens(text, language)
    parts: list[str] = []
    for token, mark in zip(tokens, starts(tokens, rules(language)), strict=True):
        if mark == START:
            parts.append("")
        parts[-1] += token
    return [part.strip() for part in parts]


def _tokens(text: str, language: str) -> list[str]:
    """Tokens with the space behind them, as the component sees them."""
    tokens: list[str] = []
    for word in words(text, language):
        if word == " " and tokens and not tokens[-1].isspace():
            tokens[-1] += " "
        else:
            tokens.append(word)
    return tokens
