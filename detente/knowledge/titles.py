"""Offices, agents and descriptions as a language says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.knowledge.files import build, read_toml, shown
from detente.model import DataError


@dataclass(frozen=True, slots=True)
class Title:
    """A post: its role in world/offices.tsv, its PLOVER sector, and whose it is when the phrase says it alone."""

    role: str
    sector: str
    words: tuple[str, ...]
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """People or things that act for somebody. `state`: they take the code of their state; `group`: they are an
    armed or criminal group of their own ("Syrian rebels")."""

    sector: str
    words: tuple[str, ...]
    state: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """Nouns that stand for somebody mentioned before; `kind` says for whom."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Markers:
    """Words around a title: former and future holders, how many; pronouns by what they may stand for; `calendar` are
    days and months, which are nobody's surname."""

    former: frozenset[str]
    future: frozenset[str]
    pair: frozenset[str]
    two: frozenset[str]
    plural: frozenset[str]
    neuter: frozenset[str]
    human: frozenset[str]
    first_plural: frozenset[str]
    first_singular: frozenset[str]
    focus: frozenset[str]
    stop: frozenset[str]
    calendar: frozenset[str]


MARKERS = tuple(Markers.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Titles:
    """First word -> phrases with what they mean; nouns of descriptions by kind; civil titles."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Title | Agent], ...]]
    descriptions: Mapping[str, frozenset[str]]
    civil: frozenset[str]
    markers: Markers


def load_titles(folder: Path) -> Titles:
    """The titles of a language folder.

    Raises:
        DataError: an unknown table or key.
    """
    path = folder / "titles.toml"
    kinds = {"title": Title, "agent": Agent, "description": Description, "civil": _Words, "marker": None}
    phrases: dict[str, list[tuple[tuple[str, ...], Title | Agent]]] = {}
    descriptions: dict[str, frozenset[str]] = {}
    civil: set[str] = set()
    markers = Markers(*(frozenset[str]() for _ in MARKERS))
    for table, entries in read_toml(path).items():
        if table not in kinds:
            raise DataError(shown(path), f"[[{table}]]", f"only {', '.join(kinds)} are known here")
        for number, entry in enumerate(entries, 1):
            rule = f"[[{table}]] number {number}"
            if table == "marker":
                markers = Markers(*(frozenset(entry[k]) for k in MARKERS))
            elif table == "civil":
                civil |= set(build(entry, _Words, shown(path), rule).words)
            elif table == "description":
                found = build(entry, Description, shown(path), rule)
                descriptions[found.kind] = frozenset(found.words)
            else:
                kind: type[Title] | type[Agent] = Title if table == "title" else Agent
                meaning: Title | Agent = build(entry, kind, shown(path), rule)
                for phrase in meaning.words:
                    words = tuple(phrase.replace("'", "' ").split())
                    phrases.setdefault(words[0], []).append((words, meaning))
    ordered = {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in phrases.items()}
    return Titles(ordered, descriptions, frozenset(civil), markers)
