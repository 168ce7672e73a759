"""All that Detente knows before it reads: languages, the world, PLOVER, issues. The only reader of data/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from detente.knowledge.files import DATA
from detente.knowledge.issues import Issues, load_issues
from detente.knowledge.judge import Judge, Ranker, load_judge, load_ranker
from detente.knowledge.language import Language
from detente.knowledge.ontology import Ontology, load_ontology
from detente.knowledge.tagger import Tagger, load_tagger
from detente.model import LanguageError

if TYPE_CHECKING:
    from detente.knowledge.world import World

__all__ = ["Issues", "Knowledge", "Language", "Ontology"]


@dataclass(frozen=True)
class Knowledge:
    """What the stages ask while they read. Every part is loaded when it is first asked for, and kept.

    `pipelines` maps a language code to the path or name of a spaCy pipeline (Universal Dependencies labels)
    to use instead of the one that Detente ships.
    """

    pipelines: Mapping[str, str] = field(default_factory=dict)
    _languages: dict[str, Language] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The languages that Detente reads, as ISO 639-1 codes."""
        return tuple(sorted(f.name for f in (DATA / "languages").iterdir() if (f / "syntax.toml").exists()))

    def language(self, code: str) -> Language:
        """What is known of a language.

        Raises:
            LanguageError: there is no folder of it in data/languages.
        """
        if code not in self.codes:
            raise LanguageError(
                f"'{code}' is no language that Detente reads (it reads {', '.join(self.codes)})"
            )
        if code not in self._languages:
            pipeline = self.pipelines.get(code, str(DATA / "pipelines" / code))
            self._languages[code] = Language(code, pipeline)
        return self._languages[code]

    @cached_property
    def world(self) -> World:
        from detente.knowledge.world import load_world

        return load_world()

    @cached_property
    def ontology(self) -> Ontology:
        return load_ontology()

    @cached_property
    def judge(self) -> Judge | None:
        """The learned judge of events."""
        return load_judge()

    @cached_property
    def sides(self) -> Ranker | None:
        """The learned ranker of an event's sides."""
        return load_ranker()

    @cached_property
    def tagger(self) -> Tagger | None:
        """The learned tagger of words that tell of an event."""
        return load_tagger()

    @cached_property
    def issues(self) -> Issues:
        return load_issues()
