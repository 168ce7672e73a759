"""What goes out: the record of one article, and its JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from detente.model.article import Article
from detente.model.errors import EvidenceError
from detente.model.findings import Actor, Event, Quote, Stance
from detente.model.span import Evidence, Span

SCHEMA = "detente/1"


@dataclass(frozen=True, slots=True)
class Record:
    """One article with all that was found in it. Every finding points into `article.text`.

    Raises:
        EvidenceError: a finding whose words do not lie in the text.
    """

    article: Article
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    stances: tuple[Stance, ...]

    def __post_init__(self) -> None:
        end = len(self.article.text)
        for name, span in self._spans():
            if not 0 <= span.start <= span.end <= end:
                raise EvidenceError(
                    f"{self.article.id}: {name} points at {span.start}–{span.end} of {end} characters"
                )

    def _spans(self) -> Iterator[tuple[str, Span]]:
        for kind in ("actors", "events", "quotes", "stances"):
            for number, finding in enumerate(getattr(self, kind), 1):
                for span in _spans_in(finding):
                    yield f"{kind} {number}", span

    def to_json(self) -> dict[str, Any]:
        """The record as DESIGN.md lays it down ("detente/1"), ready for `json.dumps`."""
        return {"schema": SCHEMA} | {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


def _spans_in(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        if isinstance(start, int) and isinstance(end, int):
            yield Span(start, end)
        for f in fields(value):
            yield from _spans_in(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans_in(item)


def _plain(value: Any) -> Any:
    """Dataclasses to dictionaries, tuples to lists, dates to ISO strings."""
    if isinstance(value, Evidence):
        return {"start": value.start, "end": value.end, "rule": value.rule}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
