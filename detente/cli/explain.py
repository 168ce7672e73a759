"""`detente explain`: why an event is in the record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from detente.cli import options
from detente.cli.console import console
from detente.cli.read import results
from detente.cli.reading import Reader
from detente.cli.show import ARROWS, QUADS, coded, days, parties, words
from detente.intake import articles
from detente.model import Event, InputError, Interval, Record, Span


def explain(
    file: Annotated[str, typer.Argument(help="One article: a file, or - for standard input.")],
    event: Annotated[str | None, typer.Option(help="Id of the event, as e3; else all.")] = None,
    lang: options.Lang = None,
    published: options.Published = None,
    pipeline: options.Pipelines = None,
) -> None:
    """Show why: the words, the rule, the operators, how the date and the actors were found.

    Example: detente explain article.txt --event e3
    """
    known = options.knowledge(lang, pipeline)
    # The events inside one state are explained, too: their ids are the same.
    reader = Reader(lang, options.day(published), True, known.pipelines)
    records = list(results(reader, articles([file])))
    chosen = [(r, e) for r in records if r for e in r.events if event in (None, e.id)]
    for record, found in chosen:
        console(sys.stdout).print(explained(record, found), soft_wrap=True)
    if None in records:
        raise typer.Exit(1)
    if event and not chosen:
        ids = ", ".join(e.id for r in records if r for e in r.events) or "none"
        raise InputError(f"no event {event}; it has {ids}", file)


def explained(record: Record, event: Event) -> Text:
    """The event, its words, its rule, the operators around the act, its date, place and actors."""
    text = Text(f"{event.id}  {' '.join(coded(event).split())}\n", style=QUADS.get(event.quad, "bold"))
    for name, said in _lines(record, event):
        text.append(f"  {name:<10} ", style="bold not green not yellow not red")
        text.append(f"{said}\n", style="default")
    return text


def _lines(record: Record, event: Event) -> Iterator[tuple[str, str]]:
    yield "sentence", words(record, event.evidence.span)
    yield "trigger", f"«{words(record, event.trigger)}», rule {event.rule}"
    for operator in event.operators:
        said = words(record, Span(operator.start, operator.end))
        yield "operator", f"{operator.name}: «{said}», rule {operator.rule}"
    names = {a.id: a for a in record.actors}
    for side, members in (("actor", event.actors), ("recipient", event.recipients)):
        for party in members:
            actor = names.get(party.id or "")
            said = words(record, Span(party.start, party.end))
            reason = actor.reason if actor and actor.reason else "not resolved"
            yield side, f"{parties((party,), names)}: «{said}», {reason}"
    if event.mutual:
        yield "mutual", f"both sides do it ({ARROWS[True]})"
    yield from _date("date", event.date)
    yield from _date("expected", event.expected)
    if event.place:
        yield "place", f"{event.place.name} ({event.place.code or '?'})"
    if event.condition:
        yield "condition", f"«{words(record, event.condition)}»"
    yield "class", f"{event.quad}, PLOVER score {event.score:+g}, confidence {event.confidence:g}"
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)
    if event.same_as:
        yield "same as", event.same_as
    if event.claimed_by:
        yield "claimed by", event.claimed_by
    for reason in event.reasons:
        yield "because", reason


def _date(name: str, interval: Interval | None) -> Iterator[tuple[str, str]]:
    if interval is not None:
        yield name, f"{' '.join(days(interval).split()) or 'no day'}: {interval.reason}"
