"""PLOVER's 37 contexts, and the words of a language that call for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.knowledge.files import read_rules


@dataclass(frozen=True, slots=True)
class _Context:
    name: str
    words: tuple[str, ...]


def load_contexts(folder: Path) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word -> the phrases that begin with it, each with the context it calls for."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for context in read_rules(folder / "contexts.toml", "context", _Context):
        for phrase in context.words:
            words = tuple(phrase.lower().replace("'", "' ").split())
            index.setdefault(words[0], []).append((words, context.name))
    return {word: tuple(found) for word, found in index.items()}
