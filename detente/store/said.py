"""Quotations and stances of the store as answers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, select

from detente.store import asking
from detente.store.answers import Said, Stand
from detente.store.asking import Filter
from detente.store.queries import with_article
from detente.store.schema import quotes, stance_parties, stances
from detente.store.sightings import CHUNK


def quotes_of(connection: Connection, wanted: Filter) -> list[Said]:
    """The quotations asked for, by the days of their articles."""
    query = with_article(quotes).where(*asking.of_quotes(wanted))
    order = (quotes.c.said.is_(None), quotes.c.said, quotes.c.id)
    return [said(r) for r in connection.execute(query.order_by(*order).limit(wanted.limit))]


def said(row: Row[Any]) -> Said:
    return Said(
        id=row.id,
        article=row.key,
        revision=row.revision,
        quote=row.name,
        outlet=row.outlet,
        lang=row.lang,
        url=row.url,
        said=row.said,
        kind=row.kind,
        speaker=row.speaker,
        speaker_name=row.speaker_name,
        speaker_code=row.speaker_code,
        addressee_code=row.addressee_code,
        force=row.force,
        words=row.words,
        start=row.from_at,
        stop=row.to_at,
        copy_of=row.copy_of,
    )


def stances_of(connection: Connection, wanted: Filter) -> list[Stand]:
    """The stances asked for, by the days of their articles."""
    query = with_article(stances).where(*asking.of_stances(wanted))
    order = (stances.c.said.is_(None), stances.c.said, stances.c.id)
    rows = connection.execute(query.order_by(*order).limit(wanted.limit)).all()
    members: dict[int, list[str]] = defaultdict(list)
    ids = [r.id for r in rows]
    for at in range(0, len(ids), CHUNK):
        found = select(stance_parties).where(stance_parties.c.stance.in_(ids[at : at + CHUNK]))
        for p in connection.execute(found.order_by(stance_parties.c.stance, stance_parties.c.code)):
            members[p.stance].append(p.code)
    return [_stand(r, tuple(members[r.id])) for r in rows]


def _stand(row: Row[Any], members: tuple[str, ...]) -> Stand:
    return Stand(
        id=row.id,
        article=row.key,
        revision=row.revision,
        outlet=row.outlet,
        lang=row.lang,
        url=row.url,
        said=row.said,
        issue=row.issue,
        relation=row.relation,
        parties=members,
        holder=row.holder,
        holder_code=row.holder_code,
        polarity=row.polarity,
        topic=row.topic,
        words=row.words,
        start=row.from_at,
        stop=row.to_at,
        copy_of=row.copy_of,
    )
