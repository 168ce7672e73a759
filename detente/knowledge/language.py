"""One language: a folder of data/languages, and its trained pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from detente.knowledge.acts import Lexicon, load_lexicon
from detente.knowledge.contexts import load_contexts
from detente.knowledge.cues import Cues, load_cues
from detente.knowledge.dates import Dates, load_dates
from detente.knowledge.files import DATA
from detente.knowledge.issues import IssueNames, StanceRules, load_issue_names, load_stance_rules
from detente.knowledge.names import Names, load_names
from detente.knowledge.syntax import Syntax, load_syntax
from detente.knowledge.titles import Titles, load_titles


@dataclass(frozen=True)
class Language:
    """What Detente knows of one language. Each part is read when it is first asked for.

    `code` is ISO 639-1; `pipeline` the path or name of a spaCy pipeline with Universal Dependencies labels.
    """

    code: str
    pipeline: str

    @cached_property
    def folder(self) -> Path:
        return DATA / "languages" / self.code

    @property
    def ships_pipeline(self) -> bool:
        """Whether the pipeline is the one that Detente ships, whose vectors it has learnt to read."""
        return self.pipeline == str(DATA / "pipelines" / self.code)

    @cached_property
    def lexicon(self) -> Lexicon:
        return load_lexicon(self.folder)

    @cached_property
    def syntax(self) -> Syntax:
        return load_syntax(self.folder)

    @cached_property
    def contexts(self) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """First word -> phrases that call for a PLOVER context."""
        return load_contexts(self.folder)

    @cached_property
    def cues(self) -> Cues:
        return load_cues(self.folder)

    @cached_property
    def dates(self) -> Dates:
        return load_dates(self.folder)

    @cached_property
    def issue_names(self) -> IssueNames:
        return load_issue_names(self.folder)

    @cached_property
    def stance_rules(self) -> StanceRules:
        return load_stance_rules(self.folder)

    @cached_property
    def names(self) -> Names:
        return load_names(self.folder)

    @cached_property
    def titles(self) -> Titles:
        return load_titles(self.folder)
