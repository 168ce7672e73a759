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
        linked.append(replace(event, same_as=first.id) if first else event)
    return tuple(linked)


def _same(first: Event, later: Event) -> bool:
    if first.root != later.root or first.status != later.status or first.act != later.act:
        return False
    one = {p.code for p in (*first.actors, *first.recipients)}
    two = {p.code for p in (*later.actors, *later.recipients)}
    if not two <= one or None in two:
        return False
    return _overlap(first.date, later.date)


def _overlap(one: Interval | None, two: Interval | None) -> bool:
    """Whether two times may be the same; a time that is open may be any."""
    if not (one and two and one.start and one.end and two.start and two.end):
        return True
    return one.start <= two.end and two.start <= one.end
