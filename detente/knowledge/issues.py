"""Issues and stances: the taxonomy of international issues, how a language names them, and how it says
who wants what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from detente.knowledge.acts import REFLEXIVE
from detente.knowledge.files import DATA, build, read_rules, read_toml, shown
from detente.model import DataError

RELATIONS = frozenset(["common_interest", "dispute", "discussed", "worsening", "improving", "tense", "good"])


@dataclass(frozen=True, slots=True)
class Issue:
    """One international issue; `parent` is the id of the wider one, `contexts` are PLOVER's."""

    id: str
    parent: str | None = None
    contexts: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Issues:
    """The taxonomy, by id."""

    by_id: Mapping[str, Issue]

    def parents(self, id: str) -> Iterable[str]:
        """The wider issues of an issue, nearest first."""
        while (issue := self.by_id.get(id)) is not None and issue.parent is not None:
            id = issue.parent
            yield id


@dataclass(frozen=True, slots=True)
class IssueName:
    """How a language names an issue: its `name` for display, and `phrases` (lower case) that speak of it."""

    id: str
    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class IssueNames:
    """All issue names of a language."""

    names: tuple[IssueName, ...]

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """Folded phrase -> issue id."""
        return {fold(p): n.id for n in self.names for p in n.phrases}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        longest = sorted(self.phrases, key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in longest) + r")(?!\w)")

    def issue(self, words: str) -> str | None:
        """The issue that the words speak of: by the longest phrase in them, the first of equally long
        ones.
        """
        found = [m.group() for m in self.pattern.finditer(fold(words))]
        return self.phrases[max(found, key=len)] if found else None


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A construction that relates parties to a topic; the fields are explained in
    data/languages/en/stances.toml.
    """

    id: str
    relation: str
    topic: tuple[str, ...]
    parties: tuple[str, ...]
    joint: str | None = None
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    other: bool = False
    meeting: bool = False
    company: bool = False
    known: bool = False
    told: bool = False
    polarity: str | None = None
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """One verb, noun or adjective of a rule; `words` are lemmas, the first is looked up."""

    words: tuple[str, ...]
    pos: str
    reflexive: bool
    rule: StanceRule


@dataclass(frozen=True, slots=True)
class StanceRules:
    """The constructions of a language, by lemma, and the words that shape its topics (see the end of
    stances.toml).
    """

    all: tuple[StanceRule, ...]
    index: Mapping[str, tuple[Trigger, ...]]
    light: frozenset[str]
    through: frozenset[str]
    examples: frozenset[str]
    vague: frozenset[str]
    never: frozenset[str]
    joint: frozenset[str]
    genitive: frozenset[str]
    relations: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Light:
    noun: tuple[str, ...]
    through: tuple[str, ...]
    examples: tuple[str, ...]
    vague: tuple[str, ...]
    never: tuple[str, ...]
    joint: tuple[str, ...]
    genitive: tuple[str, ...]
    relations: tuple[str, ...]


def load_issues() -> Issues:
    """The taxonomy of detente/data/issues.

    Raises:
        DataError: an id is used twice, or a parent is not there.
    """
    path = DATA / "issues" / "issues.toml"
    by_id: dict[str, Issue] = {}
    for issue in read_rules(path, "issue", Issue):
        if issue.id in by_id:
            raise DataError(shown(path), issue.id, "this id is used twice")
        if issue.parent is not None and issue.parent not in by_id:
            raise DataError(shown(path), issue.id, f"its parent '{issue.parent}' does not stand before it")
        by_id[issue.id] = issue
    return Issues(by_id)


def load_issue_names(folder: Path) -> IssueNames:
    """How the language of the folder names issues."""
    return IssueNames(tuple(read_rules(folder / "issues.toml", "issue", IssueName)))


def load_stance_rules(folder: Path) -> StanceRules:
    """The constructions of the language.

    Raises:
        DataError: a rule breaks the schema or names an unknown relation.
    """
    path = folder / "stances.toml"
    tables = read_toml(path)
    rules = [build(entry, StanceRule, shown(path), str(entry.get("id"))) for entry in tables["stance"]]
    for rule in rules:
        if unknown := {rule.relation, rule.joint or rule.relation} - RELATIONS:
            raise DataError(shown(path), rule.id, f"unknown relation {sorted(unknown)}")
    light = build(tables["light"][0], _Light, shown(path), "[[light]]")
    index: dict[str, list[Trigger]] = {}
    for rule in rules:
        for trigger in _triggers(rule):
            index.setdefault(trigger.words[0], []).append(trigger)
    return StanceRules(
        tuple(rules),
        {lemma: tuple(found) for lemma, found in index.items()},
        *(
            frozenset(x)
            for x in (
                light.noun,
                light.through,
                light.examples,
                light.vague,
                light.never,
                light.joint,
                light.genitive,
                light.relations,
            )
        ),
    )


def _triggers(rule: StanceRule) -> Iterable[Trigger]:
    for pos, phrases in (("VERB", rule.verb), ("NOUN", rule.noun), ("ADJ", rule.adjective)):
        for phrase in phrases:
            words = tuple(phrase.lower().replace("’", "'").replace("'", "' ").split())
            reflexive = pos == "VERB" and words[0] in REFLEXIVE and len(words) > 1
            yield Trigger(words[1:] if reflexive else words, pos, reflexive, rule)


def fold(words: str) -> str:
    """Lower case, straight apostrophes and hyphens, single spaces: how phrases are compared."""
    return re.sub(r"\s+", " ", words.lower().replace("’", "'").replace("‑", "-"))
