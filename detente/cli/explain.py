"""`detente explain`: why an event is in the record."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated

import typer

import detente
from detente.cli.console import console
from detente.cli.render import date
from detente.intake import Refused, articles
from detente.model import Event, InputError, Party, Record


def explain(
    file: Annotated[str, typer.Argument(help="One article: a file, or - for standard input.")],
    event: Annotated[str | None, typer.Option(help="Id of the event, e.g. e3; else all.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the article; else identified.")] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication, e.g. 2021-05-21.")] = None,
) -> None:
    """Show why: the words, the rule, the operators, how the date and the actors were found.

    Example: detente explain article.txt --event e3
    """
    found = next(articles([file]), None)
    if found is None or isinstance(found, Refused):
        raise InputError(found.reason if found else "nothing to read", found.where if found else file)
    try:
        day = dt.date.fromisoformat(published) if published else None
    except ValueError:
        raise typer.BadParameter(f"'{published}' is no date like 2021-05-21") from None
    record = detente.read(found, lang=lang, published=day)
    chosen = [e for e in record.events if event in (None, e.id)]
    if not chosen:
        ids = ", ".join(e.id for e in record.events) or "none"
        raise InputError(f"no event '{event}' in it; it has {ids}", file)
    out = console(sys.stdout)
    for e in chosen:
        out.print("\n".join(lines(record, e)), markup=False, soft_wrap=True)
        out.print()


def lines(record: Record, event: Event) -> list[str]:
    """The explanation of one event."""
    text = record.article.text
    score = f"{event.score:+.1f}"
    found = [
        f"{event.id}  {event.root}{'/' + event.mode if event.mode else ''}, {event.status}  ({event.quad}, {score})",
        f"  words       {_words(text, event.evidence.start, event.evidence.end)}",
        f"  trigger     «{event.trigger.of(text)}» by rule {event.rule}, over the act {event.act}",
    ]
    for operator in event.operators:
        found.append(f"  operator    {operator.name} «{text[operator.start : operator.end]}» by rule {operator.rule}")
    found += [f"  composed    {reason}" for reason in event.reasons]
    found += [f"  actor       {_party(record, p)}" for p in event.actors]
    found += [f"  {'with' if event.mutual else 'recipient':11} {_party(record, p)}" for p in event.recipients]
    if event.date:
        found.append(f"  date        {date(event.date)}: {event.date.reason}")
    if event.expected and event.expected != event.date:
        found.append(f"  expected    {date(event.expected)}: {event.expected.reason}")
    if event.place:
        found.append(f"  place       {event.place.name}, {event.place.code or 'not in the gazetteer'}")
    if event.condition:
        found.append(f"  condition   «{event.condition.of(text)}»")
    if event.claimed_by:
        found.append(f"  claimed by  {event.claimed_by}")
    if event.same_as:
        found.append(f"  same as     {event.same_as}")
    if event.contexts:
        found.append(f"  contexts    {', '.join(event.contexts)}")
    found.append(f"  confidence  {event.confidence:.2f}")
    return found


def _party(record: Record, party: Party) -> str:
    words = record.article.text[party.start : party.end]
    actor = next((a for a in record.actors if a.id == party.id), None)
    who = f"{party.code or 'unknown'} {party.sector or ''}".strip()
    return f"{who}, «{words}»" + (f": {actor.name}, {actor.reason}" if actor and actor.reason else "")


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
