"""Every rule's examples: what it must match, with root, status and sides, and what it must leave alone.

pytest tests/events/test_rules.py                      all
python -m tests.events.test_rules en --rule consult    those of one language whose id holds "consult", in words
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from detente import actors, text
from detente.events.compose import Coding
from detente.events.find import read
from detente.knowledge import Knowledge
from detente.knowledge.examples import Example, read_example
from detente.model import Article, Party, Span

LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Case:
    """One example of one rule; `root` is what it must give, None for a rejected example."""

    lang: str
    rule: str
    line: str
    root: str | None
    matches: bool

    def __str__(self) -> str:
        return f"{self.rule}: {self.line}"


@cache
def knowledge() -> Knowledge:
    return Knowledge()


def cases(lang: str) -> Iterator[Case]:
    lexicon = knowledge().language(lang).lexicon
    for act in lexicon.acts:
        for line in act.matches:
            yield Case(lang, act.id, line, read_example(line).root or act.root, True)
        for line in act.rejects:
            yield Case(lang, act.id, line, None, False)
    for rule in (*lexicon.operators, *lexicon.supports, *lexicon.grammar):
        for line in rule.matches:
            yield Case(lang, rule.id or "", line, read_example(line).root, True)
        for line in rule.rejects:
            yield Case(lang, rule.id or "", line, None, False)


def codings(lang: str, example: Example) -> list[Coding]:
    known = knowledge()
    language = known.language(lang)
    article = Article("example", example.text, lang)
    sentences = text.parse(example.text, language)
    who = actors.find(article, sentences, language, known.world)
    return [c for s in sentences for c in read(s, who, language, known.ontology)]


def rules_of(coding: Coding) -> set[str]:
    return {coding.rule, coding.trigger.rule.id, *(o.rule for o in coding.operators)}


def fault(case: Case) -> str | None:
    """What is wrong with what the example gives; None if it is right.

    A match must give its event, by this rule or by another that says the same; a reject no event by this rule.
    """
    example = read_example(case.line)
    found = codings(case.lang, example)
    if not case.matches:
        bad = [c for c in found if case.rule in rules_of(c) and example.root in (None, c.root)]
        return f"gives {shown(bad)}" if bad else None
    of_root = [c for c in found if case.root in (None, c.root)]
    if not of_root:
        return f"expected {case.root}, found {shown(found)}"
    if example.status and not any(c.status == example.status for c in of_root):
        return f"expected status {example.status}, found {shown(of_root)}"
    if not any(sides_fit(c, example) for c in of_root):
        return f"sides differ: {shown(of_root)}"
    return None


def idle(lang: str) -> list[str]:
    """The rules with examples none of which is coded by the rule itself: another one always wins."""
    lexicon = knowledge().language(lang).lexicon
    rules = [r for r in (*lexicon.acts, *lexicon.operators) if r.matches]
    return [
        r.id
        for r in rules
        if not any(r.id in rules_of(c) for line in r.matches for c in codings(lang, read_example(line)))
    ]


def sides_fit(coding: Coding, example: Example) -> bool:
    actors_, recipients = coding.actors, coding.recipients
    if coding.mutual:
        everyone = (*actors_, *recipients)
        return covered(example.actors, everyone) and covered(example.recipients, everyone)
    return covered(example.actors, actors_) and covered(example.recipients, recipients)


def covered(spans: tuple[Span, ...], parties: tuple[Party, ...]) -> bool:
    return all(any(s.start < p.end and p.start < s.end for p in parties) for s in spans)


def shown(found: list[Coding]) -> str:
    def words(parties: tuple[Party, ...]) -> str:
        return "+".join(f"{p.code}@{p.start}" for p in parties) or "-"

    return (
        "; ".join(f"{c.root} {c.status} {words(c.actors)}>{words(c.recipients)} by {c.rule}" for c in found)
        or "nothing"
    )


ALL = [c for lang in LANGUAGES for c in cases(lang)]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_example(case: Case) -> None:
    assert fault(case) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_used(lang: str) -> None:
    assert idle(lang) == []


if __name__ == "__main__":
    wanted = sys.argv[sys.argv.index("--rule") + 1] if "--rule" in sys.argv else ""
    chosen = [c for c in ALL if c.lang == sys.argv[1] and wanted in c.rule]
    wrong = [(c, f) for c in chosen if (f := fault(c))]
    for case, reason in wrong:
        print(f"{case.rule}\n    {'match' if case.matches else 'REJECT'}: {case.line}\n    {reason}")
    print("never used:", ", ".join(idle(sys.argv[1])))
    print(f"{len(chosen) - len(wrong)} of {len(chosen)} examples hold")
