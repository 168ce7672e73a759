"""The types that cross folders. Nothing here imports from the rest of Detente."""

from detente.model.article import Article
from detente.model.errors import (
    DataError,
    DetenteError,
    EvidenceError,
    InputError,
    LanguageError,
    PipelineError,
    StoreError,
)
from detente.model.findings import (
    Actor,
    DateMention,
    Event,
    Interval,
    Mention,
    Operator,
    Party,
    Place,
    Quote,
    Speaker,
    Stance,
)
from detente.model.record import Record
from detente.model.sentence import Sentence, Token
from detente.model.span import Evidence, Span
from detente.model.who import Who

__all__ = [
    "Actor",
    "Article",
    "DataError",
    "DateMention",
    "DetenteError",
    "Event",
    "Evidence",
    "EvidenceError",
    "InputError",
    "Interval",
    "LanguageError",
    "Mention",
    "Operator",
    "Party",
    "PipelineError",
    "Place",
    "Quote",
    "Record",
    "Sentence",
    "Span",
    "Speaker",
    "Stance",
    "StoreError",
    "Token",
    "Who",
]
