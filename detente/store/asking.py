"""What can be asked for, and how it becomes a condition on rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, exists, or_, select

from detente.store.schema import (
    articles,
    events,
    happening_parties,
    happenings,
    pairs,
    parties,
    quotes,
    stance_parties,
    stances,
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events, happenings, quotes and stances are asked for. Every condition that is given must hold.

    `parties` are codes that all take part (whoever acts); `actor` and `recipient` name a side. `since` and `until`
    are days, both included: an event counts if its own date reaches into them, and by the day of its article where
    it has no date. `roots`, `acts`, `statuses`, `modes`, `issues` and `outlets` are alternatives. `confidence` is
    the least that an event may have. Events inside one state come only with `domestic`; copies of another outlet's
    text only with `copies`.
    """

    parties: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    roots: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    standing: str | None = None
    issues: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    confidence: float = 0.0
    domestic: bool = False
    copies: bool = True
    limit: int | None = None


Conditions = Iterator[ColumnElement[bool]]


def of_events(wanted: Filter) -> Conditions:
    """The conditions on rows of `events` joined with `articles`."""
    yield from _of_articles(wanted)
    for party in wanted.parties:
        yield _takes_part(party, None)
    if wanted.actor:
        yield _takes_part(wanted.actor, "actor")
    if wanted.recipient:
        yield _takes_part(wanted.recipient, "recipient")
    yield from _common(events, wanted)
    yield from _days(events, events.c.said, wanted)


def of_happenings(wanted: Filter) -> Conditions:
    """The conditions on rows of `happenings`."""
    h, p = happenings.c, happening_parties.c
    if len(wanted.parties) == 2:
        one, other = sorted(wanted.parties)
        yield h.id.in_(select(pairs.c.happening).where(pairs.c.one == one, pairs.c.other == other))
    else:
        for party in wanted.parties:
            yield h.id.in_(select(p.happening).where(p.code == party))
    for code, side in ((wanted.actor, "actor"), (wanted.recipient, "recipient")):
        if code:
            sided = or_(p.side == side, h.mutual)
            yield h.id.in_(select(p.happening).where(p.code == code, sided, p.happening == h.id))
    if wanted.standing:
        yield h.standing == wanted.standing
    if wanted.issues:
        told = select(events.c.happening).where(_told_with_issue(events.c.article, wanted.issues))
        yield h.id.in_(told)
    if wanted.outlets:
        told = select(events.c.happening).join(articles, articles.c.id == events.c.article)
        yield h.id.in_(told.where(articles.c.outlet.in_(wanted.outlets)))
    yield from _common(happenings, wanted)
    yield from _days(happenings, happenings.c.first_said, wanted)


def of_quotes(wanted: Filter) -> Conditions:
    """The conditions on rows of `quotes` joined with `articles`: a party is whoever speaks or is spoken to."""
    q = quotes.c
    yield from _of_articles(wanted)
    for code in wanted.parties:
        yield or_(q.speaker_code == code, q.addressee_code == code)
    if wanted.actor:
        yield q.speaker_code == wanted.actor
    if wanted.recipient:
        yield q.addressee_code == wanted.recipient
    if wanted.issues:
        about = stances.c
        yield exists().where(
            about.article == q.article,
            about.issue.in_(wanted.issues),
            about.from_at < q.to_at,
            about.to_at > q.from_at,
        )
    yield from _said(q.said, wanted)


def of_stances(wanted: Filter) -> Conditions:
    """The conditions on rows of `stances` joined with `articles`."""
    s = stances.c
    yield from _of_articles(wanted)
    for code in wanted.parties:
        yield exists().where(stance_parties.c.stance == s.id, stance_parties.c.code == code)
    if wanted.actor:
        yield s.holder_code == wanted.actor
    if wanted.issues:
        yield s.issue.in_(wanted.issues)
    yield from _said(s.said, wanted)


def of_articles(wanted: Filter) -> Conditions:
    """The conditions on rows of `articles` alone: a party is whoever takes part in an event of it."""
    yield from _of_articles(wanted)
    for code in (*wanted.parties, *filter(None, (wanted.actor, wanted.recipient))):
        yield exists().where(
            parties.c.event == events.c.id, events.c.article == articles.c.id, parties.c.code == code
        )
    if wanted.roots:
        yield exists().where(events.c.article == articles.c.id, events.c.root.in_(wanted.roots))
    if wanted.issues:
        yield _told_with_issue(articles.c.id, wanted.issues)
    yield from _said(articles.c.published, wanted)


def _of_articles(wanted: Filter) -> Conditions:
    if wanted.outlets:
        yield articles.c.outlet.in_(wanted.outlets)
    if wanted.langs:
        yield articles.c.lang.in_(wanted.langs)
    if not wanted.copies:
        yield articles.c.copy_of.is_(None)


def _common(table: FromClause, wanted: Filter) -> Conditions:
    for column, values in (
        ("root", wanted.roots),
        ("act", wanted.acts),
        ("mode", wanted.modes),
        ("status", wanted.statuses),
    ):
        if values:
            yield table.c[column].in_(values)
    if wanted.confidence > 0:
        yield table.c.confidence >= wanted.confidence
    if not wanted.domestic:
        yield table.c.domestic.is_(False)
    if table is events and wanted.issues:
        yield _told_with_issue(events.c.article, wanted.issues)


def _told_with_issue(article: ColumnElement[int], issues: tuple[str, ...]) -> ColumnElement[bool]:
    return exists().where(stances.c.article == article, stances.c.issue.in_(issues))


def _takes_part(code: str, side: str | None) -> ColumnElement[bool]:
    here = exists().where(parties.c.event == events.c.id, parties.c.code == code)
    return here if side is None else here.where(or_(parties.c.side == side, events.c.mutual))


def _days(table: FromClause, said: ColumnElement[dt.date], wanted: Filter) -> Conditions:
    """The event's own days reach into those asked for; without any, the day of the article lies in them."""
    start, end = table.c.start, table.c.end
    if wanted.since:
        yield or_(end >= wanted.since, start.is_(None) & (said >= wanted.since))
    if wanted.until:
        yield or_(start <= wanted.until, start.is_(None) & (said <= wanted.until))


def _said(column: ColumnElement[Any], wanted: Filter) -> Conditions:
    if wanted.since:
        yield column >= wanted.since
    if wanted.until:
        yield column <= wanted.until
