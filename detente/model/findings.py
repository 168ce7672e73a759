"""What a record holds: actors, events, quotes, stances, dates and places, each with its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.model.span import Evidence, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase that names or stands for an actor, or for several at once.

    `kind` is how it is said: name, acronym, demonym, metonym, office, person, title, agent, description,
    pronoun, possessive, joint. `actors` are ids of `Actor`; empty where nobody could be found, which is a
    finding too. `head` is the offset of the phrase's syntactic head word. `reason` says how it was resolved.
    """

    start: int
    end: int
    head: int
    kind: str
    actors: tuple[str, ...]
    rule: str
    reason: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """One participant of the article's events, with every phrase that stands for it.

    `code` is ISO 3166 alpha-3 or `IGO:…`, `NGO:…`, `NSA:…`, `MNC:…`; None where unknown. `sector` is PLOVER's.
    `office` is the office id held on the article's day ("rus.foreign-minister").
    """

    id: str
    name: str
    code: str | None
    sector: str | None
    office: str | None
    mentions: tuple[Span, ...]
    gender: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A date as an honest interval: both days are included.

    `granularity` is day, week, month, season, year or range; `reason` says how it was found; `at` are the
    words, None where it follows from the discourse.
    """

    start: dt.date | None
    end: dt.date | None
    granularity: str
    reason: str
    at: Span | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression of the text, resolved for each direction its sentence may give it.

    "en juin" is last June after a past tense and next June after a plan: the event decides between `past`
    and `future` (equal where the words are absolute). `role` is point, since, until, during, duration,
    frequency or time (a bare hour); `head` is the offset of the phrase's syntactic head word; `vague` marks words
    that name no date ("recently", "les derniers mois" have an interval all the same).
    """

    start: int
    end: int
    head: int
    past: Interval
    future: Interval
    role: str
    rule: str
    vague: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: the name as written; ISO code and coordinates where the gazetteer knows them."""

    name: str
    code: str | None
    lat: float | None
    lon: float | None
    at: Span


@dataclass(frozen=True, slots=True)
class Party:
    """One side's member in an event: an actor's id and code, with the words that stand for it there."""

    id: str | None
    code: str | None
    sector: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator around an act ("propose", "refuse", "not"), with its words and rule."""

    name: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """One PLOVER event; the fields are those of the record in DESIGN.md.

    `act` is the PLOVER root of the inner act, `root` the root after the operators are composed.
    `operators` are listed outermost first.
    """

    id: str
    root: str
    mode: str | None
    contexts: tuple[str, ...]
    act: str
    operators: tuple[Operator, ...]
    status: str
    mutual: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: Interval | None
    place: Place | None
    expected: Interval | None
    condition: Span | None
    quad: str
    score: float
    trigger: Span
    evidence: Evidence
    rule: str
    confidence: float
    same_as: str | None = None
    claimed_by: str | None = None
    domestic: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: id and code are None where the speaker is not resolved; start and end are its words."""

    id: str | None
    name: str
    code: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words said, without their outer quotation marks.

    `kind` is direct, indirect or mixed. `parts` are the passages in order (a cue may stand between them).
    `force` is what saying it does: state, deny, admit, demand, warn, promise, praise, condemn …
    """

    id: str
    kind: str
    speaker: Speaker | None
    cue: Span | None
    parts: tuple[Span, ...]
    addressee: Speaker | None
    force: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Stance:
    """How parties stand on an issue, or (issue None, relation state) how a relation stands.

    `relation` is common_interest, dispute or discussed; for the state of a relation it is
    worsening, improving, tense or good. `holder` is the actor id whose own stance it is, if one side's only;
    `polarity` is for, against, fear or want where the words say so.
    """

    issue: str | None
    topic: Span
    parties: tuple[str, ...]
    relation: str
    holder: str | None
    polarity: str | None
    evidence: Evidence
    date: Interval | None = None
