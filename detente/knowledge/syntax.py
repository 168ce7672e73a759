"""The prepositions by which a language marks agents, possessors, places and goals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.knowledge.files import read_rules


@dataclass(frozen=True, slots=True)
class Syntax:
    """Lemmas of prepositions by what they mark; `goal` leads to where somebody goes,
    `against` to whom an act is turned on; `site` are nouns that name a place where something happens."""

    agent: frozenset[str]
    genitive: frozenset[str]
    locative: frozenset[str]
    goal: frozenset[str]
    against: frozenset[str]
    site: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lists:
    agent: tuple[str, ...]
    genitive: tuple[str, ...]
    locative: tuple[str, ...]
    goal: tuple[str, ...]
    against: tuple[str, ...]
    site: tuple[str, ...]


def load_syntax(folder: Path) -> Syntax:
    """The syntax of a language folder."""
    lists = next(read_rules(folder / "syntax.toml", "syntax", _Lists))
    return Syntax(
        *(frozenset(x) for x in (lists.agent, lists.genitive, lists.locative, lists.goal, lists.against, lists.site))
    )
