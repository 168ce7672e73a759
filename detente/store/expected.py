"""Expectations as answers: their state on a day, and their steps with sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from detente.store.answers import Expectation, Step
from detente.store.lives import SLACK
from detente.store.queries import dates
from detente.store.schema import articles, events, expectations, happenings, steps
from detente.store.sightings import CHUNK

# Days before its window from which on an expectation is due.
SOON = dt.timedelta(14)
STATES = ("open", "due", "missed", "kept", "cancelled", "refused")


def asked(
    connection: Connection,
    parties: Sequence[str],
    on: dt.date,
    states: Sequence[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Expectation]:
    """The expectations among the parties as they stand on a day, in the order in which they were opened.

    One party: all in which it takes part. Several: those between any two of them. `since` and `until` are days on
    which the last word was said. An act expected of more than two parties stands between each pair of them; without
    parties, or with one, it is listed once.
    """
    e = expectations.c
    query = select(expectations).where(e.opened <= on)
    if len(parties) == 1:
        query = query.where(or_(e.one == parties[0], e.other == parties[0]))
    elif parties:
        query = query.where(e.one.in_(parties), e.other.in_(parties))
    if since:
        query = query.where(e.last >= since)
    if until:
        query = query.where(e.opened <= until)
    rows = connection.execute(query.order_by(e.opened, e.id)).all()
    if states:
        # Later steps may change what the row says; those of the past are settled below.
        rows = [r for r in rows if r.last > on or state(r.status, r.end, r.start, on) in states]
    found = _with_steps(connection, rows, on)
    if states:
        found = [f for f in found if f.status in states]
    return found if len(parties) == 2 else _once(found)


def state(status: str, end: dt.date | None, start: dt.date | None, on: dt.date) -> str:
    """The state of an expectation on a day."""
    if status != "open" or start is None or end is None:
        return status
    if on > end + dt.timedelta(SLACK):
        return "missed"
    return "due" if on >= start - SOON else "open"


def _with_steps(connection: Connection, rows: Sequence[Row[Any]], on: dt.date) -> list[Expectation]:
    told: dict[int, list[Step]] = defaultdict(list)
    raw: dict[int, list[Row[Any]]] = defaultdict(list)
    ids = [r.id for r in rows]
    for at in range(0, len(ids), CHUNK):
        query = (
            select(steps, happenings.c.reports, happenings.c.outlets, happenings.c.words)
            .join(happenings, happenings.c.id == steps.c.happening)
            .where(steps.c.expectation.in_(ids[at : at + CHUNK]), steps.c.said <= on)
            .order_by(steps.c.expectation, steps.c.position)
        )
        for row in connection.execute(query):
            raw[row.expectation].append(row)
    sources = _sources(connection, {r.happening for group in raw.values() for r in group})
    for id, group in raw.items():
        told[id] = [_step(r, *sources[r.happening]) for r in group]
    return [_expectation(r, tuple(told[r.id]), raw[r.id], on) for r in rows if told[r.id]]


def _sources(connection: Connection, ids: set[int]) -> dict[int, tuple[str, str | None]]:
    """Key and outlet of the article that first told of each happening."""
    wanted, found = sorted(ids), dict[int, tuple[str, str | None]]()
    for at in range(0, len(wanted), CHUNK):
        query = (
            select(events.c.happening, articles.c.key, articles.c.outlet)
            .join(articles, articles.c.id == events.c.article)
            .where(events.c.happening.in_(wanted[at : at + CHUNK]))
            .order_by(events.c.said.is_(None), events.c.said, events.c.id)
        )
        for row in connection.execute(query):
            found.setdefault(row.happening, (row.key, row.outlet))
    return found


def _step(row: Row[Any], article: str, outlet: str | None) -> Step:
    return Step(
        row.kind,
        row.said,
        dates(row),
        row.place,
        row.happening,
        row.reports,
        row.outlets,
        article,
        outlet,
        row.words,
    )


def _expectation(row: Row[Any], told: tuple[Step, ...], raw: Sequence[Row[Any]], on: dt.date) -> Expectation:
    status, window, place = row.status, dates(row), row.place
    if row.last > on:
        # What it was before the steps that are still to come on that day.
        kinds = [s.kind for s in told]
        status = kinds[-1] if kinds[-1] in {"kept", "cancelled", "refused"} else "open"
        window = next((s.window for s in reversed(told) if s.window), None)
        place = next((s.place for s in reversed(told) if s.place), None)
    shown = state(status, window.end if window else None, window.start if window else None, on)
    parties = tuple(c for c in (row.one, row.other) if c)
    return Expectation(row.id, row.act, parties, shown, window, place, row.opened, told[-1].said, told)


def _once(found: list[Expectation]) -> list[Expectation]:
    """One for all pairs whose expectation is told by the same happenings."""
    seen: dict[tuple[int, ...], Expectation] = {}
    for expectation in found:
        key = tuple(s.happening for s in expectation.steps)
        if key in seen:
            first = seen[key]
            parties = tuple(dict.fromkeys((*first.parties, *expectation.parties)))
            expectation = Expectation(
                first.id,
                first.act,
                parties,
                first.status,
                first.window,
                first.place,
                first.opened,
                first.last,
                first.steps,
            )
        seen[key] = expectation
    return list(seen.values())
