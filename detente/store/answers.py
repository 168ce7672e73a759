"""What the store answers with: frozen types, every one with its sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.store.versions import Versions


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the store, without its text. `copy_of` is the key of the article whose text it repeats."""

    id: int
    key: str
    title: str | None
    outlet: str | None
    url: str | None
    lang: str | None
    published: dt.date | None
    updated: dt.datetime | None
    revisions: int
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an article: `number` counts from 1; `versions` are the code and data that read it."""

    id: int
    number: int
    given: str
    title: str | None
    url: str | None
    published: dt.date | None
    updated: dt.datetime | None
    words: int
    added: dt.datetime
    versions: Versions


@dataclass(frozen=True, slots=True)
class Dates:
    """Days from `start` to `end`, both included; `grain` is day, week, month, season, year or range."""

    start: dt.date
    end: dt.date
    grain: str

    def __str__(self) -> str:
        if self.grain == "day" or self.start == self.end:
            return self.start.isoformat()
        if self.grain in {"month", "year"}:
            return self.start.isoformat()[: {"month": 7, "year": 4}[self.grain]]
        return f"{self.start}…{self.end}"


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its name as the report writes it; code and coordinates where they are known."""

    name: str
    code: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """Who takes part in an event: `side` is actor or recipient, `person` an actor's id ("person/…", "rus")."""

    side: str
    person: str | None
    name: str | None
    code: str | None
    sector: str | None
    office: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One event as one article tells it, with the words it rests on.

    `event` is its name in the article's record ("e3"). `said` is the day of the article. `article` is its key;
    `copy_of` the key of the article whose text that one repeats, or None. `start` and `stop` are the offsets of
    `words` in the text of the revision.
    """

    id: int
    article: str
    revision: int
    event: str
    outlet: str | None
    lang: str | None
    url: str | None
    title: str | None
    said: dt.date | None
    root: str
    mode: str | None
    act: str
    operators: tuple[str, ...]
    contexts: tuple[str, ...]
    status: str
    mutual: bool
    domestic: bool
    date: Dates | None
    expected: Dates | None
    place: Where | None
    quad: str
    score: float
    confidence: float
    trigger: str
    words: str
    start: int
    stop: int
    parties: tuple[Part, ...]
    copy_of: str | None
    happening: int | None

    @property
    def actors(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parties if p.side == "actor")

    @property
    def recipients(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parties if p.side == "recipient")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What reports of one happening do not agree on: `about` is date, place, status or who.

    `sides` are the values told, each with the keys of the articles that tell it, the most reported first.
    """

    about: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in the world.

    `standing` is "fact" or "foreseen" (it is planned, proposed, hoped for …). `date`, `place` and `status` are what
    most independent reports say. `actors` and `recipients` are codes. `articles` counts all that tell it, `reports`
    counts copies of one text once, `outlets` the independent ones. `first_said` is the day of the first report.
    """

    id: int
    root: str
    mode: str | None
    act: str
    operators: tuple[str, ...]
    standing: str
    status: str
    mutual: bool
    domestic: bool
    date: Dates | None
    expected: Dates | None
    place: Where | None
    quad: str
    score: float
    confidence: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    first_said: dt.date | None
    last_said: dt.date | None
    articles: int
    reports: int
    outlets: int
    disagreements: tuple[Disagreement, ...]
    words: str

    @property
    def codes(self) -> tuple[str, ...]:
        """All parties, each once."""
        return tuple(dict.fromkeys((*self.actors, *self.recipients)))


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation in the store; `words` are its passages, `start` and `stop` their offsets in the revision."""

    id: int
    article: str
    revision: int
    quote: str
    outlet: str | None
    lang: str | None
    url: str | None
    said: dt.date | None
    kind: str
    speaker: str | None
    speaker_name: str | None
    speaker_code: str | None
    addressee_code: str | None
    force: str | None
    words: str
    start: int
    stop: int
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A stance in the store: who stands how on an issue (None for the state of a relation), in which words."""

    id: int
    article: str
    revision: int
    outlet: str | None
    lang: str | None
    url: str | None
    said: dt.date | None
    issue: str | None
    relation: str
    parties: tuple[str, ...]
    holder: str | None
    holder_code: str | None
    polarity: str | None
    topic: str
    words: str
    start: int
    stop: int
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about two events, with the reason; `undone` is when it was taken back.

    `kind` is "apart" or "together"; `article` and `other` are keys of articles, `event` and `other_event` say which
    event of them.
    """

    id: int
    kind: str
    article: str
    event: str
    other: str
    other_event: str
    reason: str
    made: dt.datetime
    undone: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of an expectation: what was done or said of it on which day, with its source.

    `kind` is proposed, hoped, announced, promised, agreed, demanded, threatened, conditional, moved, cancelled,
    refused or kept. `window` and `place` are what this step tells of the act. `happening` is the id of the happening,
    `words` are those of its first report, in `article`.
    """

    kind: str
    said: dt.date
    window: Dates | None
    place: str | None
    happening: int
    reports: int
    outlets: int
    article: str
    outlet: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """An act that is foreseen, and what became of it.

    `act` is its PLOVER root (None where nobody named it), `parties` are codes. `status` is open, kept, cancelled,
    refused, or on the day of asking due (its window has begun or begins within two weeks) or missed (its window has
    passed without a word that it was done). `window` and `place` are as last told.
    """

    id: int
    act: str | None
    parties: tuple[str, ...]
    status: str
    window: Dates | None
    place: str | None
    opened: dt.date
    last: dt.date
    steps: tuple[Step, ...]
