"""A record for the eye: the article with its findings marked, then tables of events, quotes and issues.

On a terminal in colours; elsewhere the same marks in plain text: [an actor]CODE, *an event*e1, ⟦a quote⟧q1,
_an issue_. Words that two findings share keep the mark of the first in that order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.cli.console import console
from detente.model import Actor, Event, Interval, Party, Quote, Record, Span, Stance

QUADS = {
    "verbal cooperation": "green",
    "material cooperation": "bold green",
    "verbal conflict": "yellow",
    "material conflict": "bold red",
}
ARROWS = {True: "⇄", False: "→"}
LONGEST_WORDS = 160
# Marks are compared with those of the same stretch of text only: a long article has thousands.
BLOCK = 1_000


def sheet(record: Record) -> RenderableType:
    """All that was found in one article."""
    parts: list[RenderableType] = [_heading(record), Text(), marked(record), Text()]
    tables = (_events(record), _quotes(record), _issues(record))
    parts += [table for table in tables if table.row_count]
    if not any(table.row_count for table in tables):
        parts.append(Text("Nothing found.\n"))
    return Group(*parts)


def page(record: Record) -> str:
    """The same as plain text, without spaces at the ends of lines."""
    file = io.StringIO()
    console(file).print(sheet(record))
    lines = [line.rstrip() for line in file.getvalue().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _heading(record: Record) -> Text:
    article = record.article
    dates = [f"published {article.published or 'on an unknown day'}"]
    if article.updated:
        dates.append(f"updated {article.updated.isoformat(' ', 'minutes')}")
    title = Text(article.title or article.id, style="bold")
    facts = (article.id if article.title else None, article.outlet, article.lang, *dates)
    title.append("\n" + " · ".join(f for f in facts if f), style="not bold dim")
    return title


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    open: str
    close: str
    style: str


def marked(record: Record) -> Text:
    """The text of the article with its findings marked."""
    text, source = Text(), record.article.text
    edges = []
    for mark in _nested(_marks(record)):
        edges.append((mark.start, 1, -mark.end, mark))
        edges.append((mark.end, 0, -mark.start, mark))
    at, opened = 0, dict[_Mark, int]()
    for offset, opens, _, mark in sorted(edges, key=lambda e: e[:3]):
        text.append(source[at:offset])
        at = offset
        if opens:
            opened[mark] = len(text)
            text.append(mark.open)
        else:
            text.append(mark.close)
            text.stylize(mark.style, opened[mark])
    text.append(source[at:].rstrip())
    return text


def _marks(record: Record) -> Iterator[_Mark]:
    """What is marked, in the order of precedence."""
    for event in record.events:
        yield _Mark(
            event.trigger.start, event.trigger.end, "*", f"*{event.id}", QUADS.get(event.quad, "bold")
        )
    for quote in record.quotes:
        for part in quote.parts:
            yield _Mark(part.start, part.end, "⟦", f"⟧{quote.id}", "italic")
    mentions: dict[Span, list[str]] = {}
    for actor in _told(record):
        for span in actor.mentions:
            mentions.setdefault(span, []).append(actor.code or "?")
    for span in sorted(mentions, key=lambda s: (len(s), s.start), reverse=True):
        yield _Mark(span.start, span.end, "[", "]" + "+".join(dict.fromkeys(mentions[span])), "cyan")
    for stance in record.stances:
        yield _Mark(stance.topic.start, stance.topic.end, "_", "_", "magenta underline")


def _told(record: Record) -> Iterator[Actor]:
    """The actors with a code, and of those without one whoever takes part in an event or speaks."""
    parties = {p.id for e in record.events for p in (*e.actors, *e.recipients)}
    speakers = {q.speaker.id for q in record.quotes if q.speaker}
    for actor in record.actors:
        if actor.code or actor.id in parties or actor.id in speakers:
            yield actor


def _nested(marks: Iterator[_Mark]) -> list[_Mark]:
    """The marks without those that cross another, cover the same words, or lie in one of the same kind."""
    kept: list[_Mark] = []
    near: dict[int, list[_Mark]] = {}
    for mark in marks:
        blocks = range(mark.start // BLOCK, mark.end // BLOCK + 1)
        if mark.start < mark.end and not any(
            _clash(mark, other) for b in blocks for other in near.get(b, ())
        ):
            kept.append(mark)
            for block in blocks:
                near.setdefault(block, []).append(mark)
    return kept


def _clash(mark: _Mark, other: _Mark) -> bool:
    if mark.end <= other.start or other.end <= mark.start:
        return False
    inside = other.start <= mark.start and mark.end <= other.end
    around = mark.start <= other.start and other.end <= mark.end
    same = (mark.start, mark.end) == (other.start, other.end)
    return same or not (inside or around) or mark.open == other.open


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        # Codes and dates are read at a glance only if they are not broken.
        table.add_column(column, overflow="fold", no_wrap=column in {"event", "when", "issue"})
    return table


def _events(record: Record) -> Table:
    table = _table("Events", "", "event", "who", "", "to whom", "when", "where", "words")
    names = {a.id: a for a in record.actors}
    for event in record.events:
        table.add_row(
            event.id,
            Text(coded(event), style=QUADS.get(event.quad, "")),
            parties(event.actors, names),
            ARROWS[event.mutual],
            parties(event.recipients, names),
            when(event),
            event.place.name if event.place else "",
            words(record, event.trigger),
        )
    return table


def coded(event: Event) -> str:
    """What an event is, in a few lines: "AGREE", "planned (of CONSULT)"."""
    root = f"{event.root} {event.mode}" if event.mode else event.root
    of = f" (of {event.act})" if event.act != event.root else ""
    same = f"\nas {event.same_as}" if event.same_as else ""
    return f"{root}\n{event.status}{of}{same}"


def parties(parties: tuple[Party, ...], actors: dict[str, Actor]) -> str:
    """The members of a side by code and name."""
    found = []
    for party in parties:
        actor = actors.get(party.id or "")
        found.append(f"{party.code or '?'} {actor.name}" if actor else party.code or "?")
    return "\n".join(dict.fromkeys(found)) or "–"


def when(event: Event) -> str:
    lines = [days(event.date)]
    if event.expected and days(event.expected):
        lines.append(f"for {days(event.expected)}")
    return "\n".join(line for line in lines if line)


def days(interval: Interval | None) -> str:
    """An interval as short as its granularity lets it be: 2021-05-19, 2021-05, 2021-05-03…05."""
    if interval is None or interval.start is None or interval.end is None:
        return ""
    start, end = interval.start.isoformat(), interval.end.isoformat()
    if interval.granularity == "day":
        return start
    if interval.granularity in {"month", "year"}:
        return start[: {"month": 7, "year": 4}[interval.granularity]]
    return f"{start}\n– {end}"


def words(record: Record, span: Span) -> str:
    """Words of the article on one line, cut where they are long."""
    said = " ".join(span.of(record.article.text).split())
    return said if len(said) <= LONGEST_WORDS else said[: LONGEST_WORDS - 1] + "…"


def _quotes(record: Record) -> Table:
    table = _table("Quotes", "", "kind", "speaker", "words")
    for quote in record.quotes:
        table.add_row(
            quote.id, quote.kind, _speaker(quote), " … ".join(words(record, p) for p in quote.parts)
        )
    return table


def _speaker(quote: Quote) -> str:
    speaker = quote.speaker
    return f"{speaker.name} ({speaker.code or '?'})" if speaker else "–"


def _issues(record: Record) -> Table:
    table = _table("Issues", "issue", "relation", "parties", "words")
    for stance in record.stances:
        table.add_row(
            stance.issue or "relation",
            stance.relation.replace("_", " "),
            _holders(stance),
            words(record, stance.topic),
        )
    return table


def _holders(stance: Stance) -> str:
    return ", ".join(stance.parties) or (stance.holder or "–")
