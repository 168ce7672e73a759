"""A record as a person wants to read it: the article with its findings marked, then tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.model import Event, Interval, Party, Quote, Record, Stance

COLOURS = {
    "verbal cooperation": "green",
    "material cooperation": "bold green",
    "verbal conflict": "yellow",
    "material conflict": "bold red",
}


def record(found: Record, out: Console) -> None:
    """Print the whole record."""
    article = found.article
    title = article.title or article.id
    out.print(Text(title, style="bold"))
    about = [article.lang or "?", f"published {article.published or 'unknown'}"]
    about += [f"updated {article.updated:%Y-%m-%d %H:%M}"] if article.updated else []
    about += [x for x in (article.outlet, article.url) if x]
    out.print(Text(" · ".join(about), style="dim"))
    out.print()
    out.print(marked(found))
    out.print()
    out.print(events(found))
    if found.quotes:
        out.print(quotes(found))
    if found.stances:
        out.print(stances(found))


def marked(found: Record) -> Text:
    """The article's text; triggers of events and quotations carry their ids."""
    source = found.article.text
    text, at = Text(), 0
    marks = [(e.trigger.start, e.trigger.end, e.id, COLOURS.get(e.quad, "")) for e in found.events]
    marks += [(p.start, p.end, q.id, "italic") for q in found.quotes for p in q.parts]
    ends: dict[int, list[str]] = {}
    for _, end, id, _ in sorted(marks):
        ends.setdefault(end, []).append(id)
    for end in sorted(ends):
        text.append(source[at:end])
        text.append(f"[{','.join(ends[end])}]", style="dim")
        at = end
    text.append(source[at:])
    shift = 0
    starts = sorted(ends)
    widths = {end: len(f"[{','.join(ids)}]") for end, ids in ends.items()}
    del shift
    for start, end, _, colour in marks:
        if colour:
            before_start = sum(widths[e] for e in starts if e <= start)
            before_end = sum(widths[e] for e in starts if e < end)
            text.stylize(colour, start + before_start, end + before_end)
    return text


def events(found: Record) -> Table:
    """The events, one a row."""
    table = _table(
        f"{len(found.events)} events",
        ("", "event", "status", "actors", "recipients", "date", "place", "words"),
    )
    text = found.article.text
    for e in found.events:
        label = e.root + (f"/{e.mode}" if e.mode else "")
        if e.act != e.root:
            label += f" ({e.act})"
        words = e.trigger.of(text) + (f" = {e.same_as}" if e.same_as else "")
        when = date(e.date) + (
            f"; expected {date(e.expected)}" if e.expected and e.expected != e.date else ""
        )
        joint = " & " if e.mutual else ", "
        cells = (e.id, label, e.status, sides(e.actors, text, joint), sides(e.recipients, text, joint), when)
        table.add_row(*cells, place(e), words, style=COLOURS.get(e.quad))
    return table


def quotes(found: Record) -> Table:
    """The quotations with their speakers."""
    table = _table(f"{len(found.quotes)} quotations", ("", "kind", "speaker", "cue", "words"))
    text = found.article.text
    for q in found.quotes:
        words = " … ".join(p.of(text) for p in q.parts).replace("\n", " ")
        table.add_row(q.id, q.kind, speaker(q), q.cue.of(text) if q.cue else "", words)
    return table


def stances(found: Record) -> Table:
    """The issues, shared or disputed."""
    table = _table(f"{len(found.stances)} issues", ("relation", "parties", "issue", "words"))
    for s in found.stances:
        table.add_row(
            s.relation, " – ".join(s.parties), issue(s), s.topic.of(found.article.text).replace("\n", " ")
        )
    return table


def sides(parties: Sequence[Party], text: str, joint: str = ", ") -> str:
    return (
        joint.join(dict.fromkeys(f"{p.code or '?'} {_short(text[p.start : p.end])}" for p in parties)) or "–"
    )


def speaker(quote: Quote) -> str:
    if quote.speaker is None:
        return "–"
    return f"{quote.speaker.code or '?'} {quote.speaker.name}"


def issue(stance: Stance) -> str:
    return (stance.issue or "the relation") + (f" ({stance.polarity})" if stance.polarity else "")


def place(event: Event) -> str:
    if event.place is None:
        return "–"
    return event.place.name + (f" ({event.place.code})" if event.place.code else "")


def date(interval: Interval | None) -> str:
    """An interval as short as it is honest: a day, a month, a year, or both ends."""
    if interval is None or interval.start is None:
        return "–"
    start, end = interval.start, interval.end or interval.start
    if start == end:
        return start.isoformat()
    if interval.granularity == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    if interval.granularity == "year" and start.year == end.year:
        return f"{start:%Y}"
    return f"{start.isoformat()}/{end.isoformat()}"


def _short(words: str, length: int = 32) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else words[: length - 1] + "…"


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
