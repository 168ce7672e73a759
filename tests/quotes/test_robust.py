"""What must hold of any article: quotes lie in it, none runs away, and time grows with the text only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import quotes, text
from detente.knowledge import Knowledge
from detente.model import Article, Quote, Who

KNOWN = Knowledge()
NOBODY = Who((), ())
WORDS = st.lists(
    st.sampled_from(
        [
            "Lavrov",
            "said",
            "that",
            '"',
            "“",
            "”",
            "«",
            "»",
            "the",
            "talks",
            "failed",
            ",",
            ".",
            ":",
            "he",
            "added",
            "\n",
            "according",
            "to",
            "a",
            "dit",
            "que",
            "selon",
            "il",
            "-t-il",
            "?",
        ]
    ),
    max_size=60,
)


def read(code: str, words: str) -> tuple[Quote, ...]:
    language = KNOWN.language(code)
    return quotes.find(Article("any", words, code), text.parse(words, language), NOBODY, language)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(["en", "fr"]))
def test_any_text_gives_quotes_that_lie_in_it(words: list[str], code: str) -> None:
    joined = " ".join(words)
    for quote in read(code, joined):
        assert quote.parts
        for part in quote.parts:
            assert 0 <= part.start < part.end <= len(joined)
            assert "\n" not in part.of(joined)
        assert quote.evidence.start <= quote.parts[0].start and quote.parts[-1].end <= quote.evidence.end


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("en", '"We will talk," said Lavrov. "And then we will see," he added.\n'),
        ("fr", "« Nous parlerons », a dit Lavrov. « Puis nous verrons », a-t-il ajouté.\n"),
        (
            "en",
            'He called it "dead" and "gone", "lost" and "buried", "over" and "done", as "sources" say.\n',
        ),
    ],
)
def test_a_page_of_dialogue_takes_time_by_its_length(code: str, unit: str) -> None:
    language = KNOWN.language(code)
    times = []
    for count in (40, 160):
        words = unit * count
        sentences = text.parse(words, language)
        begin = time.perf_counter()
        quotes.find(Article("dialogue", words, code), sentences, NOBODY, language)
        times.append(time.perf_counter() - begin)
    assert times[1] < 12 * times[0] + 0.2


def test_a_quotation_of_five_thousand_words_is_one_quote() -> None:
    words = (
        'Lavrov said: "'
        + "The talks went on and nobody knew what would come of them. " * 450
        + 'That is all."'
    )
    found = read("en", words)
    assert [(q.kind, len(q.parts)) for q in found] == [("direct", 1)]
    assert found[0].parts[0].of(words).endswith("That is all.")


def test_paragraphs_that_open_again_are_one_quote() -> None:
    words = "« Nous avons attendu longtemps.\n« Nous attendrons encore », a dit Lavrov."
    (quote,) = read("fr", words)
    assert [p.of(words) for p in quote.parts] == ["Nous avons attendu longtemps.", "Nous attendrons encore"]


@pytest.mark.parametrize("mark", ['"', "«", "“", "‘", "'", "»", "”"])
@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_mark_too_many_runs_away_no_further_than_its_paragraph(code: str, mark: str) -> None:
    first = f"{mark}The talks failed, said Lavrov. Nobody wondered.\n"
    words = first + "The ministers left on Friday. They will meet again in May.\n" * 20
    for quote in read(code, words):
        assert quote.parts[-1].end <= len(first)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "The ministers' talks in the '90s weren't Lavrov's idea, and they didn't last."),
        ("en", "It's the rebels' own fault, he's told; the farmers' market didn't close."),
        ("fr", "L'accord d'aujourd'hui n'est pas l'œuvre d'un seul homme, c'est l'affaire de tous."),
        ("fr", "L’accord d’aujourd’hui n’est pas l’œuvre d’un seul homme."),
    ],
)
def test_apostrophes_are_no_quotation_marks(code: str, words: str) -> None:
    assert all(q.kind == "indirect" for q in read(code, words))


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        ("en", "Lavrov said: “He told me ‘never’ twice.”", "He told me ‘never’ twice."),
        ("en", "Lavrov said: \"He told me 'never' twice.\"", "He told me 'never' twice."),
        (
            "fr",
            "Lavrov a déclaré : « Il m'a dit “jamais” deux fois. »",
            "Il m'a dit “jamais” deux fois.",
        ),
        ("fr", 'Lavrov a déclaré : « Il m\'a dit "jamais" deux fois. »', 'Il m\'a dit "jamais" deux fois.'),
    ],
)
def test_marks_within_marks_are_one_quote(code: str, words: str, said: str) -> None:
    top = [q for q in read(code, words) if len(q.parts[0]) > 8]
    assert [[p.of(words) for p in q.parts] for q in top] == [[said]]


def test_a_very_long_quotation_takes_little_time() -> None:
    words = "Lavrov a dit : « " + "Les discussions ont duré et personne ne savait rien. " * 620 + "»"
    language = KNOWN.language("fr")
    sentences = text.parse(words, language)
    begin = time.perf_counter()
    (quote,) = quotes.find(Article("long", words, "fr"), sentences, NOBODY, language)
    assert time.perf_counter() - begin < 4
    assert quote.kind == "direct"
