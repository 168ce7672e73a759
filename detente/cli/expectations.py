"""`detente expectations`: what is foreseen, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer
from rich.text import Text

from detente.cli import options
from detente.cli.asked import AsFormat, Format, Since, Until, codes, day, lines, opened, show, table
from detente.store import Expectation

ARROW = " → "


def expectations(
    parties: Annotated[list[str] | None, typer.Argument(help="Codes, as RUS USA; else all.")] = None,
    store: options.StorePath = options.STORE,
    open_: Annotated[bool, typer.Option("--open", help="Those that are open, due ones with them.")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="Those whose days have come, or come within two weeks.")
    ] = False,
    missed: Annotated[
        bool, typer.Option("--missed", help="Those whose days have passed without a word.")
    ] = False,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="As they stand on this day; else today.")
    ] = None,
    since: Since = None,
    until: Until = None,
    format: AsFormat = Format.text,
) -> None:
    """Show what is proposed, hoped for, promised, demanded or threatened, step by step until it is held or dropped.

    Example: detente expectations RUS USA --open --on 2021-06-01
    """
    states = (("open", "due") if open_ else ()) + (("due",) if due else ()) + (("missed",) if missed else ())
    with opened(store) as kept:
        found = kept.expectations(
            codes(parties), on=day(on) or dt.date.today(), states=states, since=day(since), until=day(until)
        )
    if format is Format.jsonl:
        lines(found)
        return
    for expectation in found:
        show(Text(life(expectation), style="bold"))
        steps = table("", "step", "day", "for", "words", "source")
        for step in expectation.steps:
            window = ", ".join(filter(None, (str(step.window) if step.window else "", step.place)))
            source = f"{step.article}" + (f" ({step.outlet})" if step.outlet else "")
            if step.reports > 1:
                source += f"\nand {step.reports - 1} more: happening {step.happening}"
            steps.add_row(step.kind, str(step.said), window, step.words, source)
        show(steps)
    if not found:
        show("Nothing is expected.")


def life(expectation: Expectation) -> str:
    """Its history in one line: "12  CONSULT RUS–USA: proposed 2021-04-13 for 2021-06-01…2021-08-31 → …"."""
    told = []
    window = place = None
    for step in expectation.steps:
        said = f"{step.kind} {step.said}"
        if step.kind != "kept" and step.window and step.window != window:
            said += f" for {step.window}"
        if step.place and step.place != place:
            said += f" in {step.place}"
        window, place = step.window or window, step.place or place
        told.append(said)
    if expectation.status in {"open", "due", "missed"}:
        told.append(expectation.status)
    act = expectation.act or "an act not named"
    return f"{expectation.id}  {act} {'–'.join(expectation.parties)}: {ARROW.join(told)}"
