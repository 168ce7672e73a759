"""Every cue's examples: [..] is who speaks, {..} what is said; `rejects` give no quote by the rule."""

from __future__ import annotations

import pytest

from detente import quotes, text
from detente.knowledge import Knowledge
from detente.knowledge.examples import Example, read_example
from detente.model import Article, Quote, Span, Who

LANGUAGES = ("en", "fr")
CUES = [(code, cue) for code in LANGUAGES for cue in Knowledge().language(code).cues.all]
MATCHES = [
    pytest.param(code, cue.id, line, id=f"{cue.id}: {line}") for code, cue in CUES for line in cue.matches
]
REJECTS = [
    pytest.param(code, cue.id, line, id=f"{cue.id}: {line}") for code, cue in CUES for line in cue.rejects
]
NOBODY = Who((), ())


def read(known: Knowledge, code: str, words: str) -> tuple[Quote, ...]:
    language = known.language(code)
    return quotes.find(Article("example", words, code), text.parse(words, language), NOBODY, language)


def bare(words: str, spans: list[Span]) -> list[str]:
    return [span.of(words).strip(' .,!?»«"“”') for span in spans]


@pytest.mark.parametrize(("code", "rule", "line"), MATCHES)
def test_a_cue_finds_its_words_and_their_speaker(known: Knowledge, code: str, rule: str, line: str) -> None:
    example: Example = read_example(line)
    found = read(known, code, example.text)
    assert bare(example.text, [p for q in found for p in q.parts]) == bare(
        example.text, list(example.recipients)
    )
    speakers = [q.speaker for q in found if q.speaker is not None]
    assert speakers and all(any(Span(s.start, s.end).overlaps(a) for a in example.actors) for s in speakers)


@pytest.mark.parametrize(("code", "rule", "line"), REJECTS)
def test_a_cue_leaves_other_words_alone(known: Knowledge, code: str, rule: str, line: str) -> None:
    assert rule not in {q.evidence.rule for q in read(known, code, line)}
