"""Quotation marks: rows, and what must hold of any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.quotes import passages

ROWS = [
    ('He said "yes" and left.', ["yes"]),
    ("Il a dit « oui » puis s'en est allé.", ["oui"]),
    ("Il a dit «oui» puis s'en est allé.", ["oui"]),
    ("Il a dit « oui » puis « non ».", ["oui", "non"]),
    ("Er sagte „ja“ und ging.", ["ja"]),
    ("He said “yes” and ‘no’.", ["yes", "no"]),
    ("Il a dit ‹ oui ›.", ["oui"]),
    ('Il a dit " oui " et " non ".', ["oui", "non"]),
    ("« Il m'a dit : “Partez !” Je suis parti. »", ["Il m'a dit : “Partez !” Je suis parti.", "Partez !"]),
    ("\"He told me, 'Let us go.' I went.\"", ["He told me, 'Let us go.' I went.", "Let us go."]),
    ("« Un « vrai » accord »", ["Un « vrai » accord", "vrai"]),
    ("l'Ukraine, d'accord, aujourd'hui", []),
    ("l’Ukraine, d’accord, aujourd’hui", []),
    ("The ships' crews and the ports' workers, in the '90s", []),
    ("It is 5'10\" tall.", []),
    ("Rock 'n' roll isn't dead.", []),
    ("« jamais fermé", ["jamais fermé"]),
    ("« jamais fermé\nautre paragraphe", ["jamais fermé"]),
    ("“First paragraph.\n“Second paragraph.” The end.", ["First paragraph. | Second paragraph."]),
    ("« Premier.\n« Deuxième.\n« Troisième. » Fin.", ["Premier. | Deuxième. | Troisième."]),
    ("« Premier. »\n« Deuxième. »", ["Premier.", "Deuxième."]),
    ('"One. He went on: "two" and left.', ["One.", "two"]),
    ('stray" mark', []),
    ("»stray mark", []),
    ('""', []),
    ("« »", []),
    ("«\u00a0espace insécable\u00a0»", ["espace insécable"]),
    ("d'« un moment » et d'« un autre »", ["un moment", "un autre"]),
    ('"Nabil\'s murder is unacceptable", said she.', ["Nabil's murder is unacceptable"]),
    ("‘The Leader’s plan’, he said", ["The Leader’s plan"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_passages(text: str, expected: list[str]) -> None:
    assert [" | ".join(s.of(text) for s in p.parts) for p in passages.find(text)] == expected


MARKED = st.text(alphabet="ab A.,:;!?\n'’‘\"“”„«»‹›[]()–", max_size=200)


@given(MARKED)
def test_any_text_gives_passages_that_lie_in_it(text: str) -> None:
    for passage in passages.find(text):
        assert 0 <= passage.outer.start < passage.outer.end <= len(text)
        for part in passage.parts:
            assert passage.outer.start <= part.start < part.end <= passage.outer.end
            assert "\n" not in part.of(text)
            assert part.of(text).strip() == part.of(text)


@given(MARKED)
def test_passages_nest(text: str) -> None:
    found = passages.find(text)
    for one in found:
        for other in found:
            if one.outer.overlaps(other.outer):
                assert one.outer.contains(other.outer) or other.outer.contains(one.outer)


@given(st.text(alphabet="ab .\n", max_size=60), st.sampled_from(["«", "“", '"']))
def test_an_unclosed_quotation_ends_with_its_paragraph(text: str, mark: str) -> None:
    opened = f"x {mark}a b\n{text}"
    assert all(p.end <= opened.index("\n") for p in passages.find(opened)[:1])


@pytest.mark.parametrize(
    "text",
    [
        "“" * 20_000,
        '" ' * 20_000,
        "« " * 10_000 + " »" * 10_000,
        "'" * 30_000,
        "“a” " * 20_000,
        "a\n" * 20_000,
    ],
)
def test_time_grows_with_the_text_only(text: str) -> None:
    begin = time.perf_counter()
    passages.find(text)
    assert time.perf_counter() - begin < 2
