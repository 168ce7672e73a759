"""What can go wrong, as one tree.

DetenteError
├── InputError         an article that cannot be read: missing, binary, not UTF-8, empty, too large
│   └── LanguageError  the article's language is not one that Detente reads
├── DataError          a file of detente/data breaks its schema: says file, rule and reason
├── PipelineError      a spaCy pipeline is missing or cannot be loaded
├── StoreError         a store cannot be opened, read or written: says which, why and what to do
└── EvidenceError      a finding points outside its article (a defect of Detente, never of the input)
"""

from __future__ import annotations


class DetenteError(Exception):
    """The root of every error that Detente raises on purpose."""


class InputError(DetenteError):
    """An article that cannot be read; `where` names the file, and the line if there is one."""

    def __init__(self, reason: str, where: str | None = None) -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason = reason
        self.where = where


class LanguageError(InputError):
    """The article is in a language for which there is no folder in data/languages."""


class DataError(DetenteError):
    """A data file breaks its schema; the message says file, rule and reason."""

    def __init__(self, file: str, rule: str, reason: str) -> None:
        super().__init__(f"{file}: {rule}: {reason}")
        self.file = file
        self.rule = rule
        self.reason = reason


class PipelineError(DetenteError):
    """A spaCy pipeline is missing or cannot be loaded."""


class StoreError(DetenteError):
    """A store cannot be opened, read or written, or does not hold what was asked for."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(f"{store}: {reason}")
        self.store = store
        self.reason = reason


class EvidenceError(DetenteError):
    """A finding points outside the text of its article."""
