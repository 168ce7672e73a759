"""Articles and records kept over years: revisions, happenings, expectations. The only folder that speaks SQL."""

from detente.store.answers import (
    Dates,
    Disagreement,
    Expectation,
    Happening,
    Judgement,
    Listed,
    Part,
    Report,
    Revision,
    Said,
    Stand,
    Step,
    Where,
)
from detente.store.asking import Filter
from detente.store.keep import Kept
from detente.store.search import Hit
from detente.store.store import DEFAULT, Outdated, Store
from detente.store.versions import Versions

__all__ = [
    "DEFAULT",
    "Dates",
    "Disagreement",
    "Expectation",
    "Filter",
    "Happening",
    "Hit",
    "Judgement",
    "Kept",
    "Listed",
    "Outdated",
    "Part",
    "Report",
    "Revision",
    "Said",
    "Stand",
    "Step",
    "Store",
    "Versions",
    "Where",
]
