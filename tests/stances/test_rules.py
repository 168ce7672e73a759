"""Every construction's examples: {..} is a topic; `rejects` give no stance by the rule."""

from __future__ import annotations

import datetime as dt

import pytest

from detente import actors, quotes, stances, text
from detente.knowledge import Knowledge
from detente.knowledge.examples import read_example
from detente.model import Article, Span, Stance

LANGUAGES = ("en", "fr")
RULES = [(code, rule) for code in LANGUAGES for rule in Knowledge().language(code).stance_rules.all]
MATCHES = [
    pytest.param(code, rule.relation, line, id=f"{rule.id}: {line}")
    for code, rule in RULES
    for line in rule.matches
]
REJECTS = [
    pytest.param(code, rule.id, line, id=f"{rule.id}: {line}")
    for code, rule in RULES
    for line in rule.rejects
]


def read(known: Knowledge, code: str, words: str) -> tuple[Stance, ...]:
    language = known.language(code)
    article, sentences = (
        Article("example", words, code, published=dt.date(2021, 5, 21)),
        text.parse(words, language),
    )
    who = actors.find(article, sentences, language, known.world)
    said = quotes.find(article, sentences, who, language)
    return stances.find(article, sentences, who, said, language, known.issues)


@pytest.mark.parametrize(("code", "relation", "line"), MATCHES)
def test_a_construction_finds_its_topics(known: Knowledge, code: str, relation: str, line: str) -> None:
    example = read_example(line)
    found = read(known, code, example.text)
    for topic in example.recipients:
        near = [s for s in found if s.topic.overlaps(topic) and 2 * len(s.topic) >= len(topic)]
        assert near, f"no stance on {topic.of(example.text)!r}: {[s.topic.of(example.text) for s in found]}"
        assert all(len(s.parties) > 1 for s in near)


@pytest.mark.parametrize(("code", "rule", "line"), REJECTS)
def test_a_construction_leaves_other_words_alone(known: Knowledge, code: str, rule: str, line: str) -> None:
    assert rule not in {s.evidence.rule for s in read(known, code, line)}


def test_topics_lie_in_the_text_and_have_an_issue(known: Knowledge) -> None:
    words = "Sergey Lavrov and Antony Blinken discussed the war in Syria, the climate crisis and the islands."
    found = read(known, "en", words)
    assert [(Span(s.topic.start, s.topic.end).of(words), s.issue) for s in found][:2] == [
        ("the war in Syria", "syria"),
        ("the climate crisis", "climate"),
    ]
