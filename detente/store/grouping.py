"""Events of different articles that are one event in the world, grouped as happenings.

Articles are grouped in the order of their days, each in the light of all before it. Nothing about an event is
changed by it, and a person's judgement comes before every score.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from detente.store import expecting, judging, sightings
from detente.store.same import ENOUGH, FACT, Sighting, Verdict, judged
from detente.store.schema import (
    articles,
    events,
    expectations,
    happening_parties,
    happenings,
    pairs,
    parties,
    stale_pairs,
    steps,
)
from detente.store.summary import Told, disagreements, sides, span, summary, window

# A happening of many reports is compared by its first ones.
COMPARED = 12
# How much a further report may differ from what the others say on average.
SLACK = 1.0
# Events that are told with a span of more than so many days are recalled, no news; what is enough for them, and by how
# much the happening that they are of must fit better than any other.
RECALLED, ENOUGH_RECALLED, LEAD = 7, 1.0, 0.5
# Days before an event in which a happening that may still go on has begun (a season).
BEFORE = 100
# Reports that name more parties than these (a vote of the whole UN) stand between the first of them.
MOST_PARTIES = 8


def group(connection: Connection, most: int) -> int:
    """Find the happenings of up to `most` articles that wait for it, by day; returns how many there were."""
    waiting = connection.execute(
        select(articles.c.id)
        .where(articles.c.grouped.is_(False))
        .order_by(articles.c.published.is_(None), articles.c.published, articles.c.key)
        .limit(most)
    ).scalars()
    todo = list(waiting)
    for article in todo:
        _group_article(connection, article)
    if todo:
        connection.execute(update(articles).where(articles.c.id.in_(todo)).values(grouped=True))
    return len(todo)


def ungroup(connection: Connection) -> None:
    """Forget all happenings, so that every article is grouped anew. Judgements stay."""
    for table in (steps, expectations, stale_pairs, happening_parties, pairs, happenings):
        connection.execute(delete(table))
    connection.execute(update(events).values(happening=None))
    connection.execute(update(articles).values(grouped=False))


def _group_article(connection: Connection, article: int) -> None:
    alone = select(events.c.id).where(events.c.article == article, events.c.happening.is_(None))
    ids = list(connection.execute(alone.order_by(events.c.id)).scalars())
    ruled = judging.of_article(connection, article)
    for sighting in sightings.load(connection, ids):
        if sighting.codes:
            _settle(connection, sighting, ruled)


def rehome(connection: Connection, ids: Sequence[int]) -> None:
    """Take events out of their happenings and find out anew where they belong."""
    left = connection.execute(select(events.c.happening).where(events.c.id.in_(ids))).scalars()
    old = {h for h in left if h is not None}
    connection.execute(update(events).where(events.c.id.in_(ids)).values(happening=None))
    refresh(connection, old)
    for sighting in sightings.load(connection, sorted(ids)):
        _settle(connection, sighting, judging.of_article(connection, sighting.article))
    while expecting.tell(connection, sightings.CHUNK):
        pass


def _settle(connection: Connection, sighting: Sighting, ruled: judging.Rulings) -> None:
    happening = _home(connection, sighting, ruled)
    if happening is None:
        happening = _found(connection, sighting)
    connection.execute(update(events).where(events.c.id == sighting.event).values(happening=happening))
    # At once: the next event is compared with what stands there now.
    refresh(connection, [happening])


def _home(connection: Connection, sighting: Sighting, ruled: judging.Rulings) -> int | None:
    """The happening that the event belongs to, if there is one."""
    together = judging.together(connection, sighting, ruled)
    if together is not None:
        return together
    apart = judging.apart(connection, sighting, ruled)
    fits = [
        (fit(sighting, members), -happening)
        for happening, members in candidates(connection, sighting)
        if happening not in apart
    ]
    fits.sort(reverse=True)
    if not fits:
        return None
    best, second = fits[0], fits[1][0] if len(fits) > 1 else 0.0
    # "in March they had met": what is recalled without a day is the one thing that it can be, if there is only one.
    recalled = sighting.days > RECALLED and sighting.standing == FACT
    if recalled and best[0] - second < LEAD:
        return None
    return -best[1] if best[0] >= (ENOUGH_RECALLED if recalled else ENOUGH) else None


def fit(sighting: Sighting, members: Sequence[Sighting]) -> float:
    """How well an event fits a happening: as its best report, if it does not differ from the others too much."""
    verdicts = [judged(sighting, m) for m in members]
    scores = [v.score if v.possible else 0.0 for v in verdicts]
    mean = sum(scores) / len(scores)
    return max(scores) if mean >= ENOUGH - SLACK else 0.0


def explained(sighting: Sighting, members: Sequence[Sighting]) -> Verdict:
    """The verdict by which an event fits best to the other reports of its happening."""
    others = [m for m in members if m.event != sighting.event]
    return max(
        (judged(sighting, m) for m in others),
        key=lambda v: v.score,
        default=Verdict(0.0, ("the only report",)),
    )


def candidates(connection: Connection, sighting: Sighting) -> Iterable[tuple[int, list[Sighting]]]:
    """Happenings of the same root and days with a party in common, each with its first reports."""
    start, end = window(sighting)
    if start is None or end is None:
        return
    day = dt.timedelta(1)
    p = happening_parties.c
    query = (
        select(p.happening)
        .where(
            p.code.in_(sorted(sighting.codes)),
            p.root == sighting.root,
            p.standing == sighting.standing,
            p.from_day.between(start - BEFORE * day, end + day),
            p.to_day >= start - day,
        )
        .distinct()
        .order_by(p.happening)
    )
    found = list(connection.execute(query).scalars())
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(0, len(found), sightings.CHUNK):
        rows = select(events.c.happening, events.c.id).where(
            events.c.happening.in_(found[at : at + sightings.CHUNK])
        )
        for row in connection.execute(rows.order_by(events.c.id)):
            if len(members[row.happening]) < COMPARED:
                members[row.happening].append(row.id)
    loaded = {s.event: s for s in sightings.load(connection, [i for ids in members.values() for i in ids])}
    for happening in found:
        if members[happening]:
            yield happening, [loaded[i] for i in members[happening]]


def _found(connection: Connection, sighting: Sighting) -> int:
    """A new happening; `refresh` fills its row."""
    id: int = (connection.scalar(select(func.max(happenings.c.id))) or 0) + 1
    blank: dict[str, Any] = {
        "root": sighting.root,
        "act": sighting.act,
        "operators": "",
        "standing": sighting.standing,
        "status": sighting.status,
        "mutual": False,
        "domestic": False,
        "quad": "",
        "score": 0.0,
        "confidence": 0.0,
        "words": "",
        "articles": 0,
        "reports": 0,
        "outlets": 0,
        "disputed": "[]",
    }
    connection.execute(insert(happenings).values(id=id, **blank))
    return id


def refresh(connection: Connection, ids: Iterable[int]) -> None:
    """Let happenings say what their reports say now; those without any are deleted."""
    for id in sorted(set(ids)):
        told = reports(connection, id)
        connection.execute(delete(happening_parties).where(happening_parties.c.happening == id))
        before = connection.execute(select(pairs.c.one, pairs.c.other).where(pairs.c.happening == id))
        expecting.mark(connection, [(r.one, r.other) for r in before])
        connection.execute(delete(pairs).where(pairs.c.happening == id))
        if not told:
            connection.execute(delete(happenings).where(happenings.c.id == id))
            continue
        values = summary(told)
        disputed = json.dumps(disagreements(told), ensure_ascii=False)
        connection.execute(
            update(happenings).where(happenings.c.id == id).values(**values, disputed=disputed)
        )
        first, last = span(told)
        members = sides(told)
        same = {
            "happening": id,
            "root": values["root"],
            "standing": values["standing"],
            "from_day": first,
            "to_day": last,
        }
        rows = [{**same, "side": s, "code": c, "position": n} for n, (s, c) in enumerate(members)]
        if rows:
            connection.execute(insert(happening_parties), rows)
            between = pairs_of(members)
            connection.execute(insert(pairs), [{"one": a, "other": b, "happening": id} for a, b in between])
            expecting.mark(connection, between)


def pairs_of(members: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whom an event stands between, as ordered pairs; (code, "") where there is only one party."""
    members = members[:MOST_PARTIES]
    actors = [c for s, c in members if s == "actor"]
    recipients = [c for s, c in members if s == "recipient"]
    across = {(min(a, r), max(a, r)) for a in actors for r in recipients if a != r}
    if not across:
        across = {(min(a, b), max(a, b)) for a, b in combinations(dict.fromkeys(actors + recipients), 2)}
    return sorted(across) or [(c, "") for c in sorted(set(actors + recipients))]


def reports(connection: Connection, happening: int) -> list[Told]:
    """The reports of a happening, in the order in which they came."""
    first = articles.alias()
    text = func.coalesce(articles.c.copy_of, articles.c.id)
    query = (
        select(events, text.label("text"), articles.c.outlet, first.c.outlet.label("first_outlet"))
        .join(articles, articles.c.id == events.c.article)
        .join(first, first.c.id == text)
        .where(events.c.happening == happening)
        .order_by(events.c.id)
    )
    rows = list(connection.execute(query))
    members: dict[int, list[Row[Any]]] = defaultdict(list)
    own = select(events.c.id).where(events.c.happening == happening)
    for party in connection.execute(select(parties).where(parties.c.event.in_(own))):
        members[party.event].append(party)
    return [
        Told(sightings.sighting(r, members[r.id]), r, int(r.text), r.outlet, r.first_outlet) for r in rows
    ]


def placed(connection: Connection, article: int) -> dict[int, tuple[Any, ...]]:
    """The events of an article that have a happening: id of the happening -> what the event says."""
    ids = connection.execute(
        select(events.c.id, events.c.happening)
        .where(events.c.article == article, events.c.happening.is_not(None))
        .order_by(events.c.id)
    )
    homes = {row.id: row.happening for row in ids}
    return {s.event: (homes[s.event], saying(s)) for s in sightings.load(connection, list(homes))}


def saying(sighting: Sighting) -> tuple[Any, ...]:
    """What a sighting says, whatever the number of its event."""
    return tuple(getattr(sighting, name) for name in Sighting.__slots__ if name != "event")


def replaced(connection: Connection, article: int, before: dict[int, tuple[Any, ...]]) -> bool:
    """Give events that say what they said before their happenings back; whether all events have theirs.

    Happenings that lost a report say from now on what the others say.
    """
    homes: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for happening, said in before.values():
        homes[said].append(happening)
    ids = connection.execute(
        select(events.c.id).where(events.c.article == article).order_by(events.c.id)
    ).scalars()
    complete = True
    for sighting in sightings.load(connection, list(ids)):
        said = saying(sighting)
        if homes.get(said):
            home = homes[said].pop(0)
            connection.execute(update(events).where(events.c.id == sighting.event).values(happening=home))
        elif sighting.codes:
            complete = False
    refresh(connection, {happening for happening, _ in before.values()})
    return complete
