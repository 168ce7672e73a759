"""`detente who` and `detente unresolved`: how phrases are read, and which are not."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from detente import actors, text
from detente.cli import options
from detente.cli.console import complain, console, opened
from detente.knowledge import Knowledge
from detente.model import Article, InputError, Mention, Who


def who(
    phrase: Annotated[
        str, typer.Argument(help='A phrase; with --format jsonl, a file of lines {"text", "on"?, "lang"?}.')
    ],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day, as 2021-05-21.")] = None,
    lang: options.Lang = None,
    format: Annotated[str, typer.Option("--format", help="text or jsonl")] = "text",
) -> None:
    """Show who a phrase stands for, and why.

    Example: detente who "the French president" --on 2018-05-01
    """
    options.day(on)
    known = options.knowledge(lang, None)
    if format == "jsonl":
        _lines(Path(phrase), known)
        return
    if format != "text":
        raise typer.BadParameter("--format is text or jsonl")
    answer = read_phrase(phrase, on, lang, known)
    out = console(sys.stdout)
    for key in ("name", "code", "sector", "office", "id", "reason"):
        out.print(f"{key:8} {answer[key] if answer[key] is not None else '–'}", soft_wrap=True)


def _lines(path: Path, known: Knowledge) -> None:
    if not path.exists():
        raise InputError("no such file", str(path))
    wrong = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            answer = read_phrase(asked["text"], asked.get("on"), asked.get("lang"), known)
        except (json.JSONDecodeError, KeyError, TypeError, InputError) as error:
            complain(f"{path}, line {number}: {error}")
            answer, wrong = dict.fromkeys(("code", "sector", "id", "name", "office", "reason")), wrong + 1
        typer.echo(json.dumps(answer, ensure_ascii=False))
    if wrong:
        raise typer.Exit(1)


def read_phrase(phrase: str, on: str | None, lang: str | None, known: Knowledge) -> dict[str, Any]:
    """Code, sector, id, name, office and reason of whom the phrase stands for; None where unknown.

    Raises:
        InputError: an empty phrase or a date that is none.
    """
    if not phrase.strip():
        raise InputError("the phrase is empty")
    try:
        day = dt.date.fromisoformat(on) if on else None
    except ValueError:
        raise InputError(f"'{on}' is no date like 2021-05-21") from None
    code = lang or _language(phrase, known)
    language = known.language(code)
    article = Article("phrase", phrase, code, published=day)
    found = actors.find(article, text.parse(phrase, language), language, known.world)
    mention = _widest(found)
    empty: dict[str, Any] = dict.fromkeys(("code", "sector", "id", "name", "office"))
    if mention is None or not mention.actors:
        return {**empty, "reason": mention.reason if mention else "no actor in it"}
    actor = found.actor(mention.actors[0])
    reason = mention.reason if actor.reason in (None, mention.reason) else f"{mention.reason}; {actor.reason}"
    if actor.id.startswith("unknown/"):
        return {**empty, "reason": reason}
    return {
        "code": actor.code,
        "sector": actor.sector,
        "id": actor.id,
        "name": actor.name,
        "office": actor.office,
        "reason": reason,
    }


def _language(phrase: str, known: Knowledge) -> str:
    """The language of a phrase; the first one where it is too short to tell."""
    try:
        return text.identify(phrase, known.codes)
    except InputError:
        return known.codes[0]


def _widest(found: Who) -> Mention | None:
    """The mention that stands for the phrase: with a code rather than without, then the longest."""
    return max(found.mentions, key=lambda m: (bool(found.codes(m)), m.end - m.start), default=None)


def unresolved(
    records: Annotated[list[Path], typer.Argument(help="Files of records (JSON lines).")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many to show.")] = 50,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
) -> None:
    """List the names that no record could resolve, the commonest first: work for the data.

    Example: detente unresolved records.jsonl
    """
    seen: Counter[str] = Counter()
    for path in records:
        if not path.exists():
            raise InputError("no such file", str(path))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                found = json.loads(line)["actors"] if line.strip() else []
            except (ValueError, KeyError, TypeError):
                raise InputError("no record", f"{path}, line {number}") from None
            for actor in found:
                if actor["code"] is None:
                    seen[actor["name"]] += max(len(actor["mentions"]), 1)
    with opened(output) as file:
        for name, times in seen.most_common(count):
            print(f"{times}\t{name}", file=file)
