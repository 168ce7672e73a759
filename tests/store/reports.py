"""Articles with their records, written by hand: what a reader would find in them, without reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from detente.model import (
    Actor,
    Article,
    Event,
    Evidence,
    Interval,
    Operator,
    Party,
    Place,
    Quote,
    Record,
    Span,
    Speaker,
    Stance,
)
from detente.store import Store, Versions
from detente.store import engine as engines
from detente.store.schema import metadata

READ = Versions("0.1.0+test", "data")
PLACES = {
    "Geneva": ("CHE", 46.2, 6.15),
    "Genève": ("CHE", 46.2, 6.15),
    "Vienna": ("AUT", 48.2, 16.4),
    "Lausanne": ("CHE", 46.52, 6.63),
}
BIDEN, PUTIN = "USA:joe-biden", "RUS:vladimir-putin"


def article(
    key: str,
    text: str = "They met in Geneva.",
    *,
    outlet: str | None = "AP",
    published: str | None = "2021-06-16",
    lang: str = "en",
    url: str | None = None,
    title: str | None = None,
    updated: str | None = None,
) -> Article:
    return Article(
        key,
        text,
        lang,
        title,
        outlet,
        url,
        dt.date.fromisoformat(published) if published else None,
        dt.datetime.fromisoformat(updated) if updated else None,
    )


def days(value: str | None) -> Interval | None:
    """ "2021-06-16" is a day, "2021-06-01/2021-06-30" a month or longer."""
    if value is None:
        return None
    start, _, end = value.partition("/")
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    grain = "day" if not end else "month" if (last - first).days <= 31 else "season"
    return Interval(first, last, grain, "told", None)


def event(
    text: str,
    root: str = "CONSULT",
    who: tuple[str, ...] = (BIDEN,),
    whom: tuple[str, ...] = (PUTIN,),
    *,
    day: str | None = "2021-06-16",
    expected: str | None = None,
    place: str | None = None,
    status: str = "occurred",
    act: str | None = None,
    mode: str | None = None,
    operators: tuple[str, ...] = (),
    mutual: bool | None = None,
    domestic: bool = False,
    trigger: str | None = None,
    id: str = "e1",
) -> Event:
    """An event whose words are the whole text, or `trigger`. A party is "RUS:vladimir-putin", or "RUS" for a state."""
    at = text.index(trigger) if trigger else 0
    span = Span(at, at + len(trigger) if trigger else len(text))
    code, lat, lon = PLACES.get(place or "", (None, None, None))
    return Event(
        id=id,
        root=root,
        mode=mode,
        contexts=(),
        act=act or root,
        operators=tuple(Operator(o, 0, 1, "test") for o in operators),
        status=status,
        mutual=root == "CONSULT" if mutual is None else mutual,
        actors=tuple(party(p) for p in who),
        recipients=tuple(party(p) for p in whom),
        date=days(day),
        place=Place(place, code, lat, lon, span) if place else None,
        expected=days(expected),
        condition=None,
        quad="verbal cooperation",
        score=1.0,
        trigger=span,
        evidence=Evidence(span.start, span.end, "test"),
        rule="test",
        confidence=0.9,
        domestic=domestic,
    )


def party(name: str) -> Party:
    code, _, person = name.partition(":")
    return Party(f"person/{person}" if person else code.lower(), code, "GOV", 0, 1)


def record(
    article: Article, *events: Event, quotes: tuple[Quote, ...] = (), stances: tuple[Stance, ...] = ()
) -> Record:
    actors: dict[str, Actor] = {}
    for found in events:
        for p in (*found.actors, *found.recipients):
            name = str(p.id).removeprefix("person/").replace("-", " ").title()
            actors[str(p.id)] = Actor(str(p.id), name, p.code, p.sector, None, (Span(0, 1),))
    return Record(article, tuple(actors.values()), events, quotes, stances)


def quote(text: str, words: str, speaker: str = BIDEN) -> Quote:
    code, _, person = speaker.partition(":")
    at = text.index(words)
    span = Span(at, at + len(words))
    name = person.replace("-", " ").title()
    return Quote(
        "q1",
        "direct",
        Speaker(f"person/{person}", name, code, 0, 1),
        None,
        (span,),
        None,
        "state",
        Evidence(span.start, span.end, "test"),
    )


def stance(text: str, issue: str, topic: str, parties: tuple[str, ...], relation: str = "dispute") -> Stance:
    at = text.index(topic)
    span = Span(at, at + len(topic))
    return Stance(issue, span, parties, relation, None, None, Evidence(span.start, span.end, "test"))


def keep(store: Store, arrived: Article, *events: Event, versions: Versions = READ, **more: Any) -> str:
    """Keep an article; returns what became of it."""
    return store.keep(arrived, record(arrived, *events, **more), versions).what


def group(store: Store) -> None:
    for _ in store.group():
        pass


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but for the times at which they were written."""
    found = {}
    with engines.reading(store._engine) as connection:
        for table in metadata.sorted_tables:
            columns = [c for c in table.c if c.name not in {"added", "applied", "made", "undone"}]
            rows = connection.execute(select(*columns))
            found[table.name] = sorted((tuple(r) for r in rows), key=repr)
    return found


def summit(*, told: bool = True) -> Iterator[tuple[Article, list[Event]]]:
    """The life of one summit: proposed, hoped for, announced, held; the last step in two languages."""
    summer, june, day = "2021-06-01/2021-08-31", "2021-06-01/2021-06-30", "2021-06-16"
    rows = (
        ("2021-04-14", "AP", "Mr Biden proposed a summit in summer.", "proposed", "2021-04-13", summer, None),
        (
            "2021-05-04",
            "AFP",
            "Joe Biden a dit espérer rencontrer Vladimir Poutine.",
            "hoped",
            june,
            june,
            None,
        ),
        ("2021-05-25", "AP", "They will meet on 16 June in Geneva.", "planned", day, day, "Geneva"),
        ("2021-06-16", "AP", "Presidents Biden and Putin met in Geneva.", "occurred", day, None, "Geneva"),
        ("2021-06-17", "AFP", "MM. Biden et Poutine se sont vus à Genève.", "occurred", day, None, "Genève"),
    )
    for number, (published, outlet, said, status, date, expected, place) in enumerate(rows, 1):
        foreseen = status != "occurred"
        if foreseen or told:
            root = "AGREE" if foreseen else "CONSULT"
            found = event(
                said,
                root,
                act="CONSULT",
                status=status,
                day=date,
                expected=expected,
                place=place,
                mutual=not foreseen,
            )
            lang = "fr" if outlet == "AFP" else "en"
            yield article(str(number), said, published=published, outlet=outlet, lang=lang), [found]
