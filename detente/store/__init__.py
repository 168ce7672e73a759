"""Articles and records kept over years: revisions, happenings, expectations. The only folder that speaks SQL."""

from detente.store.answers import (
    Dates,
    Disagreement,
    Happening,
    Judgement,
    Listed,
    Part,
    Report,
    Said,
    Stand,
    Where,
)
from detente.store.asking import Filter
from detente.store.keep import Kept
from detente.store.store import DEFAULT, Outdated, Store
from detente.store.versions import Versions

__all__ = [
    "DEFAULT",
    "Dates",
    "Disagreement",
    "Filter",
    "Happening",
    "Judgement",
    "Kept",
    "Listed",
    "Outdated",
    "Part",
    "Report",
    "Said",
    "Stand",
    "Store",
    "Versions",
    "Where",
]
