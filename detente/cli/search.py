"""`detente search`: words in articles, quotes and events."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from detente.cli import options
from detente.cli.asked import AsFormat, Format, Since, Until, day, lines, opened, show, table, upper
from detente.store import Filter, Hit
from detente.store.fulltext import KINDS

TITLES = {"article": "Articles", "quote": "Quotes", "event": "Events"}


def search(
    words: Annotated[
        str, typer.Argument(help='Words, with or without accents; "several together"; any* ending.')
    ] = "",
    store: options.StorePath = options.STORE,
    actor: Annotated[str | None, typer.Option(help="Who acts or speaks, as RUS or IGO:UN.")] = None,
    issue: Annotated[str | None, typer.Option(help="An issue that the article names, as climate.")] = None,
    root: Annotated[str | None, typer.Option(help="A PLOVER root, as SANCTION.")] = None,
    since: Since = None,
    until: Until = None,
    kind: Annotated[list[str] | None, typer.Option(help="article, quote or event; else all.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many of each kind.")] = 20,
    format: AsFormat = Format.text,
) -> None:
    """Find words in articles, quotes and events, in French and English, with accents or without.

    Example: detente search "cessez-le-feu" --actor RUS --since 2022-03-01
    """
    kinds = tuple(kind or KINDS)
    for name in kinds:
        if name not in KINDS:
            raise typer.BadParameter(f"'{name}' is none of {', '.join(KINDS)}")
    wanted = Filter(
        actor=upper(actor),
        since=day(since),
        until=day(until),
        roots=(root.upper(),) if root else (),
        issues=(issue,) if issue else (),
    )
    if root and kind is None:
        # A root is asked of events; quotes have none.
        kinds = tuple(k for k in kinds if k != "quote")
    with opened(store) as kept:
        hits = kept.search(words, wanted, kinds, limit)
    if format is Format.jsonl:
        lines(hits)
        return
    for name in kinds:
        found = [h for h in hits if h.kind == name]
        if found:
            show(_table(name, found))
    if not hits:
        show("Nothing found.")


def _table(kind: str, hits: list[Hit]) -> Table:
    what = {"article": "outlet", "quote": "speaker", "event": "event"}[kind]
    found = table(TITLES[kind], "day", what, "words", "article")
    for hit in hits:
        about = hit.outlet or "" if kind == "article" else hit.about
        source = hit.article + (f" {hit.name}" if hit.name else "")
        if hit.happening:
            source += f"\nhappening {hit.happening}"
        title = f"{hit.title}\n" if kind == "article" and hit.title else ""
        found.add_row(str(hit.said or ""), about, Text(title, style="bold") + Text(hit.words), source)
    return found
