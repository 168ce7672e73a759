"""Re-mentions: an event that the article has told before is linked to it, not counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.model import Event, Interval


def link(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, each later mention of the same event with `same_as` set to the first.

    Two mentions are one event when root, status and parties agree and their dates do not exclude it.
    """
    linked: list[Event] = []
    for event in events:
        first = next((e for e in linked if e.same_as is None and _same(e, event)), None)
        linked.append(_again(event, first) if first else event)
    return tuple(linked)


def _again(event: Event, first: Event) -> Event:
    """The re-mention of an event: without a date of its own it has the first one's."""
    date = event.date if _told(event.date) or first.date is None else replace(first.date, at=None)
    return replace(event, same_as=first.id, date=date)


def _told(date: Interval | None) -> bool:
    """Whether the date stands in the sentence, not only in the article around it."""
    return date is not None and date.at is not None


def _same(first: Event, later: Event) -> bool:
    if first.root != later.root or first.status != later.status or first.act != later.act:
        return False
    one = {p.code for p in (*first.actors, *first.recipients)}
    two = {p.code for p in (*later.actors, *later.recipients)}
    if not two <= one or None in two:
        return False
    return _overlap(first.date, later.date)


def _overlap(one: Interval | None, two: Interval | None) -> bool:
    """Whether two times may be the same; a time that is open, or not told there, may be any."""
    if not (_told(one) and _told(two)):
        return True
    if not (one and two and one.start and one.end and two.start and two.end):
        return True
    return one.start <= two.end and two.start <= one.end
