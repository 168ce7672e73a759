"""Detente reads diplomatic news and keeps the record of relations.

import detente
record = detente.read("Le ministre russe a rencontré son homologue américain mercredi.", lang="fr")
for event in record.events:
    print(event.root, event.status, [p.code for p in event.actors])
"""

from detente.knowledge import Knowledge
from detente.model import (
    Actor,
    Article,
    DataError,
    DetenteError,
    Event,
    Evidence,
    EvidenceError,
    InputError,
    Interval,
    LanguageError,
    Operator,
    Party,
    PipelineError,
    Place,
    Quote,
    Record,
    Span,
    Speaker,
    Stance,
    StoreError,
)
from detente.read import read

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Article",
    "DataError",
    "DetenteError",
    "Event",
    "Evidence",
    "EvidenceError",
    "InputError",
    "Interval",
    "Knowledge",
    "LanguageError",
    "Operator",
    "Party",
    "PipelineError",
    "Place",
    "Quote",
    "Record",
    "Span",
    "Speaker",
    "Stance",
    "StoreError",
    "read",
]
