"""`detente revisions`: how an article changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

import typer
from rich.text import Text

from detente.cli import options
from detente.cli.asked import AsFormat, Format, lines, opened, show
from detente.model import Article, Record
from detente.read import read
from detente.store import Revision, versions
from detente.store.add import compared_alike
from detente.store.comparing import Change, changes

STYLES = {"added": "green", "removed": "red", "reworded": "yellow", "changed": "yellow"}
SIGNS = {"added": "+", "removed": "-", "reworded": "~", "changed": "~"}


@dataclass(frozen=True, slots=True)
class Revised:
    """From one revision to the next, with what changed."""

    article: str
    before: int
    after: int
    changes: tuple[Change, ...]


def revisions(
    article: Annotated[str, typer.Argument(help="Its key or address, as `detente search` shows it.")],
    store: options.StorePath = options.STORE,
    pipeline: options.Pipelines = None,
    format: AsFormat = Format.text,
) -> None:
    """Show the revisions of an article: what was added, removed and reworded, and which findings changed.

    Example: detente revisions afp-2021-06-17

    All revisions are compared as they are read today, so that a newer Detente never shows as a changed article.
    """
    known = options.knowledge(None, pipeline)

    def reread(old: Article) -> Record:
        return read(old, known=known)

    with opened(store) as kept:
        found = kept.revisions(article)
        records = compared_alike(kept, article, reread, lambda lang: versions.current(known, lang))
    compared = [
        Revised(article, before.number, after.number, tuple(changes(old, new)))
        for (before, old), (after, new) in pairwise(zip(found, records, strict=True))
    ]
    if format is Format.jsonl:
        lines(compared)
        return
    for number, revision in enumerate(found):
        show(_heading(revision))
        if number:
            for change in compared[number - 1].changes:
                show(_shown(change))


def _heading(revision: Revision) -> Text:
    told = [
        f"published {revision.published}" if revision.published else "",
        f"added {revision.added:%Y-%m-%d}",
    ]
    if revision.updated:
        told.insert(1, f"updated {revision.updated:%Y-%m-%d %H:%M}")
    text = Text(f"revision {revision.number}", style="bold")
    told.insert(0, f"{revision.words} words")
    return text.append(f"  {revision.title or revision.given} · {' · '.join(filter(None, told))}", "not bold")


def _shown(change: Change) -> Text:
    text = Text()
    if change.before is not None and change.after is not None:
        text.append(f"  - {change.about}: {change.before}\n", "red")
        text.append(f"  + {change.about}: {change.after}", "green")
        return text
    said = change.before if change.before is not None else change.after
    return text.append(f"  {SIGNS[change.what]} {change.about}: {said}", STYLES[change.what])
