"""The options that several commands share, and what their values mean."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from detente.knowledge import Knowledge
from detente.store import DEFAULT

Lang = Annotated[str | None, typer.Option(help="Language (fr, en) of articles that do not name theirs.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication, as 2021-05-21, of articles that do not give it."),
]
StorePath = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="DETENTE_STORE",
        metavar="FILE|URL",
        help="A SQLite file, or postgresql://user@host/name.",
    ),
]
STORE = DEFAULT
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from addresses of this machine and its own network, too."),
]
Pipelines = Annotated[
    list[str] | None,
    typer.Option(
        "--pipeline",
        metavar="LANG=PATH",
        help="A spaCy pipeline with Universal Dependencies labels for a language: its path or name.",
    ),
]


def day(value: str | None) -> dt.date | None:
    """The day of an option."""
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise typer.BadParameter(f"'{value}' is no day; write it as 2021-05-21") from None


def knowledge(lang: str | None, pipelines: list[str] | None) -> Knowledge:
    """What is known, with other pipelines if the options name any; checks that the languages are read."""
    paths = dict(_pair(p) for p in pipelines or ())
    known = Knowledge(paths)
    for code in filter(None, (lang, *paths)):
        if code not in known.codes:
            codes = ", ".join(known.codes)
            raise typer.BadParameter(f"'{code}' is no language that Detente reads ({codes})")
    return known


def _pair(text: str) -> tuple[str, str]:
    lang, equals, path = text.partition("=")
    if not (lang and equals and path):
        raise typer.BadParameter(f"'{text}': write a pipeline as fr=path/to/pipeline")
    return lang, path
