"""The prepositions by which a language marks agents, possessors, places and goals."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from detente.knowledge.files import read_rules


@dataclass(frozen=True, slots=True)
class Syntax:
    """Lemmas by what they mark or mean.

    Prepositions: of an `agent`, a possessor (`genitive`), a place (`locative`) or where somebody goes (`goal`), of
    whom an act is turned on (`against`), of two sides (`between`), of what one is praised or blamed for (`cause`).
    `site` are nouns that name a place where something happens, `strange` words of what is no diplomacy: sport,
    stage, weather, accidents.
    """

    agent: frozenset[str]
    genitive: frozenset[str]
    locative: frozenset[str]
    goal: frozenset[str]
    against: frozenset[str]
    between: frozenset[str]
    cause: frozenset[str]
    site: frozenset[str]
    strange: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lists:
    agent: tuple[str, ...]
    genitive: tuple[str, ...]
    locative: tuple[str, ...]
    goal: tuple[str, ...]
    against: tuple[str, ...]
    between: tuple[str, ...]
    cause: tuple[str, ...]
    site: tuple[str, ...]
    strange: tuple[str, ...]


def load_syntax(folder: Path) -> Syntax:
    """The syntax of a language folder."""
    lists = next(read_rules(folder / "syntax.toml", "syntax", _Lists))
    return Syntax(*(frozenset(getattr(lists, field.name)) for field in fields(Syntax)))
