"""`detente happening`: one event in the world with all its reports; judgements about it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from detente.cli import options
from detente.cli.asked import AsFormat, Format, lines, opened, show, table
from detente.model import InputError
from detente.store import Happening, Judgement, Report
from detente.store.same import Verdict


def happening(
    id: Annotated[int, typer.Argument(help="Its number, as `detente search` shows it.")],
    store: options.StorePath = options.STORE,
    split: Annotated[
        str | None,
        typer.Option(metavar="REPORT", help="Judge that this article (or ARTICLE/e3) means another."),
    ] = None,
    join: Annotated[
        int | None, typer.Option(metavar="ID", help="Judge that another happening is the same event.")
    ] = None,
    undo: Annotated[
        list[int] | None, typer.Option(metavar="JUDGEMENT", help="Take a judgement back, by its number.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why you judge so; it is kept.")] = "",
    format: AsFormat = Format.text,
) -> None:
    """Show one event in the world: its reports, the first of them, how many are independent, where they differ.

    Example: detente happening 12 --split afp-2021-06-17 --reason "the talks of the day after"
    """
    if sum(bool(o) for o in (split, join, undo)) > 1:
        raise typer.BadParameter("--split, --join or --undo, one at a time")
    with opened(store) as kept:
        made: list[Judgement] = []
        if split:
            made = kept.split(id, split, reason)
        elif join:
            made = kept.join(id, join, reason)
        elif undo:
            made = [kept.undo(number) for number in undo]
        try:
            found = kept.happening(id)
        except Exception:
            if not made:
                raise
            raise InputError("judged; no report of it is left", f"happening {id}") from None
        if format is Format.jsonl:
            lines([found])
            return
        reports, verdicts = kept.reports(id), kept.verdicts(id)
        show(heading(found), _reports(reports, verdicts))
        for disagreement in found.disagreements:
            sides = "; ".join(f"{value} ({', '.join(told)})" for value, told in disagreement.sides)
            show(f"they differ on {disagreement.about}: {sides}")
        for judgement in kept.judgements(id):
            show(_judged(judgement))


def heading(found: Happening) -> Text:
    """What it is in three lines: what, who and whom, when and where; how much is known of it."""
    arrow = "⇄" if found.mutual else "→"
    act = f" (of {found.act})" if found.act != found.root else ""
    mode = f" {found.mode}" if found.mode else ""
    text = Text(f"{found.id}  {found.root}{mode} {found.status}{act}\n", style="bold")
    parties = f"{', '.join(found.actors) or '–'} {arrow} {', '.join(found.recipients) or '–'}"
    when = [str(found.date)] if found.date else []
    if found.expected and found.expected != found.date:
        when.append(f"for {found.expected}")
    if found.place:
        when.append(found.place.name)
    text.append(f"{parties}   {', '.join(when)}\n", style="not bold")
    articles = f"{found.articles} article{'s' if found.articles != 1 else ''}"
    text.append(
        f"{articles}, {found.reports} without copies, {found.outlets} independent; "
        f"first told on {found.first_said or 'an unknown day'}\n",
        style="not bold dim",
    )
    return text


def _reports(reports: list[Report], verdicts: dict[int, Verdict]) -> Table:
    found = table("Reports", "day", "outlet", "words", "article", "one event because")
    for report in reports:
        source = f"{report.article} {report.event}" + (
            f"\ncopy of {report.copy_of}" if report.copy_of else ""
        )
        reasons = "; ".join(verdicts[report.id].reasons)
        found.add_row(str(report.said or ""), report.outlet or "", report.words, source, reasons)
    return found


def _judged(judgement: Judgement) -> str:
    undone = f" (undone {judgement.undone:%Y-%m-%d})" if judgement.undone else ""
    what = "is not" if judgement.kind == "apart" else "is"
    reason = f": {judgement.reason}" if judgement.reason else ""
    return (
        f"judgement {judgement.id} of {judgement.made:%Y-%m-%d}: {judgement.article} {what} the event of "
        f"{judgement.other}{reason}{undone}"
    )
